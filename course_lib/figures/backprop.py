"""The drawings of lesson 06: nudges, layers and gates on the way back, a gradient check, and what
it all costs.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.ticker import LogLocator

from course_lib import plot
from course_lib.figures.backprop_chain import arrow, chain, explore_chain, text

__all__ = [
    "central",
    "chain",
    "cost",
    "descents",
    "explore_chain",
    "gates",
    "gradient_check",
    "one_weight",
    "push",
    "slopes",
    "spirals",
]


def spirals(X: Any, labels: Any, logits: Any) -> None:
    """Show the examples in the colours of their classes, with a ring around each that is classified
    wrongly.

    Arguments: points (n, 2), labels (n,) of 0 and 1, and logits (n, 2).
    """
    fig, ax = plot.new(6.0, 3.6)
    for label, colour, marker in ((0, plot.BLUE, "o"), (1, plot.PURPLE, "s")):
        ax.scatter(
            X[labels == label, 0],
            X[labels == label, 1],
            color=colour,
            marker=marker,
            s=26,
            label=f"class {label}",
        )
    wrong = logits.argmax(axis=1) != labels
    ax.scatter(
        X[wrong, 0],
        X[wrong, 1],
        s=110,
        facecolor="none",
        edgecolor=plot.RED,
        linewidth=1.4,
        label="predicted wrongly",
    )
    ax.set_aspect("equal")
    ax.set(xlabel="first input", ylabel="second input")
    ax.legend(loc="upper left", bbox_to_anchor=(1, 1))
    plot.show(
        fig,
        f"{len(X)} points on two spiral arms, one arm a class. {wrong.sum()} of them are ringed"
        " because the untrained network predicts the wrong class.",
    )


def central() -> None:
    """Show the slope of w³ at w = 2 measured on one side and on both, and how the error depends on
    the nudge.
    """
    fig, (left, right) = plot.new(7.2, 3.4, columns=2)
    w, nudge = np.linspace(1.0, 3.0, 100), 0.7
    left.plot(w, w**3, color=plot.RED)
    left.plot(w, 8 + 12 * (w - 2), color=plot.GREEN, label="slope 12")
    for start, colour, label in (
        (2.0, plot.GREY, "one side"),
        (2 - nudge, plot.PURPLE, "both sides"),
    ):
        ends = np.array([start, 2 + nudge])
        left.plot(
            ends, ends**3, "o--", color=colour, markersize=5, label=f"{label}: {_rise(ends):.2f}"
        )
    left.scatter([2], [8], color=plot.ORANGE, s=50, zorder=4)
    left.set(xlabel="w", title="w³ at w = 2, nudged by 0.7", ylim=(-2, 30))
    left.legend()
    sizes = 10.0 ** np.arange(-13, 0.1, 0.5)
    one = np.abs(((2 + sizes) ** 3 - 8) / sizes - 12)
    both = np.abs(((2 + sizes) ** 3 - (2 - sizes) ** 3) / (2 * sizes) - 12)
    right.loglog(sizes, one, "s--", color=plot.GREY, markersize=3, label="one side")
    right.loglog(sizes, both, "o-", color=plot.PURPLE, markersize=3, label="both sides")
    right.xaxis.set_major_locator(LogLocator(base=1000, numticks=9))
    right.set(xlabel="nudge", title="Error of the measured slope")
    right.legend(loc="lower left")
    plot.show(
        fig,
        "Left: the curve w cubed. The line through a point on each side of w = 2 is nearly parallel"
        " to the tangent of slope 12; the line from w = 2 to one side is too steep. Right: on"
        " logarithmic scales both errors fall as the nudge shrinks, for both sides much faster,"
        " down to nudges of about 0.00001. Below that they grow again.",
    )


def _rise(ends: Any) -> float:
    return float((ends[1] ** 3 - ends[0] ** 3) / (ends[1] - ends[0]))


def slopes(grads: dict[str, Any]) -> None:
    """Show the slope of the loss for every parameter as a bar.

    Arguments: the slopes by the name of their parameter.
    """
    fig, ax = plot.new(7.2, 2.8)
    at = 0
    for (name, grad), colour in zip(
        grads.items(), (plot.BLUE, plot.SKY, plot.PURPLE, plot.ORANGE), strict=False
    ):
        ax.bar(
            np.arange(at, at + grad.size), grad.ravel(), color=colour, label=f"{name} {grad.shape}"
        )
        at += grad.size + 1
    ax.axhline(0, color=plot.GREY, linewidth=1)
    ax.set(ylabel="slope of the loss", title=f"One slope for each of {at - len(grads)} parameters")
    ax.set_xticks([])
    ax.legend(ncols=4, loc="upper center", bbox_to_anchor=(0.5, 0))
    plot.show(
        fig,
        f"{at - len(grads)} bars, one a parameter, grouped into {', '.join(grads)}. Some point up"
        " and some down, and their lengths differ widely.",
    )


def one_weight() -> None:
    """Show, for the layer worked by hand, which numbers make dW[0, 0], db[0] and dx[2]."""
    x, W, dout = (
        np.array([[1, 2], [0, 1], [3, 1]]),
        np.array([[2], [-1]]),
        np.array([[1], [-1], [2]]),
    )
    fig, axes = plot.new(7.2, 2.5, columns=3)
    sky, orange, pale = plot.SKY, plot.ORANGE, "#F2F2F2"
    blame, last = ("dout", dout, [[orange]] * 3), ("dout", dout, [[pale], [pale], [orange]])
    _panel(axes[0], "dW[0, 0] = 1·1 + 0·(-1) + 3·2 = 7", ("x", x, [[sky, pale]] * 3), blame)
    _panel(axes[1], "db[0] = 1 - 1 + 2 = 2", blame)
    _panel(axes[2], "dx[2] = [2·2, 2·(-1)] = [4, -2]", last, ("W", W, [[sky], [sky]]))
    plot.show(
        fig,
        "Three small pictures. For dW[0, 0] the first column of x and all of dout are coloured: 1"
        " times 1, 0 times -1 and 3 times 2 make 7. For db[0] all of dout is coloured: its sum is"
        " 2. For dx[2] the last row of dout and all of W are coloured: 2 times 2 is 4, and 2 times"
        " -1 is -2.",
    )


def _panel(ax: Axes, title: str, *tables: tuple[str, Any, Sequence[Sequence[str]]]) -> None:
    left = 0.0
    for name, table, colours in tables:
        ax.text(left + table.shape[1] / 2, -0.2, f"{name} {table.shape}", ha="center", va="bottom")
        _cells(ax, table, colours, left)
        left += table.shape[1] + 1.4
    middle = (left - 1.4) / 2  # each panel keeps to itself, with its tables in its middle
    ax.set_title(text(title), fontsize=9, loc="center")
    ax.set(xlim=(middle - 2.9, middle + 2.9), ylim=(3.1, -0.9))
    ax.set_aspect("equal")
    ax.axis("off")


def _cells(ax: Axes, table: Any, colours: Sequence[Sequence[str]], left: float) -> None:
    for i, row in enumerate(table):
        for j, number in enumerate(row):
            ax.add_patch(
                Rectangle(
                    (left + j, i), 1, 1, facecolor=colours[i][j], alpha=0.6, edgecolor="white"
                )
            )
            ax.text(left + j + 0.5, i + 0.5, text(f"{number:g}"), ha="center", va="center")


def gates(z: Any, dout: Any, dz: Any) -> None:
    """Show what arrives at a ReLU on the way back, which gates are open, and what passes.

    Arguments: three tables (n, d).
    """
    fig, ax = plot.new(7.2, 2.4)
    width = z.shape[1] + 1.2
    shades = [[plot.GREEN if number > 0 else "#D9D9D9" for number in row] for row in z]
    tables = {"z, seen on the way forward": z, "dout, arriving": dout, "dz, passed on": dz}
    for k, (name, table) in enumerate(tables.items()):
        _cells(ax, table, shades, k * width)
        ax.text(k * width + z.shape[1] / 2, -0.2, name, ha="center", va="bottom")
    for k, sign in ((1, "→"), (2, "=")):
        ax.text(k * width - 0.6, len(z) / 2, sign, ha="center", va="center", fontsize=13)
    ax.set(xlim=(-0.1, 3 * width - 1.1), ylim=(len(z) + 0.1, -0.8))
    ax.set_aspect("equal")
    ax.axis("off")
    plot.show(
        fig,
        f"Three tables of {z.shape[0]} rows and {z.shape[1]} columns. Where z is positive the cells"
        " are green in all three, and dz equals dout there, whatever its sign. Where z is negative"
        " they are grey, and dz is 0.",
    )


def push(p: Any, labels: Any) -> None:
    """Show predicted probabilities beside what the labels ask for, with the push that each logit
    gets.

    Arguments: probabilities (n, classes) and labels (n,).
    """
    fig, axes = plot.new(7.2, 3.0, columns=len(p))
    for ax, row, label in zip(axes, p, labels, strict=True):
        target = np.eye(len(row))[label]
        ax.bar(range(len(row)), row, color=plot.ORANGE, width=0.5, label="p")
        ax.hlines(
            target,
            np.arange(len(row)) - 0.38,
            np.arange(len(row)) + 0.38,
            color=plot.BLUE,
            label="one-hot row",
        )
        for at, (start, end) in enumerate(zip(row, target, strict=True)):
            arrow(ax, (at, start), (at, end), plot.GREEN, 2.2)
            ax.text(
                at + 0.08, (start + end) / 2, text(f" {start - end:+.3g}"), va="center", fontsize=9
            )
        ax.set(
            xlim=(-0.5, len(row) - 0.3),
            ylim=(0, 1.05),
            xlabel="class",
            xticks=range(len(row)),
            title=f"true class {label}",
        )
    axes[0].set_ylabel("probability")
    axes[0].legend(loc="upper left")
    plot.show(
        fig,
        "For each of two examples, bars of the predicted probabilities 0.125, 0.25 and 0.625, and"
        " lines at the one-hot row. Green arrows lead from each bar to its line: up for the true"
        " class, down for the others. Where class 2 is true they are short; where class 0 is true"
        " they are long.",
    )


def gradient_check(
    measured: dict[str, Any], derived: dict[str, Any], broken: dict[str, Any]
) -> None:
    """Show derived slopes against measured ones, for a right gradient and for a wrong one.

    Arguments: three gradients with the same names and shapes.
    """
    fig, axes = plot.new(7.2, 3.5, columns=2)
    styles = ((plot.BLUE, "o"), (plot.SKY, "^"), (plot.PURPLE, "s"), (plot.ORANGE, "D"))
    for ax, grads, title in (
        (axes[0], derived, "mlp_backward"),
        (axes[1], broken, "without the ReLU's gates"),
    ):
        reach = 1.1 * max(np.abs(grad).max() for one in (measured, grads) for grad in one.values())
        ax.plot([-reach, reach], [-reach, reach], color=plot.GREY, linewidth=1)
        for name, (colour, marker) in zip(measured, styles, strict=False):
            ax.scatter(measured[name], grads[name], color=colour, marker=marker, s=28, label=name)
        ax.set(xlabel="measured slope", title=title)
    axes[0].set_ylabel("derived slope")
    axes[0].legend(loc="upper left")
    plot.show(
        fig,
        "Derived against measured slopes, one point a parameter. Left: all points lie on the"
        " diagonal. Right, with the gates left out: the points of W2 and b2 lie on the diagonal,"
        " those of W1 and b1 are scattered about it.",
    )


def cost(hidden: Sequence[int], nudging: Sequence[int], backprop: Sequence[int]) -> None:
    """Show what one gradient costs, for networks of several sizes.

    Arguments: hidden neurons, and the multiplications that nudging and backpropagation take for one
    example.
    """
    fig, ax = plot.new(6.0, 3.3)
    ax.loglog(hidden, nudging, "s--", color=plot.GREY, label="nudging every parameter")
    ax.loglog(hidden, backprop, "o-", color=plot.GREEN, label="backpropagation")
    ax.set(xlabel="hidden neurons", title="Multiplications for one gradient of one example")
    ax.legend()
    plot.show(
        fig,
        "On logarithmic scales, the cost of nudging rises twice as steeply as that of"
        f" backpropagation: from {nudging[0]:,} against {backprop[0]:,} multiplications with"
        f" {hidden[0]} hidden neurons to {nudging[-1]:,} against {backprop[-1]:,} with"
        f" {hidden[-1]}.",
    )


def descents(right: Sequence[float], broken: Sequence[float]) -> None:
    """Show the losses of two descents: with the right gradient, and without the gates.

    Arguments: the loss of each step.
    """
    fig, ax = plot.new(6.4, 3.3)
    ax.plot(broken, color=plot.GREY, linestyle="--", label="without the gates")
    ax.plot(right, color=plot.RED, label="mlp_backward")
    ax.set(
        xlabel="step",
        ylabel="loss",
        title="A wrong gradient learns, too, for a while",
        ylim=(0, None),
    )
    ax.legend()
    plot.show(
        fig,
        "Two falling losses. Both drop alike in the first steps. Then the one without the gates"
        f" stays at about {broken[-1]:.2f}, while the other goes on falling to {right[-1]:.2f}.",
    )
