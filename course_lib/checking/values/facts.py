"""Facts: what must hold of an answer, each under its sentence."""

from __future__ import annotations

from typing import Any

Facts = dict[str, Any]
"""Sentences, and what became of each: whether it holds, or what was seen in place of a no."""


class Fact(str):
    """A sentence about an answer, where a value stands by its name elsewhere in a tree."""

    __slots__ = ()


def as_facts(held: Facts) -> dict[str, Any]:
    """The same, with sentences that are known as such wherever they get to."""
    return {Fact(sentence): seen for sentence, seen in held.items()}
