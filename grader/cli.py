"""The ``grader`` command: nbgrader's verbs, for instructors.

What is slow to import is imported by the command that needs it, once it has found its course and
lessons: a wrong folder or name is told at once.
"""

from __future__ import annotations

import functools
import io
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Column, Table
from rich.text import Text

from grader.course import CourseError, find_course, find_root
from grader.term.reading import FILE, read_term

if TYPE_CHECKING:
    from grader.autograde import Graded, Grading
    from grader.collect.collect import Outcome
    from grader.course import Course
    from grader.desk.class_data import ClassData
    from grader.engine.gradebook.filing import Submission
    from grader.regrade import Change

app = typer.Typer(
    help=(
        "Release, grade and report the lessons of The Training Loop, and prove that its checks are"
        " right."
    ),
    no_args_is_help=True,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
)
console = Console(highlight=False)
errors = Console(stderr=True, highlight=False)

Lessons = Annotated[
    list[str] | None,
    typer.Argument(help="Lessons by name or number (05_loss, loss, 05); all where none is named."),
]
F = TypeVar("F", bound=Callable[..., Any])


def main() -> None:
    """Run the command; an error that the user can mend is one line and exit code 2."""
    if sys.platform != "win32" and sys.getfilesystemencoding() != "utf-8":
        _begin_again_in_utf8()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal may lack letters of a name
            stream.reconfigure(errors="backslashreplace")
    try:
        app()
    except CourseError as error:
        errors.print(f"grader: {error}", markup=False, soft_wrap=True)
        sys.exit(2)


def _begin_again_in_utf8() -> None:
    """Let a Python that reads the names of folders as UTF-8 take over; the terminal keeps its own
    encoding.
    """
    os.environ |= {"PYTHONUTF8": "1", "PYTHONIOENCODING": sys.stdout.encoding}
    os.execv(sys.executable, [sys.executable, "-m", "grader", *sys.argv[1:]])  # noqa: S606 - no shell is wanted


def command(function: F) -> F:
    """Register a command under its function's name."""

    @functools.wraps(function)
    def run(*args: Any, **kwargs: Any) -> Any:
        return function(*args, **kwargs)

    app.command(name=function.__name__.removesuffix("_").replace("_", "-"))(run)
    return function


class RateColumn(ProgressColumn):
    """How many are done a minute."""

    def render(self, task: Task) -> Text:
        """The rate as text; nothing while it is not known."""
        rate = task.finished_speed or task.speed
        return Text("" if rate is None else f"{60 * rate:.0f}/min", style="progress.data.speed")


@contextmanager
def steps() -> Iterator[Callable[[str, int], Callable[[str], None]]]:
    """Progress bars: call what it gives with a title and a total, and the answer with each thing
    that is done.
    """
    left = TimeRemainingColumn(compact=True, elapsed_when_finished=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        RateColumn(),
        left,
    )
    hidden = not errors.is_terminal
    with Progress(
        *columns, console=errors, transient=True, disable=hidden, speed_estimate_period=60.0
    ) as progress:

        def step(title: str, total: int) -> Callable[[str], None]:
            task = progress.add_task(title, total=total)
            return lambda name: progress.update(task, advance=1, description=f"{title}: {name}")

        yield step


@contextmanager
def bar(title: str, total: int) -> Iterator[Callable[[str], None]]:
    """One progress bar; call what it gives with the name of each thing that is done."""
    with steps() as step:
        yield step(title, total)


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
    course = find_course()
    chosen = course.chosen(lessons or [])
    from grader.generate import count_exercises
    from grader.generate import generate as run

    with bar("keys", count_exercises(course, chosen)) as done:
        outcome = run(course, chosen, progress=done)
    for name in outcome.changed:
        console.print(f"wrote {name}", markup=False)
    stop_if(outcome.problems, "problem(s): nothing was written for those exercises")
    console.print(f"{len(chosen)} lessons: {len(outcome.changed) or 'no'} files changed")


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
    console.print(f"no shortfall in {len(rows)} exercises of {len(chosen)} lessons")


def _tell_shares(course: Course, chosen: list[str], *, by_exercise: bool) -> list[str]:
    """Print what people's answers are told, and hand back what falls short."""
    from grader.shares import Told, read_trials, rows_of, shares

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
                f"{lesson}: in the gradebook, {len(changed) or 'no'} files changed", markup=False
            )


