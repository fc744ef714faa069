"""Hold each operation of a training step against the processor's roofline, and write the table and
the picture into docs/why_numpy_is_fast.md.

An operation computes at most as fast as the best matrix product, and moves its bytes at most as
fast as the best pass over arrays in the cache. Which of the two binds depends on how much it
computes with each byte.

Source: S. Williams, A. Waterman and D. Patterson, Roofline: An Insightful Visual Performance Model
for Multicore Architectures, 2009.
"""

# ruff: noqa: E402  (NumPy reads the limits below when it is imported)
import os

for library in ("OPENBLAS", "OMP", "MKL"):
    os.environ[f"{library}_NUM_THREADS"] = "1"

import argparse
import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from contestants import Task, clock
from crossover import PAGE, markdown, written_into
from crossover_pictures import save
from rich.console import Console

from course_lib import plot
from course_lib.data import Array
from course_lib.mlp import MLP, softmax_cross_entropy
from course_lib.optim import Adam

HIDDEN, BATCH = 1024, 256
BEGIN, END = "<!-- roofline: begin -->", "<!-- roofline: end -->"
ADAM_ARRAYS, ADAM_PASSES = 24, 10
"""Arrays that Adam's passes read or write, taken together, and how many passes there are."""
PRODUCT, PASS = "product", "pass"
LABELS = (
    ("products of the first layer", "[x 1]ᵀ @ dz1", -1),
    ("products of the last layer", "[h 1]ᵀ @ dz2", 1),
    ("passes", "times the mask", 1),
    ("softmax and loss", "softmax and loss", 1),
)
"""Words in the picture, the operation that they stand beside, and on which side."""


@dataclass(frozen=True)
class Operation:
    """A call of a step.

    Attributes:
        name: what it computes.
        kind: ``PRODUCT`` or ``PASS``.
        flops: additions, multiplications and comparisons.
        moved: bytes that it must read or write, each array once.
        call: does it.
    """

    name: str
    kind: str
    flops: float
    moved: float
    call: Callable[[], object]

    @property
    def intensity(self) -> float:
        """What is computed with each byte."""
        return self.flops / self.moved


@dataclass(frozen=True)
class Roof:
    """What the processor allows.

    Attributes:
        peak: of the best product, in operations a second.
        cache: bytes a second of the best pass over arrays that lie in the cache.
        memory: the same over arrays that do not.
    """

    peak: float
    cache: float
    memory: float

    def over(self, intensity: float) -> float:
        """The highest rate at an intensity, in operations a second."""
        return min(self.peak, self.cache * intensity)


def best(call: Callable[[], object], repeats: int, rounds: int = 15) -> float:
    """Seconds of a call, in the best of some rounds."""
    seconds = []
    for _ in range(rounds):
        begin = clock()
        for _ in range(repeats):
            call()
        seconds.append((clock() - begin) / repeats)
    return min(seconds)


