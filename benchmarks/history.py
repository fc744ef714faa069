"""The figures of every release, and what they are to reach: `history.csv`, a line a release."""

import csv
import datetime as dt
from pathlib import Path

from rich.table import Table

FILE = Path(__file__).with_name("history.csv")
AT_LEAST, AT_MOST = "at least", "at most"
TARGETS = {
    "pytorch_64x32": ("PyTorch's time / course_lib's, 64 × 32", AT_LEAST, 6.0),
    "pytorch_256x64": ("PyTorch, 256 × 64", AT_LEAST, 1.0),
    "pytorch_1024x256": ("PyTorch, 1024 × 256", AT_LEAST, 1.0),
    "fused_64x32": ("with fused Adam, 64 × 32", AT_LEAST, 1.0),
    "fused_256x64": ("with fused Adam, 256 × 64", AT_LEAST, 1.0),
    "fused_1024x256": ("with fused Adam, 1024 × 256", AT_LEAST, 1.0),
    "sklearn_64x32": ("scikit-learn, 64 × 32", AT_LEAST, 4.0),
    "sklearn_256x64": ("scikit-learn, 256 × 64", AT_LEAST, 1.0),
    "sklearn_1024x256": ("scikit-learn, 1024 × 256", AT_LEAST, 1.0),
    "floor_1024x256": ("share of its bare products in a step, 1024 × 256", AT_LEAST, 0.8),
    "memory_64x32": ("memory / what training holds, 64 × 32", AT_MOST, 1.2),
    "memory_256x64": ("memory, 256 × 64", AT_MOST, 1.2),
    "memory_1024x256": ("memory, 1024 × 256", AT_MOST, 1.2),
    "import_package": ("import course_lib / import numpy", AT_MOST, 2.5),
    "import_lesson": ("from course_lib import check, progress, ready / import numpy", AT_MOST, 2.5),
    "check_median_ms": ("check(), median over answers, in ms", AT_MOST, 100.0),
    "check_slowest_ms": ("check(), the slowest answer, in ms", AT_MOST, 100.0),
}


def previous() -> dict[str, str]:
    """The latest line of the history; empty where there is none."""
    if not FILE.exists():
        return {}
    with FILE.open(newline="") as file:
        return list(csv.DictReader(file))[-1]


def record(release: str, figures: dict[str, float]) -> None:
    """Append today's figures as those of a release; what was not measured stays empty."""
    is_new = not FILE.exists()
    with FILE.open("a", newline="") as file:
        writer = csv.DictWriter(file, ["release", "date", *TARGETS], lineterminator="\n")
        if is_new:
            writer.writeheader()
        today = dt.datetime.now(tz=dt.UTC).date().isoformat()
        writer.writerow(
            {"release": release, "date": today} | {name: f"{x:.2f}" for name, x in figures.items()}
        )


def comparison(figures: dict[str, float]) -> Table:
    """Today's figures beside their targets and those of the previous release."""
    before = previous()
    table = Table(title="Against the targets")
    for column in ("", "target", "today", before.get("release", "no release before")):
        table.add_column(column, justify="right" if column else "left", no_wrap=True)
    for name, (words, bound, target) in TARGETS.items():
        if name not in figures:
            continue
        value = figures[name]
        reached = value >= target if bound == AT_LEAST else value <= target
        today = f"{value:.2f}" if reached else f"{value:.2f} missed"
        table.add_row(words, f"{bound} {target:g}", today, before.get(name, ""))
    return table
