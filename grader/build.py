"""Build keys: run the reference and every mistake on a seed's cases; refuse what the cases cannot
tell apart.
"""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass

from course_lib.checking.asked.exercise import REGISTRY, VISIBLE_SEED, Exercise
from course_lib.checking.running.observe import Observation
from grader.belonging import check_belonging
from grader.course import Course
from grader.key_making import Built, Plan, make_key
from grader.key_store import KeyStore, code_digest, key_digest
from grader.mistakes import MISTAKES, EditFails, Mistake, keeps, load
from grader.mistakes.families import family
from grader.reference import Reference, read_reference
from grader.trial_runs import Run, observers, submit

OnDone = Callable[[str], None]


def build(
    course: Course,
    lessons: Sequence[str],
    seed: int = VISIBLE_SEED,
    *,
    only: Collection[str] | None = None,
    progress: OnDone = lambda name: None,
    workers: int | None = None,
) -> dict[str, Built]:
    """Build the keys of lessons, by exercise; those that were built before from the same are taken
    from the course's store.

    Args:
        course: where the solutions are.
        lessons: folder names.
        seed: of the cases; the published one, or the instructor's hidden one.
        only: names of exercises; ``None`` takes all of these lessons.
        progress: called with the name of each exercise that is done.
        workers: child processes; ``None`` takes a core each.
    """
    course.ask()
    store, wanted = KeyStore(course), list(_wanted(course, lessons, seed, only))
    built: dict[str, Built] = {}
    for key in wanted:
        if known := store.get(key.digest):
            built[key.name] = known
            progress(key.name)
    missing = [key for key in wanted if key.name not in built]
    for key, made in _build(course, missing, seed, workers):
        built[key.name] = store.put(key.digest, made)
        progress(key.name)
    store.tidy()
    return {key.name: built[key.name] for key in wanted}


@dataclass(frozen=True)
class _Wanted:
    """The key of an exercise that is wanted, and a digest of all that it is made from."""

    reference: Reference
    exercise: Exercise
    digest: str

    @property
    def name(self) -> str:
        return self.exercise.name


def _wanted(
    course: Course, lessons: Sequence[str], seed: int, only: Collection[str] | None
) -> Iterator[_Wanted]:
    for lesson in lessons:
        load(course, lesson)
        reference = read_reference(course, lesson)
        check_belonging(course, reference, seed)
        code = code_digest(course, lesson)
        for exercise in exercises_of(reference):
            if only is None or exercise.name in only:
                digest = key_digest(reference, exercise, seed, code)
                yield _Wanted(reference, exercise, digest)


def _build(
    course: Course, wanted: list[_Wanted], seed: int, workers: int | None
) -> Iterator[tuple[_Wanted, Built]]:
    """Build keys in child processes, which are started where there is something to build."""
    if not wanted:
        return
    with observers(course, workers) as pool:
        plans = [_plan(key.reference, key.exercise, seed) for key in wanted]
        waiting = [(plan, _start(pool, plan)) for plan in plans]
        for key, (plan, parts) in zip(wanted, waiting, strict=True):
            observed = [one for part in parts for one in part.result()]
            yield key, make_key(plan, observed, seed)


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


def _plan(reference: Reference, exercise: Exercise, seed: int) -> Plan:
    name = exercise.name
    refused: list[str] = []
    source = reference.solutions[name]
    listed = MISTAKES.get(name, [])
    plan = Plan(exercise, reference.points.get(name, 0.0), refused)
    plan.runs += [Run(name, reference.sources(), seed)] * 2
    for made in [*((mistake,) for mistake in listed), *_pairs(exercise, source, listed)]:
        try:
            sources = mistaken_sources(reference, name, made)
        except EditFails as error:
            refused.append(str(error))
            continue
        plan.mistakes.append(made)
        plan.runs.append(Run(name, sources, seed, endless=made[0].endless))
    if not exercise.has_facts and not exercise.measure and not exercise.choices:
        plan.by_rule = family(exercise, source)
    for mistake in plan.by_rule:
        bent = reference.sources(**{name: mistake.instead})
        plan.runs.append(Run(name, bent, seed, mutant=True))
    if seed != VISIBLE_SEED:
        plan.runs.append(Run(name, reference.sources(), VISIBLE_SEED))
    return plan


def _pairs(
    exercise: Exercise, source: str, listed: Sequence[Mistake]
) -> Iterator[tuple[Mistake, Mistake]]:
    """Two mistakes at once, of the common ones that are edits of the solution."""
    if exercise.has_facts:
        return
    common = [one for one in listed[:COMMON] if not one.endless and not one.instead]
    for pair in itertools.combinations(common, 2):
        order = order_of(source, *pair)
        if order:
            yield order


def order_of(source: str, first: Mistake, second: Mistake) -> tuple[Mistake, Mistake] | None:
    """The order in which two mistakes can both be made; ``None`` where they change the same
    text.
    """
    for one, other in (first, second), (second, first):
        if keeps(source, one, other):
            with contextlib.suppress(EditFails):
                other.applied_to(one.applied_to(source))
                return one, other
    return None


CHUNK = 12
COMMON = 20
"""Pairs are composed of so many mistakes of an exercise: authors list the common ones first."""


def _start(pool: ProcessPoolExecutor, plan: Plan) -> list[Future[list[list[Observation]]]]:
    return [submit(pool, plan.runs[i : i + CHUNK]) for i in range(0, len(plan.runs), CHUNK)]
