"""Measure where PyTorch catches up with course_lib, and write tables and pictures into
docs/why_numpy_is_fast.md.

For each size the contestants take turns; a ratio is taken within a turn, and given as its median
with the lowest and the highest. PyTorch has to be installed (`.venv/bin/pip install
torch==2.13.0`).
"""

# ruff: noqa: E402  (NumPy reads the limits below when it is imported)
import os

for library in ("OPENBLAS", "OMP", "MKL"):
    os.environ[f"{library}_NUM_THREADS"] = os.environ.get("BENCH_THREADS", "1")

import argparse
import datetime as dt
import json
import platform
import subprocess
import sys
import timeit
from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from importlib.metadata import version
from pathlib import Path

import numpy as np
from contestants import (
    CONTESTANTS,
    FLOOR,
    FUSED,
    OURS,
    PYTORCH,
    PYTORCH_FLOOR,
    ROWS,
    Task,
    clock,
    present,
    race,
)
from crossover_pictures import draw_ratios, draw_times
from rich.console import Console

from course_lib.data import Array
from course_lib.mlp import MLP
from course_lib.optim import Adam

PAGE = Path(__file__).parents[1] / "docs" / "why_numpy_is_fast.md"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
SMALL, LARGE = 32, 256  # the two batches
SWEEP = {
    SMALL: (16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384),
    LARGE: (16, 64, 256, 1024, 2048, 4096, 8192),
}
RIVALS = [FLOOR, PYTORCH_FLOOR, OURS, PYTORCH, FUSED]
COLUMNS = ["floor, µs", "PyTorch's floor, µs", "course_lib, µs", "PyTorch, µs", "fused, µs"]
THREADED = (64, SMALL), (1024, LARGE), (4096, LARGE), (4096, SMALL)
PARTS = "take the batch", "forward", "loss and backward", "Adam"
Race = dict[str, Array]


def task_of(hidden: int, batch: int) -> Task:
    """A training of about 20 ms: one epoch for all but the quickest."""
    return Task(hidden, batch, epochs=max(1, round(400 * batch / hidden / ROWS * 20)))


def sweep(batch: int, turns: int, console: Console) -> dict[int, Race]:
    """Race at every number of hidden units of a batch size."""
    races = {}
    for hidden in SWEEP[batch]:
        races[hidden], _ = race(task_of(hidden, batch), RIVALS, turns)
        console.print(
            f"{hidden} x {batch}: {ratio(races[hidden], PYTORCH)}, fused"
            f" {ratio(races[hidden], FUSED)}"
        )
    return races


def ratio(micros: Race, rival: str) -> str:
    """How often course_lib's time the rival needs, with its spread."""
    values = micros[rival] / micros[OURS]
    return f"{np.median(values):.2f} ({values.min():.2f} to {values.max():.2f})"


def parts_of_a_step(hidden: int, batch: int, turns: int) -> dict[str, float]:
    """Time the four parts of course_lib's step; return the median of each in microseconds."""
    task = task_of(hidden, batch)
    model, optimizer = MLP([64, hidden, 10], np.random.default_rng(0)), Adam()
    rng, spent = np.random.default_rng(1), defaultdict(list)
    for _ in range(turns * task.steps):
        rows = rng.permutation(ROWS)[:batch]
        times = [clock()]
        x, labels = task.X.take(rows, axis=0), task.labels.take(rows)
        times.append(clock())
        logits = model.forward(x)
        times.append(clock())
        model.backward(logits, labels)
        times.append(clock())
        optimizer.step(model.flat_params, model.flat_grads)
        times.append(clock())
        for part, seconds in zip(PARTS, np.diff(times), strict=True):
            spent[part].append(1e6 * seconds)
    return {part: float(np.median(values)) for part, values in spent.items()}


def calls_table() -> str:
    """Time one addition of `n` numbers; PyTorch once on plain tensors, once noting what a backward
    pass will need.
    """
    import torch

    rows = []
    for n in (10, 1_000, 10_000, 100_000):
        a, b, out = (np.ones(n, np.float32) for _ in range(3))
        plain, learnt = torch.ones(n), torch.ones(n, requires_grad=True)
        calls = (
            partial(np.add, a, b, out=out),
            partial(torch.add, plain, plain),
            partial(torch.add, learnt, plain),
        )
        number = 10_000_000 // (1_000 + n)
        rows.append(
            [
                f"{n:,}",
                *(f"{1e6 * min(timeit.repeat(f, number=number)) / number:.1f}" for f in calls),
            ]
        )
    return markdown(["numbers", "NumPy, µs", "PyTorch, µs", "PyTorch with gradient, µs"], rows)


def operations(contestant: str) -> int:
    """Count the operations that PyTorch's profiler sees in a step at 64 hidden units and 32
    rows.
    """
    from torch.profiler import ProfilerActivity, profile

    counts = []
    for epochs in (1, 2):  # the difference is an epoch, without what comes before it and after
        with profile(activities=[ProfilerActivity.CPU]) as seen:
            CONTESTANTS[contestant](Task(64, SMALL, epochs))
        counts.append(sum(event.name.startswith("aten::") for event in seen.events()))
    return round((counts[1] - counts[0]) / (ROWS / SMALL))


