"""Run a student's code on cases and write down, as plain data, what came out."""

from __future__ import annotations

import contextlib
import inspect
import io
import linecache
import traceback
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from course_lib.checking.case import Case
from course_lib.checking.compare import identical
from course_lib.checking.exercise import Exercise
from course_lib.checking.library import in_place_of_earlier, stopped
from course_lib.checking.limits import TimeLimit, limited
from course_lib.checking.plain import LONGEST, Tree, plain

RANDOM_STATE = "NumPy's global random state"


@dataclass(frozen=True)
class Raised:
    """An exception: the names of its classes (itself first), what it says, and the student's line."""

    kinds: tuple[str, ...]
    message: str = ""
    line: str = ""

    @property
    def kind(self) -> str:
        """The exception's own class name."""
        return self.kinds[0]


@dataclass(frozen=True)
class Observation:
    """What one case brought to light.

    Attributes:
        value: what the probe returned, as a tree; after ``Exercise.judged`` what must hold of it.
        raised: the exception in its place, if any; a time limit is one of kind ``TimeLimit``.
        changed: the names of the arguments that the call changed.
        again: whether a second run on the same case gave the same.
    """

    value: Tree = None
    raised: Raised | None = None
    changed: tuple[str, ...] = ()
    again: bool = True


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
        namespace: where the student's names live; earlier exercises are replaced there by the library's version.
        seconds: time limit for one case; ``None`` takes the exercise's.

    Returns:
        One observation a case, at most; fewer after a time limit.
    """
    seen: list[Observation] = []
    limit = exercise.seconds if seconds is None else seconds
    with quiet(), stopped(exercise), in_place_of_earlier(exercise, namespace, subject):
        for case in cases:
            seen.append(_one(exercise, subject, case, limit))
            raised = seen[-1].raised
            if raised is not None and raised.kind in ("TimeLimit", "LibraryUsed"):
                break
    return seen


def _one(exercise: Exercise, subject: Any, case: Case, seconds: float) -> Observation:
    given = case.fresh()
    value, raised, touched = _run(exercise, subject, given, seconds)
    changed = changes(exercise, case, given) + touched
    again = True
    if exercise.repeats and (raised is None or raised.kind != "TimeLimit"):
        second, second_raised, _ = _run(exercise, subject, case.fresh(), seconds)
        again = identical(value, second) and (raised and raised.kinds) == (second_raised and second_raised.kinds)
    return Observation(value, raised, changed, again)


def _run(exercise: Exercise, subject: Any, case: Case, seconds: float) -> tuple[Tree, Raised | None, tuple[str, ...]]:
    before = np.random.get_state()[1:3]  # type: ignore[index]
    touched: tuple[str, ...] = ()
    try:
        value, raised = limited(lambda: _answer(exercise, subject, case), seconds), None
    except TimeLimit:
        value, raised = None, Raised(("TimeLimit",), f"{seconds:g}")
    except (Exception, SystemExit, KeyboardInterrupt) as error:  # noqa: BLE001  whatever a student's code raises
        value, raised = None, describe_exception(error)
    after = np.random.get_state()[1:3]  # type: ignore[index]
    if after[1] != before[1] or not np.array_equal(after[0], before[0]):
        touched = (RANDOM_STATE,)
    return value, raised, touched


def _answer(exercise: Exercise, subject: Any, case: Case) -> Tree:
    return plain(exercise.probe_on(subject, case), in_parts=bool(exercise.parts))


def changes(exercise: Exercise, case: Case, given: Case) -> tuple[str, ...]:
    """The names of the arguments in ``given`` that no longer are what ``case`` says."""
    untouched = case.fresh()
    names = exercise.argument_names(len(case.args))
    pairs = [*zip(names, untouched.args, given.args, strict=True)]
    pairs += [(key, untouched.kwargs[key], value) for key, value in given.kwargs.items()]
    return tuple(
        name
        for name, before, after in pairs
        if name not in exercise.may_change
        and not isinstance(before, np.random.Generator)
        and not identical(plain(before), plain(after))
    )


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Keep prints and warnings of a student's code to itself: neither costs a point."""
    out = io.StringIO()
    with warnings.catch_warnings(), contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        warnings.simplefilter("ignore")
        yield


def describe_exception(error: BaseException) -> Raised:
    """An exception as plain data; an exception whose own methods fail is described by its class alone."""
    kinds = tuple(kind.__name__ for kind in type(error).__mro__ if kind is not object)
    try:
        message = str(error)[:LONGEST]
    except Exception:  # noqa: BLE001  a hostile __str__
        message = ""
    return Raised(kinds, message, _line(error))


def _line(error: BaseException) -> str:
    """The student's line that raised: the deepest frame outside this package and the installed ones.

    ``NO_SOURCE`` where its text is gone; nothing where no line of theirs was running.
    """
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        inside = frame.filename.startswith(HERE) or "site-packages" in frame.filename
        if not inside and "lib/python" not in frame.filename:
            return (frame.line or linecache.getline(frame.filename, frame.lineno or 0)).strip()[:200] or NO_SOURCE
    return ""


NO_SOURCE = "…"
HERE = inspect.getfile(Exercise).rsplit("checking", 1)[0]
