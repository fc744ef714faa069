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
from course_lib.nn import Params, mlp_forward, softmax

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
    plot.show(
        fig,
        "Points on two spirals that are wound round each other: label 0 in blue, label 1 in orange."
        " No straight line can part them.",
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


def one_batch(losses: Sequence[float]) -> None:
    """Show the loss of one batch that is trained on again and again.

    Arguments: the loss before each step.
    """
    fig, ax = plot.new(6.0, 3.0)
    ax.plot(losses, color=plot.RED)
    ax.set(xlabel="steps taken before it", ylabel="loss of the batch", ylim=(0, None))
    ax.set_title("The same 32 points, again and again")
    plot.show(
        fig,
        f"The loss of one batch falls from {losses[0]:.2f}, fast at first and then more slowly, and"
        f" ends close to 0 after {len(losses) - 1} steps.",
    )


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
        ax.set_title(f"{name.capitalize()} over all 400 points")
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
        "Left: the loss falls in every epoch from 0.6 towards 0. Right: the accuracy is at 0.7"
        " after the first epoch, the level of a straight line, stays there until about epoch 10,"
        " then climbs steeply and reaches nearly 1 at epoch 20. The first ten epochs are shaded.",
    )


def explore_boundary(film: Sequence[Params], X: Any, labels: Any) -> None:
    """Show what the network says everywhere in the plane, after any number of epochs.

    Arguments: the parameters after 0, 1, 2, … epochs; the points (n, 2) and their labels (n,).
    """
    side = np.linspace(-REACH, REACH, 90)
    plane = np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2)  # (8100, 2)

    def draw(ax: Axes, epoch: int) -> None:
        logits, _ = mlp_forward(plane, film[epoch])
        second = softmax(logits)[:, 1].reshape(len(side), -1)
        ax.contourf(side, side, second, levels=np.linspace(0, 1, 11), cmap=BETWEEN, alpha=0.6)
        ax.contour(side, side, second, levels=[0.5], colors=[plot.INK], linewidths=1.6)
        _points(ax, X, labels, size=7)
        right = np.mean(mlp_forward(X, film[epoch])[0].argmax(axis=1) == labels)
        ax.set_title(f"{100 * right:.0f} % right")

    widgets.explore(
        draw,
        "The plane with the points of the two spirals, coloured by the network's probability. After"
        " one epoch the boundary is a nearly straight line through the middle, and 7 in 10 points"
        " are right. After ten epochs the line is bent and hardly more points are right. After"
        " forty it winds between the arms, and nearly all are.",
        height=3.2,
        epoch=(1, 10, len(film) - 1),
    )


def digits(images: Any, labels: Any) -> None:
    """Show the first digits with their labels.

    Arguments: images (n, 64) from 0 to 1, and their labels (n,).
    """
    fig, axes = plot.new(7.2, 1.3, columns=10)
    for ax, image, label in zip(axes, images, labels, strict=False):
        _digit(ax, image, f"{label}")
    plot.show(fig, "Ten digits from 0 to 9, written by hand in coarse grey points, eight by eight.")


def _digit(ax: Axes, image: Any, title: str, colour: str = plot.INK) -> None:
    ax.imshow(image.reshape(8, 8), cmap="Greys", vmin=0, vmax=1)
    ax.set_title(title, color=colour, fontsize=9.5, loc="center")
    ax.set_xticks([])
    ax.set_yticks([])
    ax.grid(visible=False)
    ax.spines[:].set_visible(True)


SHOWN = 5


def reading(
    trained: Sequence[float], held: Sequence[float], X: Any, labels: Any, predictions: Any
) -> None:
    """Show how the network learnt to read, and held-out digits that it reads and that it misreads.

    Arguments: the accuracy after each epoch on the images trained on and on those held out; the
    images held out (n, 64), their labels (n,) and the network's predictions (n,).
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
        f"The share of images read correctly over {len(held)} epochs. Both curves rise fast and"
        f" then slowly. On the images that were held out it ends at {100 * held[-1]:.0f} %.",
    )
    _gallery(X, labels, predictions)


def _gallery(X: Any, labels: Any, predictions: Any) -> None:
    fig, axes = plot.new(7.2, 1.4, columns=2 * SHOWN)
    right = np.flatnonzero(predictions == labels)[:SHOWN]
    wrong = np.flatnonzero(predictions != labels)[:SHOWN]
    for ax in axes:
        ax.axis("off")
    for ax, i in zip(axes, right, strict=False):
        ax.axis("on")
        _digit(ax, X[i], f"{predictions[i]} ✓", plot.GREEN)
    for ax, i in zip(axes[SHOWN:], wrong, strict=False):
        ax.axis("on")
        _digit(ax, X[i], f"{predictions[i]}, not {labels[i]}", plot.RED)
    plot.show(
        fig,
        f"{len(right)} held-out digits that the network reads correctly, and {len(wrong)} that it"
        " misreads, each with what it says and what was written.",
    )
