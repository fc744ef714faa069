"""Puts the cells of a lesson where they belong, and never anything in the way of an answer that
stands elsewhere.
"""

import copy

from nbformat import NotebookNode

from grader.engine.documents.definitions import Code
from grader.engine.documents.marks import called, is_locked, same, visible

_ELSEWHERE = "# What belongs here stands in another cell."


def place(
    cells: list[NotebookNode],
    found: dict[str, NotebookNode],
    wanted: dict[str, NotebookNode],
    code: Code,
    changes: list[str],
) -> None:
    """Add what is missing, and move a locked cell that stands before the cell that it belongs to.

    Args:
        cells: of the submission, in order; changed in place.
        found: the cells of the lesson that it has, by name; those that are added go in.
        wanted: the cells of the lesson by name, in order.
        code: looks at cells.
        changes: sentences on what was changed go in.
    """
    placing = _Placing(cells, found, wanted, code)
    for name, source in wanted.items():
        after = placing.end_of_answer(name)
        if name not in found:
            what = placing.add(name, after)
            changes.append(f"{called(source)} was missing; {what}.")
        elif placing.stands_too_early(name, after):
            moved = cells.pop(position(cells, found[name]))
            cells.insert(after - 1, moved)
            changes.append(f"{called(source)} stood before its exercise; it was moved behind it.")


def position(cells: list[NotebookNode], cell: NotebookNode) -> int:
    """Where this very cell stands."""
    return next(number for number, other in enumerate(cells) if other is cell)


class _Placing:
    def __init__(
        self,
        cells: list[NotebookNode],
        found: dict[str, NotebookNode],
        wanted: dict[str, NotebookNode],
        code: Code,
    ) -> None:
        self._cells, self._found, self._wanted, self._code = cells, found, wanted, code
        self._names = list(wanted)
        self._given = {id(cell) for name, cell in found.items() if is_locked(wanted[name])}
        absent = (name for name in wanted if name not in found and not is_locked(wanted[name]))
        self._serving = {name: cell for name in absent if (cell := self._serves(name)) is not None}

    def _serves(self, name: str) -> NotebookNode | None:
        """The cell that defines all that a missing one should: one may serve several exercises."""
        asked = self._code.names(self._wanted[name].source)
        serving = [cell for cell in self._students() if asked <= self._code.names(cell.source)]
        return serving[0] if asked and serving else None

    def _students(self) -> list[NotebookNode]:
        """The cells of code that are not the lesson's own."""
        return [
            cell for cell in self._cells if cell.cell_type == "code" and id(cell) not in self._given
        ]

    def _answer(self, name: str) -> str:
        """The exercise that a cell follows in the lesson: the nearest that the student fills in."""
        earlier = self._names[: self._names.index(name)]
        answers = [
            other
            for other in earlier
            if not is_locked(self._wanted[other])
            and (other in self._found or other in self._serving)
        ]
        return answers[-1] if answers else ""

    def end_of_answer(self, name: str) -> int:
        """The first place behind what a cell belongs to."""
        answer = self._answer(name)
        if not answer:
            return 0
        return position(self._cells, self._serving.get(answer) or self._found[answer]) + 1

    def stands_too_early(self, name: str, after: int) -> bool:
        """Whether a locked cell stands before its exercise, and no other answer before it."""
        if not is_locked(self._wanted[name]):
            return False
        at = position(self._cells, self._found[name])
        return at < after and not self._is_answered(self._answer(name), at)

    def _is_answered(self, name: str, at: int) -> bool:
        """Whether cells before a place bind what an exercise asks for."""
        stub = self._wanted[name].source
        early = {id(cell) for cell in self._cells[:at]}
        return self._is_bound(
            self._code.names(stub), [cell for cell in self._worked(stub) if id(cell) in early]
        )

    def _worked(self, stub: str) -> list[NotebookNode]:
        return [cell for cell in self._students() if not same(cell.source, visible(stub))]

    def _is_bound(self, asked: frozenset[str], cells: list[NotebookNode]) -> bool:
        bound = [self._code.bound(cell.source) for cell in cells]
        names = frozenset[str]().union(*(one.names for one in bound))
        return bool(asked) and (asked <= names or any(one.any_name for one in bound))

    def add(self, name: str, after: int) -> str:
        """Put a missing cell in its place; says what was put there."""
        source = _fresh(self._wanted[name])
        what = "it was put back" if is_locked(source) else "an empty one was put in its place"
        if not is_locked(source) and self._is_elsewhere(source):
            source.source = _ELSEWHERE
            what = "what it asks for stands in another cell"
        self._cells.insert(self._place_for(name, after), source)
        self._found[name] = source
        self._given.add(id(source))
        return what

    def _is_elsewhere(self, source: NotebookNode) -> bool:
        """Whether the lesson's code would replace what the submission has defined or imported."""
        if source.cell_type != "code":
            return False
        asked = self._code.names(source.source)
        cells = self._students()
        return any(self._is_bound(frozenset({name}), cells) for name in asked)

    def _place_for(self, name: str, after: int) -> int:
        number = self._names.index(name)
        later = [
            position(self._cells, self._found[other])
            for other in self._names[number + 1 :]
            if other in self._found
        ]
        if fitting := [place for place in later if place >= after]:
            return min(fitting)
        if not later:
            return len(self._cells)
        earlier = [self._found[other] for other in self._names[:number] if other in self._found]
        return max(after, position(self._cells, earlier[-1]) + 1 if earlier else 0)


def _fresh(source: NotebookNode) -> NotebookNode:
    cell = copy.deepcopy(source)
    if cell.cell_type == "code":
        cell.outputs, cell.execution_count = [], None
    return cell
