"""What lies in a course's folders: submissions to read, and reports to write so that none is ever
half there.
"""

from __future__ import annotations

import grader.quick_imports  # noqa: F401  before nbformat and nbgrader

# isort: split

import glob
import hashlib
import json
import os
import re
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath
from typing import Any

from nbformat import NotebookNode
from nbgrader.coursedir import CourseDirectory

from grader.course import CourseError
from grader.engine.documents.choosing import File
from grader.engine.documents.reading import MOST_BYTES
from grader.engine.gradebook.candidates import candidates
from grader.engine.gradebook.handed_in import (
    TIMESTAMP,
    Beside,
    beside,
    is_meant,
    is_text,
    read_file,
    shown,
)
from grader.engine.gradebook.left_over import left_over
from grader.engine.gradebook.times import UnknownZone, understood
from grader.engine.judging.verdict_data import KEPT

_MARK, _RUNG = "autograded_by_grader", "isolation_rung"
_ANYBODY = "\0"
"""Stands for a student's name in a path: no name can hold it."""
_NEW, _OLD = ".grading-new-", ".grading-old-"
"""What reports lie in until they are in their place, and after; left behind only by a run that was
killed.
"""
_OBEYED = re.compile(r"""[<>"$\\\u202a-\u202e\u2066-\u2069]""")
"""formgrader puts the name of a student's folder into its pages as it is, and MathJax draws it."""


@dataclass(frozen=True, order=True)
class Submission:
    """What one student handed in for one assignment."""

    assignment: str
    student: str

    def __str__(self) -> str:
        return f"{shown(self.student)}/{self.assignment}"


@dataclass(frozen=True)
class Report:
    """A graded notebook: its name, and its text as `stamped` made it."""

    name: str
    text: str

    def put(self, folder: Path) -> None:
        """Write it into a folder."""
        (folder / f"{self.name}.ipynb").write_text(self.text, encoding="utf-8")


def stamped(notebook: NotebookNode, stamp: str, rung: int) -> str:
    """A graded notebook as JSON, with the stamp of what it was made from and the rung that it ran
    on.

    On one line: nobody reads this file but programs, and for a line an entry Python's JSON takes
    ten times as long.
    """
    notebook.metadata[_MARK], notebook.metadata[_RUNG] = stamp, rung
    return json.dumps(notebook, ensure_ascii=False) + "\n"


