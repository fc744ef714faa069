"""Opens a course's gradebook, whatever its folder is called and whoever is writing to it."""

from __future__ import annotations

import grader.quick_imports  # noqa: F401  before nbformat and nbgrader

# isort: split

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, IntegrityError, OperationalError, SQLAlchemyError
from sqlalchemy.orm.exc import ObjectDeletedError, StaleDataError

from grader.configuration import load_config
from grader.course import GRADEBOOK, NO_GRADEBOOK, Course, CourseError
from grader.nbgrader_api import ask_alembic_here

PATIENCE = 60.0
"""Seconds to wait for a gradebook that somebody else is writing to."""
MOST_OVERTAKEN = 3
"""How often to read again what somebody else has changed meanwhile."""


def open_gradebook(coursedir: CourseDirectory) -> Gradebook:
    """The gradebook of a course; waits for whoever keeps it locked.

    Raises:
        CourseError: there is none yet, or it cannot be opened.
    """
    try:
        address = _address(coursedir)
    except ArgumentError as error:
        raise CourseError(f"c.CourseDirectory.db_url is no database's address: {error}") from error
    if address.get_backend_name() == "sqlite" and not Path(address.database or "").is_file():
        raise CourseError(NO_GRADEBOOK)
    ask_alembic_here()
    try:
        return patiently(lambda: Gradebook(address, coursedir.course_id))
    except SQLAlchemyError as error:
        raise CourseError(f"The gradebook cannot be opened: {said(error)}") from error
    except ImportError as error:
        raise CourseError(
            f"The gradebook's database has no driver here ({error}). For PostgreSQL: pip"
            " install 'training-loop-grader[postgres]', and an address that begins with"
            " postgresql+psycopg://"
        ) from error


@contextmanager
def gradebook(course: Course) -> Iterator[Gradebook]:
    """The course's gradebook, open while the block lasts."""
    with open_gradebook(CourseDirectory(config=load_config(course.root))) as book:
        yield book


def _address(coursedir: CourseDirectory) -> URL:
    """Where the gradebook is. An address as text would read `?` and `%` in a folder's name as
    syntax.
    """
    if "db_url" in coursedir.config.CourseDirectory:
        return make_url(coursedir.db_url)
    return URL.create("sqlite", database=str(Path(coursedir.root) / GRADEBOOK))


def said(error: SQLAlchemyError) -> str:
    """What a database says, in its own first line and without a link to a library's page."""
    return str(getattr(error, "orig", None) or error).strip().splitlines()[0]


def patiently(act: Callable[[], Any], undo: Callable[[], Any] = lambda: None) -> Any:
    """Do something to a database that somebody else may lock or change meanwhile, trying again for
    a while.

    Args:
        act: what to do.
        undo: takes back what a failed attempt has begun.

    Raises:
        SQLAlchemyError: it is still locked after ``PATIENCE`` seconds, or another error of the
            database.
    """
    until, pause, overtaken, is_told = time.monotonic() + PATIENCE, 0.05, 0, False
    while True:
        try:
            return act()
        except OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            if not is_told:
                print(_WAITING.format(PATIENCE), file=sys.stderr)
            is_told = True
        except (IntegrityError, StaleDataError, ObjectDeletedError):
            overtaken += 1  # a row was added or removed by somebody else since it was read
            if overtaken > MOST_OVERTAKEN:
                raise
        undo()
        time.sleep(pause)
        pause = min(2 * pause, 2.0)


_WAITING = "The gradebook is locked by another program: waiting for it, up to {:g} s."
