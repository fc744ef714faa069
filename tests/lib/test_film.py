"""The film of a training tells the truth about it, and fits on a page."""

import base64
import json
import re

import numpy as np

from course_lib.data import two_spirals
from course_lib.figures import film
from course_lib.loop import fit
from course_lib.nn import init_params, mlp_forward
from course_lib.optim import Adam

X, KINDS = two_spirals(40, np.random.default_rng(0))


def test_the_frames_are_those_of_the_training_loop() -> None:
    frames = film.record(X, KINDS, 0.01, epochs=3)
    params = init_params([2, 32, 32, 2], np.random.default_rng(1))
    rng = np.random.default_rng(2)
    history = fit(params, X, KINDS, optimizer=Adam(0.01), epochs=3, batch_size=32, rng=rng)
    assert [frame.loss for frame in frames[1:]] == history["loss"]
    corner, _ = mlp_forward(np.array([[-film.REACH, -film.REACH]]), params)
    assert (frames[-1].places[0] > 127) == (corner[0, 1] > corner[0, 0])


def test_a_page_holds_every_frame_and_says_in_words_what_is_seen() -> None:
    films = {rate: film.record(X, KINDS, rate, epochs=2) for rate in (0.01, 0.1)}
    page = film.page(X, KINDS, films)
    (text,) = re.findall(r'class="data">(.*?)</script>', page)
    data = json.loads(text)
    assert len(data["points"]) == len(data["kinds"]) == 40
    for shown, frames in zip(data["films"], films.values(), strict=True):
        assert base64.b64decode(shown["maps"]) == b"".join(f.places.tobytes() for f in frames)
        assert len(shown["losses"]) == 3
    assert f"learning rate of 0.1 the loss goes from {films[0.1][0].loss:.2f}" in page
    assert "http" not in page, "nothing is fetched"
