"""The chain of lesson 06: one neuron, its values, and the blame that flows back along it."""

from collections.abc import Callable
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from course_lib import plot, widgets

Function = Callable[..., Any]
Point = tuple[float, float]
START = {
    "w1": 3.0,
    "b1": -1.0,
    "w2": 2.0,
    "b2": -4.0,
}  # the chain of the lesson, with x = 2 and y = 4


def text(template: str) -> str:
    """The same text with real minus signs."""
    return template.replace("-", "\N{MINUS SIGN}")


def _run(w1: float, b1: float, w2: float, b2: float) -> tuple[dict[str, float], dict[str, float]]:
    """The values along the chain, and the slope of the loss for each of them and for each
    parameter.
    """
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
    alt = (
        "A chain from x to L: "
        + ", ".join(f"{name} = {number:g}" for name, number in value.items())
        + "."
    )
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
        ax.set_title(
            text(
                f"measured: dw1 = {measured[0] + 0:.4g}\n                 dw2 ="
                f" {measured[2] + 0:.4g}"
            )
        )

    widgets.explore(
        draw,
        "The chain drawn downwards with its values at the left and the slopes of the loss at the"
        " right, in arrows that point up and are the thicker the larger the slope. With w1 = 1 the"
        " prediction, -2, is too low and all slopes are negative; with w1 = 3 it is 6 and dw1 is"
        " 16; with w1 = 4 it is 10 and dw1 is 48. The slopes measured agree with those derived.",
        height=5.0,
        w1=(1.0, 3.0, 4.0),  # always on: the neuron that is off is a guess of the lesson
        w2=(-2.0, 2.0, 4.0),
    )


def _draw_chain(ax: Axes, weights: dict[str, float], *, blame: bool, vertical: bool) -> None:
    value, slope = _run(**weights)

    def at(step: float, side: float) -> Point:
        return (-side, -step) if vertical else (step, side)

    given = {name: text(f"{number:g}") for name, number in weights.items()}
    steps = (
        f"w1 = {given['w1']}\nb1 = {given['b1']}",
        "ReLU",
        f"w2 = {given['w2']}\nb2 = {given['b2']}",
        "(ŷ - 4)²",
    )
    for step, (name, number) in enumerate(value.items()):
        box: Any = {"boxstyle": "round,pad=0.35", "facecolor": "#FBEFD5", "edgecolor": plot.ORANGE}
        ax.text(
            *at(step, 0),
            text(f"{name} = {number:.4g}"),
            ha="center",
            va="center",
            bbox=box,
            zorder=3,
        )
        if step == 4:
            break
        arrow(ax, at(step + 0.24, 0), at(step + 0.76, 0), plot.ORANGE, 1.6)
        beside: Any = (
            {"ha": "right", "va": "center"} if vertical else {"ha": "center", "va": "bottom"}
        )
        ax.text(
            *at(step + 0.5, 0.1 if vertical else 0.2), text(steps[step]), fontsize=8.5, **beside
        )
        if blame:
            _blame(ax, at, step, slope, vertical=vertical)
    if vertical:
        ax.set(xlim=(-0.75, 1.15), ylim=(-4.4, 0.3))
    else:
        ax.set(xlim=(-0.4, 4.4), ylim=(-1.35 if blame else -0.3, 0.7))
    ax.axis("off")


def _blame(ax: Axes, at: Function, step: int, slope: dict[str, float], *, vertical: bool) -> None:
    """Draw the blame that flows back over one step, and the slopes of the parameters that work
    there.
    """
    side = -0.12 if vertical else -0.45
    passed = {0: ("w1", "b1"), 1: ("z",), 2: ("w2", "b2", "h"), 3: ("ŷ",)}[step]
    flow = slope[passed[-1]]
    strength = 1.0 + 0.9 * np.log1p(abs(flow))
    arrow(
        ax,
        at(step + 0.8, side),
        at(step + 0.2, side),
        plot.GREEN if flow else plot.GREY,
        strength if flow else 0.8,
    )
    lines = [f"d{name} = {slope[name]:.4g}" for name in passed]
    place: Any = {"ha": "left", "va": "center"} if vertical else {"ha": "center", "va": "top"}
    x, y = at(step + 0.5, side - (0.1 if vertical else 0.15))
    ax.text(x, y, text("\n".join(lines)), fontsize=8.5, **place)


def arrow(ax: Axes, start: Point, end: Point, colour: str, width: float) -> None:
    """Draw an arrow between two points of `ax`."""
    style = {"arrowstyle": "-|>", "color": colour, "linewidth": width, "shrinkA": 0, "shrinkB": 0}
    ax.annotate("", end, xytext=start, arrowprops=style)
