"""What `explore` promises: sliders for a person, a still with three positions for a program, in
real kernels.
"""

from typing import Any

import pytest
from jupyter_client.manager import start_new_kernel
from matplotlib.axes import Axes

from course_lib import plot, widgets

SETUP = """
from course_lib.widgets import explore
def draw(ax, rate, way="up"):
    ax.plot([0, 1], [0, rate if way == "up" else -rate])
    ax.set_title("drawn", loc="left")
"""
EXPLORE = "explore(draw, 'a line', rate=(0.1, 0.2, 0.4), way=('up', 'down'))"
SHOW = "from course_lib import plot; plot.show(plot.new()[0], 'an empty plot')"
MOVE = """
import gc, ipywidgets
(slider,) = [w for w in gc.get_objects() if isinstance(w, ipywidgets.FloatSlider)]
(image,) = [w for w in gc.get_objects() if isinstance(w, ipywidgets.HTML)]
before = image.value
slider.value = 0.3
print(slider.min, slider.max, slider.step, before != image.value, 'alt="a line"' in image.value)
"""


class Recorder:
    """Stands in for `plot.show`."""

    def __init__(self) -> None:
        self.figures: list[Any] = []

    def __call__(self, fig: Any, alt: str) -> None:
        self.figures.append((fig, alt))


@pytest.fixture
def recorder(monkeypatch: pytest.MonkeyPatch) -> Recorder:
    recorder = Recorder()
    monkeypatch.setattr(plot, "show", recorder)
    return recorder


def drawn(ax: Axes, **values: object) -> None:
    ax.set_xlabel(repr(values))


def run(client: Any, code: str, *, person: bool) -> list[dict[str, Any]]:
    """Run code in a kernel as a front end with or without a person does; the contents of what it
    displays.
    """
    outputs: list[dict[str, Any]] = []

    def keep(message: dict[str, Any]) -> None:
        if message["msg_type"] in ("display_data", "stream", "error"):
            outputs.append(message["content"])

    reply = client.execute_interactive(code, allow_stdin=person, output_hook=keep, timeout=60)
    assert reply["content"]["status"] == "ok", reply["content"]
    return outputs


@pytest.mark.parametrize("person", [True, False])
def test_a_person_gets_sliders_and_a_program_a_still(person: bool) -> None:
    manager, client = start_new_kernel(kernel_name="python3")
    try:
        run(client, SETUP, person=person)
        (output,) = run(client, EXPLORE, person=person)
        assert ("application/vnd.jupyter.widget-view+json" in output["data"]) == person
        assert ("image/png" in output["data"]) == (not person)
        if person:
            (printed,) = run(client, MOVE, person=True)
            assert printed["text"].split() == ["0.1", "0.4", "0.002", "True", "True"]
        else:
            assert output["data"]["text/plain"] == "a line"
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


@pytest.mark.parametrize("person", [True, False])
def test_a_person_gets_an_image_that_says_what_it_shows(person: bool) -> None:
    manager, client = start_new_kernel(kernel_name="python3")
    try:
        (output,) = run(client, SHOW, person=person)
        assert output["data"]["text/plain"] == "an empty plot"
        if person:
            assert 'alt="an empty plot"' in output["data"]["text/html"]
        else:
            assert output["metadata"]["image/png"]["alt"] == "an empty plot"
            assert "text/html" not in output["data"]
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def test_a_still_moves_the_first_slider_and_holds_the_second(recorder: Recorder) -> None:
    widgets.explore(drawn, "three", learning_rate=(0.1, 0.2, 0.4), w=(0, 1, 9))
    ((fig, alt),) = recorder.figures
    assert alt == "three"
    assert [ax.get_title(loc="left") for ax in fig.axes] == [
        f"learning rate = {rate}" for rate in (0.1, 0.2, 0.4)
    ]
    assert [ax.get_xlabel() for ax in fig.axes] == [
        repr({"learning_rate": r, "w": 1}) for r in (0.1, 0.2, 0.4)
    ]


def test_a_choice_of_two_texts_is_a_still_of_two(recorder: Recorder) -> None:
    widgets.explore(drawn, "two", shuffle=("off", "on"), size=(1, 2, 3))
    ((fig, _),) = recorder.figures
    assert [ax.get_xlabel() for ax in fig.axes] == [
        repr({"shuffle": s, "size": 2}) for s in ("off", "on")
    ]


@pytest.mark.parametrize(
    "sliders",
    [
        {},
        {"a": (1, 2, 3), "b": (1, 2, 3), "c": (1, 2, 3)},
        {"a": (3, 2, 1)},
        {"a": (1, 1, 1)},
        {"a": (1, 2)},
        {"a": ()},
        {"a": (1, "b", 2)},
    ],
)
def test_sliders_that_make_no_sense_are_refused(sliders: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"slider|needs"):
        widgets.explore(drawn, "nothing", **sliders)


@pytest.mark.parametrize(
    ("low", "middle", "high"),
    [(0.1, 0.5, 1.1), (-1.0, 0.0, 5.0), (0.001, 0.01, 0.1), (0.0, 30.0, 1000.0)],
)
def test_a_slider_can_start_where_it_is_told(low: float, middle: float, high: float) -> None:
    steps = (middle - low) / widgets._round_step(high - low)
    assert steps == pytest.approx(round(steps))
    assert 100 <= (high - low) / widgets._round_step(high - low) <= 250
