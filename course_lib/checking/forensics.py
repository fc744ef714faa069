"""Clues from the numbers themselves, for wrong answers that no named mistake explains."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from course_lib.checking.case import Case
from course_lib.checking.compare import Difference, close
from course_lib.checking.exercise import Exercise
from course_lib.checking.explain import explain
from course_lib.checking.judge import SHAPE, Judged, part_of
from course_lib.checking.observe import RANDOM_STATE
from course_lib.checking.plain import Opaque, Tree, is_number
from course_lib.checking.show import show_shape


@dataclass(frozen=True)
class Finding:
    """One thing to tell the author of a wrong answer.

    Attributes:
        did: what they did and how we can tell.
        think: what to think about next.
        mistake: the named mistake, or nothing.
    """

    did: str
    think: str = ""
    mistake: str = ""


def clues(
    exercise: Exercise, cases: Sequence[Case], judged: Sequence[Judged], part: str, places: Sequence[int]
) -> list[Finding]:
    """What the wrong answers of one unit have in common: the first clue that fits, or nothing."""
    mine = [i for i in places if differs(exercise, judged[i], part)]
    for i in mine:
        raised = judged[i].seen.raised
        if raised is not None and raised.kind == "NotReached":
            return []  # what stopped the run before this case is told already
        if raised is not None:
            return [Finding(*explain(exercise, raised, judged[i].expected.raised))]
        if judged[i].expected.raised is not None:
            kind = judged[i].expected.raised.kind  # type: ignore[union-attr]
            return [Finding(f"An input that should be refused with a `{kind}` was accepted.", REFUSE)]
    wrong = [(i, d) for i in mine for d in judged[i].wrong if part_of(exercise, d) in (None, part)]
    facts = [d for _, d in wrong if _is_fact(exercise, d)]
    if facts:
        return _failed_facts(facts)
    only_this = all(part_of(exercise, difference) == part for _, difference in wrong)
    label = f"`{part}`" if only_this else "Your answer"
    for look in (_type, _not_finite, _turned, _factor, _first_only, _shape):
        text = look(label, [(cases[i], d) for i, d in wrong], [cases[i] for i in places if i not in mine])
        if text:
            return [Finding(*text)]
    return []


REFUSE = "What would a caller get here, and would they notice that it means nothing?"


def side_effects(judged: Sequence[Judged]) -> list[Finding]:
    """What the code did beside answering: changed arguments, state kept between calls."""
    found = []
    changed = dict.fromkeys(name for one in judged for name in one.seen.changed)
    if RANDOM_STATE in changed:
        del changed[RANDOM_STATE]
        found.append(
            Finding(
                f"Your code draws from {RANDOM_STATE}, or seeds it.",
                "Who else uses that state, and does the statement hand you a generator of your own?",
            )
        )
    if changed:
        names = ", ".join(f"`{name}`" for name in changed)
        found.append(
            Finding(
                f"Your code changes {names}, which belongs to the caller.",
                "Which line writes into an array that it was given, and could it make a new one?",
            )
        )
    if not all(one.seen.again for one in judged):
        found.append(
            Finding(
                "A second call with the same input gives another answer: something is kept or drawn anew.",
                "Which name outlives the call: a global, a default argument, or a generator that is not `rng`?",
            )
        )
    return found


def differs(exercise: Exercise, judged: Judged, part: str) -> bool:
    """Whether anything about a part is not as expected on a case, its shape included."""
    return any(part_of(exercise, difference) in (None, part) for difference in judged.wrong)


def _is_fact(exercise: Exercise, difference: Difference) -> bool:
    """Whether a difference is about something that must hold: a named yes or no, or what a fact function gave."""
    named = bool(difference.path) and isinstance(difference.path[0], str)
    return named and (exercise.has_facts or isinstance(difference.expected, bool))


def _failed_facts(wrong: list[Difference]) -> list[Finding]:
    reached = [d for d in wrong if d.kind != "missing"] or wrong
    texts = {_fact_name(d): "does not hold" if isinstance(d.expected, bool) else "is not as asked for" for d in reached}
    return [Finding(f"This {text}: {name}.") for name, text in texts.items()]


def _fact_name(difference: Difference) -> str:
    """The innermost name on the way to a difference."""
    return str([step for step in difference.path if isinstance(step, str)][-1])


Pairs = list[tuple[Case, Difference]]
Text = tuple[str, str] | None


def _type(label: str, wrong: Pairs, right: list[Case]) -> Text:
    for _, d in wrong:
        if d.seen is None and d.kind != "extra":
            if d.kind == "missing":
                return f"Your answer has no entry {d.path[-1]!r}.", "Which entries does the statement ask for?"
            return f"{label} is `None`.", "Does every way through the function end in a `return`?"
        if d.kind == "extra":
            return f"Your answer has an entry {d.path[-1]!r} that was not asked for.", ""
        if d.kind == "length":
            return (
                f"{label} has {len(d.seen)} entries where {len(d.expected)} were asked for.",
                "Which of them is missing, or counted once too often?",
            )
        if d.kind == "type":
            return f"{label} is {_kind(d.seen)}; asked for is {_kind(d.expected)}.", "What is handed to `return`?"
    return None


def _kind(tree: Tree) -> str:
    if isinstance(tree, Opaque):
        return f"an object of type `{tree.kind}`"
    if isinstance(tree, np.ndarray) and tree.ndim:
        return f"an array of shape {show_shape(tree)}" + (" of bools" if tree.dtype.kind == "b" else " of numbers")
    if is_number(tree):
        return "a number"
    names = {bool: "a bool", str: "a text", list: "a list or tuple", dict: "a dict", type(None): "None"}
    return names.get(type(tree), "an array of bools")


def _numeric(wrong: Pairs) -> Iterator[tuple[Case, np.ndarray, np.ndarray]]:
    for case, d in wrong:
        if isinstance(d.seen, (int, float, np.ndarray)) and isinstance(d.expected, (int, float, np.ndarray)):
            yield case, np.asarray(d.seen, dtype=float), np.asarray(d.expected, dtype=float)


def _not_finite(label: str, wrong: Pairs, right: list[Case]) -> Text:
    for _, seen, expected in _numeric(wrong):
        if not np.isfinite(seen).all() and np.isfinite(expected).all():
            bad = np.argwhere(~np.isfinite(np.atleast_1d(seen)))
            kind = "nan" if np.isnan(seen).any() else "inf"
            where = f", first at {bad[0].tolist()}"
            places = f"has {kind} in {len(bad)} of {seen.size} places{where}" if seen.ndim else f"is {kind}"
            return (
                f"{label} {places}.",
                "Which step overflows, divides by zero, or takes the logarithm of 0?",
            )
    return None


def _turned(label: str, wrong: Pairs, right: list[Case]) -> Text:
    pairs = [(case, a, b) for case, a, b in _numeric(wrong) if b.ndim == 2 and a.ndim == 2]
    if pairs and all(a.T.shape == b.shape and close(a.T, b, case.tolerance) for case, a, b in pairs):
        return f"{label} is transposed: its rows and columns have changed places.", "Which shape does it need to have?"
    return None


def _factor(label: str, wrong: Pairs, right: list[Case]) -> Text:
    """A factor that a size or a small number explains: on the wrong cases, and by being 1 on the right ones."""
    ratios = [(case, 1.0) for case in right]
    for case, seen, expected in _numeric(wrong):
        ratio = _ratio(seen, expected, case.tolerance)
        if ratio is None:
            return None
        ratios.append((case, ratio))
    if len(ratios) < 2 or len(ratios) != len(wrong) + len(right):
        return None
    for name, value in _symbols(ratios[0][0].sizes):
        if all(_equals(value, case, ratio) for case, ratio in ratios):
            if name == "−1":
                return f"{label} has the wrong sign, on every case.", "Which difference is taken the other way round?"
            return (
                f"{label} is exactly {name} times the expected one, on every case.",
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


def _first_only(label: str, wrong: Pairs, right: list[Case]) -> Text:
    pairs = [(case, a, b) for case, a, b in _numeric(wrong) if b.ndim and len(b) > 1 and a.shape == b.shape]
    if pairs and all(_only_first(a, b, case.tolerance) for case, a, b in pairs):
        one, others = ("entry", "entries") if pairs[0][2].ndim == 1 else ("row", "rows")
        return (
            f"Only the first {one} of {label.replace('Your', 'your')} is right.",
            f"What happens to the other {others}?",
        )
    return None


def _only_first(seen: np.ndarray, expected: np.ndarray, floor: float) -> bool:
    right = [close(a, b, floor) for a, b in zip(seen, expected, strict=True)]
    return right[0] and bool(expected[0].any()) and not any(right[1:])


def _shape(label: str, wrong: Pairs, right: list[Case]) -> Text:
    for _, d in wrong:
        if all(isinstance(one, (int, float, np.ndarray)) for one in (d.seen, d.expected)):
            one, other = show_shape(d.seen), show_shape(d.expected)
            if d.kind == SHAPE:
                return (
                    f"{label} has the right numbers in the shape {one}; asked for is {other}.",
                    "Which axis is extra?",
                )
            if np.ndim(d.seen) == np.ndim(d.expected) == 1 and len(d.seen) != len(d.expected):
                return (
                    f"{label} has {len(d.seen)} entries where {len(d.expected)} were asked for.",
                    "Which of them is missing, or counted once too often?",
                )
            if one != other:
                return f"{label} has the shape {one}; asked for is {other}.", "Which axis was summed, kept or lost?"
    return None
