"""Making lessons, proving their checks, and giving them out."""

from __future__ import annotations

import shlex
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from grader.commands.app import Lessons, verbs
from grader.commands.terminal import bar, console, counted, stop_if, write_files
from grader.course import find_course
from grader.term.reading import read_term

if TYPE_CHECKING:
    from grader.course import Course

command = verbs("Lessons")


@command
def new_course(
    folder: Annotated[Path, typer.Argument(help="Where the course is made: a new folder.")],
) -> None:
    """Make a small course of your own: one lesson, with its checks and mistakes, to be changed.

    It can be taught with every other command here, and knows nothing of The Training Loop's
    lessons. Its README.md says how to go on.

    Example: grader new-course signals
    """
    from grader.new_course.making import new_course as run

    package = run(folder)
    console.print(f"made {folder}", markup=False)
    for place, what in (
        (f"{package}/exercises/first_lesson.py", "what is asked"),
        ("solutions/00_first_lesson/", "what is right"),
        ("mistakes/first_lesson.py", "what goes wrong"),
        ("tests/variants/first_lesson.py", "right answers in other styles"),
        ("README.md", "how to go on"),
    ):
        console.print(f"    {place:40} {what}", markup=False)
    console.print("next:")
    for line in (f"cd {shlex.quote(str(folder))}", "grader validate", "grader generate"):
        console.print(f"    {line}", markup=False)


@command
def generate(lessons: Lessons = None) -> None:
    """Make the students' notebooks and the keys from the solutions. No gradebook is touched."""
    course = find_course()
    chosen = course.chosen(lessons or [])
    from grader.generate import count_exercises
    from grader.generate import generate as run

    with bar("keys", count_exercises(course, chosen)) as done:
        outcome = run(course, chosen, progress=done)
    for name in outcome.changed:
        console.print(f"wrote {name}", markup=False)
    stop_if(outcome.problems, "problem(s): nothing was written for those exercises")
    console.print(f"{counted(chosen, 'lesson')}: {counted(outcome.changed, 'file')} changed")


@command
def validate(
    lessons: Lessons = None,
    full: Annotated[
        bool, typer.Option("--full", help="All mutants and 200 seeds an exercise, not a sample.")
    ] = False,
) -> None:
    """Test the checks themselves: right answers earn all, mistakes are caught and named, mutants do
    not survive.
    """
    course = find_course()
    chosen = course.chosen(lessons or [])
    from grader.generate import count_exercises
    from grader.validate import FULL, Effort
    from grader.validate import validate as run

    with bar("validate", count_exercises(course, chosen)) as done:
        rows = run(course, chosen, FULL if full else Effort(), progress=done)
    table = Table(
        "exercise",
        *("cases", "named", "variants", "trivial", "seeds", "mutants", "equivalent"),
        box=None,
    )
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
    refused = _tell_shares(course, chosen, by_exercise=full or len(chosen) == 1)
    shortfalls = [shortfall for row in rows for shortfall in row.shortfalls]
    stop_if([*shortfalls, *refused], "shortfall(s)")
    console.print(f"no shortfall in {counted(rows, 'exercise')} of {counted(chosen, 'lesson')}")


def _tell_shares(course: Course, chosen: list[str], *, by_exercise: bool) -> list[str]:
    """Print what people's answers are told, and hand back what falls short."""
    from grader.shares import Told, read_trials, rows_of, shares

    if not course.trials.is_dir() and not course.is_own:
        return []
    if not course.trials.is_dir():
        console.print("people's answers are not tried: there is no tests/trials/ here")
        return []
    trials = read_trials(course, chosen)
    with bar("answers", len(trials)) as done:
        counted = shares(course, trials, progress=done)
    table = Table("answers to", "right", "wrong", *Told, box=None)
    table.columns[0].no_wrap = True
    rows = rows_of(counted, by_exercise=by_exercise)
    for row in rows:
        table.add_row(
            row.label,
            f"{row.right_accepted}/{row.right}",
            str(row.wrong.total()),
            *(f"{100 * row.share(told):.1f} %" for told in Told),
            style="red" if row.shortfalls else "",
        )
    console.print(table)
    return rows[-1].shortfalls


@command
def release(lessons: Lessons = None) -> None:
    """Register lessons in the gradebook and put the students' notebooks in place, on a fresh clone
    too.

    Where no lesson is named, those whose release date in term.toml has not come are left out.

    Example: grader release 05
    """
    course = find_course()
    chosen = course.chosen(lessons or [])
    term = read_term(course.root)
    if term is not None and not lessons:
        now = datetime.now(UTC)
        early = [lesson for lesson in chosen if not term.is_out(lesson, now)]
        chosen = [lesson for lesson in chosen if lesson not in early]
        if early:
            later = f"{len(early)} not released before their date: name them to do it all the same."
            console.print(later, markup=False)
    from grader.release import release as run

    with bar("release", len(chosen)) as done:
        for lesson in chosen:
            changed = run(course, lesson)
            done(lesson)
            console.print(
                f"{lesson}: in the gradebook, {counted(changed, 'file')} changed", markup=False
            )


@command
def bundle(
    lessons: Lessons = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="The zip to write; named for the course."),
    ] = None,
) -> None:
    """Make the zip that students get: lessons, what they import, and half a page of README."""
    course = find_course()
    chosen = course.chosen(lessons or [])
    from grader.bundle import bundle as run

    target = output or Path(f"{course.name}.zip")
    count = run(course, chosen, target)
    console.print(f"wrote {target}: {count} files, {counted(chosen, 'lesson')}", markup=False)


@command
def quiz(
    lessons: Lessons = None,
    count: Annotated[int, typer.Option("--count", min=1, help="How many questions.")] = 10,
    seed: Annotated[int, typer.Option("--seed", help="The same seed draws the same ones.")] = 1,
    output: Annotated[
        Path, typer.Option("--output", "-o", help="The sheet to write, as Markdown.")
    ] = Path("quiz.md"),
    moodle: Annotated[
        Path | None, typer.Option("--moodle", help="Write them for Moodle's question bank too.")
    ] = None,
) -> None:
    """Write questions made from the named mistakes: what is wrong here, what does it return?

    Each shows a solution with one mistake in it: give it out when the lesson is no longer handed
    in.

    Example: grader quiz 05 06 --count 8 --moodle quiz.xml
    """
    course = find_course()
    chosen = course.chosen(lessons or [])
    from grader.quiz import as_moodle, as_sheet, questions

    drawn = questions(course, chosen, count, seed)
    files = {output: as_sheet("Quiz", drawn)}
    files |= {moodle: as_moodle(drawn)} if moodle else {}
    write_files(files)
    console.print(f"{len(drawn)} questions, the answers at the end of the sheet")
