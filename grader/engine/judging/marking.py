"""The unit of work: a submitted notebook in, its report and grades out."""

from __future__ import annotations

import grader.quick_imports  # noqa: F401  before nbformat and nbgrader

# isort: split

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING, Any

import nbformat
from nbformat import NotebookNode
from nbgrader import utils

import course_lib
from course_lib.checking.running.time_limit import TimeLimit, limited
from grader.engine.documents.choosing import File, choose
from grader.engine.documents.marks import is_test, name_of
from grader.engine.documents.reading import Unreadable
from grader.engine.documents.repair import Repaired, repair
from grader.engine.documents.safe_cells import literal, safe_cell, safe_outputs, safe_verdict
from grader.engine.gradebook.filing import stamped
from grader.engine.gradebook.grades import NotebookGrades
from grader.engine.gradebook.handed_in import on_screen, shown
from grader.engine.judging.drawing import CODE, may_draw
from grader.engine.judging.needed import not_needed
from grader.engine.judging.opened import Opened, cell_of, opened
from grader.engine.judging.refused import refused
from grader.engine.judging.separable import Cell, plans
from grader.engine.judging.task import Marked, Task
from grader.engine.judging.verdict_data import (
    BESIDE,
    BY_VALUE,
    KEPT,
    PUT_RIGHT,
    WAYS,
    verdict_as_data,
)
from grader.engine.outside import stages, worker
from grader.engine.outside.warm_process import Setup
from grader.engine.protocol.job import (
    PLAYED,
    Apart,
    CellResult,
    CellStep,
    Job,
    ObservationResult,
    ObserveStep,
    Outcome,
)

if TYPE_CHECKING:
    from course_lib.checking.verdict import Verdict

_PATIENCE = 20.0
"""Seconds to make a report safe, which takes a thousandth of that; then a plainer one is made."""
_READING, _JUDGING, _REPORTING = 120.0, 60.0, 120.0
"""Seconds on the clock, past which a submission is put aside; each takes a thousandth of that."""
_AROUND = 180.0
"""Seconds for what stands around a run: starting a warm process, and files that are removed."""
_MOST_COLOURS = 20_000
"""Changes of colour in a report, each of which costs a page a ten-thousandth of a second."""


def grade_notebook(task: Task, setup: Setup) -> Marked:
    """Grade one notebook: repair it, run it in the sandbox, judge what comes back. A pure function.

    Args:
        task: the submission.
        setup: how this process's workers are shut in.
    """
    stages.begin("reading", _READING)
    lesson = opened(task.assigned)
    try:
        called = f"{task.assigned.name}.ipynb"
        chosen = choose(called, task.data, task.others, lesson.source)
        taken_for = f"{shown(chosen.name)} was taken for {called}."
        told = (*(() if chosen.name == called else (taken_for,)), *task.told)
        repaired = _repaired(chosen, lesson, told)
    except Unreadable as problem:
        return Marked(problem=str(problem))
    ways = ways_of(repaired, lesson)
    outcome = run_on(task, repaired, lesson, setup, ways)
    if outcome.fault:
        return Marked(fault=outcome.fault, rung=outcome.rung)
    stages.begin("judging", _JUDGING, last=True)
    verdicts = _verdicts(repaired.notebook, lesson, outcome)
    stages.begin("reporting", _REPORTING, last=True)
    ran = _Ran(repaired, outcome, verdicts, ways)
    try:
        marked = limited(lambda: _mark(task, ran, lesson), _PATIENCE)
        if marked.text.count(r"\u001b") <= _MOST_COLOURS:
            return marked
    except TimeLimit:
        pass
    # From the beginning, for it is half marked, and without all that takes long to make safe or to
    # show.
    ran = replace(ran, repaired=_repaired(chosen, lesson, told))
    return _mark(task, ran, lesson, bare=True)


LEFT_OUT = "[Not run while grading: no grade depends on this cell.]\n"

Ways = dict[str, Apart | str]
"""How each code cell is run, by its id: apart from the submission, or beside it and why."""


def ways_of(repaired: Repaired, lesson: Opened) -> Ways:
    """How the code cells of a repaired submission are run."""
    cells = [cell for cell in repaired.notebook.cells if cell.cell_type == "code"]
    found = plans(lesson.lesson, (_seen(cell, lesson) for cell in cells))
    return {cell.id: way for cell, way in zip(cells, found, strict=True)}


