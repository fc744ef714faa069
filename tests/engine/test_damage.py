"""A damaged file is named by its damage, in words that its author can act on."""

import json
import zipfile
from io import BytesIO

import pytest

from grader.engine.documents.reading import Unreadable, read

CELL = {"cell_type": "code", "metadata": {}, "outputs": [], "source": ["x = 1\n", "y = 2"]}
NOTEBOOK = {"cells": [CELL, CELL], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
GOOD = json.dumps(NOTEBOOK, indent=1)


def packed() -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.ipynb", GOOD)
    return buffer.getvalue()


def swapped(old: str, new: str) -> str:
    assert old in GOOD
    return GOOD.replace(old, new, 1)


CUT = GOOD.rindex('"nbformat"')
DAMAGE: dict[str, tuple[str | bytes, str]] = {
    "cut in a word": (GOOD[:CUT] + '"nbform', "ends too early (line 23)"),
    "cut after a comma": (GOOD[:CUT].rstrip(), "ends too early"),
    "cut in a literal": (swapped('"metadata": {}', '"a": true').split("ue")[0], "ends too early"),
    "the last brace missing": (GOOD[:-1], "ends too early"),
    "a brace too many at the end": (f"{GOOD}}}", "a closing bracket too many at its end (line 25)"),
    "braces too many on lines": (f"{GOOD}\n]\n}}\n", "a closing bracket too many at its end"),
    "a brace too many within": (
        swapped("\n ],", "\n ]},"),
        "a closing bracket too many before its end (line 2",
    ),
    "a cell's brace missing": (swapped("\n  },", ","), "lacks a closing bracket (line 11)"),
    "a list's bracket missing": (swapped('"y = 2"\n   ]', '"y = 2"\n'), "has a } where something"),
    "twice": (f"{GOOD}\n{GOOD}", "a second notebook behind the first (line 26)"),
    "words behind it": (f"{GOOD}\nthanks", "something behind its end (line 26)"),
    "a comma too many": (swapped('"y = 2"\n', '"y = 2",\n'), "a comma too many"),
    "a comma too many in a map": (f"{GOOD[:-2]},\n}}", "a comma too many"),
    "two commas": (swapped("},", "},,"), "a comma too many"),
    "a comma missing": (swapped("},", "}"), "lacks a comma"),
    "a colon missing": (swapped('"source":', '"source"'), "lacks a colon"),
    "an unescaped quotation mark": (swapped("x = 1", 'x = "1"'), "a quotation mark too many"),
    "a line that breaks": (swapped("x = 1", "x = \n1"), "a line that breaks within quotation"),
    "a backslash": (swapped("x = 1", "x = '\\d'"), "a backslash that JSON does not know"),
    "single quotes": (str(NOTEBOOK), "single quotation marks"),
    "curly quotes": (GOOD.replace('"', "”"), "curly quotation marks"),
    "a merge": (
        swapped('"x = 1', '<<<<<<< HEAD\n"x = 0\n",\n=======\n"x = 1'),
        "the marks of a merge that was not finished (line 8)",
    ),
    "a script": ("import numpy as np\nprint(1)\n", "is a Python script"),
    "a script with a comment": ("# %%\nx = 1\n", "is a Python script"),
    "words": ("my homework", "is not JSON"),
    "a web page": ("\n<!DOCTYPE html><html>", "is a web page"),
    "a page's pointer": ("version https://git-lfs.github.com/spec/v1\n", "a pointer of Git LFS"),
    "rich text": (r"{\rtf1\ansi {\fonttbl}}", "was saved as rich text"),
    "a PDF": (b"%PDF-1.7\n\xe2\xe3", "is a PDF"),
    "a zip": (packed(), "is a zip or an office document"),
    "zeros": (bytes(4096), "nothing but zeros"),
    "a list": (f"[{GOOD}]", "is JSON, but not a notebook"),
    "a text": (json.dumps(GOOD), "is JSON, but not a notebook"),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_damage_is_named(name: str) -> None:
    data, words = DAMAGE[name]
    with pytest.raises(Unreadable) as raised:
        read(data.encode() if isinstance(data, str) else data)
    assert words in str(raised.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_any_encoding_of_unicode_is_read(encoding: str) -> None:
    text = json.dumps({**NOTEBOOK, "cells": [{**CELL, "source": "né = 1"}]}, ensure_ascii=False)
    notebook, changes = read(text.encode(encoding))
    assert (notebook.cells[0].source, changes) == ("né = 1", [])
