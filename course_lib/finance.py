"""Lesson 14: two sources of data that are fully known, and what turns predictions into money.

No row comes from a person or a shop. Because the formulas are known, so is the best that any model
could reach.
"""

import numpy as np

from course_lib.data import Array
from course_lib.nn import sigmoid

LEVEL, NOISE = 200.0, 10.0
YESTERDAY, A_WEEK_AGO = 0.3, 0.6
WEEK = 7
SETTLING = 300
"""Days drawn and thrown away first: of where the series began, 0.98 to the 300th power is left."""


def demand(n: int, rng: np.random.Generator) -> Array:
    """Draw the daily demand of a bakery, which remembers yesterday and the same day of last week.

    d_t = 200 + 0.3 (d_{t-1} - 200) + 0.6 (d_{t-7} - 200) + 10 ε, with ε standard normal. Nobody can
    know ε the day before, so no forecast has a mean squared error below 100 in the long run.

    Arguments: `n` days.
    Returns: the demand (n,), oldest day first.
    """
    shocks = NOISE * rng.standard_normal(SETTLING + n)
    above = np.zeros(WEEK + SETTLING + n)  # demand less its level
    for day, shock in enumerate(shocks, start=WEEK):
        above[day] = YESTERDAY * above[day - 1] + A_WEEK_AGO * above[day - WEEK] + shock
    return LEVEL + above[WEEK + SETTLING :]


def chronological_split(times: Array, val_fraction: float) -> tuple[Array, Array]:
    """Hold out the newest rows.

    Arguments: `times` (n,), in any order; `val_fraction`, the share to hold out, 0 to 1.
    Returns: `(train_idx, val_idx)`, row numbers in order of time, the last
    `round(n · val_fraction)` of them in `val_idx`. Rows of the same time stay in the order in
    which they stand.
    """
    order = np.argsort(times, kind="stable")
    first_held_out = len(order) - round(len(order) * val_fraction)
    return order[:first_held_out], order[first_held_out:]


def lag_features(series: Array, lags: int) -> tuple[Array, Array]:
    """Cut a series into examples: the last `lags` values as features, the next one as target.

    Arguments: `series` (n,), oldest first; `lags`, less than n.
    Returns: `X` (n - lags, lags), with `X[i] = series[i : i + lags]`, and `y` (n - lags,), with
    `y[i] = series[i + lags]`; both are copies.
    """
    y = np.array(series[lags:])
    X = np.array([series[i : i + lags] for i in range(len(y))])
    return X, y


def naive_forecast(X: Array) -> Array:
    """Forecast "the same as yesterday".

    Arguments: `X` (n, lags), as `lag_features` makes it: yesterday stands in the last column.
    Returns: the forecasts (n,).
    """
    return X[:, -1].copy()


FEATURES = ("income", "debt ratio", "late payments", "years in job", "amount")
"""What is known of an applicant, column by column."""


def loans(n: int, rng: np.random.Generator) -> tuple[Array, Array]:
    """Draw applicants for a loan, and whether each would repay it.

    Income exp N(10.3, 0.45), debt ratio Beta(2, 4), late payments Poisson(0.8), years in the job
    Γ(2, 3), amount exp N(8.8, 0.6), each independent of the others; then repaid with the
    probability that `repayment_probability` states.

    Arguments: `n` applicants.
    Returns: `X` (n, 5), its columns named in `FEATURES`, and `repaid` (n,) of 0 and 1.
    """
    income = np.exp(rng.normal(10.3, 0.45, n))
    debt = rng.beta(2.0, 4.0, n)
    late = rng.poisson(0.8, n)
    years = rng.gamma(2.0, 3.0, n)
    amount = np.exp(rng.normal(8.8, 0.6, n))
    X = np.column_stack([income, debt, late, years, amount])
    return X, (rng.random(n) < repayment_probability(X)).astype(np.int64)


def repayment_probability(X: Array) -> Array:
    """Return the probability with which `loans` lets an applicant repay: no model can know more.

    Its logit is 1.6 + 0.9 (ln income - 10.3) - 2.5 (debt - 1/3) - 0.6 late + 0.08 (years - 6)
    - 0.5 (ln amount - 8.8) - 3 max(debt - 0.5, 0) · late.

    Arguments: applicants `X` (n, 5), as `loans` draws them.
    Returns: probabilities (n,).
    """
    income, debt, late, years, amount = X.T
    logit = 1.6 + 0.9 * (np.log(income) - 10.3) - 2.5 * (debt - 1 / 3) - 0.6 * late
    logit += 0.08 * (years - 6) - 0.5 * (np.log(amount) - 8.8)
    logit -= 3 * np.maximum(debt - 0.5, 0) * late  # late payments weigh more on top of high debt
    return sigmoid(logit)


def mean_profit(
    probability: Array, repaid: Array, *, gain: float, loss: float, threshold: float
) -> float:
    """Measure what a threshold earns: whoever has at least that probability gets the loan.

    Arguments: `probability` (n,) and `repaid` (n,) of 0 and 1; `gain` of a loan that is repaid, and
    `loss` of one that is not, both positive.
    Returns: the profit per applicant, those refused included, who bring 0.
    """
    approved = np.asarray(probability) >= threshold
    profit = np.where(repaid, gain, -loss)
    return float(np.mean(np.where(approved, profit, 0.0)))


def best_threshold(probability: Array, repaid: Array, *, gain: float, loss: float) -> float:
    """Find a threshold at which `mean_profit` is the largest.

    Arguments: as those of `mean_profit`.
    Returns: one of the probabilities, or infinity where the best is to refuse everybody.
    """
    candidates = np.append(
        probability, np.inf
    )  # between two probabilities the profit does not change
    profits = [
        mean_profit(probability, repaid, gain=gain, loss=loss, threshold=threshold)
        for threshold in candidates
    ]
    return float(candidates[np.argmax(profits)])
