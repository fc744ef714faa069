"""Keeps letters on their line: a pile of accents covers the lines above it."""

from __future__ import annotations

import re

_ACCENTS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0e31\u0e34-\u0e3a"
    "\u0e47-\u0e4e\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
)
_PILE = re.compile(f"([{_ACCENTS}]{{4}})[{_ACCENTS}]+")
"""More accents on a letter than any script has."""


def calm(text: str) -> str:
    """A text whose letters stay on their line."""
    if text.isascii():
        return text
    return _PILE.sub(r"\1", text)
