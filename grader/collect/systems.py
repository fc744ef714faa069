"""How each system names the files that students handed in. docs/collect.md has the sources."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import Any

import yaml

from grader.collect.roster import Called
from grader.collect.sources import Item
from grader.course import CourseError

NOWHERE = PurePosixPath()
METADATA = "submission_metadata.yml"
"""Where Gradescope says who handed in what, and when."""


@dataclass(frozen=True)
class HandedIn:
    """A file, and what the system says of it.

    Attributes:
        item: the file.
        by: who handed it in; several for a group. Empty where nothing says so.
        path: its path as the student named it.
        prefix: how the system finds whose a file is when feedback goes back; empty where it does
            not.
        when: when it was handed in, where the system says.
        is_late: whether the system marks it late.
        order: the larger, the later, among files of one person.
        why_not: why it is no file of a student's, if so.
    """

    item: Item
    by: tuple[Called, ...] = ()
    path: PurePosixPath = NOWHERE
    prefix: str = ""
    when: datetime | None = None
    is_late: bool = False
    order: int = 0
    why_not: str = ""


Namer = Callable[[Item], HandedIn]


_CANVAS = re.compile(r"(?P<name>\w*?)(?P<late>_LATE)?_(?P<user>\d+)_(?P<file>\d+)_(?P<rest>.+)")
_CANVAS_NO_NAME = re.compile(r"(?P<late>LATE_)?(?P<user>anon_\w+?)_(?P<file>\d+)_(?P<rest>.+)")
_CANVAS_TYPED = re.compile(r"\w*_(text|link)\.html")


def canvas(item: Item) -> HandedIn:
    """`lovelaceada_LATE_1234_56789_05_loss-1.ipynb`: name, late mark, numbers of user and file."""
    top, *inside = item.path.parts
    if _CANVAS_TYPED.fullmatch(top):
        return HandedIn(item, why_not="text or a link that was typed into Canvas, and no file")
    match = _CANVAS_NO_NAME.fullmatch(top) or _CANVAS.fullmatch(top)
    if match is None:
        return HandedIn(item)
    name, user = match.groupdict().get("name", ""), match["user"]
    return HandedIn(
        item,
        (Called(name or user, "canvas", user),),
        PurePosixPath(match["rest"], *inside),
        prefix=f"{name or 'anon'}_{user.removeprefix('anon_')}_{match['file']}",
        is_late=bool(match["late"]),
        order=int(match["file"]),
    )


_MOODLE = re.compile(
    r"(?P<prefix>(?P<name>[^_]+)(_(?P<number>\d+))?)_assignsubmission_(?P<plugin>[a-z]+)(_(?P<rest>.*))?"
)


def moodle(item: Item) -> HandedIn:
    """`Ada Lovelace_1234_assignsubmission_file/05_loss.ipynb`, or that in one file's name."""
    for depth, part in enumerate(item.path.parts):
        match = _MOODLE.fullmatch(part)
        if match is None:
            continue
        if match["plugin"] != "file":
            return HandedIn(item, why_not="text that was typed into Moodle, and no file")
        name, number = match["name"].strip(), match["number"] or ""
        called = Called(name, "moodle", number)
        inside = item.path.parts[depth + 1 :]
        path = PurePosixPath(match["rest"] or "", *inside)
        return HandedIn(item, (called,), path, prefix=match["prefix"] if number else "")
    return HandedIn(item)


_CLASSROOM = re.compile(r"(?P<name>.+?) - (?P<rest>.+)")


def classroom(item: Item) -> HandedIn:
    """`Ada Lovelace - 05_loss.ipynb`: a copy that Google Classroom made for each student."""
    for depth, part in enumerate(item.path.parts):
        match = _CLASSROOM.fullmatch(part)
        if match is not None:
            path = PurePosixPath(match["rest"], *item.path.parts[depth + 1 :])
            return HandedIn(item, (Called(match["name"].strip()),), path, order=_dated(item))
    return HandedIn(item)


def _dated(item: Item) -> int:
    return int(item.dated.timestamp()) if item.dated else 0


def gradescope(items: Sequence[Item]) -> Namer:
    """`submission_123/05_loss.ipynb`; whose it is stands in a file beside the folders.

    Raises:
        CourseError: that file cannot be read.
    """
    about: dict[PurePosixPath, HandedIn] = {}
    for item in items:
        if item.path.name == METADATA:
            for folder, entry in _read_metadata(item).items():
                about[item.path.parent / str(folder)] = _of_gradescope(item, entry)

    def name(item: Item) -> HandedIn:
        for parent in item.path.parents:
            if parent in about:
                return replace(about[parent], item=item, path=item.path.relative_to(parent))
        return HandedIn(item)

    return name


