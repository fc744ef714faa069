"""The drawings of lesson 04: layers as graphs, hinges, squeezed scores, and what an untrained
network sees.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from course_lib import plot, widgets

MINUS = "\N{MINUS SIGN}"
REACH = np.linspace(-2.0, 2.0, 201)


def house(t: Any, power: Any, line: Any, bent: Any = None) -> None:
    """Show the power that a house uses against the temperature, with the best line, or with a bent
    one beside it.

    Arguments: temperature and power (n,), the line's predictions (n,), and those of a model with a
    bend, if any.
    """
    fig, ax = plot.new(6.0, 3.2)
    ax.scatter(t, power, color=plot.BLUE, s=22, label="measured")
    faded = bent is not None
    ax.plot(
        t,
        line,
        color=plot.ORANGE,
        linestyle="dashed" if faded else "solid",
        label="best straight line",
    )
    if faded:
        ax.plot(t, bent, color=plot.ORANGE, linewidth=2.4, label="0.5 + two hinges")
    ax.set(xlabel="t: tens of degrees above 18 °C", ylabel="power in kW", ylim=(0, 3.4))
    ax.legend(ncols=2, loc="upper center")
    second = f" A model made of two hinges has {_error(bent, power)}." if faded else ""
    plot.show(
        fig,
        f"Points in the shape of a V: the house uses least power at t = {t[np.argmin(power)]:.1f},"
        f" and {power[0]:.1f} and {power[-1]:.1f} at the ends. The best straight line goes from"
        f" {line[0]:.1f} to {line[-1]:.1f} and has {_error(line, power)}.{second}",
    )


def _error(y_pred: Any, y: Any) -> str:
    return f"a mean squared error of {np.mean((y_pred - y) ** 2):.2f}"


def network(x: Any, *layers: tuple[Any, Any], names: Sequence[str]) -> None:
    """Show one example on its way through a network, with every number in its place.

    Arguments: the input (d,); for each further column of the graph a pair: the numbers in its
    circles (k,), and the weights (d, k) on the lines that lead there, None for lines that go
    straight across, or ... for lines from each circle to each without numbers; the columns' names.
    """
    columns = [np.asarray(x), *(np.asarray(values) for values, _ in layers)]
    fig, ax = plot.new(7.2, 3.1)
    for left, (_, W) in enumerate(layers):
        _edges(ax, left, columns[left], columns[left + 1], W)
    for place, (values, name) in enumerate(zip(columns, names, strict=True)):
        for value, height in zip(values, _heights(len(values)), strict=True):
            negative = place > 0 and value < 0
            face = plot.SKY if place == 0 else "white"
            edge = plot.RED if negative else plot.INK
            ax.text(
                place * 1.6, height, _text(value), ha="center", va="center", zorder=4,
                bbox={
                    "boxstyle": "circle,pad=0.35", "facecolor": face, "edgecolor": edge,
                    "linewidth": 1.4,
                },
            )  # fmt: skip
        ax.text(place * 1.6, 1.5, name, ha="center", va="bottom")
    ax.set_xlim(-0.5, 1.6 * len(layers) + 0.5)
    ax.set_ylim(-1.4, 2.0)
    ax.axis("off")
    plot.show(fig, "A graph in columns, from left to right. " + _columns_in_words(columns, names))


def _heights(count: int) -> Any:
    return np.linspace(1.1, -1.1, count) if count > 2 else np.array([0.6, -0.6])[:count]


def _text(value: float) -> str:
    return f"{round(float(value), 3):g}".replace("-", MINUS)


def _edges(ax: Axes, left: int, before: Any, after: Any, W: Any) -> None:
    """Lines from one column to the next, each with its weight near its left end."""
    for i, start in enumerate(_heights(len(before))):
        for j, end in enumerate(_heights(len(after))):
            if W is None and i != j:
                continue
            ax.plot(
                [left * 1.6, left * 1.6 + 1.6], [start, end], color=plot.GREY, linewidth=1, zorder=1
            )
            if W is not None and W is not ...:
                # near the left end, where lines from different circles have not crossed yet
                at = 0.22
                ax.text(
                    (left + at) * 1.6, start + at * (end - start), _text(W[i, j]),
                    fontsize=8.5, color=plot.GREEN, ha="center", va="center", zorder=2,
                    bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.8},
                )  # fmt: skip


def _columns_in_words(columns: list[Any], names: Sequence[str]) -> str:
    words = (
        f"{name.splitlines()[0]}: {', '.join(map(_text, values))}"
        for values, name in zip(columns, names, strict=True)
    )
    return "; ".join(words) + ". Lines between neighbouring columns carry the weights."


def explore_hinges() -> None:
    """Show two neurons and their sum, with ReLU on none, one or both of them, for any bias of the
    second.
    """
    bias = (-1.5, -0.5, 1.5)
    widgets.explore(
        _hinges,
        "Two neurons as thin lines and the output as a thick one. With ReLU off, both neurons and"
        " their sum are straight lines. With ReLU on one neuron the output has one bend. With ReLU"
        f" on both it has two, one where each neuron starts to rise: at t = {_text(FIRST_HINGE)},"
        f" and, for the bias {_text(bias[1])}, at t = {_text(-bias[1])}.",
        height=3.3,
        relu=("off", "one", "both"),
        second_bias=bias,
    )


FIRST_HINGE, FIRST_PART = -0.5, 0.6


def _hinges(ax: Axes, relu: str, second_bias: float) -> None:
    first, second = FIRST_HINGE - REACH, REACH + second_bias
    if relu == "both":
        first = np.maximum(first, 0)
    if relu != "off":
        second = np.maximum(second, 0)
    part = FIRST_PART * first
    ax.plot(REACH, part, color=plot.SKY, linewidth=1.3, label=f"first neuron · {FIRST_PART}")
    dashes: dict[str, Any] = {"linewidth": 1.5, "linestyle": "dashed"}
    ax.plot(REACH, second, color=plot.PURPLE, label="second neuron", **dashes)
    ax.plot(REACH, part + second, color=plot.ORANGE, linewidth=2.8, label="output: their sum")
    ax.set(xlabel="t", ylim=(-4.2, 5.8))
    ax.legend(fontsize=8, loc="upper left")


def sums_of_hinges(t: Any, curve: Any, sums: Mapping[int, Any]) -> None:
    """Show how sums of more and more hinges follow a curve.

    Arguments: places and the curve there (n,), and for each number of hinges their sum (n,).
    """
    fig, axes = plot.new(7.2, 2.7, columns=len(sums))
    gaps = []
    for ax, (count, total) in zip(axes, sums.items(), strict=True):
        ax.plot(t, curve, color=plot.BLUE, label="curve")
        ax.plot(t, total, color=plot.ORANGE, label="hinges")
        ax.set(xlabel="t", title=f"{count} hinges")
        gaps.append(f"{np.abs(total - curve).max():.2f} with {count} hinges")
    axes[0].legend(fontsize=8.5, loc="upper center")
    plot.show(
        fig,
        f"A wavy curve and, over it, sums of hinges. The largest gap is {', '.join(gaps)}.",
    )


def squeeze(z: Any, p: Any, marks: Any, p_marks: Any) -> None:
    """Show the sigmoid as a curve, with a few scores marked.

    Arguments: scores and their probabilities (n,), and those to be marked (k,).
    """
    fig, ax = plot.new(6.0, 2.9)
    ax.plot(z, p, color=plot.ORANGE)
    for score, probability in zip(marks, p_marks, strict=True):
        ax.scatter([score], [probability], color=plot.INK, s=32, zorder=3)
        place: dict[str, Any] = {"xytext": (8, -12), "textcoords": "offset points"}
        ax.annotate(f"{probability:.3f}", (score, probability), **place)
    ax.set(xlabel="score z", ylabel="probability", yticks=[0, 0.5, 1], title="sigmoid(z)")
    marked = ", ".join(
        f"{_text(probability)} at {_text(score)}"
        for score, probability in zip(marks, p_marks, strict=True)
    )
    plot.show(
        fig,
        f"An S-shaped curve that rises from {p[0]:.3f} at {_text(z[0])} to {p[-1]:.3f} at"
        f" {_text(z[-1])}. It is {marked}.",
    )


def shares(rows: Mapping[str, Sequence[float]], probabilities: Any) -> None:
    """Show the probabilities of a few rows of logits as bars.

    Arguments: rows of logits by title, and their probabilities, a row for each title.
    """
    fig, axes = plot.new(7.2, 2.8, columns=len(rows))
    said = []
    for ax, (title, logits), p in zip(axes, rows.items(), probabilities, strict=True):
        bars = ax.bar(range(len(p)), p, color=plot.ORANGE, width=0.7)
        heights = [f"{probability:.2f}" for probability in p]
        ax.bar_label(bars, heights, fontsize=9)
        labels = [f"{logit:g}".replace("-", MINUS) for logit in logits]
        ax.set(xlabel="logit", ylim=(0, 1.1), yticks=[0, 0.5, 1], title=title)
        ax.set_xticks(range(len(p)), labels)
        said.append(f"{title}, logits {', '.join(labels)}: {', '.join(heights)}")
    axes[0].set_ylabel("probability")
    plot.show(fig, "Bars of probabilities. " + "; ".join(said) + ".")


def signal(sizes: Mapping[float, Sequence[float]]) -> None:
    """Show how large the numbers are after each layer, for weights of different spread.

    Arguments: for each factor of the weights the size of the numbers, at the input and after each
    layer.
    """
    fig, ax = plot.new(6.4, 3.2)
    looks = zip((plot.SKY, plot.ORANGE, plot.RED), "vo^", strict=True)
    ends = []
    for (factor, by_layer), (colour, marker) in zip(sizes.items(), looks, strict=True):
        label = f"{factor:g} · √(2 / d_in)"
        ax.semilogy(by_layer, f"{marker}-", color=colour, markersize=5, label=label)
        ends.append(f"{by_layer[-1]:.1g} with {factor:g} times that deviation")
        layers = len(by_layer) - 1
    ax.set(
        xlabel="layer",
        ylabel="size of the numbers",
        title=f"{layers} layers of equal size",
        xticks=range(0, layers + 1, 2),
    )
    ax.legend(title="deviation of the weights")
    plot.show(
        fig,
        "The typical size of the numbers after each layer, on a scale of powers of ten, 1 at the"
        f" input. After {layers} layers it is {'; '.join(ends)}.",
    )


def plane(side: Any, maps: Mapping[str, Any]) -> None:
    """Show which of two classes untrained networks would choose all over the plane.

    Arguments: the coordinates along a side (m,), and for each network, by the sizes of its hidden
    layers, the probability of class 1 at each point (m, m).
    """
    fig, axes = plot.new(7.2, 2.8, columns=len(maps))
    shares_of_1 = []
    for ax, (title, p) in zip(axes, maps.items(), strict=True):
        ax.contourf(side, side, p, levels=np.linspace(0, 1, 11), cmap="PuOr", alpha=0.8)
        ax.contour(side, side, p, levels=[0.5], colors=plot.INK, linewidths=1.8)
        ax.set_aspect("equal")
        title = f"hidden: {title}" if title[0].isdigit() else title
        ax.set(xticks=[-2, 0, 2], yticks=[-2, 0, 2], title=title)
        ax.grid(visible=False)
        shares_of_1.append(f"{title}, {np.mean(p > 0.5):.0%}")
    plot.show(
        fig,
        "Maps of the plane, coloured by the probability of class 1, with a dark line where it is"
        f" one half. Class 1 is more probable on this part of it: {'; '.join(shares_of_1)}.",
    )
