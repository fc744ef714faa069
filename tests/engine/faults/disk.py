"""A disk that is full: for one file, for every file, from the start."""

import errno
import os
from collections.abc import Callable
from typing import Any
from unittest import mock

from grader.engine.gradebook import filing
from tests.engine.faults.launch import AUTOGRADE, grader
from tests.engine.faults.place import Fault, Place, told
from tests.engine.ordinary import grade


def failing(owner: Any, name: str, error: BaseException, calls: range) -> Any:
    """A patch under which some calls of a function fail; the first is number 1."""
    original, count = getattr(owner, name), 0

    def instead(*args: Any, **kwargs: Any) -> Any:
        nonlocal count
        count += 1
        if count in calls:
            raise error
        return original(*args, **kwargs)

    return mock.patch.object(owner, name, instead)


def full_disk(owner: Any, name: str, calls: range) -> Callable[[Place], str]:
    def happen(at: Place) -> str:
        with failing(owner, name, OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), calls):
            said = told(grade(at.root, force=True))
        assert os.strerror(errno.ENOSPC) in said, said
        return said

    return happen


def no_room(at: Place) -> str:
    ended = grader(at, *AUTOGRADE, largest_file=4096)
    assert ended.code in (1, 2), ended
    assert "Traceback" not in ended.said, ended
    assert at.recorded() == 1, "no zeros"
    return " ".join(ended.said.split("to grade", 1)[-1].split())


FAULTS = [
    Fault(
        "full disk",
        "a report is written",
        full_disk(filing.Report, "put", range(2, 3)),
        graded=True,
    ),
    Fault("full disk", "every report is written", full_disk(filing.Report, "put", range(1, 100))),
    Fault(
        "full disk",
        "a report takes its place",
        full_disk(filing, "swap", range(2, 3)),
        graded=True,
    ),
    Fault("full disk", "from the start: no file may grow", no_room),
]
