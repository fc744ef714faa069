"""What lesson 00 asks: a moving average."""

from collections.abc import Iterator

import numpy as np

from course_lib.checking import Case, Draw, exercise

READINGS = np.array([2.0, 4.0, 9.0, 5.0])
"""The readings that the lesson works by hand."""


@exercise("x, window")
def moving_average(rng: Draw) -> Iterator[Case]:
    yield Case(READINGS, 2).sized(n=4, window=2).as_worked()
    for n, window in (7, 3), (10, 4), (6, 5):
        yield Case(rng.normal(1.0, 2.0, size=n), window).sized(n=n, window=window)
    yield Case(rng.normal(size=5), 5).sized(n=5, window=5)
