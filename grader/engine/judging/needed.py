"""Which cells of a submission a grade can depend on.

Where every test cell of a lesson observes an answer, a grade depends on the answers alone, and on
what their names lead to. Most of a lesson's time is spent in cells that show something: they train
networks for a figure, and no answer mentions what they bind. They need not be run to grade it.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from nbformat import NotebookNode

from grader.engine.documents.marks import name_of
from grader.engine.judging.opened import Opened, is_given
from grader.engine.judging.separable.syntax import (
    imports_in,
    read_within,
    scopes_of,
    used_outside,
    words_in,
)

_ANY_NAME = re.compile(
    r"\b(globals|locals|vars|eval|exec|setattr|delattr|__main__|__dict__|get_ipython|_getframe"
    r"|inspect|user_ns|gc)\b|import[ \t]+\*"
)
"""What may reach names that a text does not show: where it stands in an answer, all is run."""
_EARLIER_RESULT = re.compile(r"In|Out|_+\d*|_i+\d*|_[dio]h")
"""IPython's names for what cells before this one were and gave."""
_LASTS = re.compile(
    r"\b(seed|set_state|setrecursionlimit|chdir|open|savez?|savetxt|dump|write\w*|mkdir|unlink"
    r"|set_printoptions|seterr\w*|setcontext|simplefilter|filterwarnings)\s*\(|\benviron\b"
)
"""What a cell may leave behind beside the names that it binds."""
_MOST_CELLS, _MOST_TEXT = 1000, 100_000
"""Cells of a submission, and characters of the student's own in them: where there are more, all is
run, and nothing is looked at.
"""


_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


@dataclass(frozen=True)
class SeenCell:
    """A code cell of a submission.

    Attributes:
        source: its text.
        is_given: whether it stands there as the lesson has it, and is neither answer nor test.
        observed: the exercise that is observed here, if that is all that it is for.
    """

    source: str
    is_given: bool = False
    observed: str = ""


@dataclass(frozen=True)
class _Names:
    """The names of the notebook in a cell.

    Attributes:
        reads: those that it reads, within functions too.
        binds: those that it binds, and those in whose parts it writes.
        steady: of these, functions, classes and what is imported, which no call changes.
        within: what its functions and classes read, by their names.
        is_plain: whether its names tell all: of an answer what it leans on, of a given cell what
            it leaves behind.
    """

    reads: frozenset[str] = frozenset()
    binds: frozenset[str] = frozenset()
    steady: frozenset[str] = frozenset()
    within: Mapping[str, Collection[str]] = field(default_factory=dict)
    is_plain: bool = True


def not_needed(code: Sequence[NotebookNode], lesson: Opened) -> frozenset[str]:
    """The ids of the lesson's own cells that no grade depends on.

    Args:
        code: the code cells of a repaired submission, in order.
        lesson: what was released.
    """
    if not lesson.shown:
        return frozenset()
    cells = [_as_cell(cell, lesson) for cell in code]
    kept = needed(cells)
    return frozenset(cell.id for cell, is_kept in zip(code, kept, strict=True) if not is_kept)


def _as_cell(cell: NotebookNode, lesson: Opened) -> SeenCell:
    judge = lesson.judges.get(name_of(cell))
    is_shown = is_given(cell) and cell.source in lesson.shown
    return SeenCell(cell.source, is_shown, judge.exercise.name if judge else "")


def needed(cells: Sequence[SeenCell]) -> list[bool]:
    """Of each cell, whether a grade can depend on it.

    Args:
        cells: the code cells of a submission in order. Each of its test cells observes an exercise.
    """
    own = sum(len(cell.source) for cell in cells if not cell.is_given)
    if len(cells) > _MOST_CELLS or own > _MOST_TEXT:
        return [True] * len(cells)
    names = [_names_of_given(cell) if cell.is_given else _names(cell) for cell in cells]
    if any(
        not name.is_plain and not cell.is_given for cell, name in zip(cells, names, strict=True)
    ):
        return [True] * len(cells)
    leads = _Leads(names)
    wanted: set[str] = set()
    kept = []
    for cell, name in zip(reversed(cells), reversed(names), strict=True):
        touched = name.binds | leads.changeable(name.reads)
        kept.append(not cell.is_given or not name.is_plain or not wanted.isdisjoint(touched))
        if kept[-1]:
            wanted |= leads.all_from(name.reads)
    return kept[::-1]


