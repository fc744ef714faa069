"""CONTRIBUTING.md's walkthrough, followed to the letter in an empty folder, makes a course with an
exercise of one's own, and each command prints what is written there.
"""

import re
from pathlib import Path

import jupytext
import nbformat

from tests.engine.faults.launch import grader_in

TEXT = Path(__file__).parents[2] / "CONTRIBUTING.md"
STEP = re.compile(
    r"```console\n(?P<commands>.*?)```|Add to\s+`(?P<file>[^`]+)`:\s+```python\n(?P<block>.*?)```",
    re.DOTALL,
)


def add(path: Path, block: str) -> None:
    if path.suffix != ".ipynb":
        path.write_text(path.read_text(encoding="utf-8") + "\n\n" + block, encoding="utf-8")
        return
    notebook = nbformat.read(path, as_version=4)
    notebook.cells += jupytext.reads(block, fmt="py:percent").cells
    nbformat.write(notebook, path)


def entered(folder: Path, commands: str) -> tuple[Path, str]:
    """The folder that one is in after some commands, and what stands in the terminal then."""
    seen = []
    for line in commands.splitlines():
        if line.startswith("$ "):
            seen.append(line)
        if line.startswith("$ cd "):
            folder /= line.removeprefix("$ cd ")
        elif line.startswith("$ grader "):
            run = grader_in(folder, *line.split()[2:])
            assert run.returncode == 0, run.stdout + run.stderr
            seen += [said.rstrip() for said in run.stdout.splitlines()]
    return folder, "\n".join([*seen, ""])


def test_an_exercise_is_added_as_the_walkthrough_says(tmp_path: Path) -> None:
    steps = list(STEP.finditer(TEXT.read_text(encoding="utf-8")))
    assert [bool(step["file"]) for step in steps] == [False, True, True, True, True, False]
    folder = tmp_path
    for step in steps:
        if step["file"]:
            add(folder / step["file"], step["block"])
        else:
            folder, seen = entered(folder, step["commands"])
            assert seen == step["commands"]
