"""Build keys: run the reference and every mistake on a seed's cases; refuse what the cases cannot
tell apart.
"""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field

import course_lib.exercises  # noqa: F401  fills the registry
from course_lib.checking.asked.case import Case
from course_lib.checking.asked.exercise import REGISTRY, VISIBLE_SEED, Exercise
from course_lib.checking.judging.judge import agree, with_facts
from course_lib.checking.judging.keys import Key, Told, WrongAnswer, fingerprint
from course_lib.checking.running.observe import Observation
from course_lib.checking.verdict import verdict_on
from grader.course import Course, lesson_module
from grader.mistakes import MISTAKES, EditFails, Mistake, keeps, load
from grader.reference import Reference, read_reference
from grader.trial_runs import Run, observers, submit

OnDone = Callable[[str], None]


@dataclass
class Built:
    """A key, and what the build refuses about it: each problem is a sentence."""

    key: Key
    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Plan:
    exercise: Exercise
    points: float
    mistakes: list[tuple[Mistake, ...]]
    runs: list[Run]
    problems: list[str]


def build(
    course: Course,
    lessons: Sequence[str],
    seed: int = VISIBLE_SEED,
    *,
    progress: OnDone = lambda name: None,
    workers: int | None = None,
) -> dict[str, Built]:
    """Build the keys of lessons, by exercise.

    Args:
        course: where the solutions are.
        lessons: folder names.
        seed: of the cases; the published one, or the instructor's hidden one.
        progress: called with the name of each exercise that is done.
        workers: child processes; ``None`` takes a core each.
    """
    with observers(workers) as pool:
        plans = [plan for lesson in lessons for plan in _plans(course, lesson, seed)]
        waiting = [(plan, _start(pool, plan)) for plan in plans]
        built = {}
        for plan, parts in waiting:
            built[plan.exercise.name] = _finish(
                plan, [one for part in parts for one in part.result()], seed
            )
            progress(plan.exercise.name)
    return built


def exercises_of(reference: Reference) -> list[Exercise]:
    """The exercises of a lesson in the order of its notebook."""
    return [REGISTRY[name] for name in reference.solutions if name in REGISTRY]


def mistaken_sources(reference: Reference, name: str, made: tuple[Mistake, ...]) -> tuple[str, ...]:
    """The lesson's cells with the exercise's solution bent by one mistake, or by several at once.

    Raises:
        EditFails: an edit does not fit.
    """
    source = reference.solutions[name]
    for mistake in made:
        source = mistake.applied_to(source)
    return reference.sources(**{name: source})


def _plans(course: Course, lesson: str, seed: int) -> list[_Plan]:
    load(lesson_module(lesson))
    reference = read_reference(course, lesson)
    return [_plan(reference, exercise, seed) for exercise in exercises_of(reference)]


def _plan(reference: Reference, exercise: Exercise, seed: int) -> _Plan:
    name, problems = exercise.name, []
    listed = MISTAKES.get(name, [])
    pairs = [
        order
        for pair in itertools.combinations(listed[:COMMON], 2)
        if not exercise.has_facts and not any(m.endless or m.instead for m in pair)
        if (order := _order(reference.solutions[name], *pair))
    ]
    runs, made = [Run(name, reference.sources(), seed)] * 2, []
    for several in [*((mistake,) for mistake in listed), *pairs]:
        try:
            sources = mistaken_sources(reference, name, several)
        except EditFails as error:
            problems.append(str(error))
            continue
        made.append(several)
        runs.append(Run(name, sources, seed, endless=several[0].endless))
    return _Plan(exercise, reference.points.get(name, 0.0), made, runs, problems)


def _order(source: str, first: Mistake, second: Mistake) -> tuple[Mistake, Mistake] | None:
    """The order in which two mistakes can both be made; ``None`` where they change the same
    text.
    """
    for one, other in (first, second), (second, first):
        if keeps(source, one, other):
            with contextlib.suppress(EditFails):
                other.applied_to(one.applied_to(source))
                return one, other
    return None


UNNAMED = "is caught but not named"
CHUNK = 12
COMMON = 20
"""Pairs are composed of so many mistakes of an exercise: authors list the common ones first."""


