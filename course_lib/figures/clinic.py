"""The drawings of lesson 11: curves of broken loops, beside those of the repaired ones."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from course_lib import plot, widgets

Series = Mapping[str, Any]
LOOKS: dict[str, dict[str, Any]] = {
    "loss": {"color": plot.RED},
    "train_loss": {"color": plot.BLUE, "linestyle": "dashed"},
    "val_loss": {"color": plot.RED},
    "fresh data": {"color": plot.INK, "linestyle": "dashdot", "linewidth": 1.3},
    "best constant": {"color": plot.GREY, "linestyle": "dashed", "linewidth": 1.2},
    "returned weights": {"color": plot.PURPLE, "linestyle": "dotted", "linewidth": 2.2},
}
"""How each line looks, by its label: told apart by its stroke, too."""

WORDS = {"train_loss": "training", "val_loss": "validation"}
A_ROW = 3


def charts(curves: Mapping[str, Series]) -> None:
    """Show curves as small plots, three in a row.

    Arguments: for each plot its title, and its lines by label: a list of losses, or one number for
    a level.
    """
    names = list(curves)
    for start in range(0, len(names), A_ROW):
        row = names[start : start + A_ROW]
        fig, axes = plot.new(7.2, 2.5, columns=A_ROW)
        for ax, name in zip(axes, row, strict=False):
            _lines(ax, curves[name])
            ax.set_title(name)
        axes[0].set_ylabel("loss")
        plot.show(fig, " ".join(_told(name, curves[name]) for name in row))


def sign(name: str, series: Series) -> tuple[Figure, str]:
    """Draw one small plot for a page. Returns the figure, and what it shows in words.

    Arguments: its name, and its lines as for `charts`.
    """
    fig, ax = plot.new(2.7, 1.9)
    _lines(ax, series)
    return fig, _told(name, series)


def _lines(ax: Axes, series: Series) -> None:
    length = max(len(losses) for losses in series.values() if np.ndim(losses))
    for label, losses in series.items():
        words = WORDS.get(label, label)
        if np.ndim(losses):
            ax.plot(range(1, length + 1), losses, label=words, **LOOKS[label])
        else:
            ax.axhline(losses, label=words, **LOOKS[label])
    has_level = "returned weights" in series  # the legend goes above it: "best" sees no levels
    headroom = 1.7 if has_level else 1.08
    highest = max(np.max(losses) for losses in series.values())
    ax.set(xlabel="epoch", ylim=(0, headroom * highest))
    ax.xaxis.set_major_locator(MaxNLocator("auto", integer=True))
    if len(series) > 1:
        ax.legend(fontsize=8, loc="upper right" if has_level else "best")


def _told(name: str, series: Series) -> str:
    """What a plot shows, in words."""
    return f"{name.capitalize()}: {'; '.join(_course(label, series[label]) for label in series)}."


def _course(label: str, losses: Any) -> str:
    """A line in words: where it starts, how often it turns, and where it ends."""
    words = WORDS.get(label, label)
    if not np.ndim(losses):
        return f"{words}, a level line at {losses:.2f}"
    steps = np.sign(np.round(np.diff(losses), 9))
    steps = steps[steps != 0]
    turns = int(np.sum(steps[1:] != steps[:-1]))
    way = f"after {turns} turns" if turns > 1 else "after one turn" if turns else "without a turn"
    reach = f"between {np.min(losses):.2f} and {np.max(losses):.2f}"
    return f"{words} from {losses[0]:.2f} to {losses[-1]:.2f} {way}, {reach}"


def explore_rates(film: Mapping[float, tuple[Sequence[float], Sequence[float]]]) -> None:
    """Show the broken loop 1 and the repaired one at any learning rate.

    Arguments: for each rate the losses of the broken loop and those of the repaired one.
    """
    rates = np.array(list(film))
    start = max(broken[0] for broken, _ in film.values())
    shown = (float(rates.min()), 0.3, float(rates.max()))

    def nearest(rate: float) -> tuple[Sequence[float], Sequence[float]]:
        return film[rates[np.abs(rates - rate).argmin()]]

    def draw(ax: Axes, learning_rate: float) -> None:
        broken, repaired = nearest(learning_rate)
        epochs = range(1, len(broken) + 1)
        ax.plot(epochs, broken, color=plot.RED, label="broken")
        ax.plot(epochs, repaired, color=plot.GREEN, linestyle="dashed", label="repaired")
        ax.set(xlabel="epoch", ylim=(0, 2.2 * start))
        ax.legend(loc="upper right", fontsize=8)
        ax.set_title("loss")

    told = [
        f"At a learning rate of {rate:g} the broken loop ends at {nearest(rate)[0][-1]:.2f}, the "
        f"repaired one at {nearest(rate)[1][-1]:.2f}."
        for rate in shown
    ]
    widgets.explore(draw, " ".join(told), height=2.8, learning_rate=shown)


def before_and_after(
    broken: Sequence[float], repaired: Sequence[float], *, level: float, label: str
) -> None:
    """Show the losses of a broken loop and of the repaired one.

    Arguments: both lists of losses, and a level with what it means.
    """
    fig, ax = plot.new(6.4, 2.8)
    epochs = range(1, len(broken) + 1)
    ax.plot(epochs, broken, color=plot.RED, label="broken")
    ax.plot(epochs, repaired, color=plot.GREEN, linestyle="dashed", label="repaired")
    ax.axhline(level, color=plot.GREY, linestyle="dotted", label=label)
    ax.set(xlabel="epoch", ylabel="loss", ylim=(0, None))
    ax.legend()
    told = f"{_course('broken', broken)}; {_course('repaired', repaired)}"
    plot.show(fig, f"Losses, {told}; {label} at {level:.2f}.")


def both_histories(broken: Series, repaired: Series) -> None:
    """Show training, validation and fresh losses of a broken loop and of the repaired one.

    Arguments: for each loop its lists of losses by label.
    """
    fig, axes = plot.new(7.2, 3.0, columns=2)
    both = {"broken": broken, "repaired": repaired}
    top = 1.08 * max(np.max(losses) for series in both.values() for losses in series.values())
    for ax, (title, series) in zip(axes, both.items(), strict=False):
        _lines(ax, series)
        ax.set(ylim=(0, top))
        ax.set_title(f"Loop 3, {title}")
    plot.show(fig, " ".join(_told(title, series) for title, series in both.items()))


def best_kept(val_losses: Sequence[float], broken: float, repaired: float) -> None:
    """Show a validation curve, and the losses of the weights that two loops returned.

    Arguments: the curve, and what the weights of the broken and of the repaired loop have.
    """
    fig, ax = plot.new(6.4, 2.8)
    ax.plot(range(1, len(val_losses) + 1), val_losses, color=plot.RED, label="validation")
    levels = (("broken", broken, plot.PURPLE, "dotted"), ("repaired", repaired, plot.GREEN, "--"))
    for name, level, colour, stroke in levels:
        ax.axhline(level, color=colour, linestyle=stroke, label=f"returned, {name}")
    ax.set(xlabel="epoch", ylabel="loss")
    ax.legend()
    plot.show(
        fig,
        f"The validation loss has its lowest point, {min(val_losses):.2f}, in epoch "
        f"{int(np.argmin(val_losses)) + 1} and ends at {val_losses[-1]:.2f}. The weights of the "
        f"broken loop have {broken:.2f}, those of the repaired one {repaired:.2f}.",
    )


def seventh(patient: Series, healthy: Series) -> None:
    """Show the history of a bugged `fit` beside that of the healthy one.

    Arguments: two histories with the lists `"loss"` and `"accuracy"`.
    """
    fig, axes = plot.new(7.2, 2.8, columns=2)
    for ax, name in zip(axes, ("loss", "accuracy"), strict=False):
        epochs = range(1, len(healthy[name]) + 1)
        ax.plot(epochs, healthy[name], color=plot.GREEN, linestyle="dashed", label="healthy")
        ax.plot(epochs, patient[name], color=plot.RED, label="patient")
        ax.set(xlabel="epoch", ylim=(0, 1.03 if name == "accuracy" else None))
        ax.legend(fontsize=8)
        ax.set_title(name.capitalize())
    told = [
        f"{name.capitalize()}: {_course('patient', patient[name])};"
        f" {_course('healthy', healthy[name])}."
        for name in ("loss", "accuracy")
    ]
    plot.show(fig, " ".join(told))
