"""What wrong numbers have in common over the cases: a factor, an offset, a transpose, lost
decimals, one right row.
"""

from __future__ import annotations

import numpy as np

from course_lib.checking.diagnosing.factors import factor
from course_lib.checking.diagnosing.wrong_cases import Clue, Numbers, WrongCases, is_numeric
from course_lib.checking.telling.display import counted
from course_lib.checking.values.compare import Difference, Kind, close
from course_lib.checking.values.kinds import kind_of, show_shape
from course_lib.checking.values.plain import is_number


def pattern(wrong: WrongCases) -> Clue | None:
    """The first pattern that fits."""
    patterns = (
        _not_finite,
        _turned,
        _zero,
        factor,
        _whole,
        _decimals,
        _offset,
        _first_only,
        _one_row,
        _shape,
    )
    return next((clue for fit in patterns if (clue := fit(wrong))), None)


def constant(wrong: WrongCases) -> Clue | None:
    """One answer for inputs that ask for different ones, at least three."""
    pairs = list(wrong.numbers())
    if len(pairs) < 3 or len(pairs) < len(wrong.wrong) or wrong.right:
        return None
    first = pairs[0]
    if not first.observed.any() or not all(
        np.array_equal(p.observed, first.observed) for p in pairs
    ):
        return None
    if all(np.array_equal(pair.expected, first.expected) for pair in pairs):
        return None
    did = f"{wrong.label} is the same on all of these cases, whatever goes in."
    return Clue(did, "Which of the arguments does it use?")


def _not_finite(wrong: WrongCases) -> Clue | None:
    for place, _, observed, expected in wrong.numbers():
        if np.isfinite(observed).all() or not np.isfinite(expected).all():
            continue
        kind = "nan" if np.isnan(observed).any() else "inf"
        is_bad = f"is {kind}"
        if observed.ndim:
            bad = np.argwhere(~np.isfinite(observed))
            where = f"{len(bad)} of {counted(observed.size, 'place')}"
            is_bad = f"has {kind} in {where}, first at {bad[0].tolist()}"
        think = OVERFLOWS
        if kind == "inf" and wrong.endless:  # it may have been put there on purpose
            think = "Which line puts it there, and on which inputs should it?"
        return Clue(f"{wrong.label} {is_bad}.", think, place)
    return None


OVERFLOWS = "Which step overflows, divides by zero, or takes the logarithm of 0?"


def _turned(wrong: WrongCases) -> Clue | None:
    pairs = [p for p in wrong.numbers() if p.observed.ndim == 2 and p.expected.ndim == 2]
    if not pairs or not all(map(_is_transposed, pairs)):
        return None
    did = f"{wrong.label} is transposed: its rows and columns have changed places."
    return Clue(did, "Which shape does it need to have?", pairs[0].place)


def _is_transposed(pair: Numbers) -> bool:
    turned = pair.observed.T
    return turned.shape == pair.expected.shape and close(turned, pair.expected, pair.case.tolerance)


def _zero(wrong: WrongCases) -> Clue | None:
    """Zeros on every case, in a part itself: an entry of a dict may be a change that a probe looks
    at.
    """
    wrong = wrong.everywhere()
    pairs = wrong.alike()
    deep = any(len(difference.path) > 1 for _, _, difference in wrong.wrong)
    if deep or wrong.right or len(pairs) < 2 or any(pair.observed.any() for pair in pairs):
        return None
    did = f"{wrong.label} is 0 in every case."
    return Clue(did, "Which line should make it something else, and is it reached?")


def _whole(wrong: WrongCases) -> Clue | None:
    pairs = wrong.everywhere().alike()
    if not any(pair.observed.any() for pair in pairs):  # all zeros say nothing about decimals
        return None
    for cut in np.trunc, np.floor, np.rint:
        if all(np.array_equal(pair.observed, cut(pair.expected)) for pair in pairs):
            did = f"{wrong.label} has only whole numbers: the decimals are gone."
            think = "Which array was made of whole numbers, or which step makes them whole?"
            return Clue(did, think)
    return None


def _decimals(wrong: WrongCases) -> Clue | None:
    for place, _, difference in wrong.wrong:
        observed, expected = difference.observed, difference.expected
        if not is_numeric(observed) or not is_numeric(expected):
            continue
        if np.asarray(expected).dtype.kind not in "iu" or not np.isfinite(observed).all():
            continue
        if np.any(np.asarray(observed) % 1):
            whole = "a whole number" if is_number(expected) else "whole numbers"
            did = f"{wrong.label} has decimals; expected {whole}."
            return Clue(did, "What should become of the part behind the point?", place)
    return None


