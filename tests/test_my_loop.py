"""My loop: the learner's own parts where they pass, the library's where they do not, and one line
that says so.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from course_lib import data, my_loop, nn, optim

SOLUTIONS = Path(__file__).parent.parent / "solutions"
LIBRARY = {
    "03_batches": data,
    "04_forward_pass": nn,
    "05_loss": nn,
    "06_backprop": nn,
    "07_updates": optim,
}
NAMES = [name for names in my_loop.PARTS.values() for name in names]


def own_source(lesson: str, name: str) -> str:
    """The solution of the repository's own notebook, as a learner might hand it in."""
    cells = json.loads((SOLUTIONS / lesson / f"{lesson}.ipynb").read_text(encoding="utf-8"))[
        "cells"
    ]
    return next(
        "".join(c["source"])
        for c in cells
        if c["metadata"].get("nbgrader", {}).get("grade_id") == name
    )


def cell(source: str, name: str = "", **metadata: Any) -> dict[str, Any]:
    if name:
        metadata["nbgrader"] = {"grade_id": name, "solution": True, "grade": False}
    lines = source.splitlines(keepends=True)
    return {"cell_type": "code", "id": "x", "metadata": metadata, "source": lines, "outputs": []}


@pytest.fixture
def learner(tmp_path: Path) -> "Learner":
    return Learner(tmp_path)


class Learner:
    """A folder of lessons, all solved, whose cells can be exchanged."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.sources = {
            lesson: {name: own_source(lesson, name) for name in names}
            for lesson, names in my_loop.PARTS.items()
        }
        self.imports = dict.fromkeys(
            my_loop.PARTS, "%matplotlib inline\nimport numpy as np\nprint('loud')"
        )
        self.imports["06_backprop"] += "\nfrom course_lib.nn import one_hot, softmax"
        self.others: list[dict[str, Any]] = []

    def load(self) -> dict[str, Any]:
        for lesson, sources in self.sources.items():
            cells = [cell(self.imports[lesson], tags=["imports"]), *self.others]
            cells += [cell(source, name) for name, source in sources.items()]
            (self.folder / lesson).mkdir(exist_ok=True)
            (self.folder / lesson / f"{lesson}.ipynb").write_text(
                json.dumps({"cells": cells}), encoding="utf-8"
            )
        return my_loop.load(self.folder)


def test_the_learners_own_functions_are_taken_where_they_pass(
    learner: Learner, capsys: pytest.CaptureFixture[str]
) -> None:
    parts = learner.load()
    assert capsys.readouterr().out == "All 16 parts of this loop are your own.\n"
    assert list(parts) == NAMES
    assert {part.__module__ for part in parts.values()} == set(my_loop.PARTS)


def test_a_part_that_fails_its_check_is_the_librarys(
    learner: Learner, capsys: pytest.CaptureFixture[str]
) -> None:
    learner.sources["04_forward_pass"]["relu"] = "def relu(z):\n    return np.abs(z)"
    learner.sources["05_loss"]["one_hot"] = (
        "def one_hot(labels, num_classes):\n    'empty'\n    # YOUR CODE HERE"
    )
    parts = learner.load()
    out = capsys.readouterr().out
    assert (
        out
        == "14 of 16 parts of this loop are your own. From the library: relu, one_hot (their checks"
        " do not pass).\n"
    )
    assert parts["relu"] is nn.relu
    assert parts["one_hot"] is nn.one_hot


def test_own_parts_call_the_library_for_what_failed(learner: Learner) -> None:
    learner.sources["04_forward_pass"]["relu"] = "def relu(z):\n    return np.abs(z)"
    parts = learner.load()
    params = nn.init_params([3, 5, 2], np.random.default_rng(0))
    x = np.random.default_rng(1).normal(size=(4, 3))
    assert parts["mlp_forward"] is not nn.mlp_forward
    np.testing.assert_allclose(parts["mlp_forward"](x, params)[0], nn.mlp_forward(x, params)[0])


def test_own_parts_of_one_lesson_are_joined_with_those_of_another(learner: Learner) -> None:
    parts = learner.load()
    assert parts["cross_entropy_grad"].__globals__["softmax"] is parts["softmax"]
    assert parts["softmax"] is not nn.softmax


@pytest.mark.parametrize(
    "source", ["def softmax(z)\n    return z", "softmax = undefined_name", "raise SystemExit"]
)
def test_a_cell_that_stops_costs_only_its_own_part(
    learner: Learner, source: str, capsys: pytest.CaptureFixture[str]
) -> None:
    learner.sources["04_forward_pass"]["softmax"] = source
    parts = learner.load()
    assert "15 of 16" in (out := capsys.readouterr().out)
    assert "softmax (their cell stops with an error)" in out
    assert parts["softmax"] is nn.softmax


def test_a_part_that_calls_one_whose_cell_stops_is_still_the_learners(
    learner: Learner, capsys: pytest.CaptureFixture[str]
) -> None:
    learner.sources["04_forward_pass"]["relu"] = "def relu(z)\n    return z"
    parts = learner.load()
    assert "15 of 16" in capsys.readouterr().out
    assert parts["relu"] is nn.relu
    assert parts["mlp_forward"] is not nn.mlp_forward


def test_other_cells_of_the_notebooks_are_not_run(learner: Learner) -> None:
    learner.others = [
        cell("raise SystemExit"),
        cell("while True: pass", "sigmoid"),
        cell("check('linear')"),
    ]
    assert set(learner.load()) == set(NAMES)


def test_without_notebooks_everything_is_the_librarys(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    parts = my_loop.load(tmp_path)
    out = capsys.readouterr().out
    assert (
        out == f"0 of 16 parts of this loop are your own. From the library: {', '.join(NAMES)} (not"
        " found).\n"
    )
    assert all(
        parts[name] is getattr(LIBRARY[lesson], name)
        for lesson in LIBRARY
        for name in my_loop.PARTS[lesson]
    )


@pytest.mark.parametrize(
    "text", ["", "{}", "[1]", '{"cells": 3}', '{"cells": [{"metadata": 0}]}', "\0not json"]
)
def test_a_notebook_that_cannot_be_read_counts_as_missing(
    learner: Learner, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    learner.load()
    capsys.readouterr()
    (learner.folder / "07_updates" / "07_updates.ipynb").write_text(text, encoding="utf-8")
    assert my_loop.load(learner.folder)["Adam"] is optim.Adam
    assert "Adam (not found)" in capsys.readouterr().out


def test_the_folder_is_the_one_above_the_notebooks_own(
    learner: Learner, monkeypatch: pytest.MonkeyPatch
) -> None:
    learner.load()
    (learner.folder / "08_repeat").mkdir()
    monkeypatch.chdir(learner.folder / "08_repeat")
    assert my_loop.load()["linear"].__module__ == "04_forward_pass"


def test_the_own_loop_reads_the_digits(learner: Learner) -> None:
    parts = learner.load()
    X, labels = data.digits()
    order = np.random.default_rng(3).permutation(len(X))
    held, train = order[:500], order[500:]
    params = parts["init_params"]([64, 64, 10], np.random.default_rng(6))
    params["W2"] *= 0.01
    optimizer, rng = parts["Adam"](0.003), np.random.default_rng(7)
    for _ in range(30):
        for x, y in parts["minibatches"](X[train], labels[train], 32, rng=rng):
            logits, cache = parts["mlp_forward"](x, params)
            grads = parts["mlp_backward"](parts["cross_entropy_grad"](logits, y), params, cache)
            optimizer.step(params, grads)
    assert parts["accuracy"](parts["mlp_forward"](X[held], params)[0], labels[held]) >= 0.95
