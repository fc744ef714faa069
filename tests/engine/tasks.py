"""Tasks for worker processes: some that end, and some that no thread could stop."""

import os
import re
import time
from pathlib import Path
from typing import TYPE_CHECKING

from grader.engine.outside import stages
from grader.engine.outside.warm_process import Setup

if TYPE_CHECKING:
    from grader.engine.judging.task import Marked, Task


def nothing() -> None:
    """Begin a process."""


def number(value: int) -> tuple[int, int]:
    return value, os.getpid()


def hang_in_c(seconds: float) -> None:
    """One call into a library that would take years."""
    stages.begin("reading", seconds)
    re.match("(a+)+$", "a" * 64 + "b")


def die() -> None:
    os._exit(3)


def die_once(mark: str) -> str:
    if not Path(mark).exists():
        Path(mark).touch()
        os._exit(3)
    return "done"


def wait_for(mark: str) -> str:
    while not Path(mark).exists():
        time.sleep(0.02)
    return "waited"


def take_memory() -> bytes:
    return bytes(8 << 30)


def fail() -> None:
    raise ValueError("as it should")


def hang(seconds: float, setup: Setup) -> None:
    hang_in_c(seconds)


def grade_all_but_eve(task: "Task", setup: Setup) -> "Marked":
    """Whatever the next way is to make the trusted side work for ever: eve knows it."""
    from grader.engine.judging.marking import grade_notebook  # the other tasks do without

    if task.name.startswith("eve/"):
        hang_in_c(1.0)
    return grade_notebook(task, setup)
