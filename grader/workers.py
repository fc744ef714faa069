"""How to grade, and who does it: what is needed before anything slow is imported."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import course_lib
from grader.engine.host import Setup
from grader.engine.limits import Limits
from grader.engine.pool import WorkerPool

if TYPE_CHECKING:
    from grader.engine.notebook import Marked, Task


@dataclass(frozen=True)
class Options:
    """How to grade.

    Attributes:
        workers: worker processes.
        force: grade again what has been graded.
        require_isolation: refuse a weaker rung than this one.
        limits: what a submission may use.
        stderr_costs: nbgrader's rule: a test cell that writes to stderr earns 0.
        start: makes the executor; worker processes on this machine by default.
    """

    workers: int = 1
    force: bool = False
    require_isolation: int = 3
    limits: Limits = field(default_factory=Limits)
    stderr_costs: bool = False
    start: Callable[[], Executor] | None = None


def start_workers(options: Options) -> WorkerPool[Task, Marked]:
    """The workers. On this machine the first starts at once, and warms up while this process goes on."""
    if options.start is None:
        return WorkerPool("grader.engine.notebook.grade_notebook", course_setup(), options.workers)
    setup = replace(course_setup(), weakest=options.require_isolation)
    return WorkerPool("grader.workers.grade_elsewhere", setup, options.workers, options.start)


def grade_elsewhere(task: Task, setup: Setup) -> Marked:
    """Grade on another machine, where the library may lie in another place."""
    from grader.engine.notebook import grade_notebook

    return grade_notebook(task, replace(course_setup(), weakest=setup.weakest))


_COURSE = ("course_lib", "course_lib.exercises", "course_lib.checking.transfer", "course_lib.widgets")
"""What a lesson imports beside its drawings: loaded once, not in every submission's process."""


def course_setup() -> Setup:
    """What workers are set up for: the course's own library, and what looks at an exercise."""
    library = str(Path(course_lib.__file__).resolve().parent)
    drawings = [f"course_lib.figures.{module.name}" for module in pkgutil.iter_modules([f"{library}/figures"])]
    return Setup(
        readable=(library,),
        python_path=(str(Path(library).parent),),
        preload=("numpy", "matplotlib.pyplot", *_COURSE, *drawings),
        observe="course_lib.checking.transfer.observe_here",
    )
