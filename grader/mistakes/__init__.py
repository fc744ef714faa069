"""What goes wrong: named mistakes, each an edit of the reference solution and what to tell its
author.

    wrong = mistakes("column_means")
    wrong("rows", "axis=0 → axis=1", "What they did, and how we can tell.", "What to think about
    next?")

The text before the arrow occurs exactly once in the solution cell; several edits go in a tuple;
where no edit can, ``instead`` is a whole new source.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from itertools import takewhile
from typing import Protocol

from course_lib.checking.asked.course import import_file
from grader.course import Course, lesson_module

ARROW = " → "


class EditFails(Exception):
    """An edit no longer fits the solution."""


@dataclass(frozen=True)
class Mistake:
    """A named mistake.

    Attributes:
        exercise: the exercise that it belongs to.
        name: short and unique within the exercise.
        edits: pairs of old and new text.
        did: what the author did and how we can tell.
        think: what to think about next; it never gives the code.
        instead: a source that takes the solution's place, if no edit can.
        endless: whether it never returns; such a mistake joins no pair.
    """

    exercise: str
    name: str
    edits: tuple[tuple[str, str], ...]
    did: str
    think: str
    instead: str = ""
    endless: bool = False

    def applied_to(self, source: str) -> str:
        """The solution with the mistake in it.

        Raises:
            EditFails: an old text does not occur exactly once.
        """
        return self.instead or edited(source, self.edits, f"{self.exercise}: mistake '{self.name}'")


@dataclass(frozen=True)
class Equivalent:
    """A change of the reference that changes no answer, and why."""

    exercise: str
    edit: tuple[str, str]
    reason: str


def edited(source: str, edits: tuple[tuple[str, str], ...], whose: str) -> str:
    """The source with every edit made between its solution marks, each old text standing between
    them exactly once.

    Raises:
        EditFails: one does not.
    """
    pieces = SOLUTION.split(
        source
    )  # every second piece is a solution; a class has one in each method
    for old, new in edits:
        count = sum(body.count(old) for body in pieces[1::2])
        if count != 1:
            raise EditFails(
                f"{whose}: {old!r} occurs {count} times in the solution; it must occur once."
            )
        pieces[1::2] = [body.replace(old, new) for body in pieces[1::2]]
    return "".join(pieces)


def keeps(source: str, first: Mistake, second: Mistake) -> bool:
    """Whether the second mistake still finds the solution's own text once the first has been made.

    Where the first deletes that text and writes it anew, a pair would bend the first mistake and
    not the solution.
    """
    body = "".join(SOLUTION.split(source)[1::2])
    for text in [old for old, _ in second.edits if old in body]:
        bent = body
        for old, new in first.edits:
            if not _outside(bent, old, new, text) and not (text in old and text in new):
                return False
            bent = bent.replace(old, new)
    return True


def _outside(body: str, old: str, new: str, text: str) -> bool:
    """Whether a text lies outside of what an edit changes: its old text without what it begins and
    ends with alike.
    """
    head = _alike(old, new)
    tail = _alike(old[head:][::-1], new[head:][::-1])
    start, end = body.find(old) + head, body.find(old) + len(old) - tail
    at = body.find(text)
    return at + len(text) <= start or at >= end


def _alike(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


SOLUTION = re.compile(r"(?<=### BEGIN SOLUTION)(.*?)(?=### END SOLUTION)", re.DOTALL)


MISTAKES: dict[str, list[Mistake]] = {}
EQUIVALENT: dict[str, list[Equivalent]] = {}


class AddMistake(Protocol):
    """The call that adds a mistake to an exercise."""

    def __call__(  # noqa: D102
        self,
        name: str,
        edit: str | tuple[str, ...],
        did: str,
        think: str,
        *,
        instead: str = "",
        endless: bool = False,
    ) -> None: ...


def mistakes(exercise: str) -> AddMistake:
    """Start the list of an exercise's mistakes; the answer adds one."""
    listed = MISTAKES.setdefault(exercise, [])

    def wrong(
        name: str,
        edit: str | tuple[str, ...],
        did: str,
        think: str,
        *,
        instead: str = "",
        endless: bool = False,
    ) -> None:
        if any(mistake.name == name for mistake in listed):
            raise ValueError(f"{exercise}: two mistakes are called '{name}'")
        texts = (edit,) if isinstance(edit, str) else edit
        listed.append(
            Mistake(
                exercise, name, tuple(map(_edit, filter(None, texts))), did, think, instead, endless
            )
        )

    return wrong


def equivalent(exercise: str, edit: str, reason: str) -> None:
    """List a mutant of the reference that answers as the reference does, with the reason."""
    EQUIVALENT.setdefault(exercise, []).append(Equivalent(exercise, _edit(edit), reason))


def _edit(text: str) -> tuple[str, str]:
    old, arrow, new = (
        (text + " ").partition(ARROW) if text.endswith(" →") else text.partition(ARROW)
    )
    if not arrow:
        raise ValueError(f"no arrow in the edit {text!r}")
    return old, new


def load(course: Course, lesson: str) -> None:
    """Read the mistakes of a lesson, once; a lesson without any has no module.

    Raises:
        CourseError: the module cannot be run.
    """
    module = lesson_module(lesson)
    path = course.mistakes / f"{module}.py"
    name = f"grader.mistakes.{module}" if course.is_own else f"{course.package}.mistakes.{module}"
    if name not in sys.modules and path.is_file():
        with course.told_where():
            import_file(name, path)
