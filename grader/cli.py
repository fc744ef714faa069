"""The ``grader`` command: nbgrader's verbs, for instructors."""

from __future__ import annotations

import io
import os
import sys

from grader.commands.app import app
from grader.commands.terminal import errors
from grader.course import CourseError

# In the order of the help.
from grader.commands import lessons, grading, results, demonstration  # isort: skip  # noqa: F401

__all__ = ["app", "main"]


def main() -> None:
    """Run the command; an error that the user can mend is one line and exit code 2."""
    if sys.platform != "win32" and sys.getfilesystemencoding() != "utf-8":
        _begin_again_in_utf8()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal may lack letters of a name
            stream.reconfigure(errors="backslashreplace")
    try:
        app()
    except CourseError as error:
        errors.print(f"grader: {error}", markup=False, soft_wrap=True)
        sys.exit(2)


def _begin_again_in_utf8() -> None:
    """Let a Python that reads the names of folders as UTF-8 take over; the terminal keeps its own
    encoding.
    """
    os.environ |= {"PYTHONUTF8": "1", "PYTHONIOENCODING": sys.stdout.encoding}
    os.execv(sys.executable, [sys.executable, "-m", "grader", *sys.argv[1:]])  # noqa: S606 - no shell is wanted
