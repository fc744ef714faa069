"""An exception on one case, and what it comes from."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from course_lib.checking.asked.case import Case
from course_lib.checking.asked.exercise import Exercise, asked_signature
from course_lib.checking.running.observe import NO_SOURCE, Raised


@dataclass(frozen=True)
class Stop:
    """An exception on one case.

    Attributes:
        exercise: what was asked.
        case: the input.
        worked: the names of the dicts in the lesson's own example.
        raised: what stopped the code.
    """

    exercise: Exercise
    case: Case
    worked: frozenset[str]
    raised: Raised

    @property
    def name(self) -> str:
        """The exercise, as sentences call it."""
        return f"`{self.exercise.name}`"

    @property
    def where(self) -> str:
        """Where it stopped, as a sentence goes on with it."""
        return where_in_code(self.raised)

    @property
    def in_their_code(self) -> bool:
        """Whether a line of theirs was running, and not the call of the check itself."""
        return bool(self.raised.line)

    @property
    def arguments(self) -> list[str]:
        """The names of the exercise's arguments."""
        return list(asked_signature(self.exercise.signature).parameters)

    def says(self, pattern: str | re.Pattern[str]) -> re.Match[str] | None:
        """What the message says, where it says it so."""
        return re.search(pattern, self.raised.message)


@dataclass(frozen=True)
class Named:
    """What an exception comes from, under a short name, and what to think about."""

    mistake: str
    did: str
    think: str


def where_in_code(raised: Raised) -> str:
    """The line that stopped, as a sentence goes on with it; nothing where it is not known."""
    line, inside = raised.line, raised.inside
    if not line or line == NO_SOURCE:
        return ""
    if inside and f"{inside}(" in line:
        return f", inside of `{inside}`, called on the line `{line}`"
    return f", on the line `{line}`" + (f" of `{inside}`" if inside else "")


def names_in(case: Case) -> Iterator[str]:
    """The names in the dicts of a case."""
    for value in [*case.args, *case.kwargs.values()]:
        for entry in value if isinstance(value, list) else [value]:
            if isinstance(entry, dict):
                yield from (key for key in entry if isinstance(key, str))


def calls_on(line: str) -> Iterator[ast.Call]:
    """The calls on a line; none where it is only a part of a statement."""
    for text in (line, f"{line} pass"):
        try:
            tree = ast.parse(text)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
        yield from (node for node in ast.walk(tree) if isinstance(node, ast.Call))
        return


def listed(names: list[str]) -> str:
    """The names in backticks, as a sentence lists them."""
    quoted = [f"`{name}`" for name in names]
    return " and ".join(filter(None, [", ".join(quoted[:-1]), quoted[-1]]))
