"""Name a mistake by its behaviour: what came out is held against what each known mistake brings
out.

Order: one mistake, a mistake in each failing unit, a pair of mistakes, then clues. Never a guess:
where two mistakes that say different things would fit, neither is named, and an exception is
named only where it leaves one reading.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from course_lib.checking.asked.case import MAIN
from course_lib.checking.asked.exercise import Exercise
from course_lib.checking.diagnosing.clues import (
    HERE,
    OWN_GENERATOR,
    RIGHT_FORM,
    WRITES,
    WRONG_VALUES,
    clues,
    finding_of,
    side_effects,
)
from course_lib.checking.diagnosing.finding import Finding, Ground
from course_lib.checking.diagnosing.forms import misplaced
from course_lib.checking.judging.aspects import State, aspects
from course_lib.checking.judging.judge import Answer, agree
from course_lib.checking.judging.keys import WrongAnswer
from course_lib.checking.running.observe import Ended, Observation
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


def diagnose(answer: Answer) -> list[Finding]:
    """What there is to tell about a wrong answer, most important first; empty where nothing is
    wrong.
    """
    failing = [unit for unit in _units(answer) if answer.differing(unit.part, unit.places)]
    effects = side_effects(answer)
    if not failing and not effects:
        return []
    known = _Known.among(answer.key.wrong_answers)
    named = _as_a_whole(answer, known.single) or _as_a_whole(answer, known.by_rule)
    if named or not failing:
        return named or [_alone(effect) for effect in effects]
    by_unit = {unit: _in_unit(answer, known.single, unit) for unit in failing}
    unknown = _not_judged(answer)
    return (
        _all_named(answer, by_unit, effects, unknown)
        or _as_a_whole(answer, known.pairs)
        or _in_pieces(answer, by_unit, known.by_rule, effects, unknown)
    )


def diagnose_part(answer: Answer, aspect: str) -> list[Finding]:
    """The mistakes behind one aspect that fails, told apart by what the other cases show; empty
    where they stay open.

    Args:
        answer: the answer to all cases.
        aspect: the one to tell of.
    """
    known = _Known.among(answer.key.wrong_answers)
    units = [
        unit
        for unit in _units(answer)
        if unit.aspect == aspect and answer.differing(unit.part, unit.places)
    ]
    everything = range(len(answer.cases))
    for candidates in known.single, known.by_rule:
        whole = _only(wrong for wrong in candidates if _matches(answer, wrong, everything))
        if whole is not None:
            return _once([told for unit in units for told in _told(answer, whole, unit.places)])
    by_unit = {
        unit: _in_unit(answer, known.single, unit) or _in_unit(answer, known.by_rule, unit)
        for unit in units
    }
    return _once(list(_named(answer, by_unit))) if all(by_unit.values()) else []


@dataclass(frozen=True)
class _Known:
    """The wrong answers of a key, by what they are made of."""

    single: tuple[WrongAnswer, ...]
    by_rule: tuple[WrongAnswer, ...]
    pairs: tuple[WrongAnswer, ...]

    @classmethod
    def among(cls, known: Sequence[WrongAnswer]) -> _Known:
        """Sort them."""
        by_hand = [wrong for wrong in known if not wrong.by_rule]
        return cls(
            tuple(wrong for wrong in by_hand if len(wrong.mistakes) == 1),
            tuple(wrong for wrong in known if wrong.by_rule),
            tuple(wrong for wrong in by_hand if len(wrong.mistakes) > 1),
        )


def _as_a_whole(answer: Answer, candidates: Sequence[WrongAnswer]) -> list[Finding]:
    """The one that brings out all that came out; empty where there is none."""
    everything = range(len(answer.cases))
    named = _only(wrong for wrong in candidates if _matches(answer, wrong, everything))
    return _told(answer, named, everything) if named else []


def _all_named(
    answer: Answer,
    by_unit: dict[Unit, WrongAnswer | None],
    effects: Sequence[Finding],
    unknown: set[str],
) -> list[Finding]:
    """A mistake for each failing unit; empty where one has none.

    An edge that cannot be judged beside a wrong value needs none.
    """
    if any(unit.aspect == MAIN for unit in by_unit):
        by_unit = {unit: wrong for unit, wrong in by_unit.items() if unit.aspect not in unknown}
    if not all(by_unit.values()):
        return []
    return _once([*_named(answer, by_unit), *effects])


def _not_judged(answer: Answer) -> set[str]:
    """The edges that fail by what fails elsewhere, as far as can be told."""
    unknown = {aspect.name for aspect in aspects(answer) if aspect.state == State.NOT_JUDGED}
    return unknown - {MAIN}


def _in_pieces(
    answer: Answer,
    by_unit: dict[Unit, WrongAnswer | None],
    by_rule: Sequence[WrongAnswer],
    effects: Sequence[Finding],
    unknown: set[str],
) -> list[Finding]:
    """What can be told where some unit fails in a way that nobody listed."""
    named = {unit: wrong or _in_unit(answer, by_rule, unit) for unit, wrong in by_unit.items()}
    if findings := _all_named(answer, named, effects, unknown):
        return findings
    order = misplaced(answer)
    pieces = [finding_of(order)] if order else _piece_by_piece(answer, named, unknown)
    return _specific_first([*pieces, *effects])[:MOST]


def _alone(effect: Finding) -> Finding:
    """What code did beside answering right: where it touched what is not its own, that is all."""
    touched = effect.think in (OWN_GENERATOR, WRITES)
    return replace(effect, mistake=effect.did, ground=Ground.MISTAKE) if touched else effect


def with_source(findings: list[Finding], written: Sequence[Finding]) -> list[Finding]:
    """The findings with what stands in the text of the answer, where no mistake comes first.

    The admission that nothing is known gives way to it.
    """
    if not findings or findings[0].ground == Ground.MISTAKE:
        return findings
    stops = [finding for finding in findings if finding.ground == Ground.EXCEPTION]
    others = [finding for finding in findings if finding.ground != Ground.EXCEPTION]
    certain = [finding for finding in written if finding.ground == Ground.MISTAKE]
    hints = [finding for finding in written if finding.ground != Ground.MISTAKE]
    return _specific_first([*certain, *stops, *hints, *others])[:MOST]


def _only(fitting: Iterator[WrongAnswer]) -> WrongAnswer | None:
    """The one wrong answer that fits, or the first of several that say the same."""
    wrong = list(fitting)
    says = {tuple((told.did, told.think) for told in one.mistakes) for one in wrong}
    return wrong[0] if len(says) == 1 else None


def _named(answer: Answer, by_unit: dict[Unit, WrongAnswer | None]) -> Iterator[Finding]:
    for unit, wrong in by_unit.items():
        if wrong is not None:
            yield from _told(answer, wrong, unit.places)


def _once(findings: Sequence[Finding]) -> list[Finding]:
    """Each thing said once: the same advice, or fact of another case, would be noise."""
    said = {
        finding.mistake or finding.think or finding.did.partition(HERE)[0]: finding
        for finding in reversed(findings)
    }
    return list(said.values())[::-1]


def _specific_first(findings: Sequence[Finding]) -> list[Finding]:
    """Without the admission that nothing is known, where something is."""
    specific = [finding for finding in findings if finding.ground != Ground.NOTHING]
    return specific or list(findings[:1])


def _piece_by_piece(
    answer: Answer, by_unit: dict[Unit, WrongAnswer | None], unknown: set[str]
) -> list[Finding]:
    """Names where there are some, clues elsewhere.

    An edge names nothing while the value itself is a riddle.
    """
    riddle = any(unit.aspect == MAIN and not wrong for unit, wrong in by_unit.items())
    stops = any(judged.observation.raised for judged in answer.judged)
    value_wrong = any(unit.aspect == MAIN for unit in by_unit)
    findings: list[Finding] = []
    for unit, wrong in by_unit.items():
        is_edge_too = value_wrong and unit.aspect != MAIN
        if riddle and is_edge_too and stops:
            continue  # what stops the code is told, and comes first
        if is_edge_too and unit.aspect in unknown:
            continue
        if wrong and not (riddle and is_edge_too):
            told = _told(answer, wrong, unit.places)
        else:
            told = list(_clues(answer, unit, is_edge_too=is_edge_too))
        if is_edge_too and told and not _says_something(findings):
            findings = _that_it_is_wrong(findings)
        findings += told
    return _once(findings)


def _that_it_is_wrong(findings: Sequence[Finding]) -> list[Finding]:
    """What stands before a clue about an edge where of the value nothing is known but that it is
    wrong.
    """
    return [
        replace(finding, did=finding.did.replace(RIGHT_FORM, WRONG_VALUES), ground=Ground.CLUE)
        for finding in findings[:1]
    ]


def _clues(answer: Answer, unit: Unit, *, is_edge_too: bool) -> Iterator[Finding]:
    """What there is to tell about a unit; an edge beside a wrong value adds a clue or nothing."""
    for finding in clues(answer, unit.part, unit.places):
        if not (is_edge_too and finding.ground == Ground.NOTHING):
            yield _about(unit, finding)


def _says_something(findings: Sequence[Finding]) -> bool:
    return any(finding.ground != Ground.NOTHING for finding in findings)


def _about(unit: Unit, finding: Finding) -> Finding:
    """A clue that says which edge it is about; a failed fact says it itself."""
    if unit.aspect == MAIN or finding.ground == Ground.FACT:
        return finding
    return replace(finding, did=f"About “{unit.aspect}”: {within_sentence(finding.did)}")


def _units(answer: Answer) -> list[Unit]:
    names = dict.fromkeys([MAIN, *(case.aspect for case in answer.cases)])
    return [
        Unit(name, part, tuple(i for i, case in enumerate(answer.cases) if case.aspect == name))
        for name in names
        for part in answer.exercise.parts or (MAIN,)
    ]


def _told(answer: Answer, wrong: WrongAnswer, places: Sequence[int]) -> list[Finding]:
    """What the authors of these mistakes are told, with the case that shows them best."""
    showing = [place for place in places if _tells(answer, wrong, place)]
    by_value = [place for place in showing if answer.judged[place].differences]
    place = min(by_value or showing, key=answer.showing, default=None)
    return [
        Finding(told.did, told.think, told.name, Ground.MISTAKE, place) for told in wrong.mistakes
    ]


def _matches(answer: Answer, wrong: WrongAnswer, places: Sequence[int]) -> bool:
    """Whether every observation is the mistake's, at least one of them a wrong answer and no
    exception.
    """
    telling = False
    for place in places:
        if place >= len(wrong.observations):
            return telling  # a mistake that never ends has no later cases, nor has the answer
        observation = answer.judged[place].observation
        if not agree(answer.cases[place], observation, wrong.observations[place]):
            return False
        telling = telling or _tells(answer, wrong, place)
    return telling


def _tells(answer: Answer, wrong: WrongAnswer, place: int) -> bool:
    """Whether a case tells the mistake from what was expected, by a value or an effect."""
    if place >= len(wrong.observations):
        return False
    observation, expected = wrong.observations[place], answer.judged[place].expected
    if observation.raised is not None:
        return observation.raised.kind == Ended.TIME_LIMIT
    if expected.raised is not None:
        return True
    effects = bool(observation.changed) or not observation.again
    tolerance = answer.cases[place].tolerance
    return effects or not same(observation.value, expected.value, tolerance)


def _in_unit(answer: Answer, singles: Sequence[WrongAnswer], unit: Unit) -> WrongAnswer | None:
    """The mistake that explains a unit by a wrong value; ``None`` where there is none, or where
    several that say different things do.

    A mistake that would have shown in another way where the answer is right, or in another part of
    the value, is none of theirs.
    """
    explaining = [wrong for wrong in singles if _explains(answer, wrong, unit)]
    if not explaining:
        return None
    others = [other for other in _units(answer) if other != unit]
    return _only(
        wrong
        for wrong in explaining
        if not any(_is_contradicted(answer, wrong, other) for other in others)
    )


def _is_contradicted(answer: Answer, wrong: WrongAnswer, unit: Unit) -> bool:
    """Whether a mistake would have shown in a unit in another way than the answer does.

    What else fails at an edge may be wrong there besides.
    """
    is_right = not answer.differing(unit.part, unit.places)
    if not is_right and (unit.aspect != MAIN or _fits(answer, wrong, unit)):
        return False
    return _shows_in(answer, wrong, unit)


def _shows_in(answer: Answer, wrong: WrongAnswer, unit: Unit) -> bool:
    """Whether a mistake leads to a wrong value, or to an exception, somewhere in a unit."""
    for place in unit.places[: len(wrong.observations)]:
        observation, expected = wrong.observations[place], answer.judged[place].expected
        if observation.raised is not None or expected.raised is not None:
            if not _raise_alike(observation, expected):
                return True
            continue
        value, right = (
            pick(answer.exercise, tree, unit.part) for tree in (observation.value, expected.value)
        )
        if not same(value, right, answer.cases[place].tolerance):
            return True
    return False


def _explains(answer: Answer, wrong: WrongAnswer, unit: Unit) -> bool:
    """Whether a mistake brings out what a unit shows, and a wrong value with it."""
    return _fits(answer, wrong, unit) and any(
        _tells_by_value(answer, wrong, place, unit.part) for place in unit.places
    )


def _fits(answer: Answer, wrong: WrongAnswer, unit: Unit) -> bool:
    """Whether a mistake brings out what a unit shows on all of its cases."""
    if any(place >= len(wrong.observations) for place in unit.places):
        return False
    for place in unit.places:
        observation, other = answer.judged[place].observation, wrong.observations[place]
        if observation.raised is not None or other.raised is not None:
            if not _raise_alike(observation, other):
                return False
            continue
        value = pick(answer.exercise, observation.value, unit.part)
        theirs = pick(answer.exercise, other.value, unit.part)
        if not same(value, theirs, answer.cases[place].tolerance):
            return False
    return True


def _tells_by_value(answer: Answer, wrong: WrongAnswer, place: int, part: str) -> bool:
    """Whether a mistake leads to a value in a case, and not to what was expected there."""
    observation, expected = wrong.observations[place], answer.judged[place].expected
    if observation.raised is not None or expected.raised is not None:
        return observation.raised is None
    value = pick(answer.exercise, observation.value, part)
    right = pick(answer.exercise, expected.value, part)
    return not same(value, right, answer.cases[place].tolerance)


def _raise_alike(left: Observation, right: Observation) -> bool:
    if left.raised is None or right.raised is None:
        return False
    return left.raised.kind == right.raised.kind


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
