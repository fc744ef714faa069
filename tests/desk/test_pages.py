"""A page of feedback says what a student needs, and nothing that only the instructor may see."""

import json
from pathlib import Path
from typing import Any

import pytest
from traitlets.config import Config

from grader.desk import feedback
from grader.desk.cells import parts_of
from grader.desk.graded import read_report
from grader.desk.hidden_parts import HiddenParts
from grader.desk.page import About, page
from grader.desk.submissions import GradedSubmission, Person
from grader.engine.gradebook.filing import Submission
from grader.engine.gradebook.grades import Mark, NotebookMarks

HIDDEN = HiddenParts()
ATTACK = '<img src=x onerror="alert(1)">`<b>`'
TEST = """assert squares(1) == [1]
### BEGIN HIDDEN TESTS
assert squares(3) == [1, 4, 9], "expected 1 4 9"
assert squares(1) == [1]
### END HIDDEN TESTS"""


def cell(source: str, kind: str = "code", name: str = "", **mark: Any) -> dict[str, Any]:
    metadata = {"nbgrader": {"grade_id": name, **mark}} if name else {}
    made = {"cell_type": kind, "id": name or f"c{len(source)}", "metadata": metadata}
    return made | {"source": source} | ({"outputs": []} if kind == "code" else {})


def error(line: str, name: str = "AssertionError", value: str = "") -> dict[str, Any]:
    traceback = [f"\x1b[0;31m{name}\x1b[0m", f"\x1b[32m----> 1\x1b[0m {line}", f"{name}: {value}"]
    return {"output_type": "error", "ename": name, "evalue": value, "traceback": traceback}


def report(cells: list[dict[str, Any]], **kept: Any) -> str:
    return json.dumps({"metadata": {"graded": kept} if kept else {}, "cells": cells})


def shown(text: str, marks: NotebookMarks, student: str = "ada") -> str:
    graded = read_report(text, marks, HIDDEN)
    return page(graded, marks, About(student, "", "ps1", "problem1"), HIDDEN)


def ordinary(failing: dict[str, Any] | None) -> tuple[str, NotebookMarks]:
    test = cell(TEST, name="test_squares", grade=True, solution=False)
    test["outputs"] = [failing] if failing else []
    cells = [
        cell("# Loops", "markdown"),
        cell("def squares(n): ...", name="squares", solution=True),
    ]
    marks = NotebookMarks({"test_squares": Mark(0.0 if failing else 2.0, 2.0)})
    return report([*cells, test]), marks


VERDICT = {
    "exercise": "mse_loss",
    "score": 1.0,
    "points": 3.0,
    "note": "",
    "aspects": [{"name": "value", "state": "fails"}, {"name": "shape", "state": "holds"}],
    "findings": [{"did": "You summed.", "think": "How many rows?", "mistake": "summed"}],
    "example": ["A case that shows it: x = [1, 2]", f"you returned {ATTACK}"],
}


def of_this_course(**verdict: Any) -> str:
    solution = cell("def mse_loss(a, b): ...", name="mse_loss", solution=True)
    test = cell('check("mse_loss")', name="check_mse_loss", grade=True, solution=False)
    return report(
        [solution, test], verdicts={"check_mse_loss": VERDICT | verdict}, changes=[ATTACK]
    )


def test_a_page_begins_with_what_to_do_next() -> None:
    html = shown(of_this_course(), NotebookMarks({"check_mse_loss": Mark(1.0, 3.0)}))
    steps, _, rest = html.partition("Your points")
    assert "You summed." in steps
    assert "How many rows?" in steps
    assert "1 of 3 points" in rest
    assert "value: does not hold" in rest


def test_the_gradebooks_marks_and_comments_stand_before_the_reports() -> None:
    marks = NotebookMarks(
        {"check_mse_loss": Mark(2.5, 3.0, by_person=True)}, {"mse_loss": f"Nice <try> {ATTACK}"}
    )
    html = shown(of_this_course(), marks)
    assert "2.5 of 3 points, marked by a person" in html
    assert "Nice &lt;try&gt;" in html


