"""nbgrader's own pieces, called from here: its folders, converters and gradebook."""

from __future__ import annotations

import grader.quick_imports  # noqa: F401  before nbformat and nbgrader

# isort: split

import copy
import logging
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from grader.configuration import load_config
from grader.course import CourseError


def ask_alembic_here() -> None:
    """Let nbgrader find out in this process what the form of a new gradebook is called: it would
    start another Python for that, which imports all of nbgrader.
    """
    import nbgrader.api

    nbgrader.api.get_alembic_version = _newest_form


@cache
def _newest_form() -> str:
    from alembic.script import ScriptDirectory  # no other command needs it
    from nbgrader.dbutil import ALEMBIC_DIR

    return str(ScriptDirectory(ALEMBIC_DIR).get_current_head())


class QuietLog(logging.Handler):
    """Keeps nbgrader's messages, so that the last error can be told in a line."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a message."""
        self.messages.append(record.getMessage())


def course_directory(root: Path) -> CourseDirectory:
    """nbgrader's folders of a course, with its configuration.

    Raises:
        CourseError: there is no configuration, or it cannot be run.
    """
    return CourseDirectory(config=load_config(root))


def generate_assignment(config: Config, lesson: str) -> None:
    """Run nbgrader's ``generate_assignment`` on a lesson, over whatever the release directory
    holds.
    """
    from nbgrader.converters import GenerateAssignment  # a second, which grading does without

    _convert(GenerateAssignment, config, lesson, ".")


def autograde(config: Config, lesson: str, student: str) -> None:
    """Run nbgrader's ``autograde`` on one submission, in a kernel of its own."""
    from nbgrader.converters import Autograde

    _convert(Autograde, config, lesson, student)


def _convert(converter: Any, config: Config, lesson: str, student: str) -> None:
    ask_alembic_here()
    with _plainly_named(Path(config.CourseDirectory.root)) as root:
        plain = copy.deepcopy(config)
        plain.CourseDirectory.root = str(root)
        _run(converter, plain, lesson, student)


_SYNTAX = set("*?[]%")
"""What nbgrader reads as a pattern or as a part of an address in a course's path."""


@contextmanager
def _plainly_named(root: Path) -> Iterator[Path]:
    """The course's folder, or a link to it whose name holds nothing that has a meaning."""
    if not _SYNTAX & set(str(root)):
        yield root
        return
    with tempfile.TemporaryDirectory() as place:
        link = Path(place) / "course"
        link.symlink_to(root, target_is_directory=True)
        yield link


def _run(converter: Any, config: Config, lesson: str, student: str) -> None:
    from nbgrader.converters.base import NbGraderException

    coursedir = CourseDirectory(config=config)
    coursedir.assignment_id = lesson
    coursedir.student_id = student
    log = logging.getLogger(f"grader.{converter.__name__}")
    log.propagate, log.handlers = False, [kept := QuietLog()]
    try:
        made = converter(coursedir=coursedir, config=config)
        made.log = log
        made.force = True
        made.start()
    except (NbGraderException, RuntimeError, OSError, ValueError) as error:
        raise CourseError(f"{lesson}: {_reason(kept.messages, error)}") from error


def _reason(messages: list[str], error: Exception) -> str:
    """The line that says most: the end of a traceback that nbgrader logged, else its first
    message.
    """
    tracebacks = [message for message in messages if message.lstrip().startswith("Traceback")]
    if tracebacks:
        lines = [line for line in tracebacks[0].strip().splitlines() if _LINK not in line]
        return lines[-1].partition(": ")[2]
    return (messages or [str(error)])[0].strip().splitlines()[0]


_LINK = "(Background on this error at: "
"""How SQLAlchemy ends what it says of an error."""
