"""The drawings of lesson 07 that show a ravine and the ways down into it."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from course_lib import plot, widgets

Ground = tuple[Any, Any, Any]
"""A grid of a, one of b, and the loss at each of their points, all of one shape."""


def ravine(ground: Ground, start: Any) -> None:
    """Show the ravine from above, a and b to one scale, and the way downhill from a start.

    Arguments: the ground, and the place (2,) of the start.
    """
    fig, (ax,) = _strips(ground, 1)
    a, b = start
    arrow = {"arrowstyle": "-|>", "color": plot.GREEN, "linewidth": 2, "shrinkA": 0}
    ax.annotate("", (a + 0.18, -b), xytext=(a, b), arrowprops=arrow)
    below: dict[str, Any] = {"xytext": (12, 0), "textcoords": "offset points"}
    ax.annotate("downhill", (a, 0.1 - b), color=plot.GREEN, **below)
    ax.scatter(a, b, color=plot.ORANGE, s=45, zorder=4)
    ax.set_title("The ravine from above")
    plot.show(
        fig,
        "Contour lines of the loss: long narrow ellipses around a cross at (0, 0). From a dot at"
        f" ({a:g}, {b:g}) an arrow points downhill: straight down across the ellipses, hardly"
        " towards the cross.",
    )


def paths(ground: Ground, walks: Mapping[str, Any]) -> None:
    """Show a few ways through the ravine, one below the other.

    Arguments: the ground, and for each title the places (n, 2) of a walk.
    """
    fig, axes = _strips(ground, len(walks))
    for ax, (title, path) in zip(axes, walks.items(), strict=True):
        _trail(ax, path)
        ax.set_title(title)
    told = "; ".join(f"{title}, it ends at {_place(path[-1])}" for title, path in walks.items())
    plot.show(fig, f"{len(walks)} walks in the ravine from {_place(path[0])}. {told}.")


def _place(place: Any) -> str:
    a, b = np.round(place, 1) + 0.0  # adding 0 makes 0 of −0
    return f"({a:.1f}, {b:.1f})".replace("-", "\N{MINUS SIGN}")


def explore_momentum(ground: Ground, walks: Mapping[tuple[int, int], Any]) -> None:
    """Show the walk with momentum in the ravine, for any momentum and any rate.

    Arguments: the ground; and for each pair of a momentum in per cent and a rate in thousandths
    the places (n, 2) of a walk.
    """

    def draw(ax: Axes, percent_kept: int, rate_in_thousandths: int) -> None:
        path = walks[percent_kept, rate_in_thousandths]
        _map(ax, ground)
        _trail(ax, path)
        ax.set_title(f"ends at {_place(path[-1])}")
        ax.set_ylabel("b, stretched")

    ends = "; ".join(
        f"with momentum {percent / 100:g} it ends at {_place(walks[percent, 8][-1])}"
        for percent in (0, 80, 95)
    )
    widgets.explore(
        draw,
        f"{len(walks[0, 8]) - 1} steps in the ravine at a rate of 0.008: {ends}.",
        height=3.3,
        percent_kept=(0, 80, 95),
        rate_in_thousandths=(2, 8, 12),
    )


def _strips(ground: Ground, count: int) -> tuple[Figure, list[Axes]]:
    """Maps of the ravine one below the other, a and b to one scale."""
    fig, whole = plot.new(7.2, 0.5 + 1.45 * count)
    whole.remove()
    axes = [fig.add_subplot(count, 1, row + 1) for row in range(count)]
    for ax in axes:
        _map(ax, ground)
        ax.set_aspect("equal")
        ax.set(xlabel="a" if ax is axes[-1] else "", yticks=[-1, 0, 1])
    return fig, axes


def _map(ax: Axes, ground: Ground) -> None:
    """Contour lines of the ravine."""
    a, b, loss = ground
    look: dict[str, Any] = {"colors": plot.RED, "alpha": 0.4, "linewidths": 0.9}
    ax.contour(a, b, loss, levels=[1, 6, 20, 50, 100, 160], **look)
    ax.scatter([0], [0], marker="+", color=plot.RED, s=60, zorder=2)
    ax.grid(visible=False)
    ax.set(xlabel="a", ylabel="b", xlim=(a.min(), a.max()), ylim=(b.min(), b.max()))


def _trail(ax: Axes, path: Any) -> None:
    ax.plot(path[:, 0], path[:, 1], "o-", color=plot.ORANGE, markersize=3, linewidth=1.1, zorder=3)
    ax.scatter(path[:1, 0], path[:1, 1], color=plot.ORANGE, s=36, zorder=4)
