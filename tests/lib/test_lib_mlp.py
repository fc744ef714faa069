"""The fast network is the lessons' network: one flat vector, the same numbers."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from course_lib import nn
from course_lib.mlp import MLP, WIDE

widths = st.lists(st.integers(1, 9), min_size=2, max_size=5)


@settings(deadline=None)
@given(widths, st.integers(1, 20), st.integers(0, 100))
@example([3, WIDE, WIDE + 1, 2], 5, 0)  # rows with room after them
def test_it_equals_the_functions(sizes: list[int], n: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    model = MLP(sizes, rng, dtype=np.float64)
    model.flat_params["all"] += 0.1 * rng.normal(size=model.flat_params["all"].shape)
    for rows in (n, max(n // 2, 1), n + 3):  # room is reused for fewer rows, and made anew for more
        x, labels = rng.normal(size=(rows, sizes[0])), rng.integers(sizes[-1], size=rows)
        logits, cache = nn.mlp_forward(x, model.params)
        grads = nn.mlp_backward(nn.cross_entropy_grad(logits, labels), model.params, cache)
        np.testing.assert_allclose(model.forward(x), logits, rtol=1e-12, atol=1e-12)
        loss = model.backward(model.forward(x), labels)
        assert loss == pytest.approx(nn.cross_entropy(logits, labels), abs=1e-12)
        for name, grad in grads.items():
            np.testing.assert_allclose(model.grads[name], grad, rtol=1e-12, atol=1e-12)


@given(widths)
def test_names_are_views_of_the_one_vector(sizes: list[int]) -> None:
    model = MLP(sizes, np.random.default_rng(0))
    start = nn.init_params(sizes, np.random.default_rng(0))
    assert {name: p.shape for name, p in model.params.items()} == {
        name: p.shape for name, p in start.items()
    }
    assert sum(p.size for p in model.params.values()) == model.flat_params["all"].size
    for name, p in model.params.items():
        np.testing.assert_array_equal(p, start[name].astype(np.float32))
        assert np.shares_memory(p, model.flat_params["all"])
        assert np.shares_memory(model.grads[name], model.flat_grads["all"])
    before = {name: p.copy() for name, p in model.params.items()}
    model.flat_params["all"] += 1
    for name, p in model.params.items():
        np.testing.assert_array_equal(p, before[name] + 1)


@pytest.mark.parametrize(("dtype", "tolerance"), [(np.float32, 1e-4), (np.float64, 1e-12)])
def test_it_computes_in_its_own_precision(dtype: type, tolerance: float) -> None:
    model = MLP([4, 6, 3], np.random.default_rng(0), dtype=dtype)
    x, labels = np.random.default_rng(1).normal(size=(7, 4)), np.array([0, 1, 2, 0, 1, 2, 0])
    expected = nn.cross_entropy(nn.mlp_forward(x, model.params)[0], labels)
    assert model.backward(model.forward(x), labels) == pytest.approx(expected, rel=tolerance)
    assert {a.dtype for a in (model.forward(x), *model.params.values(), *model.grads.values())} == {
        np.dtype(dtype)
    }


def test_large_scores_do_not_overflow() -> None:
    model = MLP([2, 3], np.random.default_rng(0), dtype=np.float64)
    model.params["W1"][:] = [[1000, 0, -1000], [0, 0, 0]]
    with np.errstate(over="raise", invalid="raise"):
        assert model.backward(model.forward(np.array([[1.0, 0]])), np.array([2])) == 2000


def test_examples_and_labels_are_left_alone() -> None:
    model = MLP([2, 5, 3], np.random.default_rng(0))
    x, labels = np.ones((4, 2)), np.array([0, 1, 2, 0])
    model.backward(model.forward(x), labels)
    np.testing.assert_array_equal(x, np.ones((4, 2)))
    np.testing.assert_array_equal(labels, [0, 1, 2, 0])
