"""A copy of the course to release and grade in, with a gradebook of its own."""

from pathlib import Path

import pytest

from grader.course import Course, find_course
from tests.engine.classroom import with_one_lesson


@pytest.fixture
def repository() -> Course:
    """The repository itself, to read from."""
    return find_course()


@pytest.fixture
def course(tmp_path: Path, repository: Course, monkeypatch: pytest.MonkeyPatch) -> Course:
    """A course with one lesson, in an empty folder that is the current one."""
    monkeypatch.chdir(tmp_path)
    return with_one_lesson(tmp_path, repository)
