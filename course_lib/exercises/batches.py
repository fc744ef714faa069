"""What lesson 03 asks: batches, counted, shuffled, handed out and learnt from."""

import copy
import itertools
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from course_lib.checking import Case, Draw, Rng, exercise, guess
from course_lib.checking.values.facts import Facts, as_facts

Table = tuple[np.ndarray, np.ndarray]

guess("guess_time", __name__, ["the same", "half", "a tenth or less"])
guess("guess_sorted", __name__, ["too low", "about right", "too high"])


@exercise("n, batch_size, drop_last=False", library="data")
def num_batches(rng: Draw) -> Iterator[Case]:
    for n in 10, 12:
        yield Case(n, 4).sized(batch_size=4).as_worked()
        yield Case(n, 4, True).sized(batch_size=4).as_worked()
    size, full = int(rng.randint(6, 24)), int(rng.randint(3, 16))
    # rows beyond the full batches: rounding goes down for the one, up for the other
    few, many = 1, size - 2
    yield Case(full * size + few, size).sized(batch_size=size)
    yield Case(full * size + many, size).sized(batch_size=size)
    yield Case(full * size, size).sized(batch_size=size)
    yield Case(full * size + few, size, True).sized(batch_size=size)
    yield Case(full * size + many, size, True).sized(batch_size=size)
    yield Case(full * size, size, True).sized(batch_size=size)
    yield Case(0, size).decides("no rows: 0 batches", 0.2)
    for drop_last in (), (True,):
        yield Case(many, size, *drop_last).decides(
            "fewer rows than a batch: 1, or 0 with drop_last", 0.2
        )


def _numbered_rows(rng: Draw, n: int) -> Table:
    """Rows that know their place: column 0 of row i is i, and its target is 100 + i."""
    return np.column_stack([np.arange(n), rng.normal(size=n)]), 100 + np.arange(n)


ORDERS = list(itertools.permutations(range(4)))


@exercise("X, y, rng", library="data", seconds=8)
def shuffle_together(rng: Draw) -> Iterator[Case]:
    for n in 12, 30:
        yield Case(*_numbered_rows(rng, n), Rng.drawn(rng), calls=6).sized(n=n)
    yield Case(*_numbered_rows(rng, 4), Rng.drawn(rng), calls=5000).decides(
        "every order equally likely", 0.3
    )


@shuffle_together.probe
def _(f: Any, case: Case) -> Any:
    if "every order" in case.aspect:
        return np.array([np.array(f(*case.args)[1]) for _ in range(case["calls"])])
    answers = [
        copy.deepcopy(f(*case.args)) for _ in range(case["calls"])
    ]  # should a later call change an earlier one
    return answers if isinstance(answers[0], (tuple, list)) else answers[0]


@shuffle_together.facts
def _(case: Case, seen: Any) -> Facts:
    X, y, _ = case.args
    if "every order" in case.aspect:
        return _chances(np.asarray(seen), X, y)
    if not isinstance(seen, list):
        raise TypeError("no pairs, but what one call returned")
    (rows, targets), *others = ((np.asarray(one) for one in answer) for answer in seen)
    if rows.shape != X.shape or targets.shape != y.shape:
        turned_round = rows.shape == y.shape and targets.shape == X.shape
        return {"the rows come first, then the targets": not turned_round, SHAPES: False}
    # a shuffle of 12 rows gives their old order, or an order twice, once in 12! = 479 001 600 calls
    return {
        "the rows come first, then the targets": True,
        SHAPES: True,
        "X has the dtype that it had": rows.dtype == X.dtype,
        "y has the dtype that it had": targets.dtype == y.dtype,
        "every row comes once": bool((np.sort(rows[:, 0]) == X[:, 0]).all()),
        "every target comes once": bool((np.sort(targets) == y).all()),
        "each row keeps its target": _together(X, rows, targets),
        "the rows are in a new order": not np.array_equal(rows, X),
        "the targets are in a new order": not np.array_equal(targets, y),
        "another call gives another order": not all(
            np.array_equal(rows, np.asarray(other)) for other, _ in others
        ),
        # 12 of the 12! orders only start elsewhere and go round: once in 4e7
        "rows part from their neighbours": not (np.diff(targets) % len(y) == 1).all(),
    }


SHAPES = "X and y have the shapes that they had"


