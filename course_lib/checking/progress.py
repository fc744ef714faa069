"""Points so far: the latest verdicts of a lesson in a table, and how far all lessons are."""

from __future__ import annotations

import html

from course_lib.checking.asked.exercise import REGISTRY
from course_lib.checking.check import LATEST, visible
from course_lib.checking.verdict import Verdict
from course_lib.desk.overview import Overview, overview
from course_lib.plot import person_at_front_end

ALL = "all"


class Progress:
    """The lesson's exercises with the points of their latest checks in this kernel, and below them
    all lessons, where they are to be shown.
    """

    def __init__(
        self, rows: list[tuple[str, Verdict | None, float]], lessons: Overview | None = None
    ) -> None:
        self.rows = rows
        self.lessons = lessons

    def __repr__(self) -> str:
        lines = [*(f"{name}: {state}" for name, state in self._lines()), self._sum()]
        return "\n".join([*lines, *(["", repr(self.lessons)] if self.lessons else [])])

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td style='text-align:left'><code>{html.escape(name)}</code></td>"
            f"<td style='text-align:left'>{html.escape(state)}</td></tr>"
            for name, state in self._lines()
        )
        return (
            f"<table>{rows}<tr><td style='text-align:left'>in"
            f" all</td><td>{html.escape(self._sum())}</td></tr></table>"
            f"{self.lessons._repr_html_() if self.lessons else ''}"
        )

    def _lines(self) -> list[tuple[str, str]]:
        return [
            (
                name,
                f"{verdict.score:g} of {points:g}" if verdict else f"not checked yet ({points:g})",
            )
            for name, verdict, points in self.rows
        ]

    def _sum(self) -> str:
        earned = sum(verdict.score for _, verdict, _ in self.rows if verdict)
        return f"{earned:g} of {sum(points for *_, points in self.rows):g} points"


def progress(lesson: str | None = None, *, name: str = "") -> Progress | Overview:
    """Your points so far: every exercise of a lesson with its latest check, and all lessons.

    All lessons are read from their notebooks, as they were last saved. A program that runs the
    notebook sees the lesson alone, since its answer must not depend on what lies around it.

    Args:
        lesson: a lesson's name such as ``"start_here"``; left out, the lesson of the latest check.
            ``"all"`` shows all lessons and no exercise by its name.
        name: yours, for the certificate that stands there once all is done.
    """
    scores = {exercise: verdict.score for exercise, verdict in LATEST.items()}
    if lesson == ALL:
        return overview(scores, name=name) or Overview([], name)
    if lesson is None and LATEST:
        lesson = REGISTRY[list(LATEST)[-1]].lesson
    mine = [exercise for exercise, asked in REGISTRY.items() if asked.lesson == lesson]
    rows = [(exercise, LATEST.get(exercise), visible(exercise)[1].points) for exercise in mine]
    return Progress(rows, overview(scores, name=name) if person_at_front_end() else None)
