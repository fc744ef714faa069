"""What crosses between judge and student's process comes back the same; what is forged is only
malformed.
"""

from typing import Any

import numpy as np
import pytest

import course_lib.exercises  # noqa: F401  fills the registry
from course_lib.checking.asked.case import Case, Rng
from course_lib.checking.asked.exercise import REGISTRY
from course_lib.checking.check import visible
from course_lib.checking.deciding import verdict_on
from course_lib.checking.exchange.encoding import case_from_data, case_to_data
from course_lib.checking.exchange.inside import observation_to_data, observe_here
from course_lib.checking.exchange.outside import (
    MALFORMED,
    cases_to_data,
    early_verdict,
    observations_from_data,
)
from course_lib.checking.running.observe import observe
from course_lib.checking.values.compare import identical
from course_lib.checking.values.plain import plain
from grader.engine.protocol import wire


def over_the_wire(data: object) -> object:
    return wire.unpack(wire.pack(data))


@pytest.mark.parametrize("name", sorted(REGISTRY))
def test_every_exercises_cases_arrive_as_they_were(name: str) -> None:
    for case in REGISTRY[name].cases(seed=5):
        there = case_from_data(over_the_wire(case_to_data(case)))  # type: ignore[arg-type]
        assert repr((there.args, there.kwargs)) == repr((case.args, case.kwargs))
        assert (there.sizes, there.aspect) == (case.sizes, case.aspect)


def test_generators_tuples_and_numpy_numbers_keep_their_kind() -> None:
    case = Case(
        (np.ones(2), [1, 2]), np.float64(0.5), rng=Rng(7), settings={"W1": np.zeros((2, 0))}
    )
    there = case_from_data(over_the_wire(case_to_data(case)))  # type: ignore[arg-type]
    assert isinstance(there.args[0], tuple)
    assert type(there.args[1]) is np.float64
    assert there["rng"] == Rng(7)
    assert there["settings"]["W1"].shape == (2, 0)


@pytest.mark.parametrize(
    "answer", [lambda X: X.sum(axis=0), lambda X: (np.mean(X, axis=0), X.fill(0.0))[0]]
)
def test_a_verdict_from_across_is_the_verdict_from_here(answer: Any) -> None:
    namespace = {"column_means": answer}
    cases, key = visible("column_means")
    request = over_the_wire({"exercise": "column_means", "cases": cases_to_data(cases)})
    seen = observations_from_data(over_the_wire(observe_here(namespace, request)), len(cases))  # type: ignore[arg-type]
    here = observe(REGISTRY["column_means"], namespace["column_means"], cases, namespace)
    assert str(verdict_on(REGISTRY["column_means"], cases, seen, key)) == str(
        verdict_on(REGISTRY["column_means"], cases, here, key)
    )
    assert all(identical(plain(a.value), plain(b.value)) for a, b in zip(seen, here, strict=True))


def test_what_cannot_be_run_is_told_in_a_note() -> None:
    data = over_the_wire(observe_here({}, {"exercise": "double", "cases": []}))
    verdict = early_verdict("double", 2.0, data)
    assert verdict is not None
    assert verdict.score == 0
    assert "not defined" in verdict.note


@pytest.mark.parametrize(
    "forged",
    [
        None,
        3,
        "x",
        [],
        {"seen": 5},
        {"seen": [5]},
        {"seen": [[1, 2, 3]]},
        {"seen": [[1, None, [2], True]]},
        {"seen": [[{"z": 1, "y": 2}, None, [], True, [], None]]},
        {"seen": [[{"d": [[None, 1]]}, None, [], True, [], None]]},
        {"seen": [[1, ["ValueError"], [], True]]},
        {"seen": [[{"o": 5}, None, [], True, [], None]]},
        {"seen": [[{"r": float("inf")}, None, [], True, [], None]]},
        {"seen": [[{"g": np.zeros((2,) * 16)}, None, 5, True, []]]},
    ],
)
def test_a_forged_message_is_a_malformed_answer(forged: object) -> None:
    assert observations_from_data(forged, 4) == [MALFORMED]


@pytest.mark.parametrize("name", ["column_means", "guess_means", "evaluate"])
def test_an_answer_without_bounds_is_an_answer_that_is_wrong(name: str) -> None:
    """What ``plain`` never lets through can be forged: nesting for which Python has no room, and
    endless lists.
    """
    deep: object = 1.0
    for _ in range(400):
        deep = [deep]
    cases, key = visible(name)
    values = (deep, {"g": deep}, [[1.0] * 500] * 200, np.zeros((0, 1 << 20)))
    messages = [{"seen": [[value, None, [], True, [], None]] * len(cases)} for value in values]
    endless: dict[str, Any] = {
        "seen": [[np.zeros((0, 1 << 40)), None, [], True, [], None]] * len(cases)
    }
    for message in (*map(over_the_wire, messages), endless):  # no wire takes the last
        seen = observations_from_data(message, len(cases))
        assert verdict_on(REGISTRY[name], cases, seen, key).score == 0


def test_more_observations_than_cases_are_cut() -> None:
    one = observation_to_data(MALFORMED)
    assert len(observations_from_data({"seen": [one] * 9}, 4)) == 4
