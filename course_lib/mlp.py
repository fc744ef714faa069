"""The network of `nn.py` once more, arranged for speed: the same mathematics, in arrays that are
made once.

Read `mlp_forward`, `cross_entropy` and `mlp_backward` first. The four ideas here, none of which
changes a result:

1. Every parameter lies in one flat vector, so that an optimizer takes one step for all of them.
2. A layer's `W` and `b` lie one below the other. With a column of ones beside x, the layer is one
product,
   x W + b = [x 1] @ [W; b], and [x 1]ᵀ @ dz is dW and db at once.
3. What grows with the hidden units is written into arrays that are already there; the gradient of h
takes h's place.
4. Slices and transposes are the same in every step, so they are taken once. At 64 hidden units and
batches of 32 a step
   needs 35 µs; with slices taken in each step it needs 40.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from course_lib.data import Array
from course_lib.nn import Params, init_params

WIDE = 512  # hidden units from which on the rows of a layer's input start on a line of the cache


class MLP:
    """A network trained by `course_lib.loop.fit_fast`.

    `params` and `grads` hold a view of every `W` and `b` under its name: they follow each step, and
    may be written to. `flat_params` and `flat_grads` are the same numbers for an optimizer's
    `step`: one vector, under one name.
    """

    def __init__(
        self,
        sizes: Sequence[int],
        rng: np.random.Generator,
        *,
        dtype: type[np.floating[Any]] = np.float32,
    ):
        """Draw the parameters as `init_params(sizes, rng)` does. At 1,024 hidden units float64
        takes twice as long.
        """
        self.sizes = sizes
        length = sum((d_in + 1) * d_out for d_in, d_out in pairwise(sizes))
        self.flat_params = {"all": np.zeros(length, dtype)}
        self.flat_grads = {"all": np.zeros(length, dtype)}
        self.blocks, self.params = layer_views(self.flat_params["all"], sizes)
        self.grad_blocks, self.grads = layer_views(self.flat_grads["all"], sizes)
        for name, value in init_params(sizes, rng).items():
            self.params[name][...] = value
        self.W_transposed = [block[:-1].T for block in self.blocks]
        self.one_hots = np.eye(sizes[-1], dtype=dtype)
        self.make_room(0)

    def make_room(self, rows: int) -> None:
        """Make the work arrays for batches of up to `rows` examples: what each layer multiplies, [x
        1] or [h 1].
        """
        # In wide layers zeros follow, up to a whole line of the cache: with rows of d + 1 numbers,
        # which start anywhere in a line, a step at 1024 x 256 takes 5 % longer.
        widths = [d + 1 if d < WIDE else d + 16 for d in self.sizes[:-1]]
        self.room = [np.zeros((rows, width), self.one_hots.dtype) for width in widths]
        self.zeros = [np.zeros(width, self.one_hots.dtype) for width in widths]
        for d, room in zip(self.sizes, self.room, strict=False):
            room[:, d] = 1
        self.use_rows(rows)

    def use_rows(self, n: int) -> None:
        """Take the views of the first `n` rows that every step needs."""
        self.rows = n
        self.padded = [
            room[:n] for room in self.room
        ]  # all columns: one piece of memory, passed over faster
        self.inputs = [
            room[:, : d + 1] for d, room in zip(self.sizes, self.padded, strict=False)
        ]  # [h 1] (n, d + 1)
        self.inputs_transposed = [h1.T for h1 in self.inputs]
        self.h = [h1[:, :-1] for h1 in self.inputs]  # (n, d)

    def forward(self, x: Array) -> Array:
        """Return the logits (n, classes) of `x` (n, d)."""
        n = len(x)
        if n > len(self.room[0]):
            self.make_room(n)
        elif n != self.rows:
            self.use_rows(n)
        self.h[0][...] = x
        last = len(self.blocks) - 1
        for layer in range(last):
            # (n, d_in + 1) @ (d_in + 1, d_out) -> (n, d_out)
            np.matmul(self.inputs[layer], self.blocks[layer], out=self.h[layer + 1])
            padded = self.padded[layer + 1]
            # With a row of zeros several numbers are compared at once, which NumPy's maximum does
            # not do with the number 0: half the time, and about 5 % of a step at any size.
            np.maximum(padded, self.zeros[layer + 1], out=padded)
        logits: Array = (
            self.inputs[last] @ self.blocks[last]
        )  # (n, d_in + 1) @ (d_in + 1, classes) -> (n, classes)
        return logits

    def backward(self, logits: Array, labels: Array) -> float:
        """Fill `grads` with the gradient of the cross-entropy, and return the cross-entropy.

        Arguments: the `logits` (n, classes) of the latest `forward`, and the `labels` (n,) of its
        rows.
        """
        loss, dz = softmax_cross_entropy(logits, self.one_hots.take(labels, axis=1))
        for layer in range(len(self.blocks) - 1, 0, -1):
            np.matmul(
                self.inputs_transposed[layer], dz, out=self.grad_blocks[layer]
            )  # (d_in + 1, n) @ (n, d_out)
            padded = self.padded[layer]
            positive = padded > 0
            dz = np.matmul(
                dz, self.W_transposed[layer], out=self.h[layer]
            )  # (n, d_out) @ (d_out, d_in) -> (n, d_in)
            padded *= positive
        np.matmul(
            self.inputs_transposed[0], dz, out=self.grad_blocks[0]
        )  # (d_in + 1, n) @ (n, d_out)
        return loss


def softmax_cross_entropy(logits: Array, one_hot: Array) -> tuple[float, Array]:
    """Do the work of `cross_entropy` and `cross_entropy_grad` in one go.

    Arguments: `logits` (n, classes), and a column of `one_hot` (classes, n) for the true class of
    each row.
    Returns: the mean loss, and its gradient in the logits (n, classes).
    """
    scores = logits.T.copy()  # (classes, n): NumPy sums few long rows faster than many short ones
    scores -= np.maximum.reduce(scores, axis=0)  # as in `softmax`, one column an example
    true = np.vdot(scores, one_hot)  # the scores of the true classes, summed
    np.exp(scores, out=scores)
    totals = np.add.reduce(scores, axis=0)
    loss = (np.add.reduce(np.log(totals)) - true) / len(logits)
    scores /= totals
    scores -= one_hot
    scores /= len(logits)
    return float(loss), scores.T


def layer_views(vector: Array, sizes: Sequence[int]) -> tuple[list[Array], Params]:
    """Divide one vector into a block `[W; b]` (d_in + 1, d_out) a layer, and name the `W` and `b`
    in each.
    """
    blocks, views, start = [], {}, 0
    for layer, (d_in, d_out) in enumerate(pairwise(sizes), start=1):
        # The last layer has few columns. They lie in memory one after the other, not row by row:
        # its products with h are a tenth quicker at 1024 x 256, a whole step 1 to 2 %.
        last = layer == len(sizes) - 1
        block = vector[start : start + (d_in + 1) * d_out].reshape(
            (d_in + 1, d_out), order="F" if last else "C"
        )
        blocks.append(block)
        views[f"W{layer}"], views[f"b{layer}"] = block[:-1], block[-1]
        start += block.size
    return blocks, views
