"""Forms in which programs and hands leave a notebook's file."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from tests.intake.situation import (
    ASSIGNMENT,
    Change,
    Situation,
    both,
    cell,
    place,
    to_notebook,
)

NOTEBOOK = f"{ASSIGNMENT}.ipynb"
Json = dict[str, Any]


def raw(change: Callable[[Json], object]) -> Change:
    """A change of the file's JSON, which no library looks at."""

    def spoil(folder: Path) -> None:
        content = json.loads((folder / NOTEBOOK).read_text())
        change(content)
        (folder / NOTEBOOK).write_text(json.dumps(content))

    return spoil


def each(change: Callable[[Json], object]) -> Change:
    """A change of every cell."""
    return raw(lambda content: [change(one) for one in content["cells"]])


def written(write: Callable[[str], bytes]) -> Change:
    """The file's text, written in another way."""

    def spoil(folder: Path) -> None:
        path = folder / NOTEBOOK
        path.write_bytes(write(path.read_text()))

    return spoil


def marks(name: str, **values: Any) -> Change:
    """Other marks of a cell."""
    return to_notebook(lambda notebook: cell(notebook, name).metadata.nbgrader.update(values))


def typed(kind: str, *names: str) -> Change:
    """Cells made into another type, as the key M does it."""

    def change(content: Json) -> None:
        for one in content["cells"]:
            if one["metadata"].get("nbgrader", {}).get("grade_id") in names:
                one["cell_type"] = kind
                one.pop("outputs", None)
                one.pop("execution_count", None)

    return raw(change)


def _twice(name: str, source: str | None = None) -> Change:
    """A copy of a cell below it, marks and all."""

    def change(content: Json) -> None:
        cells = content["cells"]
        at = next(
            number
            for number, one in enumerate(cells)
            if one["metadata"].get("nbgrader", {}).get("grade_id") == name
        )
        made = json.loads(json.dumps(cells[at]))
        made["source"] = made["source"] if source is None else source
        cells.insert(at + 1, made)

    return raw(change)


def _split(notebook: NotebookNode) -> None:
    first = cell(notebook, "area")
    second = json.loads(json.dumps(first))
    first.source, second["source"] = first.source.split("\n")
    notebook.cells.insert(place(notebook, "area") + 1, NotebookNode(second))
    notebook.cells[place(notebook, "area") + 1].metadata = NotebookNode(
        nbgrader=NotebookNode(first.metadata.nbgrader)
    )


def _output(**values: Any) -> Change:
    def change(content: Json) -> None:
        for one in content["cells"]:
            if one["cell_type"] == "code":
                one["outputs"] = [values]

    return raw(change)


def _set(**values: Any) -> Change:
    return raw(lambda content: content.update(values))


def _meta(**values: Any) -> Change:
    return raw(lambda content: content["metadata"].update(values))


def _cell_meta(**values: Any) -> Change:
    return each(lambda one: one["metadata"].update(values))


def _cell_with(**values: Any) -> Change:
    return each(lambda one: one.update(values))


def _no(*names: str) -> Change:
    return each(lambda one: [one.pop(name, None) for name in names])


def _kernel(name: str, language: str = "python") -> Change:
    return _meta(kernelspec={"name": name, "display_name": name, "language": language})


def _more(kind: str, source: str, **values: Any) -> Change:
    made = {"cell_type": kind, "metadata": {}, "source": source, **values}
    return raw(lambda content: content["cells"].append(made))


