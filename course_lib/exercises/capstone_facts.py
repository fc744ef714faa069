"""What must hold of lesson 15's trainer, whatever it draws: sentences about what its runs left."""

from collections.abc import Callable
from typing import Any

import numpy as np

from course_lib.checking import Case
from course_lib.checking.values.plain import Tree

Facts = dict[str, bool]

LOSSES = "train_loss", "val_loss"
LEARNT = 0.9
"""The accuracy on groups that lie far apart: nearly all designs reach 1."""
LOW = 0.5
"""The loss on the same groups: nearly all designs get below 0.1."""
SAME = 1e-6
"""Losses that are one number but for rounding differ by less, relative to their size."""
SCALED = 1e-3
"""The same where a trainer may add a small number to the deviation before it divides."""
STANDS_STILL = 5e-3
"""The last eight losses of epochs with orders of their own spread by more, relative to their mean,
in all but one of a million trials.
"""


def _at(tree: Tree, *path: str) -> Tree:
    """What stands at the end of a path of names; None where there is nothing."""
    for name in path:
        tree = tree.get(name) if isinstance(tree, dict) else None
    return tree


def _series(tree: Tree, *path: str) -> np.ndarray:
    """The list of numbers at the end of a path of names; empty where there is none."""
    found = _at(tree, *path)
    try:
        numbers = np.asarray([] if found is None else found, dtype=float)
    except (TypeError, ValueError):
        return np.zeros(0)
    return numbers if numbers.ndim == 1 else np.zeros(0)


def _number(tree: Tree, *path: str) -> float:
    """The number at the end of a path of names; nan where there is none."""
    try:
        return float(np.asarray(_at(tree, *path), dtype=float))
    except (TypeError, ValueError):
        return np.nan


def _alike(one: Any, other: Any, within: float = SAME) -> bool:
    """Whether two numbers, or two lists of them, are the same."""
    return np.shape(one) == np.shape(other) and np.allclose(one, other, rtol=within, atol=1e-12)


def _is_still(losses: np.ndarray) -> bool:
    """Whether a loss stays as it is."""
    return len(losses) > 0 and _alike(losses, np.full(len(losses), losses[0]), 1e-9)


def _falls(losses: np.ndarray) -> bool:
    return len(losses) > 1 and bool(losses[-1] < losses[0])


def _array(tree: Tree) -> np.ndarray:
    """An array of numbers; an empty one where these are none, or do not fit into one."""
    try:
        array = np.asarray(tree)
    except ValueError:
        return np.zeros(0)
    return array if array.dtype.kind in "biuf" else np.zeros(0)


def _are_classes(classes: Tree, rows: int, count: int) -> bool:
    """Whether there is one whole number per row, from 0 to below `count`."""
    array = _array(classes)
    if array.shape != (rows,) or array.dtype.kind not in "iuf":
        return False
    return bool(np.all((array == np.floor(array)) & (array >= 0) & (array < count)))


def _right(classes: Tree, labels: np.ndarray) -> float:
    """The share of the classes that are the labels; nan where these are no classes."""
    array = _array(classes)
    return float(np.mean(array == labels)) if array.shape == labels.shape else np.nan


def _last_epoch(losses: np.ndarray, patience: int) -> int | None:
    """After how many epochs these validation losses should have ended training; None if it should
    go on.
    """
    best, misses = np.inf, 0
    for epoch, loss in enumerate(losses, start=1):
        misses = 0 if loss < best else misses + 1
        best = min(best, loss)
        if misses == patience:
            return epoch
    return None


