"""Whose score changed when submissions were graded again, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from grader.engine.gradebook.filing import Folders, Submission, what_changed
from grader.engine.gradebook.grades import NotebookMarks, Whose

if TYPE_CHECKING:
    from grader.autograde import Grading


@dataclass(frozen=True)
class Change:
    """A score that is not what it was.

    Attributes:
        submission: whose and what.
        exercise: its name.
        before: points, a person's before autograding's.
        after: the same, now.
        why: what changed, and what the verdict says now.
    """

    submission: Submission
    exercise: str
    before: float
    after: float
    why: str


class Before:
    """What was there before a run: marks, and the stamps of the reports."""

    def __init__(self, grading: Grading, to_do: Sequence[Submission]) -> None:
        """Remember what is there of some submissions."""
        self._grading = grading
        self._lessons = sorted({submission.assignment for submission in to_do})
        self._to_do = {*to_do}
        self._marks = grading.marks(self._lessons)
        self._stamps = {
            whose: grading.folders.kept(submission, whose[2])[0]
            for whose in self._marks
            if (submission := Submission(whose[0], whose[1])) in self._to_do
        }

    def changes(self) -> list[Change]:
        """The scores that have changed since, of what had been graded before."""
        now = self._grading.marks(self._lessons)
        return [
            change
            for whose, stamp in sorted(self._stamps.items())
            if stamp and whose in now
            for change in _of_notebook(
                self._grading.folders, whose, stamp, self._marks[whose], now[whose]
            )
        ]


def _of_notebook(
    folders: Folders, whose: Whose, stamp: str, before: NotebookMarks, after: NotebookMarks
) -> list[Change]:
    submission = Submission(whose[0], whose[1])
    different = [
        cell
        for cell, mark in after.marks.items()
        if cell not in before.marks or before.marks[cell].score != mark.score
    ]
    if not different:
        return []
    new_stamp, verdicts = folders.kept(submission, whose[2])
    changed = what_changed(stamp, new_stamp)
    return [
        Change(
            submission,
            verdicts.get(cell, {}).get("exercise", cell),
            before.marks[cell].score if cell in before.marks else 0.0,
            after.marks[cell].score,
            _why(changed, verdicts.get(cell, {})),
        )
        for cell in sorted(different)
    ]


def _why(changed: str, verdict: Mapping[str, Any]) -> str:
    """What changed, and the first thing that is told of the answer now."""
    findings = [finding["did"] for finding in verdict.get("findings", ())]
    return ": ".join(filter(None, (changed, *findings[:1])))
