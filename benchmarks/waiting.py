"""Measure what people wait for: the demonstration, keys, pages, a command's first line, a small
class, the tests.

Waits are seconds by the clock, each as somebody meets it who has just set the course up; what is
held against nbgrader is processor seconds, of every process that had a part in it. The figure of
the tests is that of the last `make test`. Setting up is not measured: it downloads. For a
first look, with one lesson and a small class:

    PYTHONPATH=. .venv/bin/python benchmarks/waiting.py --lessons 00 --students 4 --only-look
"""

# ruff: noqa: E402  (the limits below must be set before anything else is imported)
import os
import sys
import sysconfig

for library in ("OPENBLAS", "OMP", "MKL"):
    os.environ[f"{library}_NUM_THREADS"] = "1"
# As in a course whose environment is active: nbgrader finds alembic there, and what Python has
# compiled is kept.
os.environ["PATH"] = os.pathsep.join([sysconfig.get_path("scripts"), os.environ["PATH"]])
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

import argparse
import json
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from functools import cache
from importlib.metadata import version
from pathlib import Path
from statistics import median

import nbgrader
from grading import FLOOR_ROUNDS, WARM, Class, apart, copies, make_class, run_cells, run_engine
from history import TARGETS, comparison, record
from rich.console import Console

from grader.course import CONFIG, Course, find_course
from grader.hidden import KEYS, hidden_keys
from tools.spent import run

Figures = dict[str, float]
GUIDE = Path(nbgrader.__file__).parent / "docs" / "source" / "user_guide"
TESTED = Path("build", "tests.json")
"""Processor seconds of each step of the last `make test` (tools/run_tests.py)."""
QUIET = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
LONG, SHORT = ("00_start_here", "01_training_loop", "05_loss"), "00_start_here"
HAND_INS, STARTS, ROUNDS = 6, 3, 3


def fresh_course(folder: Path) -> Course:
    """The course as it was just downloaded: the published keys are there, but no hidden seed, no
    keys of it, and nothing was built before.
    """
    here = find_course()
    shutil.copytree(here.keys, folder / here.package / "keys")
    shutil.copytree(here.solutions, folder / "solutions")
    shutil.copytree(here.variants, folder / "tests" / "variants")
    shutil.copy(here.root / CONFIG, folder / CONFIG)
    return Course(folder)


