"""What lesson 09 asks: when training failed, a sweep over learning rates, and two schedules."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from course_lib.checking import Case, Draw, exercise, guess
from course_lib.checking.values.facts import as_facts


@exercise("losses", library="schedules")
def has_diverged(rng: Draw) -> Iterator[Case]:
    def run(first: float, later: list[float]) -> Case:
        """Later losses are about so many times the first."""
        factors = np.array(later) * rng.uniform(0.9, 1.1, size=len(later))
        losses = np.round(first * np.array([1.0, *factors]), 2)
        return Case(losses).sized(n=len(losses))

    yield Case(np.array([1.0, 0.64, 0.41])).sized(n=3)
    yield Case(np.array([1.0, 1.44, 2.07])).sized(n=3)
    finite = [
        [0.6, 1.3, 0.5],  # a rise on the way, above the first
        [1.4, 1.2, 0.5, 0.3],
        [0.5, 0.2, 0.4, 0.7],  # the end is not the lowest
        [0.8, 0.2, 0.5],
        [0.5, 0.2, 9.0, 7.0],  # the end is above the first, and not the highest
        [1e7, 0.3],
        [0.6, 0.8, 1.2],
        [0.6, 5.0, 50.0],
    ]
    for i in rng.permutation(2 * len(finite)):  # in no order that could be learnt by heart
        yield run(rng.uniform(2.0, 5.0), finite[i % len(finite)])
    yield Case(np.array([1.0, np.nan, 0.5])).sized(n=3).decides(NOT_FINITE, 0.5)
    not_finite = [
        [0.6, np.nan, 0.3],
        [0.6, np.inf, 0.3],
        [0.6, 0.4, np.nan],
        [0.6, 0.4, np.inf],
        [0.6, 0.4, -np.inf],
        [0.6, -np.inf, 0.2],
    ]
    for later in not_finite:
        yield run(rng.uniform(2.0, 5.0), later).decides(NOT_FINITE, 0.5)
    for first, later in (np.nan, [2.0, 1.0]), (np.inf, [2.0, 1.0]), (np.nan, [np.nan, np.nan]):
        yield Case(np.array([first, *later])).sized(n=3).decides(NOT_FINITE, 0.5)


NOT_FINITE = "infinity and nan, wherever they stand"


guess("guess_worse", __name__, ["an eighth", "eight times", "about equal"])


@exercise("train, rates", library="schedules", uses="has_diverged")
def sweep(rng: Draw) -> Iterator[Case]:
    """A case says what `train` returns at each rate; the probe makes a function of it."""
    by_hand = {0.1: np.array([1.0, 0.64, 0.4096]), 1.1: np.array([1.0, 1.44, 2.0736])}
    yield Case(by_hand, [0.1, 1.1]).decides(INFINITE, 0.4)
    for fates in (
        (_bumpy, _falling),
        (_falling, _bumpy, _falling),
        (_bumpy, _falling, _bumpy, _falling),
    ):
        yield _sweep_case(rng, *fates)
    for fates in (
        (_bumpy, _rising, _falling),
        (_spoilt, _falling, _growing),
        (_falling, _rising_to_nan, _bumpy),
    ):
        yield _sweep_case(rng, *fates).decides(INFINITE, 0.4)
    calls = _sweep_case(rng, _falling, _growing, _bumpy, looking_at="calls of train")
    yield calls.decides("trains once per rate, in order", 0.25)


INFINITE = "infinity where it diverged"


def _sweep_case(rng: Draw, *fates: Any, **more: Any) -> Case:
    """One rate a fate, in no order of size, as the caller may wish."""
    falling = rng.uniform(0.8, 1.2, len(fates)) * 3.0 ** -np.arange(len(fates))
    rates = [round(float(rate), 3) for rate in np.roll(falling, 1)]
    runs = {}
    for rate, fate in zip(rates, fates, strict=True):
        runs[rate] = np.round(fate(rng, rng.randint(4, 7)), 3)
    return Case(runs, rates, **more).sized(rates=len(rates))


def _falling(rng: Draw, n: int) -> np.ndarray:
    losses: np.ndarray = rng.uniform(2.0, 3.0) * np.cumprod(rng.uniform(0.5, 0.8, size=n))
    return losses


def _bumpy(rng: Draw, n: int) -> np.ndarray:
    """The last loss is neither the lowest nor the highest, and the second is above the first."""
    losses = _falling(rng, n)
    losses[1] = losses[0] * rng.uniform(1.2, 1.5)
    losses[-1] = losses[-2] * rng.uniform(1.1, 1.3)
    return losses


def _rising(rng: Draw, n: int) -> np.ndarray:
    return _falling(rng, n)[::-1].copy()


def _growing(rng: Draw, n: int) -> np.ndarray:
    losses = _rising(rng, n)
    losses[-1] = np.inf
    return losses


def _rising_to_nan(rng: Draw, n: int) -> np.ndarray:
    losses = _rising(rng, n)
    losses[-2:] = np.nan
    return losses


def _spoilt(rng: Draw, n: int) -> np.ndarray:
    """Its end looks fine."""
    losses = _falling(rng, n)
    losses[-2] = np.nan
    return losses


OTHER_RATE = np.array([1.0, 0.7])
"""What `train` returns at a rate that it was not to be called with: a real one would train, too."""


@sweep.probe
def _(f: Any, case: Case) -> Any:
    runs, rates = case.args
    calls: list[float] = []

    def train(rate: float) -> np.ndarray:
        if np.ndim(rate):
            raise TypeError("train takes one rate, a number, and got several")
        calls.append(float(rate))
        losses: np.ndarray = runs.get(float(rate), OTHER_RATE).copy()
        return losses

    last_losses = f(train, rates)
    if "looking_at" not in case:
        return last_losses
    return as_facts(
        {
            "`train` is called once per rate": sorted(calls) == sorted(runs),
            "`train` is called in the order of `rates`": list(dict.fromkeys(calls)) == list(runs),
        }
    )


@exercise("initial, epoch, *, drop=0.5, every=10", library="schedules")
def step_decay(rng: Draw) -> Iterator[Case]:
    yield Case(0.8, 21)

    def case(drops: int, past: int, *, low: float = 0.2, high: float = 0.4) -> Case:
        """An epoch so many epochs past its last drop."""
        every, drop = int(rng.randint(5, 9)), round(rng.uniform(low, high), 3)
        return Case(round(rng.uniform(0.1, 0.9), 3), drops * every + past, drop=drop, every=every)

    yield case(0, 3)
    yield case(1, 2)
    yield case(2, 3, low=0.6, high=0.9)
    yield case(3, 1, low=0.6, high=0.9)
    yield Case(0.8, 3, drop=0.1, every=3).decides(AT_THE_DROP, 0.4)
    for drops, past in (1, 0), (2, -1), (3, 0), (0, 0):
        yield case(drops, past).decides(AT_THE_DROP, 0.4)


AT_THE_DROP = "the first drop at epoch `every`"


@exercise("initial, step, total_steps, warmup_steps=0", library="schedules")
def warmup_cosine(rng: Draw) -> Iterator[Case]:
    def case(progress: float, warmup: int) -> Case:
        """A step so far on the way from the end of the warm-up to the last step."""
        total = warmup + int(rng.randint(14, 30))
        step = warmup + round(progress * (total - warmup))
        return Case(round(rng.uniform(0.1, 0.9), 3), step, total, warmup).sized(
            total=total, warmup=warmup
        )

    for step in 6, 8:
        yield Case(0.2, step, 10, 2).sized(total=10, warmup=2)
    for progress, warmup in (0.25, 5), (0.7, 4), (0.8, 9):
        yield case(progress, warmup)
    yield Case(0.2, 1, 10, 2).sized(total=10, warmup=2).decides(WARMUP, 0.3)
    for share in 0.0, 0.4, 0.8, 1.0:
        later = case(0.5, int(rng.randint(5, 11)))
        initial, _, total, warmup = later.args
        rising = Case(initial, round(share * warmup), total, warmup).sized(**later.sizes)
        yield rising.decides(WARMUP, 0.3)
    for progress in 0.0, 0.3, 0.75:
        initial, step, total, _ = case(progress, 0).args
        yield Case(initial, step, total).sized(total=total).decides("without warm-up", 0.2)
    for beyond in 1.0, 1.4, 2.0:
        yield case(beyond, 3).decides("0 from the last step on", 0.2)


WARMUP = "the warm-up"
