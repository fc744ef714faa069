"""A course in another language is refused, and a plugin in the course's folder is found."""

from pathlib import Path

import nbformat
import pytest

from grader.autograde import Grading
from grader.course import CourseError
from grader.options import Options
from tests.engine.ordinary import SETTINGS, code, grade, hand_in, make_course

CELLS = [code("x = 1", "x", solution=True), code("assert x == 1", "test", 2)]
LATE = 'c.AssignLatePenalties.plugin_class = "late_here.Late"\n'
PLUGIN = """
from nbgrader.plugins import BasePlugin
class Late(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return 0
"""


@pytest.fixture
def course(tmp_path: Path) -> Path:
    root = make_course(tmp_path / "course", {"ps": {"ps": CELLS}})
    hand_in(root, "ada", "ps", {"x": "x = 1"})
    return root


def test_a_course_in_another_language_is_refused(course: Path) -> None:
    path = course / "release" / "ps" / "ps.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.metadata.kernelspec = {"name": "ir", "display_name": "R", "language": "R"}
    nbformat.write(notebook, path)
    assert [one.problem for one in grade(course)] == ["ps.ipynb is in r: only Python is run here"]


def test_a_plugin_in_the_course_s_folder_is_found(course: Path) -> None:
    (course / "nbgrader_config.py").write_text(SETTINGS + LATE)
    (course / "late_here.py").write_text(PLUGIN)
    assert [one.score for one in grade(course)] == [2]


def test_a_plugin_that_cannot_be_loaded_is_named(course: Path) -> None:
    (course / "nbgrader_config.py").write_text(SETTINGS + LATE.replace("late_here", "no_such"))
    with (
        pytest.raises(CourseError, match="plugin for late penalties cannot be loaded"),
        Grading(course, Options()),
    ):
        pass
