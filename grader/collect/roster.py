"""The roster: who is in the class, and what each system calls them."""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from unicodedata import normalize

from grader.course import CourseError

COLUMNS = ("id", "name", "email", "section", "group", "canvas", "moodle", "gradescope")
"""Those of a roster. Only `id` is needed."""
_NOT_IN_FOLDERS = re.compile(r'[/\\:*?"<>|\x00-\x1f]|^\.')


@dataclass(frozen=True)
class Student:
    """A line of the roster; all but `id` may be empty. The last three are numbers that the systems
    give a student: they settle what a name cannot.
    """

    id: str
    name: str = ""
    email: str = ""
    section: str = ""
    group: str = ""
    canvas: str = ""
    moodle: str = ""
    gradescope: str = ""

    @property
    def first_and_last(self) -> tuple[str, str]:
        """First and last name: "Lovelace, Ada" says which is which, "Ada King Lovelace" ends with
        the last.
        """
        if "," in self.name:
            last, _, first = self.name.partition(",")
            return first.strip(), last.strip()
        first, _, last = self.name.strip().rpartition(" ")
        return first.strip(), last


@dataclass(frozen=True)
class Called:
    """How a system calls whoever handed something in.

    Attributes:
        name: a person's or group's name, or an id.
        system: the system, ``canvas``.
        number: the system's number for them.
        email: their address.
    """

    name: str
    system: str = ""
    number: str = ""
    email: str = ""


class Unknown(ValueError):
    """Nobody on the roster is meant, or several may be; the message says so."""


class Roster:
    """The students of a class."""

    def __init__(self, students: Iterable[Student]) -> None:
        self.students = {student.id: student for student in students}
        self._by_key: defaultdict[str, set[str]] = defaultdict(set)
        self._by_name: defaultdict[str, set[str]] = defaultdict(set)
        self._by_group: defaultdict[str, set[str]] = defaultdict(set)
        for student in self.students.values():
            for key in filter(None, (student.id, student.email)):
                self._by_key[key.casefold()].add(student.id)
            for written in _ways_to_write(student.name):
                self._by_name[written].add(student.id)
            if student.group:
                self._by_group[_squashed(student.group)].add(student.id)

    def group_of(self, student: str) -> tuple[str, ...]:
        """A student's group, themselves included."""
        group = self.students[student].group
        return tuple(sorted(self._by_group[_squashed(group)])) if group else (student,)

    def is_on_it(self, name: str) -> bool:
        """Whether a name alone means somebody."""
        return bool(self._meant(Called(name)))

    def find(self, called: Called) -> tuple[str, ...]:
        """The ids of those who are meant: one, or the members of a group.

        Raises:
            Unknown: nobody is, or several of that name may be.
        """
        meant = self._meant(called)
        if len(meant) == 1:
            return (*meant,)
        members = self._by_group.get(_squashed(called.name), set())
        if members and not meant:
            return tuple(sorted(members))
        number = f", or their number {called.number} in its column {called.system}"
        hint = number if called.number and called.system else ""
        if meant:
            raise Unknown(f"{called.name} may be {' or '.join(sorted(meant))}: put an id{hint}")
        raise Unknown(f"nobody on the roster is called {called.name}: put them there{hint}")

    def _meant(self, called: Called) -> set[str]:
        if called.number and called.system:
            of_system = {
                student.id
                for student in self.students.values()
                if getattr(student, called.system) == called.number
            }
            if of_system:
                return of_system
        for key in filter(None, (called.email, called.name)):
            if meant := self._by_key.get(key.casefold()):
                return meant
        return self._by_name.get(_squashed(called.name), set()) if called.name else set()


def read_roster(path: Path) -> Roster:
    """Read a roster from a CSV file.

    Raises:
        CourseError: it cannot be read, or a line is wrong; the message names the line.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CourseError(f"{path} cannot be read as UTF-8 text: {error}") from error
    table = csv.reader(io.StringIO(text, newline=""))
    head = [name.strip().lower() for name in next(table, [])]
    _check_head(path, head)
    students: dict[str, Student] = {}
    for cells in table:
        if not any(cell.strip() for cell in cells):
            continue
        line = f"{path}, line {table.line_num}"
        if len(cells) > len(head):
            raise CourseError(f"{line}: {len(cells)} cells for {len(head)} columns.")
        student = Student(**dict(zip(head, map(_tidy, cells), strict=False)))
        _check_id(line, student.id, students)
        students[student.id] = student
    return Roster(students.values())


def _check_head(path: Path, head: list[str]) -> None:
    wrong = [name for name in head if name not in COLUMNS or head.count(name) > 1]
    if "id" not in head or wrong:
        what = f"the column '{wrong[0]}' is unknown or there twice" if wrong else "no column 'id'"
        raise CourseError(f"{path}, line 1: {what}. A roster has {', '.join(COLUMNS)}.")


def _check_id(line: str, student: str, so_far: dict[str, Student]) -> None:
    if not student:
        raise CourseError(f"{line}: the id is missing.")
    if _NOT_IN_FOLDERS.search(student):
        raise CourseError(f"{line}: {student!r} can be no folder's name: it needs another id.")
    if student in so_far:
        raise CourseError(f"{line}: {student} is there twice.")


def _tidy(cell: str) -> str:
    return normalize("NFC", " ".join(cell.split()))


def _squashed(name: str) -> str:
    """A name without spaces, signs and capitals, as Canvas writes it into a file's name."""
    return re.sub(r"\W|_", "", normalize("NFC", name)).casefold()


def _ways_to_write(name: str) -> set[str]:
    """A name squashed, with its words in the orders that systems put them: "Ada King Lovelace" is
    "Lovelace, Ada King" in Canvas.
    """
    words = re.split(r"[\s,]+", name.strip())
    return {_squashed("".join(words[turn:] + words[:turn])) for turn in range(len(words))} - {""}
