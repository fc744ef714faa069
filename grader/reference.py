"""What is right: the imports cell and the solution cells of a lesson's notebook, and nothing else
of it.
"""

from __future__ import annotations

import grader.quick_imports  # noqa: F401  before nbformat and nbgrader

# isort: split

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat

from grader.course import Course, CourseError


@dataclass(frozen=True)
class Reference:
    """The code of one lesson's solutions.

    Attributes:
        lesson: the folder name.
        imports: the source of the imports cell.
        solutions: source by exercise, in the order of the notebook.
        points: points by exercise.
    """

    lesson: str
    imports: str
    solutions: dict[str, str]
    points: dict[str, float]

    def sources(self, **replaced: str) -> tuple[str, ...]:
        """The cells in order, some of them with another source in their place."""
        return (
            self.imports,
            *(replaced.get(name, source) for name, source in self.solutions.items()),
        )


def read_reference(course: Course, lesson: str) -> Reference:
    """Read a lesson's reference solutions.

    Raises:
        CourseError: the notebook is missing, cannot be read, or lacks its imports cell.
    """
    notebook = read_notebook(course.notebook(lesson))
    imports = [cell.source for cell in notebook.cells if "imports" in cell.metadata.get("tags", [])]
    if not imports:
        raise CourseError(f"{lesson}: no cell is tagged 'imports'; tag the first code cell.")
    solutions, points = {}, {}
    for cell in notebook.cells:
        meta = cell.metadata.get("nbgrader", {})
        if meta.get("solution") and cell.cell_type == "code":
            solutions[meta["grade_id"]] = cell.source
        elif meta.get("grade") and str(meta["grade_id"]).startswith("check_"):
            points[meta["grade_id"].removeprefix("check_")] = float(meta["points"])
    return Reference(lesson, "\n".join(imports), solutions, points)


def read_notebook(path: Path) -> Any:
    """Read a notebook as nbformat 4.

    Raises:
        CourseError: there is no such file, or it is no notebook.
    """
    try:
        return nbformat.read(path, as_version=4)
    except FileNotFoundError:
        raise CourseError(f"There is no notebook {path.name} in {path.parent.name}/.") from None
    except (OSError, ValueError, json.JSONDecodeError, nbformat.reader.NotJSONError) as error:
        raise CourseError(
            f"{path.name} cannot be read as a notebook: {type(error).__name__}."
        ) from None
