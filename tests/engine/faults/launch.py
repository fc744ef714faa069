"""Grader processes to break, each started in a course."""

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

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
    code = _obeyed(
        {
            "command": command,
            "course": str(at.root),
            "said": str(said),
            "errors": str(said),
            "environment": {"HOME": str(at.home), "TMPDIR": str(at.tmp)},
            "point": point,
            "by": by,
            "largest_file": largest_file,
        }
    )
    return Ended(code, said.read_text())


def grader_in(folder: Path, *command: str) -> "subprocess.CompletedProcess[str]":
    """Run `grader COMMAND…` in a folder, as from a shell there, with both channels apart."""
    with tempfile.TemporaryDirectory() as name:
        said, errors = Path(name, "said"), Path(name, "errors")
        code = _obeyed(
            {
                "command": command,
                "course": str(folder),
                "said": str(said),
                "errors": str(errors),
                "environment": {},
                "point": "",
                "by": "",
                "largest_file": 0,
            }
        )
        return subprocess.CompletedProcess(command, code, said.read_text(), errors.read_text())


def _obeyed(order: dict[str, Any]) -> int:
    """Give an order, and wait for the exit code of the process that obeys it."""
    ready = _prepared()
    assert ready.stdin is not None
    assert ready.stdout is not None
    ready.stdin.write(json.dumps(order) + "\n")
    ready.stdin.flush()
    return int(ready.stdout.readline())


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
