"""``grader export``: scores in the form that each system imports.

docs/exports.md has the columns and their sources.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable
from pathlib import PurePosixPath

from grader.desk.class_data import ClassData, Entry, Row
from grader.desk.tables import as_csv

Files = dict[PurePosixPath, str]
"""Texts by their path below the place that is exported to; one file alone has no path, ``.``."""
_ALONE = PurePosixPath()


def to_csv(data: ClassData) -> Files:
    """A row for each student, a column for each lesson: for a spreadsheet."""
    head = ["student", "first name", "last name", "email", *data.lessons, "total", "out of"]
    head += ["course total %", "not counted"] if data.totals else []
    rows = []
    for student, entries in _by_student(data).items():
        person = next(iter(entries.values())).person
        total = sum(entry.score for entry in entries.values())
        out_of = sum(_points(data).values())
        rows.append(
            (
                *(student, person.first, person.last, person.email),
                *_scores(data, entries),
                *(round(total, 2), out_of),
                *_course_total(data, student),
            )
        )
    return {_ALONE: as_csv(head, rows)}


def to_canvas(data: ClassData) -> Files:
    """Canvas's gradebook: `Points Possible` in the second row, students by Canvas's number where it
    is known, else by their SIS login.

    Source: `lib/gradebook_importer.rb` of canvas-lms, which reads the file.
    """
    head = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section", *data.lessons)
    points = _points(data)
    possible = ("    Points Possible", "", "", "", "", *(points[name] for name in data.lessons))
    rows: list[tuple[object, ...]] = [possible]
    for student, entries in _by_student(data).items():
        person = next(iter(entries.values())).person
        name = ", ".join(filter(None, (person.last, person.first))) or student
        number = data.canvas.get(student, "")
        rows.append((name, number, "", student, "", *_scores(data, entries)))
    return {_ALONE: as_csv(head, rows)}


def to_moodle(data: ClassData) -> Files:
    """Moodle's grade import: students by username, ID number or e-mail; scores with feedback beside
    them.

    Source: docs.moodle.org, Grade import; whoever imports the one without the other loses it.
    """
    lessons = [name for lesson in data.lessons for name in (lesson, f"{lesson} (feedback)")]
    rows = []
    for student, entries in _by_student(data).items():
        person = next(iter(entries.values())).person
        cells: list[object] = [student, student, person.first, person.last, person.email]
        for lesson in data.lessons:
            entry = entries.get(lesson)
            cells += ["", ""] if entry is None else [round(entry.score, 2), _feedback(entry)]
        rows.append([*cells, *_course_total(data, student)[:1]])
    head = ["Username", "ID number", "First name", "Last name", "Email address", *lessons]
    head += ["course total %"] if data.totals else []
    return {_ALONE: as_csv(head, rows)}


def to_gradescope(data: ClassData) -> Files:
    """A `results.json` for each submission, with a test for each exercise.

    Source: gradescope-autograders.readthedocs.io, Autograder Specifications.
    """
    return {
        PurePosixPath(entry.lesson, entry.student, "results.json"): _results(entry)
        for entry in data.entries
    }


FORMATS: dict[str, Callable[[ClassData], Files]] = {
    "canvas": to_canvas,
    "moodle": to_moodle,
    "gradescope": to_gradescope,
    "csv": to_csv,
}


def _by_student(data: ClassData) -> dict[str, dict[str, Entry]]:
    """Each student's submissions by lesson; who has none that is graded is left out."""
    found: dict[str, dict[str, Entry]] = defaultdict(dict)
    for entry in data.entries:
        found[entry.student][entry.lesson] = entry
    return dict(sorted(found.items()))


def _points(data: ClassData) -> dict[str, float]:
    """What each lesson is worth."""
    points = dict.fromkeys(data.lessons, 0.0)
    for entry in data.entries:
        points[entry.lesson] = max(points[entry.lesson], entry.points)
    return points


def _scores(data: ClassData, entries: dict[str, Entry]) -> list[object]:
    """Scores in the order of the lessons; empty where there is none."""
    return [round(entries[lesson].score, 2) if lesson in entries else "" for lesson in data.lessons]


def _course_total(data: ClassData, student: str) -> list[object]:
    """The total in percent, and the lessons that are not counted in it; nothing without a term."""
    if not data.totals:
        return []
    total = data.totals[student]
    return [round(100 * total.share, 1), " ".join(total.dropped)]


def _feedback(entry: Entry) -> str:
    """One line: what each exercise earned that did not earn all."""
    short = [row for row in entry.rows if row.waits or row.score < row.points]
    parts = [f"{row.exercise} {_earned(row)}" for row in short]
    if entry.penalty:
        parts.append(f"late: {entry.penalty:g} taken off")
    return "; ".join(parts) or "All points."


def _earned(row: Row) -> str:
    return "waits for a person" if row.waits else f"{row.score:g}/{row.points:g}"


def _results(entry: Entry) -> str:
    tests = [
        {
            "number": str(number),
            "name": row.exercise,
            "score": row.score,
            "max_score": row.points,
            "output": _output(row),
            "visibility": "visible",
        }
        for number, row in enumerate(entry.rows, 1)
    ]
    results = {
        "score": round(entry.score, 2),
        "output": f"{entry.penalty:g} points taken off for being late." if entry.penalty else "",
        "stdout_visibility": "hidden",
        "tests": tests,
    }
    return json.dumps(results, ensure_ascii=False, indent=1) + "\n"


def _output(row: Row) -> str:
    """What the student is told of an exercise, as text."""
    if row.waits:
        return "A person has yet to mark it."
    lines = []
    for finding in row.findings:
        lines += [finding.did, *([f"To think about: {finding.think}"] if finding.think else [])]
    return "\n".join([*lines, *row.case])
