"""What verdicts on the exercises of one submission say of one another."""

from typing import Any

import numpy as np

from course_lib.checking.catalogue import find
from course_lib.checking.check import verdict_in
from course_lib.checking.verdict import Verdict
from grader.engine.judging.judge import naming_stand_ins


def verdicts(column_means: str, center: str) -> dict[str, Verdict]:
    namespace: dict[str, Any] = {"np": np}
    exec(f"def column_means(X):\n    return {column_means}", namespace)
    exec(f"def center(X):\n    return {center}", namespace)
    exercises = {f"check_{name}": find(name) for name in ("column_means", "center")}
    judged = {
        cell: verdict_in(exercise, namespace, namespace[exercise.name])
        for cell, exercise in exercises.items()
        if exercise is not None
    }
    return naming_stand_ins(judged)


def test_a_helper_that_the_librarys_stood_in_for_is_named() -> None:
    said = verdicts("0 * X[0]", "X + column_means(X)")["check_center"]
    assert "Your own `column_means` does not pass its check yet" in said.note
    assert any(line.startswith("with the library's column_means you") for line in said.example)


def test_helpers_that_are_right_are_not_mentioned() -> None:
    said = verdicts("X.mean(axis=0)", "X + column_means(X)")
    assert [verdict.note for verdict in said.values()] == ["", ""]
