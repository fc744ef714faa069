"""An outline never parts two answers that a comparison would take for the same."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from course_lib.checking.asked.case import Case
from course_lib.checking.running.observe import Observation, Raised
from course_lib.checking.values.compare import RELATIVE
from grader.key_making import alike
from grader.outlines import Outline, Outlines

CASES = [Case(1.0)]
numbers = arrays.arrays(
    np.float64,
    arrays.array_shapes(max_dims=2, max_side=4),
    elements=st.floats(-1e6, 1e6, width=32),
)


def may_equal(left: list[Observation], right: list[Observation]) -> bool:
    """Whether outlines leave it open that one answer among others is like another."""
    others = [[Observation("another")], right, [Observation(raised=Raised(("OSError",)))]]
    return 1 in Outlines(Outline(CASES, other) for other in others).may_equal(Outline(CASES, left))


@given(numbers, st.integers(0, 2**32 - 1))
def test_answers_that_agree_are_never_told_apart(values: np.ndarray, seed: int) -> None:
    shift = np.random.default_rng(seed).uniform(-1, 1, values.shape)
    near = values + 0.99 * RELATIVE * np.abs(values).max() * shift
    first, second = [Observation(values)], [Observation(near)]
    assert alike(CASES, second, first), "the shift is within the tolerance"
    assert may_equal(first, second)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ([1.0, 2.0], np.array([1.0, 2.0])),
        ({"b": 2.0, "a": [np.ones(2)]}, {"a": np.ones((1, 2)), "b": 2.0}),
        (np.array([np.nan, 1.0]), np.array([np.nan, 1.0])),
        (3, 3.0),
        ("text", "text"),
    ],
)
def test_the_form_of_an_answer_does_not_part_it_from_its_like(left: object, right: object) -> None:
    assert may_equal([Observation(left)], [Observation(right)])


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (Observation(1.0), Observation(1.1)),
        (Observation(np.ones(3)), Observation(np.ones(4))),
        (Observation(1.0), Observation(raised=Raised(("ValueError",)))),
        (Observation(1.0), Observation(1.0, changed=("x",))),
        (Observation(raised=Raised(("KeyError",))), Observation(raised=Raised(("ValueError",)))),
    ],
)
def test_answers_far_apart_are_not_compared(left: Observation, right: Observation) -> None:
    assert not may_equal([left], [right])
