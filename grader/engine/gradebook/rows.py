"""What nbgrader's tables hold of one submission: a statement for each kind of row, however many
rows there are.

The tables are those of nbgrader's own models. Its objects are for whoever handles a few: here each
would be loaded, compared and written back by itself, and the writer would take nearly three times
as long for a submission.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    GradeCell,
    Notebook,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
    TaskCell,
)
from sqlalchemy import bindparam, func, insert, select, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

_assignment, _notebook, _cell = Assignment.__table__, Notebook.__table__, BaseCell.__table__
_graded, _task, _student = GradeCell.__table__, TaskCell.__table__, Student.__table__
_submission, _mine = SubmittedAssignment.__table__, SubmittedNotebook.__table__
_grade, _comment = Grade.__table__, Comment.__table__

_LESSON = select(_assignment.c.id, _assignment.c.duedate).where(
    _assignment.c.name == bindparam("name")
)
_NOTEBOOKS = select(_notebook.c.id, _notebook.c.name).where(
    _notebook.c.assignment_id == bindparam("lesson")
)
_CELLS = (
    select(
        _cell.c.id,
        _cell.c.notebook_id,
        _cell.c.name,
        _cell.c.type,
        func.coalesce(_graded.c.max_score, _task.c.max_score).label("points"),
    )
    .select_from(_cell.join(_notebook).outerjoin(_graded).outerjoin(_task))
    .where(_notebook.c.assignment_id == bindparam("lesson"))
)
_ENTRY = select(_submission.c.id, _submission.c.timestamp, _submission.c.extension).where(
    _submission.c.assignment_id == bindparam("lesson"),
    _submission.c.student_id == bindparam("student"),
)
_KNOWN = select(_student.c.id).where(_student.c.id == bindparam("student"))
_MINE = select(_mine.c.id, _mine.c.notebook_id).where(_mine.c.assignment_id == bindparam("entry"))
_GRADES = (
    select(_grade.c.id, _grade.c.cell_id, _grade.c.manual_score, _grade.c.extra_credit)
    .select_from(_grade.join(_mine))
    .where(_mine.c.assignment_id == bindparam("entry"))
)
_COMMENTS = (
    select(_comment.c.id, _comment.c.cell_id)
    .select_from(_comment.join(_mine))
    .where(_mine.c.assignment_id == bindparam("entry"))
)


@dataclass(frozen=True)
class GradebookCell:
    """A cell of a released notebook: `kind` is nbgrader's, "GradeCell", "SolutionCell" or
    "TaskCell".
    """

    id: str
    notebook: str
    name: str
    kind: str
    points: float

    @property
    def is_graded(self) -> bool:
        """Whether a submission has a grade for it."""
        return self.kind in ("GradeCell", "TaskCell")

    @property
    def is_commented(self) -> bool:
        """Whether a submission has a comment for it."""
        return self.kind in ("SolutionCell", "TaskCell")


@dataclass(frozen=True)
class Lesson:
    """A released assignment: when it is due, the names of its notebooks by their ids, and their
    cells.
    """

    id: str
    due: datetime | None
    notebooks: dict[str, str]
    cells: list[GradebookCell]


@dataclass(frozen=True)
class ByPeople:
    """What people have entered for a cell; `grade` is the row's id, "" where there is none yet."""

    grade: str = ""
    score: float | None = None
    extra: float = 0.0


@dataclass(frozen=True)
class Entry:
    """What a submission has in the gradebook.

    Attributes:
        id: its own.
        late: seconds after it was due, extension included.
        notebooks: the ids of its notebooks, by those of the lesson's.
        by_people: by cell.
        comments: the ids of its comments, by cell.
    """

    id: str
    late: float
    notebooks: dict[str, str]
    by_people: dict[str, ByPeople]
    comments: dict[str, str]


def lesson(session: Session, name: str) -> Lesson | None:
    """The released assignment of that name."""
    known = session.execute(_LESSON, {"name": name}).one_or_none()
    if known is None:
        return None
    here = {"lesson": known.id}
    notebooks = {row.id: row.name for row in session.execute(_NOTEBOOKS, here)}
    cells = [
        GradebookCell(row.id, row.notebook_id, row.name, row.type, row.points)
        for row in session.execute(_CELLS, here)
    ]
    return Lesson(known.id, known.duedate, notebooks, cells)


