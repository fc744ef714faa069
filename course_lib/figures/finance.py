"""The drawings of lesson 14: bread and its forecasts, and what a threshold earns."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from course_lib import plot, widgets


def demand(days: Any, series: Any, *, level: float) -> None:
    """Show some days of a series, with its level.

    Arguments: the numbers of the days (n,), the demand on each (n,), and the level.
    """
    fig, ax = plot.new(7.2, 2.8)
    ax.plot(days, series, "o-", color=plot.BLUE, markersize=3, linewidth=1.2, label="demand")
    ax.axhline(level, color=plot.GREY, linewidth=1, label=f"level {level:g}")
    ax.set(xlabel="day", ylabel="kilograms of bread")
    ax.set_title(f"Days {days[0]} to {days[-1]}")
    ax.margins(y=0.25)
    ax.legend(loc="lower left", ncols=2)
    plot.show(
        fig,
        f"The demand of {len(days)} days as a restless line between {min(series):.0f} and "
        f"{max(series):.0f} "
        f"kilograms, around a level of {level:g}.",
    )


def beaten(days: Any, series: Any, forecast: Any, *, border: int) -> None:
    """Show a forecast on the days that it was trained on, and on those that follow.

    Arguments: the numbers of the days (n,), the demand (n,) and the forecast (n,) on each;
    `border`, the first day that was not trained on.
    """
    fig, ax = plot.new(7.2, 3.0)
    ax.axvspan(border - 0.5, days[-1] + 0.5, color=plot.SKY, alpha=0.18, linewidth=0)
    ax.plot(days, series, "o", color=plot.BLUE, markersize=3.4, label="demand")
    ax.plot(days, forecast, color=plot.ORANGE, linewidth=1.4, label="network")
    ax.set(xlabel="day", ylabel="kilograms of bread")
    ax.set_title("Trained on (white), and not seen before (shaded)")
    ax.margins(y=0.2)
    ax.legend(loc="lower left", ncols=2)
    known = days < border
    miss, later = (np.abs(series[part] - forecast[part]).mean() for part in (known, ~known))
    plot.show(
        fig,
        f"The network's line goes through the demand of its {known.sum()} training days, "
        f"{miss:.1f} kilograms off on "
        f"average. On the {(~known).sum()} days that follow it moves up and down just as much, "
        f"but is {later:.0f} "
        "kilograms off.",
    )


def paper_and_use(paper: Mapping[str, float], use: Mapping[str, float], best: float) -> None:
    """Show the errors of several forecasts, in a test with a random split and in use.

    Arguments: mean squared errors by name of the forecast, twice, and the best reachable one.
    """
    fig, ax = plot.new(6.4, 3.2)
    places = np.arange(len(paper))
    for errors, shift, colour, label in (
        (paper, -0.2, plot.PURPLE, "on paper: random split"),
        (use, 0.2, plot.RED, "in use: one day at a time"),
    ):
        bars = ax.bar(places + shift, list(errors.values()), 0.38, color=colour, label=label)
        ax.bar_label(bars, fmt="%.0f", padding=2)
    ax.axhline(best, color=plot.GREEN, linestyle="dashed", label="best reachable")
    ax.set_xticks(places, list(paper))
    ax.set(ylabel="mean squared error", ylim=(0, 1.5 * max(*paper.values(), *use.values())))
    ax.legend(loc="upper right", fontsize=9)
    ax.grid(visible=False, axis="x")
    told = "; ".join(
        f"{name}: {paper[name]:.0f} on paper, {use[name]:.0f} in use" for name in paper
    )
    plot.show(fig, f"Two bars for each forecast. {told}. The best reachable error is {best:.0f}.")


def explore_loss(
    thresholds: Any, curves: Mapping[int, Sequence[float]], reachable: Mapping[int, float]
) -> None:
    """Show what each threshold earns, for any cost of a loan that fails.

    Arguments: the thresholds (n,), and by cost in hundreds the mean profit at each threshold (n,)
    and the best reachable one.
    """
    peaks = {hundreds: int(np.argmax(curve)) for hundreds, curve in curves.items()}

    def draw(ax: Axes, loss_in_hundreds: int) -> None:
        curve, peak = curves[loss_in_hundreds], peaks[loss_in_hundreds]
        ax.axhline(0, color=plot.GREY, linewidth=1.2)
        ax.plot(thresholds, curve, color=plot.ORANGE)
        ax.plot(thresholds[peak], curve[peak], "o", color=plot.GREEN, markersize=8)
        break_even = loss_in_hundreds / (1 + loss_in_hundreds)
        ax.axvline(break_even, color=plot.GREY, linestyle="dotted", linewidth=1.6)
        ax.axhline(reachable[loss_in_hundreds], color=plot.GREEN, linestyle="dashed", linewidth=1.2)
        ax.set(xlabel="threshold", ylabel="mean profit", ylim=(-60, 60))
        ax.set_title(f"best {curve[peak]:+.0f} at {thresholds[peak]:.2f}")

    low, *_, high = curves
    shown = (low, 4, high)
    told = "; ".join(
        f"at a loss of {100 * hundreds} the best threshold is {thresholds[peaks[hundreds]]:.2f}, "
        f"where an applicant brings {curves[hundreds][peaks[hundreds]]:.0f}, "
        f"and {reachable[hundreds]:.0f} would be reachable"
        for hundreds in shown
    )
    widgets.explore(
        draw,
        "The mean profit against the threshold, a hill for each cost of a loan that fails, with "
        "its "
        f"top marked and the break-even point dotted: {told}.",
        height=3.2,
        loss_in_hundreds=shown,
    )


def calibration(said: Sequence[Sequence[float]], came: Sequence[Sequence[float]]) -> None:
    """Show, for two networks, what they said beside what came.

    Arguments: for each network and each group of applicants the mean probability, and the share
    that repaid.
    """
    fig, axes = plot.new(7.2, 3.4, columns=2)
    for ax, title, x, y in zip(axes, ("careful", "hasty"), said, came, strict=True):
        ax.plot([0, 1], [0, 1], color=plot.GREY, linewidth=1.2)
        ax.plot(x, y, "o-", color=plot.ORANGE)
        ax.set(
            xlabel="the network said", ylabel="share that repaid", xlim=(0, 1.03), ylim=(0, 1.03)
        )
        ax.set_title(f"The {title} network")
        ax.set_aspect("equal")
    tops = [(x[-1], y[-1]) for x, y in zip(said, came, strict=True)]
    lows = [(x[0], y[0]) for x, y in zip(said, came, strict=True)]
    plot.show(
        fig,
        "Two plots of the share that repaid against the probability that was said, in ten groups. "
        "The careful "
        f"network's points lie near the diagonal: where it said {tops[0][0]:.2f}, "
        f"{tops[0][1]:.2f} repaid. The hasty "
        f"network's line is flatter: where it said {lows[1][0]:.2f}, {lows[1][1]:.2f} repaid, and "
        f"where it said "
        f"{tops[1][0]:.3f}, {tops[1][1]:.2f}.",
    )
