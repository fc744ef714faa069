"""A released notebook as those use it who grade: its cells, and who judges which."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

import nbformat
from nbformat import NotebookNode

from grader.engine.documents.marks import is_test, mark, name_of
from grader.engine.judging.assigned import Assigned
from grader.engine.judging.exam import Exam
from grader.engine.judging.separable import Cell, Lesson, lesson_of

if TYPE_CHECKING:
    from grader.engine.judging.judge import Judge


@dataclass(frozen=True)
class Opened:
    """An assigned notebook ready for use. Shared: never change it.

    Attributes:
        source: its cells.
        judges: by ``grade_id``.
        lesson: what its text says of the names in it.
        shown: the texts of the cells that only show something; none where a test cell is run as a
            cell, since its grade may depend on anything.
    """

    source: NotebookNode
    judges: dict[str, Judge]
    lesson: Lesson
    shown: frozenset[str] = frozenset()


_opened: dict[str, Opened] = {}
_MOST_OPEN = 64


def opened(assigned: Assigned) -> Opened:
    """The notebook ready for use, made once a process."""
    if assigned.digest not in _opened:
        if len(_opened) >= _MOST_OPEN:
            _opened.clear()
        judges = _judges(assigned.exams)
        source = nbformat.v4.reads(assigned.source)  # checked as it was written
        code = [cell for cell in source.cells if cell.cell_type == "code"]
        lesson = lesson_of(map(cell_of, code))
        _opened[assigned.digest] = Opened(source, judges, lesson, _shown(code, judges))
    return _opened[assigned.digest]


def _judges(exams: dict[str, Exam]) -> dict[str, Judge]:
    if not exams:
        return {}
    from grader.engine.judging.judge import Judge

    return {name: Judge.of(exam) for name, exam in exams.items()}


def _shown(code: list[NotebookNode], judges: Collection[str]) -> frozenset[str]:
    if not all(name_of(cell) in judges for cell in code if is_test(cell)):
        return frozenset()
    return frozenset(cell.source for cell in code if is_given(cell))


def is_given(cell: NotebookNode) -> bool:
    """Whether a code cell is neither an answer nor a test."""
    seen = cell_of(cell)
    return not seen.is_answer and not seen.is_test


def cell_of(cell: NotebookNode) -> Cell:
    """A code cell as those see it who decide where it runs."""
    return Cell(cell.source, is_test(cell), bool(mark(cell).get("solution")))
