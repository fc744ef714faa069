"""Lesson 11: six training loops, each with one thing wrong, shown in the lesson as they stand.

Each trains a linear model `X @ w` on the mean squared error, from zeros.
"""

# The code is read in the lesson: it is written as a learner writes, without types.
# mypy: disable-error-code="no-untyped-def, var-annotated"
# ruff: noqa: B007

import inspect

import numpy as np

CURVES = ("curve 1", "curve 2", "curve 3", "curve 4", "curve 5", "curve 6")
"""What the loops draw when they are run: curve 1 comes from `broken_1`."""

BUGS = {
    "best weights lost": "the best weights are not kept: they go on changing",
    "gradients pile up": "each gradient is added to all the earlier ones",
    "loss added up": "an epoch's loss is a sum over the examples, not a mean",
    "rate too large": "every step lands on the other side of the valley, and farther out",
    "rate too small": "every step goes the right way, and hardly moves",
    "rows shuffled apart": "`X` gets a new order, and `y` does not",
    "stale gradient": "each step uses the gradient of the step before it",
    "trains on validation": "the steps come from the validation data",
    "weights never move": "the weights after a step are those before it",
}
"""By name, what each means: six that are behind the curves, three that are not, from a to z."""


def show_code(function) -> None:
    """Show a function as it is written: highlighted in a notebook, and not to be edited there."""
    from IPython.display import display

    source = inspect.getsource(function)
    data = {"text/markdown": f"```python\n{source}```", "text/plain": source}
    display(data, raw=True)


def broken_1(X, y, *, learning_rate, epochs):
    """Train on full batches. Return `(w, losses)`."""
    w = np.zeros(X.shape[1])
    grad = np.zeros(X.shape[1])
    losses = []
    for epoch in range(epochs):
        error = X @ w - y  # (n, d) @ (d,) -> (n,)
        losses.append(np.mean(error**2))
        w = w - learning_rate * grad
        grad = 2 * X.T @ error / len(X)  # (d, n) @ (n,) -> (d,)
    return w, losses


def broken_2(X, y, *, learning_rate, epochs, batch_size, rng):
    """Train on batches in a fresh random order each epoch. Return `(w, losses)`."""
    w = np.zeros(X.shape[1])
    losses = []
    for epoch in range(epochs):
        X = X[rng.permutation(len(X))]
        total = 0.0
        for start in range(0, len(X), batch_size):
            x_batch = X[start : start + batch_size]
            y_batch = y[start : start + batch_size]
            error = x_batch @ w - y_batch  # (rows, d) @ (d,) -> (rows,)
            total += np.sum(error**2)
            grad = 2 * x_batch.T @ error / len(x_batch)  # (d, rows) @ (rows,) -> (d,)
            w = w - learning_rate * grad
        losses.append(total / len(X))
    return w, losses


def broken_3(train, val, *, learning_rate, epochs):
    """Train on full batches, and measure both losses after each epoch. Return `(w, history)`."""
    X, y = train
    w = np.zeros(X.shape[1])
    history = {"train_loss": [], "val_loss": []}
    for epoch in range(epochs):
        error = X @ w - y  # (n, d) @ (d,) -> (n,)
        grad = 2 * X.T @ error / len(X)  # (d, n) @ (n,) -> (d,)
        w = w - learning_rate * grad
        for name, (X, y) in {"train_loss": train, "val_loss": val}.items():
            error = X @ w - y  # (n, d) @ (d,) -> (n,)
            history[name].append(np.mean(error**2))
    return w, history


def broken_4(X, y, *, learning_rate, epochs, batch_size):
    """Train on batches, in the order of the rows. Return `(w, losses)`."""
    w = np.zeros(X.shape[1])
    grad = np.zeros(X.shape[1])
    losses = []
    for epoch in range(epochs):
        total = 0.0
        for start in range(0, len(X), batch_size):
            x_batch = X[start : start + batch_size]
            y_batch = y[start : start + batch_size]
            error = x_batch @ w - y_batch  # (rows, d) @ (d,) -> (rows,)
            total += np.sum(error**2)
            grad += 2 * x_batch.T @ error / len(x_batch)  # (d, rows) @ (rows,) -> (d,)
            w = w - learning_rate * grad
        losses.append(total / len(X))
    return w, losses


def broken_5(train, val, *, learning_rate, epochs):
    """Train on full batches, and return the weights with the lowest validation loss.

    Returns `(best_w, history)`.
    """
    X, y = train
    X_val, y_val = val
    w = np.zeros(X.shape[1])
    history = {"train_loss": [], "val_loss": []}
    best_w, best_loss = w, np.inf
    for epoch in range(epochs):
        error = X @ w - y  # (n, d) @ (d,) -> (n,)
        grad = 2 * X.T @ error / len(X)  # (d, n) @ (n,) -> (d,)
        w -= learning_rate * grad
        val_loss = np.mean((X_val @ w - y_val) ** 2)  # (n_val, d) @ (d,) -> (n_val,)
        history["train_loss"].append(np.mean((X @ w - y) ** 2))  # (n, d) @ (d,) -> (n,)
        history["val_loss"].append(val_loss)
        if val_loss < best_loss:
            best_w, best_loss = w, val_loss
    return best_w, history


def broken_6(X, y, *, epochs):
    """Train on full batches. Return `(w, losses)`."""
    learning_rate = 0.98
    w = np.zeros(X.shape[1])
    losses = []
    for epoch in range(epochs):
        error = X @ w - y  # (n, d) @ (d,) -> (n,)
        losses.append(np.mean(error**2))
        grad = 2 * X.T @ error / len(X)  # (d, n) @ (n,) -> (d,)
        w = w - learning_rate * grad
    return w, losses
