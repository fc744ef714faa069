"""Brings a submission back into the form of its lesson, and says what it changed."""

import copy
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from nbformat import NotebookNode

from grader.engine.documents import reading
from grader.engine.documents.definitions import Code

_HIDDEN = re.compile(
    r"^[^\n]*### BEGIN HIDDEN TESTS.*?### END HIDDEN TESTS[^\n]*\n?", re.DOTALL | re.MULTILINE
)
_FLAGS = ("grade", "solution", "locked", "task", "points", "grade_id")
_FOREIGN = {
    "vscode": "VS Code",
    "colab": "Colab",
    "colab_type": "Colab",
    "outputId": "Colab",
    "executionInfo": "Colab",
    "pycharm": "PyCharm",
    "datalore": "Datalore",
    "id": "Colab",
}
_LONGEST_NAME, _MOST_NAMED = 60, 5
_SKIPPING = ("skip-execution", "skip_execution")


@dataclass(frozen=True)
class Repaired:
    """A submission that can be run and graded.

    Attributes:
        notebook: In format 4.5, with each graded cell of the lesson exactly once and every locked
            cell as the instructor wrote it, hidden tests included.
        changes: What was changed, in sentences for the student; empty for a submission in good
            form.
    """

    notebook: NotebookNode
    changes: tuple[str, ...]


def repair(data: bytes, source: NotebookNode) -> Repaired:
    """Read a submission and align it with its lesson.

    Args:
        data: The submitted file.
        source: The lesson as the gradebook knows it: solutions removed, hidden tests still there.

    Returns:
        The repaired notebook and what was changed.

    Raises:
        reading.Unreadable: If the file is not a notebook.
    """
    notebook, changes = reading.read(data)
    wanted = {_mark(cell)["grade_id"]: cell for cell in source.cells if _mark(cell).get("grade_id")}
    cells = list(notebook.cells)
    _strip_foreign(notebook, cells, changes)
    code = Code()
    cells = _join_split(cells, wanted, code, changes)
    found = _align(cells, wanted, code, changes)
    for name, cell in found.items():
        _put_right(name, cell, wanted[name], changes)
    cells = _place(cells, found, wanted, changes)
    notebook.cells = cells
    notebook.metadata = copy.deepcopy(source.metadata)
    _unique_ids(cells)
    return Repaired(notebook, tuple(changes))


def _mark(cell: NotebookNode) -> dict[str, Any]:
    """The cell's nbgrader metadata; empty if it has none or has nonsense."""
    mark = cell.metadata.get("nbgrader")
    return mark if isinstance(mark, dict) else {}


def _name(cell: NotebookNode) -> str:
    name = _mark(cell).get("grade_id")
    return name if isinstance(name, str) else ""


def visible(source: str) -> str:
    """A test cell's source as students get it, without its hidden tests."""
    return _HIDDEN.sub("", source)


def _same(left: str, right: str) -> bool:
    """Whether two sources differ in spaces at most; one that is twice as long and more is never
    taken for the same.
    """
    shorter, longer = sorted((len(left), len(right)))
    return longer <= 2 * shorter + 1000 and left.split() == right.split()


def _is_locked(cell: NotebookNode) -> bool:
    mark = _mark(cell)
    return bool(mark.get("locked")) or (bool(mark.get("grade")) and not mark.get("solution"))


def _called(cell: NotebookNode) -> str:
    """What to call a cell of the lesson in a sentence."""
    mark = _mark(cell)
    kind = "test cell" if mark.get("grade") and not mark.get("solution") else "cell"
    return f"The {kind} {mark['grade_id']}"


def _strip_foreign(
    notebook: NotebookNode, cells: Iterable[NotebookNode], changes: list[str]
) -> None:
    programs: set[str] = set()
    for metadata in (notebook.metadata, *(cell.metadata for cell in cells)):
        for key in [key for key in metadata if key in _FOREIGN]:
            programs.add(_FOREIGN[key])
            del metadata[key]
    skipped = 0
    for cell in cells:
        tags = cell.metadata.get("tags", [])
        if any(tag in _SKIPPING for tag in tags):
            cell.metadata["tags"] = [tag for tag in tags if tag not in _SKIPPING]
            skipped += 1
    changes += [f"Metadata of {program} was removed." for program in sorted(programs)]
    if skipped:
        changes.append(
            f"The tag skip-execution was removed from {skipped}"
            f" {'cell' if skipped == 1 else 'cells'}."
        )


def _join_split(
    cells: list[NotebookNode], wanted: dict[str, NotebookNode], code: Code, changes: list[str]
) -> list[NotebookNode]:
    """Join a solution that was split in the middle: neither part is Python, both together are."""
    joined: list[NotebookNode] = []
    for cell in cells:
        before = joined[-1] if joined else None
        name = _name(before) if before is not None else ""
        goes_on = _name(cell) in ("", name) and cell.cell_type == "code"
        if before is not None and before.cell_type == "code" and name in wanted and goes_on:
            whole = f"{before.source}\n{cell.source}"
            alone = code.parses(before.source) and code.parses(cell.source)
            if not _is_locked(wanted[name]) and not alone and code.parses(whole):
                before.source = whole
                changes.append(f"{_called(wanted[name])} was split in two; its parts were joined.")
                continue
        joined.append(cell)
    return joined


