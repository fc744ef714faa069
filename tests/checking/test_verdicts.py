"""What a student sees for code that is right, wrong, missing or hostile, on the exercises of
lessons 00 and 01.
"""

from typing import Any

import numpy as np
import pytest

from course_lib import check, ready
from course_lib.checking.asked.exercise import Exercise
from course_lib.checking.catalogue import find
from course_lib.checking.check import verdict_in
from course_lib.checking.running.observe import observe


def said(name: str, subject: object) -> str:
    return str(check(name, subject))


def test_a_right_answer_earns_all_points_and_shows_them_as_a_number() -> None:
    verdict = check("double", lambda x: 2 * x)
    assert verdict.passed
    assert repr(verdict) == "2"
    assert not verdict.findings


def test_a_named_mistake_is_told_with_a_question_and_the_smallest_case() -> None:
    verdict = check("double", lambda x: x**2)
    assert verdict.score == 0
    assert [finding.mistake for finding in verdict.findings] == ["squared"]
    assert "you returned 441" in str(verdict)
    assert "expected 42" in str(verdict)
    assert "<details>" in verdict._repr_html_()


def test_a_mistake_in_each_part_is_named_in_each_part() -> None:
    def train(x, y, *, learning_rate=0.01, epochs=100):
        w, losses = 0.0, []
        for _ in range(epochs):
            total = 0.0
            for a, b in zip(x, y, strict=True):
                total += (w * a - b) ** 2
                w -= learning_rate * 2 * (w * a - b) * a
            losses.append(total / len(x))
        return w, losses

    verdict = check("train", train)
    assert [finding.mistake for finding in verdict.findings] == ["mean"]
    assert verdict.score == pytest.approx(1.5)


def test_two_mistakes_at_once_are_both_named() -> None:
    def train(x, y, *, learning_rate=0.01, epochs=100):
        w, losses = 0.0, []
        for _ in range(epochs):
            total = 0.0
            for a, b in zip(x, y, strict=True):
                total += (w * a - b) ** 2
                w += learning_rate * 2 * (w * a - b) * a
            losses.append(total / len(x))
        return w, losses

    assert {finding.mistake for finding in check("train", train).findings} == {"uphill", "mean"}


def test_a_factor_that_no_mistake_explains_is_found_in_the_sizes() -> None:
    assert "exactly 2·n times" in said("column_means", lambda X: 2 * X.sum(axis=0))


def test_right_numbers_in_another_shape_keep_most_points() -> None:
    verdict = check("column_means", lambda X: X.mean(axis=0)[:, None])
    assert 0 < verdict.score < verdict.points
    assert "right numbers in the shape" in str(verdict)


def test_a_number_in_a_list_is_no_number() -> None:
    verdict = check("gradient", lambda w, x, y: np.array([2 * (w * x - y) * x]))
    assert 0 < verdict.score < verdict.points
    assert "shape (1,)" in str(verdict)


def test_a_changed_argument_costs_a_part_and_is_named() -> None:
    def center(X):
        X -= X.mean(axis=0)
        return X

    verdict = check("center", center)
    assert 0 < verdict.score < verdict.points
    assert [finding.mistake for finding in verdict.findings] == ["in_place"]


def test_state_kept_between_calls_is_found() -> None:
    calls = []

    def double(x):
        calls.append(x)
        return 2 * x + (len(calls) > 5) * 1e-3

    assert "A second call with the same input" in said("double", double)


def test_seeding_the_global_generator_counts_as_a_change() -> None:
    def double(x):
        np.random.seed(31)
        return 2 * x

    assert "global random state" in said("double", double)


@pytest.mark.parametrize("value", [None, 0.0, "text", [], {}, object(), np.zeros(3), float("nan")])
def test_a_constant_earns_nothing(value: object) -> None:
    for name in ("double", "column_means", "center", "weighted_sums", "gradient", "train"):
        assert check(name, lambda *args, value=value, **kwargs: value).score == 0, name


def test_an_undefined_name_is_explained() -> None:
    assert "not defined yet" in str(check("double"))


def test_a_value_in_the_place_of_a_function_is_explained() -> None:
    assert "not a function" in said("double", 7)


def test_an_empty_function_is_not_started_and_no_mistake() -> None:
    def double(x):
        """Return twice x."""

    assert "still empty" in said("double", double)


def test_a_function_that_returns_none_is_told_so() -> None:
    def double(x):
        2 * x

    assert "`None`" in said("double", double)


def test_another_signature_is_explained() -> None:
    assert "takes `(x, y)`" in said("double", lambda x, y: x)


def test_an_exception_is_explained_with_the_students_line() -> None:
    def column_means(X):
        return X.meen(axis=0)

    text = said("column_means", column_means)
    assert "AttributeError" in text
    assert "return X.meen(axis=0)" in text


