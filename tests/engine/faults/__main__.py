"""Faults while grading: what breaks, when, and what came of it. `python -m tests.engine.faults`
prints the table.
"""

import sys

from rich.console import Console
from rich.progress import track
from rich.table import Table

from tests.engine.faults import disk, files, gradebook, keys, killed
from tests.engine.faults.place import place, spoiled, template

FAULTS = [*killed.FAULTS, *disk.FAULTS, *gradebook.FAULTS, *files.FAULTS, *keys.FAULTS]


def main() -> int:
    """Let every fault happen and print what came of it; returns how many did not end well."""
    table, errors = Table("fault", "when", "outcome"), Console(stderr=True)
    bad = 0
    with template() as made:
        for fault in track(
            FAULTS, "faults", console=errors, transient=True, disable=not errors.is_terminal
        ):
            with place(made, graded=fault.graded) as at:
                try:
                    said, found = fault.happen(at), spoiled(at)
                except (AssertionError, Exception) as error:  # noqa: BLE001 - goes into the table
                    said, found = "", [f"{type(error).__name__}: {error}"]
            bad += bool(found)
            table.add_row(fault.name, fault.when, f"FAILED: {'; '.join(found)}" if found else said)
    Console(width=160).print(table)
    print(f"{len(FAULTS)} faults, {bad} did not end well")
    return bad


if __name__ == "__main__":
    sys.exit(min(main(), 1))
