"""Measure `grader autograde` beside nbgrader and beside Otter's local grading, without containers:
one ordinary assignment, the same answers, the same tests, equal points.

The contestants take turns, each in processes that stay warm, one submission at a time. What they
take is read from Linux's /proc, of every process that has a part in it. At the end two more
submissions show what each contestant keeps from a submission. The exit code is 1 if the points
differ.

Otter is none of the project's dependencies. It takes part where OTTER_PYTHON names the Python of an
environment that has it:

    python3 -m venv otter && otter/bin/pip install 'otter-grader[grading]>=7,<8' numpy
    OTTER_PYTHON=otter/bin/python make bench-grading
"""

# ruff: noqa: E402  (the limits below must be set before anything else is imported)
import os

for library in ("OPENBLAS", "OMP", "MKL"):
    os.environ[f"{library}_NUM_THREADS"] = "1"
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # no kernel should compile what it imports

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

import graders
from by_value import ANSWERS, TESTS, spent_by_all
from doors import DOORS, equal_to_everything, open_doors, probe
from graders import ASSIGNMENT, CLASS, EXERCISES, QUIET, Contestant, Points
from grading import spread
from rich.console import Console
from rich.table import Table

from tools.spent import run

ENGINE, NBGRADER, OTTER = "grader autograde", "nbgrader autograde", "Otter, local"
HOW = (
    "Otter 7 does not take part. For it to: python3 -m venv otter; otter/bin/pip install"
    " 'otter-grader[grading]>=7,<8' numpy; OTTER_PYTHON=otter/bin/python make bench-grading"
)
START_UP = (
    "Start-up: both peers start a kernel for each submission and stop it. It cannot be kept warm,"
    " so it is in their figures. Otter's kernel also imports Otter, and pandas with it. What the"
    " engine starts is forked from a process that has loaded NumPy. A command for one submission"
    " has the start of its program in it."
)
ISOLATES = {
    ENGINE: (
        "a submission runs shut in, in a process of its own; the tests run in another, where"
        " nothing of the submission is, and plain data crosses. Here it stood on rung {rung}"
        " (docs/isolation.md)."
    ),
    NBGRADER: (
        "a submission runs in a kernel with all rights of whoever grades. The tests run in the same"
        " kernel, and a cell earns its points if its outputs hold no error (determine_grade in"
        " nbgrader/utils.py). Its FAQ says that it does not protect against unsafe code directly,"
        " and points to kernels in a container, which are not measured here."
    ),
    OTTER: (
        "a submission runs in a kernel with all rights of whoever grades, in a temporary folder"
        " that holds the tests. They run in the same kernel, which writes the score as a pickle;"
        " the grading process loads it (otter/execute/preprocessor.py and __init__.py). Its"
        " documentation calls grading without containers less secure than `otter grade`, which"
        " uses them and is not measured here."
    ),
}
Figure = tuple[float, float]
"""Seconds of the processor and of the clock."""


@dataclass(frozen=True)
class Figures:
    """A contestant's figures, one a turn.

    Attributes:
        each: for a submission of the class, once warm.
        kernel: for a kernel as it starts one for each submission, if it does.
        alone: for a command that grades one submission, with the program's start.
    """

    each: list[Figure] = field(default_factory=list)
    kernel: list[Figure] = field(default_factory=list)
    alone: list[Figure] = field(default_factory=list)


def measured(work: Callable[[], object], times: int = 1) -> Figure:
    """Seconds that something takes, done a number of times, of all processes and of the clock."""
    processor, clock = spent_by_all(), time.perf_counter()
    for _ in range(times):
        work()
    return spent_by_all() - processor, time.perf_counter() - clock


def started(command: list[str], folder: Path) -> Figure:
    """Seconds of a command."""
    clock = time.perf_counter()
    code, processor = run(command, cwd=folder, **QUIET)
    assert code == 0, command
    return processor, time.perf_counter() - clock


def race(contestants: dict[str, Contestant], turns: int, console: Console) -> dict[str, Figures]:
    """Let the contestants take turns; the first turn only warms up."""
    figures = {name: Figures() for name in contestants}
    for turn in range(turns + 1):
        console.print(f"turn {turn} of {turns}" if turn else "warming up")
        for name, one in contestants.items():
            rounds = one.rounds if turn else 1
            processor, clock = measured(one.grade, rounds)
            kernel = [measured(one.kernel)] if one.kernel else []
            alone = started(*one.alone)
            if turn:
                lot = rounds * len(CLASS)
                figures[name].each.append((processor / lot, clock / lot))
                figures[name].kernel.extend(kernel)
                figures[name].alone.append(alone)
    return figures


