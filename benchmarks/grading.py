"""Measure `grader autograde` beside `nbgrader autograde` and the bare cells: same submissions, one
run, equal scores.

The submissions are simulated from the course's lessons. The contestants take turns, so that a busy
moment of the machine hits all of them, and a ratio is taken within a turn. nbgrader runs in a warm
process, without its own start; the engine's rate is taken from a stream of copies, once its workers
are warm. As it is met it leaves out cells that no grade depends on; with `--all-cells` it does what
nbgrader does, and what the floor is. The floor is every code cell of the same notebooks, run one
after the other in one warm IPython shell, with nothing graded or kept: once as all contestants run
them, with the lessons' own figures left out, and once as a student does, with figures drawn.
"""

# ruff: noqa: E402  (the limits below must be set before anything else is imported)
import os

for library in ("OPENBLAS", "OMP", "MKL"):
    os.environ[f"{library}_NUM_THREADS"] = "1"
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # else nbgrader's kernels compile their imports

import argparse
import json
import multiprocessing
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from unittest.mock import patch

from processes import descendants
from rich.console import Console
from rich.table import Table

from grader.autograde import Grading
from grader.configuration import load_config
from grader.course import CONFIG, Course, find_course
from grader.engine.gradebook.filing import Folders, Submission
from grader.engine.gradebook.opening import gradebook
from grader.engine.gradebook.record import Recorder
from grader.hidden import hidden_keys
from grader.nbgrader_api import autograde
from grader.options import Options
from grader.release import release
from grader.simulate import simulate

Scores = dict[tuple[str, str], float]
NBGRADER, FLOOR = "nbgrader autograde", "floor: the cells alone"
DRAWN = "the cells alone, figures drawn"
FLOOR_ROUNDS = 3
WARM = 2  # rounds of all submissions until the clock starts
ENGINE = {
    "--all-cells, 1 worker": (1, True),
    "--all-cells, 2 workers": (2, True),
    "grader autograde, 1 worker": (1, False),
    "grader autograde, 2 workers": (2, False),
}
"""Workers, and whether every cell is run."""


@dataclass(frozen=True)
class Class:
    """A course for nbgrader and one for the engine, with the same submissions and the same hidden
    cases.
    """

    theirs: Course
    ours: Course
    submissions: list[Submission]


def make_class(folder: Path, lessons: list[str], students: int) -> Class:
    """Simulate submissions; those that are broken on purpose are left out, since nbgrader stops at
    them.
    """
    catalogue = find_course()
    ours = Course(folder / "ours")
    for lesson in lessons:
        shutil.copytree(catalogue.solutions / lesson, ours.solutions / lesson)
    shutil.copy(catalogue.root / CONFIG, ours.root / CONFIG)
    for lesson in lessons:
        release(ours, lesson)
    simulated = simulate(ours, catalogue, lessons, students, seed=1)
    for student, lesson in simulated.broken:
        shutil.rmtree(ours.root / "submitted" / student / lesson)
    hidden_keys(ours, lessons)
    shutil.copytree(ours.root, folder / "theirs")
    found = sorted(
        (ours.root / "submitted").glob("*/*"), key=lambda path: (path.parent.name, path.name)
    )
    return Class(
        Course(folder / "theirs"), ours, [Submission(path.name, path.parent.name) for path in found]
    )


def copies(course: Course, submissions: list[Submission], count: int) -> list[Submission]:
    """The submissions and copies of them under other students' names, round by round, ``count`` in
    all.
    """
    submitted, made = course.root / "submitted", []
    for i in range(count):
        turn, one = divmod(i, len(submissions))
        original = submissions[one]
        copy = Submission(
            original.assignment, f"{original.student}.{turn}" if turn else original.student
        )
        if not (submitted / copy.student / copy.assignment).exists():
            there = submitted / original.student / original.assignment
            shutil.copytree(there, submitted / copy.student / copy.assignment)
        made.append(copy)
    return made


