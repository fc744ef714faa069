"""Other right answers to the exercises of lesson 10, in styles that good students write."""

import copy
import math
from dataclasses import dataclass, field
from itertools import count

import numpy as np

from course_lib.data import minibatches, shuffle_together
from course_lib.loop import evaluate, fit, train_step
from course_lib.nn import cross_entropy, cross_entropy_grad, mlp_backward, mlp_forward
from course_lib.validation import EarlyStopping

# train_val_split


def train_val_split__shuffle_first(X, y, val_fraction, rng):
    X, y = shuffle_together(X, y, rng)
    n_train = len(X) - round(len(X) * val_fraction)
    return X[:n_train], y[:n_train], X[n_train:], y[n_train:]


def train_val_split__mask(X, y, val_fraction, rng):
    held_out = np.zeros(len(y), dtype=bool)
    held_out[rng.choice(len(y), size=round(len(y) * val_fraction), replace=False)] = True
    return X[~held_out], y[~held_out], X[held_out], y[held_out]


def train_val_split__sorted_keys(X, y, val_fraction, rng):
    order = np.argsort(rng.random(X.shape[0]))
    n_val = int(round(X.shape[0] * val_fraction))
    parts = np.split(order, [n_val])
    return [array[rows] for rows in reversed(parts) for array in (X, y)]


def train_val_split__python_lists(X, y, val_fraction, rng):
    rows = list(range(len(X)))
    rng.shuffle(rows)
    n_val = round(val_fraction * len(rows))
    val, train = sorted(rows[:n_val]), sorted(rows[n_val:])
    picked = []
    for part in (train, val):
        part = np.array(part, dtype=int)
        picked += [X.take(part, axis=0), y.take(part)]
    return tuple(picked)


def train_val_split__popped(X, y, val_fraction, rng):
    left, held_out = list(range(len(X))), []
    for _ in range(round(len(X) * val_fraction)):
        held_out.append(left.pop(int(rng.integers(len(left)))))
    left, held_out = np.array(left, dtype=int), np.array(held_out, dtype=int)
    return X[left], y[left], X[held_out], y[held_out]


def train_val_split__deleted(X, y, val_fraction, rng):
    size = round(len(X) * val_fraction)
    chosen = rng.permutation(np.arange(len(X)))[len(X) - size :]
    return np.delete(X, chosen, axis=0), np.delete(y, chosen), X[chosen], y[chosen]


# Standardizer


class Standardizer__by_hand:
    def fit(self, X):
        n, d = X.shape
        self.means = [sum(X[:, j]) / n for j in range(d)]
        self.stds = []
        for j in range(d):
            squares = [(value - self.means[j]) ** 2 for value in X[:, j]]
            self.stds.append(math.sqrt(sum(squares) / n))

    def transform(self, X):
        out = np.zeros(X.shape)
        for i, row in enumerate(X):
            for j, value in enumerate(row):
                distance = value - self.means[j]
                out[i, j] = distance / self.stds[j] if self.stds[j] > 0 else 0.0
        return out


class Standardizer__small_number:
    def fit(self, X):
        self.mu, self.sigma = np.mean(X, axis=0), np.std(X, axis=0) + 1e-12
        return self

    def transform(self, X):
        return (X - self.mu) / self.sigma


class Standardizer__float32:
    def fit(self, X):
        X = X.astype(np.float32)
        self.mean, self.std = X.mean(0), X.std(0)
        return self

    def transform(self, X):
        difference = X - self.mean
        return np.divide(difference, self.std, out=np.zeros_like(difference), where=self.std != 0)


class Standardizer__scale_and_shift:
    def __init__(self):
        self.factor = self.shift = None

    def fit(self, X):
        deviation = np.sqrt(np.mean(X**2, axis=0) - np.mean(X, axis=0) ** 2)
        self.factor = 1 / np.where(deviation < 1e-9, 1, deviation)
        self.shift = -X.mean(axis=0) * self.factor

    def transform(self, X):
        return X * self.factor + self.shift


@dataclass
class Standardizer__dataclass:
    mean: np.ndarray = field(default_factory=lambda: np.zeros(1))
    std: np.ndarray = field(default_factory=lambda: np.ones(1))

    def fit(self, X):
        self.mean = X.mean(axis=0, keepdims=True)
        self.std = np.sqrt(((X - self.mean) ** 2).mean(axis=0, keepdims=True))
        return self

    def transform(self, X):
        safe = self.std.copy()
        safe[safe == 0] = 1
        return (X - self.mean) / safe


class Standardizer__nan_to_num:
    def fit(self, X):
        self.rows = X.copy()

    def transform(self, X):
        with np.errstate(all="ignore"):
            return np.nan_to_num((X - self.rows.mean(axis=0)) / self.rows.std(axis=0))


# EarlyStopping


class EarlyStopping__deepcopy:
    def __init__(self, patience, min_delta=0.0):
        self.patience, self.min_delta = patience, min_delta
        self.best_loss, self.best_params, self.wait = float("inf"), None, 0

    def update(self, val_loss, params):
        if self.best_loss - val_loss > self.min_delta:
            self.best_loss, self.best_params, self.wait = val_loss, copy.deepcopy(params), 0
            return False
        self.wait += 1
        return self.wait == self.patience


class EarlyStopping__list_of_losses:
    def __init__(self, patience, min_delta=0.0):
        self.patience = patience
        self.min_delta = min_delta
        self.losses = []
        self.best_epoch = None
        self.best_params = {}

    @property
    def best_loss(self):
        return np.inf if self.best_epoch is None else self.losses[self.best_epoch]

    def update(self, val_loss, params):
        better = val_loss < self.best_loss - self.min_delta
        self.losses.append(val_loss)
        if better:
            self.best_epoch = len(self.losses) - 1
            self.best_params = {name: np.array(p) for name, p in params.items()}
        since = -1 if self.best_epoch is None else self.best_epoch
        return np.bool_(len(self.losses) - 1 - since >= self.patience)


