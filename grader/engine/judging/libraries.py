"""Which libraries a lesson imports that the grader's environment does not have."""

import ast
import importlib.util
from collections.abc import Iterator
from pathlib import Path

from nbformat import NotebookNode

from grader.engine.documents.definitions import Code


def missing(source: NotebookNode, beside: list[Path]) -> list[str]:
    """The libraries that a lesson's cells import and that are nowhere, in order.

    Args:
        source: the lesson, with its hidden tests.
        beside: folders whose modules stand beside the notebook.
    """
    code = Code()
    imports = [
        text
        for cell in source.cells
        if cell.cell_type == "code"
        for text in code.bound(cell.source).imports
    ]
    names = {name for text in imports for name in _packages(text)}
    return sorted(name for name in names if not _is_here(name, beside))


def _packages(statement: str) -> Iterator[str]:
    node = ast.parse(statement).body[0]
    if isinstance(node, ast.Import):
        yield from (alias.name.partition(".")[0] for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
        yield node.module.partition(".")[0]


def _is_here(name: str, beside: list[Path]) -> bool:
    try:
        if importlib.util.find_spec(name) is not None:
            return True
    except ValueError:  # a module that has no spec, such as __main__, is there
        return True
    return any((folder / name).is_dir() or (folder / f"{name}.py").is_file() for folder in beside)
