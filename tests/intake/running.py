"""Grades all situations in one course, and says what did not come out right."""

from collections.abc import Iterator
from pathlib import Path

from grader.autograde import Graded
from tests.engine.ordinary import grade
from tests.intake.answers import AROUND, ELSEWHERE, FAILS_ONLY_HERE
from tests.intake.cells import IN_CELLS
from tests.intake.forms import FORMS
from tests.intake.names import NAMES
from tests.intake.situation import Situation, make

FIRST = [*ELSEWHERE, *FAILS_ONLY_HERE, *NAMES, *AROUND]
"""What went wrong once."""
SITUATIONS = [*FIRST, *FORMS, *IN_CELLS]
SAMPLE = [*FIRST, *FORMS[::4], *IN_CELLS[::16]]
"""What `make test` looks at."""


def graded(root: Path, situations: list[Situation]) -> Iterator[tuple[Situation, Graded]]:
    """What became of each situation."""
    students = make(root, situations)
    by_student = {one.submission.student: one for one in grade(root)}
    for student, situation in students.items():
        yield situation, by_student[student]


def said(one: Graded) -> str:
    """All that the instructor reads of a submission."""
    return "; ".join(dict.fromkeys([one.problem, *one.notes])).strip("; ")


def failures(situation: Situation, one: Graded) -> list[str]:
    """What is not as it should be."""
    wrong = []
    if (one.score, bool(one.problem)) != (situation.score or 0.0, situation.score is None):
        wrong.append(f"earned {one.score:g}, should have {situation.score}")
    if situation.says not in said(one):
        wrong.append(f"does not say {situation.says!r}")
    return [f"{text} ({said(one)})" for text in wrong]
