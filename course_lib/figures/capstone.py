"""The drawings of lesson 15: readings of very different size, how a trainer's width shows, and a
table filled in.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from course_lib import plot, widgets

READINGS = ("diameter", "mass", "firmness", "sugar", "room")
VARIETIES = (plot.BLUE, plot.ORANGE, plot.GREEN, plot.PURPLE)
MARKERS = "os^D"
SHOWN = 50


def readings(X: Any, labels: Any) -> None:
    """Show two readings of some apples, in their own units, and all five as they lie on one axis.

    Arguments: readings (n, 5) and varieties (n,).
    """
    fig, (left, right) = plot.new(7.2, 3.3, columns=2)
    for variety, (colour, marker) in enumerate(zip(VARIETIES, MARKERS, strict=True)):
        mine = X[labels == variety][:SHOWN]
        look: dict[str, Any] = {
            "marker": marker,
            "color": colour,
            "s": 12,
            "alpha": 0.8,
            "linewidth": 0,
        }
        left.scatter(mine[:, 0], mine[:, 1], label=f"variety {variety}", **look)
    left.set(xlabel="diameter in m", ylabel="mass in mg")
    left.set_ylim(top=1.2 * X[:, 1].max())
    left.legend(fontsize=8, loc="upper center", ncols=2, columnspacing=0.8)
    left.set_title(f"Two readings, {SHOWN} apples of each variety")
    sizes = np.abs(X).mean(axis=0)
    right.barh(READINGS, sizes, color=plot.GREY)
    right.set_xscale("log")
    right.invert_yaxis()
    right.grid(visible=False, axis="y")
    right.set(xlabel="usual size of the number")
    right.set_title("Five readings on one axis")
    times = sizes.max() / sizes.min()
    largest, smallest = READINGS[int(sizes.argmax())], READINGS[int(sizes.argmin())]
    plot.show(
        fig,
        f"Left: mass against diameter for four varieties of apples; their clouds overlap. Right: "
        f"the usual size of "
        f"each reading on a logarithmic axis. That of {largest} is about {times:.0e} times that "
        f"of {smallest}.",
    )


def explore_widths(runs: Mapping[int, Sequence[Mapping[str, Sequence[float]]]]) -> None:
    """Show the validation losses of several runs, for a width that can be chosen.

    Arguments: for each number of hidden neurons the histories of its runs.
    """
    top = max(max(history["val_loss"]) for histories in runs.values() for history in histories)
    longest = max(len(history["val_loss"]) for histories in runs.values() for history in histories)

    def draw(ax: Axes, hidden: str) -> None:
        histories = runs[int(hidden)]
        for run, (history, style) in enumerate(zip(histories, ("-", "--", ":"), strict=False), 1):
            losses = history["val_loss"]
            best = int(np.argmin(losses))
            ax.plot(losses, style, color=plot.RED, linewidth=1.4, label=f"run {run}")
            ax.plot(best, losses[best], "o", color=plot.INK, markersize=5)
        ax.set(xlabel="epoch", ylabel="validation loss", xlim=(0, longest), ylim=(0, 1.05 * top))
        least = [min(history["val_loss"]) for history in histories]
        ax.set_title(f"smallest {min(least):.2f} to {max(least):.2f}")
        ax.legend(loc="upper right", fontsize=8)

    said = "; ".join(
        f"with {width} hidden, the smallest losses are "
        + ", ".join(f"{min(history['val_loss']):.2f}" for history in histories)
        for width, histories in runs.items()
    )
    widgets.explore(
        draw,
        f"The validation loss over the epochs, one line per run, with a mark where it was "
        f"smallest: {said}.",
        height=3.0,
        hidden=tuple(map(str, runs)),
    )


def tables(known: Any, filled: Any, truth: Any) -> None:
    """Show a table with gaps, as two factors fill it, and as it really is.

    Arguments: three tables of one shape; in the first, nan where nothing is known.
    """
    fig, axes = plot.new(7.2, 3.6, columns=3)
    gaps = np.isnan(known).mean()
    titles = f"trained on: {100 * (1 - gaps):.0f} %", "filled in", "the truth"
    for ax, table, title in zip(axes, (known, filled, truth), titles, strict=True):
        look: dict[str, Any] = {"cmap": "PuOr", "vmin": -3, "vmax": 3, "interpolation": "nearest"}
        image = ax.imshow(table, aspect="auto", **look)
        ax.set_facecolor("0.75")  # where nothing is known; near 0 a rating is white
        ax.set(xlabel="film", xticks=[], yticks=[])
        ax.grid(visible=False)
        ax.set_title(title)
    axes[0].set_ylabel("person")
    fig.colorbar(image, ax=list(axes), label="rating", shrink=0.8)
    apart = np.sqrt(np.mean((filled - truth) ** 2))
    plot.show(
        fig,
        f"Three tables of {truth.shape[0]} people by {truth.shape[1]} films in colours. The first "
        f"has {100 * gaps:.0f} % gaps, in grey. The second has none and the same pattern as the "
        f"third, the truth, from which it is {apart:.2f} away at a usual place.",
    )
