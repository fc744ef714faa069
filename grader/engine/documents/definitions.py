"""What cells define, to find them again in a notebook that has lost its marks; whatever is in them
costs seconds.
"""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

_AFTER_DEF = re.compile(r"^(?:def|class)[ \t]+(\w+)", re.MULTILINE)
_ESCAPES = re.compile(r"^[ \t]*[%!?,;/]|\?[ \t]*$|=[ \t]*[%!]", re.MULTILINE)
"""IPython's own syntax. Its translation goes over the whole cell once for each."""
_MOST = 2_000_000
"""Characters of code to go over, for a notebook: a hundred long ones."""

_LONG = 20_000
"""Characters of a cell that is looked at anew each time; shorter ones are remembered."""
_OPEN = {"exec", "globals", "vars", "run", "pylab", "load_ext"}
"""Functions and magics that may bind any name."""


@dataclass(frozen=True)
class Bound:
    """What a cell binds in the notebook.

    Attributes:
        defined: the names of functions and classes at its top level, and those that are assigned
            there.
        names: all that it binds: imported ones too, and those within branches and loops.
        any_name: whether there may be names that the text does not show, as after ``import *``.
        imports: the statements that import, at its top level.
    """

    defined: frozenset[str]
    names: frozenset[str]
    any_name: bool = False
    imports: tuple[str, ...] = ()


class Code:
    """Looks at cells as Python, IPython's own syntax included, each once and up to a bound for the
    whole notebook.
    """

    def __init__(self) -> None:
        self._left = _MOST
        self._known: dict[str, Bound | None] = {}

    def _bound(self, source: str) -> Bound | None:
        """What a cell binds; ``None`` if it is not Python, or beyond the bound."""
        if source not in self._known:
            self._known[source] = self._look_at(source)
        return self._known[source]

    def _look_at(self, source: str) -> Bound | None:
        self._left -= len(source)
        if self._left < 0:
            return None
        look = _bound if len(source) > _LONG else _bound_before
        if (bound := look(source)) is not None:
            return bound
        self._left -= len(source) * len(_ESCAPES.findall(source))
        return _bound(source, _translated) if self._left >= 0 else None

    def parses(self, source: str) -> bool:
        """Whether it is Python."""
        return self._bound(source) is not None

    def bound(self, source: str) -> Bound:
        """What a cell binds; the names after `def` and `class` where it is not Python, or not
        yet.
        """
        if (bound := self._bound(source)) is not None:
            return bound
        names = frozenset(_AFTER_DEF.findall(source))
        return Bound(names, names)

    def names(self, source: str) -> frozenset[str]:
        """The names that a cell defines at its top level."""
        return self.bound(source).defined


def _as_it_is(source: str) -> str:
    return source


def _translated(source: str) -> str:
    from IPython.core.inputtransformer2 import TransformerManager  # few cells need it

    return str(TransformerManager().transform_cell(source))


def _bound(source: str, translate: Callable[[str], str] = _as_it_is) -> Bound | None:
    try:
        body = ast.parse(translate(source)).body
    except Exception:  # noqa: BLE001 - IPython's translation and Python's parser have a dozen kinds of errors
        return None
    defined = {name for node in body for name in _defined(node)}
    names, any_name = set(defined), False
    for node in _outside_functions(body):
        if isinstance(node, _IMPORTS):
            names |= {(alias.asname or alias.name).partition(".")[0] for alias in node.names}
        elif isinstance(node, _FUNCTIONS):
            names.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif isinstance(node, ast.Call):
            any_name |= _is_open(node)
    imports = tuple(ast.unparse(node) for node in body if isinstance(node, _IMPORTS))
    named = frozenset(names - {"*"})
    return Bound(frozenset(defined), named, any_name or "*" in names, imports)


_bound_before = lru_cache(maxsize=1024)(_bound)
"""Most cells of a submission stand in all others too."""


_IMPORTS = (ast.Import, ast.ImportFrom)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def _defined(node: ast.stmt) -> set[str]:
    if isinstance(node, _FUNCTIONS):
        return {node.name}
    targets = node.targets if isinstance(node, ast.Assign) else []
    return {target.id for target in targets if isinstance(target, ast.Name)}


def _outside_functions(body: list[ast.stmt]) -> Iterator[ast.AST]:
    """The parts of a cell that bind in the notebook: not those within functions and classes."""
    pending: list[ast.AST] = list(body)
    while pending:
        node = pending.pop()
        yield node
        if not isinstance(node, (*_FUNCTIONS, ast.Lambda)):
            pending += ast.iter_child_nodes(node)


def _is_open(call: ast.Call) -> bool:
    """Whether a call may bind any name: ``exec(...)``, and ``%run``, which is a call too."""
    if isinstance(call.func, ast.Name):
        return call.func.id in _OPEN
    if isinstance(call.func, ast.Attribute) and call.func.attr == "run_line_magic":
        first = call.args[0] if call.args else None
        return isinstance(first, ast.Constant) and first.value in _OPEN
    return False
