"""An error that the user can mend is told before anything slow is imported."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

SLOW = ("numpy", "matplotlib", "nbformat", "jsonschema", "sqlalchemy", "alembic", "nbgrader")
RUN = f"""
import sys
from grader.cli import main
try:
    main()
finally:
    print([name for name in {SLOW} if name in sys.modules])
"""


def run(course: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", RUN, *words], cwd=course, capture_output=True, text=True, check=False
    )


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A course in which two lessons have been released."""
    (tmp_path / "nbgrader_config.py").write_text("c = get_config()\n")
    with closing(sqlite3.connect(tmp_path / "gradebook.db")) as book, book:
        book.execute("CREATE TABLE assignment (name TEXT)")
        book.execute("INSERT INTO assignment VALUES ('02_two'), ('01_one')")
    return tmp_path


def hand_in(course: Path, student: str, lesson: str) -> None:
    (course / "submitted" / student / lesson).mkdir(parents=True)


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("autograde 99", "no lesson '99' in the gradebook. The lessons are: 01_one, 02_two."),
        ("autograde 02", "There are no submissions to 02_two in submitted/."),
        ("why ben mse_loss", "ben has no submissions to 01_one, 02_two in submitted/."),
        ("feedback 99", "no lesson '99'"),
        ("report", "There are no submissions to 01_one, 02_two in submitted/."),
        ("export --to canvas", "There are no submissions to 01_one, 02_two in submitted/."),
        ("similar", "There are no submissions to 01_one, 02_two in submitted/."),
        ("collect . --lesson 99", "no lesson '99'"),
        ("gradescope-zip 99", "no lesson '99'"),
        ("autograde --limit much", "--limit much is not of the form NAME=NUMBER."),
        ("term", "There is no term.toml here"),
    ],
)
def test_it_is_told_at_once(course: Path, command: str, said: str) -> None:
    if "ben" in command or "limit" in command:
        hand_in(course, "ada", "01_one")
    ended = run(course, *command.split())
    assert ended.returncode == 2
    assert said in ended.stderr
    assert ended.stdout == "[]\n", "imported for an error"


def test_help_is_told_at_once(tmp_path: Path) -> None:
    assert run(tmp_path, "--help").stdout.endswith("[]\n")


@pytest.mark.parametrize(
    "setting", ["db_url = 'sqlite:///elsewhere.db'", "submitted_directory = 'handed_in'"]
)
def test_a_course_with_an_arrangement_of_its_own_is_left_to_nbgrader(
    course: Path, setting: str
) -> None:
    from grader.first_look import look

    with (course / "nbgrader_config.py").open("a") as config:
        config.write(f"c.CourseDirectory.{setting}\n")
    assert look(course, ["01"]) is None


def test_what_was_handed_in_is_counted(course: Path) -> None:
    from grader.first_look import look

    for student, lesson in ("ada", "01_one"), ("ada", "02_two"), ("ben", "02_two"), ("ben", "x"):
        hand_in(course, student, lesson)
    assert [look(course, []), look(course, ["two"]), look(course, [], "ada")] == [3, 2, 2]
