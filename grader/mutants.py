"""Mutants of a reference solution, one small change each: one that still earns all is equivalent,
or a gap.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass

from grader.mistakes import Equivalent, edited

_BINARY: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.MatMult: ast.Mult,
    ast.Pow: ast.Mult,
    ast.FloorDiv: ast.Div,
    ast.Mod: ast.FloorDiv,
}
_COMPARE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
_NAMES = {
    "mean": "sum",
    "sum": "mean",
    "max": "min",
    "min": "max",
    "maximum": "minimum",
    "argmax": "argmin",
}
_IDENTITY = {"sqrt", "exp", "log", "log1p", "abs", "square"}


@dataclass(frozen=True)
class Mutant:
    """A changed solution: the old and the new text of the one place, and the whole source."""

    old: str
    new: str
    source: str


def mutants(source: str) -> list[Mutant]:
    """Every mutant of a solution cell, in the order of the places, each source once."""
    tree = ast.parse(source)
    inside = {
        id(node)
        for definition in tree.body
        if _defines(definition)
        for node in ast.walk(definition)
    }
    found: dict[str, Mutant] = {}
    for place, node in enumerate(ast.walk(tree)):
        for change in _changes(node) if id(node) in inside else ():
            bent = copy.deepcopy(tree)
            target = next(other for i, other in enumerate(ast.walk(bent)) if i == place)
            _replace(bent, target, change)
            text = ast.unparse(ast.fix_missing_locations(bent))
            found.setdefault(text, Mutant(ast.unparse(node), ast.unparse(change), text))
    found.pop(ast.unparse(tree), None)
    return list(found.values())


def is_listed(mutant: Mutant, source: str, listed: list[Equivalent]) -> bool:
    """Whether a mutant is one that is listed as equivalent."""
    return any(
        mutant.source == ast.unparse(ast.parse(edited(source, (one.edit,), one.exercise)))
        for one in listed
    )


def _defines(node: ast.AST) -> bool:
    return isinstance(node, (ast.FunctionDef, ast.ClassDef))


def _changes(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.BinOp):
        yield from _of_operation(node)
    elif isinstance(node, ast.AugAssign) and type(node.op) in _BINARY:
        yield ast.AugAssign(node.target, _BINARY[type(node.op)](), node.value)
        yield ast.Pass()
    elif isinstance(node, ast.Compare) and type(node.ops[0]) in _COMPARE:
        yield ast.Compare(node.left, [_COMPARE[type(node.ops[0])]()], node.comparators)
    elif isinstance(node, ast.BoolOp):
        yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
    elif isinstance(node, ast.UnaryOp):
        yield node.operand
    elif isinstance(node, ast.Constant):
        yield from _of_constant(node)
    elif isinstance(node, ast.Attribute) and node.attr == "T":
        yield node.value
    elif isinstance(node, ast.Call):
        yield from _of_call(node)
    elif isinstance(node, ast.Assign) or (
        isinstance(node, ast.Expr) and not isinstance(node.value, ast.Constant)
    ):
        yield ast.Pass()


def _of_operation(node: ast.BinOp) -> Iterator[ast.AST]:
    if type(node.op) in _BINARY:
        yield ast.BinOp(node.left, _BINARY[type(node.op)](), node.right)
    if isinstance(node.op, (ast.Sub, ast.Div, ast.MatMult, ast.Pow)):
        yield ast.BinOp(node.right, node.op, node.left)


def _of_constant(node: ast.Constant) -> Iterator[ast.AST]:
    if isinstance(node.value, bool):
        yield ast.Constant(not node.value)
    elif isinstance(node.value, int):
        yield ast.Constant(node.value + 1)
    elif isinstance(node.value, float):
        yield ast.Constant(node.value + 1 if node.value == 0 else node.value * 2)


def _of_call(node: ast.Call) -> Iterator[ast.AST]:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else None
    if name in _NAMES and isinstance(node.func, ast.Attribute):
        yield ast.Call(
            ast.Attribute(node.func.value, _NAMES[name], ast.Load()), node.args, node.keywords
        )
    if name in _IDENTITY and len(node.args) == 1:
        yield node.args[0]
    for i in range(len(node.keywords)):
        yield ast.Call(node.func, node.args, node.keywords[:i] + node.keywords[i + 1 :])


def _replace(tree: ast.AST, old: ast.AST, new: ast.AST) -> None:
    for node in ast.walk(tree):
        for name, value in ast.iter_fields(node):
            if value is old:
                setattr(node, name, copy.deepcopy(new))
            elif isinstance(value, list):
                value[:] = [copy.deepcopy(new) if item is old else item for item in value]
