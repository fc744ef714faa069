"""What lesson 01 asks: the whole training loop with one weight."""

from collections.abc import Iterator

import numpy as np

from course_lib.checking import Case, Draw, exercise, guess


@exercise("")
def order_steps(rng: Draw) -> Iterator[Case]:
    yield Case()


@exercise("w, x", library="line")
def predict(rng: Draw) -> Iterator[Case]:
    yield Case(3.0, 4.0)
    yield Case(-1.7, rng.normal(size=4)).sized(n=4)
    yield Case(0.6, rng.normal(size=(3, 2)))


@exercise("y_pred, y", library="line")
def squared_error(rng: Draw) -> Iterator[Case]:
    yield Case(1.5, 4.0)
    yield Case(rng.normal(size=5), rng.normal(size=5)).sized(n=5)
    yield Case(rng.normal(size=(3, 2)), rng.normal(size=(3, 2))).sized(n=3, k=2)


guess("guess_rate", __name__, ["sooner", "same", "never"])


@exercise("w, x, y", library="line", uses="predict")
def gradient(rng: Draw) -> Iterator[Case]:
    yield Case(0.0, 1.0, 2.0)
    for _ in range(4):
        yield Case(*(float(number) for number in rng.normal(scale=2.0, size=3)))


@exercise(
    "x, y, *, learning_rate=0.01, epochs=100", parts="w losses", library="line", uses="predict squared_error gradient"
)
def train(rng: Draw) -> Iterator[Case]:
    x, y = np.arange(1.0, 5.0), np.arange(2.0, 10.0, 2.0)
    yield Case(x, y)
    for n, rate, epochs in (5, 0.03, 3), (3, 0.02, 6), (6, 0.015, 1):
        x = rng.uniform(0.5, 2.5, size=n)
        yield Case(x, 1.7 * x + rng.normal(size=n), learning_rate=rate, epochs=epochs).sized(n=n, epochs=epochs)
    yield Case(x, 3 * x, epochs=0).decides("no epochs: (0.0, [])", 0.2)
