"""The one writer: grades into nbgrader's gradebook, one transaction a submission, the same however
often it is done.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cached_property
from types import TracebackType
from typing import Any, TypeVar

from nbgrader.api import Assignment, Gradebook, MissingEntry, SubmittedAssignment
from nbgrader.coursedir import CourseDirectory
from sqlalchemy.exc import SQLAlchemyError
from traitlets.config import Config

from grader.course import CourseError
from grader.engine.gradebook import rows
from grader.engine.gradebook.grades import NotebookGrades, NotebookMarks, SubmissionGrades, Whose
from grader.engine.gradebook.marks import read_marks
from grader.engine.gradebook.opening import open_gradebook, patiently, said

Result = TypeVar("Result")


@dataclass(frozen=True)
class Totals:
    """A submission's score and points in the gradebook, manual marks, extra credit and penalties
    included.
    """

    score: float
    points: float
    needs_manual_grade: bool


class Penalties:
    """The course's plugin for late submissions."""

    def __init__(self, config: Config) -> None:
        """Load the plugin that nbgrader's configuration names. nbgrader's own takes a second, and
        is loaded when somebody is late.

        Raises:
            CourseError: it cannot be loaded.
        """
        self._config = config
        if config.AssignLatePenalties:
            _ = self._plugin

    @cached_property
    def _plugin(self) -> Any:
        from nbgrader.preprocessors import AssignLatePenalties

        try:
            late = AssignLatePenalties(config=self._config)
            late.init_plugin()
        except Exception as error:  # the plugin is the course's own code, and so is its name
            raise CourseError(
                f"The plugin for late penalties cannot be loaded: {type(error).__name__}: {error}"
            ) from error
        return late.plugin_inst

    def of(self, student: str, score: float, late: float) -> float | None:
        """The penalty for so many seconds, within nbgrader's bounds.

        Raises:
            CourseError: the plugin failed.
        """
        if late <= 0:
            return None
        try:
            penalty: float | None = self._plugin.late_submission_penalty(student, score, late)
        except CourseError:
            raise
        except Exception as error:  # the course's own code
            raise CourseError(
                f"the plugin for late penalties failed: {type(error).__name__}: {error}"
            ) from error
        return None if penalty is None else min(max(penalty, 0), score)


class Recorder(AbstractContextManager["Recorder"]):
    """An open gradebook. Manual scores, extra credit and comments of people are never touched."""

    def __init__(self, coursedir: CourseDirectory) -> None:
        """Open the gradebook.

        Args:
            coursedir: the course; its configuration chooses the plugin for late penalties.

        Raises:
            CourseError: there is none yet, or it cannot be opened.
        """
        self._book = open_gradebook(coursedir)
        self._penalties = Penalties(coursedir.config)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._book.close()

    def assignment(self, name: str) -> Assignment:
        """The released assignment of that name.

        Raises:
            CourseError: it has not been released.
        """
        try:
            return self._read(lambda: self._book.find_assignment(name))
        except MissingEntry:
            raise _not_released(name) from None

    def assignments(self) -> list[str]:
        """The names of the released assignments, in order."""
        names: list[str] = self._read(
            lambda: sorted(assignment.name for assignment in self._book.assignments)
        )
        return names

    def has(self, student: str, assignment: str) -> bool:
        """Whether a submission has been recorded."""
        query = self._book.db.query(SubmittedAssignment).join(SubmittedAssignment.assignment)
        query = query.filter(
            Assignment.name == assignment, SubmittedAssignment.student_id == student
        )
        return bool(self._read(query.count))

    def marks(self, assignments: list[str]) -> dict[Whose, NotebookMarks]:
        """What the gradebook holds of some assignments, by submitted notebook."""
        marks: dict[Whose, NotebookMarks] = self._read(lambda: read_marks(self._book, assignments))
        return marks

    def _read(self, act: Callable[[], Any]) -> Any:
        try:
            return patiently(act, self._book.db.rollback)
        except SQLAlchemyError as error:
            raise CourseError(f"The gradebook cannot be read: {said(error)}") from error

    def change(self, act: Callable[[Gradebook, Penalties], Result]) -> Result:
        """Do something to the gradebook, in a transaction that `act` commits.

        Raises:
            CourseError: the gradebook cannot be written to; nothing has changed then.
        """
        try:
            result: Result = patiently(
                lambda: act(self._book, self._penalties), self._book.db.rollback
            )
        except SQLAlchemyError as error:
            self._book.db.rollback()
            raise CourseError(f"The gradebook cannot be written to: {said(error)}") from error
        except BaseException:
            self._book.db.rollback()
            raise
        return result

    def record(self, grades: SubmissionGrades) -> Totals:
        """Record a submission's grades in one transaction.

        Raises:
            CourseError: the gradebook cannot be written to; nothing of the submission is recorded
                then.
        """
        return self.change(lambda *_: self._record(grades))

    def _record(self, grades: SubmissionGrades) -> Totals:
        session = self._book.db()
        lesson = rows.lesson(session, grades.assignment)
        if lesson is None:
            raise _not_released(grades.assignment)
        entry = rows.entry(session, lesson, grades.student, grades.timestamp, grades.extension)
        marks = {
            cell: _mark(cell, grades.notebooks.get(lesson.notebooks[cell.notebook]), entry)
            for cell in lesson.cells
        }
        graded = {cell: mark for cell, mark in marks.items() if cell.is_graded}
        rows.put_grades(
            session, entry, {cell: (mark.auto, mark.needs_person) for cell, mark in graded.items()}
        )
        rows.put_comments(
            session,
            entry,
            {cell: mark.comment for cell, mark in marks.items() if cell.is_commented},
        )
        earned = dict.fromkeys(lesson.notebooks, 0.0)
        for cell, mark in graded.items():
            earned[cell.notebook] += mark.score
        penalties = {
            notebook: self._penalties.of(grades.student, score, entry.late)
            for notebook, score in earned.items()
        }
        rows.put_penalties(session, entry, penalties)
        session.commit()
        score = sum(earned.values()) - sum(penalty or 0.0 for penalty in penalties.values())
        points = sum(cell.points for cell in graded)
        return Totals(max(score, 0.0), points, any(mark.needs_person for mark in graded.values()))


@dataclass(frozen=True)
class _Mark:
    """What is recorded for a cell, and what it counts: a person's score before autograding's, and
    extra credit.
    """

    auto: float | None
    needs_person: bool
    comment: str | None
    score: float


def _mark(cell: rows.GradebookCell, found: NotebookGrades | None, entry: rows.Entry) -> _Mark:
    person = entry.by_people.get(cell.id, rows.ByPeople())
    auto = found.scores.get(cell.name) if found else 0.0
    needs_person = found is not None and (person.score is not None or auto is None)
    comment = "No response." if found and cell.name in found.unanswered else None
    return _Mark(
        auto,
        needs_person,
        comment,
        (auto or 0.0 if person.score is None else person.score) + person.extra,
    )


def _not_released(name: str) -> CourseError:
    return CourseError(f"{name} is not in the gradebook: run `grader release {name}` first.")