def _predicts(case: Case, seen: Tree) -> Facts:
    if "comparing" in case:
        return _settings(seen)
    y_val, classes = case["y_val"], seen["classes"]
    share = _right(classes, y_val)
    loss, accuracy = (_number(seen, "measured", name) for name in ("loss", "accuracy"))
    in_form = _are_classes(classes, len(y_val), 3)
    return {
        "`fit` returns the trainer itself": seen["returns itself"],
        "`predict` gives one class per row, a whole number": in_form,
        "`predict` does not give every row the same class": len(np.unique(_array(classes))) != 1,
        "three groups that lie far apart are told apart": share >= LEARNT or not in_form,
        "not nearly every row gets a wrong class": share > 0.1 or not in_form,
        "`evaluate` gives a dict with the numbers `loss` and `accuracy`": np.isfinite(loss)
        and np.isfinite(accuracy),
        "`accuracy` is the share of rows that `predict` has right": np.isnan(accuracy)
        or not in_form
        or _alike(accuracy, share),
        "`val_loss` falls on groups that lie far apart": _falls(
            _series(seen, "history", "val_loss")
        ),
        "the same rows twice have the same loss: it is a mean": np.isnan(loss)
        or _alike(loss, _number(seen, "measured twice over", "loss")),
        **{
            f"`history` has one `{name}` per epoch": len(_series(seen, "history", name))
            == case["epochs"]
            for name in LOSSES
        },
        "no list of losses is longer than `epochs` says": max(
            len(_series(seen, "history", name)) for name in LOSSES
        )
        <= case["epochs"],
        "the losses in `history` are numbers, not dicts": not any(
            _has_dicts(_at(seen, "history", name)) for name in LOSSES
        ),
    }


def _has_dicts(entries: Tree) -> bool:
    return isinstance(entries, list) and any(isinstance(entry, dict) for entry in entries)


def _settings(seen: Tree) -> Facts:
    runs = {name: _series(seen, name, "train_loss") for name in seen}
    sgd, momentum, adam = (runs[name] for name in ("sgd", "momentum", "adam"))
    batches = {name: runs[f"{name} in batches"] for name in ("sgd", "momentum", "adam")}
    return {
        "`train_loss` falls with sgd": _falls(sgd),
        "`train_loss` falls with momentum": _falls(momentum),
        "`train_loss` falls with adam": _falls(adam),
        "sgd and adam train in different ways": not _alike(sgd, adam),
        "sgd and momentum train in different ways": not _alike(batches["sgd"], batches["momentum"]),
        "an optimizer remembers from one epoch to the next": not _alike(sgd, momentum),
        "`hidden` decides how wide a layer is": not _alike(adam, runs["hidden (5,)"]),
        "`hidden` decides how many layers there are": not _alike(adam, runs["hidden (16, 16)"]),
        "`batch_size` decides how many steps an epoch has": not _alike(adam, batches["adam"]),
        "a setting that is left out has the value of the statement": _has_defaults(runs),
    }


def _has_defaults(runs: dict[str, np.ndarray]) -> bool:
    """Whether runs with settings left out are those with the settings of the statement.

    Where two equal runs differ, nothing can be told: that is said of the piece "validation".
    """
    first, again = runs["written out"], runs["written out again"]
    starts_alike = _alike(runs["left out"], first) or not _alike(first, again)
    as_long = len(runs["epochs left out"]) == len(runs["100 epochs"])
    return starts_alike and as_long and len(runs["patience left out"]) == len(runs["patience 10"])


def _standardises(case: Case, seen: Tree) -> Facts:
    train_loss, val_loss = (_series(seen, "first", name) for name in ("train_loss", "val_loss"))
    if "comparing" in case:
        return _scales(seen, train_loss)
    if "looking_at" in case:
        finite = [len(losses) and np.isfinite(losses).all() for losses in (train_loss, val_loss)]
        return {"a constant feature does no harm": all(finite)}
    return _of_different_size(case, seen, train_loss, val_loss)


def _scales(seen: Tree, train_loss: np.ndarray) -> Facts:
    repeats = _alike(train_loss, _series(seen, "again", "train_loss"))
    units, one_unit, validation = (
        _alike(train_loss, _series(seen, name, "train_loss"), SCALED)
        for name in ("other units", "one other unit", "other validation")
    )
    untrained = _number(seen, "untrained", "loss")
    own, rows = (
        _alike(untrained, _number(seen, f"untrained, other {what}", "loss"), SCALED)
        for what in ("validation", "rows")
    )
    # Two runs that are never alike say nothing here: that is said of "validation".
    return {
        "a feature in other units changes nothing": units or not repeats,
        "all features in one other unit change nothing": one_unit or not repeats,
        "the validation rows have no part in how `fit` scales": validation or not repeats,
        "the validation rows have no part in how `evaluate` scales": own or not repeats,
        "training rows with the same mean and deviation scale alike": rows or not repeats,
    }