def entry(
    session: Session,
    of: Lesson,
    student: str,
    timestamp: datetime | None,
    extension: timedelta | None = None,
) -> Entry:
    """The entry of a student's submission, made where there is none; a timestamp or an extension
    replaces the one that is there.
    """
    found = session.execute(_ENTRY, {"lesson": of.id, "student": student}).one_or_none()
    if found is None:
        made = uuid4().hex
        if session.execute(_KNOWN, {"student": student}).one_or_none() is None:
            session.execute(insert(_student), [{"id": student}])
        row = {"id": made, "assignment_id": of.id, "student_id": student, "timestamp": timestamp}
        session.execute(insert(_submission), [row | {"extension": extension}])
        notebooks = _add_notebooks(session, made, list(of.notebooks))
        return Entry(made, _late(of.due, extension, timestamp), notebooks, {}, {})
    given = {"timestamp": timestamp, "extension": extension}
    changes = {
        name: value
        for name, value in given.items()
        if value is not None and value != getattr(found, name)
    }
    if changes:
        change(session, _submission, [{"_id": found.id, **changes}])
    mine = {"entry": found.id}
    notebooks = {row.notebook_id: row.id for row in session.execute(_MINE, mine)}
    notebooks |= _add_notebooks(
        session, found.id, [one for one in of.notebooks if one not in notebooks]
    )
    by_people = {
        row.cell_id: ByPeople(row.id, row.manual_score, row.extra_credit or 0.0)
        for row in session.execute(_GRADES, mine)
    }
    comments = {row.cell_id: row.id for row in session.execute(_COMMENTS, mine)}
    granted = found.extension if extension is None else extension
    late = _late(of.due, granted, timestamp or found.timestamp)
    return Entry(found.id, late, notebooks, by_people, comments)


def _late(due: datetime | None, extension: timedelta | None, handed_in: datetime | None) -> float:
    """As nbgrader's ``total_seconds_late``."""
    if due is None or handed_in is None:
        return 0.0
    return max(0.0, (handed_in - due - (extension or timedelta())).total_seconds())


def _add_notebooks(session: Session, submission: str, missing: Sequence[str]) -> dict[str, str]:
    added = {notebook: uuid4().hex for notebook in missing}
    if added:
        rows = [
            {"id": new, "assignment_id": submission, "notebook_id": notebook}
            for notebook, new in added.items()
        ]
        session.execute(insert(_mine), rows)
    return added


def put_grades(
    session: Session, at: Entry, found: dict[GradebookCell, tuple[float | None, bool]]
) -> None:
    """Store, for each graded cell, the score of autograding and whether a person is needed."""
    changed, new = [], []
    for cell, (score, needs_person) in found.items():
        values = {"auto_score": score, "needs_manual_grade": needs_person}
        there = at.by_people.get(cell.id)
        if there is not None:
            changed.append({"_id": there.grade, **values})
        else:
            new.append({"cell_id": cell.id, "notebook_id": at.notebooks[cell.notebook], **values})
    _put(session, _grade, new, changed)


def put_comments(session: Session, at: Entry, comments: dict[GradebookCell, str | None]) -> None:
    """Store, for each cell that can have one, the comment of autograding."""
    changed, new = [], []
    for cell, text in comments.items():
        if cell.id in at.comments:
            changed.append({"_id": at.comments[cell.id], "auto_comment": text})
        else:
            new.append(
                {
                    "cell_id": cell.id,
                    "notebook_id": at.notebooks[cell.notebook],
                    "auto_comment": text,
                }
            )
    _put(session, _comment, new, changed)


def put_penalties(session: Session, at: Entry, penalties: dict[str, float | None]) -> None:
    """Store, for each notebook of the lesson, the penalty for handing in late."""
    rows = [
        {"_id": at.notebooks[notebook], "late_submission_penalty": penalty}
        for notebook, penalty in penalties.items()
    ]
    change(session, _mine, rows)


def _put(
    session: Session, table: Any, new: list[dict[str, Any]], changed: list[dict[str, Any]]
) -> None:
    if new:
        session.execute(insert(table), new)
    change(session, table, changed)


def change(session: Session, table: Any, rows: list[dict[str, Any]]) -> None:
    """Change rows by their `_id`.

    Raises:
        StaleDataError: one of them is no longer there.
    """
    if not rows:
        return
    names = [name for name in rows[0] if name != "_id"]
    statement = (
        update(table)
        .where(table.c.id == bindparam("_id"))
        .values({name: bindparam(name) for name in names})
    )
    done = session.connection().execute(statement, rows)
    if done.rowcount not in (-1, len(rows)):
        raise StaleDataError(f"{done.rowcount} of {len(rows)} rows of {table.name} are still there")
