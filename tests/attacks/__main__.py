"""Print a table of all attacks: `python -m tests.attacks [RUNG ...]`."""

import argparse
import sys
from typing import Any

import pytest
from rich.console import Console
from rich.progress import track
from rich.table import Table

from tests.attacks import handing_in, looking, pages
from tests.attacks.running import ATTACKS, failures, ground, passed_tests

ERRORS = Console(stderr=True)
QUIET: dict[str, Any] = {"console": ERRORS, "transient": True, "disable": not ERRORS.is_terminal}


def main() -> int:
    """Run every attack on each rung and print what became of it; returns how many did not hold."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.attacks", description="Print a table of all attacks."
    )
    parser.add_argument(
        "rungs",
        nargs="*",
        type=int,
        default=[1, 2],
        metavar="RUNG",
        help="1 and 2 where none is named",
    )
    rungs = parser.parse_args().rungs
    table = Table("attack", "kind", "rung", "outcome")
    bad = 0
    for rung in rungs:
        with ground(rung) as place:
            for attack in track(ATTACKS, f"rung {rung}", **QUIET):
                outcome, found = failures(place, attack)
                bad += bool(found)
                held = "full marks" if attack.kind == "honest" else "held"
                if attack.beats_tests and passed_tests(outcome):
                    held = "held by value; tests in its own process are beaten (documented)"
                stops = {cell.sentence for cell in outcome.cells if cell.sentence}
                stops |= {o.sentence for o in outcome.observations if o.sentence}
                text = f"FAILED: {'; '.join(found)}" if found else " ".join([held, *sorted(stops)])
                table.add_row(attack.name, attack.kind, str(rung), text)
    with handing_in.course() as made:
        for handed_in in track(handing_in.ATTACKS, "as files", **QUIET):
            said, found = handing_in.failures(made, handed_in)
            bad += bool(found)
            table.add_row(
                handed_in.name,
                "handed in",
                "",
                f"FAILED: {'; '.join(found)}" if found else f"held {said}",
            )
    try:
        bad += _look_at_pages(table)
    except pytest.skip.Exception as why:
        print(f"No page was looked at: {why}")
    Console(width=160).print(table)
    print(
        f"{len(ATTACKS)} attacks on {len(rungs)} rungs, {len(handing_in.ATTACKS)} as files,"
        f" {len(pages.ATTACKS)} on two kinds of pages; {bad} did not hold"
    )
    return bad


def _look_at_pages(table: Table) -> int:
    """Try what is tried on pages; gives how many did not hold."""
    bad = 0
    with looking.opened() as seen:
        for attack in track(pages.ATTACKS, "on pages", **QUIET):
            for kind in looking.KINDS:
                found = seen.failures(attack, kind)
                bad += bool(found)
                text = f"FAILED: {'; '.join(found)}" if found else "held"
                table.add_row(attack.name, kind, "", text)
    return bad


if __name__ == "__main__":
    sys.exit(min(main(), 1))
