"""Whoever handles dates and grades obeys the term file, through nbgrader's own gradebook."""

import csv
import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from grader.configuration import load_config
from grader.course import CourseError
from grader.engine.gradebook.filing import Folders, Submission
from grader.nbgrader_api import autograde
from tests.engine.at_work import run, sit_down_in
from tests.engine.ordinary import SETTINGS, book, code, grade, hand_in, make_course

CELLS = [code("x = 1", "x", solution=True), code("assert x == 1", "test", 10)]
TERM = """
[late]
per_day = 10
free_days = 1

[lessons.ps1]
due = 2026-03-09T12:00:00

[lessons.ps2]
due = 2026-03-16T12:00:00
weight = 3

[extensions.eve]
ps1 = 7
"""
RIGHT = {"x": "x = 1"}
OWN = SETTINGS + 'c.AssignLatePenalties.plugin_class = "mine.Own"\n'


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    lessons = {"ps1": {"ps1": CELLS}, "ps2": {"ps2": CELLS}}
    return make_course(tmp_path_factory.mktemp("term") / "course", lessons)


@pytest.fixture
def course(released: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = sit_down_in(released, tmp_path, monkeypatch)
    (root / "term.toml").write_text(TERM)
    return root


def penalties(root: Path) -> dict[str, float]:
    with book(root) as opened:
        return {
            f"{submission.student.id}/{assignment.name}": sum(
                notebook.late_submission_penalty or 0.0 for notebook in submission.notebooks
            )
            for assignment in opened.assignments
            for submission in assignment.submissions
        }


def test_being_late_costs_what_the_term_says(course: Path) -> None:
    hand_in(course, "ada", "ps1", RIGHT, when="2026-03-09 11:59:59 UTC")
    hand_in(course, "ben", "ps1", RIGHT, when="2026-03-11 13:00:00 UTC")
    hand_in(course, "ben", "ps2", RIGHT, when="2026-03-16 13:00:00 UTC")
    hand_in(course, "cy", "ps2", RIGHT)
    hand_in(course, "eve", "ps1", RIGHT, when="2026-03-16 11:00:00 UTC")
    hand_in(course, "eve", "ps2", RIGHT, when="2026-03-17 11:00:00 UTC")
    scores = {str(graded.submission): graded.score for graded in grade(course)}
    assert scores["ben/ps1"] == 8.0, "three days begun, one of them free"
    assert scores["ben/ps2"] == 9.0
    assert penalties(course) == {
        "ada/ps1": 0.0,
        "ben/ps1": 2.0,
        "ben/ps2": 1.0,
        "cy/ps2": 0.0,
        "eve/ps1": 0.0,
        "eve/ps2": 0.0,
    }
    with book(course) as opened:
        assert f"{opened.find_assignment('ps1').duedate}" == "2026-03-09 12:00:00"
        assert opened.find_submission("ps1", "ben").extension == timedelta(days=1)
        assert opened.find_submission("ps1", "ben").total_seconds_late == 25 * 3600
        assert opened.find_submission("ps1", "eve").extension == timedelta(days=7)


def test_what_a_student_handed_in_is_looked_up_once(
    course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for lesson in ("ps1", "ps2"):
        hand_in(course, "ben", lesson, RIGHT, when="2026-03-11 13:00:00 UTC")
    reads: list[Submission] = []
    timestamp = Folders.timestamp

    def counted(folders: Folders, submission: Submission) -> tuple[datetime | None, str]:
        reads.append(submission)
        return timestamp(folders, submission)

    monkeypatch.setattr(Folders, "timestamp", counted)
    grade(course)
    own, for_the_term = 2, 2
    assert len(reads) == own + for_the_term


def test_nbgrader_itself_takes_off_the_same(course: Path) -> None:
    hand_in(course, "ben", "ps1", RIGHT, when="2026-03-11 13:00:00 UTC")
    grade(course)
    ours = penalties(course)
    autograde(load_config(course), "ps1", "ben")
    assert penalties(course) == ours == {"ben/ps1": 2.0}


def test_a_changed_term_changes_penalties_and_runs_nothing_again(course: Path) -> None:
    hand_in(course, "ben", "ps1", RIGHT, when="2026-03-11 13:00:00 UTC")
    grade(course)
    (course / "term.toml").write_text(TERM.replace("free_days = 1", "free_days = 0"))
    assert grade(course) == []
    assert penalties(course) == {"ben/ps1": 3.0}
    (course / "term.toml").write_text(TERM.replace("2026-03-09", "2026-03-12"))
    outcome = run("autograde")
    assert "1 submissions, 0 to grade" in outcome.output
    assert "1 late penalty changed: term.toml" in outcome.output
    assert penalties(course) == {"ben/ps1": 0.0}
    with book(course) as opened:
        assert opened.find_submission("ps1", "ben").extension == timedelta()


def test_an_earlier_lesson_that_comes_in_later_takes_the_free_day_back(course: Path) -> None:
    hand_in(course, "ben", "ps2", RIGHT, when="2026-03-16 13:00:00 UTC")
    grade(course)
    assert penalties(course) == {"ben/ps2": 0.0}
    hand_in(course, "ben", "ps1", RIGHT, when="2026-03-09 13:00:00 UTC")
    grade(course)
    assert penalties(course) == {"ben/ps1": 0.0, "ben/ps2": 1.0}


def test_a_persons_mark_counts_before_the_penalty(course: Path) -> None:
    hand_in(course, "ben", "ps1", RIGHT, when="2026-03-11 13:00:00 UTC")
    grade(course)
    with book(course) as opened:
        opened.find_grade("test", "ps1", "ps1", "ben").manual_score = 5.0
        opened.db.commit()
    grade(course)
    assert penalties(course) == {"ben/ps1": 1.0}


def test_a_course_keeps_one_plugin(course: Path) -> None:
    (course / "nbgrader_config.py").write_text(OWN)
    with pytest.raises(CourseError, match=r"names mine\.Own for that: keep one"):
        load_config(course)
    (course / "term.toml").write_text(TERM.replace("per_day = 10", ""))
    assert load_config(course).AssignLatePenalties.plugin_class == "mine.Own"


def test_collect_says_how_late_it_was(course: Path) -> None:
    hand_in(course, "ben", "ps1", RIGHT, when="2026-03-11 13:00:00 UTC")
    Path("submitted").rename("in")
    assert "handed in 2026-03-11 13:00 UTC; 3 days late" in run("collect", "in").output


def test_exports_and_the_report_have_the_course_total(course: Path) -> None:
    hand_in(course, "ada", "ps1", {"x": "x = 2"})
    hand_in(course, "ada", "ps2", RIGHT)
    hand_in(course, "ben", "ps1", RIGHT)
    grade(course)
    run("export", "-o", "grades.csv")
    with Path("grades.csv").open(newline="") as file:
        totals = {line["student"]: float(line["course total %"]) for line in csv.DictReader(file)}
    assert totals == {"ada": 75.0, "ben": 25.0}
    run("export", "--to", "moodle", "-o", "moodle.csv")
    assert Path("moodle.csv").read_text().splitlines()[0].endswith("course total %")
    run("export", "ps1", "-o", "one.csv")
    assert "course total" not in Path("one.csv").read_text(), "one lesson is no total"
    run("report", "--json", "report.json")
    assert json.loads(Path("report.json").read_text())["totals"]["ben"]["share"] == 0.25
    assert "Course total so far" in Path("report.html").read_text()


def test_term_prints_and_writes_its_dates(course: Path) -> None:
    outcome = run("term", "--ics", "term.ics")
    assert "Mon 2026-03-16 12:00 UTC" in outcome.output
    assert "Late: each day begun takes 10 %" in outcome.output
    assert Path("term.ics").read_bytes().count(b"BEGIN:VEVENT\r\n") == 2
    Path("term.toml").unlink()
    with pytest.raises(CourseError, match=r"There is no term\.toml here"):
        run("term")


def test_a_wrong_term_stops_a_command_before_anything_is_done(course: Path) -> None:
    hand_in(course, "ben", "ps1", RIGHT)
    (course / "term.toml").write_text("[lessons.ps1]\n")
    with pytest.raises(CourseError, match=r"term\.toml, line 1: it has no due date"):
        run("autograde")
    assert not (course / "autograded").exists()
