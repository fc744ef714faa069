"""Answers by heart: what a table of the visible answers would earn on other cases."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from course_lib.checking.asked.case import Case
from course_lib.checking.asked.exercise import VISIBLE_SEED, Exercise
from course_lib.checking.deciding import verdict_on
from course_lib.checking.judging.keys import Key
from course_lib.checking.running.observe import Observation, Raised
from grader.trial_runs import cases_of

Look = Callable[[int, Case], object]
"""What a learner could look an answer up by: the place of a case, or something cheap about it."""

UNKNOWN = Observation(raised=Raised(("KeyError",)))


def by_heart(
    visible: Sequence[Case], answers: Sequence[Observation], cases: Sequence[Case]
) -> Iterator[tuple[str, list[Observation]]]:
    """What answers by heart bring to light on other cases, by what they are looked up by.

    Args:
        visible: the cases that students see.
        answers: what a right answer brings to light on them.
        cases: the other cases.
    """
    for label, look in LOOKS.items():
        pairs = enumerate(zip(visible, answers, strict=False))
        table = {look(place, case): answer for place, (case, answer) in pairs}
        yield label, [table.get(look(place, case), UNKNOWN) for place, case in enumerate(cases)]


def learnt(exercise: Exercise, answers: Sequence[Observation], key: Key) -> Iterator[str]:
    """The ways in which answers that are learnt by heart from the visible cases earn points on the
    cases of a key, each a sentence.

    Args:
        exercise: what is asked.
        answers: what a right answer brings to light on the visible cases.
        key: of the other cases.
    """
    if exercise.choices or exercise.measure or not exercise.signature:
        return
    cases = cases_of(exercise, key.seed)
    for label, answer in by_heart(cases_of(exercise, VISIBLE_SEED), answers, cases):
        if verdict_on(exercise, cases, answer, key).score:
            yield (
                f"{exercise.name}: a table of the visible answers, looked up by {label}, earns "
                f"points on the cases of seed {key.seed}."
            )


def _shapes(place: int, case: Case) -> object:
    values = [*case.args, *case.kwargs.values()]
    return tuple(np.shape(value) for value in values if isinstance(value, np.ndarray))


LOOKS: dict[str, Look] = {
    "the place of the case": lambda place, case: place,
    "the shapes of the arguments": _shapes,
    "the sizes of the case": lambda place, case: tuple(sorted(case.sizes.items())),
}
