"""A verdict may be silent, never wrong: held against what wrong answers really do."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from course_lib.checking.asked.exercise import REGISTRY, VISIBLE_SEED, asked_signature
from course_lib.checking.check import visible
from course_lib.checking.deciding import verdict_on
from course_lib.checking.diagnosing.finding import Ground
from course_lib.checking.judging.aspects import State
from course_lib.checking.running.library import library_version
from course_lib.checking.telling.display import show
from course_lib.checking.values.plain import plain
from course_lib.checking.verdict import Verdict
from grader.build import mistaken_sources
from grader.course import Course, find_course
from grader.mistakes import MISTAKES, load
from grader.mutants import mutants
from grader.reference import read_reference
from grader.trial_runs import Run, observe_run

COURSE = find_course()
MOST_MUTANTS = 3
EVERY = 3
"""Of the listed mistakes and of the answers kept by lesson: each third one, of the others all."""
TRIALS = [
    trial
    for path in sorted((Path(__file__).parents[1] / "trials").glob("*.json"))
    for trial in json.loads(path.read_text("utf-8"))[:: 1 if path.stem == "trials" else EVERY]
]


class Told(NamedTuple):
    """A wrong answer with its verdict."""

    label: str
    sources: tuple[str, ...]
    verdict: Verdict


@lru_cache
def told(course: Course, lesson: str) -> list[Told]:
    """The verdicts on a lesson's mistakes, on some mutants, and on what readers tried."""
    return list(_tell(course, lesson))


def _tell(course: Course, lesson: str) -> Iterator[Told]:
    load(course, lesson)
    reference = read_reference(course, lesson)
    for name, source in reference.solutions.items():
        if name not in REGISTRY or REGISTRY[name].choices or REGISTRY[name].heavy:
            continue
        answers = {
            mistake.name: mistaken_sources(reference, name, (mistake,))
            for mistake in MISTAKES.get(name, [])[::EVERY]
            if not mistake.endless
        }
        bent = mutants(source)
        for mutant in bent[:: max(1, len(bent) // MOST_MUTANTS)]:
            answers[f"{mutant.old} → {mutant.new}"] = reference.sources(**{name: mutant.source})
        for trial in TRIALS:
            if trial["name"] == name and "while" not in trial["code"]:
                code = f"{trial['pre']}\n{trial['code']}"
                answers[trial["title"]] = reference.sources(**{name: code})
        cases, key = visible(name)
        for label, sources in answers.items():
            observations = observe_run(Run(name, sources, VISIBLE_SEED, mutant=True))
            verdict = verdict_on(REGISTRY[name], cases, observations, key)
            if not verdict.passed:
                yield Told(f"{name}: {label}", sources, verdict)


every_lesson = pytest.mark.parametrize("lesson", COURSE.lessons())


@every_lesson
class TestVerdicts:
    def test_shapes_in_a_clue_are_those_of_the_case_shown(self, lesson: str) -> None:
        wrong = []
        for label, _, verdict in told(COURSE, lesson):
            clues = [f for f in verdict.findings[:1] if f.ground == Ground.CLUE]
            shown = " ".join(verdict.example)
            for finding in clues:
                shapes = re.findall(
                    r"\(\d+(?:, ?\d+)*,?\)", finding.did.partition(" in the shape")[2]
                )
                expected = [shape for shape in shapes if not _is_shown(shape, shown)]
                wrong += [f"{label}: {finding.did} | {shown}"] if expected else []
        assert wrong == []

    def test_nothing_that_is_known_stands_beside_the_admission_of_nothing(
        self, lesson: str
    ) -> None:
        for label, _, verdict in told(COURSE, lesson):
            grounds = [finding.ground for finding in verdict.findings]
            assert grounds == [Ground.NOTHING] or Ground.NOTHING not in grounds, label

    def test_an_aspect_that_fails_is_told_of_or_stands_beside_one_that_is(
        self, lesson: str
    ) -> None:
        for label, _, verdict in told(COURSE, lesson):
            assert verdict.findings, f"{label}: {verdict}"
            states = {aspect.state for aspect in verdict.aspects}
            assert states & {State.FAILS, State.PARTLY, State.NOT_JUDGED}, label

    def test_what_is_shown_as_returned_is_what_the_function_returned(self, lesson: str) -> None:
        wrong = [
            f"{label}: {verdict.example}, but returned {text}"
            for label, sources, verdict in told(COURSE, lesson)
            if (text := _returned_otherwise(sources, verdict))
        ]
        assert wrong == []

    def test_no_sentence_shows_what_a_probe_calls_things(self, lesson: str) -> None:
        for label, _, verdict in told(COURSE, lesson):
            shown = " ".join(verdict.example)
            assert not re.search(r"looking_at|watching|passes =|calls =|only =", shown), label
            assert "{'" not in shown or ": True" not in shown, label


def _is_shown(shape: str, shown: str) -> bool:
    """Whether a shape stands in a case, or an array of that many numbers does."""
    sizes = [int(size) for size in re.findall(r"\d+", shape)]
    total = 1
    for size in sizes:
        total *= size
    return shape in shown or total <= 12


def _returned_otherwise(sources: tuple[str, ...], verdict: Verdict) -> str:
    """What the bare function returns on the case shown, where that is not what is shown."""
    shown = [line for line in verdict.example if line.startswith("you returned ")]
    place = verdict.findings[0].place if verdict.findings else None
    exercise = REGISTRY[verdict.name]
    if not shown or place is None or exercise.has_facts or verdict.name in MADE_BY_THE_PROBE:
        return ""
    namespace: dict[str, Any] = {"__name__": "__main__"}
    for source in sources:
        exec(source, namespace)
    for earlier in exercise.uses:
        namespace[earlier] = library_version(REGISTRY[earlier]) or namespace.get(earlier)
    case = visible(verdict.name)[0][place].fresh()
    asked = asked_signature(exercise.signature).parameters
    settings = {name: value for name, value in case.kwargs.items() if name in asked}
    returned = plain(namespace[verdict.name](*case.args, **settings), in_parts=bool(exercise.parts))
    text = shown[0].removeprefix("you returned ")
    numbers = re.findall(r"−?\d[\d.e−]*", text)
    return (
        "" if numbers == re.findall(r"−?\d[\d.e−]*", _as_shown(returned, text)) else show(returned)
    )


MADE_BY_THE_PROBE = {"numerical_gradient", "sweep", "fit_with_validation"}
"""Its case holds the text of a function or an optimizer, which the probe makes and hands over."""


def _as_shown(returned: Any, text: str) -> str:
    """The answer in as many digits as the text has, the names of its parts left out."""
    for digits in (4, 6, 8, 10, 12, 17):
        parts = returned if isinstance(returned, list) else [returned]
        whole = show(returned, digits), ", ".join(show(part, digits) for part in parts)
        for form in whole:
            if re.sub(r"\w+ = ", "", text) == form:
                return form
    return show(returned)
