"""``grader feedback``: pages made in a process that is ended where one takes too long."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from grader.course import CourseError
from grader.engine.gradebook.filing import Submission
from grader.engine.outside.processes import Processes, PutAside
from grader.engine.outside.warm_process import GraderFault
from grader.nbgrader_api import feedback_pages


def make_pages(root: Path, submissions: Sequence[Submission]) -> Iterator[tuple[Submission, str]]:
    """Make the pages of graded submissions; yields each with what went wrong, if so."""
    with Processes(1, _nothing) as pages:
        started = [
            (one, pages.submit(feedback_pages, root, one.assignment, one.student))
            for one in submissions
        ]
        for submission, made in started:
            try:
                made.result()
            except (PutAside, MemoryError) as why:
                yield submission, f"put aside, because {why}"
            except (CourseError, GraderFault) as error:
                yield submission, str(error)
            except Exception as error:  # noqa: BLE001 - no submission ends a run
                yield submission, f"{type(error).__name__}: {error}"
            else:
                yield submission, ""


def _nothing() -> None:
    """There is nothing to begin with."""