def two_threads(turns: int) -> dict[str, dict[str, float]]:
    """Race with two threads, in a process of its own, since a library reads its limit when it is
    imported.

    Threads wait for each other, and on a shared machine now and then for long: the best of the
    turns is taken.
    """
    code = (
        "import json; from crossover import *\nprint(json.dumps({f'{h} × {b}': {name: min(x)"
        f" for name, x in race(task_of(h, b), RIVALS, {turns})[0].items()}} for h, b in"
        " THREADED}))"
    )
    environment = os.environ | {"BENCH_THREADS": "2", "PYTHONPATH": str(Path(__file__).parent)}
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment
    )
    best: dict[str, dict[str, float]] = json.loads(run.stdout)
    return best


def markdown(columns: list[str], rows: list[list[str]]) -> str:
    """A table in Markdown, numbers to the right."""
    lines = [columns, ["--:"] * len(columns), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def sweep_table(races: dict[int, Race]) -> str:
    rows = [
        [
            f"{hidden:,}",
            *(f"{np.median(micros[name]):,.0f}" for name in RIVALS),
            ratio(micros, PYTORCH),
            ratio(micros, FUSED),
        ]
        for hidden, micros in races.items()
    ]
    return markdown(["hidden units", *COLUMNS, "PyTorch / course_lib", "fused / course_lib"], rows)


def line_table(races: dict[int, Race]) -> str:
    """The straight line through the times at 16 and 1,024 hidden units, for each contestant."""
    rows = []
    for name in RIVALS:
        low, high = (float(np.median(races[hidden][name])) for hidden in (16, 1024))
        slope = (high - low) / (1024 - 16)
        rows.append([name, f"{low - 16 * slope:.0f}", f"{slope:.2f}"])
    return markdown(["", "a step's fixed part, µs", "for each hidden unit, µs"], rows)


def parts_table(floors: dict[tuple[int, int], Array], turns: int) -> str:
    rows = []
    for (hidden, batch), floor in floors.items():
        parts = parts_of_a_step(hidden, batch, turns)
        cells = [
            f"{value:,.0f}" for value in (*parts.values(), sum(parts.values()), np.median(floor))
        ]
        rows.append([f"{hidden:,} × {batch}", *cells])
    return markdown(["hidden units × batch", *PARTS, "a step, µs", "its floor"], rows)


def threads_table(turns: int) -> str:
    rows = []
    for size, best in two_threads(turns).items():
        rivals = [f"{best[name] / best[OURS]:.2f}" for name in (PYTORCH, FUSED)]
        rows.append([size, *(f"{best[name]:,.0f}" for name in RIVALS), *rivals])
    return markdown(
        ["hidden units × batch", *COLUMNS, "PyTorch / course_lib", "fused / course_lib"], rows
    )


def measured(turns: int, console: Console) -> Iterator[str]:
    """The page's measured part, paragraph by paragraph."""
    small, large = sweep(SMALL, turns, console), sweep(LARGE, turns, console)
    machine = f"one core of an {platform.machine()} server, Python {platform.python_version()}"
    today = dt.datetime.now(tz=dt.UTC).date().isoformat()
    yield (
        f"Measured on {today}: {machine}, NumPy {np.__version__}, PyTorch {version('torch')},"
        f" {turns} turns."
    )
    yield "**One call**: two arrays added, the best of five rounds:"
    yield calls_table()
    yield (
        f"**Batch {SMALL}**, median microseconds of a step, and ratios with the lowest and the"
        " highest turn:"
    )
    yield sweep_table(small)
    yield f"**Batch {LARGE}**:"
    yield sweep_table(large)
    yield (
        f"PyTorch's profiler counts **{operations(PYTORCH)} operations** in a step at 64 × {SMALL},"
        f" and {operations(FUSED)} with fused Adam."
    )
    yield f"**The straight line** through the times at 16 and 1,024 hidden units, batch {SMALL}:"
    yield line_table(small)
    yield "**The parts of a step** of course_lib, median microseconds:"
    yield parts_table({(64, SMALL): small[64][FLOOR], (1024, LARGE): large[1024][FLOOR]}, turns)
    yield "**Two threads** for everyone, the best of the turns:"
    yield threads_table(turns)
    draw_times(small)
    draw_ratios({SMALL: small, LARGE: large})


def written_into(page: Path, begin: str, text: str, end: str) -> None:
    """Put a text between two marks of a page."""
    before, _, rest = page.read_text(encoding="utf-8").partition(begin)
    _, _, after = rest.partition(end)
    page.write_text(f"{before}{begin}\n\n{text}\n\n{end}{after}", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--turns", type=int, default=9, help="how often each contestant is timed at each size"
    )
    turns = parser.parse_args().turns
    console = Console()
    if PYTORCH not in present():
        sys.exit("PyTorch is not installed: .venv/bin/pip install torch==2.13.0")
    written_into(PAGE, BEGIN, "\n\n".join(measured(turns, console)), END)
    console.print(f"Written into {PAGE.name}. Its prose quotes the tables: read it again.")


if __name__ == "__main__":
    main()
