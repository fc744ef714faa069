"""Courses, students and terminals with names that mean something to a pattern, an address or a
code page.
"""

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Literal
from unicodedata import normalize
from unittest import mock

import pytest

from grader.autograde import Grading, choose
from grader.course import Course, CourseError
from grader.engine.gradebook import opening
from grader.options import Options
from tests.engine.faults.gradebook import pragma
from tests.engine.ordinary import SETTINGS, code, grade, hand_in, make_course

CELLS = [code("x = 0", "x", solution=True), code("assert x == 1", "test", 1)]
COMPOSED, DECOMPOSED = normalize("NFC", "José"), normalize("NFD", "Zoë")
STUDENTS = ["s[1]", "50%", "{x}", "a b", "*", COMPOSED, DECOMPOSED]


FOLDER = "a [b] 50%20 c#d who? *"


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make_course(tmp_path_factory.mktemp("names") / FOLDER, {"ps": {"ps": CELLS}})
    for student in STUDENTS:
        hand_in(root, student, "ps", {"x": "x = 1"})
    return root


def test_a_course_has_all_it_owns_inside_whatever_its_folder_is_called(course: Path) -> None:
    assert [(one.score, one.problem) for one in grade(course)] == [(1.0, "")] * len(STUDENTS)
    assert [path.name for path in course.parent.iterdir()] == [FOLDER]
    assert (course / "gradebook.db").is_file()
    with opening.gradebook(Course(course)) as book:
        assert {one.id for one in book.students} == set(STUDENTS)


@pytest.mark.parametrize("student", STUDENTS)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_student_is_found_in_either_way_of_writing(
    student: str, form: Literal["NFC", "NFD"], course: Path
) -> None:
    with Grading(course, Options()) as grading:
        chosen = choose(grading, [], normalize(form, student))
    assert [one.student for one in chosen] == [student]


def test_a_pattern_is_no_student(course: Path) -> None:
    with Grading(course, Options()) as grading, pytest.raises(CourseError, match="no submissions"):
        choose(grading, [], "?")


def test_a_terminal_without_its_letters_shows_a_name_as_it_can(course: Path) -> None:
    environment = os.environ | {
        **dict.fromkeys(("LANG", "LC_ALL"), "C"),
        **dict.fromkeys(("PYTHONUTF8", "PYTHONCOERCECLOCALE"), "0"),
        "PYTHONIOENCODING": "ascii",
    }
    command = [sys.executable, "-W", "ignore", "-m", "grader", "autograde", "--dry-run", "--force"]
    run = subprocess.run(command, cwd=course, env=environment, capture_output=True, check=False)
    assert (run.returncode, run.stderr) == (0, b"")
    assert b"Jos\\xe9/ps\n" in run.stdout


def test_a_gradebook_that_is_locked_while_it_is_opened_is_waited_for(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = sqlite3.connect(course / "gradebook.db", isolation_level=None)
    other.execute("begin exclusive")
    waits = []

    def wait(seconds: float) -> None:
        waits.append(seconds)
        if len(waits) == 2:  # and it is said once
            other.execute("rollback")

    with (
        pragma("busy_timeout = 1"),
        mock.patch("time.sleep", wait),
        Grading(course, Options()),
    ):
        pass
    other.close()
    said = capsys.readouterr().err
    assert said.count("The gradebook is locked by another program: waiting") == 1


def test_what_a_database_says_is_told_without_a_link(tmp_path: Path) -> None:
    root = tmp_path / "course"
    settings = 'c = get_config()\nc.CourseDirectory.db_url = "sqlite:////nowhere/here/g.db"\n'
    with pytest.raises(CourseError) as raised:
        make_course(root, {"ps": {"ps": CELLS}}, settings)
    assert str(raised.value) == "ps: (sqlite3.OperationalError) unable to open database file"


def test_an_address_that_is_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "nbgrader_config.py").write_text('c.CourseDirectory.db_url = "gradebook.db"\n')
    with pytest.raises(CourseError, match=r"c\.CourseDirectory\.db_url is no database's address"):
        Grading(tmp_path, Options())


def test_a_course_may_arrange_its_folders_in_its_own_way(tmp_path: Path) -> None:
    shape = 'c.CourseDirectory.directory_structure = "{nbgrader_step}/{assignment_id}/{student_id}"'
    root = make_course(tmp_path / "course", {"ps": {"ps": CELLS}}, f"{SETTINGS}{shape}\n")
    for student in ("ada", "s[1]"):
        shutil.copytree(root / "source" / "ps", root / "submitted" / "ps" / student)
    outcomes = sorted((one.submission.student, one.problem) for one in grade(root))
    assert outcomes == [("ada", ""), ("s[1]", "")]
    assert (root / "autograded" / "ps" / "ada" / "ps.ipynb").is_file()
