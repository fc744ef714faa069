"""Plain data: what may be observed, stored in a key and sent between processes.

A tree is ``None``, a bool, int, float or str, a numeric array, a list, a dict or an ``Opaque``.
Whatever a student's code returns becomes a tree; what has no place in one becomes an ``Opaque``
that only knows its type.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np

from course_lib.checking.values.facts import Fact

Tree = Any
"""None, bool, int, float, str, ndarray (kinds b, i, u, f), list of trees, dict of trees, or
Opaque.
"""

DEEPEST = 12
MOST = 50_000
LONGEST = 20_000
LONGEST_INSIDE = 500
"""Characters of a text within a structure: NumPy gives each text of a list as much room as the
longest takes.
"""
MOST_NUMBERS = 2_000_000
"""Numbers of an array, and rows: an axis without entries counts as one with a single entry."""


@dataclass(frozen=True)
class Opaque:
    """Something that is no plain data: the name of its type."""

    kind: str


TOO_LARGE = Opaque("a structure too large to look at")


class _Budget:
    def __init__(self) -> None:
        self.left = MOST

    def spend(self) -> bool:
        self.left -= 1
        return self.left >= 0


def plain(value: Any, *, in_parts: bool = False) -> Tree:
    """Turn any object into a tree, within fixed bounds of depth and size.

    Args:
        value: anything.
        in_parts: whether a tuple or list of numbers is an answer in parts, and no array of numbers.
    """
    try:
        budget = _Budget()
        if in_parts and isinstance(value, (list, tuple)):
            return _all_plain(value, budget, 1)
        return _plain(value, budget, 0)
    except Exception:  # noqa: BLE001  an object of the student's whose methods fail is no plain data
        return Opaque(type(value).__name__)


def _plain(value: Any, budget: _Budget, depth: int) -> Tree:
    if not budget.spend() or depth > DEEPEST:
        return TOO_LARGE
    if value is None or isinstance(value, (bool, np.bool_)):
        return None if value is None else bool(value)
    if isinstance(value, (int, np.integer)):
        return int(value) if abs(int(value)) < 2**63 else float(value)
    if isinstance(value, (float, np.floating)):
        return float(value)
    if isinstance(value, str):
        return cut(str(value), depth)
    if isinstance(value, np.ndarray):
        return _array(value)
    if isinstance(value, dict):
        if len(value) > budget.left:
            return TOO_LARGE
        return {_name(key): _plain(item, budget, depth + 1) for key, item in value.items()}
    if isinstance(value, (list, tuple, range)):
        items = list(islice(value, MOST_NUMBERS + 1))
        numbers = _as_numbers(items) if len(items) <= MOST_NUMBERS else None
        return _all_plain(items, budget, depth + 1) if numbers is None else numbers
    return Opaque(type(value).__name__)


def _all_plain(items: Iterable[Any], budget: _Budget, depth: int) -> Tree:
    kept = list(islice(items, budget.left + 1))
    return TOO_LARGE if len(kept) > budget.left else [_plain(item, budget, depth) for item in kept]


def cut(text: str, depth: int) -> str:
    """A text, as long as it may be at a depth of a tree."""
    return text[: LONGEST_INSIDE if depth else LONGEST]


def is_too_large(array: np.ndarray) -> bool:
    """Whether an array has more numbers, or more rows without any, than are looked at."""
    return math.prod(size or 1 for size in array.shape) > MOST_NUMBERS


def _array(value: np.ndarray) -> Tree:
    if is_too_large(value):
        return TOO_LARGE
    base = np.array(value, subok=False)
    if base.dtype.kind == "f":
        return base.astype(np.float64)
    if base.dtype.kind in "biu" and base.dtype.itemsize <= 8:
        return base.astype(bool if base.dtype.kind == "b" else np.int64)
    items = base.ravel()[:MOST]
    if base.dtype.kind == "U" or _only_texts(items):
        return [cut(str(item), 1) for item in items]
    return Opaque(f"array of {base.dtype.name}")


def _only_texts(items: np.ndarray) -> bool:
    is_objects = items.dtype.kind == "O" and items.size > 0
    return is_objects and all(isinstance(item, str) for item in items)


def _name(key: Any) -> str | int | float:
    if isinstance(key, (bool, np.bool_)) or not isinstance(
        key, (str, int, float, np.integer, np.floating)
    ):
        return str(key)[:LONGEST]
    if isinstance(key, str):
        return key if type(key) is Fact else str(key)
    return key.item() if isinstance(key, np.generic) else key


def _as_numbers(items: Any) -> np.ndarray | None:
    """A list of numbers (to any even depth) as one array; None where it is no such list."""
    if not len(items) or not _only_numbers(items, 0):
        return None
    try:
        array = _array(np.array(items))
    except ValueError:  # rows of different lengths
        return None
    return array if isinstance(array, np.ndarray) else None


def _only_numbers(items: Any, depth: int) -> bool:
    """Whether every leaf is a number. Arrays are left alone: a list of arrays may be parts, not
    rows.
    """
    return depth <= DEEPEST and all(
        _only_numbers(item, depth + 1) if isinstance(item, (list, tuple)) else _is_scalar(item)
        for item in items
    )


def _is_scalar(item: Any) -> bool:
    if isinstance(item, np.ndarray):
        return item.ndim == 0 and item.dtype.kind in "iuf"
    return isinstance(item, (int, float, np.integer, np.floating)) and not isinstance(item, bool)


def is_number(tree: Tree) -> bool:
    """Whether a tree is one number: a scalar or a 0-d array, and no bool."""
    if isinstance(tree, np.ndarray):
        return tree.ndim == 0 and tree.dtype.kind != "b"
    return isinstance(tree, (int, float)) and not isinstance(tree, bool)


def is_facts(tree: Tree) -> bool:
    """Whether a probe put facts, each true or not, in the place of a value."""
    return (
        isinstance(tree, dict)
        and bool(tree)
        and all(isinstance(name, Fact) and isinstance(holds, bool) for name, holds in tree.items())
    )
