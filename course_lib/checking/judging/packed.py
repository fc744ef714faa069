"""Trees as bytes: a JSON skeleton, and one vector that holds every float and array.

The vector is stored byte by byte, all first bytes, then all second ones: sorted like that, it
compresses well.
"""

from __future__ import annotations

import json
import math
from typing import Any

import numpy as np

from course_lib.checking.values.facts import Fact
from course_lib.checking.values.plain import Opaque, Tree


def pack(tree: Tree) -> tuple[bytes, np.ndarray]:
    """A tree as a skeleton and the bytes of its numbers, (8, count)."""
    writer = _Writer()
    skeleton = json.dumps(writer.skeleton(tree), ensure_ascii=False, separators=(",", ":")).encode()
    return skeleton, _bytes(np.concatenate([np.empty(0), *writer.numbers]))


def unpack(skeleton: bytes, stored: np.ndarray) -> Tree:
    """The tree that ``pack`` was given."""
    return _Reader(_numbers(stored)).tree(json.loads(skeleton.decode()))


def brief(tree: Tree) -> Tree:
    """A tree with its numbers kept to seven digits: a wrong answer is only held against others,
    within 1e-5.
    """
    if isinstance(tree, float):
        return float(_rounded(np.asarray(tree)))
    if isinstance(tree, np.ndarray):
        return _rounded(tree) if tree.dtype.kind == "f" else tree
    if isinstance(tree, dict):
        return {name: brief(item) for name, item in tree.items()}
    return [brief(item) for item in tree] if isinstance(tree, list) else tree


def _rounded(numbers: np.ndarray) -> np.ndarray:
    """Floats to the 24 bits of a float32, with the range of a float64; nan and infinities as they
    are.
    """
    mantissa, exponent = np.frexp(numbers)
    with np.errstate(over="ignore", invalid="ignore"):
        rounded = np.ldexp(np.rint(mantissa * 2**24) / 2**24, exponent)
    return np.where(np.isfinite(rounded), rounded, numbers)


def _bytes(numbers: np.ndarray) -> np.ndarray:
    return np.ascontiguousarray(numbers.astype("<f8").view(np.uint8).reshape(-1, 8).T)


def _numbers(stored: np.ndarray) -> np.ndarray:
    return np.ascontiguousarray(stored.T).view("<f8").ravel()


class _Writer:
    """Replaces every float and array of a tree by a reference into one vector of numbers."""

    def __init__(self) -> None:
        self.numbers: list[np.ndarray] = []

    def skeleton(self, tree: Tree) -> Any:
        if isinstance(tree, (float, np.ndarray)):
            array = np.asarray(tree)
            self.numbers.append(array.ravel().astype(float))
            return {
                "#": [array.dtype.kind, list(array.shape)] if isinstance(tree, np.ndarray) else None
            }
        if isinstance(tree, dict):
            return {"d": [self._entry(name, item) for name, item in tree.items()]}
        if isinstance(tree, list):
            return [self.skeleton(item) for item in tree]
        return {"o": tree.kind} if isinstance(tree, Opaque) else tree

    def _entry(self, name: str | float, item: Tree) -> list[Any]:
        """A name, what it stands for, and whether it is that of a fact."""
        return [name, self.skeleton(item), *[True] * isinstance(name, Fact)]


class _Reader:
    """The way back: takes the numbers in the order in which they were written."""

    def __init__(self, numbers: np.ndarray) -> None:
        self.numbers = numbers
        self.at = 0

    def tree(self, skeleton: Any) -> Tree:
        if isinstance(skeleton, list):
            return [self.tree(item) for item in skeleton]
        if not isinstance(skeleton, dict):
            return skeleton
        if "d" in skeleton:
            return {
                Fact(name) if is_fact else name: self.tree(item)
                for name, item, *is_fact in skeleton["d"]
            }
        if "o" in skeleton:
            return Opaque(skeleton["o"])
        if skeleton["#"] is None:
            return float(self._take(1)[0])
        kind, shape = skeleton["#"]
        array = self._take(math.prod(shape)).reshape(shape)
        return array.astype({"b": bool, "i": np.int64, "u": np.int64}.get(kind, float))

    def _take(self, count: int) -> np.ndarray:
        self.at += count
        return self.numbers[self.at - count : self.at]
