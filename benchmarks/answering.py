"""Measure what a student waits for: the first line of a lesson, and a check's answer."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

import numpy as np

import course_lib.exercises  # noqa: F401  fills the registry
from course_lib.data import Array
from grader.build import exercises_of, mistaken_sources
from grader.course import find_course, lesson_module
from grader.mistakes import MISTAKES, load
from grader.reference import read_reference

NUMPY = "import numpy"
PACKAGE = "import course_lib"
LESSON = "from course_lib import check, progress, ready"  # as the lessons begin


def import_ratios(turns: int) -> dict[str, Array]:
    """Time each statement in a process of its own, by turns; return how often NumPy's time each
    takes, (turns,).
    """
    seconds: dict[str, list[float]] = {statement: [] for statement in (NUMPY, PACKAGE, LESSON)}
    for turn in range(turns + 1):
        for statement, spent in seconds.items():
            code = (
                f"import time; begin = time.perf_counter(); {statement}; print(time.perf_counter()"
                " - begin)"
            )
            run = subprocess.run(
                [sys.executable, "-c", code], capture_output=True, text=True, check=True
            )
            if turn:  # the first turn fills the disk's cache
                spent.append(float(run.stdout))
    return {
        statement: np.array(spent) / seconds[NUMPY]
        for statement, spent in seconds.items()
        if statement != NUMPY
    }


def check_milliseconds(turns: int) -> tuple[Array, Array]:
    """Time `check()` and its report for every exercise, once with the reference solution, once with
    a mistake in it.

    Returns: the first time that each answer was checked, and the median of the further turns, both
    (answers,).
    """
    os.environ["MPLBACKEND"] = "Agg"
    first, later = [], []
    for exercise, sources in answers():
        namespace: dict[str, Any] = {"__name__": "__main__"}
        for source in sources:
            exec(source, namespace)
        spent = []
        for _ in range(turns + 1):
            begin = time.perf_counter()
            eval(f"check({exercise!r})._repr_html_()", namespace)
            spent.append(1e3 * (time.perf_counter() - begin))
        first.append(spent[0])
        later.append(np.median(spent[1:]))
    return np.array(first), np.array(later)


def answers() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each exercise's name with a lesson's cells: the reference, and where mistakes are listed, the
    first of them.
    """
    course = find_course()
    for lesson in course.lessons():
        load(lesson_module(lesson))
        reference = read_reference(course, lesson)
        for exercise in exercises_of(reference):
            yield exercise.name, reference.sources()
            listed = [mistake for mistake in MISTAKES.get(exercise.name, []) if not mistake.endless]
            if listed:
                yield exercise.name, mistaken_sources(reference, exercise.name, (listed[0],))
