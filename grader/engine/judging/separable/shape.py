"""What a test cell is made of: whose its names are, and what it imports and changes."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from grader.engine.judging.separable.lesson import Lesson
from grader.engine.judging.separable.look import Look, Refused
from grader.engine.judging.separable.syntax import parsed, root_of
from grader.engine.outside.test_code import python_of


@dataclass(frozen=True)
class Shape:
    """What a test cell is made of.

    Attributes:
        asked: the names that are the submission's.
        own: the names that it binds.
        read: the names that it reads of its own and of test cells before it.
        is_changing: whether it changes values, by methods or by items.
        objects: names that it binds to objects of a library, which cannot cross.
        imports: its own imports, by the name that each binds.
        lesson_imports: of the lesson, for it.
    """

    asked: frozenset[str]
    own: frozenset[str]
    read: frozenset[str]
    is_changing: bool
    objects: frozenset[str]
    imports: tuple[tuple[str, str], ...]
    lesson_imports: tuple[str, ...]


@lru_cache(maxsize=1024)
def shape_of(source: str, lesson: Lesson, tests_own: frozenset[str]) -> Shape | str:
    """What a test cell is made of, or why it cannot be run apart: the same in every submission.

    Args:
        source: the cell.
        lesson: what it belongs to.
        tests_own: names that test cells before it bind.
    """
    if parsed(source) is None:
        return "it is not plain Python"
    if "get_ipython()" in python_of(source):
        return "it uses IPython"
    try:
        look = Look(lesson, tests_own, python_of(source))
        look.go()
    except Refused as why:
        return str(why)
    except RecursionError:
        return "it is nested too deeply"
    return _shape(look, tests_own)


def _shape(look: Look, tests_own: frozenset[str]) -> Shape:
    own = frozenset(look.own - {name for name, _, _ in look.imports})
    return Shape(
        frozenset(look.asked),
        own,
        frozenset(_read(look.tree) & (own | tests_own)),
        look.is_changing,
        frozenset(_objects(look)),
        tuple((name, statement) for name, _, statement in look.imports),
        tuple(sorted(look.lesson_imports)),
    )


def _read(tree: ast.Module) -> set[str]:
    """The names that a cell reads."""
    read = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            read.add(node.id)
        elif isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
            read.add(node.target.id)
    return read


def _objects(look: Look) -> Iterator[str]:
    """The names that a cell binds to objects of a library, by `with` or by a call."""
    for node in ast.walk(look.tree):
        if isinstance(node, ast.With):
            yield from (name for item in node.items for name in _stored(item))
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            root = root_of(node.value.func)
            if root and look.is_module(root) and root not in ("np", "numpy", "math"):
                yield from (to.id for to in node.targets if isinstance(to, ast.Name))


def _stored(item: ast.withitem) -> Iterator[str]:
    for node in ast.walk(item):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
