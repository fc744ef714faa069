"""Lesson 10: held-out rows stay out, scaling sees training rows alone, the best epoch returns."""

from typing import Any

import numpy as np
import pytest
from sklearn.preprocessing import StandardScaler

from course_lib import nn
from course_lib.data import two_spirals
from course_lib.loop import evaluate, fit
from course_lib.optim import SGD, Adam
from course_lib.validation import EarlyStopping, Standardizer, fit_with_validation, train_val_split


@pytest.mark.parametrize(
    ("n", "val_fraction", "held_out"),
    [(10, 0.3, 3), (11, 0.3, 3), (7, 0.25, 2), (10, 0.25, 2), (5, 0.0, 0), (5, 1.0, 5)],
)
def test_a_split_holds_out_the_rounded_share_of_the_rows(
    n: int, val_fraction: float, held_out: int
) -> None:
    X, y = np.arange(2.0 * n).reshape(n, 2), np.arange(n)
    X_train, y_train, X_val, y_val = train_val_split(X, y, val_fraction, np.random.default_rng(0))
    assert (len(X_train), len(X_val)) == (n - held_out, held_out)
    assert sorted([*y_train, *y_val]) == [*range(n)]
    assert np.array_equal(X_train, X[y_train])
    assert np.array_equal(X_val, X[y_val])


def test_a_split_is_random_and_repeats_with_its_rng() -> None:
    X, y = np.arange(60.0).reshape(30, 2), np.arange(30, dtype=np.int32)
    first, again, third = (
        train_val_split(X, y, 0.2, np.random.default_rng(seed)) for seed in (0, 0, 1)
    )
    assert np.array_equal(first[3], again[3])
    assert not np.array_equal(np.sort(first[3]), np.sort(third[3]))
    assert first[1].dtype == np.int32


def test_scaling_agrees_with_scikit_learns() -> None:
    rng = np.random.default_rng(0)
    train, new = rng.normal(5.0, [1, 100, 0.01], (40, 3)), rng.normal(5.0, 3.0, (7, 3))
    ours, theirs = Standardizer().fit(train), StandardScaler().fit(train)
    np.testing.assert_allclose(ours.transform(new), theirs.transform(new), rtol=1e-12)
    np.testing.assert_allclose(ours.transform(train).std(axis=0), 1.0)


@pytest.mark.parametrize("value", [3.0, 0.1])
def test_a_constant_feature_becomes_0(value: float) -> None:
    scaled = Standardizer().fit(np.full((3, 2), value)).transform(np.full((3, 2), value))
    np.testing.assert_allclose(scaled, 0.0, atol=1e-15)


def stops(
    losses: list[float], patience: int, min_delta: float = 0.0
) -> tuple[list[bool], EarlyStopping]:
    """What `update` answers on each loss, the number of the update being the parameter."""
    stopping = EarlyStopping(patience, min_delta)
    params = {"W1": np.zeros(1)}
    answers = []
    for number, loss in enumerate(losses):
        params["W1"][:] = number
        answers.append(stopping.update(loss, params))
    return answers, stopping


def test_patience_decides_whether_the_lower_loss_is_found() -> None:
    losses = [5, 4, 4, 4.5, 3, 3.2]
    answers, stopping = stops(losses[:4], patience=2)
    assert answers == [False, False, False, True]
    assert stopping.best_loss == 4
    assert stopping.best_params is not None
    assert stopping.best_params["W1"] == 1
    answers, stopping = stops(losses, patience=3)
    assert answers == [False] * 6
    assert stopping.best_loss == 3
    assert stopping.best_params is not None
    assert stopping.best_params["W1"] == 4


def test_an_improvement_must_exceed_min_delta() -> None:
    answers, stopping = stops([1.0, 0.75, 0.5], patience=2, min_delta=0.25)
    assert answers == [False, False, False]
    assert stopping.best_loss == 0.5  # 0.75 is not below 1 - 0.25, 0.5 is


def test_nan_never_improves() -> None:
    answers, stopping = stops([np.nan, np.nan, 2.0, np.nan, np.nan], patience=2)
    assert answers == [False, True, False, False, True]
    assert stopping.best_loss == 2.0


def spirals() -> tuple[tuple[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]:
    X, labels = two_spirals(120, np.random.default_rng(0), noise=0.2)
    X_train, labels_train, X_val, labels_val = train_val_split(
        X, labels, 0.5, np.random.default_rng(1)
    )
    return (X_train, labels_train), (X_val, labels_val)


def test_training_stops_and_gives_the_best_parameters_back() -> None:
    train, val = spirals()
    params = nn.init_params([2, 64, 2], np.random.default_rng(2))
    settings: dict[str, Any] = {"epochs": 300, "batch_size": 16, "patience": 8}
    rng = np.random.default_rng(3)
    best, history = fit_with_validation(
        params, train, val, optimizer=Adam(0.02), rng=rng, **settings
    )
    losses = history["val_loss"]
    assert len(losses) == len(history["train_loss"]) == int(np.argmin(losses)) + 1 + 8
    assert evaluate(best, *val)["loss"] == min(losses)
    assert evaluate(params, *train)["loss"] == history["train_loss"][-1]


def test_while_it_improves_it_trains_as_fit_does() -> None:
    train, val = spirals()
    params, same = (nn.init_params([2, 8, 2], np.random.default_rng(2)) for _ in range(2))
    settings: dict[str, Any] = {"optimizer": SGD(0.1), "epochs": 5, "batch_size": 16}
    rng, same_rng = np.random.default_rng(3), np.random.default_rng(3)
    _, history = fit_with_validation(params, train, val, patience=5, rng=rng, **settings)
    expected = fit(same, *train, rng=same_rng, **settings)
    assert history["train_loss"] == expected["loss"]


@pytest.mark.parametrize("epochs", [0, 2])
def test_without_a_best_epoch_the_parameters_come_back_as_they_are(epochs: int) -> None:
    train, (X_val, labels_val) = spirals()
    params = nn.init_params([2, 4, 2], np.random.default_rng(2))
    nothing_known = (np.full_like(X_val, np.nan), labels_val)
    settings: dict[str, Any] = {"epochs": epochs, "batch_size": 16, "patience": 5}
    rng = np.random.default_rng(3)
    best, history = fit_with_validation(
        params, train, nothing_known, optimizer=SGD(0.1), rng=rng, **settings
    )
    assert best is params
    assert len(history["val_loss"]) == epochs
