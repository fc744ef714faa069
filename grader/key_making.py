"""From what right and wrong answers bring to light to a key, and to what the build refuses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from course_lib.checking.asked.case import Case
from course_lib.checking.asked.exercise import VISIBLE_SEED, Exercise
from course_lib.checking.deciding import verdict_on
from course_lib.checking.judging.judge import agree, with_facts
from course_lib.checking.judging.keys import Key, Told, WrongAnswer, dumps, fingerprint
from course_lib.checking.running.observe import Ended, Observation
from course_lib.checking.values.compare import differences
from grader.hard_coding import learnt
from grader.mistakes import Mistake
from grader.outlines import Outline, Outlines
from grader.trial_runs import Run, cases_of


@dataclass
class Built:
    """A key, and what stands against it, in sentences.

    Attributes:
        key: of one exercise on the cases of one seed.
        refused: what other cases would not mend.
        undecided: wrong work that earns points on these cases; on others it may not.
        unnamed: mistakes that cost points on these cases, but look like others there.
        packed: the bytes of the key's file, where they are known.
    """

    key: Key
    refused: list[str]
    undecided: list[str] = field(default_factory=list)
    unnamed: list[str] = field(default_factory=list)
    packed: bytes = b""

    @property
    def file(self) -> bytes:
        """The bytes of the key's file."""
        return self.packed or dumps(self.key)

    @property
    def costly(self) -> list[str]:
        """What would cost points, or give some away."""
        return self.refused + self.undecided

    @property
    def problems(self) -> list[str]:
        """All of it."""
        return self.costly + self.unnamed


@dataclass
class Plan:
    """What is run for the key of one exercise.

    Attributes:
        exercise: what is asked.
        points: what it is worth.
        refused: what the build refuses before anything has run.
        mistakes: the listed mistakes, single ones first, then pairs.
        by_rule: those that no person wrote.
        runs: the reference twice, then each of ``mistakes``, then each of ``by_rule``; last, where
            the cases are hidden, the reference on the visible ones.
    """

    exercise: Exercise
    points: float
    refused: list[str]
    mistakes: list[tuple[Mistake, ...]] = field(default_factory=list)
    by_rule: list[Mistake] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)


def make_key(plan: Plan, observed: Sequence[list[Observation]], seed: int) -> Built:
    """The key of an exercise.

    Args:
        plan: what was run.
        observed: what each run brought to light, in the plan's order.
        seed: of the cases.
    """
    exercise, refused = plan.exercise, list(plan.refused)
    cases = cases_of(exercise, seed)
    expected, again = (with_facts(exercise, cases, one) for one in observed[:2])
    unfit = list(_unfit(exercise, cases, expected, again))
    key = Key(exercise.name, plan.points, seed, fingerprint(cases), expected, [])
    if unfit:
        return Built(key, refused + unfit)
    listed = observed[2 : 2 + len(plan.mistakes)]
    wrong_answers = [
        WrongAnswer(tuple(map(_told, made)), with_facts(exercise, cases, raw))
        for made, raw in zip(plan.mistakes, listed, strict=True)
    ]
    singles = [wrong for wrong in wrong_answers if len(wrong.mistakes) == 1]
    pairs = [wrong for wrong in wrong_answers if len(wrong.mistakes) > 1]
    known = [_Held(cases, WrongAnswer((), expected)), *(_Held(cases, one) for one in singles)]
    new_pairs = list(_new_pairs(known, [_Held(cases, pair) for pair in pairs]))
    known += new_pairs
    made_by_rule = observed[2 + len(listed) : 2 + len(listed) + len(plan.by_rule)]
    by_rule = [
        WrongAnswer((_told(mistake),), raw, by_rule=True)
        for mistake, raw in zip(plan.by_rule, made_by_rule, strict=True)
    ]
    new_by_rule = _new_by_rule(known, [_Held(cases, wrong) for wrong in by_rule])
    new = [held.wrong for held in (*new_pairs, *new_by_rule)]
    key = replace(key, wrong_answers=[*singles, *new])
    if plan.points <= 0:
        refused.append(f"{exercise.name}: its check cell carries no points.")
    built = Built(key, refused)
    for made, raw in zip(plan.mistakes, listed, strict=True):
        if len(made) == 1:
            _note_unnamed(exercise, cases, built, made[0].name, raw)
    if seed != VISIBLE_SEED:
        built.undecided += learnt(exercise, observed[-1], key)
    return built


def _told(mistake: Mistake) -> Told:
    return Told(mistake.name, mistake.did, mistake.think)


