"""What is judged of an answer, aspect by aspect, and the score that follows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np

from course_lib.checking.asked.case import MAIN
from course_lib.checking.asked.measure import Measured
from course_lib.checking.judging.judge import Answer, Judged, part_of
from course_lib.checking.running.observe import RANDOM_STATE
from course_lib.checking.values.compare import Difference, Kind
from course_lib.checking.values.plain import Tree, is_facts

SHAPE, LEFT_ALONE, SAME_AGAIN = "shape", "your arguments left alone", "the same on a second call"
STATE_LEFT_ALONE = f"{RANDOM_STATE} left alone"
SHARES = {SHAPE: 0.4, LEFT_ALONE: 0.25, SAME_AGAIN: 0.5, STATE_LEFT_ALONE: 0.25}
"""The part of the points that the aspects of every exercise carry, where they fail beside a right
value.
"""


class State(Enum):
    """What became of an aspect."""

    HOLDS = "✓"
    FAILS = "✗"
    PARTLY = "◐"
    NOT_JUDGED = "–"
    """Something else failed before it could show."""


@dataclass(frozen=True)
class Aspect:
    """One thing that is judged: its name, what became of it, and whether it is a main one.

    ``weight`` is the part of the points that a main aspect earns, or that any other loses where it
    fails. A measured one earns a part of its weight, ``part``, before it holds.
    """

    name: str
    state: State
    main: bool
    weight: float
    part: float = 0.0

    @property
    def holds(self) -> bool:
        """Whether it is as asked."""
        return self.state == State.HOLDS

    @property
    def earned(self) -> float:
        """The part of its weight that it earns, 0 to 1."""
        return 1.0 if self.holds else self.part


def aspects(answer: Answer, figures: Measured | None = None) -> list[Aspect]:
    """The aspects in the order in which they are shown: main ones, edges, then those of every
    exercise.
    """
    main = list(_main_aspects(answer, figures))
    return [*main, *_edges(answer, main, figures), *_of_every_exercise(answer)]


def worth(judged: Sequence[Aspect], points: float) -> float:
    """What these aspects can earn: the exercise's ``points``, or the share of a piece that is
    judged alone.
    """
    return round(points * sum(aspect.weight for aspect in judged if aspect.main), 2)


def score(judged: Sequence[Aspect], points: float) -> float:
    """The score of an exercise, 0 to what it is ``worth``, with two decimals: what the main
    aspects earn, less what others lose.

    The others only count beside a right value, so that a constant earns nothing.
    """
    if all(aspect.holds for aspect in judged):
        return worth(judged, points)
    part = sum(aspect.weight * aspect.earned for aspect in judged if aspect.main)
    value_holds = all(aspect.holds for aspect in judged if aspect.main)
    for aspect in judged:
        if not aspect.main and _costs(aspect, value_holds):
            part *= 1 - aspect.weight
    return min(max(round(part * points, 2), 0.0), points)


def costs(judged: Sequence[Aspect], points: float) -> list[tuple[Aspect, float]]:
    """What each aspect costs. Together with the score, before it is rounded, that is ``points``."""
    main = [aspect for aspect in judged if aspect.main]
    left = sum(aspect.weight * aspect.earned for aspect in main)
    value_holds = all(aspect.holds for aspect in main)
    priced = [(aspect, points * aspect.weight * (1 - aspect.earned)) for aspect in main]
    for aspect in judged:
        if aspect.main:
            continue
        lost = left * aspect.weight if _costs(aspect, value_holds) else 0.0
        left -= lost
        priced.append((aspect, points * lost))
    return priced


def _costs(aspect: Aspect, value_holds: bool) -> bool:
    """Whether an aspect that is no main one costs points."""
    fails = aspect.state == State.FAILS
    unknown = aspect.state == State.NOT_JUDGED and value_holds  # nothing else has cost for it
    return fails or unknown


def _main_aspects(answer: Answer, figures: Measured | None) -> Iterator[Aspect]:
    """The parts of the answer or its pieces, and the figure that is measured.

    A figure of the main cases stands for the parts.
    """
    pieces = _pieces(answer)
    yield from pieces
    if figures is None:
        if not pieces:
            yield from _parts(answer, 1.0)
        return
    measure = figures.measure
    if not pieces and measure.aspect != MAIN:
        yield from _parts(answer, 1 - measure.share)
    earned = figures.earned if in_form(answer, figures) else 0.0
    state = State.HOLDS if earned == 1 else State.PARTLY if earned else State.FAILS
    if any(_is_stopped(judged) for _, judged in answer.of(measure.aspect)):
        state = State.NOT_JUDGED
    yield Aspect(measure.name, state, True, measure.share, earned)


def in_form(answer: Answer, figures: Measured) -> bool:
    """Whether the facts hold on every case that is measured, so that only the figure can fall
    short.
    """
    return all(judged.right for _, judged in answer.of(figures.measure.aspect))


def _pieces(answer: Answer) -> list[Aspect]:
    """The aspects that earn a share by themselves. What an exception stopped is not judged."""
    shares = {case.aspect: case.share for case in answer.cases if case.main}
    pieces = []
    for name, share in shares.items():
        judged = [judged for _, judged in answer.of(name)]
        state = _state(all(case.right for case in judged))
        if any(map(_is_stopped, judged)):
            state = State.NOT_JUDGED
        pieces.append(Aspect(name, state, True, share))
    return pieces


def _parts(answer: Answer, weight: float) -> Iterator[Aspect]:
    """The parts of the value itself. Where it never came, no single part can be judged."""
    names = answer.exercise.parts or (MAIN,)
    judged = [judged for _, judged in answer.of(MAIN)]
    if not judged:  # a figure or an edge is judged alone
        return
    stopped = all(_is_stopped(case) for case in judged)
    for name in names:
        right = not any(_fails(answer, case, name) for case in judged)
        unknown = stopped and len(names) > 1
        state = State.NOT_JUDGED if unknown else _state(right)
        yield Aspect(name, state, True, weight / len(names))


@dataclass
class _Failing:
    """What has failed so far: an error costs once, so an edge that fails by it again costs nothing.

    Attributes:
        parts: Names of the parts of the value that are wrong.
        facts: Names of the facts that do not hold.
        stopped: Kinds of the exceptions that ended a main case.
    """

    parts: set[str]
    facts: set[str]
    stopped: set[str]

    def explains(self, answer: Answer, judged: Judged) -> bool:
        """Whether a case of an edge fails in nothing but what fails elsewhere."""
        if not self.parts and not self.facts:
            return False
        raised = judged.observation.raised
        if judged.differences and (not judged.reached or (raised and raised.kind in self.stopped)):
            return True
        wrong = [d for d in judged.differences if d.kind != Kind.SHAPE]
        if answer.exercise.has_facts:
            return all(fact_name(d) in self.facts or d.kind == Kind.MISSING for d in wrong)
        return all((part_of(answer.exercise, d) or MAIN) in self.parts for d in wrong)


def _edges(answer: Answer, main: Sequence[Aspect], figures: Measured | None) -> Iterator[Aspect]:
    taken = {MAIN, *(aspect.name for aspect in main)}
    taken |= {figures.measure.aspect} if figures else set()
    failing = _Failing(
        {aspect.name for aspect in main if not aspect.holds},
        set(_failing_facts(answer, MAIN)),
        set(_exceptions_of_main_cases(answer)),
    )
    for name in dict.fromkeys(case.aspect for case in answer.cases):
        if name not in taken:
            yield _edge(answer, name, failing)
            failing.facts |= set(filter(None, _failing_facts(answer, name)))


def _edge(answer: Answer, name: str, failing: _Failing) -> Aspect:
    cases, judged = zip(*answer.of(name), strict=True)
    state = State.NOT_JUDGED
    if all(case.right for case in judged):
        state = State.HOLDS
    elif not all(failing.explains(answer, case) for case in judged):
        state = State.FAILS
    costs = state == State.FAILS or not all(case.reached for case in judged)
    return Aspect(name, state, False, cases[0].share if costs else 0.0)


def _exceptions_of_main_cases(answer: Answer) -> Iterator[str]:
    for case, judged in zip(answer.cases, answer.judged, strict=True):
        raised = judged.observation.raised
        if (case.main or case.aspect == MAIN) and raised and judged.differences:
            yield raised.kind


def _failing_facts(answer: Answer, aspect: str) -> Iterator[str]:
    for _, judged in answer.of(aspect):
        yield from (fact_name(difference) for difference in judged.differences)


def fact_name(difference: Difference) -> str:
    """The innermost name on the way to a difference; nothing where there is none."""
    names = [step for step in difference.path if isinstance(step, str)]
    return names[-1] if names else ""


def _of_every_exercise(answer: Answer) -> Iterator[Aspect]:
    came = [judged for judged in answer.judged if judged.observation.raised is None]
    shape = _shape(answer)
    if shape is not None:
        yield shape
    takes_arguments = any(case.args or case.kwargs for case in answer.cases)
    if takes_arguments:
        changed = any(set(judged.observation.changed) - {RANDOM_STATE} for judged in answer.judged)
        state = State.FAILS if changed else State.HOLDS if came else State.NOT_JUDGED
        yield Aspect(LEFT_ALONE, state, False, SHARES[LEFT_ALONE])
    if not all(judged.observation.again for judged in answer.judged):
        yield Aspect(SAME_AGAIN, State.FAILS, False, SHARES[SAME_AGAIN])
    elif any(RANDOM_STATE in judged.observation.changed for judged in answer.judged):
        yield Aspect(STATE_LEFT_ALONE, State.FAILS, False, SHARES[STATE_LEFT_ALONE])


def _shape(answer: Answer) -> Aspect | None:
    """Whether arrays have the shapes that were asked for, where any were."""
    wrong = [d for judged in answer.judged for d in judged.differences]
    only_shape = any(d.kind == Kind.SHAPE for d in wrong)
    if not only_shape and not any(_has_array(judged.expected.value) for judged in answer.judged):
        return None
    # where the numbers are wrong too, on this case or another, they cost
    weight = SHARES[SHAPE] if any(_costs_by_shape(answer, d) for d in wrong) else 0.0
    if only_shape or any(_misshapen(d) for d in wrong):
        return Aspect(SHAPE, State.FAILS, False, weight)
    unknown = any(judged.observation.raised for judged in answer.judged if judged.differences)
    return Aspect(SHAPE, State.NOT_JUDGED if unknown else State.HOLDS, False, weight)


def _costs_by_shape(answer: Answer, difference: Difference) -> bool:
    """Whether nothing but a shape is wrong about a part of the answer."""
    if difference.kind != Kind.SHAPE:
        return False
    part = part_of(answer.exercise, difference) or MAIN
    return not any(_fails(answer, judged, part) for _, judged in answer.of(MAIN))


def _fails(answer: Answer, judged: Judged, part: str) -> bool:
    """Whether a part (or the value as a whole) is wrong on a case."""
    return any(
        difference.kind != Kind.SHAPE and part_of(answer.exercise, difference) in (None, part)
        for difference in judged.differences
    )


def _is_stopped(judged: Judged) -> bool:
    return judged.observation.raised is not None and bool(judged.differences)


def _state(holds: bool) -> State:
    return State.HOLDS if holds else State.FAILS


def _misshapen(difference: Difference) -> bool:
    """Whether the shape of an array is wrong, or there is no array where one was asked for."""
    if is_facts(difference.observed):
        return False
    if difference.kind in (Kind.TYPE, Kind.LENGTH, Kind.MISSING):
        return _has_array(difference.expected)
    if difference.kind != Kind.VALUE:
        return False
    return np.shape(_numbers(difference.observed)) != np.shape(_numbers(difference.expected))


def _numbers(tree: Tree) -> Tree:
    return tree if isinstance(tree, (int, float, np.ndarray)) else None


def _has_array(tree: Tree) -> bool:
    if isinstance(tree, np.ndarray):
        return tree.ndim > 0
    values = tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ()
    return any(map(_has_array, values))
