"""The drawings of lesson 12: digits, what a network weighs in them, and which it misreads."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap

from course_lib import plot, widgets

AGAINST_AND_FOR = LinearSegmentedColormap.from_list(
    "against and for", (plot.ORANGE, "white", plot.BLUE)
)
CLASSES = 10
EACH = 4
MOST = 8


def samples(X: Any, labels: Any) -> None:
    """Show the first four images of each class.

    Arguments: images (n, 64) from 0 to 1, and their labels (n,).
    """
    fig, axes = plot.new(7.2, 3.1, columns=CLASSES)
    for digit, ax in enumerate(axes):
        mine = X[labels == digit][:EACH].reshape(-1, 8, 8)
        padded = np.pad(
            mine, ((0, 0), (1, 1), (0, 0))
        )  # (4, 10, 8): white between one and the next
        _picture(ax, padded.reshape(-1, 8), f"{digit}")
    plot.show(
        fig,
        f"{EACH} images of each of the digits 0 to 9, eight by eight grey pixels. Some writers "
        "cross "
        "the 7, some close the 4, and some ones lean.",
    )


def averages(means: Any) -> None:
    """Show the average image of each class.

    Arguments: `means` (10, 64), row c the average of the images of class c.
    """
    fig, axes = plot.new(7.2, 1.3, columns=CLASSES)
    for digit, (ax, mean) in enumerate(zip(axes, means, strict=False)):
        _picture(ax, mean, f"{digit}")
    plot.show(
        fig,
        f"The {len(means)} average images, blurred: 0 is a clear ring, and the 1 and the 8 are "
        "the most smeared.",
    )


def _picture(ax: Axes, image: Any, title: str = "", colour: str = plot.INK) -> None:
    table = image if np.ndim(image) == 2 else np.reshape(image, (8, 8))
    ax.imshow(table, cmap="Greys", vmin=0, vmax=1)
    _frame(ax, title, colour)


def _frame(ax: Axes, title: str, colour: str = plot.INK) -> None:
    ax.set_title(title, color=colour, fontsize=9.5, loc="center")
    ax.set(xticks=[], yticks=[])
    ax.grid(visible=False)
    ax.spines[:].set_visible(True)


def confusion(matrix: Any) -> None:
    """Show a confusion matrix, its errors shaded.

    Arguments: counts (10, 10), true classes in rows, predicted ones in columns.
    """
    fig, ax = plot.new(5.4, 4.6)
    errors = matrix * (1 - np.eye(len(matrix), dtype=int))
    ax.imshow(errors, cmap="Oranges", vmin=0, vmax=max(1, 1.3 * errors.max()))
    for (true, predicted), count in np.ndenumerate(matrix):
        right = true == predicted
        look: dict[str, Any] = (
            {"color": plot.BLUE, "weight": "bold"} if right else {"color": plot.INK}
        )
        ax.text(predicted, true, f"{count}" if count else "·", ha="center", va="center", **look)
    ticks = range(len(matrix))
    ax.set(xticks=ticks, yticks=ticks, xlabel="predicted", ylabel="true")
    ax.grid(visible=False)
    ax.set_title("Read as …  (right in blue, errors shaded)")
    true, predicted = np.unravel_index(errors.argmax(), errors.shape)
    plot.show(
        fig,
        f"A table of ten by ten counts. {np.trace(matrix)} of {matrix.sum()} stand on the "
        "diagonal, "
        f"which are right. The largest of the others is {errors.max()}, where a {true} was read "
        f"as {predicted}.",
    )


def confused(X: Any, true: int, predicted: int, means: Any) -> None:
    """Show the images of one class that were taken for another, after the averages of both.

    Arguments: images (n, 64) of class `true` that were read as `predicted`, and the averages
    (10, 64). At most the first eight are shown.
    """
    shown = X[:MOST]
    fig, axes = plot.new(7.2, 1.3, columns=2 + len(shown))
    for ax, digit in zip(axes, (true, predicted), strict=False):
        _picture(ax, means[digit], f"average {digit}")
        ax.title.set_fontsize(8)
    for ax, image in zip(axes[2:], shown, strict=False):
        _picture(ax, image, f"read as {predicted}", plot.RED)
        ax.title.set_fontsize(8)
    plot.show(
        fig,
        f"The average {true}, the average {predicted}, and {len(shown)} images of a {true} that "
        "were "
        f"read as {predicted}.",
    )


def explore_weights(W: Any) -> None:
    """Show the weights of each class of a network without hidden layer, as images.

    Arguments: `W` (64, 10), column c the weights of class c.
    """
    largest = float(np.abs(W).max())

    def draw(ax: Axes, digit: int) -> None:
        table = W[:, digit].reshape(8, 8)
        ax.imshow(table, cmap=AGAINST_AND_FOR, vmin=-largest, vmax=largest)
        _frame(ax, "")

    told = "; ".join(f"for {digit} {_strongest(W[:, digit])}" for digit in SHOWN_DIGITS)
    widgets.explore(
        draw,
        "The 64 weights of one digit's logit as an image of 8 by 8 pixels, blue where ink speaks "
        "for "
        f"the digit and orange where it speaks against it. Counted from 0, {told}.",
        width=7.2,
        height=2.9,
        digit=SHOWN_DIGITS,
    )


SHOWN_DIGITS = (0, 3, 9)


def _strongest(weights: Any) -> str:
    """Where the largest and the smallest of 64 weights stand, in words."""
    best, worst = divmod(int(np.argmax(weights)), 8), divmod(int(np.argmin(weights)), 8)
    return (
        f"the bluest pixel is in row {best[0]}, column {best[1]}, and the most orange one in row "
        f"{worst[0]}, column {worst[1]}"
    )


def hidden_weights(W: Any) -> None:
    """Show what each hidden unit weighs, as images.

    Arguments: `W` (64, units), column j the weights of unit j.
    """
    units = W.shape[1]
    columns = 16
    rows = -(-units // columns)
    fig, ax = plot.new(7.2, 0.55 * rows + 0.5)
    sheet = np.full((9 * rows, 9 * columns), np.nan)
    for unit in range(units):
        down, right = divmod(unit, columns)
        sheet[9 * down : 9 * down + 8, 9 * right : 9 * right + 8] = W[:, unit].reshape(8, 8)
    largest = float(np.abs(W).max())
    ax.imshow(sheet, cmap=AGAINST_AND_FOR, vmin=-largest, vmax=largest)
    ax.axis("off")
    ax.set_title(f"The first layer: {units} hidden units, 64 weights each")
    plot.show(
        fig,
        f"{units} small images of 8 by 8 weights, one per hidden unit, blue for ink that raises "
        "the "
        "unit and orange for ink that lowers it. Patches of both colours lie side by side; none "
        "looks "
        "like a digit.",
    )


def misread(X: Any, labels: Any, predictions: Any, alike: Any, alike_labels: Any) -> None:
    """Show misread images, each above the image it was trained on that is most like it.

    Arguments: images (n, 64), their labels and predictions (n,), and for each the most similar
    image (n, 64) with its label (n,). At most the first eight are shown.
    """
    shown = min(len(X), MOST)
    if not shown:
        print("No image was misread.")
        return
    fig, axes = plot.new(7.2, 2.3, columns=MOST)
    for ax in axes:
        ax.axis("off")
    for i, ax in enumerate(list(axes)[:shown]):
        ax.axis("on")
        gap = np.zeros((3, 8))
        _picture(ax, np.vstack([X[i].reshape(8, 8), gap, alike[i].reshape(8, 8)]))
        ax.set_title(
            f"{labels[i]}, read {predictions[i]}", fontsize=9.5, loc="center", color=plot.RED
        )
        ax.set_xlabel(f"nearest: {alike_labels[i]}", fontsize=9)
        ax.axhspan(7.5, 10.5, color="white")
    same = int(np.sum(np.asarray(alike_labels[:shown]) == np.asarray(predictions[:shown])))
    plot.show(
        fig,
        f"{shown} images that were misread, with their label and what was read, each above the "
        "most "
        f"similar image of the training data. For {same} of them that has the label which was "
        "read.",
    )


def explore_shift(X: Any, shares: dict[int, float]) -> None:
    """Show an image moved sideways, and how many images are read correctly when all are moved so.

    Arguments: by the number of pixels, one image moved so far (64,), and the share read correctly.
    """
    steps = sorted(shares)

    def draw(ax: Axes, pixels: int) -> None:
        _picture(ax, X[pixels])
        ax.set_title(f"{100 * shares[pixels]:.0f} % read correctly", fontsize=10)

    told = ", ".join(f"{100 * shares[step]:.0f} % at {step:+d}" for step in steps)
    widgets.explore(
        draw,
        f"A digit moved to the left or right by whole pixels. Read correctly are {told}.",
        width=7.2,
        height=2.9,
        pixels=(steps[0], 0, steps[-1]),
    )
