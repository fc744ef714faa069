"""The case that a verdict shows: what went in, what came back, what was expected."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from course_lib.checking.diagnosing.finding import Finding, Ground
from course_lib.checking.judging.judge import Answer, Judged
from course_lib.checking.running.observe import Observation
from course_lib.checking.telling.display import (
    first_apart,
    show,
    show_apart,
    show_input,
    show_path,
)
from course_lib.checking.values.compare import Difference, Kind, differences, identical
from course_lib.checking.values.facts import Fact
from course_lib.checking.values.kinds import with_article
from course_lib.checking.values.plain import Opaque, Tree, is_facts

RETURNED = "you returned "
"""What a line begins with that shows what the author's own function gave back."""
LONGEST = 300
"""Characters of an answer that is shown whole; of a longer one, only what differs."""


def example(answer: Answer, findings: Sequence[Finding], *, visible: bool) -> list[str]:
    """The case that the first finding is about, as lines of text; nothing where no case fails.

    Args:
        answer: the answer.
        findings: what is told about it.
        visible: whether expected values may be shown.
    """
    place = _place(answer, findings)
    if place is None:
        return []
    given, *outcome = case_lines(answer, place, visible=visible)
    if not any(finding.ground == Ground.FACT and finding.place == place for finding in findings):
        outcome += _sentences(answer.judged[place])
    return [*([f"A case that shows it: {given}"] if given else []), *outcome]


def case_lines(answer: Answer, place: int, *, visible: bool) -> list[str]:
    """A case as lines of text: what went in (empty where nothing did), and what came of it.

    Args:
        answer: the answer.
        place: which of its cases.
        visible: whether expected values may be shown.
    """
    given = show_input(answer.exercise, answer.cases[place])
    return [given, *_outcome(answer, answer.judged[place], visible)]


def _place(answer: Answer, findings: Sequence[Finding]) -> int | None:
    about = [finding.place for finding in findings if finding.place is not None]
    if about:
        return about[0]
    failing = [
        place for place, judged in enumerate(answer.judged) if judged.differences and judged.reached
    ]
    return min(failing, key=answer.showing, default=None)


def _outcome(answer: Answer, judged: Judged, visible: bool) -> Iterator[str]:
    """What came back and what was expected."""
    observation, expected = judged.observation, judged.expected
    beside = [] if judged.differences else list(_beside_answering(answer, observation))
    if beside:
        yield from beside
    elif expected.raised is not None:
        if observation.raised is None:
            yield f"{RETURNED}{show(observation.value)}"
        if visible:
            yield f"expected {with_article(expected.raised.kind)}".replace("`", "")
    elif answer.exercise.has_facts:
        yield from _of_a_call(observation)
    elif observation.raised is None:
        yield from _values(answer, judged, visible)
    elif visible and not answer.exercise.has_probe:
        yield f"expected {_parts(answer, expected.value)}"


def _beside_answering(answer: Answer, observation: Observation) -> Iterator[str]:
    """What a call did beside giving the right answer: the arguments as it left them, or another
    answer the second time.
    """
    for name, value in observation.after.items():
        yield f"afterwards {name} is {show(value)}"
    if not observation.again and len(observation.returned) == 2:
        first, second = show_apart(*observation.returned)
        yield f"the first call returned {first}"
        yield f"the second call returned {second}"
        apart = next(differences(*observation.returned, 0.0), None) if first == second else None
        text = first_apart(answer.exercise, apart, "then") if apart else ""
        yield from [text] if text else []


def _sentences(judged: Judged) -> list[str]:
    """What failed facts say in words, where no finding does."""
    observed = [d.observed for d in judged.differences if d.expected is True]
    return [value for value in observed if isinstance(value, str) and " " in value]


def _values(answer: Answer, judged: Judged, visible: bool) -> Iterator[str]:
    """The answer as the function returned it, where that was looked at; else what differs."""
    returned = _returned(answer, judged.observation)
    expected = judged.expected.value
    texts = _parts(answer, returned), _parts(answer, expected)
    if texts[0] == texts[1]:
        texts = show_apart(returned, expected)
    if returned is None or (judged.differences and max(map(len, texts)) > LONGEST):
        yield from _differing(answer, judged.differences, visible)
        return
    yield f"{RETURNED}{texts[0]}"
    if visible:
        yield f"expected {texts[1]}"
        yield from _first_apart(answer, judged.differences)


def _returned(answer: Answer, observation: Observation) -> Tree:
    """What the function itself returned, where what was looked at is that or a part of it."""
    if not answer.exercise.has_probe:
        return observation.value
    if len(observation.returned) != 1:
        return None
    (returned,) = observation.returned
    return returned if _is_part(observation.value, returned) else None


def _is_part(value: Tree, returned: Tree) -> bool:
    """Whether a tree is what was returned, or holds some of its entries."""
    if isinstance(value, dict) and isinstance(returned, dict):
        return all(
            name in returned and _is_part(item, returned[name]) for name, item in value.items()
        )
    if isinstance(value, list) and isinstance(returned, list):
        return len(value) == len(returned) and all(map(_is_part, value, returned))
    return identical(value, returned)


def _parts(answer: Answer, tree: Tree) -> str:
    """An answer in parts under their names."""
    parts = answer.exercise.parts
    if not parts or not isinstance(tree, list) or len(tree) != len(parts):
        return show(tree)
    return ", ".join(f"{name} = {show(item)}" for name, item in zip(parts, tree, strict=True))


def _of_a_call(observation: Observation) -> Iterator[str]:
    """What one call returned, where it can be shown; an answer that is drawn has none expected."""
    if observation.raised is not None or not observation.returned:
        return
    text = show(observation.returned[0])
    if isinstance(observation.returned[0], Opaque) or len(text) > LONGEST:
        return
    yield f"a call returned {text}" if len(observation.returned) > 1 else f"{RETURNED}{text}"


def _differing(answer: Answer, differences: Sequence[Difference], visible: bool) -> Iterator[str]:
    """Only what differs, by its place in the answer."""
    for difference in differences[:2]:
        where = show_path(answer.exercise, difference.path)
        if difference.kind in (Kind.MISSING, Kind.EXTRA) or _is_about_fact(difference):
            continue
        observed, expected = show_apart(difference.observed, difference.expected)
        apart = first_apart(answer.exercise, difference)
        if observed != expected or not apart:
            yield f"{where} is {observed}"
        if visible:
            yield from [] if observed == expected else [f"expected {expected}"]
            yield from [apart] if apart else []


def _is_about_fact(difference: Difference) -> bool:
    """Whether it is about something that must hold, which its finding says."""
    is_named = bool(difference.path) and isinstance(difference.path[-1], Fact)
    return is_named or is_facts(difference.observed)


def _first_apart(answer: Answer, differences: Sequence[Difference]) -> Iterator[str]:
    for difference in differences[:1]:
        text = first_apart(answer.exercise, difference)
        if text:
            yield text
