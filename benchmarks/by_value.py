"""Measure what it costs to judge the test cells of ordinary courses by value: the same class,
graded so and with whole test cells in the submissions' own processes, as nbgrader runs them.

What is held against each other is processor seconds, from the file to the gradebook, of all
processes that have a part in it; a ratio is taken within a turn. The exit code is 1 if the marks
differ.
"""

# ruff: noqa: E402  (the limits below must be set before anything else is imported)
import os

for library in ("OPENBLAS", "OMP", "MKL"):
    os.environ[f"{library}_NUM_THREADS"] = "1"

import argparse
import sys
import tempfile
import time
from concurrent.futures import Executor, Future
from contextlib import nullcontext
from pathlib import Path
from statistics import median
from typing import Any
from unittest.mock import patch

from nbformat import NotebookNode
from processes import descendants
from rich.console import Console
from rich.table import Table

from grader.autograde import Grading
from grader.course import Course
from grader.engine.documents.repair import Repaired
from grader.engine.judging import marking
from grader.engine.judging.opened import Opened
from grader.engine.outside.pool import WorkerPool
from grader.options import Options, setup_in
from tests.engine.ordinary import code, grades, hand_in, make_course, text

ANSWERS = {
    "square": "def square(x):\n    return x * x",
    "mean": "def mean(values):\n    return sum(values) / len(values)",
    "scaled": "def scaled(x):\n    return (x - x.mean()) / x.std()",
    "words": "def words(text):\n    return text.lower().split()",
    "count": """def count(items):
    found = {}
    for one in items:
        found[one] = found.get(one, 0) + 1
    return found""",
    "root": """def root(x):
    if x < 0:
        raise ValueError("negative")
    return x ** 0.5""",
    "table": "def table(n):\n    return np.arange(n * n).reshape(n, n)",
}
TESTS = {
    "square": (
        "assert square(3) == 9\nassert square(-2) == 4\nassert square(0) == 0",
        "assert square(1.5) == 2.25, 'a fraction'",
        "np.testing.assert_allclose(square(np.arange(3.0)), [0, 1, 4])",
    ),
    "mean": (
        "assert mean([1, 2, 3]) == 2",
        "for n in (1, 2, 5):\n    assert mean([4.0] * n) == 4.0",
        "assert abs(mean([0.1, 0.2]) - 0.15) < 1e-9, 'near'",
    ),
    "scaled": (
        "z = scaled(np.array([1.0, 2.0, 3.0]))\nassert z.shape == (3,)",
        "z = scaled(np.arange(10.0))\nassert abs(z.mean()) < 1e-9 and np.isclose(z.std(), 1)",
        "assert scaled(np.array([1.0, 3.0])).tolist() == [-1, 1]",
    ),
    "words": (
        "assert words('To be') == ['to', 'be']",
        "assert words('') == []\nassert len(words('a b c')) == 3",
        "assert isinstance(words('x'), list)\nassert 'not' in words('or NOT to be')",
    ),
    "count": (
        "assert count('aab') == {'a': 2, 'b': 1}",
        "assert count([]) == {}\nassert count([1, 1])[1] == 2",
        "assert sum(count('abcabc').values()) == 6",
    ),
    "root": (
        "assert root(9) == 3\nassert root(0) == 0\nassert root(1) == 1\nassert root(16) == 4",
        "try:\n    root(-1)\n    assert False\nexcept ValueError:\n    pass",
        "assert abs(root(2) ** 2 - 2) < 1e-9",
    ),
    "table": (
        "assert np.array_equal(table(2), [[0, 1], [2, 3]])",
        "t = table(3)\nassert t.shape == (3, 3)\nassert t[1, 1] == 4",
        "assert table(4).sum() == 120\nassert table(1).size == 1\nassert table(2).dtype == int",
    ),
}
CLASSES = {"one": 1, "many": 21}
"""Assignments, by name, and how many test cells each has."""
WRONG = {"square": "def square(x):\n    return x + x"}


