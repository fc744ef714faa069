"""Answers of another form than the statement asks for: nothing, another sort of thing, parts
missing or misplaced.
"""

from __future__ import annotations

import itertools

import numpy as np

from course_lib.checking.asked.case import MAIN, Case
from course_lib.checking.asked.exercise import Exercise
from course_lib.checking.diagnosing.patterns import entries
from course_lib.checking.diagnosing.wrong_cases import Clue, WrongCase, WrongCases
from course_lib.checking.judging.judge import Answer
from course_lib.checking.telling.display import counted, listed, within_sentence
from course_lib.checking.values.compare import Difference, Kind, same
from course_lib.checking.values.kinds import how_come, kind_of, sort_of
from course_lib.checking.values.plain import Tree, plain


def form(exercise: Exercise, wrong: WrongCases) -> Clue | None:
    """The first difference in form, if there is one."""
    for case in wrong.wrong:
        clue = _of_one(exercise, wrong.label, case)
        if clue is not None:
            return clue
    return _handed_back(exercise, wrong)


def _of_one(exercise: Exercise, label: str, case: WrongCase) -> Clue | None:
    difference, path = case.difference, case.difference.path
    entry = f"`{path[-1]}` in " if path else ""  # what is missing is not itself without an entry
    owner = label.removeprefix(entry) if len(path) > 1 else "Your answer"
    if difference.kind == Kind.MISSING:
        did = f"{owner} has no entry {path[-1]!r}."
        return Clue(did, "Which entries does the statement ask for?", case.place)
    if difference.kind == Kind.EXTRA:
        did = f"{owner} has an entry {path[-1]!r} that was not asked for."
        return Clue(did, "Which line adds it?", case.place)
    if difference.kind not in (Kind.TYPE, Kind.LENGTH):
        return None
    if exercise.parts and not path:
        return _not_in_parts(exercise, difference)._replace(place=case.place)
    if difference.kind == Kind.LENGTH:
        return entries(label, len(difference.observed), len(difference.expected), case.place)
    observed, expected = kind_of(difference.observed), kind_of(difference.expected)
    sort = sort_of(difference.observed)
    inside = bool(path) and isinstance(path[-1], int)
    what = f"An entry of {within_sentence(label)}" if inside else label
    did = f"{what} is {observed}; expected {expected}."
    return Clue(did, how_come(sort), case.place, f"{sort} for an answer")


def _not_in_parts(exercise: Exercise, difference: Difference) -> Clue:
    in_dict = isinstance(difference.expected, dict)
    expected = f"expected {'a dict of ' if in_dict else ''}{listed(exercise.parts)}"
    if difference.kind == Kind.LENGTH:
        count = counted(len(difference.observed), "entry", "entries")
        think = "Which is missing, left over, or inside of another one?"
        return Clue(f"Your answer has {count}; {expected}.", think, mistake="number of parts")
    sort = sort_of(difference.observed)
    think = how_come(sort)
    if isinstance(difference.observed, (int, float, np.ndarray)):
        think = "How does one `return` hand back several things, and what is each of them?"
    if isinstance(difference.observed, dict) and set(exercise.parts) == set(difference.observed):
        expected, think = f"{expected} by themselves, in this order", IN_A_ROW
    did = f"Your answer is {kind_of(difference.observed)}; {expected}."
    return Clue(did, think, mistake=f"{sort} for parts")


IN_A_ROW = "How does one `return` hand back several things without names for them?"


def _handed_back(exercise: Exercise, wrong: WrongCases) -> Clue | None:
    """An argument in the place of an answer, the same one on every wrong case.

    One number alone may be so by chance.
    """
    if len(wrong.wrong) == 1 and np.ndim(wrong.wrong[0].difference.expected) == 0:
        return None
    count = min((len(case.args) for _, case, _ in wrong.wrong), default=0)
    for i, name in enumerate(exercise.argument_names(count)):
        if all(_same_numbers(d.observed, case.args[i], case) for _, case, d in wrong.wrong):
            did = f"{wrong.label} is `{name}`, just as it was handed in."
            return Clue(did, "Which line changes it, and what is returned?")
    return None


def _same_numbers(observed: Tree, argument: object, case: Case) -> bool:
    tree = plain(argument)
    return isinstance(tree, (int, float, np.ndarray)) and same(observed, tree, case.tolerance)


def misplaced(answer: Answer) -> Clue | None:
    """The right parts in another order, on every case of the value itself."""
    main = list(answer.of(MAIN))
    count = len(answer.exercise.parts)
    values = [judged.observation.value for _, judged in main]
    values += [judged.expected.value for _, judged in main]
    if not main or not all(isinstance(value, list) and len(value) == count for value in values):
        return None
    orders = itertools.permutations(range(count))
    next(orders)  # the first is the one expected
    for order in orders:
        if all(
            same(
                [judged.observation.value[i] for i in order], judged.expected.value, case.tolerance
            )
            for case, judged in main
        ):
            names = listed(answer.exercise.parts)
            did = f"You return the right things in another order; expected {names}."
            think = "In which order does the statement name them?"
            return Clue(did, think, mistake="order of the parts")
    return None