def test_exit_and_interrupt_are_only_an_answer() -> None:
    def double(x):
        raise SystemExit(0)

    assert "ends the program" in said("double", double)
    assert check("double", double).score == 0


def test_an_exception_with_a_hostile_text_does_no_harm() -> None:
    class Nasty(Exception):
        def __str__(self) -> str:
            raise RuntimeError

    def double(x):
        raise Nasty

    assert "Nasty" in said("double", double)


def endless(x):
    while True:
        try:
            while True:
                pass
        except:  # noqa: E722
            pass


def test_a_function_that_never_returns_is_stopped_despite_a_bare_except(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    exercise = find("double")
    assert isinstance(exercise, Exercise)
    monkeypatch.setattr(exercise, "seconds", 0.2)
    verdict = verdict_in(exercise, {}, endless)
    assert verdict.score == 0
    assert "did not come back" in str(verdict)


def test_prints_and_warnings_cost_nothing_and_stay_quiet(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def double(x):
        import warnings

        warnings.warn("careful", stacklevel=1)
        print("working")
        return x + x

    assert check("double", double).passed
    assert capsys.readouterr() == ("", "")


def test_an_earlier_exercise_is_replaced_by_the_librarys_so_that_an_error_costs_once() -> None:
    namespace: dict[str, Any] = {}
    exec("def column_means(X): return X * 0\ndef center(X): return X - column_means(X)", namespace)
    exercise = find("center")
    assert exercise is not None
    assert verdict_in(exercise, namespace, namespace["center"]).passed
    assert namespace["column_means"](np.ones(2)).sum() == 0, (
        "the student's own function is back afterwards"
    )


def test_handing_in_the_librarys_version_is_stopped_kindly() -> None:
    from course_lib.line import predict

    verdict = check("predict", lambda w, x: predict(w, x) + 0.0)
    assert verdict.score == 0
    assert "which is the piece to write" in str(verdict)
    assert predict(2.0, 3.0) == 6.0, "the library works again afterwards"


def test_a_guess_is_recorded_whatever_it_says_and_a_placeholder_is_not() -> None:
    assert check("guess_rate", "same").passed
    assert check("guess_rate", "...").score == 0
    assert check("guess_rate", 3).score == 0


def test_an_unknown_name_is_answered_with_the_nearest_one() -> None:
    assert "`double`" in str(check("doubel"))


def test_ready_says_in_one_line_what_a_cell_waits_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert not ready("double")
    assert (
        capsys.readouterr().out
        == "This cell waits for `double`: come back and run it when its check passes.\n"
    )


def test_a_report_shows_html_of_the_student_as_text() -> None:
    def double(x):
        raise ValueError("<script>alert(1)</script>")

    html = check("double", double)._repr_html_()
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_an_object_that_equals_everything_earns_nothing() -> None:
    class Agrees(np.ndarray):
        def __eq__(self, other: object) -> bool:
            return True

        def __array_ufunc__(self, *args: object, **kwargs: object) -> bool:
            return True

        __hash__ = None

    assert check("column_means", lambda X: np.zeros(X.shape[1]).view(Agrees)).score == 0


def test_what_is_ready_is_run_again_once_it_is_defined_anew(
    capsys: pytest.CaptureFixture[str],
) -> None:
    calls: list[object] = []
    namespace: dict[str, object] = {"ready": ready, "calls": calls}
    exec("def double(x):\n    calls.append(x)\n    return 2 * x", namespace)
    assert eval("ready('double')", namespace)
    ran = len(calls)
    assert ran > 0
    assert eval("ready('double')", namespace)
    assert len(calls) == ran
    exec("def double(x):\n    return x", namespace)
    assert not eval("ready('double')", namespace)
    assert "waits for `double`" in capsys.readouterr().out


def test_a_step_that_ends_everything_leaves_what_was_seen_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    exercise = find("double")
    assert isinstance(exercise, Exercise)
    monkeypatch.setattr(exercise, "seconds", 0.2)
    calls: list[object] = []

    def double(x):
        calls.append(x)
        while len(calls) > 4:  # both runs of the first two cases end
            pass
        return 2 * x

    seen = observe(exercise, double, exercise.cases())
    assert [one.raised and one.raised.kind for one in seen] == [None, None, "TimeLimit"]


def test_settings_of_numpy_do_not_outlive_a_call() -> None:
    def double(x):
        assert np.geterr()["over"] != "ignore", "an earlier call's setting is still on"
        np.seterr(over="ignore")
        return 2 * x

    assert check("double", double).passed


def test_an_exception_of_any_kind_is_only_an_answer() -> None:
    class Rude(BaseException):
        pass

    def double(x):
        raise Rude

    assert "Rude" in said("double", double)
