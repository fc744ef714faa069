"""A factor between wrong numbers and expected ones, and the size or small number that it equals."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator

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
    for name, value in _symbols(ratios[0][0].sizes):
        if all(_equals(value, case, ratio) for case, ratio in ratios):
            if name == "−1":
                did = f"{wrong.label} has the wrong sign, in every case."
                return Clue(did, "Which difference is the other way round?")
            did = f"{wrong.label} is exactly {name} times the expected one, in every case."
            return Clue(did, WHICH_STEP)
    numbers = [ratio for _, ratio in ratios]
    if not wrong.right and np.ptp(numbers) <= 1e-5 * abs(numbers[0]):
        did = f"{wrong.label} is {show(numbers[0])} times the expected one, in every case."
        return Clue(did, WHICH_STEP)
    return None


WHICH_STEP = "Which step multiplies or divides by that, or forgets to?"


def _ratio(seen: np.ndarray, expected: np.ndarray, floor: float) -> float | None:
    if (
        seen.shape != expected.shape
        or not expected.size
        or not np.isfinite(seen).all()
        or not expected.any()
    ):
        return None
    biggest = np.unravel_index(int(np.abs(expected).argmax()), expected.shape)
    ratio = float(seen[biggest] / expected[biggest])
    return ratio if ratio not in (0.0, 1.0) and close(seen, expected * ratio, floor) else None


Value = Callable[[Case], float]


def _symbols(sizes: dict[str, int]) -> Iterator[tuple[str, Value]]:
    for name, number in ("2", 2.0), ("½", 0.5), ("−1", -1.0), ("−2", -2.0), ("4", 4.0), ("¼", 0.25):
        yield name, lambda case, number=number: number  # type: ignore[misc]
    for one in sizes:
        yield one, lambda case, one=one: case.sizes[one]  # type: ignore[misc]
        yield f"1/{one}", lambda case, one=one: 1 / case.sizes[one]  # type: ignore[misc]
        yield f"2·{one}", lambda case, one=one: 2 * case.sizes[one]  # type: ignore[misc]
        yield f"2/{one}", lambda case, one=one: 2 / case.sizes[one]  # type: ignore[misc]
        yield f"{one}/2", lambda case, one=one: case.sizes[one] / 2  # type: ignore[misc]
        yield f"{one}²", lambda case, one=one: case.sizes[one] ** 2  # type: ignore[misc]
        yield f"1/{one}²", lambda case, one=one: 1 / case.sizes[one] ** 2  # type: ignore[misc]
    for one, two in itertools.permutations(sizes, 2):
        if one < two:
            yield f"{one}·{two}", lambda case, a=one, b=two: case.sizes[a] * case.sizes[b]  # type: ignore[misc]
            yield f"1/({one}·{two})", lambda case, a=one, b=two: 1 / (case.sizes[a] * case.sizes[b])  # type: ignore[misc]
        yield f"{one}/{two}", lambda case, a=one, b=two: case.sizes[a] / case.sizes[b]  # type: ignore[misc]


def _equals(value: Value, case: Case, ratio: float) -> bool:
    try:
        return bool(np.isclose(value(case), ratio, rtol=1e-5, atol=0))
    except (KeyError, ZeroDivisionError):
        return False
