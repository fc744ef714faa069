"""The drawings of lesson 03: what batches cost, what they bring, and what the order of the rows
does.
"""

import time
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from course_lib import plot, widgets
from course_lib.data import Array

Function = Callable[..., Any]
MINUS = "\N{MINUS SIGN}"
STYLES = ((plot.PURPLE, "^:"), (plot.ORANGE, "o-"), (plot.BLUE, "s--"))
"""The colour and the line of small, medium and large batches, in every figure."""
RATE = 0.1
W, B = np.linspace(-0.5, 1.0, 40), np.linspace(-0.25, 1.25, 40)  # what the figure of the way shows


def time_an_epoch(one_pass: Function, x: Array, y: Array, guess: str) -> None:
    """Show how long one pass over the data takes, by batch size.

    Arguments: `one_pass(w, b, x, y, batch_size, rate)`, the data (n,), and the learner's guess.
    """
    sizes = [4**power for power in range(7)]
    seconds = [min(_seconds(one_pass, x, y, size) for _ in range(3)) for size in sizes]
    ratio = seconds[0] / seconds[sizes.index(64)]
    fig, ax = plot.new(6.6, 3.4)
    ax.loglog(sizes, [1000 * one for one in seconds], "o-", color=plot.BLUE)
    ax.set_xticks(sizes, [f"{size}" for size in sizes])
    ax.minorticks_off()
    ax.set(xlabel="batch size", ylabel="milliseconds for one pass")
    ax.set_title(
        f"You guessed: {guess}\nMeasured: batches of 64 need 1/{ratio:.0f} of the time of single"
        " examples"
    )
    plot.show(
        fig,
        "The time for one pass against the batch size, both in factors. It falls steeply, almost as"
        " the number of updates does; towards the largest batches it begins to flatten.",
    )


def _seconds(one_pass: Function, x: Array, y: Array, size: int) -> float:
    start = time.perf_counter()
    one_pass(0.0, 0.0, x, y, size, RATE)
    return time.perf_counter() - start


def passes(one_pass: Function, x: Array, y: Array, batch_sizes: Sequence[int]) -> None:
    """Show the loss over all examples after each of the first passes, for a few batch sizes.

    Arguments: `one_pass(w, b, x, y, batch_size, rate)`, the data (n,), and three batch sizes, the
    smallest first.
    """
    fig, ax = plot.new(6.6, 3.4)
    for size, (colour, line) in zip(batch_sizes, STYLES, strict=True):
        w = b = 0.0
        losses = [np.mean(y**2)]
        for _ in range(8):
            w, b = one_pass(w, b, x, y, size, RATE)
            losses.append(np.mean((w * x + b - y) ** 2))
        label = f"batches of {size}: {len(x) // size} update{'s' if size < len(x) else ''} a pass"
        ax.semilogy(losses, line, color=colour, markersize=4, label=label)
    ax.set(
        xlabel="passes over the data", ylabel="loss over all examples", title="What a pass brings"
    )
    ax.legend()
    plot.show(
        fig,
        "The loss after each of eight passes, in factors. With batches of 64 it is as low as it"
        " will get after the first pass; with batches of 1 it stays a little higher. With all"
        " examples in one batch it comes down slowly, one step a pass.",
    )


def crate(redness: Array, labels: Array, batch_size: int) -> None:
    """Show the apples by redness and label, and how many of each batch are ripe, in the order in
    which they came.

    Arguments: redness and label (0 or 1) of each apple, both (n,), and the batch size.
    """
    fig, (left, right) = plot.new(7.2, 3.0, columns=2)
    for label, colour, name in ((0, plot.BLUE, "unripe"), (1, plot.PURPLE, "ripe")):
        of_label = redness[labels == label]
        left.scatter(of_label, np.full(len(of_label), label), color=colour, alpha=0.35, s=22)
        left.annotate(
            name, (of_label.mean(), label), xytext=(0, 9), textcoords="offset points", ha="center"
        )
    left.set(
        xlabel="redness",
        ylabel="label",
        yticks=[0, 1],
        ylim=(-0.4, 1.4),
        title="Each dot is an apple",
    )
    _shares(right, labels, batch_size, "Batches as the apples came")
    plot.show(
        fig,
        "Left: unripe apples at label 0 and ripe ones at label 1; the ripe ones are redder, and the"
        " two overlap. Right: the share of ripe apples in each batch: none in the first half of the"
        " batches, all in the second.",
    )


