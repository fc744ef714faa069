"""Print a table of all situations, graded by both graders: `python -m tests.intake`."""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.table import Table

from grader.configuration import load_config
from grader.nbgrader_api import autograde
from tests.engine.ordinary import grades
from tests.intake import corpus
from tests.intake.running import SITUATIONS, failures, graded, said
from tests.intake.situation import ASSIGNMENT, make


def nbgraders(root: Path, students: list[str]) -> dict[str, float | None]:
    """What nbgrader gives to each student; nothing where it gives up."""
    for student in students:
        try:
            autograde(load_config(root), ASSIGNMENT, student)
        except Exception:  # noqa: BLE001 - whatever it stumbles over, it gives nothing
            shutil.rmtree(root / "autograded" / student, ignore_errors=True)
    found = grades(root)
    return {
        student: found[f"{student}/{ASSIGNMENT}"][0]
        for student in students
        if (root / "autograded" / student).exists()
    }


def add_situations(table: Table, folder: Path) -> int:
    """Grade all situations twice; returns how many did not come out right."""
    students = make(folder / "theirs", SITUATIONS)
    theirs = nbgraders(folder / "theirs", list(students))
    bad = 0
    ours = graded(folder / "ours", SITUATIONS)
    for student, (situation, one) in zip(students, ours, strict=True):
        wrong, given = failures(situation, one), theirs.get(student)
        if not one.problem and one.score < (given or 0):
            wrong.append("less than from nbgrader")
        bad += bool(wrong)
        here = "none" if one.problem else f"{one.score:g}"
        text = f"FAILED: {'; '.join(wrong)}" if wrong else said(one)
        table.add_row(situation.name, "none" if given is None else f"{given:g}", here, text)
    return bad


PARTS = {"situations": add_situations, "ordinary": corpus.add_to}


def main() -> int:
    """Grade everything twice and print it; returns how much did not come out right."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.intake", description="Grade everything with both graders."
    )
    parser.add_argument("parts", nargs="*", choices=[*PARTS], help="both where none is named")
    table = Table("situation", "nbgrader", "here", "what is said")
    with tempfile.TemporaryDirectory() as name:
        parts = parser.parse_args().parts or [*PARTS]
        bad = sum(PARTS[part](table, Path(name)) for part in parts)
    Console(width=160).print(table)
    print(f"{bad} did not come out right")
    return bad


if __name__ == "__main__":
    sys.exit(min(main(), 1))
