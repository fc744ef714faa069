"""The drawings of lesson 07: what an optimizer remembers, which one arrives first, and what
clipping does.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from course_lib import plot
from course_lib.figures.updates_ravine import explore_momentum, paths, ravine

__all__ = [
    "accident",
    "directions",
    "explore_momentum",
    "gradient_sizes",
    "paths",
    "ravine",
    "sweep",
    "warm_up",
]

COLOURS = {"SGD": plot.BLUE, "momentum": plot.ORANGE, "Adam": plot.GREEN}


def gradient_sizes(grads: Mapping[str, Any]) -> None:
    """Show how large the slopes of the first layer's weights are, feature by feature.

    Arguments: gradients with `"W1"` of shape (2, hidden).
    """
    first, second = np.abs(grads["W1"])
    fig, ax = plot.new(6.4, 3.0)
    units = np.arange(1, len(first) + 1)
    ax.semilogy(units, first, "o", color=plot.BLUE, label="weights of the first feature")
    ax.semilogy(units, second, "s", color=plot.PURPLE, label="weights of the second feature")
    ax.set(
        xlabel="hidden neuron",
        xticks=units[::3],
        title="Size of each slope (each line: ten times as much)",
    )
    ax.legend(loc="lower right", facecolor="white", frameon=True, framealpha=0.9, edgecolor="none")
    plot.show(
        fig,
        "Dots on a scale where each grid line is ten times the one below. The slopes of the first"
        f" feature's weights lie mostly around {np.median(first):.2g}, those of the second"
        f" feature's around {np.median(second):.1g}.",
    )


def warm_up(average: Any, length: Any) -> None:
    """Show the running average of a steady gradient of 2, and what an Adam step is without its
    correction.

    Arguments: the average after each step, and the length of the step in learning rates.
    """
    fig, (left, right) = plot.new(7.2, 3.1, columns=2)
    t = np.arange(1, len(average) + 1)
    left.axhline(2, color=plot.GREEN, linewidth=2.4, label="m̂, corrected")
    left.plot(t, average, "o-", color=plot.PURPLE, markersize=3, label="m, as it is")
    left.set(xlabel="step", ylim=(0, 2.4), title="The average of a gradient that is always 2")
    left.legend(loc="lower right")
    right.axhline(1, color=plot.GREEN, linewidth=2.4, label="both corrected")
    right.plot(t, length, "o-", color=plot.RED, markersize=3, label="neither corrected")
    right.set(xlabel="step", ylim=(0, None), title="Length of a step, in learning rates")
    right.legend(loc="center right", bbox_to_anchor=(1.0, 0.32))
    plot.show(
        fig,
        f"Left: the running average m is {average[0]:.1f} after the first step and"
        f" {average[29]:.1f} after thirty; the corrected one is 2 from the first step. Right: with"
        " both corrected each step is one learning rate long; with neither, the first is"
        f" {length[0]:.1f} rates long; they grow to {length.max():.1f}, then shrink.",
    )


def sweep(rates: Sequence[float], losses: dict[str, Sequence[float]]) -> None:
    """Show the last loss of several optimizers for each of a few learning rates.

    Arguments: the rates, and for each optimizer's name a loss a rate.
    """
    fig, ax = plot.new(6.4, 3.3)
    for (name, last), marker in zip(losses.items(), "os^", strict=True):
        ax.loglog(rates, last, marker + "-", color=COLOURS[name], label=name)
    ax.set(
        xlabel="learning rate", ylabel="loss after 300 steps", title="The last loss, for each rate"
    )
    ax.legend()
    best = ", ".join(f"{name} at {rates[int(np.argmin(last))]:g}" for name, last in losses.items())
    plot.show(
        fig,
        "The last loss over the learning rate, a curve for each optimizer. Each falls to a lowest"
        f" point and rises steeply beyond it. The lowest points: {best}.",
    )


def directions(whole: Any, by_norm: Any, by_element: Any, *, limit: float) -> None:
    """Show a gradient of two numbers, clipped by its norm and, for comparison, element by element.

    Arguments: three arrays (2,), and the limit.
    """
    arrows = (
        ("the gradient", whole, plot.GREY, 1.8),
        ("clipped by its norm", by_norm, plot.GREEN, 3.0),
        ("clipped element by element", by_element, plot.RED, 3.0),
    )
    fig, ax = plot.new(6.4, 3.2)
    angle = np.linspace(0, 2 * np.pi, 200)
    around: dict[str, Any] = {"color": plot.GREY, "linestyle": ":", "linewidth": 1.2}
    ax.plot(limit * np.cos(angle), limit * np.sin(angle), **around)
    for name, (across, up), colour, width in arrows:
        arrow: dict[str, Any] = {"arrowstyle": "-|>", "color": colour, "linewidth": width}
        arrow |= {"shrinkA": 0, "shrinkB": 0}
        ax.annotate("", (across, up), xytext=(0, 0), arrowprops=arrow)
        ax.annotate(name, (across, up), xytext=(8, -6), textcoords="offset points", va="center")
    ax.set(xlim=(-0.4, whole[0] + 1.4), ylim=(-0.4, whole[1] + 0.6))
    ax.set_title(f"A gradient of ({whole[0]:g}, {whole[1]:g}), and {limit:g} is allowed")
    ax.set_aspect("equal")
    ends = "; ".join(f"{name}, ({end[0]:.2f}, {end[1]:.2f})" for name, end, _, _ in arrows)
    plot.show(
        fig,
        f"Three arrows from the origin, and a dotted circle of radius {limit:g}. They end at:"
        f" {ends}. The one clipped by its norm keeps the direction and ends on the circle.",
    )


def accident(without: Sequence[float], clipped: Sequence[float], at: int) -> None:
    """Show two runs of one training, with one bad batch in it.

    Arguments: the losses without and with clipping, and the step of the bad batch.
    """
    fig, ax = plot.new(6.6, 3.3)
    ax.semilogy(without, color=plot.RED, linestyle="dashed", label="not clipped")
    ax.semilogy(clipped, color=plot.GREEN, label="clipped")
    ax.axvline(at, color=plot.GREY, linestyle="--", linewidth=1.2)
    ax.annotate(
        "the bad batch",
        (at, max(without)),
        xytext=(-6, -4),
        textcoords="offset points",
        ha="right",
        va="top",
    )
    ax.set(xlabel="step", ylabel="loss on the good data", title="One bad batch")
    ax.legend()
    plot.show(
        fig,
        f"Two equal loss curves until step {at}. Then the unclipped one jumps to {max(without):.1f}"
        f" and ends at {without[-1]:.2g}; the clipped one rises a little, recovers at once and ends"
        f" at {clipped[-1]:.2g}.",
    )
