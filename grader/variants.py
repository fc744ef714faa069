"""Right answers in other styles, as they stand in a lesson's module of variants."""

from __future__ import annotations

import ast
from functools import lru_cache

from grader.course import Course, lesson_module


def read_variants(course: Course, lesson: str, name: str) -> tuple[str, list[str]]:
    """The source of a lesson's module of variants, and the names of those of one exercise; both
    empty without one.
    """
    path = course.variants / f"{lesson_module(lesson)}.py"
    if not path.is_file():
        return "", []
    module = path.read_text(encoding="utf-8")
    return module, [variant for variant in _names(module) if variant.startswith(f"{name}__")]


@lru_cache(maxsize=32)
def _names(module: str) -> tuple[str, ...]:
    """What a module gives a meaning, functions, classes and names that are assigned, in order."""
    names: list[str] = []
    for node in ast.parse(module).body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            names.append(node.name)
        elif isinstance(node, ast.Assign):
            names += [target.id for target in node.targets if isinstance(target, ast.Name)]
    return tuple(names)
