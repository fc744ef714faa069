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
from course_lib.checking.diagnosing.fitting import Unit, in_unit, matches, only, tells, units_of
from course_lib.checking.diagnosing.forms import misplaced
from course_lib.checking.judging.aspects import State, aspects
from course_lib.checking.judging.judge import Answer
from course_lib.checking.judging.keys import WrongAnswer
from course_lib.checking.telling.display import within_sentence
from course_lib.checking.values.compare import Kind

MOST = 4
"""So many things are told at once; the rest shows when these are mended."""


def diagnose(answer: Answer) -> list[Finding]:
    """What there is to tell about a wrong answer, most important first; empty where nothing is
    wrong.
    """
    failing = [unit for unit in units_of(answer) if answer.differing(unit.part, unit.places)]
    effects = side_effects(answer)
    if not failing and not effects:
        return []
    known = _Known.among(answer.key.wrong_answers)
    named = _as_a_whole(answer, known.single) or _as_a_whole(answer, known.by_rule)
    if named or not failing:
        return named or [_alone(effect) for effect in effects]
    by_unit = {unit: in_unit(answer, known.single, unit) for unit in failing}
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
        for unit in units_of(answer)
        if unit.aspect == aspect and answer.differing(unit.part, unit.places)
    ]
    everything = range(len(answer.cases))
    for candidates in known.single, known.by_rule:
        whole = only(wrong for wrong in candidates if matches(answer, wrong, everything))
        if whole is not None:
            return _once([told for unit in units for told in _told(answer, whole, unit.places)])
    by_unit = {
        unit: in_unit(answer, known.single, unit) or in_unit(answer, known.by_rule, unit)
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
    named = only(wrong for wrong in candidates if matches(answer, wrong, everything))
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
    named = {unit: wrong or in_unit(answer, by_rule, unit) for unit, wrong in by_unit.items()}
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
    value_wrong = any(unit.aspect == MAIN for unit in by_unit)
    findings: list[Finding] = []
    for unit, wrong in by_unit.items():
        is_edge_too = value_wrong and unit.aspect != MAIN
        if is_edge_too and not _adds_something(answer, unit, unknown, riddle=riddle):
            continue
        if wrong and not (riddle and is_edge_too):
            told = _told(answer, wrong, unit.places)
        else:
            told = list(_clues(answer, unit, is_edge_too=is_edge_too))
        if is_edge_too and told and not _says_something(findings):
            findings = _that_it_is_wrong(findings)
        findings += told
    return _once(findings)


def _adds_something(answer: Answer, edge: Unit, unknown: set[str], *, riddle: bool) -> bool:
    """Whether to tell of an edge beside a wrong value: what stops the code comes first."""
    if riddle and any(judged.observation.raised for judged in answer.judged):
        return False
    return edge.aspect not in unknown or _is_of_another_kind(answer, edge)


def _is_of_another_kind(answer: Answer, edge: Unit) -> bool:
    """Whether an answer has another kind at an edge alone: that is true of it whatever else is."""
    itself = {difference.kind for _, judged in answer.of(MAIN) for difference in judged.differences}
    judged = [answer.judged[place] for place in edge.places]
    there = {difference.kind for case in judged for difference in case.differences}
    return Kind.TYPE in there - itself


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


def _told(answer: Answer, wrong: WrongAnswer, places: Sequence[int]) -> list[Finding]:
    """What the authors of these mistakes are told, with the case that shows them best."""
    showing = [place for place in places if tells(answer, wrong, place)]
    by_value = [place for place in showing if answer.judged[place].differences]
    place = min(by_value or showing, key=answer.showing, default=None)
    return [
        Finding(told.did, told.think, told.name, Ground.MISTAKE, place) for told in wrong.mistakes
    ]
