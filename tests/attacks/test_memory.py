"""The labels that three lessons are graded on are nowhere in the memory that a submission can reach."""

import os
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from course_lib.checking.catalogue import find
from course_lib.checking.exchange.outside import cases_to_data
from grader.course import find_course
from grader.engine.outside import warm_process
from grader.engine.outside.submission_process import SubmissionProcess
from grader.engine.outside.warm_process import GraderFault
from grader.engine.outside.worker import Worker
from grader.engine.protocol import wire
from grader.engine.protocol.job import CellStep, Job, ObserveStep
from grader.options import course_setup

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
SEED = 20260704
ANSWER = """
import numpy as np
known, held = np.arange(1000, 1300), []
def {name}(*args, **kwargs):
    held.append((args, kwargs))
    raise NotImplementedError
"""
KNOWN = np.arange(1000, 1300)
"""What the search has to find."""
WAIT = "import time\ntime.sleep(60)"


def memory(pid: int) -> Iterator[bytes]:
    """All that a process may write to."""
    lines = Path(f"/proc/{pid}/maps").read_text().splitlines()
    with open(f"/proc/{pid}/mem", "rb", buffering=0) as opened:
        for line in lines:
            span, rights = line.split()[:2]
            if rights.startswith("rw"):
                start, end = (int(part, 16) for part in span.split("-"))
                try:
                    opened.seek(start)
                    yield opened.read(end - start)
                except (OSError, OverflowError, ValueError):
                    continue


def forms(labels: np.ndarray) -> list[bytes]:
    """What labels may look like in memory, or on their way: enough of them to be no accident."""
    some = labels[:200]
    kinds = ("u1", "i2", "i4", "i8", "f4", "f8")
    return [some.astype(kind).tobytes() for kind in kinds] + [wire.pack(some.tolist())[3:]]


@pytest.mark.parametrize("rung", [1, 2])
@pytest.mark.parametrize("name", ["train_classifier", "train_sentiment", "Trainer"])
def test_labels_are_not_in_the_memory_of_a_submission(
    name: str, rung: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    exercise = find(name)
    assert exercise is not None
    cases = exercise.cases(SEED)
    withheld = [
        case.withheld["labels"] for case in cases if len(case.withheld.get("labels", ())) > 99
    ]
    assert withheld
    request = {"exercise": name, "cases": cases_to_data(cases)}
    found: dict[str, Any] = {}

    def look(child: SubmissionProcess) -> None:
        try:
            parts = list(memory(child.pid))
        except PermissionError:
            parts = []
        needles = [form for labels in withheld for form in forms(labels)]
        found["there"] = [part for part in parts if any(needle in part for needle in needles)]
        found["control"] = any(forms(KNOWN)[3] in part for part in parts)

    class Watched(SubmissionProcess):
        def send(self, message: dict[str, Any]) -> None:
            super().send(message)
            if message.get("step") == 2:
                threading.Timer(0.3, self.looked_at).start()

        def looked_at(self) -> None:
            look(self)
            self.interrupt()

    monkeypatch.setattr(warm_process, "SubmissionProcess", Watched)
    worker = Worker(replace(course_setup(find_course()), rung=rung))
    try:
        worker.warm()
        own = CellStep("a", ANSWER.format(name=name))
        steps = (own, ObserveStep("b", request), CellStep("c", WAIT))
        outcome = worker.run(Job("job", steps))
    except GraderFault as fault:
        pytest.skip(f"rung {rung} is not possible here: {fault}")
    finally:
        worker.close()
    assert not outcome.fault
    if not found["control"] and os.geteuid() != 0:
        pytest.skip("another process's memory cannot be read here")
    assert found["control"], "the search finds nothing at all"
    assert found["there"] == []
