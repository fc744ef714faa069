"""Which cells of a lesson are checks of exercises, and what a judge of one is made from.

An ordinary course has none: whoever grades it imports neither exercises nor what judges them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from grader.course import OWN

_GRADED = re.compile(r"""^grade\(\s*["'](\w+)["']\s*\)\s*$""", re.MULTILINE)


def graded_exercise(source: str) -> str | None:
    """The exercise that a test cell grades, from the cell's source as it was released; ``None``
    where it names none.
    """
    found = _GRADED.findall(source)
    return found[-1] if found else None


@dataclass(frozen=True)
class Exam:
    """What a judge is made from, as plain data that may be sent to another trusted process.

    Attributes:
        exercise: its name.
        key: the bytes of the hidden key.
        package: the course's.
        library: the folder of that package; where it is not there, as on another machine, the
            package is the one that is installed.
    """

    exercise: str
    key: bytes
    package: str = OWN
    library: str = ""
