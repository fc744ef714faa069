"""``check("name")``: the verdict on an exercise, in the notebook, from the keys alone."""

from __future__ import annotations

import contextlib
import sys
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np

from course_lib.checking.asked.case import MAIN, Case
from course_lib.checking.asked.course import course_folder
from course_lib.checking.asked.exercise import REGISTRY, Exercise
from course_lib.checking.catalogue import find, unknown
from course_lib.checking.deciding import not_judged, not_run, verdict_on
from course_lib.checking.diagnosing.diagnose import diagnose_part
from course_lib.checking.diagnosing.finding import Finding
from course_lib.checking.diagnosing.source import source_findings, source_of
from course_lib.checking.judging.judge import answer_to
from course_lib.checking.judging.keys import Damaged, Key, load
from course_lib.checking.running.early import MISSING, before_running
from course_lib.checking.running.observe import observe
from course_lib.checking.surroundings import not_run_since, replaced, with_stand_ins
from course_lib.checking.verdict import Verdict

LATEST: dict[str, Verdict] = {}
"""The latest verdict on each exercise in this kernel."""
_passed: dict[str, Any] = {}
_failed: dict[str, Any] = {}
"""What exercises whose check takes seconds last failed with: it is not run again for every cell
that waits.
"""


def check(name: str, subject: Any = MISSING, *, part: str | None = None) -> Verdict:
    """Check an exercise and say what is right, what is wrong and why.

    Args:
        name: the exercise, ``"mse_loss"``; the notebook's function (or class) of that name is
            checked.
        subject: another function to check in its place, for instance an older attempt.
        part: one piece to check alone, ``"schedule"``; your progress waits for a check of all.

    Returns:
        A verdict: the notebook shows it as a report, ``print`` as text, ``repr`` as the score.
    """
    namespace = sys._getframe(1).f_globals
    name = getattr(name, "__name__", name)  # check(train) says what check("train") says
    exercise = find(name)
    if exercise is None:
        return not_judged(str(name), unknown(name))
    own = namespace.get(name, MISSING)
    verdict = verdict_in(exercise, namespace, own if subject is MISSING else subject, part)
    told = with_stand_ins(verdict, failing_helpers(exercise, namespace))
    if subject is not MISSING or part is not None:
        return told
    _remember(exercise, verdict, own)
    notes = (told.note, not_run_since(name))
    told = replace(told, note=" ".join(filter(None, notes)))
    LATEST[name] = told
    _keep_for_review(told)
    return told


def failing_helpers(exercise: Exercise, namespace: dict[str, Any]) -> list[str]:
    """The learner's own earlier exercises that the library's versions stand in for, and that do not
    pass their checks.
    """
    return [
        earlier
        for earlier in replaced(exercise, namespace)
        if not _passes(REGISTRY[earlier], namespace)
    ]


def _keep_for_review(verdict: Verdict) -> None:
    """Note a named mistake beside the lessons, where a person works on them."""
    if verdict.findings:
        from course_lib.desk.mistakes import note
        from course_lib.plot import person_at_front_end

        if person_at_front_end():
            note(verdict)


def ready(*names: str) -> bool:
    """Whether these exercises pass their checks; prints one line for the first that does not."""
    namespace = sys._getframe(1).f_globals
    for name in names:
        exercise = find(name)
        if exercise is None:
            print(unknown(name))
            return False
        if not _passes(exercise, namespace):
            print(f"This cell waits for `{name}`: come back and run it when its check passes.")
            return False
    return True


def _passes(exercise: Exercise, namespace: dict[str, Any]) -> bool:
    """Whether an exercise passes its check; what has passed is not run again until it is defined
    anew.
    """
    name = exercise.name
    subject = namespace.get(name, MISSING)
    for subjects, passed in ((_passed, True), (_failed, False)):
        if subject is not MISSING and subjects.get(name, MISSING) is subject:
            return passed
    return _remember(exercise, verdict_in(exercise, namespace, subject), subject)


