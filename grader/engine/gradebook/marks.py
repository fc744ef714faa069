"""What the gradebook holds of whole lessons: three statements, however many students."""

from __future__ import annotations

from collections.abc import Sequence

from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    Gradebook,
    GradeCell,
    Notebook,
    SubmittedAssignment,
    SubmittedNotebook,
    TaskCell,
)
from sqlalchemy import func, select

from grader.engine.gradebook.grades import Mark, NotebookMarks, Whose

_assignment, _notebook, _cell = Assignment.__table__, Notebook.__table__, BaseCell.__table__
_graded, _task = GradeCell.__table__, TaskCell.__table__
_submission, _mine = SubmittedAssignment.__table__, SubmittedNotebook.__table__
_grade, _comment = Grade.__table__, Comment.__table__

_WHOSE = (_assignment.c.name.label("lesson"), _submission.c.student_id, _notebook.c.name)
_ENTRIES = (
    _mine.join(_submission, _mine.c.assignment_id == _submission.c.id)
    .join(_assignment, _submission.c.assignment_id == _assignment.c.id)
    .join(_notebook, _mine.c.notebook_id == _notebook.c.id)
)
_NOTEBOOKS = select(*_WHOSE, _mine.c.late_submission_penalty).select_from(_ENTRIES)
_GRADES = select(
    *_WHOSE,
    _cell.c.name.label("cell"),
    _grade.c.auto_score,
    _grade.c.manual_score,
    _grade.c.extra_credit,
    _grade.c.needs_manual_grade,
    func.coalesce(_graded.c.max_score, _task.c.max_score).label("points"),
).select_from(
    _ENTRIES.join(_grade, _grade.c.notebook_id == _mine.c.id)
    .join(_cell, _grade.c.cell_id == _cell.c.id)
    .outerjoin(_graded, _graded.c.id == _cell.c.id)
    .outerjoin(_task, _task.c.id == _cell.c.id)
)
_COMMENTS = select(
    *_WHOSE, _cell.c.name.label("cell"), _comment.c.auto_comment, _comment.c.manual_comment
).select_from(
    _ENTRIES.join(_comment, _comment.c.notebook_id == _mine.c.id).join(
        _cell, _comment.c.cell_id == _cell.c.id
    )
)


def read_marks(book: Gradebook, assignments: Sequence[str]) -> dict[Whose, NotebookMarks]:
    """The marks of every submitted notebook of some assignments."""
    wanted = _assignment.c.name.in_(assignments)
    session = book.db
    marks: dict[Whose, NotebookMarks] = {}
    for *whose, penalty in session.execute(_NOTEBOOKS.where(wanted)):
        marks[tuple(whose)] = NotebookMarks(penalty=penalty or 0.0)
    for *whose, cell, auto, manual, extra, needs, points in session.execute(_GRADES.where(wanted)):
        counts = manual if manual is not None else auto
        score = (counts or 0.0) + (extra or 0.0)
        waits = bool(needs) and manual is None
        marks[tuple(whose)].marks[cell] = Mark(score, points, waits, manual is not None)
    for *whose, cell, by_grader, by_person in session.execute(_COMMENTS.where(wanted)):
        if by_person:
            marks[tuple(whose)].comments[cell] = by_person
        if by_grader == "No response.":
            marks[tuple(whose)].unanswered.add(cell)
    return marks
