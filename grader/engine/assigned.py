"""The trusted side of a notebook: what was released, with its hidden tests, and who judges which cell."""

from __future__ import annotations

import copy
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Notebook

from grader.engine.judge import Judge, graded_exercise


@dataclass(frozen=True)
class Assigned:
    """One notebook of a released assignment.

    Attributes:
        assignment: nbgrader's name of the assignment.
        name: the notebook's name, without its ending.
        source: the notebook as the gradebook knows it: solutions removed, hidden tests still there.
        judges: who judges a check cell of this course, by ``grade_id``.
        digest: changes when anything of it does.
    """

    assignment: str
    name: str
    source: NotebookNode
    judges: dict[str, Judge]
    digest: str


def assigned(notebook: Notebook, skeletons: list[Path], judge_of: Callable[[str], Judge]) -> Assigned:
    """The trusted side of a notebook.

    Args:
        notebook: its entry in the gradebook, which holds its cells as they were released.
        skeletons: where the released notebook may lie, the best first; its other cells and their order are taken.
        judge_of: makes the judge of an exercise of this course.
    """
    found = next((path for path in skeletons if path.is_file()), None)
    source = nbformat.read(found, as_version=4) if found else nbformat.v4.new_notebook()
    stored = {cell.name: cell for cell in notebook.source_cells}
    points = {cell.name: cell.max_score for cell in [*notebook.grade_cells, *notebook.task_cells]}
    for cell in source.cells:
        _as_stored(cell, stored, points)
    if not found:
        source.cells = [_made(cell, notebook, points) for cell in notebook.source_cells]
    judges = {}
    for cell in source.cells:
        exercise = graded_exercise(cell.source) if cell.metadata.get("nbgrader", {}).get("grade") else None
        if exercise is not None:
            judges[cell.metadata.nbgrader.grade_id] = judge_of(exercise)
    text = nbformat.writes(source)
    return Assigned(notebook.assignment.name, notebook.name, source, judges, _digest(text, judges))


def _as_stored(cell: NotebookNode, stored: dict[str, object], points: dict[str, float]) -> None:
    """Give a released cell the content that the gradebook has for it: hidden tests are only there."""
    mark = cell.metadata.get("nbgrader", {})
    known = stored.get(mark.get("grade_id"))
    if known is None:
        return
    cell.source = getattr(known, "source", None) or ""
    mark["checksum"] = getattr(known, "checksum", None)
    if mark.get("grade_id") in points:
        mark["points"] = points[mark["grade_id"]]
    if cell.cell_type == "code":
        cell.outputs, cell.execution_count = [], None


def _made(stored: object, notebook: Notebook, points: dict[str, float]) -> NotebookNode:
    """A cell from the gradebook alone, for a release that is no longer there."""
    name, kind = getattr(stored, "name", ""), getattr(stored, "cell_type", "code")
    graded = {cell.name for cell in notebook.grade_cells}
    solved = {cell.name for cell in notebook.solution_cells}
    mark = {
        "grade_id": name,
        "grade": name in graded,
        "solution": name in solved,
        "task": name in {cell.name for cell in notebook.task_cells},
        "locked": bool(getattr(stored, "locked", False)),
        "checksum": getattr(stored, "checksum", None),
        "schema_version": 3,
        "cell_type": kind,
    }
    if name in points:
        mark["points"] = points[name]
    make = {"code": nbformat.v4.new_code_cell, "markdown": nbformat.v4.new_markdown_cell}.get(
        kind, nbformat.v4.new_raw_cell
    )
    cell: NotebookNode = make(getattr(stored, "source", "") or "", metadata={"nbgrader": copy.deepcopy(mark)})
    return cell


def _digest(text: str, judges: dict[str, Judge]) -> str:
    digest = hashlib.sha256(text.encode())
    for name, judge in sorted(judges.items()):
        digest.update(f"{name} {judge.key.points} {judge.key.inputs!r}".encode())
    return digest.hexdigest()
