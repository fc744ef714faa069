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

from grader.desk.graded import read_report
from grader.desk.hidden_parts import HiddenParts
from grader.desk.page import About, page
from grader.desk.submissions import GradedSubmission, graded_submissions, nothing, problem_of
from grader.engine.gradebook.filing import Folders, Submission
from grader.engine.gradebook.grades import NotebookMarks
from grader.engine.gradebook.handed_in import TIMESTAMP
from grader.engine.outside import stages
from grader.engine.outside.processes import Processes
from grader.files import write_whole
from grader.nbgrader_api import course_directory

_SECONDS = 120.0
"""For the pages of a submission, which take a thousandth of that."""
_CARRIED = (TIMESTAMP, "submission_secret.txt")
"""What nbgrader wants beside a page to hand it back."""
_MADE_FROM = ("feedback.html", "page.css")


@dataclass(frozen=True)
class _Task:
    """The pages of one submission, and where they go."""

    graded: GradedSubmission
    target: Path
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
    graded, ungraded = graded_submissions(root, submissions)
    folders = Folders(course_directory(root))
    yield from ungraded.items()
    with Processes(max(min(workers, len(graded)), 1), nothing) as processes:
        started: dict[Future[None], Submission] = {}
        for each in graded:
            task = _Task(each, folders.feedback(each.submission), force)
            started[processes.submit(_make, task)] = each.submission
        for made in as_completed(started):
            yield started[made], problem_of(made)


def _make(task: _Task) -> None:
    """Make the pages of one submission, in a process that may be ended."""
    stages.begin("making its page", _SECONDS)
    graded = task.graded
    for name, marks in graded.marks.items():
        report = graded.report(name)
        about = About(
            graded.submission.student, str(graded.person), graded.submission.assignment, name
        )
        about = replace(about, stamp=_stamp(report, marks, about, graded.hidden))
        path = task.target / f"{name}.html"
        if task.force or _stamp_in(path) != about.stamp:
            notebook = read_report(report, marks, graded.hidden)
            write_whole(path, page(notebook, marks, about, graded.hidden))
    for carried in _CARRIED:
        source = graded.folder / carried
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
        (folder / "desk" / name).read_bytes()
        for name in ("page.py", "cells.py", "formulas.py", "graded.py", "templates.py")
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
