"""A film of a training: points, what the network says of each place, and the loss, in one picture.

Its frames are recorded, so it runs in a notebook and on a page without a kernel alike. Where no
script runs, a still stands in its place.
"""

import json
import string
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from course_lib import plot

TEMPLATE = Path(__file__).with_name("film.html")
DIGITS = string.ascii_letters + string.digits
"""A probability takes one letter on the page, and so has 62 levels, none of them one half."""
EARLY = 4
"""The round that the still shows beside the first and the last."""


Frame = Mapping[str, Any]
"""One moment of a training: under "map" the probability of kind 1 at each place, rows from low to
high, (m, m); under "loss" and "accuracy" what the network gets on all points.
"""
Film = Sequence[Frame]


def network_trains(X: Any, kinds: Any, side: Any, films: Mapping[float, Film]) -> None:
    """Show how a network trains, with start, stop, single steps and a choice of learning rates.

    Arguments: points (n, 2) and their kinds, 0 or 1, (n,); the coordinates along a side of the
    sheet, (m,), evenly from `-reach` to `reach`; and by learning rate, a frame before the first
    round and one after each, equally many.
    """
    rate, film = list(films.items())[len(films) // 2]
    rounds = [0, EARLY, len(film) - 1]
    fig, axes = plot.new(7.2, 2.2, columns=len(rounds) + 1)
    for ax, number in zip(axes, rounds, strict=False):
        _sheet(ax, X, kinds, side, film[number])
        ax.set_title(f"round {number}:\n{film[number]['accuracy']:.0%} right")
    *_, curve = axes
    curve.plot([frame["loss"] for frame in film], color=plot.RED)
    curve.set(xlabel="round", ylim=(0, None))
    curve.set_title("loss on all points")
    alt = described(len(X), films, rate, rounds)
    plot.show(fig, alt, live=page(X, kinds, side, films, alt))


def _sheet(ax: Axes, X: Any, kinds: Any, side: Any, frame: Frame) -> None:
    levels = np.linspace(0, 1, 11)
    ax.contourf(side, side, frame["map"], levels=levels, cmap="PuOr", alpha=0.75)
    ax.contour(side, side, frame["map"], levels=[0.5], colors=[plot.INK], linewidths=1.2)
    for kind, colour, marker in ((0, plot.ORANGE, "o"), (1, plot.PURPLE, "s")):
        x, y = X[kinds == kind].T
        ax.scatter(x, y, s=5, marker=marker, color=colour, edgecolor="white", linewidth=0.3)
    ax.set_aspect("equal")
    ax.axis("off")


def described(points: int, films: Mapping[float, Film], rate: float, rounds: Sequence[int]) -> str:
    """What the film shows, in words; a large learning rate ends elsewhere on each computer, and so
    nothing is said of the others' losses.
    """
    film = films[rate]
    rights = ", ".join(f"{film[number]['accuracy']:.0%} after {number}" for number in rounds)
    others = " and ".join(f"{other:g}" for other in films if other != rate)
    return (
        f"{points} points on two spirals, over a map of what a network says of each place, with the"
        f" boundary between the two kinds as a line. It gets right {rights} rounds. Beside it the"
        f" loss on all points: with a learning rate of {rate:g} it goes from"
        f" {film[0]['loss']:.2f} to {film[-1]['loss']:.2f}. To choose from besides: {others}."
    )


def page(X: Any, kinds: Any, side: Any, films: Mapping[float, Film], alt: str) -> str:
    """The film as HTML with its own controls, which hides the element before it: the still.

    Arguments: as for `network_trains`, and what is seen, in words.
    """
    data = {
        "alt": alt,
        "side": len(side),
        "reach": float(side[-1]),
        "points": [[round(float(x), 3), round(float(y), 3)] for x, y in X],
        "kinds": [int(kind) for kind in kinds],
        "films": [
            {
                "rate": rate,
                "losses": [round(float(frame["loss"]), 4) for frame in film],
                "shares": [round(float(frame["accuracy"]), 4) for frame in film],
                "maps": "".join(_letters(frame["map"]) for frame in film),
            }
            for rate, film in films.items()
        ],
    }
    text = json.dumps(data).replace("<", "\\u003c")  # no end of a script may stand in it
    return TEMPLATE.read_text(encoding="utf-8").replace("DATA", text)


def _letters(probability: Any) -> str:
    levels = np.round(np.asarray(probability) * (len(DIGITS) - 1)).astype(int)
    letters: bytes = np.array(list(DIGITS), dtype="S1")[levels].tobytes()
    return letters.decode("ascii")
