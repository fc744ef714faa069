"""While a submission is graded nothing of a lesson is drawn, and cells are left out that no grade
depends on; all else must be as it is for a person.
"""

import itertools
import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from grader.course import find_course
from grader.engine.documents.marks import visible
from grader.engine.judging.needed import SeenCell, needed
from grader.engine.judging.opened import cell_of, is_given
from grader.reference import read_notebook

COURSE = find_course()
RUN = """
import json, os, sys
from grader.engine.inside import shell
warm = shell.make_shell()
for folder, sources in json.load(sys.stdin):
    if os.fork() == 0:
        os.chdir(folder)
        ran = []
        for source in sources:
            shell.run(warm, source, 4 << 20)
            ran.append(shell.CAPTURE.finished())
        print(json.dumps(ran), file=sys.__stdout__, flush=True)
        os._exit(0)
    os.wait()
"""
"""Each lesson in a process of its own, forked from one that has imported what a shell needs."""


def code_cells(path: Path) -> list[dict[str, object]]:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [
        {**cell, "source": visible("".join(cell["source"]))}
        for cell in cells
        if cell["cell_type"] == "code"
    ]


def described(outputs: list[dict[str, object]]) -> list[str]:
    """What figures are said to show: the text of displays that are no plain results."""
    shown = [output["data"] for output in outputs if output["output_type"] == "display_data"]
    return ["".join(data["text/plain"]) for data in shown if isinstance(data, dict)]


def errors(outputs: list[dict[str, object]]) -> list[object]:
    return [output["evalue"] for output in outputs if output["output_type"] == "error"]


def kept(lesson: str) -> list[bool]:
    """Which cells of a lesson are run to grade it, when it was solved as in the solutions."""
    notebook = read_notebook(COURSE.notebook(lesson))
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    cells = []
    for cell in code:
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        is_test = cell_of(cell).is_test
        exercise = grade_id.removeprefix("check_") if is_test else ""
        cells.append(SeenCell(visible(cell.source), is_given(cell), exercise))
    return needed(cells)


Ran = list[list[dict[str, object]]]


@pytest.fixture(scope="module")
def graded() -> dict[str, tuple[Ran, Ran]]:
    """What the code cells of each lesson show while it is graded, cell by cell: all of them, and
    those alone that are needed.
    """
    lessons = COURSE.lessons()
    work = []
    for lesson in lessons:
        cells = code_cells(COURSE.solutions / lesson / f"{lesson}.ipynb")
        every = [cell["source"] for cell in cells]
        folder = str(COURSE.solutions / lesson)
        work += [(folder, every), (folder, list(itertools.compress(every, kept(lesson))))]
    done = subprocess.run(
        [sys.executable, "-c", RUN],
        input=json.dumps(work),
        env={**os.environ, "NBGRADER_EXECUTION": "autograde"},
        capture_output=True,
        text=True,
        check=True,
    )
    ran = map(json.loads, done.stdout.splitlines())
    return dict(zip(lessons, zip(ran, ran, strict=True), strict=True))


@pytest.mark.parametrize("lesson", COURSE.lessons())
def test_a_graded_lesson_says_of_its_figures_what_it_says_to_a_person(
    lesson: str, graded: dict[str, tuple[Ran, Ran]]
) -> None:
    cells = code_cells(COURSE.solutions / lesson / f"{lesson}.ipynb")
    for cell, outputs in zip(cells, graded[lesson][0], strict=True):
        stored = cell["outputs"]
        assert isinstance(stored, list)
        assert (errors(outputs), described(outputs)) == (errors(stored), described(stored)), cell[
            "source"
        ]


@pytest.mark.parametrize("lesson", COURSE.lessons())
def test_without_what_no_grade_depends_on_the_other_cells_do_the_same(
    lesson: str, graded: dict[str, tuple[Ran, Ran]]
) -> None:
    every, alone = graded[lesson]
    assert len(alone) < len(every)
    assert without_counts(alone) == without_counts(itertools.compress(every, kept(lesson)))


def without_counts(ran: Iterable[list[dict[str, object]]]) -> list[list[dict[str, object]]]:
    """Outputs without the numbers of their cells."""
    return [
        [
            {name: part for name, part in output.items() if name != "execution_count"}
            for output in outputs
        ]
        for outputs in ran
    ]
