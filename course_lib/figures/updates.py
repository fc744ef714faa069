"""The drawings of lesson 07: what an optimizer remembers, which one arrives first, and what
clipping does.
"""

from collections.abc import Sequence

import numpy as np

from course_lib import plot
from course_lib.figures.updates_ravine import (
    STEPS,
    Function,
    Params,
    explore_momentum,
    plain_paths,
    ravine,
    ravine_gradient,
    ravine_loss,
    ravine_start,
    three_paths,
)

__all__ = [
    "accident",
    "coasting",
    "directions",
    "explore_momentum",
    "gradient_sizes",
    "plain_paths",
    "race",
    "ravine",
    "ravine_gradient",
    "ravine_loss",
    "ravine_start",
    "sweep",
    "three_paths",
    "warm_up",
]

MINUS = "\N{MINUS SIGN}"
COLOURS = {"SGD": plot.BLUE, "momentum": plot.ORANGE, "Adam": plot.GREEN}


def coasting(momentum_step: Function) -> None:
    """Show the velocity over 40 steps: where the gradient never changes, and where it changes its
    sign each time.

    Arguments: the learner's `momentum_step`.
    """
    fig, (left, right) = plot.new(7.2, 3.1, columns=2)
    for ax, signs, title in (
        (left, np.ones(STEPS), "The gradient is 2 at every step"),
        (right, (-1.0) ** np.arange(STEPS), f"The gradient is 2, {MINUS}2, 2, {MINUS}2, …"),
    ):
        gradients, velocities = 2 * signs, []
        params, velocity = {"p": np.zeros(1)}, {"p": np.zeros(1)}
        for gradient in gradients:
            params, velocity = momentum_step(
                params, {"p": np.array([gradient])}, velocity, 0.1, 0.9
            )
            velocities.append(float(velocity["p"][0]))
        steps = np.arange(1, STEPS + 1)
        ax.plot(
            steps, gradients, "s:", color=plot.GREY, markersize=3, linewidth=1, label="gradient"
        )
        ax.plot(
            steps,
            velocities,
            "o-",
            color=plot.ORANGE,
            markersize=3.5,
            label="velocity, momentum 0.9",
        )
        ax.set(xlabel="step", title=title)
    left.set_ylim(0, 21.5)
    left.axhline(
        20, color=plot.GREEN, linestyle="--", linewidth=1.2, label="ten times the gradient"
    )
    left.legend(loc="center right")
    right.set_ylim(-3, 3)
    plot.show(
        fig,
        "Left: the gradient stays at 2, and the velocity rises from 2, ever more slowly, towards a"
        " dashed line at 20. Right: the gradient jumps between 2 and -2; the velocity jumps too,"
        " and settles between about 1 and -1.",
    )


def gradient_sizes(grads: Params) -> None:
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


def warm_up() -> None:
    """Show the running average of a steady gradient of 2 and its correction, and what an Adam step
    is without it.
    """
    fig, (left, right) = plot.new(7.2, 3.1, columns=2)
    t = np.arange(1, 61)
    m, v = 2 * (1 - 0.9**t), 4 * (1 - 0.999**t)
    left.axhline(2, color=plot.GREEN, linewidth=2.4, label="m̂, corrected")
    left.plot(t, m, "o-", color=plot.PURPLE, markersize=3, label="m, as it is")
    left.set(xlabel="step", ylim=(0, 2.4), title="The average of a gradient that is always 2")
    left.legend(loc="lower right")
    right.axhline(1, color=plot.GREEN, linewidth=2.4, label="both corrected")
    right.plot(t, m / np.sqrt(v), "o-", color=plot.RED, markersize=3, label="neither corrected")
    right.set(xlabel="step", ylim=(0, None), title="Length of a step, in learning rates")
    right.legend(loc="center right", bbox_to_anchor=(1.0, 0.32))
    plot.show(
        fig,
        "Left: the running average m starts at 0.2 and needs some thirty steps to come close to 2;"
        " the corrected one is 2 from the first step. Right: with both corrected each step is one"
        f" learning rate long; with neither, the first is {m[0] / np.sqrt(v[0]):.1f} rates long;"
        f" they grow to {np.max(m / np.sqrt(v)):.1f}, then shrink.",
    )


def race(losses: dict[str, Sequence[float]]) -> None:
    """Show the losses of several optimizers over their steps.

    Arguments: a list of losses for each name, `"SGD"`, `"momentum"` and `"Adam"`, perhaps followed
    by their rate.
    """
    fig, ax = plot.new(6.6, 3.3)
    for name, curve in losses.items():
        ax.semilogy(curve, color=COLOURS[name.split(",")[0]])
        ax.annotate(
            name,
            (len(curve) - 1, curve[-1]),
            xytext=(5, 0),
            textcoords="offset points",
            va="center",
        )
    ax.set(xlabel="step", ylabel="loss", title="Each at the best of its rates")
    ax.set_xlim(0, 1.28 * max(map(len, losses.values())))
    ends = ", ".join(f"{name} at {curve[-1]:.2g}" for name, curve in losses.items())
    plot.show(
        fig,
        f"Loss over the steps, on a scale where each grid line is ten times the one below: {ends}.",
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


def directions(clip: Function) -> None:
    """Show a gradient of two numbers, clipped by its norm and, for comparison, element by element.

    Arguments: the learner's `clip_by_global_norm`.
    """
    whole = np.array([4.0, 1.5])
    arrows = (
        ("the gradient", whole, plot.GREY, 1.8),
        ("clipped by its norm", clip({"g": whole}, 1.5)["g"], plot.GREEN, 3.0),
        ("clipped element by element", np.clip(whole, -1.5, 1.5), plot.RED, 3.0),
    )
    fig, ax = plot.new(6.4, 3.2)
    circle = np.linspace(0, 2 * np.pi, 200)
    ax.plot(
        1.5 * np.cos(circle), 1.5 * np.sin(circle), color=plot.GREY, linestyle=":", linewidth=1.2
    )
    for name, (across, up), colour, width in arrows:
        arrow = {
            "arrowstyle": "-|>",
            "color": colour,
            "linewidth": width,
            "shrinkA": 0,
            "shrinkB": 0,
        }
        ax.annotate("", (across, up), xytext=(0, 0), arrowprops=arrow)
        ax.annotate(name, (across, up), xytext=(8, -6), textcoords="offset points", va="center")
    ax.set(xlim=(-0.4, 5.4), ylim=(-0.4, 2.1), title="A gradient of (4, 1.5), and 1.5 is allowed")
    ax.set_aspect("equal")
    plot.show(
        fig,
        "An arrow from the origin to (4, 1.5). Clipped by its norm, it ends on a dotted circle of"
        " radius 1.5 and keeps its direction. Clipped element by element it ends at (1.5, 1.5):"
        " longer than allowed, in another direction.",
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
