"""Judge observations: which aspects hold, and the score that follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from course_lib.checking.asked.case import MAIN, Case
from course_lib.checking.asked.exercise import Exercise
from course_lib.checking.asked.measure import Measured
from course_lib.checking.running.observe import Observation, Raised
from course_lib.checking.values.compare import Difference, differences
from course_lib.checking.values.kinds import kind_of, sort_of
from course_lib.checking.values.plain import Tree

SHAPE, LEFT_ALONE, SAME_AGAIN = "shape", "your arguments left alone", "the same on a second call"
SHARES = {SHAPE: 0.4, LEFT_ALONE: 0.25, SAME_AGAIN: 0.5}
"""The part of the points that the aspects of every exercise carry, where they fail beside a right
value.
"""


@dataclass(frozen=True)
class Aspect:
    """One thing that is judged: its name, whether it holds, and whether it is a main one.

    ``weight`` is the part of the points that a main aspect earns, or that any other loses where it
    fails. A measured one earns a part of its weight, ``partly``, before it holds.
    """

    name: str
    holds: bool
    main: bool
    weight: float
    partly: float = 0.0

    @property
    def earned(self) -> float:
        """The part of its weight that it earns, 0 to 1."""
        return 1.0 if self.holds else self.partly


@dataclass(frozen=True)
class Judged:
    """One case: the answer after the facts, and where it parts from the expected one."""

    seen: Observation
    expected: Observation
    wrong: tuple[Difference, ...]

    @property
    def right(self) -> bool:
        """Whether nothing is wrong on this case but, perhaps, a shape."""
        return all(difference.kind == SHAPE for difference in self.wrong)


def with_facts(
    exercise: Exercise, cases: Sequence[Case], seen: Sequence[Observation]
) -> list[Observation]:
    """The observations with what must hold in the place of what was seen."""
    return [_with_facts(exercise, case, one) for case, one in zip(cases, seen, strict=False)]


def _with_facts(exercise: Exercise, case: Case, seen: Observation) -> Observation:
    if seen.raised is not None or not exercise.has_facts:
        return seen
    try:
        return replace(seen, value=exercise.facts_of(case, seen.value))
    except Exception:  # noqa: BLE001  facts look at what was asked for; another form of answer fails in them
        return replace(
            seen, value=None, raised=Raised(("Malformed", sort_of(seen.value)), kind_of(seen.value))
        )


def judge(
    cases: Sequence[Case], seen: Sequence[Observation], expected: Sequence[Observation]
) -> list[Judged]:
    """Hold what was seen (after the facts) against what was expected, case by case. Cases not
    reached are wrong.
    """
    reached = [*seen, *(NOT_REACHED for _ in range(len(cases) - len(seen)))]
    return [
        Judged(one, other, tuple(_wrong(one, other, case.tolerance)))
        for case, one, other in zip(cases, reached, expected, strict=True)
    ]


NOT_REACHED = Observation(raised=Raised(("NotReached",)))


def _wrong(seen: Observation, expected: Observation, floor: float) -> list[Difference]:
    if expected.raised is not None:
        kind = expected.raised.kind
        if seen.raised is not None and kind in seen.raised.kinds:
            return []
        return [
            Difference((), "no exception" if seen.raised is None else "exception", seen.value, kind)
        ]
    if seen.raised is not None:
        return [Difference((), "exception", seen.raised.kind, expected.value)]
    return list(differences(seen.value, expected.value, floor))


def part_of(exercise: Exercise, difference: Difference) -> str | None:
    """The name of the part that a difference lies in; ``None`` where it touches all of them."""
    if not exercise.parts or not difference.path:
        return None
    first = difference.path[0]
    name = (
        exercise.parts[first]
        if isinstance(first, int) and first < len(exercise.parts)
        else str(first)
    )
    return name if name in exercise.parts else None


def fails(exercise: Exercise, judged: Judged, part: str) -> bool:
    """Whether a part (or the value as a whole) is wrong on a case."""
    wrong = [difference for difference in judged.wrong if difference.kind != SHAPE]
    return any(part_of(exercise, difference) in (None, part) for difference in wrong)


def aspects(
    exercise: Exercise,
    cases: Sequence[Case],
    judged: Sequence[Judged],
    figures: Measured | None = None,
) -> list[Aspect]:
    """The aspects in the order in which they are shown: main ones, edges, then those of every
    exercise.
    """
    found = _main_aspects(exercise, cases, judged, figures)
    wrong_parts = {aspect.name for aspect in found if not aspect.holds}
    main = {
        MAIN,
        *(aspect.name for aspect in found),
        *([figures.measure.aspect] if figures else []),
    }
    for name in dict.fromkeys(case.aspect for case in cases if case.aspect not in main):
        mine = [(case, one) for case, one in zip(cases, judged, strict=True) if case.aspect == name]
        costs = any(_fails_anew(exercise, one, wrong_parts) for _, one in mine)
        found.append(
            Aspect(
                name, all(one.right for _, one in mine), False, mine[0][0].share if costs else 0.0
            )
        )
    kinds = {"misshapen" if _misshapen(d) else d.kind for one in judged for d in one.wrong}
    if SHAPE in kinds or any(_has_array(one.expected.value) for one in judged):
        lost = (
            SHARES[SHAPE] if SHAPE in kinds else 0.0
        )  # where the numbers are wrong too, they alone cost
        found.append(Aspect(SHAPE, not kinds & {SHAPE, "misshapen"}, False, lost))
    found.append(
        Aspect(LEFT_ALONE, not any(one.seen.changed for one in judged), False, SHARES[LEFT_ALONE])
    )
    if not all(one.seen.again for one in judged):
        found.append(Aspect(SAME_AGAIN, False, False, SHARES[SAME_AGAIN]))
    return found


def _main_aspects(
    exercise: Exercise, cases: Sequence[Case], judged: Sequence[Judged], figures: Measured | None
) -> list[Aspect]:
    """The parts of the answer or its pieces, and the figure that is measured.

    A figure of the main cases stands for the parts.
    """
    pieces = _pieces(cases, judged)
    if figures is None:
        return pieces or _parts(exercise, cases, judged, 1.0)
    measure = figures.measure
    in_form = all(
        one.right for case, one in zip(cases, judged, strict=True) if case.aspect == measure.aspect
    )
    earned = figures.earned if in_form else 0.0
    figure = Aspect(measure.name, earned == 1, True, measure.share, earned)
    if pieces or measure.aspect == MAIN:
        return [*pieces, figure]
    return [*_parts(exercise, cases, judged, 1 - measure.share), figure]


def _pieces(cases: Sequence[Case], judged: Sequence[Judged]) -> list[Aspect]:
    """The aspects that earn a share by themselves."""
    shares = {case.aspect: case.share for case in cases if case.main}
    wrong = {case.aspect for case, one in zip(cases, judged, strict=True) if not one.right}
    return [Aspect(name, name not in wrong, True, share) for name, share in shares.items()]


def _parts(
    exercise: Exercise, cases: Sequence[Case], judged: Sequence[Judged], weight: float
) -> list[Aspect]:
    main = [one for case, one in zip(cases, judged, strict=True) if case.aspect == MAIN]
    names = exercise.parts or (MAIN,)
    return [
        Aspect(name, not any(fails(exercise, one, name) for one in main), True, weight / len(names))
        for name in names
    ]


def _fails_anew(exercise: Exercise, judged: Judged, wrong_parts: set[str]) -> bool:
    """Whether an edge fails in something that is right elsewhere: an error costs once."""
    wrong = [difference for difference in judged.wrong if difference.kind != SHAPE]
    return any(part_of(exercise, difference) not in wrong_parts for difference in wrong)


def score(found: Sequence[Aspect], points: float) -> float:
    """The score of an exercise, 0 to ``points``, with two decimals: what the main aspects earn,
    less what others lose.

    The others only count beside a right value, so that a constant earns nothing.
    """
    part = sum(aspect.weight * aspect.earned for aspect in found if aspect.main)
    for aspect in found:
        if not aspect.main and not aspect.holds:
            part *= 1 - aspect.weight
    if all(aspect.holds for aspect in found):
        return points
    return min(max(round(part * points, 2), 0.0), points)


def _misshapen(difference: Difference) -> bool:
    if difference.kind in ("type", "length", "missing", "exception") and _has_array(
        difference.expected
    ):
        return True
    return difference.kind in ("value", "type") and np.shape(_or_none(difference.seen)) != np.shape(
        _or_none(difference.expected)
    )


def _or_none(tree: Tree) -> Tree:
    return tree if isinstance(tree, (int, float, np.ndarray)) else None


def _has_array(tree: Tree) -> bool:
    if isinstance(tree, np.ndarray):
        return tree.ndim > 0
    values = tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ()
    return any(map(_has_array, values))
