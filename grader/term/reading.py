"""Reads a term file; whatever is wrong in it is told with its line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NoReturn
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from grader.course import CourseError
from grader.term.term import LatePolicy, LessonDates, Term

FILE = "term.toml"
_TABLES = ("timezone", "late", "grades", "lessons", "extensions")
_OF_LATE = ("per_day", "free_days", "most")
_OF_LESSON = ("release", "due", "weight")
_START, _END = time(0, 0), time(23, 59, 59)
"""What a date alone means for a release and for a due date."""


def read_term(root: Path) -> Term | None:
    """The term file of a course, if it has one.

    Raises:
        CourseError: something in it is wrong; the message names the line.
    """
    path = root / FILE
    if not path.is_file():
        return None
    try:
        text = path.read_text(encoding="utf-8")
        whole = tomllib.loads(text)
    except (OSError, UnicodeDecodeError) as error:
        raise CourseError(f"{FILE} cannot be read as UTF-8 text: {error}") from error
    except tomllib.TOMLDecodeError as error:
        raise CourseError(f"{FILE} is no TOML: {error}.") from error
    return _Reader(text, whole).term()


@dataclass(frozen=True)
class _Reader:
    """A file that is being read: its text, for the numbers of lines, and what it holds."""

    text: str
    whole: Mapping[str, Any]

    def term(self) -> Term:
        self._check_names((), self.whole, _TABLES)
        zone = self._zone()
        lessons = {
            name: self._lesson(name, zone)
            for name in self._table("lessons", "a lesson, [lessons.05_loss]")
        }
        by_due = dict(sorted(lessons.items(), key=lambda item: (item[1].due, item[0])))
        return Term(zone, by_due, self._late(), self._best(by_due), self._extensions(by_due, zone))

    def _zone(self) -> tzinfo:
        name = self.whole.get("timezone", "UTC")
        try:
            return UTC if name == "UTC" else ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, TypeError, OSError):
            self._wrong(("timezone",), f'{name!r} is no time zone, such as "Europe/Berlin"')

    def _late(self) -> LatePolicy:
        table = self._table("late")
        self._check_names(("late",), table, _OF_LATE)
        policy = {
            name: self._number(("late", name), 0, 100 if name != "free_days" else 365)
            for name in table
        }
        days = policy.get("free_days", 0)
        if days != int(days):
            self._wrong(("late", "free_days"), "free days are whole days")
        return LatePolicy(policy.get("per_day", 0.0), int(days), policy.get("most", 100.0))

    def _best(self, lessons: Mapping[str, LessonDates]) -> int | None:
        table = self._table("grades")
        self._check_names(("grades",), table, ("best",))
        if "best" not in table:
            return None
        best = self._number(("grades", "best"), 1, len(lessons))
        if best != int(best):
            self._wrong(("grades", "best"), "it is a number of lessons")
        return int(best)

    def _lesson(self, name: str, zone: tzinfo) -> LessonDates:
        place = ("lessons", name)
        table = self._inner(place)
        self._check_names(place, table, _OF_LESSON)
        if "due" not in table:
            self._wrong(place, "it has no due date: due = 2026-03-09")
        due = self._when((*place, "due"), _END, zone)
        release = self._when((*place, "release"), _START, zone) if "release" in table else None
        if release is not None and release >= due:
            self._wrong((*place, "due"), f"{name} is due before it is released")
        weight = self._number((*place, "weight"), 0, 1000) if "weight" in table else 1.0
        return LessonDates(due, release, weight)

    def _extensions(
        self, lessons: Mapping[str, LessonDates], zone: tzinfo
    ) -> dict[str, dict[str, timedelta]]:
        extensions: dict[str, dict[str, timedelta]] = {}
        for student in self._table("extensions"):
            place = ("extensions", student)
            table = self._inner(place)
            self._check_names(place, table, tuple(lessons))
            extensions[student] = {
                lesson: self._extension((*place, lesson), lessons[lesson], zone) for lesson in table
            }
        return extensions

    def _extension(self, place: Sequence[str], dates: LessonDates, zone: tzinfo) -> timedelta:
        """An extension: a number of days, or a due date of its own."""
        value = self._value(place)
        if isinstance(value, (int, float)):
            return dates.later(timedelta(), self._number(place, 0, 365))
        later = self._when(place, _END, zone).astimezone(UTC) - dates.until(timedelta())
        if later < timedelta():
            self._wrong(place, "that is before the lesson is due")
        return later

    def _when(self, place: Sequence[str], at: time, zone: tzinfo) -> datetime:
        """A time in the term's zone: TOML's, a date alone, or text such as "2026-03-09 18:00"."""
        value = self._value(place)
        if isinstance(value, str):
            try:
                value = datetime.fromisoformat(value) if ":" in value else date.fromisoformat(value)
            except ValueError:
                self._wrong(place, f"{value!r} is no date and no time, such as 2026-03-09T18:00:00")
        if isinstance(value, datetime):
            when = value
        elif isinstance(value, date):
            when = datetime.combine(value, at)
        else:
            self._wrong(place, f"{value!r} is no date and no time, such as 2026-03-09T18:00:00")
        if when.tzinfo is not None:
            return when.astimezone(zone)
        when = when.replace(tzinfo=zone, fold=1)  # of an hour that comes twice, the later one
        if when.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != when.replace(tzinfo=None):
            self._wrong(place, f"in {zone} the clocks are put forward over {when:%Y-%m-%d %H:%M}")
        return when

    def _number(self, place: Sequence[str], least: float, most: float) -> float:
        value = self._value(place)
        is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
        if not is_number or not least <= value <= most:
            self._wrong(place, f"{value!r} is no number from {least:g} to {most:g}")
        return float(value)

    def _value(self, place: Sequence[str]) -> Any:
        value: Any = self.whole
        for name in place:
            value = value[name]
        return value

    def _table(self, name: str, what: str = "a table, [name]") -> Mapping[str, Any]:
        table = self.whole.get(name, {})
        if not isinstance(table, dict):
            self._wrong((name,), f"expected {what}")
        return table

    def _inner(self, place: Sequence[str]) -> Mapping[str, Any]:
        table = self._value(place)
        if not isinstance(table, dict):
            self._wrong(place, f"expected a table, [{'.'.join(place)}]")
        return dict(table)

    def _check_names(
        self, place: Sequence[str], table: Mapping[str, Any], known: Sequence[str]
    ) -> None:
        for name in table:
            if name not in known:
                near = get_close_matches(name, known, 1)
                hint = f"did you mean '{near[0]}'?" if near else f"known are {', '.join(known)}"
                self._wrong((*place, name), f"'{name}' is unknown here; {hint}")

    def _wrong(self, place: Sequence[str], why: str) -> NoReturn:
        stop = "" if why.endswith("?") else "."
        raise CourseError(f"{FILE}, line {line_of(self.text, place)}: {why}{stop}")


_HEADER = re.compile(r"\s*\[([^\[\]]+)\]\s*(?:#.*)?$")
_KEY = re.compile(r"\s*([^=#\[]+?)\s*=")


def line_of(text: str, place: Sequence[str]) -> int:
    """The line on which a value of a TOML file stands, or the innermost table around it.

    ``tomllib`` tells lines of what is no TOML alone, not those of values.
    """
    table: tuple[str, ...] = ()
    best, depth = 1, 0
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(line):
            table = _names(header[1])
            names = table
        elif key := _KEY.match(line):
            names = (*table, *_names(key[1]))
        else:
            continue
        shared = min(len(names), len(place))
        if shared > depth and names[:shared] == tuple(place[:shared]):
            best, depth = number, shared
    return best


def _names(dotted: str) -> tuple[str, ...]:
    """The names of a dotted key, quoted or not."""
    parts = re.findall(r'"([^"]*)"|\'([^\']*)\'|([^.\s"\']+)', dotted)
    return tuple(double or single or bare for double, single, bare in parts)
