"""The clinic: what is broken earns nothing, no verdict says which curve, the guide is true."""

import importlib.util
import inspect
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from course_lib import broken, check, field_guide
from course_lib.broken import BUGS, CURVES
from course_lib.checking.asked.exercise import REGISTRY, Exercise
from course_lib.checking.check import visible
from course_lib.checking.deciding import verdict_on
from course_lib.checking.judging.keys import FOLDER, Key, fingerprint
from course_lib.checking.running.observe import observe
from course_lib.exercises import clinic as exercises
from grader.reference import read_reference
from tests.lessons.reading import COURSE

LESSON = "11_clinic"
REPAIRED = [f"fixed_{number}" for number in range(1, 6)]
OTHER_SEED = 9


def defined(source: str, name: str) -> Any:
    """What a cell of the lesson defines under a name."""
    reference = read_reference(COURSE, LESSON)
    namespace: dict[str, Any] = {}
    exec(f"{reference.imports}\n{source}", namespace)
    return namespace[name]


def solution(name: str) -> Any:
    return defined(read_reference(COURSE, LESSON).solutions[name], name)


# the broken loops


@pytest.mark.parametrize("name", REPAIRED)
def test_a_broken_loop_handed_in_earns_nothing_and_is_named(name: str) -> None:
    loop = getattr(broken, name.replace("fixed", "broken"))
    verdict = check(name, loop)
    assert verdict.score == 0
    assert [finding.mistake for finding in verdict.findings] == ["as_it_was"]
    assert loop.__name__ in str(verdict)


@pytest.mark.parametrize("name", REPAIRED)
def test_the_broken_code_copied_under_the_new_name_is_named_too(name: str) -> None:
    source = inspect.getsource(getattr(broken, name.replace("fixed", "broken")))
    verdict = check(name, defined(source.replace("def broken", "def fixed"), name))
    assert [finding.mistake for finding in verdict.findings] == ["as_it_was"]


@pytest.mark.parametrize("name", REPAIRED)
def test_a_broken_loop_earns_nothing_on_hidden_cases(name: str) -> None:
    exercise, cases, key = hidden(name)
    loop = getattr(broken, name.replace("fixed", "broken"))
    assert verdict_on(exercise, cases, observe(exercise, loop, cases), key).score == 0


def hidden(name: str) -> tuple[Exercise, list[Any], Key]:
    """An exercise, other cases than the visible ones, and what is right on them."""
    exercise = REGISTRY[name]
    cases = exercise.cases(OTHER_SEED)
    expected = observe(exercise, solution(name), cases)
    return exercise, cases, Key(name, 1.0, OTHER_SEED, fingerprint(cases), expected, [])


@pytest.mark.parametrize("name", ["fixed_1", "fixed_3", "fixed_4", "fixed_5"])
def test_answers_that_are_typed_in_earn_nothing_on_hidden_cases(name: str) -> None:
    right = solution(name)
    kept = [right(*case.args, **case.kwargs) for case in visible(name)[0]]

    def typed_in() -> Callable[..., Any]:
        waiting = [answer for answer in kept for _ in range(2)]  # each case runs twice
        return lambda *args, learning_rate, epochs, batch_size=0: waiting.pop(0)

    assert check(name, typed_in()).passed
    exercise, cases, key = hidden(name)
    assert verdict_on(exercise, cases, observe(exercise, typed_in(), cases), key).score == 0


# diagnose


def test_a_verdict_on_the_diagnosis_does_not_depend_on_which_answer_is_wrong() -> None:
    right = solution("diagnose")()
    unused = next(bug for bug in BUGS if bug not in right.values())
    verdicts = [check("diagnose", lambda c=c: right | {c: unused}) for c in CURVES]
    judged = {(verdict.score, verdict.aspects, verdict.findings) for verdict in verdicts}
    assert len(judged) == 1
    assert "Five of the six curves" in verdicts[0].findings[0].did
    shown = [line for verdict in verdicts for line in verdict.example]
    assert all(line.startswith("you returned {") for line in shown)  # their own words, no more


@pytest.mark.parametrize("count", range(7))
def test_each_right_answer_of_the_diagnosis_is_a_point(count: int) -> None:
    answers = dict(list(solution("diagnose")().items())[6 - count :])
    assert check("diagnose", lambda: answers).score == count


