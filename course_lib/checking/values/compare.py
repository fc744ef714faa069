"""Hold one tree against another: the one comparison behind judging, keys and diagnosis."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from course_lib.checking.values.plain import Opaque, Tree, is_number, plain

RELATIVE = 1e-5
"""Tolerance relative to the largest expected number of an array; float32 arithmetic stays well
below it.
"""

Path = tuple[str | int | float, ...]


@dataclass(frozen=True)
class Difference:
    """One place where two trees part.

    Attributes:
        path: where, as keys and positions from the root.
        kind: "shape" (the numbers agree, the shape does not), "value", "type" or "missing".
        seen: the subtree that was seen.
        expected: the subtree that was expected.
    """

    path: Path
    kind: str
    seen: Tree
    expected: Tree


def differences(seen: Tree, expected: Tree, floor: float, path: Path = ()) -> Iterator[Difference]:
    """Yield every difference between ``seen`` and ``expected``, outermost first."""
    if isinstance(expected, dict):
        yield from _in_dict(seen, expected, floor, path)
    elif isinstance(expected, list):
        yield from _in_list(seen, expected, floor, path)
    else:
        if isinstance(expected, np.ndarray) and isinstance(seen, list):
            seen = _stacked(seen)
        kind = _leaf(seen, expected, floor)
        if kind:
            yield Difference(path, kind, seen, expected)


def same(seen: Tree, expected: Tree, floor: float) -> bool:
    """Whether two trees agree within the tolerances."""
    return next(differences(seen, expected, floor), None) is None


def identical(one: Tree, other: Tree) -> bool:
    """Whether two trees agree to the last bit."""
    if isinstance(one, np.ndarray) and isinstance(other, np.ndarray):
        return (
            one.dtype == other.dtype
            and one.shape == other.shape
            and one.tobytes() == other.tobytes()
        )
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and all(identical(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(identical, one, other))
    if isinstance(one, float) and isinstance(other, float):
        return one == other or (math.isnan(one) and math.isnan(other))
    return type(one) is type(other) and bool(one == other)


def _in_dict(
    seen: Tree, expected: dict[Any, Tree], floor: float, path: Path
) -> Iterator[Difference]:
    if not isinstance(seen, dict):
        yield Difference(path, "type", seen, expected)
        return
    for key, value in expected.items():
        if key in seen:
            yield from differences(seen[key], value, floor, (*path, key))
        else:
            yield Difference((*path, key), "missing", None, value)
    for key in seen:
        if key not in expected:
            yield Difference((*path, key), "extra", seen[key], None)


def _in_list(seen: Tree, expected: list[Tree], floor: float, path: Path) -> Iterator[Difference]:
    if isinstance(seen, np.ndarray) and seen.ndim:
        seen = [plain(item) for item in seen]
    if not isinstance(seen, list) or len(seen) != len(expected):
        yield Difference(path, "type" if not isinstance(seen, list) else "length", seen, expected)
        return
    for i, (one, other) in enumerate(zip(seen, expected, strict=True)):
        yield from differences(one, other, floor, (*path, i))


def _leaf(seen: Tree, expected: Tree, floor: float) -> str:
    if isinstance(expected, bool):
        answers = isinstance(seen, bool) or (
            isinstance(seen, np.ndarray) and seen.shape == () and seen.dtype == bool
        )
        return "type" if not answers else "" if bool(seen) == expected else "value"
    if is_number(expected) or isinstance(expected, np.ndarray):
        return _numbers(seen, expected, floor)
    if isinstance(expected, (str, type(None), Opaque)):
        return "type" if type(seen) is not type(expected) else "" if seen == expected else "value"
    raise TypeError(f"not a tree: {type(expected).__name__}")


def _stacked(rows: list[Tree]) -> Tree:
    """A list of equal arrays or of bools, as one array; the list itself where its rows do not
    fit.
    """
    try:
        array = np.array(rows)
    except ValueError:
        return rows
    return array if array.dtype.kind in "biuf" else rows


def _numbers(seen: Tree, expected: Tree, floor: float) -> str:
    if not is_number(seen) and not isinstance(seen, np.ndarray):
        return "type"
    one, other = np.asarray(seen), np.asarray(expected)
    if (one.dtype.kind == "b") != (other.dtype.kind == "b"):
        return "type"
    if one.shape != other.shape:
        fits = one.size == other.size and _squeezed(one) == _squeezed(other)
        return "shape" if fits and close(one.reshape(other.shape), other, floor) else "value"
    return "" if close(one, other, floor) else "value"


def _squeezed(array: np.ndarray) -> tuple[int, ...]:
    return tuple(size for size in array.shape if size != 1)


def close(seen: np.ndarray, expected: np.ndarray, floor: float) -> bool:
    """Whether two arrays of one shape agree: max|a − b| ≤ 1e-5 · max|b| + floor; nan and inf only
    match themselves.
    """
    one, other = np.asarray(seen, dtype=float), np.asarray(expected, dtype=float)
    if not other.size:
        return True
    largest = float(np.abs(other).max())
    if math.isfinite(
        largest
    ):  # most of the time; a nan or an infinity in ``one`` is not below any bound
        return float(np.abs(one - other).max()) <= RELATIVE * largest + floor
    finite = np.isfinite(other)
    if (
        not np.array_equal(one[~finite], other[~finite], equal_nan=True)
        or not np.isfinite(one[finite]).all()
    ):
        return False
    if not finite.any():
        return True
    largest = float(np.abs(other[finite]).max())
    return float(np.abs(one[finite] - other[finite]).max()) <= RELATIVE * largest + floor
