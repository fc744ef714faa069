"""Other right answers to the exercises of lesson 11, in styles that good students write."""

import copy
import math
from collections import OrderedDict, defaultdict

import numpy as np

from course_lib.broken import CURVES
from course_lib.data import minibatches, shuffle_together
from course_lib.line import batch_gradient

# diagnose

ANSWERS = [
    "stale gradient",
    "rows shuffled apart",
    "trains on validation",
    "gradients pile up",
    "best weights lost",
    "rate too large",
]


def diagnose__zipped():
    return dict(zip(CURVES, ANSWERS))


def diagnose__grown():
    answer = {}
    for number, bug in enumerate(ANSWERS, start=1):
        answer[f"curve {number}"] = bug
    return answer


def diagnose__turned_round():
    curves = {bug: curve for curve, bug in zip(CURVES, ANSWERS)}
    return OrderedDict((curve, bug) for bug, curve in reversed(curves.items()))


def diagnose__numpy_texts():
    return {curve: np.str_(bug) for curve, bug in zip(np.array(CURVES), ANSWERS)}


# fixed_1


def fixed_1__gradient_function(X, y, *, learning_rate, epochs):
    def slope(w):
        return 2 / len(y) * (X.T @ (X @ w - y))

    w, losses = np.zeros(X.shape[1]), []
    for _ in range(epochs):
        losses += [((X @ w - y) ** 2).mean()]
        w -= learning_rate * slope(w)
    return w, losses


def fixed_1__plain_lists(X, y, *, learning_rate, epochs):
    rows, n, d = X.tolist(), len(X), len(X[0])
    w = [0.0] * d
    losses = []
    for _ in range(epochs):
        errors = [sum(a * b for a, b in zip(w, row)) - t for row, t in zip(rows, y.tolist())]
        losses.append(math.fsum(e * e for e in errors) / n)
        w = [
            w[j] - learning_rate * 2 / n * sum(e * row[j] for e, row in zip(errors, rows))
            for j in range(d)
        ]
    return np.array(w), losses


def fixed_1__normal_equations(X, y, *, learning_rate, epochs):
    n, d = X.shape
    A, b, c = X.T @ X / n, X.T @ y / n, y @ y / n
    w, losses = np.zeros(d), np.empty(epochs)
    for e in range(epochs):
        losses[e] = w @ A @ w - 2 * b @ w + c
        w = w + 2 * learning_rate * (b - A @ w)
    return w, losses


def fixed_1__float32_einsum(X, y, *, learning_rate, epochs):
    X, y = X.astype(np.float32), y.astype(np.float32)
    w = np.zeros(X.shape[1], dtype=np.float32)
    losses = []
    for _ in range(epochs):
        error = np.einsum("nd,d->n", X, w) - y
        losses.append(float(np.mean(np.square(error))))
        w -= np.float32(2 * learning_rate / len(X)) * np.einsum("nd,n->d", X, error)
    return w, losses


def fixed_1__library(X, y, *, learning_rate, epochs):
    w, losses = np.zeros(X.shape[1]), []
    while len(losses) < epochs:
        losses.append(np.average((y - X.dot(w)) ** 2))
        dw, db = batch_gradient(X, y, w, 0.0)
        w = w - learning_rate * dw
    return w, tuple(losses)


def fixed_1__minimal_repair(X, y, *, learning_rate, epochs):
    w = np.zeros(X.shape[1])
    grad = np.zeros(X.shape[1])
    losses = []
    for epoch in range(epochs):
        error = X @ w - y
        losses.append(np.mean(error**2))
        grad = 2 * X.T @ error / len(X)
        w = w - learning_rate * grad
    return w, losses


def fixed_1__generator(X, y, *, learning_rate, epochs):
    def training():
        w = np.zeros((X.shape[1], 1))
        target = y.reshape(-1, 1)
        while True:
            error = X @ w - target
            yield w.ravel(), float((error.T @ error).item()) / len(X)
            w = w - learning_rate * (2.0 / len(X)) * (X.T @ error)

    run = training()
    losses = [next(run)[1] for _ in range(epochs)]
    return next(run)[0], losses


# fixed_2


