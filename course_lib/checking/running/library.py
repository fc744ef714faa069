"""The library's own versions: put in place of earlier exercises, and stopped where they would be
the answer.
"""

from __future__ import annotations

import contextlib
import importlib
import inspect
import sys
from collections.abc import Callable, Iterator
from importlib.abc import MetaPathFinder
from types import CodeType, FunctionType
from typing import Any

from course_lib.checking.asked.exercise import REGISTRY, Exercise


class LibraryUsed(Exception):
    """The student's answer calls the library's version of the piece that is asked for."""


class OutOfReach(LibraryUsed):
    """The answer calls a function that the exercise hides, or imports its module; the text is that
    module's name.
    """


def library_version(exercise: Exercise) -> Any:
    """The library's function or class of that exercise; ``None`` where there is none."""
    if not exercise.library:
        return None
    return _of_library(exercise, f"{exercise.library}.{exercise.name}")


@contextlib.contextmanager
def in_place_of_earlier(
    exercise: Exercise, namespace: dict[str, Any] | None, subject: Any
) -> Iterator[None]:
    """While it lasts, the names of earlier exercises mean the library's versions: an error costs
    once.
    """
    places = [
        place for place in (namespace, getattr(subject, "__globals__", None)) if place is not None
    ]
    kept: list[tuple[dict[str, Any], str, Any]] = []
    for name in exercise.uses:
        version = library_version(REGISTRY[name])
        for place in places:
            if name in place and place[name] is not version:
                kept.append((place, name, place[name]))
                place[name] = version
    try:
        yield
    finally:
        for place, name, own in reversed(kept):
            place[name] = own


@contextlib.contextmanager
def stopped(exercise: Exercise) -> Iterator[None]:
    """While it lasts, the library's version of the exercise raises ``LibraryUsed``, under whatever
    name it was kept.

    What the exercise hides raises ``OutOfReach``. The code of the function itself is exchanged, so
    that the library stays free of checks. A module that nobody has imported yet is not imported for
    that: its import is refused.
    """
    there = [name for name in exercise.hides if _module_of(name) in sys.modules]
    refusing = _Refusing({_module_of(name) for name in exercise.hides if name not in there})
    others = [_of_library(exercise, name) for name in exercise.answered_by]
    answers = [library_version(exercise), *others]
    stops = {function: _library_used for answer in answers for function in _functions(answer)}
    stops |= {function: _out_of_reach for name in there for function in _functions(_named(name))}
    functions = list(stops)
    codes = [function.__code__ for function in functions]
    for function, stop in stops.items():
        function.__code__ = _stop_code(function, stop)
    sys.meta_path.insert(0, refusing)
    try:
        yield
    finally:
        sys.meta_path.remove(refusing)
        for function, code in zip(functions, codes, strict=True):
            function.__code__ = code


def _of_library(exercise: Exercise, dotted: str) -> Any:
    """A function of the course's library by its name within it: "mlp.softmax_cross_entropy"."""
    module, _, name = dotted.rpartition(".")
    return getattr(importlib.import_module(f"{exercise.package}.{module}"), name)


def _functions(version: Any) -> list[FunctionType]:
    if isinstance(version, FunctionType):
        return [version]
    if isinstance(version, type):
        return [member for member in vars(version).values() if isinstance(member, FunctionType)]
    return []


class _Refusing(MetaPathFinder):
    """Finds no module, and refuses the import of some."""

    def __init__(self, names: set[str]) -> None:
        self.names = names

    def find_spec(self, fullname: str, path: Any = None, target: Any = None) -> None:
        """Raise ``OutOfReach`` for a refused module; leave all others to the finders after this
        one.
        """
        if fullname in self.names:
            raise OutOfReach(fullname)


def _module_of(dotted: str) -> str:
    return dotted.rpartition(".")[0]


def _named(dotted: str) -> Any:
    """The function of that dotted name, without the decorators around it."""
    return inspect.unwrap(getattr(sys.modules[_module_of(dotted)], dotted.rpartition(".")[2]))


def _stop_code(function: FunctionType, stop: Callable[..., Any]) -> CodeType:
    if len(function.__code__.co_freevars):
        raise TypeError(f"{function.__qualname__} closes over names, so it cannot be stopped")
    code: CodeType = stop.__code__
    return code


def _library_used(*args: Any, **kwargs: Any) -> Any:
    from course_lib.checking.running.library import (
        LibraryUsed,
    )  # this code runs among another module's names

    raise LibraryUsed


def _out_of_reach(*args: Any, **kwargs: Any) -> Any:
    from course_lib.checking.running.library import OutOfReach

    raise OutOfReach(__name__)  # of the module whose function was called
