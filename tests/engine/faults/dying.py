"""The points of its work at which a grader process ends; nothing in the grader knows of them."""

import importlib
import os
import signal
from typing import Any

BEFORE, AFTER = "before", "after"
POINTS: dict[str, tuple[str, str, int]] = {
    # what is meant: the function, whether before or after it, and at which of its calls
    "the course has been opened": ("grader.autograde:Grading.to_do", AFTER, 1),
    "the first submission is being read": (
        "grader.engine.gradebook.filing:Folders.files",
        AFTER,
        1,
    ),
    "the workers start": ("grader.engine.outside.pool:WorkerPool.run", BEFORE, 1),
    "work has been given to a worker": ("grader.engine.outside.pool:WorkerPool._submit", AFTER, 1),
    "a result has come back": ("grader.autograde:Grading._finish", BEFORE, 2),
    "a submission is being recorded": ("grader.engine.gradebook.rows:put_grades", AFTER, 2),
    "its penalties are being set": ("grader.engine.gradebook.rows:put_penalties", AFTER, 2),
    "its grades are in the gradebook": (
        "grader.engine.gradebook.record:Recorder._record",
        AFTER,
        2,
    ),
    "its report is about to be written": (
        "grader.engine.gradebook.filing:Folders.write",
        BEFORE,
        2,
    ),
    "its report is half written": ("grader.engine.gradebook.filing:Report.put", AFTER, 2),
    "its report is about to take its place": ("grader.engine.gradebook.filing:swap", BEFORE, 2),
    "the earlier report has been moved away": ("pathlib:Path.rename", AFTER, 1),
    "its report is in its place": ("grader.engine.gradebook.filing:swap", AFTER, 2),
    "it is being told on the screen": ("grader.commands.grading:print_graded", BEFORE, 2),
    "the last submission is done": ("grader.engine.outside.pool:WorkerPool.close", BEFORE, 1),
}


def arm(point: str, by: str) -> None:
    """Send this process a signal, by its name without SIG, when it comes to the point."""
    where, when, wanted = POINTS[point]
    module, _, path = where.partition(":")
    *outer, name = path.split(".")
    owner: Any = importlib.import_module(module)
    for part in outer:
        owner = getattr(owner, part)
    original, calls = getattr(owner, name), 0
    number = signal.Signals[f"SIG{by}"]

    def instead(*args: Any, **kwargs: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == wanted and when == BEFORE:
            os.kill(os.getpid(), number)
        result = original(*args, **kwargs)
        if calls == wanted and when == AFTER:
            os.kill(os.getpid(), number)
        return result

    setattr(owner, name, instead)
