"""Run a student's code on cases and write down, as plain data, what came out."""

from __future__ import annotations

import contextlib
import inspect
import io
import linecache
import os
import traceback
import warnings
from collections.abc import Iterable, Iterator
from contextvars import Context
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import numpy as np

from course_lib.checking.asked.case import Case
from course_lib.checking.asked.course import course_folder
from course_lib.checking.asked.exercise import Exercise
from course_lib.checking.running.library import in_place_of_earlier, stopped
from course_lib.checking.running.time_limit import Clock, TimeLimit, limited
from course_lib.checking.values.compare import identical
from course_lib.checking.values.plain import LONGEST, Tree, plain

RANDOM_STATE = "NumPy's global random state"


class Ended(StrEnum):
    """How a case ended without an answer or an exception of the student's own."""

    TIME_LIMIT = "TimeLimit"
    NOT_REACHED = "NotReached"  # a case after the one that met the time limit
    NOT_DEFINED = "NotDefined"  # the cell itself failed
    MALFORMED = "Malformed"  # of a form that facts cannot read
    LIBRARY_USED = "LibraryUsed"
    OUT_OF_REACH = "OutOfReach"


@dataclass(frozen=True)
class Raised:
    """An exception.

    Attributes:
        kinds: the names of its classes, itself first.
        message: what it says.
        line: the student's line.
        inside: the function that the line stands in, where that is another one of theirs than was
            called first; or the library's that the line calls, where it was raised in there.
    """

    kinds: tuple[str, ...]
    message: str = ""
    line: str = ""
    inside: str = ""

    @property
    def kind(self) -> str:
        """The exception's own class name."""
        return self.kinds[0]


@dataclass(frozen=True)
class Observation:
    """What one case brought to light.

    Attributes:
        value: what the probe returned, as a tree; after ``with_facts`` what must hold of it.
        raised: the exception in its place, if any, or how the case ended without one.
        changed: the names of the arguments that the call changed.
        again: whether a second run on the same case gave the same.
        returned: what the student's function itself returned in its first two calls, where a probe
            or facts stand between; where ``again`` is not so, in the first call of each run.
        after: what became of the arguments that the call changed.
    """

    value: Tree = None
    raised: Raised | None = None
    changed: tuple[str, ...] = ()
    again: bool = True
    returned: tuple[Tree, ...] = ()
    after: dict[str, Tree] = field(default_factory=dict)


def observe(
    exercise: Exercise,
    subject: Any,
    cases: Iterable[Case],
    namespace: dict[str, Any] | None = None,
    seconds: float | None = None,
) -> list[Observation]:
    """Run the exercise's probe on each case; after the first time limit the rest is not run.

    Args:
        exercise: what is asked.
        subject: the student's function, class or value.
        cases: the inputs.
        namespace: where the student's names live; earlier exercises are replaced there by the
            library's version.
        seconds: time limit, for one case or for all as the exercise says; ``None`` takes the
            exercise's.

    Returns:
        One observation a case, at most; fewer after a time limit.
    """
    observations: list[Observation] = []
    limit = exercise.seconds if seconds is None else seconds
    clock = Clock()

    def run() -> None:
        for case in cases:
            observations.append(_observe(exercise, subject, case, clock))
            raised = observations[-1].raised
            if raised is not None and Ended.LIBRARY_USED in raised.kinds:
                break

    with quiet(), stopped(exercise), in_place_of_earlier(exercise, namespace, subject):
        try:
            limited(run, limit, clock)
        except TimeLimit:
            stop = Raised((Ended.TIME_LIMIT,), f"{limit:g}")
            return [*observations, Observation(raised=stop)]
    return observations


class _Recorder:
    """A student's function that keeps what its first two calls returned."""

    def __init__(self, function: Any) -> None:
        self._function = function
        self.returned: list[Tree] = []

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        value = self._function(*args, **kwargs)
        if len(self.returned) < 2:
            self.returned.append(plain(value))
        return value


def _observe(exercise: Exercise, subject: Any, case: Case, clock: Clock) -> Observation:
    given, before = case.fresh(), _random_state()
    recorder = _recorder(exercise, subject)
    value, raised = _run(exercise, recorder or subject, given, clock)
    after = changes(exercise, case, given)
    changed = tuple(after)
    if _random_state() != before:
        changed += (RANDOM_STATE,)
    again = True
    returned = tuple(recorder.returned) if recorder else ()
    if exercise.repeats:
        repeated = _recorder(exercise, subject)
        second, second_raised = _run(exercise, repeated or subject, case.fresh(), clock)
        kinds, second_kinds = (error and error.kinds for error in (raised, second_raised))
        again = identical(value, second) and kinds == second_kinds
        if not again:
            returned = _first_of_each(recorder, repeated) if repeated else (value, second)
    return Observation(value, raised, changed, again, returned, after)


