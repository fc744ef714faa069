"""What the cells of a lesson are marked as, and whether two are the same."""

import re
from typing import Any

from nbformat import NotebookNode

_HIDDEN = re.compile(
    r"^[^\n]*### BEGIN HIDDEN TESTS.*?### END HIDDEN TESTS[^\n]*\n?", re.DOTALL | re.MULTILINE
)


def mark(cell: NotebookNode) -> dict[str, Any]:
    """The cell's nbgrader metadata; empty if it has none or has nonsense."""
    metadata = cell.metadata.get("nbgrader")
    return metadata if isinstance(metadata, dict) else {}


def name_of(cell: NotebookNode) -> str:
    """The ``grade_id`` of a cell; empty if it has none."""
    return str(mark(cell).get("grade_id", ""))


def is_locked(cell: NotebookNode) -> bool:
    """Whether students are not to change it."""
    return bool(mark(cell).get("locked")) or is_test(cell)


def is_test(cell: NotebookNode) -> bool:
    """Whether it earns points for what stands in other cells."""
    return bool(mark(cell).get("grade")) and not mark(cell).get("solution")


def called(cell: NotebookNode) -> str:
    """What to call a cell of the lesson in a sentence."""
    return f"The {'test cell' if is_test(cell) else 'cell'} {mark(cell)['grade_id']}"


def visible(source: str) -> str:
    """A test cell's source as students get it, without its hidden tests."""
    return _HIDDEN.sub("", source)


def same(left: str, right: str) -> bool:
    """Whether two sources differ in spaces at most; one that is twice as long and more is never
    taken for the same.
    """
    shorter, longer = sorted((len(left), len(right)))
    return longer <= 2 * shorter + 1000 and left.split() == right.split()