NBGRADER = "nbgrader"
FORMS = [
    # What nbgrader's marks are made into: its issues 92, 1083, 1682, 1941, 883.
    Situation("a test twice", _twice("test_area")),
    Situation("an answer twice", _twice("area")),
    Situation("an empty copy below", _twice("area", "")),
    Situation("an answer split with its marks", to_notebook(_split)),
    Situation("a test made text", typed("markdown", "test_area", "test_middle")),
    Situation("a test made raw", typed("raw", "test_area")),
    Situation("an answer made text", typed("markdown", "area")),
    Situation("an answer made raw", typed("raw", "area")),
    Situation("flags flipped", marks("area", solution=False, locked=True)),
    Situation("a test that is a solution", marks("test_area", solution=True, locked=False)),
    Situation("other points", marks("test_area", points=0)),
    Situation("more points", marks("test_area", points=300)),
    Situation("points as text", marks("test_area", points="3")),
    Situation("an old schema", marks("area", schema_version=1)),
    Situation("a new schema", marks("area", schema_version=9)),
    Situation("no schema", to_notebook(
        lambda notebook: [one.metadata.get(NBGRADER, {}).pop("schema_version", 0)
                          for one in notebook.cells])),
    Situation("a name with a blank", marks("test_area", grade_id="test area")),
    Situation("a name without letters", marks("area", grade_id="")),
    Situation("a name in capitals", marks("area", grade_id="AREA")),
    Situation("two names exchanged", both(marks("area", grade_id="q"),
              both(marks("double", grade_id="area"), marks("q", grade_id="double")))),
    Situation("marks that are nothing", to_notebook(
        lambda notebook: cell(notebook, "area").metadata.update(nbgrader=NotebookNode()))),
    Situation("marks that are null", raw(
        lambda content: content["cells"][4]["metadata"].update(nbgrader=None))),
    Situation("marks that are a text", raw(
        lambda content: content["cells"][4]["metadata"].update(nbgrader="area"))),
    Situation("marks on every cell", each(
        lambda one: one["metadata"].setdefault(NBGRADER, {"grade_id": "", "solution": True}))),
    Situation("a checksum that is another", marks("test_area", checksum="0" * 32)),
    # The file itself.
    Situation("no kernel", _meta(kernelspec=None)),
    Situation("no metadata", _set(metadata={})),
    Situation("an environment's kernel", _kernel("conda-env-course-py")),
    Situation("another course's kernel", _kernel("ir", "R")),
    Situation("format 4.0", _set(nbformat_minor=0)),
    Situation("format 4.9", _set(nbformat_minor=9)),
    Situation("format 5", _set(nbformat=5)),
    Situation("format as text", _set(nbformat="4")),
    Situation("no minor format", raw(lambda content: content.pop("nbformat_minor"))),
    Situation("no format", raw(lambda content: content.pop("nbformat"))),
    Situation("no names of cells", _no("id")),
    Situation("one name for all cells", _cell_with(id="cell")),
    Situation("names of cells that are none", _cell_with(id="a cell, no doubt")),
    Situation("numbers for names of cells", _cell_with(id=7)),
    Situation("lines of sources", each(
        lambda one: one.update(source=one["source"].splitlines(keepends=True)
                               if isinstance(one["source"], str) else one["source"]))),
    Situation("no outputs", _no("outputs")),
    Situation("no counts", _no("execution_count")),
    Situation("no metadata of cells", raw(
        lambda content: [one.pop("metadata") for one in content["cells"][:2]])),
    Situation("prompt numbers", _cell_with(prompt_number=3)),
    Situation("an output of format 3", _output(output_type="pyout", text="1")),
    Situation("an output of no type", _output(text="1")),
    Situation("an output that is no map", raw(
        lambda content: content["cells"][1].update(outputs=["1"]))),
    Situation("a stream of no name", _output(output_type="stream", text="1")),
    Situation("a large output", _output(output_type="stream", name="stdout", text="x" * 5_000_000)),
    Situation("a heading of format 3", _more("heading", "Title", level=1)),
    Situation("a cell of SQL", _more("sql", "select 1")),
    Situation("an attachment", _more("markdown", "![a](attachment:a.png)",
              attachments={"a.png": {"image/png": "AAAA"}})),
    Situation("an attachment that is none", _more("markdown", "a", attachments=None)),
    Situation("a cell that is null", raw(lambda content: content["cells"].append(None))),
    Situation("a thousand cells", raw(lambda content: content["cells"].extend(
        {"cell_type": "markdown", "metadata": {}, "source": "a"} for _ in range(1000)))),
    Situation("state of widgets", _meta(widgets={"application/vnd.jupyter.widget-state+json":
              {"state": {"a": {"model_name": "B"}}, "version_major": 2, "version_minor": 0}})),
    Situation("not a number in it", written(
        lambda text: text.replace('"metadata": {}', '"metadata": {"a": NaN}', 1).encode())),
    # Tags and marks of programs.
    Situation("cells to be skipped", _cell_meta(tags=["skip-execution"])),
    Situation("cells that may fail", _cell_meta(tags=["raises-exception"])),
    Situation("tags as text", _cell_meta(tags="a")),
    Situation("collapsed as text", _cell_meta(collapsed="true", scrolled="auto")),
    Situation("hidden sources", _cell_meta(jupyter={"source_hidden": True})),
    Situation("slides", _cell_meta(slideshow={"slide_type": "skip"})),
    Situation("editable as text", _cell_meta(editable="", deletable="")),
    Situation("cells of Deepnote", _cell_meta(cell_id="1", deepnote_cell_type="code")),
    Situation("cells of Colab", both(_cell_meta(id="aB3", colab={"base_uri": "x"}),
              _meta(colab={"provenance": []}, accelerator="GPU"))),
    Situation("cells of VS Code", _cell_meta(vscode={"languageId": "python"}, azdata={})),
    Situation("cells of Databricks", both(_cell_meta(**{"application/vnd.databricks.v1+cell": {}}),
              _meta(**{"application/vnd.databricks.v1+notebook": {"language": "python"}}))),
    Situation("a time of execution", _cell_meta(execution={"iopub.execute_input": "2026"})),
    # Letters and lines.
    Situation("a mark of byte order", written(lambda text: text.encode("utf-8-sig"))),
    Situation("two bytes a letter", written(lambda text: text.encode("utf-16"))),
    Situation("two bytes without a mark", written(lambda text: text.encode("utf-16-le"))),
    Situation("an old code page", written(
        lambda text: text.replace("# Lesson", "# Übung").encode("latin-1"))),
    Situation("half a letter", written(
        lambda text: text.replace("# Lesson", "# \\ud83d").encode())),
    Situation("a zero at the end", written(lambda text: text.encode() + b"\0" * 512)),
    Situation("blank lines around", written(lambda text: f"\n\n{text}\n\n".encode())),
    Situation("on one line", raw(lambda content: content)),
    Situation("lines of an old Mac", each(
        lambda one: one.update(source="".join(one["source"]).replace("\n", "\r")))),
    Situation("lines and pages of Unicode", each(
        lambda one: one.update(source="".join(one["source"]) + "\n\f\n# \u2028 \x0b"))),
]  # fmt: skip
