"""After a check has changed, its lesson alone is graded again, and a table says what changed."""

import shutil
from pathlib import Path

import pytest
from typer.testing import Result

from grader.configuration import load_config
from grader.engine.gradebook.filing import stamp_of, what_changed
from grader.nbgrader_api import generate_assignment
from tests.engine.at_work import run, sit_down_in
from tests.engine.ordinary import book, code, grade, hand_in, make_course, write

X = code("x = 1", "x", solution=True)
Y = code("y = 1", "y", solution=True)
CHECKS = [code("assert x < 3", "x_test", 2), code("assert y < 3", "y_test", 3)]
NOTEBOOK = [X, CHECKS[0], Y, CHECKS[1]]


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    lessons = {"ps1": {"ps1": NOTEBOOK}, "ps2": {"ps2": NOTEBOOK}}
    root = make_course(tmp_path_factory.mktemp("regrade") / "course", lessons)
    for student, x in (("ada", 1), ("ben", 2)):
        for lesson in ("ps1", "ps2"):
            hand_in(root, student, lesson, {"x": f"x = {x}", "y": "y = 1"})
    grade(root)
    return root


@pytest.fixture
def course(graded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return sit_down_in(graded, tmp_path, monkeypatch)


def change_check(course: Path) -> None:
    """Let the check of `x` refuse 2."""
    cells = [X, code("assert x < 2", "x_test", 2), Y, CHECKS[1]]
    write(course / "source" / "ps1" / "ps1.ipynb", cells)
    generate_assignment(load_config(course), "ps1")


def autograde() -> Result:
    return run("autograde", "-w", "1")


def table(output: str) -> list[list[str]]:
    rows = [line.rstrip().split(maxsplit=4) for line in output.splitlines()]
    return [row for row in rows if len(row) == 5 and row[1].endswith("_test")]


def test_only_the_lesson_is_graded_again_and_the_change_is_told(course: Path) -> None:
    change_check(course)
    output = autograde().output
    assert "4 submissions, 2 to grade" in output
    assert table(output) == [
        ["ben/ps1", "x_test", "2", "0", "the lesson or a check changed"],
    ]
    assert "1 score of 1 student changed" in output
    assert "changed" not in autograde().output


def test_a_persons_mark_stays_and_is_no_change(course: Path) -> None:
    with book(course) as opened:
        opened.find_grade("x_test", "ps1", "ps1", "ben").manual_score = 1.5
        opened.db.commit()
    change_check(course)
    assert table(autograde().output) == []
    with book(course) as opened:
        assert opened.find_grade("x_test", "ps1", "ps1", "ben").score == 1.5


def test_what_was_handed_in_anew_is_told_apart(course: Path) -> None:
    shutil.rmtree(course / "submitted" / "ada" / "ps2")
    hand_in(course, "ada", "ps2", {"x": "x = 5", "y": "y = 5"})
    hand_in(course, "cy", "ps2")
    assert table(autograde().output) == [
        ["ada/ps2", "x_test", "2", "0", "handed in anew"],
        ["ada/ps2", "y_test", "3", "0", "handed in anew"],
    ]


def test_a_stamp_of_an_earlier_version_is_no_reason_to_blame_anybody() -> None:
    stamp = stamp_of(b"notebook", (), "lesson", "beside")
    assert what_changed("0f" * 32, stamp) == "graded by an earlier version of the grader before"
    assert what_changed(stamp, stamp) == ""
    assert what_changed(stamp, stamp_of(b"notebook", (), "lesson", "other")) == (
        "files, time or limits changed"
    )