def run_on(
    task: Task, repaired: Repaired, lesson: Opened, setup: Setup, ways: Ways | None = None
) -> Outcome:
    """Run a repaired submission in the sandbox, its exercises on the hidden cases."""
    chosen = ways_of(repaired, lesson) if ways is None else ways
    code = [cell for cell in repaired.notebook.cells if cell.cell_type == "code"]
    left_out = frozenset() if task.all_cells else not_needed(code, lesson)
    steps = tuple(
        _step(cell, lesson, repaired.rescues.get(cell.id, ()), chosen[cell.id])
        for cell in code
        if cell.id not in left_out
    )
    stages.begin("running", task.limits.total_wall + _AROUND)
    own = {name.partition("/")[0].removesuffix(".py") for name in task.files}
    # A course of another kind may have a package of this name; ours is the exercises'.
    forget = () if lesson.judges else tuple(own & {course_lib.__name__})
    job = Job(task.name, steps, task.files, task.limits, task.assigned.assignment, forget)
    return worker.run(job, _fit(setup, code, task.files))


def _fit(setup: Setup, cells: list[NotebookNode], files: Mapping[str, bytes]) -> Setup:
    """What a submission's process is set up for: with Matplotlib, where this one may draw."""
    modules = (data.decode(errors="replace") for name, data in files.items() if name.endswith(CODE))
    texts = chain((cell.source for cell in cells), modules)
    return setup if setup.figures or not may_draw(texts) else replace(setup, figures=True)


def _repaired(file: File, lesson: Opened, said: tuple[str, ...]) -> Repaired:
    """A notebook brought back into form; what has been said of it comes first."""
    repaired = repair(file.data, lesson.source)
    return replace(repaired, changes=(*said, *repaired.changes))


@dataclass(frozen=True)
class _Ran:
    """A repaired submission and what came of it: of its code, the verdicts by ``grade_id``, and how
    each cell was run.
    """

    repaired: Repaired
    outcome: Outcome
    verdicts: dict[str, Verdict]
    ways: Ways


def _verdicts(notebook: NotebookNode, lesson: Opened, outcome: Outcome) -> dict[str, Verdict]:
    if not lesson.judges:
        return {}
    from grader.engine.judging.judge import naming_stand_ins

    names = {cell.id: name_of(cell) for cell in notebook.cells}
    written = {name_of(cell): cell.source for cell in notebook.cells if utils.is_solution(cell)}
    verdicts = {}
    for observed in outcome.observations:
        judge = lesson.judges[names[observed.id]]
        answer = written.get(judge.exercise.name, "")
        verdicts[names[observed.id]] = judge.verdict(observed, answer)
    return naming_stand_ins(verdicts)


def _seen(cell: NotebookNode, lesson: Opened) -> Cell:
    """A cell as those see it who decide where it runs; one that is only observed runs nowhere."""
    return Cell("") if name_of(cell) in lesson.judges else cell_of(cell)


def _step(
    cell: NotebookNode, lesson: Opened, rescue: tuple[str, ...], way: Apart | str
) -> CellStep | ObserveStep:
    judge = lesson.judges.get(name_of(cell))
    if judge is not None:
        return ObserveStep(cell.id, judge.request())
    apart = way if isinstance(way, Apart) else None
    return CellStep(cell.id, cell.source, cell_of(cell).is_test, rescue, apart)


def _mark(task: Task, ran: _Ran, lesson: Opened, *, bare: bool = False) -> Marked:
    marking = _Marking(task, ran, lesson, bare=bare)
    for cell in ran.repaired.notebook.cells:
        marking.add(cell)
    return marking.finished()


