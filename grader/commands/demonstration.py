"""A simulated class, from the first day to the exports."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from grader.commands.app import Lessons, verbs
from grader.commands.terminal import console, steps, stop_if
from grader.course import find_course

command = verbs("Demonstration")


@command
def demo(
    lessons: Lessons = None,
    students: Annotated[
        int, typer.Option("--students", min=1, help="How many students hand in.")
    ] = 30,
    seed: Annotated[int, typer.Option("--seed", help="The same seed makes the same class.")] = 1,
    folder: Annotated[
        Path, typer.Option("--folder", help="Where the class's course is made.")
    ] = Path("demo"),
) -> None:
    """Take a simulated class with planted mistakes through a term, in a folder of its own.

    Release, collect from Canvas's zips, grade, feedback, class report, and every export. Name a
    lesson for a first look.

    Example: grader demo 05 --students 12
    """
    course = find_course()
    chosen = course.chosen(lessons or [])
    from grader.demo import Watching
    from grader.demo import demo as run
    from grader.demo_report import print_outcome

    with steps() as step:
        watching = Watching(step, lambda line: console.print(line, markup=False))
        outcome = run(course, folder, chosen, students=students, seed=seed, watching=watching)
    print_outcome(console, outcome)
    stop_if(outcome.robbed, "right answer(s) lost points")
