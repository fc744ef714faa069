"""Writes what a term file says into nbgrader's gradebook: due dates, extensions, penalties."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from typing import Any

from nbgrader.api import Assignment, Gradebook, Notebook, SubmittedAssignment, SubmittedNotebook
from sqlalchemy import select

from grader.engine.gradebook.marks import read_marks
from grader.engine.gradebook.record import Penalties
from grader.engine.gradebook.rows import change
from grader.term.term import Term

_assignment, _notebook = Assignment.__table__, Notebook.__table__
_submission, _mine = SubmittedAssignment.__table__, SubmittedNotebook.__table__

_LESSONS = select(_assignment.c.id, _assignment.c.name, _assignment.c.duedate)
_SUBMISSIONS = select(
    _submission.c.id,
    _assignment.c.name.label("lesson"),
    _submission.c.student_id.label("student"),
    _submission.c.timestamp,
    _submission.c.extension,
).select_from(_submission.join(_assignment, _submission.c.assignment_id == _assignment.c.id))
_NOTEBOOKS = select(
    _mine.c.id,
    _assignment.c.name.label("lesson"),
    _submission.c.student_id.label("student"),
    _notebook.c.name,
).select_from(
    _mine.join(_submission, _mine.c.assignment_id == _submission.c.id)
    .join(_assignment, _submission.c.assignment_id == _assignment.c.id)
    .join(_notebook, _mine.c.notebook_id == _notebook.c.id)
)


def settle(book: Gradebook, penalties: Penalties, term: Term) -> list[str]:
    """Bring a gradebook into line with a term, marks of people included.

    Returns:
        ``student/lesson`` of the submissions whose penalty changed.
    """
    _set_due_dates(book, term)
    late = _set_extensions(book, term)
    changed = _set_penalties(book, late, penalties)
    book.db.commit()
    return changed


def _set_due_dates(book: Gradebook, term: Term) -> None:
    rows = []
    for lesson in book.db.execute(_LESSONS):
        dates = term.lessons.get(lesson.name)
        due = None if dates is None else dates.due.astimezone(UTC).replace(tzinfo=None)
        if due is not None and due != lesson.duedate:
            rows.append({"_id": lesson.id, "duedate": due})
    change(book.db(), _assignment, rows)


def _set_extensions(book: Gradebook, term: Term) -> dict[tuple[str, str], float]:
    """Store each extension that changed; the answer is by how many seconds each submission is
    late.
    """
    submissions: defaultdict[str, dict[str, Any]] = defaultdict(dict)
    for row in book.db.execute(_SUBMISSIONS):
        if row.lesson in term.lessons:
            submissions[row.student][row.lesson] = row
    rows: list[dict[str, Any]] = []
    late: dict[tuple[str, str], float] = {}
    for student, theirs in submissions.items():
        handed_in = {
            lesson: row.timestamp.replace(tzinfo=UTC)
            for lesson, row in theirs.items()
            if row.timestamp is not None
        }
        extensions = term.extension(student, handed_in)
        for lesson, row in theirs.items():
            extension = extensions.get(lesson, timedelta())
            if (row.extension or timedelta()) != extension:
                rows.append({"_id": row.id, "extension": extension})
            due = term.lessons[lesson].until(extension)
            late[student, lesson] = _seconds_late(due, handed_in.get(lesson))
    change(book.db(), _submission, rows)
    return late


def _seconds_late(due: datetime, at: datetime | None) -> float:
    """As nbgrader's ``total_seconds_late``."""
    return 0.0 if at is None else max(0.0, (at - due).total_seconds())


def _set_penalties(
    book: Gradebook, late: dict[tuple[str, str], float], penalties: Penalties
) -> list[str]:
    ids = {(row.lesson, row.student, row.name): row.id for row in book.db.execute(_NOTEBOOKS)}
    lessons = sorted({lesson for _, lesson in late})
    rows, changed = [], set[str]()
    for whose, marks in read_marks(book, lessons).items():
        lesson, student, _ = whose
        earned = sum(mark.score for mark in marks.marks.values())
        penalty = penalties.of(student, earned, late[student, lesson])
        if (penalty or 0.0) != marks.penalty:
            rows.append({"_id": ids[whose], "late_submission_penalty": penalty})
            changed.add(f"{student}/{lesson}")
    change(book.db(), _mine, rows)
    return sorted(changed)
