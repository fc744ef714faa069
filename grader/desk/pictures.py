"""Pictures as inline SVG: they take the page's colours, light or dark, and ask for nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

import numpy as np
from markupsafe import Markup

from grader.desk.summary import ExerciseSummary, LessonSummary

BINS = 10
_LEFT, _TOP, _BOTTOM = 40, 14, 34
_LETTER = 7.2
"""How wide a letter of a label is at most, on average."""


def histogram(summary: LessonSummary) -> Markup:
    """How many students earned which part of a lesson's points, in tenths."""
    width, height = 300, 150
    shares = np.clip(summary.shares, 0, 1)
    counts = [int(count) for count in np.histogram(shares, BINS, (0, 1))[0]]
    most = max(*counts, 1)
    step, room = (width - 20) / BINS, height - _TOP - 30
    parts = []
    for place, count in enumerate(counts):
        tall = room * count / most
        left = 10 + place * step
        parts.append(_rect(left + 1, height - 30 - tall, step - 2, tall, "bar"))
        if count:
            parts.append(_text(left + step / 2, height - 34 - tall, str(count)))
    parts.append(_line(10, height - 30, width - 10, height - 30))
    marks = [
        _text(10 + part * (width - 20), height - 12, f"{part:.0%}", anchor)
        for part, anchor in ((0, "start"), (0.5, "middle"), (1, "end"))
    ]
    spread = ", ".join(
        f"{count} from {place * BINS} to {(place + 1) * BINS} %"
        for place, count in enumerate(counts)
        if count
    )
    return _svg(
        width, height, parts + marks, f"{summary.lesson}: students by part of the points: {spread}"
    )


def scatter(exercises: Sequence[ExerciseSummary]) -> Markup:
    """Exercises by how easy they were, and by how well they tell students apart."""
    width, height = 680, 380
    known = [each for each in exercises if each.discrimination is not None]
    lowest = min([0.0, *(each.discrimination or 0.0 for each in known)])
    low = -1.0 if lowest < -0.5 else -0.5 if lowest < 0 else 0.0
    across, up = width - _LEFT - 20, height - _TOP - _BOTTOM

    def place(each: ExerciseSummary) -> tuple[float, float]:
        part = ((each.discrimination or 0.0) - low) / (1 - low)
        return _LEFT + across * min(each.mean, 1.0), _TOP + up * (1 - part)

    parts = []
    for value in np.arange(low, 1.01, 0.5):
        y = _TOP + up * (1 - (value - low) / (1 - low))
        parts += [_line(_LEFT, y, width - 20, y), _text(_LEFT - 8, y + 4, f"{value:g}", "end")]
    for share in (0, 0.25, 0.5, 0.75, 1):
        x = _LEFT + across * share
        parts += [_line(x, _TOP, x, _TOP + up), _text(x, height - 16, f"{share:.0%}")]
    dots = [place(each) for each in known]
    taken = [_Box(x - 5, y - 5, x + 5, y + 5) for x, y in dots]
    for each, (x, y) in zip(known, dots, strict=True):
        about = f"{each.exercise}: {each.mean:.0%} of the points, {each.discrimination:.2f}"
        parts.append(
            f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="5">{_title(about)}</circle>'
        )
        box = _free_box(x, y, _LETTER * len(each.exercise), taken, width)
        if box is not None:
            taken.append(box)
            parts.append(_text(box.left, box.bottom - 3, each.exercise, "start"))
    about = "Exercises by the mean part of the points (across) and discrimination (up)"
    return _svg(width, height, parts, about)


@dataclass(frozen=True)
class _Box:
    """A stretch of a picture that something stands in."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: _Box) -> bool:
        beside = self.right <= other.left or other.right <= self.left
        return not beside and self.top < other.bottom and other.top < self.bottom


def _free_box(x: float, y: float, wide: float, taken: Sequence[_Box], width: float) -> _Box | None:
    """Room for a label beside, above or below a dot; ``None`` where there is none."""
    for left, top in (
        (x + 9, y - 8),
        (x - 9 - wide, y - 8),
        (x - wide / 2, y - 23),
        (x - wide / 2, y + 8),
    ):
        box = _Box(left, top, left + wide, top + 15)
        is_inside = left > _LEFT and box.right < width
        if is_inside and not any(map(box.meets, taken)):
            return box
    return None


def progress(lessons: Sequence[LessonSummary]) -> Markup:
    """The median part of the points from lesson to lesson, with the middle half of the class."""
    width, height = 680, 260
    across, up = width - _LEFT - 30, height - _TOP - _BOTTOM
    step = across / max(len(lessons) - 1, 1)

    def at(place: int, share: float) -> tuple[float, float]:
        return _LEFT + 5 + step * place, _TOP + up * (1 - min(share, 1.0))

    parts = []
    for share in (0, 0.5, 1):
        y = at(0, share)[1]
        parts += [_line(_LEFT, y, width - 20, y), _text(_LEFT - 6, y + 4, f"{share:.0%}", "end")]
    low = [at(place, lesson.quartiles[0]) for place, lesson in enumerate(lessons)]
    high = [at(place, lesson.quartiles[2]) for place, lesson in enumerate(lessons)]
    middle = [at(place, lesson.quartiles[1]) for place, lesson in enumerate(lessons)]
    parts.append(f'<polygon class="band" points="{_points([*low, *reversed(high)])}"/>')
    parts.append(f'<polyline class="middle" points="{_points(middle)}"/>')
    for lesson, (x, y) in zip(lessons, middle, strict=True):
        parts.append(f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="5"/>')
        parts.append(_text(x, height - 14, lesson.lesson.split("_", 1)[0]))
    told = ", ".join(f"{lesson.lesson} {lesson.quartiles[1]:.0%}" for lesson in lessons)
    return _svg(width, height, parts, f"Median part of the points by lesson: {told}")


def _svg(width: float, height: float, parts: Iterable[str], about: str) -> Markup:
    inside = "".join(parts)
    text = (
        f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="{escape(about)}">'
        f"{inside}</svg>"
    )
    return Markup(text)  # noqa: S704 - numbers of ours, and texts that were escaped


def _rect(x: float, y: float, width: float, height: float, kind: str) -> str:
    size = f'width="{width:.1f}" height="{height:.1f}"'
    return f'<rect class="{kind}" x="{x:.1f}" y="{y:.1f}" {size}/>'


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line class="axis" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'


def _text(x: float, y: float, text: str, anchor: str = "middle") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def _title(text: str) -> str:
    return f"<title>{escape(text)}</title>"


def _points(places: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
