"""What cells define, to find them again in a notebook that has lost its marks; whatever is in them
costs seconds.
"""

import ast
import re
from collections.abc import Callable

from IPython.core.inputtransformer2 import TransformerManager

_AFTER_DEF = re.compile(r"^(?:def|class)[ \t]+(\w+)", re.MULTILINE)
_ESCAPES = re.compile(r"^[ \t]*[%!?,;/]|\?[ \t]*$|=[ \t]*[%!]", re.MULTILINE)
"""IPython's own syntax. Its translation goes over the whole cell once for each."""
_MOST = 2_000_000
"""Characters of code to go over, for a notebook: a hundred long ones."""


class Code:
    """Looks at cells as Python, IPython's own syntax included, each once and up to a bound for the
    whole notebook.
    """

    def __init__(self) -> None:
        self._left = _MOST
        self._known: dict[str, frozenset[str] | None] = {}

    def _names(self, source: str) -> frozenset[str] | None:
        """The names that a cell defines at its top level; ``None`` if it is not Python, or beyond
        the bound.
        """
        if source not in self._known:
            self._known[source] = self._look_at(source)
        return self._known[source]

    def _look_at(self, source: str) -> frozenset[str] | None:
        self._left -= len(source)
        if self._left < 0:
            return None
        if (names := _names(source)) is not None:
            return names
        self._left -= len(source) * len(_ESCAPES.findall(source))
        return _names(source, _translated) if self._left >= 0 else None

    def parses(self, source: str) -> bool:
        """Whether it is Python."""
        return self._names(source) is not None

    def names(self, source: str) -> frozenset[str]:
        """The names that a cell defines, those after `def` and `class` where it is not Python, or
        not yet.
        """
        found = self._names(source)
        return frozenset(_AFTER_DEF.findall(source)) if found is None else found


def _as_it_is(source: str) -> str:
    return source


def _translated(source: str) -> str:
    return str(TransformerManager().transform_cell(source))


def _names(source: str, translate: Callable[[str], str] = _as_it_is) -> frozenset[str] | None:
    try:
        body = ast.parse(translate(source)).body
    except Exception:  # noqa: BLE001 - IPython's translation and Python's parser have a dozen kinds of errors
        return None
    names = {
        node.name
        for node in body
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))
    }
    for node in body:
        targets = node.targets if isinstance(node, ast.Assign) else []
        names |= {target.id for target in targets if isinstance(target, ast.Name)}
    return frozenset(names)
