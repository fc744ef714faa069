"""Cases and answers as data that a carrier of numbers, texts, lists and arrays can take across."""

from __future__ import annotations

from typing import Any

import numpy as np

from course_lib.checking.asked.case import Case, Rng
from course_lib.checking.values.facts import Fact
from course_lib.checking.values.plain import Opaque

MOST_TEXT = 2000
"""Characters of a text that crosses; the rest is cut off."""


def case_to_data(case: Case) -> dict[str, Any]:
    """A case as plain data: its inputs, and the sizes and the aspect that a probe may look at."""
    sizes: dict[str, Any] = dict(case.sizes)
    return {
        "args": encode(case.args),
        "kwargs": encode(case.kwargs),
        "sizes": sizes,
        "aspect": case.aspect,
    }


def case_from_data(data: dict[str, Any]) -> Case:
    """The case that ``case_to_data`` was given."""
    case = Case(*decode(data["args"]), **decode(data["kwargs"])).sized(**data["sizes"])
    return case.decides(data["aspect"])


def encode(value: Any) -> Any:
    """A value in a form that a carrier takes."""
    if isinstance(value, np.generic):
        return {"g": np.asarray(value)}
    if isinstance(value, tuple):
        return {"t": [encode(item) for item in value]}
    if isinstance(value, list):
        return [encode(item) for item in value]
    if isinstance(value, dict):
        return {"d": [_entry(key, item) for key, item in value.items()]}
    if isinstance(value, Rng):
        return {"r": value.seed}
    return {"o": value.kind} if isinstance(value, Opaque) else value


def decode(data: Any) -> Any:
    """The value that ``encode`` was given.

    Raises:
        TypeError, ValueError, KeyError: it was given none.
    """
    if isinstance(data, list):
        return [decode(item) for item in data]
    if not isinstance(data, dict):
        return data
    ((kind, inside),) = data.items()
    if kind == "t":
        return tuple(decode(item) for item in inside)
    if kind == "d":
        return {_key(key, *is_fact): decode(item) for key, item, *is_fact in inside}
    if kind == "g":
        return np.asarray(inside)[()]
    return Rng(int(inside)) if kind == "r" else Opaque(short_text(inside))


def _entry(key: str | float, item: Any) -> list[Any]:
    """An entry of a dict: its name, what it stands for, and whether it is that of a fact."""
    return [str(key), encode(item), True] if isinstance(key, Fact) else [key, encode(item)]


def _key(key: Any, is_fact: Any = False) -> str | int | float:
    if not isinstance(key, (str, int, float)):
        raise TypeError("not a name")
    return Fact(key) if is_fact is True else key


def short_text(value: Any) -> str:
    """A text, cut to ``MOST_TEXT`` characters.

    Raises:
        TypeError: it is no text.
    """
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value[:MOST_TEXT]
