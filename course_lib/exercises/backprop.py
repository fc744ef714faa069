"""What lesson 06 asks: the slope of the loss for every parameter, measured and derived."""

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import numpy as np

from course_lib.checking import Case, Draw, exercise, guess
from course_lib.checking.values.facts import as_facts
from course_lib.nn import mlp_forward

FUNCTIONS: dict[str, Callable[[Any], Any]] = {
    "np.sum(x**3)": lambda x: np.sum(x**3),
    "np.sum(x * x * x) + np.sum(x) ** 2": lambda x: np.sum(x * x * x) + np.sum(x) ** 2,
    "np.sum(np.sin(100_000 * np.cumsum(x, axis=0)))": lambda x: np.sum(
        np.sin(100_000 * np.cumsum(x, axis=0))
    ),
    "np.sum(np.cumsum(x, axis=-1) ** 4)": lambda x: np.sum(np.cumsum(x, axis=-1) ** 4),
}
"""What `f` may be, by the text that a student is shown. The last two notice where in the array a
number stands; the waves are so narrow that a nudge of another size than 1e-6 measures another
slope."""


@exercise("f, x, eps=1e-6", library="nn")
def numerical_gradient(rng: Draw) -> Iterator[Case]:
    cubes, cubic, waves, fourth = FUNCTIONS
    yield Case(cubes, np.array([1.0, 2.0]), 0.1).sized(n=2).as_worked()
    yield Case(cubic, rng.normal(size=4), 0.2).sized(n=4)
    yield Case(waves, rng.normal(size=(3, 2))).sized(n=3, d=2)
    yield Case(fourth, rng.normal(size=(2, 2, 3)), 0.3)
    yield Case(fourth, rng.normal(size=(3, 3)), 0.1).sized(n=3)


@numerical_gradient.probe
def _(f: Any, case: Case) -> Any:
    text, x, *eps = case.args
    before = x.copy()
    slopes = f(FUNCTIONS[text], x, *eps)
    if (
        np.abs(x - before).max() <= 1e-12
    ):  # nudged and put back: what rounding leaves behind is no change
        x[...] = before
    return slopes


@exercise("y_pred, y", library="nn")
def mse_grad(rng: Draw) -> Iterator[Case]:
    yield Case(np.array([1.0, 2.0]), np.array([1.0, 4.0])).sized(n=2).as_worked()
    yield Case(rng.normal(size=5), rng.normal(size=5)).sized(n=5)
    for n, k in (4, 3), (2, 6), (3, 3):
        yield Case(rng.normal(size=(n, k)), rng.normal(size=(n, k))).sized(n=n, k=k)


@exercise("dout, x, W", parts="dx dW db", library="nn")
def linear_backward(rng: Draw) -> Iterator[Case]:
    dout = np.array([[1.0, 2.0], [-1.0, 1.0], [2.0, 0.0]])
    x = np.array([[1.0, 2.0], [0.0, 1.0], [3.0, 1.0]])
    W = np.array([[2.0, 1.0], [-1.0, 3.0]])
    yield Case(dout, x, W).sized(n=3, d_in=2, d_out=2).as_worked()
    for n, d_in, d_out in (5, 3, 2), (4, 2, 6), (4, 3, 1), (3, 3, 3):
        dout, x, W = (
            rng.normal(size=(n, d_out)),
            rng.normal(size=(n, d_in)),
            rng.normal(size=(d_in, d_out)),
        )
        yield Case(dout, x, W).sized(n=n, d_in=d_in, d_out=d_out)


guess("guess_off", __name__, ["none", "one", "two", "three", "all four"])


@exercise("dout, z", library="nn")
def relu_backward(rng: Draw) -> Iterator[Case]:
    yield (
        Case(np.array([1.0, -2.0, 3.0, -4.0]), np.array([5.0, 6.0, -7.0, -8.0]))
        .sized(n=4)
        .as_worked()
    )
    for shape in (4, 3), (3, 3), (2, 3, 2):
        yield Case(rng.normal(size=shape), rng.normal(size=shape)).sized(n=shape[0])


@exercise(
    "logits, labels",
    library="nn",
    uses="softmax one_hot",
    answered_by="mlp.softmax_cross_entropy",
)
def cross_entropy_grad(rng: Draw) -> Iterator[Case]:
    yield (
        Case(np.log([[1.0, 2.0, 5.0], [1.0, 2.0, 5.0]]), np.array([2, 0]))
        .sized(n=2, classes=3)
        .as_worked()
    )
    for n, classes in (5, 3), (4, 6), (3, 3):
        labels = rng.permutation(np.arange(n) % classes)
        yield Case(rng.normal(scale=1.5, size=(n, classes)), labels).sized(n=n, classes=classes)
    alone, high, low = (
        [1000.0, -1000.0, -999.0],
        [1000.0, 999.0, -1000.0],
        [-999.0, -1000.0, -998.0],
    )
    rows = np.array(
        [alone, high, low, low]
    )  # four rows: 2, n and the number of classes are different factors
    labels = np.array([2, 1, 0, 2])  # in the first row the true class has the probability 0
    case = Case(rows + rng.randint(-2, 3, size=rows.shape), labels)
    yield case.sized(n=4, classes=3).decides("logits of ±1000")


@exercise(
    "dlogits, params, cache",
    parts="W1 b1 W2 b2",
    library="nn",
    uses="linear_backward relu_backward",
)
def mlp_backward(rng: Draw) -> Iterator[Case]:
    yield _chain().sized(n=1).as_worked()
    for n, *sizes in (5, 3, 4, 2), (4, 2, 5, 3), (3, 3, 3, 3):
        yield _passed_forward(rng, n, sizes).sized(n=n, classes=sizes[-1])
    for n, *sizes in (4, 3, 2), (5, 3, 4, 6, 2), (3, *[3] * 12):
        yield _passed_forward(rng, n, sizes).decides("1, 3 and 11 layers", 0.3)
    yield _passed_forward(rng, 3, [2, 4, 3], only="names").decides("no further entries", 0.2)


@mlp_backward.probe
def _(f: Any, case: Case) -> Any:
    grads, names = f(*case.args), case.args[1]
    if not isinstance(grads, dict):
        return grads
    if "only" in case:
        return as_facts(
            {
                "every name of params": set(names) <= set(grads),
                "no other name": set(grads) <= set(names),
            }
        )
    known = {name: grads[name] for name in names if name in grads}
    return (
        known or grads
    )  # without a single known name, what is there instead tells one mistake from another


def _chain() -> Case:
    """The chain of the lesson: one input, one hidden neuron, one output."""
    params = {
        "W1": np.array([[3.0]]),
        "b1": np.array([-1.0]),
        "W2": np.array([[2.0]]),
        "b2": np.array([-4.0]),
    }
    _, cache = mlp_forward(np.array([[2.0]]), params)
    return Case(np.array([[4.0]]), params, cache)


def _passed_forward(rng: Draw, n: int, sizes: list[int], **settings: str) -> Case:
    """A network, the cache of one forward pass through it, and a gradient that arrives at its
    logits.
    """
    params = {}
    for layer, (d_in, d_out) in enumerate(pairwise(sizes), start=1):
        params[f"W{layer}"] = rng.normal(0.0, np.sqrt(2 / d_in), size=(d_in, d_out))
        params[f"b{layer}"] = rng.uniform(
            0.1, 0.7, size=d_out
        )  # keeps most neurons on, so that every layer learns
    logits, cache = mlp_forward(rng.normal(size=(n, sizes[0])), params)
    return Case(rng.normal(size=logits.shape), params, cache, **settings)
