"""Other right answers to the exercise of lesson 15, in styles that good students write."""

import copy
import math
from dataclasses import dataclass
from itertools import pairwise
from types import SimpleNamespace

import numpy as np

from course_lib import loop, optim
from course_lib.data import minibatches, shuffle_together
from course_lib.loop import fit_fast, train_step
from course_lib.mlp import MLP
from course_lib.nn import (
    accuracy,
    cross_entropy,
    cross_entropy_grad,
    init_params,
    mlp_backward,
    mlp_forward,
    softmax,
)
from course_lib.optim import SGD, Adam, Momentum
from course_lib.validation import EarlyStopping, Standardizer, fit_with_validation


class Trainer__nothing_from_the_library:
    """Arrays and loops alone: own network, own optimizers, own scaling, own stopping."""

    def __init__(
        self,
        hidden=(64,),
        *,
        optimizer="adam",
        learning_rate=1e-3,
        schedule=None,
        batch_size=32,
        epochs=100,
        patience=10,
        rng=None,
    ):
        self.hidden = list(hidden)
        self.rule = optimizer
        self.schedule = schedule or (lambda epoch: learning_rate)
        self.batch_size, self.epochs, self.patience = batch_size, epochs, patience
        self.rng = rng or np.random.default_rng()
        self.history = None

    def _scaled(self, X):
        return (np.asarray(X, float) - self.mean) / self.std

    def _forward(self, X, weights):
        inputs = [X]
        for i, (W, b) in enumerate(weights):
            z = inputs[-1] @ W + b
            inputs.append(z if i == len(weights) - 1 else z * (z > 0))
        return inputs

    def _loss(self, X, y, weights):
        z = self._forward(X, weights)[-1]
        z = z - z.max(axis=1, keepdims=True)
        return float(np.mean(np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(y)), y]))

    def _slopes(self, X, y, weights):
        inputs = self._forward(X, weights)
        z = inputs[-1]
        p = np.exp(z - z.max(axis=1, keepdims=True))
        p /= p.sum(axis=1, keepdims=True)
        p[np.arange(len(y)), y] -= 1
        d, slopes = p / len(y), []
        for (W, _), x in zip(weights[::-1], inputs[-2::-1]):
            slopes.insert(0, [x.T @ d, d.sum(axis=0)])
            d = (d @ W.T) * (x > 0)
        return slopes

    def fit(self, X, y, X_val, y_val):
        self.mean, self.std = X.mean(0), X.std(0)
        self.std[self.std < 1e-12 * (1 + np.abs(self.mean))] = 1.0
        X, X_val = self._scaled(X), self._scaled(X_val)
        sizes = [X.shape[1], *self.hidden, len(np.unique(y))]
        weights = [
            [self.rng.standard_normal((a, b)) * math.sqrt(2 / a), np.zeros(b)]
            for a, b in pairwise(sizes)
        ]
        first = [[np.zeros_like(p) for p in layer] for layer in weights]
        second = [[np.zeros_like(p) for p in layer] for layer in weights]
        steps, best, misses = 0, math.inf, 0
        self.kept = copy.deepcopy(weights)
        self.history = {"train_loss": [], "val_loss": [], "learning_rate": []}
        for epoch in range(self.epochs):
            rate = self.schedule(epoch)
            order = self.rng.permutation(len(X))
            for start in range(0, len(X), self.batch_size):
                rows = order[start : start + self.batch_size]
                slopes = self._slopes(X[rows], y[rows], weights)
                steps += 1
                for layer, grads, ms, vs in zip(weights, slopes, first, second):
                    for k in (0, 1):
                        g = grads[k]
                        if self.rule == "sgd":
                            layer[k] = layer[k] - rate * g
                        elif self.rule == "momentum":
                            ms[k] = 0.9 * ms[k] + g
                            layer[k] = layer[k] - rate * ms[k]
                        else:
                            ms[k] = 0.9 * ms[k] + 0.1 * g
                            vs[k] = 0.999 * vs[k] + 0.001 * g**2
                            m, v = ms[k] / (1 - 0.9**steps), vs[k] / (1 - 0.999**steps)
                            layer[k] = layer[k] - rate * m / (np.sqrt(v) + 1e-8)
            val_loss = self._loss(X_val, y_val, weights)
            self.history["train_loss"].append(self._loss(X, y, weights))
            self.history["val_loss"].append(val_loss)
            self.history["learning_rate"].append(rate)
            if val_loss < best:
                best, misses, self.kept = val_loss, 0, copy.deepcopy(weights)
            else:
                misses += 1
                if misses == self.patience:
                    break
        return self

    def predict(self, X):
        return np.array(
            [int(np.argmax(row)) for row in self._forward(self._scaled(X), self.kept)[-1]]
        )

    def evaluate(self, X, y):
        return {
            "loss": self._loss(self._scaled(X), y, self.kept),
            "accuracy": sum(self.predict(X) == y) / len(y),
        }


