"""How answers of people are counted by what they are told."""

import json
from collections import Counter
from pathlib import Path

import pytest

from course_lib.checking.diagnosing.explain import UNKNOWN
from course_lib.checking.diagnosing.finding import Finding, Ground
from course_lib.checking.verdict import Verdict
from grader.course import Course
from grader.shares import Shares, Told, Trial, read_trials, rows_of, shares, told

LESSON = "00_start_here"


def trial(code: str, *, right: bool = False, title: str = "a title") -> dict[str, object]:
    return {
        "lesson": LESSON,
        "name": "double",
        "title": title,
        "right": right,
        "pre": "",
        "code": f"def double(x):\n    return {code}\n",
    }


def verdict(*findings: Finding, score: float = 0.0) -> Verdict:
    return Verdict("double", score, 2.0, findings=findings)


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        (Finding("You cubed it.", mistake="cubed", ground=Ground.MISTAKE), Told.NAMED),
        (Finding("Exactly 2 times the expected one.", ground=Ground.CLUE), Told.CLUE),
        (Finding("The argument is never read.", ground=Ground.SOURCE), Told.CLUE),
        (Finding("It stops.", "Which shapes meet?", ground=Ground.EXCEPTION), Told.EXCEPTION),
        (Finding("It stops.", UNKNOWN, ground=Ground.EXCEPTION), Told.UNEXPLAINED),
        (Finding("Wrong values.", ground=Ground.NOTHING), Told.UNEXPLAINED),
    ],
)
def test_the_first_finding_decides(first: Finding, expected: Told) -> None:
    named = Finding("You added 3.", mistake="added", ground=Ground.MISTAKE)
    assert told(verdict(first, named)) == expected


def test_a_verdict_with_nothing_to_tell_explains_nothing() -> None:
    assert told(verdict()) == Told.UNEXPLAINED
    assert told(Verdict("double", 0, 2, note="`double` is still empty.")) == Told.EXCEPTION
    assert told(verdict(score=2.0)) == Told.ACCEPTED


def test_a_right_answer_that_loses_points_is_a_shortfall_and_no_share() -> None:
    counted = Shares("double")
    counted.add(Trial(**trial("2 * x", right=True, title="fine")), verdict(score=2.0))  # type: ignore[arg-type]
    counted.add(Trial(**trial("x + x", right=True, title="a sum")), verdict(score=1.0))  # type: ignore[arg-type]
    assert (counted.right_accepted, counted.right, counted.wrong.total()) == (1, 2, 0)
    assert counted.shortfalls == ["double: 'a sum' is right but earns 1 of 2."]
    assert counted.share(Told.NAMED) == 0


def test_the_rows_below_each_other_add_up_to_the_last() -> None:
    parts = [
        ("00", Shares("double", 1, 1, wrong=Counter([Told.NAMED, Told.CLUE]))),
        ("00", Shares("center", 2, 1, wrong=Counter([Told.NAMED]), shortfalls=["center: why"])),
        ("01", Shares("train", 3, 3, wrong=Counter([Told.NAMED]))),
    ]
    first, second, whole = rows_of(parts, by_exercise=False)
    assert [row.label for row in (first, second, whole)] == ["00", "01", "all"]
    assert (first.right, first.right_accepted, whole.right) == (3, 2, 6)
    assert first.wrong == {Told.NAMED: 2, Told.CLUE: 1}
    assert whole.share(Told.NAMED) == 0.75
    assert whole.shortfalls == ["center: why"]
    labels = [row.label for row in rows_of(parts, by_exercise=True)]
    assert labels == ["double", "center", "train", "all"]


def test_answers_are_read_once_run_and_counted(course: Course) -> None:
    course.trials.mkdir()
    answers = [trial("2 * x", right=True), trial("3 + x"), trial("3 + x"), trial("x.nothing")]
    Path(course.trials / "00.json").write_text(json.dumps(answers), encoding="utf-8")
    trials = read_trials(course, [LESSON])
    assert len(trials) == 3
    ((lesson, counted),) = shares(course, trials, workers=1)
    assert lesson == LESSON
    assert (counted.right_accepted, counted.right) == (1, 1)
    assert counted.wrong.total() == 2
    assert counted.wrong[Told.EXCEPTION] == 1
    assert read_trials(course, ["01_training_loop"]) == []
