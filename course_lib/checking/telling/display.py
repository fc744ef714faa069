"""Short texts for trees and inputs: three significant digits, small arrays in full, large ones by
their shape.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from course_lib.checking.asked.case import Case, Rng
from course_lib.checking.asked.exercise import Exercise, asked_signature
from course_lib.checking.values.compare import Difference, Kind, Path
from course_lib.checking.values.kinds import kind_of, show_shape
from course_lib.checking.values.plain import Opaque, Tree

SMALL = 12
"""Arrays of at most so many numbers are shown in full."""
DIGITS = 4
"""Significant digits of a number, where they are enough."""
COUNT = "number of "
"""How a probe names what it has counted: "number of steps"."""
MOST_ITEMS = 6
"""So many entries of a list or a dict are shown."""
CHANGE = "change of "
"""How a probe names what became of an array that is changed in place: "change of W1"."""
LONG = 400
"""An input that takes more characters than this is shown by its shapes."""


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


def show(tree: Tree, digits: int = DIGITS) -> str:
    """A tree as a short text, numbers with so many significant digits."""
    if isinstance(tree, np.ndarray):
        if tree.ndim == 0:
            return _number(tree.item(), digits)
        if 0 < tree.size <= SMALL:
            return _rows(tree.tolist(), digits)
        return f"an array of shape {show_shape(tree)}"
    if isinstance(tree, dict):
        items = list(tree.items())[:MOST_ITEMS]
        inside = [f"{name!r}: {show(item, digits)}" for name, item in items]
        return "{" + ", ".join(inside) + _more(len(tree)) + "}"
    if isinstance(tree, list):
        inside = [show(item, digits) for item in tree[:MOST_ITEMS]]
        return "[" + ", ".join(inside) + _more(len(tree)) + "]"
    if isinstance(tree, Opaque):
        return kind_of(tree).replace("`", "")
    if isinstance(tree, str):
        return repr(tree if len(tree) <= 60 else tree[:57] + "…")
    return _number(tree, digits)


def show_apart(observed: Tree, expected: Tree) -> tuple[str, str]:
    """Both trees as texts, with as many digits as it takes to see that they differ."""
    for digits in (DIGITS, 6, 8, 10, 12, 17):
        left, right = show(observed, digits), show(expected, digits)
        if left != right:
            break
    return left, right


def _more(count: int) -> str:
    return ", …" if count > MOST_ITEMS else ""


def _rows(rows: Any, digits: int) -> str:
    if not isinstance(rows, list):
        return _number(rows, digits)
    return "[" + ", ".join(_rows(row, digits) for row in rows) + "]"


def _number(value: Any, digits: int) -> str:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return str(value)
    text = f"{value + 0.0:.{digits}g}" if isinstance(value, float) else str(value)
    return text.replace("-", "−")


def show_path(exercise: Exercise, path: Path) -> str:
    """A place in an answer as a student would write it: ``losses[1]``, ``params['W1']``."""
    steps = list(path)
    if steps and str(steps[-1]).startswith((CHANGE, COUNT)):
        return f"the {steps[-1]}"
    text = "your answer"
    if steps and exercise.parts:
        first = steps.pop(0)
        is_position = isinstance(first, int) and first < len(exercise.parts)
        text = exercise.parts[int(first)] if is_position else str(first)
    return text + "".join(f"[{step!r}]" for step in steps)


def first_apart(exercise: Exercise, difference: Difference, before: str = "expected") -> str:
    """Where two large arrays part first, with both numbers; nothing for what is shown in full.

    ``before`` is the word that the second number follows.
    """
    observed, expected = difference.observed, difference.expected
    if not isinstance(observed, np.ndarray) or not isinstance(expected, np.ndarray):
        return ""
    if difference.kind != Kind.VALUE or observed.shape != expected.shape:
        return ""
    if expected.size <= SMALL:
        return ""
    scale = np.abs(expected[np.isfinite(expected)]).max(initial=0.0)
    near = np.isclose(observed, expected, rtol=0, atol=1e-5 * scale, equal_nan=True)
    if near.all():
        return ""
    place = tuple(int(i) for i in np.argwhere(~near)[0])
    where = show_path(exercise, difference.path) + f"[{', '.join(map(str, place))}]"
    left, right = show_apart(observed[place].item(), expected[place].item())
    return f"first apart at {where}: {left}, {before} {right}"


def show_input(exercise: Exercise, case: Case) -> str:
    """The arguments of a case: names with small values, or with shapes."""
    names = exercise.argument_names(len(case.args))
    named = [*zip(names, case.args, strict=True), *case.kwargs.items()]
    asked = asked_signature(exercise.signature).parameters
    shown = [(name, value) for name, value in named if name in asked or _is_data(value)]
    text = ", ".join(f"{name} {_argument(value, SMALL)}" for name, value in shown)
    if len(text) > LONG:
        text = ", ".join(f"{name} {_argument(value, 1)}" for name, value in shown)
    return text


def _is_data(value: Any) -> bool:
    """Whether it is arrays, and no setting that only a probe reads."""
    if isinstance(value, (list, tuple, dict)):
        items = value.values() if isinstance(value, dict) else value
        return any(map(_is_data, items))
    return isinstance(value, np.ndarray)


def _argument(value: Any, small: int) -> str:
    if isinstance(value, Rng):
        return f"= np.random.default_rng({value.seed})"
    if isinstance(value, np.ndarray) and value.ndim and value.size > small:
        return show_shape(value)
    if isinstance(value, dict) and any(isinstance(item, np.ndarray) for item in value.values()):
        inside = (f"{name!r}: {_inside(item, small)}" for name, item in value.items())
        return "{" + ", ".join(inside) + "}"
    if small == 1 and isinstance(value, list) and len(value) > MOST_ITEMS:
        return f"({len(value)} entries)"
    return f"= {show(list(value) if isinstance(value, tuple) else value)}"


def _inside(value: Any, small: int) -> str:
    return _argument(value, small).removeprefix("= ")
