"""The page that a student gets back: what to do next, then each exercise, then the notebook."""

from __future__ import annotations

from dataclasses import dataclass

from grader.desk.cells import parts_of
from grader.desk.graded import GradedExercise, GradedNotebook
from grader.desk.hidden_parts import HiddenParts
from grader.desk.templates import rendered
from grader.engine.gradebook.grades import NotebookMarks

MOST_STEPS = 3
"""Things to do next; more than these nobody begins with."""


def page(graded: GradedNotebook, marks: NotebookMarks, about: About, hidden: HiddenParts) -> str:
    """One self-contained HTML page."""
    failing = [exercise for exercise in graded.exercises if not exercise.is_full]
    waiting = [exercise for exercise in failing if exercise.mark.waits]
    untouched = [exercise for exercise in failing if _is_untouched(exercise)]
    tried = [one for one in failing if one not in waiting and one not in untouched]
    return rendered(
        "feedback.html",
        about=about,
        title=graded.title or about.notebook,
        graded=graded,
        marks=marks,
        steps=tried[:MOST_STEPS],
        more=tried[MOST_STEPS:],
        untouched=untouched,
        waiting=waiting,
        parts=parts_of(graded, hidden),
    )


@dataclass(frozen=True)
class About:
    """Whose page it is, and of what.

    Attributes:
        student: their id.
        person: their name, as the gradebook has it; may be empty.
        assignment: the lesson.
        notebook: the notebook's name.
        stamp: changes when anything that the page is made from does.
    """

    student: str
    person: str
    assignment: str
    notebook: str
    stamp: str = ""


def _is_untouched(exercise: GradedExercise) -> bool:
    return exercise.unanswered and exercise.mark.score == 0 and not exercise.mark.waits
