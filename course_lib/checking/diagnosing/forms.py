"""Answers of another form than the statement asks for: nothing, another sort of thing, parts
missing or misplaced.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np

from course_lib.checking.asked.case import MAIN, Case
from course_lib.checking.asked.exercise import Exercise
from course_lib.checking.diagnosing.patterns import entries
from course_lib.checking.diagnosing.wrong_cases import Text, WrongCases
from course_lib.checking.judging.judge import Judged
from course_lib.checking.telling.display import counted, listed
from course_lib.checking.values.compare import Difference, same
from course_lib.checking.values.kinds import how_come, kind_of, sort_of
from course_lib.checking.values.plain import Tree, plain


def form(exercise: Exercise, wrong: WrongCases) -> Text:
    """The first difference in form, if there is one."""
    texts = (_of_one(exercise, wrong.label, difference) for _, difference in wrong.pairs)
    return next((text for text in texts if text), None) or _handed_back(exercise, wrong)


def _of_one(exercise: Exercise, label: str, d: Difference) -> Text:
    own = f"`{d.path[-1]}` in " if d.path else ""  # what is missing is not itself without an entry
    owner = label.removeprefix(own) if len(d.path) > 1 else "Your answer"
    if d.kind == "missing":
        return f"{owner} has no entry {d.path[-1]!r}.", "Which entries does the statement ask for?"
    if d.kind == "extra":
        return f"{owner} has an entry {d.path[-1]!r} that was not asked for.", "Which line adds it?"
    if d.kind not in ("type", "length"):
        return None
    if exercise.parts and not d.path:
        return _not_in_parts(exercise, d)
    if d.kind == "length":
        return entries(label, len(d.seen), len(d.expected))
    return f"{label} is {kind_of(d.seen)}; asked for is {kind_of(d.expected)}.", how_come(
        sort_of(d.seen)
    )


def _not_in_parts(exercise: Exercise, d: Difference) -> tuple[str, str]:
    asked = (
        f"asked for {'is a dict of' if isinstance(d.expected, dict) else 'are'}"
        f" {listed(exercise.parts)}"
    )
    if d.kind == "length":
        many = counted(len(d.seen), "entry", "entries")
        return (
            f"Your answer has {many}; {asked}.",
            "Which is missing, left over, or inside of another one?",
        )
    think = how_come(sort_of(d.seen))
    if isinstance(d.seen, (int, float, np.ndarray)):
        think = "How does one `return` hand back several things, and what is each of them?"
    return f"Your answer is {kind_of(d.seen)}; {asked}.", think


def _handed_back(exercise: Exercise, wrong: WrongCases) -> Text:
    """An argument in the place of an answer, the same one on every wrong case. One number alone may
    be so by chance.
    """
    if len(wrong.pairs) == 1 and np.ndim(wrong.pairs[0][1].expected) == 0:
        return None
    names = exercise.argument_names(min((len(case.args) for case, _ in wrong.pairs), default=0))
    for i, name in enumerate(names):
        if all(_same_numbers(d.seen, case.args[i], case) for case, d in wrong.pairs):
            return (
                f"{wrong.label} is `{name}`, just as it was handed in.",
                "Which line changes it, and what is returned?",
            )
    return None


def _same_numbers(seen: Tree, argument: object, case: Case) -> bool:
    tree = plain(argument)
    return isinstance(tree, (int, float, np.ndarray)) and same(seen, tree, case.tolerance)


def misplaced(exercise: Exercise, cases: Sequence[Case], judged: Sequence[Judged]) -> Text:
    """The right parts in another order, on every case of the value itself."""
    both = [
        (case, one.seen.value, one.expected.value) for case, one in zip(cases, judged, strict=True)
    ]
    main = [one for one in both if one[0].aspect == MAIN]
    count = len(exercise.parts)
    if not main or not all(
        isinstance(tree, list) and len(tree) == count for _, *trees in main for tree in trees
    ):
        return None
    for order in list(itertools.permutations(range(count)))[1:]:  # the first is the order asked for
        if all(
            same([seen[i] for i in order], expected, case.tolerance)
            for case, seen, expected in main
        ):
            return (
                (
                    "You return the right things in another order: asked for are"
                    f" {listed(exercise.parts)}."
                ),
                "In which order does the statement name them?",
            )
    return None