def fixed_2__minimal_repair(X, y, *, learning_rate, epochs, batch_size, rng):
    w = np.zeros(X.shape[1])
    losses = []
    for epoch in range(epochs):
        order = rng.permutation(len(X))
        X, y = X[order], y[order]
        total = 0.0
        for start in range(0, len(X), batch_size):
            x_batch = X[start : start + batch_size]
            y_batch = y[start : start + batch_size]
            error = x_batch @ w - y_batch
            total += np.sum(error**2)
            grad = 2 * x_batch.T @ error / len(x_batch)
            w = w - learning_rate * grad
        losses.append(total / len(X))
    return w, losses


def fixed_2__shuffle_together(X, y, *, learning_rate, epochs, batch_size, rng):
    w, losses = np.zeros(X.shape[1]), []
    for _ in range(epochs):
        X, y = shuffle_together(X, y, rng)
        squares = []
        for X_batch, y_batch in minibatches(X, y, batch_size):
            squares.extend((X_batch @ w - y_batch) ** 2)
            dw, _ = batch_gradient(X_batch, y_batch, w, 0.0)
            w = w - learning_rate * dw
        losses.append(np.mean(squares))
    return w, losses


def fixed_2__one_table(X, y, *, learning_rate, epochs, batch_size, rng):
    table, losses, w = np.column_stack([X, y]), [], np.zeros(X.shape[1])
    for _ in range(epochs):
        rng.shuffle(table)
        weighted = 0.0
        for rows in np.split(table, range(batch_size, len(table), batch_size)):
            error = rows[:, :-1] @ w - rows[:, -1]
            weighted += len(rows) * np.mean(error**2)
            w = w - learning_rate * 2 * (error[:, None] * rows[:, :-1]).mean(axis=0)
        losses.append(weighted / len(table))
    return w, losses


def fixed_2__argsort_keys(X, y, *, learning_rate, epochs, batch_size, rng):
    w, losses = np.zeros(X.shape[1]), np.zeros(epochs)
    for e in range(epochs):
        left = list(np.argsort(rng.random(len(X))))
        while left:
            rows, left = left[:batch_size], left[batch_size:]
            error = X[rows] @ w - y[rows]
            losses[e] += error @ error / len(X)
            w -= 2 * learning_rate / len(rows) * error @ X[rows]
    return w, losses


def fixed_2__rows_popped(X, y, *, learning_rate, epochs, batch_size, rng):
    w, losses = np.zeros(X.shape[1]), []
    for _ in range(epochs):
        left, seen = list(range(len(X))), []
        while left:
            rows = [
                left.pop(int(rng.integers(len(left)))) for _ in range(min(batch_size, len(left)))
            ]
            errors = [float(X[i] @ w - y[i]) for i in rows]
            seen += [e * e for e in errors]
            w = w - learning_rate * sum(2 * e * X[i] for e, i in zip(errors, rows)) / len(rows)
        losses.append(sum(seen) / len(seen))
    return w, losses


# fixed_3


def fixed_3__minimal_repair(train, val, *, learning_rate, epochs):
    X, y = train
    w = np.zeros(X.shape[1])
    history = {"train_loss": [], "val_loss": []}
    for epoch in range(epochs):
        X, y = train
        error = X @ w - y
        grad = 2 * X.T @ error / len(X)
        w = w - learning_rate * grad
        for name, (X, y) in {"train_loss": train, "val_loss": val}.items():
            error = X @ w - y
            history[name].append(np.mean(error**2))
    return w, history


def fixed_3__loss_function(train, val, *, learning_rate, epochs):
    def loss(data):
        return np.mean((data[0] @ w - data[1]) ** 2)

    w = np.zeros(train[0].shape[1])
    history = defaultdict(list)
    for _ in range(epochs):
        w = w - learning_rate * batch_gradient(*train, w, 0.0)[0]
        history["train_loss"].append(loss(train))
        history["val_loss"].append(loss(val))
        history["epoch"].append(len(history["epoch"]) + 1)
    return w, history


