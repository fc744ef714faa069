"""`review()`: exercises whose mistakes the learner has made, brought back with other numbers.

Recalling an answer fixes it better than reading it again, and best after some time has passed.
Source: H. Roediger and J. Karpicke, Test-Enhanced Learning, 2006.
"""

from __future__ import annotations

import contextlib
import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from course_lib.checking.asked.case import Case
from course_lib.checking.asked.exercise import REGISTRY, Exercise
from course_lib.checking.catalogue import find
from course_lib.checking.running.library import library_version
from course_lib.checking.telling.display import SMALL, show, show_input
from course_lib.checking.values.plain import plain
from course_lib.checking.verdict import code
from course_lib.desk.mistakes import FILE, Met, read, write
from course_lib.desk.notebooks import lessons_folder

QUESTIONS = 3
LONGEST = 200
"""Characters of a case that a person can take by hand."""


@dataclass(frozen=True)
class Question:
    """One exercise to think through again.

    Attributes:
        met: the mistake that was made.
        asks: what to do.
        answer: what comes out; nothing where only writing it anew tells.
    """

    met: Met
    asks: str
    answer: str = ""


class Review:
    """Questions, with the answers to unfold in a notebook and at the end of a text."""

    def __init__(self, questions: Sequence[Question]) -> None:
        self.questions = questions

    def __repr__(self) -> str:
        if not self.questions:
            return NOTHING
        lines = []
        for number, question in enumerate(self.questions, 1):
            met = question.met
            lines += [f"{number}. {met.exercise}: {met.did}", f"   {question.asks}", ""]
        answers = [
            f"{number}. {question.answer}"
            for number, question in enumerate(self.questions, 1)
            if question.answer
        ]
        return "\n".join([*lines, *(["Answers", *answers] if answers else [])])

    def _repr_html_(self) -> str:
        if not self.questions:
            return f"<p>{code(NOTHING)}</p>"
        return f"<ol>{''.join(map(_item, self.questions))}</ol>"


NOTHING = (
    "No mistake is noted yet. Where a check names one, it is kept for this in "
    f"`{FILE}` beside the lessons."
)


def review(seed: int | None = None) -> Review:
    """Three exercises whose mistakes you have made, the ones longest ago first, with new numbers.

    Each call brings the next ones; after the last the first come back.

    Args:
        seed: of the new numbers; left out, they are other ones each time.
    """
    folder = lessons_folder()
    mistakes = read(folder / FILE) if folder else []
    chosen = _chosen(mistakes)
    rng = np.random.default_rng(seed)
    questions = [_question(met, int(rng.integers(2**31))) for met in chosen]
    if folder and chosen:
        others = [met for met in mistakes if met not in chosen]
        with contextlib.suppress(OSError):  # then the same three come back next time
            write(folder / FILE, [*others, *chosen])
    return Review(questions)


def _chosen(mistakes: Sequence[Met]) -> list[Met]:
    """The first mistake of each of the first exercises."""
    by_exercise: dict[str, Met] = {}
    for met in mistakes:
        if find(met.exercise) is not None:
            by_exercise.setdefault(met.exercise, met)
    return list(by_exercise.values())[:QUESTIONS]


def _question(met: Met, seed: int) -> Question:
    exercise = REGISTRY[met.exercise]
    cases = sorted(_new_cases(exercise, seed), key=lambda texts: len(texts[0]))
    if cases:
        given, answer = cases[len(cases) // 2]  # the shortest are mostly edges
        asks = (
            f"What does `{met.exercise}` return for {given}? Work it out on paper or in an empty"
            " cell, without your function; then compare."
        )
        return Question(met, asks, f"It returns {answer}.")
    asks = (
        "Write it once more in an empty cell, under a name of your own and without looking:"
        f' `check("{met.exercise}", your_name)` judges it.'
    )
    return Question(met, asks)


def _new_cases(exercise: Exercise, seed: int) -> Iterator[tuple[str, str]]:
    """Small cases that no check has shown, each with what comes out, as texts.

    None where the library has no version of the exercise, or where an answer is looked at otherwise
    than by its value.
    """
    version = library_version(exercise)
    if version is None or exercise.has_probe or exercise.has_facts:
        return
    known = {show_input(exercise, case) for case in exercise.cases()}
    for case in exercise.cases(seed):
        given = show_input(exercise, case)
        if given in known or len(given) > LONGEST or not _is_small((case.args, case.kwargs)):
            continue
        answer = _answer(version, case)
        if answer is not None and _is_small(answer):
            yield given, _named(exercise, answer)


def _answer(version: Any, case: Case) -> Any:
    """What the library's version returns; nothing where it refuses the case."""
    fresh = case.fresh()
    try:
        return plain(version(*fresh.args, **fresh.kwargs))
    except ValueError:
        return None


def _is_small(value: Any) -> bool:
    """Whether all of it is shown as numbers: no array is empty or shown by its shape alone."""
    if isinstance(value, np.ndarray):
        return 0 < value.size <= SMALL
    if isinstance(value, (list, tuple, dict)):
        items = value.values() if isinstance(value, dict) else value
        return all(map(_is_small, items))
    return True


def _named(exercise: Exercise, answer: Any) -> str:
    """The answer as text, its parts under their names."""
    if exercise.parts and isinstance(answer, list) and len(answer) == len(exercise.parts):
        named = zip(exercise.parts, answer, strict=True)
        return ", ".join(f"{name} = {show(part)}" for name, part in named)
    return show(answer)


def _item(question: Question) -> str:
    met = question.met
    answer = (
        f"<details><summary style='cursor:pointer'>The answer</summary>"
        f"{code(question.answer)}</details>"
        if question.answer
        else ""
    )
    return (
        f"<li style='margin-bottom:.8em'><strong>{html.escape(met.exercise)}</strong>. Then:"
        f" {code(met.did)}<br>Now: {code(question.asks)}{answer}</li>"
    )
