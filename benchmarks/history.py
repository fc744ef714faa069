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
    "demo_s": ("make demo, all lessons, in s", AT_MOST, 60.0),
    "demo_first_grade_s": ("make demo to its first grade, in s", AT_MOST, 15.0),
    "hidden_keys_s": ("hidden keys of all lessons, in s", AT_MOST, 15.0),
    "hidden_keys_again_s": ("the same once more, from the store, in s", AT_MOST, 5.0),
    "feedback_page_s": ("a feedback page, in processor s", AT_MOST, 0.1),
    "feedback_rate": ("nbgrader's time for a page / the engine's", AT_LEAST, 10.0),
    "tests_minutes": ("the last make test, in processor minutes", AT_MOST, 9.0),
    "autograde_first_line_s": ("grader autograde to its first line, in s", AT_MOST, 0.5),
    "error_first_line_s": ("an error inside a course, in s", AT_MOST, 0.5),
    "foreign_class_s": ("6 hand-ins of an ordinary course, in processor s", AT_MOST, 1.5),
    "foreign_class_rate": ("nbgrader's time for them / the engine's", AT_LEAST, 1.0),
    "floor_ratio": ("a whole class / its bare cells", AT_MOST, 1.4),
    "writer_percent": ("the writer's share with 4 workers, in %", AT_MOST, 15.0),
}


def _lines() -> list[dict[str, str]]:
    if not FILE.exists():
        return []
    with FILE.open(newline="") as file:
        return list(csv.DictReader(file))


def previous() -> dict[str, str]:
    """The latest of each figure in the history; empty where there is none."""
    return {name: value for line in _lines() for name, value in line.items() if value}


def record(release: str, figures: dict[str, float]) -> None:
    """Append today's figures as those of a release; what was not measured stays empty."""
    today = dt.datetime.now(tz=dt.UTC).date().isoformat()
    line = {"release": release, "date": today} | {name: f"{x:.2f}" for name, x in figures.items()}
    lines = [*_lines(), line]  # written anew, since a new figure is a new column
    with FILE.open("w", newline="") as file:
        writer = csv.DictWriter(file, ["release", "date", *TARGETS], lineterminator="\n")
        writer.writeheader()
        writer.writerows(lines)


def comparison(figures: dict[str, float], title: str = "Against the targets") -> Table:
    """Today's figures beside their targets and the latest before them."""
    before = previous()
    table = Table(title=title)
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
