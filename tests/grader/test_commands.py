"""The `grader` command as an instructor meets it: what it writes, what it refuses, and in which
words.
"""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import nbformat
import pytest
from click import unstyle
from nbclient import NotebookClient
from typer.testing import CliRunner

from grader.cli import app
from grader.course import Course
from tests.engine.faults.launch import grader_in

LESSON = "00_start_here"


def grader(*arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return grader_in(cwd or Path.cwd(), *arguments)


def lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


@pytest.mark.parametrize(
    "command", ["autograde", "collect .", "feedback", "report", "export", "gradescope-zip 00"]
)
def test_without_a_gradebook_the_command_says_how_to_get_one(command: str, course: Course) -> None:
    run = grader(*command.split())
    assert run.returncode == 2
    assert run.stderr == "grader: There is no gradebook yet: run `grader release` first.\n"
    assert not (course.root / "gradebook.db").exists()


@pytest.mark.parametrize("verb", ["generate", "validate", "release", "bundle", "demo"])
def test_a_wrong_lesson_name_is_one_line_and_exit_code_2(verb: str, course: Course) -> None:
    before = sorted(course.root.rglob("*"))
    run = grader(verb, "99_nothing")
    assert run.returncode == 2
    assert len(lines(run.stderr)) == 1
    assert "The lessons are: 00_start_here" in run.stderr
    assert sorted(course.root.rglob("*")) == before, "nothing is written"


@pytest.mark.parametrize("verb", ["generate", "release", "autograde", "demo"])
def test_outside_a_course_the_command_says_where_to_go(verb: str, tmp_path: Path) -> None:
    run = grader(verb, cwd=tmp_path)
    assert run.returncode == 2
    assert "nbgrader_config.py" in run.stderr
    assert not list(tmp_path.iterdir())


def test_a_solution_that_cannot_be_read_is_named(course: Course) -> None:
    course.notebook(LESSON).write_text("{")
    run = grader("generate")
    assert run.returncode == 2
    assert f"{LESSON}.ipynb cannot be read as a notebook" in run.stderr
    assert "Traceback" not in run.stderr


def test_a_broken_configuration_is_named(course: Course) -> None:
    (course.root / "nbgrader_config.py").write_text("c = get_config(")
    run = grader("release")
    assert run.returncode == 2
    assert "nbgrader_config.py cannot be read" in run.stderr


def test_release_registers_on_a_fresh_clone_and_refuses_when_submissions_forbid_it(
    course: Course,
) -> None:
    first = grader("release")
    assert first.returncode == 0, first.stderr
    assert (course.notebooks / LESSON / f"{LESSON}.ipynb").is_file()
    assert grader("release").returncode == 0, "a second release changes nothing"
    handed_in = course.root / "submitted" / "ada" / LESSON
    handed_in.mkdir(parents=True)
    (handed_in / f"{LESSON}.ipynb").write_bytes(
        (course.notebooks / LESSON / f"{LESSON}.ipynb").read_bytes()
    )
    assert grader("autograde").returncode == 0
    notebook = nbformat.read(course.notebook(LESSON), as_version=4)
    notebook.cells = [cell for cell in notebook.cells if grade_id(cell) != "check_double"]
    nbformat.write(notebook, course.notebook(LESSON))
    before = (course.notebooks / LESSON / f"{LESSON}.ipynb").read_bytes()
    refused = grader("release")
    assert refused.returncode == 2
    assert "there are submissions associated with it" in refused.stderr
    assert (course.notebooks / LESSON / f"{LESSON}.ipynb").read_bytes() == before


def test_autograde_and_feedback_report_a_broken_submission_and_go_on(course: Course) -> None:
    assert grader("release").returncode == 0
    for student, text in ("ada", None), ("bob", "{not a notebook"):
        folder = course.root / "submitted" / student / LESSON
        folder.mkdir(parents=True)
        release = (course.notebooks / LESSON / f"{LESSON}.ipynb").read_text(encoding="utf-8")
        (folder / f"{LESSON}.ipynb").write_text(release if text is None else text, encoding="utf-8")
    run = grader("autograde")
    assert run.returncode == 1
    assert f"ada/{LESSON}: 0 of 10" in run.stdout
    assert f"bob/{LESSON}" in run.stderr
    feedback = grader("feedback", "--student", "ada")
    assert feedback.returncode == 0, feedback.stderr
    assert (course.root / "feedback" / "ada" / LESSON / f"{LESSON}.html").is_file()


def test_the_bundle_works_outside_the_repository_and_holds_no_answer(
    repository: Course, tmp_path: Path
) -> None:
    target = tmp_path / "bundle.zip"
    assert grader("bundle", "--output", str(target), cwd=repository.root).returncode == 0
    first = target.read_bytes()
    assert grader("bundle", "--output", str(target), cwd=repository.root).returncode == 0
    assert target.read_bytes() == first, "the same bytes each time"
    with zipfile.ZipFile(target) as file:
        names = file.namelist()
        file.extractall(tmp_path)
    assert not [
        name for name in names if "solutions" in name or "grader" in name or "variants" in name
    ]
    top, site = tmp_path / "training-loop", tmp_path / "site"
    install = [
        "pip",
        "install",
        "--quiet",
        "--no-index",
        "--no-deps",
        "--no-build-isolation",
        "--target",
        str(site),
    ]
    subprocess.run([sys.executable, "-m", *install, str(top / "course_lib")], check=True)
    notebook = solved(repository, top / "lessons" / LESSON / f"{LESSON}.ipynb")
    notebook.cells.insert(0, nbformat.v4.new_code_cell(ONLY_THE_BUNDLE.format(site=str(site))))
    NotebookClient(notebook, resources={"metadata": {"path": str(tmp_path)}}).execute()
    checks = [cell for cell in notebook.cells if grade_id(cell).startswith("check_")]
    results = [output for cell in checks for output in cell.outputs]
    assert len(results) == 5
    assert all(
        "✓ value" in output.data["text/html"] or "Recorded" in output.data["text/html"]
        for output in results
    )


ONLY_THE_BUNDLE = """import sys
sys.path.insert(0, {site!r})
sys.meta_path = [finder for finder in sys.meta_path if "editable" not in repr(finder)]
import course_lib
assert course_lib.__file__.startswith({site!r})
try:
    import grader
    raise SystemExit("grader can be imported")
except ModuleNotFoundError:
    pass
"""


def grade_id(cell: nbformat.NotebookNode) -> str:
    return str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))


