"""A student's notebook in a real kernel: it runs untouched from top to bottom, and earns all once
it is solved.
"""

from typing import Any

import pytest
from nbclient import NotebookClient

from grader.reference import read_notebook, read_reference
from tests.lessons.reading import COURSE, LESSONS

Results = tuple[dict[str, str], dict[str, str], list[str]]


@pytest.fixture(scope="module", params=LESSONS)
def results(request: pytest.FixtureRequest) -> tuple[str, Results]:
    """What the checks of a lesson show before and after it is solved, and what else went wrong; one
    kernel a lesson.
    """
    lesson = request.param
    notebook = read_notebook(COURSE.notebooks / lesson / f"{lesson}.ipynb")
    reference = read_reference(COURSE, lesson)
    folder = {"metadata": {"path": str(COURSE.notebooks / lesson)}}
    client = NotebookClient(
        notebook, kernel_name="python3", timeout=60, allow_errors=True, resources=folder
    )
    with client.setup_kernel():
        for index, cell in enumerate(notebook.cells):
            client.execute_cell(cell, index)
        wrong = [f"{cell.id}: {text}" for cell in notebook.cells for text in _complaints(cell)]
        untouched = _shown(notebook)
        for index, cell in enumerate(notebook.cells):
            meta = cell.metadata.get("nbgrader", {})
            if cell.cell_type == "code" and meta.get("solution"):
                cell.source = reference.solutions[meta["grade_id"]]
            if cell.cell_type == "code" and meta:
                client.execute_cell(cell, index)
        solved = _shown(notebook)
    return lesson, (untouched, solved, wrong)


def _complaints(cell: Any) -> list[str]:
    """Errors, and warnings that a student would take for errors."""
    outputs = cell.get("outputs", [])
    return [o["evalue"] for o in outputs if o["output_type"] == "error"] + [
        o["text"] for o in outputs if o.get("name") == "stderr"
    ]


def _shown(notebook: Any) -> dict[str, str]:
    """The points that each check cell shows, as nbgrader reads them: by exercise."""
    return {
        cell.metadata.nbgrader["grade_id"].removeprefix("check_"): "".join(
            output["data"]["text/plain"]
            for output in cell.outputs
            if output["output_type"] == "execute_result"
        )
        for cell in notebook.cells
        if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("grade")
    }


def test_the_untouched_notebook_runs_to_its_end_without_an_error(
    results: tuple[str, Results],
) -> None:
    _, (_, _, wrong) = results
    assert wrong == []


def test_every_check_of_the_untouched_notebook_shows_0_points(results: tuple[str, Results]) -> None:
    lesson, (untouched, _, _) = results
    assert untouched == dict.fromkeys(read_reference(COURSE, lesson).points, "0")


def test_the_solutions_typed_in_earn_all_points(results: tuple[str, Results]) -> None:
    lesson, (_, solved, _) = results
    assert solved == {
        name: f"{points:g}" for name, points in read_reference(COURSE, lesson).points.items()
    }
