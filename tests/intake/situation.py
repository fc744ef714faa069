"""A course whose students hand in right answers in every state, and what each earns."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from tests.engine.ordinary import code, hand_in, make_course, text

Change = Callable[[Path], object]
ASSIGNMENT, POINTS = "ps", 10.0
IMPORTS = "import math\nimport statistics\n%matplotlib inline"
RIGHT = {
    "double": "def double(x):\n    return 2 * x",
    "area": "def area(r):\n    return math.pi * r ** 2",
    "middle": "def middle(values):\n    return statistics.median(values)",
}


def _stub(right: str) -> str:
    head, body = right.split("\n")
    return f"{head}\n    ### BEGIN SOLUTION\n{body}\n    ### END SOLUTION"


LESSON = [
    text("# Lesson"),
    code(IMPORTS),
    code(_stub(RIGHT["double"]), "double", solution=True),
    code("assert double(3) == 6", "test_double", 3),
    code(_stub(RIGHT["area"]), "area", solution=True),
    code("assert area(1) == math.pi", "test_area", 3),
    code(_stub(RIGHT["middle"]), "middle", solution=True),
    code("assert middle([1, 5, 2]) == 2", "test_middle", 4),
]


@dataclass(frozen=True)
class Situation:
    """A right answer, and the state in which it is handed in.

    Attributes:
        name: what happened to it.
        spoil: does it, given the submission's folder.
        score: what it earns; none where it is named as not graded.
        says: words that the instructor reads.
    """

    name: str
    spoil: Change
    score: float | None = POINTS
    says: str = ""

    def __str__(self) -> str:
        return self.name.replace(" ", "-")


def make(root: Path, situations: list[Situation]) -> dict[str, Situation]:
    """A course with a student for each situation; gives which student is in which."""
    make_course(root, {ASSIGNMENT: {ASSIGNMENT: LESSON}})
    students = {f"s{number:03}": one for number, one in enumerate(situations)}
    for student, one in students.items():
        one.spoil(hand_in(root, student, ASSIGNMENT, RIGHT))
    return students


def to_notebook(
    change: Callable[[NotebookNode], object], name: str = f"{ASSIGNMENT}.ipynb"
) -> Change:
    """A change of the notebook's content."""

    def spoil(folder: Path) -> None:
        notebook = nbformat.read(folder / name, as_version=4)
        change(notebook)
        nbformat.write(notebook, folder / name)

    return spoil


def cell(notebook: NotebookNode, name: str) -> Any:
    """A cell of the lesson."""
    return next(
        one for one in notebook.cells if one.metadata.get("nbgrader", {}).get("grade_id") == name
    )


def place(notebook: NotebookNode, name: str) -> int:
    """Where a cell of the lesson stands."""
    return int(notebook.cells.index(cell(notebook, name)))


def imports(line: str) -> Change:
    """A line more in the cell of imports, before all others."""

    def change(notebook: NotebookNode) -> None:
        notebook.cells[1].source = f"{line}\n{notebook.cells[1].source}"

    return to_notebook(change)


def own(source: str, at: int, **kind: Any) -> Callable[[NotebookNode], None]:
    """A cell of the student's own."""

    def change(notebook: NotebookNode) -> None:
        made = nbformat.v4.new_code_cell(source, **kind)
        notebook.cells.insert(at if at >= 0 else len(notebook.cells), made)

    return change


def without(*names: str) -> Callable[[NotebookNode], None]:
    """The lesson without some of its cells."""

    def change(notebook: NotebookNode) -> None:
        notebook.cells = [
            one
            for one in notebook.cells
            if one.metadata.get("nbgrader", {}).get("grade_id") not in names
        ]

    return change


def both(*changes: Callable[[Any], object]) -> Callable[[Any], None]:
    """One change after the other."""

    def change(what: Any) -> None:
        for one in changes:
            one(what)

    return change


def file(name: str, content: str | bytes) -> Change:
    """A file more beside the notebook."""

    def spoil(folder: Path) -> None:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())

    return spoil


def renamed(name: str) -> Change:
    """The notebook under another name."""

    def spoil(folder: Path) -> None:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.move(folder / f"{ASSIGNMENT}.ipynb", folder / name)

    return spoil
