"""Training that can be watched: a bar and the loss curve, in a notebook or in a terminal.

Nothing is shown for a training that is over at once, to a program that runs the notebook, or where
the environment variable `COURSE_LIB_WATCH` is `off`.
"""

import math
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

History = Mapping[str, Sequence[float]]
Screen = Callable[[str, str], None]
"""Shows a state: as HTML for a notebook, and as a line for a terminal."""

SWITCH = "COURSE_LIB_WATCH"
PATIENCE = 0.5  # seconds; a shorter training would only flash
BETWEEN = 0.2  # seconds from one picture to the next: smooth enough, and no time lost
BAR = 30  # characters

WIDTH, HEIGHT, EDGE = 440, 120, 4  # CSS pixels
STROKES = (("#D55E00", ""), ("#0072B2", 'stroke-dasharray="6 3"'))
"""The colours of loss and data in `plot`; a second curve is dashed too."""


def watched(epochs: int, history: History) -> Iterator[int]:
    """Count epochs for a training loop, and show how far it is: `for epoch in watched(…)`.

    Arguments: `epochs`, how many there will be at most; `history`, lists that the loop appends to
    at the end of each epoch, of which those with "loss" in their names are drawn. A loop that is
    left early is marked as stopped.
    """
    screen: Screen | None = None
    due = time.monotonic() + PATIENCE
    epoch = -1
    try:
        for epoch in range(epochs):
            yield epoch
            if time.monotonic() >= due:
                screen = screen or _screen()
                _show(screen, epoch + 1, epochs, history)
                due = time.monotonic() + BETWEEN
    finally:
        if screen is not None:
            _show(screen, epoch + 1, epochs, history, ended=True)


def _screen() -> Screen:
    """Where this training can be seen; nowhere for code that a check runs, which is in a thread."""
    if os.environ.get(SWITCH) == "off" or threading.current_thread() is not threading.main_thread():
        return _nowhere
    from course_lib import plot  # not earlier: it brings Matplotlib

    if plot.person_at_front_end():
        return _notebook()
    return _terminal if sys.stderr.isatty() else _nowhere


def _nowhere(_page: str, _line: str) -> None:
    """Show nothing."""


def _notebook() -> Screen:
    """One output that is replaced in place: a drawing that comes as text needs no loading, so it
    does not flicker.
    """
    from IPython.display import HTML, display

    handle: Any = None

    def show(page: str, _line: str) -> None:
        nonlocal handle
        if handle is None:
            handle = display(HTML(page), display_id=True)
        else:
            handle.update(HTML(page))

    return show


def _terminal(_page: str, line: str) -> None:
    sys.stderr.write(f"\r{line}")
    sys.stderr.flush()


def _show(screen: Screen, done: int, epochs: int, history: History, *, ended: bool = False) -> None:
    curves = {name: list(values) for name, values in history.items() if "loss" in name and values}
    losses = ", ".join(f"{_words(name)} {values[-1]:.4g}" for name, values in curves.items())
    stopped = ended and done < epochs
    state = f"{'stopped after' if stopped else 'epoch'} {done} of {epochs}: {losses}"
    filled = BAR * done // max(epochs, 1)
    line = f"[{'#' * filled}{'.' * (BAR - filled)}] {state}" + ("\n" if ended else "")
    screen(_page(curves, state, done, epochs, stopped=stopped), line)


def _page(
    curves: Mapping[str, Sequence[float]], state: str, done: int, epochs: int, *, stopped: bool
) -> str:
    """The bar, the state in words and the curves; the epochs to come keep their place."""
    finite = [value for values in curves.values() for value in values if math.isfinite(value)]
    top = max(finite, default=1.0) or 1.0
    lines = "".join(
        _curve(values, epochs, top, *STROKES[number % len(STROKES)])
        for number, values in enumerate(curves.values())
    )
    if stopped:
        x = _across(done, epochs)
        lines += f'<path d="M{x:.1f} 0V{HEIGHT}" stroke="currentColor" stroke-dasharray="2 3"/>'
    names = [_words(name) for name in curves]
    legend = f" (dashed: {names[1]})" if len(names) == len(STROKES) else ""
    told = "; ".join(
        f"{_words(name)} from {values[0]:.4g} to {values[-1]:.4g}"
        for name, values in curves.items()
    )
    return (
        f'<div style="max-width:{WIDTH}px"><progress max="{epochs}" value="{done}"'
        f' aria-label="epochs" style="width:100%"></progress><div>{state}{legend}</div>'
        f'<svg role="img" aria-label="{told}" viewBox="0 0 {WIDTH} {HEIGHT}" width="100%"'
        f' fill="none"><path d="M{EDGE} 0V{HEIGHT - EDGE}H{WIDTH}" stroke="currentColor"'
        f' opacity=".5"/>{lines}<text x="{EDGE + 4}" y="12" font-size="11"'
        f' fill="currentColor">{top:.3g}</text></svg></div>'
    )


def _curve(values: Sequence[float], epochs: int, top: float, colour: str, dashes: str) -> str:
    points = " ".join(
        f"{_across(epoch, epochs):.1f},{(HEIGHT - EDGE) * (1 - value / top):.1f}"
        for epoch, value in enumerate(values, 1)
        if math.isfinite(value)
    )
    return f'<polyline points="{points}" stroke="{colour}" stroke-width="2" {dashes}/>'


def _across(epoch: int, epochs: int) -> float:
    return EDGE + (WIDTH - EDGE) * epoch / max(epochs, 1)


def _words(name: str) -> str:
    return name.replace("_", " ")
