"""How lesson 15's trainer is looked at: for each piece, some runs and what they leave behind.

A trainer that is asked about another piece never stops early: its patience is too long.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from course_lib.checking import Case

SETTINGS = "optimizer", "learning_rate", "batch_size", "epochs", "patience"
DATA = "X", "y", "X_val", "y_val"
DEFAULTS = {"optimizer": "adam", "learning_rate": 1e-3, "batch_size": 32}


def _rows(case: Case, **changed: Any) -> list[Any]:
    """What `fit` is given: the case's rows, some of them exchanged."""
    return [changed.get(name, case[name]) for name in DATA]


def _made(cls: Any, case: Case, hidden: Any = (16,), run: int = 0, **changed: Any) -> Any:
    """A trainer with the settings of a case; two with equal settings have generators in the same
    state.
    """
    given = {name: case[name] for name in SETTINGS if name in case}
    settings = {"patience": 99} | given | changed
    return cls(hidden, **settings, rng=np.random.default_rng(case["seed"] + run))


def _course(cls: Any, case: Case, rows: list[Any] | None = None, **changed: Any) -> Any:
    """The history of a run."""
    trainer = _made(cls, case, **changed)
    trainer.fit(*(rows or _rows(case)))
    return trainer.history


def _predicts(cls: Any, case: Case) -> Any:
    if "comparing" in case:
        return _settings(cls, case) | _defaults(cls, case)
    X_val, y_val = case["X_val"], case["y_val"]
    trainer = _made(cls, case)
    returned = trainer.fit(*_rows(case))
    return {
        "returns itself": returned is trainer,
        "classes": trainer.predict(X_val),
        "measured": trainer.evaluate(X_val, y_val),
        "measured twice over": trainer.evaluate(np.tile(X_val, (2, 1)), np.tile(y_val, 2)),
        "history": trainer.history,
    }


def _settings(cls: Any, case: Case) -> dict[str, Any]:
    """Courses of training in full batches, one step an epoch, and in small ones."""
    runs: dict[str, Any] = {}
    for optimizer in "sgd", "momentum", "adam":
        runs[optimizer] = _course(cls, case, optimizer=optimizer, batch_size=48)
        runs[f"{optimizer} in batches"] = _course(cls, case, optimizer=optimizer, batch_size=12)
    for hidden in (16, 16), (5,):
        runs[f"hidden {hidden}"] = _course(cls, case, hidden=hidden, batch_size=48)
    return runs


def _defaults(cls: Any, case: Case) -> dict[str, Any]:
    """Courses with settings left out, and with those written out that the statement gives."""

    def course(*hidden: Any, **settings: Any) -> Any:
        trainer = cls(*hidden, **settings, rng=np.random.default_rng(case["seed"]))
        trainer.fit(*_rows(case))
        return trainer.history

    return {
        "left out": course(epochs=3),
        "written out": course((64,), **DEFAULTS, epochs=3),
        "written out again": course((64,), **DEFAULTS, epochs=3),
        "epochs left out": course(learning_rate=0.0, patience=200),
        "100 epochs": course(learning_rate=0.0, patience=200, epochs=100),
        "patience left out": course(learning_rate=0.0),
        "patience 10": course(learning_rate=0.0, patience=10),
    }


def _standardises(cls: Any, case: Case) -> Any:
    X, y, X_val, y_val = _rows(case)
    if "comparing" in case:
        scaled, scaled_val = (
            rows * [1000.0, 1.0, 0.001] + [500.0, 0.0, -3.0] for rows in (X, X_val)
        )
        larger, larger_val = (9.0 * rows + 5.0 for rows in (X, X_val))
        return {
            "first": _course(cls, case),
            "again": _course(cls, case),
            "other units": _course(cls, case, _rows(case, X=scaled, X_val=scaled_val)),
            "one other unit": _course(cls, case, _rows(case, X=larger, X_val=larger_val)),
            "other validation": _course(cls, case, _rows(case, X_val=case["X_other"])),
            "untrained": _untrained(cls, case, X, X_val),
            "untrained, other validation": _untrained(cls, case, X, case["X_other"]),
            "untrained, other rows": _untrained(cls, case, case["X_alike"], X_val),
        }
    if "looking_at" in case:
        return {"first": _course(cls, case)}
    trainer = _made(cls, case)
    trainer.fit(X, y, X_val, y_val)
    few = np.flatnonzero(y == 0)
    measured = {
        "first": trainer.history,
        "validation rows": trainer.evaluate(X_val, y_val),
        "all": trainer.evaluate(X, y),
        "some": trainer.evaluate(X[few], y[few]),
        "others": trainer.evaluate(np.delete(X, few, axis=0), np.delete(y, few)),
    }
    trainer = _made(cls, case)
    trainer.fit(*_on_itself(case))
    own = {
        "history": trainer.history,
        "measured": trainer.evaluate(X, y),
        "classes": trainer.predict(X),
        "classes of scaled rows": trainer.predict((X - X.mean(axis=0)) / X.std(axis=0)),
    }
    return measured | {"validated on the training rows": own}


