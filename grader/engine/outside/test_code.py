"""Translates and compiles the test cells of ordinary courses, out of reach of every submission."""

import ast
import marshal
from functools import lru_cache
from typing import Any

from grader.engine.protocol.job import CellStep, Output

ASK = "__ask__"
"""The function that gives a test what the submission has under a name."""


def label(name: str) -> str:
    """What stands for a test cell in tracebacks."""
    return f"<test {name}>"


@lru_cache(maxsize=1024)
def python_of(source: str) -> str:
    """A cell as Python, IPython's own syntax translated."""
    try:
        ast.parse(source)
    except (SyntaxError, ValueError):
        from IPython.core.inputtransformer2 import TransformerManager  # few cells need it

        return str(TransformerManager().transform_cell(source))
    return source


@lru_cache(maxsize=1024)
def compiled(source: str, name: str, asked: frozenset[str] = frozenset()) -> bytes:
    """The statements of a cell and, apart, its last expression, as code; both may await.

    Args:
        source: the cell.
        name: its name, for tracebacks.
        asked: the names that are asked of the submission wherever they are read.

    Returns:
        Code that this version of Python can load.

    Raises:
        SyntaxError: it is not Python.
        ValueError: likewise.
    """
    source = python_of(source)
    tree = ast.parse(source, label(name))
    if asked:
        tree = ast.fix_missing_locations(_Asking(asked).visit(tree))
    flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
    last = None
    quiet = source.rstrip().endswith(";")
    if tree.body and isinstance(tree.body[-1], ast.Expr) and not quiet:
        expression = ast.Expression(tree.body.pop().value)  # type: ignore[attr-defined]
        last = compile(expression, label(name), "eval", flags, dont_inherit=True)
    body = compile(tree, label(name), "exec", flags, dont_inherit=True)
    return marshal.dumps((body, last))


class _Asking(ast.NodeTransformer):
    """Turns the reading of a submission's name into a question."""

    def __init__(self, asked: frozenset[str]) -> None:
        self._asked = asked

    def visit_Name(self, node: ast.Name) -> ast.expr:
        if node.id not in self._asked or not isinstance(node.ctx, ast.Load):
            return node
        ask = ast.Name(ASK, ast.Load())
        return ast.copy_location(ast.Call(ask, [ast.Constant(node.id)], []), node)


def message(step: CellStep, asked: frozenset[str] = frozenset()) -> dict[str, Any]:
    """What the sandbox is told of a test cell: its code, and nothing of its text.

    Args:
        step: the cell.
        asked: see `compiled`.
    """
    about = "await" if "await" in step.source or "async" in step.source else ""
    code = compiled(step.source, step.id, asked)
    return {"code": code, "label": label(step.id), "about": about}


def with_source(outputs: list[Output], step: CellStep) -> list[Output]:
    """Outputs with the test's own lines in their tracebacks, where they are known alone."""
    lines = python_of(step.source).splitlines()
    for output in outputs:
        if output["output_type"] == "error":
            output["traceback"] = [
                part for line in output["traceback"] for part in _with_line(line, lines, step.id)
            ]
    return outputs


def _with_line(line: str, lines: list[str], name: str) -> list[str]:
    head, _, rest = line.partition(f'File "{label(name)}", line ')
    number = rest.partition(",")[0]
    if head.strip() or not number.isdecimal() or not 0 < int(number) <= len(lines):
        return [line]
    return [line, f"    {lines[int(number) - 1].strip()}"]
