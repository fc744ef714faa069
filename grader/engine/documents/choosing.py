"""Chooses, of files that may be a lesson's notebook, the one that is it by its content."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from nbformat import NotebookNode

from grader.engine.documents import reading
from grader.engine.documents.marks import is_locked, mark, same, visible
from grader.engine.documents.reading import Unreadable

_MOST_PACKED = 200


@dataclass(frozen=True)
class File:
    """A file that was handed in.

    Attributes:
        name: within the submission's folder.
        data: its content.
    """

    name: str
    data: bytes


@dataclass(frozen=True)
class _Likeness:
    file: File
    fits: bool
    is_worked_on: bool
    why: str = ""


def choose(name: str, data: bytes, others: tuple[File, ...], source: NotebookNode) -> File:
    """The notebook to grade.

    Args:
        name: what the lesson's notebook is called.
        data: the file with that name; empty where there is none.
        others: files with other names, zips among them.
        source: the lesson.

    Returns:
        The file with the right name if it was worked on, or if no other is the lesson.

    Raises:
        Unreadable: several files are the lesson, each with other work; or none is.
    """
    if not others:
        return File(name, data)
    named = _likeness(File(name, data), source) if data else None
    if named is not None and named.is_worked_on:
        return named.file
    looked_at = [_likeness(file, source) for file in _unpacked(others)]
    fitting = {notebook.file.data: notebook for notebook in looked_at if notebook.fits}
    worked = [notebook for notebook in fitting.values() if notebook.is_worked_on]
    if len(worked) > 1:
        names = ", ".join(notebook.file.name for notebook in worked)
        raise Unreadable(f"several notebooks may be meant: {names}. Leave one of them.")
    if worked:
        return worked[0].file
    if data:
        return File(name, data)
    if fitting:
        return next(iter(fitting.values())).file
    if len(looked_at) == 1 and looked_at[0].why:
        raise Unreadable(f"{looked_at[0].file.name}: {looked_at[0].why}")
    names = ", ".join(file.name for file in others)
    raise Unreadable(f"it was not handed in, and nothing else is this lesson: {names}.")


def _unpacked(files: tuple[File, ...]) -> Iterator[File]:
    for file in files:
        if not file.name.lower().endswith(".zip"):
            yield file
            continue
        try:
            with zipfile.ZipFile(io.BytesIO(file.data)) as packed:
                yield from _inside(file.name, packed)
        except (OSError, ValueError, RuntimeError, NotImplementedError, EOFError, zipfile.error):
            continue  # damaged, or locked by a password: nothing in it is a notebook


def _inside(name: str, packed: zipfile.ZipFile) -> Iterator[File]:
    room = reading.MOST_BYTES
    for entry in packed.infolist()[:_MOST_PACKED]:
        parts = entry.filename.split("/")
        hidden = any(part.startswith((".", "__MACOSX")) for part in parts)
        if hidden or not entry.filename.lower().endswith(".ipynb"):
            continue
        with packed.open(entry) as opened:
            data = opened.read(room + 1)
        room -= len(data)
        if room < 0:
            return
        yield File(f"{name}/{entry.filename}", data)


def _likeness(file: File, source: NotebookNode) -> _Likeness:
    """Whether a file is the lesson, having half of its cells, and whether it was worked on."""
    try:
        notebook, _ = reading.read(file.data)
    except Unreadable as why:
        return _Likeness(file, fits=False, is_worked_on=False, why=str(why))
    wanted = {mark(cell)["grade_id"]: cell for cell in source.cells if mark(cell).get("grade_id")}
    names = {mark(cell).get("grade_id") for cell in notebook.cells}
    there = [name for name in wanted if name in names or _is_test_of(wanted[name], notebook)]
    given = {text for cell in source.cells for text in (cell.source, visible(cell.source))}
    own = [cell for cell in notebook.cells if not _is_locked(cell, wanted) and cell.source.strip()]
    worked = any(not any(same(cell.source, text) for text in given) for cell in own)
    return _Likeness(file, 2 * len(there) >= len(wanted) > 0, worked)


def _is_test_of(cell: NotebookNode, notebook: NotebookNode) -> bool:
    """Whether a locked cell of the lesson is in a notebook that has lost its marks."""
    text = visible(cell.source)
    return is_locked(cell) and any(same(theirs.source, text) for theirs in notebook.cells)


def _is_locked(cell: NotebookNode, wanted: dict[str, NotebookNode]) -> bool:
    source = wanted.get(str(mark(cell).get("grade_id")))
    return source is not None and is_locked(source)
