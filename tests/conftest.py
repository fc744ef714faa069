"""What all tests share: at the end of `make test`, the measures of the lessons and where the time
went, by file and by lesson.
"""

import functools
import json
import os
import re
from collections import defaultdict
from collections.abc import Generator

import nbgrader.api
import pytest

os.environ.pop("COLUMNS", None)
"""xdist sets it for its workers, and what `grader` prints would be cut to that width."""

SLOWEST = 15

collect_ignore_glob = [
    "*.ipynb"
]  # a notebook in here is something to test with, not a test of its outputs

# nbgrader starts another Python for this with every new gradebook, for two seconds each time.
nbgrader.api.get_alembic_version = functools.cache(nbgrader.api.get_alembic_version)

CPU = "processor seconds"
LESSON = re.compile(r"\d\d_[a-z_]+")

_by_file: defaultdict[str, float] = defaultdict(float)
_by_lesson: defaultdict[str, float] = defaultdict(float)
_tests: defaultdict[str, int] = defaultdict(int)
_counted = 0.0


def pytest_collection_finish() -> None:
    """Count from here on: imports and collecting belong to no single file."""
    global _counted  # noqa: PLW0603 - a worker runs one test at a time
    _counted = _processor()


def _processor() -> float:
    """Seconds that this process has had of the processor, and its children that have ended."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Note what the set-up, call or tear-down of a test took of the processor, its children
    included as far as they have ended.
    """
    global _counted  # noqa: PLW0603
    report = yield
    now = _processor()
    report.user_properties.append((CPU, now - _counted))
    _counted = now
    return report


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Add it to its file's time, and to its lesson's where the test is about one."""
    file = report.nodeid.partition("::")[0]
    spent = sum(float(str(took)) for name, took in report.user_properties[-1:] if name == CPU)
    _by_file[file] += spent
    _tests[file] += report.when == "call"
    if lesson := LESSON.search(report.nodeid):
        _by_lesson[lesson.group()] += spent


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Print both tables, where tools/run_tests.py has timed the other steps, and remember for
    `make quick` what each file takes.
    """
    steps = os.environ.get("STEP_SECONDS")
    if steps is None:
        return
    if config.pluginmanager.has_plugin("cacheprovider"):
        known = config.cache.get("training_loop/seconds", {})
        config.cache.set("training_loop/seconds", known | _by_file)
    from tests.lessons.measures import table

    terminalreporter.section("the lessons measured (printed, never a gate)")
    for line in table():
        terminalreporter.write_line(line)
    terminalreporter.section("where the time went (tests: processor seconds)")
    for name, seconds in json.loads(steps).items():
        terminalreporter.write_line(f"{seconds:8.1f} s  {name}, by the clock")
    files = sorted(_by_file.items(), key=lambda item: -item[1])
    for file, seconds in files[:SLOWEST]:
        terminalreporter.write_line(f"{seconds:8.1f} s  {file} ({_tests[file]} tests)")
    if others := files[SLOWEST:]:
        terminalreporter.write_line(
            f"{sum(seconds for _, seconds in others):8.1f} s  {len(others)} quicker files"
        )
    terminalreporter.write_line(f"{sum(_by_file.values()):8.1f} s  in all")
    for lesson, seconds in sorted(_by_lesson.items()):
        terminalreporter.write_line(f"{seconds:8.1f} s  tests about {lesson}")
