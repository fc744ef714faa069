"""The drawings of lesson 06: nudges, layers and gates on the way back, a gradient check, and what
it all costs.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from course_lib import plot
from course_lib.figures.backprop_chain import arrow, chain, explore_chain, text

__all__ = [
    "central",
    "chain",
    "cost",
    "explore_chain",
    "gates",
    "gradient_check",
    "layer_back",
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
        f"{len(X)} points on two spiral arms, one arm per class. {wrong.sum()} of them are ringed"
        " because the untrained network predicts the wrong class:"
        f" {(labels[wrong] == 0).sum()} of class 0 and {(labels[wrong] == 1).sum()} of class 1.",
    )


def central(nudge: float, one_side: float, both_sides: float) -> None:
    """Show the slope of w³ at w = 2, and two ways of measuring it.

    Arguments: the nudge, and the slopes measured with it upwards alone, and up and down.
    """
    fig, ax = plot.new(6.0, 3.4)
    w = np.linspace(1.0, 3.0, 100)
    ax.plot(w, w**3, color=plot.RED)
    ax.plot(w, 8 + 12 * (w - 2), color=plot.GREEN, label="slope 12")
    for start, colour, label in (
        (2.0, plot.GREY, f"one side: {one_side:.2f}"),
        (2 - nudge, plot.PURPLE, f"both sides: {both_sides:.2f}"),
    ):
        ends = np.array([start, 2 + nudge])
        ax.plot(ends, ends**3, "o--", color=colour, markersize=5, label=label)
    ax.scatter([2], [8], color=plot.ORANGE, s=50, zorder=4)
    ax.set(xlabel="w", title=f"w³ at w = 2, nudged by {nudge:g}", ylim=(-2, 30))
    ax.legend()
    plot.show(
        fig,
        f"The curve w cubed with its tangent of slope 12 at w = 2. The line from there to"
        f" {2 + nudge:g} has the slope {one_side:.2f}; the line from {2 - nudge:g} to"
        f" {2 + nudge:g} has the slope {both_sides:.2f}.",
    )


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
        f"{at - len(grads)} bars, one per parameter. {_reaches(grads)}.",
    )


def _reaches(grads: dict[str, Any]) -> str:
    return "; ".join(
        f"{name} from {grad.min():.2f} to {grad.max():.2f}" for name, grad in grads.items()
    )


def layer_back(x: Any, W: Any, dout: Any) -> None:
    """Show which numbers make dW[0, 1], db[1] and dx[0, 1] of a linear layer.

    Arguments: what came in (n, 2), the weights (2, d_out), and the blame that arrives (n, d_out).
    """
    fig, axes = plot.new(7.2, 2.5, columns=3)
    dW = _sum_of_products(x[:, 0], dout[:, 1])
    db = f"{' + '.join(map(_factor, dout[:, 1]))} = {dout[:, 1].sum():g}"
    dx = _sum_of_products(dout[0], W[1])
    outputs = ("dout", dout, _coloured(dout, (slice(None), 1), plot.ORANGE))
    inputs = ("x", x, _coloured(x, (slice(None), 0), plot.SKY))
    _panel(axes[0], f"dW[0, 1] = {dW}", inputs, outputs)
    _panel(axes[1], f"db[1] = {db}", outputs)
    first_row = ("dout", dout, _coloured(dout, (0, slice(None)), plot.ORANGE))
    weights = ("W", W, _coloured(W, (1, slice(None)), plot.SKY))
    _panel(axes[2], f"dx[0, 1] = {dx}", first_row, weights)
    plot.show(
        fig,
        "Three small pictures with the numbers that are used in colour. Column 0 of x and column 1"
        f" of dout: dW[0, 1] = {dW}. Column 1 of dout: db[1] = {db}. Row 0 of dout and row 1 of W:"
        f" dx[0, 1] = {dx}.",
    )


def _sum_of_products(left: Any, right: Any) -> str:
    pairs = zip(left, right, strict=True)
    products = [f"{_factor(one)}·{_factor(other)}" for one, other in pairs]
    return f"{' + '.join(products)} = {left @ right:g}"


def _factor(number: float) -> str:
    return f"({number:g})" if number < 0 else f"{number:g}"


def _coloured(table: Any, where: Any, colour: str) -> Any:
    colours = np.full(table.shape, "#F2F2F2", dtype=object)
    colours[where] = colour
    return colours


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
        f"For each of {len(p)} examples, bars of the predicted probabilities and lines at the"
        " one-hot row. A green arrow leads from each bar to its line: up for the true class, down"
        " for the others. " + " ".join(map(_blames, p, labels)),
    )


def _blames(row: Any, label: int) -> str:
    gaps = ", ".join(f"{gap:+.3g}" for gap in row - np.eye(len(row))[label])
    return f"True class {label}: {gaps}."


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
        "Derived against measured slopes, one point per parameter. Largest distance from the"
        f" diagonal with mlp_backward: {_distances(measured, derived)}; without the gates:"
        f" {_distances(measured, broken)}.",
    )


def _distances(measured: dict[str, Any], grads: dict[str, Any]) -> str:
    gaps = {name: np.abs(grads[name] - slopes).max() for name, slopes in measured.items()}
    return ", ".join(f"{name} {gap:.3f}" for name, gap in gaps.items())


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
