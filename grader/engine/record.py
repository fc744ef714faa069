"""The one writer: grades into nbgrader's gradebook, one transaction a submission, the same however often it is done."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    Gradebook,
    GradeCell,
    MissingEntry,
    Notebook,
    SolutionCell,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
    TaskCell,
)
from nbgrader.preprocessors import AssignLatePenalties
from sqlalchemy.exc import IntegrityError, OperationalError, SQLAlchemyError
from sqlalchemy.orm import selectinload, with_polymorphic
from sqlalchemy.orm.exc import ObjectDeletedError, StaleDataError
from traitlets.config import Config

from grader.course import CourseError
from grader.nbgrader_api import scripts_on_path

PATIENCE = 60.0
"""Seconds to wait for a gradebook that somebody else is writing to."""
MOST_OVERTAKEN = 3
"""How often to read again what somebody else has changed meanwhile."""


_ANY_CELL = with_polymorphic(BaseCell, [GradeCell, SolutionCell, TaskCell])
_NOTEBOOKS = selectinload(SubmittedAssignment.notebooks)
_WITH_GRADES = _NOTEBOOKS.selectinload(SubmittedNotebook.grades), _NOTEBOOKS.selectinload(SubmittedNotebook.comments)


@dataclass(frozen=True)
class NotebookGrades:
    """What autograding found in one notebook.

    Attributes:
        scores: points by ``grade_id``; ``None`` waits for a person.
        unanswered: the ``grade_id`` of solution cells that were handed in as they were released.
    """

    scores: dict[str, float | None]
    unanswered: frozenset[str] = frozenset()


@dataclass(frozen=True)
class SubmissionGrades:
    """What autograding found in one submission. A notebook that is not in it was not handed in: it earns 0."""

    student: str
    assignment: str
    timestamp: datetime | None = None
    notebooks: dict[str, NotebookGrades] = field(default_factory=dict)


@dataclass(frozen=True)
class Totals:
    """A submission's score and points in the gradebook, manual marks, extra credit and penalties included."""

    score: float
    points: float
    needs_manual_grade: bool


