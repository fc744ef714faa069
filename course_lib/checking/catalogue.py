"""The exercises by their names, all lessons' of them: The Training Loop's where no course has been
opened.
"""

from __future__ import annotations

import difflib

from course_lib.checking.asked.course import open_course
from course_lib.checking.asked.exercise import REGISTRY, Exercise

open_course(REGISTRY.package)


def find(name: object) -> Exercise | None:
    """The exercise of that name, or ``None``."""
    return REGISTRY.get(name) if isinstance(name, str) else None


def lessons() -> set[str]:
    """The lessons that ask anything, by the names of their modules."""
    return {exercise.lesson for exercise in REGISTRY.values()}


def unknown(name: str) -> str:
    """A sentence for a name that is no exercise."""
    near = difflib.get_close_matches(str(name), REGISTRY, n=1)
    return f"There is no exercise called `{name}`." + (
        f" Did you mean `{near[0]}`?" if near else ""
    )