def _of_different_size(
    case: Case, seen: Tree, train_loss: np.ndarray, val_loss: np.ndarray
) -> Facts:
    share = np.mean(case["y"] == 0)
    some, others = (_number(seen, name, "loss") for name in ("some", "others"))
    own = seen["validated on the training rows"]
    mean = share * some + (1 - share) * others
    measured = _number(seen, "validation rows", "loss")
    return {
        "features of very different size are learned": len(train_loss) > 0 and train_loss[-1] < LOW,
        "a row is scaled the same, whichever rows come with it": _alike(
            _number(seen, "all", "loss"), mean, SCALED
        ),
        "`fit` and `evaluate` scale the validation rows alike": np.isclose(
            val_loss, measured, rtol=SCALED
        ).any(),
        "`fit` scales the validation rows": (_series(own, "history", "val_loss") < LOW).any(),
        "`evaluate` scales its rows": _number(own, "measured", "loss") < LOW,
        "`predict` scales its rows": not _are_classes(own["classes"], 48, 3)
        or _right(own["classes"], case["y"]) >= _right(own["classes of scaled rows"], case["y"]),
    }


def _patience(case: Case, seen: Tree) -> Facts:
    courses = [_series(run, "val_loss") for run in seen]
    epochs, lengths = case["epochs"], [len(losses) for losses in courses]
    ends = [_last_epoch(losses, case["patience"]) for losses in courses]
    both = list(zip(lengths, ends, strict=True))
    return {
        "`val_loss` has more than one number": max(lengths) > 1,
        "there are at most `epochs` epochs": 0 < min(lengths) <= max(lengths) <= epochs,
        "training goes on until `patience` epochs in a row are no better": all(
            end is not None or length >= epochs for length, end in both
        ),
        "training stops as soon as `patience` epochs in a row are no better": all(
            end is None or length == end for length, end in both
        ),
        "training stops before the last epoch": max(lengths) < epochs,
        "`train_loss` and `val_loss` are equally long": lengths
        == [len(_series(run, "train_loss")) for run in seen],
    }


def _best(case: Case, seen: Tree) -> Facts:
    given = f"with `patience={case['patience']}`"
    losses = _series(seen, "whole", "history", "val_loss")
    measured = _number(seen, "whole", "measured", "loss")
    smallest = len(losses) > 0 and _alike(measured, losses.min())
    last = len(losses) > 0 and _alike(measured, losses[-1])
    agree = _agree(seen["whole"], case["y_many"])
    agree_at_first = _agree(seen["one epoch"], case["y_many"])  # where the last is also the best
    return {
        f"{given}, `evaluate` gives the smallest `val_loss`": smallest,
        f"{given}, `evaluate` does not simply give the last `val_loss`": smallest or not last,
        f"{given}, `predict` uses the parameters that `evaluate` uses": agree or not agree_at_first,
    }


def _agree(kept: Tree, labels: np.ndarray) -> bool:
    """Whether the accuracy is the share of right classes."""
    share = _right(_at(kept, "classes of many"), labels)
    return _alike(_number(kept, "measured on many", "accuracy"), share)


def _schedule(case: Case, seen: Tree) -> Facts:
    # Without a step no loss changes; that of the validation rows is measured only once an epoch.
    runs = {name: _series(seen, name, "val_loss") for name in seen}
    rates = {name: _series(seen, name, "learning_rate") for name in seen}
    late, early = [0.0] * 3 + [0.05] * 3, [0.05] * 3 + [0.0] * 3
    no_step = [_series(run, "val_loss") for run in seen["no step with"].values()]
    listed = _alike(rates["late"], late) and _alike(rates["early"], early)
    settles = _is_still(runs["early"][2:]) and not _is_still(runs["early"][:3])
    return {
        "a schedule of 0 keeps the losses as they are": _is_still(runs["never"]),
        "with rates 0, 0, 0, 0.05 the fourth epoch is the first to change them": _changes_at(
            runs["late"], 3
        ),
        "the same with sgd": _changes_at(runs["sgd"], 3),
        "with rates 0, 0, 0, 0.05 the losses change in the end": not _is_still(runs["late"]),
        "with rates 0.05, 0.05, 0.05, 0 the third epoch is the last to change them": settles,
        "a schedule takes the place of `learning_rate`": not _is_still(runs["rate 0"]),
        "`learning_rate` is the rate of each of the three optimizers": all(map(_is_still, no_step)),
        "`history` has the rate of each epoch, with a schedule": listed,
        "`history` has the rate of each epoch, without one": _alike(rates["none"], [0.03] * 6),
    }


