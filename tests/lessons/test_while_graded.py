"""While a submission is graded nothing of a lesson is drawn; all else must be as it is for a
person.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from grader.course import find_course
from grader.engine.documents.marks import visible

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


Ran = list[list[dict[str, object]]]


@pytest.fixture(scope="module")
def graded() -> dict[str, Ran]:
    """What the code cells of each lesson show while it is graded, cell by cell."""
    lessons = COURSE.lessons()
    work = []
    for lesson in lessons:
        cells = code_cells(COURSE.solutions / lesson / f"{lesson}.ipynb")
        work.append((str(COURSE.solutions / lesson), [cell["source"] for cell in cells]))
    done = subprocess.run(
        [sys.executable, "-c", RUN],
        input=json.dumps(work),
        env={**os.environ, "NBGRADER_EXECUTION": "autograde"},
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(zip(lessons, map(json.loads, done.stdout.splitlines()), strict=True))


@pytest.mark.parametrize("lesson", COURSE.lessons())
def test_a_graded_lesson_says_of_its_figures_what_it_says_to_a_person(
    lesson: str, graded: dict[str, Ran]
) -> None:
    cells = code_cells(COURSE.solutions / lesson / f"{lesson}.ipynb")
    for cell, outputs in zip(cells, graded[lesson], strict=True):
        stored = cell["outputs"]
        assert isinstance(stored, list)
        assert (errors(outputs), described(outputs)) == (errors(stored), described(stored)), cell[
            "source"
        ]