class _Marking:
    """Grades and report of a submission in the making, cell by cell."""

    def __init__(self, task: Task, ran: _Ran, lesson: Opened, *, bare: bool) -> None:
        self._task, self._ran, self._bare = task, ran, bare
        self._marked = Marked(notes=list(ran.repaired.changes), rung=ran.outcome.rung)
        if bare:
            self._note(
                f"The report shows texts and pictures alone: the rest took over {_PATIENCE:g} s to"
                " make safe."
            )
        self._results = {result.id: result for result in ran.outcome.results}
        self._ours = {cell.source: cell.get("attachments", {}) for cell in lesson.source.cells}
        self._scores: dict[str, float | None] = {}
        self._unanswered: set[str] = set()
        self._written: dict[str, str] = {}
        self._failure = ""

    def add(self, cell: NotebookNode) -> None:
        """Give a cell its outputs, and a graded one its points."""
        name, result = name_of(cell), self._results.get(cell.id)
        verdict = None
        if isinstance(result, ObservationResult):
            verdict = self._ran.verdicts.get(name)
        elif isinstance(result, CellResult):
            self._show(cell, result)
        elif cell.cell_type == "code":
            cell.outputs, cell.execution_count = [_said(LEFT_OUT)], None
        if result is not None and result.sentence:
            self._note(result.sentence)
        if _is_untouched(cell):
            self._unanswered.add(name)
        if verdict is not None:
            self._judge(cell, verdict)
        elif utils.is_grade(cell):
            costs = self._task.stderr_costs
            self._scores[name] = _score(cell, result, self._marked, stderr_costs=costs)
        # Last: what was answered shows in the text as it was handed in.
        if (text := safe_cell(cell, self._ours, bare=self._bare)) is not None:
            self._written[cell.id] = text

    def finished(self) -> Marked:
        """The grades, and the report as text."""
        marked, repaired = self._marked, self._ran.repaired
        marked.grades = NotebookGrades(self._scores, frozenset(self._unanswered))
        if self._failure:
            self._note(self._failure)
        repaired.notebook.metadata[KEPT] = _kept(self._ran, self._ours, self._written)
        _tell(repaired.notebook, repaired.changes, self._failure)
        _tell_ways(repaired.notebook)
        marked.text = stamped(repaired.notebook, self._task.stamp, self._ran.outcome.rung)
        return marked

    def _judge(self, cell: NotebookNode, verdict: Verdict) -> None:
        from grader.engine.judging.judge import outputs_of

        outputs = map(safe_verdict, outputs_of(verdict))
        cell.outputs = [nbformat.from_dict(output) for output in outputs]
        named = [finding.mistake for finding in verdict.findings if finding.mistake]
        self._marked.named += [(verdict.name, mistake) for mistake in named]
        self._scores[name_of(cell)] = verdict.score

    def _show(self, cell: NotebookNode, result: CellResult) -> None:
        _show(cell, result, self._bare)
        self._failure = self._failure or _failure(cell, result)
        why = refused(cell.source, result)
        if why and why not in self._marked.notes:
            self._note(why)

    def _note(self, text: str) -> None:
        self._marked.notes.append(text)


def _is_untouched(cell: NotebookNode) -> bool:
    """Whether an answer is the stub that was released."""
    if not utils.is_solution(cell):
        return False
    return bool(cell.metadata.nbgrader.get("checksum") == utils.compute_checksum(cell))


def _kept(ran: _Ran, ours: Collection[str], written: dict[str, str]) -> dict[str, Any]:
    """What pages and tables are made from: the verdicts by ``grade_id``, what was put right, what
    was stopped, the ids of the cells that are the lesson's own and show nothing of the student's,
    and by the ids of the others what was written where the report holds something else.
    """
    verdicts = {name: verdict_as_data(verdict) for name, verdict in ran.verdicts.items()}
    stopped = [result.sentence for result in ran.outcome.results if result.sentence]
    was_run = {result.id for result in ran.outcome.results}
    own = [
        cell.id
        for cell in ran.repaired.notebook.cells
        if (cell.cell_type == "markdown" and cell.source in ours)
        or (cell.cell_type == "code" and cell.id not in was_run)
    ]
    return {
        "verdicts": verdicts,
        "changes": list(ran.repaired.changes),
        "stopped": list(dict.fromkeys(stopped)),
        "own": own,
        "written": written,
        "ways": _judged(ran),
    }


def _judged(ran: _Ran) -> dict[str, str]:
    """Of each test cell that was run, by ``grade_id``: how it was judged, and why not by value."""
    results = {result.id: result for result in ran.outcome.cells}
    said = {}
    for cell in ran.repaired.notebook.cells:
        result = results.get(cell.id)
        if result is not None and cell_of(cell).is_test:
            way = ran.ways[cell.id]
            why = result.doubt or (way if isinstance(way, str) else "this rung isolates nothing")
            said[name_of(cell)] = BY_VALUE if result.apart else f"{BESIDE}: {why}"
    return said


