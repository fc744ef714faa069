"""What a verdict should say of the notebook around the answer that it judges."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from course_lib.checking.asked.exercise import REGISTRY, Exercise
from course_lib.checking.running.library import library_version
from course_lib.checking.telling.display import listed
from course_lib.checking.telling.example import RETURNED
from course_lib.checking.verdict import Verdict


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


def with_stand_ins(verdict: Verdict, names: Sequence[str]) -> Verdict:
    """The verdict on an answer that was run with the library's versions of earlier exercises.

    Args:
        verdict: what was found.
        names: the author's own that do not pass their checks, so that they would have led to other
            numbers.
    """
    if not names or not verdict.aspects:
        return verdict
    several = len(names) > 1
    do, its, them = ("do", "their checks", "them") if several else ("does", "its check", "it")
    said = (
        f"Your own {listed(names)} {do} not pass {its} yet: while `{verdict.name}` is checked, the "
        f"library's stands in for {them}; the cells below use yours."
    )
    with_them = f"with the library's {listed(names)} {RETURNED}".replace("`", "")
    shown = (
        with_them + line.removeprefix(RETURNED) if line.startswith(RETURNED) else line
        for line in verdict.example
    )
    note = " ".join(filter(None, (verdict.note, said)))
    return replace(verdict, note=note, example=tuple(shown))