def apart(measure: Callable[..., float], *arguments: object, **named: object) -> float:
    """Measure something in a process of its own."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as process:
        return process.submit(measure, *arguments, **named).result()


def run_nbgrader(root: Path, lessons: list[str]) -> float:
    """Grade everything in a course with nbgrader; returns the seconds."""
    os.chdir(root)
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        os.dup2(nowhere.fileno(), 2)  # the kernels' warnings
    config = load_config(root)
    begin = time.perf_counter()
    for lesson in lessons:
        autograde(config, lesson, "*")
    return time.perf_counter() - begin


def run_cells(notebooks: list[Path], rounds: int, *, drawn: bool) -> float:
    """Run the code cells of notebooks in one shell, after a round that only warms up; returns the
    cells' seconds.
    """
    from grader.engine.inside import shell

    if not drawn:
        os.environ["NBGRADER_EXECUTION"] = (
            "autograde"  # as nbgrader and the engine say it to a lesson
        )
    warm = shell.make_shell()
    seconds = 0.0
    for number, path in enumerate(notebooks * (rounds + 1)):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        sources = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
        begin = time.perf_counter()
        for source in sources:
            shell.run(warm, source, 4 << 20)
        seconds += time.perf_counter() - begin if number >= len(notebooks) else 0.0
        warm.reset(new_session=False)
    return seconds


def run_engine(
    course: Course,
    submissions: list[Submission],
    workers: int,
    first: int,
    *,
    all_cells: bool = False,
) -> tuple[float, float]:
    """Grade submissions afresh; returns the seconds of each one after the ``first``, and the
    writer's share of them.
    """
    begin, written = 0.0, 0.0
    options = Options(workers=workers, force=True, patience=0.0, all_cells=all_cells)
    with (
        Grading(course.root, options) as grading,
        written_in() as writing,
    ):
        for number, graded in enumerate(grading.run(submissions), start=1):
            assert not graded.problem, graded.problem
            if number == first:
                begin, written = time.perf_counter(), writing[0]
        elapsed = time.perf_counter() - begin
    return elapsed / (len(submissions) - first), (writing[0] - written) / elapsed


@contextmanager
def written_in() -> Iterator[list[float]]:
    """The seconds spent in the gradebook and on reports while the block lasts, as a list of one."""
    spent = [0.0]

    def timed(write: Callable[..., object]) -> Callable[..., object]:
        def run(*arguments: object) -> object:
            begin = time.perf_counter()
            try:
                return write(*arguments)
            finally:
                spent[0] += time.perf_counter() - begin

        return run

    with (
        patch.object(Recorder, "record", timed(Recorder.record)),
        patch.object(Folders, "write", timed(Folders.write)),
    ):
        yield spent


def scores(course: Course) -> dict[Submission, Scores]:
    """Each submission's grades."""
    with gradebook(course) as book:
        return {
            Submission(assignment.name, one.student.id): {
                (notebook.name, grade.name): grade.score
                for notebook in one.notebooks
                for grade in notebook.grades
            }
            for assignment in book.assignments
            for one in assignment.submissions
        }


def unequal(group: Class) -> list[str]:
    """The grades in which the engine and nbgrader differ, copies included."""
    theirs, found = scores(group.theirs), []
    for one, grades in scores(group.ours).items():
        expected = theirs[Submission(one.assignment, one.student.partition(".")[0])]
        found += [
            f"{one} {name}: {grades.get(name)}, nbgrader {score}"
            for (_, name), score in expected.items()
            if abs(grades.get((one.assignment, name), -1.0) - score) > 1e-9
        ]
    return found


def race(group: Class, turns: int, rounds: int) -> tuple[dict[str, list[float]], float, list[str]]:
    """Let the contestants take turns; returns each one's seconds a submission by turn, the writer's
    share, and the grades that are not nbgrader's.
    """
    lot = len(group.submissions)
    stream = copies(group.ours, group.submissions, lot * (rounds + WARM))
    lessons = sorted({one.assignment for one in group.submissions})
    submitted = group.theirs.root / "submitted"
    notebooks = [
        submitted / one.student / one.assignment / f"{one.assignment}.ipynb"
        for one in group.submissions
    ]
    seconds: dict[str, list[float]] = {name: [] for name in (NBGRADER, *ENGINE, FLOOR, DRAWN)}
    shares, different = [], []
    for _ in range(turns):
        seconds[NBGRADER].append(apart(run_nbgrader, group.theirs.root, lessons) / lot)
        for name, (workers, all_cells) in ENGINE.items():
            each, share = run_engine(group.ours, stream, workers, WARM * lot, all_cells=all_cells)
            seconds[name].append(each)
            shares += [share] if workers == 1 and not all_cells else []
            different += [f"{name}: {line}" for line in unequal(group)]
        for name, drawn in (FLOOR, False), (DRAWN, True):
            seconds[name].append(
                apart(run_cells, notebooks, FLOOR_ROUNDS, drawn=drawn) / (lot * FLOOR_ROUNDS)
            )
    return seconds, median(shares), different


def spread(values: list[float], form: str) -> str:
    """A median with the lowest and the highest value."""
    return f"{median(values):{form}} ({min(values):{form}} to {max(values):{form}})"


