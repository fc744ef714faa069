"""Which lesson's notebook a file is: by its cells, else by its name."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from grader.engine.gradebook.opening import open_gradebook

if TYPE_CHECKING:
    from nbgrader.coursedir import CourseDirectory

_GRADE_ID = re.compile(rb'"grade_id"\s*:\s*"([^"\\]+)"')
"""Found without reading the file as a notebook: half of one is recognised as well."""
_NOTEBOOK = re.compile(r"\.ipynb(\.\w+)?$|\.ipynb[ _-]?\(\d+\)$", re.IGNORECASE)
_SURE = 0.5
"""The part of a notebook's cells that has to be there: students delete cells, or add lessons."""


@dataclass(frozen=True, order=True)
class Notebook:
    """A notebook of a released lesson."""

    lesson: str
    name: str


class Lessons:
    """The released lessons, their notebooks, and the cells of these."""

    def __init__(self, cells: dict[Notebook, frozenset[bytes]]) -> None:
        self.cells = cells

    @property
    def names(self) -> set[str]:
        """What lessons and notebooks are called."""
        return {name for notebook in self.cells for name in (notebook.lesson, notebook.name)}

    def notebook(self, path: PurePosixPath, data: bytes, otherwise: str = "") -> Notebook | None:
        """The notebook that a file is; none where neither its cells nor its name say so.

        Args:
            path: the file's, as far as it is known.
            data: its content.
            otherwise: the lesson that is meant where the file does not tell.
        """
        there = set(_GRADE_ID.findall(data))
        shares = {
            notebook: len(cells & there) / len(cells)
            for notebook, cells in self.cells.items()
            if cells
        }
        most = max(shares.values(), default=0.0)
        by_cells = [each for each in shares if shares[each] == most >= _SURE]
        if len(by_cells) == 1:
            return by_cells[0]
        possible = by_cells or [*self.cells]  # lessons may give their cells the same names
        named = _named(path, possible) or [each for each in possible if each.lesson == otherwise]
        return named[0] if len(named) == 1 else None


def is_notebook(path: PurePosixPath) -> bool:
    """Whether a file has a notebook's name, with what browsers add to it."""
    return bool(_NOTEBOOK.search(path.name))


def _named(path: PurePosixPath, notebooks: Collection[Notebook]) -> list[Notebook]:
    """The notebooks that a path names: in the file's name, else in that of a folder."""
    by_file = [each for each in notebooks if _holds(path.name, each.name)]
    if by_file:
        in_folder = [each for each in by_file if _any_holds(path.parts[:-1], each.lesson)]
        return in_folder or _longest(by_file)
    return _longest([each for each in notebooks if _any_holds(path.parts[:-1], each.lesson)])


def _longest(notebooks: list[Notebook]) -> list[Notebook]:
    """Those with the longest name: `loss` is in `loss_2` too."""
    most = max((len(each.name) for each in notebooks), default=0)
    return [each for each in notebooks if len(each.name) == most]


def _any_holds(names: Iterable[str], wanted: str) -> bool:
    return any(_holds(name, wanted) for name in names)


def _holds(name: str, wanted: str) -> bool:
    pattern = rf"(?<![^\W_]){re.escape(wanted)}(?![^\W_])"
    return bool(re.search(pattern, name, re.IGNORECASE))


def released_lessons(coursedir: CourseDirectory) -> Lessons:
    """The lessons in a course's gradebook.

    Raises:
        CourseError: there is no gradebook yet.
    """
    with open_gradebook(coursedir) as book:
        return Lessons(
            {
                Notebook(assignment.name, notebook.name): _cells(notebook)
                for assignment in book.assignments
                for notebook in assignment.notebooks
            }
        )


def _cells(notebook: Any) -> frozenset[bytes]:
    """The names of the cells of nbgrader's notebook."""
    cells = (*notebook.grade_cells, *notebook.solution_cells, *notebook.task_cells)
    return frozenset(cell.name.encode() for cell in cells)
