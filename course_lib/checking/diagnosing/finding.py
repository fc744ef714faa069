"""A finding: one thing to tell the author of a wrong answer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Ground(Enum):
    """What a finding stands on."""

    MISTAKE = "a known mistake brings out the same"
    SOURCE = "it stands in the text of the answer"
    CLUE = "the wrong answers have it in common"
    FACT = "something that must hold does not"
    EXCEPTION = "an exception stands in the place of the answer"
    EFFECT = "the code did something beside answering"
    FIGURE = "a measured figure is too low"
    NOTHING = "no mistake that is known explains it"


@dataclass(frozen=True)
class Finding:
    """One thing to tell the author of a wrong answer.

    Attributes:
        did: what they did and how we can tell.
        think: what to think about next.
        mistake: the named mistake, or nothing.
        ground: what it stands on.
        place: the case that it is about; ``None`` where no single case shows it.
    """

    did: str
    think: str = ""
    mistake: str = ""
    ground: Ground = Ground.CLUE
    place: int | None = None
