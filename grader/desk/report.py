"""``grader report``: one HTML file on a class."""

from __future__ import annotations

from grader.desk import pictures
from grader.desk.class_data import ClassData
from grader.desk.summary import Summary
from grader.desk.templates import rendered

MOST_MISTAKES = 12
"""So many are shown at once; the others unfold."""


def report(title: str, data: ClassData, summary: Summary) -> str:
    """The report as HTML that runs nothing and asks nothing of a network."""
    return rendered(
        "report.html",
        title=title,
        data=data,
        summary=summary,
        pictures=pictures,
        most_mistakes=MOST_MISTAKES,
        has_scatter=any(each.discrimination is not None for each in summary.exercises),
    )
