"""What `course_lib.plot` promises: an alternative text that reaches the page, and nothing left
behind.
"""

import base64
import struct
import subprocess
import sys
from types import SimpleNamespace
from typing import Any

import nbformat
import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from matplotlib.axes import Axes
from nbconvert import exporters

from course_lib import plot


@pytest.fixture
def shell() -> InteractiveShell:
    return InteractiveShell.instance()


def shown(alt: str) -> Any:
    with capture_output() as captured:
        fig, ax = plot.new(4, 2)
        ax.plot([0, 1], [0, 1])
        plot.show(fig, alt)
    (output,) = captured.outputs
    return output


def test_a_figure_is_one_png_with_its_text(shell: InteractiveShell) -> None:
    output = shown("a rising line")
    assert set(output.data) == {"image/png", "text/plain"}
    assert output.data["text/plain"] == "a rising line"
    assert output.metadata == {"image/png": {"alt": "a rising line", "width": 384}}


def test_a_figure_is_sharper_than_it_is_wide(shell: InteractiveShell) -> None:
    output = shown("a rising line")
    data = base64.b64decode(output.data["image/png"])
    assert struct.unpack(">I", data[16:20]) == (4 * plot.DPI,)  # the width field of a PNG's header
    assert output.metadata["image/png"]["width"] < 4 * plot.DPI


def test_what_moves_follows_the_still_that_it_takes_the_place_of(shell: InteractiveShell) -> None:
    with capture_output() as captured:
        plot.show(plot.new(4, 2)[0], "a line that grows", live="<script>grow()</script>")
    (output,) = captured.outputs
    assert set(output.data) == {"image/png", "text/html", "text/plain"}
    still, live = output.data["text/html"].split(">", 1)
    assert output.data["image/png"] in still
    assert 'alt="a line that grows"' in still
    assert live == "<script>grow()</script>"


def test_the_alternative_text_reaches_a_converted_page() -> None:
    v4: Any = nbformat.v4  # neither nbformat nor nbconvert has types
    html_exporter: Any = exporters.HTMLExporter
    output = v4.new_output(
        "display_data",
        data={"image/png": "iVBORw0KGgo=", "text/plain": "the loss falls"},
        metadata={"image/png": {"alt": "the loss falls", "width": 384}},
    )
    cell = v4.new_code_cell("figure()", outputs=[output])
    page, _ = html_exporter(template_name="classic").from_notebook_node(
        v4.new_notebook(cells=[cell])
    )
    assert 'alt="the loss falls"' in page


def test_the_alternative_text_is_escaped_in_html() -> None:
    fig, _ = plot.new(4, 2)
    assert 'alt="1 &lt; &quot;2&quot;"' in plot.image_html(fig, '1 < "2"')


def test_the_same_figure_gives_the_same_bytes() -> None:
    def draw() -> str:
        fig, ax = plot.new()
        ax.plot([1, 2, 3])
        return plot.image_html(fig, "")

    assert draw() == draw()


def test_columns_give_as_many_axes() -> None:
    _, one = plot.new()
    _, three = plot.new(columns=3)
    assert isinstance(one, Axes)
    assert len(three) == 3


def test_outside_ipython_a_figure_is_silent_and_pyplot_stays_unloaded() -> None:
    code = (
        "import sys; from course_lib import plot; fig, ax = plot.new(); plot.show(fig, 'nothing'); "
        "assert 'IPython' not in sys.modules and 'matplotlib.pyplot' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_palette_keeps_its_colours_apart_in_grey() -> None:
    """The two colours that stand side by side most often differ in lightness too, for a page
    printed in grey.
    """

    def lightness(colour: str) -> float:
        red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    assert abs(lightness(plot.BLUE) - lightness(plot.ORANGE)) > 0.2


def test_while_a_submission_is_graded_the_description_stands_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    published: list[dict[str, str]] = []
    shell = SimpleNamespace(
        display_pub=SimpleNamespace(publish=lambda data, **kwargs: published.append(data))
    )
    monkeypatch.setattr(plot, "_shell", lambda: shell)
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    fig, _ = plot.new()
    plot.show(fig, "a line")
    assert published == [{"text/plain": "a line"}]
