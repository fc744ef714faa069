"""A verdict: the score of one exercise, and what there is to tell about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from course_lib.checking.asked.case import MAIN, Case
from course_lib.checking.asked.exercise import Exercise
from course_lib.checking.asked.measure import Measured, measured
from course_lib.checking.diagnosing.clues import Finding
from course_lib.checking.diagnosing.diagnose import diagnose
from course_lib.checking.judging.judge import Aspect, Judged, aspects, judge, score, with_facts
from course_lib.checking.judging.keys import Key
from course_lib.checking.report import as_html, as_text
from course_lib.checking.running.early import CannotRun
from course_lib.checking.running.observe import Observation
from course_lib.checking.telling.display import first_difference, show, show_input


@dataclass(frozen=True)
class Verdict:
    """What a check says. ``repr`` is the score (nbgrader's partial credit); ``print`` gives a
    report to read.

    Attributes:
        name: the exercise.
        score: from 0 to ``points``.
        points: what the exercise is worth.
        aspects: what was judged, each holding or not.
        findings: what there is to tell, most important first.
        example: the smallest failing case, as lines of text.
        note: a sentence instead of a judgement: not started, recorded, or a fault that is not the
            student's; beside a judgement, what was measured against what.
    """

    name: str
    score: float
    points: float
    aspects: tuple[Aspect, ...] = ()
    findings: tuple[Finding, ...] = ()
    example: tuple[str, ...] = ()
    note: str = ""

    @property
    def passed(self) -> bool:
        """Whether the exercise earned all its points."""
        return self.points > 0 and self.score == self.points

    def __repr__(self) -> str:
        return f"{self.score:g}" if self.points else self.note

    def __str__(self) -> str:
        return as_text(self)

    def _repr_html_(self) -> str:
        return as_html(self)


def not_judged(
    name: str, note: str, points: float = 0.0, findings: Sequence[Finding] = ()
) -> Verdict:
    """A verdict that says why nothing was judged, with a score of 0."""
    return Verdict(name, 0.0, points, note=note, findings=tuple(findings))


def not_run(name: str, reason: CannotRun, points: float) -> Verdict:
    """The verdict on code that cannot be run."""
    findings = [Finding(reason.did, reason.think)] if reason.did else []
    return not_judged(name, reason.note, points, findings)


def verdict_on(
    exercise: Exercise,
    cases: list[Case],
    seen: list[Observation],
    key: Key,
    *,
    visible: bool = True,
) -> Verdict:
    """Judge what was observed and tell what there is to tell.

    Args:
        exercise: what was asked.
        cases: the cases observed, in order.
        seen: the observations as ``observe`` returns them; fewer than cases after a time limit.
        key: the right and the wrong answers on these cases.
        visible: whether expected values may be shown; those of hidden cases never are.
    """
    judged = judge(cases, with_facts(exercise, cases, seen), key.expected)
    figures = measured(exercise.measure, cases, [one.value for one in seen])
    found = aspects(exercise, cases, judged, figures)
    points = score(found, key.points)
    note = str(figures) if figures else ""
    if exercise.choices:
        return _recorded(exercise, seen, points, key)
    if points == key.points:
        return Verdict(exercise.name, points, key.points, tuple(found), note=note)
    findings = diagnose(exercise, cases, judged, key)
    if figures and figures.earned < 1 and not findings:
        findings = [_too_low(figures)]
    example = _example(exercise, cases, seen, judged, visible)
    return Verdict(
        exercise.name, points, key.points, tuple(found), tuple(findings), tuple(example), note
    )


def _too_low(figures: Measured) -> Finding:
    """What to tell where the figure is all that is wrong."""
    missing = f"{100 * (figures.full - figures.mean):.1f} percentage points are missing"
    return Finding(
        f"Your answer works, and does not do well enough for all points: {missing}.",
        figures.measure.think,
    )


def _recorded(exercise: Exercise, seen: list[Observation], points: float, key: Key) -> Verdict:
    if points:
        note = f'Recorded: "{seen[0].value}". Read on, and see whether it holds.'
        return Verdict(exercise.name, points, key.points, note=note)
    choices = ", ".join(f'"{choice}"' for choice in exercise.choices)
    return not_judged(
        exercise.name, f"Write your guess first: one of {choices}. No guess is wrong.", key.points
    )


def _example(
    exercise: Exercise,
    cases: list[Case],
    seen: list[Observation],
    judged: list[Judged],
    visible: bool,
) -> list[str]:
    """The smallest failing case: what went in, what came back and, where the case is visible, what
    was expected.
    """
    failing = [i for i, one in enumerate(judged) if one.wrong and i < len(seen)]
    if not failing:
        return []
    smallest = min(failing, key=lambda i: (cases[i].aspect != MAIN, cases[i].size(), i))
    case, one = cases[smallest], judged[smallest]
    lines = (
        [f"Smallest failing case: {show_input(exercise, case)}"] if case.args or case.kwargs else []
    )
    if one.seen.raised is None and not exercise.has_facts:
        lines.append(f"you returned {show(one.seen.value)}")
    if visible and not exercise.has_facts:
        raised = one.expected.raised
        lines.append(
            f"expected a {raised.kind}" if raised else f"expected {show(one.expected.value)}"
        )
        lines += [where] if (where := first_difference(one.wrong[0])) else []
    return lines
