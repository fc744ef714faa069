"""Which answers may be alike, told from a number or two of each, before values are compared.

An exercise has hundreds of wrong answers, and each is held against all others. Two that agree
within the tolerance of a comparison also agree in a weighted sum of their numbers, within what that
tolerance adds up to; most pairs part there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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
        self.ends = [_end(observation) for observation in observations]
        rows = [
            _sums(case, observation) for case, observation in zip(cases, observations, strict=False)
        ]
        table = np.array(rows, dtype=float).reshape(-1, 3)
        self.counts, self.sums, self.bounds = table.T

    def may_equal(self, other: Outline) -> bool:
        """Whether two answers are worth comparing."""
        if self.ends != other.ends:
            return False
        known = (self.counts != UNKNOWN) & (other.counts != UNKNOWN)
        if not np.array_equal(self.counts[known], other.counts[known]):
            return False
        apart = np.abs(self.sums - other.sums) > self.bounds + other.bounds
        return not bool((apart & known).any())


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
    weights = 1.5 + np.cos(np.arange(numbers.size))
    largest = np.abs(numbers).max(initial=0.0)
    bound = 2 * weights.sum() * (RELATIVE * largest + case.tolerance)
    return float(numbers.size), float(weights @ numbers), float(bound)


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
