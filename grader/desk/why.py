"""``grader why``: what lies behind one mark, for the instructor whom a student asks."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.autograde import Grading
from grader.course import Course, CourseError
from grader.desk.graded import GradedExercise, GradedNotebook, read_report, source_of
from grader.desk.graded import mark_of as metadata_of
from grader.desk.submissions import GradedSubmission, graded_submissions, nothing
from grader.desk.templates import SIGNS, as_number
from grader.engine.gradebook.filing import Submission
from grader.engine.gradebook.handed_in import on_screen
from grader.engine.judging.examining import Examined, examine
from grader.engine.outside.processes import Processes, PutAside
from grader.options import Options, course_setup


@dataclass(frozen=True)
class _Place:
    """Where an exercise stands: in which report of which submission."""

    graded: GradedSubmission
    notebook: str
    report: GradedNotebook
    exercise: GradedExercise


def why(root: Path, submissions: Sequence[Submission], exercise: str) -> list[str]:
    """What lies behind a mark, as lines of text.

    Args:
        root: the course's folder.
        submissions: of one student.
        exercise: its name, or the ``grade_id`` of its test.

    Raises:
        CourseError: there is no such exercise, or it has not been graded.
    """
    place = _find(root, submissions, exercise)
    lines = [*_about(place), "", *_asked(place)]
    with Grading(root, Options()) as grading:
        tasks = grading.tasks(place.graded.submission)
    task = next((task for task in tasks if task.assigned.name == place.notebook), None)
    if task is None or place.exercise.cell not in task.assigned.exams:
        lines += ["", *_of_a_test_cell(place)]
    else:
        with Processes(1, nothing) as processes:
            setup = course_setup(Course(root))
            started = processes.submit(examine, task, setup, place.exercise.cell)
            try:
                examined = started.result()
            except (PutAside, MemoryError) as problem:
                examined = Examined(problem=f"put aside, because {problem}")
        lines += ["", *_examined(examined, place.exercise)]
    return [on_screen(line) for line in lines]


def _find(root: Path, submissions: Sequence[Submission], exercise: str) -> _Place:
    graded, ungraded = graded_submissions(root, submissions)
    names: list[str] = []
    for each in graded:
        for notebook, marks in each.marks.items():
            report = read_report(each.report(notebook), marks, each.hidden)
            for candidate in report.exercises:
                if exercise in (candidate.name, candidate.cell):
                    return _Place(each, notebook, report, candidate)
                names.append(candidate.name)
    for submission, problem in ungraded.items():
        if not graded:
            raise CourseError(f"{submission}: {problem}")
    near = difflib.get_close_matches(exercise, names, n=1)
    meant = f" Did you mean '{near[0]}'?" if near else f" There are: {', '.join(names)}."
    raise CourseError(f"No graded exercise is called '{exercise}'.{meant}")


def _about(place: _Place) -> Iterator[str]:
    mark = place.exercise.mark
    points = f"{as_number(mark.score)} of {as_number(mark.points)} points in the gradebook"
    by = ", marked by a person" if mark.by_person else ", waits for a person" if mark.waits else ""
    yield f"{place.graded.submission}: {place.exercise.name}: {points}{by}"
    if place.exercise.comment:
        yield f"Comment: {place.exercise.comment}"


def _asked(place: _Place) -> Iterator[str]:
    """The statement, which stands above the cell of the answer, and the answer."""
    yield "ASKED"
    statement = ""
    for cell in place.report.cells:
        if cell["cell_type"] == "markdown" and not metadata_of(cell):
            statement = source_of(cell)
        if source_of(cell) == place.exercise.answer:
            break
    yield from _indented(statement or "(there is no text above it)")
    yield from ("", "HANDED IN")
    yield from _indented(place.exercise.answer or "(nothing)")


def _examined(examined: Examined, exercise: GradedExercise) -> Iterator[str]:
    if examined.problem:
        yield f"It cannot be run again: {examined.problem}"
        return
    score = f"{as_number(examined.score)} of {as_number(examined.points)}"
    yield f"COST, when run again just now: {score} points"
    for name, state, cost in examined.costs:
        sign, words = SIGNS[state.name.lower()]
        lost = f", costs {as_number(cost)}" if cost else ""
        yield f"  {sign} {name}: {words}{lost}"
    if abs(examined.score - exercise.mark.score) > 0.005 and not exercise.mark.by_person:
        yield "  It differs from the gradebook: the check or the submission has changed since, or"
        yield "  the answer is not the same each time."
    yield from ("", "TOLD TO THE STUDENT")
    yield from (f"  {line}" for line in examined.told or ("(nothing)",))
    yield from ("", "EVERY CASE, with what was expected: for your eyes, the cases are hidden")
    for number, case in enumerate(examined.cases, 1):
        given, *outcome = case.lines
        yield f"  {number} {'✓' if case.right else '✗'} {case.aspect}: {given}"
        yield from (f"      {line}" for line in outcome)


def _of_a_test_cell(place: _Place) -> Iterator[str]:
    """An ordinary course's test, hidden parts included, and what it said."""
    cells = place.report.cells
    cell = next(one for one in cells if metadata_of(one).get("grade_id") == place.exercise.cell)
    yield "TESTED, hidden parts included: for your eyes"
    yield from _indented(source_of(cell))
    yield from ("", "IT SAID")
    errors = [one for one in cell.get("outputs", ()) if one["output_type"] == "error"]
    said = [f"{one.get('ename')}: {one.get('evalue')}" for one in errors] or ["(nothing)"]
    yield from (f"  {line}" for line in said)


def _indented(text: str) -> Iterator[str]:
    yield from (f"  {line}" for line in text.splitlines())