class _Leads:
    """Where the names of a notebook lead: a function to what it reads, and so on."""

    def __init__(self, names: Sequence[_Names]) -> None:
        self._next: defaultdict[str, set[str]] = defaultdict(set)
        self._changeable: set[str] = set()
        for name in names:
            self._changeable |= name.binds - name.steady
            for function, reads in name.within.items():
                self._next[function] |= {*reads}

    def all_from(self, names: frozenset[str]) -> set[str]:
        """Some names, and all that they lead to."""
        reached: set[str] = set()
        waiting = set(names)
        while waiting:
            name = waiting.pop()
            reached.add(name)
            waiting |= self._next.get(name, set()) - reached
        return reached

    def changeable(self, names: frozenset[str]) -> set[str]:
        """Those of them that stand for a value, which whoever reads it may change."""
        return self.all_from(names) & self._changeable


def _names(cell: SeenCell) -> _Names:
    if cell.observed:
        return _Names(reads=frozenset({cell.observed}))
    try:
        return _names_in(cell, ast.parse(cell.source))
    except (SyntaxError, ValueError, RecursionError, MemoryError):  # IPython's own syntax, or none
        return _Names(frozenset(words_in(cell.source)), is_plain=False)


_names_of_given = lru_cache(maxsize=1024)(_names)
"""The lesson's own cells stand in every submission."""


def _names_in(cell: SeenCell, tree: ast.Module) -> _Names:
    reads, (bound, _) = used_outside(cell.source), scopes_of(cell.source)
    nodes = list(ast.walk(tree))
    bound |= {name for node in nodes if isinstance(node, ast.Global) for name in node.names}
    written = set(filter(None, map(_written_in, nodes)))
    return _Names(
        frozenset(reads),
        frozenset(bound | written),
        frozenset(_steady_in(tree, nodes) - written),
        read_within(cell.source),
        is_plain=_may_go(cell, tree) if cell.is_given else _shows_all(cell, reads - bound),
    )


def _may_go(given: SeenCell, tree: ast.Module) -> bool:
    """Whether one of the lesson's cells does more than import, and leaves nothing behind but the
    names that it binds.
    """
    if all(isinstance(statement, (ast.Import, ast.ImportFrom)) for statement in tree.body):
        return False
    return not (_LASTS.search(given.source) or _ANY_NAME.search(given.source))


def _shows_all(own: SeenCell, reads: set[str]) -> bool:
    """Whether an answer, or a cell of a student's own, leans on nothing but the names in it."""
    return not (_ANY_NAME.search(own.source) or any(map(_EARLIER_RESULT.fullmatch, reads)))


def _steady_in(tree: ast.Module, nodes: Sequence[ast.AST]) -> set[str]:
    """The names that a cell gives to functions, classes and modules, and to nothing else."""
    steady = {name for name, _, _ in imports_in(tree)}
    stored = set()
    for node in nodes:
        if isinstance(node, _DEFINITIONS):
            steady.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            stored.add(node.id)
    return steady - stored


def _written_in(node: ast.AST) -> str | None:
    """The name of what a statement writes in: ``a`` of ``a.b[0] = 1``."""
    if not isinstance(node, (ast.Attribute, ast.Subscript)) or isinstance(node.ctx, ast.Load):
        return None
    inner: ast.expr = node
    while isinstance(inner, (ast.Attribute, ast.Subscript)):
        inner = inner.value
    return inner.id if isinstance(inner, ast.Name) else None
