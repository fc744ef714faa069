"""What lesson 05 asks: four losses and the accuracy."""

from collections.abc import Iterator

import numpy as np

from course_lib.checking import Case, Draw, exercise, guess
from course_lib.data import Array

SHAPES = (4, 3), (2, 5), (5, 4), (3, 3)
"""Rows and columns. The square one last: with the wrong axis it gives numbers instead of an
exception.
"""

STABLE = "stable at ±1000"
NEAR_ZERO = 1e-5
"""The tolerance where the right loss is 0: so that a small number inside a logarithm fails where it
matters.
"""


@exercise("y_pred, y", library="nn")
def mse_loss(rng: Draw) -> Iterator[Case]:
    yield Case(np.array([1.0, 2.0]), np.array([1.0, 4.0])).sized(n=2).as_worked()
    yield Case(*rng.normal(scale=2.0, size=(2, 4))).sized(n=4)
    for n, k in (2, 3), (5, 2), (3, 3):
        yield Case(*rng.normal(scale=2.0, size=(2, n, k))).sized(n=n, k=k)
    for one, other in (
        ((4,), (4, 1)),
        ((3, 1), (3, 2)),
        ((1, 3), (2, 3)),
    ):  # NumPy would broadcast each of them
        yield Case(rng.normal(size=one), rng.normal(size=other)).decides(
            "refuses two different shapes", 1 / 3
        )


@exercise("logits, y", library="nn")
def binary_cross_entropy(rng: Draw) -> Iterator[Case]:
    yield Case(np.log([3.0, 3.0]), np.array([1.0, 0.0])).sized(n=2).as_worked()
    for n, kind in (4, float), (6, int), (9, float):
        logits = rng.normal(scale=2.0, size=n)
        logits[n - 1] = 0.0
        yield Case(logits, _both(rng, n).astype(kind)).sized(n=n)
    far = np.array([1000.0, 1000.0, -1000.0, -1000.0, -700.0])
    yield Case(far, np.array([0.0, 1.0, 0.0, 1.0, 1.0])).sized(n=5).decides(STABLE, 0.2)
    yield Case(far[:3], np.array([1, 1, 0])).sized(n=3).decides(STABLE, 0.2).within(NEAR_ZERO)


@exercise("labels, num_classes", library="nn")
def one_hot(rng: Draw) -> Iterator[Case]:
    yield Case(np.array([2, 0]), 3).sized(n=2, classes=3).as_worked()
    for n, classes in (4, 3), (3, 3), (3, 7), (6, 4):
        yield Case(rng.randint(classes, size=n), classes).sized(n=n, classes=classes)
    yield Case(np.array([3, 1, 3, 1]), 6).sized(
        n=4, classes=6
    )  # some classes do not occur, the last one too


guess("guess_lower_loss", __name__, ["A", "B", "same"])


@exercise(
    "logits, labels",
    library="nn",
    uses="one_hot",
    answered_by="mlp.softmax_cross_entropy",
)
def cross_entropy(rng: Draw) -> Iterator[Case]:
    days = np.log([[1.0, 2.0, 5.0], [1.0, 2.0, 5.0]])
    yield Case(days, np.array([2, 0])).sized(n=2, classes=3).as_worked()
    for n, classes in SHAPES:
        labels = rng.randint(classes, size=n)
        yield Case(rng.normal(scale=1.5, size=(n, classes)), labels).sized(n=n, classes=classes)
    far = np.array([[1000.0, 0.0, -1000.0], [-1000.0, 1000.0, 0.0]])
    yield Case(far, np.array([0, 0])).sized(n=2, classes=3).decides(STABLE, 0.2)
    sure = np.array([[1000.0, 0.0, -1000.0], [1000.0, -1000.0, 0.0]])
    yield Case(sure, np.array([0, 0])).sized(n=2, classes=3).decides(STABLE, 0.2).within(NEAR_ZERO)
    whole = rng.randint(-2, 3, size=(4, 3)) + np.array([[1000.0], [0.0], [-1000.0], [500.0]])
    yield Case(whole, rng.randint(3, size=4)).sized(n=4, classes=3).decides(STABLE, 0.2)


@exercise("logits, labels", library="nn")
def accuracy(rng: Draw) -> Iterator[Case]:
    scores = np.array([[0.2, 3.0, 1.0], [4.0, 0.0, 2.5], [0.1, 0.3, 0.2]])
    yield Case(scores, np.array([1, 0, 2])).sized(n=3, classes=3).as_worked()
    few, some, many = rng.randint(7, 11), rng.randint(12, 18), rng.randint(31, 52)
    for n, classes, hits, place in (
        (few, 3, few - rng.randint(1, 4), 2),
        (many, 5, rng.randint(9, many // 2), 1),
        (some, 2, some - rng.randint(4, 6), 1),
        (8, 8, rng.randint(5, 8), 4),
    ):
        logits = rng.normal(scale=1.5, size=(n, classes))
        logits = np.roll(
            logits, -int(logits.max(axis=1).argmax()), axis=0
        )  # its position in the table is a class too
        yield Case(logits, _labels(rng, logits, hits, place)).sized(n=n, classes=classes)
    whole = np.array(
        [rng.permutation(np.arange(4.0) - 1) for _ in range(6)]
    )  # the largest value, 2, could be a label
    whole[0] = 0.0, -1.0, 2.0, 1.0
    yield Case(whole, whole.argmax(axis=1)).sized(n=6, classes=4)  # all are right


def _both(rng: Draw, n: int) -> Array:
    """0 and 1 in random order, each at least once, and not equally often."""
    return rng.permutation(np.arange(n) < n // 2 - 1)


def _labels(rng: Draw, logits: Array, hits: int, place: int) -> Array:
    """Labels with which ``hits`` rows are predicted right; in the others the true class is
    ``place`` places behind.
    """
    n, classes = logits.shape
    behind = np.where(rng.permutation(n) < hits, 0, place)
    at = int(
        np.argmax((behind == 0) == (2 * hits < n))
    )  # the first row is wrong where most are right, and the reverse
    behind[[0, at]] = behind[[at, 0]]
    labels: Array = np.argsort(logits, axis=1)[np.arange(n), classes - 1 - behind]
    return labels
