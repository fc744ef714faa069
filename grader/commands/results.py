"""What follows a grade: pages, answers to questions, other systems."""

from __future__ import annotations

import os
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table
from rich.text import Text

from grader.commands.app import Lessons, Student, verbs
from grader.commands.terminal import bar, console, errors, stop_if, write_files
from grader.course import CourseError, find_root
from grader.first_look import look, look_for_lessons
from grader.term.reading import read_term

if TYPE_CHECKING:
    from grader.desk.class_data import ClassData
    from grader.engine.gradebook.filing import Submission

command = verbs("Results")


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
    submissions = _chosen(root, lessons, student)
    from grader.desk.feedback import make_pages

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
    data = _class_data(root, lessons, None)
    from grader.desk.report import report as page
    from grader.desk.summary import summarise
    from grader.desk.tables import as_json, scores_as_csv

    summary = summarise(data)
    files = {output: page(root.name, data, summary)}
    files |= {csv: scores_as_csv(data)} if csv else {}
    files |= {json: as_json(data, summary)} if json else {}
    write_files(files)


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
    submissions = _chosen(root, [lesson] if lesson else None, student)
    from grader.desk.why import why as lines_on

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
    data = _class_data(root, lessons, None)
    from grader.collect.collect import canvas_numbers, course_roster
    from grader.desk.export import FORMATS

    if to == System.CANVAS:
        data = replace(data, canvas=canvas_numbers(root, course_roster(root)))
    name = {System.GRADESCOPE: "gradescope", System.CSV: "grades.csv"}.get(to, f"grades-{to}.csv")
    place = output or Path(name)
    files = {place / path: text for path, text in FORMATS[to](data).items()}
    write_files(files, quiet=to == System.GRADESCOPE)
    waiting = {(row.student, row.lesson) for row in data.rows if row.waits}
    if waiting:
        count = f"{len(waiting)} {'score waits' if len(waiting) == 1 else 'scores wait'}"
        errors.print(f"{count} for a person's mark: export again when it is there.", markup=False)
    stop_if(
        [f"{submission}: {why}" for submission, why in data.ungraded],
        "submission(s) without a grade: not exported",
    )


def _export_feedback(root: Path, lessons: list[str], to: System, output: Path | None) -> None:
    """Write the zips of feedback pages for a system."""
    from grader.collect.collect import read_ledger
    from grader.desk.feedback_zips import NAMES, feedback_zips

    if to not in NAMES:
        raise CourseError(f"--feedback goes to {' or '.join(NAMES)}: {to} takes no such zip.")
    submissions = _chosen(root, lessons)
    zips = feedback_zips(root, submissions, read_ledger(root), to)
    place = output or Path(f"feedback-{to}")
    write_files({place / name: data for name, data in zips.files.items()})
    console.print(f"{zips.pages} pages")
    stop_if(zips.left_out, "submission(s) in no zip")


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
    look_for_lessons(root, [lesson])
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
    submissions = _chosen(root, lessons)
    from grader.similar.similar import Class, page

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
    write_files({output: page(root.name, students.answers, by_lesson)})
    stop_if(sorted(students.unread), "submission(s) not read; have they been graded?")


def _chosen(root: Path, lessons: list[str] | None, student: str | None = None) -> list[Submission]:
    """The submissions meant on the command line, after a first look that imports nothing slow."""
    look(root, lessons or [], student)
    from grader.autograde import Grading, choose
    from grader.options import Options

    with Grading(root, Options()) as grading:
        return choose(grading, lessons or [], student)


def _class_data(root: Path, lessons: list[str] | None, student: str | None) -> ClassData:
    """What has been graded of some lessons, read with a progress bar."""
    submissions = _chosen(root, lessons, student)
    from grader.desk.class_data import read_class

    with bar("read", len(submissions)) as done:
        data = read_class(root, submissions, workers=os.cpu_count() or 1, done=done)
    if not data.entries:
        raise CourseError("Nothing has been graded yet: run `grader autograde` first.")
    term = None if lessons else read_term(root)
    return data if term is None else data.with_totals(term)
