"""No submission is lost over its form, and no test cell is lost or changed."""

import copy
import json
from collections.abc import Callable
from typing import Any

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.engine.documents import reading
from grader.engine.documents.reading import Unreadable
from grader.engine.documents.repair import Repaired, repair

HIDDEN = 'check("{0}")\n### BEGIN HIDDEN TESTS\ngrade("{0}")\n### END HIDDEN TESTS'


def mark(name: str, *, grade: bool, solution: bool, points: int = 0) -> dict[str, Any]:
    flags = {"grade": grade, "solution": solution, "locked": not solution, "task": False}
    return {
        "nbgrader": {
            **flags,
            "grade_id": name,
            "schema_version": 3,
            **({"points": points} if grade else {}),
        }
    }


def source() -> Any:
    """Two exercises with tests and a text answer, as the gradebook knows them."""
    v4 = nbformat.v4
    cells = [
        v4.new_markdown_cell("# A lesson", id="title"),
        v4.new_code_cell("import numpy as np", id="imports"),
        v4.new_code_cell(
            "def one(x):\n    # YOUR CODE HERE",
            id="solve-one",
            metadata=mark("one", grade=False, solution=True),
        ),
        v4.new_code_cell(
            HIDDEN.format("one"),
            id="check-one",
            metadata=mark("check_one", grade=True, solution=False, points=2),
        ),
        v4.new_code_cell(
            "def two(x):\n    # YOUR CODE HERE",
            id="solve-two",
            metadata=mark("two", grade=False, solution=True),
        ),
        v4.new_code_cell(
            HIDDEN.format("two"),
            id="check-two",
            metadata=mark("check_two", grade=True, solution=False, points=3),
        ),
        v4.new_markdown_cell(
            "Your words", id="words", metadata=mark("words", grade=True, solution=True, points=1)
        ),
    ]
    return v4.new_notebook(
        cells=cells,
        metadata={"kernelspec": {"name": "python3", "display_name": "P", "language": "python"}},
    )


def submission() -> Any:
    """The lesson as a student hands it in, solved."""
    notebook = json.loads(nbformat.writes(source()))
    for cell in notebook["cells"]:
        text = "".join(cell["source"])
        cell["source"] = text.partition("\n### BEGIN")[0].replace("# YOUR CODE HERE", "return x")
    notebook["cells"][6]["source"] = "My answer"
    return notebook


def mend(notebook: dict[str, Any]) -> Repaired:
    return repair(json.dumps(notebook).encode(), source())


def names(notebook: nbformat.NotebookNode) -> list[str]:
    return [
        cell.metadata.nbgrader.grade_id for cell in notebook.cells if "nbgrader" in cell.metadata
    ]


WANTED = ["one", "check_one", "two", "check_two", "words"]


def assert_gradable(repaired: Repaired) -> dict[str, nbformat.NotebookNode]:
    """Each cell of the lesson once, marked as the lesson has it, locked ones with their hidden
    tests.
    """
    nbformat.validate(repaired.notebook)
    by_name = {
        cell.metadata.nbgrader.grade_id: cell
        for cell in repaired.notebook.cells
        if "nbgrader" in cell.metadata
    }
    assert sorted(names(repaired.notebook)) == sorted(WANTED)
    for cell in source().cells:
        if "nbgrader" in cell.metadata:
            mended = by_name[cell.metadata.nbgrader.grade_id]
            assert mended.metadata.nbgrader == cell.metadata.nbgrader
            assert mended.cell_type == cell.cell_type
            if cell.metadata.nbgrader.locked:
                assert mended.source == cell.source
    for name in ("one", "two"):
        assert comes_before_its_test(repaired.notebook.cells, name)
    return by_name


def comes_before_its_test(cells: list[nbformat.NotebookNode], name: str) -> bool:
    """Whether a test comes after its exercise, or after another cell that defines its name."""
    for cell in cells:
        called = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        defines = cell.cell_type == "code" and f"def {name}" in cell.source
        if called == name or defines:
            return True
        if called == f"check_{name}":
            return False
    return False


def test_a_submission_in_good_form_is_not_changed() -> None:
    repaired = mend(submission())
    assert repaired.changes == ()
    assert names(repaired.notebook) == WANTED
    assert assert_gradable(repaired)["words"].source == "My answer"


