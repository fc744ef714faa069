"""What a report keeps of a verdict: plain data, from which pages are made long after grading."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from course_lib.checking.verdict import Verdict

KEPT = "graded"
"""Where a report's metadata hold what the grader found, by the name of each part below."""

PUT_RIGHT = "put-right-before-grading"
"""The id of the cell that tells what was put right, which a page tells in another place."""


WAYS = "how-test-cells-were-judged"
"""The id of the cell that tells how the test cells were judged; a student's page does without."""

BY_VALUE = "by value, apart from the submission's code"
BESIDE = "in the submission's own process, as nbgrader does"


def verdict_as_data(verdict: Verdict) -> dict[str, Any]:
    """A verdict as JSON can hold it: ``exercise``, ``score``, ``points``, ``note``, ``aspects``,
    ``findings`` and ``example``. There is no expected value of a hidden case in it.
    """
    return {
        "exercise": verdict.name,
        "score": verdict.score,
        "points": verdict.points,
        "note": verdict.note,
        "aspects": [
            {"name": aspect.name, "state": aspect.state.name.lower()} for aspect in verdict.aspects
        ],
        "findings": [
            {"did": finding.did, "think": finding.think, "mistake": finding.mistake}
            for finding in verdict.findings
        ],
        "example": list(verdict.example),
    }
