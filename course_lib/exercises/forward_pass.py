"""What lesson 04 asks: a layer, three functions that bend it, the first parameters, and a network's
forward pass.
"""

import contextlib
import math
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import Any
from unittest import mock

import numpy as np

from course_lib.checking import Case, Draw, Rng, exercise, guess
from course_lib.checking.asked.case import MAIN
from course_lib.checking.values.facts import as_facts

STABLE = "stable at ±1000"
ROWS = "any number of axes"
SPREAD, ZERO, DRAWN = "mean and spread of the weights", "biases start at 0", "drawn from rng"
DEEP, SINGLE = "more than two layers", "a single layer"

# The example that the lesson works by hand: small whole numbers, so that a failing check shows them
# first.
X, W1, B1 = (
    np.array([[1.0, 2.0]]),
    np.array([[1.0, -1.0, 2.0], [0.0, 1.0, -1.0]]),
    np.array([0.0, -2.0, 1.0]),
)
W2, B2 = np.array([[1.0, 0.0], [5.0, 5.0], [1.0, -1.0]]), np.array([0.0, 1.0])


@exercise("x, W, b", library="nn")
def linear(rng: Draw) -> Iterator[Case]:
    yield Case(X, W1, B1).sized(n=1, d_in=2, d_out=3).as_worked()
    for n, d_in, d_out in (2, 3, 4), (5, 3, 2), (3, 3, 3):
        x, W, b = rng.normal(size=(n, d_in)), rng.normal(size=(d_in, d_out)), rng.normal(size=d_out)
        yield Case(x, W, b).sized(n=n, d_in=d_in, d_out=d_out)


guess("guess_stack", __name__, ["a straight line", "a line with one bend", "a smooth curve"])


@exercise("z", library="nn")
def relu(rng: Draw) -> Iterator[Case]:
    yield Case(np.array([[1.0, -1.0, 1.0]])).as_worked()
    for shape, scale in ((6,), 2.0), ((4, 3), 2.0), ((2, 3, 2), 20.0):
        yield Case(rng.normal(scale=scale, size=shape))


@exercise("z", library="nn")
def sigmoid(rng: Draw) -> Iterator[Case]:
    yield Case(np.array([2.0, 0.0, -2.0])).as_worked()
    for shape in (5,), (3, 4), (2, 3, 2):
        yield Case(rng.normal(scale=2.0, size=shape))
    yield Case(np.array([-1000.0, -3.0, 0.5, 1000.0])).decides(STABLE)
    # exactly 0, which a clipped score does not come near
    yield Case(np.array([-1000.0, -900.0])).decides(STABLE).within(1e-30)


@sigmoid.probe
def _(f: Any, case: Case) -> Any:
    if case.aspect != STABLE:
        return f(*case.args)
    # an errstate belongs to the thread that runs this; a warning filter does not
    overflows: list[str] = []
    listening = np.errstate(over="call", call=lambda kind, flag: overflows.append(kind))
    with listening, mock.patch.object(np, "errstate", _NoSilence):
        answer = f(*case.args)
    return {"answer": answer} | as_facts({"exp overflows on the way": bool(overflows)})


class _NoSilence(contextlib.ContextDecorator, contextlib.nullcontext[None]):
    """Stands in for ``np.errstate``: an overflow that is not shown is an overflow all the same."""

    def __init__(self, **_settings: Any) -> None:
        super().__init__()


@exercise("z", library="nn")
def softmax(rng: Draw) -> Iterator[Case]:
    yield Case(np.array([[2.0, 0.0]])).sized(n=1, classes=2).as_worked()
    for n, classes in (2, 3), (4, 2), (3, 3):
        yield Case(rng.normal(scale=1.5, size=(n, classes))).sized(n=n, classes=classes)
    for shape in (4,), (2, 3, 4):
        yield Case(rng.normal(scale=1.5, size=shape)).decides(ROWS, 0.2)
    far = np.array([[1000.0, 0.0, -1000.0], [1000.0, 999.0, 998.0], [-1001.0, -1000.0, -1002.0]])
    yield Case(far).decides(STABLE)


@exercise("sizes, rng", library="nn")
def init_params(rng: Draw) -> Iterator[Case]:
    yield Case([2, 3, 2], Rng.drawn(rng))
    wide, narrow = int(rng.randint(8, 14)), int(rng.randint(2, 8))
    yield Case([wide, narrow], Rng.drawn(rng))
    yield Case([2, *[3, 4] * 5, 3], Rng.drawn(rng))  # eleven layers: "W10" and "W11" too
    for sizes in [40, 90, 25], [35, 70, 30, 60]:
        yield Case(sizes, Rng.drawn(rng)).decides(SPREAD, 0.5)
    yield Case([4, 3, 5], Rng.drawn(rng)).decides(ZERO, 0.25)
    yield Case([3, 6, 2], Rng.drawn(rng)).decides(DRAWN, 0.4)


@init_params.probe
def _(f: Any, case: Case) -> Any:
    sizes, rng = case.args
    return [f(list(sizes), rng), f(list(sizes), rng)] if case.aspect == DRAWN else f(sizes, rng)


@init_params.facts
def _(case: Case, seen: Any) -> Any:
    layers = list(enumerate(pairwise(case.args[0]), start=1))
    first = seen[0] if case.aspect == DRAWN else seen
    names = sorted(name for i, _ in layers for name in (f"W{i}", f"b{i}"))
    named = {NAMES: sorted(first) == names or sorted(map(str, first))}
    if named[NAMES] is not True and case.aspect != MAIN:
        return named  # with other names there is nothing else to look at
    return named | _facts_of(case, seen, layers)


NAMES = "the names are W1, b1, W2, b2, … for every layer"


