"""The network of `nn.py` once more, arranged for speed: the same mathematics, in arrays that are made once.

Read `mlp_forward`, `cross_entropy` and `mlp_backward` first. The three ideas here, none of which changes a result:

1. Every parameter lies in one flat vector, so that an optimizer takes one step for all of them.
2. A layer's `W` and `b` lie one below the other. With a column of ones beside x, the layer is one product,
   x W + b = [x 1] @ [W; b], and [x 1]ᵀ @ dz is dW and db at once.
3. Every result is written into an array that is already there; the gradient of h takes the place of h.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from course_lib.data import Array
from course_lib.nn import Params, init_params


class MLP:
    """A network trained by `course_lib.loop.fit_fast`.

    `params` and `grads` hold a view of every `W` and `b` under its name: they follow each step, and may be written to.
    `flat_params` and `flat_grads` are the same numbers for an optimizer's `step`: one vector, under one name.
    """

    def __init__(self, sizes: Sequence[int], rng: np.random.Generator, *, dtype: type[np.floating[Any]] = np.float32):
        """Draw the parameters as `init_params(sizes, rng)` does. At 1,024 hidden units float64 takes twice as long."""
        self.sizes = sizes
        length = sum((d_in + 1) * d_out for d_in, d_out in pairwise(sizes))
        self.flat_params = {"all": np.zeros(length, dtype)}
        self.flat_grads = {"all": np.zeros(length, dtype)}
        self.blocks, self.params = layer_views(self.flat_params["all"], sizes)
        self.grad_blocks, self.grads = layer_views(self.flat_grads["all"], sizes)
        for name, value in init_params(sizes, rng).items():
            self.params[name][...] = value
        self.make_room(0)

    def make_room(self, rows: int) -> None:
        """Make the work arrays for batches of up to `rows` examples."""
        dtype = self.flat_params["all"].dtype
        self.rows = rows
        # What each layer multiplies: x or h, a column of ones, and 15 of zeros: with rows of d + 1 numbers, which start
        # anywhere in a line of the cache, a step at 1024 x 256 takes 5 % longer.
        self.inputs = [np.zeros((rows, d + 16), dtype) for d in self.sizes[:-1]]
        for d, h in zip(self.sizes, self.inputs, strict=False):
            h[:, d] = 1
        self.scores = np.empty((self.sizes[-1], rows), dtype)  # transposed: NumPy sums few long rows faster
        self.logits = np.empty((rows, self.sizes[-1]), dtype)
        self.positive = np.empty(rows * (max(self.sizes[:-1]) + 16), bool)

    def forward(self, x: Array) -> Array:
        """Return the logits (n, classes) of `x` (n, d), in an array that the next call writes over."""
        n = len(x)
        if n > self.rows:
            self.make_room(n)
        self.inputs[0][:n, : self.sizes[0]] = x
        for block, x1, h in zip(self.blocks, self.inputs, self.inputs[1:], strict=False):
            d_in1, d_out = block.shape
            np.matmul(x1[:n, :d_in1], block, out=h[:n, :d_out])  # (n, d_in + 1) @ (d_in + 1, d_out) -> (n, d_out)
            np.maximum(h[:n], 0, out=h[:n])
        block = self.blocks[-1]
        return np.matmul(self.inputs[-1][:n, : len(block)], block, out=self.logits[:n])  # -> (n, classes)

    def backward(self, dlogits: Array) -> None:
        """Fill `grads`, given the gradient (n, classes) in the logits of the latest `forward`, of the same n rows."""
        n, dz = len(dlogits), dlogits
        for layer in range(len(self.blocks) - 1, -1, -1):
            block, h = self.blocks[layer], self.inputs[layer][:n]
            d_in = len(block) - 1
            np.matmul(h[:, : d_in + 1].T, dz, out=self.grad_blocks[layer])  # (d_in + 1, n) @ (n, d_out)
            if layer > 0:
                positive = np.greater(h, 0, out=self.positive[: h.size].reshape(h.shape))
                dz = np.matmul(dz, block[:-1].T, out=h[:, :d_in])  # (n, d_out) @ (d_out, d_in) -> (n, d_in)
                h *= positive

    def loss_and_gradient(self, x: Array, labels: Array) -> float:
        """Return the cross-entropy of `x` (n, d) and `labels` (n,), and fill `grads` with its gradient."""
        n, logits = len(x), self.forward(x)
        scores, true = self.scores[:, :n], (labels, np.arange(n))
        np.copyto(scores, logits.T)
        scores -= np.maximum.reduce(scores, axis=0)  # as in `softmax`, one column an example
        true_scores = scores[true]
        np.exp(scores, out=scores)
        totals = np.add.reduce(scores, axis=0)
        loss = np.add.reduce(np.log(totals) - true_scores) / n
        scores /= totals * n
        scores[true] -= 1 / n
        self.backward(scores.T)
        return float(loss)


def layer_views(vector: Array, sizes: Sequence[int]) -> tuple[list[Array], Params]:
    """Divide one vector into a block `[W; b]` (d_in + 1, d_out) a layer, and name the `W` and `b` in each."""
    blocks, views, start = [], {}, 0
    for layer, (d_in, d_out) in enumerate(pairwise(sizes), start=1):
        block = vector[start : start + (d_in + 1) * d_out].reshape(d_in + 1, d_out)
        blocks.append(block)
        views[f"W{layer}"], views[f"b{layer}"] = block[:-1], block[-1]
        start += block.size
    return blocks, views
