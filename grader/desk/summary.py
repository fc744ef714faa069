"""What the results of a class say: difficulty, discrimination, mistakes, guesses, who needs a
hand.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

import numpy as np

from course_lib.checking.catalogue import find
from grader.desk.class_data import ClassData, Entry, Row

FEWEST = 10
"""Students from whom a correlation is taken; from fewer it says nothing."""
LOW, DROP = 0.5, 0.25
"""A share of the points below which a student needs a hand, and a fall from their earlier lessons
that says the same.
"""
LECTURE = 3
"""Mistakes to talk about in a lecture."""


@dataclass(frozen=True)
class ExerciseSummary:
    """How a class did in one exercise.

    Attributes:
        lesson: the assignment.
        exercise: its name.
        points: points that could be earned.
        students: how many have a mark for it.
        mean: the mean part of the points that was earned: how easy it was.
        full: the part of the students who earned all.
        unanswered: how many left it as it was released.
        discrimination: the correlation of its points with the rest of the lesson's, −1 to 1;
            ``None`` where it cannot be taken.
    """

    lesson: str
    exercise: str
    points: float
    students: int
    mean: float
    full: float
    unanswered: int
    discrimination: float | None


@dataclass(frozen=True)
class MistakeSummary:
    """A named mistake, and how many students made it; with an answer that nobody is named in."""

    lesson: str
    exercise: str
    mistake: str
    did: str
    think: str
    students: int
    answer: str = ""
    case: tuple[str, ...] = ()


@dataclass(frozen=True)
class GuessSummary:
    """How often each choice was guessed."""

    lesson: str
    exercise: str
    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class LessonSummary:
    """How a class did in one lesson: quartiles of the part of the points, and all parts."""

    lesson: str
    points: float
    students: int
    quartiles: tuple[float, float, float]
    shares: tuple[float, ...]


@dataclass(frozen=True)
class NeedsHand:
    """A student who needs a hand, and why; the part of all points that they have."""

    student: str
    share: float
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Summary:
    """What there is to tell of a class."""

    lessons: tuple[LessonSummary, ...]
    exercises: tuple[ExerciseSummary, ...]
    mistakes: tuple[MistakeSummary, ...]
    lecture: tuple[MistakeSummary, ...]
    guesses: tuple[GuessSummary, ...]
    hands: tuple[NeedsHand, ...]
    warnings: tuple[tuple[str, int], ...]


def summarise(data: ClassData) -> Summary:
    """What there is to tell of a class."""
    mistakes = tuple(_mistakes(data.rows))
    return Summary(
        lessons=tuple(_lesson(data, lesson) for lesson in data.lessons if _of(data, lesson)),
        exercises=tuple(_exercises(data)),
        mistakes=mistakes,
        lecture=tuple(_for_the_lecture(mistakes)),
        guesses=tuple(_guesses(data.rows)),
        hands=tuple(_hands(data)),
        warnings=tuple(_warnings(data)),
    )


def _of(data: ClassData, lesson: str) -> list[Entry]:
    return [entry for entry in data.entries if entry.lesson == lesson]


def _lesson(data: ClassData, lesson: str) -> LessonSummary:
    entries = _of(data, lesson)
    shares = sorted(entry.share for entry in entries)
    low, middle, high = (float(share) for share in np.percentile(shares, (25, 50, 75)))
    points = max(entry.points for entry in entries)
    return LessonSummary(lesson, points, len(entries), (low, middle, high), tuple(shares))


def _exercises(data: ClassData) -> list[ExerciseSummary]:
    by_exercise: dict[tuple[str, str], list[tuple[Row, Entry]]] = defaultdict(list)
    for entry in data.entries:
        for row in entry.rows:
            if row.points and not row.waits:
                by_exercise[row.lesson, row.exercise].append((row, entry))
    return [_exercise(pairs) for pairs in by_exercise.values()]


def _exercise(pairs: list[tuple[Row, Entry]]) -> ExerciseSummary:
    first = pairs[0][0]
    shares = np.array([row.share for row, _ in pairs])
    rest = np.array([sum(other.score for other in e.rows) - row.score for row, e in pairs])
    return ExerciseSummary(
        first.lesson,
        first.exercise,
        first.points,
        len(pairs),
        float(shares.mean()),
        float((shares >= 1).mean()),
        sum(row.unanswered for row, _ in pairs),
        _correlation(shares, rest),
    )


def _correlation(a: np.ndarray, b: np.ndarray) -> float | None:
    """Pearson's r; ``None`` for few students or where one of them does not vary."""
    if len(a) < FEWEST or np.ptp(a) == 0 or np.ptp(b) == 0:
        return None
    return float(np.corrcoef(a, b)[0, 1])


