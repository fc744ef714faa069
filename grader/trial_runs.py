"""Run our own sources (references, mistakes, mutants, variants) on cases, in child processes with
limits.
"""

from __future__ import annotations

import contextlib
import itertools
import linecache
import multiprocessing
import multiprocessing.context
import os
import random
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from types import CodeType

import numpy as np

from course_lib.checking.asked.case import Case
from course_lib.checking.asked.course import open_course
from course_lib.checking.asked.exercise import REGISTRY, Exercise
from course_lib.checking.running.early import before_running
from course_lib.checking.running.observe import Ended, Observation, Raised, observe
from grader.course import Course

ENDLESS_SECONDS = 0.5
"""A source that never returns is run this long."""
PATIENT_SECONDS = 30.0
"""A source that returns gets this long, so that a busy machine changes no observation."""
MEMORY = 4 << 30
DRAWN_WITH = ("course_lib.plot",)
"""What the first cell of most lessons imports, a second of work for each child that does it alone.
"""


@dataclass(frozen=True)
class Run:
    """One thing to observe: the cells of a lesson in order, and what to look at."""

    exercise: str
    sources: tuple[str, ...]
    seed: int
    endless: bool = False
    mutant: bool = False


def observe_run(run: Run) -> list[Observation]:
    """Execute the sources in a fresh namespace and observe the exercise. A source that fails is one
    exception.
    """
    exercise = REGISTRY[run.exercise]
    cases = cases_of(exercise, run.seed)
    namespace: dict[str, object] = {"__name__": "__main__"}
    try:
        for i, source in enumerate(run.sources):
            cell = f"<cell {i}>"
            exec(_compiled(source, cell), namespace)  # noqa: S102  our own sources
            lines = source.splitlines(keepends=True)
            linecache.cache[cell] = len(source), None, lines, cell  # a notebook knows its lines too
        subject = namespace[run.exercise]
    except Exception as error:  # noqa: BLE001  a mutant may not even define its function
        return [
            Observation(raised=Raised((Ended.NOT_DEFINED, type(error).__name__), str(error)[:200]))
        ]
    reason = before_running(exercise, subject)
    if reason is not None:
        return [Observation(raised=Raised((Ended.NOT_DEFINED,), reason.note or reason.did))]
    with same_chance():
        return observe(exercise, subject, cases, namespace, _seconds(run, exercise, len(cases)))


def cases_of(exercise: Exercise, seed: int) -> list[Case]:
    """The cases of an exercise, drawn once for the runs and verdicts that follow one another. Each
    run gets copies of them.
    """
    return _drawn(exercise, seed)


@lru_cache(maxsize=4)
def _drawn(exercise: Exercise, seed: int) -> list[Case]:
    return exercise.cases(seed)


@lru_cache(maxsize=64)
def _compiled(source: str, cell: str) -> CodeType:
    """A cell, compiled; all but one are the same in every run of a lesson."""
    return compile(source, cell, "exec")


def _seconds(run: Run, exercise: Exercise, cases: int) -> float:
    if run.endless:
        return ENDLESS_SECONDS
    if run.mutant:
        return exercise.seconds
    return PATIENT_SECONDS * cases if exercise.in_all else PATIENT_SECONDS


@contextlib.contextmanager
def same_chance() -> Iterator[None]:
    """Give every run the same luck, also where a mistake draws without a seed: a key must come out
    the same.
    """
    real, count = np.random.default_rng, itertools.count(1)
    random.seed(0)
    np.random.seed(0)
    np.random.default_rng = lambda seed=None: real(next(count) if seed is None else seed)
    try:
        yield
    finally:
        np.random.default_rng = real


def observe_runs(runs: Sequence[Run]) -> list[list[Observation]]:
    """Observe several runs in this process, one after the other."""
    return [observe_run(run) for run in runs]


@contextlib.contextmanager
def observers(course: Course, workers: int | None = None) -> Iterator[ProcessPoolExecutor]:
    """Child processes for ``observe_runs`` of a course, each with limited memory; none is left when
    the block ends.
    """
    pool = ProcessPoolExecutor(
        workers or os.cpu_count() or 1,
        mp_context=_context(),
        initializer=_begin,
        initargs=(course.package, str(course.library)),
    )
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _context() -> multiprocessing.context.BaseContext:
    """How children start: where the system can fork, from one process that has imported what they
    all need.
    """
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__, "course_lib.exercises", *DRAWN_WITH])
    return context


def _begin(package: str, folder: str) -> None:
    open_course(package, folder)
    _confine()


def _confine() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):  # no such limits on Windows
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def submit(pool: ProcessPoolExecutor, runs: Sequence[Run]) -> Future[list[list[Observation]]]:
    """Observe runs in a child."""
    return pool.submit(observe_runs, list(runs))
