"""The wrong answers of one unit, as patterns are looked for in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from course_lib.checking.asked.case import Case
from course_lib.checking.values.compare import Difference
from course_lib.checking.values.plain import Tree

Text = tuple[str, str] | None
"""What they did and what to think about; nothing where a pattern does not fit."""


@dataclass(frozen=True)
class WrongCases:
    """The wrong answers of one unit, and the cases that it gets right.

    Attributes:
        label: how a sentence calls them: "Your answer", "`dx`".
        pairs: the wrong cases with what is wrong on them.
        right: the other cases.
    """

    label: str
    pairs: list[tuple[Case, Difference]]
    right: list[Case]

    @property
    def inside(self) -> str:
        """The label inside of a sentence: "your answer"."""
        return self.label.replace("Your", "your", 1)

    def numbers(self) -> Iterator[tuple[Case, np.ndarray, np.ndarray]]:
        """Each case where numbers stand for numbers: the case, what was seen and what was
        expected.
        """
        for case, d in self.pairs:
            if all(is_numeric(one) for one in (d.seen, d.expected)):
                yield case, np.asarray(d.seen, dtype=float), np.asarray(d.expected, dtype=float)

    def alike(self) -> list[tuple[Case, np.ndarray, np.ndarray]]:
        """The same where the shapes agree too on all of the wrong cases; else nothing."""
        found = [
            (case, seen, expected)
            for case, seen, expected in self.numbers()
            if seen.shape == expected.shape
        ]
        return found if len(found) == len(self.pairs) else []


def is_numeric(tree: Tree) -> bool:
    """Whether a tree is a number or an array."""
    return isinstance(tree, (int, float, np.ndarray)) and not isinstance(tree, bool)