def _recorder(exercise: Exercise, subject: Any) -> _Recorder | None:
    """What stands in for a function that a probe calls; nothing where the call is a plain one."""
    looks_closer = exercise.has_probe or exercise.has_facts
    is_function = callable(subject) and not isinstance(subject, type)
    return _Recorder(subject) if looks_closer and is_function else None


def _first_of_each(first: _Recorder | None, second: _Recorder) -> tuple[Tree, ...]:
    """What the first call of each run returned, where the two differ; else what it returned."""
    before, after = (recorder.returned[:1] if recorder else [] for recorder in (first, second))
    differ = before and after and not identical(before[0], after[0])
    return (*before, *after) if differ else tuple(before)


def _random_state() -> tuple[int, bytes]:
    _, numbers, place, *_ = np.random.get_state()
    return int(place), np.asarray(numbers).tobytes()


def _run(exercise: Exercise, subject: Any, case: Case, clock: Clock) -> tuple[Tree, Raised | None]:
    """One call, with NumPy's settings as they are in a new thread."""
    if not exercise.in_all:
        clock.restart()
    try:
        return Context().run(_answer, exercise, subject, case), None
    except TimeLimit:
        raise
    except BaseException as error:  # noqa: BLE001  whatever a student's code raises
        return None, describe_exception(error)


def _answer(exercise: Exercise, subject: Any, case: Case) -> Tree:
    return plain(exercise.probe_on(subject, case), in_parts=bool(exercise.parts))


def changes(exercise: Exercise, case: Case, given: Case) -> dict[str, Tree]:
    """The arguments in ``given`` that no longer are what ``case`` says, as they are now."""
    untouched = case.fresh()
    names = exercise.argument_names(len(case.args))
    pairs = [*zip(names, untouched.args, given.args, strict=True)]
    pairs += [(key, untouched.kwargs[key], value) for key, value in given.kwargs.items()]
    return {
        name: plain(after)
        for name, before, after in pairs
        if name not in exercise.may_change
        and not isinstance(before, np.random.Generator)
        and not identical(plain(before), plain(after))
    }


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Keep prints and warnings of a student's code to itself: neither costs a point."""
    out = io.StringIO()
    with (
        warnings.catch_warnings(),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(out),
    ):
        warnings.simplefilter("ignore")
        yield


def describe_exception(error: BaseException) -> Raised:
    """An exception as plain data; an exception whose own methods fail is described by its class
    alone.
    """
    kinds = tuple(kind.__name__ for kind in type(error).__mro__ if kind is not object)
    try:
        message = str(error)[:LONGEST]
    except Exception:  # noqa: BLE001  a hostile __str__
        message = ""
    return Raised(kinds, message, *_where(error))


def _where(error: BaseException) -> tuple[str, str]:
    """The student's line that raised, in the deepest frame outside this package, the course's, and
    the installed ones, and what it is ``inside`` of.

    ``NO_SOURCE`` where the text of the line is gone; nothing where no line of theirs was running.
    """
    frames = traceback.extract_tb(error.__traceback__)
    own = [place for place, frame in enumerate(frames) if _is_theirs(frame)]
    if not own:
        return "", ""
    first, frame = frames[own[0]], frames[own[-1]]
    text = frame.line or linecache.getline(frame.filename, frame.lineno or 0)
    line = text.strip()[:200] or NO_SOURCE
    called = next((f.name for f in frames[own[-1] + 1 :] if _is_ours(f)), "")
    if called and f"{called}(" in line:
        return line, called
    return line, frame.name if frame.name.isidentifier() and frame.name != first.name else ""


def _is_theirs(frame: traceback.FrameSummary) -> bool:
    installed = "site-packages" in frame.filename or "lib/python" in frame.filename
    return not installed and not _is_ours(frame)


def _is_ours(frame: traceback.FrameSummary) -> bool:
    return frame.filename.startswith((HERE, f"{course_folder()}{os.sep}"))


NO_SOURCE = "…"
HERE = inspect.getfile(Exercise).rsplit("checking", 1)[0]
