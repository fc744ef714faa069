"""Pairs of students who share fingerprints that hardly anybody else has."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from grader.similar.fingerprints import Fingerprints, fingerprints

FEWEST = 8
"""Rare fingerprints that a pair has to share to be named."""
LEAST = 0.4
"""The part of the rare fingerprints of one of them that the pair has to share."""
_COMMON = 0.1
"""What more than this part of a class has, and more than two, is common: a short right answer."""

Answers = Mapping[str, str]
"""A student's code by exercise."""


@dataclass(frozen=True)
class Pair:
    """Two students who share work.

    Attributes:
        first: one of them.
        second: the other.
        shared: rare fingerprints that both have.
        share: the part of the rare ones of whoever has fewer.
        lines: by exercise, the lines of the first's and of the second's code that are shared.
    """

    first: str
    second: str
    shared: int
    share: float
    lines: Mapping[str, tuple[frozenset[int], frozenset[int]]]


def pairs(answers: Mapping[str, Answers], given: Answers) -> list[Pair]:
    """The pairs of a lesson, those who share most first.

    Args:
        answers: by student.
        given: what the release gives, by exercise.
    """
    stubs = {name: {*fingerprints(code)} for name, code in given.items()}
    prints = {
        student: {
            (name, each): lines
            for name, code in theirs.items()
            for each, lines in _own(code, stubs.get(name, set())).items()
        }
        for student, theirs in answers.items()
    }
    counts = Counter(each for theirs in prints.values() for each in theirs)
    most = max(2, int(_COMMON * len(prints)))
    rare = {
        student: {each for each in theirs if counts[each] <= most}
        for student, theirs in prints.items()
    }
    owners: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
    for student in sorted(rare):
        for each in rare[student]:
            owners[each].append(student)
    shared = Counter(pair for those in owners.values() for pair in combinations(those, 2))
    named: list[Pair] = []
    for (first, second), count in shared.items():
        share = count / min(len(rare[first]), len(rare[second]))
        if count >= FEWEST and share >= LEAST:
            both = rare[first] & rare[second]
            lines = _lines(both, prints[first], prints[second])
            named.append(Pair(first, second, count, share, lines))
    return sorted(named, key=lambda pair: (-pair.shared, pair.first, pair.second))


def _own(code: str, stub: set[int]) -> Fingerprints:
    return {each: lines for each, lines in fingerprints(code).items() if each not in stub}


_Prints = Mapping[tuple[str, int], tuple[int, int]]


def _lines(
    both: set[tuple[str, int]], first: _Prints, second: _Prints
) -> dict[str, tuple[frozenset[int], frozenset[int]]]:
    """The lines that shared fingerprints cover, by exercise."""
    covered: dict[str, tuple[set[int], set[int]]] = {}
    for each in sorted(both):
        ours, theirs = covered.setdefault(each[0], (set(), set()))
        for lines, place in ((ours, first[each]), (theirs, second[each])):
            lines.update(range(place[0], place[1] + 1))
    return {name: (frozenset(a), frozenset(b)) for name, (a, b) in covered.items()}