def _drop(index: int) -> Callable[[dict[str, Any]], None]:
    return lambda notebook: notebook["cells"].pop(index)


def _flag(index: int, **flags: Any) -> Callable[[dict[str, Any]], None]:
    return lambda notebook: notebook["cells"][index]["metadata"]["nbgrader"].update(flags)


def _set(index: int, **fields: Any) -> Callable[[dict[str, Any]], None]:
    return lambda notebook: notebook["cells"][index].update(fields)


def _twice(index: int) -> Callable[[dict[str, Any]], None]:
    return lambda notebook: notebook["cells"].insert(index, copy.deepcopy(notebook["cells"][index]))


def _tag(*tags: str) -> Callable[[dict[str, Any]], None]:
    def change(notebook: dict[str, Any]) -> None:
        for cell in notebook["cells"]:
            cell["metadata"]["tags"] = list(tags)

    return change


def _split_lines(notebook: dict[str, Any]) -> None:
    first, second = copy.deepcopy(notebook["cells"][2]), copy.deepcopy(notebook["cells"][2])
    first["source"], second["source"] = "def one(x):", "    return x"
    second["metadata"], second["id"] = {}, "second"
    notebook["cells"][2:3] = [first, second]


def _colab(notebook: dict[str, Any]) -> None:
    notebook["nbformat_minor"] = 0
    notebook["metadata"] = {
        "colab": {"provenance": []},
        "kernelspec": {"name": "python3", "display_name": "Python 3"},
    }
    for cell in notebook["cells"]:
        cell["metadata"] |= {"id": "Xy1", "outputId": "abc", "colab": {"base_uri": "x"}}
        del cell["id"]


def _vscode(notebook: dict[str, Any]) -> None:
    notebook["nbformat_minor"] = 2
    for cell in notebook["cells"]:
        cell["metadata"]["vscode"] = {"languageId": "python"}
        del cell["id"]


def _no_marks(notebook: dict[str, Any]) -> None:
    for cell in notebook["cells"]:
        cell["metadata"] = {}
        del cell["id"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (_drop(3), "check_one was missing; it was put back"),
        (_drop(5), "check_two was missing; it was put back"),
        (_drop(2), "one was missing; an empty one"),
        (_twice(3), "check_one was there 2 times"),
        (_twice(2), "one was there 2 times"),
        (_flag(3, points=100), "check_one had other marks (points)"),
        (_flag(3, grade=False, locked=False), "check_one had other marks (grade, locked)"),
        (_flag(2, grade=True, points=50, solution=False), "one had other marks"),
        (_flag(3, grade_id="check_none"), "check_one"),
        (_flag(2, grade_id="check_one"), "check_one"),
        (_set(3, source="pass"), "check_one is not to be changed; its content was put back"),
        (_set(3, source=""), "check_one is not to be changed"),
        (_set(3, cell_type="markdown"), "check_one was made a markdown cell"),
        (_set(2, cell_type="raw"), "one was made a raw cell"),
        (_set(6, cell_type="code"), "words was made a code cell"),
        (_tag("skip-execution"), "skip-execution was removed from 7 cells"),
        (_split_lines, "one was split in two; its parts were joined"),
        (_colab, "Metadata of Colab was removed"),
        (_vscode, "Metadata of VS Code was removed"),
        (_no_marks, "had lost its marks and was recognised by its content"),
        (lambda n: n["cells"].reverse(), "stood before its exercise"),
        (lambda n: n["cells"].clear(), "check_two was missing"),
        (lambda n: n["cells"].append("x"), "no cells were left out"),
        (
            lambda n: n["cells"].append(
                {
                    "cell_type": "code",
                    "metadata": mark("more", grade=True, solution=False, points=9),
                }
            ),
            "'more'",
        ),
    ],
)
def test_damage_is_repaired_and_named(change: Callable[[dict[str, Any]], None], words: str) -> None:
    notebook = submission()
    change(notebook)
    repaired = mend(notebook)
    assert_gradable(repaired)
    assert any(words in sentence for sentence in repaired.changes), repaired.changes


