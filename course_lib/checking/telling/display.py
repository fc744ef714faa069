"""Short texts for trees and inputs: three significant digits, small arrays in full, large ones by
their shape.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from course_lib.checking.asked.case import Case, Rng
from course_lib.checking.asked.exercise import Exercise
from course_lib.checking.values.compare import Difference
from course_lib.checking.values.kinds import kind_of, show_shape
from course_lib.checking.values.plain import Opaque, Tree

SMALL = 12
"""Arrays of at most so many numbers are shown in full."""


def counted(count: int, one: str, more: str = "") -> str:
    """A number with its noun: ``1 entry``, ``3 entries``; ``more`` is the plural where it is not
    one + s.
    """
    return f"{count} {one if count == 1 else more or one + 's'}"


def within_sentence(sentence: str) -> str:
    """A sentence as it reads after a colon: "Your answer …" becomes "your answer …", a name stays
    as it is.
    """
    first, blank, rest = sentence.partition(" ")
    return (first.lower() if first in COMMON else first) + blank + rest


COMMON = frozenset(
    "A About An All Each Every In It Only One Some The There These This Two Where You Your".split()
)
"""Words that begin a sentence and are no names."""


def listed(names: Sequence[str]) -> str:
    """Names in a row, as code: "`dx`, `dW` and `db`"."""
    marked = [f"`{name}`" for name in names]
    return " and ".join([", ".join(marked[:-1]), marked[-1]] if len(marked) > 1 else marked)


def show(tree: Tree) -> str:
    """A tree as a short text."""
    if isinstance(tree, np.ndarray):
        if tree.ndim == 0:
            return _number(tree.item())
        return (
            _rows(tree.tolist())
            if 0 < tree.size <= SMALL
            else f"an array of shape {show_shape(tree)}"
        )
    if isinstance(tree, dict):
        inside = ", ".join(f"{name!r}: {show(item)}" for name, item in list(tree.items())[:6])
        return f"{{{inside}{', …' if len(tree) > 6 else ''}}}"
    if isinstance(tree, list):
        inside = ", ".join(show(item) for item in tree[:6])
        return f"[{inside}{', …' if len(tree) > 6 else ''}]"
    if isinstance(tree, Opaque):
        return kind_of(tree).replace("`", "")
    if isinstance(tree, str):
        return repr(tree if len(tree) <= 60 else tree[:57] + "…")
    return _number(tree)


def _rows(rows: Any) -> str:
    return "[" + ", ".join(map(_rows, rows)) + "]" if isinstance(rows, list) else _number(rows)


def _number(value: Any) -> str:
    if isinstance(value, float):
        return f"{value + 0.0:.4g}".replace("-", "−")
    return (
        str(value).replace("-", "−")
        if isinstance(value, int) and not isinstance(value, bool)
        else str(value)
    )


def first_difference(one: Difference) -> str:
    """Where two large arrays part first, with both numbers; nothing for what is shown in full."""
    seen, expected = one.seen, one.expected
    if (
        not isinstance(seen, np.ndarray)
        or not isinstance(expected, np.ndarray)
        or expected.size <= SMALL
    ):
        return ""
    if seen.shape != expected.shape or one.kind != "value":
        return ""
    scale = np.abs(expected[np.isfinite(expected)]).max(initial=0.0)
    apart = np.argwhere(~np.isclose(seen, expected, rtol=0, atol=1e-5 * scale, equal_nan=True))
    if not len(apart):
        return ""
    place = tuple(int(i) for i in apart[0])
    inside = "".join(f"[{name!r}]" for name in one.path)
    where = f"{inside}[{', '.join(map(str, place))}]"
    return f"first at {where}: {show(seen[place].item())}, not {show(expected[place].item())}"


def show_input(exercise: Exercise, case: Case) -> str:
    """The arguments of a case: names with small values, or with shapes."""
    named = [
        *zip(exercise.argument_names(len(case.args)), case.args, strict=True),
        *case.kwargs.items(),
    ]
    return ", ".join(f"{name} {_argument(value)}" for name, value in named)


def _inside(value: Any) -> str:
    return _argument(value).removeprefix("= ")


def _argument(value: Any) -> str:
    if isinstance(value, Rng):
        return f"= np.random.default_rng({value.seed})"
    if isinstance(value, np.ndarray) and value.ndim and value.size > SMALL:
        return show_shape(value)
    if isinstance(value, dict) and any(isinstance(item, np.ndarray) for item in value.values()):
        return "{" + ", ".join(f"{name!r}: {_inside(item)}" for name, item in value.items()) + "}"
    return f"= {show(list(value) if isinstance(value, tuple) else value)}"
