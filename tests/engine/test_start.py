"""What a worker loads when it starts: each second of it is paid once a worker, and again when one
has died.
"""

import subprocess
import sys
from pathlib import Path

import pytest

from grader.engine.outside.warm_process import Setup
from grader.engine.outside.worker import Worker


def test_a_worker_compiles_no_grammar_that_it_never_uses() -> None:
    program = (
        "import grader.engine.judging.marking, sys; print('jsonschema' in sys.modules,"
        " bool(sys.modules.get('lark')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["True", "False"]


def test_what_a_warm_process_compiles_is_there_for_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    (tmp_path / "warmed.py").write_text("VALUE = 1\n")
    worker = Worker(
        Setup(readable=(str(tmp_path),), python_path=(str(tmp_path),), preload=("warmed",))
    )
    try:
        worker.warm()
    finally:
        worker.close()
    assert [*tmp_path.glob("__pycache__/warmed.*.pyc")]
