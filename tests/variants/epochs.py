"""Other right answers to the exercises of lesson 02, in styles that good students write."""

from collections import defaultdict
from functools import partial, reduce
from typing import NamedTuple

import numpy as np

from course_lib.line import run_epoch, two_gradients


def two_gradients__named(w, b, x, y):
    y_pred = w * x + b
    dw = 2 * (y_pred - y) * x
    db = 2 * (y_pred - y)
    return dw, db


def two_gradients__turned(w, b, x, y):
    db = -2 * (y - w * x - b)
    return [x * db, db]


def two_gradients__expanded(w, b, x, y):
    return 2 * w * x**2 + 2 * b * x - 2 * x * y, 2 * w * x + 2 * b - 2 * y


def two_gradients__float32(w, b, x, y):
    w, b, x, y = (np.float32(number) for number in (w, b, x, y))
    error = w * x + b - y
    return 2 * error * x, 2 * error


def two_gradients__central(w, b, x, y, h=1e-4):
    def loss(w, b):
        return (w * x + b - y) ** 2

    return (loss(w + h, b) - loss(w - h, b)) / (2 * h), (loss(w, b + h) - loss(w, b - h)) / (2 * h)


def two_gradients__array(w, b, x, y):
    return 2 * (np.dot([w, b], [x, 1.0]) - y) * np.array([x, 1.0])


class Slopes(NamedTuple):
    dw: float
    db: float


def two_gradients__namedtuple(w, b, x, y):
    return Slopes(dw=2 * x * (w * x + b - y), db=2 * (w * x + b - y))


def two_gradients__zero_d(w, b, x, y):
    error = np.asarray(w * x + b - y)
    return np.array(error * x + error * x), np.array(error + error)


two_gradients__partial = partial(
    lambda factor, w, b, x, y: (factor * (w * x + b - y) * x, factor * (w * x + b - y)), 2
)


def run_epoch__zip(w, b, x, y, learning_rate):
    losses = []
    for xi, yi in zip(x, y, strict=True):
        losses.append((w * xi + b - yi) ** 2)
        dw, db = two_gradients(w, b, xi, yi)
        w, b = w - learning_rate * dw, b - learning_rate * db
    return w, b, np.mean(losses)


def run_epoch__own(w, b, x, y, learning_rate):
    mean_loss = 0
    for i in range(len(x)):
        error = w * x[i] + b - y[i]
        mean_loss += error * error / len(x)
        b -= 2 * learning_rate * error
        w -= 2 * learning_rate * error * x[i]
    return [w, b, float(mean_loss)]


def run_epoch__kept(w, b, x, y, learning_rate):
    old_w = w
    errors = np.empty(len(x))
    for i, (xi, yi) in enumerate(zip(x, y, strict=True)):
        old_w, old_b = w, b
        errors[i] = old_w * xi + old_b - yi
        w = old_w - learning_rate * two_gradients(old_w, old_b, xi, yi)[0]
        b = old_b - learning_rate * two_gradients(old_w, old_b, xi, yi)[1]
    return w, b, (errors**2).sum() / errors.size


def run_epoch__vector(w, b, x, y, learning_rate):
    params, total = np.array([w, b]), 0.0
    for i in range(x.shape[0]):
        total += (params[0] * x[i] + params[1] - y[i]) ** 2
        params -= learning_rate * np.array(two_gradients(params[0], params[1], x[i], y[i]))
    return params[0], params[1], total / x.shape[0]


def run_epoch__float32(w, b, x, y, learning_rate):
    w, b, rate, total = np.float32(w), np.float32(b), np.float32(learning_rate), np.float32(0)
    for xi, yi in zip(np.float32(x), np.float32(y), strict=True):
        error = w * xi + b - yi
        total += error**2
        w, b = w - 2 * rate * error * xi, b - 2 * rate * error
    return w, b, total / np.float32(len(x))


def run_epoch__recursive(w, b, x, y, learning_rate):
    if len(x) == 0:
        return w, b, 0.0
    dw, db = two_gradients(w, b, x[0], y[0])
    loss = (w * x[0] + b - y[0]) ** 2
    new_w, new_b, rest = run_epoch__recursive(
        w - learning_rate * dw, b - learning_rate * db, x[1:], y[1:], learning_rate
    )
    return new_w, new_b, (loss + rest * (len(x) - 1)) / len(x)


def run_epoch__while(w, b, x, y, learning_rate):
    i, mean = 0, 0.0
    while i < len(x):
        e = y[i] - (b + x[i] * w)
        mean = (mean * i + e**2) / (i + 1)
        w, b, i = w + 2 * learning_rate * e * x[i], b + 2 * learning_rate * e, i + 1
    return w, b, mean


def run_epoch__from_the_slope(w, b, x, y, learning_rate):
    squares = []
    for example in zip(x, y, strict=True):
        dw, db = two_gradients(w, b, *example)
        squares.append((db / 2) ** 2)  # db is twice the error
        w, b = w - learning_rate * dw, b - learning_rate * db
    return np.array([w, b, sum(squares) / len(squares)])


def run_epoch__reduce(w, b, x, y, learning_rate):
    def step(state, example):
        w, b, total = state
        error = w * example[0] + b - example[1]
        return (
            w - 2 * learning_rate * error * example[0],
            b - 2 * learning_rate * error,
            total + error * error,
        )

    *line, total = reduce(step, zip(x, y, strict=True), (w, b, 0.0))
    return (*line, total / len(y))


