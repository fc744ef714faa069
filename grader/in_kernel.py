"""``grade("name")``: the hidden half of a test cell, in the kernel, as plain nbgrader runs it."""

from __future__ import annotations

import sys

from course_lib.checking.catalogue import find, unknown
from course_lib.checking.check import failing_helpers
from course_lib.checking.deciding import not_run, verdict_on
from course_lib.checking.judging.keys import load
from course_lib.checking.running.early import MISSING, before_running
from course_lib.checking.running.observe import observe
from course_lib.checking.surroundings import with_stand_ins
from course_lib.checking.verdict import Verdict
from grader.course import CourseError, find_course, lesson_module
from grader.hidden import hidden_keys


def grade(name: str) -> Verdict:
    """The verdict on an exercise on its hidden cases.

    The notebook shows it as a report and nbgrader reads its score; expected values are never in it.

    Raises:
        CourseError: the exercise or the course is not found, or its hidden keys cannot be built.
    """
    namespace = sys._getframe(1).f_globals
    exercise = find(name)
    if exercise is None:
        raise CourseError(unknown(name))
    course = find_course()
    lesson = next(lesson for lesson in course.lessons() if lesson_module(lesson) == exercise.lesson)
    key = load(name, hidden_keys(course, [lesson]))
    subject = namespace.get(name, MISSING)
    reason = before_running(exercise, subject)
    if reason is not None:
        return not_run(name, reason, key.points)
    cases = exercise.cases(key.seed)
    seen = observe(exercise, subject, cases, namespace)
    verdict = verdict_on(exercise, cases, seen, key, visible=False)
    return with_stand_ins(verdict, failing_helpers(exercise, namespace))