def race_table(seconds: dict[str, list[float]], title: str) -> Table:
    table = Table(
        "",
        "s a submission",
        "a minute",
        "times nbgrader's rate",
        "times the floor's time",
        title=title,
    )
    for name, turns in seconds.items():
        rates = [there / here for there, here in zip(seconds[NBGRADER], turns, strict=True)]
        floors = [here / floor for here, floor in zip(turns, seconds[FLOOR], strict=True)]
        table.add_row(
            name,
            spread(turns, ".3f"),
            f"{60 / median(turns):.0f}",
            spread(rates, ".1f"),
            spread(floors, ".2f"),
        )
    return table


def scale_table(group: Class, sizes: list[int], workers: int) -> Table:
    """Grade classes of growing size, of the first lesson; the cost of a submission should stay the
    same.
    """
    lesson = group.submissions[0].assignment
    one_lesson = [one for one in group.submissions if one.assignment == lesson]
    table = Table(
        "submissions",
        "ms a submission",
        "writer's share of the time",
        title=f"{lesson}, {workers} workers",
    )
    for size in sizes:
        first = min(2 * workers, size // 2)
        each, share = run_engine(group.ours, copies(group.ours, one_lesson, size), workers, first)
        table.add_row(f"{size:,}", f"{1000 * each:.1f}", f"{100 * share:.1f} %")
    return table


def worker_memory(group: Class) -> float:
    """Megabytes of a worker that waits for a submission: its processes together, what they share
    counted once.
    """
    with Grading(group.ours.root, Options(workers=1, force=True)) as grading:
        run = grading.run(group.submissions[:1])
        next(run)  # graded, and the worker still there
        total = sum(_own_memory(pid) for pid in descendants(os.getpid()))
        run.close()
    return total


def _own_memory(pid: int) -> float:
    if "resource_tracker" in Path(f"/proc/{pid}/cmdline").read_text():  # of Python's own, one a run
        return 0.0
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def cold_start(group: Class) -> float:
    """Seconds from starting the command to its first line with a grade."""
    one = group.submissions[0]
    command = [
        sys.executable,
        "-u",
        "-m",
        "grader",
        "autograde",
        "--force",
        "--student",
        one.student,
        one.assignment,
    ]
    begin = time.perf_counter()
    with subprocess.Popen(command, cwd=group.ours.root, stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        for line in run.stdout:
            if line.startswith(f"{one}:"):
                return time.perf_counter() - begin
    raise RuntimeError("no grade was printed")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--lessons", nargs="+", default=["00", "01", "05"], help="lessons by name or number"
    )
    parser.add_argument("--students", type=int, default=4, help="how many hand in each lesson")
    parser.add_argument("--turns", type=int, default=3, help="how often each contestant is timed")
    parser.add_argument(
        "--rounds",
        type=int,
        default=10,
        help="how often the engine grades each submission in a turn",
    )
    parser.add_argument(
        "--scale", nargs="*", type=int, default=[10, 100, 1000], help="sizes of classes"
    )
    parser.add_argument(
        "--workers", type=int, default=os.cpu_count() or 1, help="workers for the sizes"
    )
    chosen = parser.parse_args()
    console = Console(width=120)
    with tempfile.TemporaryDirectory(prefix="bench-grading-") as folder:
        lessons = find_course().chosen(chosen.lessons)
        group = make_class(Path(folder), lessons, chosen.students)
        console.print(
            f"{len(group.submissions)} submissions; load {os.getloadavg()[0]:.1f} on"
            f" {os.cpu_count()} cores"
        )
        starts = [cold_start(group) for _ in range(3)]
        seconds, share, different = race(group, chosen.turns, chosen.rounds)
        console.print(
            race_table(
                seconds, f"{', '.join(lessons)}: median (lowest to highest) of {chosen.turns} turns"
            )
        )
        console.print(f"writer, with 1 worker: {100 * share:.1f} % of the time")
        console.print(f"cold start to the first grade: {spread(starts, '.2f')} s")
        if Path("/proc/self/smaps_rollup").exists():
            console.print(f"a worker before a submission: {worker_memory(group):.0f} MB")
        for line in different:
            console.print(line, markup=False)
        graded = len(ENGINE) * chosen.turns * sum(map(len, scores(group.ours).values()))
        console.print(f"{graded - len(different)} of {graded} grades equal nbgrader's\n")
        if chosen.scale:
            console.print(scale_table(group, chosen.scale, chosen.workers))
        console.print(f"load at the end: {os.getloadavg()[0]:.1f}")
    if different:
        sys.exit(1)


if __name__ == "__main__":
    main()
