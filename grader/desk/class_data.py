"""A class's results: a row for each exercise of each student, read from reports and gradebook."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, as_completed
from dataclasses import dataclass, field, replace
from pathlib import Path

from course_lib.checking.asked.course import open_course
from course_lib.checking.catalogue import find
from grader.course import Course
from grader.desk.graded import Found, GradedExercise, read_report
from grader.desk.submissions import (
    GradedSubmission,
    Person,
    graded_submissions,
    problem_of,
)
from grader.engine.gradebook.filing import Submission
from grader.engine.outside import stages
from grader.engine.outside.processes import Processes
from grader.term.term import Term, Total

_SECONDS = 60.0
"""To read the reports of a submission, which takes a thousandth of that."""
_LONGEST_EXAMPLE = 1500
"""Characters of an answer that is shown to a class."""


@dataclass(frozen=True)
class Row:
    """One exercise of one student.

    Attributes:
        student: their id.
        lesson: the assignment.
        exercise: its name.
        score: points earned.
        points: points that could be earned.
        waits: whether a person has yet to mark it.
        unanswered: whether it was handed in as it was released.
        findings: what the verdict tells.
        case: the case that shows the first finding, as lines of text.
        guess: the choice, where the exercise asks for a guess.
        anonymous: the answer without comments and names, where a mistake was named in it.
    """

    student: str
    lesson: str
    exercise: str
    score: float
    points: float
    waits: bool = False
    unanswered: bool = False
    findings: tuple[Found, ...] = ()
    case: tuple[str, ...] = ()
    guess: str = ""
    anonymous: str = ""

    @property
    def share(self) -> float:
        """The part of the points that was earned, 0 to 1 or, with extra credit, above."""
        return self.score / self.points if self.points else 1.0


@dataclass(frozen=True)
class Entry:
    """One submission: its rows, the points taken off for being late, what an instructor should
    know of it, and who the student is.
    """

    student: str
    lesson: str
    rows: tuple[Row, ...]
    penalty: float = 0.0
    warnings: tuple[str, ...] = ()
    person: Person = field(default_factory=Person)

    @property
    def score(self) -> float:
        """Points earned, less what being late cost."""
        return max(sum(row.score for row in self.rows) - self.penalty, 0.0)

    @property
    def points(self) -> float:
        """Points that could be earned."""
        return sum(row.points for row in self.rows)

    @property
    def share(self) -> float:
        """The part of the points that was earned."""
        return self.score / self.points if self.points else 1.0


@dataclass(frozen=True)
class ClassData:
    """The results of a class.

    Attributes:
        entries: the graded submissions, by lesson and student.
        ungraded: submissions without a grade, each with the reason.
        totals: course totals by student, where a term file says what counts.
        canvas: Canvas's own numbers of students, where they are known.
    """

    entries: tuple[Entry, ...]
    ungraded: tuple[tuple[Submission, str], ...] = ()
    totals: Mapping[str, Total] = field(default_factory=dict)
    canvas: Mapping[str, str] = field(default_factory=dict)

    def with_totals(self, term: Term) -> ClassData:
        """The same results with course totals."""
        shares: dict[str, dict[str, float]] = {student: {} for student in self.students}
        for entry in self.entries:
            shares[entry.student][entry.lesson] = entry.share
        graded = {entry.lesson for entry in self.entries}
        totals = {student: term.total(theirs, graded) for student, theirs in shares.items()}
        return replace(self, totals=totals)

    @property
    def lessons(self) -> list[str]:
        """The lessons that were handed in, in order."""
        return sorted({submission.assignment for submission in self._all()})

    @property
    def students(self) -> list[str]:
        """Everybody who handed in anything."""
        return sorted({submission.student for submission in self._all()})

    @property
    def rows(self) -> list[Row]:
        """All rows, in order."""
        return [row for entry in self.entries for row in entry.rows]

    def _all(self) -> list[Submission]:
        graded = [Submission(entry.lesson, entry.student) for entry in self.entries]
        return [*graded, *(submission for submission, _ in self.ungraded)]


def read_class(
    root: Path,
    submissions: Sequence[Submission],
    *,
    workers: int = 1,
    done: Callable[[str], None] = lambda _: None,
) -> ClassData:
    """Read the results of a class.

    Args:
        root: the course's folder.
        submissions: what to read.
        workers: how many processes read.
        done: called with the name of each submission that has been read.
    """
    graded, ungraded = graded_submissions(root, submissions)
    entries: list[Entry] = []
    course = Course(root)
    course.ask()
    asked = open_course, course.package, str(course.library)
    with Processes(max(min(workers, len(graded)), 1), *asked) as processes:
        started: dict[Future[Entry], Submission] = {
            processes.submit(_read, each): each.submission for each in graded
        }
        for read in as_completed(started):
            submission = started[read]
            problem = problem_of(read)
            if problem:
                ungraded[submission] = problem
            else:
                entries.append(read.result())
            done(str(submission))
    entries.sort(key=lambda entry: (entry.lesson, entry.student))
    return ClassData(tuple(entries), tuple(sorted(ungraded.items())))


def _read(graded: GradedSubmission) -> Entry:
    """The results of one submission, in a process that may be ended."""
    stages.begin("reading its report", _SECONDS)
    student, lesson = graded.submission.student, graded.submission.assignment
    rows: list[Row] = []
    warnings: list[str] = []
    for name, marks in graded.marks.items():
        notebook = read_report(graded.report(name), marks, graded.hidden)
        warnings += [*notebook.stopped, *notebook.changes]
        names = [student, *str(graded.person).split()]
        rows += [_row(exercise, student, lesson, names) for exercise in notebook.exercises]
    penalty = sum(marks.penalty for marks in graded.marks.values())
    return Entry(student, lesson, tuple(rows), penalty, tuple(warnings), graded.person)


def _row(exercise: GradedExercise, student: str, lesson: str, names: list[str]) -> Row:
    mark = exercise.mark
    row = Row(student, lesson, exercise.name, mark.score, mark.points, mark.waits)
    is_named = any(finding.mistake for finding in exercise.findings)
    return replace(
        row,
        unanswered=exercise.unanswered,
        findings=exercise.findings,
        case=exercise.example,
        guess=_guess(exercise),
        anonymous=anonymous(exercise.answer, names) if is_named and exercise.is_code else "",
    )


def _guess(exercise: GradedExercise) -> str:
    """The choice that was recorded, if the exercise asks for one."""
    asked = find(exercise.name)
    choices = asked.choices if asked is not None else ()
    return next((choice for choice in choices if f'Recorded: "{choice}"' in exercise.note), "")


def anonymous(answer: str, names: Sequence[str]) -> str:
    """An answer without comments and docstrings; nothing where a name still stands in it.

    Args:
        answer: Python code.
        names: what the author is called.
    """
    if len(answer) > 4 * _LONGEST_EXAMPLE:
        return ""
    try:
        tree = ast.parse(answer)
        for node in ast.walk(tree):
            _drop_docstring(node)
        text = ast.unparse(tree)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ""
    has_name = any(
        re.search(rf"\b{re.escape(name)}\b", text, re.IGNORECASE) for name in names if name
    )
    return "" if has_name or len(text) > _LONGEST_EXAMPLE else text


def _drop_docstring(node: ast.AST) -> None:
    if not isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.AsyncFunctionDef)):
        return
    first = node.body[0]
    is_text = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    if is_text and len(node.body) > 1:
        del node.body[0]