class Recorder(AbstractContextManager["Recorder"]):
    """An open gradebook. Manual scores, extra credit and comments of people are never touched."""

    def __init__(self, db_url: str, course_id: str, config: Config) -> None:
        """Open the gradebook.

        Args:
            db_url: SQLAlchemy's address of the database.
            course_id: nbgrader's name of the course.
            config: nbgrader's configuration; it chooses the plugin for late penalties.

        Raises:
            CourseError: there is none yet, or it cannot be opened.
        """
        file = db_url.removeprefix("sqlite:///")
        if file != db_url and not Path(file).is_file():
            raise CourseError("There is no gradebook yet: run `grader release` first.")
        scripts_on_path()
        try:
            self._book = Gradebook(db_url, course_id)
        except SQLAlchemyError as error:
            raise CourseError(f"The gradebook cannot be opened: {_said(error)}") from error
        except ImportError as error:
            raise CourseError(
                f"The gradebook's database has no driver here ({error}). For PostgreSQL: pip install "
                "'training-loop-grader[postgres]', and an address that begins with postgresql+psycopg://"
            ) from error
        self._late = AssignLatePenalties(config=config)
        self._late.init_plugin()

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, at: TracebackType | None) -> None:
        self._book.close()

    def assignment(self, name: str) -> Assignment:
        """The released assignment of that name.

        Raises:
            CourseError: it has not been released.
        """
        try:
            return self._read(lambda: self._book.find_assignment(name))
        except MissingEntry:
            raise CourseError(f"{name} is not in the gradebook: run `grader release {name}` first.") from None

    def assignments(self) -> list[str]:
        """The names of the released assignments, in order."""
        names: list[str] = self._read(lambda: sorted(assignment.name for assignment in self._book.assignments))
        return names

    def has(self, student: str, assignment: str) -> bool:
        """Whether a submission has been recorded."""
        query = self._book.db.query(SubmittedAssignment).join(SubmittedAssignment.assignment)
        query = query.filter(Assignment.name == assignment, SubmittedAssignment.student_id == student)
        return bool(self._read(query.count))

    def _read(self, act: Callable[[], Any]) -> Any:
        try:
            return patiently(act, self._book.db.rollback)
        except SQLAlchemyError as error:
            raise CourseError(f"The gradebook cannot be read: {_said(error)}") from error

    def record(self, grades: SubmissionGrades) -> Totals:
        """Record a submission's grades in one transaction.

        Raises:
            CourseError: the gradebook cannot be written to; nothing of the submission is recorded then.
        """
        try:
            totals: Totals = patiently(lambda: self._record(grades), self._book.db.rollback)
        except SQLAlchemyError as error:
            self._book.db.rollback()
            raise CourseError(f"The gradebook cannot be written to: {_said(error)}") from error
        except BaseException:
            self._book.db.rollback()
            raise
        return totals

    def _record(self, grades: SubmissionGrades) -> Totals:
        submission = self._submission(grades)
        for notebook in submission.notebooks:
            _fill(notebook, grades.notebooks.get(notebook.name))
        self._book.db.flush()
        for notebook in submission.notebooks:
            self._penalise(submission, notebook)
        totals = _totals(submission)  # before the commit, after which everything would be read again
        self._book.db.commit()
        return totals

    def _submission(self, grades: SubmissionGrades) -> SubmittedAssignment:
        """The submission's entry; a new one mirrors the assignment, as nbgrader's own ``add_submission`` does."""
        session = self._book.db
        assignment = self.assignment(grades.assignment)
        # Every row that is needed in a few queries: one by one, they would take two thirds of the writer's time.
        _ = session.query(_ANY_CELL).join(_ANY_CELL.notebook).filter_by(assignment_id=assignment.id).all()
        submission = (
            session.query(SubmittedAssignment)
            .filter_by(assignment_id=assignment.id, student_id=grades.student)
            .options(*_WITH_GRADES)
            .one_or_none()
        )
        with session.no_autoflush:
            if submission is None:
                student = session.get(Student, grades.student) or Student(id=grades.student)
                submission = SubmittedAssignment(assignment=assignment, student=student)
                session.add(submission)
            for notebook in assignment.notebooks:
                self._mirror(submission, notebook)
            if grades.timestamp is not None:
                submission.timestamp = grades.timestamp
        return submission

    def _mirror(self, submission: SubmittedAssignment, notebook: Notebook) -> None:
        """Give a submission an entry for a notebook and each of its cells, where it lacks one."""
        session = self._book.db
        mine = next((one for one in submission.notebooks if one.notebook is notebook), None)
        if mine is None:
            mine = SubmittedNotebook(notebook=notebook, assignment=submission)
            session.add(mine)
        graded, commented = {grade.cell for grade in mine.grades}, {comment.cell for comment in mine.comments}
        session.add_all(
            Grade(cell=cell, notebook=mine)
            for cell in [*notebook.grade_cells, *notebook.task_cells]
            if cell not in graded
        )
        session.add_all(
            Comment(cell=cell, notebook=mine)
            for cell in [*notebook.solution_cells, *notebook.task_cells]
            if cell not in commented
        )

    def _penalise(self, submission: SubmittedAssignment, notebook: SubmittedNotebook) -> None:
        """Set the late penalty through the course's plugin, within nbgrader's bounds."""
        late = submission.total_seconds_late
        if notebook.late_submission_penalty is not None:
            notebook.late_submission_penalty = None
        if late > 0:
            self._book.db.refresh(notebook, ["score"])
            penalty = self._penalty(submission.student_id, notebook.score, late)
            if penalty is not None:
                notebook.late_submission_penalty = min(max(penalty, 0), notebook.score)

    def _penalty(self, student: str, score: float, late: float) -> float | None:
        try:
            penalty: float | None = self._late.plugin_inst.late_submission_penalty(student, score, late)
        except Exception as error:  # the course's own code
            raise CourseError(f"the plugin for late penalties failed: {type(error).__name__}: {error}") from error
        return penalty


def _said(error: SQLAlchemyError) -> str:
    return str(getattr(error, "orig", None) or error).strip().splitlines()[0]


def _fill(notebook: SubmittedNotebook, found: NotebookGrades | None) -> None:
    for grade in notebook.grades:
        score = found.scores.get(grade.cell.name) if found else 0.0
        grade.auto_score = score
        grade.needs_manual_grade = found is not None and (grade.manual_score is not None or score is None)
    for comment in notebook.comments:
        if found is not None:
            comment.auto_comment = "No response." if comment.cell.name in found.unanswered else None


def _totals(submission: SubmittedAssignment) -> Totals:
    grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
    penalty = sum(notebook.late_submission_penalty or 0.0 for notebook in submission.notebooks)
    score = sum(
        (grade.auto_score or 0.0 if grade.manual_score is None else grade.manual_score) + (grade.extra_credit or 0.0)
        for grade in grades
    )
    points = sum(grade.cell.max_score for grade in grades)
    return Totals(max(score - penalty, 0.0), points, any(grade.needs_manual_grade for grade in grades))


def patiently(act: Callable[[], Any], undo: Callable[[], Any]) -> Any:
    """Do something to a database that somebody else may lock or change meanwhile, trying again for a while.

    Raises:
        SQLAlchemyError: it is still locked after ``PATIENCE`` seconds, or another error of the database.
    """
    until, pause, overtaken = time.monotonic() + PATIENCE, 0.05, 0
    while True:
        try:
            return act()
        except OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
        except (IntegrityError, StaleDataError, ObjectDeletedError):
            overtaken += 1  # a row was added or removed by somebody else since it was read
            if overtaken > MOST_OVERTAKEN:
                raise
        undo()
        time.sleep(pause)
        pause = min(2 * pause, 2.0)
