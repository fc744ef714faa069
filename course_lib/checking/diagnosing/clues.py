"""Clues for wrong answers that no named mistake explains: exceptions, failed facts, form, patterns,
side effects.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from course_lib.checking.asked.case import Case
from course_lib.checking.asked.exercise import Exercise
from course_lib.checking.diagnosing.explain import explain, says_it_all
from course_lib.checking.diagnosing.finding import Finding, Ground
from course_lib.checking.diagnosing.forms import form
from course_lib.checking.diagnosing.patterns import constant, pattern
from course_lib.checking.diagnosing.stops.named import named_stop
from course_lib.checking.diagnosing.wrong_cases import Clue, WrongCase, WrongCases, is_numeric
from course_lib.checking.judging.aspects import fact_name
from course_lib.checking.judging.judge import Answer, part_of
from course_lib.checking.running.observe import RANDOM_STATE, Ended, Raised
from course_lib.checking.telling.display import CHANGE, COUNT, listed, show
from course_lib.checking.values.compare import Difference, Kind
from course_lib.checking.values.facts import Fact
from course_lib.checking.values.kinds import with_article
from course_lib.checking.values.plain import Tree


def clues(answer: Answer, part: str, places: Sequence[int]) -> list[Finding]:
    """What the wrong answers of one unit have in common: the first clue that fits.

    Args:
        answer: the answer as a whole.
        part: the part of the answer that is wrong.
        places: the cases of the unit.
    """
    wrong_places = answer.differing(part, places)
    stopped = _stopped(answer, wrong_places)
    if stopped is not None:
        return stopped
    wrong = [
        WrongCase(place, answer.cases[place], difference)
        for place in wrong_places
        for difference in answer.judged[place].differences
        if part_of(answer.exercise, difference) in (None, part)
    ]
    facts = [case for case in wrong if _is_fact(case.difference)]
    if facts:
        return _failed_facts(facts)
    label = _label(answer.exercise, part, [case.difference for case in wrong])
    right = [answer.cases[place] for place in places if place not in wrong_places]
    endless = any(_has_infinity(judged.expected.value) for judged in answer.judged)
    elsewhere = _elsewhere(answer, part, wrong, places)
    cases = WrongCases(label, wrong, right, elsewhere, endless)
    clue = constant(cases) or form(answer.exercise, cases) or pattern(cases)
    if clue is None:
        advice = _by_hand_or_printing(answer, wrong[0].case)
        did = f"{label} {RIGHT_FORM}."
        return [Finding(did, advice, ground=Ground.NOTHING, place=wrong[0].place)]
    place = wrong[0].place if clue.place is None else clue.place
    return [finding_of(clue._replace(place=place))]


def _elsewhere(
    answer: Answer, part: str, wrong: Sequence[WrongCase], places: Sequence[int]
) -> list[WrongCase]:
    """What is wrong about the same entries on the cases of other units, number for number."""
    entries = {case.difference.path for case in wrong}
    others = [place for place in range(len(answer.cases)) if place not in places]
    return [
        WrongCase(place, answer.cases[place], difference)
        for place in answer.differing(part, others)
        for difference in answer.judged[place].differences
        if difference.path in entries and difference.kind == Kind.VALUE
    ]


def finding_of(clue: Clue) -> Finding:
    """A clue as a finding."""
    ground = Ground.MISTAKE if clue.mistake else Ground.CLUE
    return Finding(clue.did, clue.think, clue.mistake, ground, clue.place)


WRONG_VALUES = "has the right form and wrong values"
RIGHT_FORM = f"{WRONG_VALUES}, and no mistake that we know explains them"
BY_HAND = (
    "Take the case below by hand, one line at a time: where does your code first part from it?"
)
BY_PRINTING = (
    "Print what each line makes of the lesson's own example: where does it first part from the "
    "numbers there?"
)
BY_PRINTING_ONE_OF_YOURS = (
    "Print what each line makes of an input so small that you know what should come out: where "
    "does it first part from that?"
)
SMALL_ENOUGH = 16
"""So many numbers can be taken through a function by hand."""


def _has_infinity(tree: Tree) -> bool:
    """Whether an infinite number is somewhere in a tree."""
    if isinstance(tree, (list, dict)):
        return any(map(_has_infinity, tree.values() if isinstance(tree, dict) else tree))
    return is_numeric(tree) and bool(np.isinf(tree).any())


def _by_hand_or_printing(answer: Answer, case: Case) -> str:
    """How to find a mistake that is not known; the lesson's example helps where it can be run."""
    if case.size() <= SMALL_ENOUGH:
        return BY_HAND
    can_be_run = any(case.worked for case in answer.cases)
    return BY_PRINTING if can_be_run else BY_PRINTING_ONE_OF_YOURS


REFUSE = "What would a caller get here, and would they notice that it means nothing?"


