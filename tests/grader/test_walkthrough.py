"""CONTRIBUTING.md's walkthrough, followed to the letter on a copy of the course, adds an
exercise.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import jupytext
import nbformat

from grader.course import CONFIG, Course

LESSON = "00_start_here"
STEP = re.compile(r"Add to\s+`([^`]+)`:\s+```python\n(.*?)```", re.DOTALL)
COMMANDS = re.compile(r"```sh\n(.*?)```", re.DOTALL)


def copy(repository: Course, target: Path) -> None:
    for name in ("course_lib", "grader"):
        shutil.copytree(
            repository.root / name, target / name, ignore=shutil.ignore_patterns("__pycache__")
        )
    shutil.copytree(repository.solutions / LESSON, target / "solutions" / LESSON)
    shutil.copytree(repository.variants, target / "tests" / "variants")
    shutil.copy(repository.root / CONFIG, target / CONFIG)


def add(path: Path, block: str) -> None:
    if path.suffix != ".ipynb":
        path.write_text(path.read_text(encoding="utf-8") + "\n\n" + block, encoding="utf-8")
        return
    notebook = nbformat.read(path, as_version=4)
    notebook.cells += jupytext.reads(block, fmt="py:percent").cells
    nbformat.write(notebook, path)


def test_an_exercise_is_added_as_the_walkthrough_says(repository: Course, tmp_path: Path) -> None:
    text = (repository.root / "CONTRIBUTING.md").read_text(encoding="utf-8")
    steps = STEP.findall(text)
    assert len(steps) == 4
    copy(repository, tmp_path)
    for name, block in steps:
        add(tmp_path / name, block)
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    said = ""
    for line in COMMANDS.findall(text)[-1].strip().splitlines():
        command = [sys.executable, "-m", *line.split()]
        run = subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
        assert run.returncode == 0, run.stdout + run.stderr
        said += run.stdout
    assert "wrote course_lib/keys/triple.npz" in said
    assert re.search(r"triple\s+3\s+3/3\s+2/2", said), said
    assert "no shortfall" in said
