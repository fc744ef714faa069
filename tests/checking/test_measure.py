"""A measured figure earns points in a straight line, and is worked out from labels that no answer
ever holds.
"""

import sys
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

import course_lib.data
from course_lib.checking import Case, Draw, share_right
from course_lib.checking.asked.exercise import VISIBLE_SEED, Exercise
from course_lib.checking.asked.measure import Measure, Measured
from course_lib.checking.deciding import verdict_on
from course_lib.checking.exchange.encoding import case_from_data
from course_lib.checking.exchange.inside import observation_to_data
from course_lib.checking.exchange.outside import cases_to_data, observations_from_data
from course_lib.checking.judging.judge import with_facts
from course_lib.checking.judging.keys import Key, fingerprint
from course_lib.checking.running.observe import observe
from course_lib.checking.running.time_limit import Clock
from course_lib.checking.verdict import Verdict
from grader.validate import FULL, Effort

Answer = Callable[[np.ndarray], Any]
EDGE = "one number alone"


def _signs(rng: Draw) -> Iterator[Case]:
    for _ in range(2):
        X = rng.normal(size=200)
        yield Case(X).withholding(labels=(X > 0).astype(int))
    yield Case(np.array([3.0])).decides(EDGE, 0.25).withholding(labels=np.array([1]))


def signs(**settings: Any) -> Exercise:
    """An exercise that is in no lesson: which numbers are positive? Half right earns nothing, nine
    in ten all.
    """
    made = Exercise("signs", "X", "nowhere", "none", _signs, repeats=False, **settings)
    made.facts(
        lambda case, seen: {"one prediction per number": np.shape(seen) == case.args[0].shape}
    )

    @made.measures(
        "accuracy", zero=0.5, full=0.9, says="of the signs are right", think="What is a sign?"
    )
    def _(case: Case, seen: Any) -> float:
        return share_right(seen, case.withheld["labels"])

    return made


def right(X: np.ndarray) -> np.ndarray:
    return (X > 0).astype(int)


def mostly_right(X: np.ndarray) -> np.ndarray:
    """Right on 70 per cent, half way between the bounds."""
    wrong = np.arange(len(X)) % 10 >= 7
    return np.where(wrong, 1 - right(X), right(X))


def judged(answer: Answer, exercise: Exercise | None = None) -> Verdict:
    """The verdict as grading reaches it: the answer sees what was sent, the judge what came
    back.
    """
    exercise = exercise or signs()
    cases = exercise.cases()
    sent = [case_from_data(data) for data in cases_to_data(cases)]
    came_back = {"seen": [observation_to_data(one) for one in observe(exercise, answer, sent)]}
    expected = with_facts(exercise, cases, observe(exercise, right, cases))
    key = Key("signs", 10.0, VISIBLE_SEED, fingerprint(cases), expected, [])
    return verdict_on(
        exercise, cases, observations_from_data(came_back, len(cases)), key, visible=False
    )


@pytest.mark.parametrize(
    ("figures", "earned"),
    [
        ((0.3, 0.4), 0.0),
        ((0.5, 0.5), 0.0),
        ((0.6, 0.8), 0.5),
        ((0.9, 0.9), 1.0),
        ((1.0, None), 0.0),
        ((1.0, 0.81), 1.0),
    ],
)
def test_points_rise_in_a_straight_line_of_the_mean(
    figures: tuple[float | None, ...], earned: float
) -> None:
    measure = Measure("accuracy", lambda case, seen: 0.0, 0.5, 0.9, "are right", "")
    assert Measured(measure, figures, 0.5, 0.9).earned == pytest.approx(earned)


def test_a_mean_that_rounding_keeps_below_the_bound_stands_on_it() -> None:
    thirds = (0.1, 0.2, 0.3)
    assert sum(thirds) / 3 != 0.2
    measure = Measure("accuracy", lambda case, seen: 0.0, 0.0, 0.2 + 1e-16, "are right", "")
    assert Measured(measure, thirds, 0.0, 0.2 + 1e-12).earned == 1.0


def test_a_good_answer_earns_all_and_is_told_its_figure() -> None:
    verdict = judged(right)
    assert verdict.passed
    assert "100.0 % of the signs are right, the mean of 2 runs (100.0, 100.0)" in str(verdict)
    assert "Up to 50 % earns nothing, 90 % earns all" in str(verdict)


