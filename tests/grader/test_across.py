"""Every exercise is judged the same across the wire as in one process: the engine grades as the
notebook checks.
"""

import pytest

from course_lib.checking.asked.exercise import REGISTRY
from course_lib.checking.check import visible
from course_lib.checking.deciding import verdict_on
from course_lib.checking.exchange.inside import observe_here
from course_lib.checking.exchange.outside import (
    cases_to_data,
    early_verdict,
    observations_from_data,
)
from grader.build import exercises_of
from grader.course import find_course
from grader.engine.protocol import wire
from grader.reference import read_reference
from grader.validate import variant_sources

COURSE = find_course()


def across(name: str, sources: tuple[str, ...]) -> None:
    namespace: dict[str, object] = {}
    for source in sources:
        exec(source, namespace)
    exercise, (cases, key) = REGISTRY[name], visible(name)
    request = wire.unpack(wire.pack({"exercise": name, "cases": cases_to_data(cases)}))
    data = wire.unpack(wire.pack(observe_here(namespace, request)))
    assert early_verdict(name, key.points, data) is None, data
    verdict = verdict_on(exercise, cases, observations_from_data(data, len(cases)), key)
    assert verdict.passed, str(verdict)


@pytest.mark.parametrize("lesson", COURSE.lessons())
def test_right_answers_earn_all_points_from_the_other_side(lesson: str) -> None:
    reference = read_reference(COURSE, lesson)
    for exercise in exercises_of(reference):
        across(exercise.name, reference.sources())
        for source in list(variant_sources(COURSE, lesson, exercise.name).values())[:2]:
            across(exercise.name, (source,))
