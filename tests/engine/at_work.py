"""An instructor at work: the `grader` command, in a copy of a course."""

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from grader.cli import app


def sit_down_in(made: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copy a course into a folder, and work in it from here on; gives the copy."""
    root = Path(shutil.copytree(made, home / "course", symlinks=True))
    monkeypatch.chdir(root)
    return root


def run(*arguments: str, width: int = 200) -> Result:
    """Run the command in this process, on a terminal of some width."""
    terminal = {"COLUMNS": str(width)}
    return CliRunner().invoke(app, arguments, env=terminal, catch_exceptions=False)
