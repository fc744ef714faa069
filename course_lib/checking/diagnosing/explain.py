"""What an exception means, in a sentence for somebody who has just written the code that raised
it.
"""

from __future__ import annotations

import re

from course_lib.checking.asked.exercise import Exercise
from course_lib.checking.diagnosing.stops.stop import where_in_code
from course_lib.checking.running.observe import Ended, Raised
from course_lib.checking.values.kinds import how_come, with_article

Text = tuple[str, str]

ONE_NUMBER = (
    "A function for one number got a whole array. Which function of NumPy works on each of its"
    " elements?"
)
CALL = "Compare that call with the `def` line of what it calls."
METHOD_CALL = f"{CALL} The first argument of a method is `self`."
WHOLE = (
    "Positions and counts are whole numbers. Which number on that line has decimals, and where "
    "does it come from?"
)
LENGTH = "How long is the array along that axis, and what is the last position that it has?"
PLACES = "How many entries are there (`len` tells), and what is the position of the last one?"
LOOKED_UP = (
    "A name in square brackets looks something up in a dict. Is it a dict that stands before them?"
)

_ADVICE = {
    "NameError": (
        "Is the name spelled as on the line that should make it? Is there such a line, and was it "
        "run?"
    ),
    "UnboundLocalError": (
        "A name that a function assigns belongs to that function: is it read before it is set?"
    ),
    "ImportError": (
        "Is the name spelled as the library spells it? Only the course's libraries are installed"
        " for sure."
    ),
    "IndexError": "What stands in the square brackets, and does the array have such a place?",
    "KeyError": "Which names does the dict have? Printing `list(…)` of it shows them.",
    "AttributeError": "What kind of object stands before the dot? Printing `type(…)` shows it.",
    "ZeroDivisionError": "When is the divisor 0, and what should be returned then?",
    "RecursionError": "The function calls itself without an end. What should stop it?",
    "NotImplementedError": "Which line still has to be written?",
    "AssertionError": (
        "You wrote that line yourself: which of the two is wrong, the code before it or what it"
        " claims?"
    ),
    "OverflowError": (
        "A number grew beyond what a float can hold. Which power is taken of a large number?"
    ),
    "MemoryError": (
        "An array grew beyond the memory. Which shapes meet, and what is the shape of the result?"
    ),
    "EOFError": (
        "Nobody is there to type while a check runs. Which argument holds what you ask for?"
    ),
    "StopIteration": "The values that `next` takes have run out. How many are there?",
    "TypeError": "What kinds of objects meet on that line: numbers, arrays, lists, None?",
    "ValueError": (
        "Which shapes or values meet on that line? Print the values, or the `.shape` of each, just"
        " before it."
    ),
}
"""What to think about, by the kind of an exception."""

