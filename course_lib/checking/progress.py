"""Points so far: the latest verdicts of a lesson, in a table."""

from __future__ import annotations

import html

from course_lib.checking.asked.exercise import REGISTRY
from course_lib.checking.check import LATEST, visible
from course_lib.checking.verdict import Verdict


class Progress:
    """The lesson's exercises with the points of their latest checks in this kernel."""

    def __init__(self, rows: list[tuple[str, Verdict | None, float]]) -> None:
        self.rows = rows

    def __repr__(self) -> str:
        return "\n".join([*(f"{name}: {state}" for name, state in self._lines()), self._sum()])

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td style='text-align:left'><code>{html.escape(name)}</code></td>"
            f"<td style='text-align:left'>{html.escape(state)}</td></tr>"
            for name, state in self._lines()
        )
        return (
            f"<table>{rows}<tr><td style='text-align:left'>in"
            f" all</td><td>{html.escape(self._sum())}</td></tr></table>"
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


def progress(lesson: str | None = None) -> Progress:
    """Your points so far: every exercise of a lesson with its latest check.

    Args:
        lesson: a lesson's name such as ``"start_here"``; left out, the lesson of the latest check.
    """
    if lesson is None and LATEST:
        lesson = REGISTRY[list(LATEST)[-1]].lesson
    mine = [name for name, exercise in REGISTRY.items() if exercise.lesson == lesson]
    return Progress([(name, LATEST.get(name), visible(name)[1].points) for name in mine])
