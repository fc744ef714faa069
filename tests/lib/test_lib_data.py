"""Batches hand out every row once; the data sets are what they say they are."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib.data import (
    apples,
    digits,
    minibatches,
    noisy_line,
    num_batches,
    shuffle_together,
    two_groups,
    two_spirals,
)

sizes = st.integers(0, 40)
batch_sizes = st.integers(1, 12)


@given(sizes, batch_sizes, st.booleans(), st.none() | st.integers(0, 5))
def test_batches_partition_the_rows(
    n: int, batch_size: int, drop_last: bool, seed: int | None
) -> None:
    X, y = np.arange(2 * n).reshape(n, 2), np.arange(n, dtype=np.float32)
    rng = None if seed is None else np.random.default_rng(seed)
    batches = list(minibatches(X, y, batch_size, rng=rng, drop_last=drop_last))
    assert len(batches) == num_batches(n, batch_size, drop_last)
    kept = n - n % batch_size if drop_last else n
    seen = [int(label) for _, labels in batches for label in labels]
    assert len(seen) == len(set(seen)) == kept
    assert [len(rows) for rows, _ in batches[:-1]] == [batch_size] * max(len(batches) - 1, 0)
    for rows, labels in batches:
        np.testing.assert_array_equal(rows[:, 0], 2 * labels)
        assert (rows.dtype, labels.dtype) == (X.dtype, y.dtype)
    if rng is None:
        assert seen == list(range(kept))


@pytest.mark.parametrize("drop_last", [False, True])
def test_no_rows_make_no_batches(drop_last: bool) -> None:
    assert num_batches(0, 4, drop_last) == 0
    assert num_batches(3, 4, drop_last) == (0 if drop_last else 1)


def test_shuffling_keeps_pairs_and_leaves_the_arguments_alone() -> None:
    X, y = np.arange(60).reshape(30, 2), np.arange(30)
    rng = np.random.default_rng(0)
    first, second = shuffle_together(X, y, rng), shuffle_together(X, y, rng)
    for rows, labels in (first, second):
        np.testing.assert_array_equal(rows[:, 0], 2 * labels)
        np.testing.assert_array_equal(np.sort(labels), y)
    assert not np.array_equal(first[1], second[1])
    np.testing.assert_array_equal(y, np.arange(30))
    np.testing.assert_array_equal(shuffle_together(X, y, np.random.default_rng(0))[1], first[1])


def test_every_order_is_equally_likely() -> None:
    rng = np.random.default_rng(0)
    orders = [tuple(shuffle_together(np.arange(3), np.arange(3), rng)[1]) for _ in range(6000)]
    counts = np.array([orders.count(order) for order in set(orders)])
    assert len(counts) == 6
    assert (
        np.sum((counts - 1000) ** 2 / 1000) < 40
    )  # chi squared, 5 degrees: one false alarm in 6 million seeds


@pytest.mark.parametrize("make", [noisy_line, two_groups, two_spirals])
def test_made_data_come_from_the_rng_alone(make) -> None:
    first, again = make(31, np.random.default_rng(4)), make(31, np.random.default_rng(4))
    for a, b in zip(first, again, strict=True):
        assert len(a) == 31
        np.testing.assert_array_equal(a, b)


def test_noisy_line_scatters_about_the_line() -> None:
    x, y = noisy_line(20_000, np.random.default_rng(0), slope=3.0, intercept=-1.0, noise=0.5)
    np.testing.assert_allclose(np.polyfit(x, y, 1), [3.0, -1.0], atol=0.03)
    assert np.std(y - 3 * x + 1) == pytest.approx(0.5, rel=0.03)


def test_groups_are_sorted_by_label() -> None:
    X, labels = two_groups(41, np.random.default_rng(0))
    assert np.sum(labels == 0) == 20
    assert np.all(np.diff(labels) >= 0)
    assert X[labels == 0, 0].mean() < 0 < X[labels == 1, 0].mean()


def test_spirals_are_balanced_and_beyond_a_straight_line() -> None:
    X, labels = two_spirals(2000, np.random.default_rng(0))
    assert np.mean(labels) == 0.5
    assert np.abs(X).max() < 1.3
    A = np.column_stack([X, np.ones(len(X))])
    line, *_ = np.linalg.lstsq(A, 2 * labels - 1, rcond=None)
    assert np.mean((A @ line > 0) == labels) < 0.75


def test_apples_are_balanced_differ_between_draws_and_are_beyond_straight_lines() -> None:
    X, labels = apples(1200, np.random.default_rng(0))
    assert X.shape == (1200, 5)
    np.testing.assert_array_equal(np.bincount(labels), [300] * 4)
    assert np.abs(X).mean(axis=0).max() > 1e6 * np.abs(X).mean(axis=0).min()
    scaled = (X - X.mean(axis=0)) / X.std(axis=0)
    A = np.column_stack([scaled, np.ones(len(X))])
    lines, *_ = np.linalg.lstsq(A, np.eye(4)[labels], rcond=None)
    assert np.mean((A @ lines).argmax(axis=1) == labels) < 0.45
    others, _ = apples(1200, np.random.default_rng(1))
    assert not np.allclose(np.corrcoef(X.T), np.corrcoef(others.T), atol=0.1)


def test_apples_come_the_same_from_either_kind_of_generator() -> None:
    for kind in np.random.default_rng, np.random.RandomState:
        for one, again in zip(apples(40, kind(3)), apples(40, kind(3)), strict=True):
            np.testing.assert_array_equal(one, again)


def test_digits_are_those_that_scikit_learn_loads() -> None:
    from sklearn.datasets import load_digits

    images, labels = load_digits(return_X_y=True)
    np.testing.assert_array_equal(digits()[0], images / 16)
    np.testing.assert_array_equal(digits()[1], labels)


def test_digits_are_images_from_paper_to_ink() -> None:
    X, labels = digits()
    assert X.shape == (1797, 64)
    assert (X.min(), X.max()) == (0.0, 1.0)
    np.testing.assert_array_equal(np.unique(labels), np.arange(10))