@dataclass(kw_only=True)
class Settings:
    optimizer: str = "adam"
    learning_rate: float = 1e-3
    schedule: object = None
    batch_size: int = 32
    epochs: int = 100
    patience: int = 10
    rng: np.random.Generator = None

    def __post_init__(self):
        if self.rng is None:
            self.rng = np.random.default_rng()

    def rate(self, epoch):
        return self.learning_rate if self.schedule is None else self.schedule(epoch)


class Trainer__dataclass(Settings):
    def __init__(self, hidden=(64,), **settings):
        super().__init__(**settings)
        self.hidden = hidden

    def fit(self, X, y, X_val, y_val):
        mean, deviation = X.mean(axis=0), X.std(axis=0)
        self.scale = lambda rows: (rows - mean) / (deviation + 1e-8)
        train, val = (self.scale(X), y), (self.scale(X_val), y_val)
        self.params = init_params([X.shape[-1], *self.hidden, np.max(y) + 1], self.rng)
        self.params[f"W{len(self.hidden) + 1}"] *= 0.01
        makers = dict(adam=optim.Adam, momentum=optim.Momentum, sgd=optim.SGD)
        stepper, losses = makers[self.optimizer](), []
        best = SimpleNamespace(loss=np.inf, epoch=-1, params=None)
        for epoch in range(self.epochs):
            stepper.learning_rate = self.rate(epoch)
            for batch in minibatches(*train, self.batch_size, rng=self.rng):
                train_step(self.params, *batch, stepper)
            losses.append([loop.evaluate(self.params, *data)["loss"] for data in (train, val)])
            if losses[-1][1] < best.loss:
                copies = {name: array + 0 for name, array in self.params.items()}
                best = SimpleNamespace(loss=losses[-1][1], epoch=epoch, params=copies)
            if epoch - best.epoch >= self.patience:
                break
        self.params = best.params
        train_loss, val_loss = np.transpose(losses)
        rates = [self.rate(epoch) for epoch in range(len(losses))]
        self.history = {"train_loss": train_loss, "val_loss": val_loss, "learning_rate": rates}
        return self

    def predict(self, X):
        return np.argmax(softmax(mlp_forward(self.scale(X), self.params)[0]), axis=-1)

    def evaluate(self, X, y):
        logits, _ = mlp_forward(self.scale(X), self.params)
        return dict(loss=cross_entropy(logits, y), accuracy=accuracy(logits, y))