def fixed_3__weights_first(train, val, *, learning_rate, epochs):
    X, y = train
    film = [np.zeros(X.shape[1])]
    for _ in range(epochs):
        film.append(film[-1] - learning_rate * 2 * (X @ film[-1] - y) @ X / len(y))
    after = np.array(film[1:])
    losses = [((A @ after.T - b[:, None]) ** 2).mean(axis=0) for A, b in (train, val)]
    return film[-1], dict(zip(("train_loss", "val_loss"), losses))


def fixed_3__class(train, val, *, learning_rate, epochs):
    class Model:
        def __init__(self, d):
            self.w = np.zeros(d)

        def errors(self, X, y):
            return X @ self.w - y

        def step(self, X, y):
            self.w -= learning_rate * 2 * np.einsum("n,nd->d", self.errors(X, y), X) / len(X)

    model = Model(train[0].shape[1])
    rows = []
    for _ in range(epochs):
        model.step(*train)
        rows.append([np.mean(np.square(model.errors(*data))) for data in (train, val)])
    train_loss, val_loss = zip(*rows)
    return model.w, {"val_loss": list(val_loss), "train_loss": list(train_loss)}


def fixed_3__float32(train, val, *, learning_rate, epochs):
    (X, y), (X_val, y_val) = [[a.astype("float32") for a in pair] for pair in (train, val)]
    w = np.zeros(X.shape[1], "float32")
    history = {"train_loss": [], "val_loss": []}
    for _ in range(epochs):
        w = w - np.float32(learning_rate) * (2 * X.T @ (X @ w - y) / np.float32(len(X)))
        history["train_loss"] += [np.mean((X @ w - y) ** 2)]
        history["val_loss"] += [np.mean((X_val @ w - y_val) ** 2)]
    return [w, history]


# fixed_4


def fixed_4__cleared_each_batch(X, y, *, learning_rate, epochs, batch_size):
    w = np.zeros(X.shape[1])
    losses = []
    for epoch in range(epochs):
        total = 0.0
        for start in range(0, len(X), batch_size):
            grad = np.zeros(X.shape[1])
            x_batch = X[start : start + batch_size]
            y_batch = y[start : start + batch_size]
            error = x_batch @ w - y_batch
            total += np.sum(error**2)
            grad += 2 * x_batch.T @ error / len(x_batch)
            w = w - learning_rate * grad
        losses.append(total / len(X))
    return w, losses


def fixed_4__minibatches(X, y, *, learning_rate, epochs, batch_size):
    w, losses = np.zeros(X.shape[1]), []
    for _ in range(epochs):
        seen = []
        for X_batch, y_batch in minibatches(X, y, batch_size):
            seen.append((np.mean((X_batch @ w - y_batch) ** 2), len(y_batch)))
            w = w - learning_rate * batch_gradient(X_batch, y_batch, w, 0.0)[0]
        values, counts = zip(*seen)
        losses.append(np.average(values, weights=counts))
    return w, losses


def fixed_4__array_of_squares(X, y, *, learning_rate, epochs, batch_size):
    w, squares = np.zeros(X.shape[1]), np.empty((epochs, len(X)))
    for e in range(epochs):
        for rows in np.array_split(np.arange(len(X)), range(batch_size, len(X), batch_size)):
            error = X[rows] @ w - y[rows]
            squares[e, rows] = error**2
            w -= learning_rate * 2 * np.mean(error[:, None] * X[rows], axis=0)
    return w, squares.mean(axis=1)


def fixed_4__row_by_row_sums(X, y, *, learning_rate, epochs, batch_size):
    n, d = X.shape
    w, losses = np.zeros(d), []
    for _ in range(epochs):
        total, start = 0.0, 0
        while start < n:
            stop = min(start + batch_size, n)
            slope = np.zeros(d)
            for i in range(start, stop):
                e = float(X[i] @ w - y[i])
                total += e * e
                slope += 2 * e * X[i]
            w = w - learning_rate * slope / (stop - start)
            start = stop
        losses.append(total / n)
    return w, losses


def fixed_4__helper(X, y, *, learning_rate, epochs, batch_size):
    def one_epoch(w):
        total = 0
        for first in range(0, X.shape[0], batch_size):
            block = slice(first, first + batch_size)
            e = y[block] - X[block] @ w
            total += e @ e
            w = w + learning_rate * 2 / e.size * e @ X[block]
        return w, total / y.size

    w, losses = np.zeros(X.shape[1]), []
    for _ in range(epochs):
        w, loss = one_epoch(w)
        losses.append(loss)
    return w, losses


