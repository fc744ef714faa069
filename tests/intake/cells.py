"""What students have in their cells and folders beside the answer; `cells.toml` lists it."""

import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

from nbformat import NotebookNode

from tests.intake.situation import (
    Change,
    Situation,
    both,
    cell,
    file,
    own,
    place,
    to_notebook,
)

LISTED = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def _above(line: str) -> Change:
    """A line above an answer."""

    def change(notebook: NotebookNode) -> None:
        answer = cell(notebook, "area")
        answer.source = f"{line}\n{answer.source}"

    return to_notebook(change)


def _instead(source: str) -> Change:
    """Another answer."""

    def change(notebook: NotebookNode) -> None:
        cell(notebook, "area").source = source

    return to_notebook(change)


def _own(source: str) -> Change:
    """A cell of the student's own, behind the imports."""
    return to_notebook(own(source, 2))


def _beside(name: str, content: str, line: str) -> Change:
    """A file beside the notebook, and a cell that uses it."""
    return both(file(name, content), _own(line))


def _moved(old: int, new: int) -> Change:
    return to_notebook(lambda notebook: notebook.cells.insert(new, notebook.cells.pop(old)))


def _answer_last(notebook: NotebookNode) -> None:
    notebook.cells.append(notebook.cells.pop(place(notebook, "area")))


def _reversed(notebook: NotebookNode) -> None:
    notebook.cells[2:] = notebook.cells[2:][::-1]


def _read_only(folder: Path) -> None:
    for path in folder.iterdir():
        path.chmod(0o444)


def _listed(kind: str, change: Callable[[str], Change]) -> Iterator[Situation]:
    for name, source in LISTED[kind].items():
        yield Situation(f"{kind}: {name}", change(source))


IN_CELLS = [
    *_listed("magics", _own),
    *_listed("own", _own),
    *_listed("above", _above),
    *_listed("answers", _instead),
    *(
        Situation(f"file: {name}", _beside(name, content, line))
        for name, (content, line) in LISTED["files"].items()
    ),
    Situation("file: nothing may be written", _read_only),
    Situation("an answer that is only timed", _above("%%timeit -n 1 -r 1"), 7.0),
    Situation("order: answers behind their tests", to_notebook(_reversed)),
    Situation("order: imports at the end", _moved(1, 7), 3.0),
    Situation("order: a test first", _moved(5, 0)),
    Situation("order: an answer last", to_notebook(_answer_last)),
    Situation("order: text gone", to_notebook(lambda notebook: notebook.cells.pop(0))),
]
