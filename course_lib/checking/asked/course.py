"""Whose exercises this process asks: The Training Loop's, or those of a course of somebody else's.

A course is a package: `exercises` has a module for each lesson, `keys` the keys of the visible
cases, `TITLE` its name. Its `__init__` opens it, so that importing it is enough.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from pkgutil import iter_modules

from course_lib.checking.asked.exercise import REGISTRY


def open_course(package: str, folder: str = "") -> None:
    """Ask the exercises of a course from now on, and no others.

    Args:
        package: its name, ``"signals_lib"``.
        folder: where it lies, if it is not to be found by its name. A course's folder comes before
            a package of that name that is installed.

    Raises:
        Exception: whatever stands in the way of importing it.
    """
    if REGISTRY and package == REGISTRY.package:
        return
    init = Path(folder, "__init__.py")
    if folder and package not in sys.modules and init.is_file():
        import_file(package, init)
    exercises = import_module(f"{package}.exercises")
    for module in iter_modules(exercises.__path__, f"{exercises.__name__}."):
        import_module(module.name)
    REGISTRY.ask(package)


def import_file(name: str, path: Path) -> None:
    """Import a module, or a package by its ``__init__.py``, from wherever its file lies."""
    spec = spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    sys.modules[name] = module_from_spec(spec)
    try:
        spec.loader.exec_module(sys.modules[name])
    except BaseException:
        del sys.modules[name]
        raise


def course_folder(package: str = "") -> Path:
    """Where the package of a course lies: the one that is open, if none is named."""
    return Path(import_module(package or REGISTRY.package).__path__[0])


def course_title() -> str:
    """What the course that is open is called."""
    return str(import_module(REGISTRY.package).TITLE)
