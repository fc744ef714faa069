"""Cases and observations as plain data that any carrier of numbers, texts, lists and arrays can take across.

The student's process only ever sees cases and sends observations; nothing that comes back is trusted.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from course_lib.checking.case import Case, Rng
from course_lib.checking.check import MISSING, before_running, find
from course_lib.checking.forensics import Finding
from course_lib.checking.observe import Observation, Raised, observe
from course_lib.checking.plain import DEEPEST, MOST, Opaque, Tree, plain
from course_lib.checking.verdict import Verdict, not_judged

MOST_TEXT = 2000


def case_to_data(case: Case) -> dict[str, Any]:
    """A case as plain data: its inputs, and the sizes and the aspect that a probe may look at."""
    sizes: dict[str, Any] = dict(case.sizes)
    return {"args": _encode(case.args), "kwargs": _encode(case.kwargs), "sizes": sizes, "aspect": case.aspect}


def case_from_data(data: dict[str, Any]) -> Case:
    """The case that ``case_to_data`` was given."""
    case = Case(*_decode(data["args"]), **_decode(data["kwargs"])).sized(**data["sizes"])
    return case.decides(data["aspect"])


def observe_here(namespace: dict[str, Any], request: dict[str, Any]) -> dict[str, Any]:
    """Run a request in the student's process: the exercise's probe on each case.

    Args:
        namespace: what the submission has defined.
        request: ``{"exercise": name, "cases": [...]}``.

    Returns:
        ``{"seen": [...]}``, or ``{"note": text, "did": text}`` where there is nothing to run.
    """
    exercise = find(request["exercise"])
    if exercise is None:
        raise ValueError(f"no exercise {request['exercise']!r}")
    subject = namespace.get(exercise.name, MISSING)
    early = before_running(exercise, subject, 1.0)
    if early is not None:
        return {"note": early.note, "did": early.findings[0].did if early.findings else ""}
    cases = [case_from_data(data) for data in request["cases"]]
    return {"seen": [observation_to_data(one) for one in observe(exercise, subject, cases, namespace)]}


def observation_to_data(one: Observation) -> list[Any]:
    """An observation as plain data."""
    raised = None if one.raised is None else [list(one.raised.kinds), one.raised.message, one.raised.line]
    return [_encode(one.value), raised, list(one.changed), one.again]


def early_verdict(name: str, points: float, data: Any) -> Verdict | None:
    """The verdict on a function that could not be run, in the words that came back; ``None`` where it was run."""
    if not isinstance(data, dict) or "seen" in data:
        return None
    note, did = (str(data.get(key, ""))[:MOST_TEXT] for key in ("note", "did"))
    return not_judged(name, note, points, [Finding(did)] if did else [])


def observations_from_data(data: Any, most: int) -> list[Observation]:
    """What came back from a student's process: at most ``most`` observations, each in its form or malformed."""
    seen = data.get("seen") if isinstance(data, dict) else None
    return [_observation(one) for one in seen[:most]] if isinstance(seen, list) else [MALFORMED]


MALFORMED = Observation(raised=Raised(("Malformed",)))


def _observation(data: Any) -> Observation:
    try:
        value, raised, changed, again = data
        if raised is not None:
            kinds, message, line = raised
            raised = Raised(tuple(map(_text, kinds)) or ("Exception",), _text(message), _text(line))
        return Observation(_checked(_decode(value)), raised, tuple(map(_text, changed)), again is True)
    except (TypeError, ValueError, KeyError, RecursionError):
        return MALFORMED


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value[:MOST_TEXT]


def _checked(tree: Tree) -> Tree:
    """A tree in its own form once more, so that no other type gets to the judge, within the bounds of ``plain``."""
    left = MOST

    def again(tree: Tree, depth: int) -> Tree:
        nonlocal left
        left -= 1
        if left < 0 or depth > DEEPEST:
            return Opaque("a structure too large to look at")
        if isinstance(tree, dict):
            return {key: again(value, depth + 1) for key, value in tree.items()}
        if isinstance(tree, list):
            return [again(value, depth + 1) for value in tree]
        return tree if isinstance(tree, Opaque) else plain(tree)

    return again(tree, 0)


def _encode(value: Any) -> Any:
    if isinstance(value, np.generic):
        return {"g": np.asarray(value)}
    if isinstance(value, tuple):
        return {"t": [_encode(item) for item in value]}
    if isinstance(value, list):
        return [_encode(item) for item in value]
    if isinstance(value, dict):
        return {"d": [[key, _encode(item)] for key, item in value.items()]}
    if isinstance(value, Rng):
        return {"r": value.seed}
    return {"o": value.kind} if isinstance(value, Opaque) else value


def _decode(data: Any) -> Any:
    if isinstance(data, list):
        return [_decode(item) for item in data]
    if not isinstance(data, dict):
        return data
    ((kind, inside),) = data.items()
    if kind == "t":
        return tuple(_decode(item) for item in inside)
    if kind == "d":
        return {_key(key): _decode(item) for key, item in inside}
    if kind == "g":
        return np.asarray(inside)[()]
    return Rng(int(inside)) if kind == "r" else Opaque(_text(inside))


def _key(key: Any) -> str | int | float:
    if not isinstance(key, (str, int, float)):
        raise TypeError("not a name")
    return key


def cases_to_data(cases: Sequence[Case]) -> list[dict[str, Any]]:
    """Several cases as plain data."""
    return [case_to_data(case) for case in cases]