def test_what_was_not_run_is_folded_with_the_lessons_text() -> None:
    text, code = cell("# Loops", "markdown"), cell("print('<b>')")
    code["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "[Not run]"}]
    own = cell("print(1)")
    text["id"], code["id"], own["id"] = "text", "code", "own"
    graded = read_report(report([text, code, own], own=["text", "code"]), NotebookMarks({}), HIDDEN)
    folded, shown = parts_of(graded, HIDDEN)
    assert (folded.kind, shown.kind) == ("prose", "code")
    assert "&lt;b&gt;" in folded.html
    assert "[Not run]" not in folded.html


def test_nothing_that_a_student_wrote_is_markup() -> None:
    html = shown(of_this_course(), NotebookMarks({"check_mse_loss": Mark(1.0, 3.0)}), ATTACK)
    assert "<img" not in html
    assert "<b>" not in html


def test_a_test_that_a_student_has_is_quoted_and_a_hidden_one_is_not() -> None:
    text, marks = ordinary(error("assert squares(2) == [1, 4]"))
    html = shown(text.replace("squares(1) == [1]\\n###", "squares(2) == [1, 4]\\n###", 1), marks)
    assert "This did not hold: <code>assert squares(2) == [1, 4]</code>" in html
    text, marks = ordinary(error("assert squares(3) == [1, 4, 9]", value="expected 1 4 9"))
    html = shown(text, marks)
    assert "A test that is not shown here did not pass: AssertionError." in html


@pytest.mark.parametrize(
    "failing",
    [
        None,
        error("assert squares(3) == [1, 4, 9], 'expected 1 4 9'", value="expected 1 4 9"),
        error("", value="expected 1 4 9"),
        error("assert squares(1) == [1]", value="expected 1 4 9"),
    ],
    ids=["passed", "hidden line", "no line", "a line that is there twice"],
)
def test_no_hidden_test_is_on_a_page(failing: dict[str, Any] | None) -> None:
    html = shown(*ordinary(failing))
    assert "HIDDEN" not in html
    assert "1 4 9" not in html
    assert "[1, 4, 9]" not in html
    assert "squares" in html


def test_a_hidden_part_without_an_end_hides_all_that_follows() -> None:
    assert HIDDEN.without("a\n# BEGIN HIDDEN TESTS\nb\nc") == "a"


def test_a_courses_own_marks_of_hidden_parts_are_heeded() -> None:
    config = Config(
        {"ClearHiddenTests": {"begin_test_delimeter": "VVV", "end_test_delimeter": "^^^"}}
    )
    hidden = HiddenParts.of(config)
    assert hidden.without("a\n# VVV\nb\n# ^^^\nc") == "a\nc"
    assert hidden.without("a\n# BEGIN MARK SCHEME\nb\n# END MARK SCHEME\nc") == "a\nc"


def test_what_is_untouched_and_what_waits_for_a_person_is_told_apart() -> None:
    essay = cell("Because", "markdown", name="why", grade=True, solution=True)
    marks = NotebookMarks(
        {"why": Mark(0.0, 3.0, waits=True), "check_mse_loss": Mark(0.0, 3.0)}, {}, {"mse_loss"}
    )
    text = json.loads(of_this_course(findings=[], aspects=[], note="Still empty."))
    html = shown(json.dumps(text | {"cells": [*text["cells"], essay]}), marks)
    assert 'Not started yet: <a href="#at-check_mse_loss">' in html
    assert 'a person will read <a href="#at-why">' in html


def test_full_marks_lead_on() -> None:
    html = shown(*ordinary(None))
    assert "Everything here is as asked." in html


def test_what_nbgrader_wants_to_hand_a_page_back_lies_beside_it(tmp_path: Path) -> None:
    """nbgrader's release_feedback reads the time and the secret of the submission there."""
    text, marks = ordinary(None)
    folder, target = tmp_path / "autograded", tmp_path / "feedback"
    folder.mkdir()
    (folder / "problem1.ipynb").write_text(text)
    (folder / "timestamp.txt").write_text("2026-01-01 10:00:00 UTC")
    (folder / "submission_secret.txt").write_text("secret")
    (folder / "other.txt").write_text("a student's own file")
    ada = Submission("ps1", "ada")
    feedback._make(
        feedback._Task(
            GradedSubmission(ada, Person(), folder, {"problem1": marks}, HIDDEN), target, False
        )
    )
    names = {path.name for path in target.iterdir()}
    assert names == {"problem1.html", "timestamp.txt", "submission_secret.txt"}
    assert (target / "submission_secret.txt").read_text() == "secret"
