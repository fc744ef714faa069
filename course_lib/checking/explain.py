"""What an exception means, in a sentence for somebody who has just written the code that raised it."""

from __future__ import annotations

import re

from course_lib.checking.exercise import Exercise
from course_lib.checking.observe import Raised
from course_lib.checking.show import with_article

Text = tuple[str, str]

_ADVICE = {
    "NameError": "Is the name spelled as where it was made, and has the cell that makes it been run?",
    "UnboundLocalError": "A name that a function assigns belongs to that function: is it read before it is set?",
    "IndexError": "How long is the array along that axis, and what is the last position that it has?",
    "KeyError": "Which names does the dict have? Printing `list(d)` shows them.",
    "AttributeError": "What kind of object stands before the dot? A function without `return` gives `None`.",
    "ZeroDivisionError": "When is the divisor 0, and what should be returned then?",
    "RecursionError": "The function calls itself without an end. What should stop it?",
    "NotImplementedError": "Which line still has to be written?",
    "OverflowError": "A number grew beyond what a float can hold. Which power is taken of a large number?",
    "TypeError": "What kinds of objects meet on that line: numbers, arrays, lists, None?",
    "ValueError": "Which shapes or values meet on that line? Printing `x.shape` before it shows them.",
}


_SAID = {
    "truth value of an array": (
        "A whole array stands where one yes or no is asked for. Which function decides element by element?"
    ),
    "math domain error": "A function got a number that it has no value for. Which logarithm or root is taken of what?",
}
"""Advice that fits what an exception says better than its kind."""


def explain(exercise: Exercise, raised: Raised, expected: Raised | None) -> Text:
    """What happened and what to think about, for an exception in the place of an answer."""
    name = exercise.name
    if raised.kind == "TimeLimit":
        return (
            f"`{name}` did not come back within {raised.message or 'the given'} seconds, so it was stopped.",
            "Which condition ends the loop, and does each round bring it nearer? "
            "If the notebook stays slow, restart its kernel.",
        )
    if raised.kind == "LibraryUsed":
        return (
            f"Your `{name}` calls the `{name}` of `course_lib`, which is the piece that you are asked to write.",
            "The library's version is there for later lessons. What would its first line have to do?",
        )
    if raised.kind == "Malformed":
        return f"The answer of `{name}` has another form than the statement asks for.", "What is handed to `return`?"
    if raised.kind in ("SystemExit", "KeyboardInterrupt"):
        return f"`{name}` ends the program (`{raised.kind}`) where it should return an answer.", ""
    if expected is not None:
        return (
            f"`{name}` raises {with_article(raised.kind)} where {with_article(expected.kind)} is asked for.",
            "Which kind of exception does the statement name, and which line should raise it?",
        )
    where = f", on the line `{raised.line}`" if raised.line else ""
    message = re.sub(r" at 0x[0-9a-fA-F]+", "", raised.message).strip().splitlines()
    says = f": {message[0][:200]}" if message else ""
    told = next((advice for words, advice in _SAID.items() if words in raised.message), "")
    advice = told or next((_ADVICE[kind] for kind in raised.kinds if kind in _ADVICE), "")
    return f"`{name}` stops with `{raised.kind}`{says}{where}.", advice