class EarlyStopping__counts_down:
    def __init__(self, patience, min_delta=0.0):
        self.total = self.left = patience
        self.delta = min_delta
        self.best_loss = None

    def update(self, val_loss, params):
        nothing_yet = self.best_loss is None and not math.isnan(val_loss)
        if nothing_yet or (self.best_loss is not None and val_loss + self.delta < self.best_loss):
            self.best_loss = float(val_loss)
            self.best_params = {}
            for name in params:
                self.best_params[name] = params[name] + 0
            self.left = self.total
        else:
            self.left -= 1
        return self.left <= 0


class EarlyStopping__early_returns:
    def __init__(self, patience, min_delta=0.0):
        self.patience, self.min_delta, self.misses = patience, min_delta, iter(count(1))
        self.best_loss = 1e300

    def update(self, val_loss, params):
        if np.isnan(val_loss) or val_loss >= self.best_loss - self.min_delta:
            return next(self.misses) >= self.patience
        self.best_loss = val_loss
        self.best_params = dict(zip(params, map(np.copy, params.values())))
        self.misses = iter(count(1))
        return False


class EarlyStopping__float32_copies:
    def __init__(self, patience, min_delta=0.0):
        self.__dict__.update(locals(), best_loss=np.float64("inf"), best_params=None, bad=[])

    def update(self, val_loss, params):
        if val_loss < self.best_loss - self.min_delta:
            self.best_loss = np.float64(val_loss)
            self.best_params = {k: v.astype(np.float32, copy=True) for k, v in params.items()}
            self.bad.clear()
        else:
            self.bad.append(val_loss)
        return len(self.bad) >= self.patience


# fit_with_validation


def fit_with_validation__unpacked(
    params, train, val, *, optimizer, epochs, batch_size, patience, rng
):
    X_train, labels_train = train
    X_val, labels_val = val
    stopper = EarlyStopping(patience)
    train_losses, val_losses = [], []
    for _ in range(epochs):
        for x, y in minibatches(X_train, labels_train, batch_size, rng=rng):
            train_step(params, x, y, optimizer)
        train_losses.append(evaluate(params, X_train, labels_train)["loss"])
        val_losses.append(evaluate(params, X_val, labels_val)["loss"])
        if stopper.update(val_losses[-1], params) is True:
            break
    return stopper.best_params, {"train_loss": train_losses, "val_loss": val_losses}


def fit_with_validation__own_stopping(
    params, train, val, *, optimizer, epochs, batch_size, patience, rng
):
    history = {"train_loss": [], "val_loss": [], "val_accuracy": []}
    best, bad, epoch = copy.deepcopy(params), 0, 0
    while epoch < epochs and bad < patience:
        order = rng.permutation(len(train[0]))
        for start in range(0, len(order), batch_size):
            rows = order[start : start + batch_size]
            train_step(params, train[0][rows], train[1][rows], optimizer)
        measured = evaluate(params, *val)
        if measured["loss"] < min(history["val_loss"], default=math.inf):
            best, bad = copy.deepcopy(params), 0
        else:
            bad += 1
        history["train_loss"].append(evaluate(params, *train)["loss"])
        history["val_loss"].append(measured["loss"])
        history["val_accuracy"].append(measured["accuracy"])
        epoch += 1
    return best, history


def fit_with_validation__calls_fit(
    params, train, val, *, optimizer, epochs, batch_size, patience, rng
):
    stopping, train_loss, val_loss, stop = EarlyStopping(patience), [], [], False
    settings = {"optimizer": optimizer, "batch_size": batch_size, "rng": rng}
    while not stop and len(val_loss) < epochs:
        train_loss += fit(params, *train, epochs=1, **settings)["loss"]
        val_loss += [evaluate(params, *val)["loss"]]
        stop = stopping.update(val_loss[-1], params)
    return [stopping.best_params, dict(val_loss=np.array(val_loss), train_loss=train_loss)]


def fit_with_validation__written_back(
    params, train, val, *, optimizer, epochs, batch_size, patience, rng
):
    kept, history = [], {"train_loss": [], "val_loss": []}
    for _ in range(epochs):
        for batch in list(minibatches(*train, batch_size, rng=rng)):
            logits, cache = mlp_forward(batch[0], params)
            grads = mlp_backward(cross_entropy_grad(logits, batch[1]), params, cache)
            optimizer.step(params, grads)
        for name, (X, labels) in {"train_loss": train, "val_loss": val}.items():
            history[name].append(cross_entropy(mlp_forward(X, params)[0], labels))
        kept.append({name: p.copy() for name, p in params.items()})
        if len(kept) - 1 - int(np.argmin(history["val_loss"])) >= patience:
            break
    for name, p in kept[int(np.argmin(history["val_loss"]))].items():
        params[name][...] = p
    return params, history


def fit_with_validation__generator(
    params, train, val, *, optimizer, epochs, batch_size, patience, rng
):
    def measured():
        for _ in range(epochs):
            [train_step(params, *b, optimizer) for b in minibatches(*train, batch_size, rng=rng)]
            yield tuple(evaluate(params, *part)["loss"] for part in (train, val))

    watch, pairs = EarlyStopping(patience, min_delta=0.0), []
    for pair in measured():
        pairs.append(pair)
        if watch.update(pair[1], params):
            break
    return watch.best_params, dict(zip(("train_loss", "val_loss"), zip(*pairs)))
