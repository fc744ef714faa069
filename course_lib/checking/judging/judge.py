"""Observations held against a key, case by case."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from course_lib.checking.asked.case import MAIN, Case
from course_lib.checking.asked.exercise import Exercise
from course_lib.checking.judging.keys import Key
from course_lib.checking.running.observe import Ended, Observation, Raised
from course_lib.checking.values.compare import Difference, Kind, differences, same
from course_lib.checking.values.kinds import kind_of, sort_of


@dataclass(frozen=True)
class Judged:
    """One case: what was observed (after the facts), and where it parts from what was expected."""

    observation: Observation
    expected: Observation
    differences: tuple[Difference, ...]

    @property
    def right(self) -> bool:
        """Whether nothing is wrong on this case but, perhaps, a shape."""
        return all(difference.kind == Kind.SHAPE for difference in self.differences)

    @property
    def reached(self) -> bool:
        """Whether the case was run: none is after a time limit."""
        raised = self.observation.raised
        return raised is None or raised.kind != Ended.NOT_REACHED


@dataclass(frozen=True)
class Answer:
    """An answer held against its key: what judging, naming and telling hand on to each other.

    Attributes:
        exercise: what was asked.
        cases: the inputs.
        judged: what came of each case, in the same order.
        key: right and wrong answers on these cases.
    """

    exercise: Exercise
    cases: Sequence[Case]
    judged: Sequence[Judged]
    key: Key

    def of(self, aspect: str) -> Iterator[tuple[Case, Judged]]:
        """The cases of an aspect with what came of them."""
        for case, judged in zip(self.cases, self.judged, strict=True):
            if case.aspect == aspect:
                yield case, judged

    def differing(self, part: str, places: Sequence[int]) -> list[int]:
        """Which of the cases have anything about a part that is not as expected, best to show
        first.
        """
        wrong = [i for i in places if self._differs(i, part)]
        return sorted(wrong, key=self.showing)

    def _differs(self, place: int, part: str) -> bool:
        wrong = self.judged[place].differences
        return any(part_of(self.exercise, difference) in (None, part) for difference in wrong)

    def showing(self, place: int) -> tuple[bool, bool, bool, int, int]:
        """How well a case serves as an example, smallest first: of the value itself, worked in the
        lesson, of different sizes, with few numbers.
        """
        case = self.cases[place]
        square = len(set(case.sizes.values())) < len(case.sizes)
        return case.aspect != MAIN, not case.worked, square, case.size(), place


def answer_to(
    exercise: Exercise, cases: Sequence[Case], observations: Sequence[Observation], key: Key
) -> Answer:
    """Hold what was observed against a key. Cases that were not reached are wrong."""
    observed = with_facts(exercise, cases, observations)
    observed += [NOT_REACHED] * (len(cases) - len(observed))
    judged = [
        Judged(observation, expected, tuple(_differences(observation, expected, case.tolerance)))
        for case, observation, expected in zip(cases, observed, key.expected, strict=True)
    ]
    return Answer(exercise, cases, judged, key)


NOT_REACHED = Observation(raised=Raised((Ended.NOT_REACHED,)))


def with_facts(
    exercise: Exercise, cases: Sequence[Case], observations: Sequence[Observation]
) -> list[Observation]:
    """The observations with what must hold in the place of what was observed."""
    pairs = zip(cases, observations, strict=False)
    return [_with_facts(exercise, case, observation) for case, observation in pairs]


def _with_facts(exercise: Exercise, case: Case, observation: Observation) -> Observation:
    if observation.raised is not None or not exercise.has_facts:
        return observation
    value = observation.value
    try:
        return replace(observation, value=exercise.facts_of(case, value))
    except Exception:  # noqa: BLE001  facts look at what was asked for; another form fails in them
        malformed = Raised((Ended.MALFORMED, sort_of(value)), kind_of(value))
        return replace(observation, value=None, raised=malformed)


def _differences(
    observation: Observation, expected: Observation, floor: float
) -> Iterator[Difference]:
    if expected.raised is not None:
        asked = expected.raised.kind
        if observation.raised is None:
            yield Difference((), Kind.NO_EXCEPTION, observation.value, asked)
        elif asked not in observation.raised.kinds:
            yield Difference((), Kind.EXCEPTION, observation.value, asked)
    elif observation.raised is not None:
        yield Difference((), Kind.EXCEPTION, observation.raised.kind, expected.value)
    else:
        yield from differences(observation.value, expected.value, floor)


def agree(case: Case, left: Observation, right: Observation) -> bool:
    """Whether two observations of a case cannot be told apart."""
    if left.raised is not None or right.raised is not None:
        both = left.raised is not None and right.raised is not None
        return both and left.raised.kind == right.raised.kind  # type: ignore[union-attr]
    effects = left.changed == right.changed and left.again == right.again
    return effects and same(left.value, right.value, case.tolerance)


def part_of(exercise: Exercise, difference: Difference) -> str | None:
    """The name of the part that a difference lies in; ``None`` where it touches all of them."""
    if not exercise.parts or not difference.path:
        return None
    name = difference.path[0]
    if isinstance(name, int) and name < len(exercise.parts):
        name = exercise.parts[name]
    return str(name) if name in exercise.parts else None
