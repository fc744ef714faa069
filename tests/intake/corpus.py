"""Small assignments as instructors write them, one feature each: graded by both graders, the right
answer and the empty one.
"""

import contextlib
import importlib.util
import json
import re
import shutil
from pathlib import Path
from typing import Any

import nbformat
from rich.table import Table

from grader.configuration import load_config
from grader.course import CONFIG, CourseError
from grader.nbgrader_api import autograde, generate_assignment
from tests.engine.ordinary import SETTINGS, Grades, grade, grades
from tests.intake.reasons import REASONS, SLOW

FILE = Path(__file__).with_name("assignments.json")
STUDENTS = ("right", "empty")
_IMPORT = re.compile(r"^\s*(?:import|from)\s+(\w+)", re.MULTILINE)
_NOTEBOOK = "nb"


def assignments() -> dict[str, dict[str, Any]]:
    """Those whose language and libraries are here, by name."""
    found: dict[str, dict[str, Any]] = json.loads(FILE.read_text())
    return {name: one for name, one in found.items() if _can_run(one)}


def _can_run(one: dict[str, Any]) -> bool:
    if not one["kernel"] or tuple(one["kernel"]) != ("python3", "python"):
        return False
    text = "\n".join(cell["source"] for cell in one["cells"])
    own = {Path(name).parts[0].removesuffix(".py") for name in one["files"]}
    names = {*_IMPORT.findall(text)} - own
    return not any(name in _LIBRARIES and not importlib.util.find_spec(name) for name in names)


_LIBRARIES = ("pandas", "sympy", "torch", "sqlalchemy", "psutil", "joblib", "nest_asyncio")


def make(root: Path, names: list[str]) -> None:
    """A course with some of the assignments, each handed in right and empty."""
    root.mkdir(parents=True)
    (root / CONFIG).write_text(SETTINGS)
    everything = assignments()
    for name in names:
        source = root / "source" / name
        _write(source, everything[name])
        generate_assignment(load_config(root), name)
        shutil.copytree(root / "release" / name, root / "submitted" / "empty" / name)
        right = Path(shutil.copytree(root / "release" / name, root / "submitted" / "right" / name))
        shutil.copy(source / f"{_NOTEBOOK}.ipynb", right)


def _write(folder: Path, one: dict[str, Any]) -> None:
    folder.mkdir(parents=True)
    for name, content in one["files"].items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content)
    notebook = nbformat.v4.new_notebook()
    notebook.metadata.kernelspec = {
        "name": "python3",
        "display_name": "Python 3",
        "language": "python",
    }
    for number, cell in enumerate(one["cells"]):
        made = getattr(nbformat.v4, f"new_{cell['type']}_cell")(cell["source"])
        made.id = f"c{number}"
        if cell.get("nbgrader"):
            made.metadata.nbgrader = cell["nbgrader"]
        notebook.cells.append(made)
    nbformat.write(notebook, folder / f"{_NOTEBOOK}.ipynb")


Points = dict[str, float | None]


def points(found: Grades, name: str) -> Points:
    """The points of each graded cell of an assignment, by student, notebook and cell."""
    start = tuple(f"{student}/{name}/" for student in STUDENTS)
    cells = [key for key in found if key.startswith(start) and key.count("/") == _CELL]
    return {key: found[key][0] for key in cells}


_CELL = 3
"""Strokes in the name of a cell's grade: student/assignment/notebook/cell."""


def lost(theirs: Points, ours: Points) -> list[str]:
    """Where a submission gets less than from nbgrader."""
    return [
        f"{key}: nbgrader {points}, here {ours.get(key)}"
        for key, points in theirs.items()
        if (points or 0) > (ours.get(key) or 0) + _NOISE
    ]


_NOISE = 0.01
"""What drawing at random may cost."""


def add_to(table: Table, folder: Path) -> int:
    """Grade all with both graders, and add a row for each to a table; returns how many lose points
    for no reason.
    """
    names = [name for name in assignments() if name not in SLOW]
    theirs, ours = folder / "corpus", folder / "corpus-here"
    make(theirs, names)
    shutil.copytree(theirs, ours)
    for name in names:
        with contextlib.suppress(CourseError):  # nbgrader gives up
            autograde(load_config(theirs), name, "*")
    grade(ours)
    left, right = grades(theirs), grades(ours)
    bad = 0
    for name in names:
        less = lost(points(left, name), points(right, name))
        reason = REASONS.get(name, "")
        bad += bool(less) and not reason
        said = f"{reason or 'FAILED'} ({'; '.join(less)})" if less else ""
        table.add_row(f"ordinary: {name}", "", "less" if less else "as much", said)
    return bad
