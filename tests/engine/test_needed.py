"""A cell is left out of grading only where no grade can depend on it."""

import time

import pytest

from grader.engine.judging.needed import SeenCell, needed

ANSWER = "def area(side):\n    return side**2"
OBSERVED = SeenCell("check('area')", observed="area")


def left_out(given: str, *own: str, after: str = "") -> bool:
    """Whether a cell of the lesson's own is left out beside a student's cells.

    Args:
        given: the cell in question; it stands after the first of the student's cells.
        own: the student's cells; the answer is `ANSWER` where none is given.
        after: another cell of the lesson's own, that follows it.
    """
    first, *others = own or (ANSWER,)
    cells = [SeenCell(first), SeenCell(given, is_given=True), SeenCell(after, is_given=True)]
    kept = needed([*cells, *map(SeenCell, others), OBSERVED])
    return not kept[1]


@pytest.mark.parametrize(
    "given",
    [
        "area(3.0)",
        "side = 3.0\nprint(area(side))",
        "losses = [area(side) for side in (1, 2, 3)]\nplot.show(losses)",
        "def perimeter(side):\n    return 4 * side\n\n\nfor _ in range(3):\n    perimeter(1)",
        "with np.errstate(all='ignore'):\n    print(area(np.inf))",
    ],
)
def test_what_only_shows_something_is_left_out(given: str) -> None:
    assert left_out(given)


@pytest.mark.parametrize(
    ("given", "answer"),
    [
        ("unit = 2.0", "def area(side):\n    return unit * side**2"),
        ("for unit in (1.0, 2.0):\n    pass", "def area(side):\n    return unit * side**2"),
        ("def square(x):\n    return x * x", "def area(side):\n    return square(side)"),
        ("def _():\n    global unit\n    unit = 2.0", "def area(side):\n    return unit * side"),
        ("settings['unit'] = 2.0", "settings = {}\ndef area(side):\n    return settings['unit']"),
        ("settings.unit = 2.0", "class settings: pass\ndef area(side):\n    return settings.unit"),
        ("sides.append(3.0)", "sides = []\ndef area(side):\n    return len(sides)"),
    ],
    ids=["value", "loop", "function", "global", "item", "attribute", "method"],
)
def test_what_an_answer_leans_on_is_run(given: str, answer: str) -> None:
    assert not left_out(given, answer)
    assert left_out(given, ANSWER)


def test_what_leads_on_to_it_is_run() -> None:
    calls = "def area(side):\n    return scaled(side)"
    given, after = "unit = 2.0", "def scaled(side):\n    return unit * side"
    assert not left_out(given, calls, after=after)


def test_a_call_that_changes_what_an_answer_reads_is_run() -> None:
    counts = "calls = []\ndef count():\n    calls.append(1)\ndef area(side):\n    return len(calls)"
    assert not left_out("count()", counts)


def test_what_a_cell_of_the_students_own_reads_is_run() -> None:
    assert not left_out("side = 3.0", ANSWER, "print(area(side))")


@pytest.mark.parametrize(
    "given",
    [
        "import numpy as np",
        "np.random.seed(0)",
        "np.seterr(all='raise')",
        "%matplotlib inline",
        "open('a.txt', 'w')",
        "this is no Python",
        "nonlocal side",
    ],
)
def test_what_lasts_beyond_its_names_is_run(given: str) -> None:
    assert not left_out(given)


@pytest.mark.parametrize(
    "answer",
    [
        "def area(side):\n    return eval('side * unit')",
        "def area(side):\n    return globals()['unit'] * side",
        "import __main__\ndef area(side):\n    return __main__.unit * side",
        "from numpy import *\ndef area(side):\n    return side**2",
        "area = _",
        "def area(side):\n    return side *",
    ],
)
def test_beside_an_answer_that_may_reach_any_name_all_is_run(answer: str) -> None:
    assert not left_out("print(1)", answer)


@pytest.mark.parametrize(
    "hostile",
    ["%x\n" * 20_000, "\n" * 90_000 + "%", "-" * 50_000 + "1", "(" * 500, "lambda: " * 2_000 + "1"],
    ids=["magics", "blank lines", "signs", "brackets", "functions"],
)
def test_what_is_hard_to_read_is_run_and_takes_no_time(hostile: str) -> None:
    before = time.process_time()
    assert not left_out("print(1)", ANSWER, hostile)
    assert time.process_time() - before < 5


def test_where_there_is_too_much_to_read_all_is_run() -> None:
    assert left_out("print(1)", ANSWER, "x = 1\n" * 1_000)
    assert not left_out("print(1)", ANSWER, "x = 1\n" * 20_000)
    assert not left_out("print(1)", ANSWER, *["x = 1"] * 1_000)


def test_a_cell_that_the_student_changed_is_run() -> None:
    assert needed([SeenCell(ANSWER), SeenCell("print(1)"), OBSERVED]) == [True, True, True]
