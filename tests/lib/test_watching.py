"""A long training shows how far it is, a short one nothing, and none of them changes by it."""

import io
import sys
import threading
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from course_lib import plot, watching
from course_lib.data import two_spirals
from course_lib.loop import fit, fit_fast
from course_lib.mlp import MLP
from course_lib.nn import init_params
from course_lib.optim import SGD
from course_lib.validation import fit_with_validation
from course_lib.watching import watched

Show = Callable[[str, str], None]


class Screen:
    """Keeps what it was shown."""

    def __init__(self) -> None:
        self.pages: list[str] = []
        self.lines: list[str] = []

    def __call__(self, page: str, line: str) -> None:
        self.pages.append(page)
        self.lines.append(line)


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Screen:
    """A screen that is there, and a clock that goes on by a second each time it is read."""
    shown = Screen()
    seconds = iter(range(10**6))
    monkeypatch.setattr(watching, "_screen", lambda: shown)
    monkeypatch.setattr("time.monotonic", lambda: float(next(seconds)))
    return shown


def train(epochs: int, losses: list[float], *, leave_after: int | None = None) -> None:
    history: dict[str, list[float]] = {"loss": [], "accuracy": []}
    for epoch in watched(epochs, history):
        history["loss"].append(losses[epoch])
        history["accuracy"].append(0.5)
        if epoch + 1 == leave_after:
            break


def test_a_long_training_shows_each_state_and_ends_on_the_last(screen: Screen) -> None:
    train(3, [4.0, 2.0, 1.0])
    assert screen.lines[0] == "[##########....................] epoch 1 of 3: loss 4"
    assert screen.lines[-1] == f"[{'#' * 30}] epoch 3 of 3: loss 1\n"
    assert 'max="3" value="3"' in screen.pages[-1]
    assert 'aria-label="loss from 4 to 1"' in screen.pages[-1]
    assert "stroke-dasharray" not in screen.pages[-1]
    assert "accuracy" not in screen.pages[-1]


def test_a_training_that_is_left_early_is_marked(screen: Screen) -> None:
    train(10, [3.0, 2.0, 2.5, 2.6], leave_after=4)
    assert "stopped after 4 of 10: loss 2.6" in screen.lines[-1]
    assert "stroke-dasharray" in screen.pages[-1]


def test_the_curve_keeps_its_scale_while_it_grows(screen: Screen) -> None:
    train(4, [8.0, 4.0, 2.0, 1.0])
    points = [page.partition('points="')[2].partition('"')[0] for page in screen.pages]
    for before, after in pairwise(points):
        assert after.startswith(before), "what is drawn stays where it is"


def test_a_loss_that_is_no_number_is_left_out_of_the_curve(screen: Screen) -> None:
    train(3, [1.0, float("inf"), float("nan")])
    assert "loss nan" in screen.lines[-1]
    assert screen.pages[-1].count(",") == 1


def test_a_short_training_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = Screen()
    monkeypatch.setattr(watching, "_screen", lambda: shown)
    monkeypatch.setattr("time.monotonic", lambda: 0.0)
    train(100, [1.0] * 100)
    assert shown.lines == []


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_gets_a_line_a_notebook_a_page_and_a_program_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv(watching.SWITCH, raising=False)
    monkeypatch.setattr(sys, "stderr", terminal := Terminal())
    watching._screen()("page", "line")
    assert terminal.getvalue() == "\rline"
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    assert watching._screen() is watching._nowhere
    monkeypatch.setattr(plot, "person_at_front_end", lambda: True)
    displays: list[Any] = []
    handle = type("Handle", (), {"update": lambda self, page: displays.append(page.data)})()

    def display(page: Any, *, display_id: bool) -> Any:
        displays.append((page.data, display_id))
        return handle

    monkeypatch.setattr("IPython.display.display", display)
    show = watching._screen()
    show("first", "")
    show("second", "")
    assert displays == [("first", True), "second"], "one output, replaced in place"


def test_one_switch_turns_it_off_and_a_check_never_turns_it_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "stderr", Terminal())
    monkeypatch.setenv(watching.SWITCH, "off")
    assert watching._screen() is watching._nowhere
    monkeypatch.delenv(watching.SWITCH)
    assert watching._screen() is watching._terminal
    chosen: list[Any] = []
    thread = threading.Thread(target=lambda: chosen.append(watching._screen()))
    thread.start()
    thread.join()
    assert chosen == [watching._nowhere]


def test_every_training_of_the_library_is_watched_and_no_number_changes_by_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    X, labels = two_spirals(60, np.random.default_rng(0))
    settings: Any = {"epochs": 3, "batch_size": 20}

    def all_of_them() -> list[Any]:
        def rng() -> np.random.Generator:
            return np.random.default_rng(1)

        stops: Any = {"optimizer": SGD(1e3), "patience": 1}
        rows = (X, labels)
        return [
            fit(init_params([2, 4, 2], rng()), *rows, optimizer=SGD(0.1), rng=rng(), **settings),
            fit_fast(MLP([2, 4, 2], rng=rng()), *rows, optimizer=SGD(0.1), rng=rng(), **settings),
            fit_with_validation(
                init_params([2, 4, 2], rng()), rows, rows, rng=rng(), **stops, **settings
            )[1],
        ]

    unwatched = all_of_them()
    shown = Screen()
    seconds = iter(range(10**6))
    monkeypatch.setattr(watching, "_screen", lambda: shown)
    monkeypatch.setattr("time.monotonic", lambda: float(next(seconds)))
    assert all_of_them() == unwatched
    ends = [line for line in shown.lines if line.endswith("\n")]
    assert ["val loss" in end for end in ends] == [False, False, True]
    assert ["(dashed: val loss)" in page for page in (shown.pages[0], shown.pages[-1])] == [
        False,
        True,
    ]
