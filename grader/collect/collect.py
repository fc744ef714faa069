"""From folders and archives into ``submitted/``: every file accounted for."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader.collect import systems
from grader.collect.lessons import released_lessons
from grader.collect.plan import Collected, Plan, Planner
from grader.collect.roster import Roster, read_roster
from grader.collect.sources import Item, LeftOut, Sources
from grader.course import CourseError
from grader.engine.gradebook.filing import Folders, Submission, swap
from grader.engine.gradebook.handed_in import TIMESTAMP
from grader.engine.gradebook.opening import open_gradebook
from grader.engine.gradebook.times import understood
from grader.files import write_whole
from grader.nbgrader_api import course_directory
from grader.term.reading import read_term
from grader.term.term import Term

if TYPE_CHECKING:
    from nbgrader.coursedir import CourseDirectory

ROSTER = "roster.csv"
"""Where a roster is looked for."""
LEDGER = "collected.json"
"""What export needs to know of where a submission came from."""
_FORM = "%Y-%m-%d %H:%M:%S.%f UTC"
"""How nbgrader writes a time."""


@dataclass(frozen=True)
class Taken:
    """A submission that was taken, or would be: its files, and what is said of it."""

    submission: Submission
    files: tuple[str, ...]
    said: tuple[str, ...]


@dataclass
class Outcome:
    """What became of all files, and what a roster says to that.

    Attributes:
        taken: in the order of lessons and students.
        left_out: every file that was not.
        missing: by lesson, those on the roster who have handed nothing in.
    """

    taken: list[Taken] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    missing: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Wanted:
    """What was asked for on the command line.

    Attributes:
        system: whose file names they are; recognised where it is empty.
        lesson: the lesson of files that do not tell theirs.
        groups: whether what one member hands in is the whole group's.
        dry_run: whether nothing is written.
    """

    system: str = ""
    lesson: str = ""
    groups: bool = False
    dry_run: bool = False


def collect(root: Path, sources: Sequence[Path], roster: Roster | None, wanted: Wanted) -> Outcome:
    """Take what was handed in.

    Args:
        root: the course's folder.
        sources: folders and archives, later ones newer where no time says so.
        roster: who is in the class.
        wanted: how.

    Raises:
        CourseError: a source cannot be read, or no lesson has been released.
    """
    coursedir = course_directory(root)
    lessons = released_lessons(coursedir)
    if not lessons.cells:
        raise CourseError("No lesson has been released yet: run `grader release` first.")
    ledger, folders = read_ledger(root), Folders(coursedir)
    taking = _Taking(folders, ledger, read_term(root) or Term(), dry_run=wanted.dry_run)
    with Sources() as opened:
        plans = [
            _plan(opened.items(source), Planner(lessons, roster, otherwise=wanted.lesson), wanted)
            for source in sources
        ]
        for plan in plans:  # once all can be read: an error leaves everything as it was
            taking.left_out += plan.left_out
            for collected in plan.collected:
                taking.take(collected)
    taken = sorted(taking.taken.values(), key=lambda each: each.submission)
    outcome = Outcome(taken, [*opened.left_out, *taking.left_out])
    if roster is not None:
        outcome.missing = _missing(folders, roster, outcome)
    if not wanted.dry_run:
        write_whole(root / LEDGER, json.dumps(ledger, ensure_ascii=False, indent=1) + "\n")
        if roster is not None:
            _register(coursedir, roster)
    return outcome


def _plan(items: list[Item], planner: Planner, wanted: Wanted) -> Plan:
    """What to take of one source."""
    system = wanted.system or systems.recognise(items)
    namers: dict[str, Callable[[], systems.Namer]] = {
        "canvas": lambda: systems.canvas,
        "moodle": lambda: systems.moodle,
        "classroom": lambda: systems.classroom,
        "gradescope": lambda: systems.gradescope(items),
        "plain": lambda: systems.plain(items, planner.lessons.names, planner.is_known),
    }
    namer = namers[system]()
    return planner.plan(system, map(namer, items), groups=wanted.groups)


Ledger = dict[str, dict[str, Any]]
"""Where submissions came from, by ``lesson/student``."""


def read_ledger(root: Path) -> Ledger:
    """What has been collected so far; nothing where there is no file, or one that is damaged."""
    try:
        entries = json.loads((root / LEDGER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return entries if isinstance(entries, dict) else {}


def course_roster(root: Path, named: Path | None = None) -> Roster | None:
    """The roster that is named, else the course's own, if it has one.

    Raises:
        CourseError: it cannot be read, or a line is wrong.
    """
    own = root / ROSTER
    path = named or (own if own.is_file() else None)
    return None if path is None else read_roster(path)


def canvas_numbers(root: Path, roster: Roster | None) -> dict[str, str]:
    """Canvas's own numbers of students: from what was collected, and over that from the roster."""
    numbers = {
        name.partition("/")[2]: entry["number"]
        for name, entry in read_ledger(root).items()
        if entry.get("system") == "canvas" and str(entry.get("number", "")).isdigit()
    }
    students = roster.students.values() if roster else ()
    return numbers | {student.id: student.canvas for student in students if student.canvas}


