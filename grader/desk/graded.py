"""A graded notebook as its exercises: what the report holds, joined with the gradebook's marks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from grader.desk.hidden_parts import HiddenParts
from grader.engine.documents.accents import calm
from grader.engine.gradebook.grades import Mark, NotebookMarks
from grader.engine.judging.verdict_data import KEPT

Cell = dict[str, Any]
_ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_FAILING_LINE = re.compile(r"^-+>\s*\d+\s?(.*)$", re.MULTILINE)
_MADE_UP = re.compile(r"cell-[0-9a-f]{8,}")
"""A ``grade_id`` that nbgrader made up."""


@dataclass(frozen=True)
class Found:
    """One thing that a verdict tells the author of a wrong answer."""

    did: str
    think: str = ""
    mistake: str = ""


@dataclass(frozen=True)
class GradedExercise:
    """One graded cell of a submission, under a name that a student knows.

    Attributes:
        name: the exercise's name.
        cell: the ``grade_id`` of the graded cell.
        mark: its points, from the gradebook.
        answer: the text that was handed in for it.
        is_code: whether that text is code.
        unanswered: whether it was handed in as it was released.
        note: a sentence in place of a judgement, or beside it.
        aspects: what was judged, as pairs of a name and a state: ``holds``, ``fails``, ``partly``
            or ``not_judged``.
        findings: what there is to tell, most important first.
        example: the case that the first finding is about, as lines of text.
        comment: what a person wrote.
    """

    name: str
    cell: str
    mark: Mark
    answer: str = ""
    is_code: bool = True
    unanswered: bool = False
    note: str = ""
    aspects: tuple[tuple[str, str], ...] = ()
    findings: tuple[Found, ...] = ()
    example: tuple[str, ...] = ()
    comment: str = ""

    @property
    def is_full(self) -> bool:
        """Whether it earned all its points."""
        return not self.mark.waits and self.mark.score >= self.mark.points


@dataclass(frozen=True)
class GradedNotebook:
    """A graded notebook.

    Attributes:
        title: its first heading, or nothing.
        exercises: in the order of the notebook.
        changes: what was put right before grading.
        stopped: what was stopped while it ran.
        own: the ids of the cells that are the lesson's own text.
        cells: the report's cells.
    """

    title: str
    exercises: tuple[GradedExercise, ...]
    changes: tuple[str, ...] = ()
    stopped: tuple[str, ...] = ()
    own: frozenset[str] = frozenset()
    cells: list[Cell] = field(default_factory=list)


def read_report(text: str | bytes, marks: NotebookMarks, hidden: HiddenParts) -> GradedNotebook:
    """A report as `grader autograde` or nbgrader has written it.

    Args:
        text: the notebook, as JSON.
        marks: what the gradebook holds of it.
        hidden: what a student may not see of a test cell.

    Raises:
        ValueError: it is no notebook.
    """
    report = json.loads(text)
    kept = report["metadata"].get(KEPT)
    kept = kept if isinstance(kept, dict) else {}
    written = kept.get("written")
    cells = [
        _as_written(cell, written if isinstance(written, dict) else {}) for cell in report["cells"]
    ]
    exercises = tuple(_exercises(cells, kept.get("verdicts", {}), marks, hidden))
    return GradedNotebook(
        _title(cells),
        exercises,
        tuple(map(str, kept.get("changes", ()))),
        tuple(map(str, kept.get("stopped", ()))),
        frozenset(map(str, kept.get("own", ()))),
        cells,
    )


def _as_written(cell: Cell, written: Mapping[str, str]) -> Cell:
    """A cell with the text that was handed in, where the report holds a harmless form of it."""
    text = written.get(cell.get("id", ""))
    return cell if text is None else {**cell, "source": calm(str(text))}


def source_of(cell: Cell) -> str:
    """A cell's text; a notebook may hold it line by line."""
    source = cell["source"]
    return source if isinstance(source, str) else "".join(source)


