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
import json, sys
from grader.engine.inside import shell
warm = shell.make_shell()
ran = []
for source in json.load(sys.stdin):
    shell.run(warm, source, 4 << 20)
    ran.append(shell.CAPTURE.finished())
print(json.dumps(ran), file=sys.__stdout__)
"""


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


@pytest.mark.parametrize("lesson", COURSE.lessons())
def test_a_graded_lesson_says_of_its_figures_what_it_says_to_a_person(lesson: str) -> None:
    cells = code_cells(COURSE.solutions / lesson / f"{lesson}.ipynb")
    environment = {**os.environ, "NBGRADER_EXECUTION": "autograde"}
    done = subprocess.run(
        [sys.executable, "-c", RUN],
        input=json.dumps([cell["source"] for cell in cells]),
        env=environment,
        cwd=COURSE.solutions / lesson,
        capture_output=True,
        text=True,
        check=True,
    )
    ran = json.loads(done.stdout.splitlines()[-1])
    assert len(ran) == len(cells)
    for cell, outputs in zip(cells, ran, strict=True):
        stored = cell["outputs"]
        assert isinstance(stored, list)
        assert (errors(outputs), described(outputs)) == (errors(stored), described(stored)), cell[
            "source"
        ]
