"""The autograder for Gradescope grades as the course does, from nothing but the archive."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import nbformat
import pytest

from grader.course import Course
from grader.gradescope_zip import gradescope_zip
from tests.engine.classroom import LESSON, grade, make_class, scores


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    made = make_class(tmp_path_factory.mktemp("scope") / "course", 3)
    grade(made)
    return made


@pytest.fixture(scope="module")
def container(course: Course, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that Gradescope calls /autograder, with the archive unpacked."""
    home = tmp_path_factory.mktemp("autograder")
    packed = home / "autograder.zip"
    gradescope_zip(course.root, LESSON, packed)
    with zipfile.ZipFile(packed) as archive:
        archive.extractall(home / "source")
    about = {"id": 1, "created_at": "2026-06-01T14:22:32.365935-07:00"}
    (home / "submission_metadata.json").write_text(json.dumps(about))
    return home


def results(container: Path, notebook: bytes) -> dict[str, Any]:
    """What the container's own command writes about a submission."""
    shutil.rmtree(container / "submission", ignore_errors=True)
    (container / "submission").mkdir()
    (container / "submission" / "my work.ipynb").write_bytes(notebook)
    source = container / "source"
    environment = {"PYTHONPATH": str(source), "AUTOGRADER_HOME": str(container)}
    subprocess.run(
        [sys.executable, "-m", "grader.gradescope"],
        cwd=source,
        env=os.environ | environment,
        check=True,
    )
    written: dict[str, Any] = json.loads((container / "results" / "results.json").read_bytes())
    return written


def test_a_submission_gets_the_score_that_it_has_in_the_course(
    course: Course, container: Path
) -> None:
    expected = scores(course)
    student = min(who for who, _ in expected)
    path = course.root / "submitted" / student / LESSON / f"{LESSON}.ipynb"
    written = results(container, path.read_bytes())
    mine = {name: score for (who, name), score in expected.items() if who == student}
    assert {f"check_{test['name']}": test["score"] for test in written["tests"]} == mine
    assert written["score"] == pytest.approx(sum(mine.values()), abs=0.005)


def test_what_cannot_be_graded_is_told_and_earns_nothing(container: Path) -> None:
    written = results(container, b"no notebook")
    assert written["score"] == 0
    assert written["output"].startswith("This could not be graded: ")


def test_the_archive_has_what_gradescope_starts_and_no_student(container: Path) -> None:
    source = container / "source"
    assert (source / "setup.sh").read_text().startswith("#!/usr/bin/env bash\n")
    assert "grader.gradescope" in (source / "run_autograder").read_text()
    pins = (source / "requirements.txt").read_text().splitlines()
    assert all("==" in line for line in pins)
    assert {"nbgrader", "numpy"} <= {line.partition("==")[0] for line in pins}
    released = nbformat.read(source / "notebooks" / LESSON / f"{LESSON}.ipynb", as_version=4)
    assert released.cells
    with zipfile.ZipFile(container / "autograder.zip") as archive:
        assert not [name for name in archive.namelist() if "student0" in name]
