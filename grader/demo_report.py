"""What a demonstration prints: the gradebook, the most common mistakes, and how many of the planted
were found.
"""

from __future__ import annotations

from collections import defaultdict

from rich.console import Console
from rich.table import Column, Table

from grader.autograde import Graded
from grader.demo import DemoResult


def print_outcome(console: Console, outcome: DemoResult) -> None:
    """Print the outcome as tables and two sentences."""
    console.print(_gradebook(outcome.graded))
    console.print(f"Scores in whole points; {UNREAD} could not be read.\n", markup=False)
    table = Table("times", "most common mistakes", box=None, pad_edge=False)
    for told, count in outcome.common:
        table.add_row(str(count), told)
    console.print(table)
    problems = [one for one in outcome.graded if one.problem]
    for one in problems:
        console.print(f"{one.submission}: {one.problem}", markup=False, soft_wrap=True)
    console.print(f"{len(outcome.graded)} submissions, {outcome.broken} of them broken on purpose")
    for said in (*outcome.lost, *outcome.missed, *outcome.robbed):
        console.print(said, markup=False, soft_wrap=True)
    console.print(
        f"{outcome.planted} mistakes planted: {outcome.found} found, {outcome.named} named; "
        f"{len(outcome.robbed)} right answers lost points"
    )
    console.print("Pages are in feedback/, the class report in report.html, grades in exports/.")


UNREAD = "?"


def _gradebook(graded: list[Graded]) -> Table:
    """Scores rounded to whole points, so that sixteen lessons fit into 80 columns."""
    lessons = sorted({one.submission.assignment for one in graded})
    rows: dict[str, dict[str, str]] = defaultdict(dict)
    for one in graded:
        score = UNREAD if one.problem else f"{one.score:.0f}"
        rows[one.submission.student][one.submission.assignment] = score
    most = {one.submission.assignment: one.points for one in graded if not one.problem}
    heads = [
        Column(f"{lesson.split('_')[0]}\n/{most.get(lesson, 0):g}", justify="right")
        for lesson in lessons
    ]
    name = Column("student", no_wrap=True)
    table = Table(name, *heads, box=None, pad_edge=False, padding=(0, 1, 0, 0))
    for student, scores in sorted(rows.items()):
        table.add_row(student, *(scores.get(lesson, "–") for lesson in lessons))
    return table
