"""The drawings of lesson 10: two curves side by side, and what they tell."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap

from course_lib import plot, widgets
from course_lib.nn import Params, mlp_forward, softmax

History = Mapping[str, Sequence[float]]
Labelled = tuple[Any, Any]

KINDS = ((plot.BLUE, "o"), (plot.ORANGE, "s"), (plot.GREEN, "^"))
ARMS = KINDS[:2]
BETWEEN = LinearSegmentedColormap.from_list("arms", (plot.BLUE, "white", plot.ORANGE))
REACH = 1.7


def words_of_curves(curves: Mapping[str, History]) -> str:
    """Say where the two losses of several trainings begin and end.

    Arguments: a history with `train_loss` and `val_loss` for each name.
    """
    return " ".join(f"{name.capitalize()}: {_words(history)}" for name, history in curves.items())


def _words(history: History) -> str:
    train, val = history["train_loss"], history["val_loss"]
    lowest = int(np.argmin(val))
    return (
        f"over {len(val)} epochs the training loss goes from {train[0]:.2f} to {train[-1]:.2f}, "
        f"the validation loss from {val[0]:.2f} to {val[-1]:.2f}, "
        f"with its lowest value {val[lowest]:.2f} after epoch {lowest + 1}."
    )


def words_of_ratios(steps: Mapping[float, tuple[Sequence[float], float]]) -> str:
    """Say how large the updates of several trainings are beside the weights.

    Arguments: by learning rate, the ratio at each step and the last loss.
    """
    usual = [
        f"at rate {rate:g} about {np.median(ratios):.1g} of the weights"
        for rate, (ratios, _) in steps.items()
    ]
    return f"The size of the updates on a logarithmic axis: {', '.join(usual)}."


def _curves(ax: Axes, history: History) -> None:
    epochs = np.arange(1, len(history["val_loss"]) + 1)
    ax.plot(epochs, history["train_loss"], "--", color=plot.GREY, label="training")
    ax.plot(epochs, history["val_loss"], color=plot.RED, label="validation")
    ax.set(xlabel="epoch", ylabel="loss")


def apples(X: Any, kinds: Any) -> None:
    """Show the apples by weight and sugar.

    Arguments: measurements (n, 2) and kinds (n,) from 0 to 2.
    """
    fig, ax = plot.new(5.2, 3.6)
    for kind, (colour, marker) in enumerate(KINDS):
        weight, sugar = X[kinds == kind].T
        ax.scatter(weight, sugar, s=16, color=colour, marker=marker, label=f"kind {kind}")
    ax.set(xlabel="weight in grams", ylabel="sugar, share of the weight")
    ax.set_title(f"{len(X)} apples of three kinds")
    ax.legend()
    (light, sour), (heavy, sweet) = X.min(axis=0), X.max(axis=0)
    plot.show(
        fig,
        f"Apples of three kinds in three clouds that overlap a little; weights from {light:.0f} to "
        f"{heavy:.0f} grams, sugar from {sour:.3f} to {sweet:.3f} of the weight.",
    )


def scaled(curves: Mapping[str, History]) -> None:
    """Show the losses of one network with and without standardised features.

    Arguments: a history with `train_loss`, `val_loss` and `val_accuracy` for each name.
    """
    fig, axes = plot.new(7.2, 3.0, columns=len(curves))
    highest = max(max(history["val_loss"]) for history in curves.values())
    for ax, (name, history) in zip(axes, curves.items(), strict=False):
        _curves(ax, history)
        ax.set_ylim(0, 1.1 * highest)
        ax.set_title(f"{name}: {100 * history['val_accuracy'][-1]:.0f} % right at the end")
        ax.legend()
    plot.show(fig, words_of_curves(curves))


def spirals(train: Labelled, val: Labelled) -> None:
    """Show the points to train on and those held out, side by side.

    Arguments: two pairs of points (n, 2) and labels (n,).
    """
    fig, axes = plot.new(7.2, 3.5, columns=2)
    for ax, part, name in zip(axes, (train, val), ("to train on", "held out"), strict=False):
        _points(ax, part, size=14)
        ax.set_title(f"{len(part[0])} points {name}")
        ax.set(xlabel="first feature", ylabel="second feature")
    axes[0].legend(loc="upper left", fontsize=8)
    plot.show(
        fig,
        f"Points on two noisy spirals that run into each other: {len(train[0])} to train on, "
        f"and {len(val[0])} others held out.",
    )


def _points(ax: Axes, part: Labelled, size: float) -> None:
    X, labels = part
    for label, (colour, marker) in enumerate(ARMS):
        x, y = X[labels == label].T
        look: dict[str, Any] = {"color": colour, "edgecolor": "white", "linewidth": 0.4}
        ax.scatter(x, y, s=size, marker=marker, label=f"arm {label}", **look)
    ax.set(xlim=(-REACH, REACH), ylim=(-REACH, REACH), xticks=[-1, 0, 1], yticks=[-1, 0, 1])
    ax.set_aspect("equal")


def three_sizes(histories: Mapping[int, History]) -> None:
    """Show the two losses of networks of several sizes.

    Arguments: a history with `train_loss` and `val_loss` by the number of hidden units.
    """
    fig, axes = plot.new(7.2, 3.0, columns=len(histories))
    highest = max(max(history["val_loss"]) for history in histories.values())
    for ax, (units, history) in zip(axes, histories.items(), strict=False):
        _curves(ax, history)
        _mark_lowest(ax, history)
        ax.set_ylim(0, 1.05 * highest)
        ax.set_title(_units(units))
    axes[0].legend(loc="lower left")
    named = {_units(units): history for units, history in histories.items()}
    plot.show(fig, words_of_curves(named))


def _units(units: int) -> str:
    return f"{units} hidden unit{'s' if units > 1 else ''}"


def _mark_lowest(ax: Axes, history: History) -> None:
    lowest = int(np.argmin(history["val_loss"]))
    ax.plot(lowest + 1, history["val_loss"][lowest], "o", color=plot.GREEN, label="lowest")


def boundaries(
    networks: Mapping[str, Params], shown: Labelled, train: Labelled, val: Labelled
) -> None:
    """Show where networks change from one arm to the other, and how sure they are.

    Arguments: the parameters by name; pairs of points and labels: those to show, those that were
    trained on, and those held out.
    """
    fig, axes = plot.new(7.2, 3.7 if len(networks) < 3 else 3.1, columns=len(networks))
    shares = []
    for ax, (name, params) in zip(axes, networks.items(), strict=False):
        _plane(ax, params)
        _points(ax, shown, size=9)
        trained, held_out = (f"{100 * _share_right(params, part):.0f} %" for part in (train, val))
        ax.set_title(f"{name}\nright, trained on: {trained}\nright, held out: {held_out}")
        shares.append(f"{name} {trained} of the training points and {held_out} of those held out")
    plot.show(
        fig,
        "The plane with its points, coloured by what the networks think, white where they are "
        f"unsure. They get right: {'; '.join(shares)}.",
    )


def _share_right(params: Params, part: Labelled) -> float:
    X, labels = part
    return float(np.mean(mlp_forward(X, params)[0].argmax(axis=1) == labels))


def _plane(ax: Axes, params: Params) -> None:
    side = np.linspace(-REACH, REACH, 120)
    plane = np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2)  # (14400, 2)
    second = softmax(mlp_forward(plane, params)[0])[:, 1].reshape(len(side), -1)
    ax.contourf(side, side, second, levels=np.linspace(0, 1, 11), cmap=BETWEEN, alpha=0.6)
    ax.contour(side, side, second, levels=[0.5], colors=[plot.INK], linewidths=1.4)


def explore_patience(
    histories: Mapping[int, History], stops: Mapping[tuple[int, int], int]
) -> None:
    """Show the two losses of a training, and where a patience would have ended it.

    Arguments: histories by the number of hidden units; by units and patience, the number of epochs
    after which it stops.
    """
    highest = max(max(history["val_loss"]) for history in histories.values())
    most = max(patience for _, patience in stops)
    middle = most // 4

    def draw(ax: Axes, hidden_units: str, patience: int) -> None:
        history, end = histories[int(hidden_units)], stops[int(hidden_units), patience]
        _curves(ax, history)
        run = history["val_loss"][:end]
        best = int(np.argmin(run))
        ax.axvspan(end, len(history["val_loss"]), color=plot.GREY, alpha=0.15, linewidth=0)
        ax.axvline(end, color=plot.INK, linewidth=1.2, label="stops")
        ax.plot(best + 1, run[best], "o", color=plot.GREEN, label="kept")
        ax.set_ylim(0, 1.05 * highest)
        ax.set_title(f"stops after {end}, keeps {best + 1}")
        ax.legend(fontsize=8)

    said = [f"{_units(units)} after {stops[units, middle]} epochs" for units in histories]
    widgets.explore(
        draw,
        "The two losses of each training, a line where early stopping ends it, and a dot at the "
        f"epoch that it keeps. With a patience of {middle} it stops {', '.join(said)}.",
        height=3.2,
        hidden_units=tuple(map(str, histories)),
        patience=(1, middle, most),
    )


def colleague(history: History) -> None:
    """Show a training to be judged: two losses, and the accuracy on held-out rows.

    Arguments: a history with `train_loss`, `val_loss` and `val_accuracy`.
    """
    fig, (left, right) = plot.new(7.2, 3.0, columns=2)
    _curves(left, history)
    left.set_ylim(0, None)
    left.legend()
    left.set_title("Loss")
    shares = history["val_accuracy"]
    right.plot(np.arange(1, len(shares) + 1), shares, color=plot.BLUE)
    right.set(xlabel="epoch", ylabel="share right", ylim=(0, 1))
    right.set_title("Accuracy on the held-out images")
    plot.show(
        fig,
        f"{words_of_curves({'left': history})} Right: the accuracy on held-out images rises to "
        f"{shares[9]:.2f} after 10 epochs, and to {shares[-1]:.2f} at the end.",
    )