class Trainer__epoch_by_epoch_with_the_library:
    """Each epoch is one call of `fit_with_validation`; the optimizer lives through all of them."""

    def __init__(self, hidden=(64,), **settings):
        self.hidden = hidden
        self.settings = {
            "optimizer": "adam",
            "learning_rate": 0.001,
            "schedule": None,
            "batch_size": 32,
            "epochs": 100,
            "patience": 10,
            "rng": None,
        } | settings
        self.rng = self.settings["rng"] or np.random.default_rng()

    def fit(self, X, y, X_val, y_val):
        settings = self.settings
        schedule = settings["schedule"] or (lambda epoch: settings["learning_rate"])
        self.scaler = Standardizer()
        self.scaler.fit(X)
        train, val = (self.scaler.transform(X), y), (self.scaler.transform(X_val), y_val)
        params = init_params((X.shape[1], *self.hidden, 1 + int(max(y))), self.rng)
        optimizer = {"adam": Adam, "momentum": Momentum, "sgd": SGD}[settings["optimizer"]]()
        stopping, rows = EarlyStopping(settings["patience"]), []
        for epoch in range(settings["epochs"]):
            optimizer.learning_rate = schedule(epoch)
            params, short = fit_with_validation(
                params,
                train,
                val,
                optimizer=optimizer,
                epochs=1,
                batch_size=settings["batch_size"],
                patience=1,
                rng=self.rng,
            )
            rows.append((short["train_loss"][0], short["val_loss"][0], optimizer.learning_rate))
            if stopping.update(rows[-1][1], params):
                break
        self.best = stopping.best_params
        names = "train_loss", "val_loss", "learning_rate"
        self.history = {name: list(column) for name, column in zip(names, zip(*rows))}
        return self

    def predict(self, X):
        return mlp_forward(self.scaler.transform(X), self.best)[0].argmax(1)

    def evaluate(self, X, y):
        return loop.evaluate(self.best, self.scaler.transform(X), y)


class Trainer__fast_float32:
    """The library's fast network in float32, whose parameters are one vector."""

    def __init__(
        self,
        hidden=(64,),
        *,
        optimizer="adam",
        learning_rate=1e-3,
        schedule=None,
        batch_size=32,
        epochs=100,
        patience=10,
        rng=None,
    ):
        self.hidden, self.optimizer, self.learning_rate = hidden, optimizer, learning_rate
        self.schedule, self.batch_size, self.epochs = schedule, batch_size, epochs
        self.patience = patience
        self.rng = np.random.default_rng(rng)

    def scaled(self, X):
        return ((X - self.mean) / np.where(self.std > 1e-9, self.std, 1)).astype(np.float32)

    def fit(self, X, y, X_val, y_val):
        self.mean, self.std = np.mean(X, axis=0), np.std(X, axis=0)
        X, X_val = self.scaled(X), self.scaled(X_val)
        self.model = MLP([X.shape[1], *self.hidden, len(set(y.tolist()))], self.rng)
        optimizer = getattr(
            optim, {"adam": "Adam", "momentum": "Momentum", "sgd": "SGD"}[self.optimizer]
        )(self.learning_rate)
        self.history = {"train_loss": [], "val_loss": [], "learning_rate": []}
        best, since = np.inf, 0
        for epoch in range(self.epochs):
            if self.schedule:
                optimizer.learning_rate = self.schedule(epoch)
            fit_fast(
                self.model,
                X,
                y,
                optimizer=optimizer,
                epochs=1,
                batch_size=self.batch_size,
                rng=self.rng,
            )
            self.history["train_loss"].append(self._loss(X, y))
            self.history["val_loss"].append(self._loss(X_val, y_val))
            self.history["learning_rate"].append(optimizer.learning_rate)
            since += 1
            if self.history["val_loss"][-1] < best:
                best, since = self.history["val_loss"][-1], 0
                kept = self.model.flat_params["all"].copy()
            if since >= self.patience:
                break
        self.model.flat_params["all"][:] = kept
        return self

    def _loss(self, X, y):
        return cross_entropy(mlp_forward(X, self.model.params)[0], y)

    def predict(self, X):
        return mlp_forward(self.scaled(X), self.model.params)[0].argmax(axis=1).astype(np.int32)

    def evaluate(self, X, y):
        return {"loss": self._loss(self.scaled(X), y), "accuracy": np.mean(self.predict(X) == y)}