@command
def bundle(
    lessons: Lessons = None,
    output: Annotated[Path, typer.Option("--output", "-o", help="The zip to write.")] = Path(
        "training-loop.zip"
    ),
) -> None:
    """Make the zip that students get: lessons, course_lib and half a page of README."""
    course = find_course()
    chosen = course.chosen(lessons or [])
    from grader.bundle import bundle as run

    count = run(course, chosen, output)
    console.print(f"wrote {output}: {count} files, {len(chosen)} lessons", markup=False)


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
        _write({ics: as_ics(root.name, dates)})


Student = Annotated[str | None, typer.Option("--student", help="Only this student's submissions.")]


@command
def autograde(
    lessons: Lessons = None,
    student: Student = None,
    workers: Annotated[
        int | None,
        typer.Option(
            "--workers", "-w", min=1, help="Workers: the cores here; on a cluster, its size."
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
) -> None:
    """Grade what was handed in, isolated and in parallel, and record it in nbgrader's gradebook.

    Works in any nbgrader course. What is graded already and has not changed is left alone, so a run
    that was stopped goes on where it was. After a check has changed, only submissions to its lesson
    are graded again, and a table says whose score changed and why.

    Example: grader autograde 05 --student ada
    """
    from grader.cluster import CLUSTER_WORKERS, executor_on
    from grader.limits import parse
    from grader.options import Options, start_workers

    root = find_root()
    options = Options(
        workers=workers or (CLUSTER_WORKERS if cluster else os.cpu_count()) or 1,
        force=force,
        require_isolation=require_isolation,
        stderr_costs=stderr_costs,
        start=executor_on(cluster) if cluster else None,
        asked=parse(limit or []),
    )
    with start_workers(options) as started:
        from grader.autograde import (  # imports nbgrader, while the first worker warms up
            Grading,
            choose,
        )
        from grader.regrade import Before

        with Grading(root, options, started) as grading:
            chosen = choose(grading, lessons or [], student)
            to_do = grading.to_do(chosen)
            here = (
                "isolation: each worker of the cluster finds its own"
                if cluster
                else str(grading.isolation)
            )
            console.print(here, markup=False, soft_wrap=True)
            for name, text in grading.other_limits(to_do).items():
                console.print(f"limits of {name}: {text}", markup=False, soft_wrap=True)
            console.print(f"{len(chosen)} submissions, {len(to_do)} to grade", markup=False)
            if dry_run:
                for one in to_do:
                    console.print(str(one), markup=False)
                stop_if(grading.left_over(student), "will not be graded")
                return
            for name, libraries in grading.missing_libraries(to_do).items():
                console.print(
                    f"{name} imports {', '.join(libraries)}, which this Python does not have:"
                    " install it here, or the cells that need it fail.",
                    markup=False,
                    soft_wrap=True,
                )
            before = Before(grading, to_do)
            problems, rungs = _grade(grading, to_do)
            print_changes(before.changes())
            if grading.settled:
                count = len(grading.settled)
                changed = f"{count} late {'penalty' if count == 1 else 'penalties'} changed"
                console.print(f"{changed}: term.toml", markup=False)
            problems += grading.left_over(student)
    if cluster and rungs:
        console.print(
            f"isolation: rung {' and '.join(map(str, sorted(rungs)))} on the cluster", markup=False
        )
    stop_if(problems, "not graded")


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


@command
def feedback(
    lessons: Lessons = None,
    student: Student = None,
    workers: Annotated[
        int | None, typer.Option("--workers", "-w", min=1, help="Processes: the cores here.")
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Make again what is there and has not changed.")
    ] = False,
) -> None:
    """Make each student's page: what to do next, points by exercise, what was found, comments.

    One HTML file for each notebook that has been graded, in feedback/, where nbgrader's
    release_feedback takes it from. Works in any nbgrader course.

    Example: grader feedback 05 --student ada
    """
    root = find_root()
    from grader.autograde import Grading, choose
    from grader.desk.feedback import make_pages
    from grader.options import Options

    with Grading(root, Options()) as grading:
        submissions = choose(grading, lessons or [], student)
    problems = []
    with bar("feedback", len(submissions)) as done:
        pages = make_pages(root, submissions, workers=workers or os.cpu_count() or 1, force=force)
        for submission, problem in pages:
            problems += [f"{submission}: {problem}"] if problem else []
            done(str(submission))
    console.print(f"{len(submissions) - len(problems)} pages in feedback/")
    stop_if(sorted(problems), "submission(s) without feedback; have they been graded?")


@command
def report(
    lessons: Lessons = None,
    output: Annotated[Path, typer.Option("--output", "-o", help="The page to write.")] = Path(
        "report.html"
    ),
    csv: Annotated[
        Path | None, typer.Option("--csv", help="Write every student's scores here too.")
    ] = None,
    json: Annotated[Path | None, typer.Option("--json", help="Write all data here too.")] = None,
) -> None:
    """Write a page on the class: scores, exercises, mistakes, a lecture, who needs a hand.

    It names students: it is for instructors alone. Works in any nbgrader course.

    Example: grader report 04 05 --csv scores.csv
    """
    root = find_root()
    from grader.desk.report import report as page
    from grader.desk.summary import summarise
    from grader.desk.tables import as_json, scores_as_csv

    data = _class_data(root, lessons, None)
    summary = summarise(data)
    files = {output: page(root.name, data, summary)}
    files |= {csv: scores_as_csv(data)} if csv else {}
    files |= {json: as_json(data, summary)} if json else {}
    _write(files)


@command
def why(
    student: Annotated[str, typer.Argument(help="The student, by the name of their folder.")],
    exercise: Annotated[str, typer.Argument(help="The exercise: mse_loss.")],
    lesson: Annotated[
        str | None, typer.Option("--lesson", help="Where two lessons have such an exercise.")
    ] = None,
) -> None:
    """Answer a student who disputes a mark: what was asked, what came back, what each part cost.

    Runs the submission once more. What it prints holds hidden cases: it is for instructors alone.

    Example: grader why ada mse_loss
    """
    root = find_root()
    from grader.autograde import Grading, choose
    from grader.desk.why import why as lines_on
    from grader.options import Options

    with Grading(root, Options()) as grading:
        submissions = choose(grading, [lesson] if lesson else [], student)
    for line in lines_on(root, submissions, exercise):
        console.print(line, markup=False, soft_wrap=True)


class System(StrEnum):
    """Where grades can go."""

    CANVAS = "canvas"
    MOODLE = "moodle"
    GRADESCOPE = "gradescope"
    CSV = "csv"


@command
def export(
    lessons: Lessons = None,
    to: Annotated[System, typer.Option("--to", help="The system that takes them.")] = System.CSV,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="The file; for several files, the folder."),
    ] = None,
    feedback: Annotated[
        bool,
        typer.Option("--feedback", help="The pages, as zips that canvas or moodle takes back."),
    ] = False,
) -> None:
    """Write grades as a learning management system imports them. docs/exports.md has the columns.

    Gradescope gets a results.json for each submission, every other system one CSV file. With
    --feedback, feedback pages instead: a zip for each lesson, under the names that `grader collect`
    read.

    Example: grader export 04 05 --to canvas
    """
    root = find_root()
    if feedback:
        _export_feedback(root, lessons or [], to, output)
        return
    from grader.collect.collect import canvas_numbers, course_roster
    from grader.desk.export import FORMATS

    data = _class_data(root, lessons, None)
    if to == System.CANVAS:
        data = replace(data, canvas=canvas_numbers(root, course_roster(root)))
    name = {System.GRADESCOPE: "gradescope", System.CSV: "grades.csv"}.get(to, f"grades-{to}.csv")
    place = output or Path(name)
    files = {place / path: text for path, text in FORMATS[to](data).items()}
    _write(files, quiet=to == System.GRADESCOPE)
    waiting = {(row.student, row.lesson) for row in data.rows if row.waits}
    if waiting:
        count = f"{len(waiting)} {'score waits' if len(waiting) == 1 else 'scores wait'}"
        errors.print(f"{count} for a person's mark: export again when it is there.", markup=False)
    stop_if(
        [f"{submission}: {why}" for submission, why in data.ungraded],
        "submission(s) without a grade: not exported",
    )