def roof() -> Roof:
    a, b, c = (np.ones((1024, 1024), np.float32) for _ in range(3))
    peak = 2 * 1024**3 / best(lambda: np.matmul(a, b, out=c), 3)

    def rate(numbers: int) -> float:
        x, y, z = (np.ones(numbers, np.float32) for _ in range(3))
        repeats = max(2, 10_000_000 // numbers)
        return 12 * numbers / best(lambda: np.add(x, y, out=z), repeats)

    return Roof(peak, max(rate(2**size) for size in range(12, 21)), rate(2**25))


def operations(task: Task) -> list[Operation]:
    """The calls of a step of `fit_fast`, in order, on the arrays of one model."""
    rng = np.random.default_rng(1)
    model, adam = MLP([64, task.hidden, 10], np.random.default_rng(0)), Adam()
    rows = rng.permutation(len(task.X))[: task.batch]
    x, labels = task.X.take(rows, axis=0), task.labels.take(rows)
    logits = model.forward(x)
    model.backward(logits, labels)
    one_hot = model.one_hots.take(labels, axis=1)
    dz = softmax_cross_entropy(logits, one_hot)[1]
    (x1, h1), (x1_transposed, h1_transposed) = model.inputs, model.inputs_transposed
    (first, last), (dfirst, dlast), h = model.blocks, model.grad_blocks, model.h[1]
    padded, zeros = model.padded[1], model.zeros[1]
    positive = padded > 0

    def mask() -> None:
        np.multiply(padded, positive, out=padded)

    def product(name: str, left: Array, right: Array, out: Array | None = None) -> Operation:
        (n, k), m = left.shape, right.shape[1]
        moved = 4 * (n * k + k * m + n * m)
        return Operation(
            name, PRODUCT, 2 * n * k * m, moved, lambda: np.matmul(left, right, out=out)
        )

    size, flat = padded.size, model.flat_params["all"].size
    return [
        Operation("take the batch", PASS, x.size, 8 * x.size, lambda: task.X.take(rows, axis=0)),
        product("[x 1] @ [W1; b1]", x1, first, h),
        Operation("ReLU", PASS, size, 8 * size, lambda: np.maximum(padded, zeros, out=padded)),
        product("[h 1] @ [W2; b2]", h1, last),
        Operation(
            "softmax and loss",
            PASS,
            10 * logits.size,
            40 * logits.size,
            lambda: softmax_cross_entropy(logits, one_hot),
        ),
        product("[h 1]ᵀ @ dz2", h1_transposed, dz, dlast),
        Operation("mask of the ReLU", PASS, size, 5 * size, lambda: padded > 0),
        product("dz2 @ W2ᵀ", dz, model.W_transposed[1], h),
        Operation("times the mask", PASS, size, 9 * size, mask),
        product("[x 1]ᵀ @ dz1", x1_transposed, h, dfirst),
        Operation(
            f"Adam, {ADAM_PASSES} passes",
            PASS,
            ADAM_PASSES * flat,
            4 * ADAM_ARRAYS * flat,
            lambda: adam.step(model.flat_params, model.flat_grads),
        ),
    ]


def in_a_step(calls: list[Operation], steps: int) -> dict[str, float]:
    """Median seconds of each operation where it follows the one before it, as in training."""
    spent = np.zeros((steps, len(calls)))
    for step in range(steps):
        for place, operation in enumerate(calls):
            begin = clock()
            operation.call()
            spent[step, place] = clock() - begin
    return dict(zip((one.name for one in calls), np.median(spent, axis=0), strict=True))


def measured(steps: int) -> Iterator[str]:
    """The page's measured part, paragraph by paragraph."""
    limit, calls = roof(), operations(Task(HIDDEN, BATCH, 1))
    spent = in_a_step(calls, steps)
    alone = {one.name: best(one.call, 50) for one in calls}
    rows = [
        [
            one.name,
            f"{one.flops / 1e6:.1f}",
            f"{one.moved / 1e6:.2f}",
            f"{one.intensity:.2g}",
            f"{1e6 * spent[one.name]:.0f}",
            f"{1e6 * alone[one.name]:.0f}",
            f"{one.flops / alone[one.name] / 1e9:.1f}",
            f"{limit.over(one.intensity) / 1e9:.1f}",
        ]
        for one in calls
    ]
    columns = ["operation", "million flop", "MB", "flop per byte", "in the step, µs", "alone, µs"]
    yield (
        f"Measured on {dt.datetime.now(tz=dt.UTC).date().isoformat()}, {HIDDEN:,} hidden units,"
        f" batch {BATCH}: products at up to {limit.peak / 1e9:.0f} Gflop/s, passes at up to"
        f" {limit.cache / 1e9:.0f} GB/s in the cache and {limit.memory / 1e9:.0f} beyond it."
    )
    yield markdown([*columns, "Gflop/s alone", "its roof"], rows)
    yield summary(calls, spent, alone, limit)
    draw(calls, alone, limit)


def summary(
    calls: list[Operation], spent: dict[str, float], alone: dict[str, float], limit: Roof
) -> str:
    """What share of a step the products are, as it is and as it could be."""

    def total(seconds: dict[str, float], kind: str) -> float:
        return sum(seconds[one.name] for one in calls if one.kind == kind)

    at_the_roof = {one.name: one.flops / limit.over(one.intensity) for one in calls}
    rows = [
        [
            words,
            f"{1e6 * products:.0f}",
            f"{1e6 * passes:.0f}",
            f"{products / (products + passes):.2f}",
        ]
        for words, products, passes in (
            ("in the step", total(spent, PRODUCT), total(spent, PASS)),
            ("each alone", total(alone, PRODUCT), total(alone, PASS)),
            ("passes at the roof", total(alone, PRODUCT), total(at_the_roof, PASS)),
        )
    ]
    return markdown(["", "products, µs", "all else, µs", "share of the products"], rows)


def draw(calls: list[Operation], alone: dict[str, float], limit: Roof) -> None:
    """Draw the operations under the roof, both axes logarithmic."""
    fig, ax = plot.new(7.2, 4.2)
    intensities = np.logspace(-1.6, 2, 200)
    ax.plot(intensities, [limit.over(x) / 1e9 for x in intensities], color=plot.INK)
    slope = np.minimum(limit.peak, limit.memory * intensities) / 1e9
    ax.plot(intensities, slope, "--", color=plot.GREY)
    colours = {PRODUCT: plot.BLUE, PASS: plot.ORANGE}
    rates = {one.name: one.flops / alone[one.name] / 1e9 for one in calls}
    for one in calls:
        ax.plot(one.intensity, rates[one.name], "o", color=colours[one.kind])
    for words, name, across in LABELS:
        (point,) = (one for one in calls if one.name == name)
        ax.annotate(
            words,
            (point.intensity, rates[name]),
            xytext=(12 * across, -4),
            textcoords="offset points",
            ha="left" if across > 0 else "right",
            va="top",
            color=plot.INK,
        )
    for words, rate in (("cache", limit.cache), ("memory", limit.memory)):
        ax.text(0.035, 0.035 * rate / 1e9 * 1.25, words, rotation=33, color=plot.INK)
    ax.text(intensities[-1], limit.peak / 1e9 * 1.1, "best product", ha="right", color=plot.INK)
    ax.set_title("Each operation of a step under its roof: Gflop/s over flop per byte")
    ax.set_xscale("log")
    ax.set_yscale("log")
    ax.set_xlim(intensities[0], intensities[-1])
    ax.set_xlabel("additions, multiplications and comparisons for each byte moved")
    save(fig, "numpy_roofline.png")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--steps", type=int, default=2000, help="steps of which the median counts")
    steps = parser.parse_args().steps
    text = "\n\n".join(measured(steps))
    written_into(PAGE, BEGIN, text, END)
    Console().print(text, markup=False)


if __name__ == "__main__":
    main()