def _offset(wrong: WrongCases) -> Clue | None:
    pairs = wrong.everywhere().alike()
    if wrong.right or len(pairs) < 2:
        return None
    for off, word in (1, "large"), (-1, "small"):
        if all(close(p.observed - off, p.expected, p.case.tolerance) for p in pairs):
            each = " in every place" if pairs[0].observed.ndim else ""
            did = f"{wrong.label} is exactly 1 too {word}{each}, in every case."
            return Clue(did, OFF_BY_ONE)
    return None


OFF_BY_ONE = "Is something counted once too often or too rarely, or a 1 added where none belongs?"


def _first_only(wrong: WrongCases) -> Clue | None:
    pairs = [
        pair
        for pair in wrong.numbers()
        if pair.expected.ndim
        and len(pair.expected) > 1
        and pair.observed.shape == pair.expected.shape
    ]
    if not pairs or not all(map(_only_first, pairs)):
        return None
    one, many = ("entry", "entries") if pairs[0].expected.ndim == 1 else ("row", "rows")
    did = f"Only the first {one} of {wrong.inside} is right."
    return Clue(
        did, _LATER if many == "entries" else f"What happens to the other {many}?", pairs[0].place
    )


_LATER = (
    "What is different from the second entry on: what is kept from before, or what has changed by "
    "then?"
)


def _only_first(pair: Numbers) -> bool:
    rows = zip(pair.observed, pair.expected, strict=True)
    right = [close(observed, expected, pair.case.tolerance) for observed, expected in rows]
    return right[0] and bool(pair.expected[0].any()) and not any(right[1:])


def _one_row(wrong: WrongCases) -> Clue | None:
    pairs = [pair for pair in wrong.alike() if pair.expected.ndim > 1 and len(pair.expected) > 1]
    if not pairs or not all(_repeats(pair.observed) for pair in pairs):
        return None
    place = next((pair.place for pair in pairs if not _repeats(pair.expected)), None)
    if place is None:
        return None
    did = f"All rows of {wrong.inside} are the same; expected different ones."
    return Clue(did, "What makes a row differ from the one before, and is each a new one?", place)


def _repeats(rows: np.ndarray) -> bool:
    return bool((rows == rows[0]).all())


def _shape(wrong: WrongCases) -> Clue | None:
    others = [
        (place, difference)
        for place, _, difference in wrong.wrong
        if is_numeric(difference.observed)
        and is_numeric(difference.expected)
        and np.shape(difference.observed) != np.shape(difference.expected)
    ]
    if not others:
        return None
    # Where there is one row, numbers may be right by chance: a case where they are not comes first.
    place, difference = min(others, key=lambda other: other[1].kind == Kind.SHAPE)
    return _other_shape(wrong.label, difference)._replace(place=place)


def _other_shape(label: str, difference: Difference) -> Clue:
    observed, expected = difference.observed, difference.expected
    if difference.kind == Kind.SHAPE and is_number(expected):
        did = f"{label} is the right number inside {kind_of(observed)}; expected the number alone."
        think = "Which step puts it into an array or a list, or keeps an axis?"
        return Clue(did, think)
    shape, asked = show_shape(observed), show_shape(expected)
    if difference.kind == Kind.SHAPE:
        did = f"{label} has the right numbers in the shape {shape}; expected {asked}."
        if np.ndim(observed) < np.ndim(expected):
            return Clue(did, "Which axis is missing?")
        return Clue(did, "Which axis is extra?" if np.size(observed) else "Which axis is it?")
    if np.ndim(observed) == np.ndim(expected) == 1:
        return entries(label, len(observed), len(expected))
    if not np.ndim(observed) or not np.ndim(expected):
        did = f"{label} is {kind_of(observed)}; expected {kind_of(expected)}."
        return Clue(did, WHAT_IS_RETURNED)
    did = f"{label} has the shape {shape}; expected {asked}."
    lost = _within(np.shape(observed), np.shape(expected))
    kept = _within(np.shape(expected), np.shape(observed))
    return Clue(did, "Which axis was summed, kept or lost?" if lost or kept else SHAPES_MEET)


WHAT_IS_RETURNED = "What is it that `return` hands back: one element, or all of them?"
SHAPES_MEET = "Which shapes meet on the line that makes it? Print the `.shape` of each."


def _within(short: tuple[int, ...], long: tuple[int, ...]) -> bool:
    """Whether a shape is another one with axes left out."""
    sizes = iter(long)
    return len(short) < len(long) and all(size in sizes for size in short)


def entries(label: str, count: int, expected: int, place: int | None = None) -> Clue:
    """What to say about another number of entries than expected."""
    did = f"{label} has {counted(count, 'entry', 'entries')}; expected {expected or 'none'}."
    if not count:
        return Clue(did, "Which line should put them in?", place)
    return Clue(did, "Which of them is missing, or counted once too often?", place)
