"""What wrong numbers have in common over the cases: a factor, an offset, a transpose, lost decimals, one right row."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from course_lib.checking.case import Case
from course_lib.checking.compare import Difference, close
from course_lib.checking.kinds import kind_of, show_shape
from course_lib.checking.plain import Tree, is_number
from course_lib.checking.show import counted

Text = tuple[str, str] | None
"""What they did and what to think about; nothing where a pattern does not fit."""


@dataclass(frozen=True)
class Wrong:
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
        """Each case where numbers stand for numbers: the case, what was seen and what was expected."""
        for case, d in self.pairs:
            if all(_is_numeric(one) for one in (d.seen, d.expected)):
                yield case, np.asarray(d.seen, dtype=float), np.asarray(d.expected, dtype=float)

    def alike(self) -> list[tuple[Case, np.ndarray, np.ndarray]]:
        """The same where the shapes agree too on all of the wrong cases; else nothing."""
        found = [(case, seen, expected) for case, seen, expected in self.numbers() if seen.shape == expected.shape]
        return found if len(found) == len(self.pairs) else []


def _is_numeric(tree: Tree) -> bool:
    return isinstance(tree, (int, float, np.ndarray)) and not isinstance(tree, bool)


def pattern(wrong: Wrong) -> Text:
    """The first pattern that fits."""
    looks = (_not_finite, _turned, _factor, _whole, _offset, _first_only, _shape, _constant)
    return next((text for look in looks if (text := look(wrong))), None)


def _not_finite(wrong: Wrong) -> Text:
    for _, seen, expected in wrong.numbers():
        if not np.isfinite(seen).all() and np.isfinite(expected).all():
            bad = np.argwhere(~np.isfinite(np.atleast_1d(seen)))
            kind = "nan" if np.isnan(seen).any() else "inf"
            among = f"{len(bad)} of {counted(seen.size, 'place')}, first at {bad[0].tolist()}"
            return (
                f"{wrong.label} {f'has {kind} in {among}' if seen.ndim else f'is {kind}'}.",
                "Which step overflows, divides by zero, or takes the logarithm of 0?",
            )
    return None


def _turned(wrong: Wrong) -> Text:
    pairs = [(case, a, b) for case, a, b in wrong.numbers() if b.ndim == 2 and a.ndim == 2]
    if pairs and all(a.T.shape == b.shape and close(a.T, b, case.tolerance) for case, a, b in pairs):
        return (
            f"{wrong.label} is transposed: its rows and columns have changed places.",
            "Which shape does it need to have?",
        )
    return None


def _factor(wrong: Wrong) -> Text:
    """A factor that a size or a small number explains: on the wrong cases, and by being 1 on the right ones."""
    ratios = [(case, 1.0) for case in wrong.right]
    for case, seen, expected in wrong.numbers():
        ratio = _ratio(seen, expected, case.tolerance)
        if ratio is None:
            return None
        ratios.append((case, ratio))
    if len(ratios) < 2 or len(ratios) != len(wrong.pairs) + len(wrong.right):
        return None
    for name, value in _symbols(ratios[0][0].sizes):
        if all(_equals(value, case, ratio) for case, ratio in ratios):
            if name == "−1":
                return f"{wrong.label} has the wrong sign, on every case.", "Which difference is the other way round?"
            return (
                f"{wrong.label} is exactly {name} times the expected one, on every case.",
                "Which step multiplies or divides by that, or forgets to?",
            )
    return None


def _ratio(seen: np.ndarray, expected: np.ndarray, floor: float) -> float | None:
    if seen.shape != expected.shape or not expected.size or not np.isfinite(seen).all() or not expected.any():
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


def _whole(wrong: Wrong) -> Text:
    pairs = wrong.alike()
    if not any(seen.any() for _, seen, _ in pairs):  # all zeros say nothing about decimals
        return None
    for cut in np.trunc, np.floor, np.rint:
        if all(np.array_equal(seen, cut(expected)) for _, seen, expected in pairs):
            return (
                f"{wrong.label} has only whole numbers: the decimals are gone.",
                "Which array was made of whole numbers, or which step makes them whole?",
            )
    return None


def _offset(wrong: Wrong) -> Text:
    pairs = wrong.alike()
    if wrong.right or len(pairs) < 2:
        return None
    for off, word in (1, "large"), (-1, "small"):
        if all(close(seen - off, expected, case.tolerance) for case, seen, expected in pairs):
            each = "" if pairs[0][1].ndim == 0 else " in every place"
            return (
                f"{wrong.label} is exactly 1 too {word}{each}, on every case.",
                "Is something counted once too often or too rarely, or a 1 added where none belongs?",
            )
    return None


def _first_only(wrong: Wrong) -> Text:
    pairs = [(case, a, b) for case, a, b in wrong.numbers() if b.ndim and len(b) > 1 and a.shape == b.shape]
    if pairs and all(_only_first(a, b, case.tolerance) for case, a, b in pairs):
        one, others = ("entry", "entries") if pairs[0][2].ndim == 1 else ("row", "rows")
        return f"Only the first {one} of {wrong.inside} is right.", f"What happens to the other {others}?"
    return None


def _only_first(seen: np.ndarray, expected: np.ndarray, floor: float) -> bool:
    right = [close(a, b, floor) for a, b in zip(seen, expected, strict=True)]
    return right[0] and bool(expected[0].any()) and not any(right[1:])


def _shape(wrong: Wrong) -> Text:
    for _, d in wrong.pairs:
        if not (_is_numeric(d.seen) and _is_numeric(d.expected)) or np.shape(d.seen) == np.shape(d.expected):
            continue
        one, other = show_shape(d.seen), show_shape(d.expected)
        if d.kind == "shape" and is_number(d.expected):
            return (
                f"{wrong.label} is the right number inside {kind_of(d.seen)}; asked for is the number alone.",
                "Which step puts it into an array or a list, or keeps an axis?",
            )
        if d.kind == "shape":
            return (
                f"{wrong.label} has the right numbers in the shape {one}; asked for is {other}.",
                "Which axis is extra?",
            )
        if np.ndim(d.seen) == np.ndim(d.expected) == 1:
            return entries(wrong.label, len(d.seen), len(d.expected))
        did = f"{wrong.label} has the shape {one}; asked for is {other}."
        if not np.ndim(d.seen) or not np.ndim(d.expected):
            did = f"{wrong.label} is {kind_of(d.seen)}; asked for is {kind_of(d.expected)}."
        return did, "Which axis was summed, kept or lost?"
    return None


def entries(label: str, seen: int, asked: int) -> tuple[str, str]:
    """What to say about another number of entries than asked."""
    wanted = f"{asked or 'none'} {'is' if asked < 2 else 'are'} asked for"
    return (
        f"{label} has {counted(seen, 'entry', 'entries')} where {wanted}.",
        "Which of them is missing, or counted once too often?" if seen else "Which line should put them in?",
    )


def _constant(wrong: Wrong) -> Text:
    """One answer for inputs that ask for different ones."""
    pairs = list(wrong.numbers())
    if len(pairs) < 2 or len(pairs) < len(wrong.pairs):
        return None
    _, first, asked = pairs[0]
    one_answer = all(np.array_equal(seen, first) for _, seen, _ in pairs)
    if one_answer and not all(np.array_equal(expected, asked) for _, _, expected in pairs):
        return (
            f"{wrong.label} is the same on all of these cases, whatever goes in.",
            "Which of the arguments does it use?",
        )
    return None
