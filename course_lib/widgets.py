"""Interactive figures: sliders where a person can move them, a still with three positions where
nobody can.
"""

import math
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

from course_lib import plot

Position = float | str
Positions = tuple[Position, ...]
Draw = Callable[..., None]

STILLS = 3


def explore(
    draw: Draw, alt: str, *, width: float = 7.2, height: float = 3.4, **sliders: Positions
) -> None:
    """Show a drawing that sliders change.

    With a person at the front end, one slider a keyword stands above the drawing. Where a notebook
    is run by a program (nbconvert, nbval, nbgrader), the first slider is shown at three positions
    side by side, the others at their middle.

    Arguments: `draw(ax, **values)` draws one state on an empty Axes, with a value for each slider;
    `alt` says what is seen; size of the whole figure in inches; and one or two sliders. Three
    numbers `name=(low, middle, high)` make a slider that starts at `middle` (whole numbers stay
    whole); texts, `name=("off", "on")`, make a choice that starts at the first.
    Raises: `ValueError` for no slider or more than two, for one text, or for numbers that are not
    low, middle, high.
    """
    _refuse_bad(sliders)
    if plot.grading():
        plot.show(plot.new()[0], alt)  # the description alone: no state is drawn for nobody
    elif plot.person_at_front_end() and find_spec("ipywidgets"):
        _live(draw, alt, width, height, sliders)
    else:
        _still(draw, alt, width, height, sliders)


def _refuse_bad(sliders: dict[str, Positions]) -> None:
    if not 1 <= len(sliders) <= 2:
        raise ValueError(f"an interactive figure has one or two sliders, not {len(sliders)}")
    for name, positions in sliders.items():
        if not _make_sense(positions):
            raise ValueError(
                f"{name} needs three numbers (low, middle, high) or a few texts, not {positions}"
            )


def _make_sense(positions: Positions) -> bool:
    numbers = [position for position in positions if not isinstance(position, str)]
    if not numbers:
        return len(positions) >= 2
    return (
        len(numbers) == len(positions) == 3
        and numbers == sorted(numbers)
        and numbers[0] < numbers[2]
    )


def _words(name: str) -> str:
    return name.replace("_", " ")


def _start(positions: Positions) -> Position:
    """The position at which a slider starts, and at which a still holds it: the middle number, the
    first text.
    """
    return positions[0] if isinstance(positions[0], str) else positions[1]


def _still(
    draw: Draw, alt: str, width: float, height: float, sliders: dict[str, Positions]
) -> None:
    (moving, positions), *others = sliders.items()
    held = {name: _start(choices) for name, choices in others}
    shown = positions[:STILLS]
    fig, axes = plot.new(width, height, columns=len(shown))
    for ax, position in zip(axes, shown, strict=True):
        draw(ax, **{moving: position}, **held)
        label, title = f"{_words(moving)} = {position}", ax.get_title(loc="left")
        ax.set_title(f"{label}\n{title}" if title else label)
    plot.show(fig, alt)


def _live(draw: Draw, alt: str, width: float, height: float, sliders: dict[str, Positions]) -> None:
    import ipywidgets
    from IPython.display import display

    controls = {name: _control(name, positions) for name, positions in sliders.items()}
    image = ipywidgets.HTML()  # ipywidgets' Image cannot carry an alternative text

    def redraw(_change: object = None) -> None:
        fig, ax = plot.new(width, height)
        draw(ax, **{name: control.value for name, control in controls.items()})
        image.value = plot.image_html(fig, alt)

    for control in controls.values():
        control.observe(redraw, names="value")
    redraw()
    display(ipywidgets.VBox([*controls.values(), image]))


def _control(name: str, positions: Positions) -> Any:
    import ipywidgets

    shared = {
        "description": _words(name),
        "value": _start(positions),
        "layout": {"width": "440px"},
        "style": {
            "description_width": "100px"
        },  # two words fit, and the tracks of two sliders begin below each other
    }
    if isinstance(positions[0], str):
        return ipywidgets.SelectionSlider(options=list(positions), **shared)
    low, _, high = positions
    if all(isinstance(position, int) for position in positions):
        return ipywidgets.IntSlider(min=low, max=high, **shared)
    step = _round_step(float(high) - float(low))
    return ipywidgets.FloatSlider(min=low, max=high, step=step, readout_format=".3g", **shared)


def _round_step(reach: float) -> float:
    """1, 2 or 5 times a power of ten, at least 100 to the reach: a slider snaps to its steps, also
    where it starts.
    """
    most = reach / 100
    power = 10.0 ** math.floor(math.log10(most))
    return next(factor * power for factor in (5, 2, 1) if factor * power <= most)
