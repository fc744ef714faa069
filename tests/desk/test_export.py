"""What each system reads of an export is what the gradebook holds.

The readers here follow the rules of the systems' own importers.
"""

import csv
import io
import json
from pathlib import PurePosixPath

import pytest

from grader.desk.class_data import ClassData, Entry, Row
from grader.desk.export import FORMATS, to_canvas, to_csv, to_gradescope, to_moodle
from grader.desk.graded import Found
from grader.desk.submissions import Person

ADA = Person("Ada", "Lovelace", "ada@example.com")


def row(student: str, lesson: str, exercise: str, score: float, **more: object) -> Row:
    return Row(student, lesson, exercise, score, 2.0, **more)  # type: ignore[arg-type]


def of(student: str, lesson: str, *scores: float, **more: object) -> Entry:
    rows = tuple(row(student, lesson, f"e{place}", score) for place, score in enumerate(scores))
    return Entry(student, lesson, rows, **more)  # type: ignore[arg-type]


DATA = ClassData(
    (
        of("ada", "04_a", 2.0, 0.5, penalty=0.25, person=ADA),
        of("=cmd", "04_a", 0.0, 0.0),
        of("ada", "05_b", 2.0, person=ADA),
    )
)
SCORES = {("ada", "04_a"): 2.25, ("ada", "05_b"): 2.0, ("'=cmd", "04_a"): 0.0}


def table(files: dict[PurePosixPath, str]) -> list[list[str]]:
    (text,) = files.values()
    return [*csv.reader(io.StringIO(text, newline=""))]


def test_canvas_reads_back_every_score() -> None:
    head, possible, *students = table(to_canvas(DATA))
    assert "Student" in head[0]
    assert "ID" in head[1]
    assert (head[2], head[3], head[4]) == ("SIS User ID", "SIS Login ID", "Section")
    assert "Points Possible" in possible[0]
    assert dict(zip(head[5:], map(float, possible[5:]), strict=True)) == {"04_a": 4.0, "05_b": 2.0}
    read = {
        (student[3], lesson): float(grade)
        for student in students
        for lesson, grade in zip(head[5:], student[5:], strict=True)
        if grade
    }
    assert read == SCORES
    assert [student[0] for student in students] == ["'=cmd", "Lovelace, Ada"]


def test_moodle_reads_back_every_score_and_no_column_means_two_things() -> None:
    head, *students = table(to_moodle(DATA))
    assert len(set(head)) == len(head)
    read, feedback = {}, {}
    for student in students:
        cells = dict(zip(head, student, strict=True))
        assert cells["Username"] == cells["ID number"]
        for lesson in ("04_a", "05_b"):
            if cells[lesson]:
                read[cells["Username"], lesson] = float(cells[lesson])
            feedback[cells["Username"], lesson] = cells[f"{lesson} (feedback)"]
    assert read == SCORES
    assert feedback["ada", "04_a"] == "e1 0.5/2; late: 0.25 taken off"
    assert feedback["ada", "05_b"] == "All points."
    assert feedback["'=cmd", "05_b"] == ""


def test_gradescope_reads_a_test_for_each_exercise() -> None:
    told = row("ada", "04_a", "loss", 1.0, findings=(Found("You summed.", "How many?"),))
    waits = row("ada", "04_a", "why", 0.0, waits=True)
    entry = Entry("ada", "04_a", (told, waits), penalty=0.5)
    ((path, text),) = to_gradescope(ClassData((entry,))).items()
    assert path == PurePosixPath("04_a/ada/results.json")
    results = json.loads(text)
    assert results["score"] == 0.5
    assert {type(test["score"]) for test in results["tests"]} == {float}
    assert [(test["name"], test["score"], test["max_score"]) for test in results["tests"]] == [
        ("loss", 1.0, 2.0),
        ("why", 0.0, 2.0),
    ]
    assert results["tests"][0]["output"] == "You summed.\nTo think about: How many?"
    assert {test["visibility"] for test in results["tests"]} == {"visible"}


def test_a_spreadsheet_reads_scores_and_totals() -> None:
    head, *students = table(to_csv(DATA))
    ada = dict(zip(head, students[1], strict=True))
    assert (ada["04_a"], ada["05_b"], ada["total"], ada["out of"]) == ("2.25", "2.0", "4.25", "6.0")
    assert (ada["first name"], ada["email"]) == ("Ada", "ada@example.com")


@pytest.mark.parametrize("system", ["canvas", "moodle", "csv"])
def test_no_cell_of_an_export_is_a_formula(system: str) -> None:
    hostile = Person("=1+1", "@SUM(1)", "+x@example.com")
    entry = of("-2+3", "=lesson", 1.0, person=hostile)
    cells = [cell for line in table(FORMATS[system](ClassData((entry,)))) for cell in line]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
