"""Tasks for worker processes: some that end, and some that no thread could stop."""

import os
import re
from pathlib import Path

from grader.engine.outside import stages


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


def take_memory() -> bytes:
    return bytes(8 << 30)


def fail() -> None:
    raise ValueError("as it should")
