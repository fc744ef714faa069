"""The drawings of lesson 01: a line through the origin, the valley of its loss, and the steps down
into it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import LogLocator

from course_lib import plot, widgets

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


def nudge(nudges: Sequence[float], slopes: Sequence[float]) -> None:
    """Show the loss of the example x = 1, y = 2 around w = 0, with lines to nudged points.

    Arguments: the nudges, and the slope that each of them measures.
    """
    fig, ax = plot.new(6.4, 3.6)
    w = np.linspace(-0.35, 1.6, 200)
    ax.plot(w, (w - 2) ** 2, color=plot.RED, label="loss for x = 1, y = 2")
    reach = np.array([-0.35, 1.1])
    ax.plot(reach, 4 - 4 * reach, color=plot.GREEN, label=f"slope {MINUS}4")
    labels = []
    for size, slope in zip(nudges, slopes, strict=True):
        loss = 4 + slope * size
        ax.plot([0, size], [4, loss], "--", color=plot.GREY, linewidth=1.2)
        ax.scatter([size], [loss], color=plot.GREY, s=28, zorder=3)
        labels.append(f"nudge {size:g}: slope {slope:.3g}".replace("-", MINUS))
        ax.annotate(labels[-1], (size, loss), xytext=(9, 3), textcoords="offset points")
    ax.scatter([0], [4], color=plot.ORANGE, s=55, zorder=4, label="w = 0")
    ax.set(
        xlabel="w", ylabel="loss", ylim=(0, 5.6), title="A smaller nudge measures the slope better"
    )
    ax.legend(loc="upper right")
    plot.show(
        fig,
        "The loss falls in a curve from 4 at w = 0 towards the right. Dashed lines join the start"
        f" with nudged points: {'; '.join(labels)}. A green line of slope {MINUS}4 touches the"
        " curve at the start.",
    )


def measured_and_derived(weights: Any, derived: Sequence[float], measured: Sequence[float]) -> None:
    """Show the derived slope as a line and the slope measured by a nudge as dots.

    Arguments: weights, and the two slopes at each of them, all (n,).
    """
    fig, ax = plot.new(6.0, 3.2)
    ax.axhline(0, color=plot.GREY, linewidth=1)
    ax.plot(weights, derived, color=plot.GREEN, label="derived")
    ax.scatter(weights, measured, color=plot.PURPLE, s=42, zorder=3, label="measured by a nudge")
    ax.set(xlabel="w", ylabel="slope of the loss", title="Measured and derived")
    ax.legend()
    gap = np.abs(np.asarray(derived) - np.asarray(measured)).max()
    plot.show(
        fig,
        f"The derived slope goes from {derived[0]:.0f} at w = {weights[0]:g} to {derived[-1]:.0f}"
        f" at w = {weights[-1]:g}. The {len(measured)} measured slopes differ from it by at most"
        f" {gap:.3f}.".replace("-", MINUS),
    )


def explore_step() -> None:
    """Show one step down the loss of x = 1, y = 2, from any weight, with any learning rate, and
    where the next steps lead.
    """
    rate, w = (0.1, 0.5, 1.1), (-1.0, 0.0, 5.0)
    steps = (f"{_after(w[1], one):g} with a rate of {one:g}" for one in rate)
    widgets.explore(
        _step,
        "The loss of one customer as a valley with its bottom at w = 2. A tangent shows the slope,"
        f" an arrow the step, and small dots the steps after it. From w = {w[1]:g} the step leads"
        f" to {', '.join(steps)}.",
        height=3.6,
        rate=rate,
        w=w,
    )


NEXT_STEPS = 4


def _after(w: float, rate: float) -> float:
    """The weight after a step down the loss of x = 1, y = 2."""
    return w - rate * 2 * (w - 2)


def _step(ax: Axes, rate: float, w: float) -> None:
    path = [w]
    for _ in range(1 + NEXT_STEPS):
        path.append(_after(path[-1], rate))
    loss, slope, after = (w - 2) ** 2, 2 * (w - 2), path[1]
    line = np.linspace(-2, 6, 200)
    ax.plot(line, (line - 2) ** 2, color=plot.RED)
    reach = np.array([w - 0.8, w + 0.8])
    ax.plot(reach, loss + slope * (reach - w), color=plot.GREEN)
    later = np.array(path[1:])
    ax.plot(later, (later - 2) ** 2, "o:", color=plot.ORANGE, markersize=3, linewidth=0.8)
    _jump(ax, (w, loss), (after, (after - 2) ** 2))
    ax.set(xlabel="w", ylabel="loss", xlim=(-2.2, 6.2), ylim=(-1, 17))
    ax.set_title(f"slope {slope:.3g}: w {w:.3g} → {after:.3g}".replace("-", MINUS))


def _jump(ax: Axes, start: tuple[float, float], end: tuple[float, float]) -> None:
    """A step from a full dot to an empty one."""
    ax.scatter(*start, color=plot.ORANGE, s=45, zorder=4)
    empty: dict[str, Any] = {"facecolor": "white", "edgecolor": plot.ORANGE, "linewidth": 2}
    ax.scatter(*end, s=45, zorder=4, **empty)
    arrow = {
        "arrowstyle": "-|>",
        "color": plot.ORANGE,
        "linewidth": 1.5,
        "shrinkA": 4,
        "shrinkB": 4,
    }
    ax.annotate("", end, xytext=start, arrowprops=arrow)


def learning(x: Any, y: Any, losses: Sequence[float], weights: Mapping[int, float]) -> None:
    """Show the loss of each epoch, and the line after a few of them.

    Arguments: the examples (n,), the losses, and the weight by the number of epochs trained.
    """
    fig, (left, right) = plot.new(7.2, 3.4, columns=2)
    left.semilogy(losses, "o-", color=plot.RED, markersize=3.5)
    left.yaxis.set_major_locator(LogLocator(base=100, numticks=20))
    left.set(xlabel="epoch", ylabel="loss", title="Loss of each epoch")
    reach = np.array([0.0, 1.08 * x.max()])
    for (epochs, w), strength in zip(weights.items(), (0.25, 0.45, 0.65, 1.0), strict=True):
        right.plot(reach, w * reach, color=plot.ORANGE, alpha=strength)
        label = f"{epochs} epochs" if epochs != 1 else "1 epoch"
        _beside(right, label, reach[1], w * reach[1])
    right.scatter(x, y, color=plot.BLUE, s=40, zorder=3)
    right.set(xlabel="x", ylabel="y", xlim=(0, 1.45 * x.max()), title="The line")
    turned = ", ".join(f"{w:.2f} after {epochs}" for epochs, w in weights.items())
    plot.show(
        fig,
        "Left: on a scale where each grid line is a hundred times lower than the one above, the"
        f" loss falls from {losses[0]:.1f} to {losses[-1]:.0e} in {len(losses)} epochs. Right: the"
        f" line of the model turns upwards to the points. Its weight is {turned} epochs.",
    )


def rates(curves: Mapping[float, Sequence[float]]) -> None:
    """Show the loss of each epoch for four learning rates.

    Arguments: the losses by learning rate, the smallest rate first.
    """
    fig, ax = plot.new(6.4, 3.6)
    colours = (plot.SKY, plot.BLUE, plot.GREEN, plot.RED)
    for (rate, losses), colour in zip(curves.items(), colours, strict=True):
        ax.semilogy(losses, "o-", color=colour, markersize=3.5)
        _beside(ax, f"rate {rate:g}", len(losses) - 1, losses[-1])
    epochs = len(next(iter(curves.values())))
    ax.set(xlabel="epoch", ylabel="loss", xlim=(-0.3, epochs + 1), title="Four learning rates")
    ends = "; ".join(
        f"from {losses[0]:.3g} to {losses[-1]:.1e} at rate {rate:g}"
        for rate, losses in curves.items()
    )
    plot.show(fig, f"The loss over {epochs} epochs, in factors: {ends}.")


def valleys(x: Any, y: Any, rate: float) -> None:
    """Show the loss of each example over w, and where one step from w = 0 lands, each valley on a
    scale of its own.

    Arguments: inputs and targets (n,), and the learning rate.
    """
    fig, axes = plot.new(7.2, 3.2, columns=len(x))
    told = []
    for ax, kilos, paid in zip(axes, x, y, strict=True):
        slope = -2 * paid * kilos
        after = -rate * slope
        before, landed = paid**2, (after * kilos - paid) ** 2
        reach = 1.3 * max(2, abs(after - 2))
        line = np.linspace(2 - reach, 2 + reach, 200)
        ax.plot(line, (line * kilos - paid) ** 2, color=plot.RED)
        _jump(ax, (0, before), (after, landed))
        top = 1.5 * max(before, landed)
        ax.set(xlabel="w", ylim=(-0.05 * top, top))
        ax.set_title(f"x = {kilos:g}\nslope {slope:g}\nw: 0 → {after:.1f}".replace("-", MINUS))
        told.append(f"for x = {kilos:g} from {before:.0f} to {landed:.0f}")
    axes[0].set_ylabel("squared error")
    plot.show(
        fig,
        f"{len(x)} valleys with their bottom at w = 2, each on its own scale. One step from w = 0"
        f" takes the squared error {', '.join(told)}.",
    )