def clocked(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def keys(folder: Path, lessons: list[str]) -> Figures:
    """Hidden keys, built for the first time, and once more after they were lost."""
    course = fresh_course(folder)
    first = clocked(lambda: hidden_keys(course, lessons))
    shutil.rmtree(course.hidden / KEYS)
    return {
        "hidden_keys_s": first,
        "hidden_keys_again_s": clocked(lambda: hidden_keys(course, lessons)),
    }


def demonstration(folder: Path, lessons: list[str], students: int) -> Figures:
    """`make demo`, from release to export; its class stays in ``folder / "demo"``."""
    catalogue = fresh_course(folder)
    from grader.demo import Watching, demo

    told: list[float] = []
    begin = time.perf_counter()
    watching = Watching(
        lambda title, count: lambda name: None,
        lambda line: told.append(time.perf_counter() - begin),
    )
    demo(catalogue, folder / "demo", lessons, students=students, seed=1, watching=watching)
    return {"demo_s": time.perf_counter() - begin, "demo_first_grade_s": told[0]}


def feedback(course: Path) -> Figures:
    """Pages of a lesson, the engine's and nbgrader's, on one core."""
    ours = [sys.executable, "-m", "grader", "feedback", "--force", "--workers", "1", SHORT]
    theirs = [*NBGRADER, "generate_feedback", "--force", SHORT]
    theirs += ["--CourseDirectory.feedback_directory=feedback-of-nbgrader"]
    seconds = [apart(spent, command, course) for command in (ours, theirs)]
    pages = [
        len(list((course / name).glob(f"*/{SHORT}/*.html")))
        for name in ("feedback", "feedback-of-nbgrader")
    ]
    each, each_of_theirs = (took / made for took, made in zip(seconds, pages, strict=True))
    return {"feedback_page_s": each, "feedback_rate": each_of_theirs / each}


NBGRADER = [sys.executable, "-m", "nbgrader"]


def spent(command: list[str], folder: Path) -> float:
    """Processor seconds of a command."""
    return run(command, cwd=folder, **QUIET)[1]


def foreign_class(folder: Path) -> Figures:
    """An ordinary course, nbgrader's own example: a few hand-ins graded by the engine and by
    nbgrader.
    """
    folder.mkdir()
    (folder / CONFIG).write_text('c = get_config()\nc.CourseDirectory.course_id = "course101"\n')
    shutil.copytree(GUIDE / "source" / "ps1", folder / "source" / "ps1")
    there = sorted((GUIDE / "submitted").iterdir())
    for number in range(HAND_INS):
        shutil.copytree(there[number % len(there)], folder / "submitted" / f"student{number}")
    subprocess.run([*NBGRADER, "generate_assignment", "ps1"], cwd=folder, check=True, **QUIET)
    beside = Path(shutil.copytree(folder, folder.with_name("theirs")))
    ours = apart(spent, [sys.executable, "-m", "grader", "autograde", "ps1"], folder)
    theirs = apart(spent, [*NBGRADER, "autograde", "ps1"], beside)
    return {"foreign_class_s": ours, "foreign_class_rate": theirs / ours}


def starts(group: Class) -> Figures:
    """The command to its first line, and to an error's."""
    one = group.submissions[0]
    to_a_grade = ["autograde", "--force", "--student", one.student, one.assignment]
    return {
        "autograde_first_line_s": first_line(group.ours.root, to_a_grade),
        "error_first_line_s": first_line(group.ours.root, ["autograde", "99_nothing"]),
    }


def first_line(folder: Path, words: list[str]) -> float:
    """Seconds until `grader` has said something, the median of a few starts."""
    command = [sys.executable, "-u", "-m", "grader", *words]
    seconds = []
    for _ in range(STARTS):
        begin = time.perf_counter()
        both = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
        with subprocess.Popen(command, cwd=folder, **both) as started:
            assert started.stdout is not None
            started.stdout.readline()
            seconds.append(time.perf_counter() - begin)
            started.stdout.read()
    return median(seconds)


def whole_class(group: Class) -> Figures:
    """A submission of which every cell is run against those cells alone, and what the writer takes
    of a class of short ones.
    """
    lot = len(group.submissions)
    stream = copies(group.ours, group.submissions, lot * (ROUNDS + WARM))
    each, _ = run_engine(group.ours, stream, 1, WARM * lot, all_cells=True)
    submitted = group.ours.root / "submitted"
    notebooks = [
        submitted / one.student / one.assignment / f"{one.assignment}.ipynb"
        for one in group.submissions
    ]
    floor = apart(run_cells, notebooks, FLOOR_ROUNDS, drawn=False) / (lot * FLOOR_ROUNDS)
    short = [one for one in group.submissions if one.assignment == SHORT]
    _, share = run_engine(group.ours, copies(group.ours, short, 60), 4, 12)
    return {"floor_ratio": each / floor, "writer_percent": 100 * share}


def tests() -> Figures:
    if not TESTED.is_file():
        return {}
    return {"tests_minutes": sum(json.loads(TESTED.read_text()).values()) / 60}


def steps(folder: Path, lessons: list[str], students: int) -> dict[str, Callable[[], Figures]]:
    """What is measured, in order, by what it is called while it lasts."""
    group = cache(lambda: make_class(folder / "race", list(LONG), students=4))
    return {
        "hidden keys": lambda: keys(folder / "keys", lessons),
        "the demonstration": lambda: demonstration(folder / "class", lessons, students),
        "pages of feedback": lambda: feedback(folder / "class" / "demo"),
        "a small class": lambda: foreign_class(folder / "ours"),
        "first lines": lambda: starts(group()),
        "a whole class": lambda: whole_class(group()),
        "the tests": tests,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--lessons", nargs="+", default=[], help=f"of keys and demonstration, {SHORT} among them"
    )
    parser.add_argument("--students", type=int, default=30, help="in the demonstration's class")
    parser.add_argument(
        "--only-look", action="store_true", help="add no line to benchmarks/history.csv"
    )
    options = parser.parse_args()
    console = Console(width=120)
    console.print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    figures: Figures = {}
    with tempfile.TemporaryDirectory(prefix="bench-waiting-") as folder:
        lessons = find_course().chosen(options.lessons)
        for what, measure in steps(Path(folder), lessons, options.students).items():
            console.print(f"measuring {what}")
            more = measure()
            figures |= more
            for name, value in more.items():
                console.print(f"    {TARGETS[name][0]}: {value:.2f}")
    console.print(comparison(figures, "What people wait for"))
    console.print(f"load at the end: {os.getloadavg()[0]:.1f}")
    if not options.only_look:
        record(version("training-loop"), figures)


if __name__ == "__main__":
    main()
