"""nbgrader's plugin for late submissions, by the term file of the course."""

from __future__ import annotations

from datetime import timedelta
from functools import cached_property
from pathlib import Path

from nbgrader.plugins import LateSubmissionPlugin

from grader.term.reading import read_term
from grader.term.term import Term


class TermPenalty(LateSubmissionPlugin):  # type: ignore[misc]  # nbgrader has no types
    """Takes off what the term file says. Extensions and free days are in the gradebook, where
    nbgrader counts them before it asks.
    """

    def late_submission_penalty(
        self, student_id: str, score: float, total_seconds_late: float
    ) -> float | None:
        """The points to take off.

        Args:
            student_id: whose submission it is; the policy is everybody's.
            score: points earned.
            total_seconds_late: after the due date, extension included.
        """
        late = timedelta(seconds=total_seconds_late)
        share = self._term.late.taken_off(late) if self._term else 0.0
        return round(score * share, 2) or None

    @cached_property
    def _term(self) -> Term | None:
        root = self.parent.config.CourseDirectory.get("root", "") if self.parent else ""
        return read_term(Path(root or "."))
