"""The chain of lesson 06: one neuron, its values, and the blame that flows back along it."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from course_lib import plot, widgets

Function = Callable[..., Any]
Point = tuple[float, float]
Numbers = Mapping[str, float]
BOXES = ("x", "z", "h", "ŷ", "L")


def text(template: str) -> str:
    """The same text with real minus signs."""
    return template.replace("-", "\N{MINUS SIGN}")


def chain(values: Numbers, blame: Numbers | None = None) -> None:
    """Show the one-neuron chain with its values and, if given, the blame that flows back along it.

    Arguments: the values of w1, b1, w2, b2, x, z, h, ŷ and L; and the slopes of the loss for all
    but x and L.
    """
    fig, ax = plot.new(7.2, 2.5 if blame else 1.5)
    _draw_chain(ax, values, blame, vertical=False)
    numbers = ", ".join(f"{name} = {values[name]:g}" for name in BOXES)
    alt = f"A chain from x to L: {numbers}."
    if blame:
        slopes = ", ".join(f"d{name} = {number:g}" for name, number in blame.items())
        alt += f" Below it arrows point back, from L to x, with the slopes of the loss: {slopes}."
    plot.show(fig, alt)


def explore_chain(runs: Mapping[tuple[int, int], tuple[Numbers, Numbers, Any]]) -> None:
    """Show the chain for any w1 and w2, with the slopes derived and measured.

    Arguments: for each pair (w1, w2) of whole numbers, the values along the chain, the slopes of
    the loss, and the slopes for w1, b1, w2 and b2 as they were measured.
    """

    def draw(ax: Axes, w1: int, w2: int) -> None:
        values, blame, measured = runs[w1, w2]
        _draw_chain(ax, values, blame, vertical=True)
        first, second = measured[0] + 0, measured[2] + 0
        indent = " " * 17
        ax.set_title(text(f"measured: dw1 = {first:.4g}\n{indent}dw2 = {second:.4g}"))

    stills = "; ".join(_as_words(*runs[w1, 2]) for w1 in (1, 3, 4))
    widgets.explore(
        draw,
        "The chain drawn downwards with its values at the left and the slopes of the loss at the"
        f" right, in arrows that point up and are the thicker the larger the slope: {stills}.",
        height=5.0,
        w1=(1, 3, 4),  # always on: the neuron that is off is a guess of the lesson
        w2=(-2, 2, 4),
    )


def _as_words(values: Numbers, blame: Numbers, measured: Any) -> str:
    return (
        f"with w1 = {values['w1']:g} the prediction is {values['ŷ']:g}, dw1 is {blame['w1']:g}"
        f" derived and {measured[0] + 0:.4g} measured"
    )


def _draw_chain(ax: Axes, values: Numbers, blame: Numbers | None, *, vertical: bool) -> None:
    def at(step: float, side: float) -> Point:
        return (-side, -step) if vertical else (step, side)

    works = (
        f"w1 = {values['w1']:g}\nb1 = {values['b1']:g}",
        "ReLU",
        f"w2 = {values['w2']:g}\nb2 = {values['b2']:g}",
        "(ŷ - 4)²",
    )
    for step, name in enumerate(BOXES):
        box: Any = {"boxstyle": "round,pad=0.35", "facecolor": "#FBEFD5", "edgecolor": plot.ORANGE}
        label = text(f"{name} = {values[name]:.4g}")
        ax.text(*at(step, 0), label, ha="center", va="center", bbox=box, zorder=3)
    for step, work in enumerate(works):
        arrow(ax, at(step + 0.24, 0), at(step + 0.76, 0), plot.ORANGE, 1.6)
        beside: Any = (
            {"ha": "right", "va": "center"} if vertical else {"ha": "center", "va": "bottom"}
        )
        ax.text(*at(step + 0.5, 0.1 if vertical else 0.2), text(work), fontsize=8.5, **beside)
    if blame:
        _draw_blame(ax, at, blame, vertical=vertical)
    if vertical:
        ax.set(xlim=(-0.75, 1.15), ylim=(-4.4, 0.3))
    else:
        ax.set(xlim=(-0.4, 4.4), ylim=(-1.25 if blame else -0.3, 0.7))
    ax.axis("off")


def _draw_blame(ax: Axes, at: Function, blame: Numbers, *, vertical: bool) -> None:
    """Draw the blame that flows back: that of a value beside its box, those of the parameters
    beside the arrow of the step at which they work.
    """
    side = -0.12 if vertical else -0.45
    place: Any = {"ha": "left", "va": "center"} if vertical else {"ha": "center", "va": "center"}
    for step, name in ((1, "z"), (2, "h"), (3, "ŷ")):
        x, y = at(step, -0.42 if vertical else side)
        ax.text(x, y, text(f"d{name} = {blame[name]:.4g}"), fontsize=8.5, **place)
    for step, flow in enumerate((blame["z"], blame["z"], blame["h"], blame["ŷ"])):
        ends = (0.8, 0.2) if vertical else (0.7, 0.3)
        colour, strength = (plot.GREEN, 1.0 + 0.9 * np.log1p(abs(flow)))
        if not flow:
            colour, strength = plot.GREY, 0.8
        arrow(ax, at(step + ends[0], side), at(step + ends[1], side), colour, strength)
    below: Any = place if vertical else {"ha": "center", "va": "top"}
    for step, names in ((0, ("w1", "b1")), (2, ("w2", "b2"))):
        x, y = at(step + 0.5, side - (0.1 if vertical else 0.15))
        lines = [f"d{name} = {blame[name]:.4g}" for name in names]
        ax.text(x, y, text("\n".join(lines)), fontsize=8.5, **below)


def arrow(ax: Axes, start: Point, end: Point, colour: str, width: float) -> None:
    """Draw an arrow between two points of `ax`."""
    style = {"arrowstyle": "-|>", "color": colour, "linewidth": width, "shrinkA": 0, "shrinkB": 0}
    ax.annotate("", end, xytext=start, arrowprops=style)
