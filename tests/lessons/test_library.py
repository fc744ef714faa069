"""`course_lib` answers every exercise as the lessons' own solutions do, so the two never drift
apart.
"""

import inspect
from dataclasses import replace
from importlib import import_module

import pytest

import course_lib.exercises  # noqa: F401  fills the registry
from course_lib.checking.asked.exercise import REGISTRY, Exercise
from course_lib.checking.check import visible
from course_lib.checking.deciding import verdict_on
from course_lib.checking.judging.judge import with_facts
from course_lib.checking.judging.keys import Key, fingerprint
from course_lib.checking.running.early import before_running
from course_lib.checking.running.library import library_version
from course_lib.checking.running.observe import observe
from grader.reference import read_reference
from grader.trial_runs import Run, observe_run
from tests.lessons.reading import COURSE, LESSONS

LIBRARY = (
    "arrays",
    "data",
    "finance",
    "images",
    "line",
    "loop",
    "nn",
    "optim",
    "schedules",
    "text",
    "validation",
)
SEEDS = (1, 2)
"""Of cases of the same kind as those that students see."""

WITH_A_LIBRARY_VERSION = [name for name, exercise in REGISTRY.items() if exercise.library]
SOURCES = {
    name: reference.sources()
    for reference in (read_reference(COURSE, lesson) for lesson in LESSONS)
    for name in reference.solutions
}
"""By exercise, the reference solutions of its lesson."""


def _not_stopped(exercise: Exercise) -> Exercise:
    """The same exercise, in which the library's version is an answer like any other."""
    return replace(exercise, library="")


@pytest.mark.parametrize("name", WITH_A_LIBRARY_VERSION)
def test_the_librarys_version_answers_as_the_reference_does(name: str) -> None:
    exercise = _not_stopped(REGISTRY[name])
    version = library_version(REGISTRY[name])
    assert before_running(exercise, version) is None, "it has the signature that is asked for"
    for seed in SEEDS:
        cases = exercise.cases(seed)
        expected = with_facts(exercise, cases, observe_run(Run(name, SOURCES[name], seed)))
        seen = observe(exercise, version, cases)
        key = Key(name, 1.0, seed, fingerprint(cases), expected, [])
        verdict = verdict_on(exercise, cases, seen, key)
        assert verdict.passed, f"seed {seed}:\n{verdict}"


@pytest.mark.parametrize("name", WITH_A_LIBRARY_VERSION)
def test_the_librarys_version_earns_all_points_by_the_students_key(name: str) -> None:
    exercise = _not_stopped(REGISTRY[name])
    cases, key = visible(name)
    assert key.fits(cases), "the key is stale: run `grader generate`"
    verdict = verdict_on(
        exercise, cases, observe(exercise, library_version(REGISTRY[name]), cases), key
    )
    assert verdict.passed, str(verdict)


@pytest.mark.parametrize("name", WITH_A_LIBRARY_VERSION)
def test_the_librarys_version_is_stopped_where_it_is_what_is_asked_for(name: str) -> None:
    exercise = REGISTRY[name]
    seen = observe(exercise, library_version(exercise), exercise.cases()[:1])
    assert seen[0].raised is not None
    assert seen[0].raised.kind == "LibraryUsed"


def test_a_library_function_named_like_an_exercise_is_declared_as_its_version() -> None:
    """Otherwise nothing would stop a student from handing it in."""
    undeclared = [
        f"{module}.{name}"
        for module in LIBRARY
        for name, value in vars(import_module(f"course_lib.{module}")).items()
        if name in REGISTRY
        and (inspect.isfunction(value) or inspect.isclass(value))
        and value.__module__ == f"course_lib.{module}"
        and REGISTRY[name].library != module
    ]
    assert undeclared == []


@pytest.mark.parametrize("name", [name for name, exercise in REGISTRY.items() if exercise.uses])
def test_what_an_exercise_calls_has_a_version_in_the_library(name: str) -> None:
    earlier = [*REGISTRY]
    for used in REGISTRY[name].uses:
        assert library_version(REGISTRY[used]) is not None
        assert earlier.index(used) < earlier.index(name), f"{used} is asked later than {name}"
