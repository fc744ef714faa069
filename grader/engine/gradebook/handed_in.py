"""Reads what lies in a submission's folder, whatever lies there: within bounds, and nothing outside
of it.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from unicodedata import normalize

from grader.engine.gradebook.running_files import stored_name

MOST_FILES = 500
MOST_BYTES = 64 << 20
_OF_PROGRAMS = {"venv", "env", "node_modules", "__pycache__", "site-packages", "__MACOSX"}
_LONGEST_PATH = 500
"""Characters of a path within the folder: it has to fit wherever the submission is taken."""
TIMESTAMP = "timestamp.txt"
"""Where nbgrader keeps when a submission was handed in: no file of the student's."""


def read_file(path: Path, most: int, below: Path | None = None) -> bytes:
    """A file's content, cut off after so many bytes; nothing for a link, a pipe or whatever else is
    no file.

    Args:
        path: of the file.
        most: bytes to read.
        below: a folder above it from which on no link is followed; that of the file by default.

    Raises:
        OSError: it cannot be read, or a folder on the way is a link.
    """
    if path.is_symlink() or not path.is_file():
        return b""
    below = below or path.parent
    folder = os.open(below, os.O_RDONLY | os.O_DIRECTORY)
    *folders, name = path.relative_to(below).parts
    try:
        for inner in folders:
            outer, folder = folder, os.open(inner, _NO_LINK | os.O_DIRECTORY, dir_fd=folder)
            os.close(outer)
        file = os.open(name, _NO_LINK | os.O_NONBLOCK, dir_fd=folder)
    finally:
        os.close(folder)
    with os.fdopen(file, "rb") as opened:
        return opened.read(most) if stat.S_ISREG(os.fstat(file).st_mode) else b""


_NO_LINK = os.O_RDONLY | os.O_NOFOLLOW


@dataclass(frozen=True)
class Beside:
    """The files beside a submission's notebooks.

    Attributes:
        files: by their path within the folder, those of the lesson over those handed in.
        notes: what was left out.
        stored: under which name a file lies beside the report, where that is not its own.
    """

    files: dict[str, bytes]
    notes: list[str]
    stored: dict[str, str]


def beside(
    handed_in: Path, lesson: Path, own: list[str], is_ignored: Callable[[str], bool]
) -> Beside:
    """The files beside a submission's notebooks, and over them those of the lesson.

    Args:
        handed_in: the submission's folder.
        lesson: the folder with the lesson's files.
        own: which of the lesson's files a submission may replace.
        is_ignored: whether the course leaves a file out, given its path within its folder.
    """
    notes: list[str] = []
    given = {name: data for name, data in _files(lesson, is_ignored, []) if name not in own}
    folders = {parent.as_posix() for name in given for parent in PurePosixPath(name).parents}
    files = {}
    for name, data in _files(handed_in, is_ignored, notes, notebooks=True):
        if name in folders or any(
            parent.as_posix() in given for parent in PurePosixPath(name).parents
        ):
            notes.append(
                f"{shown(name)} stands where the lesson has something else; it was left out."
            )
        else:
            files[name] = data
    stored = {
        name: new
        for name, data in files.items()
        if name not in given and (new := stored_name(name, data)) != name
    }
    return Beside(files | given, notes, stored)


def _files(
    folder: Path, is_ignored: Callable[[str], bool], notes: list[str], *, notebooks: bool = False
) -> Iterator[tuple[str, bytes]]:
    left, room, too_many = MOST_FILES, MOST_BYTES, []
    for name, path in _entries(folder, is_ignored, notes):
        if name == TIMESTAMP or (path.suffix == ".ipynb" and not notebooks):
            continue
        size = path.stat().st_size if path.is_file() else 0
        if size > room:
            notes.append(
                f"{shown(name)} was left out: more than {MOST_BYTES >> 20} MB together are not"
                " read."
            )
            continue
        left, room = left - 1, room - size
        if left < 0:
            too_many.append(name)
        elif path.is_file():
            yield name, read_file(path, size, folder)
    if too_many:
        notes.append(
            f"{shown(too_many[0])} and what follows was left out, {len(too_many)} in all: more than"
            f" {MOST_FILES} files are not read."
        )


def _entries(
    folder: Path, is_ignored: Callable[[str], bool], notes: list[str]
) -> Iterator[tuple[str, Path]]:
    """Files and folders in order, by their path within the folder, but for those that are no good
    to anybody; folders that programs keep for themselves come last.
    """
    pending, last = [""], list[str]()
    while pending or last:
        inside = (pending or last).pop()
        path = folder / inside
        if inside:
            if is_ignored(inside):
                continue
            if why := _unfit(inside, path):
                notes.append(f"{shown(inside)} {why}; it was left out.")
                continue
            yield inside, path
        if path.is_dir():
            names = sorted(os.listdir(path), reverse=True)
            for name in names:
                later = name.startswith(".") or name in _OF_PROGRAMS
                (last if later else pending).append(f"{inside}/{name}" if inside else name)


def _unfit(inside: str, path: Path) -> str:
    if path.is_symlink():
        return "is a link"
    if len(inside) > _LONGEST_PATH:
        return "lies too deep"
    if not path.is_dir() and not path.is_file():
        return "is no file"
    if path.is_dir() and path.suffix == ".ipynb":
        return "is a folder with a notebook's name"
    return "" if is_text(inside) else "has a name that is not UTF-8"


def is_meant(name: str, student: str | None) -> bool:
    """Whether a folder is a student's, whichever way the accents of the name are written; each is
    where nobody is named.
    """
    return student is None or normalize("NFC", name) == normalize("NFC", student)


def is_text(name: str) -> bool:
    """Whether a name is one that a page or a gradebook can hold."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def shown(name: str) -> str:
    """A file's name as one short line: a terminal obeys some characters that a name may hold."""
    name = name if len(name) <= 100 else f"{name[:100]}…"
    return on_screen(name)


def on_screen(text: str) -> str:
    """A text without the characters that a terminal obeys."""
    return "".join(
        sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text
    )
