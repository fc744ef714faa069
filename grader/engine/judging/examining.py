"""One exercise of a submission in full, for an instructor's eyes: every case with what was
expected, and what each aspect cost. Nothing of it is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from nbgrader import utils

from course_lib.checking.judging.aspects import State, costs
from course_lib.checking.judging.judge import Answer
from course_lib.checking.telling.example import case_lines
from grader.engine.documents.reading import Unreadable
from grader.engine.documents.repair import repair
from grader.engine.judging.marking import run_on
from grader.engine.judging.opened import opened
from grader.engine.judging.task import Task
from grader.engine.outside import stages
from grader.engine.outside.warm_process import Setup

_SECONDS = 60.0
"""To judge one exercise."""


@dataclass(frozen=True)
class ExaminedCase:
    """A case: what it is about, whether the answer is right on it, and lines on what went in, what
    came back and what was expected.
    """

    aspect: str
    right: bool
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Examined:
    """An exercise of a submission in full.

    Attributes:
        score: by today's check.
        points: what it is worth.
        costs: aspects with their state and the points that each costs.
        told: what the student is told, line by line.
        cases: every hidden case, in order.
        problem: why there is nothing to show, if so.
    """

    score: float = 0.0
    points: float = 0.0
    costs: tuple[tuple[str, State, float], ...] = ()
    told: tuple[str, ...] = ()
    cases: tuple[ExaminedCase, ...] = ()
    problem: str = ""


def examine(task: Task, setup: Setup, grade_id: str) -> Examined:
    """Run a submission once more, and look at one of its exercises.

    Args:
        task: the submission.
        setup: how the sandbox is set up.
        grade_id: of the check's cell.
    """
    lesson = opened(task.assigned)
    try:
        repaired = repair(task.data, lesson.source)
    except Unreadable as problem:
        return Examined(problem=str(problem))
    outcome = run_on(task, repaired, lesson, setup)
    if outcome.fault:
        return Examined(problem=f"the grader failed: {outcome.fault}")
    stages.begin("judging", _SECONDS)
    judge = lesson.judges[grade_id]
    ids = {
        cell.id: cell.metadata.nbgrader.grade_id
        for cell in repaired.notebook.cells
        if utils.is_grade(cell)
    }
    written = {
        cell.metadata.nbgrader.grade_id: cell.source
        for cell in repaired.notebook.cells
        if utils.is_solution(cell)
    }
    observed = next(cell for cell in outcome.observations if ids.get(cell.id) == grade_id)
    verdict = judge.verdict(observed, written.get(judge.exercise.name, ""))
    answer = judge.answer(observed)
    cases = [] if answer is None else [*_cases(answer)]
    sentences = [verdict.note, *(finding.did for finding in verdict.findings), *verdict.example]
    priced = costs(verdict.aspects, verdict.points)
    return Examined(
        verdict.score,
        verdict.points,
        tuple((aspect.name, aspect.state, cost) for aspect, cost in priced),
        tuple(filter(None, sentences)),
        tuple(cases),
    )


def _cases(answer: Answer) -> Iterator[ExaminedCase]:
    for place, (case, judged) in enumerate(zip(answer.cases, answer.judged, strict=True)):
        given, *outcome = case_lines(answer, place, visible=True)
        raised = judged.observation.raised
        if raised is not None:
            outcome = [f"it ended with {raised.kind}", *outcome]
        lines = (given,) if judged.right else (given, *outcome)
        yield ExaminedCase(case.aspect, judged.right, lines)
