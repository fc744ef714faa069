"""The seventh patient: the learner's own loop with a bug, whatever the loop's style."""

import ast
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from course_lib import my_clinic
from course_lib.checking.running.observe import quiet
from course_lib.data import two_spirals
from course_lib.nn import init_params
from course_lib.optim import SGD
from grader.variants import read_variants
from tests.lessons.reading import COURSE

LESSON = "08_repeat"
MODULE, STYLES = read_variants(COURSE, LESSON, "fit")


def in_style(style: str) -> str:
    """A variant of `fit` under the name that the lesson asks for."""
    tree = ast.parse(MODULE)
    function = next(node for node in tree.body if getattr(node, "name", "") == style)
    return ast.unparse(function).replace(f"def {style}(", "def fit(")


def write_notebook(folder: Path, **solutions: str) -> None:
    cells = [{"cell_type": "code", "metadata": {"tags": ["imports"]}, "source": [MODULE]}]
    for name, source in solutions.items():
        meta = {"nbgrader": {"grade_id": name, "solution": True}}
        cells.append({"cell_type": "code", "metadata": meta, "source": [source]})
    (folder / LESSON).mkdir()
    (folder / LESSON / f"{LESSON}.ipynb").write_text(json.dumps({"cells": cells}))


def patients(folder: Path, count: int = 20) -> dict[str, my_clinic.Patient]:
    another = my_clinic.open_ward(np.random.default_rng(0), folder)
    return {patient.bug: patient for patient in (another() for _ in range(count))}


def history_of(fit: Any) -> dict[str, list[float]]:
    X, labels = two_spirals(60, np.random.default_rng(0))
    params = init_params([2, 8, 2], np.random.default_rng(1))
    settings = {"optimizer": SGD(0.3), "rng": np.random.default_rng(2)}
    with quiet():
        history = fit(params, X, labels, epochs=4, batch_size=20, **settings)
    return {name: [*map(float, history[name])] for name in ("loss", "accuracy")}


def test_every_bug_fits_the_loop_of_the_lesson_and_changes_its_history() -> None:
    ward = patients(COURSE.solutions)
    assert set(ward) == set(my_clinic.BUGS)
    histories = [history_of(patient.fit) for patient in ward.values()]
    histories.append(history_of(ward["step uphill"].healthy_fit))
    assert len({repr(history) for history in histories}) == len(histories)


@pytest.mark.parametrize("style", STYLES)
def test_a_loop_in_another_style_gets_bugs_too(style: str, tmp_path: Path) -> None:
    write_notebook(tmp_path, fit=in_style(style))
    ward = patients(tmp_path)
    assert len(ward) >= 5
    for patient in ward.values():
        assert history_of(patient.fit) != history_of(patient.healthy_fit)


def test_without_a_notebook_the_library_stands_in_and_a_line_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert set(patients(tmp_path)) == set(my_clinic.BUGS)
    assert "0 of 3 parts of this loop are your own" in capsys.readouterr().out


def test_where_no_bug_can_be_planted_the_library_takes_the_loops_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    style = "fit__all_inside"
    write_notebook(tmp_path, fit=f"fit = {style}")  # what it does stands in another cell
    assert set(patients(tmp_path)) == set(my_clinic.BUGS)
    assert "No bug can be planted" in capsys.readouterr().out


def test_no_bug_comes_again_before_all_have_come() -> None:
    another = my_clinic.open_ward(np.random.default_rng(1), COURSE.solutions)
    count = len(my_clinic.BUGS)
    first, second = ([another().bug for _ in range(count)] for _ in range(2))
    assert set(first) == set(second) == set(my_clinic.BUGS)
    assert first != second


def test_a_bug_is_shown_once_it_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    patient = patients(COURSE.solutions)["step uphill"]
    patient.named("...")
    assert "Write one of" in capsys.readouterr().out
    patient.named("rate too small")
    answer = capsys.readouterr().out
    assert answer.startswith("No.")
    assert "uphill" not in answer
    patient.named("step uphill")
    assert "-g for name, g in" in capsys.readouterr().out


def test_the_changed_lines_turn_the_healthy_loop_into_the_bugged_one() -> None:
    for patient in patients(COURSE.solutions).values():
        marked = [line for line in patient.changes.splitlines() if line.startswith(("+", "-"))]
        assert any(line.startswith("+") for line in marked), patient.bug
        assert len(marked) <= 6, patient.bug


def test_the_librarys_loop_is_shown_without_types(tmp_path: Path) -> None:
    for patient in patients(tmp_path).values():
        assert ": Params" not in patient.changes