def solved(repository: Course, student: Path) -> Any:
    """The student's notebook with the instructor's solutions typed in."""
    notebook = nbformat.read(student, as_version=4)
    solutions = {
        cell.id: cell for cell in nbformat.read(repository.notebook(LESSON), as_version=4).cells
    }
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("solution"):
            cell.source = solutions[cell.id].source
    return notebook


def test_help_lists_every_verb() -> None:
    text = grader("--help").stdout
    grading = ("generate", "release", "bundle", "validate", "autograde", "demo")
    desk = (
        "collect",
        "term",
        "feedback",
        "report",
        "why",
        "export",
        "gradescope-zip",
        "similar",
        "quiz",
    )
    for verb in (*grading, *desk):
        assert f" {verb} " in text


def test_a_bundle_with_somebody_s_answers_is_refused(
    course: Course, repository: Course, tmp_path: Path
) -> None:
    shutil.copytree(repository.notebooks / LESSON, course.notebooks / LESSON)
    shutil.copytree(repository.root / "docs", course.root / "docs")
    (course.root / "course_lib").mkdir()
    (course.notebooks / LESSON / ".DS_Store").write_bytes(b"\0")
    target = tmp_path / "bundle.zip"
    assert grader("bundle", "-o", str(target), LESSON).returncode == 0
    with zipfile.ZipFile(target) as packed:
        assert not [name for name in packed.namelist() if ".DS_Store" in name]
    target.unlink()
    path = course.notebooks / LESSON / f"{LESSON}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    solved = next(
        cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("solution")
    )
    solved.source = "answer = 42"
    nbformat.write(notebook, path)
    run = grader("bundle", "-o", str(target), LESSON)
    assert run.returncode == 2
    assert f"{LESSON} ({solved.id})" in run.stderr
    assert not target.exists()


def test_what_was_handed_in_and_matches_no_lesson_ends_the_run_with_1(course: Course) -> None:
    assert grader("release", LESSON).returncode == 0
    (course.root / "submitted" / "ada" / "00_Start_Here").mkdir(parents=True)
    run = grader("autograde", "--dry-run", "-w", "1")
    assert run.returncode == 1
    assert "ada/00_Start_Here: no released lesson has a folder of this name" in run.stderr


def test_short_help_and_a_terminal_that_lacks_letters() -> None:
    command = [sys.executable, "-W", "ignore", "-m", "grader", "autograde", "-h"]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    run = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert run.returncode == 0
    assert "--limit" in run.stdout


@pytest.mark.parametrize("verb", [one.name for one in app.registered_commands])
def test_every_command_says_how_it_is_used(verb: str) -> None:
    asked = CliRunner().invoke(app, [verb, "-h"])
    assert asked.exit_code == 0
    assert f"{verb} [OPTIONS]" in unstyle(asked.output)
