"""What checks say to answers that people gave: shares of what is accepted, named, explained or only
refused.

``tests/trials/`` holds those answers, each with whether it is right; nobody who wrote one of them
knew what the checks know.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from course_lib.checking.asked.exercise import REGISTRY, VISIBLE_SEED
from course_lib.checking.check import visible
from course_lib.checking.deciding import not_judged, verdict_on
from course_lib.checking.diagnosing.explain import UNKNOWN
from course_lib.checking.diagnosing.finding import Ground
from course_lib.checking.diagnosing.source import source_findings
from course_lib.checking.running.observe import Ended, Observation
from course_lib.checking.verdict import Verdict
from grader.course import Course
from grader.reference import Reference, read_reference
from grader.trial_runs import Run, observers, submit


@dataclass(frozen=True)
class Trial:
    """An answer that somebody gave.

    Attributes:
        lesson: the folder name.
        name: the exercise.
        title: what the answer does, in a few words.
        right: whether it is.
        pre: source that stands before it in its cell.
        code: its source.
    """

    lesson: str
    name: str
    title: str
    right: bool
    pre: str
    code: str

    @property
    def source(self) -> str:
        """The cell as a whole."""
        return f"{self.pre}\n{self.code}"


class Told(StrEnum):
    """What a verdict is to the author of an answer; an exception that leaves one reading is named,
    and another explained.
    """

    ACCEPTED = "accepted"
    NAMED = "named"
    CLUE = "clue"
    EXCEPTION = "exception"
    UNEXPLAINED = "unexplained"


@dataclass
class Shares:
    """How many answers were told what.

    Attributes:
        label: an exercise or a lesson.
        right: right answers.
        right_accepted: those that earn all points.
        wrong: wrong answers by what they are told.
        shortfalls: sentences about right answers that lose points.
    """

    label: str
    right: int = 0
    right_accepted: int = 0
    wrong: Counter[Told] = field(default_factory=Counter)
    shortfalls: list[str] = field(default_factory=list)

    def add(self, trial: Trial, verdict: Verdict) -> None:
        """Count one answer."""
        if not trial.right:
            self.wrong[told(verdict)] += 1
            return
        self.right += 1
        self.right_accepted += verdict.passed
        if not verdict.passed:
            self.shortfalls.append(
                f"{trial.name}: '{trial.title}' is right but earns {verdict.score:g} of "
                f"{verdict.points:g}."
            )

    def share(self, what: Told) -> float:
        """The share of the wrong answers that are told so; 0 without any."""
        return self.wrong[what] / max(1, self.wrong.total())


def told(verdict: Verdict) -> Told:
    """What a verdict is to the author of an answer: its first finding decides."""
    if verdict.passed:
        return Told.ACCEPTED
    if not verdict.findings:
        return Told.EXCEPTION if verdict.note else Told.UNEXPLAINED
    first = verdict.findings[0]
    if first.ground == Ground.MISTAKE:
        return Told.NAMED
    if first.ground == Ground.NOTHING or first.think == UNKNOWN:
        return Told.UNEXPLAINED
    return Told.EXCEPTION if first.ground == Ground.EXCEPTION else Told.CLUE


def together(label: str, parts: Iterable[Shares]) -> Shares:
    """Several shares as one."""
    whole = Shares(label)
    for part in parts:
        whole.right += part.right
        whole.right_accepted += part.right_accepted
        whole.wrong += part.wrong
        whole.shortfalls += part.shortfalls
    return whole


def read_trials(course: Course, lessons: Sequence[str]) -> list[Trial]:
    """The answers to the exercises of lessons, each source once; nothing where none are kept."""
    answers: dict[tuple[str, str], Trial] = {}
    for path in sorted(course.trials.glob("*.json")):
        for entry in json.loads(path.read_text(encoding="utf-8")):
            trial = Trial(**entry)
            if trial.lesson in lessons:
                answers.setdefault((trial.name, trial.source), trial)
    return sorted(answers.values(), key=lambda trial: (trial.lesson, trial.name))


def shares(
    course: Course,
    trials: Sequence[Trial],
    *,
    progress: Callable[[str], None] = lambda name: None,
    workers: int | None = None,
) -> list[tuple[str, Shares]]:
    """Judge answers as a notebook would, and count what each exercise tells; with its lesson.

    Args:
        course: where the lessons are.
        trials: the answers, those to one exercise in a row.
        progress: hears the name of the exercise at each answer.
        workers: child processes; ``None`` takes a core each.
    """
    by_exercise: dict[tuple[str, str], Shares] = {}
    for trial, verdict in _verdicts(course, trials, workers):
        counted = by_exercise.setdefault((trial.lesson, trial.name), Shares(trial.name))
        counted.add(trial, verdict)
        progress(trial.name)
    return [(lesson, counted) for (lesson, _), counted in by_exercise.items()]


def rows_of(counted: Sequence[tuple[str, Shares]], *, by_exercise: bool) -> list[Shares]:
    """The rows of a table: the exercises or the lessons, and below them all together."""
    lessons: dict[str, list[Shares]] = {}
    for lesson, part in counted:
        lessons.setdefault(lesson, []).append(part)
    parts = [part for _, part in counted]
    by_lesson = [together(lesson, part) for lesson, part in lessons.items()]
    return [*(parts if by_exercise else by_lesson), together("all", parts)]


CHUNK = 8


def _verdicts(
    course: Course, trials: Sequence[Trial], workers: int | None
) -> Iterator[tuple[Trial, Verdict]]:
    references = {lesson: read_reference(course, lesson) for lesson in {t.lesson for t in trials}}
    chunks = [trials[i : i + CHUNK] for i in range(0, len(trials), CHUNK)]
    with observers(course, workers) as pool:
        waiting = [
            submit(pool, [_run(references[trial.lesson], trial) for trial in chunk])
            for chunk in chunks
        ]
        for chunk, future in zip(chunks, waiting, strict=True):
            for trial, observations in zip(chunk, future.result(), strict=True):
                yield trial, _verdict(trial, observations)


def _run(reference: Reference, trial: Trial) -> Run:
    sources = reference.sources(**{trial.name: trial.source})
    return Run(trial.name, sources, VISIBLE_SEED, mutant=True)


def _verdict(trial: Trial, observations: list[Observation]) -> Verdict:
    exercise = REGISTRY[trial.name]
    cases, key = visible(trial.name)
    stop = observations[0].raised
    if stop is not None and stop.kind == Ended.NOT_DEFINED:
        return not_judged(trial.name, stop.message, key.points)
    return verdict_on(
        exercise,
        cases,
        observations,
        key,
        read=lambda: source_findings(exercise, trial.source),
    )