def mark_of(cell: Cell) -> Mapping[str, Any]:
    """What nbgrader's metadata say of a cell."""
    mark = cell.get("metadata", {}).get("nbgrader")
    return mark if isinstance(mark, dict) else {}


def is_test(cell: Cell) -> bool:
    """Whether a cell tests what stands in others."""
    mark = mark_of(cell)
    return bool(mark.get("grade")) and not mark.get("solution")


def without_colours(text: str) -> str:
    """Text of a terminal as plain text."""
    return _ANSI.sub("", text)


def _title(cells: list[Cell]) -> str:
    for cell in cells:
        if cell["cell_type"] == "markdown":
            heading = re.match(r"#\s+(.+)", source_of(cell))
            if heading:
                return heading[1].strip()
    return ""


def _exercises(
    cells: list[Cell], verdicts: Mapping[str, Any], marks: NotebookMarks, hidden: HiddenParts
) -> Iterator[GradedExercise]:
    solution: Cell | None = None
    number = 0
    for cell in cells:
        mark = mark_of(cell)
        grade_id = str(mark.get("grade_id", ""))
        if mark.get("solution"):
            solution = cell
        if grade_id not in marks.marks or not (mark.get("grade") or mark.get("task")):
            continue
        number += 1
        is_own = bool(mark.get("solution") or mark.get("task"))
        answer = cell if is_own else solution
        verdict = verdicts.get(grade_id)
        told = _told(verdict) if isinstance(verdict, dict) else _outcome(cell, hidden)
        name = told.pop("name", "") or _name(grade_id, number)
        yield GradedExercise(
            name, grade_id, marks.marks[grade_id], **_answered(answer, marks), **told
        )
        solution = None  # what follows is about the same answer, which is shown once


def _answered(answer: Cell | None, marks: NotebookMarks) -> dict[str, Any]:
    if answer is None:
        return {}
    grade_id = str(mark_of(answer).get("grade_id", ""))
    return {
        "answer": source_of(answer),
        "is_code": answer["cell_type"] == "code",
        "unanswered": grade_id in marks.unanswered,
        "comment": marks.comments.get(grade_id, ""),
    }


def _name(grade_id: str, number: int) -> str:
    if _MADE_UP.fullmatch(grade_id):
        return f"Question {number}"
    return re.sub(r"^(test|check)[_-](?=\D)", "", grade_id)


def _told(verdict: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "name": verdict["exercise"],
        "note": verdict["note"],
        "aspects": tuple((aspect["name"], aspect["state"]) for aspect in verdict["aspects"]),
        "findings": tuple(Found(**finding) for finding in verdict["findings"]),
        "example": tuple(verdict["example"]),
    }


def _outcome(cell: Cell, hidden: HiddenParts) -> dict[str, Any]:
    """What the tests of an ordinary course say: the line that did not hold, if it is in sight."""
    errors = [output for output in cell.get("outputs", ()) if output["output_type"] == "error"]
    if not errors or not is_test(cell):
        return {}
    name, value = str(errors[0].get("ename", "")), str(errors[0].get("evalue", ""))
    line = _failing_line(errors[0])
    if line and not hidden.shows(source_of(cell), line):
        return {"findings": (Found(f"A test that is not shown here did not pass: {name}."),)}
    did = f"This did not hold: `{line}`" if line else "A test did not pass."
    said = f"{name}: {value}" if value.strip() else name
    if not line and hidden.are_in(source_of(cell)):
        said = name
    return {"findings": (Found(did),), "example": (without_colours(said),)}


def _failing_line(error: Mapping[str, Any]) -> str:
    """The line of the test cell at which it stopped, from its traceback."""
    text = without_colours("\n".join(map(str, error.get("traceback", ()))))
    lines = _FAILING_LINE.findall(text)
    return lines[0].strip() if lines else ""
