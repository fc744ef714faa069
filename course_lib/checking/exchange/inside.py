"""The student's side of a check: runs the probe on the cases sent, and answers with plain data."""

from __future__ import annotations

from typing import Any

from course_lib.checking.catalogue import find
from course_lib.checking.exchange.encoding import case_from_data, encode
from course_lib.checking.running.early import MISSING, before_running
from course_lib.checking.running.observe import Observation, observe


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
    reason = before_running(exercise, subject)
    if reason is not None:
        return {"note": reason.note, "did": reason.did}
    cases = [case_from_data(data) for data in request["cases"]]
    return {"seen": list(map(observation_to_data, observe(exercise, subject, cases, namespace)))}


def observation_to_data(observation: Observation) -> list[Any]:
    """An observation as plain data."""
    raised = observation.raised
    ended = raised and [list(raised.kinds), raised.message, raised.line, raised.inside]
    returned = [encode(value) for value in observation.returned]
    return [
        encode(observation.value),
        ended,
        list(observation.changed),
        observation.again,
        returned,
        encode(observation.after),
    ]
