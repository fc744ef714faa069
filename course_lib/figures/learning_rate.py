"""The drawings of lesson 09: a bowl at four rates, a network at many, and rates that change."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, NullLocator

from course_lib import plot, widgets
from course_lib.schedules import has_diverged

PLAIN = FuncFormatter(lambda number, _: f"{number:g}")  # 0.1 and not 10⁻¹
BOWL_REACH = 1.9


def bowls(paths: Mapping[float, Sequence[float]]) -> None:
    """Show the steps of a weight in the bowl L = w², one rate beside the other.

    Arguments: for each learning rate, w before the first step and after every one.
    """
    fig, axes = plot.new(7.2, 2.7, columns=len(paths))
    across = np.linspace(-BOWL_REACH, BOWL_REACH, 200)
    for ax, (rate, path) in zip(axes, paths.items(), strict=False):
        w = np.array(path)
        ax.plot(across, across**2, color=plot.GREY, linewidth=1.2)
        ax.plot(w, w**2, "o-", color=plot.GREEN, markersize=3.6, linewidth=1.0)
        ax.plot(w[0], w[0] ** 2, "o", color=plot.ORANGE, markersize=6.5)
        ax.set(xlim=(-BOWL_REACH, BOWL_REACH), ylim=(-0.2, BOWL_REACH**2), xlabel="w")
        ax.set_title(f"rate {rate:g}\nfactor {1 - 2 * rate:.1f}".replace("-", "−"))
    for ax in axes[1:]:
        ax.tick_params(labelleft=False)
    axes[0].set_ylabel("loss")
    told = "; ".join(f"at rate {rate:g} {_where_it_goes(path)}" for rate, path in paths.items())
    plot.show(fig, f"The bowl w² with the first steps of a weight: {told}.")


def _where_it_goes(path: Sequence[float]) -> str:
    start, end = abs(path[0]), abs(path[-1])
    side = "jumps from side to side" if path[0] * path[1] < 0 else "stays on one side"
    if end < 0.99 * start:
        return f"it {side} and comes closer to 0"
    return f"it {side} and {'moves away' if end > 1.01 * start else 'gets nowhere'}"


def fate(losses: Sequence[float]) -> str:
    """Say in a word how a run went: it diverges, creeps, jitters or learns.

    Arguments: the loss before training, and after each epoch.
    """
    if has_diverged(losses):
        return "diverges"
    if max(losses) > 1.2 * losses[0]:
        return "jitters"
    return "creeps" if losses[-1] > 0.6 * losses[0] else "learns"


FATES = {
    "creeps": plot.SKY,
    "learns": plot.GREEN,
    "jitters": plot.ORANGE,
    "diverges": plot.RED,
}


def explore_rate(runs: Mapping[float, Sequence[float]]) -> None:
    """Show the losses of one run after the other, with those of all others behind it.

    Arguments: for each learning rate, a power of two, the loss before training and after each
    epoch.
    """
    powers = {round(float(np.log2(rate))): losses for rate, losses in sorted(runs.items())}
    start = next(iter(powers.values()))[0]

    def draw(ax: Axes, power_of_two: int) -> None:
        for losses in powers.values():
            ax.plot(losses, color=plot.GREY, linewidth=0.6, alpha=0.5)
        word = fate(powers[power_of_two])
        ax.plot(powers[power_of_two], color=FATES[word], linewidth=2.2)
        dotted: dict[str, Any] = {"linestyle": "dotted", "linewidth": 1.0}
        ax.axhline(start, color=plot.INK, label="before training", **dotted)
        ax.legend(loc="upper right", fontsize=8)
        ax.set(xlabel="epoch", ylabel="loss", yscale="log", ylim=(0.05, 20))
        ax.yaxis.set_major_formatter(PLAIN)
        ax.set_title(f"rate {2.0**power_of_two:.3g}: {word}")

    best = min(powers, key=lambda power: powers[power][-1])
    fates = ", ".join(f"{2.0**power:.3g} {fate(losses)}" for power, losses in powers.items())
    widgets.explore(
        draw,
        f"Loss curves of one network at {len(powers)} learning rates, each twice the one before, "
        f"with the loss before training dotted: {fates}. The lowest last loss, "
        f"{powers[best][-1]:.2f}, is that of rate {2.0**best:.3g}.",
        height=3.0,
        power_of_two=(min(powers), best, max(powers)),
    )


def sweep(last_losses: Mapping[float, float], start: float) -> None:
    """Show a sweep: the last loss against the learning rate, with crosses where runs diverged.

    Arguments: the last loss by rate, infinity where a run diverged; the loss before training.
    """
    fig, ax = plot.new(6.4, 3.4)
    learnt = {rate: loss for rate, loss in last_losses.items() if np.isfinite(loss)}
    lost = [rate for rate in last_losses if rate not in learnt]
    best = min(learnt, key=lambda rate: learnt[rate])
    ax.plot([*learnt], [*learnt.values()], "o-", color=plot.BLUE)
    lowest: dict[str, Any] = {"color": plot.GREEN, "markersize": 9}
    ax.plot(best, learnt[best], "o", label=f"lowest: rate {best:g}", **lowest)
    crosses: dict[str, Any] = {"color": plot.RED, "markersize": 9, "markeredgewidth": 2}
    ax.plot(lost, [start] * len(lost), "x", label="diverged", **crosses)
    ax.axhline(start, color=plot.GREY, linestyle="dotted")
    below: dict[str, Any] = {"xytext": (0, -4), "textcoords": "offset points", "va": "top"}
    ax.annotate("before training", (min(last_losses), start), **below)
    ax.set(xscale="log", xlabel="learning rate (each twice the one before)")
    ax.set(ylabel="last loss", ylim=(0, 1.1 * start))
    ax.xaxis.set_major_formatter(PLAIN)
    ax.xaxis.set_minor_locator(NullLocator())
    ax.legend(loc="lower left")
    plot.show(
        fig,
        "The last loss against the learning rate. It falls slowly from "
        f"{learnt[min(learnt)]:.2f} at rate {min(learnt):.3g} to its lowest value, "
        f"{learnt[best]:.2f}, at {best:g}; at {max(learnt):g} it is {learnt[max(learnt)]:.2f}, "
        f"and crosses mark the {len(lost)} rates that diverged, {min(lost, default=0):g} and more.",
    )


def tug(paths: Mapping[str, Sequence[float]]) -> None:
    """Show a weight that two examples pull at in turn, one panel a path.

    Arguments: by title, w before the first step and after every one.
    """
    fig, axes = plot.new(7.2, 2.8, columns=len(paths))
    for ax, (title, path) in zip(axes, paths.items(), strict=False):
        ax.axhline(4, color=plot.BLUE, linestyle="dotted", linewidth=1.2)
        ax.plot(path, "o-", color=plot.ORANGE, markersize=2.6, linewidth=1.0)
        ax.set(xlabel="step", ylim=(-0.2, 5))
        ax.set_title(title)
    axes[0].set_ylabel("w")
    ends = "; ".join(
        f"{title}, it ends between {min(path[-2:]):.2f} and {max(path[-2:]):.2f}"
        for title, path in paths.items()
    )
    plot.show(
        fig,
        f"A weight at which two examples pull in turn; its best value, 4, is dotted. With {ends}.",
    )


def compare(runs: Mapping[str, Sequence[float]], rates: Mapping[str, Sequence[float]]) -> None:
    """Show the losses under several schedules, each on a ground that is darker for larger rates.

    Arguments: by title, the loss before training and after each epoch; and the rate of each
    epoch.
    """
    fig, axes = plot.new(7.2, 2.8, columns=len(runs))
    highest = max(max(used) for used in rates.values())
    for ax, (title, losses) in zip(axes, runs.items(), strict=False):
        for epoch, rate in enumerate(rates[title]):
            ground = 0.6 * rate / highest
            ax.axvspan(epoch, epoch + 1, color=plot.SKY, alpha=ground, linewidth=0)
        ax.plot(losses, color=plot.RED, linewidth=1.6)
        ax.set(xlabel="epoch", yscale="log", ylim=(0.03, 2), xlim=(0, len(losses) - 1))
        ax.yaxis.set_major_formatter(PLAIN)
        ax.set_title(f"{title}\nlast loss {losses[-1]:.2f}")
    for ax in axes[1:]:
        ax.tick_params(labelleft=False)
    axes[0].set_ylabel("loss")
    ends = "; ".join(
        f"{title}, from {rates[title][0]:.3g} to {rates[title][-1]:.3g}: {losses[-1]:.2f}"
        for title, losses in runs.items()
    )
    plot.show(fig, f"Loss curves of the same network under {len(runs)} rules for the rate. {ends}.")


def starts(runs: Mapping[str, Sequence[float]], norms: Mapping[str, Sequence[float]]) -> None:
    """Show the loss of each step, and the length of its gradient, for two runs.

    Arguments: by name, the loss of each batch before its step; and the norm of its gradient.
    """
    fig, axes = plot.new(7.2, 3.0, columns=2)
    titles = "loss of the batch", "length of its gradient"
    for ax, title, curves in zip(axes, titles, (runs, norms), strict=False):
        for (name, numbers), colour in zip(curves.items(), (plot.RED, plot.GREEN), strict=False):
            ax.plot(numbers, color=colour, linewidth=1.2, label=name)
        ax.set(xlabel="step", yscale="log")
        ax.yaxis.set_major_formatter(PLAIN)
        ax.set_title(title)
    axes[0].legend(fontsize=9)
    told = "; ".join(
        f"{name}, up from {losses[0]:.1f} to {max(losses):.0f}, in the end {losses[-1]:.2f}"
        for name, losses in runs.items()
    )
    lengths = "; ".join(
        f"{name}, {lengths[0]:.0f} at first and {lengths[-1]:.2f} in the end"
        for name, lengths in norms.items()
    )
    plot.show(fig, f"Left, the loss step by step: {told}. Right, the gradient's length: {lengths}.")
