"""No function of the library answers an exercise that its own version is stopped for."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from typing import Any

import pytest

import course_lib
from course_lib.checking.asked.exercise import REGISTRY
from course_lib.checking.check import visible
from course_lib.checking.deciding import verdict_on
from course_lib.checking.running.early import before_running
from course_lib.checking.running.observe import observe

ASKED = [name for name, asked in REGISTRY.items() if not asked.choices and not asked.heavy]


def _functions() -> Iterator[tuple[str, Any]]:
    """Every function and class of the library's own modules, by its dotted name."""
    for info in pkgutil.iter_modules(course_lib.__path__):
        if info.ispkg or info.name.startswith("my_"):
            continue
        module = importlib.import_module(f"course_lib.{info.name}")
        for name, value in vars(module).items():
            own = getattr(value, "__module__", "") == module.__name__
            if own and (inspect.isfunction(value) or inspect.isclass(value)):
                yield f"{info.name}.{name}", value


PROGRAMS = "doctor.kernel", "doctor.main"
"""They start Jupyter kernels, for seconds each, and give a report and an exit code."""
FUNCTIONS = {name: value for name, value in _functions() if name not in PROGRAMS}


@pytest.mark.parametrize("name", ASKED)
def test_no_function_of_the_library_earns_points_as_an_answer(name: str) -> None:
    exercise = REGISTRY[name]
    cases, key = visible(name)
    earning = []
    for dotted, function in FUNCTIONS.items():
        if before_running(exercise, function) is not None:
            continue
        seen = observe(exercise, function, cases[:1], {}, seconds=5.0)
        if seen[0].raised is None:
            seen = observe(exercise, function, cases, {}, seconds=5.0)
        if verdict_on(exercise, cases, seen, key).score:
            earning.append(dotted)
    assert earning == []