def _stopped(answer: Answer, wrong_places: Sequence[int]) -> list[Finding] | None:
    """What to tell where an exception stands in the place of an answer, or the reverse."""
    for place in wrong_places:
        judged = answer.judged[place]
        raised, expected = judged.observation.raised, judged.expected.raised
        if raised is not None:
            if raised.kind == Ended.NOT_REACHED:
                continue
            named = named_stop(answer, place) if expected is None else None
            return [named or _explained(answer.exercise, raised, expected, place)]
        if expected is not None:
            kind = with_article(expected.kind)
            did = f"An input that should be refused with {kind} got an answer."
            return [Finding(did, REFUSE, place=place)]
    reached = any(answer.judged[place].reached for place in wrong_places)
    return None if reached else []  # what stopped the run before is told already


def _explained(exercise: Exercise, raised: Raised, expected: Raised | None, place: int) -> Finding:
    did, think = explain(exercise, raised, expected)
    mistake = says_it_all(raised)
    return Finding(did, think, mistake, Ground.MISTAKE if mistake else Ground.EXCEPTION, place)


def _label(exercise: Exercise, part: str, wrong: Sequence[Difference]) -> str:
    """What wrong answers are called: by their part, and by the one entry in it that is wrong."""
    only_this = all(part_of(exercise, difference) == part for difference in wrong)
    owner = f"`{part}`" if only_this else "Your answer"
    inner = {difference.path[only_this:] for difference in wrong}
    if len(inner) != 1 or len(path := inner.pop()) != 1:
        return owner
    (name,) = path
    if not isinstance(name, str) or name == ANSWER:
        return owner
    if name.startswith(CHANGE):
        return f"The change of `{name.removeprefix(CHANGE)}`"
    if name.startswith(COUNT):
        return f"The {name}"
    return f"`{name}` in {owner if only_this else 'your answer'}"


ANSWER = "answer"
"""What a probe calls the answer itself where it looks at other things beside it."""


def side_effects(answer: Answer) -> list[Finding]:
    """What the code did beside answering: changed arguments, state kept between calls."""
    findings = []
    observations = [judged.observation for judged in answer.judged]
    changed = dict.fromkeys(name for seen in observations for name in seen.changed)
    draws = RANDOM_STATE in changed
    if draws:
        del changed[RANDOM_STATE]
        place = _first(seen.changed for seen in observations)
        did = f"Your code draws from {RANDOM_STATE}, or seeds it."
        findings.append(Finding(did, OWN_GENERATOR, ground=Ground.EFFECT, place=place))
    if changed:
        belong = "belongs" if len(changed) == 1 else "belong"
        place = _first(set(seen.changed) - {RANDOM_STATE} for seen in observations)
        did = f"Your code changes {listed(list(changed))}, which {belong} to the caller."
        findings.append(Finding(did, WRITES, ground=Ground.EFFECT, place=place))
    if not draws and not all(seen.again for seen in observations):  # what is drawn anew differs
        place = _first(not seen.again for seen in observations)
        findings.append(Finding(ANOTHER_ANSWER, OUTLIVES, ground=Ground.EFFECT, place=place))
    return findings


OWN_GENERATOR = "Who else uses that state, and does the statement hand you a generator of your own?"
WRITES = "Which line writes into an array that it was given, and could it make a new one?"
ANOTHER_ANSWER = (
    "A second call with the same input gives another answer: something is kept or drawn anew."
)
OUTLIVES = (
    "Which name outlives the call: a global, a default argument, or a generator that is not `rng`?"
)


def _first(holds: Iterable[object]) -> int | None:
    """The position of the first that is true."""
    return next((i for i, value in enumerate(holds) if value), None)


def _is_fact(difference: Difference) -> bool:
    """Whether a difference is about something that must hold."""
    return any(isinstance(step, Fact) for step in difference.path)


def _failed_facts(wrong: Sequence[WrongCase]) -> list[Finding]:
    reached = [case for case in wrong if case.difference.kind != Kind.MISSING] or wrong
    findings: dict[str, Finding] = {}
    for place, _, difference in reached:
        name = fact_name(difference)
        did = f"{_told(difference)}: {name}{_in_place(difference)}."
        findings.setdefault(name, Finding(did, ground=Ground.FACT, place=place))
    return list(findings.values())


def _told(difference: Difference) -> str:
    if difference.expected is False:
        return "This should not happen"
    return "Expected, and not so" if difference.expected is True else "Not as expected"


def _in_place(difference: Difference) -> str:
    """What was there in the place of a fact, where it is more than a no."""
    observed = difference.observed
    if isinstance(observed, bool) or observed is None or difference.kind == Kind.MISSING:
        return ""
    return f"{HERE}{observed if isinstance(observed, str) else show(observed)})"


HERE = " (here: "
"""What begins the words about one case in a finding that may hold for several."""
