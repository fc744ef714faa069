"""What a verdict should say of the notebook around the answer that it judges."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from typing import Any

from course_lib.checking.asked.exercise import REGISTRY, Exercise
from course_lib.checking.running.library import library_version
from course_lib.checking.telling.display import listed


def not_run_since(name: str) -> str:
    """A sentence where the cell that defines ``name`` was run last and could not be read as
    Python, so that an older answer is judged; else nothing.
    """
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    result = getattr(shell, "last_execution_result", None)  # of the cell before the check's own
    error = getattr(result, "error_before_exec", None)
    source = getattr(getattr(result, "info", None), "raw_cell", None)
    if error is None or not isinstance(source, str):
        return ""
    if not re.search(rf"^\s*(def|class)\s+{name}\b|^{name}\s*=", source, re.MULTILINE):
        return ""
    kind = type(error).__name__
    return (
        f"The cell that defines `{name}` did not run: Python could not read it (`{kind}`). "
        f"What is judged here is the `{name}` from before."
    )


def replaced(exercise: Exercise, namespace: dict[str, Any]) -> Iterator[str]:
    """The earlier exercises of the learner's own that the library's versions stood in for."""
    for name in exercise.uses:
        own = namespace.get(name)
        if own is not None and own is not library_version(REGISTRY[name]):
            yield name


def stood_in(names: list[str]) -> str:
    """A sentence on helpers that do not pass their checks yet, so that the library's were used."""
    if not names:
        return ""
    do, its, was = (
        ("does", "its check", "was") if len(names) == 1 else ("do", "their checks", "were")
    )
    return (
        f"Your own {listed(names)} {do} not pass {its} yet: here the library's {was} used in the "
        "place of yours, and the cells below use yours."
    )
