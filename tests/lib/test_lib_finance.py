"""The data of lesson 14 are what its documentation says, and so is the best that can be reached."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib import finance
from course_lib.finance import best_threshold, demand, lag_features, loans, mean_profit

MANY = 400_000
"""Rows: a mean over them is off by more than the tolerances below less than once in a million."""


@pytest.fixture(scope="module")
def series() -> np.ndarray:
    return demand(MANY, np.random.default_rng(0))


@pytest.fixture(scope="module")
def applicants() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    X, repaid = loans(MANY, np.random.default_rng(1))
    return X, repaid, finance.repayment_probability(X)


def test_the_best_forecast_of_demand_errs_by_100(series: np.ndarray) -> None:
    X, y = lag_features(series, 7)
    best = 200 + 0.3 * (X[:, -1] - 200) + 0.6 * (X[:, 0] - 200)
    assert np.mean((best - y) ** 2) == pytest.approx(100, abs=1.5)


def test_the_baselines_of_demand_are_those_of_the_documentation(series: np.ndarray) -> None:
    X, y = lag_features(series, 3)
    assert np.mean((finance.naive_forecast(X) - y) ** 2) == pytest.approx(227.5, rel=0.03)
    assert np.var(series) == pytest.approx(244.2, rel=0.03)
    table = np.column_stack([X, np.ones(len(X))])
    weights, *_ = np.linalg.lstsq(table, y)
    assert np.mean((table @ weights - y) ** 2) == pytest.approx(174.2, rel=0.03)


def test_demand_begins_where_it_always_is() -> None:
    starts = np.array([demand(3, np.random.default_rng(seed))[0] for seed in range(400)])
    assert starts.mean() == pytest.approx(200, abs=5 * np.sqrt(244.2 / 400))
    assert starts.std() == pytest.approx(np.sqrt(244.2), rel=0.2)


def test_the_features_of_applicants_have_the_documented_means(applicants) -> None:
    X, _, _ = applicants
    income, debt, late, years, amount = X.T
    assert np.log(income).mean() == pytest.approx(10.3, abs=0.005)
    assert np.log(income).std() == pytest.approx(0.45, abs=0.005)
    assert debt.mean() == pytest.approx(1 / 3, abs=0.002)
    assert late.mean() == pytest.approx(0.8, abs=0.01)
    assert (years.mean(), years.var()) == (pytest.approx(6, abs=0.05), pytest.approx(18, abs=0.5))
    assert np.log(amount).mean() == pytest.approx(8.8, abs=0.006)
    assert np.log(amount).std() == pytest.approx(0.6, abs=0.006)


def test_the_probability_of_one_applicant_is_that_of_the_formula() -> None:
    applicant = np.array([[np.exp(10.8), 0.6, 2.0, 3.0, np.exp(8.3)]])
    logit = 1.6 + 0.45 - 2.5 * (0.6 - 1 / 3) - 1.2 - 0.24 + 0.25 - 3 * 0.1 * 2
    expected = 1 / (1 + np.exp(-logit))
    assert finance.repayment_probability(applicant) == pytest.approx([expected])


def test_the_best_and_the_constant_cross_entropy_are_those_of_the_documentation(applicants) -> None:
    _, repaid, probability = applicants
    constant = np.full(len(repaid), repaid.mean())
    for p, expected in (probability, 0.515), (constant, 0.599):
        assert -np.mean(np.log(np.where(repaid == 1, p, 1 - p))) == pytest.approx(
            expected, abs=5e-3
        )


def test_the_best_profit_is_at_break_even_where_probabilities_are_true(applicants) -> None:
    _, repaid, probability = applicants
    prices = {"gain": 100, "loss": 400}
    earned = {
        threshold: mean_profit(probability, repaid, **prices, threshold=threshold)
        for threshold in (0.0, 0.7, 0.8, 0.9)
    }
    assert earned[0.8] == pytest.approx(14.45, abs=1.5)
    assert earned[0.0] == pytest.approx(-43.3, abs=2)
    assert max(earned, key=lambda threshold: earned[threshold]) == 0.8


def test_each_draw_is_new_and_the_same_seed_gives_the_same() -> None:
    for draw in demand, lambda n, rng: loans(n, rng)[0]:
        rng = np.random.default_rng(3)
        first, second = draw(5, rng), draw(5, rng)
        assert not np.array_equal(first, second)
        assert np.array_equal(first, draw(5, np.random.default_rng(3)))


APPLICANTS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 1)), min_size=1, max_size=8)


@given(APPLICANTS, st.floats(1, 1000), st.floats(1, 1000), st.floats(-0.5, 1.5))
def test_no_threshold_earns_more_than_the_best(
    rows, gain: float, loss: float, other: float
) -> None:
    probability, repaid = (np.array(column) for column in zip(*rows, strict=True))
    prices = {"gain": gain, "loss": loss}
    best = best_threshold(probability, repaid, **prices)
    earned = mean_profit(probability, repaid, **prices, threshold=best)
    assert earned >= mean_profit(probability, repaid, **prices, threshold=other) - 1e-9
    assert earned >= 0


def test_the_naive_forecast_is_the_last_column_and_a_copy() -> None:
    X, _ = lag_features(np.array([10.0, 12.0, 11.0, 13.0]), 2)
    forecast = finance.naive_forecast(X)
    assert forecast.tolist() == [12.0, 11.0]
    forecast[0] = 0
    assert X[0, 1] == 12.0
