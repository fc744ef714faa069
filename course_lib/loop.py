"""Lesson 08: the whole training loop, assembled from the parts of lessons 03 to 07."""

import numpy as np

from course_lib.data import Array, minibatches
from course_lib.mlp import MLP
from course_lib.nn import (
    Params,
    accuracy,
    cross_entropy,
    cross_entropy_grad,
    mlp_backward,
    mlp_forward,
)
from course_lib.optim import Optimizer
from course_lib.watching import watched


def train_step(params: Params, x: Array, labels: Array, optimizer: Optimizer) -> float:
    """Train on one batch: forward pass, loss, backpropagation, update.

    Arguments: `params`, changed in place; `x` (n, d) and `labels` (n,).
    Returns: the cross-entropy before the update.
    """
    logits, cache = mlp_forward(x, params)
    loss = cross_entropy(logits, labels)
    grads = mlp_backward(cross_entropy_grad(logits, labels), params, cache)
    optimizer.step(params, grads)
    return loss


def evaluate(params: Params, X: Array, labels: Array) -> dict[str, float]:
    """Measure a network on examples, changing nothing.

    Arguments: `X` (n, d) and `labels` (n,).
    Returns: `"loss"`, the mean cross-entropy, and `"accuracy"`, 0 to 1.
    """
    logits, _ = mlp_forward(X, params)
    return {"loss": cross_entropy(logits, labels), "accuracy": accuracy(logits, labels)}


def fit(
    params: Params,
    X: Array,
    labels: Array,
    *,
    optimizer: Optimizer,
    epochs: int,
    batch_size: int,
    rng: np.random.Generator,
) -> dict[str, list[float]]:
    """Train a network: for each epoch, a fresh shuffle and a step for every batch, the short last
    one included.

    Arguments: `params`, changed in place; `X` (n, d) and `labels` (n,).
    Returns: the history: `"loss"` and `"accuracy"` over all of `X` at the end of each epoch.
    """
    history: dict[str, list[float]] = {"loss": [], "accuracy": []}
    for _ in watched(epochs, history):
        for x_batch, labels_batch in minibatches(X, labels, batch_size, rng=rng):
            train_step(params, x_batch, labels_batch, optimizer)
        for name, value in evaluate(params, X, labels).items():
            history[name].append(value)
    return history


def fit_fast(
    model: MLP,
    X: Array,
    labels: Array,
    *,
    optimizer: Optimizer,
    epochs: int,
    batch_size: int,
    rng: np.random.Generator,
) -> list[float]:
    """Train an `MLP` as `fit` trains a dictionary of parameters, without the pass at the end of
    each epoch.

    Arguments: `model`, changed in place; `X` (n, d), best of the model's dtype, and `labels` (n,).
    Returns: for each epoch the mean over its examples of the loss seen before each update.
    """
    losses: list[float] = []
    for _ in watched(epochs, {"loss": losses}):
        order = rng.permutation(len(X))
        total = 0.0
        for start in range(0, len(X), batch_size):
            rows = order[start : start + batch_size]
            loss = model.backward(model.forward(X.take(rows, axis=0)), labels.take(rows))
            optimizer.step(model.flat_params, model.flat_grads)
            total += len(rows) * loss
        losses.append(total / len(X))
    return losses
