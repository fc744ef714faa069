"""A factor between wrong numbers and expected ones, and the size or small number that it equals."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from course_lib.checking.asked.case import Case
from course_lib.checking.diagnosing.wrong_cases import Clue, WrongCases
from course_lib.checking.telling.display import show
from course_lib.checking.values.compare import close


def factor(wrong: WrongCases) -> Clue | None:
    """A factor that a size or a small number explains: on the wrong cases, and by being 1 on the
    right ones.
    """
    wrong = wrong.everywhere()
    ratios = [(case, 1.0) for case in wrong.right]
    for _, case, observed, expected in wrong.numbers():
        ratio = _ratio(observed, expected, case.tolerance)
        if ratio is None:
            return None
        ratios.append((case, ratio))
    if len(ratios) < 2 or len(ratios) != len(wrong.wrong) + len(wrong.right):
        return None
    for symbol in _symbols(ratios[0][0].sizes):
        if all(symbol.equals(case, ratio) for case, ratio in ratios):
            if symbol.number == -1:
                did = f"{wrong.label} has the wrong sign, in every case."
                return Clue(did, "Which difference is the other way round?")
            did = f"{wrong.label} is exactly {symbol.name} times the expected one, in every case."
            return Clue(did, WHICH_STEP)
    numbers = [ratio for _, ratio in ratios]
    if not wrong.right and np.ptp(numbers) <= 1e-5 * abs(numbers[0]):
        did = f"{wrong.label} is {show(numbers[0])} times the expected one, in every case."
        return Clue(did, WHICH_STEP)
    return None


WHICH_STEP = "Which step multiplies or divides by that, or forgets to?"


def _ratio(observed: np.ndarray, expected: np.ndarray, floor: float) -> float | None:
    if (
        observed.shape != expected.shape
        or not expected.size
        or not np.isfinite(observed).all()
        or not expected.any()
    ):
        return None
    biggest = np.unravel_index(int(np.abs(expected).argmax()), expected.shape)
    ratio = float(observed[biggest] / expected[biggest])
    return ratio if ratio not in (0.0, 1.0) and close(observed, expected * ratio, floor) else None


@dataclass(frozen=True)
class Symbol:
    """A factor as a sentence writes it: a number times powers of the sizes of a case."""

    name: str
    number: float
    powers: dict[str, int] = field(default_factory=dict)

    def equals(self, case: Case, ratio: float) -> bool:
        """Whether this is the ratio on a case; not where the case has no such size, or it is 0."""
        try:
            value = self.number * math.prod(
                case.sizes[size] ** p for size, p in self.powers.items()
            )
        except (KeyError, ZeroDivisionError):
            return False
        return bool(np.isclose(value, ratio, rtol=1e-5, atol=0))


NUMBERS = {"2": 2.0, "½": 0.5, "−1": -1.0, "−2": -2.0, "4": 4.0, "¼": 0.25}


def _symbols(sizes: dict[str, int]) -> Iterator[Symbol]:
    for name, number in NUMBERS.items():
        yield Symbol(name, number)
    for size in sizes:
        yield Symbol(size, 1, {size: 1})
        yield Symbol(f"1/{size}", 1, {size: -1})
        yield Symbol(f"2·{size}", 2, {size: 1})
        yield Symbol(f"2/{size}", 2, {size: -1})
        yield Symbol(f"{size}/2", 0.5, {size: 1})
        yield Symbol(f"{size}²", 1, {size: 2})
        yield Symbol(f"1/{size}²", 1, {size: -2})
    for first, second in itertools.permutations(sizes, 2):
        if first < second:
            yield Symbol(f"{first}·{second}", 1, {first: 1, second: 1})
            yield Symbol(f"1/({first}·{second})", 1, {first: -1, second: -1})
        yield Symbol(f"{first}/{second}", 1, {first: 1, second: -1})