def _align(
    cells: list[NotebookNode], wanted: dict[str, NotebookNode], code: Code, changes: list[str]
) -> dict[str, NotebookNode]:
    """Find each cell of the lesson in the submission: by its name, else by its content."""
    candidates: defaultdict[str, list[NotebookNode]] = defaultdict(list)
    loose: list[NotebookNode] = []
    for cell in cells:
        (candidates[_name(cell)] if _name(cell) in wanted else loose).append(cell)
    found: dict[str, NotebookNode] = {}
    for name, source in wanted.items():
        named = candidates[name]
        if not named:
            named = [cell for cell in loose if _looks_like(cell, source, code)][-1:]
            if named:
                changes.append(
                    f"{_called(source)} had lost its marks and was recognised by its content."
                )
                loose = [cell for cell in loose if cell is not named[0]]
        if not named:
            continue
        # The last one that was worked on is what the student ended with.
        worked = [cell for cell in named if not _same(cell.source, visible(source.source))] or named
        found[name] = worked[-1]
        if len(named) > 1:
            changes.append(
                f"{_called(source)} was there {len(named)} times; the last one that was changed"
                " counts."
            )
            loose += [cell for cell in named if cell is not found[name]]
    unknown = []
    for cell in loose:
        if "nbgrader" in cell.metadata:
            unknown += [] if _name(cell) in wanted else [_name(cell)[:_LONGEST_NAME] or "graded"]
            del cell.metadata["nbgrader"]
    foreign = [
        f"A cell marked as {name!r}, which the lesson does not have, lost its marks."
        for name in unknown
    ]
    changes += foreign[:_MOST_NAMED]
    if more := len(foreign[_MOST_NAMED:]):
        changes.append(f"So did {more} more.")
    return found


def _looks_like(cell: NotebookNode, source: NotebookNode, code: Code) -> bool:
    """Whether a cell whose name the lesson does not know is that cell of the lesson all the
    same.
    """
    if cell.id == source.get("id"):
        return True
    if _is_locked(source) or cell.cell_type != "code":
        return bool(source.source.strip()) and _same(cell.source, visible(source.source))
    names = code.names(source.source)
    return bool(names) and names <= code.names(cell.source)


def _put_right(name: str, cell: NotebookNode, source: NotebookNode, changes: list[str]) -> None:
    """Give a cell of the lesson its type, its marks and, if it is locked, its content."""
    called = _called(source)
    if cell.cell_type != source.cell_type:
        changes.append(
            f"{called} was made a {cell.cell_type} cell; it is a {source.cell_type} cell again."
        )
        cell.cell_type = source.cell_type
        for key in ("outputs", "execution_count", "attachments"):
            cell.pop(key, None)
        if source.cell_type == "code":
            cell.update(outputs=[], execution_count=None)
    mark, right = _mark(cell), _mark(source)
    flipped = [
        flag
        for flag in _FLAGS
        if mark and mark.get(flag) != right.get(flag) and (flag in mark or right.get(flag))
    ]
    if flipped:
        changes.append(f"{called} had other marks ({', '.join(flipped)}); they were put back.")
    cell.metadata["nbgrader"] = copy.deepcopy(source.metadata["nbgrader"])
    if _is_locked(source):
        if not _same(cell.source, visible(source.source)) and not _same(cell.source, source.source):
            changes.append(f"{called} is not to be changed; its content was put back.")
        cell.source = source.source
        cell.metadata["tags"] = copy.deepcopy(source.metadata.get("tags", []))


def _position(cells: list[NotebookNode], cell: NotebookNode) -> int:
    return next(number for number, other in enumerate(cells) if other is cell)


def _place(
    cells: list[NotebookNode],
    found: dict[str, NotebookNode],
    wanted: dict[str, NotebookNode],
    changes: list[str],
) -> list[NotebookNode]:
    """Add what is missing, and move a locked cell that stands before the cell that it belongs
    to.
    """
    names = list(wanted)
    for number, name in enumerate(names):
        source = wanted[name]
        # What a test belongs to: the nearest cells before it in the lesson that are the student's
        # to fill in.
        earlier = [found[other] for other in names[:number] if other in found]
        answers = [
            found[other]
            for other in names[:number]
            if other in found and not _is_locked(wanted[other])
        ]
        after = _position(cells, answers[-1]) + 1 if answers else 0
        if name not in found:
            later = [
                _position(cells, found[other]) for other in names[number + 1 :] if other in found
            ]
            at = min((place for place in later if place >= after), default=None)
            if at is None:
                at = (
                    len(cells)
                    if later == []
                    else max(after, _position(cells, earlier[-1]) + 1 if earlier else 0)
                )
            cells.insert(at, _fresh(source))
            found[name] = cells[at]
            what = "it was put back" if _is_locked(source) else "an empty one was put in its place"
            changes.append(f"{_called(source)} was missing; {what}.")
        elif _is_locked(source) and _position(cells, found[name]) < after:
            moved = cells.pop(_position(cells, found[name]))
            cells.insert(after - 1, moved)
            changes.append(f"{_called(source)} stood before its exercise; it was moved behind it.")
    return cells


def _fresh(source: NotebookNode) -> NotebookNode:
    cell = copy.deepcopy(source)
    if cell.cell_type == "code":
        cell.outputs, cell.execution_count = [], None
    return cell


def _unique_ids(cells: list[NotebookNode]) -> None:
    names = reading.Names(len(cells))
    for number, cell in enumerate(cells):
        cell["id"] = names.new(cell.get("id") or f"cell-{number}")
