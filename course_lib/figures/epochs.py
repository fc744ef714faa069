"""The drawings of lesson 02: a line that is lifted and turned, and what an epoch after epoch does
to its loss.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from course_lib import plot, widgets

History = dict[str, Any]
MINUS = "\N{MINUS SIGN}"
REACH = np.array([0.0, 4.5])  # kilometres, from the shop to beyond the last customer


def deliveries(x: Any, y: Any, weights: Sequence[float]) -> None:
    """Show the deliveries, and the line through the origin that each of a few weights makes.

    Arguments: kilometres and minutes (n,), and the weights to draw.
    """
    fig, ax = plot.new(6.4, 3.6)
    for weight in weights:
        end = min(REACH[1], 16 / weight)
        ax.plot([0, end], [0, weight * end], color=plot.ORANGE)
        _beside(ax, f"w = {weight:g}", end, weight * end)
    _points(ax, x, y)
    ax.set(xlim=(0, 5.2), ylim=(0, 17), xlabel="x: kilometres", ylabel="y: minutes")
    ax.set_title("Lines through the origin: too low for the near ones, or too high for the far")
    plot.show(
        fig,
        f"{len(x)} points that rise from {y.min():g} minutes to {y.max():g} at {x.max():g}"
        " kilometres, and lines from the origin: "
        + "; ".join(
            f"with w = {weight:g}, {np.sum(weight * x < y)} points lie above the line"
            for weight in weights
        )
        + ".",
    )


def lifted(x: Any, y: Any, weight: float, biases: Sequence[float]) -> None:
    """Show the deliveries, and the line of one weight, lifted by each of a few biases.

    Arguments: kilometres and minutes (n,), the weight, and the biases to draw, the lowest first.
    """
    fig, ax = plot.new(6.4, 3.6)
    for bias, below in zip(biases, (0.0, *biases), strict=False):
        ax.plot(REACH, weight * REACH + bias, color=plot.ORANGE)
        _beside(ax, f"b = {bias:g}", REACH[1], weight * REACH[1] + bias)
        if bias > below:
            arrow = {
                "arrowstyle": "-|>",
                "color": plot.GREEN,
                "linewidth": 1.6,
                "shrinkA": 0,
                "shrinkB": 0,
            }
            ax.annotate(
                "",
                (0.12, weight * 0.12 + bias),
                xytext=(0.12, weight * 0.12 + below),
                arrowprops=arrow,
            )
    _points(ax, x, y)
    ax.set(xlim=(0, 5.2), ylim=(0, 17), xlabel="x: kilometres", ylabel="y: minutes")
    ax.set_title(f"w = {weight:g}, lifted by b")
    plot.show(
        fig,
        f"Parallel lines of the slope {weight:g} for the biases"
        f" {', '.join(f'{bias:g}' for bias in biases)}, each joined to the one below it by an arrow"
        " upwards at the left. Above the highest lie"
        f" {np.sum(weight * x + biases[-1] < y)} of {len(x)} points.",
    )


def two_slices() -> None:
    """Show the loss of the delivery x = 2, y = 5 over each of the two parameters, the other held at
    0.
    """
    fig, (left, right) = plot.new(7.2, 3.4, columns=2)
    told = []
    for ax, name, held, pull, bottom in ((left, "w", "b", 2.0, 2.5), (right, "b", "w", 1.0, 5.0)):
        line = np.linspace(-0.8, 6.5, 200)
        ax.plot(line, (pull * line - 5) ** 2, color=plot.RED)
        near, slope = np.array([-0.8, 0.8]), -10 * pull
        ax.plot(near, 25 + slope * near, color=plot.GREEN)
        ax.scatter([0], [25], color=plot.ORANGE, s=50, zorder=4)
        ax.annotate(
            f"slope {MINUS}{-slope:g}",
            (0, 25),
            xytext=(14, 4),
            textcoords="offset points",
            color=plot.GREEN,
        )
        ax.set(
            xlabel=name,
            xlim=(-1, 6.6),
            ylim=(-1, 46),
            title=f"{held} held at 0: bottom at {name} = {bottom:g}",
        )
        told.append(f"over {name} the slope at 0 is {slope:g} and the bottom is at {bottom:g}")
    left.set_ylabel("loss of one delivery")
    plot.show(
        fig,
        f"Two valleys with a loss of 25 at 0: {'; '.join(told)}.".replace("-", MINUS),
    )


def first_epoch(
    x: Any, y: Any, lines: Sequence[tuple[float, float]], squares: Sequence[float]
) -> None:
    """Show the line after each example of the first epoch, and the squared error that each of them
    saw.

    Arguments: kilometres and minutes (n,), w and b before the first example and after each, and
    the squared errors (n,).
    """
    fig, (left, right) = plot.new(7.2, 3.5, columns=2)
    for i, (w, b) in enumerate(lines):
        strength = 0.25 + 0.75 * i / len(x)
        left.plot(REACH, w * REACH + b, color=plot.ORANGE, alpha=strength, linewidth=1.3)
    _points(left, x, y)
    left.set(xlim=(0, 4.6), ylim=(-0.5, 15), xlabel="x: kilometres", ylabel="y: minutes")
    left.set_title("The line after each delivery")
    numbers = np.arange(1, len(x) + 1)
    right.bar(numbers, squares, color=plot.RED, width=0.65)
    for number, square in zip(numbers, squares, strict=True):
        right.annotate(f"{square:.0f}", (number, square), ha="center", va="bottom", fontsize=8.5)
    right.set(xlabel="delivery", xticks=numbers, title="Squared error, before the update")
    w, b = lines[-1]
    plot.show(
        fig,
        "Left: the line of the model lies flat at 0 and rises delivery by delivery, until w is"
        f" {w:.2f} and b {b:.2f}. Right: the {len(x)} squared errors,"
        f" {', '.join(f'{square:.0f}' for square in squares)}.",
    )


FIRST = 10
"""So many epochs are shown as dots: a line alone makes one stroke of them."""


def loss_curve(losses: Sequence[float]) -> None:
    """Show the loss of every epoch twice: on a plain scale, and on one whose grid steps divide by
    ten.

    Arguments: the losses, one per epoch.
    """
    fig, (left, right) = plot.new(7.2, 3.4, columns=2)
    epochs = np.arange(1, len(losses) + 1)
    for ax in (left, right):
        ax.plot(epochs, losses, color=plot.RED)
        ax.plot(epochs[:FIRST], losses[:FIRST], "o", color=plot.RED, markersize=3.5)
        ax.set_xlabel("epoch")
    left.set(ylabel="mean loss", title="Plain scale", ylim=(0, None))
    right.set(yscale="log", title="Each step of the grid divides by ten", ylim=(0.1, 100))
    right.set_yticks([0.1, 1, 10, 100], ["0.1", "1", "10", "100"])
    for text, at in (("steep", 1), ("slow", 20), ("flat", 130)):
        if at <= len(losses):
            place = (at, losses[at - 1])
            right.annotate(text, place, xytext=(9, 6), textcoords="offset points")
    shown = [epoch for epoch in (1, 3, 10, 50, len(losses)) if epoch <= len(losses)]
    told = ", ".join(f"{losses[epoch - 1]:.2f} in epoch {epoch}" for epoch in shown)
    plot.show(fig, f"The mean loss of each epoch, on two scales: {told}.")


def explore_epochs(history: History, x: Any, y: Any) -> None:
    """Show the line after any epoch, and where the loss stands then.

    Arguments: the history of at least 100 epochs, kilometres and minutes (n,).
    """

    def draw(ax: Axes, epoch: int) -> None:
        ax.axis("off")
        top, bottom = ax.inset_axes((0, 0.46, 1, 0.54)), ax.inset_axes((0, 0, 1, 0.27))
        w, b = history["w"][epoch - 1], history["b"][epoch - 1]
        top.vlines(x, w * x + b, y, color=plot.RED, linestyle="dotted")
        top.plot(REACH, w * REACH + b, color=plot.ORANGE)
        _points(top, x, y)
        top.set(xlim=(0, 4.6), ylim=(0, 15.5), yticks=[0, 5, 10, 15])
        top.set(xlabel="kilometres", ylabel="minutes")
        epochs = np.arange(1, len(history["loss"]) + 1)
        bottom.semilogy(epochs, history["loss"], color=plot.RED, linewidth=1.2)
        bottom.scatter([epoch], [history["loss"][epoch - 1]], color=plot.RED, s=45, zorder=4)
        bottom.set(
            xlim=(-3, 105), ylim=(0.2, 60), yticks=[1, 10], yticklabels=["1", "10"], xlabel="epoch"
        )
        bottom.set_ylabel("loss")
        ax.set_title(f"w {w:.2f}, b {b:.2f}\nloss {history['loss'][epoch - 1]:.2f}")

    positions = (1, 3, 100)
    told = "; ".join(
        f"after epoch {epoch} w is {history['w'][epoch - 1]:.2f}, b {history['b'][epoch - 1]:.2f}"
        f" and the loss {history['loss'][epoch - 1]:.2f}"
        for epoch in positions
    )
    widgets.explore(
        draw,
        "Above, the deliveries and the line of the model, with a dotted bar for each error; below,"
        f" the curve of the loss with a dot at the epoch shown: {told}.",
        height=4.4,
        epoch=positions,
    )


def parameters(history: History, best_w: float, best_b: float) -> None:
    """Show both parameters over the epochs, and the values of the best line.

    Arguments: the history, and the parameters of the best line.
    """
    fig, ax = plot.new(6.6, 3.4)
    epochs = np.arange(len(history["w"]) + 1)
    for name, best, colour, raised in (
        ("w", best_w, plot.ORANGE, 12),
        ("b", best_b, plot.PURPLE, -14),
    ):
        ax.axhline(best, color=colour, linestyle="dashed", linewidth=1.2)
        ax.plot(epochs, [0.0, *history[name]], color=colour)
        end = (epochs[-1], history[name][-1])
        text = f"{name}, towards {best:.2f}"
        ax.annotate(
            text, end, xytext=(0, raised), textcoords="offset points", ha="right", va="center"
        )
    ax.set(xlabel="epoch", ylabel="value", xlim=(-2, None), ylim=(0, None))
    ax.set_title("The parameters after each epoch")
    plot.show(
        fig,
        f"Both parameters start at 0. The weight w shoots up to {max(history['w']):.2f} in the"
        f" first epochs and then sinks slowly towards the dashed {best_w:.2f}; the bias b rises"
        f" slowly towards the dashed {best_b:.2f}.",
    )


def rates(
    curves: Mapping[float, Sequence[float]], reached: Mapping[float, int | None], target: float
) -> None:
    """Show the losses of three learning rates, and where each of them reaches the target.

    Arguments: the losses by learning rate, the epoch in which each reached the target, and the
    target.
    """
    fig, ax = plot.new(6.6, 3.6)
    last = max(len(losses) for losses in curves.values())
    ax.axhline(target, color=plot.GREY, linestyle="dashed", linewidth=1.2)
    above: dict[str, Any] = {"xytext": (0, 4), "textcoords": "offset points", "ha": "right"}
    ax.annotate(f"target {target:g}", (last - 2, target), **above)
    styles = ((plot.PURPLE, "dotted", "s"), (plot.RED, "solid", "o"), (plot.SKY, "dashed", "^"))
    for (rate, losses), (colour, line, marker) in zip(curves.items(), styles, strict=True):
        epoch = reached[rate]
        label = f"rate {rate:g}: {epoch} epochs"
        epochs = np.arange(1, len(losses) + 1)
        ax.semilogy(epochs, losses, color=colour, linestyle=line, label=label)
        if epoch is not None:
            ax.scatter([epoch], [losses[epoch - 1]], color=colour, marker=marker, s=50, zorder=4)
    ax.set(xlabel="epoch", ylabel="mean loss", xlim=(-1, last + 1), ylim=(0.3, 12))
    ax.set_title("Learning rates and a target")
    ax.legend()
    ax.set_yticks([0.5, 1, 2, 5, 10], ["0.5", "1", "2", "5", "10"])
    ax.minorticks_off()
    told = "; ".join(
        f"rate {rate:g} reaches {target:g} after {reached[rate]} epochs and ends at"
        f" {losses[-1]:.2f}"
        for rate, losses in curves.items()
    )
    plot.show(fig, f"The losses of {len(curves)} learning rates over {last} epochs: {told}.")


def _points(ax: Axes, x: Any, y: Any) -> None:
    ax.scatter(x, y, color=plot.BLUE, s=32, zorder=3)


def _beside(ax: Axes, text: str, x: float, y: float) -> None:
    """Write a label just right of a point."""
    ax.annotate(text, (x, y), xytext=(5, 0), textcoords="offset points", va="center")