def _changes_at(losses: np.ndarray, epoch: int) -> bool:
    return len(losses) > epoch and _is_still(losses[:epoch]) and not _is_still(losses[: epoch + 1])


def _validation(case: Case, seen: Tree) -> Facts:
    runs = {name: _series(seen, name, "train_loss") for name in seen}
    repeats = _alike(runs["first"], runs["again"])
    return {
        "`train_loss` falls": _falls(runs["first"]),
        "an `rng` in the same state trains the same way": repeats,
        "an `rng` in another state draws other first parameters": not _alike(
            runs["no step"], runs["no step, another rng"]
        ),
        "other validation data leaves `train_loss` as it was": not repeats
        or _alike(runs["first"], runs["other"]),
        "validated on the training rows, `val_loss` is `train_loss`": _alike(
            runs["the same"], _series(seen, "the same", "val_loss")
        ),
    }


def _one_row(case: Case, seen: Tree) -> Facts:
    together, alone = _array(seen["together"]), [_array(row) for row in seen["alone"]]
    one_row = (1, *together.shape[1:])
    return {
        "the rows have different classes": together.size > 0
        and len(np.unique(together, axis=0)) > 1,
        "one row gives an array with one class": all(row.shape == one_row for row in alone),
        "a row alone has the class that it has in a batch": _alike(
            np.concatenate([row.ravel() for row in alone]), together.ravel()
        ),
    }


def _refit(case: Case, seen: Tree) -> Facts:
    if "looking_at" in case:
        kept = [_gives_the_smallest(training) for training in seen]
        return {"a second `fit` keeps its own best parameters": kept[1] or not kept[0]}
    first, second, third = (_series({"losses": losses}, "losses") for losses in seen)
    some = len(first) > 0 and len(second) > 0
    return {
        "`history` is that of the latest `fit`": len(second) == len(third) == len(first) > 0,
        # Nearer to the first loss than to the last, on a scale of ratios.
        "the second `fit` begins where the first began, not where it ended": some
        and second[0] ** 2 > first[0] * first[-1],
        "the third, with other features and classes, learns them": len(third) > 0
        and third[-1] < LOW,
    }


def _gives_the_smallest(training: Tree) -> bool:
    """Whether `evaluate` gave the smallest validation loss."""
    losses = _series(training, "val_loss")
    return len(losses) > 0 and _alike(_number(training, "measured", "loss"), losses.min())


def _accuracy(case: Case, seen: Tree) -> Facts:
    labels = case.withheld["labels"]
    return {
        "`predict` gives one class per row, a whole number": _are_classes(seen, len(labels), 4),
        "not all rows get the same class": len(np.unique(_array(seen))) != 1,
        "the classes are better than a guess": _right(seen, labels) > 0.55,
    }


def _batches(case: Case, seen: Tree) -> Facts:
    losses = _series(seen, "train_loss")
    trains = len(losses) > 0 and not _is_still(losses)
    return {"rows that do not fill a batch are trained on": trains}


def _shuffles(case: Case, seen: Tree) -> Facts:
    # Both losses are measured on the same rows; either tells, should the other list be short.
    moves = (_moves(_series(seen, "course", name)[-8:]) for name in LOSSES)
    # Steps of another length than is set say nothing here: that is said of "schedule".
    at_rest = _series(seen, "no step", "val_loss")
    other_rate = len(at_rest) > 0 and np.isfinite(at_rest).all() and not _is_still(at_rest)
    return {"each epoch has an order of its own": any(moves) or bool(other_rate)}


def _moves(losses: np.ndarray) -> bool:
    return len(losses) > 0 and bool(np.ptp(losses) > STANDS_STILL * losses.mean())


FACTS: dict[str, Callable[[Case, Tree], Facts]] = {
    "predicts": _predicts,
    "standardises": _standardises,
    "patience": _patience,
    "best": _best,
    "schedule": _schedule,
    "validation": _validation,
    "one row": _one_row,
    "refit": _refit,
    "accuracy": _accuracy,
    "batches": _batches,
    "a fresh shuffle each epoch": _shuffles,
}
