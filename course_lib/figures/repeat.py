"""The drawings of lesson 08: two spirals, how a network learns to tell them apart, and digits that
it reads.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.ticker import PercentFormatter

from course_lib import plot, widgets

ARMS = (plot.BLUE, plot.ORANGE)
BETWEEN = LinearSegmentedColormap.from_list("between the arms", (plot.BLUE, "white", plot.ORANGE))
REACH = 1.25
REST = 10  # the epoch at which the accuracy begins to rise again


def spirals(X: Any, labels: Any) -> None:
    """Show the points of the two arms.

    Arguments: points (n, 2) and their labels (n,).
    """
    fig, ax = plot.new(4.6, 4.2)
    _points(ax, X, labels, size=14)
    ax.legend(loc="upper left", fontsize=9)
    ax.set_title(f"{len(X)} points on two arms")
    blue, orange = np.bincount(labels, minlength=2)
    plot.show(
        fig,
        f"Points on two spirals that are wound round each other: {blue} of label 0 in blue,"
        f" {orange} of label 1 in orange. No straight line can part them.",
    )


def _points(ax: Axes, X: Any, labels: Any, size: float) -> None:
    for label, (colour, marker) in enumerate(zip(ARMS, "os", strict=True)):
        mine = labels == label
        look: dict[str, Any] = {
            "marker": marker,
            "color": colour,
            "edgecolor": "white",
            "linewidth": 0.4,
        }
        ax.scatter(X[mine, 0], X[mine, 1], s=size, label=f"label {label}", **look)
    ax.set(xlim=(-REACH, REACH), ylim=(-REACH, REACH), xticks=[-1, 0, 1], yticks=[-1, 0, 1])
    ax.set_aspect("equal")


def course(history: dict[str, Any], line_accuracy: float) -> None:
    """Show the loss and the accuracy at the end of each epoch.

    Arguments: what the learner's `fit` returned, and the accuracy that a straight line reaches.
    """
    fig, (left, right) = plot.new(7.2, 3.2, columns=2)
    epochs = np.arange(1, len(history["loss"]) + 1)
    for ax, name, colour in ((left, "loss", plot.RED), (right, "accuracy", plot.GREEN)):
        ax.axvspan(1, REST, color=plot.SKY, alpha=0.25, linewidth=0)
        ax.plot(epochs, history[name], "o-", color=colour, markersize=3.2)
        ax.set(xlabel="epoch", xticks=[1, 10, 20, 30, 40])
        ax.set_title(f"{name.capitalize()} over all points")
    left.set_ylim(0, None)
    right.axhline(line_accuracy, color=plot.GREY, linestyle="dashed", linewidth=1.2)
    below: dict[str, Any] = {
        "xytext": (0, -4),
        "textcoords": "offset points",
        "ha": "right",
        "va": "top",
    }
    right.annotate("a straight line", (40, line_accuracy), **below)
    right.set_ylim(0.45, 1.03)
    plot.show(
        fig,
        f"Left: {_at_epochs('loss', history)}. Right: {_at_epochs('accuracy', history)}; a straight"
        f" line reaches {line_accuracy:.2f}. The first {REST} epochs are shaded.",
    )


def _at_epochs(name: str, history: dict[str, Any]) -> str:
    numbers = history[name]
    last = len(numbers)
    epochs = [epoch for epoch in (1, REST, 2 * REST, last) if epoch <= last]
    return f"the {name}, " + ", ".join(
        f"{numbers[epoch - 1]:.2f} at epoch {epoch}" for epoch in epochs
    )


View = Any
"""The probability of the second arm on a square grid, (m, m)."""


def early_and_late(
    side: Any,
    views: Sequence[View],
    shares: Sequence[float],
    X: Any,
    labels: Any,
    *,
    epochs: Sequence[int],
) -> None:
    """Show what the network says everywhere in the plane, at a few epochs side by side.

    Arguments: the coordinates (m,) of the grid; after 0, 1, 2, … epochs, the probabilities (m, m)
    and the share of points that are right; the points (n, 2) and their labels (n,); and the epochs
    to show.
    """
    fig, axes = plot.new(7.2, 2.4, columns=len(epochs))
    for ax, epoch in zip(axes, epochs, strict=True):
        _plane(ax, side, views[epoch], X, labels)
        ax.set_title(f"epoch {epoch}\n{100 * shares[epoch]:.0f} % right")
    for ax in axes[1:]:
        ax.tick_params(labelleft=False)
    plot.show(fig, f"{PLANE} {_shares(shares, epochs)}.")


def explore_boundary(
    side: Any, views: Sequence[View], shares: Sequence[float], X: Any, labels: Any
) -> None:
    """Show what the network says everywhere in the plane, after any number of epochs.

    Arguments: as for ``early_and_late``.
    """
    last = len(views) - 1

    def draw(ax: Axes, epoch: int) -> None:
        _plane(ax, side, views[epoch], X, labels)
        ax.set_title(f"{100 * shares[epoch]:.0f} % right")

    middle = min(2 * REST, last)
    widgets.explore(
        draw,
        f"{PLANE} {_shares(shares, (1, middle, last))}.",
        height=3.2,
        epoch=(1, middle, last),
    )


PLANE = (
    "The plane with the points of the two spirals, coloured by the network's probability, with the"
    " boundary between the two colours as a line."
)


def _shares(shares: Sequence[float], epochs: Sequence[int]) -> str:
    rights = ", ".join(f"{100 * shares[epoch]:.0f} % after {epoch}" for epoch in epochs)
    return f"Of the points, {rights} epochs are on the right side"


def _plane(ax: Axes, side: Any, view: View, X: Any, labels: Any) -> None:
    ax.contourf(side, side, view, levels=np.linspace(0, 1, 11), cmap=BETWEEN, alpha=0.6)
    ax.contour(side, side, view, levels=[0.5], colors=[plot.INK], linewidths=1.6)
    _points(ax, X, labels, size=7)


def digits(images: Any, labels: Any) -> None:
    """Show the first digits with their labels.

    Arguments: images (n, 64) from 0 to 1, and their labels (n,).
    """
    fig, axes = plot.new(7.2, 1.3, columns=10)
    for ax, image, label in zip(axes, images, labels, strict=False):
        _digit(ax, image, f"{label}")
    shown = ", ".join(f"{label}" for label in labels[: len(axes)])
    plot.show(fig, f"Digits written by hand in coarse grey points, eight by eight: {shown}.")


def _digit(ax: Axes, image: Any, title: str, colour: str = plot.INK) -> None:
    ax.imshow(image.reshape(8, 8), cmap="Greys", vmin=0, vmax=1)
    ax.set_title(title, color=colour, fontsize=9.5, loc="center")
    ax.set_xticks([])
    ax.set_yticks([])
    ax.grid(visible=False)
    ax.spines[:].set_visible(True)


SHOWN = 8


def reading(trained: Sequence[float], held: Sequence[float]) -> None:
    """Show how the network learnt to read.

    Arguments: the accuracy after each epoch on the images trained on, and on those held out.
    """
    fig, ax = plot.new(7.2, 3.0)
    epochs = np.arange(1, len(held) + 1)
    ax.plot(epochs, trained, "s--", color=plot.GREY, markersize=3.2, label="trained on")
    ax.plot(epochs, held, "o-", color=plot.GREEN, markersize=3.2, label="held out")
    ax.axhline(0.95, color=plot.RED, linestyle="dotted", linewidth=1.4)
    ax.annotate("95 %", (0.4, 0.95), xytext=(2, 3), textcoords="offset points", color=plot.RED)
    ax.set(xlabel="epoch", xticks=range(0, len(held) + 1, 5), xlim=(0.3, len(held) + 0.4))
    ax.set_ylim(min(0.6, *held) - 0.02, 1.01)
    ax.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0, symbol=" %"))
    ax.set_title("Images read correctly")
    ax.legend(loc="lower right")
    plot.show(
        fig,
        f"The share of images read correctly over {len(held)} epochs: on those trained on from"
        f" {100 * trained[0]:.0f} to {100 * trained[-1]:.0f} %, on those held out from"
        f" {100 * held[0]:.0f} to {100 * held[-1]:.0f} %.",
    )


def early_and_late_digits(X: Any, labels: Any, early: Any, late: Any) -> None:
    """Show images that were misread early and are read correctly late, and some still misread.

    Arguments: images (n, 64), their labels (n,), and what the network read, (n,), after its first
    and after its last epoch.
    """
    mended = np.flatnonzero((early != labels) & (late == labels))[:SHOWN]
    _gallery(X, labels, mended, early, "read after the first epoch")
    still = np.flatnonzero(late != labels)[:SHOWN]
    _gallery(X, labels, still, late, "read after the last epoch")


def _gallery(X: Any, labels: Any, places: Any, readings: Any, when: str) -> None:
    """Draw some images, each with what was read and what was written."""
    fig, axes = plot.new(7.2, 1.5, columns=SHOWN)
    for ax in axes:
        ax.axis("off")
    for ax, i in zip(axes, places, strict=False):
        ax.axis("on")
        _digit(ax, X[i], f"read {readings[i]}\nwritten {labels[i]}", plot.RED)
    told = ", ".join(f"{readings[i]} for {labels[i]}" for i in places)
    plot.show(fig, f"{len(places)} held-out digits. What was {when}, and what was written: {told}.")
