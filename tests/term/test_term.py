"""What a term file says is what students get: dates in local time, penalties, free days, totals."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from grader.course import CourseError
from grader.term.calendar import as_ics, rules
from grader.term.reading import read_term
from grader.term.term import Term

WHOLE = """
timezone = "Europe/Berlin"

[late]
per_day = 10
most = 50
free_days = 3

[grades]
best = 2

[lessons.05_loss]
due = "2026-03-30 18:00"
release = 2026-03-23
weight = 2

[lessons.04_forward_pass]
due = 2026-03-27

[lessons."06_back, prop"]
due = 2026-04-10T12:00:00

[extensions.ada]
04_forward_pass = 2
05_loss = 2026-04-01
"""
START = datetime(2026, 3, 1, tzinfo=UTC)


def read(tmp_path: Path, text: str) -> Term:
    (tmp_path / "term.toml").write_text(text, encoding="utf-8")
    term = read_term(tmp_path)
    assert term is not None
    return term


def test_dates_are_local_and_in_order(tmp_path: Path) -> None:
    term = read(tmp_path, WHOLE)
    assert [*term.lessons] == ["04_forward_pass", "05_loss", "06_back, prop"]
    utc = {lesson: dates.due.astimezone(UTC) for lesson, dates in term.lessons.items()}
    assert utc["04_forward_pass"] == datetime(2026, 3, 27, 22, 59, 59, tzinfo=UTC)
    assert utc["05_loss"] == datetime(2026, 3, 30, 16, 0, tzinfo=UTC), "clocks went forward"
    release = term.lessons["05_loss"].release
    assert release is not None
    assert not term.is_out("05_loss", release - timedelta(seconds=1))
    assert term.is_out("05_loss", release)
    assert term.is_out("04_forward_pass", START)


def test_a_course_without_the_file_has_no_term(tmp_path: Path) -> None:
    assert read_term(tmp_path) is None


def test_a_day_more_is_the_same_time_of_the_day_over_a_change_of_clocks(tmp_path: Path) -> None:
    term = read(tmp_path, WHOLE)
    due = term.lessons["04_forward_pass"].until(term.extensions["ada"]["04_forward_pass"])
    assert f"{due.astimezone(term.zone):%d %H:%M:%S}" == "29 23:59:59"
    own = term.lessons["05_loss"].until(term.extensions["ada"]["05_loss"])
    assert f"{own.astimezone(term.zone):%m-%d %H:%M:%S}" == "04-01 23:59:59"


@pytest.mark.parametrize(
    ("late", "share"),
    [
        (timedelta(), 0.0),
        (timedelta(seconds=1), 0.1),
        (timedelta(days=1), 0.1),
        (timedelta(days=1, seconds=1), 0.2),
        (timedelta(days=40), 0.5),
    ],
)
def test_each_day_begun_costs_up_to_the_most(tmp_path: Path, late: timedelta, share: float) -> None:
    assert read(tmp_path, WHOLE).late.taken_off(late) == pytest.approx(share)


def test_free_days_are_used_up_in_the_order_of_due_dates(tmp_path: Path) -> None:
    term = read(tmp_path, WHOLE)
    late = {
        lesson: dates.due.astimezone(UTC) + timedelta(days=1, hours=1)
        for lesson, dates in term.lessons.items()
    }
    granted = term.extension("ben", late)
    days = {
        lesson: term.lessons[lesson].until(extension).astimezone(term.zone).date()
        - term.lessons[lesson].due.date()
        for lesson, extension in granted.items()
    }
    assert [day.days for day in days.values()] == [2, 1]
    assert term.extension("ben", {}) == {}
    early = dict.fromkeys(term.lessons, START)
    assert term.extension("ben", early) == {}
    assert term.extension("ada", early) == term.extensions["ada"]


def test_days_late_count_an_own_extension(tmp_path: Path) -> None:
    term = read(tmp_path, WHOLE)
    at = term.lessons["04_forward_pass"].due + timedelta(days=2, minutes=1)
    assert term.days_late("ben", "04_forward_pass", at.astimezone(UTC)) == 2
    assert term.days_late("ada", "04_forward_pass", at.astimezone(UTC)) == 1
    assert term.days_late("ada", "99_unknown", at) == 0


def test_a_total_weighs_the_best_and_names_the_others(tmp_path: Path) -> None:
    term = read(tmp_path, WHOLE)
    shares = {"04_forward_pass": 0.5, "05_loss": 0.8, "06_back, prop": 0.9}
    total = term.total(shares, set(shares))
    assert total.share == pytest.approx((2 * 0.8 + 0.9) / 3)
    assert total.dropped == ("04_forward_pass",)


def test_a_total_counts_what_is_missing_as_nothing_and_what_is_to_come_not_at_all(
    tmp_path: Path,
) -> None:
    term = read(tmp_path, WHOLE)
    total = term.total({"05_loss": 0.6}, {"05_loss", "04_forward_pass", "another course's"})
    assert total.share == pytest.approx(2 * 0.6 / 3)
    assert total.dropped == ()
    assert term.total({}, set()).share == 0.0


def test_the_calendar_has_every_date_in_the_form_of_the_standard(tmp_path: Path) -> None:
    text = as_ics(
        "a course with a rather long name; in words, and more of them", read(tmp_path, WHOLE)
    )
    lines = text.split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert all(len(line.encode()) <= 75 for line in lines)
    unfolded = text.replace("\r\n ", "")
    assert unfolded.count("BEGIN:VEVENT") == 4
    assert "DTSTART:20260330T160000Z\r\nSUMMARY:05_loss is due" in unfolded
    assert "SUMMARY:06_back\\, prop is due" in unfolded
    assert len(set(re.findall(r"UID:(.*)", unfolded))) == 4


def test_the_rules_are_sentences(tmp_path: Path) -> None:
    assert [*rules(read(tmp_path, WHOLE))] == [
        "Late: each day begun takes 10 % of the points earned, 50 % at most.",
        "Free late days for each student in the term: 3.",
        "The best 2 of 3 lessons count.",
        "ada: 04_forward_pass is due Sun 2026-03-29 23:59 CEST.",
        "ada: 05_loss is due Wed 2026-04-01 23:59 CEST.",
    ]


LESSON = "[lessons.a]\ndue = 2026-03-09\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[late\n", "line 1"),
        ("[lessons.a]\ndue = 2026-03-09 23:59\n", "line 2"),
        ("\n[lesons.a]\n", "line 2: 'lesons' is unknown here; did you mean 'lessons'?"),
        ('timezone = "Berlin"\n', "line 1: 'Berlin' is no time zone"),
        ("timezone = 1\n", "line 1: 1 is no time zone"),
        ("[lessons.a]\nweight = 1\n", "line 1: it has no due date"),
        ("[lessons.a]\n# why\ndue = 'soon'\n", "line 3: 'soon' is no date and no time"),
        ("[lessons.a]\ndue = 5\n", "line 2: 5 is no date and no time"),
        (LESSON + "weight = -1\n", "line 3: -1 is no number from 0 to 1000"),
        (LESSON + "weight = true\n", "line 3: True is no number"),
        (LESSON + "wieght = 1\n", "line 3: 'wieght' is unknown here; did you mean 'weight'?"),
        (LESSON + "release = 2026-03-10\n", "line 2: a is due before it is released"),
        (LESSON + "[late]\nper_day = 200\n", "line 4: 200 is no number from 0 to 100"),
        (LESSON + "[late]\nfree_days = 1.5\n", "line 4: free days are whole days"),
        (LESSON + "late.most = 'all'\n", "line 3: 'late' is unknown here"),
        (LESSON + "[grades]\nbest = 2\n", "line 4: 2 is no number from 1 to 1"),
        (LESSON + "[extensions.ada]\nb = 1\n", "line 4: 'b' is unknown here"),
        (LESSON + "[extensions.ada]\na = 2026-03-01\n", "line 4: that is before the lesson is due"),
        (LESSON + "[extensions]\nada = 3\n", "line 4: expected a table, [extensions.ada]"),
        ("lessons = 3\n", "line 1: expected a lesson, [lessons.05_loss]"),
        (
            'timezone = "Europe/Berlin"\n[lessons.a]\ndue = 2026-03-29T02:30:00\n',
            "line 3: in Europe/Berlin the clocks are put forward over 2026-03-29 02:30",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(CourseError, match=re.escape(said)):
        read(tmp_path, text)


def test_of_an_hour_that_comes_twice_the_later_is_meant(tmp_path: Path) -> None:
    term = read(tmp_path, 'timezone = "Europe/Berlin"\n[lessons.a]\ndue = 2026-10-25T02:30:00\n')
    assert term.lessons["a"].due.astimezone(UTC) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
