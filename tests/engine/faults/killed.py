"""What ends while it works: the grader, a worker, the warm process of a worker."""

import os
import signal
import sqlite3
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from unittest import mock

from grader.autograde import Grading
from grader.engine.outside.attempt import Attempt
from grader.engine.outside.pool import WorkerPool
from grader.options import Options
from tests.engine.faults.dying import POINTS
from tests.engine.faults.launch import AUTOGRADE, grader
from tests.engine.faults.place import Fault, Place, left_behind, told
from tests.engine.ordinary import grade


def killed(point: str, *, again: bool = False) -> Fault:
    """The grader is killed; ``again`` where it grades again what was graded before."""

    def happen(at: Place) -> str:
        ended = grader(at, *AUTOGRADE, *(["--force"] if again else []), point=point)
        assert ended.code == -signal.SIGKILL, ended
        assert left_behind(at) == []
        assert _integrity(at) == "ok"
        return f"killed; {at.recorded()} of 3 in the gradebook; going on where it was"

    return Fault(
        "kill -9 of the grader", f"regrading: {point}" if again else point, happen, graded=again
    )


def _integrity(at: Place) -> str:
    with sqlite3.connect(at.root / "gradebook.db") as database:
        found: str = database.execute("pragma integrity_check").fetchone()[0]
    database.close()
    return found


def interrupted(point: str) -> Fault:
    def happen(at: Place) -> str:
        ended = grader(at, *AUTOGRADE, point=point, by="INT")
        assert ended.code not in (0, 2), ended
        assert "Traceback" not in ended.said, ended
        assert "run the command again" in ended.said, ended
        assert left_behind(at) == []
        return f"ended with exit code {ended.code}; {at.recorded()} of 3 in the gradebook"

    return Fault("Ctrl-C", point, happen)


def worker_killed(times: int) -> Callable[[Place], str]:
    def happen(at: Place) -> str:
        submit, killed = WorkerPool._submit, 0

        def then_kill(pool: WorkerPool[Any, Any], task: Any) -> Any:
            nonlocal killed
            future = submit(pool, task)
            if killed < times:
                killed += 1
                while not (there := list(pool._executor._processes)):  # type: ignore[attr-defined]
                    time.sleep(0.01)
                for number in there:
                    with suppress(ProcessLookupError):  # one that has not been replaced yet
                        os.kill(number, signal.SIGKILL)
            return future

        with (
            mock.patch.object(WorkerPool, "_submit", then_kill),
            Grading(at.root, Options(workers=1)) as grading,
        ):
            return told(list(grading.run(grading.folders.submissions(["ps"]))))

    return happen


def zygote_killed(times: int) -> Callable[[Place], str]:
    def happen(at: Place) -> str:
        step, killed = Attempt.step, 0

        def after_kill(attempt: Any, message: Any) -> Any:
            nonlocal killed
            if killed < times:
                killed += 1
                attempt._warm_process._process.kill()
                attempt._warm_process._process.wait()
            return step(attempt, message)

        with mock.patch.object(Attempt, "step", after_kill):
            said = told(grade(at.root))
        assert killed
        return said

    return happen


FAULTS = [
    *(killed(point) for point in POINTS if "earlier" not in point),
    killed("the earlier report has been moved away", again=True),
    killed("its report is half written", again=True),
    interrupted("work has been given to a worker"),
    interrupted("its report is half written"),
    Fault("kill -9 of a worker", "once, with work in its hands", worker_killed(1)),
    Fault("kill -9 of every worker", "always, until they are left alone", worker_killed(4)),
    Fault("kill -9 of the warm process", "once, while a submission runs", zygote_killed(1)),
    Fault("kill -9 of the warm process", "always, whatever it runs", zygote_killed(99)),
]
