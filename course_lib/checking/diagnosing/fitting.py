"""Which known mistake fits: what it brings out is held against what came out, on the whole or in
one unit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from course_lib.checking.asked.case import MAIN
from course_lib.checking.asked.exercise import Exercise
from course_lib.checking.judging.judge import Answer, agree
from course_lib.checking.judging.keys import WrongAnswer
from course_lib.checking.running.observe import Ended, Observation
from course_lib.checking.values.compare import same
from course_lib.checking.values.plain import Opaque, Tree


@dataclass(frozen=True)
class Unit:
    """What can be wrong on its own: one part of the answer, over the cases of one aspect."""

    aspect: str
    part: str
    places: tuple[int, ...]


def units_of(answer: Answer) -> list[Unit]:
    """What can be wrong on its own, the value itself first."""
    names = dict.fromkeys([MAIN, *(case.aspect for case in answer.cases)])
    return [
        Unit(name, part, tuple(i for i, case in enumerate(answer.cases) if case.aspect == name))
        for name in names
        for part in answer.exercise.parts or (MAIN,)
    ]


def matches(answer: Answer, wrong: WrongAnswer, places: Sequence[int]) -> bool:
    """Whether every observation is the mistake's, at least one of them a wrong answer and no
    exception.
    """
    telling = False
    for place in places:
        if place >= len(wrong.observations):
            return telling  # a mistake that never ends has no later cases, nor has the answer
        observation = answer.judged[place].observation
        if not agree(answer.cases[place], observation, wrong.observations[place]):
            return False
        telling = telling or tells(answer, wrong, place)
    return telling


def tells(answer: Answer, wrong: WrongAnswer, place: int) -> bool:
    """Whether a case tells the mistake from what was expected, by a value or an effect."""
    if place >= len(wrong.observations):
        return False
    observation, expected = wrong.observations[place], answer.judged[place].expected
    if observation.raised is not None:
        return observation.raised.kind == Ended.TIME_LIMIT
    if expected.raised is not None:
        return True
    effects = bool(observation.changed) or not observation.again
    tolerance = answer.cases[place].tolerance
    return effects or not same(observation.value, expected.value, tolerance)


def only(fitting: Iterator[WrongAnswer]) -> WrongAnswer | None:
    """The one wrong answer that fits, or the first of several that say the same."""
    wrong = list(fitting)
    says = {tuple((told.did, told.think) for told in one.mistakes) for one in wrong}
    return wrong[0] if len(says) == 1 else None


def in_unit(answer: Answer, singles: Sequence[WrongAnswer], unit: Unit) -> WrongAnswer | None:
    """The mistake that explains a unit by a wrong value; ``None`` where there is none, or where
    several that say different things do.

    A mistake that would have shown in another way where the answer is right, or in another part of
    the value, is none of theirs.
    """
    explaining = [wrong for wrong in singles if _explains(answer, wrong, unit)]
    if not explaining:
        return None
    others = [other for other in units_of(answer) if other != unit]
    return only(
        wrong
        for wrong in explaining
        if not any(_is_contradicted(answer, wrong, other) for other in others)
    )


def _is_contradicted(answer: Answer, wrong: WrongAnswer, unit: Unit) -> bool:
    """Whether a mistake would have shown in a unit in another way than the answer does.

    What else fails at an edge may be wrong there besides.
    """
    is_right = not answer.differing(unit.part, unit.places)
    if not is_right and (unit.aspect != MAIN or _fits(answer, wrong, unit)):
        return False
    return _shows_in(answer, wrong, unit)


def _shows_in(answer: Answer, wrong: WrongAnswer, unit: Unit) -> bool:
    """Whether a mistake leads to a wrong value, or to an exception, somewhere in a unit."""
    for place in unit.places[: len(wrong.observations)]:
        observation, expected = wrong.observations[place], answer.judged[place].expected
        if observation.raised is not None or expected.raised is not None:
            if not _raise_alike(observation, expected):
                return True
            continue
        value, right = (
            pick(answer.exercise, tree, unit.part) for tree in (observation.value, expected.value)
        )
        if not same(value, right, answer.cases[place].tolerance):
            return True
    return False


def _explains(answer: Answer, wrong: WrongAnswer, unit: Unit) -> bool:
    """Whether a mistake brings out what a unit shows, and a wrong value with it."""
    return _fits(answer, wrong, unit) and any(
        _tells_by_value(answer, wrong, place, unit.part) for place in unit.places
    )


def _fits(answer: Answer, wrong: WrongAnswer, unit: Unit) -> bool:
    """Whether a mistake brings out what a unit shows on all of its cases."""
    if any(place >= len(wrong.observations) for place in unit.places):
        return False
    for place in unit.places:
        observation, other = answer.judged[place].observation, wrong.observations[place]
        if observation.raised is not None or other.raised is not None:
            if not _raise_alike(observation, other):
                return False
            continue
        value = pick(answer.exercise, observation.value, unit.part)
        theirs = pick(answer.exercise, other.value, unit.part)
        if not same(value, theirs, answer.cases[place].tolerance):
            return False
    return True


def _tells_by_value(answer: Answer, wrong: WrongAnswer, place: int, part: str) -> bool:
    """Whether a mistake leads to a value in a case, and not to what was expected there."""
    observation, expected = wrong.observations[place], answer.judged[place].expected
    if observation.raised is not None or expected.raised is not None:
        return observation.raised is None
    value = pick(answer.exercise, observation.value, part)
    right = pick(answer.exercise, expected.value, part)
    return not same(value, right, answer.cases[place].tolerance)


def _raise_alike(left: Observation, right: Observation) -> bool:
    if left.raised is None or right.raised is None:
        return False
    return left.raised.kind == right.raised.kind


def pick(exercise: Exercise, tree: Tree, part: str) -> Tree:
    """One part of an answer; the answer as a whole, marked as such, where it is not in these
    parts.
    """
    if part not in exercise.parts:
        return tree
    if isinstance(tree, dict) and not set(exercise.parts).isdisjoint(tree):
        return tree.get(part, Opaque("nothing"))
    position = exercise.parts.index(part)
    if isinstance(tree, list) and len(tree) == len(exercise.parts):
        return tree[position]
    return {"not in parts": tree}
