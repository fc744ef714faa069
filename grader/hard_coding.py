"""Answers by heart: what a table of the visible answers would earn on other cases."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from course_lib.checking.asked.case import Case
from course_lib.checking.running.observe import Observation, Raised

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


def _shapes(place: int, case: Case) -> object:
    values = [*case.args, *case.kwargs.values()]
    return tuple(np.shape(value) for value in values if isinstance(value, np.ndarray))


LOOKS: dict[str, Look] = {
    "the place of the case": lambda place, case: place,
    "the shapes of the arguments": _shapes,
    "the sizes of the case": lambda place, case: tuple(sorted(case.sizes.items())),
}