def _unfit(
    exercise: Exercise,
    cases: Sequence[Case],
    first: Sequence[Observation],
    second: Sequence[Observation],
) -> Iterator[str]:
    name = exercise.name
    raised = [one.raised for one in first if one.raised]
    if len(raised) == len(cases):
        yield f"{name}: the reference raises on every case: {raised[0].kind}: {raised[0].message}"
    elif len(first) < len(cases) or not all(one.again and not one.changed for one in first):
        why = f" ({raised[0].kind}: {raised[0].message})" if raised else ""
        yield (
            f"{name}: the reference does not finish, changes its arguments, or answers twice "
            f"differently{why}."
        )
    elif not alike(cases, first, second):
        yield f"{name}: two runs of the reference differ."


def _note_unnamed(
    exercise: Exercise, cases: list[Case], built: Built, name: str, raw: list[Observation]
) -> None:
    key = built.key
    verdict = verdict_on(exercise, cases, raw, key)
    if verdict.passed:
        built.undecided.append(
            f"{exercise.name}: the mistake '{name}' earns all points: no case tells it from the "
            "reference."
        )
    elif [finding.mistake for finding in verdict.findings] != [name]:
        observations = with_facts(exercise, cases, raw)
        twins = [
            wrong.mistakes[0].name
            for wrong in key.wrong_answers
            if alike(cases, wrong.observations, observations)
        ]
        others = ", ".join(f"'{twin}'" for twin in twins if twin != name)
        like = f"; it looks like {others}" if others else ""
        built.unnamed.append(
            f"{exercise.name}: the mistake '{name}' is caught but not named{like}."
        )


def alike(
    cases: Sequence[Case], first: Sequence[Observation], second: Sequence[Observation]
) -> bool:
    """Whether two answers cannot be told apart on the cases."""
    pairs = zip(cases, first, second, strict=False)
    return len(first) == len(second) and all(agree(*pair) for pair in pairs)


@dataclass(frozen=True)
class _Held:
    """A wrong answer that is held against others."""

    cases: list[Case]
    wrong: WrongAnswer

    @property
    def observations(self) -> list[Observation]:
        """What it brings to light."""
        return self.wrong.observations

    @property
    def told(self) -> Told:
        """What is told of its first mistake."""
        return self.wrong.mistakes[0]

    @cached_property
    def outline(self) -> Outline:
        """What it is in short."""
        return Outline(self.cases, self.observations)

    def is_like(self, other: _Held) -> bool:
        """Whether it cannot be told from another."""
        return alike(self.cases, self.observations, other.observations)


class _Group:
    """Answers that are held against each other."""

    def __init__(self, members: Sequence[_Held]) -> None:
        self._members = members
        self._outlines = Outlines(member.outline for member in members)

    def like(self, answer: _Held) -> Iterator[int]:
        """The places of those that cannot be told from an answer, in order."""
        for place in self._outlines.may_equal(answer.outline):
            if answer.is_like(self._members[place]):
                yield place

    def has(self, answer: _Held) -> bool:
        """Whether one of them cannot be told from an answer."""
        return next(self.like(answer), None) is not None


def _new_pairs(known: list[_Held], pairs: list[_Held]) -> Iterator[_Held]:
    """The pairs that look like nothing else, neither right nor one mistake nor another pair, and
    answer with values.
    """
    answers = [pair for pair in pairs if any(one.raised is None for one in pair.observations)]
    new = _unknown(known, answers)
    group = _Group(new)
    for pair in new:
        if len(list(group.like(pair))) == 1:
            yield pair


def _unknown(known: list[_Held], answers: list[_Held]) -> list[_Held]:
    group = _Group(known)
    return [answer for answer in answers if not group.has(answer)]


def _new_by_rule(known: list[_Held], by_rule: list[_Held]) -> Iterator[_Held]:
    """The wrong answers made by rule that show in numbers and look like nothing that a person
    wrote. Where two that say different things look alike, neither is kept.
    """
    right = known[0]
    new = _unknown(known, [held for held in by_rule if _tells_in_numbers(right, held)])
    group = _Group(new)
    for place, held in enumerate(new):
        twins = list(group.like(held))
        says = {(new[twin].told.did, new[twin].told.think) for twin in twins}
        if len(says) == 1 and twins[0] == place:
            yield held


def _tells_in_numbers(right: _Held, wrong: _Held) -> bool:
    """Whether it ends, and numbers show it on two cases or more: one could be so by chance."""
    observations = wrong.observations
    if any(one.raised and one.raised.kind == Ended.TIME_LIMIT for one in observations):
        return False
    showing = 0
    for case, observation, expected in zip(
        wrong.cases, observations, right.observations, strict=False
    ):
        if observation.raised is None and expected.raised is None:
            apart = differences(observation.value, expected.value, case.tolerance)
            showing += any(not isinstance(difference.expected, bool) for difference in apart)
    return showing > 1