def test_one_bug_for_all_curves_earns_nothing() -> None:
    for bug in BUGS:
        assert check("diagnose", lambda bug=bug: dict.fromkeys(CURVES, bug)).score == 0


def test_the_order_of_the_bugs_says_nothing() -> None:
    assert list(BUGS) == sorted(BUGS)


def test_neither_the_key_nor_the_cases_hold_the_answers() -> None:
    texts = [(FOLDER / "diagnose.npz").read_bytes()]
    cases, key = visible("diagnose")
    texts.append(repr((cases, key.expected, list(key.wrong_answers))).encode())
    source = Path(inspect.getfile(exercises)).read_bytes()
    for bug in BUGS:
        assert not any(bug.encode() in text for text in (*texts, source)), bug


def test_the_lesson_tells_nothing_before_it_is_run() -> None:
    """The student's notebook names no bug of a curve: the code that shows it is an output."""
    released = (COURSE.notebooks / LESSON / f"{LESSON}.ipynb").read_text(encoding="utf-8")
    assert "np.zeros(X.shape[1])" not in released
    assert not re.search(r'curve \d\\": \\"(stale|rows|trains|gradients|best)', released)


# the field guide


@pytest.fixture(scope="module")
def curves() -> dict[str, dict[str, Any]]:
    return field_guide.curves()


def test_every_sign_has_its_curves_in_the_same_order(curves: dict[str, Any]) -> None:
    assert [one.name for one in field_guide.SIGNS] == list(curves)


def turns(losses: Any) -> int:
    steps = np.sign(np.diff(losses))
    return int(np.sum(steps[1:] != steps[:-1]))


LOOKS: dict[str, Callable[[dict[str, Any]], bool]] = {
    "in good health": lambda s: turns(s["loss"]) == 0 and 0.1 < s["loss"][-1] < 0.4,
    "small batches": lambda s: turns(s["loss"]) > 6 and np.ptp(s["loss"][1:]) > 0.05,
    "rate too small": lambda s: turns(s["loss"]) == 0 and s["loss"][-1] > s["loss"][0] / 2,
    "rate too large": lambda s: np.ptp(np.divide(s["loss"][1:], s["loss"][:-1])) < 0.05,
    "stale gradient": lambda s: (
        s["loss"][0] == s["loss"][1] and max(s["loss"][-3:]) > 10 * s["loss"][0]
    ),
    "gradients pile up": lambda s: (
        turns(s["loss"]) > 6 and 0.8 < max(s["loss"][-10:]) / s["loss"][0] < 1.3
    ),
    "rows shuffled apart": lambda s: abs(np.mean(s["loss"][20:]) / s["best constant"] - 1) < 0.1,
    "weights never move": lambda s: np.ptp(s["loss"]) == 0,
    "overfitting": lambda s: turns(s["train_loss"]) == 0 and turns(s["val_loss"]) == 1,
    "trains on validation": lambda s: (
        s["val_loss"][-1] < min(s["train_loss"][-1], 1) < 8
        and s["fresh data"][-1] > s["fresh data"][5]
    ),
    "best weights lost": lambda s: s["returned weights"] == s["val_loss"][-1] > min(s["val_loss"]),
    "loss added up": lambda s: turns(s["loss"]) == 0 and s["loss"][0] > 500,
}


@pytest.mark.parametrize("sign", LOOKS)
def test_a_curve_looks_as_the_guide_says(sign: str, curves: dict[str, Any]) -> None:
    assert LOOKS[sign](curves[sign])


def test_every_sign_of_the_guide_is_looked_at() -> None:
    assert list(LOOKS) == [one.name for one in field_guide.SIGNS]


def test_the_page_and_its_pictures_are_those_of_the_tool(curves: dict[str, Any]) -> None:
    spec = importlib.util.spec_from_file_location("tool", COURSE.root / "tools/field_guide.py")
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    told = {name: tool.clinic.sign(name, series)[1] for name, series in curves.items()}
    text = (COURSE.root / "docs" / "field_guide.md").read_text(encoding="utf-8")
    assert text == tool.page(told), "run tools/field_guide.py"
    pictures = re.findall(r"\]\((images/[^)]+)\)", text)
    assert len(pictures) == len(field_guide.SIGNS)
    assert all((COURSE.root / "docs" / picture).is_file() for picture in pictures)
