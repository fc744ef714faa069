"""What lesson 15 asks: a trainer, looked at piece by piece.

A trainer draws its first parameters and its batches in its own way, so no number of one run is
known beforehand. ``capstone_runs`` trains it several times, and ``capstone_facts`` says what the
runs must have in common, or in what they must differ.
"""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from course_lib.checking import Case, Draw, exercise, share_right
from course_lib.data import apples
from course_lib.exercises.capstone_facts import FACTS
from course_lib.exercises.capstone_runs import RUNS

POINTS = {
    "predicts": 2,
    "standardises": 2,
    "patience": 2,
    "best": 2,
    "schedule": 2,
    "validation": 2,
    "one row": 1,
    "refit": 1,
}
"""The pieces that can be checked alone, in the order in which they are built; the accuracy carries
the rest.
"""

ALL_POINTS = 18
ACCURACY, BATCHES, SHUFFLE = "accuracy", "batches", "a fresh shuffle each epoch"
CONSTRUCTOR = (
    'hidden=(64,), *, optimizer="adam", learning_rate=1e-3, schedule=None, batch_size=32, '
    "epochs=100, patience=10, rng=None"
)


@exercise(CONSTRUCTOR, repeats=False, seconds=8.0)
def Trainer(rng: Draw) -> Iterator[Case]:
    for piece, points in POINTS.items():
        for case in CASES[piece](rng):
            yield case.earns(piece, points / ALL_POINTS)
    X, y = apples(1200, rng)
    rows = {"X": X[:400], "y": y[:400], "X_val": X[400:600], "y_val": y[400:600]}
    new = Case(**rows, X_new=X[600:], seed=_seed(rng))
    yield new.withholding(labels=y[600:]).decides(ACCURACY)
    yield _groups(rng, 5, distance=4.0, batch_size=32, epochs=6).decides(BATCHES, 0.1)
    yield _sorted_by_label(rng).decides(SHUFFLE, 0.1)


@Trainer.measures(
    ACCURACY,
    zero=0.7,
    full=0.9,
    says="of 600 new apples get the right class",
    think="Look at `history` on data of your own: is `train_loss` still falling when training "
    "ends, and what does `val_loss` do meanwhile?",
    share=1 - sum(POINTS.values()) / ALL_POINTS,
    aspect=ACCURACY,
)
def _(case: Case, seen: Any) -> float:
    return share_right(seen, case.withheld["labels"])


@Trainer.probe
def _(cls: Any, case: Case) -> Any:
    return RUNS[case.aspect](cls, case)


@Trainer.facts
def _(case: Case, seen: Any) -> dict[str, bool]:
    return {fact: bool(holds) for fact, holds in FACTS[case.aspect](case, seen).items()}


# In all data but that about scaling, each feature already has mean 0 and deviation 1, on the
# training rows and on the validation rows: whoever scales wrongly pays for it in one piece alone.


def _groups(
    rng: Draw, n: int, *, distance: float, d: int = 3, classes: int = 3, **settings: Any
) -> Case:
    """Rows about one middle per class; `distance` is how far these lie from the origin, in
    deviations of a group. Validation has 5 rows per class.
    """
    middles = distance * np.eye(classes, d)
    rows: dict[str, np.ndarray] = {}
    for suffix, count in ("", n * classes), ("_val", 5 * classes):
        labels = rng.permutation(count) % classes
        rows[f"X{suffix}"] = _scaled(middles[labels] + rng.normal(size=(count, d)))
        rows[f"y{suffix}"] = labels
    return Case(**settings, seed=_seed(rng), **rows)


def _scaled(X: np.ndarray) -> np.ndarray:
    return np.asarray((X - X.mean(axis=0)) / X.std(axis=0))


def _seed(rng: Draw) -> int:
    return int(rng.randint(2**31 - 1))


def _changed(case: Case, **changes: Any) -> Case:
    return Case(**case.kwargs | changes)


def _with_wrong_labels(case: Case, rng: Draw, wrong: int) -> Case:
    """The same case with another class for so many of its 15 validation rows: what is learnt fails
    on them.
    """
    shift = rng.permutation(15) < wrong
    return _changed(case, y_val=(case["y_val"] + shift) % 3)


def _predicts(rng: Draw) -> Iterator[Case]:
    yield _groups(rng, 16, distance=5.0, learning_rate=0.02, batch_size=16, epochs=40)
    settings: dict[str, Any] = {"learning_rate": 0.05, "epochs": 8}
    yield _groups(rng, 16, distance=2.0, **settings, comparing="settings")


