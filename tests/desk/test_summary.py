"""The figures of a class report are what they say, and its tables run nothing and name nobody."""

import csv
import io
import json

import pytest

from grader.desk.class_data import ClassData, Entry, Row, anonymous
from grader.desk.graded import Found
from grader.desk.report import report
from grader.desk.summary import summarise
from grader.desk.tables import as_csv, as_json, harmless, scores_as_csv
from grader.engine.gradebook.filing import Submission

ATTACK = "<img src=x onerror='alert(1)'>"


def row(student: str, exercise: str, score: float, **more: object) -> Row:
    return Row(student, "05_loss", exercise, score, 2.0, **more)  # type: ignore[arg-type]


def made(*mistakes: str) -> tuple[Found, ...]:
    return tuple(Found(f"You {mistake}.", f"Why {mistake}?", mistake) for mistake in mistakes)


def entry(student: str, *scores: float, lesson: str = "05_loss") -> Entry:
    rows = tuple(row(student, f"e{place}", score) for place, score in enumerate(scores))
    return Entry(student, lesson, rows)


def test_difficulty_and_discrimination_of_a_small_class_by_hand() -> None:
    entries = [entry(f"s{n:02}", 2.0 * (n >= 6), 2.0 * (n >= 6), 1.0) for n in range(12)]
    easy, same, constant = summarise(ClassData(tuple(entries))).exercises
    assert (easy.mean, easy.full, easy.students) == (0.5, 0.5, 12)
    assert easy.discrimination == pytest.approx(1.0)
    assert same.discrimination == pytest.approx(1.0)
    assert (constant.mean, constant.full, constant.discrimination) == (0.5, 0.0, None)


def test_what_waits_for_a_person_counts_in_no_difficulty() -> None:
    waiting = Entry("ada", "05_loss", (row("ada", "why", 0.0, waits=True),))
    assert summarise(ClassData((waiting,))).exercises == ()


def test_a_mistake_is_counted_once_a_student_and_the_most_common_comes_first() -> None:
    rows = {
        "ada": [row("ada", "e", 0.0, findings=made("summed", "summed"))],
        "bob": [row("bob", "e", 0.0, findings=made("summed"), anonymous="short")],
        "cy": [row("cy", "e", 0.0, findings=made("halved", "summed"), anonymous="x")],
    }
    entries = tuple(Entry(who, "05_loss", tuple(theirs)) for who, theirs in rows.items())
    summary = summarise(ClassData(entries))
    assert [(one.mistake, one.students) for one in summary.mistakes] == [
        ("summed", 3),
        ("halved", 1),
    ]
    assert [one.answer for one in summary.lecture] == ["short"], "an answer with that mistake alone"


def test_the_lecture_takes_its_mistakes_from_different_exercises() -> None:
    entries = tuple(
        Entry(
            f"s{n}",
            "05_loss",
            tuple(
                row(f"s{n}", name, 0.0, findings=made(f"m{n % 2}"), anonymous="x")
                for name in "abcd"
            ),
        )
        for n in range(4)
    )
    assert len({one.exercise for one in summarise(ClassData(entries)).lecture}) == 3


def test_who_needs_a_hand_is_told_with_every_reason() -> None:
    data = ClassData(
        (
            entry("ada", 2.0, 2.0, lesson="04_a"),
            entry("bob", 0.5, 0.0, lesson="04_a"),
            entry("cy", 2.0, 2.0, lesson="04_a"),
            entry("ada", 1.0, 1.5),
            entry("dee", 2.0, 2.0),
        ),
        ((Submission("05_loss", "cy"), "the file ends too early"),),
    )
    reasons = {hand.student: hand.reasons for hand in summarise(data).hands}
    assert reasons == {
        "bob": ("04: 12% of the points", "not handed in: 05"),
        "ada": ("05: 62% of the points, after 100% before",),
        "cy": ("05: handed in, and could not be graded",),
        "dee": ("not handed in: 04",),
    }


@pytest.mark.parametrize(
    ("answer", "shown"),
    [
        (
            'def f(x):\n    """By Ada."""\n    # Ada wrote this\n    return x',
            "def f(x):\n    return x",
        ),
        ("def ada_sum(x): return x", "def ada_sum(x):\n    return x"),
        ("author = 'Ada'", ""),
        ("def f(:", ""),
        ("x = 1\n" * 5000, ""),
        ("x = " + "(" * 500 + ")" * 500, ""),
    ],
    ids=["comments", "a part of a name", "a name", "no Python", "too long", "nested"],
)
def test_an_example_names_nobody(answer: str, shown: str) -> None:
    assert anonymous(answer, ["ada"]) == shown


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"])
def test_no_text_in_a_table_is_a_formula(text: str) -> None:
    table = as_csv([text], [[text, -1.5, "a=b"]])
    assert [*csv.reader(io.StringIO(table, newline=""))] == [
        [f"'{text}"],
        [f"'{text}", "-1.5", "a=b"],
    ]
    assert harmless(-1) == -1


def test_csv_and_json_hold_every_score() -> None:
    data = ClassData((entry("ada", 1.5, 2.0), entry("=bob", 0.0)))
    rows = [*csv.DictReader(io.StringIO(scores_as_csv(data), newline=""))]
    assert [(one["student"], one["exercise"], float(one["score"])) for one in rows] == [
        ("ada", "e0", 1.5),
        ("ada", "e1", 2.0),
        ("'=bob", "e0", 0.0),
    ]
    whole = json.loads(as_json(data, summarise(data)))
    assert [one["score"] for one in whole["submissions"]] == [3.5, 0.0]
    assert whole["summary"]["lessons"][0]["students"] == 2


def test_nothing_that_a_student_wrote_is_markup_in_a_report() -> None:
    theirs = row(ATTACK, ATTACK, 0.0, findings=made(ATTACK), case=(ATTACK,), anonymous=ATTACK)
    data = ClassData(
        (Entry(ATTACK, "05_loss", (theirs,), warnings=(ATTACK,)),),
        ((Submission("05_loss", ATTACK), ATTACK),),
    )
    html = report(ATTACK, data, summarise(data))
    assert "<img" not in html
    assert html.count("&lt;img") >= 6
