"""The lessons as the tests read them: cells, and the words of their prose without code, formulas
and tables.
"""

import ast
import importlib
import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from grader.course import find_course
from grader.reference import read_notebook

COURSE = find_course()
LESSONS = COURSE.lessons()
MARKS = ("### BEGIN SOLUTION", "### END SOLUTION")

CHECK = """check("{name}")
### BEGIN HIDDEN TESTS
from grader import grade
grade("{name}")
### END HIDDEN TESTS"""


@dataclass(frozen=True)
class Cell:
    """One cell of an instructor's notebook."""

    lesson: str
    id: str
    kind: str
    source: str
    tags: tuple[str, ...]
    nbgrader: dict[str, Any]
    outputs: tuple[Any, ...]
    execution_count: int | None
    metadata: dict[str, Any]

    @property
    def is_code(self) -> bool:
        return self.kind == "code"

    @property
    def is_solution(self) -> bool:
        return self.is_code and bool(self.nbgrader.get("solution"))

    @property
    def is_check(self) -> bool:
        return self.is_code and bool(self.nbgrader.get("grade"))

    @property
    def lines(self) -> int:
        """How many lines a reader sees; the marks of a solution are for nbgrader."""
        return sum(line.strip() not in MARKS for line in self.source.splitlines())

    @property
    def images(self) -> list[Any]:
        return [output for output in self.outputs if "image/png" in output.get("data", {})]


@lru_cache(maxsize=64)
def cells(lesson: str) -> tuple[Cell, ...]:
    """The cells of a lesson's solution notebook, in order."""
    return tuple(
        Cell(
            lesson,
            cell.id,
            cell.cell_type,
            cell.source,
            tuple(cell.metadata.get("tags", [])),
            dict(cell.metadata.get("nbgrader", {})),
            tuple(cell.get("outputs", [])),
            cell.get("execution_count"),
            dict(cell.metadata),
        )
        for cell in read_notebook(COURSE.notebook(lesson)).cells
    )


def code_cells(lesson: str) -> list[Cell]:
    """What a reader runs, the checks left out: each of them is the same single line."""
    return [cell for cell in cells(lesson) if cell.is_code and not cell.is_check]


def number(lesson: str) -> int:
    """4 of ``04_forward_pass``."""
    return int(lesson[:2])


def interactive_figures(lesson: str) -> set[str]:
    """The names of the figures of a lesson that have sliders."""
    figures = importlib.import_module(f"course_lib.figures.{lesson.split('_', 1)[1]}")
    functions = {name: value for name, value in vars(figures).items() if inspect.isfunction(value)}
    return {
        name
        for name, function in functions.items()
        if "widgets.explore(" in inspect.getsource(function)
    }


def calls_of_figures(cell: Cell) -> set[str]:
    """The functions of ``figures`` that a code cell calls."""
    calls = [node.func for node in ast.walk(ast.parse(cell.source)) if isinstance(node, ast.Call)]
    return {
        call.attr
        for call in calls
        if isinstance(call, ast.Attribute)
        and isinstance(call.value, ast.Name)
        and call.value.id == "figures"
    }


NOT_PROSE = re.compile(
    r"```.*?```"  # code
    r"|<pre>.*?</pre>"
    r"|\$\$.*?\$\$"  # formulas
    r"|`[^`\n]*`"
    r"|\$[^$\n]+\$"
    r"|<[^>\n]+>",
    re.DOTALL,
)


def prose(markdown: str) -> str:
    """Markdown with code, formulas and tags blanked out; every word stays at its place."""
    return NOT_PROSE.sub(lambda found: re.sub(r"\S", " ", found.group()), markdown)


def without_statements(markdown: str) -> str:
    """What is left without exercise statements, tables and worked examples."""
    kept, skipping = [], False
    for block in re.split(r"\n\s*\n", markdown):
        if block.startswith("#"):
            skipping = block.startswith("### Exercise")
        worked = block.lower().startswith(("by hand", "**by hand"))
        if not skipping and not worked and not block.startswith("|"):
            kept.append(block)
    return "\n\n".join(kept)


def words_of_prose(lesson: str) -> int:
    """How many words a lesson tells, statements and worked examples not counted."""
    texts = (prose(without_statements(cell.source)) for cell in cells(lesson) if not cell.is_code)
    return sum(len(re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", text)) for text in texts)


def solutions(lesson: str) -> Iterator[tuple[Cell, Cell | None]]:
    """Each solution cell, with the code cell that follows it."""
    code = [cell for cell in cells(lesson) if cell.is_code]
    for cell, after in zip(code, [*code[1:], None], strict=True):
        if cell.is_solution:
            yield cell, after
