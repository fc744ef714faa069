"""Exceptions that name the mistake behind them, and those that do not."""

import linecache
from typing import Any

import numpy as np
import pytest

from course_lib.checking.catalogue import find
from course_lib.checking.check import verdict_in
from course_lib.checking.diagnosing.finding import Finding, Ground
from course_lib.checking.running.library import library_version

CELL = "<a cell>"


def first(name: str, source: str) -> Finding:
    """The first finding on a source, with the library's versions for the helpers that it calls."""
    exercise = find(name)
    assert exercise is not None
    namespace: dict[str, Any] = {"np": np, "__name__": "__main__"}
    for earlier in exercise.uses:
        namespace[earlier] = library_version(find(earlier))  # type: ignore[arg-type]
    linecache.cache[CELL] = len(source), None, source.splitlines(keepends=True), CELL
    exec(compile(source, CELL, "exec"), namespace)
    return verdict_in(exercise, namespace, namespace[name]).findings[0]


NUM_BATCHES = "def num_batches(n, batch_size, drop_last=False):\n    return "
SGD = "def sgd_step(params, grads, learning_rate):\n    return "
DEFAULTS = "learning_rate=1e-3, beta1=0.9, beta2=0.999, eps=1e-8"
ADAM = "class Adam:\n    def __init__(self, {}):\n        self.t = 0\n    def step({}):\n        {}"
NO_SELF = ADAM.format(DEFAULTS, "params, grads", "return None or 0")
NO_DEFAULTS = ADAM.format("learning_rate, beta1, beta2, eps", "self, params, grads", "self.t += 1")
TRAINER = (
    "class Trainer:\n"
    '    def __init__(self, hidden=(64,), *, optimizer="adam", learning_rate=1e-3, schedule=None,\n'
    "                 batch_size=32, epochs=100, patience=10, rng=None):\n"
    "        self.hidden, self.schedule, self.rng = hidden, schedule, rng\n"
    "    def fit(self, X, y, X_val, y_val):\n"
    "        {}\n"
    "    def predict(self, X):\n"
    "        return X\n"
)
SHUFFLE = "def shuffle_together(X, y, rng):\n    "
MINIBATCHES = "def minibatches(X, y, batch_size, *, rng=None, drop_last=False):\n    "


