"""Feedback pages in zips that Canvas and Moodle take back, under the names that they gave out.

docs/exports.md has the names and their sources.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from grader.engine.gradebook.filing import Folders, Submission
from grader.nbgrader_api import course_directory

_THEN = (2000, 1, 1, 0, 0, 0)
"""The date of every file: the same pages make the same zip."""


@dataclass
class FeedbackZips:
    """The zips by their names, and the submissions that are in none, each with the reason."""

    files: dict[PurePosixPath, bytes] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    pages: int = 0


def canvas_name(prefix: str, page: str) -> str:
    """`lovelaceada_1234_56789_05_loss.html`: Canvas takes the first two numbers for those of the
    user and of the file that it gave out.
    """
    return f"{prefix}_{page}"


def moodle_name(prefix: str, page: str) -> str:
    """`Ada Lovelace_1234_assignsubmission_file/05_loss.html`: Moodle takes the number for that of
    the participant.
    """
    return f"{prefix}_assignsubmission_file/{page}"


NAMES: dict[str, Callable[[str, str], str]] = {"canvas": canvas_name, "moodle": moodle_name}


def feedback_zips(
    root: Path,
    submissions: Sequence[Submission],
    ledger: Mapping[str, Mapping[str, Any]],
    system: str,
) -> FeedbackZips:
    """Pack the pages of submissions that were collected from a system, a zip for each lesson.

    Args:
        root: the course's folder.
        submissions: whose pages.
        ledger: where submissions came from.
        system: who takes them back, ``canvas`` or ``moodle``.
    """
    folders = Folders(course_directory(root))
    outcome = FeedbackZips()
    by_lesson: dict[str, dict[str, bytes]] = {}
    for submission in submissions:
        entry = ledger.get(f"{submission.assignment}/{submission.student}", {})
        prefix = entry.get("prefix", "") if entry.get("system") == system else ""
        pages = sorted(folders.feedback(submission).glob("*.html"))
        if not prefix:
            outcome.left_out.append(
                f"{submission}: not collected from {system} under their own name"
            )
        elif not pages:
            outcome.left_out.append(f"{submission}: it has no page; run `grader feedback` first")
        for page in pages if prefix else ():
            name = NAMES[system](prefix, page.name)
            by_lesson.setdefault(submission.assignment, {})[name] = page.read_bytes()
            outcome.pages += 1
    for lesson, files in by_lesson.items():
        outcome.files[PurePosixPath(f"{lesson}.zip")] = _packed(files)
    return outcome


def _packed(files: Mapping[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name, _THEN), data, zipfile.ZIP_DEFLATED)
    return packed.getvalue()
