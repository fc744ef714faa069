"""What a program of `tools/` builds, as make runs it."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from tests.lessons.reading import COURSE


def pages_built(program: Path, folder: Path, *, needs: str, otherwise: str) -> Path:
    """The folder of pages that a program builds; skips where the package that it needs is missing.

    Args:
        program: which.
        folder: an empty one, to build in.
        needs: the package.
        otherwise: what to say where it is missing.
    """
    if importlib.util.find_spec(needs) is None:
        pytest.skip(otherwise)
    run = subprocess.run(
        [sys.executable, program, folder],
        cwd=COURSE.root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr[-3000:]
    return folder / "html"
