"""Measure course_lib's training loop beside PyTorch, scikit-learn and the bare matrix products, in
one run.

A ratio is taken within a turn, and printed as its median with the lowest and the highest; times are
the processor's. PyTorch is measured where it is installed (`.venv/bin/pip install torch==2.13.0`).
Then come the times that a student waits for, and all figures beside their targets and those of the
release before.
"""

# ruff: noqa: E402  (NumPy reads the limits below when it is imported)
import os

for library in ("OPENBLAS", "OMP", "MKL"):
    os.environ[f"{library}_NUM_THREADS"] = "1"

import argparse
import tracemalloc

import numpy as np
from answering import LESSON, PACKAGE, check_milliseconds, import_ratios
from contestants import FLOOR, FUSED, OURS, PYTORCH, SCIKIT, Task, present, race
from history import TARGETS, comparison, record
from rich.console import Console
from rich.table import Table

from course_lib.data import Array
from course_lib.loop import fit_fast
from course_lib.mlp import MLP
from course_lib.optim import Adam

SIZES = (64, 32, 20), (256, 64, 10), (1024, 256, 10)  # hidden units, batch, epochs
COLUMNS = {PYTORCH: "pytorch", FUSED: "fused", SCIKIT: "sklearn"}  # their names in the history


def speed_table(task: Task, micros: dict[str, Array], losses: dict[str, float]) -> Table:
    """One row a contestant: its rate, and how many times course_lib's time it needs, with the
    spread.
    """
    table = Table(title=f"64 → {task.hidden} → 10, batch {task.batch}, {task.epochs} epochs")
    for column in (
        "",
        "rows/s",
        "µs a step",
        "times course_lib's time",
        "lowest",
        "highest",
        "final loss",
    ):
        table.add_column(column, justify="right" if column else "left", no_wrap=True)
    for name, turns in micros.items():
        middle, ratio = float(np.median(turns)), turns / micros[OURS]
        ratios = [f"{value:.2f}" for value in (np.median(ratio), ratio.min(), ratio.max())]
        loss = f"{losses[name]:.4f}" if name in losses else ""
        table.add_row(name, f"{1e6 * task.batch / middle:,.0f}", f"{middle:.1f}", *ratios, loss)
    return table


def memory(task: Task) -> float:
    """Return the memory that training an MLP takes at its peak, data aside, as a multiple of what
    training must hold.

    Held are the parameters, their gradients, Adam's two moments, and one batch's activations: what
    the cache of `mlp_forward` keeps (x, z1, h1) and the logits. Three batches are enough data, so
    that the order of the rows, which grows with the data, is no part of the figure; 25 epochs take
    Adam past its sweeps.
    """
    X, labels = task.X[: 3 * task.batch], task.labels[: 3 * task.batch]
    tracemalloc.start()
    try:
        model = MLP([64, task.hidden, 10], np.random.default_rng(0))
        tracemalloc.reset_peak()  # drawing the first weights takes float64
        rng = np.random.default_rng(1)
        fit_fast(model, X, labels, optimizer=Adam(), epochs=25, batch_size=task.batch, rng=rng)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    parameters = sum(p.size for p in task.start.values())
    activations = task.batch * (64 + 2 * task.hidden + 10)
    return peak / (4 * (4 * parameters + activations))


def train_at_all_sizes(console: Console, turns: int) -> dict[str, float]:
    """Print a table for each size; return the figures for the history."""
    figures = {}
    names = present()
    for hidden, batch, epochs in SIZES:
        task, size = Task(hidden, batch, epochs), f"{hidden}x{batch}"
        micros, losses = race(task, names, turns)
        console.print(speed_table(task, micros, losses))
        for name in COLUMNS.keys() & micros.keys():
            figures[f"{COLUMNS[name]}_{size}"] = float(np.median(micros[name] / micros[OURS]))
        figures[f"floor_{size}"] = float(np.median(micros[FLOOR] / micros[OURS]))
        figures[f"memory_{size}"] = memory(task)
        console.print(f"memory: {figures[f'memory_{size}']:.2f} times what training holds\n")
    return figures


def wait_for_answers(console: Console, turns: int) -> dict[str, float]:
    """Print how long imports and checks take; return the figures for the history."""
    ratios = import_ratios(turns)
    table = Table(title="A student waits")
    for column in ("", "median", "lowest", "highest"):
        table.add_column(column, justify="right" if column else "left", no_wrap=True)
    for statement, ratio in ratios.items():
        row = [f"{value:.2f}" for value in (np.median(ratio), ratio.min(), ratio.max())]
        table.add_row(f"{statement}, times import numpy", *row)
    first, later = check_milliseconds(turns)
    for words, times in (("check() for the first time, ms", first), ("check() again, ms", later)):
        table.add_row(
            words, *(f"{value:.1f}" for value in (np.median(times), times.min(), times.max()))
        )
    console.print(table, f"Checked: {len(first)} answers, right and wrong.\n")
    return {
        "import_package": float(np.median(ratios[PACKAGE])),
        "import_lesson": float(np.median(ratios[LESSON])),
        "check_median_ms": float(np.median(first)),
        "check_slowest_ms": float(later.max()),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--turns", type=int, default=9, help="how often everything is timed")
    parser.add_argument(
        "--record", metavar="RELEASE", help="append the figures to benchmarks/history.csv"
    )
    options = parser.parse_args()
    console = Console(width=120)
    if PYTORCH not in present():
        console.print(
            "PyTorch is not installed, so its rows are missing: .venv/bin/pip install"
            " torch==2.13.0\n"
        )
    figures = train_at_all_sizes(console, options.turns) | wait_for_answers(console, options.turns)
    console.print(comparison(figures))
    if options.record:
        record(options.record, {name: value for name, value in figures.items() if name in TARGETS})


if __name__ == "__main__":
    main()
