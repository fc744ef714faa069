"""Taking in what was handed in, and grading it."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Column, Table
from rich.text import Text

from grader.commands.app import Lessons, Student, verbs
from grader.commands.terminal import bar, console, errors, stop_if, write_files
from grader.course import Course, CourseError, find_root
from grader.first_look import look, look_for_lessons
from grader.limits import parse
from grader.term.reading import FILE, read_term

if TYPE_CHECKING:
    from grader.autograde import Graded, Grading
    from grader.collect.collect import Outcome
    from grader.engine.gradebook.filing import Submission
    from grader.regrade import Change

command = verbs("Grading")


@command
def term(
    ics: Annotated[
        Path | None, typer.Option("--ics", help="Write the dates here too, as a calendar file.")
    ] = None,
) -> None:
    """Check term.toml and print what it says: dates, what being late costs, and what counts.

    docs/term.md has the form of the file. Works in any nbgrader course.

    Example: grader term --ics term.ics
    """
    root = find_root()
    dates = read_term(root)
    if dates is None:
        raise CourseError(f"There is no {FILE} here: docs/term.md says what to write into it.")
    from grader.term.calendar import as_ics, rules

    table = Table("lesson", "release", "due", "weight", box=None, pad_edge=False)
    for lesson, date in dates.lessons.items():
        release_date = "–" if date.release is None else f"{date.release:%a %Y-%m-%d %H:%M}"
        table.add_row(
            Text(lesson), release_date, f"{date.due:%a %Y-%m-%d %H:%M %Z}", f"{date.weight:g}"
        )
    console.print(table)
    for rule in rules(dates):
        console.print(rule, markup=False, soft_wrap=True)
    if ics is not None:
        write_files({ics: as_ics(root.name, dates)})


class Origin(StrEnum):
    """Whose file names those of submissions are."""

    CANVAS = "canvas"
    MOODLE = "moodle"
    GRADESCOPE = "gradescope"
    CLASSROOM = "classroom"
    PLAIN = "plain"


@command
def collect(
    sources: Annotated[
        list[Path], typer.Argument(help="Zips as they were downloaded, or folders.")
    ],
    origin: Annotated[
        Origin | None,
        typer.Option("--from", help="Whose file names they are; recognised where it is not said."),
    ] = None,
    lesson: Annotated[
        str | None, typer.Option("--lesson", help="The lesson of notebooks that do not tell it.")
    ] = None,
    roster: Annotated[
        Path | None,
        typer.Option("--roster", help="Who is in the class: roster.csv, if it is there."),
    ] = None,
    groups: Annotated[
        bool, typer.Option("--groups", help="What one member hands in is the whole group's.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be taken, and stop.")
    ] = False,
) -> None:
    """Take what students handed in to Canvas, Moodle, Gradescope, Google Classroom or a folder.

    Every file is accounted for: taken, or left out and why. Nothing outside of an archive is ever
    written or read. docs/collect.md has the names that are understood. Works in any nbgrader
    course.

    Example: grader collect submissions.zip --roster roster.csv
    """
    root = find_root()
    look_for_lessons(root, [lesson] if lesson else [])
    from grader.autograde import released_lesson
    from grader.collect.collect import Wanted, course_roster
    from grader.collect.collect import collect as run

    wanted = Wanted(
        system=origin or "",
        lesson=released_lesson(root, lesson) if lesson else "",
        groups=groups,
        dry_run=dry_run,
    )
    outcome = run(root, sources, course_roster(root, roster), wanted)
    _print_collected(outcome)
    stop_if(
        [f"{left.file}: {left.why}" for left in outcome.left_out if left.is_problem],
        "file(s) left out",
    )


def _print_collected(outcome: Outcome) -> None:
    """Print a line for each file, and who is missing."""
    table = Table(box=None, pad_edge=False)
    table.add_column("file", overflow="fold")
    table.add_column("taken for", overflow="fold")
    table.add_column("", overflow="fold")
    for taken in outcome.taken:
        first, *others = taken.files
        table.add_row(Text(first), Text(str(taken.submission)), Text("; ".join(taken.said)))
        for file in others:
            table.add_row(Text(file), Text(str(taken.submission)), "")
    for left in outcome.left_out:
        table.add_row(Text(left.file), "–", Text(left.why), style="red" if left.is_problem else "")
    console.print(table)
    for lesson, students in outcome.missing.items():
        if students:
            console.print(
                f"{lesson}: nothing from {', '.join(students)}", markup=False, soft_wrap=True
            )
    console.print(f"{len(outcome.taken)} submissions, {len(outcome.left_out)} files left out")


@command
def autograde(
    lessons: Lessons = None,
    student: Student = None,
    workers: Annotated[
        int | None,
        typer.Option(
            "--workers",
            "-w",
            min=1,
            help="Workers at most: the cores here; on a cluster, its size.",
        ),
    ] = None,
    cluster: Annotated[
        str | None, typer.Option("--cluster", help="A Dask scheduler's address.")
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Grade again what has been graded.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be graded, and stop.")
    ] = False,
    require_isolation: Annotated[
        int,
        typer.Option(
            "--require-isolation", min=1, max=3, help="Refuse a weaker rung: 1 is the strongest."
        ),
    ] = 3,
    limit: Annotated[
        list[str] | None,
        typer.Option(
            "--limit", help="What a submission may use, NAME=NUMBER: memory_mb=4096, processes=4."
        ),
    ] = None,
    stderr_costs: Annotated[
        bool,
        typer.Option(
            "--stderr-costs", help="nbgrader's rule: a test that writes to stderr earns 0."
        ),
    ] = False,
    all_cells: Annotated[
        bool,
        typer.Option(
            "--all-cells", help="Run cells too that no grade depends on, for what they show."
        ),
    ] = False,
) -> None:
    """Grade what was handed in, isolated and in parallel, and record it in nbgrader's gradebook.

    Works in any nbgrader course. What is graded already and has not changed is left alone, so a run
    that was stopped goes on where it was. After a check has changed, only submissions to its lesson
    are graded again, and a table says whose score changed and why.

    Example: grader autograde 05 --student ada
    """
    root = find_root()
    handed_in = look(root, lessons or [], student)
    asked = parse(limit or [])
    from grader.cluster import CLUSTER_WORKERS, executor_on

    size = workers or (CLUSTER_WORKERS if cluster else os.cpu_count()) or 1
    if not cluster:
        _tell_start(handed_in, size)
    from grader.options import Options, start_workers

    options = Options(
        workers=size,
        force=force,
        require_isolation=require_isolation,
        stderr_costs=stderr_costs,
        all_cells=all_cells,
        start=executor_on(cluster) if cluster else None,
        asked=asked,
    )
    with start_workers(options, Course(root)) as started:
        from grader.autograde import (  # imports nbgrader, while the first worker warms up
            Grading,
            choose,
        )
        from grader.regrade import Before

        gc.freeze()  # what is imported stays: to look through it for garbage takes a fifth as long
        with Grading(root, options, started) as grading:
            chosen = choose(grading, lessons or [], student)
            to_do = grading.to_do(chosen)
            _announce(grading, len(chosen), to_do, on_cluster=cluster is not None)
            if dry_run:
                for submission in to_do:
                    console.print(str(submission), markup=False)
                stop_if(grading.left_over(student), "will not be graded")
                return
            _tell_missing_libraries(grading, to_do)
            before = Before(grading, to_do)
            problems, rungs = _grade(grading, to_do)
            print_changes(before.changes())
            _tell_settled(grading)
            problems += grading.left_over(student)
    if cluster and rungs:
        console.print(
            f"isolation: rung {' and '.join(map(str, sorted(rungs)))} on the cluster", markup=False
        )
    stop_if(problems, "not graded")


def _tell_start(handed_in: int | None, workers: int) -> None:
    """Say at once what begins: to import nbgrader and to warm up takes a second or two."""
    found = "" if handed_in is None else f"{handed_in} handed in, "
    console.print(f"{found}up to {workers} {'worker' if workers == 1 else 'workers'}")


def _announce(grading: Grading, chosen: int, to_do: list[Submission], *, on_cluster: bool) -> None:
    """Say before the first grade how the code is shut in, what it may use, and how much there
    is.
    """
    everywhere = "isolation: each worker of the cluster finds its own"
    isolation = everywhere if on_cluster else str(grading.isolation)
    console.print(isolation, markup=False, soft_wrap=True)
    for name, text in grading.other_limits(to_do).items():
        console.print(f"limits of {name}: {text}", markup=False, soft_wrap=True)
    console.print(f"{chosen} submissions, {len(to_do)} to grade", markup=False)


def _tell_missing_libraries(grading: Grading, to_do: list[Submission]) -> None:
    for name, libraries in grading.missing_libraries(to_do).items():
        console.print(
            f"{name} imports {', '.join(libraries)}, which this Python does not have:"
            " install it here, or the cells that need it fail.",
            markup=False,
            soft_wrap=True,
        )


def _tell_settled(grading: Grading) -> None:
    """Say how many late penalties are others because the term file is."""
    count = len(grading.settled)
    if count:
        changed = f"{count} late {'penalty' if count == 1 else 'penalties'} changed"
        console.print(f"{changed}: term.toml", markup=False)


def _grade(grading: Grading, to_do: list[Submission]) -> tuple[list[str], set[int]]:
    """Grade with a progress bar, a line for each; returns the problems, and the rungs of
    isolation.
    """
    problems, rungs = [], set()
    with bar("grade", len(to_do)) as done, _told_if_stopped():
        for graded in grading.run(to_do):
            done(str(graded.submission))
            rungs |= {graded.rung} - {0}
            problems += [f"{graded.submission}: {graded.problem}"] if graded.problem else []
            print_graded(graded)
    return problems, rungs


@contextmanager
def _told_if_stopped() -> Iterator[None]:
    """Say after Ctrl-C that nothing is lost."""
    try:
        yield
    except KeyboardInterrupt:
        errors.print(
            "Stopped. What has been graded is kept; run the command again to go on.", markup=False
        )
        raise typer.Exit(130) from None


def print_graded(graded: Graded) -> None:
    """Print one line for a grade, and one for each note."""
    if not graded.problem:
        waits = ", waits for a person" if graded.needs_person else ""
        console.print(
            f"{graded.submission}: {graded.score:g} of {graded.points:g}{waits}", markup=False
        )
    for note in dict.fromkeys(graded.notes):
        console.print(f"    {note}", markup=False, soft_wrap=True)


def print_changes(changes: list[Change]) -> None:
    """Print a table of the scores that changed since they were graded before."""
    if not changes:
        return
    table = Table(
        "changed", "exercise", "before", "after", Column("why", overflow="fold"), box=None
    )
    for change in changes:
        table.add_row(
            Text(str(change.submission)),
            Text(change.exercise),
            f"{change.before:g}",
            f"{change.after:g}",
            Text(change.why),
        )
    console.print(table)
    students = len({change.submission.student for change in changes})
    scores = f"{len(changes)} {'score' if len(changes) == 1 else 'scores'}"
    whose = f"{students} {'student' if students == 1 else 'students'}"
    console.print(f"{scores} of {whose} changed")
