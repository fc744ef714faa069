"""Lessons 04 to 06: a network's forward pass, its loss, and the gradients that flow back.

The functions are those that a learner writes, in the order of the lessons. `mlp.py` has the same
mathematics arranged for speed.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np

from course_lib.data import Array

Params = dict[str, Array]

# Lesson 04: from input to prediction


def linear(x: Array, W: Array, b: Array) -> Array:
    """Apply a linear layer: `x @ W + b`.

    Arguments: `x` (n, d_in), weights `W` (d_in, d_out), biases `b` (d_out,).
    Returns: (n, d_out).
    """
    return x @ W + b  # (n, d_in) @ (d_in, d_out) -> (n, d_out)


def relu(z: Array) -> Array:
    """Keep what is positive and set the rest to 0: `max(z, 0)`, elementwise, any shape."""
    return np.maximum(z, 0)


def sigmoid(z: Array) -> Array:
    """Squeeze any number into 0 to 1: `1 / (1 + exp(-z))`, elementwise, any shape.

    For a negative z the same fraction is taken as exp(z) / (exp(z) + 1), so that `exp` never
    overflows.
    """
    small = np.exp(-np.abs(z))  # between 0 and 1, whatever z is
    p: Array = np.where(np.asarray(z) >= 0, 1, small) / (1 + small)
    return p


def softmax(z: Array) -> Array:
    """Turn each row of scores into probabilities: `exp(z) / Σ exp(z)` over the last axis.

    Taking the largest score off first changes nothing, as it divides out, and keeps `exp` from
    overflowing.
    """
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    p: Array = e / e.sum(axis=-1, keepdims=True)
    return p


def init_params(sizes: Sequence[int], rng: np.random.Generator) -> Params:
    """Draw the first parameters of a network.

    Arguments: `sizes`, the width of every layer from the input to the output, as in `[64, 32, 10]`.
    Returns: `{"W1": (64, 32), "b1": (32,), "W2": ...}`: weights normal with deviation √(2 / d_in),
    biases zero.
    Source: K. He and others, Delving Deep into Rectifiers, 2015, equation 10.
    """
    params = {}
    for layer, (d_in, d_out) in enumerate(pairwise(sizes), start=1):
        params[f"W{layer}"] = rng.normal(0.0, np.sqrt(2 / d_in), size=(d_in, d_out))
        params[f"b{layer}"] = np.zeros(d_out)
    return params


def mlp_forward(x: Array, params: Params) -> tuple[Array, dict[str, Array]]:
    """Run a network forward: linear layers with a ReLU between them and none after the last.

    Arguments: `x` (n, d_in) and `params` of any number of layers.
    Returns: `(logits, cache)`: (n, classes), and what the backward pass will need: `"x"`, and for
    each hidden layer `"z1"` before its ReLU and `"h1"` after it, and so on.
    """
    cache = {"x": x}
    h = x
    depth = len(params) // 2  # each layer has a W and a b
    for layer in range(1, depth):
        z = linear(h, params[f"W{layer}"], params[f"b{layer}"])
        h = relu(z)
        cache[f"z{layer}"], cache[f"h{layer}"] = z, h
    return linear(h, params[f"W{depth}"], params[f"b{depth}"]), cache


# Lesson 05: how wrong


def mse_loss(y_pred: Array, y: Array) -> float:
    """Return the mean squared error, `mean((y_pred - y)²)` over all elements.

    Arguments: predictions and targets of one shape, (n,) or (n, k).
    Raises: `ValueError` for two different shapes, which NumPy would otherwise broadcast into a
    table of differences.
    """
    if np.shape(y_pred) != np.shape(y):
        raise ValueError(f"y_pred {np.shape(y_pred)} and y {np.shape(y)} have different shapes")
    return float(np.mean((y_pred - y) ** 2))


def binary_cross_entropy(logits: Array, y: Array) -> float:
    """Return the mean of `-y log p - (1 - y) log(1 - p)` with p = sigmoid(logits), straight from
    the logits.

    Written out, each term is `log(1 + exp(z)) - y z`, and log(1 + exp(z)) = max(z, 0) + log(1 +
    exp(-|z|)).

    Arguments: `logits` (n,) and `y` (n,) of 0 and 1.
    """
    return float(np.mean(relu(logits) - logits * y + np.log1p(np.exp(-np.abs(logits)))))


def one_hot(labels: Array, num_classes: int) -> Array:
    """Write each label as a row with a single 1.

    Arguments: `labels` (n,), whole numbers from 0 to `num_classes - 1`.
    Returns: float64 (n, num_classes).
    """
    rows = np.zeros((len(labels), num_classes))
    rows[np.arange(len(labels)), labels] = 1
    return rows


def cross_entropy(logits: Array, labels: Array) -> float:
    """Return the mean of `-log softmax(logits)` at the true class, as log Σ exp(z) - z_true.

    Arguments: `logits` (n, classes) and `labels` (n,).
    """
    z = logits - np.max(logits, axis=1, keepdims=True)  # the largest is 0: exp cannot overflow
    true = z[np.arange(len(z)), labels]
    return float(np.mean(np.log(np.exp(z).sum(axis=1)) - true))


def accuracy(logits: Array, labels: Array) -> float:
    """Return the share of rows, 0 to 1, whose largest logit stands at the true class."""
    return float(np.mean(np.argmax(logits, axis=1) == labels))


# Lesson 06: who is to blame


def numerical_gradient(f: Callable[[Array], float], x: Array, eps: float = 1e-6) -> Array:
    """Measure the gradient of `f` at `x` by central differences: (f(x + eps) - f(x - eps)) / (2
    eps) in each element.

    Arguments: `f`, from an array to a number; `x`, floats of any shape, left as it was.
    Returns: the slopes, with the shape of `x`.
    """
    nudged = np.array(x, dtype=np.float64)
    slopes = np.zeros_like(nudged)
    for i in np.ndindex(nudged.shape):
        value = nudged[i]
        nudged[i] = value + eps
        above = f(nudged)
        nudged[i] = value - eps
        below = f(nudged)
        nudged[i] = value
        slopes[i] = (above - below) / (2 * eps)
    return slopes


def mse_grad(y_pred: Array, y: Array) -> Array:
    """Return the gradient of `mse_loss` in the predictions: `2 (y_pred - y) / size`, in their
    shape.
    """
    return 2 * (y_pred - y) / np.size(y_pred)


def linear_backward(dout: Array, x: Array, W: Array) -> tuple[Array, Array, Array]:
    """Pass a gradient back through `x @ W + b`.

    Arguments: `dout` (n, d_out), the gradient in the layer's output; the layer's `x` (n, d_in) and
    `W` (d_in, d_out).
    Returns: `(dx, dW, db)`, each in the shape of what it belongs to.
    """
    dx = dout @ W.T  # (n, d_out) @ (d_out, d_in) -> (n, d_in)
    dW = x.T @ dout  # (d_in, n) @ (n, d_out) -> (d_in, d_out)
    db = dout.sum(axis=0)  # (d_out,): b was added to every row
    return dx, dW, db


def relu_backward(dout: Array, z: Array) -> Array:
    """Pass a gradient back through `relu(z)`: it goes through where `z` was positive, and stops
    elsewhere.
    """
    return dout * (z > 0)


def cross_entropy_grad(logits: Array, labels: Array) -> Array:
    """Return the gradient of `cross_entropy` in the logits: `(softmax(logits) - one_hot(labels)) /
    n`.

    Arguments: `logits` (n, classes) and `labels` (n,).
    Returns: (n, classes).
    """
    grad = softmax(logits)
    grad[np.arange(len(grad)), labels] -= 1
    return grad / len(grad)


def mlp_backward(dlogits: Array, params: Params, cache: dict[str, Array]) -> Params:
    """Pass the gradient of the logits back through the whole network.

    Arguments: `dlogits` (n, classes); `params`, and the `cache` that `mlp_forward` made with them.
    Returns: the gradient of every parameter, under its name.
    """
    grads = {}
    depth = len(params) // 2
    dout = dlogits
    for layer in range(depth, 0, -1):
        h = cache[f"h{layer - 1}"] if layer > 1 else cache["x"]
        dh, grads[f"W{layer}"], grads[f"b{layer}"] = linear_backward(dout, h, params[f"W{layer}"])
        if layer > 1:
            dout = relu_backward(dh, cache[f"z{layer - 1}"])
    return {name: grads[name] for name in params}