class Folders:
    """nbgrader's folders of a course."""

    def __init__(self, coursedir: CourseDirectory) -> None:
        self._coursedir = coursedir

    def _path(self, step: str, student: str, assignment: str) -> Path:
        directory = getattr(self._coursedir, f"{step}_directory")
        return Path(self._coursedir.format_path(directory, student, assignment))

    def submissions(self, assignments: list[str], student: str | None = None) -> list[Submission]:
        """The submissions to some assignments, from everybody or from one student, in order."""
        return [
            Submission(assignment, name)
            for assignment in assignments
            for name in self._students(assignment)
            if is_meant(name, student) and not self._is_excluded(name)
        ]

    def _students(self, assignment: str) -> Iterator[str]:
        """Who has a folder for an assignment, in order, however the course arranges its folders."""
        parts = self._path("submitted", _ANYBODY, assignment).parts
        at = next(number for number, part in enumerate(parts) if _ANYBODY in part)
        above, inside = Path(*parts[:at]), "/".join(parts[at:])
        name = re.compile(re.escape(inside).replace(_ANYBODY, "([^/]+)", 1))
        for path in sorted(above.glob(glob.escape(inside).replace(_ANYBODY, "*"))):
            matched = name.fullmatch(path.relative_to(above).as_posix())
            if matched and path.is_dir():
                yield matched[1]

    def left_over(
        self, notebooks: Mapping[str, list[str]], student: str | None = None
    ) -> list[str]:
        """What lies in the folder of submissions and is none, and why; of everybody or of one
        student.
        """
        if self._coursedir.directory_structure != CourseDirectory.directory_structure.default_value:
            return []  # whose an entry is depends on the course's own arrangement
        return [
            *left_over(
                self._path("submitted", "*", "*").parent.parent,
                notebooks,
                lambda name: is_meant(name, student) and not self._is_excluded(name),
            )
        ]

    def _is_excluded(self, student: str) -> bool:
        return student.startswith(".") or student in self._coursedir.student_id_exclude.split(",")

    def handed_in(self, submission: Submission) -> Path:
        """Where a submission lies."""
        return self._path("submitted", submission.student, submission.assignment)

    def autograded(self, submission: Submission) -> Path:
        """Where the reports of a submission lie."""
        return self._path("autograded", submission.student, submission.assignment)

    def feedback(self, submission: Submission) -> Path:
        """Where nbgrader looks for the pages that go back to a student."""
        return self._path("feedback", submission.student, submission.assignment)

    def released(self, assignment: str, notebook: str) -> list[Path]:
        """Where a notebook lies as it was released or written, the best place first."""
        places = [self._path(step, ".", assignment) for step in ("release", "source")]
        return [place / f"{notebook}.ipynb" for place in places]

    def notebook(
        self, submission: Submission, name: str, known: list[str]
    ) -> tuple[bytes, tuple[File, ...]]:
        """A submitted notebook, empty where none has the name, and files that may be it instead.

        Raises:
            OSError: it cannot be read.
        """
        folder = self.handed_in(submission)
        below = folder.parents[1]
        others = tuple(
            File(path.relative_to(folder).as_posix(), read_file(path, MOST_BYTES + 1, below))
            for path in candidates(folder, known)
        )
        return read_file(folder / f"{name}.ipynb", MOST_BYTES + 1, below), others

    def is_there(self, submission: Submission, name: str) -> bool:
        """Whether there is a file with a notebook's name."""
        folder = self.handed_in(submission)
        path = folder / f"{name}.ipynb"
        return path.is_file() and not path.is_symlink()

    def files(self, submission: Submission) -> Beside:
        """The other files of a submission, and over them those of the lesson.

        Links and files beyond the bounds are left out: nothing outside the folder is ever read.

        Raises:
            CourseError: the submission is gone.
        """
        handed_in = self.handed_in(submission)
        if not handed_in.is_dir():
            raise CourseError("the submission is no longer there")
        if handed_in.is_symlink() or handed_in.parent.is_symlink():
            raise CourseError("its folder is a link: nothing outside of submitted/ is read")
        if not is_text(submission.student):
            raise CourseError("the name of its folder is not UTF-8: rename it, and grade it then")
        if _OBEYED.search(submission.student):
            raise CourseError(
                "the name of its folder holds characters that pages obey: rename it, and grade it"
                " then"
            )
        own = self._coursedir.config.Autograde.get("exclude_overwriting", {}).get(
            submission.assignment, []
        )
        return beside(
            handed_in, self._path("source", ".", submission.assignment), own, self._is_ignored
        )

    def _is_ignored(self, name: str) -> bool:
        """Whether nbgrader's configuration leaves a file out, by its own name or that of a folder
        above it.
        """
        return any(
            fnmatch(part, pattern)
            for part in PurePosixPath(name).parts
            for pattern in self._coursedir.ignore
        )

    def digest(self, submission: Submission, files: dict[str, bytes]) -> str:
        """A digest of what a grade depends on besides the notebooks: the other files, and when it
        was handed in.
        """
        digest = hashlib.sha256()
        for name, data in [(TIMESTAMP, self._when(submission)), *sorted(files.items())]:
            digest.update(f"{name} {len(data)} ".encode() + data)
        return digest.hexdigest()

    def _when(self, submission: Submission) -> bytes:
        handed_in = self.handed_in(submission)
        return read_file(handed_in / TIMESTAMP, 1000, handed_in.parents[1])

    def timestamp(self, submission: Submission) -> tuple[datetime | None, str]:
        """When it was handed in, and what is wrong with the file that should say so."""
        data = self._when(submission)
        if not data:
            return None, ""
        try:
            text = data.decode()
            time = understood(text)
        except UnknownZone as unknown:
            return None, f"{TIMESTAMP}: {unknown}; the submission counts as handed in in time."
        except Exception:  # noqa: BLE001 - whatever the library stumbles over, it is no time
            return (
                None,
                f"{TIMESTAMP} does not hold a time; the submission counts as handed in in time.",
            )
        is_plain = text.strip().startswith(f"{time:%Y-%m-%d %H:%M:%S}")
        return time, "" if is_plain else f"{TIMESTAMP} was understood as {time:%Y-%m-%d %H:%M} UTC."

    def kept(self, submission: Submission, notebook: str) -> tuple[str, dict[str, Any]]:
        """The stamp of a report, and its verdicts by ``grade_id``; empty where there is none."""
        metadata = _metadata(self.autograded(submission) / f"{notebook}.ipynb")
        kept = metadata.get(KEPT)
        verdicts = kept.get("verdicts") if isinstance(kept, dict) else None
        stamp = metadata.get(_MARK)
        return (
            stamp if isinstance(stamp, str) else "",
            verdicts if isinstance(verdicts, dict) else {},
        )

    def done(self, submission: Submission, stamps: dict[str, str]) -> bool:
        """Whether the reports of exactly these submitted and assigned notebooks are there."""
        folder = self.autograded(submission)
        return bool(stamps) and all(
            _stamp(folder / f"{name}.ipynb") == stamp for name, stamp in stamps.items()
        )

    def clear_up(self) -> None:
        """Remove what a run left unfinished that was killed while it put reports in place."""
        students = self._path("autograded", "*", "*").parent.parent
        for old in students.glob(f"*/{_OLD}*"):
            target = old.with_name(old.name.removeprefix(_OLD))
            if not target.exists():
                old.rename(target)
        for left in [*students.glob(f"*/{_OLD}*"), *students.glob(f"*/{_NEW}*")]:
            shutil.rmtree(left, ignore_errors=True)

    def write(self, submission: Submission, reports: list[Report], others: Beside) -> None:
        """Put a submission's reports in place, all at once, with its other files and its timestamp.

        What a browser would run is stored as text: the pages of a course are served from here.

        Raises:
            OSError: they cannot be written; what was there before stays.
        """
        target = self.autograded(submission)
        aside = target.with_name(f"{_NEW}{target.name}")
        try:
            aside.mkdir(parents=True)
            for name, data in others.files.items():
                path = aside / others.stored.get(name, name)
                if name.endswith(".ipynb") or path.exists():
                    continue  # a report has its name, or it is none of the lesson's
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
            if when := self._when(submission):
                (aside / TIMESTAMP).write_bytes(when)
            for report in reports:
                report.put(aside)
            swap(aside, target)
        except BaseException:
            shutil.rmtree(aside, ignore_errors=True)
            raise


