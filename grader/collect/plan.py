"""What is taken of all that was handed in, for whom, and what happens to every other file."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import PurePosixPath

from grader.collect.lessons import Lessons, Notebook, is_notebook
from grader.collect.roster import Called, Roster, Unknown
from grader.collect.sources import LeftOut
from grader.collect.systems import METADATA, NOWHERE, HandedIn
from grader.engine.gradebook.handed_in import MOST_FILES, TIMESTAMP
from grader.engine.gradebook.times import understood

_LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)
_COPY = re.compile(r"(?: ?\((\d+)\)|-(\d+))(?=\.ipynb)", re.IGNORECASE)
"""What browsers and systems put behind a name that is there already."""


@dataclass
class Collected:
    """What is taken of one student for one lesson.

    Attributes:
        student: their id.
        lesson: the lesson.
        folder: where its notebook lay, as the student named it.
        files: by path within the submission.
        when: when it was handed in, where that is known.
        is_late: whether the system marks it late.
        system: where it comes from.
        prefix: how the system finds whose feedback is.
        number: the system's number for the student.
        notes: what is said of it.
    """

    student: str
    lesson: str
    folder: PurePosixPath = NOWHERE
    files: dict[PurePosixPath, HandedIn] = field(default_factory=dict)
    when: datetime | None = None
    is_late: bool = False
    system: str = ""
    prefix: str = ""
    number: str = ""
    notes: list[str] = field(default_factory=list)


@dataclass
class Plan:
    """What is taken, and what is not."""

    collected: list[Collected]
    left_out: list[LeftOut]


@dataclass(frozen=True)
class _Candidate:
    """A file that is a lesson's notebook."""

    notebook: Notebook
    handed_in: HandedIn
    digest: bytes

    @property
    def age(self) -> tuple[datetime, int, int]:
        """The larger, the newer."""
        copy = _COPY.search(self.handed_in.path.name)
        number = int(copy[1] or copy[2]) if copy else 0
        return (self.handed_in.when or _LONG_AGO, self.handed_in.order, number)


