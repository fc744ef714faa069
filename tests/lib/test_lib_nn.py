"""Lessons 04 to 06: every gradient against central differences, and the properties that the lessons
name.
"""

import warnings
from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from course_lib import nn

numbers = st.floats(-30, 30)
matrices = arrays(np.float64, st.tuples(st.integers(1, 5), st.integers(1, 5)), elements=numbers)


def gap(a: np.ndarray, b: np.ndarray) -> float:
    """Return the largest difference, relative to the largest value."""
    assert a.shape == b.shape
    return float(np.max(np.abs(a - b)) / np.max(np.abs(b)))


def test_forward_reproduces_the_example_worked_by_hand() -> None:
    params = {
        "W1": np.array([[1.0, -1, 2], [0, 1, -1]]),
        "b1": np.array([0.0, -2, 1]),
        "W2": np.array([[1.0, 0], [5, 5], [1, -1]]),
        "b2": np.array([0.0, 1]),
    }
    logits, cache = nn.mlp_forward(np.array([[1.0, 2]]), params)
    np.testing.assert_array_equal(cache["z1"], [[1, -1, 1]])
    np.testing.assert_array_equal(cache["h1"], [[1, 0, 1]])
    np.testing.assert_array_equal(logits, [[2, 0]])
    np.testing.assert_allclose(nn.softmax(logits), [[0.881, 0.119]], atol=5e-4)


def test_backward_reproduces_the_example_worked_by_hand() -> None:
    x, W, dout = (
        np.array([[1.0, 2], [0, 1], [3, 1]]),
        np.array([[2.0], [-1]]),
        np.array([[1.0], [-1], [2]]),
    )
    dx, dW, db = nn.linear_backward(dout, x, W)
    np.testing.assert_array_equal(dW, [[7], [3]])
    np.testing.assert_array_equal(db, [2])
    np.testing.assert_array_equal(dx, [[2, -1], [-2, 1], [4, -2]])


def test_losses_reproduce_the_examples_worked_by_hand() -> None:
    logits = np.log([[1.0, 2.0, 5.0], [1.0, 2.0, 5.0]])
    assert nn.cross_entropy(logits, np.array([2, 0])) == pytest.approx(
        (np.log(8 / 5) + np.log(8)) / 2
    )
    z = np.log(np.array([3.0]))
    assert nn.binary_cross_entropy(z, np.array([1])) == pytest.approx(np.log(4 / 3))
    assert nn.binary_cross_entropy(z, np.array([0.0])) == pytest.approx(np.log(4))
    assert nn.mse_loss(np.array([1.0, 2]), np.array([1.0, 4])) == 2.0


def test_losses_equal_the_figures_stored_from_pytorch() -> None:
    z = np.sin(np.arange(12.0)).reshape(4, 3) * 5
    assert nn.cross_entropy(z, np.array([2, 0, 1, 1])) == pytest.approx(
        1.7965672982588545, rel=1e-14
    )
    assert nn.binary_cross_entropy(z[:, 0], np.array([1, 0, 1, 0])) == pytest.approx(
        1.3996599299224668, rel=1e-14
    )


@given(matrices, st.floats(-1000, 1000))
def test_softmax_is_a_distribution_that_a_shift_leaves_alone(z: np.ndarray, shift: float) -> None:
    p = nn.softmax(z)
    assert np.all(p >= 0)
    np.testing.assert_allclose(p.sum(axis=-1), 1, rtol=1e-12)
    np.testing.assert_allclose(nn.softmax(z + shift), p, rtol=1e-9, atol=1e-12)


@given(matrices)
def test_sigmoid_is_the_softmax_of_two(z: np.ndarray) -> None:
    pairs = np.stack([z, np.zeros_like(z)], axis=-1)
    np.testing.assert_allclose(nn.sigmoid(z), nn.softmax(pairs)[..., 0], rtol=1e-12)
    np.testing.assert_allclose(nn.sigmoid(z) + nn.sigmoid(-z), 1, rtol=1e-12)


def test_large_scores_are_right_and_warn_of_nothing() -> None:
    big = np.array([-1000.0, 0.0, 1000.0])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        np.testing.assert_array_equal(nn.sigmoid(big), [0, 0.5, 1])
        np.testing.assert_array_equal(nn.softmax(big), [0, 0, 1])
        assert nn.cross_entropy(big[None], np.array([0])) == 2000
        assert nn.binary_cross_entropy(big, np.array([1, 1, 1])) == pytest.approx(
            (1000 + np.log(2)) / 3
        )
        assert nn.binary_cross_entropy(np.array([40.0]), np.array([1])) == pytest.approx(
            np.exp(-40), rel=1e-12
        )


def test_mse_refuses_shapes_that_would_broadcast() -> None:
    with pytest.raises(ValueError, match=r"\(4,\).*\(4, 1\)"):
        nn.mse_loss(np.zeros(4), np.zeros((4, 1)))


def test_one_hot_marks_the_label() -> None:
    rows = nn.one_hot(np.array([2, 0]), 3)
    np.testing.assert_array_equal(rows, [[0, 0, 1], [1, 0, 0]])
    assert rows.dtype == np.float64


def test_accuracy_is_a_share() -> None:
    logits = np.array([[3.0, 1, 0], [0, 1, 5], [0, 4, 1], [9, 1, 2]])
    assert nn.accuracy(logits, np.array([0, 2, 0, 0])) == 0.75