def swap(new: Path, target: Path) -> None:
    """Let a finished folder take the place of another, or of nothing."""
    old = target.with_name(f"{_OLD}{target.name}")
    if target.is_dir() and not target.is_symlink():
        target.rename(old)
    else:
        target.unlink(missing_ok=True)
    new.rename(target)
    if old.exists():
        shutil.rmtree(old, ignore_errors=True)


@contextmanager
def alone_in(root: Path) -> Iterator[None]:
    """Keep other runs out of a course while the block lasts; a run that is killed lets go as well.

    Raises:
        CourseError: another run is at work.
    """
    if (
        sys.platform == "win32"
    ):  # no lock is left behind by a killed run only where the system itself keeps it
        yield
        return
    import fcntl

    handle = os.open(root, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CourseError(
                "Another `grader autograde` is at work in this course: wait until it is done."
            ) from None
        except OSError:
            pass  # a file system that cannot lock a folder
        yield
    finally:
        os.close(handle)


def stamp_of(data: bytes, others: tuple[File, ...], lesson: str, beside: str) -> str:
    """What a report was made from, as three digests: what was handed in, the lesson with its
    checks, and what stands beside them.
    """
    handed_in = hashlib.sha256(data)
    for file in others:
        handed_in.update(f"{file.name} {len(file.data)} ".encode() + file.data)
    parts = (hashlib.sha256(lesson.encode()), hashlib.sha256(beside.encode()))
    return "-".join(digest.hexdigest() for digest in (handed_in, *parts))


def what_changed(before: str, after: str) -> str:
    """Why a report is made again, from its stamp and the new one."""
    if before.count("-") != after.count("-"):
        return "graded by an earlier version of the grader before"
    pairs = zip(before.split("-"), after.split("-"), strict=True)
    handed_in, lesson, beside = (old != new for old, new in pairs)
    reasons = {
        "handed in anew": handed_in,
        "the lesson or a check changed": lesson,
        "files, time or limits changed": beside
        and not handed_in,  # the notebook is among the files
    }
    return ", ".join(reason for reason, holds in reasons.items() if holds)


def _stamp(path: Path) -> str | None:
    mark = _metadata(path).get(_MARK)
    return mark if isinstance(mark, str) else None


def _metadata(path: Path) -> dict[str, Any]:
    """The metadata of a report; empty where there is none."""
    try:
        metadata = json.loads(path.read_bytes())["metadata"]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return metadata if isinstance(metadata, dict) else {}
