"""One palette, one calm style, and one way to show a figure, shared by every lesson.

The colours are those of Okabe and Ito (2008), which readers with any of the usual kinds of colour
blindness can tell apart. Each keeps one meaning through the course.
"""

import base64
import html
import io
import os
import sys
from collections.abc import Iterator
from typing import Any, Literal, overload

import matplotlib as mpl
from cycler import cycler
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

BLUE = "#0072B2"  # data: what is true
ORANGE = "#E69F00"  # the model: what it predicts, where it stands
RED = "#D55E00"  # error and loss
GREEN = "#009E73"  # a slope, a step, an improvement
PURPLE = "#CC79A7"  # a second of anything
SKY = "#56B4E9"  # a third of anything, a highlighted area
GREY = "#8C8C8C"  # furniture: axes, guides, what is not the point
INK = "#333333"  # text

DPI = 160
CSS_PIXELS_PER_INCH = 96  # a figure drawn at 160 dpi and shown at 96 stays sharp on a fine screen

STYLE: Any = {
    "figure.facecolor": "white",
    "figure.constrained_layout.use": True,
    "font.size": 10,
    "text.color": INK,
    "axes.edgecolor": GREY,
    "axes.labelcolor": INK,
    "axes.titlecolor": INK,
    "axes.titlelocation": "left",
    "axes.titlesize": 10.5,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "axes.prop_cycle": cycler(color=[BLUE, ORANGE, RED, GREEN, PURPLE, SKY]),
    "grid.color": "#E6E6E6",
    "grid.linewidth": 0.8,
    "lines.linewidth": 1.8,
    "xtick.color": GREY,
    "ytick.color": GREY,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "legend.frameon": False,
}
mpl.rcParams.update(STYLE)  # on import, so that a learner's own figures look like the course's


@overload
def new(
    width: float = ..., height: float = ..., columns: Literal[1] = ...
) -> tuple[Figure, Axes]: ...
@overload
def new(width: float = ..., height: float = ..., *, columns: int) -> tuple[Figure, Any]: ...
def new(width: float = 7.2, height: float = 3.4, columns: int = 1) -> tuple[Figure, Any]:
    """Start a figure in the style of the course.

    Arguments: size of the whole figure in inches (7.2 fills a notebook's text column), and how many
    plots stand side by side.
    Returns: the figure and its axes, one `Axes` for one column, a list of them for several. While a
    submission is graded they are blanks that take everything and draw nothing: nobody will see
    them.
    """
    if grading():
        return _BLANK, _BLANK if columns == 1 else [_BLANK] * columns
    # A bare Figure, not pyplot: nothing global to close, and nothing that a notebook would draw a
    # second time.
    fig = Figure(figsize=(width, height))
    FigureCanvasAgg(fig)
    axes = [fig.add_subplot(1, columns, column + 1) for column in range(columns)]
    return fig, axes[0] if columns == 1 else axes


class _Blank:
    """Stands in for a figure, its axes and all that is drawn on them, and does nothing."""

    def __getattr__(self, name: str) -> "_Blank":
        if name.startswith("_"):  # whoever asks for these wants to know what it is
            raise AttributeError(name)
        return self

    def __call__(self, *_args: Any, **_kwargs: Any) -> "_Blank":
        return self

    def __getitem__(self, _key: Any) -> "_Blank":
        return self

    def __iter__(self) -> Iterator[Any]:
        return iter(())


_BLANK: Any = _Blank()


def show(fig: Figure, alt: str, live: str = "") -> None:
    """Show a figure in the notebook, with a text for whoever cannot see it.

    A program that runs the notebook gets a PNG whose metadata hold the text. JupyterLab does not
    read those, so a person gets an `<img>` whose `alt` is the text. Outside IPython nothing is
    shown. While a submission is graded the text stands alone: figures take most of a lesson's time,
    and these are in the lesson.

    Arguments: a figure from `new`; `alt`, what is seen, in words; and `live`, HTML that follows the
    figure and takes its place where scripts run, with a kernel and without. The figure is a coarse
    still then, since few will see it.
    """
    shell = _shell()
    if shell is None:
        return
    data = {"text/plain": alt}
    if grading():
        shell.display_pub.publish(data)
        return
    png = _png(fig, CSS_PIXELS_PER_INCH if live else DPI)
    if live or person_at_front_end():
        data["text/html"] = _image(png, alt, _css_width(fig)) + live
    if not person_at_front_end():
        data["image/png"] = png
    shell.display_pub.publish(data, metadata={"image/png": {"alt": alt, "width": _css_width(fig)}})


def grading() -> bool:
    """Whether a submission is being graded, as nbgrader and the course's grader tell a notebook."""
    return os.environ.get("NBGRADER_EXECUTION") == "autograde"


def person_at_front_end() -> bool:
    """Whether whoever asked for this cell could answer a question, which nbconvert, nbval and
    nbgrader cannot.
    """
    kernel = getattr(_shell(), "kernel", None)
    return bool(getattr(kernel, "_allow_stdin", False))


def image_html(fig: Figure, alt: str) -> str:
    """A figure as an HTML image that carries its alternative text and shrinks on a narrow page."""
    return _image(_png(fig, DPI), alt, _css_width(fig))


def _image(png: str, alt: str, width: int) -> str:
    return (
        f'<img src="data:image/png;base64,{png}" alt="{html.escape(alt)}"'
        f' width="{width}" style="max-width: 100%; height: auto">'
    )


def _png(fig: Figure, dpi: int) -> str:
    """The figure as PNG in base64: the same text for the same figure and the same Matplotlib."""
    buffer = io.BytesIO()
    fig.set_dpi(dpi)
    FigureCanvasAgg(fig).print_png(buffer, metadata={"Software": None})  # `savefig` draws it twice
    return base64.b64encode(buffer.getvalue()).decode("ascii")


def _css_width(fig: Figure) -> int:
    return round(fig.get_figwidth() * CSS_PIXELS_PER_INCH)


def _shell() -> Any:
    """The IPython shell that runs this code, or None."""
    if (
        "IPython" not in sys.modules
    ):  # then nothing can be running in one, and importing it would only cost time
        return None
    from IPython.core.getipython import get_ipython

    return get_ipython()
