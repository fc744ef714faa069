"""The drawings of lesson 05: errors as squares, what a probability costs, and why a loss is not an
accuracy.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from course_lib import plot, widgets
from course_lib.data import Array, two_groups
from course_lib.nn import sigmoid, softmax

Loss = Callable[..., Any]
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


def one_error(mse_loss: Loss, y_pred: Array, y: Array, day: int) -> None:
    """Show how the loss changes when one forecast is moved and the others stay.

    Arguments: the learner's loss, predictions and targets (n,), and the day that is moved, counted
    from 1.
    """
    fig, ax = plot.new(6.4, 3.2)

    def moved(error: float) -> float:
        forecast = y_pred.copy()
        forecast[day - 1] = y[day - 1] + error
        return float(mse_loss(forecast, y))

    errors = np.linspace(-12, 12, 97)
    ax.plot(errors, [moved(error) for error in errors], color=plot.RED)
    for error in (-8.0, -4.0, 0.0):
        loss = moved(error)
        ax.scatter([error], [loss], color=plot.ORANGE, s=45, zorder=3)
        label = f"error {_signed(error, 0)}: loss {loss:g}"
        place, side = ((9, 7), "left") if error else ((0, 10), "center")
        ax.annotate(label, (error, loss), xytext=place, textcoords="offset points", ha=side)
    ax.set(xlabel=f"error of day {day}, in °C", ylabel="loss, in °C²", ylim=(0, None))
    ax.set_title("One forecast moves, seven stay")
    plot.show(
        fig,
        f"The loss against the error of day {day}: a parabola whose lowest point, {moved(0):g},"
        f" lies at an error of 0. At an error of -4 the loss is {moved(-4):g}, at -8 it is"
        f" {moved(-8):g}.",
    )


def surprise() -> None:
    """Show what a probability costs: minus its logarithm, beside the squared error."""
    fig, ax = plot.new(6.6, 3.4)
    p = np.geomspace(0.002, 1, 300)
    ax.plot(p, -np.log(p), color=plot.RED, label=f"{MINUS}ln p")
    ax.plot(p, (1 - p) ** 2, color=plot.PURPLE, linestyle="dashed", label=f"(1 {MINUS} p)²")
    for one in (0.01, 0.25, 0.5):
        cost = -np.log(one)
        ax.scatter([one], [cost], color=plot.RED, s=40, zorder=3)
        ax.annotate(
            f"p = {one:g} costs {cost:.2f}", (one, cost), xytext=(9, 2), textcoords="offset points"
        )
    ax.set(
        xlabel="probability that was given to what happened",
        ylabel="cost",
        title="The price of a surprise",
    )
    ax.legend()
    plot.show(
        fig,
        "Minus the logarithm of p falls from above 6, near p = 0, to 0 at p = 1; marked are 4.61 at"
        " p = 0.01, 1.39 at p = 0.25 and 0.69 at p = 0.5. The squared error, dashed, never rises"
        " above 1.",
    )


def yes_and_no(binary_cross_entropy: Loss) -> None:
    """Show what a forecast costs if it rains and if it stays dry, against its logit.

    Arguments: the learner's loss.
    """
    fig, ax = plot.new(6.6, 3.4)
    z, at = np.linspace(-6, 6, 121), np.log(3)
    for y, colour, style, label in (
        (1.0, plot.BLUE, "solid", "y = 1"),
        (0.0, plot.ORANGE, "dashed", "y = 0"),
    ):

        def cost(logit: float, y: float = y) -> float:
            return float(binary_cross_entropy(np.array([logit]), np.array([y])))

        ax.plot(z, [cost(one) for one in z], color=colour, linestyle=style, label=label)
        ax.scatter([at], [cost(at)], color=colour, s=45, zorder=3)
        ax.annotate(
            f"{cost(at):.3f}",
            (at, cost(at)),
            xytext=(8, 5 if y else -6),
            textcoords="offset points",
        )
    ax.axvline(at, color=plot.GREY, linewidth=1, linestyle="dotted")
    ax.set(
        xlabel="logit z",
        ylabel="loss",
        ylim=(-0.2, 6.4),
        title="One forecast, if it rains (1) and if not (0)",
    )
    ax.legend(loc="upper center")
    plot.show(
        fig,
        "Two curves that mirror each other. For y = 1 the loss falls towards 0 as the logit grows;"
        " for y = 0 it rises, and soon runs along a straight line. At z = ln 3 they pass through"
        " 0.288 and 1.386.",
    )


def three_ways(binary_cross_entropy: Loss) -> None:
    """Show the loss of a forecast that is more and more wrong, computed in three ways.

    Arguments: the learner's loss.
    """
    fig, ax = plot.new(6.6, 3.4)
    z = np.linspace(0, 60, 241)
    p = sigmoid(z)
    with np.errstate(divide="ignore"):
        rounded = -np.log(1 - p)
    clipped = -np.log(np.maximum(1 - p, 1e-7))
    costs = [binary_cross_entropy(np.array([one]), np.array([0.0])) for one in z]
    ax.plot(z, costs, color=plot.RED, linewidth=6, alpha=0.35, label="from the logit")
    finite = np.isfinite(rounded)
    ax.plot(z[finite], rounded[finite], color=plot.BLUE, label="through the probability")
    ax.plot(z, clipped, color=plot.PURPLE, linestyle="dashed", label="probability clipped at 1e-7")
    ax.scatter([z[finite][-1]], [rounded[finite][-1]], color=plot.BLUE, marker="x", s=60, zorder=3)
    ax.annotate(
        "here p rounds to 1,\nand the loss is inf",
        (z[finite][-1], rounded[finite][-1]),
        xytext=(12, -26),
        textcoords="offset points",
    )
    ax.set(
        xlabel="logit z, with y = 0: ever more wrong",
        ylabel="loss",
        title="Right, broken, and merely finite",
    )
    ax.legend()
    plot.show(
        fig,
        "Three curves against the logit. From the logit, the loss follows a straight line all the"
        " way to 60. Through the probability it follows the same line and ends near a logit of 37."
        " With a clipped probability it turns flat at 16.1.",
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


def explore_true_logit(cross_entropy: Loss, mse_loss: Loss) -> None:
    """Show cross-entropy and squared error, with their slopes, as the logit of the true class
    moves.

    Arguments: the learner's two losses.
    """

    def draw(ax: Axes, true_logit: float) -> None:
        _true_logit(ax, float(true_logit), cross_entropy, mse_loss)

    widgets.explore(
        draw,
        "Two losses against the logit of the true class, with a green line that touches each at a"
        " marked point. At a logit of -6 cross-entropy is high and falls with a slope near -1,"
        " while the squared error is flat. At 0 both fall. At 6 both are near 0 and flat.",
        width=8.4,
        height=3.7,
        true_logit=(-6.0, 0.0, 6.0),
    )


def _true_logit(ax: Axes, at: float, cross_entropy: Loss, mse_loss: Loss) -> None:
    label, target = np.array([0]), np.array([[1.0, 0.0, 0.0]])

    def entropy(z: float) -> float:
        return float(cross_entropy(np.array([[z, 0.0, 0.0]]), label))

    def squared(z: float) -> float:
        return float(mse_loss(softmax(np.array([[z, 0.0, 0.0]])), target))

    z, nudge = np.linspace(-8, 8, 81), 1e-4
    slopes = []
    for loss, colour, style, name in (
        (entropy, plot.RED, "solid", "cross-entropy"),
        (squared, plot.PURPLE, "dashed", "squared error"),
    ):
        ax.plot(z, [loss(one) for one in z], color=colour, linestyle=style, label=name)
        slopes.append((loss(at + nudge) - loss(at)) / nudge)
        reach = np.array([at - 1.8, at + 1.8])
        ax.plot(reach, loss(at) + slopes[-1] * (reach - at), color=plot.GREEN, linewidth=2.6)
        ax.scatter([at], [loss(at)], color=colour, s=45, zorder=3)
    p = softmax(np.array([at, 0.0, 0.0]))[0]
    ax.set(xlabel="logit of the true class", ylabel="loss", ylim=(-0.6, 10.5), xlim=(-8.4, 8.4))
    ax.set_title(f"p = {p:.3f}, slopes {_signed(slopes[0], 2)} and {_signed(slopes[1], 3)}")
    ax.legend(loc="upper right")


def staircase(cross_entropy: Loss, accuracy: Loss) -> None:
    """Show the loss and the accuracy of sixty forecasts while one number of the model moves.

    Arguments: the learner's two functions.
    """
    X, labels = two_groups(60, np.random.default_rng(5))
    offsets = np.linspace(-4, 4, 321)
    loss, share = np.empty_like(offsets), np.empty_like(offsets)
    for i, offset in enumerate(offsets):
        logits = np.column_stack(
            [np.zeros(len(X)), 2 * X[:, 0] + offset]
        )  # (n, 2): class 0 keeps the logit 0
        loss[i], share[i] = cross_entropy(logits, labels), accuracy(logits, labels)
    fig, (left, right) = plot.new(7.2, 3.2, columns=2)
    left.plot(offsets, loss, color=plot.RED)
    left.set(xlabel="b", title="Cross-entropy: a valley", ylim=(0, None))
    right.step(offsets, share, color=plot.BLUE, where="mid")
    right.set(xlabel="b", title="Accuracy: a staircase", ylim=(0.4, 1))
    plot.show(
        fig,
        "Left: the cross-entropy against one number b of the model, a smooth valley. Right: the"
        " accuracy of the same forecasts, a staircase of flat steps that rises to almost 0.9 in the"
        " middle and falls again.",
    )
