"""What is run where a cell with imports fails: one line that fails only while grading must not take
the whole lesson down.
"""

from nbformat import NotebookNode

from grader.engine.documents.definitions import Code
from grader.engine.documents.marks import is_test, mark, same

_MOST = 50
"""Imports of a cell that are tried again."""


def rescues(notebook: NotebookNode, source: NotebookNode, code: Code) -> dict[str, tuple[str, ...]]:
    """What to run, one after the other, where a cell fails; by the cell's id.

    Args:
        notebook: the repaired submission.
        source: the lesson.
        code: looks at cells.

    Returns:
        The cell of the lesson that a student's stands for, if it was changed, and then each of the
        student's own imports; only for cells that import anything.
    """
    given = [cell for cell in source.cells if _is_given(cell, code)]
    by_cell: dict[str, tuple[str, ...]] = {}
    for cell in notebook.cells:
        if cell.cell_type != "code" or is_test(cell):
            continue
        own = code.bound(cell.source).imports[:_MOST]
        lesson = [theirs.source for theirs in given if _stands_for(cell, theirs, code)][:1]
        if own or lesson:
            by_cell[cell.id] = (*(text for text in lesson if not same(text, cell.source)), *own)
    return by_cell


def _is_given(cell: NotebookNode, code: Code) -> bool:
    """Whether a cell of the lesson is the student's to change, but not to solve, and imports."""
    free = cell.cell_type == "code" and not mark(cell).get("grade_id")
    return free and bool(code.bound(cell.source).imports)


def _stands_for(cell: NotebookNode, given: NotebookNode, code: Code) -> bool:
    """Whether a student's cell is one of the lesson, by its id or by what it binds."""
    if mark(cell).get("grade_id"):
        return False
    asked = code.bound(given.source).names
    return cell.id == given.get("id") or asked <= code.bound(cell.source).names
