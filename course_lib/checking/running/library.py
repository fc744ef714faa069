"""The library's own versions: put in place of earlier exercises, and stopped where they would be
the answer.
"""

from __future__ import annotations

import contextlib
import importlib
from collections.abc import Iterator
from types import FunctionType
from typing import Any

from course_lib.checking.asked.exercise import REGISTRY, Exercise


class LibraryUsed(Exception):
    """The student's answer calls the library's version of the piece that is asked for."""


def library_version(exercise: Exercise) -> Any:
    """The library's function or class of that exercise; ``None`` where there is none."""
    if not exercise.library:
        return None
    return getattr(importlib.import_module(f"course_lib.{exercise.library}"), exercise.name)


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

    The code of the function itself is exchanged, so that the library stays free of checks.
    """
    version = library_version(exercise)
    functions = _functions(version)
    codes = [function.__code__ for function in functions]
    for function in functions:
        function.__code__ = _stop_code(function)
    try:
        yield
    finally:
        for function, code in zip(functions, codes, strict=True):
            function.__code__ = code


def _functions(version: Any) -> list[FunctionType]:
    if isinstance(version, FunctionType):
        return [version]
    if isinstance(version, type):
        return [member for member in vars(version).values() if isinstance(member, FunctionType)]
    return []


def _stop_code(function: FunctionType) -> Any:
    def stop(*args: Any, **kwargs: Any) -> Any:
        from course_lib.checking.running.library import LibraryUsed

        raise LibraryUsed

    if len(function.__code__.co_freevars):
        raise TypeError(f"{function.__qualname__} closes over names, so it cannot be stopped")
    return stop.__code__
