"""What lesson 10 asks: held-out rows, scaling, early stopping, and training that watches itself."""

import contextlib
import copy
from collections.abc import Iterator
from typing import Any

import numpy as np

from course_lib.checking import Case, Draw, Rng, exercise, guess
from course_lib.checking.values.facts import Fact, Facts, as_facts
from course_lib.exercises.repeat import (
    FIT,
    Watched,
    copied,
    labelled,
    moved,
    network,
    rate_of,
    rows_of_steps,
    shuffles,
)
from course_lib.loop import evaluate, train_step
from course_lib.nn import Params
from course_lib.optim import SGD

Labelled = tuple[np.ndarray, np.ndarray]

HELD_OUT_NONE = "nothing held out at a fraction of 0"
AT_RANDOM = "the rows are chosen at random"


def _numbered_rows(n: int, dtype: Any = float, rng: Draw | None = None) -> Labelled:
    """Rows that know their place: row i begins with i, and its target is 100 + i.

    What follows is 10 i, or a number drawn from ``rng``.
    """
    rows = np.arange(n)
    others = 10 * rows if rng is None else rng.randint(100, 1000, size=n)
    return np.column_stack([rows, others]).astype(dtype), 100 + rows


@exercise("X, y, val_fraction, rng", library="validation")
def train_val_split(rng: Draw) -> Iterator[Case]:
    yield Case(*_numbered_rows(10), 0.3, Rng.drawn(rng)).sized(n=10).as_worked()
    for n, fraction in (7, 0.25), (13, 0.25), (11, 0.6):  # 1.75 and 3.25: rounded up, rounded down
        yield Case(*_numbered_rows(n, rng=rng), fraction, Rng.drawn(rng)).sized(n=n)
    whole_numbers = Case(*_numbered_rows(9, int, rng), 0.4, Rng.drawn(rng))
    yield whole_numbers.sized(n=9)
    nothing = Case(*_numbered_rows(6), 0.0, Rng.drawn(rng))
    yield nothing.sized(n=6).decides(HELD_OUT_NONE, 0.2)
    many = Case(*_numbered_rows(40), 0.25, Rng.drawn(rng), another_rng=Rng.drawn(rng), calls=300)
    yield many.sized(n=40).decides(AT_RANDOM, 0.5)


@train_val_split.probe
def _(f: Any, case: Case) -> Any:
    X, y, fraction, rng = case.args
    if "calls" not in case:
        split = f(X, y, fraction, rng)
        return {"forms": _forms(split), "parts": split}
    seen: dict[str, Any] = {"rows held out": [], "targets held out": []}
    for generator in [rng] * case["calls"] + [case["another_rng"]]:
        split = f(X, y, fraction, generator)
        if _forms(split) != FORMS:
            return {"forms": _forms(split)}
        _, _, X_val, y_val = split
        seen["rows held out"].append(X_val[:, 0].copy())  # they may be views of what is shuffled
        seen["targets held out"].append(y_val.copy())
    return seen


FORMS = ["a table", "a row of numbers", "a table", "a row of numbers"]
IN_ORDER = "four arrays come back: X_train, y_train, X_val, y_val"


def _forms(answer: Any) -> list[str]:
    """What came back, in words."""
    if not isinstance(answer, (tuple, list)):
        return [type(answer).__name__]
    return [_form(part) for part in answer]


def _form(part: Any) -> str:
    if not isinstance(part, np.ndarray):
        return f"a {type(part).__name__}"
    return ("a number", "a row of numbers", "a table")[min(part.ndim, 2)]


@train_val_split.facts
def _(case: Case, seen: Any) -> Facts:
    X, y, *_ = case.args
    if seen.get("forms", FORMS) != FORMS:
        return {IN_ORDER: False, "what comes back": seen["forms"]}
    if "calls" in case:
        return _chances(seen, len(X))
    X_train, y_train, X_val, y_val = map(np.asarray, seen["parts"])
    rows = np.concatenate([X_train, X_val])[:, 0]
    return {
        IN_ORDER: True,
        "how many rows are trained on": len(X_train),
        "how many rows are held out": len(X_val),
        "each part has as many targets as rows": [len(y_train), len(y_val)]
        == [len(X_train), len(X_val)],
        "no row is in both parts": not set(X_train[:, 0]) & set(X_val[:, 0]),
        "no row comes twice": len(np.unique(rows)) == len(rows),
        "each training row keeps its target": _together(X, X_train, y_train),
        "each held-out row keeps its target": _together(X, X_val, y_val),
        "X keeps its dtype": {X_train.dtype, X_val.dtype} == {X.dtype},
        "y keeps its dtype": {y_train.dtype, y_val.dtype} == {y.dtype},
    }


