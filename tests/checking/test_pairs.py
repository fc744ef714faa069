"""A pair of mistakes is two mistakes in the solution, never a mistake in a mistake."""

import numpy as np
import pytest

from course_lib.checking.asked.case import Case
from course_lib.checking.judging.keys import Told, WrongAnswer
from course_lib.checking.running.observe import Observation
from grader.build import order_of
from grader.key_making import _Held, _new_pairs
from grader.mistakes import Mistake, keeps

SOLUTION = """
def total(errors):
    \"\"\"Add up: total += e for each.\"\"\"
    ### BEGIN SOLUTION
    total = 0.0
    for e in errors:
        total += e**2
        show(e)
    return np.mean(total)
    ### END SOLUTION
"""


def mistake(*edits: tuple[str, str]) -> Mistake:
    return Mistake("total", "made up", edits, "did", "think")


MOVED = mistake(("        total += e**2\n", ""), ("show(e)\n", "show(e)\n        total += e**2\n"))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (MOVED, mistake(("total += e", "total = e"))),
        (mistake(("e**2", "e * 2")), mistake(("+= e**2", "-= e**2"))),
        (
            mistake(("0.0\n", "1.0\n"), ("return np.mean(total)", "return total")),
            mistake(("np.mean(", "np.sum(")),
        ),
    ],
)
def test_what_the_first_deletes_is_not_for_the_second_even_where_it_writes_it_anew(
    first: Mistake, second: Mistake
) -> None:
    assert not keeps(SOLUTION, first, second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (mistake(("e**2", "e")), mistake(("np.mean(", "np.sum("))),
        (
            mistake(("return np.mean(total)", "return np.sqrt(np.mean(total))")),
            mistake(("np.mean(", "np.sum(")),
        ),
        (mistake(("e**2", "e")), mistake(("np.mean(", "np.max("), ("np.max(", "np.min("))),
    ],
)
def test_what_the_first_leaves_or_keeps_within_its_own_text_is_for_the_second(
    first: Mistake, second: Mistake
) -> None:
    assert keeps(SOLUTION, first, second)


def test_two_mistakes_are_made_in_the_order_in_which_both_can_be() -> None:
    each, sums = mistake(("np.mean(total)", "total")), mistake(("np.mean(", "np.sum("))
    root = mistake(("return np.mean(total)", "return np.sqrt(np.mean(total))"))
    assert order_of(SOLUTION, root, sums) == (root, sums)
    assert order_of(SOLUTION, sums, root) == (root, sums)
    assert order_of(SOLUTION, each, sums) is None


def wrong(name: str, *answers: float) -> WrongAnswer:
    """What mistakes of these names return on each case."""
    return WrongAnswer(
        tuple(Told(one, "did", "think") for one in name),
        [Observation(answer) for answer in answers],
    )


def test_pairs_that_look_like_something_else_are_named_by_nobody() -> None:
    cases = [Case(1.0), Case(2.0)]
    singles = [wrong("a", 1.0, 3.0)]
    pairs = [
        wrong("ab", 1.0, 3.0),
        wrong("bc", 4.0, 4.0),
        wrong("cd", 4.0, 4.0),
        wrong("de", 5.0, np.pi),
    ]
    known = [_Held(cases, one) for one in (wrong("", 1.0, 2.0), *singles)]
    kept = _new_pairs(known, [_Held(cases, pair) for pair in pairs])
    assert [pair.told.name for pair in kept] == ["d"]
