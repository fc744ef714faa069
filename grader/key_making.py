"""From what right and wrong answers bring to light to a key, and to what the build refuses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from course_lib.checking.asked.case import Case
from course_lib.checking.asked.exercise import VISIBLE_SEED, Exercise
from course_lib.checking.deciding import verdict_on
from course_lib.checking.judging.judge import agree, with_facts
from course_lib.checking.judging.keys import Key, Told, WrongAnswer, fingerprint
from course_lib.checking.running.observe import Ended, Observation
from course_lib.checking.values.compare import differences
from grader.hard_coding import learnt
from grader.mistakes import Mistake
from grader.outlines import Outline
from grader.trial_runs import Run, cases_of


@dataclass
class Built:
    """A key, and what stands against it, in sentences.

    Attributes:
        key: of one exercise on the cases of one seed.
        refused: what other cases would not mend.
        undecided: wrong work that earns points on these cases; on others it may not.
        unnamed: mistakes that cost points on these cases, but look like others there.
    """

    key: Key
    refused: list[str]
    undecided: list[str] = field(default_factory=list)
    unnamed: list[str] = field(default_factory=list)

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
    refused += _unstable(exercise, cases, expected, again)
    key = Key(exercise.name, plan.points, seed, fingerprint(cases), expected, [])
    if len(expected) < len(cases):
        return Built(key, refused)
    listed = observed[2 : 2 + len(plan.mistakes)]
    wrong_answers = [
        WrongAnswer(tuple(map(_told, made)), with_facts(exercise, cases, raw))
        for made, raw in zip(plan.mistakes, listed, strict=True)
    ]
    singles = [wrong for wrong in wrong_answers if len(wrong.mistakes) == 1]
    pairs = [wrong for wrong in wrong_answers if len(wrong.mistakes) > 1]
    known = [expected, *(wrong.observations for wrong in singles)]
    pairs = list(_new_pairs(cases, known, pairs))
    known += [wrong.observations for wrong in pairs]
    made_by_rule = observed[2 + len(listed) : 2 + len(listed) + len(plan.by_rule)]
    by_rule = [
        WrongAnswer((_told(mistake),), raw, by_rule=True)
        for mistake, raw in zip(plan.by_rule, made_by_rule, strict=True)
    ]
    by_rule = list(_new_by_rule(cases, known, by_rule))
    key = replace(key, wrong_answers=[*singles, *pairs, *by_rule])
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


def _unstable(
    exercise: Exercise,
    cases: Sequence[Case],
    first: Sequence[Observation],
    second: Sequence[Observation],
) -> Iterator[str]:
    name = exercise.name
    if len(first) < len(cases) or not all(one.again and not one.changed for one in first):
        why = next((f" ({one.raised})" for one in first if one.raised), "")
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


class _Group:
    """Answers that are held against each other, each with its outline."""

    def __init__(self, cases: list[Case], answers: Sequence[list[Observation]]) -> None:
        self._cases = cases
        self._members = [(Outline(cases, answer), answer) for answer in answers]

    def like(self, answer: list[Observation]) -> list[int]:
        """The places of those that cannot be told from an answer."""
        outline = Outline(self._cases, answer)
        return [
            place
            for place, (other_outline, other) in enumerate(self._members)
            if outline.may_equal(other_outline) and alike(self._cases, answer, other)
        ]


def _new_pairs(
    cases: list[Case], known: list[list[Observation]], pairs: list[WrongAnswer]
) -> Iterator[WrongAnswer]:
    """The pairs that look like nothing else, neither right nor one mistake nor another pair, and
    answer with values.
    """
    answers = [pair for pair in pairs if any(one.raised is None for one in pair.observations)]
    new = _unknown(cases, known, answers)
    group = _Group(cases, [pair.observations for pair in new])
    for pair in new:
        if len(group.like(pair.observations)) == 1:
            yield pair


def _unknown(
    cases: list[Case], known: list[list[Observation]], answers: list[WrongAnswer]
) -> list[WrongAnswer]:
    group = _Group(cases, known)
    return [answer for answer in answers if not group.like(answer.observations)]


def _new_by_rule(
    cases: list[Case], known: list[list[Observation]], by_rule: list[WrongAnswer]
) -> Iterator[WrongAnswer]:
    """The wrong answers made by rule that show in numbers and look like nothing that a person
    wrote. Where two that say different things look alike, neither is kept.
    """
    expected = known[0]
    telling = [wrong for wrong in by_rule if _tells_in_numbers(cases, expected, wrong)]
    new = _unknown(cases, known, telling)
    group = _Group(cases, [wrong.observations for wrong in new])
    for place, wrong in enumerate(new):
        twins = group.like(wrong.observations)
        says = {(new[twin].mistakes[0].did, new[twin].mistakes[0].think) for twin in twins}
        if len(says) == 1 and twins[0] == place:
            yield wrong


def _tells_in_numbers(cases: list[Case], expected: list[Observation], wrong: WrongAnswer) -> bool:
    """Whether it ends, and numbers show it on two cases or more: one could be so by chance."""
    observations = wrong.observations
    if any(one.raised and one.raised.kind == Ended.TIME_LIMIT for one in observations):
        return False
    showing = 0
    for case, observation, right in zip(cases, observations, expected, strict=False):
        if observation.raised is None and right.raised is None:
            apart = differences(observation.value, right.value, case.tolerance)
            showing += any(not isinstance(difference.expected, bool) for difference in apart)
    return showing > 1