def run_epoch__matrix(w, b, x, y, learning_rate=0.01, verbose=False):
    params, errors = np.array([w, b]), []
    for row, target in zip(np.column_stack([x, np.ones_like(x)]), y, strict=True):
        errors.append(row @ params - target)  # (2,) @ (2,) -> a number
        params = params - 2 * learning_rate * errors[-1] * row
    return params[0], params[1], np.linalg.norm(errors) ** 2 / len(errors)


def train_epochs__lists(x, y, *, epochs, learning_rate):
    w, b = 0.0, 0.0
    ws, bs, losses = [], [], []
    for _ in range(epochs):
        w, b, loss = run_epoch(w, b, x, y, learning_rate)
        ws.append(w)
        bs.append(b)
        losses.append(loss)
    return {"loss": losses, "b": bs, "w": ws}


def train_epochs__arrays(x, y, epochs, learning_rate):
    history = {name: np.zeros(epochs) for name in ("w", "b", "loss")}
    w = b = 0.0
    for e in range(epochs):
        w, b, history["loss"][e] = run_epoch(w, b, x, y, learning_rate)
        history["w"][e], history["b"][e] = w, b
    return history


def train_epochs__own_loop(x, y, *, epochs=100, learning_rate=0.01):
    w, b, history = 0, 0, {"w": [], "b": [], "loss": []}
    for _ in range(epochs):
        squares = []
        for xi, yi in zip(x, y, strict=True):
            error = w * xi + b - yi
            squares.append(error**2)
            w, b = w - learning_rate * 2 * error * xi, b - learning_rate * 2 * error
        history["w"].append(w)
        history["b"].append(b)
        history["loss"].append(np.mean(squares))
    return history


def train_epochs__defaultdict(x, y, *, epochs, learning_rate):
    history = defaultdict(list, w=[], b=[], loss=[])
    history["epoch"] = list(range(1, epochs + 1))  # a further key is nobody's mistake
    state = (0.0, 0.0)
    for _ in history["epoch"]:
        *state, loss = run_epoch(*state, x, y, learning_rate)
        for name, value in zip(("w", "b", "loss"), (*state, loss), strict=True):
            history[name].append(float(value))
    return history


def train_epochs__last(x, y, *, epochs, learning_rate):
    history = {"w": [], "b": [], "loss": []}
    for epoch in range(epochs):
        w = history["w"][-1] if epoch else 0.0
        b = history["b"][-1] if epoch else 0.0
        for name, value in zip(history, run_epoch(w, b, x, y, learning_rate), strict=True):
            history[name] += [value]
    return history


def train_epochs__rows(x, y, *, epochs, learning_rate):
    rows = [(0.0, 0.0, np.inf)]
    while len(rows) <= epochs:
        rows.append(run_epoch(rows[-1][0], rows[-1][1], x, y, learning_rate))
    return {name: [row[i] for row in rows[1:]] for i, name in enumerate(("w", "b", "loss"))}


def train_epochs__float32(x, y, *, epochs, learning_rate):
    w, b, history = np.float32(0), np.float32(0), {"w": [], "b": [], "loss": []}
    for _ in range(epochs):
        w, b, loss = (
            np.float32(v)
            for v in run_epoch(w, b, np.float32(x), np.float32(y), np.float32(learning_rate))
        )
        for name, value in (("w", w), ("b", b), ("loss", loss)):
            history[name].append(value)
    return history


def train_epochs__recursive(x, y, *, epochs, learning_rate, w=0.0, b=0.0):
    if epochs == 0:
        return {"w": [], "b": [], "loss": []}
    w, b, loss = run_epoch(w, b, x, y, learning_rate)
    rest = train_epochs__recursive(x, y, epochs=epochs - 1, learning_rate=learning_rate, w=w, b=b)
    return {"w": [w, *rest["w"]], "b": [b, *rest["b"]], "loss": [loss, *rest["loss"]]}


def train_epochs__table(x, y, *, learning_rate, epochs):
    table = np.zeros((epochs + 1, 3))
    for e in range(epochs):
        table[e + 1] = run_epoch(table[e, 0], table[e, 1], x, y, learning_rate)
    return dict(zip(("w", "b", "loss"), table[1:].T, strict=True))


def epochs_to_reach__enumerate(losses, target):
    for epoch, loss in enumerate(losses, start=1):
        if loss <= target:
            return epoch


def epochs_to_reach__argmax(losses, target):
    reached = np.asarray(losses) <= target
    return np.argmax(reached) + 1 if reached.any() else None


def epochs_to_reach__where(losses, target):
    places = np.where(losses <= target)[0]
    if len(places) == 0:
        return None
    return places[0] + 1


def epochs_to_reach__while(losses, target):
    epoch = 0
    while epoch < len(losses):
        epoch += 1
        if not losses[epoch - 1] > target:
            return epoch
    return None


def epochs_to_reach__next(losses, target):
    return next((i + 1 for i in range(len(losses)) if losses[i] <= target), None)


def epochs_to_reach__list(losses, target):
    losses = list(losses)
    if min(losses) > target:
        return None
    return losses.index([loss for loss in losses if loss <= target][0]) + 1


def epochs_to_reach__tuple(losses, target):
    (places,) = np.nonzero(losses <= target)
    return int(places.min()) + 1 if places.size else None


def epochs_to_reach__running_minimum(losses, target):
    above = int((np.minimum.accumulate(losses) > target).sum())
    return None if above == len(losses) else above + 1


def epochs_to_reach__index(losses, target):
    try:
        return [bool(loss <= target) for loss in losses].index(True) + 1
    except ValueError:
        return None


def epochs_to_reach__backwards(losses, target):
    found = None
    for epoch in range(len(losses), 0, -1):
        found = float(epoch) if losses[epoch - 1] <= target else found
    return found
