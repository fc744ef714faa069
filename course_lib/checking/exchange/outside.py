"""The judging side of a check: what is sent to a student's process, and what comes back of it.

The student's process only ever gets cases and sends observations. Nothing that comes back is
trusted.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from course_lib.checking.asked.case import Case
from course_lib.checking.deciding import not_judged
from course_lib.checking.diagnosing.finding import Finding
from course_lib.checking.exchange.encoding import case_to_data, decode, short_text
from course_lib.checking.running.observe import Ended, Observation, Raised
from course_lib.checking.values.plain import (
    DEEPEST,
    MOST,
    TOO_LARGE,
    Opaque,
    Tree,
    cut,
    plain,
)
from course_lib.checking.verdict import Verdict


def cases_to_data(cases: Sequence[Case]) -> list[dict[str, Any]]:
    """Several cases as plain data."""
    return [case_to_data(case) for case in cases]


def early_verdict(name: str, points: float, data: Any) -> Verdict | None:
    """The verdict on a function that could not be run, in the words that came back; ``None`` where
    it was run.
    """
    if not isinstance(data, dict) or "seen" in data:
        return None
    note, did = (_said(data.get(key)) for key in ("note", "did"))
    return not_judged(name, note, points, [Finding(did)] if did else [])


def _said(value: Any) -> str:
    return short_text(value) if isinstance(value, str) else ""


def observations_from_data(data: Any, most: int) -> list[Observation]:
    """What came back from a student's process: at most ``most`` observations, each in its form or
    malformed.
    """
    seen = data.get("seen") if isinstance(data, dict) else None
    return [_observation(one) for one in seen[:most]] if isinstance(seen, list) else [MALFORMED]


_MOST_NAMES = 50
"""Names of an exception's classes, or of changed arguments: more than there ever are."""
MALFORMED = Observation(raised=Raised((Ended.MALFORMED,)))


def _observation(data: Any) -> Observation:
    try:
        value, raised, changed, again, returned, after = data
        if raised is not None:
            kinds, *texts = raised
            message, line, inside = map(short_text, texts)
            names = tuple(map(short_text, kinds[:_MOST_NAMES])) or ("Exception",)
            raised = Raised(names, message, line, inside)
        return Observation(
            _checked(decode(value)),
            raised,
            tuple(map(short_text, changed[:_MOST_NAMES])),
            again is True,
            tuple(_checked(decode(item)) for item in returned[:2]),
            _by_name(_checked(decode(after))),
        )
    except Exception:  # noqa: BLE001  whatever was made up, it is no answer
        return MALFORMED


def _by_name(tree: Tree) -> dict[str, Tree]:
    """Trees under names; nothing where it is something else."""
    if not isinstance(tree, dict):
        return {}
    return {short_text(name): value for name, value in list(tree.items())[:_MOST_NAMES]}


def _checked(tree: Tree) -> Tree:
    """A tree in its own form once more, so that no other type gets to the judge, within the bounds
    of ``plain``.
    """
    left = MOST

    def again(tree: Tree, depth: int) -> Tree:
        nonlocal left
        left -= 1
        if left < 0 or depth > DEEPEST:
            return TOO_LARGE
        if isinstance(tree, (dict, list)) and len(tree) > left:
            return TOO_LARGE
        if isinstance(tree, dict):
            return {key: again(value, depth + 1) for key, value in tree.items()}
        if isinstance(tree, list):
            return [again(value, depth + 1) for value in tree]
        if isinstance(tree, str):
            return cut(tree, depth)
        return tree if isinstance(tree, Opaque) else plain(tree)

    return again(tree, 0)
