"""What a student starts from, as code: the generated notebook's cells."""

from __future__ import annotations

from grader.course import Course
from grader.reference import read_notebook


def student_sources(course: Course, lesson: str) -> tuple[str, ...]:
    """The imports cell and the untouched solution cells of the student's notebook; nothing where it
    is not made yet.
    """
    path = course.notebooks / lesson / f"{lesson}.ipynb"
    if not path.is_file():
        return ()
    cells = read_notebook(path).cells
    return tuple(
        cell.source
        for cell in cells
        if cell.cell_type == "code"
        and (
            "imports" in cell.metadata.get("tags", [])
            or cell.metadata.get("nbgrader", {}).get("solution")
        )
    )
