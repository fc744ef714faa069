"""What lesson 00 asks: four small functions on arrays, and a guess."""

from collections.abc import Iterator

import numpy as np

from course_lib.checking import Case, Draw, exercise, guess

SHAPES = (4, 3), (2, 5), (3, 3)
"""The square one last: a sum over the wrong axis gives the right shape there."""

ORDERS = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
"""The table that the lesson works by hand."""


@exercise("x")
def double(rng: Draw) -> Iterator[Case]:
    yield Case(21).as_worked()
    yield Case(3.5)
    yield Case(-4)
    yield Case(rng.normal(size=5)).sized(n=5)
    yield Case(rng.normal(size=(2, 3)))


@exercise("X", library="arrays")
def column_means(rng: Draw) -> Iterator[Case]:
    yield Case(ORDERS).sized(n=3, d=2).as_worked()
    for n, d in SHAPES:
        yield Case(rng.normal(1.0, 2.0, size=(n, d))).sized(n=n, d=d)
    yield Case(rng.normal(size=(1, 4))).sized(n=1, d=4)


guess("guess_means", __name__, ["(3,)", "(2,)", "(3, 2)"])


@exercise("X", uses="column_means")
def center(rng: Draw) -> Iterator[Case]:
    yield Case(ORDERS).sized(n=3, d=2).as_worked()
    for n, d in SHAPES:
        yield Case(rng.normal(1.0, 2.0, size=(n, d))).sized(n=n, d=d)
    yield Case(rng.normal(size=(1, 4))).sized(n=1, d=4)


@exercise("X, w")
def weighted_sums(rng: Draw) -> Iterator[Case]:
    yield Case(ORDERS, np.array([1.0, 10.0])).sized(n=3, d=2).as_worked()
    for n, d in SHAPES:
        yield Case(rng.normal(size=(n, d)), rng.normal(size=d)).sized(n=n, d=d)