def test_a_middling_answer_earns_a_part_and_is_told_what_was_measured() -> None:
    verdict = judged(mostly_right)
    assert verdict.score == pytest.approx(5.0)
    assert "◐ accuracy" in str(verdict)
    assert "Measured: 70.0 % of the signs are right" in verdict._repr_html_()
    assert [finding.think for finding in verdict.findings] == ["What is a sign?"]


@pytest.mark.parametrize(
    "answer",
    [lambda X: {"accuracy": 1.0}, lambda X: 1.0, lambda X: None, lambda X: right(X)[:, None]],
)
def test_what_is_no_prediction_per_row_earns_nothing_and_has_no_figure(answer: Answer) -> None:
    verdict = judged(answer)
    assert verdict.score == 0
    assert "Measured" not in str(verdict)


def test_an_edge_costs_its_share_beside_a_partial_figure() -> None:
    verdict = judged(lambda X: mostly_right(X) if len(X) > 1 else None)
    assert verdict.score == pytest.approx(5.0 * 0.75)


def test_a_figure_of_its_own_aspect_stands_beside_the_other_parts() -> None:
    exercise = signs(parts=("form",))
    exercise.facts(lambda case, seen: {"form": np.shape(seen) == case.args[0].shape})
    exercise.measures("figure", zero=0.0, full=0.5, says="right", think="", share=0.4, aspect=EDGE)(
        lambda case, seen: share_right(seen, case.withheld["labels"])
    )
    assert judged(
        lambda X: right(X) if len(X) > 1 else 1 - right(X), exercise
    ).score == pytest.approx(6.0)
    assert judged(right, exercise).passed


def test_no_answer_ever_holds_what_a_case_withholds() -> None:
    exercise = signs()
    seen: list[Case] = []
    exercise.probe(lambda subject, case: seen.append(case))
    cases = exercise.cases()
    observe(exercise, right, cases)
    seen += [case_from_data(data) for data in cases_to_data(cases)]
    assert len(seen) == 2 * len(cases)
    assert all(case.withheld for case in cases)
    assert not any(case.withheld for case in seen)


def test_a_key_is_made_for_the_withheld_answers_too() -> None:
    X = np.zeros(3)
    one, other = (Case(X).withholding(labels=np.full(3, label)) for label in (0, 1))
    assert fingerprint([one]) != fingerprint([other])


def test_bounds_may_depend_on_the_cases() -> None:
    exercise = signs()
    exercise.measures(
        "accuracy",
        zero=lambda cases: 0.6,
        full=lambda cases: 0.6 + 0.1 * len(cases),
        says="",
        think="",
    )(lambda case, seen: share_right(seen, case.withheld["labels"]))
    assert judged(mostly_right, exercise).score == pytest.approx(5.0)


def test_hidden_functions_are_out_of_reach_while_an_answer_is_checked_and_not_longer() -> None:
    kept = course_lib.data.two_groups
    hiding = signs(hides=("course_lib.data.two_groups",))
    text = str(judged(lambda X: kept(len(X), np.random.default_rng(0))[1], hiding))
    assert "loads the data set itself" in text
    assert len(kept(4, np.random.default_rng(0))[1]) == 4


def test_a_hidden_module_that_nobody_has_imported_cannot_be_imported_meanwhile(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delitem(sys.modules, "wave", raising=False)

    def answer(X: np.ndarray) -> np.ndarray:
        import wave

        return right(X) if wave.__name__ else X

    assert "uses `wave`, which is out of reach" in str(judged(answer, signs(hides=("wave.open",))))
    assert judged(answer).passed


@pytest.mark.parametrize(("in_all", "steps"), [(False, 4), (True, 1)])
def test_a_time_limit_for_all_cases_runs_on_from_case_to_case(
    in_all: bool, steps: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    restarts = []
    restart = Clock.restart

    def counted(clock: Clock) -> None:
        restarts.append(clock)
        restart(clock)

    monkeypatch.setattr(Clock, "restart", counted)
    exercise = signs(in_all=in_all)
    observe(exercise, right, exercise.cases())
    assert len(restarts) == steps


def test_a_heavy_exercise_is_validated_with_less_effort() -> None:
    assert Effort().on(signs()) == Effort()
    light = FULL.on(signs(heavy=True))
    assert (light.seeds, light.mutants) == (20, 12)