class Planner:
    """Decides about files, person by person."""

    def __init__(self, lessons: Lessons, roster: Roster | None, *, otherwise: str = "") -> None:
        """Decide for a class.

        Args:
            lessons: what was released.
            roster: who is in the class, where there is a roster.
            otherwise: the lesson of files that do not tell theirs.
        """
        self.lessons, self._roster, self._otherwise = lessons, roster, otherwise
        self.left_out: list[LeftOut] = []

    def is_known(self, name: str) -> bool:
        """Whether a name is on the roster."""
        return self._roster is not None and self._roster.is_on_it(name)

    def plan(self, system: str, files: Iterable[HandedIn], *, groups: bool = False) -> Plan:
        """What to take of the files of one system.

        Args:
            system: its name.
            files: all of them.
            groups: whether what one member hands in is the whole group's.
        """
        by_person: defaultdict[str, list[HandedIn]] = defaultdict(list)
        for file in files:
            for student, their_file in self._whose(file, groups=groups):
                by_person[student].append(their_file)
        collected = [
            submission
            for student in sorted(by_person)
            for submission in self._of(student, system, by_person[student])
        ]
        return Plan(collected, self.left_out)

    def _leave(self, file: HandedIn, why: str, *, is_problem: bool = True) -> None:
        self.left_out.append(LeftOut(str(file.item), why, is_problem))

    def _whose(self, file: HandedIn, *, groups: bool) -> list[tuple[str, HandedIn]]:
        """The students whose a file is, each with the file; where there is none, it is left out."""
        if file.item.path.name == METADATA:
            self._leave(file, "Gradescope's list of submissions, which was read", is_problem=False)
            return []
        if file.why_not or not file.by:
            self._leave(file, file.why_not or "nothing in its path says whose it is")
            return []
        if self._roster is None:
            return [(_folder_for(called), replace(file, by=(called,))) for called in file.by]
        theirs: dict[str, HandedIn] = {}
        for called in file.by:
            try:
                meant = self._roster.find(called)
            except Unknown as unknown:
                self._leave(file, str(unknown))
                continue
            is_group = len(meant) > 1
            members = self._roster.group_of(meant[0]) if groups else meant
            theirs |= {member: replace(file, by=(), prefix="") for member in members}
            if not is_group:
                theirs[meant[0]] = replace(file, by=(called,))
        return sorted(theirs.items())

    def _of(self, student: str, system: str, files: list[HandedIn]) -> Iterator[Collected]:
        """A student's submissions, a lesson each."""
        candidates: defaultdict[Notebook, list[_Candidate]] = defaultdict(list)
        others: list[HandedIn] = []
        for file in files:
            if not is_notebook(file.path if file.path.name else file.item.path):
                others.append(file)
            elif (candidate := self._candidate(file)) is not None:
                candidates[candidate.notebook].append(candidate)
        submissions: dict[str, Collected] = {}
        for notebook, those in sorted(candidates.items()):
            newest, note = self._newest(notebook, those)
            if newest is None:
                continue
            submission = submissions.setdefault(
                notebook.lesson,
                Collected(student, notebook.lesson, newest.path.parent, system=system),
            )
            submission.notes += [note] if note else []
            _add(submission, PurePosixPath(f"{notebook.name}.ipynb"), newest)
        for file in others:
            self._put_beside(file, submissions)
        yield from submissions.values()

    def _candidate(self, file: HandedIn) -> _Candidate | None:
        try:
            data = file.item.read()
        except Exception as error:  # noqa: BLE001 - whatever a damaged archive raises
            self._leave(file, f"cannot be read: {error}")
            return None
        if not data:
            self._leave(file, "the file is empty")
            return None
        notebook = self.lessons.notebook(file.item.path, data, self._otherwise)
        if notebook is None:
            self._leave(file, "neither its cells nor its name are a released lesson's")
            return None
        return _Candidate(notebook, file, hashlib.sha256(data).digest())

    def _newest(
        self, notebook: Notebook, candidates: list[_Candidate]
    ) -> tuple[HandedIn | None, str]:
        """The newest of several files that are the same notebook, and what is said of that."""
        *older, newest = sorted(candidates, key=lambda candidate: candidate.age)
        rivals = [each for each in older if each.age == newest.age and each.digest != newest.digest]
        if rivals:
            for each in (*rivals, newest):
                self._leave(
                    each.handed_in,
                    f"one of {len(rivals) + 1} different {notebook.name} of the same age: keep one",
                )
            return None, ""
        for each in older:
            is_same = each.digest == newest.digest
            why = "the same file once more" if is_same else f"{newest.handed_in.item} is newer"
            self._leave(each.handed_in, why, is_problem=False)
        attempts = len({each.digest for each in candidates})
        note = f"the newest of {attempts}" if attempts > 1 else ""
        return newest.handed_in, note

    def _put_beside(self, file: HandedIn, submissions: dict[str, Collected]) -> None:
        """Put a file that is no notebook into the submission that it belongs to."""
        near = [each for each in submissions.values() if _is_below(file.path, each.folder)]
        deepest = max((len(each.folder.parts) for each in near), default=0)
        homes = [each for each in near if len(each.folder.parts) == deepest]
        if len(homes) != 1:
            lessons = " or ".join(each.lesson for each in homes)
            why = f"it may belong to {lessons}" if homes else "no notebook is taken beside it"
            self._leave(file, why)
            return
        submission, path = homes[0], file.path.relative_to(homes[0].folder)
        if path.name == TIMESTAMP:
            self._read_time(file, submission)
        elif len(submission.files) >= MOST_FILES:
            self._leave(file, f"more than {MOST_FILES} files of one submission are not read")
        else:
            _add(submission, path, file)

    def _read_time(self, file: HandedIn, submission: Collected) -> None:
        """Take the time from a file that nbgrader or `grader collect` wrote."""
        try:
            text = file.item.read()[:1000].decode()
            submission.when = understood(text).replace(tzinfo=UTC)
        except Exception as error:  # noqa: BLE001 - whatever the library stumbles over
            self._leave(file, f"it holds no time that can be read: {error}")


def _add(submission: Collected, path: PurePosixPath, file: HandedIn) -> None:
    submission.files[path] = file
    submission.is_late |= file.is_late
    submission.prefix = submission.prefix or file.prefix
    submission.number = submission.number or next((called.number for called in file.by), "")
    submission.when = max(filter(None, (submission.when, file.when)), default=None)


def _is_below(path: PurePosixPath, folder: PurePosixPath) -> bool:
    return folder == NOWHERE or folder in path.parents


def _folder_for(called: Called) -> str:
    """A folder's name for somebody who is on no roster: their number settles two of one name."""
    name = re.sub(r"[^\w.@+-]+", "_", called.name).strip("._") or "nobody"
    return f"{name}_{called.number}" if called.number and called.number != name else name
