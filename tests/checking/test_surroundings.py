"""What a verdict says of the notebook around an answer: helpers replaced, cells not run."""

from collections.abc import Iterator
from typing import Any

import pytest
from IPython.core.interactiveshell import InteractiveShell

from course_lib.checking.verdict import Verdict

RIGHT = """
def train(x, y, *, learning_rate=0.01, epochs=100):
    w, losses = 0.0, []
    for _ in range(epochs):
        total = 0.0
        for a, b in zip(x, y):
            total += squared_error(predict(w, a), b)
            w -= learning_rate * gradient(w, a, b)
        losses.append(total)
    return w, losses
"""
HELPERS = """
def predict(w, x):
    return w * x
def gradient(w, x, y):
    return 2 * (w * x - y) * x
def squared_error(y_pred, y):
    return (y_pred - y) ** {power}
"""


@pytest.fixture
def shell() -> Iterator[InteractiveShell]:
    made = InteractiveShell()
    assert made.history_manager
    made.history_manager.enabled = False
    made.run_cell("from course_lib import check")
    yield made
    InteractiveShell.clear_instance()


def verdict(shell: InteractiveShell, source: str) -> Verdict:
    result: Any = shell.run_cell(source).result
    assert isinstance(result, Verdict)
    return result


def test_a_helper_that_the_librarys_stood_in_for_is_named(shell: InteractiveShell) -> None:
    shell.run_cell(HELPERS.format(power=3) + RIGHT)
    said = verdict(shell, 'check("train")')
    assert said.passed, "an error costs once"
    assert "Your own `squared_error` does not pass its check yet" in str(said)


def test_what_came_back_with_the_librarys_helper_is_shown_as_such(shell: InteractiveShell) -> None:
    shell.run_cell(HELPERS.format(power=3) + RIGHT.replace("total = 0.0", "total = 1.0"))
    for call in 'check("train")', 'check("train", part="value")', 'check("train", train)':
        said = verdict(shell, call)
        assert "the library's stands in for it" in said.note, call
        shown = [line for line in said.example if "you returned" in line]
        assert shown[0].startswith("with the library's squared_error you returned w = "), call


def test_helpers_that_pass_are_not_mentioned(shell: InteractiveShell) -> None:
    shell.run_cell(HELPERS.format(power=2) + RIGHT)
    assert verdict(shell, 'check("train")').note == ""


def test_a_name_without_quotes_is_understood(shell: InteractiveShell) -> None:
    shell.run_cell(HELPERS.format(power=2))
    assert verdict(shell, "check(predict)").passed
    assert "no exercise called" in str(verdict(shell, "check(print)"))


def test_an_answer_older_than_its_cell_is_called_so(
    shell: InteractiveShell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("IPython.get_ipython", lambda: shell)
    shell.run_cell("def predict(w, x):\n    return w + x")
    shell.run_cell("def predict(w, x)\n    return w * x")
    said = str(verdict(shell, 'check("predict")'))
    assert "did not run: Python could not read it (`SyntaxError`)" in said
    assert "did not run" not in str(verdict(shell, 'check("predict")')), "it is the latest cell"


def test_a_misspelt_guess_is_not_taken_for_none(shell: InteractiveShell) -> None:
    shell.run_cell('guess_rate = "sonner"')
    said = str(verdict(shell, 'check("guess_rate")'))
    assert '"sonner" is none of the choices' in said
    assert 'Did you mean "sooner"?' in said
