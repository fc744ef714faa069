"""Results as CSV and JSON, for other programs. No cell of a CSV is a formula."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict

from grader.desk.class_data import ClassData
from grader.desk.summary import Summary

_BEGINS_FORMULA = (*"=+-@\t\r\n", *"＝＋－＠")


def harmless(value: object) -> object:
    """A value for a cell: a text that a spreadsheet would take for a formula begins with ``'``.

    Source: OWASP, CSV injection.
    """
    is_formula = isinstance(value, str) and value.startswith(_BEGINS_FORMULA)
    return f"'{value}" if is_formula else value


def as_csv(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table as CSV (RFC 4180)."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([harmless(name) for name in head])
    writer.writerows([harmless(value) for value in row] for row in rows)
    return text.getvalue()


def scores_as_csv(data: ClassData) -> str:
    """A row for each exercise of each student."""
    head = ("lesson", "student", "exercise", "score", "points", "waits", "unanswered", "mistakes")
    rows = (
        (
            *(row.lesson, row.student, row.exercise, row.score, row.points),
            *("yes" if flag else "" for flag in (row.waits, row.unanswered)),
            " ".join(finding.mistake for finding in row.findings if finding.mistake),
        )
        for row in data.rows
    )
    return as_csv(head, rows)


def as_json(data: ClassData, summary: Summary) -> str:
    """The whole report's data."""
    entries = [
        {
            "student": entry.student,
            "lesson": entry.lesson,
            "score": round(entry.score, 2),
            "points": entry.points,
            "penalty": entry.penalty,
            "warnings": entry.warnings,
            "exercises": [
                {
                    "exercise": row.exercise,
                    "score": row.score,
                    "points": row.points,
                    "waits": row.waits,
                    "unanswered": row.unanswered,
                    "guess": row.guess,
                    "mistakes": [found.mistake for found in row.findings if found.mistake],
                }
                for row in entry.rows
            ],
        }
        for entry in data.entries
    ]
    ungraded = [
        {"student": submission.student, "lesson": submission.assignment, "why": why}
        for submission, why in data.ungraded
    ]
    totals = {student: asdict(total) for student, total in data.totals.items()}
    whole = {"submissions": entries, "ungraded": ungraded, "summary": asdict(summary)}
    whole |= {"totals": totals} if totals else {}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"