def _mistakes(rows: list[Row]) -> list[MistakeSummary]:
    """The named mistakes, the most common first."""
    made: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in rows:
        for mistake in dict.fromkeys(finding.mistake for finding in row.findings):
            if mistake:
                made[row.lesson, row.exercise, mistake].append(row)
    summaries = [_mistake(*key, rows=same) for key, same in made.items()]
    return sorted(summaries, key=lambda each: (-each.students, each.lesson, each.exercise))


def _mistake(lesson: str, exercise: str, mistake: str, rows: list[Row]) -> MistakeSummary:
    finding = next(one for one in rows[0].findings if one.mistake == mistake)
    alone = [row for row in rows if len(row.findings) == 1 and row.anonymous]
    shortest = min(alone, key=lambda row: len(row.anonymous), default=None)
    answer = shortest.anonymous if shortest else ""
    case = shortest.case if shortest else ()
    students = len({row.student for row in rows})
    return MistakeSummary(
        lesson, exercise, mistake, finding.did, finding.think, students, answer, case
    )


def _for_the_lecture(mistakes: tuple[MistakeSummary, ...]) -> list[MistakeSummary]:
    """The most common mistakes with an answer to show, from different exercises."""
    chosen: dict[tuple[str, str], MistakeSummary] = {}
    for mistake in mistakes:
        if mistake.answer:
            chosen.setdefault((mistake.lesson, mistake.exercise), mistake)
    return list(chosen.values())[:LECTURE]


def _guesses(rows: list[Row]) -> list[GuessSummary]:
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for row in rows:
        if row.guess:
            counts[row.lesson, row.exercise][row.guess] += 1
    summaries = []
    for (lesson, exercise), counted in counts.items():
        asked = find(exercise)
        choices = asked.choices if asked is not None else tuple(counted)
        pairs = tuple((choice, counted[choice]) for choice in choices)
        summaries.append(GuessSummary(lesson, exercise, pairs))
    return summaries


def _hands(data: ClassData) -> list[NeedsHand]:
    by_student: dict[str, list[Entry]] = defaultdict(list)
    for entry in data.entries:
        by_student[entry.student].append(entry)
    hands = []
    for student in data.students:
        entries = by_student[student]
        reasons = tuple(_reasons(data, student, entries))
        points = sum(entry.points for entry in entries)
        share = sum(entry.score for entry in entries) / points if points else 0.0
        if reasons:
            hands.append(NeedsHand(student, share, reasons))
    return sorted(hands, key=lambda hand: (-len(hand.reasons), hand.share))


def _reasons(data: ClassData, student: str, entries: list[Entry]) -> list[str]:
    reasons = [
        f"{_short(entry.lesson)}: {entry.share:.0%} of the points"
        for entry in entries
        if entry.share < LOW
    ]
    if len(entries) > 1:
        last, earlier = entries[-1], entries[:-1]
        before = sum(entry.share for entry in earlier) / len(earlier)
        if last.share >= LOW and before - last.share >= DROP:
            reasons.append(
                f"{_short(last.lesson)}: {last.share:.0%} of the points, after {before:.0%} before"
            )
    unread = [each.assignment for each, _ in data.ungraded if each.student == student]
    reasons += [f"{_short(lesson)}: handed in, and could not be graded" for lesson in unread]
    there = {entry.lesson for entry in entries} | set(unread)
    missing = [_short(lesson) for lesson in data.lessons if lesson not in there]
    if missing:
        reasons.append(f"not handed in: {', '.join(missing)}")
    return reasons


def _short(lesson: str) -> str:
    """A lesson's number, where its name begins with one."""
    number = lesson.split("_", 1)[0]
    return number if number.isdigit() else lesson


def _warnings(data: ClassData) -> list[tuple[str, int]]:
    """What an instructor should know of how the submissions ran, each with how many had it."""
    counts = Counter(text for entry in data.entries for text in dict.fromkeys(entry.warnings))
    return counts.most_common()
