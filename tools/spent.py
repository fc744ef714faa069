"""Processor seconds of a command and of every process that it starts, waited for or not."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from typing import Any

_SET_CHILD_SUBREAPER = 36
"""Linux's number for: the children of a child that has ended are mine to wait for."""


def run(command: list[str], **options: Any) -> tuple[int, float]:
    """Run a command, as ``subprocess.run`` does with these options; returns its exit code and the
    seconds. This process must have no other children meanwhile.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    before = _of_children()
    process = subprocess.Popen(command, **options)
    while process.returncode is None:  # an adopted child must not stay a zombie meanwhile
        ended, status = os.wait()
        if ended == process.pid:
            process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, _of_children() - before


def _of_children() -> float:
    times = os.times()
    return times.children_user + times.children_system
