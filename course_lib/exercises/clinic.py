"""What lesson 11 asks: name the bugs of six loops by their curves, then repair five of them."""

import copy
import hashlib
from collections.abc import Iterator
from typing import Any

import numpy as np

from course_lib.broken import BUGS, CURVES
from course_lib.checking import Case, Draw, Rng, exercise, guess
from course_lib.checking.values.facts import Facts, as_facts
from course_lib.exercises.batches import order_shown

Table = tuple[np.ndarray, np.ndarray]

RIGHT = {
    "088b08ee02e0",
    "228de13174b1",
    "8011f1fa6b28",
    "840f7723b798",
    "9146cdcd08d2",
    "d15d23109feb",
}
"""The six right answers, each as a fingerprint, so that nobody comes upon them by reading on."""

COUNTS = " ".join(f"at-least-{count}-right" for count in range(1, 7))
"""How many are right, in words that no reader takes for the number of a curve."""


@exercise("", parts=COUNTS)
def diagnose(rng: Draw) -> Iterator[Case]:
    yield Case()


@diagnose.facts
def _(case: Case, seen: Any) -> Facts:
    """How many answers are right, and never which."""
    answers = {str(curve): str(bug) for curve, bug in seen.items()}
    facts = {
        "each key is one of the six curves, spelt as it is in `CURVES`": set(answers) <= {*CURVES},
        "what is named for anything else is one of the nine bugs": all(
            bug in BUGS for curve, bug in answers.items() if curve not in CURVES
        ),
        **{
            f"what is named for {curve} is one of the nine bugs, spelt as in `BUGS`": (
                curve not in answers or answers[curve] in BUGS
            )
            for curve in CURVES
        },
        "no bug is named for two curves": len({*answers.values()}) == len(answers),
    }
    if not all(facts.values()):
        return facts
    right = sum(fingerprint(curve, bug) in RIGHT for curve, bug in answers.items())
    return facts | {name: right > i for i, name in enumerate(COUNTS.split())}


def fingerprint(curve: str, bug: str) -> str:
    """A text that stands for an answer and does not show it."""
    return hashlib.sha256(f"{curve} has: {bug}".encode()).hexdigest()[:12]


guess("guess_smaller_rate", __name__, ["explodes", "waves that die out", "falls without waves"])


def _drawn(rng: Draw, n: int, d: int) -> Table:
    return rng.normal(size=(n, d)), rng.normal(1.0, 2.0, size=n)


def _rate(X: np.ndarray, share: float) -> float:
    """A share of the largest learning rate at which full batches do not explode, rounded."""
    steepest = np.linalg.eigvalsh(2 * X.T @ X / len(X))[-1]  # (d, n) @ (n, d) -> (d, d)
    return round(float(share * 2 / steepest), 3)


BY_HAND = (np.array([[1.0], [2.0]]), np.array([2.0, 4.0]))
"""Two rows of y = 2x, whose steps at a rate of 0.1 are worked out in the statements."""


@exercise("X, y, *, learning_rate, epochs", parts="w losses")
def fixed_1(rng: Draw) -> Iterator[Case]:
    yield Case(*BY_HAND, learning_rate=0.1, epochs=3).sized(n=2, d=1, epochs=3).as_worked()
    for n, d, share, epochs in (5, 3, 0.8, 4), (4, 4, 0.35, 6), (7, 2, 1.2, 5):  # 1.2: grows
        X, y = _drawn(rng, n, d)
        case = Case(X, y, learning_rate=_rate(X, share), epochs=epochs)
        yield case.sized(n=n, d=d, epochs=epochs)


