"""What lesson 08 asks: a training step, a measurement, and the loop that repeats them."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np

from course_lib.checking import Case, Draw, Rng, exercise, guess
from course_lib.checking.values.facts import Facts, as_facts
from course_lib.nn import Params, cross_entropy_grad, mlp_backward, mlp_forward
from course_lib.optim import SGD

PARTS = "mlp_forward mlp_backward cross_entropy cross_entropy_grad accuracy"
"""What the lesson assembles: under these names the library's versions run while an exercise is
checked.
"""


class Watched(SGD):
    """Plain gradient descent that keeps a record: all that is asked of an optimizer is its
    `step`.
    """

    def __init__(self, learning_rate: float) -> None:
        super().__init__(learning_rate)
        self.given: list[tuple[Params, Params]] = []

    def step(self, params: Params, grads: Params) -> None:
        """Write down what was handed over, then step."""
        self.given.append((copied(params), copied(grads)))
        super().step(params, grads)


def network(rng: Draw, *sizes: int) -> Params:
    params = {}
    for layer, (d_in, d_out) in enumerate(pairwise(sizes), start=1):
        params[f"W{layer}"] = rng.normal(0.0, np.sqrt(2 / d_in), size=(d_in, d_out))
        params[f"b{layer}"] = rng.uniform(
            0.1, 0.7, size=d_out
        )  # keeps most neurons on, so that every layer learns
    return params


def labelled(rng: Draw, X: np.ndarray, params: Params, wrong: int) -> np.ndarray:
    """Labels at which the network is right, but for `wrong` of the rows."""
    logits, _ = mlp_forward(X, params)
    shift = np.zeros(len(X), dtype=int)
    shift[rng.permutation(len(X))[:wrong]] = rng.randint(1, logits.shape[1], size=wrong)
    labels: np.ndarray = (np.argmax(logits, axis=1) + shift) % logits.shape[1]
    return labels


def moved(params: Params, before: Params) -> Params:
    return {f"change of {name}": np.subtract(params[name], before[name]) for name in before}


def copied(params: Params) -> Params:
    return {name: p.copy() for name, p in params.items()}


@exercise(
    "params, x, labels, optimizer",
    parts="loss params",
    library="loop",
    uses=PARTS,
    may_change="params",
)
def train_step(rng: Draw) -> Iterator[Case]:
    zeros = {"W1": np.zeros((2, 2)), "b1": np.zeros(2)}
    x, labels = np.array([[1.0, 2.0], [3.0, -1.0]]), np.array([0, 0])
    yield Case(zeros, x, labels, "SGD(0.1)").sized(n=2, classes=2).as_worked()
    for n, sizes, rate in (
        (5, (3, 7, 2), 0.3),
        (4, (2, 7, 5, 3), 0.07),
        (6, (5, 3), 0.2),
        (4, (4, 4, 4), 0.6),
    ):
        params, x = network(rng, *sizes), rng.normal(size=(n, sizes[0]))
        yield Case(params, x, labelled(rng, x, params, n // 2), f"SGD({rate})").sized(
            n=n, classes=sizes[-1]
        )
    params, x = network(rng, 2, 7, 3), rng.normal(size=(5, 2))
    calls = Case(params, x, labelled(rng, x, params, 2), "SGD(0.1)", looking_at="calls of step")
    yield calls.sized(n=5, classes=3).decides("one step, with the whole dicts", 0.25)


def rate_of(optimizer: str) -> float:
    """The learning rate in an optimizer that a case writes out: "SGD(0.3)"."""
    return float(optimizer[4:-1])


@train_step.probe
def _(f: Any, case: Case) -> Any:
    params, x, labels, text = case.args
    before, optimizer = copied(params), Watched(rate_of(text))
    loss = f(params, x, labels, optimizer)
    if "looking_at" not in case:
        return {"loss": loss, "params": moved(params, before)}
    by_hand = not optimizer.given and any(map(np.any, moved(params, before).values()))
    facts = {
        "how often the optimizer steps": len(optimizer.given),
        "each step gets all of params and grads, and nothing else": all(
            set(given) == set(grads) == set(before) for given, grads in optimizer.given
        ),
        "the first thing that step gets is params as they were": _as_before(
            optimizer.given, 0, before
        ),
        "the second is not params": (
            not optimizer.given or not _as_before(optimizer.given, 1, before)
        ),
        "only the optimizer changes params": not by_hand,
    }
    return {"params": as_facts(facts)}


def _as_before(given: list[tuple[Params, Params]], place: int, before: Params) -> bool:
    """Whether the dict in one place of the first call of `step`, if there was any, has only arrays
    of `before`.
    """
    return all(
        np.array_equal(p, before.get(name, []))
        for one in given[:1]
        for name, p in one[place].items()
    )


@exercise("params, X, labels", parts="loss accuracy", library="loop", uses=PARTS)
def evaluate(rng: Draw) -> Iterator[Case]:
    hands_on = {"W1": np.eye(2), "b1": np.zeros(2)}
    X = np.array([[2.0, 0.0], [0.0, 1.0], [1.0, 3.0]])
    yield Case(hands_on, X, np.array([0, 0, 1])).sized(n=3, classes=2).as_worked()
    # 1031 is prime: whatever the size of the batches, the mean of their means is another number
    for n, sizes, wrong in (
        (6, (3, 7, 2), 2),
        (5, (2, 7, 5, 6), 1),
        (1031, (5, 3), rng.randint(200, 400)),
        (4, (4, 4, 4), 1),
    ):
        params, X = network(rng, *sizes), rng.normal(size=(n, sizes[0]))
        yield Case(params, X, labelled(rng, X, params, wrong)).sized(n=n, classes=sizes[-1])


@evaluate.probe
def _(f: Any, case: Case) -> Any:
    return _asked_for(f(*case.args))


def _asked_for(answer: Any) -> Any:
    """Of a dict the two entries that are asked for; others do no harm."""
    if not isinstance(answer, dict):
        return answer
    return {name: answer[name] for name in ("loss", "accuracy") if name in answer}


guess("guess_accuracy", __name__, ["rises", "stays", "falls"])


FIT = f"{PARTS} minibatches train_step evaluate"
SHORT = "full batches, and a short last one"


@exercise(
    "params, X, labels, *, optimizer, epochs, batch_size, rng",
    parts="loss accuracy params",
    library="loop",
    uses=FIT,
    may_change="params",
)
def fit(rng: Draw) -> Iterator[Case]:
    """The order of the rows is the learner's own, so each case is one where it cannot matter, or
    where it shows.
    """

    def run(
        rows: int,
        sizes: tuple[int, ...],
        rate: float,
        *,
        epochs: int,
        batch_size: int,
        times: int = 1,
    ) -> Case:
        params, X = network(rng, *sizes), rng.normal(size=(rows, sizes[0]))
        labels = labelled(rng, X, params, rows // 3)
        settings = {
            "optimizer": f"SGD({rate})",
            "epochs": epochs,
            "batch_size": batch_size,
            "rng": Rng.drawn(rng),
        }
        repeated = Case(params, np.tile(X, (times, 1)), np.tile(labels, times), **settings)
        return repeated.sized(n=rows * times, batches=-(-rows * times // batch_size))

    yield run(6, (3, 7, 2), 0.4, epochs=3, batch_size=6)  # one batch
    yield run(
        5, (2, 7, 5, 4), -0.2, epochs=4, batch_size=5
    )  # goes uphill: the last epoch is the worst
    yield _learnt_midway(rng)
    tiny = run(
        12, (5, 7, 3), 1e-8, epochs=2, batch_size=4
    )  # steps so small that their order does not matter
    yield tiny.within(1e-14)
    equal_rows = run(1, (2, 7, 3), 0.2, epochs=2, batch_size=32, times=100)
    yield equal_rows.decides(SHORT, 0.2)
    yield run(3, (3, 7, 2), 0.3, epochs=2, batch_size=5).decides(SHORT, 0.2)
    yield _told_apart(rng, 7, 3, 1).decides(SHORT, 0.2)
    told = _told_apart(rng, 24, 4, 4, another_rng=Rng.drawn(rng))
    yield told.decides("a fresh shuffle each epoch", 0.25)


def _told_apart(rng: Draw, n: int, batch_size: int, epochs: int, **more: Any) -> Case:
    """With a row of its own in W1 for each example, the gradient tells which examples a step has
    seen.
    """
    settings = {
        "optimizer": "SGD(0.1)",
        "epochs": epochs,
        "batch_size": batch_size,
        "rng": Rng.drawn(rng),
    }
    X, labels = np.diag(rng.uniform(1, 2, size=n)), rng.permutation(np.arange(n) % 3)
    case = Case(network(rng, n, 3), X, labels, **settings, looking_at="rows of each step", **more)
    return case.sized(n=n, batches=-(-n // batch_size))


def _learnt_midway(rng: Draw) -> Case:
    """Eight equal rows in four batches: the network is wrong at first, and right before the epoch
    ends.
    """
    params, row = network(rng, 2, 7, 3), rng.normal(size=(1, 2))
    label = labelled(rng, row, params, 1)
    rate = next(
        (
            rate
            for rate in np.geomspace(1e-4, 9, 200)
            if _learns(params, row, label, rate) in (2, 3)
        ),
        0.5,
    )
    settings = {
        "optimizer": f"SGD({rate:.6f})",
        "epochs": 2,
        "batch_size": 2,
        "rng": Rng.drawn(rng),
    }
    return Case(params, np.tile(row, (8, 1)), np.tile(label, 8), **settings).sized(n=8, batches=4)


def _learns(params: Params, x: np.ndarray, labels: np.ndarray, rate: float) -> int:
    """How many steps it takes until a network is right, 4 at most."""
    params = copied(params)
    for steps in range(4):
        logits, cache = mlp_forward(x, params)
        if np.array_equal(np.argmax(logits, axis=1), labels):
            return steps
        SGD(rate).step(params, mlp_backward(cross_entropy_grad(logits, labels), params, cache))
    return 4


@fit.probe
def _(f: Any, case: Case) -> Any:
    params, X, labels = case.args
    if "looking_at" in case:
        own = labels.copy()  # of each row, even if somebody shuffles the arrays that were handed in
        runs = [
            rows_of_steps(f, case, case[name]) for name in ("rng", "another_rng") if name in case
        ]
        facts = shuffles(runs, own) if len(runs) == 2 else _sizes(runs[0])
        return {"params": as_facts(facts)}
    before, optimizer = copied(params), Watched(rate_of(case["optimizer"]))
    history = f(params, X, labels, **{**case.kwargs, "optimizer": optimizer})
    return {"params": moved(params, before), **_history(history)}


def _history(answer: Any) -> dict[str, Any]:
    """The two lists. Of another form the whole stands for each, but one list of numbers is
    neither.
    """
    if isinstance(answer, dict):
        named: dict[str, Any] = _asked_for(answer)
        return named
    one_list = isinstance(answer, (list, tuple)) and all(
        np.ndim(one) == 0 and not hasattr(one, "keys") for one in answer
    )
    return {} if one_list else {"loss": answer, "accuracy": answer}


def rows_of_steps(f: Any, case: Case, rng: np.random.Generator) -> list[dict[int, int]]:
    """For each step the rows that it has seen, with the label that each was given: there the slope
    is negative.
    """
    params, X, labels = case.args
    optimizer = Watched(rate_of(case["optimizer"]))
    sizes = {"epochs": case["epochs"], "batch_size": case["batch_size"]}
    f(copied(params), X, labels, optimizer=optimizer, **sizes, rng=rng)
    slopes = [grads["W1"] for _, grads in optimizer.given]
    return [
        {int(row): int(np.argmin(one[row])) for row in np.flatnonzero(one.any(axis=1))}
        for one in slopes
    ]


def _sizes(batches: list[dict[int, int]]) -> Facts:
    """Of an epoch that trains each of 7 rows once, in batches of 3: is there a batch of another
    size than asked?
    """
    sizes = sorted(map(len, batches))
    once = sorted(row for batch in batches for row in batch) == [*range(7)]
    return {
        "7 rows in batches of 3 are not shared out as 3, 2, 2": not (once and sizes == [2, 2, 3]),
        "7 rows in batches of 3 are not shared out as 3, 4": not (once and sizes == [3, 4]),
        "no step has all 7 rows": 7 not in sizes,
    }


def shuffles(runs: list[list[dict[int, int]]], labels: np.ndarray) -> Facts:
    """What the gradients of four epochs tell: 24 rows in batches of 4 can be shared out in 3e15
    ways.
    """
    if any(len(steps) != 24 for steps in runs):
        return {"24 steps in 4 epochs": len(runs[0])}
    batches, others = ([frozenset(step) for step in steps] for steps in runs)
    epochs = [batches[start : start + 6] for start in range(0, 24, 6)]
    in_order = [frozenset(range(start, start + 4)) for start in range(0, 24, 4)]
    return {
        "24 steps in 4 epochs": 24,
        "each row trains with its own label": all(
            label == labels[row] for steps in runs for step in steps for row, label in step.items()
        ),
        "every row trains once an epoch": all(
            sorted(row for one in epoch for row in one) == [*range(24)] for epoch in epochs
        ),
        "the rows are in a new order": epochs[0] != in_order,
        "rows move from batch to batch": set(epochs[0]) != set(in_order),
        "each epoch has an order of its own": len({tuple(epoch) for epoch in epochs}) == 4,
        "each epoch has batches of its own": len({frozenset(epoch) for epoch in epochs}) == 4,
        "another rng gives other orders": batches != others,
    }
