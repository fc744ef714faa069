"""What can be told of a course before nbgrader is imported, which takes a second: that nothing has
been released, that there is no such lesson, that nothing was handed in.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from traitlets.config import Config

from grader.configuration import load_config
from grader.course import GRADEBOOK, NO_GRADEBOOK, CourseError
from grader.engine.gradebook.handed_in import is_meant

_ARRANGED = ("directory_structure", "submitted_directory", "student_id_exclude")
"""Settings that say where submissions lie, and which folders hold none."""


def look(root: Path, names: list[str], student: str | None = None) -> int | None:
    """Look at a course that has nbgrader's own arrangement of gradebook and folders.

    Args:
        root: the course's folder.
        names: lessons as the command line has them; all that have been released where none is
            named.
        student: whose submissions are meant; everybody's where nobody is named.

    Returns:
        How many submissions are meant; None where the course is arranged in another way.

    Raises:
        CourseError: there is no gradebook, no such lesson, or nothing was handed in.
    """
    config = load_config(root)
    wanted = look_for_lessons(root, names, config)
    if wanted is None or any(name in config.CourseDirectory for name in _ARRANGED):
        return None
    folders = _folders_of(root / "submitted", student)
    if not folders:
        raise nothing_handed_in(wanted, student)
    return sum((folder / lesson).is_dir() for folder in folders for lesson in wanted)


def look_for_lessons(
    root: Path, names: list[str], config: Config | None = None
) -> list[str] | None:
    """The released lessons that are meant; None where the gradebook is elsewhere.

    Raises:
        CourseError: there is no gradebook, or no such lesson.
    """
    released = _released(root, config or load_config(root))
    if released is None:
        return None
    return [meant(name, released) for name in names] or released


def _released(root: Path, config: Config) -> list[str] | None:
    """The lessons in the gradebook, in order; None where it is elsewhere or cannot be read now."""
    if "db_url" in config.CourseDirectory:
        return None
    path = root / GRADEBOOK
    if not path.is_file():
        raise CourseError(NO_GRADEBOOK)
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as book:
            return sorted(name for (name,) in book.execute("SELECT name FROM assignment"))
    except sqlite3.Error:
        return None


def _folders_of(submitted: Path, student: str | None) -> list[Path]:
    """What lies in the folder of submissions, of a student or of everybody."""
    if not submitted.is_dir():
        return []
    return [
        path
        for path in submitted.iterdir()
        if not path.name.startswith(".") and is_meant(path.name, student)
    ]


def meant(name: str, released: list[str]) -> str:
    """A released lesson by its name, or by its number or tail alone.

    Raises:
        CourseError: there is none.
    """
    found = [one for one in released if name in (one, *one.split("_", 1))]
    if not found:
        known = ", ".join(released) or "none yet; run `grader release` first"
        raise CourseError(
            f"There is no lesson '{name}' in the gradebook. The lessons are: {known}."
        )
    return found[0]


def nothing_handed_in(lessons: list[str], student: str | None) -> CourseError:
    """The error where there is no submission to any of these lessons."""
    whose = f"{student} has" if student else "There are"
    what = ", ".join(lessons) or "any released lesson"
    return CourseError(f"{whose} no submissions to {what} in submitted/.")
