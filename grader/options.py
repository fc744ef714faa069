"""How to grade, and who does it: what is needed before anything slow is imported."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import course_lib
from grader.course import CourseError, find_course
from grader.engine.outside.pool import WorkerPool, do_watched
from grader.engine.outside.processes import PutAside
from grader.engine.outside.warm_process import Setup
from grader.engine.protocol.limits import Limits

if TYPE_CHECKING:
    from grader.engine.judging.task import Marked, Task


@dataclass(frozen=True)
class Options:
    """How to grade.

    Attributes:
        workers: worker processes.
        force: grade again what has been graded.
        require_isolation: refuse a weaker rung than this one.
        limits: what a submission may use where neither the configuration nor `asked` says more.
        asked: limits from the command line, by name.
        stderr_costs: nbgrader's rule: a test cell that writes to stderr earns 0.
        start: makes the executor; worker processes on this machine by default.
        patience: seconds that work waits before another worker starts on this machine: what is done
            sooner is done by the first, since a worker takes two seconds to start.
    """

    workers: int = 1
    force: bool = False
    require_isolation: int = 3
    limits: Limits = field(default_factory=Limits)
    stderr_costs: bool = False
    start: Callable[[], Executor] | None = None
    patience: float = 2.0
    asked: Mapping[str, float] = field(default_factory=dict)


_UNIT = "grader.engine.judging.marking.grade_notebook"


def start_workers(options: Options, root: Path) -> WorkerPool[Task, Marked]:
    """The workers for the course in a folder. On this machine the first starts at once, and warms
    up while this process goes on; the others start when work has waited for a while.
    """
    if options.start is None:
        setup = course_setup() if _has_our_lessons(root) else _other_setup()
        return WorkerPool(
            _UNIT, setup, options.workers, aside=_put_aside, patience=options.patience
        )
    setup = replace(course_setup(), weakest=options.require_isolation)
    elsewhere = "grader.options.grade_elsewhere"
    return WorkerPool(elsewhere, setup, options.workers, options.start, aside=_put_aside)


def _put_aside(why: str) -> Marked:
    from grader.engine.judging.task import Marked

    return Marked(problem=f"put aside, because {why}")


def grade_elsewhere(task: Task, setup: Setup) -> Marked:
    """Grade on another machine, where the library may lie in another place, in a process that can
    be ended there.
    """
    here = replace(course_setup(), weakest=setup.weakest)
    try:
        marked: Marked = do_watched(_UNIT, task, here)
    except (PutAside, MemoryError) as why:
        return _put_aside(str(why))
    return marked


def course_setup() -> Setup:
    """What workers are set up for: the course's own library, and what looks at an exercise."""
    library = Path(course_lib.__file__).resolve().parent
    return Setup(
        readable=(str(library),),
        python_path=(str(library.parent),),
        preload=(*Setup.preload, *_LATE, *_modules(library)),
        observe="course_lib.checking.exchange.inside.observe_here",
    )


def _has_our_lessons(root: Path) -> bool:
    try:
        find_course(root)
    except CourseError:
        return False
    return True


def _other_setup() -> Setup:
    """What workers are set up for in another course: none of its lessons needs the library, which
    takes a third of the time to warm up.
    """
    return replace(course_setup(), preload=(*Setup.preload, *_LATE), observe=Setup.observe)


_LATE = ("contourpy", "encodings.cp437")
"""What Matplotlib loads for its first contours, and Python for its first zip file, such as a
key.
"""


def _modules(library: Path) -> list[str]:
    """All that a lesson may import of the library: loaded once, not in every submission's
    process.
    """
    files = sorted(path.relative_to(library.parent) for path in library.rglob("*.py"))
    return [".".join(path.with_suffix("").parts).removesuffix(".__init__") for path in files]
