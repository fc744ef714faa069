"""The drawings of lesson 04: layers as graphs, hinges, squeezed scores, and what an untrained
network sees.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from course_lib import plot, widgets

Function = Callable[..., Any]
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
    second = " A second model, made of two hinges, follows the V." if faded else ""
    plot.show(
        fig,
        "Points in the shape of a V: the house uses most power when it is very cold or very hot,"
        " and least at t = 0. The best straight line is nearly flat and passes through the middle"
        " of the V, close to few points." + second,
    )


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


def stacked(linear: Function, hidden: int, rng: np.random.Generator, draws: int = 5) -> None:
    """Show what two linear layers, one after the other, draw over one input, for several random
    weights.

    Arguments: the learner's `linear`, the neurons of the first layer, a generator, and how many
    pairs to draw.
    """
    fig, ax = plot.new(6.0, 3.0)
    t = REACH[:, None]  # (201, 1)
    for _ in range(draws):
        h = linear(t, rng.normal(size=(1, hidden)), rng.normal(size=hidden))  # (201, hidden)
        out = linear(h, rng.normal(size=(hidden, 1)) / hidden**0.5, rng.normal(size=1))  # (201, 1)
        ax.plot(t[:, 0], out[:, 0])
    ax.set(
        xlabel="t",
        ylabel="output",
        title=f"Two linear layers, {hidden} neurons in the first, random weights",
    )
    plot.show(
        fig,
        f"{draws} random pairs of linear layers, and {draws} straight lines of different slopes.",
    )


def explore_hinges() -> None:
    """Show two neurons and their sum, with ReLU on none, one or both of them, for any weight of the
    second.
    """
    widgets.explore(
        _hinges,
        "Two neurons as thin lines and the output as a thick one. With ReLU off, both neurons and"
        " their sum are straight lines. With ReLU on one neuron the output has one bend. With ReLU"
        " on both it has two bends, one where each neuron starts to rise, and is flat in between.",
        height=3.3,
        relu=("off", "one", "both"),
        second_weight=(-1.5, 1.0, 2.0),
    )


def _hinges(ax: Axes, relu: str, second_weight: float) -> None:
    first, second = -REACH - 0.5, REACH - 0.5
    if relu == "both":
        first = np.maximum(first, 0)
    if relu != "off":
        second = np.maximum(second, 0)
    ax.plot(REACH, 0.6 * first, color=plot.SKY, linewidth=1.3, label="first neuron · 0.6")
    ax.plot(
        REACH,
        second_weight * second,
        color=plot.PURPLE,
        linewidth=1.5,
        linestyle="dashed",
        label="second neuron · weight",
    )
    ax.plot(
        REACH,
        0.6 * first + second_weight * second,
        color=plot.ORANGE,
        linewidth=2.8,
        label="output: their sum",
    )
    ax.set(xlabel="t", ylim=(-2.6, 4.4))
    ax.legend(fontsize=8, loc="upper center")  # where no line passes, whatever the weight


def sums_of_hinges(relu: Function, counts: Sequence[int]) -> None:
    """Show how sums of more and more hinges follow a curve.

    Arguments: the learner's `relu`, and how many hinges each plot has.
    """
    fig, axes = plot.new(7.2, 2.7, columns=len(counts))
    curve = np.sin(2.2 * REACH) + 0.3 * REACH**2
    for ax, count in zip(axes, counts, strict=True):
        knots = np.linspace(-2, 2, count + 1)
        heights = np.interp(knots, REACH, curve)
        slopes = np.diff(heights) / np.diff(knots)
        turns = np.diff(slopes, prepend=0.0)  # each hinge adds the change of slope at its knot
        total = (
            heights[0] + relu(REACH[:, None] - knots[:-1]) @ turns
        )  # (201, count) @ (count,) -> (201,)
        ax.plot(REACH, curve, color=plot.BLUE, label="curve")
        ax.plot(REACH, total, color=plot.ORANGE, label="hinges")
        ax.set(xlabel="t", title=f"{count} hinges")
    axes[0].legend(fontsize=8.5, loc="upper center")
    listed = ", ".join(map(str, counts))
    plot.show(
        fig,
        f"A wavy curve and, over it, sums of {listed} hinges. The more hinges, the closer the sum"
        " follows.",
    )


def squeeze(sigmoid: Function) -> None:
    """Show the sigmoid as a curve, with the two scores of the worked example.

    Arguments: the learner's `sigmoid`.
    """
    fig, ax = plot.new(6.0, 2.9)
    z = np.linspace(-7, 7, 281)
    ax.plot(z, sigmoid(z), color=plot.ORANGE)
    marks = np.array([-2.0, 0.0, 2.0])
    for at, p in zip(marks, sigmoid(marks), strict=True):
        ax.scatter([at], [p], color=plot.INK, s=32, zorder=3)
        ax.annotate(f"{p:.3f}", (at, p), xytext=(8, -12), textcoords="offset points")
    ax.set(xlabel="score z", ylabel="probability", yticks=[0, 0.5, 1], title="sigmoid(z)")
    plot.show(
        fig,
        "An S-shaped curve that rises from nearly 0 on the left to nearly 1 on the right. "
        "It is 0.119 at -2, 0.5 at 0 and 0.881 at 2.",
    )


def shares(softmax: Function, rows: dict[str, Sequence[float]]) -> None:
    """Show a few rows of logits as bars, and below each row its probabilities.

    Arguments: the learner's `softmax`, and rows of logits by title.
    """
    fig, axes = plot.new(7.2, 2.8, columns=len(rows))
    said = []
    for ax, (title, logits) in zip(axes, rows.items(), strict=True):
        p = softmax(np.array([logits]))[0]
        bars = ax.bar(range(len(p)), p, color=plot.ORANGE, width=0.7)
        ax.bar_label(bars, [f"{one:.2f}" for one in p], fontsize=9)
        labels = [f"{logit:g}".replace("-", MINUS) for logit in logits]
        ax.set(xlabel="logit", ylim=(0, 1.1), yticks=[0, 0.5, 1], title=title)
        ax.set_xticks(range(len(p)), labels)
        said.append(f"{title}, logits {', '.join(labels)}: {', '.join(f'{one:.2f}' for one in p)}")
    axes[0].set_ylabel("probability")
    plot.show(fig, "Bars of probabilities. " + "; ".join(said) + ".")


def signal(
    init_params: Function, linear: Function, relu: Function, factors: Sequence[float]
) -> None:
    """Show how large the numbers are after each of twelve layers, for weights of different spread.

    Arguments: the learner's three functions, and by what the weights of `init_params` are
    multiplied.
    """
    fig, ax = plot.new(6.4, 3.2)
    rng = np.random.default_rng(2)
    x = rng.normal(size=(200, 64))
    ends = []
    for factor, colour, marker in zip(
        factors, (plot.SKY, plot.ORANGE, plot.RED), "vo^", strict=True
    ):
        params, h = init_params([64] * 13, rng), x
        sizes = [1.0]
        for layer in range(1, 13):
            h = relu(linear(h, factor * params[f"W{layer}"], params[f"b{layer}"]))
            sizes.append(float(np.sqrt(np.mean(h**2) / np.mean(x**2))))
        ax.semilogy(
            sizes, f"{marker}-", color=colour, markersize=5, label=f"{factor:g} · √(2 / d_in)"
        )
        ends.append(f"{sizes[-1]:.1g} with {factor:g} times that deviation")
    ax.set(
        xlabel="layer",
        ylabel="size of the numbers",
        title="Twelve layers of 64 neurons",
        xticks=range(0, 13, 2),
    )
    ax.legend(title="deviation of the weights")
    plot.show(
        fig,
        "The typical size of the numbers after each layer, on a scale of powers of ten, 1 at the"
        f" input. After twelve layers it is {'; '.join(ends)}.",
    )


def plane(
    mlp_forward: Function, softmax: Function, init_params: Function, hidden: Sequence[Sequence[int]]
) -> None:
    """Show which of two classes untrained networks would choose all over the plane.

    Arguments: the learner's three functions, and for each plot the sizes of the hidden layers.
    """
    fig, axes = plot.new(7.2, 2.8, columns=len(hidden))
    side = np.linspace(-2, 2, 121)
    points = np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2)  # (121², 2)
    for ax, sizes in zip(axes, hidden, strict=True):
        rng = np.random.default_rng(10)
        params = init_params([2, *sizes, 2], rng)
        for name in params:
            if name.startswith("b"):
                params[name] = rng.normal(
                    0, 0.5, size=params[name].shape
                )  # so that not all bends lie in the middle
        logits, _ = mlp_forward(points, params)
        p = softmax(logits)[:, 1].reshape(len(side), len(side))
        ax.contourf(side, side, p, levels=np.linspace(0, 1, 11), cmap="PuOr", alpha=0.8)
        ax.contour(side, side, p, levels=[0.5], colors=plot.INK, linewidths=1.8)
        ax.set_aspect("equal")
        ax.set(xticks=[-2, 0, 2], yticks=[-2, 0, 2], title=_hidden_in_words(sizes))
        ax.grid(visible=False)
    plot.show(
        fig,
        "Maps of the plane, coloured by the probability of class 1, with a dark line where it is"
        " one half. Without a hidden layer the line is straight; with hidden layers it is bent,"
        " more often with more of them.",
    )


def _hidden_in_words(sizes: Sequence[int]) -> str:
    return f"hidden: {', '.join(map(str, sizes))}" if sizes else "no hidden layer"
