"""Data: how it is shuffled and split into batches (lesson 03), and the small data sets of the
lessons.

Nothing here downloads anything, and everything random comes from the generator that is handed in.
"""

import importlib.util
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


def num_batches(n: int, batch_size: int, drop_last: bool = False) -> int:
    """Count the batches that `n` rows make.

    Arguments: `n` rows, at most `batch_size` of them a batch; `drop_last` leaves a short last batch
    out.
    Returns: the number of batches, 0 where there are no rows.
    """
    if drop_last:
        return n // batch_size
    return (n + batch_size - 1) // batch_size


def shuffle_together(X: Array, y: Array, rng: np.random.Generator) -> tuple[Array, Array]:
    """Put the rows of `X` and `y` into one new random order.

    Arguments: `X` (n, ...) and `y` (n, ...), row i of one belonging to row i of the other.
    Returns: new arrays of the same shapes and dtypes, the pairs kept together.
    """
    order = rng.permutation(len(X))
    return X[order], y[order]


def minibatches(
    X: Array,
    y: Array,
    batch_size: int,
    *,
    rng: np.random.Generator | None = None,
    drop_last: bool = False,
) -> Iterator[tuple[Array, Array]]:
    """Hand out the rows of `X` and `y`, `batch_size` at a time.

    Arguments: `X` (n, ...) and `y` (n, ...); with `rng` the rows are shuffled first, without it
    they stay in order; `drop_last` leaves a short last batch out.
    Yields: pairs `(X_batch, y_batch)`.
    """
    if rng is not None:
        X, y = shuffle_together(X, y, rng)
    for batch in range(num_batches(len(X), batch_size, drop_last)):
        rows = slice(batch * batch_size, (batch + 1) * batch_size)
        yield X[rows], y[rows]


def noisy_line(
    n: int,
    rng: np.random.Generator,
    *,
    slope: float = 2.0,
    intercept: float = 1.0,
    noise: float = 0.3,
) -> tuple[Array, Array]:
    """Draw points scattered about a straight line.

    Arguments: `n` points; `noise` is the standard deviation of y about `slope * x + intercept`.
    Returns: `x` (n,), even over -1 to 1 in random order, and `y` (n,).
    """
    x = rng.uniform(-1.0, 1.0, n)
    return x, slope * x + intercept + rng.normal(0.0, noise, n)


def two_groups(n: int, rng: np.random.Generator, *, distance: float = 2.0) -> tuple[Array, Array]:
    """Draw two round groups of points, **sorted by label**: every 0 comes before the first 1.

    Arguments: `n` points in all; `distance` between the two centres, in standard deviations of a
    group.
    Returns: `X` (n, 2) and `labels` (n,) of 0 and 1; the first `n // 2` are 0.
    """
    labels = (np.arange(n) >= n // 2).astype(np.int64)
    X = rng.normal(size=(n, 2))
    X[:, 0] += distance * (labels - 0.5)
    return X, labels


def two_spirals(
    n: int, rng: np.random.Generator, *, noise: float = 0.05, turns: float = 1.25
) -> tuple[Array, Array]:
    """Draw two spirals wound round each other, which no straight line can tell apart.

    Arguments: `n` points in all; `noise` is the standard deviation of each coordinate; `turns` of
    each arm.
    Returns: `X` (n, 2), within about -1 to 1, and `labels` (n,), 0 and 1 in turn.
    """
    labels = np.arange(n) % 2
    along = np.sqrt(rng.uniform(0.02, 1.0, n))  # the root spreads the points evenly along the arm
    angle = 2 * np.pi * turns * along + np.pi * labels
    X = along[:, None] * np.column_stack([np.cos(angle), np.sin(angle)])
    return X + rng.normal(0.0, noise, (n, 2)), labels


def apples(n: int, rng: np.random.Generator | np.random.RandomState) -> tuple[Array, Array]:
    """Draw the readings of a machine that sorts apples: four varieties from two orchards each.

    The apples are made up, and each draw has varieties of its own, so rows that belong together
    come from one call. The two orchards of a variety lie on opposite sides of the middle: no
    straight line tells the varieties apart. The best possible rule is right on 96 in 100.

    Arguments: `n` apples.
    Returns: `X` (n, 5): diameter in metres, mass in milligrams, firmness in pascals, share of
    sugar, and the temperature of the room in kelvin, which tells nothing; and `labels` (n,), 0 to
    3, equally frequent.
    """
    labels = rng.permutation(n) % 4
    sides = rng.permutation(n) % 2 * 2 - 1  # the orchard: -1 or 1
    corners = np.array([[1, 1, 1, 0], [1, 1, -1, 0], [1, -1, 1, 0], [-1, 1, 1, 0]])
    turn, _ = np.linalg.qr(rng.normal(size=(4, 4)))
    middles = corners[labels] * sides[:, None]  # (n, 4)
    marks = (middles + rng.normal(0.0, 0.45, (n, 4))) @ turn  # (n, 4) @ (4, 4) -> (n, 4)
    readings = np.column_stack([marks, rng.normal(size=n)])  # (n, 5)
    return readings * [0.006, 30_000, 12_000, 0.015, 4] + [0.07, 180_000, 70_000, 0.12, 290], labels


def digits() -> tuple[Array, Array]:
    """Load the handwritten digits that come with scikit-learn.

    Returns: `X` (1797, 64), images of 8 by 8 pixels from 0 (paper) to 1 (ink), and `labels` (1797,)
    from 0 to 9.
    Source: E. Alpaydin and C. Kaynak, Optical Recognition of Handwritten Digits, UCI, 1998.
    """
    # Importing scikit-learn takes 60 times as long as reading the file that it brings along.
    found = importlib.util.find_spec("sklearn")
    file = (
        Path(found.origin).parent / "datasets" / "data" / "digits.csv.gz"
        if found and found.origin
        else None
    )
    if file is not None and file.is_file():
        table = np.loadtxt(file, delimiter=",")  # (1797, 65)
        images, labels = table[:, :-1], table[:, -1].astype(np.int64)
    else:
        from sklearn.datasets import load_digits

        images, labels = load_digits(return_X_y=True)
    return images / 16.0, labels