def _together(X: np.ndarray, rows: np.ndarray, targets: np.ndarray) -> bool:
    """Whether each row is one of X's, and stands beside its own target."""
    if rows.shape != (len(targets), X.shape[1]):
        return False
    place = np.clip(np.rint(rows[:, 0]).astype(int), 0, len(X) - 1)
    return bool(np.allclose(rows, X[place]) and np.array_equal(targets, 100 + place))


def _chances(seen: dict[str, Any], n: int) -> Facts:
    """Facts about 300 splits that hold out 10 of 40 rows, and one more with another rng.

    There are 8e8 ways to choose 10 of 40. Of another number of rows nothing is said here.
    """
    if any(len(rows) != n // 4 for rows in seen["rows held out"]):
        return {}
    *held_out, another = (np.sort(places) for places in seen["rows held out"])
    targets = np.sort(np.asarray(seen["targets held out"]) - 100, axis=1)  # (301, 10)
    places = np.arange(n // 4)
    counts = np.bincount(np.concatenate(held_out).astype(int), minlength=n)
    gaps = np.diff(held_out, append=np.asarray(held_out)[:, :1] + n, axis=1)  # round the end, too
    return {
        "not always the first rows are held out": any((one != places).any() for one in held_out),
        "not always the last rows are held out": any(
            (one != n - 1 - places[::-1]).any() for one in held_out
        ),
        "not always the same targets are held out": bool((targets != targets[0]).any()),
        "not always the same rows are held out": any(
            (one != held_out[0]).any() for one in held_out
        ),
        "another rng holds out other rows": not np.array_equal(held_out[0], another),
        # that 10 of 40 rows are neighbours happens 40 times in 8e8
        "the held-out rows are no block of neighbours": not (gaps.max(axis=1) == n - 9).all(),
        # a row is held out 75 times of 300, give or take 7.5: six times that happens once in 1e8
        "every row is held out equally often": bool((np.abs(counts - 75) < 45).all()),
    }


CONSTANT = "a constant feature becomes 0"
ANEW = "two scalers share nothing"
RETURNED = "what fit returns"
ITSELF = "`fit` returns `self`, or nothing"


@exercise("", parts="train new", library="validation")
def Standardizer(rng: Draw) -> Iterator[Case]:
    example = np.array([[1.0, 10.0], [3.0, 30.0]])
    worked = Case(train=example, new=np.array([[5.0, 10.0]]))
    yield worked.sized(n=2, d=2).as_worked()
    for n, d, m in (6, 3, 4), (4, 4, 4), (3, 5, 1):
        shift, scale = rng.uniform(-9, 9, size=d), rng.uniform(0.5, 40, size=d)
        shift[0], scale[0] = shift[0] / 100, scale[0] / 500  # a share, as of sugar
        train = shift + scale * rng.normal(size=(n, d))
        new = shift + scale * rng.normal(1.5, 2.0, size=(m, d))
        yield Case(train=train, new=new).sized(n=n, d=d)
    train = rng.normal(4.0, 3.0, size=(5, 3))
    train[:, 1] = 7.0
    constant = Case(train=train, new=train[1:3].copy())
    yield constant.sized(n=5, d=3).decides(CONSTANT, 0.25)
    two = Case(
        train=rng.normal(size=(4, 2)),
        new=rng.normal(size=(3, 2)),
        another=rng.normal(8, 5, size=(5, 2)),
    )
    yield two.sized(n=4, d=2).decides(ANEW, 0.2)
    rows = Case(train=rng.normal(size=(4, 3)), new=rng.normal(size=(2, 3)))
    yield rows.sized(n=4, d=3).decides(RETURNED, 0.1)


@Standardizer.probe
def _(cls: Any, case: Case) -> Any:
    """Scale new rows, then those that were fitted: another fit in between would show."""
    scaler = cls()
    returned = scaler.fit(case["train"])
    if "another" in case:
        cls().fit(case["another"])
    new = scaler.transform(case["new"])
    seen: dict[str, Any] = {"train": scaler.transform(case["train"]), "new": new}
    if case.aspect == RETURNED:
        seen[Fact(ITSELF)] = returned is None or returned is scaler
    return seen


NOT_MORE = "an improvement is more than min_delta"
NAN = "nan is no improvement"
COPIES = "best_params is a copy"
ALONE = "two of them share nothing"


@exercise("patience, min_delta=0.0", parts="answers best_loss best_params", library="validation")
def EarlyStopping(rng: Draw) -> Iterator[Case]:
    """A case goes on beyond the update that should stop it: a late answer shows."""

    def run(
        patience: int, losses: list[float], *min_delta: float, beyond: int = 0, **more: Any
    ) -> Case:
        """So many of the losses come ``beyond`` the update that should stop it."""
        heard = np.array(losses)
        return Case(patience, *min_delta, losses=heard, updates=len(losses) - beyond, **more)

    yield run(2, [5.0, 4.0, 4.0, 4.5, 4.6, 4.7], beyond=2).as_worked()
    runs = [
        (3, [5.0, 4.0, 4.0, 4.5, 3.0, 3.2], 0),
        (1, [2.5, 2.0, 1.5, 1.75, 1.7, 1.6], 2),
        # each lower than the one before, none lower than the best
        (3, [2e4, 9e3, 9.5e3, 9.4e3, 9.3e3, 9.2e3, 9.1e3], 2),
        (2, [0.5, 0.0, 0.25, 0.2, 0.3], 1),
        (2, [3.0, 2.0, 4.0, 1.0, 1.5], 0),  # the 4 is above a loss of `patience` updates ago
        (4, [0.9, 0.7, 0.8, 0.75, 0.6, 0.65, 0.7, 0.61, 0.62, 0.63], 1),
    ]
    for place in rng.permutation(len(runs)):
        patience, losses, beyond = runs[place]
        unit = float(np.round(rng.uniform(0.9, 1.3), 2))  # so that no table knows the best loss
        yield run(patience, [loss * unit for loss in losses], beyond=beyond)
    yield run(2, [2.0, 1.9, 1.6, 1.7, 1.5, 1.6], 0.25, beyond=1).decides(NOT_MORE, 0.25)
    yield run(2, [2.0, 1.9, 2.0, 1.7], 0.25, beyond=1).decides(NOT_MORE, 0.25)
    with_nan = [np.nan, 3.0, 3.5, 2.0, np.nan, 1.0, np.nan, np.nan, 1.5]
    yield run(2, with_nan, beyond=1).decides(NAN, 0.2)
    yield run(3, [3.0, np.nan, 2.0, 2.5, np.nan, np.nan, 1.5], beyond=1).decides(NAN, 0.2)
    yield run(3, [3.0, 2.0, 2.5, 2.2], in_place=True).decides(COPIES, 0.35)
    yield run(3, [3.0, 2.0, 2.5, 1.0, 1.5], beside=[0.5, 0.4, 0.6, 0.7, 0.3]).decides(ALONE, 0.2)


@EarlyStopping.probe
def _(cls: Any, case: Case) -> Any:
    """What each `update` answers until it says stop, and what is the best when it should say so.

    Training is not ended by the answer, so a wrong one leaves the best loss as it is.
    """
    with _as_defined(cls):
        return _heard(cls, case)


def _heard(cls: Any, case: Case) -> dict[str, Any]:
    stopping = cls(*case.args)
    another = cls(*case.args) if "beside" in case else None
    params = _numbered_params(0)
    answers: list[Any] = []
    best: dict[str, Any] = {}
    stopped = False
    for number, loss in enumerate(case["losses"].tolist(), start=1):
        if "in_place" in case:
            params["W1"][:] = number  # the array itself changes,
            params["b1"] = np.array([10.0 * number])  # or another array takes its name
        else:
            params = _numbered_params(number)
        answer = stopping.update(loss, params)
        if not stopped:
            answers.append(answer)
        stopped = stopped or _says_stop(answer)
        if another is not None:
            another.update(case["beside"][number - 1], _numbered_params(-number))
        if number == case["updates"]:
            params = _going_on(params) if "in_place" in case else params
            names = ("best_loss", "best_params")
            best = copy.deepcopy({name: _attribute(stopping, name) for name in names})
            if stopped:
                break
    return {"answers": answers, **best}


def _says_stop(answer: Any) -> bool:
    """Whether a training loop would stop at this answer, a text apart, which is always true."""
    return not isinstance(answer, str) and bool(answer)


def _going_on(params: Params) -> Params:
    """The parameters after more training: the one array has changed, the other is a new one."""
    params["W1"][:] = 0.5
    params["b1"] = np.array([0.5])
    return params


@contextlib.contextmanager
def _as_defined(cls: Any) -> Iterator[None]:
    """Put back what a run has written into the class: what is shared costs where two share it."""
    before = copy.deepcopy(_data_of(cls))
    try:
        yield
    finally:
        for name in _data_of(cls):
            delattr(cls, name)
        for name, value in before.items():
            setattr(cls, name, value)


def _data_of(cls: Any) -> dict[str, Any]:
    """The attributes of a class that are plain data, Python's own left out."""
    kinds = (type(None), bool, int, float, list, dict, np.ndarray)
    return {
        name: value
        for name, value in vars(cls).items()
        if isinstance(value, kinds) and not name.startswith("__")
    }


def _numbered_params(number: int) -> Params:
    """Parameters that tell at which update they were handed over."""
    return {"W1": np.full((1, 2), float(number)), "b1": np.array([10.0 * number])}


def _attribute(owner: Any, name: str) -> Any:
    return getattr(owner, name, f"there is no attribute {name}")


guess("guess_val_loss", __name__, ["falls too", "falls, then stays", "falls, then rises"])


STOPS = "stops once patience runs out"
SHUFFLED = "a fresh shuffle each epoch"
NEVER_TRAINS = "the validation data never trains"

THE_STOP, LOSSES, ROWS = "the stop", "the losses", "the rows of each step"
"""What a case looks at, if not at all that comes back."""


@exercise(
    "params, train, val, *, optimizer, epochs, batch_size, patience, rng",
    parts="params train_loss val_loss",
    library="validation",
    uses=f"{FIT} EarlyStopping",
    may_change="params",
)
def fit_with_validation(rng: Draw) -> Iterator[Case]:
    """Where the loss turns, an epoch is one full batch: the order of its rows decides nothing."""
    yield _turning(rng, (2, 2), 0.6, epochs=5, patience=9)
    yield _turning(rng, (3, 7, 2), 0.4, epochs=7, patience=9)
    yield _turning(rng, (2, 7, 5, 4), 0.3, epochs=8, patience=9)
    yield _turning(rng, (3, 7, 2), -0.2, epochs=6, patience=9)  # the training loss rises
    yield _equal_rows(rng)
    yield _small_steps(rng)
    for patience in 2, 3:
        stops = _turning(rng, (3, 7, 3), 0.4, epochs=14, patience=patience, looking_at=THE_STOP)
        yield stops.decides(STOPS, 0.35)
    yield _told_apart(rng, 5, 8, 2).decides(NEVER_TRAINS, 0.4)
    several_batches = _told_apart(rng, 24, 4, 4, another_rng=Rng.drawn(rng))
    yield several_batches.decides(SHUFFLED, 0.25)


def _case(params: Params, train: Labelled, val: Labelled, rate: float, **settings: Any) -> Case:
    case = Case(params, train, val, optimizer=f"SGD({rate})", **settings)
    return case.sized(n=len(train[0]), n_val=len(val[0]))


def _turning(
    rng: Draw, sizes: tuple[int, ...], rate: float, *, epochs: int, patience: int, **more: Any
) -> Case:
    """A case whose validation loss falls, and then rises well before the last epoch."""
    while True:
        params = network(rng, *sizes)
        X, X_val = (rng.normal(size=(n, sizes[0])) for n in (6, 5))
        train = X, labelled(rng, X, params, 2)
        val = X_val, labelled(rng, X_val, params, 2)
        losses = _validation_losses(params, train, val, rate, epochs)
        best = int(np.argmin(losses))
        if 1 <= best <= epochs - 3 and _plain_to_see(losses, best, patience):
            settings = {
                "epochs": epochs,
                "batch_size": 6,
                "patience": patience,
                "rng": Rng.drawn(rng),
            }
            return _case(params, train, val, rate, **settings, **more)


def _validation_losses(
    params: Params, train: Labelled, val: Labelled, rate: float, epochs: int
) -> list[float]:
    params, losses = copied(params), []
    for _ in range(epochs):
        train_step(params, *train, SGD(rate))
        losses.append(evaluate(params, *val)["loss"])
    return losses


def _plain_to_see(losses: list[float], best: int, patience: int) -> bool:
    """Whether the lowest loss comes in time, and stands out; no two in a row are nearly equal."""
    in_time = all(min(losses[i : i + patience]) < min(losses[:i]) for i in range(1, best + 1))
    gaps = np.abs(np.diff(losses))
    others = np.delete(losses, best)
    return bool(in_time and gaps.min() > 1e-3 and others.min() > losses[best] + 1e-3)


def _equal_rows(rng: Draw) -> Case:
    """Seven equal rows in batches of 3, 3 and 1: the steps show, their order does not."""
    params, row = network(rng, 2, 7, 3), rng.normal(size=(1, 2))
    X_val = rng.normal(size=(4, 2))
    train = np.tile(row, (7, 1)), np.tile(labelled(rng, row, params, 1), 7)
    val = X_val, labelled(rng, X_val, params, 2)
    settings = {"epochs": 3, "batch_size": 3, "patience": 5, "rng": Rng.drawn(rng)}
    return _case(params, train, val, 0.2, **settings)


def _small_steps(rng: Draw) -> Case:
    """Steps so small that the losses stay as they are: it shows on which rows they are measured."""
    params = network(rng, 4, 7, 3)
    X, X_val = (rng.normal(size=(n, 4)) for n in (12, 5))
    train, val = ((rows, labelled(rng, rows, params, 2)) for rows in (X, X_val))
    settings = {"epochs": 2, "batch_size": 5, "patience": 5, "rng": Rng.drawn(rng)}
    return _case(params, train, val, 1e-8, **settings, looking_at=LOSSES)


def _told_apart(rng: Draw, n: int, batch_size: int, epochs: int, **more: Any) -> Case:
    """Each example, held out or not, has a row of W1, so a gradient tells which a step has seen."""
    n_val = 5
    X = np.diag(rng.uniform(1, 2, size=n + n_val))
    labels: np.ndarray = rng.permutation(np.arange(n + n_val) % 3)
    settings = {"epochs": epochs, "batch_size": batch_size, "patience": 9, "rng": Rng.drawn(rng)}
    train, val = (X[:n], labels[:n]), (X[n:], labels[n:])
    params = network(rng, n + n_val, 3)
    return _case(params, train, val, 0.1, **settings, looking_at=ROWS, **more)


@fit_with_validation.probe
def _(f: Any, case: Case) -> Any:
    looking_at = case.kwargs.get("looking_at")
    if looking_at == ROWS:
        return {"params": as_facts(_rows_facts(f, case))}
    params, train, val = case.args
    before, optimizer = copied(params), Watched(rate_of(case["optimizer"]))
    settings = {name: value for name, value in case.kwargs.items() if name != "looking_at"}
    answer = f(params, train, val, **{**settings, "optimizer": optimizer})
    if not isinstance(answer, (tuple, list)) or len(answer) != 2:
        return answer
    best, history = answer
    seen = _asked_for(history)
    if looking_at == LOSSES:
        return seen
    if isinstance(best, dict) and set(best) == set(before):
        best = {"number of steps": len(optimizer.given), **moved(best, before)}
    if looking_at == THE_STOP:
        seen.pop("train_loss", None)
    return {"params": best, **seen}


def _asked_for(history: Any) -> dict[str, Any]:
    """The two lists that are asked for; others do no harm. Of another form, nothing."""
    if not isinstance(history, dict):
        return {}
    return {name: history[name] for name in ("train_loss", "val_loss") if name in history}


def _rows_facts(f: Any, case: Case) -> Facts:
    params, (X, labels), (X_val, labels_val) = case.args

    def as_fit(params: Params, X: Any, labels: Any, **settings: Any) -> Any:
        return f(params, (X, labels), (X_val.copy(), labels_val.copy()), patience=9, **settings)

    plain_case = Case(params, X, labels, **case.kwargs)
    names = [name for name in ("rng", "another_rng") if name in case]
    runs = [rows_of_steps(as_fit, plain_case, case[name]) for name in names]
    if case.aspect == NEVER_TRAINS:
        rows = {row for step in runs[0] for row in step}
        return {"no step has a row of the validation data": all(row < len(X) for row in rows)}
    return shuffles(runs, labels)