def mixed(before: Array, after: Array, batch_size: int) -> None:
    """Show how many of each batch are ripe, before and after a shuffle.

    Arguments: the labels (n,) in both orders, and the batch size.
    """
    fig, (left, right) = plot.new(7.2, 2.8, columns=2)
    _shares(left, before, batch_size, "As they came")
    _shares(right, after, batch_size, "After your shuffle")
    plot.show(
        fig,
        "The share of ripe apples in each batch. Left, as they came: none in the first half of the"
        " batches, all in the second. Right, after the shuffle: about half in every batch, in some"
        " more, in some less.",
    )


def _shares(ax: Axes, labels: Array, batch_size: int, title: str) -> None:
    batches = np.arange(0, len(labels), batch_size)
    ripe = np.array([labels[start : start + batch_size].mean() for start in batches])
    ax.bar(np.arange(len(ripe)), ripe, color=plot.PURPLE, width=0.85)
    ax.bar(np.arange(len(ripe)), 1 - ripe, bottom=ripe, color=plot.BLUE, width=0.85)
    ax.set(
        xlabel="batch",
        ylabel="share that is ripe",
        ylim=(0, 1),
        yticks=[0, 0.5, 1],
        xticks=range(0, len(ripe), 5),
        title=title,
    )
    ax.grid(visible=False)


def sorted_and_shuffled(
    one_pass: Function, x: Array, y: Array, batch_size: int, guess: str
) -> None:
    """Show the line after 20 passes over the apples as they came, and over the apples in a fresh
    order each time.

    Arguments: `one_pass(w, b, x, y, batch_size, rate)`, redness and label (n,), batch size, and the
    learner's guess.
    """
    rng = np.random.default_rng(5)
    fig, (left, right) = plot.new(7.2, 3.4, columns=2)
    for ax, shuffled in ((left, False), (right, True)):
        w = b = 0.0
        for _ in range(20):
            order = rng.permutation(len(x)) if shuffled else np.arange(len(x))
            w, b = one_pass(w, b, x[order], y[order], batch_size, RATE)
        _line_through(ax, x, y, w, b)
    left.set_title(f"As they came\nyou guessed for the unripe: {guess}")
    right.set_title("Shuffled before each pass\n")
    right.legend(loc="lower right")
    plot.show(
        fig,
        "Left, trained on the apples as they came: the line of the model is far flatter than the"
        " best line, and its predictions for the unripe apples are much too high. Right, shuffled"
        " before each pass: the line of the model and the best line almost coincide.",
    )


def _line_through(ax: Axes, x: Array, y: Array, w: float, b: float) -> None:
    ax.scatter(x, y, color=plot.BLUE, alpha=0.25, s=18)
    reach = np.array([x.min(), x.max()])
    best_w, best_b = np.polyfit(x, y, 1)
    ax.plot(reach, best_w * reach + best_b, "--", color=plot.GREY, label="best line")
    ax.plot(reach, w * reach + b, color=plot.ORANGE, label="model")
    ax.set(xlabel="redness", ylabel="label and prediction", yticks=[0, 1], ylim=(-0.7, 1.7))


def explore_path(x: Array, y: Array) -> None:
    """Show the way of w and b over three passes, for any batch size, with the apples shuffled or as
    they came.

    Arguments: redness and label, both (n,).
    """

    def draw(ax: Axes, batch_size: int, order: str) -> None:
        _path(ax, x, y, batch_size, shuffled=order == "shuffled")

    widgets.explore(
        draw,
        "The way of w and b over three passes, from 0, 0 towards the lowest loss. With a batch size"
        " of 1 it runs there at once and then wanders widely about it. With 8 it gets there and"
        " stays near, with small swings. With 240 it takes three smooth steps and is not there yet."
        " With the apples as they came, it swings far up and down.",
        height=3.6,
        batch_size=(1, 8, len(x)),
        order=("shuffled", "as they came"),
    )


def _path(ax: Axes, x: Array, y: Array, batch_size: int, *, shuffled: bool) -> None:
    w, b = np.meshgrid(W, B)
    loss = np.mean((w[..., None] * x + b[..., None] - y) ** 2, axis=-1)
    ax.contour(w, b, loss, levels=12, colors="#D0D0D0", linewidths=0.8)
    way = np.array(_steps(x, y, batch_size, shuffled))
    few = len(way) < 200
    ax.plot(
        *way.T,
        color=plot.ORANGE,
        linewidth=1.0 if few else 0.5,
        marker="o" if few else None,
        markersize=2.5,
    )
    ax.plot(*way[-1], "o", color=plot.ORANGE, markeredgecolor=plot.INK, markersize=9, zorder=4)
    ax.plot(*np.polyfit(x, y, 1), "*", color=plot.RED, markersize=11, zorder=5)
    ax.set(
        xlabel="w",
        ylabel="b",
        xlim=(W[0], W[-1]),
        ylim=(B[0], B[-1]),
        title=f"{len(way) - 1} updates",
    )
    ax.grid(visible=False)


