"""An ordinary assignment that three graders can grade, and the three: this project's, nbgrader, and
Otter without containers.

Otter keeps its tests in files of their own, so its notebooks are the others' without test cells. It
runs them once, when the notebook has run, which is the cheapest of its ways.
"""

import json
import multiprocessing
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from textwrap import indent
from typing import Any

import nbformat
from by_value import ANSWERS, TESTS, WRONG, lesson
from grading import scores
from kernel import run_alone

from grader.autograde import Grading
from grader.configuration import load_config
from grader.course import Course
from grader.engine.gradebook.filing import Submission
from grader.nbgrader_api import autograde
from grader.options import Options
from tests.engine.ordinary import hand_in, make_course

ASSIGNMENT = "functions"
EXERCISES = ("square", "mean", "scaled", "count", "root")
CLASS = {
    "all-right": ANSWERS,
    "doubles": ANSWERS | WRONG,
    "has-it-half": ANSWERS
    | {
        "mean": "def mean(values):\n    return sum(values) // len(values)",
        "count": "def count(items):\n    return dict(items)",
        "root": "def root(x):\n    return x ** 0.5",
    },
    "has-written-nothing": {},
}
"""The answers of each student; an exercise without one stays as it was released."""
FIRST = "all-right"
QUIET: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
HIDDEN = "### BEGIN HIDDEN TESTS\n{}\n### END HIDDEN TESTS"
OTTER_FILE = """import numpy as np
from otter.test_files import test_case

OK_FORMAT = False
name = "{}"
"""
OTTER_CASE = """
@test_case(name="{cell}", points=1, hidden=True)
def test_{cell}({name}):
{body}
"""


Points = dict[str, float]
"""What a submission earns, by test cell."""


@dataclass(frozen=True)
class CameOf:
    """What a contestant made of a submission.

    Attributes:
        points: by test cell.
        printed: what the submission's cells printed, as the contestant reports it.
    """

    points: Points
    printed: str


@dataclass(frozen=True)
class Contestant:
    """One that grades the class.

    Attributes:
        grade: grades all that is handed in, anew.
        came_of: what the last grading made of a student's submission.
        alone: a command that grades one submission, and the folder that it is given in.
        rounds: how often it grades the class in a turn.
        kernel: starts a kernel as it does for a submission, if it does, and stops it.
    """

    grade: Callable[[], object]
    came_of: Callable[[str], CameOf]
    alone: tuple[list[str], Path]
    rounds: int = 1
    kernel: Callable[[], object] | None = None


def make_class(folder: Path) -> None:
    """The course for each contestant, with the same hand-ins, in folders of the class's folder."""
    cells = lesson(list(EXERCISES), 3, "import numpy as np")
    for cell in cells:
        if "points" in cell.metadata.get("nbgrader", {}):
            cell.source = HIDDEN.format(cell.source)
    root = make_course(folder / "ours", {ASSIGNMENT: {ASSIGNMENT: cells}})
    shutil.copytree(root, folder / "theirs")
    (folder / "otter" / "tests").mkdir(parents=True)
    for name in EXERCISES:
        cases = [
            OTTER_CASE.format(cell=f"{name}{i}", name=name, body=indent(test, "    "))
            for i, test in enumerate(TESTS[name])
        ]
        path = folder / "otter" / "tests" / f"{name}.py"
        path.write_text(OTTER_FILE.format(name) + "\n".join(cases))
    for student, answers in CLASS.items():
        hand_in_everywhere(folder, student, answers)


def hand_in_everywhere(folder: Path, student: str, answers: dict[str, str]) -> None:
    """Hand the same answers in to each contestant."""
    hand_in(folder / "theirs", student, ASSIGNMENT, answers)
    handed_in = hand_in(folder / "ours", student, ASSIGNMENT, answers) / f"{ASSIGNMENT}.ipynb"
    notebook = nbformat.read(handed_in, as_version=4)
    notebook.cells = [
        cell for cell in notebook.cells if not cell.metadata.get("nbgrader", {}).get("grade")
    ]
    nbformat.write(notebook, folder / "otter" / f"{student}.ipynb")


