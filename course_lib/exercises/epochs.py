"""What lesson 02 asks: two slopes, one pass over the examples, many passes, and how many are
enough.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np

from course_lib.checking import Case, Draw, exercise, guess

FLOAT32 = 1e-5
"""Absolute tolerance: float32 arithmetic stays below it where a difference of larger numbers comes
out near 0.
"""


@exercise("w, b, x, y", parts="dw db", library="line")
def two_gradients(rng: Draw) -> Iterator[Case]:
    yield Case(0.0, 0.0, 2.0, 5.0).as_worked()
    for _ in range(4):
        yield Case(*(float(number) for number in rng.normal(scale=2.0, size=4))).within(FLOAT32)
    yield Case(1.5, 0.5, 0.0, 2.0).decides("an input of 0", 0.25)  # nothing to divide by


@exercise("w, b, x, y, learning_rate", parts="w b mean_loss", library="line", uses="two_gradients")
def run_epoch(rng: Draw) -> Iterator[Case]:
    yield Case(0.0, 0.0, np.array([1.0, 2.0]), np.array([3.0, 5.0]), 0.1).sized(n=2).as_worked()
    for n, rate in (5, 0.04), (3, 0.07), (7, 0.03):
        # far from the line: the steps are long
        w, b = (float(number) for number in rng.uniform(-2.0, -0.5, size=2))
        x = rng.uniform(0.5, 2.5, size=n)
        yield Case(w, b, x, 1.7 * x + 0.8 + rng.normal(size=n), rate).sized(n=n).within(FLOAT32)


guess("guess_many_epochs", __name__, ["reaches 0", "levels off", "rises again"])


@exercise(
    "x, y, *, epochs, learning_rate",
    parts="w b loss",
    library="line",
    uses="run_epoch two_gradients",
)
def train_epochs(rng: Draw) -> Iterator[Case]:
    by_hand = Case(np.array([1.0, 2.0]), np.array([3.0, 5.0]), epochs=2, learning_rate=0.1)
    yield by_hand.sized(n=2, epochs=2).as_worked()
    for n, epochs, rate in (4, 3, 0.03), (3, 5, 0.06), (6, 4, 0.02):
        x = rng.uniform(0.5, 2.5, size=n)
        y = 1.7 * x + 0.8 + rng.normal(size=n)
        yield (
            Case(x, y, epochs=epochs, learning_rate=rate).sized(n=n, epochs=epochs).within(FLOAT32)
        )
    x, y = np.array([0.0, 1.0, 2.5]), 1.3 + rng.normal(size=3)
    until_flat = Case(x, y, epochs=150, learning_rate=0.08)
    yield until_flat.sized(n=3, epochs=150).within(FLOAT32)
    yield Case(x, y, epochs=0, learning_rate=0.03).decides("no epochs: three empty lists", 0.2)


@train_epochs.probe
def _(f: Any, case: Case) -> Any:
    """The three lists that are asked for; what else a history holds is the learner's own."""
    history = f(*case.args, **case.kwargs)
    if not isinstance(history, dict):
        return history
    return {name: history[name] for name in train_epochs.parts if name in history}


@exercise("losses, target", library="line")
def epochs_to_reach(rng: Draw) -> Iterator[Case]:
    """Losses that fall to the target and, in most cases, rise and fall again after it; one run ends
    above it.
    """
    lower, higher, again = rng.uniform(0.7, 0.9), rng.uniform(0.3, 0.9), rng.uniform(0.1, 0.2)
    by_hand = np.array([5.0, 3.0, 2.0, 2.5])
    yield Case(by_hand, 2.4).sized(n=4).as_worked()

    def rising() -> list[float]:
        """Some losses above the target: their number keeps the length from telling the answer."""
        return [higher] * rng.randint(1, 5)

    early, late, last = rng.randint(2, 5), rng.randint(4, 9), rng.randint(3, 8)
    after = [
        (early, [-lower, *rising(), -again, -again]),
        (0, [*rising(), -lower]),
        (last, []),
        (late, [-again, -lower, *rising()]),
    ]
    for place, (above, later) in enumerate(after):
        target = float(rng.uniform(1.0, 3.0))
        # the loss just before is nearer to the target than any other
        near = [0.05] if above else []
        most = 0.5 if place == 0 else 6.0  # once near enough for a running mean to come down, too
        falling = [
            *np.sort(rng.uniform(0.3, most, size=max(above - 1, 0)))[::-1],
            *near,
            -rng.uniform(0.3, 0.5),
        ]
        losses = target + np.array([*falling, *later])
        yield Case(losses, target).sized(n=len(losses))
    yield Case(by_hand, 1.0).decides("never reached: None", 0.3).as_worked()
    # neither first nor last is the lowest
    never = target + np.sort(rng.uniform(0.2, 6.0, size=4))[[3, 2, 0, 1]]
    yield Case(never, target).decides("never reached: None", 0.3)