class Here(Executor):
    """Does each task at once, in this process, so that all who work are its children."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> "Future[Any]":
        """Do it; the future is done."""
        done: Future[Any] = Future()
        done.set_result(fn(*args, **kwargs))
        return done


IMPORTS = "import numpy as np\nimport matplotlib.pyplot as plt"


def lesson(names: list[str], tests: int, imports: str = IMPORTS) -> list[NotebookNode]:
    """The cells of an assignment: for each function a text, an answer and its first tests."""
    cells = [text("# Functions"), code(imports)]
    for name in names:
        stub = ANSWERS[name].replace("\n", "\n    ### BEGIN SOLUTION\n", 1)
        answer = code(f"{stub}\n    ### END SOLUTION", name, solution=True)
        cells += [text(f"## `{name}`\nWrite it."), answer]
        cells += [code(test, f"{name}{i}", 1) for i, test in enumerate(TESTS[name][:tests])]
    return cells


def make_class(root: Path, students: int) -> Path:
    """A course with its class's hand-ins; every third is wrong in its first answer."""
    lessons = {"one": lesson(["square"], 1), "many": lesson([*ANSWERS], 3)}
    make_course(root, {name: {name: cells} for name, cells in lessons.items()})
    for number in range(students):
        for name in lessons:
            hand_in(root, f"s{number:03}", name, ANSWERS | (WRONG if number % 3 == 2 else {}))
    return root


def whole(repaired: Repaired, opened: Opened) -> marking.Ways:
    """Every cell in the submission's own process."""
    return {cell.id: "for comparison" for cell in repaired.notebook.cells}


def spent_by_all() -> float:
    """Processor seconds of this process and of all that it has started."""
    return time.process_time() + sum(map(_spent, descendants(os.getpid())))


def _spent(pid: int) -> float:
    """What a process and its ended children took; one that has just ended is its parent's."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def milliseconds(grading: Grading, assignment: str, *, by_value: bool) -> float:
    """Grade a class; returns the processor's milliseconds for each submission."""
    found = grading.folders.submissions([assignment])
    begin = spent_by_all()
    with nullcontext() if by_value else patch.object(marking, "ways_of", whole):
        for one in grading.run(found):
            assert not one.problem, one.problem
    return 1000 * (spent_by_all() - begin) / len(found)


def race(root: Path, grading: Grading, assignment: str, turns: int) -> tuple[list[str], bool]:
    """Grade a class both ways, by turns, the first only to warm up.

    Returns:
        What a submission takes whole, by value, and the ratio; and whether the marks are the same.
    """
    rows, same = [], True
    for turn in range(turns + 1):
        before = milliseconds(grading, assignment, by_value=False)
        marks = grades(root)
        now = milliseconds(grading, assignment, by_value=True)
        same = same and marks == grades(root)
        rows += [(before, now, now / before)] if turn else []
    form = ("{:.1f}", "{:.1f}", "{:.2f}")
    told = [
        f"{one.format(median(row))} ({one.format(min(row))} to {one.format(max(row))})"
        for one, row in zip(form, zip(*rows, strict=True), strict=True)
    ]
    return told, same


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--students", type=int, default=40, help="how many hand each in")
    parser.add_argument("--turns", type=int, default=5, help="how often each way is measured")
    chosen = parser.parse_args()
    title = "processor's milliseconds for a submission, median (lowest to highest)"
    table = Table("test cells", "whole", "by value", "ratio", title=title)
    unit = f"{marking.__name__}.{marking.grade_notebook.__name__}"
    are_same = True
    with tempfile.TemporaryDirectory(prefix="bench-by-value-") as folder:
        root = make_class(Path(folder, "course"), chosen.students)
        workers: WorkerPool[Any, Any] = WorkerPool(unit, setup_in(Course(root)), 1, Here)
        with Grading(root, Options(force=True), workers) as grading:
            for assignment, tests in CLASSES.items():
                told, same = race(root, grading, assignment, chosen.turns)
                table.add_row(str(tests), *told)
                are_same = are_same and same
    console = Console(width=100)
    console.print(table)
    console.print("the marks are the same both ways" if are_same else "the marks differ")
    if not are_same:
        sys.exit(1)


if __name__ == "__main__":
    main()