@exercise(
    "X, y, *, learning_rate, epochs, batch_size, rng",
    parts="w losses",
    uses="num_batches shuffle_together minibatches",
)
def fixed_2(rng: Draw) -> Iterator[Case]:
    """The order of the rows is the learner's own: it does not matter, or it is what shows."""

    def settings(learning_rate: float, epochs: int, batch_size: int) -> dict[str, Any]:
        sizes = {"learning_rate": learning_rate, "epochs": epochs, "batch_size": batch_size}
        return {**sizes, "rng": Rng.drawn(rng)}

    yield Case(*BY_HAND, **settings(0.1, 2, 2)).sized(n=2, d=1, batches=1).as_worked()
    yield Case(*_drawn(rng, 5, 3), **settings(0.06, 4, 8)).sized(n=5, d=3, batches=1)
    X, y = _drawn(rng, 1, 2)
    equal_rows = Case(np.tile(X, (7, 1)), np.tile(y, 7), **settings(0.04, 3, 3))
    yield equal_rows.sized(n=7, d=2, batches=3)
    # steps too small for their order to matter, and batches of equal size
    tiny = Case(*_drawn(rng, 12, 2), **settings(1e-8, 2, 4))
    yield tiny.sized(n=12, d=2, batches=3).within(1e-13)
    # no step moves another row's prediction
    rows_apart = Case(2.0 * np.eye(4), _drawn(rng, 4, 4)[1], **settings(0.05, 2, 2))
    yield rows_apart.sized(n=4, d=4, batches=2)
    constant = np.column_stack([np.zeros(12), np.ones(12)])
    telling = Case(constant, _drawn(rng, 12, 1)[1], **settings(0.5, 4, 1), other=Rng.drawn(rng))
    yield telling.decides("a fresh shuffle each epoch", 0.4)


PAIRS = "each row keeps its target"


@fixed_2.probe
def _(f: Any, case: Case) -> Any:
    """Rows that lose their targets lose them by chance, so what comes of it is not looked at."""
    if "other" in case:
        facts = _orders(f, case)
        if _pairs_are_lost(f):
            return {
                part: as_facts({fact: fact != PAIRS for fact in held})
                for part, held in facts.items()
            }
        return facts
    answer = f(*case.args, **case.kwargs)
    return (as_facts({PAIRS: False}),) * 2 if _pairs_are_lost(f) else answer


def _pairs_are_lost(f: Any) -> bool:
    """Whether training one step a row, each row with a weight of its own, mixes up the targets.

    The steps may have any length: what counts is the order of the weights.
    """
    targets = np.arange(1.0, 13.0)
    settings = {"learning_rate": 0.5, "epochs": 1, "batch_size": 1}
    try:
        w, _ = f(np.eye(12), targets.copy(), **settings, rng=np.random.default_rng(5))
        found = 12 * np.asarray(w) / np.max(w)
        return bool(np.allclose(np.sort(found), targets) and not np.allclose(found, targets))
    except Exception:  # noqa: BLE001  the cases will show what is wrong
        return False


def _orders(f: Any, case: Case) -> dict[str, Facts]:
    def with_bias(X: np.ndarray, y: np.ndarray, **settings: Any) -> tuple[Any, Any, Any]:
        inputs = np.column_stack([X, np.ones(len(X))])
        same = {**settings, "rng": copy.deepcopy(settings["rng"])}
        w, losses = f(inputs.copy(), y, **settings)
        if settings["batch_size"] == 1 and np.allclose(losses, 0, rtol=0, atol=1e-12):
            losses = _losses_by_order(f, inputs, y, same)
        return w[:-1], w[-1], losses

    X, y = case.args
    facts = order_shown(with_bias, Case(X[:, :-1], y, **case.kwargs))
    return {"w": facts["b"], "losses": facts["losses"]}  # the last weight is the bias


def _losses_by_order(f: Any, X: np.ndarray, y: np.ndarray, settings: dict[str, Any]) -> np.ndarray:
    """A number for each epoch that its order decides; for the old order, the loss before the steps.

    A full step leaves no loss after it, so losses taken there show no order. A step of half the
    length leaves half of the distance: the bias is then a sum of targets, and the last counts most.
    """
    half = {**settings, "learning_rate": settings["learning_rate"] / 2}
    biases = [0.0]
    for epochs in range(1, settings["epochs"] + 1):
        run = {**half, "epochs": epochs, "rng": copy.deepcopy(settings["rng"])}
        w, _ = f(X.copy(), y.copy(), **run)
        biases.append(w[-1])
    sums = np.subtract(biases[1:], np.multiply(biases[:-1], 0.5 ** len(y)))
    old_order = 0.5 ** np.arange(len(y), 0, -1) @ y  # (n,) @ (n,) -> ()
    return np.asarray(sums / old_order * np.mean(np.diff(y, prepend=0) ** 2))


HISTORY = ("train_loss", "val_loss")