@pytest.mark.parametrize("shape", [(), (4,), (3, 2), (2, 1, 3)])
def test_numerical_gradient_leaves_x_alone_in_any_shape(shape: tuple[int, ...]) -> None:
    x = np.random.default_rng(0).normal(size=shape)
    before = x.copy()
    slopes = nn.numerical_gradient(lambda a: float(np.sum(np.sin(a))), x)
    assert slopes.shape == shape
    np.testing.assert_allclose(slopes, np.cos(x), atol=1e-9)
    np.testing.assert_array_equal(x, before)


def test_gradient_of_each_loss_agrees_with_central_differences() -> None:
    rng = np.random.default_rng(1)
    logits, labels = rng.normal(size=(5, 3)), np.array([0, 2, 1, 1, 0])
    measured = nn.numerical_gradient(lambda z: nn.cross_entropy(z, labels), logits)
    assert gap(nn.cross_entropy_grad(logits, labels), measured) < 1e-8
    for shape in (5,), (5, 3):
        y_pred, y = rng.normal(size=shape), rng.normal(size=shape)
        measured = nn.numerical_gradient(partial(nn.mse_loss, y=y), y_pred)
        assert gap(nn.mse_grad(y_pred, y), measured) < 1e-8


def test_gradient_of_each_layer_agrees_with_central_differences() -> None:
    rng = np.random.default_rng(2)
    x, W, b, weight = (rng.normal(size=shape) for shape in ((5, 3), (3, 2), (2,), (5, 2)))
    dx, dW, db = nn.linear_backward(weight, x, W)
    assert (
        gap(dx, nn.numerical_gradient(lambda a: float(np.sum(weight * nn.linear(a, W, b))), x))
        < 1e-8
    )
    assert (
        gap(dW, nn.numerical_gradient(lambda a: float(np.sum(weight * nn.linear(x, a, b))), W))
        < 1e-8
    )
    assert (
        gap(db, nn.numerical_gradient(lambda a: float(np.sum(weight * nn.linear(x, W, a))), b))
        < 1e-8
    )
    measured = nn.numerical_gradient(lambda a: float(np.sum(weight * nn.relu(a))), x[:, :2])
    assert gap(nn.relu_backward(weight, x[:, :2]), measured) < 1e-8


@pytest.mark.parametrize("sizes", [[4, 3], [4, 6, 3], [4, 5, 6, 2], [3] * 13])
def test_gradient_of_the_network_agrees_with_central_differences(sizes: list[int]) -> None:
    rng = np.random.default_rng(3)
    params = nn.init_params(sizes, rng)
    for name in params:
        params[name] += 0.1 * rng.normal(size=params[name].shape)
    x, labels = rng.normal(size=(5, sizes[0])), rng.integers(sizes[-1], size=5)
    logits, cache = nn.mlp_forward(x, params)
    grads = nn.mlp_backward(nn.cross_entropy_grad(logits, labels), params, cache)
    assert list(grads) == list(params)
    for name, value in params.items():

        def loss(a: np.ndarray, name: str = name) -> float:
            return nn.cross_entropy(nn.mlp_forward(x, params | {name: a})[0], labels)

        np.testing.assert_allclose(
            grads[name], nn.numerical_gradient(loss, value), rtol=1e-6, atol=1e-9
        )


def test_layers_are_counted_and_not_sorted_as_text() -> None:
    params = nn.init_params([2] * 13, np.random.default_rng(0))
    x = np.ones((3, 2))
    logits, cache = nn.mlp_forward(x, params)
    assert set(cache) == {"x", *(f"{kind}{layer}" for kind in "zh" for layer in range(1, 12))}
    shuffled = dict(sorted(params.items()))
    np.testing.assert_array_equal(nn.mlp_forward(x, shuffled)[0], logits)


def test_first_weights_are_he_normal_and_biases_zero() -> None:
    params = nn.init_params([200, 300, 10], np.random.default_rng(0))
    assert {name: p.shape for name, p in params.items()} == {
        "W1": (200, 300),
        "b1": (300,),
        "W2": (300, 10),
        "b2": (10,),
    }
    assert params["W1"].std() == pytest.approx(np.sqrt(2 / 200), rel=0.02)
    assert abs(params["W1"].mean()) < 0.002
    assert not params["b1"].any()


@given(matrices)
def test_nothing_changes_its_arguments(z: np.ndarray) -> None:
    before = z.copy()
    labels = np.zeros(len(z), dtype=int)
    for f in (nn.relu, nn.sigmoid, nn.softmax):
        f(z)
    (
        nn.cross_entropy(z, labels),
        nn.cross_entropy_grad(z, labels),
        nn.relu_backward(z, z),
        nn.mse_grad(z, z + 1),
    )
    np.testing.assert_array_equal(z, before)


def test_float32_stays_float32() -> None:
    params = {
        name: p.astype(np.float32)
        for name, p in nn.init_params([4, 5, 3], np.random.default_rng(0)).items()
    }
    x = np.ones((2, 4), np.float32)
    logits, cache = nn.mlp_forward(x, params)
    grads = nn.mlp_backward(nn.cross_entropy_grad(logits, np.array([0, 1])), params, cache)
    assert {logits.dtype, nn.sigmoid(x).dtype, *(g.dtype for g in grads.values())} == {
        np.dtype(np.float32)
    }
