"""The files in folders and archives, read within bounds; nothing is ever unpacked to disk."""

from __future__ import annotations

import io
import os
import stat
import zipfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache, partial
from pathlib import Path, PurePosixPath
from types import TracebackType
from unicodedata import normalize

from grader.course import CourseError
from grader.engine.gradebook.handed_in import MOST_BYTES, is_text, read_file, shown

_MOST_ENTRIES = 100_000
_MOST_TOGETHER = 8 << 30
"""Bytes that one archive may unpack to: a bomb unpacks to thousands of times its size."""
_DEEPEST = 2
"""Archives within an archive: a system's zip holds the zip of a student."""
_OF_PROGRAMS = {"__MACOSX", "__pycache__", "venv", "node_modules", "Thumbs.db", "desktop.ini"}
_BROKEN = (OSError, ValueError, RuntimeError, NotImplementedError, EOFError, zipfile.error)
"""What reading a damaged or locked archive may raise."""


@dataclass(frozen=True)
class Item:
    """A file that was handed in.

    Attributes:
        source: the name of the folder or archive.
        path: where it lies in there; an archive within counts as a folder.
        read: gives its content.
        dated: the file's own date, where it has one.
    """

    source: str
    path: PurePosixPath
    read: Callable[[], bytes] = field(repr=False, compare=False)
    dated: datetime | None = None

    def __str__(self) -> str:
        return shown(f"{self.source}/{self.path}")


@dataclass(frozen=True)
class LeftOut:
    """A file that is not taken: which, why, and whether somebody should look at it."""

    file: str
    why: str
    is_problem: bool = True


class Sources(AbstractContextManager["Sources"]):
    """Folders and archives that are open to be read."""

    def __init__(self) -> None:
        self.left_out: list[LeftOut] = []
        self._open = ExitStack()
        self._room = _MOST_ENTRIES
        self._inner = lru_cache(maxsize=4)(_opened)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._open.close()

    def items(self, source: Path) -> list[Item]:
        """The files of a folder or archive; what is left out is added to `left_out`.

        Raises:
            CourseError: there is nothing of this name, or it is neither folder nor archive.
        """
        name = source.resolve().name
        if source.is_dir():
            return [*self._unpacked(self._of_folder(source, name), 0)]
        if not source.exists():
            raise CourseError(f"There is no file or folder {source}.")
        if source.suffix.lower() == ".zip":
            try:
                packed = self._open.enter_context(zipfile.ZipFile(source))
            except _BROKEN as error:
                raise CourseError(f"{source} cannot be read as a zip: {error}") from error
            return [*self._unpacked(self._of_zip(lambda: packed, name, PurePosixPath()), 0)]
        if source.suffix.lower() == ".ipynb":
            folder = source.parent
            return [_on_disk(folder, source, folder.resolve().name)]
        raise CourseError(
            f"{source} is neither a folder nor a zip: unpack it, and name the folder."
        )

    def _leave(
        self, source: str, path: PurePosixPath, why: str, *, is_problem: bool = True
    ) -> None:
        self.left_out.append(LeftOut(shown(f"{source}/{path}"), why, is_problem))

    def _is_room(self, source: str, path: PurePosixPath) -> bool:
        """Whether one more file is read; the first that is not is named."""
        self._room -= 1
        if self._room == -1:
            self._leave(source, path, f"more than {_MOST_ENTRIES} files are not read")
        return self._room >= 0

    def _of_folder(self, folder: Path, name: str) -> Iterator[Item]:
        for inside, folders, files in os.walk(folder):
            folders.sort()
            for link in [entry for entry in folders if (Path(inside) / entry).is_symlink()]:
                files.append(link)
                folders.remove(link)
            for file in sorted(files):
                path = Path(inside) / file
                within = PurePosixPath(path.relative_to(folder).as_posix())
                if not self._is_room(name, within):
                    return
                if why := _unfit(path):
                    self._leave(name, within, why)
                elif _is_of_programs(within):
                    self._leave(name, within, "a program keeps it for itself", is_problem=False)
                else:
                    yield _on_disk(folder, path, name)

    def _of_zip(
        self, opened: Callable[[], zipfile.ZipFile], source: str, below: PurePosixPath
    ) -> Iterator[Item]:
        entries = opened().infolist()
        if sum(entry.file_size for entry in entries) > _MOST_TOGETHER:
            self._leave(source, below, f"it unpacks to more than {_MOST_TOGETHER >> 30} GB")
            return
        for entry in entries:
            within = below / entry.filename.replace("\\", "/").lstrip("/")
            if not self._is_room(source, within):
                return
            if entry.is_dir():
                continue
            if why := _unfit_entry(entry):
                self._leave(source, within, why)
            elif _is_of_programs(within):
                self._leave(source, within, "a program keeps it for itself", is_problem=False)
            else:
                path = PurePosixPath(normalize("NFC", str(within)))
                yield Item(source, path, _reader(opened, entry), _date_of(entry))

    def _unpacked(self, items: Iterator[Item], depth: int) -> Iterator[Item]:
        """The files, those of archives among them in the archive's place."""
        for item in items:
            if item.path.suffix.lower() != ".zip":
                yield item
            elif depth == _DEEPEST:
                self._leave(item.source, item.path, "an archive within archives within archives")
            else:
                yield from self._unpacked(self._of_inner(item), depth + 1)

    def _of_inner(self, archive: Item) -> Iterator[Item]:
        """The files of an archive within another."""
        try:
            inner = [*self._of_zip(partial(self._inner, archive), archive.source, archive.path)]
        except _BROKEN as error:
            self._leave(archive.source, archive.path, f"cannot be read as a zip: {error}")
            return
        yield from inner


def _on_disk(folder: Path, path: Path, name: str) -> Item:
    within = PurePosixPath(normalize("NFC", path.relative_to(folder).as_posix()))
    dated = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    return Item(name, within, lambda: read_file(path, MOST_BYTES, folder), dated)


def _unfit(path: Path) -> str:
    if path.is_symlink():
        return "a link: nothing outside of the folder is read"
    if not is_text(str(path)):
        return "its name is not UTF-8"
    if not path.is_file():
        return "no file"
    return _too_large(path.stat().st_size)


def _too_large(size: int) -> str:
    if size <= MOST_BYTES:
        return ""
    return f"it has {size >> 20} MB: more than {MOST_BYTES >> 20} are not read"


def _unfit_entry(entry: zipfile.ZipInfo) -> str:
    name = entry.filename
    parts = PurePosixPath(name.replace("\\", "/")).parts
    if name.startswith(("/", "\\")) or ".." in parts or ":" in "".join(parts[:1]):
        return "its path leads out of the archive"
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "a link: nothing outside of the archive is read"
    if entry.flag_bits & 1:
        return "it is locked with a password"
    return _too_large(entry.file_size)


def _is_of_programs(path: PurePosixPath) -> bool:
    return any(part in _OF_PROGRAMS or part.startswith(".") for part in path.parts)


def _date_of(entry: zipfile.ZipInfo) -> datetime | None:
    try:
        return datetime(*entry.date_time, tzinfo=UTC)
    except ValueError:
        return None


def _reader(opened: Callable[[], zipfile.ZipFile], entry: zipfile.ZipInfo) -> Callable[[], bytes]:
    def read() -> bytes:
        with opened().open(entry) as file:
            return file.read(MOST_BYTES)

    return read


def _opened(archive: Item) -> zipfile.ZipFile:
    """An archive within another. Only the last few stay open: a class's fit in no memory."""
    return zipfile.ZipFile(io.BytesIO(archive.read()))
