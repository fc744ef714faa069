"""What a term file says, and what follows from it for a student. docs/term.md has its form."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo

DAY = timedelta(days=1)


@dataclass(frozen=True)
class LessonDates:
    """When a lesson comes and when it is due, with zones; and how much it weighs."""

    due: datetime
    release: datetime | None = None
    weight: float = 1.0

    def until(self, extension: timedelta) -> datetime:
        """When it is due with an extension, in UTC."""
        return self.due.astimezone(UTC) + extension

    def later(self, extension: timedelta, days: float) -> timedelta:
        """An extension by some days more, to the same time of the day where clocks change
        between.
        """
        local = self.until(extension).astimezone(self.due.tzinfo) + days * DAY
        return local.astimezone(UTC) - self.due.astimezone(UTC)


@dataclass(frozen=True)
class LatePolicy:
    """What being late costs.

    Attributes:
        per_day: percent of the points earned that each day begun takes off.
        free_days: days that cost nothing, for each student in the whole term.
        most: percent that is taken off at most.
    """

    per_day: float = 0.0
    free_days: int = 0
    most: float = 100.0

    def taken_off(self, late: timedelta) -> float:
        """The part of the points that being late takes off, 0 to 1."""
        return min(self.per_day * days_begun(late), self.most) / 100


@dataclass(frozen=True)
class Term:
    """A term.

    Attributes:
        zone: where its times are.
        lessons: by name, in the order of their due dates.
        late: what being late costs.
        best: how many lessons count, the best ones; all where it is ``None``.
        extensions: how much later a lesson is due, by student and lesson.
    """

    zone: tzinfo = UTC
    lessons: Mapping[str, LessonDates] = field(default_factory=dict)
    late: LatePolicy = field(default_factory=LatePolicy)
    best: int | None = None
    extensions: Mapping[str, Mapping[str, timedelta]] = field(default_factory=dict)

    def extension(self, student: str, handed_in: Mapping[str, datetime]) -> dict[str, timedelta]:
        """How much later each lesson is due for a student, free late days included.

        Free days are used up whole, in the order of the due dates.

        Args:
            student: their id.
            handed_in: when they handed in each lesson that they did, with zones.
        """
        granted = dict(self.extensions.get(student, {}))
        left = self.late.free_days
        for lesson, dates in self.lessons.items():
            if lesson in handed_in and left:
                own = granted.get(lesson, timedelta())
                used = min(days_begun(handed_in[lesson] - dates.until(own)), left)
                left -= used
                if used:
                    granted[lesson] = dates.later(own, used)
        return granted

    def days_late(self, student: str, lesson: str, when: datetime) -> int:
        """Days begun since a lesson was due for a student, their own extension included."""
        dates = self.lessons.get(lesson)
        if dates is None:
            return 0
        granted = self.extensions.get(student, {}).get(lesson, timedelta())
        return days_begun(when - dates.until(granted))

    def is_out(self, lesson: str, now: datetime) -> bool:
        """Whether a lesson may be released; one without a date always may."""
        dates = self.lessons.get(lesson)
        return dates is None or dates.release is None or dates.release <= now

    def total(self, shares: Mapping[str, float], graded: set[str]) -> Total:
        """A student's total so far.

        Args:
            shares: the part of the points that they earned, by lesson.
            graded: the lessons that have been graded for anybody: who is missing there earned 0.
        """
        counted = sorted(
            (lesson for lesson in self.lessons if lesson in graded),
            key=lambda lesson: (-shares.get(lesson, 0.0), -self.lessons[lesson].weight),
        )
        kept = counted[: self.best]
        weight = sum(self.lessons[lesson].weight for lesson in kept)
        earned = sum(self.lessons[lesson].weight * shares.get(lesson, 0.0) for lesson in kept)
        return Total(earned / weight if weight else 0.0, tuple(sorted(set(counted) - set(kept))))


@dataclass(frozen=True)
class Total:
    """A course total: the part of all that counts, and the lessons that do not."""

    share: float
    dropped: tuple[str, ...] = ()


def days_begun(late: timedelta) -> int:
    """Days that have begun since something was due; 0 where it was in time."""
    return max(0, math.ceil(late / DAY))
