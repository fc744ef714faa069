"""One notebook of a submission: from its bytes to a job for a worker, and from the outcome to grades and a report."""

from __future__ import annotations

from dataclasses import dataclass, field

import nbformat
from nbformat import NotebookNode
from nbgrader import utils

from course_lib.checking.verdict import Verdict
from grader.engine.assigned import Assigned
from grader.engine.judge import outputs_of
from grader.engine.job import Cell, CellResult, Job, Observation, Outcome, Request, Step
from grader.engine.limits import Limits
from grader.engine.record import NotebookGrades
from grader.engine.repair import Repaired, repair
from grader.engine.safe import safe_cell, safe_outputs

_VALUES = {f"<{kind}>" for kind in ("NoneType", "bool", "str", "bytes", "tuple", "list", "dict", "set", "complex")}
"""What a test may end with that is no partial score: nbgrader gives full points for these."""


@dataclass(frozen=True)
class Prepared:
    """A submitted notebook that is ready to run."""

    assigned: Assigned
    repaired: Repaired
    job: Job


@dataclass
class Marked:
    """What came of a notebook: the report and the grades.

    Attributes:
        notebook: with outputs, verdicts and a note on what was put right.
        grades: for the gradebook.
        verdicts: on the exercises of this course, by name.
        notes: what an instructor should know: limits reached, changes made.
    """

    notebook: NotebookNode
    grades: NotebookGrades
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def prepare(data: bytes, assigned: Assigned, name: str, files: dict[str, bytes], limits: Limits) -> Prepared:
    """Read and repair a submitted notebook and say what is to be run.

    Raises:
        grader.engine.reading.Unreadable: it is not a notebook.
    """
    repaired = repair(data, assigned.source)
    steps = [step for cell in repaired.notebook.cells if (step := _step(cell, assigned)) is not None]
    return Prepared(assigned, repaired, Job(name, tuple(steps), files, limits))


def _step(cell: NotebookNode, assigned: Assigned) -> Step | None:
    if cell.cell_type != "code":
        return None
    mark = cell.metadata.get("nbgrader", {})
    judge = assigned.judges.get(mark.get("grade_id"))
    if judge is not None:
        return Request(cell.id, judge.request())
    return Cell(cell.id, cell.source, locked=bool(mark.get("grade") and not mark.get("solution")))


def mark(prepared: Prepared, outcome: Outcome, *, stderr_costs: bool = False) -> Marked:
    """Judge what came back and write the report.

    Args:
        prepared: what was run.
        outcome: what came of it.
        stderr_costs: whether a test cell that writes to stderr earns 0, as nbgrader has it.
    """
    marked = Marked(prepared.repaired.notebook, NotebookGrades({}), notes=list(prepared.repaired.changes))
    results = {result.id: result for result in outcome.results}
    scores: dict[str, float | None] = {}
    unanswered: set[str] = set()
    for cell in marked.notebook.cells:
        safe_cell(cell)
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        result = results.get(cell.id)
        if cell.cell_type == "code" and result is not None:
            _fill(cell, result, prepared.assigned, marked)
        if utils.is_solution(cell) and cell.metadata.nbgrader.get("checksum") == utils.compute_checksum(cell):
            unanswered.add(name)
        if utils.is_grade(cell):
            scores[name] = _score(cell, result, marked, stderr_costs=stderr_costs)
    marked.grades = NotebookGrades(scores, frozenset(unanswered))
    _tell_changes(marked.notebook, prepared.repaired.changes)
    return marked


def _fill(cell: NotebookNode, result: CellResult | Observation, assigned: Assigned, marked: Marked) -> None:
    """Give a cell its outputs: a verdict's report, or what the student's code displayed, made harmless."""
    if isinstance(result, Observation):
        judge = assigned.judges[cell.metadata.nbgrader.grade_id]
        verdict = judge.verdict(result)
        marked.verdicts[verdict.name] = verdict
        cell.outputs = [nbformat.from_dict(output) for output in outputs_of(verdict)]
    else:
        cell.outputs = [nbformat.from_dict(output) for output in safe_outputs(result.outputs)]
        if result.sentence and result.state == "passed":  # its output was cut
            cell.outputs.append(nbformat.v4.new_output("stream", name="stdout", text=f"\n[{result.sentence}]\n"))
    if result.sentence:
        marked.notes.append(result.sentence)


def _score(
    cell: NotebookNode, result: CellResult | Observation | None, marked: Marked, *, stderr_costs: bool
) -> float | None:
    """The points of a graded cell; ``None`` waits for a person. As nbgrader's ``determine_grade``, but for tricks."""
    points = float(cell.metadata.nbgrader["points"])
    if isinstance(result, Observation):
        name = next(iter(marked.verdicts)) if not marked.verdicts else list(marked.verdicts)[-1]
        return min(marked.verdicts[name].score, points)
    if utils.is_solution(cell) or cell.cell_type != "code":
        score, _ = utils.determine_grade(cell)
        return None if score is None else float(score)
    if result is None or result.state != "passed":
        return 0.0
    if stderr_costs and any(output.get("name") == "stderr" for output in result.outputs):
        return 0.0
    if result.value is not None:
        within = 0.0 <= result.value <= points
        if not within:
            marked.notes.append(f"A test cell gave {result.value:g}, which is not between 0 and {points:g}: 0 points.")
        return result.value if within else 0.0
    last = [output["data"].get("text/plain", "") for output in result.outputs if output["output_type"] == "execute_result"]
    return points if not last or last[-1] in _VALUES else 0.0


def _tell_changes(notebook: NotebookNode, changes: tuple[str, ...]) -> None:
    if changes:
        listed = "\n".join(f"- {change}" for change in changes)
        text = f"**Put right before grading** (this cost nothing)\n\n{listed}"
        notebook.cells.insert(0, nbformat.v4.new_markdown_cell(text, id="put-right-before-grading"))
