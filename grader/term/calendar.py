"""The dates of a term as iCalendar (RFC 5545), which every calendar program reads."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from grader.term.term import Term

_MOST = 75
"""Bytes of a line; a longer one goes on in the next, after a space."""


def rules(term: Term) -> Iterator[str]:
    """What a term says besides its dates, in sentences."""
    late = term.late
    if late.per_day:
        most = f", {late.most:g} % at most" if late.most < 100 else ""
        yield f"Late: each day begun takes {late.per_day:g} % of the points earned{most}."
    if late.free_days:
        yield f"Free late days for each student in the term: {late.free_days}."
    if term.best is not None:
        yield f"The best {term.best} of {len(term.lessons)} lessons count."
    for student, lessons in sorted(term.extensions.items()):
        for lesson, extension in lessons.items():
            due = term.lessons[lesson].until(extension).astimezone(term.zone)
            yield f"{student}: {lesson} is due {due:%a %Y-%m-%d %H:%M %Z}."


def as_ics(course: str, term: Term) -> str:
    """The calendar: an event for each release and each due date, the same text each time."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//grader//{_escaped(course)}//EN"]
    for lesson, dates in term.lessons.items():
        if dates.release is not None:
            lines += _event(course, f"{lesson} is released", f"{lesson}-release", dates.release)
        lines += _event(course, f"{lesson} is due", f"{lesson}-due", dates.due)
    return "".join(f"{part}\r\n" for line in [*lines, "END:VCALENDAR"] for part in _folded(line))


def _event(course: str, title: str, name: str, at: datetime) -> list[str]:
    moment = f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    return [
        "BEGIN:VEVENT",
        f"UID:{_escaped(name)}@{_escaped(course)}",
        f"DTSTAMP:{moment}",
        f"DTSTART:{moment}",
        f"SUMMARY:{_escaped(title)}",
        "END:VEVENT",
    ]


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """A line in parts of at most 75 bytes, none of which ends within a letter."""
    part = ""
    for letter in line:
        if len((part + letter).encode()) > _MOST:
            yield part
            part = " "
        part += letter
    yield part
