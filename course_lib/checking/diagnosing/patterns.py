"""What wrong numbers have in common over the cases: a factor, an offset, a transpose, lost
decimals, one right row.
"""

from __future__ import annotations

import numpy as np

from course_lib.checking.diagnosing.factors import factor
from course_lib.checking.diagnosing.wrong_cases import Text, WrongCases, is_numeric
from course_lib.checking.telling.display import counted
from course_lib.checking.values.compare import close
from course_lib.checking.values.kinds import kind_of, show_shape
from course_lib.checking.values.plain import is_number


def pattern(wrong: WrongCases) -> Text:
    """The first pattern that fits."""
    looks = (
        _not_finite,
        _turned,
        _zero,
        factor,
        _whole,
        _decimals,
        _offset,
        _first_only,
        _shape,
        _constant,
    )
    return next((text for look in looks if (text := look(wrong))), None)


def _not_finite(wrong: WrongCases) -> Text:
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


def _turned(wrong: WrongCases) -> Text:
    pairs = [(case, a, b) for case, a, b in wrong.numbers() if b.ndim == 2 and a.ndim == 2]
    if pairs and all(
        a.T.shape == b.shape and close(a.T, b, case.tolerance) for case, a, b in pairs
    ):
        return (
            f"{wrong.label} is transposed: its rows and columns have changed places.",
            "Which shape does it need to have?",
        )
    return None


def _zero(wrong: WrongCases) -> Text:
    """Zeros on every case, in a part itself: an entry of a dict may be a change that was looked
    at.
    """
    if (
        any(len(d.path) > 1 for _, d in wrong.pairs)
        or wrong.right
        or any(seen.any() for _, seen, _ in wrong.alike())
    ):
        return None
    if len(wrong.alike()) < 2:
        return None
    return (
        f"{wrong.label} is 0 on every case.",
        "Which line should make it something else, and is it reached?",
    )


def _whole(wrong: WrongCases) -> Text:
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


def _decimals(wrong: WrongCases) -> Text:
    for _, d in wrong.pairs:
        asked_whole = (
            is_numeric(d.seen)
            and is_numeric(d.expected)
            and np.asarray(d.expected).dtype.kind in "iu"
        )
        if asked_whole and np.isfinite(d.seen).all() and np.any(np.asarray(d.seen) % 1):
            whole = "is a whole number" if is_number(d.expected) else "are whole numbers"
            return (
                f"{wrong.label} has decimals; asked for {whole}.",
                "What should become of the part behind the point?",
            )
    return None


def _offset(wrong: WrongCases) -> Text:
    pairs = wrong.alike()
    if wrong.right or len(pairs) < 2:
        return None
    for off, word in (1, "large"), (-1, "small"):
        if all(close(seen - off, expected, case.tolerance) for case, seen, expected in pairs):
            each = "" if pairs[0][1].ndim == 0 else " in every place"
            return (
                f"{wrong.label} is exactly 1 too {word}{each}, on every case.",
                (
                    "Is something counted once too often or too rarely, or a 1 added where none"
                    " belongs?"
                ),
            )
    return None


def _first_only(wrong: WrongCases) -> Text:
    pairs = [
        (case, a, b)
        for case, a, b in wrong.numbers()
        if b.ndim and len(b) > 1 and a.shape == b.shape
    ]
    if pairs and all(_only_first(a, b, case.tolerance) for case, a, b in pairs):
        one, others = ("entry", "entries") if pairs[0][2].ndim == 1 else ("row", "rows")
        return (
            f"Only the first {one} of {wrong.inside} is right.",
            f"What happens to the other {others}?",
        )
    return None


def _only_first(seen: np.ndarray, expected: np.ndarray, floor: float) -> bool:
    right = [close(a, b, floor) for a, b in zip(seen, expected, strict=True)]
    return right[0] and bool(expected[0].any()) and not any(right[1:])


def _shape(wrong: WrongCases) -> Text:
    for _, d in wrong.pairs:
        if not (is_numeric(d.seen) and is_numeric(d.expected)) or np.shape(d.seen) == np.shape(
            d.expected
        ):
            continue
        one, other = show_shape(d.seen), show_shape(d.expected)
        if d.kind == "shape" and is_number(d.expected):
            return (
                (
                    f"{wrong.label} is the right number inside {kind_of(d.seen)}; asked for is the"
                    " number alone."
                ),
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
        (
            "Which of them is missing, or counted once too often?"
            if seen
            else "Which line should put them in?"
        ),
    )


def _constant(wrong: WrongCases) -> Text:
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
