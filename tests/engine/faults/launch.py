"""Grader processes to break, each started in a course."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import matplotlib as mpl

from tests.engine.faults.place import Place

HERE = Path(__file__).parents[3]
AUTOGRADE = ("autograde", "--workers", "1")


@dataclass(frozen=True)
class Ended:
    """How a grader ended: its exit code, negative for a signal, and what it said on both
    channels.
    """

    code: int
    said: str


def grader(
    at: Place, *command: str, point: str = "", by: str = "KILL", largest_file: int = 0
) -> Ended:
    """Run `grader COMMAND…` in a course and wait for its end.

    Args:
        at: the course.
        command: the command's words.
        point: where in its work it is sent a signal (see dying.POINTS); nowhere by default.
        by: the name of that signal, without SIG.
        largest_file: bytes beyond which no file may grow; 0 for no limit.
    """
    said = at.home / "said"  # not a pipe, which whoever is left behind would hold open
    order = {
        "command": command,
        "course": str(at.root),
        "said": str(said),
        "environment": {"HOME": str(at.home), "TMPDIR": str(at.tmp)},
        "point": point,
        "by": by,
        "largest_file": largest_file,
    }
    ready = _prepared()
    assert ready.stdin is not None
    assert ready.stdout is not None
    ready.stdin.write(json.dumps(order) + "\n")
    ready.stdin.flush()
    return Ended(int(ready.stdout.readline()), said.read_text())


@cache
def _prepared() -> "subprocess.Popen[str]":
    """The process that becomes each of them; it ends with this one, when no more orders can
    come.
    """
    environment = {**os.environ, "PYTHONPATH": str(HERE), "MPLCONFIGDIR": mpl.get_cachedir()}
    program = [sys.executable, "-m", "tests.engine.faults.prepared"]
    return subprocess.Popen(
        program, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