def _start(pool: ProcessPoolExecutor, plan: _Plan) -> list[Future[list[list[Observation]]]]:
    return [submit(pool, plan.runs[i : i + CHUNK]) for i in range(0, len(plan.runs), CHUNK)]


def _finish(plan: _Plan, seen: list[list[Observation]], seed: int) -> Built:
    exercise, problems = plan.exercise, list(plan.problems)
    cases = exercise.cases(seed)
    expected, again = (with_facts(exercise, cases, one) for one in seen[:2])
    problems += _unstable(exercise, cases, expected, again)
    if len(expected) < len(cases):
        return Built(Key(exercise.name, plan.points, fingerprint(cases), expected, []), problems)
    singles: list[WrongAnswer] = []
    pairs: list[WrongAnswer] = []
    for made, raw in zip(plan.mistakes, seen[2:], strict=True):
        told = tuple(Told(mistake.name, mistake.did, mistake.think) for mistake in made)
        (singles if len(made) == 1 else pairs).append(
            WrongAnswer(told, with_facts(exercise, cases, raw))
        )
    distinct = _new_behaviours(cases, expected, singles, pairs)
    key = Key(exercise.name, plan.points, fingerprint(cases), expected, [*singles, *distinct])
    raw_by_name = {
        made[0].name: raw
        for made, raw in zip(plan.mistakes, seen[2:], strict=True)
        if len(made) == 1
    }
    problems += [_unnamed(exercise, cases, key, name, raw) for name, raw in raw_by_name.items()]
    if plan.points <= 0:
        problems.append(f"{exercise.name}: its check cell carries no points.")
    return Built(key, [problem for problem in problems if problem])


def _unstable(
    exercise: Exercise,
    cases: Sequence[Case],
    one: Sequence[Observation],
    other: Sequence[Observation],
) -> list[str]:
    if len(one) < len(cases) or not all(seen.again and not seen.changed for seen in one):
        why = next((f" ({seen.raised})" for seen in one if seen.raised), "")
        return [
            f"{exercise.name}: the reference does not finish, changes its arguments, or answers"
            f" twice differently{why}."
        ]
    return (
        [] if alike(cases, one, other) else [f"{exercise.name}: two runs of the reference differ."]
    )


def _unnamed(
    exercise: Exercise, cases: list[Case], key: Key, name: str, raw: list[Observation]
) -> str:
    verdict = verdict_on(exercise, cases, raw, key)
    if verdict.passed:
        return (
            f"{exercise.name}: the mistake '{name}' earns all points: no case tells it from the"
            " reference."
        )
    if [finding.mistake for finding in verdict.findings] != [name]:
        twin = [
            wrong.mistakes[0].name
            for wrong in key.wrong_answers
            if alike(cases, wrong.observations, with_facts(exercise, cases, raw))
        ]
        others = ", ".join(f"'{other}'" for other in twin if other != name)
        return f"{exercise.name}: the mistake '{name}' {UNNAMED}" + (
            f"; it looks like {others}." if others else "."
        )
    return ""


def costly(built: Built) -> list[str]:
    """The problems of a build that would cost points: not those that only leave a mistake unnamed
    on a seed.
    """
    return [problem for problem in built.problems if UNNAMED not in problem]


def alike(cases: Sequence[Case], one: Sequence[Observation], other: Sequence[Observation]) -> bool:
    """Whether two answers cannot be told apart on the cases."""
    pairs = zip(cases, one, other, strict=False)
    return len(one) == len(other) and all(agree(case, left, right) for case, left, right in pairs)


def _new_behaviours(
    cases: list[Case],
    expected: list[Observation],
    singles: list[WrongAnswer],
    pairs: list[WrongAnswer],
) -> list[WrongAnswer]:
    """The pairs that look like nothing else, neither right nor one mistake nor another pair, and
    answer with values.
    """
    known = [expected, *(wrong.observations for wrong in singles)]
    answers = [pair for pair in pairs if any(one.raised is None for one in pair.observations)]
    new = [
        pair for pair in answers if not any(alike(cases, pair.observations, seen) for seen in known)
    ]
    return [
        pair
        for pair in new
        if sum(alike(cases, pair.observations, other.observations) for other in new) == 1
    ]