@command
def gradescope_zip(
    lesson: Annotated[str, typer.Argument(help="A released lesson, by name or number.")],
    output: Annotated[Path | None, typer.Option("--output", "-o", help="The zip to write.")] = None,
) -> None:
    """Make an autograder for Gradescope: the lesson with all that grades it.

    It holds the solution and the hidden cases: upload it under *Configure Autograder*, and show it
    to no student. Works in any nbgrader course.

    Example: grader gradescope-zip 05
    """
    root = find_root()
    from grader.autograde import released_lesson
    from grader.gradescope_zip import gradescope_zip as run

    name = released_lesson(root, lesson)
    target = output or Path(f"gradescope-{name}.zip")
    count = run(root, name, target)
    console.print(f"wrote {target}: {count} files", markup=False)


@command
def similar(
    lessons: Lessons = None,
    output: Annotated[Path, typer.Option("--output", "-o", help="The page to write.")] = Path(
        "similar.html"
    ),
) -> None:
    """Find pairs of students who share work that hardly anybody else has, side by side.

    Names, comments, layout and order make no difference; what the release gives and what many
    have is left out. It accuses nobody: docs/handbook.md says how to go on. For instructors alone.
    Works in any nbgrader course, on what has been graded.

    Example: grader similar 05
    """
    root = find_root()
    from grader.autograde import Grading, choose
    from grader.options import Options
    from grader.similar.similar import Class, page

    with Grading(root, Options()) as grading:
        submissions = choose(grading, lessons or [], None)
    students = Class(root)
    with bar("read", len(submissions)) as done:
        students.read(submissions, workers=os.cpu_count() or 1, done=done)
    by_lesson = students.pairs()
    table = Table("lesson", "students", "", "share", "rare parts", box=None, pad_edge=False)
    for lesson, those in by_lesson.items():
        for pair in those:
            first, second = Text(pair.first), Text(pair.second)
            table.add_row(lesson, first, second, f"{100 * pair.share:.0f} %", str(pair.shared))
    if by_lesson:
        console.print(table)
    console.print(f"{sum(map(len, by_lesson.values()))} pairs")
    _write({output: page(root.name, students.answers, by_lesson)})
    stop_if(sorted(students.unread), "submission(s) not read; have they been graded?")


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
    _write(files)
    console.print(f"{len(drawn)} questions, the answers at the end of the sheet")