_SAID = {
    "list index out of range": PLACES,
    "tuple index out of range": PLACES,
    "'NoneType'": (
        "Something is `None` there: which function or method that was called has nothing to"
        " `return`?"
    ),
    "name 'np' is not": (
        "`np` is made in the first code cell, where the imports are. Has it been run?"
    ),
    "truth value of an array": (
        "A whole array stands where one yes or no is asked for. Which function decides element by"
        " element?"
    ),
    "math domain error": (
        "A function got a number that it has no value for. Which logarithm or root is taken of"
        " what?"
    ),
    "converted to Python scalars": ONE_NUMBER,
    "only length-1 arrays": ONE_NUMBER,
    "only 0-dimensional arrays": ONE_NUMBER,
    "object is not callable": (
        "Round brackets call what stands before them. Is that a function, and was its name given to"
        " something else?"
    ),
    "not subscriptable": "Square brackets look something up. What is it that stands before them?",
    "does not have enough dimensions": (
        "`@` needs an array on either side. Which side is a number, or a function that was not"
        " called?"
    ),
    "in its core dimension": (
        "`@` needs as many columns on its left as rows on its right. Which shapes meet there?"
    ),
    "zero-size array": (
        "Where there are no numbers, none is the largest or the smallest. What should come out "
        "where there is nothing?"
    ),
    "could not be broadcast together": (
        "Shapes are compared from the last axis backwards. Which sizes meet there?"
    ),
    "out of bounds": LENGTH,
    "out of range": LENGTH,
    "must be of integer": WHOLE,
    "too many indices": (
        "How many axes does that array have, and how many positions stand in the square brackets?"
    ),
    "invalid index to scalar": (
        "Square brackets look something up. What is it that stands before them?"
    ),
    "must be real number": (
        "A function for one number got something else. What is it, and what of it is meant?"
    ),
    "is not iterable": (
        "A single thing stands where several are gone through. Should there be a `range` or a list?"
    ),
    "unhashable type": (
        "Curly brackets make a set or a dict, whose names cannot be arrays or lists. Are they"
        " meant?"
    ),
    "has no len()": (
        "A single thing stands where an array, a list or a dict is needed. Which line gave that"
        " name to it?"
    ),
    "object has no attribute": (
        "Is the name after the dot spelled right and, if it is yours, set before it is read? What"
        " stands before it?"
    ),
    "positional argument": CALL,
    "unexpected keyword": CALL,
    "inhomogeneous shape": (
        "Things of different lengths do not make one array. Which ones were put together?"
    ),
    "setting an array element with a sequence": (
        "One place of an array holds one number. What is put there, and which shape does it have?"
    ),
    "only integer scalar arrays": WHOLE,
    "only integers, slices": WHOLE,
    "indices must be integers": WHOLE,
    "cannot be interpreted as an integer": WHOLE,
    "Cannot cast ufunc": (
        "An array of whole numbers cannot take decimals in place. Should that line make a new"
        " array?"
    ),
}
"""Advice that fits what an exception says better than its kind."""

_OWN_RAISE = re.compile(r"(^|:\s*)raise\b")


def explain(exercise: Exercise, raised: Raised, expected: Raised | None) -> Text:
    """What happened and what to think about, for an exception in the place of an answer."""
    ended = _ended(exercise, raised)
    if ended is not None:
        return ended
    name = exercise.name
    said = _first_line(raised.message)
    quoted = f" (“{said}”)" if said else ""
    advice = _advice(raised)
    own = bool(says_it_all(raised))
    if expected is not None:
        kind, asked = with_article(raised.kind), with_article(expected.kind)
        did = f"`{name}` raises {kind}{quoted}; expected {asked}."
        return did, OTHER_KIND if own or raised.kind == "AssertionError" else advice
    is_class = name[:1].isupper()
    if is_class and raised.kind in UNKNOWN_NAME and not _specific_advice(raised):
        advice = IN_A_CLASS
    if own:
        did = f"`{name}` raises its own `{raised.kind}`{quoted} on an input that has an answer."
        return did, OWN_RAISE
    says = f": {said.rstrip('.')}" if said else ""  # the sentence ends or goes on after it
    if not raised.line:  # no line of theirs was running, so it is about what they handed over
        did = f"What `{name}` returns cannot be used: `{raised.kind}`{says}."
        return did, _specific_advice(raised) or "What is returned?"
    return f"`{name}` stops with `{raised.kind}`{says}{where_in_code(raised)}.", advice


def says_it_all(raised: Raised) -> str:
    """A short name for what they did, where the explanation says it and not only what Python
    said; nothing elsewhere.
    """
    if raised.kind in (Ended.LIBRARY_USED, Ended.OUT_OF_REACH):
        return str(raised.kind)
    if raised.kind == Ended.MALFORMED:
        return f"{raised.kinds[-1]} for an answer"
    own = _OWN_RAISE.search(raised.line) and raised.kind != "NotImplementedError"
    return "own raise" if own else ""


