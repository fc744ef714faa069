"""``check("name")``: the verdict on an exercise, in the notebook, from the keys alone."""

from __future__ import annotations

import contextlib
import difflib
import dis
import inspect
import itertools
import sys
from functools import lru_cache
from typing import Any

from course_lib.checking.case import Case
from course_lib.checking.exercise import REGISTRY, Exercise, asked_signature
from course_lib.checking.forensics import Finding
from course_lib.checking.keys import Damaged, Key, load
from course_lib.checking.kinds import with_article
from course_lib.checking.observe import observe
from course_lib.checking.verdict import Verdict, not_judged, verdict_on

MISSING: Any = object()
LATEST: dict[str, Verdict] = {}
"""The latest verdict on each exercise in this kernel."""
_passed: dict[str, Any] = {}


def check(name: str, subject: Any = MISSING) -> Verdict:
    """Check an exercise and say what is right, what is wrong and why.

    Args:
        name: the exercise, ``"mse_loss"``; the notebook's function (or class) of that name is checked.
        subject: another function to check in its place, for instance an older attempt.

    Returns:
        A verdict: the notebook shows it as a report, ``print`` as text, ``repr`` as the score.
    """
    namespace = sys._getframe(1).f_globals
    exercise = find(name)
    if exercise is None:
        return not_judged(name, unknown(name))
    verdict = verdict_in(exercise, namespace, namespace.get(name, MISSING) if subject is MISSING else subject)
    if subject is MISSING:
        LATEST[name] = verdict
        if verdict.passed:
            _passed[name] = namespace[name]
    return verdict


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
    """Whether an exercise passes its check; what has passed is not run again until it is defined anew."""
    subject = namespace.get(exercise.name, MISSING)
    if subject is not MISSING and _passed.get(exercise.name, MISSING) is subject:
        return True
    passed = verdict_in(exercise, namespace, subject).passed
    if passed:
        _passed[exercise.name] = subject
    return passed


def verdict_in(exercise: Exercise, namespace: dict[str, Any], subject: Any) -> Verdict:
    """The verdict on ``subject`` on the visible cases."""
    try:
        cases, key = visible(exercise.name)
    except FileNotFoundError:
        return _ours(exercise.name, "missing")
    except Damaged:
        return _ours(exercise.name, "damaged")
    if not _fits(exercise.name):
        return _ours(exercise.name, "stale")
    early = before_running(exercise, subject, key.points)
    if early is not None:
        return early
    return verdict_on(exercise, cases, observe(exercise, subject, cases, namespace), key)


def _ours(name: str, what: str) -> Verdict:
    """The verdict where the key of an exercise is of no use."""
    repair = "Install the course's `course_lib` again; on a clone of the repository, run `grader generate`."
    return not_judged(name, f"This is not your mistake: the key of `{name}` is {what}. {repair}")


@lru_cache(maxsize=128)
def visible(name: str) -> tuple[list[Case], Key]:
    """The visible cases of an exercise, and their key."""
    return REGISTRY[name].cases(), load(name)


@lru_cache(maxsize=128)
def _fits(name: str) -> bool:
    cases, key = visible(name)
    return key.fits(cases)


def prepare() -> None:
    """Draw the visible cases of every exercise and read its key now, not at its first check."""
    import course_lib.exercises  # noqa: F401  fills the registry

    for name in REGISTRY:
        with contextlib.suppress(FileNotFoundError, Damaged):  # its check will say so
            _fits(name)


def find(name: str) -> Exercise | None:
    """The exercise of that name, or ``None``."""
    import course_lib.exercises  # noqa: F401  fills the registry

    return REGISTRY.get(name)


def unknown(name: str) -> str:
    """A sentence for a name that is no exercise."""
    near = difflib.get_close_matches(str(name), REGISTRY, n=1)
    return f"There is no exercise called `{name}`." + (f" Did you mean `{near[0]}`?" if near else "")


def before_running(exercise: Exercise, subject: Any, points: float) -> Verdict | None:
    """The verdict on what cannot be run: undefined, not callable, not started, another signature."""
    name = exercise.name
    if subject is MISSING:
        return not_judged(name, f"`{name}` is not defined yet: run the cell that defines it, then this one.", points)
    if exercise.choices:
        return None
    if not callable(subject):
        kind = type(subject).__name__
        return not_judged(
            name, f"`{name}` is {with_article(kind)}, not a function: is the name used again somewhere?", points
        )
    if _is_empty(subject):
        return not_judged(name, f"`{name}` is still empty: write its body, run the cell, then run this one.", points)
    if not _can_be_called(exercise, subject):
        think = CONSTRUCTOR if isinstance(subject, type) else SIGNATURE
        asked, own = f"{name}({exercise.signature})", _signature(subject)
        return not_judged(
            name,
            "",
            points,
            [Finding(f"Your `{name}` takes `{own}`; it is called as `{asked}`.", think)],
        )
    return None


CONSTRUCTOR = "Compare `def __init__` with the statement. Its name has two underscores on each side; `self` is first."
SIGNATURE = "Compare the `def` line with the statement: names after `*` are given by name, the others by place."


def _is_empty(subject: Any) -> bool:
    """Whether a function has no body but its docstring; a class, whether all its methods are such."""
    if isinstance(subject, type):
        methods = [member for member in vars(subject).values() if inspect.isfunction(member)]
        return bool(methods) and all(map(_is_empty, methods))
    code = getattr(subject, "__code__", None)
    if code is None:
        return False
    does = (step for step in dis.get_instructions(code) if step.opname not in ("RESUME", "NOP"))
    steps = list(itertools.islice(does, 3))  # one more than an empty body has
    names = [step.opname for step in steps]
    only_none = all(step.argval is None for step in steps if step.opname in ("LOAD_CONST", "RETURN_CONST"))
    return names in (["LOAD_CONST", "RETURN_VALUE"], ["RETURN_CONST"]) and only_none


def _can_be_called(exercise: Exercise, subject: Any) -> bool:
    try:
        own = inspect.signature(subject)
    except (TypeError, ValueError):  # built in C: let the call show
        return True
    asked = asked_signature(exercise.signature).parameters.values()
    places = [None for one in asked if one.kind is not one.KEYWORD_ONLY]
    named = {one.name: None for one in asked if one.kind is one.KEYWORD_ONLY}
    try:
        own.bind(*places, **named)
    except TypeError:
        return False
    return True


def _signature(subject: Any) -> str:
    parameters = inspect.signature(subject).parameters.values()
    return f"({', '.join(str(one.replace(annotation=one.empty)) for one in parameters)})"