def _of_gradescope(item: Item, entry: Mapping[str, Any]) -> HandedIn:
    people = tuple(
        Called(
            str(person.get(":sid") or person.get(":email") or person.get(":name") or ""),
            "gradescope",
            str(person.get(":sid") or ""),
            str(person.get(":email") or ""),
        )
        for person in entry.get(":submitters") or ()
    )
    return HandedIn(item, people, when=_time_of(entry.get(":created_at")))


def _time_of(value: object) -> datetime | None:
    """A time, plain or as Ruby writes one; in UTC where no zone stands beside it."""
    if isinstance(value, Mapping):
        value = value.get("utc")
    if not isinstance(value, datetime):
        return None
    return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


class _RubyLoader(yaml.SafeLoader):  # type: ignore[misc]  # yaml has no types
    """Reads plain data; what is marked as an object of Ruby's is taken as the map that it is."""


def _as_map(loader: _RubyLoader, _: str, node: yaml.Node) -> object:
    is_map = isinstance(node, yaml.MappingNode)
    return loader.construct_mapping(node, deep=True) if is_map else str(node.value)


_RubyLoader.add_multi_constructor("!ruby/", _as_map)


def _read_metadata(item: Item) -> dict[str, Any]:
    try:
        entries = yaml.load(item.read(), Loader=_RubyLoader)  # noqa: S506 - a SafeLoader
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise CourseError(f"{item} cannot be read: {error}") from error
    if not isinstance(entries, dict) or not all(isinstance(e, dict) for e in entries.values()):
        raise CourseError(f"{item} is not what Gradescope writes: no entry for each submission.")
    return entries


_AROUND = {"submitted", "submissions", "notebooks", "lessons", "downloads", "assignments"}


def plain(
    items: Sequence[Item], lessons: Collection[str], is_known: Callable[[str], bool]
) -> Namer:
    """A folder for each student, or a student in each file's name: whatever is not a lesson's name.

    Args:
        items: all files of the source.
        lessons: names of lessons and their notebooks.
        is_known: whether a part of a path is a student on the roster.
    """
    wrapper = _wrapper(items, lessons)

    def name(item: Item) -> HandedIn:
        parts = [part.removesuffix(".zip") for part in item.path.parts[len(wrapper) :]]
        folders = parts[:-1]
        known = [number for number, part in enumerate(folders) if is_known(part)]
        own = [number for number, part in enumerate(folders) if _names_somebody(part, lessons)]
        depth = next(iter(known or own), len(folders))
        who = parts[depth] if known else _without_lesson(parts[depth], lessons)
        path = PurePosixPath(*parts[depth + 1 :] or parts[-1:])
        return HandedIn(item, (Called(who),) if who else (), path, order=_dated(item))

    return name


def _wrapper(items: Sequence[Item], lessons: Collection[str]) -> tuple[str, ...]:
    """The folder around everything, if several people's lie in it: the name of a class."""
    tops = {item.path.parts[0] for item in items}
    below = {item.path.parts[1] for item in items if len(item.path.parts) > 2}
    people = [name for name in below if _names_somebody(name, lessons)]
    return tuple(tops) if len(tops) == 1 and len(people) > 1 else ()


def _names_somebody(folder: str, lessons: Collection[str]) -> bool:
    return folder.lower() not in _AROUND and bool(_without_lesson(folder, lessons))


def _without_lesson(file: str, lessons: Collection[str]) -> str:
    """What a file's name says besides the lesson's: `ada_05_loss.ipynb` is ada's."""
    stem = re.sub(r"\s*\(\d+\)$", "", file.partition(".")[0])
    for lesson in sorted(lessons, key=len, reverse=True):
        stem = re.sub(rf"(^|[\W_]+){re.escape(lesson)}([\W_]+|$)", "", stem)
    return stem.strip()


def recognise(items: Sequence[Item]) -> str:
    """The system whose names most of the files bear."""
    if any(item.path.name == METADATA for item in items):
        return "gradescope"
    for system, namer in (("moodle", moodle), ("canvas", canvas), ("classroom", classroom)):
        named = [handed_in for item in items if (handed_in := namer(item)).by or handed_in.why_not]
        if 2 * len(named) > len(items):
            return system
    return "plain"