def _chances(targets: np.ndarray, X: np.ndarray, y: np.ndarray) -> Facts:
    """Facts about many shuffles of four rows, whose 24 orders should be equally frequent."""
    if targets.shape[1:] != y.shape:
        return {
            "the rows come first, then the targets": targets.shape[1:] != X.shape,
            SHAPES: False,
        }
    orders = targets - y[0]
    counts = np.array([(orders == order).all(axis=1).sum() for order in ORDERS])
    expected = len(orders) / len(ORDERS)
    chi_square = ((counts - expected) ** 2).sum() / expected
    return {
        "the rows come first, then the targets": True,
        SHAPES: True,
        "every target comes once": bool((np.sort(orders, axis=1) == np.arange(4)).all()),
        "different orders come up": bool((orders != orders[0]).any()),
        "rows part from their neighbours": bool((np.diff(orders, axis=1) % 4 != 1).any()),
        # missing one of 24 orders in 5000 calls: 24 · (23/24)^5000 < 1e-90
        "every order comes up": bool(counts.min() > 0),
        "a row may stay where it was": bool((orders == np.arange(4)).any()),
        # chi-square with 23 degrees of freedom: a fair shuffle is above 75 twice in 1e7, the usual
        # unfair one (each place swapped with any other) below it twice in 1e6
        "every order comes up equally often": bool(counts.min() > 0 and chi_square < 75),
    }


def _all_different(rows: np.ndarray) -> bool:
    return len(np.unique(rows)) == len(rows)


def _some_batch_repeats(batches: Sequence[Any]) -> bool:
    """Whether a batch has the rows of the one before it."""
    return any(np.array_equal(before[0], now[0]) for before, now in itertools.pairwise(batches))


def _together(X: np.ndarray, rows: np.ndarray, targets: np.ndarray) -> bool:
    """Whether each row is one of X's, and stands beside its own target."""
    if len(rows) != len(targets):
        return False
    place = np.clip(np.rint(rows[:, 0]).astype(int), 0, len(X) - 1)
    return bool(
        np.allclose(rows, X[place], rtol=1e-5) and (np.asarray(targets) == 100 + place).all()
    )


ENOUGH = 40
"""A pass that hands out so many batches is not followed any further."""


@exercise(
    "X, y, batch_size, *, rng=None, drop_last=False",
    library="data",
    uses="num_batches shuffle_together",
)
def minibatches(rng: Draw) -> Iterator[Case]:
    yield Case(*_numbered_rows(rng, 10), 4, passes=1).sized(n=10, batch_size=4).as_worked()
    for n, size in (7, 3), (8, 4), (3, 5):
        yield Case(*_numbered_rows(rng, n), size, passes=1).sized(n=n, batch_size=size)
    X, y = _numbered_rows(rng, 30)
    yield Case(X, y, 7, rng=Rng.drawn(rng), passes=4).decides("shuffled where rng is given", 0.5)
    for n, size in (8, 4), (3, 5):
        yield Case(*_numbered_rows(rng, n), size, drop_last=True, passes=1).decides(
            "drop_last", 0.25
        )
    yield Case(X, y, 7, rng=Rng.drawn(rng), drop_last=True, passes=4).decides("drop_last", 0.25)


@minibatches.probe
def _(f: Any, case: Case) -> Any:
    settings = {name: value for name, value in case.kwargs.items() if name != "passes"}
    return [
        list(itertools.islice(f(*case.args, **settings), ENOUGH)) for _ in range(case["passes"])
    ]


@minibatches.facts
def _(case: Case, seen: Any) -> Facts:
    X, y, size = case.args
    forms = [_form(batch) for batches in seen for batch in batches]
    if any(form != PAIR for form in forms):
        counts = [len(batches) for batches in seen]
        return {
            "each batch is a pair (X_batch, y_batch)": False,
            "what is handed out": [sorted(set(forms)), counts],
        }
    passes = [_joined(X, y, batches) for batches in seen]
    orders = [rows[:, 0] for rows, _ in passes]
    in_order = [order[i : i + size] for order in orders for i in range(0, len(order), size)]
    facts = {
        "each batch is a pair (X_batch, y_batch)": True,
        "how many batches come, and how many rows and targets are in each": [
            [len(a), len(b)] for a, b in seen[0]
        ],
        "no row comes twice in a batch": all(map(_all_different, in_order)),
        # two batches of 7 out of 30 rows by chance: once in 1e10
        "a batch differs from the one before": not any(map(_some_batch_repeats, seen)),
        "no row comes twice": all(map(_all_different, orders)),
        "each row keeps its target": all(_together(X, rows, targets) for rows, targets in passes),
    }
    if "rng" not in case:
        return facts | {
            "without rng the rows keep their order": bool((np.diff(orders[0]) > 0).all())
        }
    if not all(len(order) for order in orders):
        return facts
    still = all((np.diff(targets) > 0).all() for _, targets in passes)
    return facts | {"the targets are in a new order": not still} | _mixing(orders, size, len(X))


