"""Values of another kind than an operation needs."""

from __future__ import annotations

import ast
import re

from course_lib.checking.diagnosing.stops.stop import Named, Stop, calls_on, listed
from course_lib.checking.running.observe import Ended
from course_lib.checking.values.kinds import how_come


def power(stop: Stop) -> Named | None:
    """`^` where a power is meant."""
    if not stop.says(r"for \^=?:|'bitwise_xor'"):
        return None
    return Named(
        "^ for a power",
        f"{stop.name} stops at `^`{stop.where}: in Python it takes no power but compares bits, "
        "which decimals do not have.",
        "How does Python write a square?",
    )


def nothing_back(stop: Stop) -> Named | None:
    """``None`` in the place of an answer, where a probe or a fact stumbles over it."""
    raised = stop.raised
    is_none = raised.kind == Ended.MALFORMED and raised.kinds[-1] == "NoneType"
    gone_through = not stop.in_their_code and stop.says(r"^'NoneType' object is not iterable")
    if not is_none and not gone_through:
        return None
    return Named("nothing returned", f"{stop.name} hands back nothing: `None`.", NOTHING_BACK)


NOTHING_BACK = how_come("NoneType")


def nobody_to_draw_from(stop: Stop) -> Named | None:
    """A random number drawn although no `rng` was handed in."""
    said = stop.says(r"^'NoneType' object has no attribute '(\w+)'")
    handed = stop.case.kwargs.get("rng", None)
    if said is None or said[1] not in _DRAWS or "rng" not in stop.arguments or handed is not None:
        return None
    if len(stop.case.args) > stop.arguments.index("rng"):
        return None
    return Named(
        "draws without rng",
        f"{stop.name} draws with `{said[1]}`{stop.where}, although no `rng` was handed in: it is "
        "`None` here.",
        "What should happen where there is an `rng`, and what where there is none?",
    )


_DRAWS = {"permutation", "permuted", "shuffle", "normal", "random", "integers", "choice", "uniform"}


def operands(stop: Stop) -> Named | None:
    """A sum or product of something that is neither a number nor an array."""
    said = stop.says(r"^unsupported operand type\(s\) for (\S+?)=?: '([\w.]+)' and '([\w.]+)'")
    said = said or stop.says(
        r"^'(\S+)' not supported between instances of '([\w.]+)' and '([\w.]+)'"
    )
    said = said or stop.says(
        r"^can't (multiply) sequence by non-int of type '(float|numpy\.float64)'()"
    )
    if said is None or not stop.in_their_code:
        return None
    sequence = "list" if said[1] == "multiply" else ""
    for kind in (sequence, said[2], said[3]):
        what, think = _KINDS.get(_AS.get(kind, kind), ("", ""))
        if what:
            what = "a list or a text as a whole" if sequence else what
            sign = "*" if sequence else said[1]
            return Named(
                f"computes with {what}",
                f"{stop.name} computes with {what}{stop.where}: `{sign}` is for numbers and "
                "arrays.",
                think,
            )
    return None


_KINDS = {
    "dict": ("a whole dict", "Which of its entries are meant, and how is each of them reached?"),
    "list": ("a whole list", "What makes an array of a list, or goes through its elements?"),
    "tuple": ("a tuple", "Which call hands back several things at once, and which is meant?"),
    "str": ("a text", "Which step made a text of a number?"),
    "function": ("a function", "Which name stands there without the parentheses that run it?"),
}


_AS = {
    "method": "function",
    "builtin_function_or_method": "function",
    "type": "function",
    "numpy.ufunc": "function",
}


def joined(stop: Stop) -> Named | None:
    """Two sequences of different kinds with a plus between them."""
    said = stop.says(r"^can only concatenate (list|tuple|str) \(not \"([\w.]+)\"\) to ")
    if said is None or not stop.in_their_code:
        return None
    first, second = (_SORTS.get(kind, f"`{kind}`") for kind in said.groups())
    return Named(
        "joins unlike things",
        f"{stop.name} joins {first} and {second} with `+`{stop.where}: only things of the same "
        "kind can be joined.",
        "Which of the two should become like the other, and what makes it so?",
    )


_SORTS = {
    "list": "a list",
    "tuple": "a tuple",
    "str": "a text",
    "int": "a number",
    "float": "a number",
    "numpy.float64": "a number",
    "numpy.int64": "a number",
    "numpy.ndarray": "an array",
    "NoneType": "`None`",
}


def whole_for_one(stop: Stop) -> Named | None:
    """A tuple or a list where one whole number is needed, such as a width."""
    said = stop.says(r"^'(tuple|list)' object cannot be interpreted as an integer")
    if said is None or not stop.in_their_code:
        return None
    return Named(
        f"a {said[1]} for one number",
        f"{stop.name} hands on a {said[1]} where one whole number is needed{stop.where}.",
        f"Which name on that line holds several numbers, and how do they come out of their "
        f"{said[1]}, one by one?",
    )


def looked_up(stop: Stop) -> Named | None:
    """Square brackets behind something that has nothing inside."""
    said = stop.says(r"^'([\w.]+)' object is not subscriptable")
    kind = "numpy.float64" if stop.says("invalid index to scalar") else said[1] if said else ""
    what = "a single number" if re.fullmatch(r"int|float|numpy\.\w+\d+", kind) else ""
    what = "a function" if kind in ("function", "builtin_function_or_method", "method") else what
    if not what or not stop.in_their_code:
        return None
    called = [ast.unparse(call.func) for call in calls_on(stop.raised.line)]
    helpers = [name for name in dict.fromkeys(called) if name in stop.exercise.uses]
    if helpers:  # it may be inside of them that something is looked up
        return Named(
            f"looks up in {what}",
            f"Something is looked up in {what}{stop.where}: by square brackets there, or inside of "
            f"{listed(helpers)}.",
            f"What does `{helpers[0]}` need to be handed, and which name holds it?",
        )
    return Named(
        f"looks up in {what}",
        f"{stop.name} looks something up in {what}{stop.where}: square brackets stand behind it.",
        "Which name holds an array there, and which only one of its elements?"
        if what == "a single number"
        else "Which brackets call a function?",
    )


def taken_apart(stop: Stop) -> Named | None:
    """More names on the left than things come, or fewer."""
    said = stop.says(r"^(?:not enough|too many) values to unpack \(expected (\d+)(?:, got (\d+))?")
    if said is None or not stop.in_their_code:
        return None
    expected, got = said.groups()
    what = f"{got} came" if got else "more came"
    return Named(
        "takes apart",
        f"{stop.name} takes something apart into {expected} names where {what}{stop.where}.",
        "What comes there, and of how many parts is it made? (A dict that is gone through gives "
        "its names alone.)",
    )


def no_places(stop: Stop) -> Named | None:
    """A number where an array is written into."""
    said = stop.says(r"^'(int|float|numpy\.\w+\d+)' object does not support item assignment")
    if said is None:
        return None
    return Named(
        "a number for an array",
        f"{stop.name} writes into a place of something that is a single number by then"
        f"{stop.where}.",
        "Which line gave that name to a number, where it should keep the array?",
    )
