"""``grader generate``: solutions to student notebooks and keys, the same each time; no gradebook is
touched.
"""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from course_lib.checking.asked.exercise import REGISTRY
from course_lib.checking.judging.keys import Damaged, Key, key_path, load, save
from grader.build import OnDone, build, exercises_of
from grader.configuration import load_config
from grader.course import Course
from grader.files import write_whole
from grader.nbgrader_api import generate_assignment
from grader.reference import read_reference


@dataclass
class Generated:
    """What came out: the files that changed, by their names below the course, and what the build
    refuses.
    """

    changed: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def generate(
    course: Course, lessons: list[str], *, progress: OnDone = lambda name: None
) -> Generated:
    """Make the student notebooks and the keys of ``lessons``; what is right already is not
    rewritten.
    """
    outcome = Generated()
    outcome.changed += generate_notebooks(course, lessons, course.notebooks)
    for name, built in build(course, lessons, progress=progress).items():
        outcome.problems += built.problems
        path = key_path(name, course.keys)
        if not built.problems and not _is_there(built.key, course.keys):
            save(built.key, course.keys)
            outcome.changed.append(str(path.relative_to(course.root)))
    if lessons == course.lessons():
        outcome.changed += _without_old_keys(course)
    return outcome


def _without_old_keys(course: Course) -> list[str]:
    """Remove the keys of exercises that are no longer asked; their names."""
    old = [path for path in sorted(course.keys.glob("*.npz")) if path.stem not in REGISTRY]
    for path in old:
        path.unlink()
    return [f"{path.relative_to(course.root)} (removed)" for path in old]


def _is_there(key: Key, folder: Path) -> bool:
    try:
        return load(key.name, folder).agrees(key)
    except (FileNotFoundError, Damaged):
        return False


def generate_notebooks(course: Course, lessons: list[str], target: Path) -> list[str]:
    """Make student notebooks below ``target`` through nbgrader's own converter, without its
    database.
    """
    changed = []
    with tempfile.TemporaryDirectory() as aside:
        config = load_config(course.root)
        config.CourseDirectory.release_directory = aside
        config.GenerateAssignment.no_database = True
        config.SaveCells.enabled = False
        for lesson in lessons:
            generate_assignment(config, lesson)
            changed += copy_changed(
                Path(aside) / lesson, target / lesson, f"{target.name}/{lesson}"
            )
    return changed


def copy_changed(source: Path, target: Path, label: str) -> list[str]:
    """Make ``target`` equal to ``source``; the names of what was written or removed."""
    changed = []
    for path in sorted(source.rglob("*")):
        place = target / path.relative_to(source)
        if path.is_file() and not (place.is_file() and place.read_bytes() == path.read_bytes()):
            write_whole(place, path.read_bytes())
            changed.append(f"{label}/{path.relative_to(source)}")
    for path in sorted(target.rglob("*"), reverse=True):
        if (
            not (source / path.relative_to(target)).exists()
            and ".ipynb_checkpoints" not in path.parts
        ):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
            changed.append(f"{label}/{path.relative_to(target)} (removed)")
    return changed


def count_exercises(course: Course, lessons: list[str]) -> int:
    """How many exercises the lessons have."""
    course.ask()
    return sum(len(exercises_of(read_reference(course, lesson))) for lesson in lessons)