def _remember(exercise: Exercise, verdict: Verdict, subject: Any) -> bool:
    """Keep how a check went, and say whether the cells that wait for it may go on.

    Of an open design a part of the points is enough: it works, and can be looked at.
    """
    name = exercise.name
    passed = verdict.passed or (exercise.open_design and verdict.score > 0)
    if passed:
        _passed[name] = subject
    if exercise.heavy and not passed:
        _failed[name] = subject
    else:
        _failed.pop(name, None)
    return passed


def verdict_in(
    exercise: Exercise, namespace: dict[str, Any], subject: Any, part: str | None = None
) -> Verdict:
    """The verdict on ``subject`` on the visible cases, or on those of one part alone."""
    try:
        cases, key = visible(exercise.name)
    except FileNotFoundError:
        return _ours(exercise, "missing")
    except Damaged:
        return _ours(exercise, "damaged")
    if not _fits(exercise):
        return _ours(exercise, "stale")
    if part is not None:
        places = [i for i, case in enumerate(cases) if case.aspect == part]
        if not places:
            return not_judged(exercise.name, _parts(exercise.name, cases))
        cases, key = [cases[i] for i in places], key.on(places)
    reason = before_running(exercise, subject)
    if reason is not None:
        return not_run(exercise.name, reason, key.points if part is None else 0.0)
    observations = observe(exercise, subject, cases, namespace)

    def read() -> list[Finding]:
        data = [name for name, value in namespace.items() if isinstance(value, DATA)]
        return source_findings(exercise, source_of(subject), data)

    def tell_apart() -> list[Finding]:
        return [] if part is None else _named_by_all(exercise, namespace, subject, part)

    return verdict_on(exercise, cases, observations, key, read=read, tell_apart=tell_apart)


def _named_by_all(
    exercise: Exercise, namespace: dict[str, Any], subject: Any, part: str
) -> list[Finding]:
    """The mistakes behind one part, as far as a run of all cases tells them apart."""
    cases, key = visible(exercise.name)
    places = [i for i, case in enumerate(cases) if case.aspect == part]
    observations = observe(exercise, subject, cases, namespace)
    named = diagnose_part(answer_to(exercise, cases, observations, key), part)
    return [
        replace(finding, place=None if finding.place is None else places.index(finding.place))
        for finding in named
    ]


DATA = (int, float, list, np.ndarray)
"""What a notebook's variables hold that an answer may read in the place of its arguments."""


def _parts(name: str, cases: list[Case]) -> str:
    """A sentence for a name that is no part of an exercise."""
    parts = [f'"{aspect}"' for aspect in dict.fromkeys(case.aspect for case in cases)]
    if parts == [f'"{MAIN}"']:
        return f"`{name}` is checked as a whole: leave `part` out."
    return f"The parts of `{name}` are {', '.join(parts)}."


def _ours(exercise: Exercise, what: str) -> Verdict:
    """The verdict where the key of an exercise is of no use."""
    name = exercise.name
    repair = (
        f"Install the course's `{exercise.package}` again; in the course's own folder, run `grader"
        " generate`."
    )
    return not_judged(name, f"This is not your mistake: the key of `{name}` is {what}. {repair}")


def visible(name: str) -> tuple[list[Case], Key]:
    """The visible cases of an exercise, and their key."""
    return _visible(REGISTRY[name])


@lru_cache(maxsize=128)
def _visible(exercise: Exercise) -> tuple[list[Case], Key]:
    return exercise.cases(), load(exercise.name, course_folder(exercise.package) / "keys")


@lru_cache(maxsize=128)
def _fits(exercise: Exercise) -> bool:
    cases, key = _visible(exercise)
    return key.fits(cases)


def prepare() -> None:
    """Draw the visible cases of every exercise and read its key now, not at its first check."""
    for exercise in REGISTRY.values():
        with contextlib.suppress(FileNotFoundError, Damaged):  # its check will say so
            _fits(exercise)