def _facts_of(case: Case, seen: Any, layers: list[Any]) -> dict[str, Any]:
    if case.aspect == DRAWN:
        return {
            "another draw from rng gives other weights": not np.array_equal(
                seen[0]["W1"], seen[1]["W1"]
            )
        }
    if case.aspect == SPREAD:
        return _spread([(seen[f"W{i}"], *pair) for i, pair in layers])
    if case.aspect == ZERO:
        biases = {f"b{i}": _contents(seen[f"b{i}"]) for i, _ in layers}
        zeros = {f"b{i}": [str((d_out,)), 0.0] for i, (_, d_out) in layers}
        return {"each b is (d_out,), all zeros": biases == zeros or biases}
    weights = {f"W{i}": list(pair) for i, pair in layers}
    shapes = {name: list(np.shape(seen[name])) for name in weights if name in seen}
    # a fact that does not hold keeps what was seen, which tells one mistake from another
    return {"each W is (d_in, d_out)": shapes == weights or len(shapes) < len(weights) or shapes}


def _contents(b: Any) -> list[Any]:
    """The shape of an array, and the number that fills it, or that it is no single one."""
    numbers = np.unique(b)
    return [str(np.shape(b)), float(numbers[0]) if len(numbers) == 1 else "different numbers"]


Formula = Callable[[int, int], float]
FORMULAS: dict[str, Formula] = {
    "√(2 / d_in)": lambda d_in, d_out: math.sqrt(2 / d_in),
    "√(1 / d_in)": lambda d_in, d_out: math.sqrt(1 / d_in),
    "√(2 / d_out)": lambda d_in, d_out: math.sqrt(2 / d_out),
    "√(2 / (d_in + d_out))": lambda d_in, d_out: math.sqrt(2 / (d_in + d_out)),
    "2 / d_in": lambda d_in, d_out: 2 / d_in,
    "√2 / d_in": lambda d_in, d_out: math.sqrt(2) / d_in,
    "√(d_in / 2)": lambda d_in, d_out: math.sqrt(d_in / 2),
    "1": lambda d_in, d_out: 1.0,
    "0.01": lambda d_in, d_out: 0.01,
}


SAME = 30
"""So many weights that agree are no chance."""


def _spread(weights: list[tuple[Any, int, int]]) -> dict[str, Any]:
    """The statistics of every W, each of 1,800 weights or more.

    False alarms: a mean and a deviation lie 6 standard errors away a few times in 1e9, and fewer
    than 1 % of the weights beyond two deviations (4.6 % expected) once in 1e18. With five matrices:
    under 1e-7 a check.
    """
    means = all(abs(W.mean()) <= 6 * W.std() / math.sqrt(W.size) for W, *_ in weights)
    tails = all((np.abs(W - W.mean()) > 2 * W.std()).mean() >= 0.01 for W, *_ in weights)
    ratios = [round(float(W.std() * math.sqrt(d_in / 2)), 1) for W, d_in, _ in weights]
    fit = [
        name
        for name, formula in FORMULAS.items()
        if all(_near(W, formula(*pair)) for W, *pair in weights)
    ]
    starts = [np.ravel(W)[:SAME] for W, *_ in weights]
    drawn = [start for start in starts if np.std(start) > 0]  # else nothing was drawn
    own = not any(
        np.allclose(first, second * _ratio(first, second)) for first, second in pairwise(drawn)
    )
    return {
        "each layer has a draw of its own": own,
        "the weights have the mean 0": bool(means),
        "the standard deviation of each W is √(2 / d_in)": (
            fit == [*FORMULAS][:1] or (f"the deviation is {fit[0]}" if fit else ratios)
        ),
        "the weights are normal, so a few lie beyond two deviations": bool(tails),
    }


def _ratio(first: Any, second: Any) -> float:
    """How many times larger one array is than another."""
    return float(np.linalg.norm(first) / np.linalg.norm(second))


def _near(W: Any, deviation: float) -> bool:
    return bool(abs(W.std() / deviation - 1) <= 6 / math.sqrt(2 * W.size))


@exercise("x, params", parts="logits cache", library="nn", uses="linear relu")
def mlp_forward(rng: Draw) -> Iterator[Case]:
    params = {"W1": W1, "b1": B1, "W2": W2, "b2": B2}
    yield Case(X, params).sized(n=1, d_in=2, classes=2).as_worked()
    yield _network(rng, 4, [3, 5, 2])
    yield _network(rng, 3, [3, 3, 3])
    yield _network(rng, 5, [4, 3, 6, 2]).decides(DEEP, 0.3)
    # square: in another order the products still fit
    yield _network(rng, 2, [4] * 13).decides(DEEP, 0.3)
    yield _network(rng, 4, [3, 2]).decides(SINGLE, 0.1)


def _network(rng: Draw, n: int, sizes: list[int]) -> Case:
    params: dict[str, Any] = {}
    for i, (d_in, d_out) in enumerate(pairwise(sizes), start=1):
        params[f"W{i}"] = rng.normal(scale=np.sqrt(2 / d_in), size=(d_in, d_out))
        # a little above 0, so that no layer falls silent
        params[f"b{i}"] = rng.normal(0.3, 0.5, size=d_out)
    return Case(rng.normal(size=(n, sizes[0])), params).sized(n=n, d_in=sizes[0], classes=sizes[-1])


@mlp_forward.probe
def _(f: Any, case: Case) -> Any:
    asked = ["x", *(f"{letter}{i}" for i in range(1, len(case.args[1]) // 2) for letter in "zh")]
    answer = f(*case.args)
    if not (
        isinstance(answer, (tuple, list)) and len(answer) == 2 and isinstance(answer[1], Mapping)
    ):
        return answer
    logits, cache = answer
    # further entries are allowed
    return logits, {name: cache[name] for name in asked if name in cache}
