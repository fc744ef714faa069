"""Notebooks that are there under another name, and folders in which others lie."""

import json
import shutil
import tarfile
import zipfile
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from tests.intake.situation import (
    ASSIGNMENT,
    Change,
    Situation,
    both,
    cell,
    file,
    renamed,
    to_notebook,
)

NOTEBOOK = f"{ASSIGNMENT}.ipynb"


def _untouched(folder: Path) -> None:
    shutil.copy(folder.parents[2] / "release" / ASSIGNMENT / NOTEBOOK, folder / NOTEBOOK)


def _wrong(name: str) -> Change:
    def change(notebook: NotebookNode) -> None:
        cell(notebook, "double").source = "def double(x):\n    return 0"

    return to_notebook(change, name)


def _copy(name: str) -> Change:
    return lambda folder: shutil.copy(folder / NOTEBOOK, folder / name)


def _zipped(folder: Path) -> None:
    with zipfile.ZipFile(folder / "work.zip", "w") as packed:
        packed.write(folder / NOTEBOOK, f"my work/{NOTEBOOK}")
        packed.writestr("__MACOSX/my work/._ps.ipynb", b"\0\5\26\7")
    (folder / NOTEBOOK).unlink()


def _in_tar(folder: Path) -> None:
    with tarfile.open(folder / "work.tar.gz", "w:gz") as packed:
        packed.add(folder / NOTEBOOK, NOTEBOOK)
    (folder / NOTEBOOK).unlink()


def _other_lesson(folder: Path) -> None:
    cells = [nbformat.v4.new_code_cell("nothing = 'of this'")]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), folder / "essay.ipynb")
    (folder / NOTEBOOK).unlink()


def _windows(folder: Path) -> None:
    content = json.loads((folder / NOTEBOOK).read_bytes())
    for one in content["cells"]:
        one["source"] = "".join(one["source"]).replace("\n", "\r\n")
    (folder / NOTEBOOK).write_text(json.dumps(content))


_another = both(_copy("a.ipynb"), _wrong("a.ipynb"))
_damaged = both(renamed("x.ipynb"), file("x.ipynb", b'{"cells": ['))
_no_zip = both(renamed("b"), file("work.zip", b"PK not a zip"))
TAKEN = "was taken for ps.ipynb"
TWIN = b"\0\5\26\7\0\2\0\0Mac OS X"
NAMES = [
    Situation("copy beside the untouched", both(renamed("ps-Copy1.ipynb"), _untouched), says=TAKEN),
    Situation("copy beside the answered", both(_copy("ps-Copy1.ipynb"), _wrong("ps-Copy1.ipynb"))),
    Situation("name with a number", renamed("ps (2).ipynb"), says=TAKEN),
    Situation("name of the student's", renamed("Ada Lovelace homework.ipynb"), says=TAKEN),
    Situation("name in capitals", renamed("PS.IPYNB"), says=TAKEN),
    Situation("name with txt", renamed("ps.ipynb.txt"), says=TAKEN),
    Situation("name with json", renamed("ps.ipynb.json"), says=TAKEN),
    Situation("name without an ending", renamed("ps"), says=TAKEN),
    Situation("name with json alone", renamed("ps.json"), says=TAKEN),
    Situation("one folder deeper", renamed("ps/ps.ipynb"), says=TAKEN),
    Situation("three folders deeper", renamed("a/b/c/x.ipynb"), says=TAKEN),
    Situation("in a zip", _zipped, says=TAKEN),
    Situation("with a twin of a Mac", file("._ps.ipynb", TWIN)),
    Situation("renamed with a twin", both(renamed("x.ipynb"), file("._x.ipynb", TWIN)), says=TAKEN),
    Situation("with a checkpoint", both(_copy("b"), file(".ipynb_checkpoints/x.ipynb", b"{}"))),
    Situation("twice the same", both(_copy("a.ipynb"), renamed("b.ipynb")), says=TAKEN),
    Situation("renamed beside an essay", both(_copy("mine.ipynb"), _other_lesson), says=TAKEN),
    Situation(
        "two that were renamed", both(_another, renamed("b.ipynb")), None, "a.ipynb, b.ipynb"
    ),
    Situation("another notebook alone", _other_lesson, None, "essay.ipynb"),
    Situation("nothing", lambda folder: (folder / NOTEBOOK).unlink(), None, "was not handed in"),
    Situation("a damaged file renamed", _damaged, None, "ends too early"),
    Situation("a zip that is none", _no_zip, None, "work.zip"),
    Situation(
        "in another kind of archive", _in_tar, None, "nor a notebook with another name: work"
    ),
    Situation("too many folders deeper", renamed("a/b/c/d/x.ipynb"), None, "another name: a"),
    Situation("data under its name", file("ps.json", b'{"cells": 3}')),
    Situation("line ends of Windows", _windows),
]
