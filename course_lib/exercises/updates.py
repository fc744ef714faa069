"""What lesson 07 asks: three rules for taking a step, and one for shortening a gradient."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np

from course_lib.checking import Case, Draw, exercise, guess
from course_lib.checking.values.facts import as_facts

Params = dict[str, Any]


def network(rng: Draw, *widths: int, scale: float = 1.0) -> Params:
    """Numbers in the shape of a network's parameters: W1 and b1, W2 and b2, …"""
    arrays = {}
    for layer, (d_in, d_out) in enumerate(pairwise(widths), start=1):
        arrays[f"W{layer}"] = scale * rng.normal(size=(d_in, d_out))
        arrays[f"b{layer}"] = scale * rng.normal(size=d_out)
    return arrays


def last_first(arrays: Params) -> Params:
    """The same arrays, listed from the last to the first, as a backward pass finds them."""
    return dict(reversed(arrays.items()))


ORDER = "gradients listed in another order"


def alike(rng: Draw) -> Params:
    """Arrays of one shape: mixing them up gives numbers, not an exception."""
    return {name: rng.normal(size=(1, 3)) for name in ("W1", "b1", "W2")}


@exercise("params, grads, learning_rate", library="optim")
def sgd_step(rng: Draw) -> Iterator[Case]:
    yield Case({"w": np.array([1.0])}, {"w": np.array([2.0])}, 0.1).as_worked()
    for widths, rate in ((3, 2), 0.3), ((2, 4, 3), 0.07), ((2, 2, 2), 0.6):
        yield Case(network(rng, *widths), network(rng, *widths), rate)
    yield Case(alike(rng), last_first(alike(rng)), 0.34).decides(ORDER)
    whole = {name: rng.randint(-5, 6, size=p.shape) for name, p in network(rng, 2, 3).items()}
    yield Case(whole, network(rng, 2, 3), 0.3).decides("decimals are kept", 0.2)


@sgd_step.probe
def _(f: Any, case: Case) -> Any:
    params, grads, rate = case.args
    if all(p.dtype.kind == "f" for p in params.values()):
        return f(params, grads, rate)
    try:
        new = f({name: p.copy() for name, p in params.items()}, grads, rate)
    except (
        TypeError,
        ValueError,
    ):  # refused, as NumPy refuses `-=` on whole numbers: nothing is lost quietly
        return as_facts({"decimals are kept": True})
    if not isinstance(new, dict):
        return new
    return as_facts({"decimals are kept": all(np.any(np.asarray(p) % 1) for p in new.values())})


guess("guess_coast", __name__, ["as long", "twice as long", "ten times as long"])


@exercise(
    "params, grads, velocity, learning_rate, momentum=0.9",
    parts="params velocity",
    library="optim",
    uses="sgd_step",
)
def momentum_step(rng: Draw) -> Iterator[Case]:
    def three(*widths: int) -> list[Params]:
        return [network(rng, *widths) for _ in range(3)]

    second_row = [{"w": np.array([number])} for number in (0.8, 2.0, 2.0)]
    yield Case(*second_row, 0.1, 0.9).as_worked()
    for widths, settings in ((3, 2), (0.3, 0.8)), ((2, 4, 3), (0.05, 0.6)), ((2, 2), (0.2,)):
        yield Case(*three(*widths), *settings)
    params, grads, velocity = three(3, 1)
    yield Case(params, grads, {name: np.zeros_like(v) for name, v in velocity.items()}, 0.4, 0.7)
    yield Case(alike(rng), last_first(alike(rng)), alike(rng), 0.34, 0.8).decides(ORDER)


@exercise(
    "learning_rate=1e-3, beta1=0.9, beta2=0.999, eps=1e-8", library="optim", may_change="params"
)
def Adam(rng: Draw) -> Iterator[Case]:
    def run(*settings: float, widths: tuple[int, ...], steps: int, scale: float = 1.0) -> Case:
        grads = [network(rng, *widths, scale=scale) for _ in range(steps)]
        return Case(*settings, params=network(rng, *widths), grads=grads)

    table = [{"w": np.array([2.0])}, {"w": np.array([-1.0])}]
    yield Case(0.1, params={"w": np.array([1.0])}, grads=table).as_worked()
    # At a rate of 0.001 an eps that is added to the step would be at the edge of the tolerance: it
    # is an edge, below.
    yield run(widths=(2, 1), steps=3).within(3e-8)
    yield run(0.05, 0.8, 0.95, widths=(1, 2, 1), steps=3)
    yield run(0.2, 0.6, 0.9, 1e-7, widths=(1, 3), steps=2, scale=20.0)
    kept = run(0.1, 0.7, 0.9, widths=(1, 2), steps=2)
    yield Case(*kept.args, **kept.kwargs, watching="the arrays").decides(
        "the arrays themselves change", 0.3
    )
    for settings in (), (2e-5, 0.8, 0.95, 5e-8):
        tiny = run(
            *settings, widths=(2, 1), steps=2, scale=3e-8
        )  # as small as eps: where eps stands decides the step
        for grads in tiny["grads"]:
            grads["W1"][0] = 0.0
        yield tiny.decides("eps beside the root, also for gradients of 0", 0.15)
    turned = [last_first(alike(rng)) for _ in range(2)]
    yield Case(0.1, 0.7, 0.9, params=alike(rng), grads=turned).decides(ORDER, 0.2)


@Adam.probe
def _(cls: Any, case: Case) -> Any:
    """The change of every parameter in each step, while a second optimizer is at work beside."""
    optimizer, other = cls(*case.args), cls(*case.args)
    params = case["params"]
    others = {name: p.copy() for name, p in params.items()}
    # Either the arrays that were handed over, or whatever the dict holds now.
    watched = dict(params) if "watching" in case else params
    seen = []
    for grads in case["grads"]:
        before = {name: p.copy() for name, p in watched.items()}
        optimizer.step(params, grads)
        other.step(others, {name: 2.5 - g for name, g in grads.items()})
        seen.append(
            {f"change of {name}": np.subtract(watched[name], before[name]) for name in before}
        )
    return seen


def even(rng: Draw, low: float, high: float, *widths: int) -> Params:
    """Elements of about the same size and either sign, so that the norm is known within bounds."""
    return {
        name: np.sign(g) * rng.uniform(low, high, size=g.shape)
        for name, g in network(rng, *widths).items()
    }


@exercise("grads, max_norm", library="optim")
def clip_by_global_norm(rng: Draw) -> Iterator[Case]:
    yield Case({"a": np.array([3.0, 0.0]), "b": np.array([4.0])}, 1).as_worked()
    for widths, scale, largest in ((3, 2), 3.0, 1.7), ((2, 4, 3), 400.0, 5.0):
        yield Case(network(rng, *widths, scale=scale), largest)
    # Every array alone is shorter than 2.9; all together they are not.
    yield Case(even(rng, 0.9, 1.2, 2, 2, 2), 2.9)
    # All are short enough. The squares of the first add up to more than 7; the second is longer
    # than 1, the third not.
    for low, high, widths, largest in (
        (1.5, 2.0, (3, 2), 7.0),
        (0.62, 0.68, (2, 1), 1.6),
        (0.3, 0.5, (2, 1), 1.2),
    ):
        yield Case(even(rng, low, high, *widths), largest).decides(
            "a short gradient stays as it is", 0.35
        )
    yield Case({name: 0 * g for name, g in network(rng, 2, 1).items()}, 0.7).decides(
        "zeros stay zeros", 0.2
    )
