"""The film of a training tells the truth about it, and fits on a page."""

import json
import re
from typing import Any

import numpy as np
import pytest

from course_lib.data import two_spirals
from course_lib.figures import film
from course_lib.loop import evaluate, fit
from course_lib.nn import init_params, mlp_forward, softmax
from course_lib.optim import Adam
from tests.lessons.reading import cells

X, KINDS = two_spirals(300, np.random.default_rng(0))
STABLE = ("0.001", "0.01")
"""Learning rates small enough for the same training on every computer."""
PLACES = [("00_start_here", "network-trains"), ("08_repeat", "promise-kept")]


def data_of(page: str) -> Any:
    (text,) = re.findall(r'class="data">(.*?)</script>', page)
    return json.loads(text)


def stored(lesson: str, name: str) -> Any:
    (output,) = next(cell for cell in cells(lesson) if cell.id == name).outputs
    return output["data"]


@pytest.mark.parametrize(("lesson", "name"), PLACES)
def test_the_frames_of_a_lesson_are_those_of_the_training_loop(lesson: str, name: str) -> None:
    data = data_of(stored(lesson, name)["text/html"])
    films = {str(one["rate"]): one for one in data["films"]}
    assert set(STABLE) < set(films)
    side = np.linspace(-data["reach"], data["reach"], data["side"])
    plane = np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2)
    for rate in STABLE:
        params = init_params([2, 32, 32, 2], np.random.default_rng(1))
        settings: Any = {"optimizer": Adam(float(rate)), "batch_size": 32}
        settings["rng"] = np.random.default_rng(2)
        start = evaluate(params, X, KINDS)
        history = fit(params, X, KINDS, epochs=40, **settings)
        losses, shares = [start["loss"], *history["loss"]], [start["accuracy"]]
        assert films[rate]["losses"] == pytest.approx(losses, abs=2e-4)
        assert films[rate]["shares"] == pytest.approx(shares + history["accuracy"], abs=4e-3)
        last = softmax(mlp_forward(plane, params)[0])[:, 1]
        letters = films[rate]["maps"][-len(plane) :]
        levels = np.array([film.DIGITS.index(letter) for letter in letters])
        assert np.abs(levels / (len(film.DIGITS) - 1) - last).max() < 1 / 62


@pytest.mark.parametrize(("lesson", "name"), PLACES)
def test_a_stored_film_is_small_and_has_a_still_for_whoever_runs_no_script(
    lesson: str, name: str
) -> None:
    shown = stored(lesson, name)
    assert sum(len(value) for value in shown.values()) < 300_000
    assert shown["text/html"].startswith('<img src="data:image/png;base64,')
    assert shown["image/png"].strip() in shown["text/html"]
    assert data_of(shown["text/html"])["alt"] == shown["text/plain"]


def frames(*losses: float) -> list[film.Frame]:
    return [
        {"map": np.full((2, 2), 1 - loss), "loss": loss, "accuracy": 1 - loss} for loss in losses
    ]


def test_a_page_holds_every_frame_and_fetches_nothing() -> None:
    films = {0.01: frames(0.5, 0.25, 0.0), 0.1: frames(0.5, 1.0, 0.75)}
    page = film.page(X[:2], KINDS[:2], np.array([-1.0, 1.0]), films, 'a "film" </script>')
    data = data_of(page)
    assert data["alt"] == 'a "film" </script>'
    assert len(data["points"]) == len(data["kinds"]) == 2
    assert [one["maps"] for one in data["films"]] == ["EEEEUUUU9999", "EEEEaaaapppp"]
    assert [one["losses"] for one in data["films"]] == [[0.5, 0.25, 0.0], [0.5, 1.0, 0.75]]
    assert "http" not in page


def test_the_words_say_how_far_the_training_came_and_what_can_be_chosen() -> None:
    films = {0.01: frames(0.5, 0.25, 0.0), 0.1: frames(0.5, 1.0, 0.75)}
    words = film.described(2, films, 0.01, [0, 2])
    assert "50% after 0, 100% after 2 rounds" in words
    assert "learning rate of 0.01 it goes from 0.50 to 0.00" in words
    assert words.endswith("To choose from besides: 0.1.")
