"""The exercises by their names, all lessons' of them."""

from __future__ import annotations

import difflib

import course_lib.exercises  # noqa: F401  fills the registry
from course_lib.checking.asked.exercise import REGISTRY, Exercise


def find(name: object) -> Exercise | None:
    """The exercise of that name, or ``None``."""
    return REGISTRY.get(name) if isinstance(name, str) else None


def unknown(name: str) -> str:
    """A sentence for a name that is no exercise."""
    near = difflib.get_close_matches(str(name), REGISTRY, n=1)
    return f"There is no exercise called `{name}`." + (
        f" Did you mean `{near[0]}`?" if near else ""
    )
