"""``grader autograde``: every submission to a grade or a named problem."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from nbgrader.api import MissingEntry
from traitlets.config import Config

from grader.course import Course, CourseError
from grader.nbgrader_api import autograde as grade_in_kernel
from grader.nbgrader_api import gradebook, load_config


@dataclass(frozen=True, order=True)
class Submission:
    """What one student handed in for one lesson."""

    lesson: str
    student: str

    def __str__(self) -> str:
        return f"{self.student}/{self.lesson}"


@dataclass(frozen=True)
class Graded:
    """A submission's grade, or the problem that stood in its way."""

    submission: Submission
    score: float = 0.0
    points: float = 0.0
    problem: str = ""


def find_submissions(course: Course, lessons: list[str], student: str | None = None) -> list[Submission]:
    """The submissions to lessons, from everybody or from one student.

    Raises:
        CourseError: the student has handed in none of them.
    """
    folder = course.root / "submitted"
    found = [
        Submission(path.name, path.parent.name)
        for path in folder.glob("*/*")
        if path.name in lessons and path.is_dir() and student in (None, path.parent.name)
    ]
    if not found:
        whose = f"{student} has" if student else "There are"
        raise CourseError(f"{whose} no submissions to {', '.join(lessons)} in submitted/.")
    return sorted(found)


def autograde(
    course: Course, submissions: list[Submission], progress: Callable[[str], None] = lambda name: None
) -> list[Graded]:
    """Grade submissions and record the grades. One that cannot be graded is a problem, never a zero."""
    config = load_config(course.root)
    graded = []
    for submission in submissions:
        graded.append(_grade(course, config, submission))
        progress(str(submission))
    return graded


def _grade(course: Course, config: Config, submission: Submission) -> Graded:
    path = _notebook(course, submission)
    if not path.is_file():
        return Graded(submission, problem=f"the notebook {path.name} is missing")
    try:
        grade_in_kernel(config, submission.lesson, submission.student)
        with gradebook(course) as book:
            found = book.find_submission(submission.lesson, submission.student)
            return Graded(submission, found.score, found.max_score)
    except (CourseError, MissingEntry) as error:
        return Graded(submission, problem=str(error))


def _notebook(course: Course, submission: Submission) -> Path:
    return course.root / "submitted" / submission.student / submission.lesson / f"{submission.lesson}.ipynb"
