"""Name a mistake by its behaviour: what came out is held against what each known mistake brings
out.

Order: one mistake, a mistake in each failing unit, a pair of mistakes, then forensics. Never a
guess: where two mistakes would fit, neither is named, and an exception is explained, not named.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from course_lib.checking.asked.case import MAIN, Case
from course_lib.checking.asked.exercise import Exercise
from course_lib.checking.diagnosing.clues import BY_HAND, Finding, clues, differs, side_effects
from course_lib.checking.diagnosing.forms import misplaced
from course_lib.checking.judging.judge import Judged
from course_lib.checking.judging.keys import Key, WrongAnswer
from course_lib.checking.running.observe import Observation
from course_lib.checking.telling.display import within_sentence
from course_lib.checking.values.compare import same
from course_lib.checking.values.plain import Opaque, Tree

MOST = 4
"""So many things are told at once; the rest shows when these are mended."""


@dataclass(frozen=True)
class Unit:
    """What can be wrong on its own: one part of the answer, over the cases of one aspect."""

    aspect: str
    part: str
    places: tuple[int, ...]


def diagnose(
    exercise: Exercise, cases: Sequence[Case], judged: Sequence[Judged], key: Key
) -> list[Finding]:
    """What there is to tell about a wrong answer, most important first; empty where nothing is
    wrong.
    """
    everything = range(len(cases))
    failing = [unit for unit in _units(exercise, cases) if _fails(exercise, judged, unit)]
    if not failing and not any(
        one.wrong or one.seen.changed or not one.seen.again for one in judged
    ):
        return []
    singles = [wrong for wrong in key.wrong if len(wrong.mistakes) == 1]
    whole = [wrong for wrong in singles if _matches(cases, judged, wrong, everything)]
    if len(whole) == 1:
        return _told(whole[0])
    by_unit = {unit: _in_unit(exercise, cases, judged, singles, unit) for unit in failing}
    if failing and all(by_unit.values()):
        named = {
            finding.mistake: finding
            for wrong in by_unit.values()
            if wrong
            for finding in _told(wrong)
        }
        return [*named.values(), *side_effects(judged)]
    pairs = [
        wrong
        for wrong in key.wrong
        if len(wrong.mistakes) > 1 and _matches(cases, judged, wrong, everything)
    ]
    if len(pairs) == 1:
        return _told(pairs[0])
    order = misplaced(exercise, cases, judged)
    found = [Finding(*order)] if order else _piece_by_piece(exercise, cases, judged, by_unit)
    effects = side_effects(judged)
    return [*(one for one in found if not effects or one.think != BY_HAND), *effects][:MOST]


def _piece_by_piece(
    exercise: Exercise,
    cases: Sequence[Case],
    judged: Sequence[Judged],
    by_unit: dict[Unit, WrongAnswer | None],
) -> list[Finding]:
    """Names where there are some, clues elsewhere. An edge names nothing while the value itself is
    a riddle.
    """
    riddle = any(unit.aspect == MAIN and not wrong for unit, wrong in by_unit.items())
    stops = any(one.seen.raised for one in judged)
    value_wrong = any(
        unit.aspect == MAIN for unit in by_unit
    )  # then an edge has nothing to add without a clue
    findings: dict[str, Finding] = {}
    for unit, wrong in by_unit.items():
        edge_too = value_wrong and unit.aspect != MAIN
        unsure = riddle and edge_too
        if unsure and stops:
            continue  # what stops the code is told, and comes first
        if wrong and not unsure:
            new = _told(wrong)
        else:
            found = clues(exercise, cases, judged, unit.part, unit.places)
            new = [
                _about(unit, finding)
                for finding in found
                if not edge_too or finding.think != BY_HAND
            ]
        for finding in new:  # one of a kind: the same advice again would be noise
            findings.setdefault(finding.mistake or finding.think or finding.did, finding)
    return list(findings.values())


def _about(unit: Unit, clue: Finding) -> Finding:
    """A clue that says which edge it is about; a failed fact says it itself."""
    if unit.aspect == MAIN or not clue.think:
        return clue
    return replace(clue, did=f"About “{unit.aspect}”: {within_sentence(clue.did)}")


def _units(exercise: Exercise, cases: Sequence[Case]) -> list[Unit]:
    names = dict.fromkeys([MAIN, *(case.aspect for case in cases)])
    return [
        Unit(aspect, part, tuple(i for i, case in enumerate(cases) if case.aspect == aspect))
        for aspect in names
        for part in exercise.parts or (MAIN,)
    ]


def _fails(exercise: Exercise, judged: Sequence[Judged], unit: Unit) -> bool:
    return any(differs(exercise, judged[i], unit.part) for i in unit.places)


def _told(wrong: WrongAnswer) -> list[Finding]:
    return [Finding(told.did, think=told.think, mistake=told.name) for told in wrong.mistakes]


def _matches(
    cases: Sequence[Case], judged: Sequence[Judged], wrong: WrongAnswer, places: Sequence[int]
) -> bool:
    """Whether every observation is the mistake's, at least one of them a wrong answer and no
    exception.
    """
    telling = False
    for i in places:
        if i >= len(wrong.seen):
            return (
                telling  # a mistake that never ends has no later cases, and neither has the answer
            )
        if not _alike(judged[i].seen, wrong.seen[i], cases[i].tolerance):
            return False
        telling = telling or _tells(judged[i], wrong.seen[i], cases[i].tolerance)
    return telling


def _alike(seen: Observation, wrong: Observation, floor: float) -> bool:
    if seen.raised is not None or wrong.raised is not None:
        return (
            seen.raised is not None
            and wrong.raised is not None
            and seen.raised.kind == wrong.raised.kind
        )
    effects = seen.changed == wrong.changed and seen.again == wrong.again
    return effects and same(seen.value, wrong.value, floor)


def _tells(judged: Judged, wrong: Observation, floor: float) -> bool:
    if wrong.raised is not None:
        return wrong.raised.kind == "TimeLimit"
    if judged.expected.raised is not None:
        return True
    return (
        bool(wrong.changed)
        or not wrong.again
        or not same(wrong.value, judged.expected.value, floor)
    )


def _in_unit(
    exercise: Exercise,
    cases: Sequence[Case],
    judged: Sequence[Judged],
    singles: list[WrongAnswer],
    unit: Unit,
) -> WrongAnswer | None:
    """The one mistake that explains a unit by a wrong value; ``None`` where there is none, or more
    than one.
    """
    found = [wrong for wrong in singles if _explains(exercise, cases, judged, wrong, unit)]
    return found[0] if len(found) == 1 else None


def _explains(
    exercise: Exercise,
    cases: Sequence[Case],
    judged: Sequence[Judged],
    wrong: WrongAnswer,
    unit: Unit,
) -> bool:
    telling = False
    for i in unit.places:
        if i >= len(wrong.seen):
            return False
        seen, other, expected = judged[i].seen, wrong.seen[i], judged[i].expected
        if seen.raised is not None or other.raised is not None:
            if seen.raised is None or other.raised is None or seen.raised.kind != other.raised.kind:
                return False
            continue
        mine, theirs = (pick(exercise, one.value, unit.part) for one in (seen, other))
        if not same(mine, theirs, cases[i].tolerance):
            return False
        right = pick(exercise, expected.value, unit.part)
        telling = (
            telling or expected.raised is not None or not same(theirs, right, cases[i].tolerance)
        )
    return telling


def pick(exercise: Exercise, tree: Tree, part: str) -> Tree:
    """One part of an answer; the answer as a whole, marked as such, where it is not in these
    parts.
    """
    if part not in exercise.parts:
        return tree
    if isinstance(tree, dict) and not set(exercise.parts).isdisjoint(tree):
        return tree.get(part, Opaque("nothing"))
    position = exercise.parts.index(part)
    if isinstance(tree, list) and len(tree) == len(exercise.parts):
        return tree[position]
    return {"not in parts": tree}
