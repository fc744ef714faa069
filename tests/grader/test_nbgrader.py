"""nbgrader itself works on the repository and gives the scores that `check` gives."""

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from grader.course import Course, find_course
from grader.engine.gradebook.opening import gradebook
from tests.engine.classroom import with_one_lesson

LESSON = "00_start_here"


def nbgrader(course: Course, *arguments: str) -> str:
    scripts = Path(sys.executable).parent
    environment = {**os.environ, "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}"}
    run = subprocess.run(
        [str(scripts / "nbgrader"), *arguments],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
        cwd=course.root,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout + run.stderr


ANSWERS = {
    "double": ("def double(x):\n    return x ** 2\n", 0.0),
    "column_means": ("def column_means(X):\n    return X.sum(axis=0) / len(X)\n", 2.0),
    "guess_means": ('guess_means = "(3,)"\n', 1.0),
    "center": ("def center(X):\n    X -= X.mean(axis=0)\n    return X\n", 2.25),
    "weighted_sums": (None, 0.0),
}
"""What a student writes into each cell (nothing: the stub stays), and what it is worth."""


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A lesson released, handed in, and graded by nbgrader."""
    course = with_one_lesson(tmp_path_factory.mktemp("course"), find_course())
    nbgrader(course, "generate_assignment", LESSON)
    notebook = nbformat.read(course.notebooks / LESSON / f"{LESSON}.ipynb", as_version=4)
    for cell in notebook.cells:
        source, _ = ANSWERS.get(cell.metadata.get("nbgrader", {}).get("grade_id", ""), (None, 0.0))
        cell.source = source or cell.source
    folder = course.root / "submitted" / "ada" / LESSON
    folder.mkdir(parents=True)
    nbformat.write(notebook, folder / f"{LESSON}.ipynb")
    nbgrader(course, "autograde", LESSON)
    return course


def test_generate_autograde_feedback_and_export_give_the_scores_of_the_checks(
    graded: Course,
) -> None:
    nbgrader(graded, "generate_feedback", LESSON)
    nbgrader(graded, "export", "--to", "grades.csv")
    with gradebook(graded) as book:
        grades = {
            g.name: g.score for g in book.find_submission_notebook(LESSON, LESSON, "ada").grades
        }
    assert grades == {f"check_{name}": score for name, (_, score) in ANSWERS.items()}
    assert "5.25" in (graded.root / "grades.csv").read_text()
    page = (graded.root / "feedback" / "ada" / LESSON / f"{LESSON}.html").read_text(
        encoding="utf-8"
    )
    assert "You squared it" in page


def test_hidden_expected_values_are_never_shown(graded: Course) -> None:
    notebook = nbformat.read(
        graded.root / "autograded" / "ada" / LESSON / f"{LESSON}.ipynb", as_version=4
    )
    text = "".join(
        str(cell.outputs)
        for cell in notebook.cells
        if cell.metadata.get("nbgrader", {}).get("grade")
    )
    assert "you returned" in text
    assert "<br>expected" not in text


def test_nbgrader_validate_names_the_failing_checks_of_a_students_notebook(
    graded: Course,
) -> None:
    path = graded.root / "submitted" / "ada" / LESSON / f"{LESSON}.ipynb"
    text = nbgrader(graded, "validate", str(path))
    assert "VALIDATION FAILED ON 3 CELL(S)" in text