def race_table(figures: dict[str, Figures], title: str) -> Table:
    table = Table("", title=title)
    for heading in ("processor", "clock", "processor, times the engine's"):
        table.add_column(heading, justify="right")
    for name, one in figures.items():
        ours = figures[ENGINE]
        table.add_row(name, *both(one.each), ratio(one.each, ours.each), style="bold")
        if one.kernel:
            table.add_row("  of it a kernel", *both(one.kernel))
        table.add_row("  a command for one", *both(one.alone), ratio(one.alone, ours.alone))
    return table


def ratio(theirs: list[Figure], ours: list[Figure]) -> str:
    """How often the engine's processor seconds go into another's, turn by turn."""
    turns = zip(theirs, ours, strict=True)
    return spread([there / here for (there, _), (here, _) in turns], ".1f")


def both(turns: list[Figure]) -> list[str]:
    """The processor's and the clock's seconds, each with its spread."""
    return [spread(list(values), ".3f") for values in zip(*turns, strict=True)]


def unequal(points: dict[str, dict[str, Points]]) -> list[str]:
    """Where a contestant gives a test cell other points than the engine does."""
    return [
        f"{student}, {cell}: {name} {theirs[student].get(cell)}, {ENGINE} {score}"
        for name, theirs in points.items()
        for student, cells in points[ENGINE].items()
        for cell, score in {**dict.fromkeys(theirs[student]), **cells}.items()
        if theirs[student].get(cell) != score
    ]


def doors_table(folder: Path, contestants: dict[str, Contestant]) -> Table:
    """Hand in two submissions that try what they can, and see how far they come."""
    equal = {name: equal_to_everything(name) for name in EXERCISES}
    graders.hand_in_everywhere(folder, "claims-to-be-equal", equal)
    source = folder / "theirs" / "source" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    tested = TESTS["square"][0].splitlines()[0]
    with probe(folder, [str(source), "tests/square.py"], tested) as tries:
        square = f"{tries}\n{ANSWERS['square']}"
        graders.hand_in_everywhere(folder, "tries-doors", {**ANSWERS, "square": square})
        for one in contestants.values():
            one.grade()
    table = Table("a submission", *contestants, title="What a submission can do")
    found = [open_doors(one.came_of("tries-doors").printed) for one in contestants.values()]
    for door, opened in zip(DOORS, zip(*found, strict=True), strict=True):
        table.add_row(door, *("yes" if it else "no" for it in opened))
    earned = [one.came_of("claims-to-be-equal").points for one in contestants.values()]
    shares = (f"{sum(points.values()):g} of {len(points)} points" for points in earned)
    table.add_row("returns an object that equals everything", *shares)
    return table


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--turns", type=int, default=3, help="how often each is measured")
    parser.add_argument("--rounds", type=int, default=10, help="how often the engine grades a turn")
    chosen = parser.parse_args()
    console = Console(width=120)
    if not Path("/proc/self/stat").exists():
        console.print("the race beside Otter counts processor seconds, which needs Linux's /proc")
        return
    python = os.environ.get("OTTER_PYTHON", "")
    otter_version = graders.version_of_otter(python) if python else ""
    if not otter_version:
        told = f"OTTER_PYTHON is {python}, which has no Otter 7 that can grade. " if python else ""
        console.print(told + HOW, soft_wrap=True, markup=False)
    if python and not otter_version:
        sys.exit(2)
    with tempfile.TemporaryDirectory(prefix="bench-peers-") as made, ExitStack() as open_:
        folder = Path(made)
        graders.make_class(folder)
        ours, rung = open_.enter_context(graders.engine(folder, chosen.rounds))
        contestants = {ENGINE: ours, NBGRADER: open_.enter_context(graders.nbgrader(folder))}
        named = f"nbgrader {version('nbgrader')}"
        if otter_version:
            contestants[OTTER] = open_.enter_context(graders.otter(folder, python))
            named += f", Otter {otter_version}"
        console.print(f"{named}; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
        title = f"seconds a submission, median (lowest to highest) of {chosen.turns} turns"
        console.print(race_table(race(contestants, chosen.turns, console), title))
        points = {
            name: {student: one.came_of(student).points for student in CLASS}
            for name, one in contestants.items()
        }
        different = unequal(points)
        for line in different:
            console.print(line, markup=False)
        graded = sum(map(len, points[ENGINE].values()))
        if not different:
            console.print(f"all {graded} points are the same from each of them")
        console.print(f"{START_UP}\n", highlight=False)
        console.print(doors_table(folder, contestants))
        for name in contestants:
            told = f"{name}: {ISOLATES[name].format(rung=rung)}"
            console.print(told, markup=False, highlight=False)
    if different:
        sys.exit(1)


if __name__ == "__main__":
    main()
