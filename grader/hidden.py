"""The hidden cases: the instructor's own seed, and keys that are rebuilt when anything they depend on changes."""

from __future__ import annotations

import hashlib
import secrets
from functools import lru_cache
from pathlib import Path

import numpy as np

import course_lib.checking
from grader.build import build, costly
from grader.course import Course, CourseError, lesson_module
from grader.files import write_whole
from grader.reference import Reference, read_reference

KEYS, SEED = "keys", "seed"


def hidden_seed(course: Course) -> int:
    """The instructor's seed, from ``.hidden/seed``; drawn once and written there where there is none.

    Raises:
        CourseError: the file does not hold a number from 0 to 4294967295.
    """
    path = course.hidden / SEED
    if not path.exists():
        write_whole(path, f"{secrets.randbelow(2**32)}\n")
    text = path.read_text().strip()
    if not text.isdigit() or int(text) >= 2**32:
        raise CourseError(f"{SEED} in {course.hidden.name}/ must hold one number from 0 to 4294967295.")
    return int(text)


def hidden_keys(course: Course, lessons: list[str], *, afresh: bool = False) -> Path:
    """The folder of the hidden keys, after rebuilding those of ``lessons`` that are stale, or all of theirs.

    Raises:
        CourseError: a key cannot be built, with what stands in the way.
    """
    folder = course.hidden / KEYS
    stale = [lesson for lesson in lessons if afresh or not _is_fresh(course, lesson)]
    if stale:
        from course_lib.checking.keys import save

        built = build(course, stale, hidden_seed(course))
        # Two mistakes that look alike on these cases only go unnamed there; what would cost points stops us.
        problems = [problem for one in built.values() for problem in costly(one)]
        if problems:
            raise CourseError(f"The hidden keys cannot be built. {problems[0]} Try another number in .hidden/{SEED}.")
        for one in built.values():
            save(one.key, folder)
        for lesson in stale:
            write_whole(course.hidden / f"{lesson}.made-from", _made_from(course, lesson))
    return folder


def _is_fresh(course: Course, lesson: str) -> bool:
    stamp = course.hidden / f"{lesson}.made-from"
    return stamp.is_file() and stamp.read_text() == _made_from(course, lesson)


def _made_from(course: Course, lesson: str) -> str:
    """A digest of all that a lesson's hidden keys depend on: not of outputs and prose, which may change freely."""
    module = lesson_module(lesson)
    library = Path(course_lib.checking.__file__).parent.parent
    path = course.notebook(lesson)
    right = _reference(course, lesson, path.stat().st_mtime_ns if path.is_file() else 0)
    files = [
        library / "exercises" / f"{module}.py",
        Path(__file__).parent / "mistakes" / f"{module}.py",
        *sorted((library / "checking").glob("*.py")),
        *sorted(library.glob("*.py")),
    ]
    digest = hashlib.sha256(f"{hidden_seed(course)} {np.__version__} {right}".encode())
    for file in files:
        digest.update(file.read_bytes() if file.is_file() else b"-")
    return digest.hexdigest()


@lru_cache(maxsize=64)
def _reference(course: Course, lesson: str, written: int) -> Reference:
    return read_reference(course, lesson)
