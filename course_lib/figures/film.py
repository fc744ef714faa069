"""A film of a training: points, what the network says of each place, and the loss, in one picture.

Its frames are recorded, so it runs in a notebook and on a page without a kernel alike.
"""

import base64
import html
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from course_lib.data import Array
from course_lib.loop import evaluate, train_step
from course_lib.nn import init_params, mlp_forward, softmax
from course_lib.optim import Adam

REACH = 1.3
"""The sheet goes from minus this to this, both ways."""
SIDE = 36
"""Places along a side of the map."""
TEMPLATE = Path(__file__).with_name("film.html")


@dataclass(frozen=True)
class Frame:
    """One moment of a training: what the network says of each place, 0 to 255 for kind 1, and the
    loss on all points.
    """

    places: Array
    loss: float


def record(
    X: Array, kinds: Array, rate: float, *, epochs: int, sizes: Sequence[int] = (2, 32, 32, 2)
) -> list[Frame]:
    """Train a network and keep a frame before the first epoch and after each.

    Arguments: points (n, 2) and their kinds, 0 or 1, (n,); the learning rate.
    """
    side = np.linspace(-REACH, REACH, SIDE)
    sheet = np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2)  # (SIDE², 2)
    params = init_params(list(sizes), np.random.default_rng(1))
    optimizer, rng = Adam(rate), np.random.default_rng(2)
    frames = []
    for epoch in range(epochs + 1):
        if epoch:
            order = rng.permutation(len(X))
            for start in range(0, len(X), 32):
                rows = order[start : start + 32]
                train_step(params, X[rows], kinds[rows], optimizer)
        answers, _ = mlp_forward(sheet, params)
        places = np.round(255 * softmax(answers)[:, 1]).astype(np.uint8)
        frames.append(Frame(places, evaluate(params, X, kinds)["loss"]))
    return frames


def page(X: Array, kinds: Array, films: Mapping[float, Sequence[Frame]]) -> str:
    """The film as HTML with its own controls: start, stop, step, again, and the learning rate.

    Arguments: points (n, 2) and their kinds (n,); by learning rate, frames as `record` keeps them,
    equally many each.
    """
    data: dict[str, Any] = {
        "side": SIDE,
        "reach": REACH,
        "points": [[round(float(x), 3), round(float(y), 3)] for x, y in X],
        "kinds": [int(kind) for kind in kinds],
        "films": [
            {
                "rate": rate,
                "losses": [round(frame.loss, 4) for frame in frames],
                "maps": base64.b64encode(b"".join(f.places.tobytes() for f in frames)).decode(),
            }
            for rate, frames in films.items()
        ],
    }
    told = "; ".join(
        f"with a learning rate of {rate:g} the loss goes from {frames[0].loss:.2f} to"
        f" {frames[-1].loss:.2f}"
        for rate, frames in films.items()
    )
    alt = f"{len(X)} points on two spirals over a map of what a network says of each place: {told}."
    text = TEMPLATE.read_text(encoding="utf-8")
    return text.replace("ALT", html.escape(alt)).replace("DATA", json.dumps(data))
