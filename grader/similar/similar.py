"""Reads the answers of a class, and shows the pairs that share work side by side."""

from __future__ import annotations

import grader.quick_imports  # noqa: F401  before nbformat and nbgrader

# isort: split

from collections.abc import Callable, Sequence
from concurrent.futures import Future, as_completed
from pathlib import Path

import nbformat

from grader.desk.graded import read_report
from grader.desk.submissions import GradedSubmission, graded_submissions, nothing, problem_of
from grader.desk.templates import rendered
from grader.engine.gradebook.filing import Folders, Submission
from grader.engine.outside import stages
from grader.engine.outside.processes import Processes
from grader.nbgrader_api import course_directory
from grader.similar.pairs import Answers, Pair, pairs

_SECONDS = 60.0
"""To read a submission, which takes a thousandth of that."""


class Class:
    """The answers of a class, by lesson and student."""

    def __init__(self, root: Path) -> None:
        self._folders = Folders(course_directory(root))
        self._root = root
        self.answers: dict[str, dict[str, Answers]] = {}
        self.unread: list[str] = []

    def read(
        self,
        submissions: Sequence[Submission],
        *,
        workers: int = 1,
        done: Callable[[str], None] = lambda _: None,
    ) -> None:
        """Read the code of graded submissions, in processes that may be ended."""
        graded, ungraded = graded_submissions(self._root, submissions)
        self.unread += [f"{submission}: {why}" for submission, why in ungraded.items()]
        with Processes(max(min(workers, len(graded)), 1), nothing) as processes:
            started: dict[Future[Answers], Submission] = {
                processes.submit(_read, each): each.submission for each in graded
            }
            for read in as_completed(started):
                submission = started[read]
                if problem := problem_of(read):
                    self.unread.append(f"{submission}: {problem}")
                else:
                    lesson = self.answers.setdefault(submission.assignment, {})
                    lesson[submission.student] = read.result()
                done(str(submission))

    def pairs(self) -> dict[str, list[Pair]]:
        """The pairs of each lesson that has any."""
        by_lesson = {
            lesson: pairs(self.answers[lesson], self._given(lesson))
            for lesson in sorted(self.answers)
        }
        return {lesson: those for lesson, those in by_lesson.items() if those}

    def _given(self, lesson: str) -> Answers:
        """The code of the solution cells as they were released."""
        place = self._folders.released(lesson, "*")[0].parent
        given: dict[str, str] = {}
        for path in sorted(place.glob("*.ipynb")):
            for cell in nbformat.read(path, as_version=4).cells:
                mark = cell.metadata.get("nbgrader", {})
                if mark.get("solution") and cell.cell_type == "code":
                    given[mark["grade_id"]] = cell.source
        return given


def _read(graded: GradedSubmission) -> Answers:
    """The code of one submission by exercise."""
    stages.begin("reading its report", _SECONDS)
    answers: dict[str, str] = {}
    for name, marks in graded.marks.items():
        notebook = read_report(graded.report(name), marks, graded.hidden)
        for exercise in notebook.exercises:
            if exercise.is_code and exercise.answer and not exercise.unanswered:
                answers[exercise.name] = exercise.answer
    return answers


def page(
    title: str, answers: dict[str, dict[str, Answers]], by_lesson: dict[str, list[Pair]]
) -> str:
    """The pairs side by side as HTML that runs nothing and asks nothing of a network."""
    return rendered("similar.html", title=title, answers=answers, by_lesson=by_lesson)
