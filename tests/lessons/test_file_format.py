"""A notebook is a file that any program for notebooks opens, VS Code too: nothing in it asks for
JupyterLab.
"""

import json
from pathlib import Path

import nbformat
import pytest

from tests.lessons.reading import COURSE, LESSONS

FILES = [
    folder / lesson / f"{lesson}.ipynb"
    for folder in (COURSE.solutions, COURSE.notebooks)
    for lesson in LESSONS
]
OF_A_NOTEBOOK = {"kernelspec", "language_info"}
OF_A_CELL = {"nbgrader", "tags", "deletable", "editable", "lines_to_next_cell"}
SHOWN = {"text/plain", "text/html", "text/markdown", "image/png"}
"""What every program shows without an extension; a slider is a still in a stored output."""


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parts[-3]} {path.stem}")
def test_a_notebook_holds_to_the_format_and_to_what_every_program_knows(path: Path) -> None:
    read = json.loads(path.read_text(encoding="utf-8"))
    nbformat.validate(read)
    assert (read["nbformat"], read["nbformat_minor"]) >= (4, 5), "cells have ids"
    assert set(read["metadata"]) <= OF_A_NOTEBOOK
    assert read["metadata"]["kernelspec"]["language"] == "python"
    for cell in read["cells"]:
        assert set(cell["metadata"]) <= OF_A_CELL, cell["id"]
        for output in cell.get("outputs", []):
            assert set(output.get("data", {})) <= SHOWN, cell["id"]
