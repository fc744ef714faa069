"""What all tests share: at the end of `make test`, the measures of the lessons and where the time
went.
"""

import json
import os
from collections import defaultdict

import pytest

SLOWEST = 15

collect_ignore_glob = [
    "*.ipynb"
]  # a notebook in here is something to test with, not a test of its outputs

_seconds: defaultdict[str, float] = defaultdict(float)
_tests: defaultdict[str, int] = defaultdict(int)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Add a test's set-up, call and tear-down to its file's time."""
    file = report.nodeid.partition("::")[0]
    _seconds[file] += report.duration
    _tests[file] += report.when == "call"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print both tables, where tools/run_tests.py has timed the other steps."""
    steps = os.environ.get("STEP_SECONDS")
    if steps is None:
        return
    from tests.lessons.measures import table

    terminalreporter.section("the lessons measured (printed, never a gate)")
    for line in table():
        terminalreporter.write_line(line)
    terminalreporter.section("where the time went (tests: seconds summed over the workers)")
    for name, seconds in json.loads(steps).items():
        terminalreporter.write_line(f"{seconds:8.1f} s  {name}")
    files = sorted(_seconds.items(), key=lambda item: -item[1])
    for file, seconds in files[:SLOWEST]:
        terminalreporter.write_line(f"{seconds:8.1f} s  {file} ({_tests[file]} tests)")
    if others := files[SLOWEST:]:
        terminalreporter.write_line(
            f"{sum(seconds for _, seconds in others):8.1f} s  {len(others)} quicker files"
        )
