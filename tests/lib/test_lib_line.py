"""Lessons 01 to 03: the numbers that the lessons work by hand, and the edges that they name."""

import numpy as np
import pytest

from course_lib.line import (
    batch_gradient,
    epochs_to_reach,
    gradient,
    run_epoch,
    squared_error,
    train,
    train_epochs,
    train_minibatch,
    two_gradients,
)
from course_lib.nn import mse_loss, numerical_gradient

X = np.array([[1.0, 0], [0, 1], [2, 1], [1, 3]])
y = np.array([1.0, 3, 3, 6])


def test_one_weight_reproduces_the_seed_example() -> None:
    x = np.array([1, 2, 3, 4])
    w, losses = train(x, 2 * x)
    assert w == pytest.approx(2.0, abs=1e-12)
    assert (losses[0], losses[10]) == (83.611435094016, 8.891991527514134e-05)
    assert len(losses) == 100
    assert train(x, 2 * x, epochs=0) == (0.0, [])


@pytest.mark.parametrize("size", [0.0, -1.3, 2.5])
def test_slopes_of_one_example_agree_with_a_nudge(size: float) -> None:
    def loss(wb: np.ndarray) -> float:
        return float(squared_error(wb[0] * 1.7 + wb[1], -0.4))

    dw, db = numerical_gradient(loss, np.array([size, 0.3]))
    assert two_gradients(size, 0.3, 1.7, -0.4) == pytest.approx((dw, db), rel=1e-7)
    slope = numerical_gradient(lambda w: float(squared_error(w[0] * 1.7, -0.4)), np.array([size]))
    assert gradient(size, 1.7, -0.4) == pytest.approx(slope[0], rel=1e-7)


def test_an_epoch_uses_one_prediction_for_both_slopes() -> None:
    w, b, loss = run_epoch(0.0, 0.0, np.array([1.0, 2.0]), np.array([3.0, 5.0]), 0.1)
    assert (w, b, loss) == pytest.approx((1.88, 1.24, 9.62))


def test_history_holds_the_state_after_each_epoch() -> None:
    history = train_epochs(np.array([1.0, 2.0]), np.array([3.0, 5.0]), epochs=3, learning_rate=0.1)
    w = b = 0.0
    for epoch in range(3):
        w, b, loss = run_epoch(w, b, np.array([1.0, 2.0]), np.array([3.0, 5.0]), 0.1)
        assert [history[key][epoch] for key in ("w", "b", "loss")] == [w, b, loss]
    assert train_epochs(X[:, 0], y, epochs=0, learning_rate=0.1) == {"w": [], "b": [], "loss": []}


@pytest.mark.parametrize(("target", "epochs"), [(9, 1), (4, 2), (3.5, 3), (0.5, None)])
def test_epochs_are_counted_from_one_to_the_first_that_reaches(
    target: float, epochs: int | None
) -> None:
    assert epochs_to_reach([9.0, 4.0, 3.0, 3.5, 1.0], target) == epochs


def test_batch_gradient_is_that_of_the_mean() -> None:
    w, b = np.array([1.0, 0.0]), 1.0
    dw, db = batch_gradient(X, y, w, b)
    np.testing.assert_allclose(dw, [-1.5, -7.0])
    assert db == pytest.approx(-2.5)
    np.testing.assert_allclose(
        dw, numerical_gradient(lambda w: mse_loss(X @ w + b, y), w), rtol=1e-7
    )


def test_an_epochs_loss_is_the_mean_over_examples_not_over_batches() -> None:
    _, _, losses = train_minibatch(
        X, y, batch_size=3, learning_rate=0.0, epochs=2, rng=np.random.default_rng(3)
    )
    assert losses == pytest.approx([np.mean(y**2)] * 2)


def test_minibatch_training_finds_the_plane_and_is_repeatable() -> None:
    rng = np.random.default_rng(0)
    rows = rng.normal(size=(50, 2))
    targets = rows @ [2.0, -1.0] + 0.5

    def run(seed: int) -> tuple[np.ndarray, float, list[float]]:
        rng = np.random.default_rng(seed)
        return train_minibatch(rows, targets, batch_size=8, learning_rate=0.1, epochs=40, rng=rng)

    w, b, losses = run(1)
    np.testing.assert_allclose([*w, b], [2.0, -1.0, 0.5], atol=1e-6)
    assert losses[-1] < 1e-10
    assert run(1)[2] == losses
    assert run(2)[2] != losses
