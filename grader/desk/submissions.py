"""Which submissions have been graded, where their reports lie, and what the gradebook says."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader.course import CourseError
from grader.desk.hidden_parts import HiddenParts
from grader.engine.gradebook.filing import Folders, Submission
from grader.engine.gradebook.grades import NotebookMarks
from grader.engine.outside.processes import PutAside
from grader.engine.outside.warm_process import GraderFault
from grader.nbgrader_api import course_directory

if TYPE_CHECKING:
    from nbgrader.coursedir import CourseDirectory


@dataclass(frozen=True)
class Person:
    """What the gradebook knows of a student besides the id; each may be empty."""

    first: str = ""
    last: str = ""
    email: str = ""

    def __str__(self) -> str:
        return " ".join(filter(None, (self.first, self.last)))


@dataclass(frozen=True)
class GradedSubmission:
    """A submission that has been graded.

    Attributes:
        submission: whose and what.
        person: the student, as the gradebook has them.
        folder: where its reports lie.
        marks: what the gradebook holds of it, by notebook.
        hidden: what of an instructor's cell no student sees.
    """

    submission: Submission
    person: Person
    folder: Path
    marks: dict[str, NotebookMarks]
    hidden: HiddenParts

    def report(self, notebook: str) -> bytes:
        """The report on a notebook, as JSON."""
        return (self.folder / f"{notebook}.ipynb").read_bytes()


def graded_submissions(
    root: Path, submissions: Sequence[Submission]
) -> tuple[list[GradedSubmission], dict[Submission, str]]:
    """Those that have been graded; and the others, each with why it has not."""
    coursedir = course_directory(root)
    folders, hidden = Folders(coursedir), HiddenParts.of(coursedir.config)
    marks, people = _gradebook(coursedir, submissions)
    graded: list[GradedSubmission] = []
    ungraded: dict[Submission, str] = {}
    for submission in submissions:
        folder = folders.autograded(submission)
        there = {
            name: marked
            for name, marked in marks.get(submission, {}).items()
            if (folder / f"{name}.ipynb").is_file()
        }
        if there:
            person = people.get(submission.student, Person())
            graded.append(GradedSubmission(submission, person, folder, there, hidden))
        else:
            ungraded[submission] = "it has not been graded: there is no report in autograded/"
    return graded, ungraded


def _gradebook(
    coursedir: CourseDirectory, submissions: Sequence[Submission]
) -> tuple[dict[Submission, dict[str, NotebookMarks]], dict[str, Person]]:
    """The marks of each submission by notebook, and who the students are."""
    from grader.engine.gradebook.marks import read_marks  # no process that makes pages needs them
    from grader.engine.gradebook.opening import open_gradebook

    assignments = sorted({submission.assignment for submission in submissions})
    with open_gradebook(coursedir) as book:
        marks: dict[Submission, dict[str, NotebookMarks]] = {}
        for (assignment, student, name), marked in read_marks(book, assignments).items():
            marks.setdefault(Submission(assignment, student), {})[name] = marked
        people = {
            student.id: Person(
                student.first_name or "", student.last_name or "", student.email or ""
            )
            for student in book.students
        }
    return marks, people


def problem_of(work: Future[Any]) -> str:
    """What went wrong in a process that worked on a submission; nothing where all went well."""
    try:
        work.result()
    except (PutAside, MemoryError) as why:
        return f"put aside, because {why}"
    except (CourseError, GraderFault) as error:
        return str(error)
    except Exception as error:  # noqa: BLE001 - no submission ends a run
        return f"{type(error).__name__}: {error}"
    return ""


def nothing() -> None:
    """What a process begins with that needs no preparation."""
