"""`notebooks/` and `keys/` are what `grader generate` makes, and nothing else makes them."""

from pathlib import Path

import pytest

from course_lib.checking.asked.exercise import REGISTRY
from grader.course import Course, find_course
from grader.generate import generate_notebooks
from grader.reference import read_notebook

LESSONS = find_course().lessons()


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_student_notebook_is_what_generate_makes(
    lesson: str, repository: Course, tmp_path: Path
) -> None:
    generate_notebooks(repository, [lesson], tmp_path)
    made = {
        path.relative_to(tmp_path): path.read_bytes()
        for path in tmp_path.rglob("*")
        if path.is_file()
    }
    kept = repository.notebooks
    stored = {
        path.relative_to(kept): path.read_bytes()
        for path in (kept / lesson).rglob("*")
        if path.is_file()
    }
    assert made == stored, "run `grader generate`"


def test_every_exercise_has_one_key_and_every_key_an_exercise(repository: Course) -> None:
    assert {path.stem for path in repository.keys.glob("*.npz")} == set(REGISTRY)


@pytest.mark.parametrize("lesson", LESSONS)
def test_no_solution_and_no_hidden_test_reaches_the_student(
    lesson: str, repository: Course
) -> None:
    text = (repository.notebooks / lesson / f"{lesson}.ipynb").read_text(encoding="utf-8")
    for mark in ("BEGIN SOLUTION", "HIDDEN TESTS", "from grader", "grade("):
        assert mark not in text


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_stub_keeps_its_def_line_and_its_docstring(lesson: str, repository: Course) -> None:
    for cell in read_notebook(repository.notebooks / lesson / f"{lesson}.ipynb").cells:
        meta = cell.metadata.get("nbgrader", {})
        if (
            cell.cell_type == "code"
            and meta.get("solution")
            and not REGISTRY[meta["grade_id"]].choices
        ):
            assert (
                f"def {meta['grade_id']}(" in cell.source
                or f"class {meta['grade_id']}" in cell.source
            )
            assert '"""' in cell.source
            assert "# YOUR CODE HERE" in cell.source
