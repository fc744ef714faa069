"""A copy of the course to release and grade in, with a gradebook of its own."""

import shutil
from pathlib import Path

import pytest

from grader.course import CONFIG, Course, find_course
from grader.hidden import share_hidden

LESSON = "00_start_here"


@pytest.fixture
def repository() -> Course:
    """The repository itself, to read from."""
    return find_course()


@pytest.fixture
def course(tmp_path: Path, repository: Course, monkeypatch: pytest.MonkeyPatch) -> Course:
    """A course with one lesson and the repository's hidden cases, in an empty folder that is the
    current one.
    """
    shutil.copy(repository.root / CONFIG, tmp_path / CONFIG)
    shutil.copytree(repository.solutions / LESSON, tmp_path / "solutions" / LESSON)
    shutil.copytree(repository.variants, tmp_path / "tests" / "variants")
    share_hidden(repository, Course(tmp_path))
    monkeypatch.chdir(tmp_path)
    return Course(tmp_path)
