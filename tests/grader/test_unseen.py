"""`train_sentiment` is checked on reviews that students have, and graded on those that they do
not.
"""

import numpy as np
import pytest

from course_lib.checking.asked.case import MAIN, Case
from course_lib.checking.asked.exercise import REGISTRY
from course_lib.checking.asked.measure import measured
from course_lib.checking.exchange.encoding import case_from_data
from course_lib.checking.exchange.outside import cases_to_data
from course_lib.exercises.text import REFERENCE_GAIN
from course_lib.text import reviews
from grader import unseen
from grader.course import find_course
from grader.reference import read_reference
from grader.trial_runs import Run, observe_run

EXERCISE = REGISTRY["train_sentiment"]
SEEDS = (1, 2, 3)
VISIBLE, HIDDEN = reviews(), unseen.reviews()


def _splits(cases: list[Case]) -> list[Case]:
    return [case for case in cases if case.aspect == MAIN]


def test_a_student_is_checked_on_reviews_that_students_have() -> None:
    for case in _splits(EXERCISE.cases()):
        learnt, new = set(case.args[0]), set(case["new_texts"])
        assert learnt | new == set(VISIBLE[0])
        assert not learnt & new


@pytest.mark.parametrize("seed", SEEDS)
def test_a_submission_is_graded_on_reviews_that_students_do_not_have(seed: int) -> None:
    for case in _splits(EXERCISE.cases(seed)):
        assert set(case.args[0]) <= set(VISIBLE[0])
        assert case["new_texts"] == HIDDEN[0]
        np.testing.assert_array_equal(case.withheld["labels"], HIDDEN[1])


def test_the_labels_of_hidden_reviews_are_not_sent_to_a_submission() -> None:
    cases = _splits(EXERCISE.cases(1))
    for case, sent in zip(cases, cases_to_data(cases), strict=True):
        there = case_from_data(sent)
        _, labels, _ = there.args
        np.testing.assert_array_equal(labels, case.args[1])  # of what is learnt from
        assert set(there.kwargs) == {"new_texts"}
        assert there.withheld == {}


def test_our_own_solution_is_as_far_above_the_baseline_as_the_bound_for_all_points_says() -> None:
    reference = read_reference(find_course(), "13_text")
    gains = []
    for seed in SEEDS:
        cases = EXERCISE.cases(seed)
        answers = observe_run(Run(EXERCISE.name, reference.sources(), seed))
        figures = measured(EXERCISE.measure, cases, [answer.value for answer in answers])
        assert figures is not None
        assert figures.earned == 1
        gains.append(figures.mean - figures.zero)
    assert np.mean(gains) == pytest.approx(REFERENCE_GAIN, abs=0.02)
