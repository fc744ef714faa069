"""What a submission may use in a course: our limits, nbgrader's timeout, and what the configuration
and the command line say.

In `nbgrader_config.py`, for the course and for single assignments::

    c.Execute.timeout = 300                              # seconds a cell, as nbgrader has it
    c.Grader.limits = {"memory_mb": 4096}
    c.Grader.assignment_limits = {"ps3": {"processes": 4}}
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from typing import Any

from traitlets.config import Config

from grader.course import CourseError
from grader.engine.protocol.limits import MEGABYTE, Limits

_BYTES = ("memory", "output", "total_output", "answer", "disk")
NAMES = tuple(f"{one.name}_mb" if one.name in _BYTES else one.name for one in fields(Limits))
_ENDLESS = 3600.0
_CELLS = 10
"""Cells of the longest time that a notebook may have: nbgrader bounds each cell alone."""


def course_limits(
    config: Config, assignment: str, asked: Mapping[str, float], usual: Limits
) -> Limits:
    """The limits for an assignment.

    Args:
        config: nbgrader's configuration.
        assignment: its name.
        asked: limits from the command line, by name.
        usual: those where nothing is said.

    Raises:
        CourseError: a limit has no such name, or no such value.
    """
    ours = config.Grader if "Grader" in config else {}
    single = ours.get("assignment_limits", {}).get(assignment, {})
    wanted = {**ours.get("limits", {}), **single, **asked}
    return _with(_as_patient(config, usual), wanted)


def _as_patient(config: Config, usual: Limits) -> Limits:
    """The limits, with at least the time that nbgrader would give."""
    if "Execute" not in config or "timeout" not in config.Execute:
        return usual
    timeout = config.Execute.timeout
    seconds = _ENDLESS if timeout is None or timeout < 0 else float(timeout)
    return _with(
        usual,
        {"cell_wall": max(seconds, usual.cell_wall), "cell_cpu": max(seconds, usual.cell_cpu)},
    )


def _with(limits: Limits, wanted: Mapping[str, Any]) -> Limits:
    values: dict[str, Any] = {}
    for name, value in wanted.items():
        if (
            name not in NAMES
            or isinstance(value, bool)
            or not isinstance(value, (int, float))
            or value < 0
        ):
            raise CourseError(f"{name} = {value!r} is no limit; there are {', '.join(NAMES)}.")
        field = name.removesuffix("_mb")
        kind = type(getattr(limits, field))
        values[field] = kind(value * MEGABYTE if field in _BYTES else value)
    for total, cell in (("total_cpu", "cell_cpu"), ("total_wall", "cell_wall")):
        if cell in values and total not in values:
            values[total] = max(getattr(limits, total), _CELLS * values[cell])
    return replace(limits, **values)


def parse(settings: Iterable[str]) -> dict[str, float]:
    """Limits as the command line has them, ``NAME=NUMBER`` each.

    Raises:
        CourseError: one is not of this form.
    """
    limits = {}
    for setting in settings:
        name, _, value = setting.partition("=")
        try:
            limits[name] = float(value)
        except ValueError:
            raise CourseError(f"--limit {setting} is not of the form NAME=NUMBER.") from None
    return limits


def described(limits: Limits, usual: Limits) -> str:
    """What differs from the usual limits, for the instructor; empty if nothing does."""
    names = [name for name in NAMES if _value(limits, name) != _value(usual, name)]
    return ", ".join(f"{name} {_value(limits, name):g}" for name in names)


def _value(limits: Limits, name: str) -> float:
    field = name.removesuffix("_mb")
    value: float = getattr(limits, field)
    return value / MEGABYTE if field in _BYTES else value
