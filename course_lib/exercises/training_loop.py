"""What lesson 01 asks: the whole training loop with one weight."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from course_lib.checking import Case, Draw, exercise, guess

STEPS = [  # as the puzzle gives them
    "compute loss",
    "divide into batches",
    "update weights",
    "initialise parameters",
    "repeat",
    "forward pass",
    "loop over epochs",
    "backpropagate",
]


@exercise("")
def order_steps(rng: Draw) -> Iterator[Case]:
    yield Case()


@order_steps.facts
def _(case: Case, seen: Any) -> Any:
    if not isinstance(seen, list):
        raise TypeError("no list")
    facts = {
        "every text in the list is one of `STEPS`, spelt as it is there": all(
            text in STEPS for text in seen
        )
    }
    # Neighbours in the right order: where all seven hold, so does the whole order. They stand in
    # here, so that no list of them can be imported.
    earlier = {
        "the parameters are initialised before the epochs begin": (
            "initialise parameters",
            "loop over epochs",
        ),
        "the data are divided inside the loop over epochs": (
            "loop over epochs",
            "divide into batches",
        ),
        "a batch is there before it goes through the model": (
            "divide into batches",
            "forward pass",
        ),
        "there is a prediction before the loss is computed": ("forward pass", "compute loss"),
        "there is a loss before it is asked how the loss changes": (
            "compute loss",
            "backpropagate",
        ),
        "the slopes are known before the weights are updated": ("backpropagate", "update weights"),
        "the weights are updated before it all repeats": ("update weights", "repeat"),
    }
    facts |= {f"`{text}` is in the list once": seen.count(text) == 1 for text in STEPS}
    for name, (first, second) in earlier.items():
        facts[name] = not {first, second} <= {*seen} or seen.index(first) < seen.index(second)
    return facts | {"the order is another than the one in `STEPS`": seen != STEPS}


@exercise("w, x", library="line")
def predict(rng: Draw) -> Iterator[Case]:
    yield Case(0.5, 3.0).as_worked()
    yield Case(3.0, 4.0)
    yield Case(-1.7, rng.normal(size=4)).sized(n=4)
    yield Case(0.6, rng.normal(size=(3, 2)))
    yield Case(rng.normal(size=4), rng.normal(size=4)).sized(n=4)


@exercise("y_pred, y", library="line")
def squared_error(rng: Draw) -> Iterator[Case]:
    yield Case(0.0, 2.0).as_worked()
    yield Case(np.array([1.0, 2.0]), np.array([2.0, 4.0])).sized(n=2).as_worked()
    yield Case(1.5, 4.0)
    yield Case(rng.normal(size=5), rng.normal(size=5)).sized(n=5)
    yield Case(rng.normal(size=(3, 2)), rng.normal(size=(3, 2))).sized(n=3, k=2)


guess("guess_rate", __name__, ["sooner", "same", "never"])


@exercise("w, x, y", library="line", uses="predict", answered_by="line.batch_gradient")
def gradient(rng: Draw) -> Iterator[Case]:
    yield Case(0.0, 1.0, 2.0).as_worked()
    yield Case(3.0, 1.5, 2.0)  # too high, where the first is too low: a lost sign shows on any seed
    for _ in range(4):
        yield Case(*(float(number) for number in rng.normal(scale=2.0, size=3)))


@exercise(
    "x, y, *, learning_rate=0.01, epochs=100",
    parts="w losses",
    library="line",
    uses="predict squared_error gradient",
)
def train(rng: Draw) -> Iterator[Case]:
    two = np.array([1.0, 2.0]), np.array([2.0, 4.0])
    yield Case(*two, learning_rate=0.1, epochs=1).sized(n=2, epochs=1).as_worked()
    yield Case(np.arange(1.0, 5.0), np.arange(2.0, 10.0, 2.0)).sized(n=4, epochs=100)
    for n, rate, epochs in (5, 0.03, 3), (3, 0.02, 6), (6, 0.015, 1):
        x = rng.uniform(0.5, 2.5, size=n)
        yield Case(x, 1.7 * x + rng.normal(size=n), learning_rate=rate, epochs=epochs).sized(
            n=n, epochs=epochs
        )
    yield Case(x, 3 * x + rng.normal(size=6), epochs=0).decides("no epochs: (0.0, [])", 0.2)
