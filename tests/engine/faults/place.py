"""A course in which something breaks, and what must hold in it once the grader has been run
again.
"""

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import nbformat

from grader.autograde import Graded
from grader.engine.outside import temporary
from tests.engine.ordinary import (
    SETTINGS,
    Grades,
    book,
    code,
    grade,
    grades,
    hand_in,
    make_course,
    text,
)

PATIENCE = 120.0
"""Seconds after which a process that should have ended counts as left behind; it takes one or
two.
"""
CELLS = [
    code(
        "def double(x):\n    ### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION",
        "double",
        solution=True,
    ),
    code(
        "assert double(3) == 6\n### BEGIN HIDDEN TESTS\nassert double(5) == 10\n### END HIDDEN"
        " TESTS",
        "test",
        2,
    ),
    code("assert double(0) == 0", "zero", 1),
    text("Your reason", "why", 4, solution=True),
]
ANSWERS = {"ada": "2 * x", "bob": "x * x", "cy": "x + 1"}
SCORES = {"ada": 3.0 + 3.5, "bob": 1.0, "cy": 0.0}
"""Ada's reason has been read, and a person gave it 3.5."""


@dataclass
class Place:
    """A course in which something breaks.

    Attributes:
        root: the course.
        want: the gradebook as it must be in the end.
        files: the files that must be there in the end.
        shared: a folder that all copies of the course share, for what is made once.
    """

    root: Path
    want: Grades
    files: set[str]
    shared: Path

    def submitted(self, student: str) -> Path:
        return self.root / "submitted" / student / "ps"

    def autograded(self, student: str) -> Path:
        return self.root / "autograded" / student / "ps"

    @property
    def home(self) -> Path:
        return self.root.parent / "home"

    @property
    def tmp(self) -> Path:
        return self.root.parent / "tmp"

    def recorded(self) -> int:
        """How many of the submissions are in the gradebook."""
        now = grades(self.root)
        return sum(now.get(f"{student}/ps") is not None for student in ANSWERS)


@dataclass(frozen=True)
class Fault:
    """Something that breaks.

    Attributes:
        name: what.
        when: at which moment.
        happen: makes it happen in a course, mends it, and says what came of it.
        graded: whether the submissions have been graded before.
    """

    name: str
    when: str
    happen: Callable[[Place], str]
    graded: bool = False

    def __str__(self) -> str:
        return f"{self.name}: {self.when}"


@contextmanager
def template() -> Iterator[Place]:
    """A course with three submissions, graded once, one of them by a person too."""
    settings = SETTINGS + "from nbgrader.plugins import BasePlugin\nclass Late(BasePlugin):\n"
    settings += (
        "    def late_submission_penalty(self, student_id, score, late):\n        return 0.5\n"
    )
    settings += "c.AssignLatePenalties.plugin_class = Late\n"
    with tempfile.TemporaryDirectory() as name:
        root = make_course(Path(name, "course"), {"ps": {"ps": CELLS}}, settings)
        for student, answer in ANSWERS.items():
            hand_in(
                root,
                student,
                "ps",
                {"double": f"def double(x):\n    return {answer}", "why": "It doubles."},
            )
        grade(root)
        with book(root) as opened:
            why = opened.find_grade("why", "ps", "ps", "ada")
            why.manual_score, why.needs_manual_grade = 3.5, False
            opened.db.commit()
        grade(root, force=True)
        want = grades(root)
        assert {student: want[f"{student}/ps"][0] for student in ANSWERS} == SCORES
        yield Place(root, want, files_in(root), Path(name))


def files_in(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*")}


@contextmanager
def place(made: Place, *, graded: bool) -> Iterator[Place]:
    """A copy of the course; if not graded, as it was before the first run but for the person's
    mark.
    """
    with tempfile.TemporaryDirectory() as name:
        root = Path(shutil.copytree(made.root, Path(name, "course")))
        at = Place(root, made.want, made.files, made.shared)
        at.home.mkdir()
        at.tmp.mkdir()
        if not graded:
            shutil.rmtree(root / "autograded")
            with book(root) as opened:
                for student in ("bob", "cy"):
                    opened.remove_student(student)
        yield at


def told(outcomes: list[Graded]) -> str:
    """What a run said, in a line; no fault may have become a grade."""
    problems = [f"{one.submission}: {one.problem}" for one in outcomes if one.problem]
    notes = [f"{one.submission}: {note}" for one in outcomes for note in one.notes]
    for one in outcomes:
        assert one.problem or one.score == SCORES[one.submission.student], one
    right = len(outcomes) - len(problems)
    return "; ".join([f"{right} of {len(outcomes)} graded", *problems, *notes])


def spoiled(at: Place) -> list[str]:
    """Run again, and list what is not as it must be."""
    found = [f"again: {one.submission}: {one.problem}" for one in grade(at.root) if one.problem]
    now = grades(at.root)
    found += [
        f"{name}: {now.get(name)}, not {at.want.get(name)}"
        for name in at.want | now
        if now.get(name) != at.want.get(name)
    ]
    if files := files_in(at.root) ^ at.files:
        found.append(f"files: {sorted(files)}")
    for student in ANSWERS:
        nbformat.read(at.autograded(student) / "ps.ipynb", as_version=4)
    if more := grade(at.root):
        found.append(f"{len(more)} graded once more")
    found += [f"process {number}" for number in left_behind(at)]
    with mock.patch.object(tempfile, "tempdir", str(at.tmp)):
        temporary.sweep()  # as the next run does when it starts
    found += [f"temporary {path.name}" for path in at.tmp.iterdir()]
    return found


def left_behind(at: Place) -> list[str]:
    """Processes that a run has left, by the home that it gave them; none are there once they had
    time to end.
    """
    until = time.monotonic() + PATIENCE
    while (found := [*_processes(f"HOME={at.home}".encode())]) and time.monotonic() < until:
        time.sleep(0.05)
    return found


def _processes(mark: bytes) -> Iterator[str]:
    for path in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (path / "environ").read_bytes().split(b"\0"):
                yield path.name
        except OSError:
            continue
