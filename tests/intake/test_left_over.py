"""Whatever lies in `submitted/` and is not graded is named at the end of a run."""

import os
import shutil
from pathlib import Path
from unittest import mock

import pytest

from grader.autograde import Grading, choose
from grader.options import Options
from tests.engine.ordinary import code, hand_in, make_course

CELLS = [code("x = 1", "x", solution=True), code("assert x == 1", "test", 1)]


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    lessons = {"01_loss": {"01_loss": CELLS}, "02_data": {"02_data": CELLS}}
    return make_course(tmp_path_factory.mktemp("left") / "course", lessons)


@pytest.fixture
def course(released: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(released, tmp_path / "course"))


def left_over(root: Path, student: str | None = None) -> list[str]:
    with Grading(root, Options()) as grading:
        choose(grading, [], student)
        return grading.left_over(student)


def folder(root: Path, name: str) -> Path:
    (root / "submitted" / name).mkdir(parents=True)
    return root / "submitted" / name


def test_nothing_is_left_over_of_what_is_in_its_place(course: Path) -> None:
    hand_in(course, "ada", "01_loss", when="2026-01-01")
    folder(course, ".git")
    assert left_over(course) == []


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("01_Loss", "; is it 01_loss? Rename it"),
        ("01_loss (1)", "; is it 01_loss? Rename it"),
        ("notebooks", ""),
        ("loss", ""),
    ],
)
def test_a_folder_that_is_no_lesson_is_named(course: Path, name: str, hint: str) -> None:
    hand_in(course, "ada", "01_loss").rename(course / "submitted" / "ada" / name)
    assert left_over(course) == [f"ada/{name}: no released lesson has a folder of this name{hint}"]


def test_files_in_the_place_of_folders_are_named(course: Path) -> None:
    hand_in(course, "ada", "01_loss")
    (course / "submitted" / "ben.zip").touch()
    (course / "submitted" / "ada" / "02_data").touch()
    (course / "submitted" / "ada" / "01_loss.ipynb").touch()
    folder(course, "eve")
    assert left_over(course) == [
        "ada/01_loss.ipynb: no released lesson has a file of this name",
        "ada/02_data: a file, and not a folder with a submission",
        "ben.zip: a file, and not a student's folder",
        "eve: the folder is empty",
    ]
    assert left_over(course, "eve") == ["eve: the folder is empty"]


def test_several_lessons_in_one_folder_are_named(course: Path) -> None:
    submission = hand_in(course, "ada", "01_loss")
    shutil.copy(course / "release" / "02_data" / "02_data.ipynb", submission)
    expected = "ada/01_loss/02_data.ipynb: belongs to 02_data, which has a folder of its own"
    assert left_over(course) == [expected]
    hand_in(course, "ada", "02_data")
    assert left_over(course) == []


def test_a_folder_that_cannot_be_read_is_named(course: Path) -> None:
    hand_in(course, "ada", "01_loss")
    shut = folder(course, "eve")
    listdir = os.listdir

    def refused(path: Path) -> list[str]:
        if path == shut:
            raise PermissionError(13, "Permission denied")
        return listdir(path)

    with mock.patch.object(os, "listdir", refused):
        assert left_over(course) == ["eve: the folder cannot be read (Permission denied)"]
