"""What autograding found, and what the gradebook holds: plain data, which workers take and give
without any database.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta


@dataclass(frozen=True)
class NotebookGrades:
    """What autograding found in one notebook.

    Attributes:
        scores: points by ``grade_id``; ``None`` waits for a person.
        unanswered: the ``grade_id`` of solution cells that were handed in as they were released.
    """

    scores: dict[str, float | None]
    unanswered: frozenset[str] = frozenset()


@dataclass(frozen=True)
class SubmissionGrades:
    """What autograding found in one submission. A notebook that is not in it was not handed in: it
    earns 0. Where there is no extension, the gradebook's stays.
    """

    student: str
    assignment: str
    timestamp: datetime | None = None
    extension: timedelta | None = None
    notebooks: dict[str, NotebookGrades] = field(default_factory=dict)


@dataclass(frozen=True)
class Mark:
    """The mark of one graded cell: a person's before autograding's, extra credit included.

    Attributes:
        score: what it counts.
        points: the most that it may count without extra credit.
        waits: whether a person has yet to mark it.
        by_person: whether a person has marked it.
    """

    score: float
    points: float
    waits: bool = False
    by_person: bool = False


@dataclass
class NotebookMarks:
    """What the gradebook holds of one submitted notebook.

    Attributes:
        marks: by ``grade_id``, in no order.
        comments: what people wrote, by the ``grade_id`` of the solution cell.
        unanswered: solution cells that were handed in as they were released.
        penalty: points taken off for being late.
    """

    marks: dict[str, Mark] = field(default_factory=dict)
    comments: dict[str, str] = field(default_factory=dict)
    unanswered: set[str] = field(default_factory=set)
    penalty: float = 0.0

    @property
    def score(self) -> float:
        """All points together, less the penalty."""
        return max(sum(mark.score for mark in self.marks.values()) - self.penalty, 0.0)

    @property
    def points(self) -> float:
        """What could be earned."""
        return sum(mark.points for mark in self.marks.values())


Whose = tuple[str, str, str]
"""An assignment, a student and a notebook."""
