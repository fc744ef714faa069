"""What readers' slips are told first, and what they cost: each was once answered wrongly."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from course_lib.checking.asked.exercise import REGISTRY, VISIBLE_SEED
from course_lib.checking.check import visible
from course_lib.checking.deciding import verdict_on
from course_lib.checking.judging.aspects import State
from course_lib.checking.verdict import Verdict
from grader.course import find_course
from grader.mistakes import load
from grader.reference import read_reference
from grader.trial_runs import Run, observe_run

TRIALS = Path(__file__).parents[1] / "trials"

RATES, HELD_OUT, CLINIC = "09_learning_rate", "10_validation", "11_clinic"

FIRST = [
    (RATES, "sweep", "stale name: uses losses of the first run", "the run before it"),
    (RATES, "step_decay", "only at multiples", "back at `initial` in the next"),
    (HELD_OUT, "train_val_split", "random mask with probability", "a coin of its own"),
    (HELD_OUT, "train_val_split", "column_stack changes dtype", "lost their dtype"),
    (HELD_OUT, "EarlyStopping", "<= counts as better", "counts as better with you"),
    (HELD_OUT, "EarlyStopping", "return inside else only", "`None` comes back"),
    (HELD_OUT, "EarlyStopping", "returns text", "answers are texts"),
    (HELD_OUT, "EarlyStopping", "returns 1 and 0", "the numbers 1 and 0"),
    (HELD_OUT, "EarlyStopping", "class attributes dict shared", "share the best loss"),
    (HELD_OUT, "EarlyStopping", "best_params is a class dict filled in place", "one dict"),
    (HELD_OUT, "fit_with_validation", "method not called", "named and not called"),
    (HELD_OUT, "fit_with_validation", "trains on val too", "in a second loop"),
    (HELD_OUT, "fit_with_validation", "history is a list of pairs", "a dict of these two"),
    (CLINIC, "fixed_1", "len(X) replaced by X.shape[1]", "the number of weights"),
    (CLINIC, "fixed_2", "in place shuffles", "`X` and `y` themselves"),
    (CLINIC, "fixed_2", "sorted instead of shuffled", "or from the data"),
    (CLINIC, "fixed_2", "minus forgotten: error only with x", "targets play no part"),
    (CLINIC, "fixed_5", "best by training loss", "lowest training loss"),
    (CLINIC, "fixed_5", "returns last w", "not kept, or not returned"),
]

COSTS = [
    (HELD_OUT, "EarlyStopping", "> patience", {"answers"}),
    (HELD_OUT, "EarlyStopping", "count not reset", {"answers"}),
    (HELD_OUT, "EarlyStopping", "prints stop, returns nothing at all", {"answers"}),
    (HELD_OUT, "EarlyStopping", "writes to the class, not to self", {"two of them share nothing"}),
    (HELD_OUT, "train_val_split", "np.random in the place of rng", {"the same on a second call"}),
    (HELD_OUT, "train_val_split", "parts exchanged", {"value"}),
    (CLINIC, "fixed_2", "in place shuffles", {"your arguments left alone"}),
]
"""What is crossed out: the slip itself, and nothing that holds."""

ENDED_BY_BREAK = (
    "inverted: breaks when it should go on",
    "break one level too far: unconditional break",
)


@cache
def _trials(lesson: str) -> list[dict[str, Any]]:
    trials: list[dict[str, Any]] = json.loads((TRIALS / f"{lesson}.json").read_text("utf-8"))
    return trials


@cache
def _verdict(lesson: str, name: str, title: str) -> Verdict:
    load(find_course(), lesson)
    (trial,) = [t for t in _trials(lesson) if (t["name"], t["title"]) == (name, title)]
    reference = read_reference(find_course(), lesson)
    sources = reference.sources(**{name: f"{trial['pre']}\n{trial['code']}"})
    cases, key = visible(name)
    observations = observe_run(Run(name, sources, VISIBLE_SEED, mutant=True))
    return verdict_on(REGISTRY[name], cases, observations, key)


@pytest.mark.parametrize(("lesson", "name", "title", "words"), FIRST)
def test_the_first_sentence_is_about_the_slip(
    lesson: str, name: str, title: str, words: str
) -> None:
    assert words in _verdict(lesson, name, title).findings[0].did


@pytest.mark.parametrize(("lesson", "name", "title", "crossed"), COSTS)
def test_only_the_slip_is_crossed_out(
    lesson: str, name: str, title: str, crossed: set[str]
) -> None:
    judged = _verdict(lesson, name, title).aspects
    assert {aspect.name for aspect in judged if aspect.state == State.FAILS} == crossed


@pytest.mark.parametrize("title", ENDED_BY_BREAK)
def test_a_break_is_not_taken_for_a_return(title: str) -> None:
    said = _verdict(HELD_OUT, "fit_with_validation", title).findings
    assert any("`break`" in finding.did for finding in said)
    assert not any("`return` stands" in finding.did + finding.think for finding in said)