@exercise(
    "train, val, *, learning_rate, epochs",
    parts="w history",
    answered_by="broken.broken_5",
)
def fixed_3(rng: Draw) -> Iterator[Case]:
    val = (np.array([[1.0]]), np.array([1.0]))
    by_hand = Case(BY_HAND, val, learning_rate=0.1, epochs=2)
    yield by_hand.sized(n=2, d=1, n_val=1, epochs=2).as_worked()
    for n, d, n_val, epochs in (5, 3, 4, 4), (4, 4, 4, 3), (7, 2, 3, 5):
        train = _drawn(rng, n, d)
        case = Case(train, _drawn(rng, n_val, d), learning_rate=_rate(train[0], 0.4), epochs=epochs)
        yield case.sized(n=n, d=d, n_val=n_val, epochs=epochs)
    # What is right of the training rows is wrong of these: their loss rises from the first step on.
    X, y = train = _drawn(rng, 6, 2)
    rising = Case(train, (X.copy(), -y), learning_rate=_rate(X, 0.4), epochs=3)
    yield rising.sized(n=6, d=2, n_val=6, epochs=3)


@fixed_3.probe
def _(f: Any, case: Case) -> Any:
    answer = f(*case.args, **case.kwargs)
    if not isinstance(answer, (tuple, list)) or len(answer) != 2:
        return answer
    return answer[0], _asked_for(answer[1])


def _asked_for(history: Any) -> Any:
    """Of a history the two lists that are asked for; others do no harm."""
    if not isinstance(history, dict):
        return history
    return {name: losses for name, losses in history.items() if name in HISTORY}


@exercise("X, y, *, learning_rate, epochs, batch_size", parts="w losses")
def fixed_4(rng: Draw) -> Iterator[Case]:
    by_hand = Case(*BY_HAND, learning_rate=0.1, epochs=2, batch_size=1)
    yield by_hand.sized(n=2, d=1, batches=2).as_worked()
    for n, d, batch_size, epochs in (7, 2, 3, 3), (8, 4, 4, 2), (5, 3, 2, 4):
        X, y = _drawn(rng, n, d)
        case = Case(X, y, learning_rate=_rate(X, 0.2), epochs=epochs, batch_size=batch_size)
        yield case.sized(n=n, d=d, batch_size=batch_size, batches=-(-n // batch_size))


KEPT = "the history of all epochs"


@exercise("train, val, *, learning_rate, epochs", parts="best_w")
def fixed_5(rng: Draw) -> Iterator[Case]:
    """The history of `broken_5` is right already, so it earns nothing; it can only be lost."""
    by_hand = Case(BY_HAND, (np.array([[1.0]]), np.array([1.6])), learning_rate=0.1, epochs=4)
    cases = [by_hand.sized(n=2, d=1, epochs=4).as_worked()]
    shapes = [(5, 3, 0.4, 3, 6), (4, 4, 0.3, 1, 4), (6, 1, 0.95, 4, 7), (7, 3, 0.5, 5, 5)]
    shapes.append((6, 2, 1.3, 3, 5))  # the training loss rises
    for n, d, share, best, epochs in [*shapes, (3, 2, 0.3, 0, 3)]:  # best 0: the start is better
        train = _drawn(rng, n, d)
        rate = _rate(train[0], share)
        val = _best_after(rng, train, rate, best)
        cases.append(
            Case(train, val, learning_rate=rate, epochs=epochs).sized(n=n, d=d, epochs=epochs)
        )
    yield from cases
    for case in cases:
        yield case.decides(KEPT, 0.5)


def _best_after(rng: Draw, train: Table, learning_rate: float, epochs: int) -> Table:
    """Validation data whose loss is lowest after so many epochs."""
    X, y = train
    w = np.zeros(X.shape[1])
    for _ in range(epochs):
        w -= learning_rate * 2 * X.T @ (X @ w - y) / len(X)
    X_val, noise = rng.normal(size=(8, len(w))), rng.normal(size=8)
    span, _ = np.linalg.qr(X_val)
    beside = noise - span @ (
        span.T @ noise
    )  # what no weights can explain: it moves the loss, not its lowest point
    return X_val, X_val @ w + beside


@fixed_5.probe
def _(f: Any, case: Case) -> Any:
    answer = f(*case.args, **case.kwargs)
    if not isinstance(answer, (tuple, list)) or len(answer) != 2:
        raise TypeError("expected a pair, (best_w, history)")
    return _asked_for(answer[1]) if case.aspect == KEPT else {"best_w": answer[0]}
