"""Keys that were built before, by a digest of all that they are made from.

The same exercise on the same cases is never worked out twice: not by ``generate`` and the
``validate`` that follows it, nor by a class that is graded after a change was taken back. A file
that was damaged is as good as none.
"""

from __future__ import annotations

import ast
import contextlib
import hashlib
import json
import platform
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

import course_lib
from course_lib.checking.asked.exercise import Exercise
from course_lib.checking.judging.keys import Damaged, loads
from grader.course import Course, lesson_module
from grader.files import write_whole
from grader.key_making import Built
from grader.mistakes import MISTAKES
from grader.reference import Reference

MOST = 2000
"""So many keys are kept, about 30 MB; the oldest go first."""

LIBRARY, HERE = Path(course_lib.__file__).parent, Path(__file__).parent
BUILDERS = (
    "build.py",
    "hard_coding.py",
    "hidden.py",
    "key_making.py",
    "key_store.py",
    "mistakes/__init__.py",
    "mistakes/families.py",
    "outlines.py",
    "reference.py",
    "trial_runs.py",
    "unseen.py",
)
"""What makes a key of a lesson's cases, reference and mistakes."""


class KeyStore:
    """The keys that a course has built, beside its hidden ones: both hold what no student may
    see.
    """

    def __init__(self, course: Course) -> None:
        self._folder = course.hidden / "built"

    def get(self, digest: str) -> Built | None:
        """What was built from the same; ``None`` where nothing was, or its file is damaged."""
        try:
            check, sentences, key = self._path(digest).read_bytes().split(b"\n", 2)
            if check != _check(sentences, key):
                return None
            return Built(loads(key), [], **json.loads(sentences), packed=key)
        except (OSError, ValueError, TypeError, Damaged):
            return None

    def put(self, digest: str, built: Built) -> Built:
        """Keep what was built, unless it was refused, which may be the machine's fault.

        Returns:
            It, as it will come out of the store.
        """
        sentences = json.dumps({"undecided": built.undecided, "unnamed": built.unnamed}).encode()
        key = built.file
        if not built.refused:
            with contextlib.suppress(OSError):  # a full disk costs time later, nothing now
                write_whole(
                    self._path(digest), b"\n".join([_check(sentences, key), sentences, key])
                )
        return replace(built, key=loads(key), packed=key)

    def tidy(self) -> None:
        """Remove the oldest keys where there are too many."""
        with contextlib.suppress(OSError):  # another process may be tidying up
            kept = sorted(self._folder.glob("*.key"), key=lambda path: path.stat().st_mtime)
            for path in kept[:-MOST]:
                path.unlink()

    def _path(self, digest: str) -> Path:
        return self._folder / f"{digest}.key"


def _check(sentences: bytes, key: bytes) -> bytes:
    return hashlib.sha256(sentences + b"\n" + key).hexdigest().encode()


def key_digest(reference: Reference, exercise: Exercise, seed: int, code: str) -> str:
    """A digest of all that the key of an exercise is made from.

    Args:
        reference: the lesson's solutions.
        exercise: what is asked; its mistakes have been loaded.
        seed: of the cases.
        code: the lesson's ``code_digest``.
    """
    name = exercise.name
    made_from = (
        code,
        name,
        seed,
        reference.sources(),
        reference.solutions[name],
        reference.points.get(name),
        MISTAKES.get(name, []),
    )
    return hashlib.sha256(repr(made_from).encode()).hexdigest()


def code_digest(course: Course, lesson: str) -> str:
    """A digest of the code behind a lesson's keys: what asks, what judges and what builds, with the
    data that they read and the Python that runs them.
    """
    library = course.library
    files = [
        *sorted(_asking(library / "exercises" / f"{lesson_module(lesson)}.py")),
        *(HERE / name for name in BUILDERS),
        *sorted((LIBRARY / "checking").rglob("*.py")),
        *sorted({*LIBRARY.glob("*.py"), *library.glob("*.py")}),
        *sorted((library / "data").rglob("*")),
        *sorted((LIBRARY / "reviews").glob("*.tsv")),
        *sorted((HERE / "data").glob("*.tsv")),
    ]
    runs_on = np.__version__, platform.python_version(), platform.machine()
    digest = hashlib.sha256(repr(runs_on).encode())
    for file in files:
        digest.update(hashlib.sha256(file.read_bytes() if file.is_file() else b"-").digest())
    return digest.hexdigest()


def _asking(module: Path) -> set[Path]:
    """The module that asks a lesson's exercises, and those beside it that it leans on."""
    asking: set[Path] = set()
    waiting = {module}
    while waiting:
        path = waiting.pop()
        asking.add(path)
        if path.is_file():
            names = _imported(path.read_text("utf-8"), f"{path.parents[1].name}.exercises.")
            waiting |= {path.with_name(f"{name}.py") for name in names} - asking
    return asking


def _imported(source: str, package: str) -> Iterator[str]:
    """The modules of a package of exercises that a source imports."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(package):
            yield str(node.module).removeprefix(package)
