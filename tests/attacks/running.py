"""Runs an attack on a worker and says what did not hold."""

import contextlib
import os
import platform
import socket
import string
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from grader.engine.judging.separable import Cell, lesson_of, plans
from grader.engine.outside.warm_process import Setup
from grader.engine.outside.worker import Worker
from grader.engine.protocol import wire
from grader.engine.protocol.job import Apart, CellStep, Job, ObserveStep, Outcome
from grader.engine.protocol.limits import Limits
from grader.engine.protocol.sentences import sentence
from tests.attacks import not_to_punish, to_forge, to_harm, to_pass, to_reach, to_score
from tests.attacks.attack import RIGHT, Attack

KINDS = (to_score, to_pass, to_forge, to_reach, to_harm, not_to_punish)
ATTACKS = [attack for kind in KINDS for attack in kind.ATTACKS]
SETUP = Setup(observe="tests.attacks.probing.observe")
MEGABYTE = 1 << 20
LIMITS = Limits(
    cell_cpu=0.5,
    cell_wall=1.5,
    total_cpu=10,
    total_wall=30,
    memory=300 * MEGABYTE,
    output=MEGABYTE,
    answer=4 * MEGABYTE,
    disk=8 * MEGABYTE,
    files=200,
    threads=32,
    grace=0.2,
)
HONEST = Limits()
# One way to test in each, so that a trick against any single one shows.
TESTS = (
    "assert square(3) == 9\nassert square(7) == 49",
    "assert abs(square(7) - 49) < 1e-9, 'seven'",
    "import numpy as np\nassert np.allclose(square(np.array([1.0, 2.0])), [1.0, 4.0])",
    "import numpy as np\nfrom numpy.testing import assert_allclose\nassert_allclose(square(np.ones(2) * 2), [4.0, 4.0])",
    "import numpy as np\nnp.testing.assert_array_equal(square(np.arange(3)), [0, 1, 4])",
    "import unittest\nunittest.TestCase().assertEqual(square(2), 4)",
    "import math\nassert math.isclose(square(2.5), 6.25)",
    "if square(7) != 49:\n    raise AssertionError('seven')",
    "3 if square(7) == 49 else 1 / 0",
)
LESSON = lesson_of([Cell("def square(x):\n    raise NotImplementedError", is_answer=True)])
APART = tuple(
    plan for plan in plans(LESSON, [Cell(test, is_test=True) for test in TESTS])
    if isinstance(plan, Apart)
)  # fmt: skip
assert len(APART) == len(TESTS)
INPUTS = [3, 7, -2]
RIGHT_ANSWERS = [9, 49, 4]
_CALLS = """
process_vm_readv:310:270 ptrace:101:117 open_by_handle_at:304:265 name_to_handle_at:303:264
bpf:321:280 keyctl:250:219 shmget:29:194 clone:56:220
"""
"""Of each: its name, its number on x86-64 and on 64-bit ARM."""


@dataclass
class Ground:
    """A worker on one rung, with things around it that must stay as they are.

    Attributes:
        worker: The worker.
        rung: Its rung.
        folder: Where the grader's things are.
        words: What is filled in for the $words of an attack.
    """

    worker: Worker
    rung: int
    folder: Path
    words: dict[str, str] = field(default_factory=dict)
    listeners: list[socket.socket] = field(default_factory=list)

    @property
    def secret(self) -> Path:
        return self.folder / "gradebook.db"


def _listen(family: int, kind: int, address: Any) -> socket.socket:
    listener = socket.socket(family, kind)
    listener.bind(address)
    if kind == socket.SOCK_STREAM:
        listener.listen()
    listener.setblocking(False)
    return listener


