"""The drawings of lesson 06: nudges, a chain with blame that flows back along it, tables, and a gradient check."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.ticker import LogLocator

from course_lib import plot, widgets

Function = Callable[..., Any]
Point = tuple[float, float]
MINUS = "\N{MINUS SIGN}"
START = {"w1": 3.0, "b1": -1.0, "w2": 2.0, "b2": -4.0}  # the chain of the lesson, with x = 2 and y = 4


def _text(template: str) -> str:
    return template.replace("-", MINUS)


def spirals(X: Any, labels: Any, logits: Any) -> None:
    """Show the examples in the colours of their classes, with a ring around each that is classified wrongly.

    Arguments: points (n, 2), labels (n,) of 0 and 1, and logits (n, 2).
    """
    fig, ax = plot.new(6.0, 3.6)
    for label, colour, marker in ((0, plot.BLUE, "o"), (1, plot.PURPLE, "s")):
        ax.scatter(
            X[labels == label, 0], X[labels == label, 1], color=colour, marker=marker, s=26, label=f"class {label}"
        )
    wrong = logits.argmax(axis=1) != labels
    ax.scatter(
        X[wrong, 0], X[wrong, 1], s=110, facecolor="none", edgecolor=plot.RED, linewidth=1.4, label="predicted wrongly"
    )
    ax.set_aspect("equal")
    ax.set(xlabel="first input", ylabel="second input")
    ax.legend(loc="upper left", bbox_to_anchor=(1, 1))
    plot.show(
        fig,
        f"{len(X)} points on two spiral arms, one arm a class. {wrong.sum()} of them are ringed because the untrained "
        "network predicts the wrong class.",
    )


def central() -> None:
    """Show the slope of w³ at w = 2 measured on one side and on both, and how the error depends on the nudge."""
    fig, (left, right) = plot.new(7.2, 3.4, columns=2)
    w, nudge = np.linspace(1.0, 3.0, 100), 0.7
    left.plot(w, w**3, color=plot.RED)
    left.plot(w, 8 + 12 * (w - 2), color=plot.GREEN, label="slope 12")
    for start, colour, label in ((2.0, plot.GREY, "one side"), (2 - nudge, plot.PURPLE, "both sides")):
        ends = np.array([start, 2 + nudge])
        left.plot(ends, ends**3, "o--", color=colour, markersize=5, label=f"{label}: {_rise(ends):.2f}")
    left.scatter([2], [8], color=plot.ORANGE, s=50, zorder=4)
    left.set(xlabel="w", title="w³ at w = 2, nudged by 0.7", ylim=(-2, 30))
    left.legend()
    sizes = 10.0 ** np.arange(-13, 0.1, 0.5)
    one = np.abs(((2 + sizes) ** 3 - 8) / sizes - 12)
    both = np.abs(((2 + sizes) ** 3 - (2 - sizes) ** 3) / (2 * sizes) - 12)
    right.loglog(sizes, one, "o-", color=plot.GREY, markersize=3, label="one side")
    right.loglog(sizes, both, "o-", color=plot.PURPLE, markersize=3, label="both sides")
    right.xaxis.set_major_locator(LogLocator(base=1000, numticks=9))
    right.set(xlabel="nudge", title="Error of the measured slope")
    right.legend(loc="lower left")
    plot.show(
        fig,
        "Left: the curve w cubed. The line through a point on each side of w = 2 is nearly parallel to the tangent of "
        "slope 12; the line from w = 2 to one side is too steep. Right: on logarithmic scales both errors fall as the "
        "nudge shrinks, for both sides much faster, down to nudges of about 0.00001. Below that they grow again.",
    )


def _rise(ends: Any) -> float:
    return float((ends[1] ** 3 - ends[0] ** 3) / (ends[1] - ends[0]))


def slopes(grads: dict[str, Any]) -> None:
    """Show the slope of the loss for every parameter as a bar.

    Arguments: the slopes by the name of their parameter.
    """
    fig, ax = plot.new(7.2, 2.8)
    at = 0
    for (name, grad), colour in zip(grads.items(), (plot.BLUE, plot.SKY, plot.PURPLE, plot.ORANGE), strict=False):
        ax.bar(np.arange(at, at + grad.size), grad.ravel(), color=colour, label=f"{name} {grad.shape}")
        at += grad.size + 1
    ax.axhline(0, color=plot.GREY, linewidth=1)
    ax.set(ylabel="slope of the loss", title=f"One slope for each of {at - len(grads)} parameters")
    ax.set_xticks([])
    ax.legend(ncols=4, loc="upper center", bbox_to_anchor=(0.5, 0))
    plot.show(
        fig,
        f"{at - len(grads)} bars, one a parameter, grouped into {', '.join(grads)}. Some point up and some down, and "
        "their lengths differ widely.",
    )


def _run(w1: float, b1: float, w2: float, b2: float) -> tuple[dict[str, float], dict[str, float]]:
    """The values along the chain, and the slope of the loss for each of them and for each parameter."""
    x, y = 2.0, 4.0
    z = w1 * x + b1
    h = max(z, 0.0)
    y_pred = w2 * h + b2
    value = {"x": x, "z": z, "h": h, "ŷ": y_pred, "L": (y_pred - y) ** 2}
    dy = 2 * (y_pred - y)
    dz = dy * w2 if z > 0 else 0.0
    slope = {"z": dz, "h": dy * w2, "ŷ": dy, "w1": dz * x, "b1": dz, "w2": dy * h, "b2": dy}
    return value, {name: number + 0.0 for name, number in slope.items()}  # adding 0 makes 0 of −0


def chain(*, blame: bool = False, **changed: float) -> None:
    """Show the one-neuron chain with its values and, if asked, the blame that flows back along it.

    Arguments: `blame`, and any of `w1`, `b1`, `w2`, `b2` that is not as in the lesson.
    """
    weights = {**START, **changed}
    value, slope = _run(**weights)
    fig, ax = plot.new(7.2, 2.5 if blame else 1.5)
    _draw_chain(ax, weights, blame=blame, vertical=False)
    alt = "A chain from x to L: " + ", ".join(f"{name} = {number:g}" for name, number in value.items()) + "."
    if blame:
        alt += " Below it arrows point back, from L to x, with the slopes of the loss: "
        alt += ", ".join(f"d{name} = {number:g}" for name, number in slope.items()) + "."
    plot.show(fig, alt)


def explore_chain(numerical_gradient: Function) -> None:
    """Show the chain for any w1 and w2, with the slopes derived and measured.

    Arguments: the learner's `numerical_gradient`.
    """

    def draw(ax: Axes, w1: float, w2: float) -> None:
        weights = {**START, "w1": w1, "w2": w2}
        measured = numerical_gradient(lambda p: _run(*p)[0]["L"], np.array(list(weights.values())))
        _draw_chain(ax, weights, blame=True, vertical=True)
        ax.set_title(_text(f"measured: dw1 = {measured[0] + 0:.4g}\n                 dw2 = {measured[2] + 0:.4g}"))

    widgets.explore(
        draw,
        "The chain drawn downwards with its values at the left and the slopes of the loss at the right, in arrows that "
        "point up and are the thicker the larger the slope. With w1 = 1 the prediction, -2, is too low and all slopes "
        "are negative; with w1 = 3 it is 6 and dw1 is 16; with w1 = 4 it is 10 and dw1 is 48. The slopes measured "
        "agree with those derived.",
        height=5.0,
        w1=(1.0, 3.0, 4.0),  # always on: the neuron that is off is a guess of the lesson
        w2=(-2.0, 2.0, 4.0),
    )


def _draw_chain(ax: Axes, weights: dict[str, float], *, blame: bool, vertical: bool) -> None:
    value, slope = _run(**weights)

    def at(step: float, side: float) -> Point:
        return (-side, -step) if vertical else (step, side)

    given = {name: _text(f"{number:g}") for name, number in weights.items()}
    steps = (f"w1 = {given['w1']}\nb1 = {given['b1']}", "ReLU", f"w2 = {given['w2']}\nb2 = {given['b2']}", "(ŷ - 4)²")
    for step, (name, number) in enumerate(value.items()):
        box: Any = {"boxstyle": "round,pad=0.35", "facecolor": "#FBEFD5", "edgecolor": plot.ORANGE}
        ax.text(*at(step, 0), _text(f"{name} = {number:.4g}"), ha="center", va="center", bbox=box, zorder=3)
        if step == 4:
            break
        _arrow(ax, at(step + 0.24, 0), at(step + 0.76, 0), plot.ORANGE, 1.6)
        beside: Any = {"ha": "right", "va": "center"} if vertical else {"ha": "center", "va": "bottom"}
        ax.text(*at(step + 0.5, 0.1 if vertical else 0.2), _text(steps[step]), fontsize=8.5, **beside)
        if blame:
            _blame(ax, at, step, slope, vertical=vertical)
    if vertical:
        ax.set(xlim=(-0.75, 1.15), ylim=(-4.4, 0.3))
    else:
        ax.set(xlim=(-0.4, 4.4), ylim=(-1.35 if blame else -0.3, 0.7))
    ax.axis("off")


def _blame(ax: Axes, at: Function, step: int, slope: dict[str, float], *, vertical: bool) -> None:
    """Draw the blame that flows back over one step, and the slopes of the parameters that work there."""
    side = -0.12 if vertical else -0.45
    passed = {0: ("w1", "b1"), 1: ("z",), 2: ("w2", "b2", "h"), 3: ("ŷ",)}[step]
    flow = slope[passed[-1]]
    strength = 1.0 + 0.9 * np.log1p(abs(flow))
    _arrow(ax, at(step + 0.8, side), at(step + 0.2, side), plot.GREEN if flow else plot.GREY, strength if flow else 0.8)
    lines = [f"d{name} = {slope[name]:.4g}" for name in passed]
    place: Any = {"ha": "left", "va": "center"} if vertical else {"ha": "center", "va": "top"}
    x, y = at(step + 0.5, side - (0.1 if vertical else 0.15))
    ax.text(x, y, _text("\n".join(lines)), fontsize=8.5, **place)


def _arrow(ax: Axes, start: Point, end: Point, colour: str, width: float) -> None:
    style = {"arrowstyle": "-|>", "color": colour, "linewidth": width, "shrinkA": 0, "shrinkB": 0}
    ax.annotate("", end, xytext=start, arrowprops=style)


def one_weight() -> None:
    """Show, for the layer worked by hand, which numbers make dW[0, 0], db[0] and dx[2]."""
    x, W, dout = np.array([[1, 2], [0, 1], [3, 1]]), np.array([[2], [-1]]), np.array([[1], [-1], [2]])
    fig, axes = plot.new(7.2, 2.5, columns=3)
    sky, orange, pale = plot.SKY, plot.ORANGE, "#F2F2F2"
    blame, last = ("dout", dout, [[orange]] * 3), ("dout", dout, [[pale], [pale], [orange]])
    _panel(axes[0], "dW[0, 0] = 1·1 + 0·(-1) + 3·2 = 7", ("x", x, [[sky, pale]] * 3), blame)
    _panel(axes[1], "db[0] = 1 - 1 + 2 = 2", blame)
    _panel(axes[2], "dx[2] = [2·2, 2·(-1)] = [4, -2]", last, ("W", W, [[sky], [sky]]))
    plot.show(
        fig,
        "Three small pictures. For dW[0, 0] the first column of x and all of dout are coloured: 1 times 1, 0 times -1 "
        "and 3 times 2 make 7. For db[0] all of dout is coloured: its sum is 2. For dx[2] the last row of dout and "
        "all of W are coloured: 2 times 2 is 4, and 2 times -1 is -2.",
    )


def _panel(ax: Axes, title: str, *tables: tuple[str, Any, Sequence[Sequence[str]]]) -> None:
    left = 0.0
    for name, table, colours in tables:
        ax.text(left + table.shape[1] / 2, -0.2, f"{name} {table.shape}", ha="center", va="bottom")
        _cells(ax, table, colours, left)
        left += table.shape[1] + 1.4
    ax.set_title(_text(title), fontsize=9)
    ax.set(xlim=(-0.6, 4.8), ylim=(3.1, -0.9))
    ax.set_aspect("equal")
    ax.axis("off")


def _cells(ax: Axes, table: Any, colours: Sequence[Sequence[str]], left: float) -> None:
    for i, row in enumerate(table):
        for j, number in enumerate(row):
            ax.add_patch(Rectangle((left + j, i), 1, 1, facecolor=colours[i][j], alpha=0.6, edgecolor="white"))
            ax.text(left + j + 0.5, i + 0.5, _text(f"{number:g}"), ha="center", va="center")


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
        f"Three tables of {z.shape[0]} rows and {z.shape[1]} columns. Where z is positive the cells are green in all "
        "three, and dz equals dout there, whatever its sign. Where z is negative they are grey, and dz is 0.",
    )


def push(p: Any, labels: Any) -> None:
    """Show predicted probabilities beside what the labels ask for, with the push that each logit gets.

    Arguments: probabilities (n, classes) and labels (n,).
    """
    fig, axes = plot.new(7.2, 3.0, columns=len(p))
    for ax, row, label in zip(axes, p, labels, strict=True):
        target = np.eye(len(row))[label]
        ax.bar(range(len(row)), row, color=plot.ORANGE, width=0.5, label="p")
        ax.hlines(target, np.arange(len(row)) - 0.38, np.arange(len(row)) + 0.38, color=plot.BLUE, label="one-hot row")
        for at, (start, end) in enumerate(zip(row, target, strict=True)):
            _arrow(ax, (at, start), (at, end), plot.GREEN, 2.2)
            ax.text(at + 0.08, (start + end) / 2, _text(f" {start - end:+.3g}"), va="center", fontsize=9)
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
        "For each of two examples, bars of the predicted probabilities 0.125, 0.25 and 0.625, and lines at the one-hot "
        "row. Green arrows lead from each bar to its line: up for the true class, down for the others. Where class 2 "
        "is true they are short; where class 0 is true they are long.",
    )


def gradient_check(measured: dict[str, Any], derived: dict[str, Any], broken: dict[str, Any]) -> None:
    """Show derived slopes against measured ones, for a right gradient and for a wrong one.

    Arguments: three gradients with the same names and shapes.
    """
    fig, axes = plot.new(7.2, 3.5, columns=2)
    styles = ((plot.BLUE, "o"), (plot.SKY, "^"), (plot.PURPLE, "s"), (plot.ORANGE, "D"))
    for ax, grads, title in ((axes[0], derived, "mlp_backward"), (axes[1], broken, "without the ReLU's gates")):
        reach = 1.1 * max(np.abs(grad).max() for one in (measured, grads) for grad in one.values())
        ax.plot([-reach, reach], [-reach, reach], color=plot.GREY, linewidth=1)
        for name, (colour, marker) in zip(measured, styles, strict=False):
            ax.scatter(measured[name], grads[name], color=colour, marker=marker, s=28, label=name)
        ax.set(xlabel="measured slope", title=title)
    axes[0].set_ylabel("derived slope")
    axes[0].legend(loc="upper left")
    plot.show(
        fig,
        "Derived against measured slopes, one point a parameter. Left: all points lie on the diagonal. Right, with the "
        "gates left out: the points of W2 and b2 lie on the diagonal, those of W1 and b1 are scattered about it.",
    )


def cost(hidden: Sequence[int], nudging: Sequence[int], backprop: Sequence[int]) -> None:
    """Show what one gradient costs, for networks of several sizes.

    Arguments: hidden neurons, and the multiplications that nudging and backpropagation take for one example.
    """
    fig, ax = plot.new(6.0, 3.3)
    ax.loglog(hidden, nudging, "o-", color=plot.GREY, label="nudging every parameter")
    ax.loglog(hidden, backprop, "o-", color=plot.GREEN, label="backpropagation")
    ax.set(xlabel="hidden neurons", title="Multiplications for one gradient of one example")
    ax.legend()
    plot.show(
        fig,
        "On logarithmic scales, the cost of nudging rises twice as steeply as that of backpropagation: from "
        f"{nudging[0]:,} against {backprop[0]:,} multiplications with {hidden[0]} hidden neurons to {nudging[-1]:,} "
        f"against {backprop[-1]:,} with {hidden[-1]}.",
    )


def descents(right: Sequence[float], broken: Sequence[float]) -> None:
    """Show the losses of two descents: with the right gradient, and without the gates.

    Arguments: the loss of each step.
    """
    fig, ax = plot.new(6.4, 3.3)
    ax.plot(broken, color=plot.GREY, linestyle="--", label="without the gates")
    ax.plot(right, color=plot.RED, label="mlp_backward")
    ax.set(xlabel="step", ylabel="loss", title="A wrong gradient learns, too, for a while", ylim=(0, None))
    ax.legend()
    plot.show(
        fig,
        f"Two falling losses. Both drop alike in the first steps. Then the one without the gates stays at about "
        f"{broken[-1]:.2f}, while the other goes on falling to {right[-1]:.2f}.",
    )
