"""What follows a grade, as an instructor meets it: pages, a report, an answer, an export."""

import csv
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from grader.cli import app
from grader.course import Course, CourseError
from grader.engine.gradebook.opening import gradebook
from tests.engine.classroom import LESSON, grade, make_class, scores


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    made = make_class(tmp_path_factory.mktemp("desk") / "course", 12)
    grade(made)
    return made


@pytest.fixture(autouse=True)
def here(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(course.root)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


def pages(course: Course) -> dict[str, Path]:
    found = (course.root / "feedback").glob(f"*/{LESSON}/{LESSON}.html")
    return {path.parents[1].name: path for path in found}


def test_every_graded_student_gets_a_page_and_only_what_changed_is_made_again(
    course: Course,
) -> None:
    first = run("feedback", "-w", "1")
    graded = {student for student, _ in scores(course)}
    assert set(pages(course)) == graded
    assert f"{len(graded)} pages in feedback/" in first.output
    before = {student: path.stat().st_mtime_ns for student, path in pages(course).items()}
    changed = min(graded)
    with gradebook(course) as book:
        comment = book.find_comment("double", LESSON, LESSON, changed)
        comment.manual_comment = "Well <done>."
        book.db.commit()
    run("feedback", "-w", "1")
    after = {student: path.stat().st_mtime_ns for student, path in pages(course).items()}
    assert {student for student in graded if after[student] != before[student]} == {changed}
    assert "Well &lt;done&gt;." in pages(course)[changed].read_text(encoding="utf-8")


def test_no_page_holds_a_hidden_test(course: Course) -> None:
    run("feedback", "-w", "1")
    for path in pages(course).values():
        text = path.read_text(encoding="utf-8")
        assert "HIDDEN" not in text
        assert "from grader" not in text


def test_a_report_and_its_tables_agree_with_the_gradebook(course: Course, tmp_path: Path) -> None:
    page, table, data = tmp_path / "r.html", tmp_path / "r.csv", tmp_path / "r.json"
    outcome = run("report", "-o", str(page), "--csv", str(table), "--json", str(data))
    assert outcome.exit_code == 0, outcome.output
    with table.open(newline="", encoding="utf-8") as file:
        read = {
            (line["student"], f"check_{line['exercise']}"): float(line["score"])
            for line in csv.DictReader(file)
        }
    assert read == scores(course)
    whole = json.loads(data.read_text(encoding="utf-8"))
    counted = sum(mistake["students"] for mistake in whole["summary"]["mistakes"])
    named = {
        (entry["student"], exercise["exercise"], mistake)
        for entry in whole["submissions"]
        for exercise in entry["exercises"]
        for mistake in exercise["mistakes"]
    }
    assert counted == len(named) > 0
    assert "For tomorrow’s lecture" in page.read_text(encoding="utf-8")


def test_why_answers_with_the_gradebooks_mark_and_every_case(course: Course) -> None:
    marks = scores(course)
    student = next(who for who, name in marks if name == "check_double" and marks[who, name] < 2)
    outcome = run("why", student, "double")
    assert outcome.exit_code == 0, outcome.output
    mark = f"{marks[student, 'check_double']:g} of 2 points"
    assert f"double: {mark} in the gradebook" in outcome.output
    assert f"COST, when run again just now: {mark}" in outcome.output
    assert "expected" in outcome.output.partition("EVERY CASE")[2]


def test_an_export_holds_the_gradebooks_scores(course: Course, tmp_path: Path) -> None:
    path = tmp_path / "grades.csv"
    outcome = run("export", "--to", "canvas", "-o", str(path))
    assert "submission(s) without a grade: not exported" in outcome.output
    assert outcome.exit_code == 1, "the class has broken notebooks"
    with path.open(newline="", encoding="utf-8") as file:
        read = {line["SIS Login ID"]: line[LESSON] for line in csv.DictReader(file)}
    for student in {who for who, _ in scores(course)}:
        total = sum(score for (who, _), score in scores(course).items() if who == student)
        assert float(read[student]) == pytest.approx(total, abs=0.005)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("why", "nobody", "double"), "nobody has no submissions"),
        (("report", "99"), "There is no lesson '99'"),
        (("report", "-o", "gradebook.db/report.html"), "cannot be written"),
    ],
)
def test_what_can_be_mended_is_one_sentence(arguments: tuple[str, ...], said: str) -> None:
    outcome = run(*arguments)
    assert isinstance(outcome.exception, CourseError)
    assert said in str(outcome.exception)


def test_a_name_that_is_nearly_right_is_offered(course: Course) -> None:
    student = min(who for who, _ in scores(course))
    outcome = run("why", student, "duoble")
    assert isinstance(outcome.exception, CourseError)
    assert str(outcome.exception) == "No graded exercise is called 'duoble'. Did you mean 'double'?"


@pytest.mark.parametrize(
    "verb",
    [
        "collect",
        "term",
        "feedback",
        "report",
        "why",
        "export",
        "gradescope-zip",
        "demo",
        "similar",
        "quiz",
        "autograde",
        "release",
    ],
)
def test_help_shows_an_example(verb: str) -> None:
    assert f"Example: grader {verb}" in run(verb, "--help").output
