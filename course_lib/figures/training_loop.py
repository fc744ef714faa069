"""The drawings of lesson 01: a line through the origin, the valley of its loss, and the steps down
into it.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import LogLocator

from course_lib import plot, widgets

Function = Callable[..., Any]
MINUS = "\N{MINUS SIGN}"


def _beside(ax: Axes, text: str, x: float, y: float) -> None:
    """Write a label just right of a point."""
    ax.annotate(text, (x, y), xytext=(5, 0), textcoords="offset points", va="center")


def candidates(x: Any, y: Any, weights: Sequence[float]) -> None:
    """Show the examples, and the line that each of a few weights makes.

    Arguments: inputs and targets (n,), and the weights to draw.
    """
    fig, ax = plot.new(6.0, 3.4)
    reach = np.array([0.0, 1.08 * x.max()])
    for weight in weights:
        ax.plot(reach, weight * reach, color=plot.ORANGE)
        _beside(ax, f"w = {weight:g}", reach[1], weight * reach[1])
    ax.scatter(x, y, color=plot.BLUE, s=45, zorder=3)
    ax.set_xlim(0, 1.25 * x.max())
    ax.set(
        xlabel="x: kilos", ylabel="y: what was paid", title="Which line passes through the points?"
    )
    plot.show(
        fig,
        f"{len(x)} points that rise in a straight line, and a line from the origin for each of the"
        f" weights {', '.join(f'{weight:g}' for weight in weights)}. None of the lines passes"
        " through the points.",
    )


def errors(x: Any, y: Any, y_pred: Any, squares: Any) -> None:
    """Show the error of each prediction as a bar, and beside it how large its square is.

    Arguments: inputs, targets, predictions and squared errors, all (n,).
    """
    fig, (left, right) = plot.new(7.2, 3.2, columns=2)
    left.plot(x, y_pred, "o-", color=plot.ORANGE, label="prediction")
    left.scatter(x, y, color=plot.BLUE, s=40, zorder=3, label="target")
    left.vlines(x, y_pred, y, color=plot.RED, linestyle="dotted", label="error")
    left.set(xlabel="x", title="Predictions and targets", xticks=x)
    left.legend()
    right.bar(x, squares, color=plot.RED, width=0.6)
    right.set(xlabel="x", title="Squared error of each", xticks=x)
    for at, square in zip(x, squares, strict=True):
        right.annotate(f"{square:g}", (at, square), ha="center", va="bottom")
    plot.show(
        fig,
        "Left: predictions on a line below the targets, with a dotted bar for each error, longer"
        " from left to right. Right: their squares as bars of height"
        f" {', '.join(f'{square:g}' for square in squares)}.",
    )


def nudge() -> None:
    """Show the loss of the example x = 1, y = 2 around w = 0, with lines to smaller and smaller
    nudges.
    """
    fig, ax = plot.new(6.4, 3.6)
    w = np.linspace(-0.35, 1.6, 200)
    ax.plot(w, (w - 2) ** 2, color=plot.RED, label="loss for x = 1, y = 2")
    reach = np.array([-0.35, 1.1])
    ax.plot(reach, 4 - 4 * reach, color=plot.GREEN, label=f"slope {MINUS}4")
    for size in (1.0, 0.5, 0.1):
        slope = ((size - 2) ** 2 - 4) / size
        ax.plot([0, size], [4, 4 + slope * size], "--", color=plot.GREY, linewidth=1.2)
        ax.scatter([size], [(size - 2) ** 2], color=plot.GREY, s=28, zorder=3)
        label = f"nudge {size:g}: slope {slope:.3g}".replace("-", MINUS)
        ax.annotate(label, (size, (size - 2) ** 2), xytext=(9, 3), textcoords="offset points")
    ax.scatter([0], [4], color=plot.ORANGE, s=55, zorder=4, label="w = 0")
    ax.set(
        xlabel="w", ylabel="loss", ylim=(0, 5.6), title="A smaller nudge measures the slope better"
    )
    ax.legend(loc="upper right")
    plot.show(
        fig,
        "The loss falls in a curve from 4 at w = 0 towards the right. Dashed lines join the start"
        " with nudges of 1, 0.5 and 0.1; their slopes are -3, -3.5 and -3.9. A green line of slope"
        " -4 touches the curve at the start.",
    )


def measured_and_derived(predict: Function, squared_error: Function, gradient: Function) -> None:
    """Show the derived slope as a line and the slope measured by a nudge as dots, for x = 3, y = 6.

    Arguments: the learner's three functions.
    """
    x, y, size = 3.0, 6.0, 0.001
    fig, ax = plot.new(6.0, 3.2)
    line = np.linspace(-0.5, 4.5, 50)
    ax.axhline(0, color=plot.GREY, linewidth=1)
    ax.plot(
        line,
        [gradient(w, x, y) for w in line],
        color=plot.GREEN,
        label="derived: gradient(w, 3, 6)",
    )
    dots = np.linspace(0, 4, 9)
    slopes = [
        (squared_error(predict(w + size, x), y) - squared_error(predict(w, x), y)) / size
        for w in dots
    ]
    ax.scatter(dots, slopes, color=plot.PURPLE, s=42, zorder=3, label="measured with a nudge")
    ax.set(xlabel="w", ylabel="slope of the loss", title="Measured and derived")
    ax.legend()
    plot.show(
        fig,
        "The derived slope is a rising straight line that is 0 at w = 2. The nine measured slopes"
        " lie on the line.",
    )


def explore_step() -> None:
    """Show one step down the loss of x = 1, y = 2, from any weight, with any learning rate."""
    widgets.explore(
        _step,
        "The loss of one customer as a valley with its bottom at w = 2. From w = 0 a tangent shows"
        " the slope, and an arrow the step: with a rate of 0.1 a short step downhill, with 0.5 a"
        " step to the bottom, with 1.1 a jump to the other side, to a higher place than before.",
        height=3.6,
        rate=(0.1, 0.5, 1.1),
        w=(-1.0, 0.0, 5.0),
    )


def _step(ax: Axes, rate: float, w: float) -> None:
    loss, slope = (w - 2) ** 2, 2 * (w - 2)
    after = w - rate * slope
    line = np.linspace(-2, 6, 200)
    ax.plot(line, (line - 2) ** 2, color=plot.RED)
    reach = np.array([w - 0.8, w + 0.8])
    ax.plot(reach, loss + slope * (reach - w), color=plot.GREEN)
    ax.scatter([w], [loss], color=plot.ORANGE, s=50, zorder=4)
    ax.scatter(
        [after],
        [(after - 2) ** 2],
        facecolor="white",
        edgecolor=plot.ORANGE,
        linewidth=2,
        s=50,
        zorder=4,
    )
    arrow = {
        "arrowstyle": "-|>",
        "color": plot.ORANGE,
        "linewidth": 1.6,
        "shrinkA": 4,
        "shrinkB": 4,
    }
    ax.annotate("", (after, (after - 2) ** 2), xytext=(w, loss), arrowprops=arrow)
    ax.set(xlabel="w", xlim=(-2.2, 6.2), ylim=(-1, 17))
    ax.set_title(f"slope {slope:.3g}: w {w:.3g} → {after:.3g}".replace("-", MINUS))


def learning(train: Function, x: Any, y: Any) -> None:
    """Show the loss over 30 epochs, and the line after a few of them.

    Arguments: the learner's `train`, and the examples.
    """
    fig, (left, right) = plot.new(7.2, 3.4, columns=2)
    _, losses = train(x, y, epochs=30)
    left.semilogy(losses, "o-", color=plot.RED, markersize=3.5)
    left.yaxis.set_major_locator(LogLocator(base=100, numticks=20))
    left.set(xlabel="epoch", title="Loss of each epoch")
    reach = np.array([0.0, 1.08 * x.max()])
    for epochs, strength in ((0, 0.25), (1, 0.45), (2, 0.65), (10, 1.0)):
        w, _ = train(x, y, epochs=epochs)
        right.plot(reach, w * reach, color=plot.ORANGE, alpha=strength)
        label = f"{epochs} epochs" if epochs != 1 else "1 epoch"
        _beside(right, label, reach[1], w * reach[1])
    right.scatter(x, y, color=plot.BLUE, s=40, zorder=3)
    right.set(xlabel="x", xlim=(0, 1.45 * x.max()), title="The line")
    plot.show(
        fig,
        "Left: on a scale where each grid line is a hundred times lower than the one above, the"
        " loss falls along a straight line. Right: the line of the model turns upwards, fast in the"
        " first two epochs, until it passes through the points.",
    )


def rates(train: Function, x: Any, y: Any, rates: Sequence[float]) -> None:
    """Show the loss over 12 epochs for each of a few learning rates.

    Arguments: the learner's `train`, the examples, and the rates, the smallest first.
    """
    fig, ax = plot.new(6.4, 3.6)
    colours = (plot.SKY, plot.BLUE, plot.GREEN, plot.RED)
    for rate, colour in zip(rates, colours, strict=True):
        _, losses = train(x, y, learning_rate=rate, epochs=12)
        ax.semilogy(losses, "o-", color=colour, markersize=3.5)
        _beside(ax, f"rate {rate:g}", 11, losses[-1])
    ax.set(xlabel="epoch", ylabel="loss", xlim=(-0.3, 13), title="Four learning rates")
    plot.show(
        fig,
        "Loss over twelve epochs. With the smallest rate it hardly falls, with the next it falls"
        " steadily, with the third it falls fastest, and with the largest it rises steeply in every"
        " epoch.",
    )


def valleys(x: Any, y: Any, rate: float) -> None:
    """Show the loss of each example over w, and where one step from w = 0 lands.

    Arguments: inputs and targets (n,), and the learning rate.
    """
    fig, axes = plot.new(7.2, 3.2, columns=len(x))
    line = np.linspace(-10, 14, 300)
    for ax, one_x, one_y in zip(axes, x, y, strict=True):
        after = 2 * rate * one_y * one_x
        loss_before, loss_after = one_y**2, (after * one_x - one_y) ** 2
        ax.plot(line, (line * one_x - one_y) ** 2, color=plot.RED)
        ax.scatter([0], [loss_before], color=plot.ORANGE, s=40, zorder=4)
        ax.scatter(
            [after],
            [loss_after],
            facecolor="white",
            edgecolor=plot.ORANGE,
            linewidth=2,
            s=40,
            zorder=4,
        )
        arrow = {
            "arrowstyle": "-|>",
            "color": plot.ORANGE,
            "linewidth": 1.4,
            "shrinkA": 4,
            "shrinkB": 4,
        }
        ax.annotate("", (after, loss_after), xytext=(0, loss_before), arrowprops=arrow)
        ax.set(xlabel="w", xlim=(-6, 14.5), ylim=(-60, 2050))
        ax.set_title(
            f"x = {one_x:g}\nslope {-after / rate:g}\nw: 0 → {after:.1f}".replace("-", MINUS)
        )
        ax.set_yticks([0, 1000, 2000], ["", "", ""] if ax is not axes[0] else ["0", "1000", "2000"])
    axes[0].set_ylabel("squared error")
    plot.show(
        fig,
        "Four valleys with their bottom at w = 2, steeper and steeper from x = 1 to x = 4; at w ="
        " 0 the slopes are"
        f" {', '.join(f'{-2 * one_y * one_x:g}' for one_x, one_y in zip(x, y, strict=True))}. One"
        " step from w = 0 stays short of the bottom for x = 1 and jumps past it for the others;"
        " for x = 4 it lands far up the other side.",
    )
