"""``grader feedback``: a page for each graded notebook, in processes that are ended where one takes
too long.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, as_completed
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path

from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from grader.course import CourseError
from grader.desk.graded import read_report
from grader.desk.hidden_parts import HiddenParts
from grader.desk.page import About, page
from grader.engine.gradebook.filing import Folders, Submission
from grader.engine.gradebook.handed_in import TIMESTAMP
from grader.engine.gradebook.marks import NotebookMarks, read_marks
from grader.engine.outside import stages
from grader.engine.outside.processes import Processes, PutAside
from grader.engine.outside.warm_process import GraderFault
from grader.files import write_whole
from grader.nbgrader_api import load_config, scripts_on_path

_SECONDS = 120.0
"""For the pages of a submission, which take a thousandth of that."""
_CARRIED = (TIMESTAMP, "submission_secret.txt")
"""What nbgrader wants beside a page to hand it back."""
_MADE_FROM = ("feedback.html", "page.css")


@dataclass(frozen=True)
class _Task:
    """The pages of one submission: where its reports lie, where the pages go, and its marks by
    notebook.
    """

    reports: Path
    target: Path
    about: About
    marks: dict[str, NotebookMarks]
    hidden: HiddenParts
    force: bool


def make_pages(
    root: Path, submissions: Sequence[Submission], *, workers: int = 1, force: bool = False
) -> Iterator[tuple[Submission, str]]:
    """Make the pages of graded submissions; yields each with what went wrong, if so.

    A page that is there already and would not change is left alone.

    Args:
        root: the course's folder.
        submissions: whose pages to make.
        workers: how many processes make them.
        force: whether to make all anew.
    """
    tasks = _tasks(root, submissions, force)
    with Processes(min(workers, max(len(tasks), 1)), _nothing) as processes:
        started: dict[Future[None], Submission] = {}
        for submission, task in tasks.items():
            if isinstance(task, str):
                yield submission, task
            else:
                started[processes.submit(_make, task)] = submission
        for made in as_completed(started):
            yield started[made], _problem(made)


def _problem(made: Future[None]) -> str:
    try:
        made.result()
    except (PutAside, MemoryError) as why:
        return f"put aside, because {why}"
    except (CourseError, GraderFault) as error:
        return str(error)
    except Exception as error:  # noqa: BLE001 - no submission ends a run
        return f"{type(error).__name__}: {error}"
    return ""


def _nothing() -> None:
    """There is nothing to begin with."""


def _tasks(
    root: Path, submissions: Sequence[Submission], force: bool
) -> dict[Submission, _Task | str]:
    """What to do for each submission, or why there is nothing that can be done."""
    config = load_config(root)
    coursedir = CourseDirectory(config=config)
    folders, hidden = Folders(coursedir), HiddenParts.of(config)
    marks, people = _gradebook(coursedir, config, submissions)
    tasks: dict[Submission, _Task | str] = {}
    for submission in submissions:
        found = marks.get(submission, {})
        reports = folders.autograded(submission)
        there = {
            name: mark for name, mark in found.items() if (reports / f"{name}.ipynb").is_file()
        }
        if not there:
            tasks[submission] = "there is no report of it in autograded/"
            continue
        whose = submission.student
        about = About(whose, people.get(whose, ""), submission.assignment, "")
        target = folders.feedback(submission)
        tasks[submission] = _Task(reports, target, about, there, hidden, force)
    return tasks


def _gradebook(
    coursedir: CourseDirectory, config: Config, submissions: Sequence[Submission]
) -> tuple[dict[Submission, dict[str, NotebookMarks]], dict[str, str]]:
    """The marks of each submission by notebook, and the names of the students that have one."""
    assignments = sorted({submission.assignment for submission in submissions})
    scripts_on_path()
    with Gradebook(coursedir.db_url, coursedir.course_id) as book:
        marks: dict[Submission, dict[str, NotebookMarks]] = {}
        for (assignment, student, name), found in read_marks(book, assignments).items():
            marks.setdefault(Submission(assignment, student), {})[name] = found
        people = {
            student.id: " ".join(filter(None, (student.first_name, student.last_name)))
            for student in book.students
        }
    return marks, people


def _make(task: _Task) -> None:
    """Make the pages of one submission, in a process that may be ended."""
    stages.begin("making its page", _SECONDS)
    for name, marks in task.marks.items():
        report = (task.reports / f"{name}.ipynb").read_bytes()
        about = replace(task.about, notebook=name)
        about = replace(about, stamp=_stamp(report, marks, about, task.hidden))
        path = task.target / f"{name}.html"
        if task.force or _stamp_in(path) != about.stamp:
            graded = read_report(report, marks, task.hidden)
            write_whole(path, page(graded, marks, about, task.hidden))
    for carried in _CARRIED:
        source = task.reports / carried
        if source.is_file() and not source.is_symlink():
            shutil.copyfile(source, task.target / carried)


def _stamp(report: bytes, marks: NotebookMarks, about: About, hidden: HiddenParts) -> str:
    """A digest of all that a page is made from."""
    entries = sorted(marks.marks.items()), sorted(marks.comments.items()), sorted(marks.unanswered)
    made_from = repr((entries, marks.penalty, about, hidden, _form()))
    return hashlib.sha256(report + made_from.encode("utf-8", "backslashreplace")).hexdigest()


@cache
def _form() -> str:
    """A digest of how pages look."""
    folder = files("grader")
    parts = [(folder / "data" / name).read_bytes() for name in _MADE_FROM]
    parts += [
        (folder / "desk" / name).read_bytes() for name in ("page.py", "cells.py", "graded.py")
    ]
    return hashlib.sha256(b"".join(parts)).hexdigest()


def _stamp_in(path: Path) -> str:
    """The stamp of a page that is there already."""
    try:
        with path.open(encoding="utf-8") as file:
            head = file.read(500)
    except (OSError, ValueError):
        return ""
    return head.partition('name="grader-stamp" content="')[2].partition('"')[0]
