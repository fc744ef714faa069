"""A simulated class's submissions as Canvas gives them out, to be collected."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Sequence
from pathlib import Path

from grader.collect.collect import ROSTER
from grader.course import Course
from grader.files import write_whole

_FIRST = "Ada Alan Barbara Carl Dorothy Edsger Emmy Grace Hedy John Katherine Leonhard Mary".split()
_LAST = "Archer Baker Carter Dyer Fisher Glover Hunter Mason Potter Sawyer Taylor Turner".split()


def download(course: Course, lessons: Sequence[str]) -> list[Path]:
    """Move what lies in ``submitted/`` of some lessons into a zip for each, named as Canvas names
    files, and write the class's roster.
    """
    submitted = course.root / "submitted"
    students = sorted(path.name for path in submitted.iterdir())
    numbers = {student: number for number, student in enumerate(students, 1001)}
    lines = [f"{name},{_name(place)},{numbers[name]}" for place, name in enumerate(students)]
    write_whole(course.root / ROSTER, "\n".join(("id,name,canvas", *lines, "")))
    zips = []
    places = {lesson: place for place, lesson in enumerate(course.lessons(), 1)}
    for lesson in lessons:
        zips.append(course.root / "downloads" / f"{lesson}.zip")
        zips[-1].parent.mkdir(exist_ok=True)
        with zipfile.ZipFile(zips[-1], "w", zipfile.ZIP_DEFLATED) as archive:
            for place, student in enumerate(students):
                file = 100_000 * places[lesson] + numbers[student]
                label = _in_canvas(_name(place))
                for path in sorted((submitted / student / lesson).glob("*.ipynb")):
                    archive.write(path, f"{label}_{numbers[student]}_{file}_{path.name}")
                shutil.rmtree(submitted / student / lesson)
    return zips


def _name(place: int) -> str:
    """The name of a student: no two of the first 156 share one."""
    return f"{_FIRST[place % len(_FIRST)]} {_LAST[place % len(_LAST)]}"


def _in_canvas(name: str) -> str:
    first, last = name.lower().split()
    return last + first
