"""The hidden cases: the instructor's own seed, and keys that are rebuilt when anything they depend
on changes.
"""

from __future__ import annotations

import hashlib
import secrets
import shutil
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import numpy as np

from course_lib.checking.asked.exercise import VISIBLE_SEED
from course_lib.checking.judging.keys import key_path
from grader.build import build
from grader.course import Course, CourseError, lesson_module
from grader.files import write_whole
from grader.key_making import Built
from grader.key_store import code_digest
from grader.reference import Reference, read_reference

KEYS, SEED = "keys", "seed"


def hidden_seed(course: Course) -> int:
    """The instructor's seed, from ``.hidden/seed``; drawn once and written there where there is
    none.

    Raises:
        CourseError: the file does not hold a number from 0 to 4294967295.
    """
    path = course.hidden / SEED
    if not path.exists():
        write_whole(path, f"{secrets.randbelow(2**32)}\n")
    text = path.read_text().strip()
    if not text.isdigit() or int(text) >= 2**32:
        raise CourseError(
            f"{SEED} in {course.hidden.name}/ must hold one number from 0 to 4294967295."
        )
    return int(text)


def hidden_keys(
    course: Course, lessons: list[str], tell: Callable[[str], object] = lambda line: None
) -> Path:
    """The folder of the hidden keys, after building those of ``lessons`` that are stale, missing or
    damaged.

    Args:
        course: where the solutions are, from which the keys can always be built again.
        lessons: folder names.
        tell: called with a line for each lesson whose keys were lost or damaged.

    Raises:
        CourseError: a key cannot be built, with what stands in the way.
    """
    folder = course.hidden / KEYS
    stale = []
    for lesson in lessons:
        known, now = _stamp(course, lesson), _made(course, lesson)
        if known != now:
            stale.append(lesson)
            if known[:1] == now[:1]:
                tell(
                    f"{lesson}: hidden keys were missing or damaged; they are built again from the"
                    " solutions."
                )
    if stale:
        for name, built in _decided(course, stale).items():
            write_whole(key_path(name, folder), built.file)
        for lesson in stale:
            _write_stamp(course, lesson)
    return folder


def let_published_stand_in(course: Course, lessons: list[str], keys: Path) -> None:
    """Grade lessons on the published cases, whose keys are there already: for a class in which
    nobody has learnt their answers by heart. Keys that are missing are built when they are needed.

    Args:
        course: a course without hidden keys.
        lessons: folder names.
        keys: where the keys of the published cases lie.
    """
    write_whole(course.hidden / SEED, f"{VISIBLE_SEED}\n")
    folder = course.hidden / KEYS
    folder.mkdir(exist_ok=True)
    for lesson in lessons:
        published = [key_path(name, keys) for name in _right(course, lesson).solutions]
        if all(path.is_file() for path in published):
            for path in published:
                shutil.copyfile(path, folder / path.name)
            _write_stamp(course, lesson)


DRAWS = 8
"""A draw of cases leaves an exercise undecided once in a hundred times: eight in a row never."""


def _decided(course: Course, lessons: list[str]) -> dict[str, Built]:
    """The keys of lessons, each on the first cases that the instructor's seed draws on which no
    known wrong answer earns all points. Two mistakes that look alike only go unnamed there.

    Raises:
        CourseError: there are none, or other cases would not mend it.
    """
    first = hidden_seed(course)
    built: dict[str, Built] = {}
    wanted = None
    for draw in range(DRAWS):
        seed = int(np.random.SeedSequence([first, draw]).generate_state(1)[0]) if draw else first
        built |= build(course, lessons, seed, only=wanted)
        wanted = [name for name, one in built.items() if one.undecided]
        if not wanted or any(one.refused for one in built.values()):
            break
    for one in built.values():
        if one.costly:
            raise CourseError(f"The hidden keys cannot be built. {one.costly[0]}")
    return built


def _stamp_path(course: Course, lesson: str) -> Path:
    return course.hidden / f"{lesson}.made-from"


def _write_stamp(course: Course, lesson: str) -> None:
    lines = "".join(f"{line}\n" for line in _made(course, lesson))
    write_whole(_stamp_path(course, lesson), lines)


def _stamp(course: Course, lesson: str) -> list[str]:
    """What was written when a lesson's keys were built; see ``_made``."""
    path = _stamp_path(course, lesson)
    return path.read_text(errors="replace").splitlines() if path.is_file() else []


def _made(course: Course, lesson: str) -> list[str]:
    """A digest of what a lesson's hidden keys are made from, and one of the keys as they lie
    there.
    """
    digest = hashlib.sha256()
    for name in _right(course, lesson).solutions:
        key = key_path(name, course.hidden / KEYS)
        digest.update(f"{name} ".encode() + (key.read_bytes() if key.is_file() else b"-"))
    return [_made_from(course, lesson), digest.hexdigest()]


def _made_from(course: Course, lesson: str) -> str:
    """A digest of all that a lesson's hidden keys depend on: not of outputs and prose, which may
    change freely.
    """
    mistakes = sorted(course.mistakes.glob(f"{lesson_module(lesson)}*.py"))
    made_from = (
        hidden_seed(course),
        _right(course, lesson),
        [path.read_bytes() for path in mistakes],
        code_digest(course, lesson),
    )
    return hashlib.sha256(repr(made_from).encode()).hexdigest()


def _right(course: Course, lesson: str) -> Reference:
    path = course.notebook(lesson)
    return _reference(course, lesson, path.stat().st_mtime_ns if path.is_file() else 0)


@lru_cache(maxsize=64)
def _reference(course: Course, lesson: str, written: int) -> Reference:
    return read_reference(course, lesson)
