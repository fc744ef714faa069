"""Pieces of an exercise that earn points by themselves, and can be checked alone."""

from typing import Any

import numpy as np
import pytest

from course_lib import check
from course_lib.checking.check import LATEST, visible
from course_lib.checking.diagnosing.finding import Ground
from course_lib.nn import mlp_forward
from grader.build import mistaken_sources
from grader.mistakes import MISTAKES, load
from grader.reference import read_reference
from tests.lessons.reading import COURSE

LESSON = "15_capstone"
PARTS = dict.fromkeys(case.aspect for case in visible("Trainer")[0])
EDGES = ("batches", "a fresh shuffle each epoch")


@pytest.fixture(scope="module")
def reference() -> Any:
    """The reference's class, and the source of its cell."""
    sources = read_reference(COURSE, LESSON).sources()
    namespace: dict[str, Any] = {}
    for source in sources:
        exec(compile(source, "a cell", "exec", dont_inherit=True), namespace)
    return namespace["Trainer"]


def test_the_parts_are_worth_the_whole_together(reference: Any) -> None:
    verdicts = {part: check("Trainer", reference, part=part) for part in PARTS}
    assert sum(verdict.points for verdict in verdicts.values()) == pytest.approx(18)
    assert all(verdict.score == verdict.points for verdict in verdicts.values())
    assert [part for part in PARTS if not verdicts[part].points] == [*EDGES]


def test_a_part_shows_nothing_of_the_others(reference: Any) -> None:
    class Trainer(reference):  # type: ignore[misc]
        def predict(self, X: np.ndarray) -> np.ndarray:
            return np.asarray(np.squeeze(super().predict(X)))

    assert check("Trainer", Trainer, part="schedule").passed
    verdict = check("Trainer", Trainer, part="one row")
    assert (verdict.score, verdict.points) == (0, 1)
    assert [finding.mistake for finding in verdict.findings] == ["squeezed"]
    assert "schedule" not in str(verdict)
    whole = check("Trainer", Trainer)
    assert (whole.score, whole.points) == (17, 18)


def test_an_edge_that_fails_alone_says_so(reference: Any) -> None:
    class Trainer(reference):  # type: ignore[misc]
        def fit(self, X: Any, y: Any, X_val: Any, y_val: Any) -> Any:
            whole = len(X) // self.batch_size * self.batch_size
            self.epochs: int = self.epochs if whole else 0
            return super().fit(X, y, X_val, y_val)

    verdict = check("Trainer", Trainer, part="batches")
    assert verdict.findings
    assert not verdict.passed


def test_a_part_is_no_progress(reference: Any) -> None:
    LATEST.pop("Trainer", None)
    check("Trainer", part="predicts")
    assert "Trainer" not in LATEST


def test_an_unknown_part_is_told_the_known_ones(reference: Any) -> None:
    assert '"schedule"' in str(check("Trainer", reference, part="scheduler"))
    assert "leave `part` out" in str(check("double", abs, part="schedule"))


def test_an_exception_leaves_the_pieces_that_it_stops_unjudged(reference: Any) -> None:
    class Trainer(reference):  # type: ignore[misc]
        def evaluate(self, X: Any, y: Any) -> Any:
            return self.evaluat(X, y)

    verdict = check("Trainer", Trainer)
    states = {aspect.name: aspect.state.value for aspect in verdict.aspects}
    assert states["best"] == "–"
    assert states["schedule"] == "✓"


def test_a_class_with_nothing_but_its_constructor_is_empty() -> None:
    class Trainer:
        def __init__(self, hidden: Any = (64,), **settings: Any) -> None:
            self.hidden = hidden

        def fit(self, X: Any, y: Any, X_val: Any, y_val: Any) -> None:
            """Train."""

    assert "still empty" in str(check("Trainer", Trainer))


def test_a_part_names_what_the_other_pieces_tell_apart(reference: Any) -> None:
    class Trainer(reference):  # type: ignore[misc]
        def predict(self, X: np.ndarray) -> np.ndarray:
            return np.asarray(mlp_forward(self.scaler.transform(X), self.params)[0])

    verdict = check("Trainer", Trainer, part="predicts")
    assert (verdict.score, verdict.points) == (0, 2)
    assert [finding.mistake for finding in verdict.findings] == ["returns_logits"]


def test_a_part_stays_silent_where_the_other_pieces_leave_it_open() -> None:
    load(COURSE, LESSON)
    listed = {mistake.name: mistake for mistake in MISTAKES["Trainer"]}
    both = listed["keeps_the_last"], listed["one_too_patient"]
    namespace: dict[str, Any] = {}
    for source in mistaken_sources(read_reference(COURSE, LESSON), "Trainer", both):
        exec(compile(source, "a cell", "exec", dont_inherit=True), namespace)
    verdict = check("Trainer", namespace["Trainer"], part="best")
    assert verdict.findings
    assert not [finding for finding in verdict.findings if finding.ground == Ground.MISTAKE]


def test_a_rate_that_does_not_reach_sgd_costs_once() -> None:
    load(COURSE, LESSON)
    (only_adam,) = (m for m in MISTAKES["Trainer"] if m.name == "rate_for_adam_only")
    namespace: dict[str, Any] = {}
    for source in mistaken_sources(read_reference(COURSE, LESSON), "Trainer", (only_adam,)):
        exec(compile(source, "a cell", "exec", dont_inherit=True), namespace)
    verdict = check("Trainer", namespace["Trainer"])
    assert (verdict.score, verdict.points) == (16, 18)
    assert [finding.mistake for finding in verdict.findings] == ["rate_for_adam_only"]
