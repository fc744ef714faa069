"""The ``grader`` command: nbgrader's verbs, for instructors."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated, Any, TypeVar

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from grader.course import CourseError, find_course

app = typer.Typer(
    help="Release, grade and report the lessons of The Training Loop, and prove that its checks are right.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
console = Console(highlight=False)
errors = Console(stderr=True, highlight=False)

Lessons = Annotated[
    list[str] | None, typer.Argument(help="Lessons by name or number (05_loss, loss, 05); all where none is named.")
]
F = TypeVar("F", bound=Callable[..., Any])


def main() -> None:
    """Run the command; an error that the user can mend is one line and exit code 2."""
    try:
        app()
    except CourseError as error:
        errors.print(f"grader: {error}", markup=False, soft_wrap=True)
        sys.exit(2)


def command(function: F) -> F:
    """Register a command under its function's name."""

    @functools.wraps(function)
    def run(*args: Any, **kwargs: Any) -> Any:
        return function(*args, **kwargs)

    app.command(name=function.__name__.removesuffix("_"))(run)
    return function


@contextmanager
def bar(title: str, total: int) -> Iterator[Callable[[str], None]]:
    """A progress bar; call what it gives with the name of each thing that is done."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=errors, transient=True, disable=not errors.is_terminal) as progress:
        task = progress.add_task(title, total=total)
        yield lambda name: progress.update(task, advance=1, description=f"{title}: {name}")


def stop_if(problems: list[str], what: str) -> None:
    """Print problems and end with exit code 1, if there are any."""
    if problems:
        for problem in problems:
            errors.print(f"- {problem}", markup=False, soft_wrap=True)
        errors.print(f"{len(problems)} {what}", markup=False)
        raise typer.Exit(1)


@command
def generate(lessons: Lessons = None) -> None:
    """Make the students' notebooks and the keys from the solutions. No gradebook is touched."""
    from grader.generate import generate as run
    from grader.generate import count_exercises

    course = find_course()
    chosen = course.chosen(lessons or [])
    with bar("keys", count_exercises(course, chosen)) as done:
        outcome = run(course, chosen, progress=done)
    for name in outcome.changed:
        console.print(f"wrote {name}", markup=False)
    stop_if(outcome.problems, "problem(s): nothing was written for those exercises")
    console.print(f"{len(chosen)} lessons: {len(outcome.changed) or 'no'} files changed")


@command
def validate(
    lessons: Lessons = None,
    full: Annotated[bool, typer.Option("--full", help="All mutants and 200 seeds an exercise, not a sample.")] = False,
) -> None:
    """Test the checks themselves: right answers earn all, mistakes are caught and named, mutants do not survive."""
    from grader.generate import count_exercises
    from grader.validate import FULL, Effort
    from grader.validate import validate as run

    course = find_course()
    chosen = course.chosen(lessons or [])
    with bar("validate", count_exercises(course, chosen)) as done:
        rows = run(course, chosen, FULL if full else Effort(), done)
    table = Table("exercise", *("cases", "named", "variants", "trivial", "seeds", "mutants", "equivalent"), box=None)
    for row in rows:
        table.add_row(
            row.exercise,
            str(row.cases),
            f"{row.named}/{row.mistakes}",
            f"{row.accepted}/{row.variants}",
            str(row.trivial),
            str(row.seeds),
            str(row.mutants),
            str(row.equivalent),
            style="red" if row.shortfalls else "",
        )
    console.print(table)
    stop_if([shortfall for row in rows for shortfall in row.shortfalls], "shortfall(s)")
    console.print(f"no shortfall in {len(rows)} exercises of {len(chosen)} lessons")