class Trainer__epochs_from_a_generator:
    """`fit` listens to a generator that trains an epoch whenever it is asked."""

    RULES = {"adam": Adam, "momentum": Momentum, "sgd": SGD}

    def __init__(
        self,
        hidden=(64,),
        *,
        optimizer="adam",
        learning_rate=1e-3,
        schedule=None,
        batch_size=32,
        epochs=100,
        patience=10,
        rng=None,
    ):
        self.__dict__.update(locals())
        del self.__dict__["self"]
        if rng is None:
            self.rng = np.random.default_rng()

    def _epochs(self, X, y, X_val, y_val):
        params = init_params([X.shape[1]] + list(self.hidden) + [y.max() + 1], self.rng)
        optimizer = self.RULES[self.optimizer](self.learning_rate)
        for epoch in range(self.epochs):
            if self.schedule is not None:
                optimizer.learning_rate = self.schedule(epoch)
            left_X, left_y = shuffle_together(X, y, self.rng)
            while len(left_X):
                batch, left_X = left_X[: self.batch_size], left_X[self.batch_size :]
                labels, left_y = left_y[: self.batch_size], left_y[self.batch_size :]
                logits, cache = mlp_forward(batch, params)
                grads = mlp_backward(cross_entropy_grad(logits, labels), params, cache)
                optimizer.step(params, grads)
            yield (
                {
                    "train_loss": cross_entropy(mlp_forward(X, params)[0], y),
                    "val_loss": cross_entropy(mlp_forward(X_val, params)[0], y_val),
                    "learning_rate": optimizer.learning_rate,
                },
                params,
            )

    def fit(self, X, y, X_val, y_val):
        self.scaler = Standardizer()
        self.scaler.fit(X)
        stopping = EarlyStopping(self.patience)
        measured = []
        for row, params in self._epochs(
            self.scaler.transform(X), y, self.scaler.transform(X_val), y_val
        ):
            measured.append(row)
            if stopping.update(row["val_loss"], params):
                break
        self.params = stopping.best_params
        self.history = {name: [row[name] for row in measured] for name in measured[0]}
        return self

    def logits(self, X):
        return mlp_forward(self.scaler.transform(X), self.params)[0]

    def predict(self, X):
        return self.logits(X).argmax(axis=1).tolist()

    def evaluate(self, X, y):
        logits = self.logits(X)
        return {"loss": cross_entropy(logits, y), "accuracy": accuracy(logits, y), "rows": len(y)}


class Trainer__seeds_drawn_at_the_start:
    """All seeds are drawn before training; batches are dealt by sorting random numbers."""

    def __init__(
        self,
        hidden=(64,),
        *,
        optimizer="adam",
        learning_rate=1e-3,
        schedule=None,
        batch_size=32,
        epochs=100,
        patience=10,
        rng=None,
    ):
        self.sizes = tuple(hidden)
        self.make = {"adam": Adam, "momentum": Momentum, "sgd": SGD}[optimizer]
        self.rates = lambda epoch: schedule(epoch) if schedule else learning_rate
        self.batch_size, self.epochs, self.patience = batch_size, epochs, patience
        self.rng = rng if rng is not None else np.random.default_rng()

    def fit(self, X, y, X_val, y_val):
        self.shift = X.mean(axis=0)
        self.factor = 1 / np.where(np.ptp(X, axis=0) == 0, np.inf, X.std(axis=0))
        X, X_val = (X - self.shift) * self.factor, (X_val - self.shift) * self.factor
        seeds = self.rng.integers(2**31, size=self.epochs + 1)
        params = init_params(
            [X.shape[1], *self.sizes, y.max() + 1], np.random.default_rng(seeds[-1])
        )
        optimizer, films = self.make(), []
        log = {"train_loss": [], "val_loss": [], "learning_rate": []}
        for epoch, seed in enumerate(seeds[:-1]):
            rate = optimizer.learning_rate = self.rates(epoch)
            order = np.argsort(np.random.default_rng(seed).random(len(y)))
            for rows in np.split(order, range(self.batch_size, len(order), self.batch_size)):
                train_step(params, X[rows], y[rows], optimizer)
            films.append({name: p.copy() for name, p in params.items()})
            log["train_loss"].append(loop.evaluate(params, X, y)["loss"])
            log["val_loss"].append(loop.evaluate(params, X_val, y_val)["loss"])
            log["learning_rate"].append(rate)
            best = int(np.argmin(log["val_loss"]))
            if epoch - best >= self.patience:
                break
        self.history, self.params = log, films[best]
        return self

    def predict(self, X):
        return np.concatenate([self._logits(row[None]).argmax(axis=1) for row in X])

    def _logits(self, X):
        return mlp_forward((X - self.shift) * self.factor, self.params)[0]

    def evaluate(self, X, y):
        return {
            name: f(self._logits(X), y)
            for name, f in (("loss", cross_entropy), ("accuracy", accuracy))
        }
