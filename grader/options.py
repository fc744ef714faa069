"""How to grade, and who does it: what is needed before anything slow is imported."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import course_lib
from grader.course import OWN, Course, CourseError, find_course
from grader.engine.judging.drawing import CODE, may_draw
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
        all_cells: whether cells are run that no grade depends on.
        start: makes the executor; worker processes on this machine by default.
        patience: seconds that work waits before another worker starts on this machine: what is done
            sooner is done by the first, since a worker takes two seconds to start.
    """

    workers: int = 1
    force: bool = False
    require_isolation: int = 3
    limits: Limits = field(default_factory=Limits)
    stderr_costs: bool = False
    all_cells: bool = False
    start: Callable[[], Executor] | None = None
    patience: float = 2.0
    asked: Mapping[str, float] = field(default_factory=dict)


_UNIT = "grader.engine.judging.marking.grade_notebook"


def start_workers(options: Options, course: Course) -> WorkerPool[Task, Marked]:
    """The workers of a course. On this machine the first starts at once, and warms up while this
    process goes on; the others start when work has waited for a while.
    """
    if options.start is None:
        setup, patience = setup_in(course), options.patience
        return WorkerPool(_UNIT, setup, options.workers, aside=_put_aside, patience=patience)
    setup = replace(course_setup(course), weakest=options.require_isolation)
    elsewhere = "grader.options.grade_elsewhere"
    return WorkerPool(elsewhere, setup, options.workers, options.start, aside=_put_aside)


def _put_aside(why: str) -> Marked:
    from grader.engine.judging.task import Marked

    return Marked(problem=f"put aside, because {why}")


def grade_elsewhere(task: Task, setup: Setup) -> Marked:
    """Grade on another machine, where the library may lie in another place, in a process that can
    be ended there.
    """
    exams = task.assigned.exams.values()
    package, library = next(((exam.package, exam.library) for exam in exams), (OWN, ""))
    here = replace(_setup(package, library), weakest=setup.weakest, hidden=setup.hidden)
    try:
        marked: Marked = do_watched(_UNIT, task, here)
    except (PutAside, MemoryError) as why:
        return _put_aside(str(why))
    return marked


def course_setup(course: Course) -> Setup:
    """What workers are set up for: the library that a course's students have, and what looks at an
    exercise.
    """
    hidden = tuple(str(path) for path in course.secrets)
    return replace(_setup(course.package, str(course.library)), hidden=hidden)


def _setup(package: str, library: str) -> Setup:
    """What workers need of a course's package, which is the one installed where its folder is not
    there.
    """
    machinery = Path(course_lib.__file__).resolve().parent
    if package == OWN:
        folders = [machinery]
    elif Path(library).is_dir():
        folders = [Path(library), machinery]
    else:
        folders = [Path(import_module(package).__path__[0]), machinery]
    modules = [name for folder in folders for name in _modules(folder)]
    if package != OWN:  # it has exercises of its own
        modules = [name for name in modules if not name.startswith(f"{OWN}.exercises")]
    return Setup(
        readable=tuple(map(str, folders)),
        python_path=tuple(str(folder.parent) for folder in folders),
        preload=(*_LATE, *modules),
        observe="course_lib.checking.exchange.inside.observe_here",
    )


def setup_in(course: Course) -> Setup:
    """What workers are set up for in a course's folder. Where its lessons have no exercises, none
    needs the library, which takes a third of the time to warm up; where none draws, none needs
    Matplotlib, which takes another (a submission that draws all the same gets it).
    """
    ours = course_setup(course)
    try:
        find_course(course.root)
    except CourseError:
        released = list(_released(course))
        texts = (path.read_text(errors="replace") for path in released)
        figures = not released or may_draw(texts)
        return replace(ours, preload=_LATE, figures=figures, observe=Setup.observe)
    return ours


def _released(course: Course) -> Iterator[Path]:
    """The notebooks and modules that students of a course have been given."""
    for path in (course.root / "release").rglob("*"):
        if path.suffix in CODE and path.is_file():
            yield path


_LATE = ("encodings.cp437",)
"""What Python loads for its first zip file, such as a key."""


def _modules(library: Path) -> list[str]:
    """All that a lesson may import of a library: loaded once, not in every submission's process."""
    files = sorted(path.relative_to(library.parent) for path in library.rglob("*.py"))
    return [".".join(path.with_suffix("").parts).removesuffix(".__init__") for path in files]