def _show(cell: NotebookNode, result: CellResult, bare: bool) -> None:
    """Give a cell what its code displayed, made harmless."""
    cell.outputs = [
        nbformat.from_dict(output) for output in safe_outputs(result.outputs, bare=bare)
    ]
    told = any(output.get("evalue") == result.sentence for output in result.outputs)
    if result.sentence and not told:  # it was interrupted, or its output was cut
        cell.outputs.append(_said(f"\n[{result.sentence}]\n"))


def _said(text: str) -> NotebookNode:
    """A sentence of the grader's own among the outputs of a cell."""
    output: NotebookNode = nbformat.from_dict(
        {"output_type": "stream", "name": "stdout", "text": text}
    )
    return output


def _score(
    cell: NotebookNode,
    result: CellResult | ObservationResult | None,
    marked: Marked,
    *,
    stderr_costs: bool,
) -> float | None:
    """The points of a graded cell; ``None`` waits for a person. As nbgrader's ``determine_grade``,
    but for tricks.
    """
    points = float(cell.metadata.nbgrader["points"])
    if utils.is_solution(cell) or cell.cell_type != "code":
        score, _ = utils.determine_grade(cell)
        return None if score is None else float(score)
    if not isinstance(result, CellResult) or result.state != "passed":
        return 0.0
    if result.doubt and result.is_final:
        marked.notes.append(
            f"A person has to look at the test {shown(name_of(cell))}: it passed, but"
            f" {result.doubt}, and only the submission's own code says that it is right."
        )
        return None
    if stderr_costs and any(output.get("name") == "stderr" for output in result.outputs):
        return 0.0
    if result.value is not None:
        score = min(max(result.value, 0.0), points)
        if abs(result.value - score) > _ROUNDING:
            marked.notes.append(
                f"A test cell gave {result.value:g}, which is not between 0 and {points:g}:"
                f" {score:g} points."
            )
        return score
    last = [
        output["data"].get("text/plain", "")
        for output in result.outputs
        if output["output_type"] == "execute_result"
    ]
    return 0.0 if PLAYED in last[-1:] else points


_ROUNDING = 1e-9
"""What sums of partial scores may be beside the points."""


_LONGEST = 200
"""Characters of an error that is told."""


def _failure(cell: NotebookNode, result: CellResult) -> str:
    """What went wrong in a cell that is no test, unless it says itself that it is not done yet."""
    if result.state == "passed" or is_test(cell):
        return ""
    errors = [output for output in result.outputs if output["output_type"] == "error"]
    if not errors:
        return ""
    name, why = errors[0]["ename"], " ".join(errors[0]["evalue"].split())
    if name in ("NotImplementedError", "Stopped"):
        return ""
    line = next((line for line in cell.source.splitlines() if line.strip()), "")
    said = f"The first cell that failed begins with {shown(line.strip())}: {name}: {why}"
    return on_screen(said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…")


def _tell(notebook: NotebookNode, changes: tuple[str, ...], failure: str) -> None:
    """Say at the top of a report what was put right, and what failed first."""
    texts = []
    if changes:
        listed = "\n".join(f"- {literal(change)}" for change in changes)
        texts.append(f"**Put right before grading** (this cost nothing)\n\n{listed}")
    if failure:
        texts.append(f"**Where to look first**\n\n- {literal(failure)}")
    if texts:
        notebook.cells.insert(0, _markdown(PUT_RIGHT, "\n\n".join(texts)))


def _tell_ways(notebook: NotebookNode) -> None:
    """Say at the end of a report how its test cells were judged; why stands in the metadata, since
    it may quote a hidden test.
    """
    ways = notebook.metadata[KEPT]["ways"]
    listed = [f"- {literal(name)}: {way.partition(':')[0]}" for name, way in ways.items()]
    if listed:
        text = "\n".join(["**How the test cells were judged**\n", *listed])
        notebook.cells.append(_markdown(WAYS, text))


def _markdown(name: str, text: str) -> NotebookNode:
    """A cell of the grader's own. nbformat's function would check it, for which it compiles the
    whole schema of notebooks first.
    """
    cell: NotebookNode = nbformat.from_dict(
        {"cell_type": "markdown", "id": name, "metadata": {}, "source": text}
    )
    return cell
