"""Code that cannot be run at all: undefined, not callable, not started, another signature."""

from __future__ import annotations

import dis
import inspect
import itertools
from dataclasses import dataclass
from typing import Any

from course_lib.checking.asked.exercise import Exercise, asked_signature
from course_lib.checking.values.kinds import with_article

MISSING: Any = object()
"""Stands for a name that the notebook does not define."""

CONSTRUCTOR = (
    "Compare `def __init__` with the statement. Its name has two underscores on each side; "
    "`self` is first."
)
SIGNATURE = (
    "Compare the `def` line with the statement: names after `*` are given by name, the others "
    "by place."
)


@dataclass(frozen=True)
class CannotRun:
    """Why an answer was not run: a note for one that is not there yet, or what its author did.

    Attributes:
        note: what is missing.
        did: what they did and how we can tell.
        think: what to think about next.
    """

    note: str = ""
    did: str = ""
    think: str = ""


def before_running(exercise: Exercise, subject: Any) -> CannotRun | None:
    """Why a subject cannot be run; ``None`` where it can."""
    name = exercise.name
    if subject is MISSING:
        return CannotRun(
            f"`{name}` is not defined yet: run the cell that defines it, then this one."
        )
    if exercise.choices:
        return None
    if not callable(subject):
        kind = with_article(type(subject).__name__)
        return CannotRun(f"`{name}` is {kind}, not a function: is the name used again somewhere?")
    if _is_empty(subject):
        return CannotRun(
            f"`{name}` is still empty: write its body, run the cell, then run this one."
        )
    if not _can_be_called(exercise, subject):
        asked, own = f"{name}({exercise.signature})", _signature(subject)
        think = CONSTRUCTOR if isinstance(subject, type) else SIGNATURE
        return CannotRun(
            did=f"Your `{name}` takes `{own}`; it is called as `{asked}`.", think=think
        )
    return None


def _is_empty(subject: Any) -> bool:
    """Whether a function has no body but its docstring; a class, whether all its methods but
    ``__init__`` are such.
    """
    if isinstance(subject, type):
        members = {**vars(subject), "__init__": None}  # often given: it alone does nothing yet
        methods = [member for member in members.values() if inspect.isfunction(member)]
        return bool(methods) and all(map(_is_empty, methods))
    code = getattr(subject, "__code__", None)
    if code is None:
        return False
    does = (step for step in dis.get_instructions(code) if step.opname not in ("RESUME", "NOP"))
    steps = list(itertools.islice(does, 3))  # one more than an empty body has
    names = [step.opname for step in steps]
    only_none = all(
        step.argval is None for step in steps if step.opname in ("LOAD_CONST", "RETURN_CONST")
    )
    return names in (["LOAD_CONST", "RETURN_VALUE"], ["RETURN_CONST"]) and only_none


def _can_be_called(exercise: Exercise, subject: Any) -> bool:
    try:
        own = inspect.signature(subject)
    except (TypeError, ValueError):  # built in C: let the call show
        return True
    asked = asked_signature(exercise.signature).parameters.values()
    places = [None for parameter in asked if parameter.kind is not parameter.KEYWORD_ONLY]
    named = {
        parameter.name: None for parameter in asked if parameter.kind is parameter.KEYWORD_ONLY
    }
    try:
        own.bind(*places, **named)
    except TypeError:
        return False
    return True


def _signature(subject: Any) -> str:
    parameters = inspect.signature(subject).parameters.values()
    return f"({', '.join(str(each.replace(annotation=each.empty)) for each in parameters)})"
