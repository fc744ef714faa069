"""From what was observed to the verdict on it."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence

from course_lib.checking.asked.case import Case
from course_lib.checking.asked.exercise import Exercise
from course_lib.checking.asked.measure import Measured, measured
from course_lib.checking.diagnosing.diagnose import diagnose, with_source
from course_lib.checking.diagnosing.finding import Finding, Ground
from course_lib.checking.judging.aspects import aspects, in_form, score, worth
from course_lib.checking.judging.judge import answer_to
from course_lib.checking.judging.keys import Key
from course_lib.checking.running.early import CannotRun
from course_lib.checking.running.observe import Observation
from course_lib.checking.telling.example import example
from course_lib.checking.verdict import Verdict


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
    observations: list[Observation],
    key: Key,
    *,
    visible: bool = True,
    read: Callable[[], Sequence[Finding]] = tuple,
    tell_apart: Callable[[], Sequence[Finding]] = tuple,
) -> Verdict:
    """Judge what was observed and tell what there is to tell.

    Args:
        exercise: what was asked.
        cases: the cases observed, in order.
        observations: what was observed, as ``observe`` returns them; fewer than cases after a time
            limit.
        key: the right and the wrong answers on these cases.
        visible: whether expected values may be shown; those of hidden cases never are.
        read: finds what the text of the answer shows; called where its behaviour is wrong.
        tell_apart: names a mistake by what more than these cases show; called where these name
            none.
    """
    if exercise.choices:
        return _recorded(exercise, observations, key)
    answer = answer_to(exercise, cases, observations, key)
    figures = measured(exercise.measure, cases, [observation.value for observation in observations])
    judged = tuple(aspects(answer, figures))
    points, most = score(judged, key.points), worth(judged, key.points)
    note = str(figures) if figures else ""
    if all(aspect.holds for aspect in judged):
        return Verdict(exercise.name, points, most, judged, note=note)
    findings = diagnose(answer)
    if not _names_one(findings):
        findings = list(tell_apart()) or findings
    findings = with_source(findings, read())
    named = _names_one(findings)
    if figures and figures.earned < 1 and in_form(answer, figures) and not named:
        findings = [_too_low(figures), *findings]
    shown = tuple(example(answer, findings, visible=visible))
    return Verdict(exercise.name, points, most, judged, tuple(findings), shown, note)


def _names_one(findings: Sequence[Finding]) -> bool:
    """Whether a mistake is named."""
    return any(finding.ground == Ground.MISTAKE for finding in findings)


def _too_low(figures: Measured) -> Finding:
    """What to tell where the figure is all that is wrong."""
    missing = f"{100 * (figures.full - figures.mean):.1f} percentage points are missing"
    did = f"Your answer works, and does not do well enough for all points: {missing}."
    return Finding(did, figures.think, ground=Ground.FIGURE)


def _recorded(exercise: Exercise, observations: list[Observation], key: Key) -> Verdict:
    """The verdict on a guess: any choice earns its points."""
    guess = observations[0].value
    if isinstance(guess, str) and guess in exercise.choices:
        note = f'Recorded: "{guess}". Read on, and see whether it holds.'
        return Verdict(exercise.name, key.points, key.points, note=note)
    choices = ", ".join(f'"{choice}"' for choice in exercise.choices)
    note = f"Write your guess first: one of {choices}. No guess is wrong."
    if isinstance(guess, str) and guess.strip(" .…"):
        near = difflib.get_close_matches(guess, exercise.choices, n=1)
        meant = f' Did you mean "{near[0]}"?' if near else ""
        note = f'"{guess[:60]}" is none of the choices: {choices}.{meant}'
    return not_judged(exercise.name, note, key.points)