def came_of(root: Path, student: str) -> CameOf:
    """What a gradebook and a report say of a submission."""
    points = scores(Course(root))[Submission(ASSIGNMENT, student)]
    path = root / "autograded" / student / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    cells = nbformat.read(path, as_version=4).cells
    printed = [out.get("text", "") for cell in cells for out in cell.get("outputs", [])]
    return CameOf({cell: score for (_, cell), score in points.items()}, "".join(printed))


@contextmanager
def engine(folder: Path, rounds: int) -> Iterator[tuple[Contestant, int]]:
    """The grader of this project, with one worker, and its rung of isolation."""
    root = folder / "ours"
    command = [sys.executable, "-m", "grader", "autograde", "--force", "--student", FIRST]
    with Grading(root, Options(force=True)) as grading:

        def grade() -> None:
            for one in grading.run(grading.folders.submissions([ASSIGNMENT])):
                assert not one.problem, one.problem

        alone = ([*command, ASSIGNMENT], root)
        contestant = Contestant(grade, lambda student: came_of(root, student), alone, rounds)
        yield contestant, grading.isolation.rung


@contextmanager
def nbgrader(folder: Path) -> Iterator[Contestant]:
    """nbgrader, in a process that has loaded it."""
    root = folder / "theirs"
    command = [sys.executable, "-m", "nbgrader", "autograde", "--force", "--student", FIRST]
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), _hush) as process:
        yield Contestant(
            lambda: process.submit(_nbgrader_grades, root).result(),
            lambda student: came_of(root, student),
            ([*command, ASSIGNMENT], root),
            kernel=lambda: process.submit(run_alone, "").result(),
        )


def _hush() -> None:
    """Let nothing of the kernels' warnings be seen."""
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        os.dup2(nowhere.fileno(), 2)


def _nbgrader_grades(root: Path) -> None:
    os.chdir(root)
    autograde(load_config(root), ASSIGNMENT, "*")


@contextmanager
def otter(folder: Path, python: str) -> Iterator[Contestant]:
    """Otter's `grade_submission`, in a process of its own Python that has loaded it."""
    python = str(Path(shutil.which(python) or python).absolute())
    root, zipped = folder / "otter", folder / "otter" / "autograder.zip"
    apart: dict[str, Any] = {"cwd": root, "env": {**os.environ, "PYTHONPATH": ""}}
    files = ["--no-environment", "--no-requirements", "--no-config"]
    generate = [python, "-m", "otter", "generate", "-t", "tests", "-o", str(zipped), *files]
    subprocess.run(generate, check=True, **apart, **QUIET)
    command = [python, str(Path(__file__).with_name("in_otter.py")), str(zipped)]
    pipes: dict[str, Any] = {
        "stdin": subprocess.PIPE,
        "stdout": subprocess.PIPE,
        "stderr": subprocess.DEVNULL,
    }
    graded: dict[str, CameOf] = {}
    with subprocess.Popen(command, text=True, **apart, **pipes) as process:
        assert process.stdin
        assert process.stdout
        process.stdout.readline()  # it has loaded

        def ask(question: object) -> Any:
            print(json.dumps(question), file=process.stdin, flush=True)
            reply = process.stdout.readline()
            assert reply, "Otter's process has ended"
            return json.loads(reply)

        def grade() -> None:
            notebooks = sorted(root.glob("*.ipynb"))
            for path, reply in zip(notebooks, ask([str(path) for path in notebooks]), strict=True):
                graded[path.stem] = CameOf(**reply)

        alone = [python, "-m", "otter", "run", "--no-logo", "-a", str(zipped), f"{FIRST}.ipynb"]
        imports = "from otter import Notebook"  # as in the first cell that Otter adds
        yield Contestant(grade, graded.__getitem__, (alone, root), kernel=lambda: ask(imports))


def version_of_otter(python: str) -> str:
    """The version of Otter that a Python has, or nothing where it cannot take part."""
    command = [python, "-c", "import ipykernel, numpy, otter; print(otter.__version__)"]
    try:
        found = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""
    return found if found.startswith("7.") else ""
