"""Right answers in other styles, as they stand in a lesson's module of variants."""

from __future__ import annotations

import ast

from grader.course import Course, lesson_module


def read_variants(course: Course, lesson: str, name: str) -> tuple[str, list[str]]:
    """The source of a lesson's module of variants, and the names of those of one exercise; both
    empty without one.
    """
    path = course.variants / f"{lesson_module(lesson)}.py"
    if not path.is_file():
        return "", []
    module = path.read_text(encoding="utf-8")
    names = [
        node.name
        for node in ast.parse(module).body
        if isinstance(node, (ast.FunctionDef, ast.ClassDef))
    ]
    return module, [variant for variant in names if variant.startswith(f"{name}__")]
