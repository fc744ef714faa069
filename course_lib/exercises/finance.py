"""What lesson 14 asks: an honest split in time, a series as examples, and what a decision earns."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from course_lib.checking import Case, Draw, exercise, guess
from course_lib.checking.values.facts import Facts, as_facts
from course_lib.finance import mean_profit as profit_at

Applicants = tuple[np.ndarray, np.ndarray]


@exercise("times, val_fraction", parts="train_idx val_idx", library="finance")
def chronological_split(rng: Draw) -> Iterator[Case]:
    yield Case(np.array([3, 5, 1, 4, 2]), 0.4).sized(n=5)
    # 2 of 7 · 0.3 = 2.1 rows, 3 of 8 · 0.35 = 2.8: rounding goes down for the one, up for the other
    for n, val_fraction in (7, 0.3), (8, 0.35), (11, 0.8):
        yield Case(_mixed_times(rng, n), val_fraction).sized(n=n)
    in_order = np.cumsum(rng.uniform(0.5, 2.0, size=6))
    yield Case(in_order, 0.3).sized(n=6)
    yield Case(_mixed_times(rng, 6), 0.0).decides("val_fraction 0: nothing held out", 0.25)


def _mixed_times(rng: Draw, n: int) -> np.ndarray:
    """Times out of order: the newest row is not at an end, and the order is not the ranks.

    The gaps between them grow, so that a share of the rows is another share of the time.
    """
    times = np.cumsum(rng.uniform(0.5, 1.0, size=n) * np.geomspace(1, 50, n)) + rng.uniform(-50, 50)
    while True:
        order = rng.permutation(n)
        if order[-1] not in (0, n - 1) and not np.array_equal(order, np.argsort(order)):
            return np.asarray(times[np.argsort(order)])


@exercise("series, lags", parts="X y", library="finance")
def lag_features(rng: Draw) -> Iterator[Case]:
    yield Case(np.array([10.0, 12.0, 11.0, 13.0, 15.0]), 2).sized(n=5, lags=2)
    for n, lags in (9, 4), (7, 1), (6, 5), (6, 3):  # square last
        yield Case(rng.uniform(10.0, 90.0, size=n), lags).sized(n=n, lags=lags)
    written_into = Case(rng.uniform(10.0, 90.0, size=7), 3, looking_at="copies")
    yield written_into.sized(n=7, lags=3).decides("copies of the series", 0.2)


@lag_features.probe
def _(f: Any, case: Case) -> Any:
    series, lags = case.args
    answer = f(series, lags)
    if "looking_at" not in case or not isinstance(answer, (tuple, list)) or len(answer) != 2:
        return answer
    parts = dict(zip(lag_features.parts, answer, strict=True))
    own = {name: not np.shares_memory(np.asarray(part), series) for name, part in parts.items()}
    return {
        name: as_facts({f"{name} is a copy, not a view of the series": own[name]}) for name in own
    }


guess("guess_in_use", __name__, ["yesterday", "three lags", "in between"])


@exercise("probability, repaid, *, gain, loss, threshold", library="finance")
def mean_profit(rng: Draw) -> Iterator[Case]:
    example = np.array([0.9, 0.6, 0.85, 0.3]), np.array([1, 1, 0, 0])
    yield Case(*example, gain=100.0, loss=400.0, threshold=0.8).sized(n=4)
    for refused, approved, gain, loss, threshold in (
        ([0, 0, 0], [1, 0, 1, 1], 30.0, 70.0, 0.4),
        ([1, 1], [0, 1, 0, 0], 240.0, 90.0, 0.65),
        ([1, 0], [1, 1, 0, 1], 55.0, 310.0, 0.25),
    ):
        repaid, n = np.array(refused + approved), len(refused + approved)
        probability = _away_from(threshold, rng.uniform(size=n), refused=len(refused))
        order = rng.permutation(n)
        prices = {
            "gain": float(gain * rng.uniform(0.8, 1.2)),
            "loss": float(loss * rng.uniform(0.8, 1.2)),
        }
        case = Case(probability[order], repaid[order], **prices, threshold=threshold)
        yield case.sized(n=n, approved=len(approved))
    later = np.array([0.8, 0.9, 0.2, 0.7]), np.array([1, 1, 0, 1])  # two approved before a refusal
    yield Case(*later, gain=20.0, loss=50.0, threshold=0.6).sized(n=4)
    nobody = Case(
        rng.uniform(0.1, 0.7, size=5),
        np.array([1, 0, 1, 1, 0]),
        gain=30.0,
        loss=70.0,
        threshold=0.9,
    )
    yield nobody.sized(n=5).decides("nobody approved: 0", 0.2)
    # eighths and quarters are exact in float32, too: what is equal stays equal
    at_the_line = np.array([0.5, 0.25, 0.625, 0.5]), np.array([1, 0, 1, 1])
    equal = Case(*at_the_line, gain=60.0, loss=20.0, threshold=0.5)
    yield equal.sized(n=4).decides("a probability equal to the threshold: approved", 0.2)


def _away_from(threshold: float, share: np.ndarray, *, refused: int) -> np.ndarray:
    """Probabilities none of which is close to a threshold: the first few below, the rest above."""
    below = threshold * (0.1 + 0.8 * share)
    above = threshold + (1 - threshold) * (0.1 + 0.8 * share)
    return np.where(np.arange(len(share)) < refused, below, above)


@exercise("probability, repaid, *, gain, loss", library="finance", uses="mean_profit")
def best_threshold(rng: Draw) -> Iterator[Case]:
    example = np.array([0.9, 0.7, 0.6, 0.4]), np.array([1, 1, 0, 1])
    yield Case(*example, gain=100.0, loss=150.0).sized(n=4)
    for repaid, gain, loss in ("110111110110", 40.0, 110.0), ("011110011001", 90.0, 60.0):
        yield Case(*_in_steps(rng, repaid), gain=gain, loss=loss).sized(n=len(repaid))
    worth_it = np.sort(rng.uniform(0.02, 0.4, size=6))[::-1], np.array([1, 1, 0, 1, 1, 1])
    yield Case(*worth_it, gain=0.9, loss=0.6).sized(n=6)
    everybody = np.array([0.5, 0.625, 0.375]), np.ones(3, dtype=int)
    yield Case(*everybody, gain=100.0, loss=50.0).sized(n=3)
    # One of them repays, and one of those who do not has the largest probability that there is.
    order = rng.permutation(5)
    unsure = np.sort(rng.uniform(0.3, 0.97, size=4))[::-1]
    nobody = np.array([1.0, *unsure])[order], np.array([0, 1, 0, 0, 0])[order]
    yield (
        Case(*nobody, gain=60.0, loss=100.0)
        .sized(n=5)
        .decides("approving nobody, where that is best", 0.25)
    )
    yield _close_together(rng).decides("between close probabilities", 0.25)


def _in_steps(rng: Draw, repaid: str) -> Applicants:
    """Applicants in any order whose probabilities go down from about 0.94 in steps of about 0.07.

    Who repays is chosen so that the best threshold is none of these: the break-even point, 0.5 or
    0.8, the first or the last hill, the lowest who repays, that of other prices, that with the most
    right decisions or the best mean profit of a loan.
    """
    probability = 0.94 - 0.07 * np.arange(len(repaid)) + rng.uniform(-0.01, 0.01, size=len(repaid))
    order = rng.permutation(len(repaid))
    return probability[order], np.array([int(label) for label in repaid])[order]


def _close_together(rng: Draw) -> Case:
    """One repays and the next does not, with no multiple of 1/99, 1/100 or 1/200 in between."""
    failed = int(rng.randint(32, 57)) / 100 + 0.006
    probability = np.array([failed + 0.11, failed + 0.003, failed, failed - 0.12])
    return Case(probability, np.array([1, 1, 0, 0]), gain=80.0, loss=130.0).sized(n=4)


LARGEST = "the mean profit at your threshold is the largest"


@best_threshold.facts
def _(case: Case, seen: Any) -> Facts:
    """Whether nothing earns more; instead of a no, the type that was returned, or what it earns and
    what the best earns.
    """
    number = isinstance(seen, (int, float, np.ndarray)) and np.asarray(seen).dtype.kind in "iuf"
    if not number or np.ndim(seen) or np.isnan(seen):
        return {"the threshold is a number": type(seen).__name__}
    probability, repaid = case.args

    def earns(threshold: float) -> float:
        return profit_at(probability, repaid, **case.kwargs, threshold=threshold)

    most = max(earns(threshold) for threshold in [*probability, np.inf])
    meant = [p for p in probability if float(np.float32(p)) == seen]  # one of them in float32
    earned = max(earns(threshold) for threshold in [seen, *meant])
    amounts = f"yours earns {_money(earned)} per applicant, the best {_money(most)}"
    return {"the threshold is a number": True, LARGEST: earned > most - 1e-9 or amounts}


def _money(amount: float) -> str:
    return f"{amount:.4g}".replace("-", "−")
