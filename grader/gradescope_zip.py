"""``grader gradescope-zip``: a lesson with all that grades it, as an autograder for Gradescope."""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import course_lib
import grader
from grader.configuration import load_config
from grader.course import CONFIG, Course
from grader.files import write_whole
from grader.nbgrader_api import course_directory, generate_assignment
from grader.reference import read_reference

_PACKAGES = (grader, course_lib)
_INSTALLED_AS = ("training-loop-grader", "training-loop")
_LEFT_OUT = shutil.ignore_patterns(
    "__pycache__", ".*", "build", "*.egg-info", "pyproject.toml", "tests"
)
_SETUP = """#!/usr/bin/env bash
# Gradescope runs this once, when it builds the autograder.
set -euo pipefail
apt-get update
apt-get install --yes python3-venv
python3 -m venv /tmp/uv
/tmp/uv/bin/pip install --quiet uv
/tmp/uv/bin/uv venv --python {python} /autograder/venv
/tmp/uv/bin/uv pip install --python /autograder/venv/bin/python \\
    -r /autograder/source/requirements.txt
"""
_RUN = """#!/usr/bin/env bash
# Gradescope runs this for each submission.
cd /autograder/source
PYTHONPATH=/autograder/source exec /autograder/venv/bin/python -m grader.gradescope
"""


def gradescope_zip(root: Path, lesson: str, target: Path) -> int:
    """Write the archive; the answer is the number of files in it.

    It holds the solution and hidden cases: for Gradescope's *Configure Autograder*, nobody else.

    Args:
        root: the course's folder.
        lesson: a released lesson.
        target: the zip.

    Raises:
        CourseError: the lesson cannot be released anew, or a hidden key cannot be built.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "source"
        folder.mkdir()
        _course(root, lesson, folder)
        for package in _PACKAGES:
            place = Path(package.__path__[0])
            shutil.copytree(place, folder / place.name, ignore=_LEFT_OUT)
        python = f"{sys.version_info.major}.{sys.version_info.minor}"
        texts = {
            "setup.sh": _SETUP.format(python=python),
            "run_autograder": _RUN,
            "requirements.txt": "".join(f"{line}\n" for line in sorted(set(_pins()))),
            "lesson.txt": f"{lesson}\n",
        }
        for file, text in texts.items():
            (folder / file).write_text(text, encoding="utf-8")
        packed = folder.with_suffix(".zip")
        paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in paths:
                archive.write(path, path.relative_to(folder))
        write_whole(target, packed.read_bytes())
    return len(paths)


def _course(root: Path, lesson: str, folder: Path) -> None:
    """Put a course of one lesson into a folder, released into a gradebook of its own."""
    source = Path(course_directory(root).source_directory)
    shutil.copy(root / CONFIG, folder / CONFIG)
    course = Course(root)
    course.take_along(folder)
    shutil.copytree(root / source / lesson, folder / source / lesson, ignore=_LEFT_OUT)
    generate_assignment(load_config(folder), lesson)
    if source.name == course.solutions.name and lesson in course.lessons():
        _hidden(course, lesson, folder)


def _hidden(course: Course, lesson: str, folder: Path) -> None:
    """Copy the hidden seed and the keys of a lesson, so that no container builds them."""
    from grader.hidden import KEYS, SEED, hidden_keys

    hidden_keys(course, [lesson])
    exercises = read_reference(course, lesson).solutions
    wanted = (SEED, f"{lesson}.made-from", *(f"{KEYS}/{name}.npz" for name in exercises))
    for name in wanted:
        place = Course(folder).hidden / name
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(course.hidden / name, place)


def _pins() -> Iterator[str]:
    """What grader and library need, in the versions that are installed here."""
    for package in _INSTALLED_AS:
        for line in metadata.requires(package) or ():
            (name,) = re.findall(r"^[\w.-]+", line)
            if "extra ==" not in line and name not in _INSTALLED_AS:
                yield f"{name}=={metadata.version(name)}"