def test_the_work_survives_lost_marks_split_cells_and_other_programs() -> None:
    for change in (_no_marks, _split_lines, _colab, _vscode):
        notebook = submission()
        change(notebook)
        assert "return x" in assert_gradable(mend(notebook))["one"].source


def test_of_a_duplicated_cell_the_last_one_that_was_changed_counts_and_none_is_lost() -> None:
    notebook = submission()
    stub = copy.deepcopy(notebook["cells"][2])
    stub["source"] = "def one(x):\n    # YOUR CODE HERE"
    notebook["cells"].insert(3, stub)
    repaired = mend(notebook)
    assert "return x" in assert_gradable(repaired)["one"].source
    assert len(repaired.notebook.cells) == len(notebook["cells"])


def test_a_helper_cell_between_exercise_and_test_keeps_its_place() -> None:
    notebook = submission()
    notebook["cells"].insert(3, {"cell_type": "code", "metadata": {}, "source": "helper = 1"})
    sources = [cell.source for cell in mend(notebook).notebook.cells]
    assert sources.index("helper = 1") == 3
    del notebook["cells"][4]  # also where the test has to be put back
    assert [cell.source for cell in mend(notebook).notebook.cells][3] == "helper = 1"


def test_an_old_notebook_is_upgraded() -> None:
    old = nbformat.writes(nbformat.convert(nbformat.from_dict(submission()), 3), version=3)
    repaired = repair(old.encode(), source())
    assert_gradable(repaired)
    assert any("format 3" in sentence for sentence in repaired.changes)


GOOD = json.dumps(submission()).encode()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"   \n", "empty"),
        (GOOD[: len(GOOD) // 2], "ends too early"),
        (b"not json at all", "not JSON"),
        (b"\x00\x01\x02", "not JSON"),
        (b"[]", "not a notebook"),
        (b"3", "not a notebook"),
        (b"{}", "no cells"),
        (b'{"cells": 3}', "no cells"),
        (b"[" * 1_000_000, "nested too deeply"),
        (b'{"cells":' + b"[" * 100_000 + b"]" * 100_000 + b"}", "nested too deeply"),
        (b'{"a": ' + b"9" * 10_000 + b"}", "too long"),
        (b'{"nbformat": 3, "worksheets": 7}', "could not be upgraded"),
        (json.dumps({"cells": [{}] * 6000}).encode(), "6000 cells"),
    ],
)
def test_what_is_no_notebook_has_a_named_problem(data: bytes, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        repair(data, source())


def test_a_huge_file_is_refused_before_it_is_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_BYTES", 1000)
    with pytest.raises(Unreadable, match="larger"):
        repair(GOOD, source())


@pytest.mark.parametrize(
    "data",
    [
        GOOD.replace(b"My answer", b"My \xff\xfe answer"),
        b"\xef\xbb\xbf" + GOOD,
        GOOD.decode().encode("utf-16"),
        GOOD.replace(b"My answer", b"\\ud800 half a character"),
        GOOD.replace(
            b'"metadata": {"kernelspec"',
            b'"metadata": {"deep": ' + b"[" * 900 + b"]" * 900 + b', "kernelspec"',
        ),
        GOOD.replace(
            b'"cell_type": "code"', b'"cell_type": "CODE", "execution_count": "x", "outputs": 7'
        ),
    ],
)
def test_odd_bytes_are_read(data: bytes) -> None:
    repaired = repair(data, source())
    assert_gradable(repaired)
    nbformat.writes(repaired.notebook).encode()


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4)
    ),
    max_leaves=20,
)
_cells = st.lists(
    st.dictionaries(
        st.sampled_from(["cell_type", "metadata", "source", "id", "outputs", "attachments"]), _json
    )
    | st.builds(
        lambda kind, name, flags, source: {
            "cell_type": kind,
            "metadata": {"nbgrader": {"grade_id": name, **flags}},
            "source": source,
        },
        st.sampled_from(["code", "markdown", "raw", "heading"]),
        st.sampled_from([*WANTED, "other", "", 3, None]),
        st.dictionaries(
            st.sampled_from(["grade", "solution", "locked", "points", "task"]), _json, max_size=3
        ),
        _json | st.sampled_from(["def one(x):", "    return x", "def two(x): return x"]),
    ),
    max_size=8,
)


