"""The drawings of lesson 03: what batches cost, what they bring, and what the order of the rows
does.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from course_lib import plot, widgets
from course_lib.data import Array

MINUS = "\N{MINUS SIGN}"
STYLES = ((plot.PURPLE, "^:"), (plot.ORANGE, "o-"), (plot.BLUE, "s--"))
"""The colour and the line of small, medium and large batches, in every figure."""
W, B = np.linspace(-0.5, 1.0, 40), np.linspace(-0.25, 1.25, 40)  # what the figure of the way shows


def time_an_epoch(sizes: Sequence[int], milliseconds: Sequence[float], guess: str) -> None:
    """Show how long one pass over the data takes, by batch size.

    Arguments: batch sizes from 1 on, 64 among them; the time of a pass with each of them, in
    milliseconds; and the learner's guess.
    """
    ratio = milliseconds[0] / milliseconds[list(sizes).index(64)]
    fig, ax = plot.new(6.6, 3.4)
    ax.loglog(sizes, milliseconds, "o-", color=plot.BLUE)
    ax.set_xticks(sizes, [f"{size}" for size in sizes])
    ax.minorticks_off()
    ax.set(xlabel="batch size", ylabel="milliseconds for one pass")
    ax.set_title(
        f"You guessed: {guess}\nMeasured: batches of 64 need 1/{ratio:.0f} of the time of single"
        " examples"
    )
    part = "less than a tenth" if ratio > 10 else "less than half" if ratio > 2 else "over half"
    plot.show(
        fig,
        f"The time for one pass against the batch size, from {sizes[0]} to {sizes[-1]}, both in"
        f" factors. With batches of 64 it is {part} of the time with single examples.",
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
    means = [redness[labels == label].mean() for label in (0, 1)]
    plot.show(
        fig,
        f"Left: each apple by redness and label. The mean redness is {means[0]:.1f} at label 0,"
        f" unripe, and {means[1]:.1f} at label 1, ripe; the two overlap. Right: the ripe and the"
        f" unripe apples in each batch, as they came. {_mixture(labels, batch_size)}",
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
        "The ripe and the unripe apples in each batch. Left, as they came:"
        f" {_mixture(before, batch_size)} Right, after the shuffle: {_mixture(after, batch_size)}",
    )


def _ripe(labels: Array, batch_size: int) -> Array:
    """The share of ripe apples in each batch."""
    starts = range(0, len(labels), batch_size)
    return np.array([labels[start : start + batch_size].mean() for start in starts])


def _mixture(labels: Array, batch_size: int) -> str:
    """How many batches hold one kind only, in words."""
    ripe = _ripe(labels, batch_size)
    unmixed = int(((ripe == 0) | (ripe == 1)).sum())
    return (
        f"{unmixed} of {len(ripe)} batches hold one kind only; the share of ripe ones goes from"
        f" {ripe.min():.0%} to {ripe.max():.0%}."
    )


def _shares(ax: Axes, labels: Array, batch_size: int, title: str) -> None:
    ripe = _ripe(labels, batch_size)
    batches = np.arange(len(ripe))
    ax.bar(batches, ripe, color=plot.PURPLE, width=0.85, label="ripe")
    ax.bar(batches, 1 - ripe, bottom=ripe, color=plot.BLUE, width=0.85, label="unripe")
    ax.set(
        xlabel="batch",
        ylabel="share of the batch",
        ylim=(0, 1.3),
        yticks=[0, 0.5, 1],
        xticks=range(0, len(ripe), 5),
        title=title,
    )
    ax.legend(loc="upper center", ncols=2)
    ax.grid(visible=False)


Line = tuple[float, float]


def sorted_and_shuffled(x: Array, y: Array, came: Line, shuffled: Line, guess: str) -> None:
    """Show the line that came out of training on the apples as they came, and the one from apples
    in a fresh order before each pass.

    Arguments: redness and label (n,), w and b of the two lines, and the learner's guess.
    """
    fig, (left, right) = plot.new(7.2, 3.4, columns=2)
    _line_through(left, x, y, *came)
    _line_through(right, x, y, *shuffled)
    left.set_title(f"As they came\nyou guessed for the unripe: {guess}")
    right.set_title("Shuffled before each pass\n")
    right.legend(loc="lower right")
    best_w, best_b = np.polyfit(x, y, 1)
    plot.show(
        fig,
        f"Each apple with the best line, {_equation(best_w, best_b)}, and the line of the model."
        f" Left, trained on the apples as they came, it is {_equation(*came)}; right, shuffled"
        f" before each pass, {_equation(*shuffled)}.",
    )


def _equation(w: float, b: float) -> str:
    return f"{w:.2f} x {'+' if b >= 0 else MINUS} {abs(b):.2f}"


def _line_through(ax: Axes, x: Array, y: Array, w: float, b: float) -> None:
    ax.scatter(x, y, color=plot.BLUE, alpha=0.25, s=18)
    reach = np.array([x.min(), x.max()])
    best_w, best_b = np.polyfit(x, y, 1)
    ax.plot(reach, best_w * reach + best_b, "--", color=plot.GREY, label="best line")
    ax.plot(reach, w * reach + b, color=plot.ORANGE, label="model")
    ax.set(xlabel="redness", ylabel="label and prediction", yticks=[0, 1], ylim=(-0.7, 1.7))


def explore_path(x: Array, y: Array, ways: Mapping[str, Mapping[int, Array]]) -> None:
    """Show the way of w and b, for any batch size and either order.

    Arguments: redness and label (n,), and for each order ("shuffled" first) and each batch size
    the way: w and b before the first update and after each, (updates + 1, 2).
    """

    def draw(ax: Axes, batch_size: int, order: str) -> None:
        _path(ax, x, y, ways[order][batch_size])

    positions = (1, 8, len(x))
    told = " ".join(_told(order, ways[order], positions, x, y) for order in ways)
    widgets.explore(
        draw,
        f"The way of w and b from 0, 0 towards the lowest loss, the star. {told}",
        height=3.6,
        batch_size=positions,
        order=tuple(ways),
    )


def paths(x: Array, y: Array, ways: Mapping[int, Array], batch_sizes: Sequence[int]) -> None:
    """Show the ways of the apples as they came side by side.

    Arguments: redness and label (n,), the way for each batch size, and the sizes to show.
    """
    fig, axes = plot.new(7.2, 3.6, columns=len(batch_sizes))
    for ax, size in zip(axes, batch_sizes, strict=True):
        _path(ax, x, y, ways[size])
        ax.set_title(f"{size} a batch: {len(ways[size]) - 1} updates")
    fig.suptitle("The apples as they came")
    plot.show(fig, _told("as they came", ways, batch_sizes, x, y))


def _told(order: str, ways: Mapping[int, Array], sizes: Sequence[int], x: Array, y: Array) -> str:
    """Where the ways of an order end, and how far b swings on them, in words."""
    goal = np.polyfit(x, y, 1)
    ends = "; ".join(
        f"{size} a batch: b goes from {ways[size][:, 1].min():.2f} to {ways[size][:, 1].max():.2f},"
        f" and the way ends {np.linalg.norm(ways[size][-1] - goal):.2f} from the star"
        for size in sizes
    )
    return f"Order {order}: {ends}.".replace("-", MINUS)


def _path(ax: Axes, x: Array, y: Array, way: Array) -> None:
    w, b = np.meshgrid(W, B)
    loss = np.mean((w[..., None] * x + b[..., None] - y) ** 2, axis=-1)
    ax.contour(w, b, loss, levels=12, colors="#D0D0D0", linewidths=0.8)
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


def loss_curves(curves: Mapping[int, Sequence[float]]) -> None:
    """Show the loss of each epoch for three batch sizes.

    Arguments: the losses by batch size, the smallest first.
    """
    fig, ax = plot.new(6.6, 3.4)
    for (size, losses), (colour, line) in zip(curves.items(), STYLES, strict=True):
        epochs = range(1, len(losses) + 1)
        ax.semilogy(epochs, losses, line, color=colour, markersize=4, label=f"batches of {size}")
    ax.set(
        xlabel="epoch",
        ylabel="loss",
        title="The same data and rate, three batch sizes",
        xticks=[1, 5, 10, 15, 20],
    )
    ax.legend()
    ends = "; ".join(
        f"batches of {size} from {losses[0]:.2f} to {losses[-1]:.2f}"
        for size, losses in curves.items()
    )
    plot.show(fig, f"The loss of each epoch, in factors: {ends}.")
