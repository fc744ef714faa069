"""All lessons at a glance: what is done, tried and open, how long the rest takes, what is next."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from course_lib.checking.asked.course import course_title
from course_lib.checking.catalogue import lessons
from course_lib.checking.verdict import GREEN, ORANGE
from course_lib.desk.notebooks import Lesson, Stage, Task, lessons_folder, read_lessons, with_scores

COLOURS = {Stage.DONE: GREEN, Stage.TRIED: ORANGE, Stage.OPEN: "transparent"}
SIGNS = {Stage.DONE: "✓", Stage.TRIED: "~", Stage.OPEN: "·"}
"""A stage has its own sign beside its own colour."""

CELL = "text-align:left;padding:.15em .8em .15em 0"


@dataclass(frozen=True)
class Overview:
    """How far a learner is, for a notebook (`_repr_html_`) and for a terminal (`print`).

    Attributes:
        lessons: those that lie in the lessons' folder, in order.
        name: who gets the certificate.
    """

    lessons: Sequence[Lesson]
    name: str = ""

    def __repr__(self) -> str:
        width = max((len(lesson.title) for lesson in self.lessons), default=0)
        lines = [_line(lesson, width) for lesson in self.lessons]
        return "\n".join([*lines, "", *self.closing()])

    def _repr_html_(self) -> str:
        if not self.lessons:
            return f"<p>{self.closing()[0]}</p>"
        rows = "".join(map(_row, self.lessons))
        head = "".join(
            f'<th scope="col" style="{CELL}">{text}</th>'
            for text in ("lesson", "exercises", "points", "minutes left")
        )
        closing = "".join(f"<p>{html.escape(line)}</p>" for line in self.closing())
        return (
            f"<table><caption style='text-align:left'>All lessons</caption>"
            f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
            f"{certificate_html(self) if self.is_complete else closing}"
        )

    @property
    def is_complete(self) -> bool:
        """Whether every exercise of every lesson of the course is done."""
        here = {lesson.name.partition("_")[2] for lesson in self.lessons if lesson.is_done}
        return here == lessons()

    def legend(self) -> str:
        """How many exercises are at each stage, with the sign of each."""
        stages = [task.stage for lesson in self.lessons for task in lesson.tasks]
        return ", ".join(f"{SIGNS[stage]} {stage.value} {stages.count(stage)}" for stage in Stage)

    def closing(self) -> list[str]:
        """What is left and where to go on; the certificate where nothing is left."""
        if not self.lessons:
            return ["No lessons lie beside this notebook."]
        if self.is_complete:
            return certificate(self)
        left = sum(lesson.minutes_left for lesson in self.lessons)
        lines = [f"{self.legend()}. About {_duration(left)} left."]
        following = next_task(self.lessons)
        if following:
            lesson, task = following
            lines.append(f"Go on with {task.name} in lesson {lesson.title}.")
        return lines


def overview(scores: dict[str, float], *, name: str = "") -> Overview | None:
    """All lessons around the notebook that runs, or nothing where there are none.

    Args:
        scores: what this kernel has checked, which its notebook may not have been saved with.
        name: who gets the certificate.
    """
    folder = lessons_folder()
    if folder is None:
        return None
    running = Path.cwd().name
    lessons = [
        with_scores(lesson, scores) if lesson.name == running else lesson
        for lesson in read_lessons(folder)
    ]
    return Overview(lessons, name)


def next_task(lessons: Sequence[Lesson]) -> tuple[Lesson, Task] | None:
    """The first exercise that is not done, in the order of the course, with its lesson."""
    for lesson in lessons:
        for task in lesson.tasks:
            if task.stage is not Stage.DONE:
                return lesson, task
    return None


def certificate(whole: Overview) -> list[str]:
    """What a learner has done who has done everything, in lines."""
    exercises = sum(len(lesson.tasks) for lesson in whole.lessons)
    points = sum(lesson.points for lesson in whole.lessons)
    return [
        course_title(),
        f"{whole.name or 'You'} wrote every part of it:",
        f"{len(whole.lessons)} lessons, {exercises} exercises, {points:g} of {points:g} points.",
    ]


def certificate_html(whole: Overview) -> str:
    """The certificate for a notebook."""
    title, *lines = map(html.escape, certificate(whole))
    inside = "".join(f"<p style='margin:.4em 0'>{line}</p>" for line in lines)
    return (
        f"<div style='border:3px double {GREEN};padding:1em 2em;margin-top:1em;max-width:36em;"
        f"text-align:center'><p style='font-size:1.5em;margin:.4em 0'>{title}</p>{inside}</div>"
    )


def _line(lesson: Lesson, width: int) -> str:
    if not lesson.tasks:
        return f"{lesson.title:{width}}  its notebook cannot be read"
    signs = "".join(SIGNS[task.stage] for task in lesson.tasks)
    left = "done" if lesson.is_done else f"{lesson.minutes_left} minutes left"
    points = f"{lesson.score:g} of {lesson.points:g} points"
    return f"{lesson.title:{width}}  {signs:8} {points}, {left}"


def _row(lesson: Lesson) -> str:
    link = f"../{lesson.name}/{lesson.name}.ipynb"
    title = f'<a href="{html.escape(link)}">{html.escape(lesson.title)}</a>'
    cells = (
        [_squares(lesson.tasks), f"{lesson.score:g} of {lesson.points:g}", f"{lesson.minutes_left}"]
        if lesson.tasks
        else ["its notebook cannot be read", "", ""]
    )
    inside = "".join(f'<td style="{CELL}">{cell}</td>' for cell in cells)
    return f'<tr><th scope="row" style="{CELL};font-weight:normal">{title}</th>{inside}</tr>'


def _squares(tasks: Sequence[Task]) -> str:
    """One square per exercise; its name and stage are there to hover over and to be read out."""
    described = html.escape(", ".join(f"{task.name}: {task.stage.value}" for task in tasks))
    squares = "".join(
        f'<span title="{html.escape(task.name)}: {task.stage.value}" style="display:inline-block;'
        f"width:1.1em;height:1.1em;line-height:1.1em;text-align:center;margin-right:2px;"
        f"border:1px solid currentColor;background:{COLOURS[task.stage]};"
        f'color:{"inherit" if task.stage is Stage.OPEN else "white"}">{SIGNS[task.stage]}</span>'
        for task in tasks
    )
    return f'<span role="img" aria-label="{described}" style="white-space:nowrap">{squares}</span>'


def _duration(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} minutes"
    return f"{hours} h {rest} min" if rest else f"{hours} h"