class _Taking:
    """Puts submissions into their places, where they are not older than what is there."""

    def __init__(self, folders: Folders, ledger: Ledger, term: Term, *, dry_run: bool) -> None:
        self._folders, self._ledger, self._dry_run = folders, ledger, dry_run
        self._term = term
        self.taken: dict[Submission, Taken] = {}
        self.left_out: list[LeftOut] = []
        self._files: dict[Submission, dict[str, bytes]] = {}

    def take(self, collected: Collected) -> None:
        """Take one submission, or say why not."""
        submission = Submission(collected.lesson, collected.student)
        names = tuple(str(file.item) for file in collected.files.values())
        try:
            files = {str(path): file.item.read() for path, file in collected.files.items()}
        except Exception as error:  # noqa: BLE001 - whatever a damaged archive raises
            self._leave(names, f"a file of the submission cannot be read: {error}")
            return
        if collected.when is not None:
            files[TIMESTAMP] = collected.when.astimezone(UTC).strftime(_FORM).encode()
        there = self._there(submission)
        if there != files and (later := _later(there, collected.when)):
            self._leave(names, f"what is there was handed in later, {later}", is_problem=False)
            return
        said = (
            *collected.notes,
            *_said(collected, self._term),
            *self._change(submission, there, files),
        )
        if submission in self.taken:
            newer = f"{names[0]} of the same student comes after it"
            self._leave(self.taken[submission].files, newer, is_problem=False)
        self.taken[submission], self._files[submission] = Taken(submission, names, said), files
        if not self._dry_run:
            if there != files:
                _put(self._folders.handed_in(submission), files)
            self._ledger[f"{submission.assignment}/{submission.student}"] = {
                "system": collected.system,
                "prefix": collected.prefix,
                "number": collected.number,
                "late": collected.is_late,
            }

    def _leave(self, names: tuple[str, ...], why: str, *, is_problem: bool = True) -> None:
        self.left_out += [LeftOut(name, why, is_problem) for name in names]

    def _there(self, submission: Submission) -> dict[str, bytes]:
        """The files that this run has taken already, else those of an earlier one."""
        before = self._files.get(submission)
        return _files_in(self._folders.handed_in(submission)) if before is None else before

    def _change(
        self, submission: Submission, there: dict[str, bytes], files: dict[str, bytes]
    ) -> list[str]:
        if there == files:
            return ["unchanged"]
        return ["replaces what was there"] if there and submission not in self.taken else []


def _later(there: dict[str, bytes], when: datetime | None) -> str:
    """The time of what is there, if that was handed in after another time."""
    try:
        before = understood(there[TIMESTAMP].decode()).replace(tzinfo=UTC)
    except (KeyError, ValueError, OverflowError):
        return ""
    is_later = when is not None and before > when
    return f"{before:%Y-%m-%d %H:%M} UTC" if is_later else ""


def _said(collected: Collected, term: Term) -> list[str]:
    """When it was handed in, and how late that is."""
    when = collected.when
    if when is not None:
        days = term.days_late(collected.student, collected.lesson, when)
        late = [f"{days} {'day' if days == 1 else 'days'} late"] if days else []
        return [f"handed in {when.astimezone(term.zone):%Y-%m-%d %H:%M %Z}", *late]
    return [f"late, says {collected.system}; it does not say when"] if collected.is_late else []


def _files_in(folder: Path) -> dict[str, bytes]:
    if folder.is_symlink() or not folder.is_dir():
        return {}
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }


def _put(target: Path, files: dict[str, bytes]) -> None:
    """Write a submission aside and let it take its place, whole.

    Raises:
        CourseError: it cannot be written; what was there before stays.
    """
    aside = target.with_name(f".collecting-{target.name}")
    shutil.rmtree(aside, ignore_errors=True)
    try:
        for name, data in files.items():
            (aside / name).parent.mkdir(parents=True, exist_ok=True)
            (aside / name).write_bytes(data)
        swap(aside, target)
    except OSError as error:
        raise CourseError(f"{target} cannot be written: {error.strerror}") from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _missing(folders: Folders, roster: Roster, outcome: Outcome) -> dict[str, list[str]]:
    """Who on the roster has handed in nothing, for each lesson that was collected just now."""
    lessons = sorted({taken.submission.assignment for taken in outcome.taken})
    taken = {each.submission for each in outcome.taken}
    there = {*folders.submissions(lessons), *taken}
    return {
        lesson: [name for name in sorted(roster.students) if Submission(lesson, name) not in there]
        for lesson in lessons
    }


def _register(coursedir: CourseDirectory, roster: Roster) -> None:
    """Write names and addresses into the gradebook, where exports and pages find them."""
    with open_gradebook(coursedir) as book:
        for student in roster.students.values():
            first, last = student.first_and_last
            known = {"first_name": first, "last_name": last, "email": student.email}
            book.update_or_create_student(
                student.id, **{key: value for key, value in known.items() if value}
            )
