"""The unit of work as plain data, for those who hand it out and take it back: a notebook that was
handed in, and what came of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from grader.engine.documents.choosing import File
from grader.engine.gradebook.grades import NotebookGrades
from grader.engine.judging.assigned import Assigned
from grader.engine.protocol.limits import Limits


@dataclass(frozen=True)
class Task:
    """The unit of work: one submitted notebook, with all that is needed to grade it anywhere.

    Attributes:
        name: which submission it is, for messages.
        assigned: the trusted side.
        data: the submitted file; empty where there is none with the notebook's name.
        stamp: of what the report is made from; goes into it.
        files: other files of the submission and of the lesson, by their path beside the notebook.
        limits: what it may use.
        stderr_costs: whether a test cell that writes to stderr earns 0, as nbgrader has it.
        all_cells: whether cells are run that no grade depends on.
        others: files with other names, one of which may be the notebook.
        told: what the report says of the other files, in sentences.
    """

    name: str
    assigned: Assigned
    data: bytes
    stamp: str
    files: dict[str, bytes] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)
    stderr_costs: bool = False
    all_cells: bool = False
    others: tuple[File, ...] = ()
    told: tuple[str, ...] = ()


@dataclass
class Marked:
    """What came of a notebook: the report and the grades.

    Attributes:
        text: the report, a notebook with outputs, verdicts and a note on what was put right.
        grades: for the gradebook.
        named: the named mistakes found, ``(exercise, mistake)``.
        notes: what an instructor should know: limits reached, changes made.
        problem: why the submission cannot be graded, if so; the student's file is at fault.
        fault: what failed in the grader, if anything; there is nothing to grade then.
        rung: the rung of isolation that it ran on.
    """

    text: str = ""
    grades: NotebookGrades = field(default_factory=lambda: NotebookGrades({}))
    named: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    problem: str = ""
    fault: str = ""
    rung: int = 0
