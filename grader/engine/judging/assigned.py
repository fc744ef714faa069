"""The trusted side of a notebook: what was released, with its hidden tests, and what judges which
cell.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
from nbformat import NotebookNode

from grader.engine.judging.exam import Exam, graded_exercise

if TYPE_CHECKING:
    from nbgrader.api import Notebook


@dataclass(frozen=True)
class Assigned:
    """One notebook of a released assignment, as plain data that may be sent to another trusted
    process.

    Attributes:
        assignment: nbgrader's name of the assignment.
        name: the notebook's name, without its ending.
        source: the notebook as the gradebook knows it, as JSON: solutions removed, hidden tests
            still there.
        exams: what judges a check cell of this course, by ``grade_id``.
        digest: changes when anything of it does.
        language: which it is in, in small letters.
    """

    assignment: str
    name: str
    source: str
    exams: dict[str, Exam]
    digest: str
    language: str = "python"


def assigned(
    notebook: Notebook, skeletons: list[Path], exam_on: Callable[[str], Exam | None]
) -> Assigned:
    """The trusted side of a notebook.

    Args:
        notebook: its entry in the gradebook, which holds its cells as they were released.
        skeletons: where the released notebook may lie, the best first; its other cells and their
            order are taken.
        exam_on: what judges an exercise; ``None`` where the course has none of that name.
    """
    found = next((path for path in skeletons if path.is_file()), None)
    source = nbformat.read(found, as_version=4) if found else nbformat.v4.new_notebook()
    stored = {cell.name: cell for cell in notebook.source_cells}
    points = {cell.name: cell.max_score for cell in [*notebook.grade_cells, *notebook.task_cells]}
    for cell in source.cells:
        _as_stored(cell, stored, points)
    if not found:
        source.cells = [_made(cell, notebook, points) for cell in notebook.source_cells]
    exams = {}
    for cell in source.cells:
        exercise = (
            graded_exercise(cell.source) if cell.metadata.get("nbgrader", {}).get("grade") else None
        )
        exam = None if exercise is None else exam_on(exercise)
        if exam is not None:
            exams[cell.metadata.nbgrader.grade_id] = exam
    text = nbformat.writes(source)
    digest = hashlib.sha256(text.encode())
    for name, exam in sorted(exams.items()):
        digest.update(f"{name} {exam.exercise}".encode() + exam.key)
    name, language = notebook.name, _language(source)
    return Assigned(notebook.assignment.name, name, text, exams, digest.hexdigest(), language)


def _language(source: NotebookNode) -> str:
    """What a notebook is written in, as it says itself; Python where it says nothing."""
    kernel = source.metadata.get("kernelspec", {}).get("language")
    return str(kernel or source.metadata.get("language_info", {}).get("name") or "python").lower()


def _as_stored(cell: NotebookNode, stored: dict[str, object], points: dict[str, float]) -> None:
    """Give a released cell the content that the gradebook has for it: hidden tests are only
    there.
    """
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
    cell: NotebookNode = nbformat.from_dict(
        {
            "cell_type": kind,
            "id": f"cell-{uuid.uuid5(uuid.NAMESPACE_OID, name).hex[:12]}",
            "metadata": {"nbgrader": mark},
            "source": getattr(stored, "source", None) or "",
        }
    )
    if kind == "code":
        cell.outputs, cell.execution_count = [], None
    return cell
