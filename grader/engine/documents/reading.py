"""From the bytes of a submitted file to a well-formed notebook, or to a named problem."""

import itertools
import json
import re
import warnings
from collections.abc import Mapping
from typing import Any

import nbformat
from nbformat import NotebookNode, reader

from grader.engine.documents import damage, wellformed

MOST_BYTES = 100 << 20
_MOST_CELLS = 5000
_MOST_PARTS = 5_000_000
"""Lists, maps and items of them: three bytes of JSON can become a hundred in memory."""
_CELL_TYPES = ("code", "markdown", "raw")
_KINDS = {
    "name": str,
    "format": str,
    "collapsed": bool,
    "scrolled": bool,
    "editable": bool,
    "deletable": bool,
    "tags": list,
}
_OF_PROGRAMS = ("jupyter", "execution")  # how a cell was last shown and when it was run
_IDENTIFIER = re.compile(r"[A-Za-z0-9_-]{1,64}")


class Unreadable(ValueError):
    """The file is not a notebook; the message says why, for the student."""


def read(data: bytes) -> tuple[NotebookNode, list[str]]:
    """Read a notebook in whatever state it is.

    Args:
        data: The file's content.

    Returns:
        The notebook in format 4.5, without outputs, each cell with its own id; and what had to be
        changed for that, in sentences.

    Raises:
        Unreadable: If there is no notebook in it. Nothing else is ever raised.
    """
    changes: list[str] = []
    raw = _parse(_decode(data, changes))
    if not isinstance(raw, dict):
        raise Unreadable("The file is JSON, but not a notebook.")
    raw = _upgrade(raw, changes)
    cells = raw.get("cells")
    if not isinstance(cells, list):
        raise Unreadable("The file is JSON, but not a notebook: it has no cells.")
    if len(cells) > _MOST_CELLS:
        raise Unreadable(
            f"The notebook has {len(cells)} cells; more than {_MOST_CELLS} are not read."
        )
    good = [cell for cell in cells if isinstance(cell, dict)]
    if len(good) < len(cells):
        changes.append(f"{len(cells) - len(good)} entries that are no cells were left out.")
    metadata = raw.get("metadata")
    names = Names(len(good))
    notebook = nbformat.from_dict(
        {
            "nbformat": 4,
            "nbformat_minor": 5,
            "metadata": wellformed.plain(metadata) if isinstance(metadata, dict) else {},
            "cells": [_cell(cell, number, names) for number, cell in enumerate(good)],
        }
    )
    return notebook, changes


def _decode(data: bytes, changes: list[str]) -> str:
    if len(data) > MOST_BYTES:
        raise Unreadable(f"The file is larger than {MOST_BYTES >> 20} MB.")
    if not data.strip():
        raise Unreadable("The file is empty.")
    if kind := damage.other_kind(data):
        raise Unreadable(f"The file {kind}.")
    encoding = json.detect_encoding(data)
    encoding = "utf-8-sig" if encoding == "utf-8" else encoding
    try:
        return data.decode(encoding).rstrip("\0")  # what a full or failing disk has left
    except UnicodeDecodeError:
        changes.append("Characters that are not UTF-8 were replaced.")
        return data.decode(encoding, errors="replace")


def _parse(text: str) -> Any:
    if sum(map(text.count, "[{,")) > _MOST_PARTS:
        raise Unreadable(f"The file holds more than {_MOST_PARTS} parts.")
    try:
        return json.loads(text)
    except RecursionError:
        raise Unreadable("The file is nested too deeply to be a notebook.") from None
    except json.JSONDecodeError as error:
        why = damage.reason(text, error)
        raise Unreadable(f"The file {why}: it is not a complete notebook.") from None
    except ValueError:  # a number with more digits than Python reads
        raise Unreadable(
            "The file is not a notebook: it holds a number that is too long."
        ) from None


def _upgrade(raw: dict[str, Any], changes: list[str]) -> dict[str, Any]:
    """An older notebook in format 4."""
    version = raw.get("nbformat")
    if "cells" in raw or version not in (1, 2, 3):
        return raw
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            upgraded: dict[str, Any] = nbformat.convert(reader.reads(json.dumps(raw)), 4)
    except Exception as error:  # whatever a malformed notebook makes nbformat stumble over
        raise Unreadable(
            f"The notebook is in format {version} and could not be upgraded."
        ) from error
    changes.append(f"The notebook was upgraded from format {version} to format 4.")
    return upgraded


def text_of(source: object) -> str:
    """A cell's source, which a file may hold as one text or as a list of lines, and with the line
    ends of any system.
    """
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    if not isinstance(source, str):
        return ""
    return wellformed.text(source.replace("\r\n", "\n").replace("\r", "\n"))


class Names:
    """Gives each cell a name of its own, in as many steps as there are cells, however they were
    called.
    """

    def __init__(self, first: int) -> None:
        self._taken: set[str] = set()
        self._numbers = itertools.count(first)

    def new(self, name: str) -> str:
        """The name, or one like it if it is taken: no number is tried twice."""
        free = name
        while free in self._taken:
            free = f"{name[:50]}-{next(self._numbers)}"
        self._taken.add(free)
        return free


def _cell(cell: Mapping[str, Any], number: int, names: Names) -> dict[str, Any]:
    kind = cell.get("cell_type")
    kind = kind if kind in _CELL_TYPES else "raw"
    identifier = cell.get("id")
    if not isinstance(identifier, str) or not _IDENTIFIER.fullmatch(identifier):
        identifier = f"cell-{number}"
    result = {
        "cell_type": kind,
        "id": names.new(identifier),
        "metadata": _metadata(cell.get("metadata")),
        "source": text_of(cell.get("source")),
    }
    if kind == "code":
        result |= {"outputs": [], "execution_count": None}
    elif isinstance(cell.get("attachments"), dict):
        result["attachments"] = {
            wellformed.text(name): {
                wellformed.text(mime): wellformed.text(data)
                for mime, data in bundle.items()
                if _is_text(data)
            }
            for name, bundle in cell["attachments"].items()
            if isinstance(bundle, dict)
        }
    return result


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _metadata(metadata: object) -> dict[str, Any]:
    """A cell's metadata, without entries of a kind that the format does not allow."""
    if not isinstance(metadata, dict):
        return {}
    kept: dict[str, Any] = wellformed.plain(
        {key: value for key, value in metadata.items() if key not in _OF_PROGRAMS}
    )
    for name, kind in _KINDS.items():
        if name in kept and (not isinstance(kept[name], kind) or kept[name] == ""):
            del kept[name]
    if "\n" in kept.get("name", ""):
        del kept["name"]
    tags = [tag for tag in kept.get("tags", []) if isinstance(tag, str) and tag and "," not in tag]
    if "tags" in kept:
        kept["tags"] = list(dict.fromkeys(tags))
    return kept
