"""Brings a submission back into the form of its lesson, and says what it changed."""

import copy
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from nbformat import NotebookNode

from grader.engine.documents import placing, reading
from grader.engine.documents.definitions import Code
from grader.engine.documents.marks import called, is_locked, is_test, mark, same, visible
from grader.engine.documents.rescue import rescues

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
        rescues: What to run where a cell fails, by the cell's id.
    """

    notebook: NotebookNode
    changes: tuple[str, ...]
    rescues: dict[str, tuple[str, ...]]


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
    wanted = {mark(cell)["grade_id"]: cell for cell in source.cells if mark(cell).get("grade_id")}
    cells = list(notebook.cells)
    _strip_foreign(notebook, cells, changes)
    code = Code()
    cells = _join_split(cells, wanted, code, changes)
    found = _align(cells, wanted, code, changes)
    for name, cell in found.items():
        _put_right(name, cell, wanted[name], changes)
    placing.place(cells, found, wanted, code, changes)
    notebook.cells = cells
    notebook.metadata = copy.deepcopy(source.metadata)
    _unique_ids(cells)
    return Repaired(notebook, tuple(changes), rescues(notebook, source, code))


def _name(cell: NotebookNode) -> str:
    name = mark(cell).get("grade_id")
    return name if isinstance(name, str) else ""


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
            if not is_locked(wanted[name]) and not alone and code.parses(whole):
                before.source = whole
                changes.append(f"{called(wanted[name])} was split in two; its parts were joined.")
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
    # Locked cells first: it depends on where a check stands which answer counts.
    for name in sorted(wanted, key=lambda name: not is_locked(wanted[name])):
        source = wanted[name]
        alike = candidates[name] or [cell for cell in loose if _looks_like(cell, source, code)]
        if not alike:
            continue
        until = _first_check(name, cells, found, wanted)
        found[name] = _that_counts(alike, source, cells[:until])
        if not candidates[name]:
            changes.append(
                f"{called(source)} had lost its marks and was recognised by its content."
            )
            loose = [cell for cell in loose if cell is not found[name]]
        elif len(alike) > 1:
            which = "last one" if is_locked(source) else "one that its test meets when it is run"
            changes.append(f"{called(source)} was there {len(alike)} times; the {which} counts.")
            loose += [cell for cell in alike if cell is not found[name]]
    _lose_marks(loose, wanted, changes)
    return {name: found[name] for name in wanted if name in found}


def _first_check(
    name: str,
    cells: list[NotebookNode],
    found: dict[str, NotebookNode],
    wanted: dict[str, NotebookNode],
) -> int:
    """Where the first test stands that comes after a cell in the lesson; the end if none does."""
    names = list(wanted)
    later = (other for other in names[names.index(name) + 1 :] if is_test(wanted[other]))
    tests = (found[other] for other in later if other in found)
    return next((placing.position(cells, test) for test in tests), len(cells))


def _that_counts(
    alike: list[NotebookNode], source: NotebookNode, before: list[NotebookNode]
) -> NotebookNode:
    """Of several cells for one of the lesson's, the one that counts when all are run in order."""
    if is_locked(source):
        return alike[-1]
    worked = [cell for cell in alike if not same(cell.source, visible(source.source))] or alike
    met = [cell for cell in worked if any(cell is early for early in before)]
    return (met or worked)[-1]


def _lose_marks(
    loose: list[NotebookNode], wanted: dict[str, NotebookNode], changes: list[str]
) -> None:
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


def _looks_like(cell: NotebookNode, source: NotebookNode, code: Code) -> bool:
    """Whether a cell whose name the lesson does not know is that cell of the lesson all the
    same.
    """
    if cell.id == source.get("id"):
        return True
    if is_locked(source) or cell.cell_type != "code":
        return bool(source.source.strip()) and same(cell.source, visible(source.source))
    names = code.names(source.source)
    return bool(names) and names <= code.names(cell.source)


def _put_right(name: str, cell: NotebookNode, source: NotebookNode, changes: list[str]) -> None:
    """Give a cell of the lesson its type, its marks and, if it is locked, its content."""
    title = called(source)
    if cell.cell_type != source.cell_type:
        changes.append(
            f"{title} was made a {cell.cell_type} cell; it is a {source.cell_type} cell again."
        )
        cell.cell_type = source.cell_type
        for key in ("outputs", "execution_count", "attachments"):
            cell.pop(key, None)
        if source.cell_type == "code":
            cell.update(outputs=[], execution_count=None)
    marked, right = mark(cell), mark(source)
    flipped = [
        flag
        for flag in _FLAGS
        if marked and marked.get(flag) != right.get(flag) and (flag in marked or right.get(flag))
    ]
    if flipped:
        changes.append(f"{title} had other marks ({', '.join(flipped)}); they were put back.")
    cell.metadata["nbgrader"] = copy.deepcopy(source.metadata["nbgrader"])
    if is_locked(source):
        if not same(cell.source, visible(source.source)) and not same(cell.source, source.source):
            changes.append(f"{title} is not to be changed; its content was put back.")
        cell.source = source.source
        cell.metadata["tags"] = copy.deepcopy(source.metadata.get("tags", []))


def _unique_ids(cells: list[NotebookNode]) -> None:
    names = reading.Names(len(cells))
    for number, cell in enumerate(cells):
        cell["id"] = names.new(cell.get("id") or f"cell-{number}")