def _export_feedback(root: Path, lessons: list[str], to: System, output: Path | None) -> None:
    """Write the zips of feedback pages for a system."""
    from grader.autograde import Grading, choose
    from grader.collect.collect import read_ledger
    from grader.desk.feedback_zips import NAMES, feedback_zips
    from grader.options import Options

    if to not in NAMES:
        raise CourseError(f"--feedback goes to {' or '.join(NAMES)}: {to} takes no such zip.")
    with Grading(root, Options()) as grading:
        submissions = choose(grading, lessons, None)
    zips = feedback_zips(root, submissions, read_ledger(root), to)
    place = output or Path(f"feedback-{to}")
    _write({place / name: data for name, data in zips.files.items()})
    console.print(f"{zips.pages} pages")
    stop_if(zips.left_out, "submission(s) in no zip")


def _class_data(root: Path, lessons: list[str] | None, student: str | None) -> ClassData:
    """What has been graded of some lessons, read with a progress bar."""
    from grader.autograde import Grading, choose
    from grader.desk.class_data import read_class
    from grader.options import Options

    with Grading(root, Options()) as grading:
        submissions = choose(grading, lessons or [], student)
    with bar("read", len(submissions)) as done:
        data = read_class(root, submissions, workers=os.cpu_count() or 1, done=done)
    if not data.entries:
        raise CourseError("Nothing has been graded yet: run `grader autograde` first.")
    term = None if lessons else read_term(root)
    return data if term is None else data.with_totals(term)


def _write(texts: Mapping[Path, str | bytes], *, quiet: bool = False) -> None:
    """Write files whole, and say so: of each, or `quiet`, of how many."""
    from grader.files import write_whole

    for path, text in texts.items():
        try:
            write_whole(path, text)
        except OSError as error:
            raise CourseError(f"{path} cannot be written: {error.strerror}") from error
        if not quiet:
            console.print(f"wrote {path}", markup=False, soft_wrap=True)
    if quiet:
        console.print(f"wrote {len(texts)} files", markup=False)


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
    from grader.demo import demo as run
    from grader.demo_report import print_outcome

    with steps() as step:
        outcome = run(course, folder, chosen, students=students, seed=seed, step=step)
    print_outcome(console, outcome)
    stop_if(outcome.robbed, "right answer(s) lost points")