@settings(max_examples=150, deadline=None)
@given(cells=_cells, metadata=_json)
def test_any_json_with_cells_becomes_gradable(cells: list[Any], metadata: Any) -> None:
    notebook = {"cells": cells, "metadata": metadata, "nbformat": 4}
    assert_gradable(repair(json.dumps(notebook).encode(), source()))


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_named(data: bytes) -> None:
    try:
        repair(data, source())
    except Unreadable as problem:
        assert str(problem)  # noqa: PT017 - either way is right


def _right(notebook: dict[str, Any], number: int, source: str) -> None:
    notebook["cells"][number]["source"] = source


def _own(notebook: dict[str, Any], at: int, source: str) -> None:
    notebook["cells"].insert(
        at, {"cell_type": "code", "metadata": {}, "source": source, "outputs": []}
    )


BOTH = "def one(x):\n    return x\ndef two(x):\n    return x"


def _merged(notebook: dict[str, Any]) -> None:
    _right(notebook, 2, BOTH)
    del notebook["cells"][4]


def _merged_into_the_second(notebook: dict[str, Any]) -> None:
    _right(notebook, 4, BOTH)
    del notebook["cells"][2]


def _own_cell(at: int, source: str = BOTH) -> Callable[[dict[str, Any]], None]:
    def change(notebook: dict[str, Any]) -> None:
        del notebook["cells"][4], notebook["cells"][2]
        _own(notebook, at, source)

    return change


def _old_copy_below(notebook: dict[str, Any]) -> None:
    old = copy.deepcopy(notebook["cells"][2])
    old["source"] = "def one(x):\n    return x ** 2"
    notebook["cells"].append(old)


def _old_copy_without_marks(notebook: dict[str, Any]) -> None:
    _old_copy_below(notebook)
    _no_marks(notebook)


def _right_in_an_own_cell_above(notebook: dict[str, Any]) -> None:
    moved = notebook["cells"].pop(2)
    moved["source"] = "def one(x):\n    # YOUR CODE HERE"
    notebook["cells"].append(moved)
    _own(notebook, 2, "def one(x):\n    return x")


@pytest.mark.parametrize(
    "change",
    [
        _merged,
        _merged_into_the_second,
        _own_cell(1),
        _own_cell(2),
        _own_cell(5),
        _own_cell(1, "from mine import one, two"),
        _own_cell(1, "from mine import *"),
        _own_cell(1, "import mine\none = mine.one\ntwo = lambda x: x"),
        _own_cell(1, "try:\n    from mine import one, two\nexcept ImportError:\n    pass"),
        _own_cell(1, "%run mine.py"),
        _own_cell(1, "for one in [len]:\n    two = one"),
        _old_copy_below,
        _old_copy_without_marks,
        _right_in_an_own_cell_above,
    ],
    ids=lambda change: str(change.__name__),
)
def test_each_test_meets_the_answer_that_it_meets_from_top_to_bottom(
    change: Callable[[dict[str, Any]], None],
) -> None:
    notebook = submission()
    change(notebook)
    repaired = mend(notebook)
    assert_gradable(repaired)
    above: list[str] = []
    for cell in repaired.notebook.cells:
        for name in ("one", "two"):
            if cell.source == HIDDEN.format(name):
                last = [source for source in above if name in source or "mine" in source][-1]
                assert "YOUR CODE" not in last, above
                assert "x ** 2" not in last, above
        if cell.cell_type == "code" and not cell.source.startswith("check("):
            above.append(cell.source)


def test_a_missing_cell_leaves_alone_what_is_defined_elsewhere() -> None:
    notebook = submission()
    _merged(notebook)
    repaired = mend(notebook)
    assert repaired.changes == (
        "The cell two was missing; what it asks for stands in another cell.",
    )
    assert "def" not in assert_gradable(repaired)["two"].source


def test_untouched_cells_are_untouched_with_the_line_ends_of_any_system() -> None:
    for ends in ("\r\n", "\r"):
        notebook = json.loads(nbformat.writes(source()))
        for cell in notebook["cells"]:
            cell["source"] = "".join(cell["source"]).replace("\n", ends)
        stub = assert_gradable(mend(notebook))["one"]
        assert stub.source == source().cells[2].source