@pytest.mark.parametrize(
    ("name", "source", "says"),
    [
        ("num_batches", NUM_BATCHES + "n // batchsize", "an argument is called `batch_size`"),
        (
            "cross_entropy_grad",
            "def cross_entropy_grad(logits, labels):\n    return soft_max(logits)",
            "an earlier function is called `softmax`",
        ),
        ("double", "def double(x):\n    return x ^ 2", "stops at `^`"),
        (
            "sweep",
            "def sweep(train, rates):\n    return {r: 0.0 * has_diverged(r) for r in rates}",
            "or inside of `has_diverged`",
        ),
        ("shuffle_together", SHUFFLE + "print(X)", "hands back nothing"),
        ("minibatches", MINIBATCHES + "yield rng(len(X))", "calls `rng` where it is `None`"),
        (
            "Trainer",
            TRAINER.format("return np.zeros([3, self.hidden])"),
            "hands on a tuple where one whole number is needed",
        ),
        (
            "Trainer",
            TRAINER.format("return [3] + self.hidden + [2]"),
            "joins a list and a tuple with `+`",
        ),
        ("minibatches", MINIBATCHES + "print(X)", "hands back nothing"),
        ("Adam", NO_SELF, "3 things in all"),
        ("Adam", NO_DEFAULTS, "cannot be called without `beta1`, `beta2` and `eps`"),
        (
            "evaluate",
            "def evaluate(params, X, labels):\n    return mlp_forward(params, X)",
            "hands `mlp_forward` its `params` where it takes `x`",
        ),
        (
            "evaluate",
            "def evaluate(params, X, labels):\n    return mlp_forward(X)",
            "calls `mlp_forward` without `params`",
        ),
        (
            "evaluate",
            "def evaluate(params, X, labels):\n    return mlp_forward(X, params, labels)",
            "hands `mlp_forward` 3 things by their place",
        ),
        (
            "evaluate",
            "def evaluate(params, X, labels):\n    return mlp_forward(X, params, y=labels)",
            "an argument `y`",
        ),
        ("relu", "def relu(z):\n    return z if z > 0 else 0", "asks one yes or no"),
        (
            "mlp_forward",
            "def mlp_forward(x, params):\n    return x @ params['W0'], {}",
            "looks for `W0`",
        ),
        (
            "mlp_forward",
            "def mlp_forward(x, params):\n    return x @ params['W9'], {}",
            "looks for `W9`",
        ),
        ("sgd_step", SGD + "{'w': params['w'] - learning_rate * grads['w']}", "a name from the"),
        ("sgd_step", SGD + "params - learning_rate * grads", "computes with a whole dict"),
        (
            "minibatches",
            MINIBATCHES + "order = rng.permutation(len(X))\n    yield X[order], y[order]",
            "although no `rng` was handed in",
        ),
        ("center", "def center(X):\n    return X - X.mean(axis=1)", "3 numbers meet 2 columns"),
        ("double", "def double(x):\n    return int(2 * x)", "a function that takes one number"),
        (
            "weighted_sums",
            "def weighted_sums(X, w):\n    return [w[0][0] for row in X]",
            "looks something up in a single number",
        ),
        ("double", "def double(x):\n    return x(2)", "calls a number as if it were a function"),
        (
            "one_hot",
            "def one_hot(labels, num_classes):\n    table = 1\n    table[0] = 1\n    return table",
            "writes into a place of something that is a single number",
        ),
        (
            "flatten_images",
            "def flatten_images(images):\n    images /= 16\n    return images",
            "whole numbers in place",
        ),
        ("double", "def double(x):\n    return double(x)", "calls itself again and again"),
        (
            "double",
            "def double(x):\n    y += x\n    return y",
            "reads `y` before it has set it",
        ),
        ("double", "def double(x):\n    return x / 0", "divides by something that is 0"),
        (
            "bag_of_words",
            "def bag_of_words(texts, vocabulary):\n    return [vocabulary['cast'] for t in texts]",
            "looks for `cast` in `vocabulary`",
        ),
        (
            "double",
            "def double(x):\n    raise ValueError('no')",
            "raises its own `ValueError`",
        ),
    ],
)
def test_what_an_exception_leaves_no_doubt_about_is_named(
    name: str, source: str, says: str
) -> None:
    finding = first(name, source)
    assert says in finding.did
    assert finding.ground == Ground.MISTAKE
    assert finding.mistake


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("double", "def double(x):\n    return nothing_like_it"),
        ("double", "def double(x):\n    return x.missing"),
        ("double", "def double(x):\n    return {}['a']"),
        ("double", "def double(x):\n    return [][2]"),
        ("linear", "def linear(x, W, b):\n    return x @ W @ W + b"),
    ],
)
def test_what_may_have_several_causes_is_explained_only(name: str, source: str) -> None:
    finding = first(name, source)
    assert finding.ground == Ground.EXCEPTION
    assert finding.mistake == ""


def test_a_helper_that_gets_several_things_for_one_array_is_told() -> None:
    source = (
        "def evaluate(params, X, labels):\n    return cross_entropy(mlp_forward(X, params), labels)"
    )
    assert "hands on several things" in first("evaluate", source).did
    source = "def sgd_step(params, grads, learning_rate):\n    return {k: p for k, p in params}"
    assert "into 2 names where 1 came" in first("sgd_step", source).did
    source = "def train_step(params, x, labels, optimizer):\n    return optimizer(params)"
    assert "calls `optimizer` itself" in first("train_step", source).did


BACKWARD = """
def mlp_backward(dlogits, params, cache):
    {}
    return {{}}
"""


def test_an_exception_inside_of_a_helper_is_told_as_such() -> None:
    call = "linear_backward(dlogits, cache['x'], params['W1'].T[:, :1])"
    said = first("mlp_backward", BACKWARD.format(call)).did
    assert f"inside of `linear_backward`, called on the line `{call}`" in said
    own = "def back(a, b):\n    return a @ b\n"
    said = first("mlp_backward", own + BACKWARD.format("back(dlogits, cache['x'][:0])")).did
    assert "on the line `return a @ b` of `back`" in said
    said = first("mlp_backward", BACKWARD.format("dlogits @ cache['x'][:0]")).did
    assert "on the line `dlogits @ cache['x'][:0]`." in said
