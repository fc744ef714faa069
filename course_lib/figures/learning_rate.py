"""The drawings of lesson 09: a bowl at four rates, a network at many, and rates that change."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, NullLocator

from course_lib import plot, widgets
from course_lib.schedules import has_diverged

SHOWN_STEPS = 8  # of each path in the bowl; more would lie on top of each other


def bowls(paths: Mapping[float, Sequence[float]]) -> None:
    """Show the first steps of a weight in the bowl L = w², a rate beside the other.

    Arguments: for each learning rate, w before the first step and after every one.
    """
    fig, axes = plot.new(7.2, 2.7, columns=len(paths))
    reach = 1.1 * max(abs(w) for path in paths.values() for w in path[: SHOWN_STEPS + 1])
    across = np.linspace(-reach, reach, 200)
    for ax, (rate, path) in zip(axes, paths.items(), strict=False):
        shown = np.array(path[: SHOWN_STEPS + 1])
        ax.plot(across, across**2, color=plot.GREY, linewidth=1.2)
        ax.plot(shown, shown**2, "o-", color=plot.GREEN, markersize=3.6, linewidth=1.0)
        ax.plot(shown[0], shown[0] ** 2, "o", color=plot.ORANGE, markersize=6.5)
        ax.set(xlim=(-reach, reach), ylim=(-0.05 * reach**2, reach**2), xlabel="w")
        ax.set_title(f"rate {rate:g}\nfactor {1 - 2 * rate:.1f}")
    for ax in axes[1:]:
        ax.tick_params(labelleft=False)
    axes[0].set_ylabel("loss")
    plot.show(fig, f"The bowl w² with the first {SHOWN_STEPS} steps from w = 1. {_where_paths_go(paths)}")


def _where_paths_go(paths: Mapping[float, Sequence[float]]) -> str:
    told = []
    for rate, path in paths.items():
        start, first, end = abs(path[0]), path[1], abs(path[min(SHOWN_STEPS, len(path) - 1)])
        side = "jumps from side to side" if first * path[0] < 0 else "stays on one side"
        ends = "comes closer to 0" if end < 0.99 * start else "moves away" if end > 1.01 * start else "gets nowhere"
        told.append(f"At rate {rate:g} it {side} and {ends}")
    return "; ".join(told).replace("; At", "; at") + "."


def fate(losses: Sequence[float]) -> str:
    """Say in a word how a run went: it diverges, creeps, jitters or learns.

    Arguments: the loss before training, and after each epoch.
    """
    if has_diverged(losses):
        return "diverges"
    if losses[-1] > 0.6 * losses[0]:
        return "creeps" if max(losses) <= 1.02 * losses[0] else "jitters"
    return "jitters" if max(losses) > 1.5 * losses[0] else "learns"


FATES = {"creeps": plot.SKY, "learns": plot.GREEN, "jitters": plot.ORANGE, "diverges": plot.RED}


def explore_rate(runs: Mapping[float, Sequence[float]]) -> None:
    """Show the losses of one run after the other, with those of all others behind it.

    Arguments: for each learning rate, a power of two, the loss before training and after each epoch.
    """
    powers = {round(float(np.log2(rate))): losses for rate, losses in sorted(runs.items())}
    start = next(iter(powers.values()))[0]

    def draw(ax: Axes, power_of_two: int) -> None:
        for losses in powers.values():
            ax.plot(losses, color=plot.GREY, linewidth=0.6, alpha=0.5)
        losses = powers[power_of_two]
        word = fate(losses)
        ax.plot(losses, color=FATES[word], linewidth=2.2)
        ax.axhline(start, color=plot.INK, linestyle="dotted", linewidth=1.0)
        ax.set(xlabel="epoch", ylabel="loss", yscale="log", ylim=(0.05, 20))
        ax.yaxis.set_major_formatter(FuncFormatter(lambda loss, _: f"{loss:g}"))
        ax.set_title(f"rate {2.0**power_of_two:.3g}: {word}")

    lowest, highest = min(powers), max(powers)
    last = {power: losses[-1] for power, losses in powers.items()}
    best = min(last, key=lambda power: last[power])
    words = "; ".join(f"{2.0**power:.3g} {fate(losses)}" for power, losses in powers.items())
    widgets.explore(
        draw,
        f"Loss curves of one network at {len(powers)} learning rates, from {2.0**lowest:.3g} to {2.0**highest:g}, "
        f"each twice the one before: {words}. The lowest last loss, {last[best]:.2f}, is that of rate "
        f"{2.0**best:.3g}.",
        height=3.0,
        power_of_two=(lowest, best, highest),
    )


def sweep(last_losses: Mapping[float, float], start: float) -> None:
    """Show a sweep: the last loss against the learning rate, with crosses at the top for runs that diverged.

    Arguments: the last loss by rate, infinity where a run diverged; the loss before training.
    """
    fig, ax = plot.new(6.4, 3.4)
    learnt = {rate: loss for rate, loss in last_losses.items() if np.isfinite(loss)}
    lost = [rate for rate in last_losses if rate not in learnt]
    best = min(learnt, key=lambda rate: learnt[rate])
    ax.plot([*learnt], [*learnt.values()], "o-", color=plot.BLUE)
    ax.plot(best, learnt[best], "o", color=plot.GREEN, markersize=9, label=f"lowest: rate {best:g}")
    ax.plot(lost, [start] * len(lost), "x", color=plot.RED, markersize=9, markeredgewidth=2, label="diverged")
    ax.axhline(start, color=plot.GREY, linestyle="dotted")
    ax.annotate("before training", (min(last_losses), start), xytext=(0, -4), textcoords="offset points", va="top")
    ax.set(xscale="log", xlabel="learning rate (each twice the one before)", ylabel="last loss", ylim=(0, 1.1 * start))
    ax.xaxis.set_major_formatter(FuncFormatter(lambda rate, _: f"{rate:g}"))
    ax.xaxis.set_minor_locator(NullLocator())
    ax.legend(loc="lower left")
    plot.show(
        fig,
        f"The last loss against the learning rate. From {min(learnt):.3g} on it falls slowly as the rate grows, to its "
        f"lowest value of {learnt[best]:.2f} at {best:g}; it is {learnt[max(learnt)]:.2f} at {max(learnt):g}, and from "
        f"there on crosses mark the {len(lost)} rates that diverged.",
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
    ends = [
        f"{title}: over the last two steps it is off by {max(abs(w - 4) for w in path[-2:]):.2f}"
        for title, path in paths.items()
    ]
    plot.show(
        fig,
        f"A weight pulled at by two examples in turn, with the best value 4 dotted. {'; '.join(ends)}.",
    )


def compare(runs: Mapping[str, Sequence[float]], rates: Mapping[str, Sequence[float]]) -> None:
    """Show losses and, below them, the learning rates that were used: one column a schedule.

    Arguments: by title, the loss before training and after each epoch; and the rate of each epoch.
    """
    fig, axes = plot.new(7.2, 2.7, columns=len(runs))
    for ax, (title, losses) in zip(axes, runs.items(), strict=False):
        ax.plot(losses, color=plot.RED, linewidth=1.4)
        ax.set(xlabel="epoch", yscale="log", ylim=(0.03, 3))
        ax.yaxis.set_major_formatter(FuncFormatter(lambda loss, _: f"{loss:g}"))
        ax.set_title(f"{title}\nlast loss {losses[-1]:.2f}")
        below = ax.twinx()
        below.step(range(len(rates[title])), rates[title], color=plot.GREEN, linewidth=1.0, where="post")
        below.set(ylim=(0, 3), yticks=[])
        below.grid(visible=False)
    for ax in axes[1:]:
        ax.tick_params(labelleft=False)
    axes[0].set_ylabel("loss")
    ends = "; ".join(f"{title} {losses[-1]:.2f}" for title, losses in runs.items())
    plot.show(
        fig,
        f"Loss curves of the same network under {len(runs)} schedules, each with its learning rate below. "
        f"Last losses: {ends}.",
    )


def starts(runs: Mapping[str, Sequence[float]], norms: Mapping[str, Sequence[float]]) -> None:
    """Show the loss of each step with and without warm-up, and the length of the gradient.

    Arguments: by name, the loss of each batch before its step; and the norm of its gradient.
    """
    fig, axes = plot.new(7.2, 3.0, columns=2)
    looks = zip((plot.RED, plot.GREEN), ("-", "-"), strict=True)
    for (name, losses), (colour, line) in zip(runs.items(), looks, strict=False):
        for ax, numbers in zip(axes, (losses, norms[name]), strict=False):
            ax.plot(numbers, line, color=colour, linewidth=1.2, label=name)
    for ax, title in zip(axes, ("loss of the batch", "length of the gradient"), strict=False):
        ax.set(xlabel="step", yscale="log")
        ax.yaxis.set_major_formatter(FuncFormatter(lambda number, _: f"{number:g}"))
        ax.set_title(title)
    axes[0].legend(fontsize=9)
    told = "; ".join(
        f"{name}: from {losses[0]:.1f} it reaches {max(losses):.0f} and ends at {np.mean(losses[-10:]):.2f}"
        for name, losses in runs.items()
    )
    lengths = "; ".join(f"{name} {norm[0]:.0f} at first" for name, norm in norms.items())
    plot.show(fig, f"Left, the loss step by step. {told}. Right, the length of the gradient: {lengths}.")
