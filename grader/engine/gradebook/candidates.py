"""Files that may be a notebook that was handed in under another name."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from grader.engine.documents.reading import MOST_BYTES
from grader.engine.gradebook.handed_in import is_text

_NOTEBOOK = re.compile(r"\.ipynb(\.\w+)?$|\.ipynb[ _-]?\(\d+\)$", re.IGNORECASE)
_DEEPEST, _MOST, _MOST_SEEN = 3, 20, 5000
"""Folders down, candidates, and entries looked at."""
_ENDINGS = ("", ".json", ".txt")
"""What stands in the place of a notebook's own ending where something took that for a mistake."""


def candidates(folder: Path, known: list[str]) -> list[Path]:
    """Notebooks and zips in a submission's folder that go by none of the lesson's names.

    Args:
        folder: the submission's.
        known: the names of the assignment's notebooks, without their ending.
    """
    own = {folder / f"{name}.ipynb" for name in known}
    room, files = MOST_BYTES, list[Path]()
    for path in _files(folder):
        if path not in own and _may_be_one(path, known):
            room -= path.stat().st_size
            if room >= 0 and len(files) < _MOST:
                files.append(path)
    return files


def _may_be_one(path: Path, known: list[str]) -> bool:
    ending = path.suffix.lower()
    if _NOTEBOOK.search(path.name) or ending == ".zip":
        return True
    return ending in _ENDINGS and path.stem in known


def _files(folder: Path) -> Iterator[Path]:
    """Files in order, folders after them; none that is a link or whose name begins with a dot."""
    pending, left = [(folder, 0)], _MOST_SEEN
    while pending:
        inside, depth = pending.pop(0)
        for name in sorted(os.listdir(inside)):
            left -= 1
            if left < 0:
                return
            path = inside / name
            if name.startswith((".", "__MACOSX")) or path.is_symlink() or not is_text(name):
                continue
            if path.is_dir() and depth < _DEEPEST:
                pending.append((path, depth + 1))
            elif path.is_file():
                yield path
