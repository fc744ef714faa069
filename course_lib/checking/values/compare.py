"""Hold one tree against another: the one comparison behind judging, keys and diagnosis."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np

from course_lib.checking.values.plain import MOST_NUMBERS, Opaque, Tree, is_number, plain

RELATIVE = 1e-5
"""Tolerance relative to the largest expected number of an array; float32 arithmetic stays well
below it.
"""

Path = tuple[str | int | float, ...]


class Kind(StrEnum):
    """In what two trees differ."""

    VALUE = "value"
    SHAPE = "shape"  # the numbers agree, the shape does not
    TYPE = "type"
    LENGTH = "length"
    MISSING = "missing"
    EXTRA = "extra"
    EXCEPTION = "exception"
    NO_EXCEPTION = "no exception"


@dataclass(frozen=True)
class Difference:
    """One place where two trees part.

    Attributes:
        path: where, as keys and positions from the root.
        kind: in what they differ there.
        observed: the subtree that was observed.
        expected: the subtree that was expected.
    """

    path: Path
    kind: Kind
    observed: Tree
    expected: Tree


def differences(
    observed: Tree, expected: Tree, floor: float, path: Path = ()
) -> Iterator[Difference]:
    """Yield every difference between ``observed`` and ``expected``, outermost first."""
    if isinstance(expected, dict):
        yield from _in_dict(observed, expected, floor, path)
    elif isinstance(expected, list):
        yield from _in_list(observed, expected, floor, path)
    else:
        if isinstance(expected, np.ndarray) and isinstance(observed, list):
            observed = stacked(observed)
        kind = _leaf(observed, expected, floor)
        if kind:
            yield Difference(path, kind, observed, expected)


def same(observed: Tree, expected: Tree, floor: float) -> bool:
    """Whether two trees agree within the tolerances."""
    return next(differences(observed, expected, floor), None) is None


def identical(left: Tree, right: Tree) -> bool:
    """Whether two trees agree to the last bit."""
    if isinstance(left, np.ndarray) and isinstance(right, np.ndarray):
        alike = left.dtype == right.dtype and left.shape == right.shape
        return alike and left.tobytes() == right.tobytes()
    if isinstance(left, dict) and isinstance(right, dict):
        return list(left) == list(right) and all(identical(left[key], right[key]) for key in left)
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(identical, left, right))
    if isinstance(left, float) and isinstance(right, float):
        return left == right or (math.isnan(left) and math.isnan(right))
    return type(left) is type(right) and bool(left == right)


def _in_dict(
    observed: Tree, expected: dict[Any, Tree], floor: float, path: Path
) -> Iterator[Difference]:
    if not isinstance(observed, dict):
        yield Difference(path, Kind.TYPE, observed, expected)
        return
    for key, value in expected.items():
        if key in observed:
            yield from differences(observed[key], value, floor, (*path, key))
        else:
            yield Difference((*path, key), Kind.MISSING, None, value)
    for key in observed:
        if key not in expected:
            yield Difference((*path, key), Kind.EXTRA, observed[key], None)


def _in_list(
    observed: Tree, expected: list[Tree], floor: float, path: Path
) -> Iterator[Difference]:
    if isinstance(observed, np.ndarray) and observed.ndim:
        if len(observed) != len(expected):
            yield Difference(path, Kind.LENGTH, observed, expected)
            return
        observed = [plain(item) for item in observed]
    if not isinstance(observed, list):
        yield Difference(path, Kind.TYPE, observed, expected)
        return
    if len(observed) != len(expected):
        yield Difference(path, Kind.LENGTH, observed, expected)
        return
    for i, (left, right) in enumerate(zip(observed, expected, strict=True)):
        yield from differences(left, right, floor, (*path, i))


def _leaf(observed: Tree, expected: Tree, floor: float) -> Kind | None:
    if isinstance(expected, bool):
        return _truth(observed, expected)
    if is_number(expected) or isinstance(expected, np.ndarray):
        return _numbers(observed, expected, floor)
    if not isinstance(expected, (str, type(None), Opaque)):
        raise TypeError(f"not a tree: {type(expected).__name__}")
    if type(observed) is not type(expected):
        return Kind.TYPE
    return None if observed == expected else Kind.VALUE


def _truth(observed: Tree, expected: bool) -> Kind | None:
    if isinstance(observed, np.ndarray) and observed.shape == () and observed.dtype == bool:
        observed = bool(observed)
    if not isinstance(observed, bool):
        return Kind.TYPE
    return None if observed == expected else Kind.VALUE


def stacked(rows: list[Tree]) -> Tree:
    """A list of equal arrays or of bools, as one array; the list itself where its rows do not
    fit.
    """
    if not 0 < _count(rows) <= MOST_NUMBERS:
        return rows
    try:
        return np.array(rows)
    except ValueError:
        return rows


def _count(tree: Tree) -> int:
    """How many numbers there are in a list, at any depth, rows without any included; more than may
    be where there is something else.
    """
    if isinstance(tree, list):
        return sum(map(_count, tree)) or 1
    if isinstance(tree, np.ndarray):
        return math.prod(size or 1 for size in tree.shape)
    return 1 if isinstance(tree, (bool, int, float)) else MOST_NUMBERS + 1


def _numbers(observed: Tree, expected: Tree, floor: float) -> Kind | None:
    if not is_number(observed) and not isinstance(observed, np.ndarray):
        return Kind.TYPE
    left, right = np.asarray(observed), np.asarray(expected)
    if (left.dtype.kind == "b") != (right.dtype.kind == "b"):
        return Kind.TYPE
    if left.shape == right.shape:
        return None if close(left, right, floor) else Kind.VALUE
    fits = left.size == right.size and _squeezed(left) == _squeezed(right)
    return Kind.SHAPE if fits and close(left.reshape(right.shape), right, floor) else Kind.VALUE


def _squeezed(array: np.ndarray) -> tuple[int, ...]:
    return tuple(size for size in array.shape if size != 1)


def close(observed: np.ndarray, expected: np.ndarray, floor: float) -> bool:
    """Whether two arrays of one shape agree: max|a − b| ≤ 1e-5 · max|b| + floor; nan and inf only
    match themselves.
    """
    left, right = np.asarray(observed, dtype=float), np.asarray(expected, dtype=float)
    if not right.size:
        return True
    largest = float(np.abs(right).max())
    if math.isfinite(largest):  # most of the time; nan or inf on the left is below no bound
        return float(np.abs(left - right).max()) <= RELATIVE * largest + floor
    finite = np.isfinite(right)
    if not np.array_equal(left[~finite], right[~finite], equal_nan=True):
        return False
    if not np.isfinite(left[finite]).all():
        return False
    if not finite.any():
        return True
    largest = float(np.abs(right[finite]).max())
    return float(np.abs(left[finite] - right[finite]).max()) <= RELATIVE * largest + floor
