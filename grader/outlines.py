"""Which answers may be alike, told from a number or two of each, before values are compared.

An exercise has hundreds of wrong answers, and each is held against all others. Two that agree
within the tolerance of a comparison also agree in a weighted sum of their numbers, within what that
tolerance adds up to; most pairs part there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import numpy as np

from course_lib.checking.asked.case import Case
from course_lib.checking.running.observe import Observation
from course_lib.checking.values.compare import RELATIVE
from course_lib.checking.values.plain import Tree

UNKNOWN = -1
"""The count of a case whose numbers are not all finite: they say nothing."""


class Outline:
    """An answer in short: for each case how it ended, how many numbers it has, and their sum."""

    def __init__(self, cases: Sequence[Case], observations: Sequence[Observation]) -> None:
        self.ends = tuple(_end(observation) for observation in observations)
        rows = [
            _sums(case, observation) for case, observation in zip(cases, observations, strict=False)
        ]
        table = np.array(rows, dtype=float).reshape(-1, 3)
        self.counts, self.sums, self.bounds = table.T


class Outlines:
    """Outlines of many answers, against which one more is held at once."""

    def __init__(self, outlines: Iterable[Outline]) -> None:
        alike = defaultdict(list)
        for place, outline in enumerate(outlines):
            alike[outline.ends].append((place, outline))
        self._by_ends = {ends: _Table(rows) for ends, rows in alike.items()}

    def may_equal(self, outline: Outline) -> list[int]:
        """The places of the answers that are worth comparing with another, in order."""
        table = self._by_ends.get(outline.ends)
        return [] if table is None else table.may_equal(outline)


class _Table:
    """Outlines of answers that end in the same way: a row for each, a column for each case."""

    def __init__(self, rows: list[tuple[int, Outline]]) -> None:
        self._places = np.array([place for place, _ in rows])
        self._counts = np.array([outline.counts for _, outline in rows])
        self._sums = np.array([outline.sums for _, outline in rows])
        self._bounds = np.array([outline.bounds for _, outline in rows])

    def may_equal(self, outline: Outline) -> list[int]:
        known = (self._counts != UNKNOWN) & (outline.counts != UNKNOWN)
        apart = np.abs(self._sums - outline.sums) > self._bounds + outline.bounds
        apart |= self._counts != outline.counts
        near: list[int] = self._places[~(apart & known).any(axis=1)].tolist()
        return near


def _end(observation: Observation) -> tuple[object, ...]:
    if observation.raised is not None:
        return (observation.raised.kind,)
    return observation.changed, observation.again


def _sums(case: Case, observation: Observation) -> tuple[float, float, float]:
    """How many numbers an observation has, their weighted sum, and how far tolerances move it."""
    if observation.raised is not None:
        return 0.0, 0.0, 0.0
    parts = [np.ravel(part).astype(float) for part in _numbers(observation.value)]
    numbers = np.concatenate([np.zeros(0), *parts])
    if not np.isfinite(numbers).all():
        return UNKNOWN, 0.0, 0.0
    weights, all_weights = _weights(numbers.size)
    largest = np.abs(numbers).max(initial=0.0)
    bound = 2 * all_weights * (RELATIVE * largest + case.tolerance)
    return float(numbers.size), float(weights @ numbers), float(bound)


@lru_cache(maxsize=256)
def _weights(size: int) -> tuple[np.ndarray, float]:
    """What so many numbers are multiplied by, and the sum of that."""
    weights = 1.5 + np.cos(np.arange(size))
    return weights, float(weights.sum())


def _numbers(tree: Tree) -> Iterator[np.ndarray]:
    """The numbers of a tree in an order that does not depend on how it is nested."""
    if isinstance(tree, dict):
        for name in sorted(tree, key=str):
            yield from _numbers(tree[name])
    elif isinstance(tree, list):
        for item in tree:
            yield from _numbers(item)
    elif isinstance(tree, (bool, int, float, np.ndarray)):
        yield np.asarray(tree)