@contextlib.contextmanager
def ground(rung: int) -> Iterator[Ground]:
    """Set up a worker and what it must not touch."""
    with tempfile.TemporaryDirectory() as name:
        before, tempfile.tempdir = tempfile.tempdir, str(Path(name, "tmp"))
        folder = Path(name)
        (folder / "tmp").mkdir()
        (folder / "neighbour").write_text("REACHED: the work of somebody else")
        secret_before, os.environ["GRADER_SECRET"] = os.environ.get("GRADER_SECRET"), "REACHED"
        place = Ground(Worker(Setup(rung=rung, observe=SETUP.observe)), rung, folder)
        unix, abstract = str(folder / "u"), f"training-loop-{os.getpid()}-{rung}"
        place.listeners = [
            _listen(socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", 0)),
            _listen(socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", 0)),
            _listen(socket.AF_UNIX, socket.SOCK_STREAM, unix),
            _listen(socket.AF_UNIX, socket.SOCK_DGRAM, unix + "d"),
            _listen(socket.AF_UNIX, socket.SOCK_STREAM, "\0" + abstract),
        ]
        tcp, udp = (listener.getsockname()[1] for listener in place.listeners[:2])
        place.secret.write_text("REACHED: the gradebook")
        warm = place.worker.run(
            Job("warm", (CellStep("a", "1", locked=True, apart=Apart(frozenset())),))
        )
        assert not warm.fault, warm.fault
        column = 2 if platform.machine() == "aarch64" else 1
        calls = (call.split(":") for call in _CALLS.split())
        numbers = {call[0]: int(call[column]) for call in calls}
        words = {
            **numbers,
            "secret": place.secret,
            "folder": folder,
            "name": place.secret.name,
            "tcp": tcp,
            "udp": udp,
        }
        words |= {
            "unix": unix,
            "datagram": unix + "d",
            "abstract": abstract,
            "neighbour": folder / "neighbour",
        }
        words |= {
            "grader": os.getpid(),
            "warm_process": warm_pid(place.worker),
            "repository": Path(__file__).parents[2],
        }
        place.words = {key: str(value) for key, value in words.items()}
        try:
            yield place
        finally:
            place.worker.close()
            for listener in place.listeners:
                listener.close()
            tempfile.tempdir = before
            os.environ.pop("GRADER_SECRET")
            if secret_before is not None:
                os.environ["GRADER_SECRET"] = secret_before


def warm_pid(worker: Worker) -> int:
    assert worker._warm_process is not None
    return worker._warm_process._process.pid


def job(attack: Attack, words: dict[str, str]) -> Job:
    def fill(source: str) -> str:
        return string.Template(source).safe_substitute(words)

    own = [CellStep(f"own{n}", fill(source)) for n, source in enumerate(attack.cells)]
    later = [CellStep(f"later{n}", fill(source)) for n, source in enumerate(attack.after)]
    tests = [CellStep(f"check{n}", source, locked=True) for n, source in enumerate(TESTS)]
    apart = [
        CellStep(f"apart{n}", source, locked=True, apart=plan)
        for n, (source, plan) in enumerate(zip(TESTS, APART, strict=True))
    ]
    cells = (*own, *tests, *apart, *later)
    limits = HONEST if attack.kind == "honest" else LIMITS
    return Job(attack.name, (*cells, ObserveStep("square", INPUTS)), dict(attack.files), limits)


def passed_tests(outcome: Outcome) -> int:
    return sum(cell.id.startswith("check") and cell.state == "passed" for cell in outcome.cells)


def passed_apart(outcome: Outcome) -> int:
    """How many test cells give points by value; one with a doubt waits for a person."""
    return sum(
        cell.id.startswith("apart") and cell.state == "passed" and not cell.doubt
        for cell in outcome.cells
    )


def right_answers(outcome: Outcome) -> bool:
    data = outcome.observations[0].data if outcome.observations else None
    numbers = (int, float, np.ndarray)
    if not isinstance(data, list) or len(data) != len(RIGHT_ANSWERS):
        return False
    plain = all(type(item) in numbers and np.shape(item) == () for item in data)
    return plain and bool(np.all(np.equal(data, RIGHT_ANSWERS)))


def _descendants(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [int(child) for child in children] + [
        low for child in children for low in _descendants(int(child))
    ]


def _spoiled(place: Ground, warm_process: int, outcome: Outcome) -> Iterator[str]:
    """What must hold after any submission."""
    place.worker.warm().end_ahead()  # the next submission's process waits already: only what is left beside it counts
    if outcome.fault:
        yield f"a fault of the grader: {outcome.fault}"
    if place.secret.read_text() != "REACHED: the gradebook" or place.secret.stat().st_mtime == 0:
        yield "the gradebook was changed"
    if {path.name for path in place.folder.iterdir()} != {
        "tmp",
        "neighbour",
        "gradebook.db",
        "u",
        "ud",
    }:
        yield "a file was left in the grader's folder"
    if list((place.folder / "tmp").iterdir()):
        yield "a temporary folder was left behind"
    if warm_pid(place.worker) != warm_process:
        yield "the warm process was ended"
    left = _descendants(warm_pid(place.worker))
    # On rung 1 the warm process itself is a child of its starter; both have a second one beside them.
    if len(left) != (2 if place.rung == 1 else 1):
        yield f"processes were left behind: {left}"
    for listener in place.listeners:
        with contextlib.suppress(BlockingIOError):
            (
                listener.accept
                if listener.type == socket.SOCK_STREAM
                else lambda s=listener: s.recv(9)
            )()
            yield "something came over the network"
    sent = b"".join(
        wire.pack(part)
        for part in (
            [cell.outputs for cell in outcome.cells],
            [o.data for o in outcome.observations],
        )
    )
    if b"REACHED" in sent or b"LEAKED" in sent:
        yield "something was read that must not be"


def _points(attack: Attack, outcome: Outcome, limits: Limits) -> Iterator[str]:
    tests, answers = passed_tests(outcome), right_answers(outcome)
    if attack.kind == "score" and answers:
        yield "earned points for an observation"
    if attack.kind == "score" and tests and not attack.beats_tests:
        yield f"passed {tests} test cells"
    by_value = passed_apart(outcome)
    if attack.kind == "score" and by_value:
        yield f"passed {by_value} test cells by value"
    if (attack.kind in ("honest", "reach") or attack.keeps) and not (
        tests == by_value == len(TESTS) and answers
    ):
        yield f"lost its points (tests {tests}, answers {answers})"
    if attack.kind == "honest" and any(cell.sentence for cell in outcome.cells):
        yield "was stopped"
    if attack.stopped:
        # On a busy machine the clock may run out before the processor time does; both say "Stopped after".
        beginning = (
            "Stopped after"
            if attack.stopped.startswith("cell")
            else sentence(attack.stopped, limits)
        )
        beginning = beginning.partition("(")[0]
        if not any(cell.sentence.startswith(beginning) for cell in outcome.cells):
            yield f"was not told: {beginning}"


def spoiled_by(place: Ground, attack: Attack) -> tuple[Outcome, list[str]]:
    """Run an attack and list what did not hold."""
    work = job(attack, place.words)
    warm_process = warm_pid(place.worker)
    outcome = place.worker.run(work)
    found = [*_spoiled(place, warm_process, outcome), *_points(attack, outcome, work.limits)]
    wire.pack(asdict(outcome))  # what came across is plain data, or this raises
    return outcome, found


def failures(place: Ground, attack: Attack) -> tuple[Outcome, list[str]]:
    """Run an attack, then an honest neighbour, and list what did not hold."""
    outcome, found = spoiled_by(place, attack)
    after = place.worker.run(job(Attack("neighbour", (RIGHT,), "honest"), place.words))
    passed = {passed_tests(after), passed_apart(after)}
    if not (passed == {len(TESTS)} and right_answers(after)) or after.fault:
        found.append("the next submission suffered")
    return outcome, found
