"""How far a learner is, read from the notebooks as they were last saved, and from nothing else."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path
from typing import Any

CHECK = "check_"
MINUTES = re.compile(r"about (\d+) minutes")
LESSON = re.compile(r"\d\d_\w+")


class Stage(Enum):
    """How far an exercise is."""

    DONE = "done"
    TRIED = "tried"
    OPEN = "open"


@dataclass(frozen=True)
class Task:
    """One exercise of a lesson: its points, those of its last check, and how far it is."""

    name: str
    points: float
    score: float = 0.0
    stage: Stage = Stage.OPEN


@dataclass(frozen=True)
class Lesson:
    """One lesson as its notebook shows it.

    Attributes:
        name: of its folder, "05_loss".
        title: as the notebook says it, "05 · Loss".
        minutes: what the notebook says that it takes; 0 where it does not say.
        tasks: its exercises in order; none where the notebook cannot be read.
    """

    name: str
    title: str
    minutes: int
    tasks: tuple[Task, ...]

    @property
    def points(self) -> float:
        """What its exercises are worth."""
        return sum(task.points for task in self.tasks)

    @property
    def score(self) -> float:
        """What their last checks earned."""
        return sum(task.score for task in self.tasks)

    @property
    def is_done(self) -> bool:
        """Whether every exercise earned all its points."""
        return bool(self.tasks) and all(task.stage is Stage.DONE for task in self.tasks)

    @property
    def minutes_left(self) -> int:
        """Its minutes, by the share of the points that is still to be earned, to the next five."""
        if not self.points:
            return self.minutes
        left = self.minutes * (1 - self.score / self.points)
        return 5 * round(left / 5 + 0.4)


def lessons_folder(here: Path | None = None) -> Path | None:
    """The folder that holds the lessons, seen from the folder that a notebook runs in."""
    here = here or Path.cwd()
    if LESSON.fullmatch(here.name):
        return here.parent
    return next((folder for folder in (here, here / "lessons") if _notebooks(folder)), None)


def read_lessons(folder: Path) -> list[Lesson]:
    """Every lesson in a folder, in order."""
    return [read_lesson(path) for path in _notebooks(folder)]


def read_lesson(path: Path) -> Lesson:
    """One lesson from its notebook."""
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        first = "".join(cells[0]["source"])
        minutes = MINUTES.search(first)
        return Lesson(
            path.stem,
            first.partition("\n")[0].lstrip("# "),
            int(minutes.group(1)) if minutes else 0,
            tuple(_tasks(cells)),
        )
    except (OSError, ValueError, KeyError, IndexError, TypeError, AttributeError):
        return Lesson(path.stem, path.stem, 0, ())  # not a notebook any more


def with_scores(lesson: Lesson, scores: dict[str, float]) -> Lesson:
    """The lesson with what the running kernel has checked since its notebook was saved."""
    tasks = []
    for task in lesson.tasks:
        score = scores.get(task.name)
        touched = task.stage is not Stage.OPEN
        tasks.append(task if score is None else _scored(task, score, touched=touched))
    return replace(lesson, tasks=tuple(tasks))


def _notebooks(folder: Path) -> list[Path]:
    return sorted(
        path
        for path in folder.glob("[0-9][0-9]_*/*.ipynb")
        if path.stem == path.parent.name and LESSON.fullmatch(path.stem)
    )


def _tasks(cells: list[dict[str, Any]]) -> Iterator[Task]:
    touched = {}
    for cell in cells:
        meta = cell["metadata"].get("nbgrader", {})
        name = str(meta.get("grade_id", ""))
        if meta.get("solution"):
            touched[name] = _is_touched(cell, meta)
        elif meta.get("grade") and name.startswith(CHECK):
            name = name.removeprefix(CHECK)
            task = Task(name, float(meta["points"]))
            yield _scored(task, _score(cell), touched=touched.get(name, False))


def _scored(task: Task, score: float, *, touched: bool) -> Task:
    if score >= task.points:
        return replace(task, score=task.points, stage=Stage.DONE)
    tried = touched or score > 0
    return replace(task, score=score, stage=Stage.TRIED if tried else Stage.OPEN)


def _score(cell: dict[str, Any]) -> float:
    """What the last check earned, as its cell shows it: a verdict's plain text is its score."""
    for output in cell.get("outputs", []):
        text = "".join(output.get("data", {}).get("text/plain", ""))
        if re.fullmatch(r"\d+(\.\d+)?", text):
            return float(text)
    return 0.0


def _is_touched(cell: dict[str, Any], meta: dict[str, Any]) -> bool:
    """Whether somebody has written in a solution cell: nbgrader keeps a checksum of it as it was
    released.
    """
    kind = cell["cell_type"], str(bool(meta.get("grade"))), "True", str(bool(meta.get("locked")))
    text = "".join(["".join(cell["source"]), *kind, meta["grade_id"]])
    checksum = hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()
    released = str(meta.get("checksum", checksum))
    return released != checksum
