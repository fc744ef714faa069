"""The page that a student gets back: what to do next, then each exercise, then the notebook."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from grader.desk.cells import coloured, parts_of
from grader.desk.graded import GradedExercise, GradedNotebook
from grader.desk.hidden_parts import HiddenParts
from grader.engine.gradebook.marks import NotebookMarks

MOST_STEPS = 3
"""Things to do next; more than these nobody begins with."""
SIGNS = {
    "holds": ("✓", "holds"),
    "fails": ("✗", "does not hold"),
    "partly": ("◐", "holds in part"),
    "not_judged": ("–", "not judged yet"),
}
"""The sign of each state of an aspect, and what it is called where signs are not seen."""


def page(graded: GradedNotebook, marks: NotebookMarks, about: About, hidden: HiddenParts) -> str:
    """One self-contained HTML page."""
    failing = [exercise for exercise in graded.exercises if not exercise.is_full]
    waiting = [exercise for exercise in failing if exercise.mark.waits]
    untouched = [exercise for exercise in failing if _is_untouched(exercise)]
    tried = [one for one in failing if one not in waiting and one not in untouched]
    html: str = (
        _templates()
        .get_template("feedback.html")
        .render(
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
    )
    return html


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


@cache
def _templates() -> Environment:
    folder = files("grader") / "data"

    def load(name: str) -> str:
        return (folder / name).read_text(encoding="utf-8")

    made = Environment(
        loader=FunctionLoader(load),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    made.filters.update(code=as_code, number=as_number, anchor=as_anchor, coloured=coloured)
    made.globals.update(signs=SIGNS, style=lambda name: Markup(load(name)))  # noqa: S704 - our file
    return made


def as_code(text: str) -> Markup:
    """A sentence of ours with its `code` set apart; all else in it is escaped."""
    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text)))  # noqa: S704


def as_number(value: float) -> str:
    """Points without noughts that say nothing: ``3``, ``1.5``, ``0.67``."""
    return f"{round(value, 2):g}"


def as_anchor(name: str) -> str:
    """The address of an exercise within its page."""
    return "exercise-" + re.sub(r"[^\w-]", "-", name)