# fixed_5


def fixed_5__new_array_each_step(train, val, *, learning_rate, epochs):
    (X, y), (X_val, y_val) = train, val
    w = np.zeros(X.shape[1])
    history = {"train_loss": [], "val_loss": []}
    best_w, best_loss = w, np.inf
    for epoch in range(epochs):
        error = X @ w - y
        w = w - learning_rate * 2 * X.T @ error / len(X)
        val_loss = np.mean((X_val @ w - y_val) ** 2)
        history["train_loss"].append(np.mean((X @ w - y) ** 2))
        history["val_loss"].append(val_loss)
        if val_loss < best_loss:
            best_w, best_loss = w, val_loss
    return best_w, history


def fixed_5__film(train, val, *, learning_rate, epochs):
    X, y = train
    w, film = np.zeros(X.shape[1]), []
    history = {"train_loss": [], "val_loss": []}
    for _ in range(epochs):
        w -= learning_rate * batch_gradient(X, y, w, 0.0)[0]
        film.append(w.copy())
        for name, (A, b) in zip(history, (train, val)):
            history[name].append(((A @ w - b) ** 2).mean())
    return film[int(np.argmin(history["val_loss"]))], history


def fixed_5__deepcopy(train, val, *, learning_rate, epochs):
    model = {"w": np.zeros(train[0].shape[1])}
    best, history = None, {"train_loss": [], "val_loss": []}
    for _ in range(epochs):
        X, y = train
        model["w"] -= learning_rate * 2 / len(y) * (X @ model["w"] - y) @ X
        losses = [np.mean((A @ model["w"] - b) ** 2) for A, b in (train, val)]
        history["train_loss"].append(losses[0])
        history["val_loss"].append(losses[1])
        if best is None or losses[1] < best["loss"]:
            best = {"loss": losses[1], "model": copy.deepcopy(model)}
    return best["model"]["w"], history


def fixed_5__copied_into(train, val, *, learning_rate, epochs):
    X, y = train
    X_val, y_val = val
    w, best_w = np.zeros(X.shape[1]), np.zeros(X.shape[1])
    train_loss, val_loss = np.full(epochs, np.inf), np.full(epochs, np.inf)
    for e in range(epochs):
        w -= learning_rate * 2 * X.T @ (X @ w - y) / len(X)
        train_loss[e] = np.mean((X @ w - y) ** 2)
        val_loss[e] = np.mean((X_val @ w - y_val) ** 2)
        if e == np.argmin(val_loss):
            best_w[:] = w
    return best_w, {"train_loss": train_loss, "val_loss": val_loss}


def fixed_5__runs_again(train, val, *, learning_rate, epochs):
    X, y = train

    def run(count):
        w, seen = np.zeros(X.shape[1]), {"train_loss": [], "val_loss": [], "lr": []}
        for _ in range(count):
            w = w - learning_rate * 2 * X.T @ (X @ w - y) / len(X)
            seen["train_loss"].append(float(np.mean((y - X @ w) ** 2)))
            seen["val_loss"].append(float(np.mean((val[1] - val[0] @ w) ** 2)))
            seen["lr"].append(learning_rate)
        return w, seen

    _, history = run(epochs)
    best = min(range(epochs), key=history["val_loss"].__getitem__)
    return run(best + 1)[0], history


def fixed_5__list_of_numbers(train, val, *, learning_rate, epochs):
    X, y = train
    w, history = np.zeros(X.shape[1]), {"train_loss": [], "val_loss": []}
    best = (np.inf, None)
    for _ in range(epochs):
        w += learning_rate * 2 * X.T @ (y - X @ w) / len(X)
        history["train_loss"].append(np.mean((X @ w - y) ** 2))
        history["val_loss"].append(np.mean((val[0] @ w - val[1]) ** 2))
        best = min(best, (history["val_loss"][-1], w.tolist()), key=lambda pair: pair[0])
    return best[1], history
