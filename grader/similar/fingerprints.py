"""Fingerprints of code that renaming, comments and layout do not change.

Pygments reads the code, broken code too; winnowing chooses the fingerprints, which are the same
wherever a part stands. Source: Schleimer, Wilkerson, Aiken: Winnowing (SIGMOD 2003).
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pygments import token as kinds
from pygments.lexers import PythonLexer

GRAM, WINDOW = 9, 4
"""Tokens of a fingerprint, and fingerprints of which the least is kept: twelve tokens in a row that
two texts share are always found, fewer than nine never.
"""
_LONGEST = 20_000
"""Characters of an answer that are looked at."""


@dataclass(frozen=True)
class _Word:
    """A token without what its author is free to choose, and its line."""

    text: str
    line: int


Fingerprints = dict[int, tuple[int, int]]
"""The first and the last line of each fingerprint, from 0."""


def fingerprints(code: str) -> Fingerprints:
    """The fingerprints of a text, each where it stands first."""
    # The lexer goes back over a run of blank lines from each blank in it. Without those it is
    # quick, and the lines keep their numbers.
    lines = (line.rstrip() for line in code[:_LONGEST].split("\n"))
    words = [*_words("\n".join(lines))]
    grams = [
        zlib.crc32(" ".join(word.text for word in words[start : start + GRAM]).encode())
        for start in range(len(words) - GRAM + 1)
    ]
    places: Fingerprints = {}
    for start in _kept(grams):
        places.setdefault(grams[start], (words[start].line, words[start + GRAM - 1].line))
    return places


def _kept(grams: Sequence[int]) -> Iterator[int]:
    """The places of the least of each window, the last where several are."""
    before = -1
    for start in range(max(len(grams) - WINDOW + 1, 1 if grams else 0)):
        window = range(start, min(start + WINDOW, len(grams)))
        least = min(window, key=lambda place: (grams[place], -place))
        if least != before:
            yield least
            before = least


def _words(code: str) -> Iterator[_Word]:
    """The tokens of code: names as one name, texts as one text, comments and layout not at all;
    what stands after a dot keeps its name, for nobody can rename it.
    """
    line, after_dot = 0, False
    for kind, text in PythonLexer(stripnl=False).get_tokens(code):
        word = _word(kind, text, after_dot=after_dot)
        if word:
            yield _Word(word, line)
            after_dot = word == "."
        line += text.count("\n")


def _word(kind: object, text: str, *, after_dot: bool) -> str:
    if kind in kinds.Comment or kind in kinds.Text or not text.strip():
        return ""
    if kind in kinds.String:
        return ""  # a docstring is given, and other texts are seldom the work
    if kind in kinds.Name and not after_dot and kind not in kinds.Name.Builtin:
        return "name"
    return text
