"""The drawings of lesson 05: errors as squares, three ways to a loss, and why a loss is not an
accuracy.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from course_lib import plot, widgets
from course_lib.data import Array

MINUS = "\N{MINUS SIGN}"


def _signed(number: float, digits: int) -> str:
    """A number as a label: a real minus sign, and no minus before a zero."""
    text = f"{number:.{digits}f}"
    return text.lstrip("-") if float(text) == 0 else text.replace("-", MINUS)


def square_errors(y_pred: Array, y: Array) -> None:
    """Show forecasts beside what was measured, and the square of each error as a square.

    Arguments: predictions and targets, both (n,).
    """
    fig, (left, right) = plot.new(7.6, 3.2, columns=2)
    days, errors = np.arange(1, len(y) + 1), y_pred - y
    left.vlines(days, y_pred, y, color=plot.RED, linestyle="dotted", label="error")
    left.scatter(days, y, color=plot.BLUE, s=75, zorder=3, label="measured")
    left.scatter(days, y_pred, color=plot.ORANGE, s=28, zorder=3, marker="D", label="forecast")
    left.set(
        xlabel="day", ylabel="temperature in °C", xticks=days, ylim=(7, 21.5), title="The errors"
    )
    left.legend(ncols=3, columnspacing=0.9, handletextpad=0.2, loc="upper left")
    sides = [*np.abs(errors), np.sqrt(np.mean(errors**2))]
    at = 0.0
    for i, side in enumerate(sides):
        mean = i == len(y)
        colour = plot.PURPLE if mean else plot.RED
        at += 2.0 if mean else 0.0
        right.add_patch(
            Rectangle((at, 0), side, side, facecolor=colour, alpha=0.5, edgecolor=colour)
        )
        label = f"{side**2:g}"
        right.annotate(
            label, (at + side / 2, side), xytext=(0, 2), textcoords="offset points", ha="center"
        )
        if mean:
            right.annotate(
                "mean", (at + side / 2, 0), xytext=(0, -12), textcoords="offset points", ha="center"
            )
        at += max(side, 0.6) + 0.9
    right.set(
        xlim=(-0.5, at),
        ylim=(-2, 10),
        aspect="equal",
        xticks=[],
        yticks=[],
        title="Their squares, in °C²",
    )
    right.grid(False)
    right.spines[:].set_visible(False)
    plot.show(
        fig,
        f"Left: {len(y)} days with the measured and the forecast temperature, joined by a dotted"
        " bar; one bar is far longer than the others. Right: the squared errors as squares,"
        f" {', '.join(f'{error**2:g}' for error in errors)}. One is larger than all others"
        f" together; their mean is {np.mean(errors**2):g}.",
    )


def one_error(errors: Array, losses: Sequence[float], day: int) -> None:
    """Show how the loss changes when one forecast is moved and the others stay.

    Arguments: the errors of that forecast, -8, -4 and 0 among them, and the loss at each; and the
    day, counted from 1.
    """
    fig, ax = plot.new(6.4, 3.2)
    ax.plot(errors, losses, color=plot.RED)
    marked = {error: losses[int(np.argmin(np.abs(errors - error)))] for error in (-8.0, -4.0, 0.0)}
    for error, loss in marked.items():
        ax.scatter([error], [loss], color=plot.ORANGE, s=45, zorder=3)
        label = f"error {_signed(error, 0)}: loss {loss:g}"
        place, side = ((9, 7), "left") if error else ((0, 10), "center")
        ax.annotate(label, (error, loss), xytext=place, textcoords="offset points", ha=side)
    ax.set(xlabel=f"error of day {day}, in °C", ylabel="loss, in °C²", ylim=(0, None))
    ax.set_title("One forecast moves, the others stay")
    told = ", ".join(f"{loss:g} at an error of {error:g}" for error, loss in marked.items())
    plot.show(fig, f"The loss against the error of day {day}, a parabola: {told}.")


def three_ways(z: Array, from_logit: Sequence[float], through_p: Array, clipped: Array) -> None:
    """Show the loss of a forecast that is more and more wrong, computed in three ways.

    Arguments: the logits, and for each the loss from the logit, through the probability, and with
    the probability clipped.
    """
    fig, ax = plot.new(6.6, 3.4)
    ax.plot(z, from_logit, color=plot.RED, linewidth=6, alpha=0.35, label="from the logit")
    finite = np.isfinite(through_p)
    end, cost = z[finite][-1], through_p[finite][-1]
    ax.plot(z[finite], through_p[finite], color=plot.BLUE, label="through the probability")
    ax.plot(z, clipped, color=plot.PURPLE, linestyle="dashed", label="probability clipped at 1e-7")
    ax.scatter([end], [cost], color=plot.BLUE, marker="x", s=60, zorder=3)
    beside: dict[str, Any] = {"xytext": (12, -26), "textcoords": "offset points"}
    ax.annotate("here p rounds to 1,\nand the loss is inf", (end, cost), **beside)
    ax.set(xlabel="logit z, with y = 0: ever more wrong", ylabel="loss")
    ax.set_title("Right, broken, and merely finite")
    ax.legend()
    plot.show(
        fig,
        f"Three curves against the logit. From the logit, the loss rises to {from_logit[-1]:.0f}"
        f" at {z[-1]:g}. Through the probability it follows the same line and ends near a logit of"
        f" {end:.0f}. With a clipped probability it turns flat at {clipped[-1]:.1f}.",
    )


def two_networks(losses_a: Array, losses_b: Array, guess: str) -> None:
    """Show what every example costs two networks, with the means as lines and the learner's guess
    in the title.

    Arguments: the losses of network A and of network B, both (n,), and the guess.
    """
    fig, axes = plot.new(7.2, 3.2, columns=2)
    for ax, name, losses in zip(axes, "AB", (losses_a, losses_b), strict=True):
        days = np.arange(1, len(losses) + 1)
        mean = float(np.mean(losses))
        ax.bar(days, losses, color=plot.RED, width=0.6)
        ax.axhline(mean, color=plot.PURPLE, linestyle="dashed")
        ax.annotate(f"mean {mean:.2f}", (0.55, mean), xytext=(0, 4), textcoords="offset points")
        ax.set(
            xlabel="day", ylabel="loss", xlim=(0.5, len(losses) + 0.5), ylim=(0, 7.6), xticks=days
        )
        ax.set_title(f"Network {name}")
    fig.suptitle(f"You guessed: {guess}", fontsize=10.5)
    plot.show(
        fig,
        f"Left, network A: four bars of equal height, mean {np.mean(losses_a):.2f}. Right, network"
        f" B: three bars that can hardly be seen and one of {np.max(losses_b):.2f}, mean"
        f" {np.mean(losses_b):.2f}.",
    )


Point = tuple[float, Array, Array]
"""The probability of the true class, the two losses, and their slopes."""


def explore_true_logit(z: Array, curves: Array, points: Mapping[int, Point]) -> None:
    """Show cross-entropy and squared error, with their slopes, as the logit of the true class
    moves.

    Arguments: logits (m,) and the two losses at each, (m, 2); and for each whole logit the
    probability of the true class, the two losses and their slopes.
    """

    def draw(ax: Axes, true_logit: int) -> None:
        _true_logit(ax, z, curves, true_logit, points[true_logit])

    low, high = min(points), max(points)
    told = "; ".join(
        f"at a logit of {at} the slopes are {_signed(points[at][2][0], 3)} and"
        f" {_signed(points[at][2][1], 3)}"
        for at in (low, 0, high)
    )
    widgets.explore(
        draw,
        "Cross-entropy and squared error against the logit of the true class, with a green line"
        f" that touches each at a marked point: {told}.",
        width=8.4,
        height=3.7,
        true_logit=(low, 0, high),
    )


def _true_logit(ax: Axes, z: Array, curves: Array, at: int, point: Point) -> None:
    p, losses, slopes = point
    reach = np.array([at - 1.8, at + 1.8])
    looks = ((plot.RED, "solid", "cross-entropy"), (plot.PURPLE, "dashed", "squared error"))
    for k, (colour, style, name) in enumerate(looks):
        ax.plot(z, curves[:, k], color=colour, linestyle=style, label=name)
        ax.plot(reach, losses[k] + slopes[k] * (reach - at), color=plot.GREEN, linewidth=2.6)
        ax.scatter([at], [losses[k]], color=colour, s=45, zorder=3)
    ax.set(xlabel="logit of the true class", ylabel="loss", ylim=(-0.6, 10.5), xlim=(-8.4, 8.4))
    ax.set_title(f"p = {p:.3f}\nslopes {_signed(slopes[0], 3)}, {_signed(slopes[1], 3)}")
    ax.legend(loc="upper right")


def staircase(offsets: Array, losses: Sequence[float], shares: Sequence[float]) -> None:
    """Show the loss and the accuracy of the same forecasts while one number of the model moves.

    Arguments: the values of that number, and the loss and the accuracy at each.
    """
    fig, (left, right) = plot.new(7.2, 3.2, columns=2)
    left.plot(offsets, losses, color=plot.RED)
    left.set(xlabel="b", title="Cross-entropy: a valley", ylim=(0, None))
    right.step(offsets, shares, color=plot.BLUE, where="mid")
    right.set(xlabel="b", title="Accuracy: a staircase", ylim=(0.4, 1))
    lowest = offsets[int(np.argmin(losses))]
    plot.show(
        fig,
        f"Left: the cross-entropy against one number b of the model, a smooth valley with its"
        f" lowest point, {min(losses):.2f}, near b = {lowest:.1f}. Right: the accuracy of the same"
        f" forecasts, a staircase of {len(set(map(float, shares)))} heights from"
        f" {min(shares):.2f} to {max(shares):.2f}.",
    )
