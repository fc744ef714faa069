"""What a cell's syntax says of the names in it."""

import ast
import builtins
import re
import symtable
from collections.abc import Iterator
from functools import lru_cache

from grader.engine.outside.test_code import python_of

_WORD = re.compile(r"\w+")


@lru_cache(maxsize=1024)
def parsed(source: str) -> ast.Module | None:
    """A cell's syntax; none where it is not Python, IPython's own syntax translated."""
    try:
        return ast.parse(python_of(source))
    except (SyntaxError, ValueError, RecursionError):
        return None


def words_in(source: str) -> set[str]:
    """All that may be a name in a cell."""
    return {*_WORD.findall(source)}


def imports_in(tree: ast.Module) -> Iterator[tuple[str, str, str]]:
    """Of each name that a cell imports: the name, its module, and a statement that imports it."""
    for node in ast.walk(tree):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            yield from _imported(node)


def _imported(node: ast.Import | ast.ImportFrom) -> Iterator[tuple[str, str, str]]:
    for alias in node.names:
        name = alias.asname or alias.name.partition(".")[0]
        rest = f" as {alias.asname}" if alias.asname else ""
        if isinstance(node, ast.Import):
            yield name, alias.name, f"import {alias.name}{rest}"
        else:
            module = "." * node.level + (node.module or "")
            yield name, module, f"from {module} import {alias.name}{rest}"


def bound_in(tree: ast.Module) -> Iterator[str]:
    """The names that a cell binds in the notebook, and those within its functions."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            yield node.id
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            yield node.name
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            yield from (name for name, _, _ in _imported(node))


def classes_in(tree: ast.Module) -> set[str]:
    """The classes that a cell defines, at any depth."""
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}


@lru_cache(maxsize=16)
def _table(source: str) -> symtable.SymbolTable:
    """The scopes of a cell, made once for the questions that follow one another."""
    return symtable.symtable(source, "test", "exec")


def scopes_of(source: str) -> tuple[set[str], set[str]]:
    """The names that a cell binds in the notebook, and those that it binds within functions."""
    table = _table(source)
    top = {one.get_name() for one in table.get_symbols() if _is_bound(one)}
    return top, {one.get_name() for one in _within(table) if one.is_local()}


def used_outside(source: str) -> set[str]:
    """The names of the notebook that a cell reads, within functions too."""
    table = _table(source)
    top = {one.get_name() for one in table.get_symbols() if one.is_referenced()}
    return top | {one.get_name() for one in _within(table) if one.is_global()}


def read_within(source: str) -> dict[str, set[str]]:
    """Of each function and class that a cell defines in the notebook, the names of the notebook
    that are read within it.
    """
    reads: dict[str, set[str]] = {}
    for child in _table(source).get_children():
        found = {
            one.get_name() for one in (*child.get_symbols(), *_within(child)) if one.is_global()
        }
        reads.setdefault(child.get_name(), set()).update(found)
    return reads


def _is_bound(symbol: symtable.Symbol) -> bool:
    return symbol.is_assigned() or symbol.is_imported() or symbol.is_namespace()


def _within(table: symtable.SymbolTable) -> Iterator[symtable.Symbol]:
    for child in table.get_children():
        yield from child.get_symbols()
        yield from _within(child)


def attributes_of(node: ast.expr) -> Iterator[str]:
    """The attributes of `a.b.c`, the last first."""
    while isinstance(node, ast.Attribute):
        yield node.attr
        node = node.value


def innermost(node: ast.expr) -> ast.expr:
    """What the attributes of `a.b.c` are taken from."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return node


def root_of(node: ast.expr) -> str | None:
    """The name that `a.b.c` begins with; none where it begins with anything else."""
    name = innermost(node)
    return name.id if isinstance(name, ast.Name) else None


def is_single(node: ast.expr) -> bool:
    """Whether there is only one object of this value: None, True, or a class of Python's own."""
    if isinstance(node, ast.Constant):
        return node.value is None or isinstance(node.value, bool)
    return isinstance(node, ast.Name) and isinstance(getattr(builtins, node.id, None), type)
