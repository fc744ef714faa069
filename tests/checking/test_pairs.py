"""A pair of mistakes is two mistakes in the solution, never a mistake in a mistake."""

import pytest

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
        (mistake(("0.0\n", "1.0\n"), ("return np.mean(total)", "return total")), mistake(("np.mean(", "np.sum("))),
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
        (mistake(("return np.mean(total)", "return np.sqrt(np.mean(total))")), mistake(("np.mean(", "np.sum("))),
        (mistake(("e**2", "e")), mistake(("np.mean(", "np.max("), ("np.max(", "np.min("))),
    ],
)
def test_what_the_first_leaves_or_keeps_within_its_own_text_is_for_the_second(first: Mistake, second: Mistake) -> None:
    assert keeps(SOLUTION, first, second)