PAIR = "(a table with 2 columns, a row of numbers)"


def _form(seen: Any) -> str:
    """What was handed out, in words: a table, a row of numbers, a number, or several of them."""
    try:
        array = np.asarray(seen, dtype=float)  # a list of rows is a table too
    except (TypeError, ValueError):
        return f"({', '.join(map(_form, seen))})" if isinstance(seen, list) else type(seen).__name__
    if array.ndim < 2:
        return "a row of numbers" if array.ndim else "a number"
    return (
        f"a table with {array.shape[1]} columns"
        if array.ndim == 2
        else f"an array with {array.ndim} axes"
    )


def _joined(X: np.ndarray, y: np.ndarray, batches: list[Any]) -> Table:
    """The batches of one pass, one under the other."""
    rows, targets = zip((X[:0], y[:0]), *batches, strict=True)
    return np.concatenate([np.asarray(one) for one in rows]), np.concatenate(
        [np.asarray(one) for one in targets]
    )


def _mixing(orders: list[np.ndarray], size: int, n: int) -> Facts:
    """Facts about several shuffled passes over 30 rows; all together raise a false alarm less than
    once in 1e7.
    """
    blocks = [order[: len(order) // size * size].reshape(-1, size) // size for order in orders]
    left_out = {tuple(sorted(set(range(n)) - set(order.tolist()))) for order in orders}
    return {
        # a pair of neighbours stays together about once in a pass (Poisson): 15 times or more, once
        # in 1e12
        "neighbours are parted": all((np.diff(order) == 1).sum() < 15 for order in orders),
        # the four full blocks of rows in one batch each, all of them: less than once in 1e15
        "rows move from batch to batch": not all((block == block[:, :1]).all() for block in blocks),
        "each pass has an order of its own": len({tuple(order) for order in orders}) == len(orders),
        # the same 2 of 30 rows in four passes: 435^-3, once in 8e7
        "each pass leaves other rows out": left_out == {()} or len(left_out) > 1,
    }


def _four_rows() -> Table:
    """The four rows that the lesson works by hand."""
    X = np.array([[1.0, 0.0], [0.0, 1.0], [2.0, 1.0], [1.0, 3.0]])
    return X, np.array([1.0, 3.0, 3.0, 6.0])


@exercise("X, y, w, b", parts="dw db", library="line")
def batch_gradient(rng: Draw) -> Iterator[Case]:
    w, b = np.array([1.0, 0.0]), 1.0
    yield Case(*_four_rows(), w, b).sized(n=4, d=2).as_worked()
    # square last: a forgotten .T gives numbers, not an exception
    for n, d in (5, 3), (3, 6), (1, 2), (3, 3):
        yield Case(
            rng.normal(size=(n, d)), rng.normal(size=n), rng.normal(size=d), float(rng.normal())
        ).sized(n=n, d=d)


ROWS_APART = np.array([[1.0, 1.0, 1.0], [1.0, -1.0, -1.0], [-1.0, 1.0, -1.0], [-1.0, -1.0, 1.0]])
"""With a 1 for the bias beside them these rows are orthogonal: no step moves another row's
prediction, so their order cannot matter, and what a step is made of does.
"""


@exercise(
    "X, y, *, batch_size, learning_rate, epochs, rng",
    parts="w b losses",
    library="line",
    uses="num_batches shuffle_together minibatches batch_gradient",
)
def train_minibatch(rng: Draw) -> Iterator[Case]:
    """The order of the rows is the learner's own, so each case is one where it cannot matter, or
    where it shows.
    """

    def drawn(n: int, d: int) -> Table:
        return rng.normal(size=(n, d)), rng.normal(1.0, 2.0, size=n)

    def settings(batch_size: int, learning_rate: float, epochs: int) -> dict[str, Any]:
        rate = {"learning_rate": learning_rate, "epochs": epochs}
        return {"batch_size": batch_size, **rate, "rng": Rng.drawn(rng)}

    yield Case(*_four_rows(), **settings(4, 0.1, 1)).sized(n=4, d=2, batches=1).as_worked()
    X, y = drawn(1, 2)
    equal_rows = np.tile(X, (7, 1)), np.tile(y, 7)
    yield Case(*equal_rows, **settings(3, 0.04, 3)).sized(n=7, d=2, batches=3)
    yield Case(*drawn(5, 3), **settings(8, 0.06, 4)).sized(n=5, d=3, batches=1)
    steps_too_small_to_matter = Case(*drawn(12, 2), **settings(4, 1e-8, 2))
    yield steps_too_small_to_matter.sized(n=12, d=2, batches=3).within(1e-13)
    _, y = drawn(4, 3)
    rows_apart = Case(ROWS_APART.copy(), y, **settings(2, 0.05, 2))
    yield rows_apart.sized(n=4, d=3, batches=2)
    _, y = drawn(12, 1)
    telling = Case(np.zeros((12, 1)), y, **settings(1, 0.5, 4), other=Rng.drawn(rng))
    yield telling.decides("a fresh shuffle each epoch", 0.4)


@train_minibatch.probe
def _(f: Any, case: Case) -> Any:
    if "other" in case:
        return order_shown(f, case)
    return f(*case.args, **case.kwargs)


def order_shown(f: Any, case: Case) -> dict[str, Facts]:
    """What several runs show about the order of the rows, under the part that shows it.

    Without inputs and with a rate of 0.5 every step takes b to the mean target of its batch.

    Arguments: `f`, called as `train_minibatch`, and a case whose `other` is a second `rng`.
    """
    X, y = case.args
    f = _on_copies(f)
    settings = {name: value for name, value in case.kwargs.items() if name != "other"}
    _, b, losses = f(X, y, **settings)
    _, _, other_losses = f(X, y, **{**settings, "rng": case["other"]})
    last_pairs = [f(X, y, **{**settings, "batch_size": 2, "epochs": 1})[1] for _ in range(8)]
    cuts = _last_pairs(f, X, y, settings)
    facts, is_full_step = _rows_used(f, settings)
    if is_full_step:  # else b does not say which batch was the last
        facts |= {
            "each step follows its own batch": bool(np.abs(y - b).min() < 1e-3),
            # that the last two rows are neighbours eight times running: 11^-8, once in 2e8
            "rows move from batch to batch": not all(
                np.isclose((y[::2] + y[1::2]) / 2, pair, rtol=1e-4).any() for pair in last_pairs
            ),
            # that 12 random pairs come from one way to cut 12 rows into pairs: about once in 1e9
            "each epoch cuts batches of its own": any(
                len(cut & later) == 1 for cut in cuts for later in cuts
            ),
        }
    from_losses = {
        # the losses add up the squared differences of neighbours; those of two orders agree so well
        # once in 1e7
        "the rows are in a new order": not np.isclose(
            losses[0], np.mean(np.diff(y, prepend=0) ** 2), 1e-8, 0
        ),
        "each epoch has an order of its own": len(np.unique(np.round(losses[1:], 6))) > 1,
        "another rng gives other orders": not np.allclose(losses, other_losses),
    }
    return {"b": as_facts(facts), "losses": as_facts(from_losses)}


def _on_copies(f: Any) -> Any:
    """The function on arrays of its own: what it writes into them says nothing about its order."""
    return lambda X, y, **settings: f(X.copy(), y.copy(), **settings)


def _rows_used(f: Any, settings: dict[str, Any]) -> tuple[Facts, bool]:
    """Facts about which rows an epoch used and with which targets, whatever the size of a step; and
    whether that size is the one that the gradient gives.

    Row i has a 1 in column i alone and the steps are tiny, so w[i] grows with the target that came
    with row i, as often as it came.
    """
    rate, targets = 1e-7, 1.0 + np.arange(12) / 7
    tiny = {**settings, "batch_size": 1, "learning_rate": rate, "epochs": 1}
    runs = [np.abs(f(np.eye(12), targets, **tiny)[0]) for _ in range(3)]
    if not all(np.all(np.isfinite(w)) and w.any() for w in runs):
        return {}, False
    once = all(_in_proportion(np.sort(w), targets) for w in runs)
    kept = not once or all(_in_proportion(w, targets) for w in runs)
    is_full_step = np.isclose(runs[0].sum(), 2 * rate * targets.sum(), rtol=1e-3, atol=0)
    return {
        "each row comes once an epoch": once,
        "each row keeps its target": kept,
    }, bool(is_full_step)


def _in_proportion(w: np.ndarray, targets: np.ndarray) -> bool:
    return bool(np.allclose(w / targets, w.sum() / targets.sum(), rtol=1e-3, atol=0))


def _last_pairs(f: Any, X: np.ndarray, y: np.ndarray, settings: dict[str, Any]) -> list[set[int]]:
    """The last batch of two rows in each of the epochs 1 to 12 of one run, from runs of that many
    epochs.
    """
    pairs = list(itertools.combinations(range(len(y)), 2))
    means = np.array([(y[i] + y[j]) / 2 for i, j in pairs])
    last = []
    for epochs in range(1, 13):
        same = {
            **settings,
            "rng": copy.deepcopy(settings["rng"]),
            "batch_size": 2,
            "epochs": epochs,
        }
        last.append(set(pairs[int(np.abs(means - f(X, y, **same)[1]).argmin())]))
    return last
