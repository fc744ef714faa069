"""Lesson 10: held-out data, scaling without leakage, and training that stops in time."""

from typing import Self

import numpy as np

from course_lib.data import Array, minibatches
from course_lib.loop import evaluate, train_step
from course_lib.nn import Params
from course_lib.optim import Optimizer
from course_lib.watching import watched

Labelled = tuple[Array, Array]
"""Rows (n, d) and their labels (n,)."""


def train_val_split(
    X: Array, y: Array, val_fraction: float, rng: np.random.Generator
) -> tuple[Array, Array, Array, Array]:
    """Hold out randomly chosen rows for validation.

    Arguments: `X` (n, ...) and `y` (n, ...), row i of one belonging to row i of the other;
    `val_fraction`, 0 to 1.
    Returns: `(X_train, y_train, X_val, y_val)`, with `round(n * val_fraction)` rows held out.
    """
    order = rng.permutation(len(X))
    held_out = round(len(X) * val_fraction)
    train, val = order[held_out:], order[:held_out]
    return X[train], y[train], X[val], y[val]


class Standardizer:
    """Scale every feature to mean 0 and deviation 1, as measured on the rows given to `fit`."""

    def fit(self, X: Array) -> Self:
        """Measure the mean and the standard deviation of each feature of `X` (n, d)."""
        self.mean = X.mean(axis=0)  # (d,)
        # Rounding gives a constant 0.1 a deviation of 1e-17, so compare the values themselves.
        varies = X.max(axis=0) > X.min(axis=0)
        self.deviation = np.where(varies, X.std(axis=0), 1.0)  # (d,)
        return self

    def transform(self, X: Array) -> Array:
        """Return `X` (n, d) scaled by what `fit` measured.

        A feature that was constant there becomes 0.
        """
        scaled: Array = (X - self.mean) / self.deviation  # (n, d) and (d,) -> (n, d)
        return scaled


class EarlyStopping:
    """Keep the best parameters so far, and say when to stop looking for better ones.

    Arguments: `patience`, how many updates in a row may fail to improve, at least 1; a loss
    improves on the best one if it is lower by more than `min_delta`.
    Attributes: `best_loss`, infinite before the first update, and `best_params`, a copy, None until
    a loss improves.
    Source: L. Prechelt, Early Stopping - but when?, 1998.
    """

    def __init__(self, patience: int, min_delta: float = 0.0) -> None:
        self.patience, self.min_delta = patience, min_delta
        self.best_loss = np.inf
        self.best_params: Params | None = None
        self.misses = 0

    def update(self, val_loss: float, params: Params) -> bool:
        """Take in the validation loss of `params`; return whether to stop."""
        if val_loss < self.best_loss - self.min_delta:  # never true for nan
            self.best_loss = val_loss
            self.best_params = {name: p.copy() for name, p in params.items()}
            self.misses = 0
        else:
            self.misses += 1
        return self.misses >= self.patience


def fit_with_validation(
    params: Params,
    train: Labelled,
    val: Labelled,
    *,
    optimizer: Optimizer,
    epochs: int,
    batch_size: int,
    patience: int,
    rng: np.random.Generator,
) -> tuple[Params, dict[str, list[float]]]:
    """Train until the validation loss has not improved for `patience` epochs in a row.

    Arguments: `params`, changed in place; `train` and `val`, each a pair of `X` (n, d) and
    `labels` (n,); `epochs`, at most.
    Returns: `(best_params, history)`: the parameters with the lowest validation loss, and
    `"train_loss"` and `"val_loss"`, each measured at the end of every epoch.
    """
    history: dict[str, list[float]] = {"train_loss": [], "val_loss": []}
    stopping = EarlyStopping(patience)
    for _ in watched(epochs, history):
        for x_batch, labels_batch in minibatches(*train, batch_size, rng=rng):
            train_step(params, x_batch, labels_batch, optimizer)
        history["train_loss"].append(evaluate(params, *train)["loss"])
        history["val_loss"].append(evaluate(params, *val)["loss"])
        if stopping.update(history["val_loss"][-1], params):
            break
    if stopping.best_params is None:  # no epoch ran, or every validation loss was nan
        return params, history
    return stopping.best_params, history