def _steps(x: Array, y: Array, batch_size: int, shuffled: bool) -> list[tuple[float, float]]:
    """The parameters before and after each update of three passes."""
    rng = np.random.default_rng(4)
    w = b = 0.0
    way = [(w, b)]
    for _ in range(3):
        order = rng.permutation(len(x)) if shuffled else np.arange(len(x))
        for start in range(0, len(x), batch_size):
            rows = order[start : start + batch_size]
            error = w * x[rows] + b - y[rows]
            w, b = (
                w - RATE * 2 * float(np.mean(error * x[rows])),
                b - RATE * 2 * float(np.mean(error)),
            )
            way.append((w, b))
    return way


def products(X: Array, errors: Array) -> None:
    """Show each feature times its row's error, and under each column twice its mean: the slopes.

    Arguments: inputs (n, d) and errors (n,).
    """
    n, d = X.shape
    fig, ax = plot.new(7.2, 3.2)
    tables = (
        (0.0, X, "X"),
        (d + 1.0, errors[:, None], "e"),
        (d + 3.0, X * errors[:, None] + 0.0, "X times e, row by row"),
    )
    for left, table, name in tables:
        _cells(ax, table, left, 0.0)
        ax.text(left + table.shape[1] / 2, -0.2, name, ha="center", va="bottom")
    for text, left in (("×", d + 0.5), ("=", d + 2.5)):
        ax.text(left, n / 2, text, ha="center", va="center", fontsize=14)
    slopes = 2 * np.append(np.mean(X * errors[:, None], axis=0), np.mean(errors))
    _cells(ax, slopes[None, :d], d + 3.0, n + 0.6, bold=True)
    _cells(ax, slopes[None, d:], d + 1.0, n + 0.6, bold=True)
    ax.text(d + 3.0 + d + 0.2, n + 1.1, "twice the mean: dw", va="center", color=plot.GREEN)
    ax.text(d + 0.8, n + 1.1, "twice the mean: db", ha="right", va="center", color=plot.GREEN)
    ax.set(xlim=(-1.6, 2 * d + 6.2), ylim=(n + 1.8, -0.8))
    ax.set_axis_off()
    plot.show(
        fig,
        "A table of the inputs, times a column of errors, gives a table of products. Twice the"
        " mean of each column of products is dw:"
        f" {', '.join(f'{slope:g}' for slope in slopes[:d])}. Twice the mean of the errors is db:"
        f" {slopes[d]:g}.",
    )


def _cells(ax: Axes, table: Array, left: float, top: float, *, bold: bool = False) -> None:
    for (row, column), value in np.ndenumerate(table):
        colour = plot.SKY if value > 0 else plot.ORANGE if value < 0 else "#F2F2F2"
        place = (left + column, top + row)
        ax.add_patch(
            Rectangle(place, 1, 1, facecolor=colour, alpha=0.45, edgecolor="white", linewidth=2)
        )
        text, weight = f"{value:g}".replace("-", MINUS), "bold" if bold else "normal"
        ax.text(place[0] + 0.5, place[1] + 0.5, text, ha="center", va="center", weight=weight)


def loss_curves(train: Function, X: Array, y: Array, batch_sizes: Sequence[int]) -> None:
    """Show the loss of each epoch for a few batch sizes, trained by the learner's function.

    Arguments: the learner's `train_minibatch`, the data (n, d) and (n,), and three batch sizes, the
    smallest first.
    """
    fig, ax = plot.new(6.6, 3.4)
    for size, (colour, line) in zip(batch_sizes, STYLES, strict=True):
        settings = {
            "batch_size": size,
            "learning_rate": 0.04,
            "epochs": 20,
            "rng": np.random.default_rng(1),
        }
        _, _, losses = train(X, y, **settings)
        ax.semilogy(
            range(1, 21), losses, line, color=colour, markersize=4, label=f"batches of {size}"
        )
    ax.set(
        xlabel="epoch",
        ylabel="loss",
        title="The same data and rate, three batch sizes",
        xticks=[1, 5, 10, 15, 20],
    )
    ax.legend()
    plot.show(
        fig,
        "The loss of twenty epochs, in factors. With batches of 1 it is low at once, but then"
        " jitters above the loss of batches of 20, which is at its lowest within a few epochs and"
        " stays there. With all rows in one batch it falls steadily and slowly.",
    )
