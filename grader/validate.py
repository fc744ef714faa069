"""``grader validate``: mutation testing of our own checks, a row an exercise."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field, replace

from course_lib.checking.asked.exercise import VISIBLE_SEED, Exercise, asked_signature
from course_lib.checking.deciding import verdict_on
from course_lib.checking.judging.judge import with_facts
from course_lib.checking.judging.keys import Key, fingerprint
from course_lib.checking.running.observe import Observation
from course_lib.checking.verdict import Verdict
from grader.build import build, exercises_of
from grader.course import Course
from grader.hard_coding import learnt
from grader.key_making import Built
from grader.mistakes import EQUIVALENT, MISTAKES
from grader.mutants import Mutant, is_listed, mutants
from grader.reference import Reference, read_reference
from grader.release_source import student_sources
from grader.trial_runs import Run, cases_of, observers, submit
from grader.variants import read_variants

MUTANTS = 12
"""So many an exercise, unless all are asked for."""


@dataclass(frozen=True)
class Effort:
    """How much is tried: seeds for false alarms, mutants an exercise (``None``: all), and builds on
    further seeds.
    """

    seeds: int = 20
    mutants: int | None = MUTANTS
    builds: int = 0

    def on(self, exercise: Exercise) -> Effort:
        """The effort for one exercise: a tenth of the seeds and few mutants where a run takes
        seconds.
        """
        if not exercise.heavy:
            return self
        return replace(self, seeds=self.seeds // 10, mutants=min(self.mutants or MUTANTS, MUTANTS))


FULL = Effort(seeds=200, mutants=None, builds=3)


@dataclass
class Row:
    """What validating one exercise showed. ``shortfalls`` are sentences; without any the checks
    hold.
    """

    lesson: str
    exercise: str
    cases: int = 0
    mistakes: int = 0
    named: int = 0
    variants: int = 0
    accepted: int = 0
    trivial: int = 0
    seeds: int = 0
    mutants: int = 0
    equivalent: int = 0
    shortfalls: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Answer:
    """One answer to run beside the reference, and how its verdict shows in the row."""

    kind: str
    label: str
    run: Run


def validate(
    course: Course,
    lessons: Sequence[str],
    effort: Effort,
    *,
    progress: Callable[[str], None] = lambda name: None,
    workers: int | None = None,
    built: dict[str, Built] | None = None,
) -> list[Row]:
    """Validate the exercises of lessons.

    Args:
        course: where they are.
        lessons: folder names.
        effort: how much is tried.
        progress: hears the name of each exercise that is done.
        workers: child processes; ``None`` takes a core each.
        built: the keys of these lessons, where they have been built already.
    """
    built = built or build(course, lessons, workers=workers)
    elsewhere = [
        build(course, lessons, VISIBLE_SEED + 1 + i, workers=workers) for i in range(effort.builds)
    ]
    rows = []
    with observers(course, workers) as pool:
        waiting = []
        for lesson in lessons:
            reference = read_reference(course, lesson)
            for exercise in exercises_of(reference):
                answers = list(_answers(course, reference, exercise, effort.on(exercise)))
                waiting.append((lesson, reference, exercise, answers, _start(pool, answers)))
        for lesson, reference, exercise, answers, futures in waiting:
            seen = [one for future in futures for one in future.result()]
            rows.append(
                _row(
                    lesson,
                    reference,
                    exercise,
                    built[exercise.name],
                    list(zip(answers, seen, strict=True)),
                )
            )
            rows[-1].shortfalls += [
                f"On another seed, {p}" for one in elsewhere for p in one[exercise.name].costly
            ]
            progress(exercise.name)
    return rows


CHUNK = 16


def _start(
    pool: ProcessPoolExecutor, answers: list[_Answer]
) -> list[Future[list[list[Observation]]]]:
    runs = [answer.run for answer in answers]
    return [submit(pool, runs[i : i + CHUNK]) for i in range(0, len(runs), CHUNK)]


def _answers(
    course: Course, reference: Reference, exercise: Exercise, effort: Effort
) -> Iterator[_Answer]:
    name, sources = exercise.name, reference.sources()
    yield _Answer("right", "the reference", Run(name, sources, VISIBLE_SEED))
    variants = variant_sources(course, reference.lesson, name)
    for label, source in variants.items():
        yield _Answer("variant", label, Run(name, (source,), VISIBLE_SEED))
    for label, source in trivial_sources(exercise).items():
        yield _Answer("trivial", label, Run(name, (reference.imports, source), VISIBLE_SEED))
    yield _Answer(
        "trivial",
        "the untouched notebook",
        Run(name, student_sources(course, reference.lesson), VISIBLE_SEED),
    )
    styles = [sources, *((source,) for source in variants.values())]
    for i in range(effort.seeds):
        yield _Answer("seed expected", str(i), Run(name, sources, i))
        yield _Answer("seed", str(i), Run(name, styles[i % len(styles)], i))
    if exercise.choices or exercise.open_design:
        # any choice is right, and any design that reaches the figure: a mutant that does is no gap
        return
    for mutant in _sampled(mutants(reference.solutions[name]), effort.mutants, name):
        bent = reference.sources(**{name: mutant.source})
        yield _Answer(
            "mutant", f"{mutant.old} → {mutant.new}", Run(name, bent, VISIBLE_SEED, mutant=True)
        )


def _sampled(all_of_them: list[Mutant], most: int | None, name: str) -> list[Mutant]:
    if most is None or len(all_of_them) <= most:
        return all_of_them
    return random.Random(name).sample(all_of_them, most)


def variant_sources(course: Course, lesson: str, name: str) -> dict[str, str]:
    """The right variants of an exercise: each a module's source that ends by giving the variant its
    name.
    """
    module, mine = read_variants(course, lesson, name)
    return {variant: f"{module}\n\n{name} = {variant}\n" for variant in mine}


def trivial_sources(exercise: Exercise) -> dict[str, str]:
    """Answers that must earn nothing: ``None``, ``0.0`` and each argument handed back."""
    name = exercise.name
    if exercise.choices:
        return {
            "None": f"{name} = None",
            "0.0": f"{name} = 0.0",
            "the placeholder": f'{name} = "..."',
        }
    answers = {
        value: f"def {name}(*args, **kwargs):\n    return {value}" for value in ("None", "0.0")
    }
    parameters = asked_signature(exercise.signature).parameters.values()
    for i, one in enumerate(parameters):
        back = f"kwargs[{one.name!r}]" if one.kind is one.KEYWORD_ONLY else f"args[{i}]"
        answers[f"{one.name} handed back"] = f"def {name}(*args, **kwargs):\n    return {back}"
    return answers


def _row(
    lesson: str,
    reference: Reference,
    exercise: Exercise,
    built: Built,
    seen: list[tuple[_Answer, list[Observation]]],
) -> Row:
    name = exercise.name
    cases = cases_of(exercise, VISIBLE_SEED)
    row = Row(lesson, name, cases=len(cases), shortfalls=list(built.problems))
    row.mistakes = len(MISTAKES.get(name, []))
    row.named = row.mistakes - sum("mistake '" in problem for problem in built.problems)
    if built.refused:  # what stands on such a key says nothing
        return row
    expected: list[Observation] = []
    right: list[Observation] = []
    for answer, observed in seen:
        if answer.kind == "seed expected":
            expected = observed
            row.shortfalls += learnt(
                exercise, right, _right_on(exercise, answer.run.seed, expected)
            )
        elif answer.kind == "seed":
            _add_seed(row, exercise, answer, expected, observed)
        else:
            right = observed if answer.kind == "right" else right
            _add(row, reference, answer, verdict_on(exercise, cases, observed, built.key))
    if not exercise.choices:
        row.shortfalls += _missing(row)
    return row


def _add(row: Row, reference: Reference, answer: _Answer, verdict: Verdict) -> None:
    if answer.kind == "right" and not verdict.passed:
        row.shortfalls.append(
            f"{row.exercise}: the reference earns {verdict.score:g} of {verdict.points:g}."
        )
    elif answer.kind == "variant":
        row.variants += 1
        row.accepted += verdict.passed
        if not verdict.passed:
            why = verdict.findings[0].did if verdict.findings else verdict.note or "an aspect fails"
            row.shortfalls.append(
                f"{answer.label} is right but earns {verdict.score:g} of {verdict.points:g}: {why}"
            )
    elif answer.kind == "trivial":
        row.trivial += 1
        if verdict.score:
            row.shortfalls.append(
                f"{row.exercise}: {answer.label} earns {verdict.score:g}; it must earn 0."
            )
    elif answer.kind == "mutant":
        _add_mutant(row, reference, answer, verdict)


def _add_mutant(row: Row, reference: Reference, answer: _Answer, verdict: Verdict) -> None:
    row.mutants += 1
    if not verdict.passed:
        return
    source = reference.solutions[row.exercise]
    mutant = Mutant(
        "", "", dict(zip(reference.solutions, answer.run.sources[1:], strict=True))[row.exercise]
    )
    if is_listed(mutant, source, EQUIVALENT.get(row.exercise, [])):
        row.equivalent += 1
    else:
        row.shortfalls.append(
            f"{row.exercise}: the mutant '{answer.label}' survives: no case tells it from the"
            " reference."
        )


def _add_seed(
    row: Row,
    exercise: Exercise,
    answer: _Answer,
    expected: list[Observation],
    observed: list[Observation],
) -> None:
    row.seeds += 1
    cases = cases_of(exercise, answer.run.seed)
    key = _right_on(exercise, answer.run.seed, expected)
    if len(expected) < len(cases) or not verdict_on(exercise, cases, observed, key).passed:
        row.shortfalls.append(
            f"{exercise.name}: a right answer loses points on the cases of seed {answer.label}."
        )


def _right_on(exercise: Exercise, seed: int, seen: list[Observation]) -> Key:
    """A key of what is right alone, on the cases of a seed."""
    cases = cases_of(exercise, seed)
    expected = with_facts(exercise, cases, seen)
    return Key(exercise.name, 1.0, seed, fingerprint(cases), expected, [])


def _missing(row: Row) -> list[str]:
    return [
        f"{row.exercise}: {what}."
        for what, count in (
            ("no mistakes are listed", row.mistakes),
            ("no right variants", row.variants),
        )
        if not count
    ]
