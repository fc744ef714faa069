"""Clues for wrong answers that no named mistake explains: exceptions, failed facts, form, patterns,
side effects.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from course_lib.checking.asked.case import Case
from course_lib.checking.asked.exercise import Exercise
from course_lib.checking.diagnosing.explain import explain
from course_lib.checking.diagnosing.forms import form
from course_lib.checking.diagnosing.patterns import pattern
from course_lib.checking.diagnosing.wrong_cases import WrongCases
from course_lib.checking.judging.judge import Judged, part_of
from course_lib.checking.running.observe import RANDOM_STATE
from course_lib.checking.telling.display import listed
from course_lib.checking.values.compare import Difference
from course_lib.checking.values.kinds import with_article


@dataclass(frozen=True)
class Finding:
    """One thing to tell the author of a wrong answer.

    Attributes:
        did: what they did and how we can tell.
        think: what to think about next.
        mistake: the named mistake, or nothing.
    """

    did: str
    think: str = ""
    mistake: str = ""


def clues(
    exercise: Exercise,
    cases: Sequence[Case],
    judged: Sequence[Judged],
    part: str,
    places: Sequence[int],
) -> list[Finding]:
    """What the wrong answers of one unit have in common: the first clue that fits."""
    mine = [i for i in places if differs(exercise, judged[i], part)]
    for i in mine:
        raised = judged[i].seen.raised
        if raised is not None and raised.kind == "NotReached":
            return []  # what stopped the run before this case is told already
        if raised is not None:
            return [Finding(*explain(exercise, raised, judged[i].expected.raised))]
        if judged[i].expected.raised is not None:
            kind = judged[i].expected.raised.kind  # type: ignore[union-attr]
            return [
                Finding(
                    f"An input that should be refused with {with_article(kind)} was accepted.",
                    REFUSE,
                )
            ]
    pairs = [
        (cases[i], d) for i in mine for d in judged[i].wrong if part_of(exercise, d) in (None, part)
    ]
    facts = [d for _, d in pairs if _is_fact(exercise, d)]
    if facts:
        return _failed_facts(facts)
    label = _label(exercise, part, [d for _, d in pairs])
    wrong = WrongCases(label, pairs, [cases[i] for i in places if i not in mine])
    text = form(exercise, wrong) or pattern(wrong)
    return [Finding(*text) if text else Finding(f"{label} {RIGHT_FORM}.", BY_HAND)]


def _label(exercise: Exercise, part: str, wrong: Sequence[Difference]) -> str:
    """What wrong answers are called: by their part, and by the one entry in it that is wrong."""
    only_this = all(part_of(exercise, d) == part for d in wrong)
    inner = {d.path[only_this:] for d in wrong}
    if (
        len(inner) == 1
        and len(path := inner.pop()) == 1
        and isinstance(path[0], str)
        and path[0] != ANSWER
    ):
        return f"`{path[0]}` in {f'`{part}`' if only_this else 'your answer'}"
    return f"`{part}`" if only_this else "Your answer"


ANSWER = "answer"
"""What a probe calls the answer itself where it looks at other things beside it."""
RIGHT_FORM = "has the right form and wrong values, and no mistake that we know explains them"
BY_HAND = (
    "Take the smallest failing case by hand, one line at a time: where does your code first part"
    " from it?"
)
REFUSE = "What would a caller get here, and would they notice that it means nothing?"


def side_effects(judged: Sequence[Judged]) -> list[Finding]:
    """What the code did beside answering: changed arguments, state kept between calls."""
    found = []
    changed = dict.fromkeys(name for one in judged for name in one.seen.changed)
    draws = RANDOM_STATE in changed
    if draws:
        del changed[RANDOM_STATE]
        found.append(
            Finding(
                f"Your code draws from {RANDOM_STATE}, or seeds it.",
                "Who else uses that state, and does the statement hand you a generator of your"
                " own?",
            )
        )
    if changed:
        belong = "belongs" if len(changed) == 1 else "belong"
        found.append(
            Finding(
                f"Your code changes {listed(list(changed))}, which {belong} to the caller.",
                "Which line writes into an array that it was given, and could it make a new one?",
            )
        )
    if not draws and not all(
        one.seen.again for one in judged
    ):  # what is drawn anew differs: told already
        found.append(
            Finding(
                "A second call with the same input gives another answer: something is kept or drawn"
                " anew.",
                "Which name outlives the call: a global, a default argument, or a generator that is"
                " not `rng`?",
            )
        )
    return found


def differs(exercise: Exercise, judged: Judged, part: str) -> bool:
    """Whether anything about a part is not as expected on a case, its shape included."""
    return any(part_of(exercise, difference) in (None, part) for difference in judged.wrong)


def _is_fact(exercise: Exercise, difference: Difference) -> bool:
    """Whether a difference is about something that must hold: a named yes or no, or what a fact
    function gave.
    """
    named = bool(difference.path) and isinstance(difference.path[0], str)
    return named and (
        exercise.has_facts or isinstance(difference.expected, bool) or " " in _fact_name(difference)
    )


def _failed_facts(wrong: list[Difference]) -> list[Finding]:
    reached = [d for d in wrong if d.kind != "missing"] or wrong
    texts = {_fact_name(d): FAILED.get(str(d.expected), "is not as asked for") for d in reached}
    return [Finding(f"This {text}: {name}.") for name, text in texts.items()]


FAILED = {"True": "does not hold", "False": "should not happen"}


def _fact_name(difference: Difference) -> str:
    """The innermost name on the way to a difference."""
    return str([step for step in difference.path if isinstance(step, str)][-1])
