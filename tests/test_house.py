"""Who may import whom: what keeps answers away from the code that a student wrote."""

import ast
import contextlib
import importlib
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.course import Course
from grader.engine.outside.warm_process import Setup
from grader.engine.sandbox import visible_files
from grader.options import course_setup, setup_in

ROOT = Path(__file__).parents[1]
COURSE = Course(ROOT)

ALLOWED = {
    "course_lib": {"course_lib"},
    "course_lib/checking/values": {"course_lib.checking.values"},
    "course_lib/checking/asked": {"course_lib.checking.values", "course_lib.checking.asked"},
    "grader/engine": {
        "course_lib",
        "grader.engine",
        "grader.configuration",
        "grader.course",
        "grader.late_imports",
        "grader.nbgrader_api",
        "grader.quick_imports",
    },
    "grader/engine/protocol": {"grader.engine.protocol"},
    "grader/engine/sandbox": {"grader.engine.protocol", "grader.engine.sandbox"},
    "grader/engine/inside": {
        "grader.engine.protocol",
        "grader.engine.sandbox",
        "grader.engine.inside",
    },
    "grader/engine/outside": {
        "grader.engine.protocol",
        "grader.engine.sandbox",
        "grader.engine.outside",
        "grader.engine.documents.wellformed",
    },
    "grader/engine/documents": {
        "grader.engine.protocol",
        "grader.engine.documents",
        "grader.late_imports",
    },
}
"""What the files below a folder may import of the course's own packages."""


def _imported(path: Path) -> Iterator[str]:
    """The modules that a file imports anywhere in it, of the course's own packages."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import hides where it leads"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        yield from (name for name in names if name.split(".")[0] in ("grader", "course_lib"))


def _is_allowed(name: str, allowed: set[str]) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in allowed)


@pytest.mark.parametrize("folder", ALLOWED)
def test_a_room_imports_only_what_it_may(folder: str) -> None:
    files = sorted((ROOT / folder).rglob("*.py"))
    assert files, f"{folder} is empty: its rule would hold for nothing"
    refused = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in files
        for name in _imported(path)
        if not _is_allowed(name, ALLOWED[folder])
    ]
    assert refused == []


def test_nothing_of_the_engine_loads_the_command_line() -> None:
    names = {name for path in (ROOT / "grader/engine").rglob("*.py") for name in _imported(path)}
    assert not [
        name
        for name in names
        if name.startswith(("grader.cli", "grader.commands", "grader.autograde"))
    ]


def test_every_package_of_the_library_is_installed() -> None:
    listed = tomllib.loads((ROOT / "course_lib/pyproject.toml").read_text(encoding="utf-8"))
    packages = set(listed["tool"]["setuptools"]["packages"])
    there = {
        ".".join(path.parent.relative_to(ROOT).parts)
        for path in (ROOT / "course_lib").rglob("__init__.py")
        if "build" not in path.parts
    }
    assert packages == there


NAMED = re.compile(r"(grader|course_lib)(\.[a-zA-Z_]\w*)+")


def test_every_module_or_function_named_in_a_text_is_there() -> None:
    named = {
        node.value
        for package in ("grader", "course_lib", "tests")
        for path in (ROOT / package).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if NAMED.fullmatch(node.value)
    }
    assert {Setup().observe, course_setup(COURSE).observe} <= named
    assert [name for name in sorted(named) if not _is_there(name)] == []


def _is_there(name: str) -> bool:
    with contextlib.suppress(ModuleNotFoundError):
        importlib.import_module(name)
        return True
    module, _, attribute = name.rpartition(".")
    return hasattr(importlib.import_module(module), attribute)


def test_workers_load_the_whole_library_before_the_first_submission() -> None:
    preloaded = course_setup(COURSE).preload
    assert "course_lib.checking.preload" in preloaded
    there = {path.stem for path in (ROOT / "course_lib/checking").rglob("*.py")} - {"__init__"}
    assert there <= {name.rpartition(".")[2] for name in preloaded}


def test_workers_of_another_course_load_nothing_of_the_library(tmp_path: Path) -> None:
    (tmp_path / "nbgrader_config.py").touch()
    course = Course(tmp_path)
    assert not [name for name in setup_in(course).preload if name.startswith("course_lib")]
    (tmp_path / "solutions").mkdir()
    assert setup_in(course) == course_setup(course)


def test_no_file_of_the_grader_is_in_sight_of_a_submission() -> None:
    assert str(ROOT / "grader") in visible_files._secret()
    setup = course_setup(COURSE)
    in_sight = visible_files.readable(setup.readable, setup.hidden)
    for path in (ROOT / "grader").rglob("*.py"):
        above = {str(path), *map(str, path.parents)}
        assert above.isdisjoint(in_sight), path
