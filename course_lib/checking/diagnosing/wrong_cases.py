"""The wrong answers of one unit, as patterns are looked for in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np

from course_lib.checking.asked.case import Case
from course_lib.checking.values.compare import Difference
from course_lib.checking.values.plain import Tree


class Clue(NamedTuple):
    """What they did, what to think about, and the case that shows it.

    Without a case the clue holds on all of the wrong ones. Where it says all that is wrong, it is
    a mistake with a name.
    """

    did: str
    think: str
    place: int | None = None
    mistake: str = ""


class WrongCase(NamedTuple):
    """One wrong answer: where its case stands, the case, and what is wrong."""

    place: int
    case: Case
    difference: Difference


class Numbers(NamedTuple):
    """Numbers where numbers were expected."""

    place: int
    case: Case
    observed: np.ndarray
    expected: np.ndarray


@dataclass(frozen=True)
class WrongCases:
    """The wrong answers of one unit, and the cases that it gets right.

    Attributes:
        label: how a sentence calls them: "Your answer", "`dx`".
        wrong: the wrong cases, the best one to show first.
        right: the other cases.
        elsewhere: what is wrong about the same entries on cases that belong to other aspects; what
            is said of every case has to hold there too.
        endless: whether infinity is the right answer somewhere.
    """

    label: str
    wrong: list[WrongCase]
    right: list[Case]
    elsewhere: list[WrongCase] = field(default_factory=list)
    endless: bool = False

    @property
    def inside(self) -> str:
        """The label inside of a sentence: "your answer"."""
        return self.label.replace("Your", "your", 1)

    def numbers(self) -> Iterator[Numbers]:
        """Each case where numbers stand for numbers."""
        for place, case, difference in self.wrong:
            values = difference.observed, difference.expected
            if all(map(is_numeric, values)):
                yield Numbers(place, case, *(np.asarray(value, dtype=float) for value in values))

    def everywhere(self) -> WrongCases:
        """The same with what is wrong elsewhere."""
        return replace(self, wrong=[*self.wrong, *self.elsewhere], elsewhere=[])

    def alike(self) -> list[Numbers]:
        """The same where the shapes agree too on all of the wrong cases; else nothing."""
        alike = [pair for pair in self.numbers() if pair.observed.shape == pair.expected.shape]
        return alike if len(alike) == len(self.wrong) else []


def is_numeric(tree: Tree) -> bool:
    """Whether a tree is a number or an array."""
    return isinstance(tree, (int, float, np.ndarray)) and not isinstance(tree, bool)