def _standardises(rng: Draw) -> Iterator[Case]:
    settings: dict[str, Any] = {"learning_rate": 0.02, "batch_size": 16}
    case = _groups(rng, 16, distance=5.0, **settings, epochs=40)
    units = np.array([1e5, 1.0, 1e-4])
    yield _changed(case, X=units * (case["X"] + 7.0), X_val=units * (case["X_val"] + 8.0))
    case = _groups(rng, 16, distance=3.0, **settings, epochs=5)
    others = {"X_other": 3.0 * case["X_val"] + 2.0, "X_alike": _scaled(rng.normal(size=(48, 3)))}
    yield _changed(case, comparing="units", **others)
    wider = {name: _with_constants(case[name]) for name in ("X", "X_val")}
    yield _changed(case, looking_at="constant features", **wider)


def _with_constants(X: np.ndarray) -> np.ndarray:
    """With a feature of deviation 0, and one to which rounding gives a tiny deviation."""
    return np.column_stack([X, np.full(len(X), 7.0), np.full(len(X), 0.1)])


def _patience(rng: Draw) -> Iterator[Case]:
    for patience in 3, 1:
        yield _groups(rng, 8, distance=3.0, learning_rate=0.0, epochs=9, patience=patience)
    settings: dict[str, Any] = {
        "learning_rate": 0.02,
        "batch_size": 12,
        "epochs": 80,
        "patience": 5,
    }
    yield _with_wrong_labels(_groups(rng, 12, distance=4.0, **settings), rng, wrong=10)
    # Losses that go up and down. In about one run of three, misses that are not in a row would stop
    # it: 16 runs.
    settings = {"learning_rate": 0.6, "batch_size": 4, "epochs": 80, "patience": 4}
    uneven = _groups(rng, 8, distance=1.0, optimizer="sgd", **settings, runs=16)
    yield _with_wrong_labels(uneven, rng, wrong=2)


def _best(rng: Draw) -> Iterator[Case]:
    settings: dict[str, Any] = {"learning_rate": 0.03, "batch_size": 12, "epochs": 60}
    for patience in 6, 90:
        case = _groups(rng, 12, distance=3.0, **settings, patience=patience)
        case = _with_wrong_labels(case, rng, wrong=5)
        # So many that two networks hardly ever have the same share of them right.
        anywhere = {"X_many": rng.normal(size=(400, 3)), "y_many": rng.randint(3, size=400)}
        yield _changed(case, **anywhere)


def _schedule(rng: Draw) -> Iterator[Case]:
    yield _groups(rng, 16, distance=3.0, batch_size=16, epochs=6)


def _validation(rng: Draw) -> Iterator[Case]:
    case = _groups(rng, 16, distance=2.0, learning_rate=0.02, batch_size=16, epochs=6)
    other = _groups(rng, 16, distance=2.0)
    yield _changed(case, X_other=other["X_val"], y_other=other["y_val"])


def _one_row(rng: Draw) -> Iterator[Case]:
    yield _groups(rng, 16, distance=4.0, learning_rate=0.02, batch_size=16, epochs=25)


def _refit(rng: Draw) -> Iterator[Case]:
    case = _groups(rng, 16, distance=4.0, learning_rate=0.01, batch_size=24, epochs=60)
    other = _groups(rng, 16, distance=4.0, d=7, classes=6)
    yield _changed(case, **{f"{name}_other": other[name] for name in ("X", "y", "X_val", "y_val")})
    # Of the first training the last parameters are not the best. The second is validated on labels
    # that are all wrong, so that its best is worse than any of the first.
    settings: dict[str, Any] = {"learning_rate": 0.03, "batch_size": 12, "epochs": 30}
    first = _with_wrong_labels(_groups(rng, 12, distance=3.0, **settings), rng, wrong=5)
    yield _changed(first, looking_at="what is kept", y_val_wrong=(first["y_val"] + 1) % 3)


def _sorted_by_label(rng: Draw) -> Case:
    """Labels that nothing tells, every 0 before the first 1, and steps so long that the last rows
    of an epoch show.
    """
    X = np.where(rng.permutation(40) % 2, 1.0, -1.0)[:, None]
    y = np.repeat([0, 1], 20)
    settings = {"optimizer": "sgd", "learning_rate": 1.0, "batch_size": 4, "epochs": 30}
    return Case(**settings, seed=_seed(rng), X=X, y=y, X_val=X.copy(), y_val=y.copy())


CASES: dict[str, Callable[[Draw], Iterator[Case]]] = {
    "predicts": _predicts,
    "standardises": _standardises,
    "patience": _patience,
    "best": _best,
    "schedule": _schedule,
    "validation": _validation,
    "one row": _one_row,
    "refit": _refit,
}