OTHER_KIND = "Which kind of exception does the statement name, and which line should raise it?"
OWN_RAISE = (
    "Which condition leads to your `raise`, and does it hold for the input below although it "
    "should not?"
)
UNKNOWN_NAME = ("NameError", "UnboundLocalError")
IN_A_CLASS = (
    "Where was that name made? What one method makes, another finds only if both write `self.` "
    "before the name."
)
UNKNOWN = "What does the last line of the message say about that line of your code?"


def _first_line(message: str) -> str:
    """What an exception says, without addresses in memory and places of files."""
    plain = re.sub(r" at 0x[0-9a-fA-F]+| \(\S*[/\\]\S*\)", "", message).strip()
    sizes = _AT_PRODUCT.search(plain)
    if sizes is not None:
        return (
            f"the sizes that meet at `@` differ, {sizes[2]} on its left and {sizes[1]} on its right"
        )
    return plain.splitlines()[0][:200] if plain else ""


_AT_PRODUCT = re.compile(
    r"matmul: Input operand 1 has a mismatch .*\(size (\d+) is different from (\d+)\)"
)
"""What NumPy says where the shapes on either side of `@` do not fit."""


def _advice(raised: Raised) -> str:
    """What to think about: by what the exception says, else by its kind."""
    specific = _specific_advice(raised)
    if specific:
        return specific
    return next((_ADVICE[kind] for kind in raised.kinds if kind in _ADVICE), UNKNOWN)


def _specific_advice(raised: Raised) -> str:
    advice = next((advice for words, advice in _SAID.items() if words in raised.message), "")
    if advice == CALL and _METHOD.search(raised.message):
        return METHOD_CALL
    if advice == WHOLE and _NAME_IN_BRACKETS.search(raised.line):
        return LOOKED_UP
    return advice


_METHOD = re.compile(r"\b[A-Z]\w*\.\w+\(\)")
"""Python names the class of a method in its message: "Adam.step() takes 1 positional argument"."""
_NAME_IN_BRACKETS = re.compile(r"""\[\s*f?["']""")


def _ended(exercise: Exercise, raised: Raised) -> Text | None:
    """The same where it is no exception of Python's that needs explaining."""
    name = exercise.name
    match raised.kind:
        case Ended.TIME_LIMIT if exercise.in_all:
            did = f"`{name}` is stopped: all its runs together may take {_seconds(raised.message)}."
            return did, HEAVY
        case Ended.TIME_LIMIT:
            time = _seconds(raised.message)
            return f"`{name}` did not come back within {time}, so it was stopped.", ENDLESS
        case Ended.OUT_OF_REACH:
            return _out_of_reach(name, raised.message)
        case Ended.LIBRARY_USED:
            did = f"Your `{name}` calls the `{name}` of `course_lib`, which is the piece to write."
            return did, LATER
        case Ended.MALFORMED:
            form = raised.message or "of another form"
            did = f"Your answer is {form}, which is not what the statement asks for."
            return did, how_come(raised.kinds[-1])
        case "SystemExit" | "KeyboardInterrupt":
            did = f"`{name}` ends the program (`{raised.kind}`) where it should return an answer."
            return did, "Which line hands the answer back, and is it reached?"
    return None


HEAVY = (
    "How many steps does one run take, and how long is one? Which loop over rows could be one "
    "matrix product?"
)
ENDLESS = (
    "Is there a loop that never ends, or one with far more rounds than the answer needs? If the "
    "notebook stays slow, restart its kernel."
)
LATER = "The library's version is there for later lessons. What would its first line have to do?"


def _out_of_reach(name: str, module: str) -> Text:
    what = f"uses `{module.partition('.')[0]}`, which"
    if module.startswith("course_lib"):
        what = "loads the data set itself, which"
    did = f"Your `{name}` {what} is out of reach while it is checked."
    return did, "What do the arguments hand you, and what can be learnt from them alone?"


def _seconds(text: str) -> str:
    return "1 second" if text == "1" else f"{text or 'the given'} seconds"
