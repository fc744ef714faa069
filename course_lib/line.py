"""Lessons 01 to 03: a straight line learns, first one example at a time, then a batch at a time."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from course_lib.data import Array, minibatches

# Lesson 01: one weight, y ≈ w * x


def predict(w: Any, x: Any) -> Any:
    """Predict y from x with one weight: `w * x`.

    Arguments: `w` and `x`, numbers or arrays.
    Returns: the prediction, elementwise.
    """
    return w * x


def squared_error(y_pred: Any, y: Any) -> Any:
    """Measure how wrong a prediction is: `(y_pred - y)²`.

    Arguments: the prediction and the target, numbers or arrays.
    Returns: the squared error, elementwise.
    """
    return (y_pred - y) ** 2


def gradient(w: float, x: float, y: float) -> float:
    """Return the slope of one example's squared error: d/dw (w·x - y)² = 2 (w·x - y) x.

    Arguments: the weight and one example, three numbers.
    Returns: by how much the squared error rises for each unit that `w` rises, at this `w`.
    """
    return 2 * (w * x - y) * x


def train(
    x: Array, y: Array, *, learning_rate: float = 0.01, epochs: int = 100
) -> tuple[float, list[float]]:
    """Train one weight from 0.0, one update an example, in order.

    Arguments: examples `x` and targets `y`, both (n,).
    Returns: the weight, and for each epoch the sum of the squared errors, each taken before its
    update.
    """
    w = 0.0
    losses = []
    for _ in range(epochs):
        total = 0.0
        for i in range(len(x)):
            total += squared_error(predict(w, x[i]), y[i])
            w = w - learning_rate * gradient(w, x[i], y[i])
        losses.append(total)
    return w, losses


# Lesson 02: a straight line, y ≈ w * x + b, over many epochs


def two_gradients(w: float, b: float, x: float, y: float) -> tuple[float, float]:
    """Return both slopes of one example's squared error: with e = w·x + b - y, dw = 2 e x and db =
    2 e.

    Arguments: weight, bias, and one example, four numbers.
    Returns: `(dw, db)`.
    """
    error = w * x + b - y
    return 2 * error * x, 2 * error


def run_epoch(
    w: float, b: float, x: Array, y: Array, learning_rate: float
) -> tuple[float, float, float]:
    """Pass over the examples once, in order, one update each.

    Arguments: weight and bias to start from; examples `x` and targets `y`, both (n,).
    Returns: `(w, b, mean_loss)`, where each example's squared error is taken before its update.
    """
    total = 0.0
    for i in range(len(x)):
        total += squared_error(w * x[i] + b, y[i])
        dw, db = two_gradients(w, b, x[i], y[i])
        w, b = w - learning_rate * dw, b - learning_rate * db
    return w, b, total / len(x)


def train_epochs(
    x: Array, y: Array, *, epochs: int, learning_rate: float
) -> dict[str, list[float]]:
    """Train a straight line from `w = b = 0.0` for several epochs.

    Arguments: examples `x` and targets `y`, both (n,).
    Returns: the history: lists `"w"`, `"b"` (after each epoch) and `"loss"` (`run_epoch`'s), one
    entry an epoch.
    """
    w = b = 0.0
    history: dict[str, list[float]] = {"w": [], "b": [], "loss": []}
    for _ in range(epochs):
        w, b, loss = run_epoch(w, b, x, y, learning_rate)
        history["w"].append(w)
        history["b"].append(b)
        history["loss"].append(loss)
    return history


def epochs_to_reach(losses: Sequence[float], target: float) -> int | None:
    """Count the epochs until the loss is first at or below `target`.

    Arguments: `losses`, one an epoch.
    Returns: 1 if the first epoch reached it, and so on; `None` if no epoch did.
    """
    for epoch, loss in enumerate(losses, start=1):
        if loss <= target:
            return epoch
    return None


# Lesson 03: several features, y ≈ X @ w + b, a batch at a time


def batch_gradient(X: Array, y: Array, w: Array, b: float) -> tuple[Array, float]:
    """Return both slopes of the mean squared error of `X @ w + b` over a batch.

    With e = X w + b - y: dw = 2/n Xᵀ e and db = 2/n Σ e.

    Arguments: examples `X` (n, d), targets `y` (n,), weights `w` (d,), bias `b` a number.
    Returns: `(dw, db)`, of shape (d,) and a number.
    """
    error = X @ w + b - y  # (n, d) @ (d,) -> (n,)
    dw = 2 * X.T @ error / len(X)  # (d, n) @ (n,) -> (d,)
    return dw, 2 * error.mean()


def train_minibatch(
    X: Array,
    y: Array,
    *,
    batch_size: int,
    learning_rate: float,
    epochs: int,
    rng: np.random.Generator,
) -> tuple[Array, float, list[float]]:
    """Train a linear model from zeros, one update a batch, in a fresh random order each epoch.

    Arguments: examples `X` (n, d) and targets `y` (n,).
    Returns: `(w, b, losses)`: weights (d,), bias, and for each epoch the mean over its examples of
    the squared error seen before each update, so that a short batch weighs no more than its rows.
    """
    w, b = np.zeros(X.shape[1]), 0.0
    losses = []
    for _ in range(epochs):
        total = 0.0
        for X_batch, y_batch in minibatches(X, y, batch_size, rng=rng):
            total += np.sum(squared_error(X_batch @ w + b, y_batch))  # (rows, d) @ (d,) -> (rows,)
            dw, db = batch_gradient(X_batch, y_batch, w, b)
            w, b = w - learning_rate * dw, b - learning_rate * db
        losses.append(total / len(X))
    return w, b, losses
