"""The drawings of lesson 07 that show a ravine and the ways down into it."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from course_lib import plot, widgets

Function = Callable[..., Any]
Params = dict[str, Any]
START = (-9.0, 0.9)
STEPS = 40  # of a path


def ravine_start() -> Params:
    """The parameters at the upper end of the ravine: one array, (a, b)."""
    return {"p": np.array(START)}


def ravine_loss(params: Params) -> float:
    """The height of the ravine, a² + 100 b²."""
    a, b = params["p"]
    return float(a**2 + 100 * b**2)


def ravine_gradient(params: Params) -> Params:
    """Its slopes, 2a along the ravine and 200b across it."""
    a, b = params["p"]
    return {"p": np.array([2 * a, 200 * b])}


def ravine() -> None:
    """Show the ravine from above, a and b to one scale, and the way downhill from its upper end."""
    fig, (ax,) = _strips(1)
    arrow = {"arrowstyle": "-|>", "color": plot.GREEN, "linewidth": 2, "shrinkA": 0}
    ax.annotate("", (START[0] + 0.18, -0.9), xytext=START, arrowprops=arrow)
    ax.annotate(
        "downhill", (START[0], -0.8), xytext=(12, 0), textcoords="offset points", color=plot.GREEN
    )
    ax.scatter(*START, color=plot.ORANGE, s=45, zorder=4)
    ax.set_title("The ravine from above")
    plot.show(
        fig,
        "Contour lines of the loss: long narrow ellipses around a cross at (0, 0). From a dot at"
        " their left end, at (-9, 0.9), an arrow points downhill: straight down across the"
        " ellipses, hardly towards the cross.",
    )


def plain_paths(sgd_step: Function, rates: Sequence[float]) -> None:
    """Show 40 steps of plain gradient descent in the ravine, one drawing for each rate.

    Arguments: the learner's `sgd_step`, and three rates: too small, about right, too large.
    """
    fig, axes = _strips(len(rates))
    for ax, rate in zip(axes, rates, strict=True):
        path, losses = _descend(lambda params, grads, rate=rate: sgd_step(params, grads, rate))
        _trail(ax, path)
        ax.set_title(f"rate {rate:g}: loss {losses[0]:.3g} → {losses[-1]:.3g}")
    plot.show(
        fig,
        f"Three paths of {STEPS} steps in the ravine. Rate {rates[0]:g} glides to the floor and"
        f" creeps along it. Rate {rates[1]:g} jumps from wall to wall, ever closer to the floor,"
        f" and gets about half the way along. Rate {rates[2]:g} jumps higher up the walls at every"
        " step.",
    )


def explore_momentum(momentum_step: Function) -> None:
    """Show the path with momentum in the ravine, for any momentum and any rate.

    Arguments: the learner's `momentum_step`.
    """

    def draw(ax: Axes, momentum: float, rate: float) -> None:
        velocity = {"p": np.zeros(2)}

        def step(params: Params, grads: Params) -> Params:
            nonlocal velocity
            params, velocity = momentum_step(params, grads, velocity, rate, momentum)
            return params

        path, losses = _descend(step)
        _map(ax)
        _trail(ax, path)
        ax.set_title(f"{STEPS} steps: loss {losses[-1]:.2g}")
        ax.set_ylabel("b, stretched")

    widgets.explore(
        draw,
        f"{STEPS} steps in the ravine at a rate of 0.008. With momentum 0 the path gets about half"
        " of the way. With 0.8 it swings a little past the lowest point and comes to rest there."
        " With 0.95 it shoots far past it and swings back and forth along the ravine.",
        height=3.3,
        momentum=(0.0, 0.8, 0.95),
        rate=(0.002, 0.008, 0.012),
    )


def three_paths(sgd_step: Function, momentum_step: Function, adam: Function) -> None:
    """Show 40 steps in the ravine of plain gradient descent, momentum and Adam.

    Arguments: the learner's two functions, and the class `Adam`.
    """
    velocity = {"p": np.zeros(2)}

    def with_momentum(params: Params, grads: Params) -> Params:
        nonlocal velocity
        params, velocity = momentum_step(params, grads, velocity, 0.008, 0.8)
        return params

    optimizer = adam(learning_rate=0.3)

    def with_adam(params: Params, grads: Params) -> Params:
        optimizer.step(params, grads)
        return params

    fig, axes = _strips(3)
    rules: dict[str, Function] = {
        "SGD, rate 0.008": lambda params, grads: sgd_step(params, grads, 0.008),
        "momentum 0.8, rate 0.008": with_momentum,
        "Adam, rate 0.3": with_adam,
    }
    for ax, (name, rule) in zip(axes, rules.items(), strict=True):
        path, losses = _descend(rule)
        _trail(ax, path)
        ax.set_title(f"{name}: loss {losses[-1]:.2g}")
    plot.show(
        fig,
        f"{STEPS} steps each in the ravine. Plain gradient descent jumps between the walls and is"
        " still on its way. Momentum swings in and arrives. Adam sets off at an angle, equally"
        " fast along and across, and arrives too.",
    )


def _descend(step: Function) -> tuple[Any, list[float]]:
    """Take 40 steps in the ravine: the places (41, 2) and their losses."""
    params = ravine_start()
    path, losses = [params["p"].copy()], [ravine_loss(params)]
    for _ in range(STEPS):
        params = step(params, ravine_gradient(params))
        path.append(np.array(params["p"], dtype=float))
        losses.append(ravine_loss(params))
    return np.array(path), losses


def _strips(count: int) -> tuple[Figure, list[Axes]]:
    """Maps of the ravine one below the other, a and b to one scale."""
    fig, whole = plot.new(7.2, 0.5 + 1.45 * count)
    whole.remove()
    axes = [fig.add_subplot(count, 1, row + 1) for row in range(count)]
    for ax in axes:
        _map(ax)
        ax.set_aspect("equal")
        ax.set(xlabel="a" if ax is axes[-1] else "", yticks=[-1, 0, 1])
    return fig, axes


def _map(ax: Axes) -> None:
    """Contour lines of the ravine."""
    a, b = np.meshgrid(np.linspace(-10.5, 6.5, 120), np.linspace(-1.5, 1.5, 90))
    ax.contour(
        a,
        b,
        a**2 + 100 * b**2,
        levels=[1, 6, 20, 50, 100, 160],
        colors=plot.RED,
        alpha=0.4,
        linewidths=0.9,
    )
    ax.scatter([0], [0], marker="+", color=plot.RED, s=60, zorder=2)
    ax.grid(visible=False)
    ax.set(xlabel="a", ylabel="b", xlim=(-10.5, 6.5), ylim=(-1.5, 1.5))


def _trail(ax: Axes, path: Any) -> None:
    ax.plot(path[:, 0], path[:, 1], "o-", color=plot.ORANGE, markersize=3, linewidth=1.1, zorder=3)
    ax.scatter(path[:1, 0], path[:1, 1], color=plot.ORANGE, s=36, zorder=4)
