"""Whether asked, right and wrong of a lesson belong together: what has no counterpart would be left
out without a word.
"""

from __future__ import annotations

from collections.abc import Iterator

from course_lib.checking.asked.exercise import REGISTRY
from grader.course import Course, CourseError, lesson_module
from grader.mistakes import MISTAKES
from grader.reference import Reference


def check_belonging(course: Course, reference: Reference, seed: int) -> None:
    """Look through a lesson whose mistakes have been loaded.

    Raises:
        CourseError: an exercise, a solution, a check or a mistake has no counterpart, or the cases
            cannot be drawn.
    """
    if not course.is_own:  # tests hold our own to more than this, and cut some lessons short
        for problem in _alone(course, reference):
            raise CourseError(problem)
        with course.told_where():
            for name in sorted(REGISTRY.keys() & reference.solutions.keys()):
                REGISTRY[name].cases(seed)
    if reference.points and REGISTRY.keys().isdisjoint(reference.points):
        asking = f"{course.package}/exercises/{lesson_module(reference.lesson)}.py"
        raise CourseError(f"{reference.lesson}.ipynb has checks, and {asking} asks none of them.")


def _alone(course: Course, reference: Reference) -> Iterator[str]:
    module = lesson_module(reference.lesson)
    asking = f"{course.package}/exercises/{module}.py"
    notebook = f"{reference.lesson}.ipynb"
    for name, exercise in REGISTRY.items():
        if exercise.lesson == module and name not in reference.solutions:
            yield f"{asking} asks `{name}`, and {notebook} has no solution cell of that name."
    for name in sorted(REGISTRY.keys() & reference.solutions.keys()):
        if name not in reference.points:
            yield f"{notebook} solves `{name}`, and has no check cell `check_{name}` with points."
        if REGISTRY[name].lesson != module:
            yield f"{notebook} solves `{name}`, which {REGISTRY[name].lesson}.py asks."
    for name in MISTAKES:
        if name not in REGISTRY:
            yield f"mistakes/{module}.py lists mistakes in `{name}`, and no exercise is called so."