def _untrained(cls: Any, case: Case, X: np.ndarray, X_val: np.ndarray) -> Any:
    """What a trainer that has only scaled, and taken no step, says of the training rows."""
    trainer = _made(cls, case, learning_rate=0.0, epochs=1)
    trainer.fit(X, case["y"], X_val, case["y_val"])
    return trainer.evaluate(case["X"], case["y"])


def _on_itself(case: Case) -> list[Any]:
    return _rows(case, X_val=case["X"].copy(), y_val=case["y"].copy())


def _patience(cls: Any, case: Case) -> Any:
    return [_course(cls, case, run=run) for run in range(case.kwargs.get("runs", 1))]


def _best(cls: Any, case: Case) -> Any:
    return {"whole": _kept(cls, case), "one epoch": _kept(cls, case, epochs=1)}


def _kept(cls: Any, case: Case, **changed: Any) -> Any:
    """What a trainer says of its validation rows, and of many others, once it is trained."""
    trainer = _made(cls, case, **changed)
    trainer.fit(*_rows(case))
    return {
        "history": trainer.history,
        "measured": trainer.evaluate(case["X_val"], case["y_val"]),
        "measured on many": trainer.evaluate(case["X_many"], case["y_many"]),
        "classes of many": trainer.predict(case["X_many"]),
    }


def _schedule(cls: Any, case: Case) -> Any:
    schedules = {
        "never": lambda epoch: 0.0,
        "late": lambda epoch: 0.0 if epoch < 3 else 0.05,
        "early": lambda epoch: 0.05 if epoch < 3 else 0.0,
    }
    runs = {name: _course(cls, case, schedule=rate) for name, rate in schedules.items()}
    late, early = schedules["late"], schedules["early"]
    return runs | {
        "none": _course(cls, case, learning_rate=0.03),
        "sgd": _course(cls, case, optimizer="sgd", schedule=late, learning_rate=0.02),
        "rate 0": _course(cls, case, schedule=early, learning_rate=0.0),
        "no step with": {
            optimizer: _course(cls, case, optimizer=optimizer, learning_rate=0.0)
            for optimizer in ("sgd", "momentum", "adam")
        },
    }


def _validation(cls: Any, case: Case) -> Any:
    other = _rows(case, X_val=case["X_other"], y_val=case["y_other"])
    return {
        "first": _course(cls, case),
        "again": _course(cls, case),
        "other": _course(cls, case, other),
        "the same": _course(cls, case, _on_itself(case)),
        "no step": _course(cls, case, learning_rate=0.0),
        "no step, another rng": _course(cls, case, learning_rate=0.0, run=1),
    }


def _one_row(cls: Any, case: Case) -> Any:
    X_val = case["X_val"]
    trainer = _made(cls, case)
    trainer.fit(*_rows(case))
    return {
        "together": trainer.predict(X_val),
        "alone": [trainer.predict(X_val[row : row + 1]) for row in range(len(X_val))],
    }


def _refit(cls: Any, case: Case) -> Any:
    trainer = _made(cls, case)
    if "looking_at" in case:
        return [_best_and_kept(trainer, case, case[name]) for name in ("y_val", "y_val_wrong")]
    other = [case[f"{name}_other"] for name in DATA]
    losses = []
    for rows in _rows(case), _rows(case), other:
        trainer.fit(*rows)
        losses.append(list(trainer.history["train_loss"]))
    return losses


def _best_and_kept(trainer: Any, case: Case, y_val: np.ndarray) -> dict[str, Any]:
    """The validation losses of one more training, and what the trainer says afterwards."""
    trainer.fit(*_rows(case, y_val=y_val))
    losses = list(trainer.history["val_loss"])
    return {"val_loss": losses, "measured": trainer.evaluate(case["X_val"], y_val)}


def _accuracy(cls: Any, case: Case) -> Any:
    trainer = cls(rng=np.random.default_rng(case["seed"]))
    trainer.fit(*_rows(case))
    return trainer.predict(case["X_new"])


def _shuffled(cls: Any, case: Case) -> Any:
    """A course whose order shows, and one with a rate of 0, which moves where the rate that is set
    does not reach the optimizer.
    """
    return {
        "course": _course(cls, case),
        "no step": _course(cls, case, learning_rate=0.0, epochs=3),
    }


RUNS: dict[str, Callable[[Any, Case], Any]] = {
    "predicts": _predicts,
    "standardises": _standardises,
    "patience": _patience,
    "best": _best,
    "schedule": _schedule,
    "validation": _validation,
    "one row": _one_row,
    "refit": _refit,
    "accuracy": _accuracy,
    "batches": _course,
    "a fresh shuffle each epoch": _shuffled,
}
