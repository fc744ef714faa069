"""The mistakes that a learner was told of: kept in a file beside the lessons, for `review()`.

A notebook forgets a mistake with the next check, so they are noted in `my_mistakes.json`. It can be
read and deleted, and is sent to nobody.
"""

from __future__ import annotations

import contextlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from course_lib.checking.diagnosing.finding import Ground
from course_lib.checking.verdict import Verdict
from course_lib.desk.notebooks import LESSON

FILE = "my_mistakes.json"
MOST = 200
"""Of older ones the oldest are dropped."""


@dataclass(frozen=True)
class Met:
    """A mistake that a check has named: the exercise, the mistake's name, and what it was told."""

    exercise: str
    mistake: str
    did: str

    def is_same(self, other: Met) -> bool:
        """Whether it is the same mistake, though it may have been told with other numbers."""
        return (self.exercise, self.mistake) == (other.exercise, other.mistake)


def note(verdict: Verdict) -> None:
    """Note the first named mistake of a verdict, where a lesson's notebook runs.

    A folder that cannot be written is nobody's mistake: nothing is noted then.
    """
    named = [finding for finding in verdict.findings if finding.ground is Ground.MISTAKE]
    here = Path.cwd()
    if not named or not LESSON.fullmatch(here.name):
        return
    new = Met(verdict.name, named[0].mistake, named[0].did)
    path = here.parent / FILE
    others = [
        met for met in read(path) if (met.exercise, met.mistake) != (new.exercise, new.mistake)
    ]
    with contextlib.suppress(OSError):
        write(path, [*others, new])


def read(path: Path) -> list[Met]:
    """The mistakes in a file, oldest first; none where it is missing or no such file."""
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))
        return [Met(**{name: str(text) for name, text in entry.items()}) for entry in entries]
    except (OSError, ValueError, TypeError, AttributeError):
        return []


def write(path: Path, mistakes: list[Met]) -> None:
    """Write the file, whole or not at all."""
    aside = path.with_name(f".{path.name}.part")
    text = json.dumps([asdict(met) for met in mistakes[-MOST:]], ensure_ascii=False, indent=1)
    aside.write_text(text, encoding="utf-8")
    aside.replace(path)
