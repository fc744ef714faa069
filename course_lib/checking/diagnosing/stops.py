"""Exceptions that leave one reading: where Python's words say what was done, it is named."""

from __future__ import annotations

import ast
import difflib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from course_lib.checking.asked.case import Case
from course_lib.checking.asked.exercise import REGISTRY, Exercise, asked_signature
from course_lib.checking.diagnosing.finding import Finding, Ground
from course_lib.checking.judging.judge import Answer
from course_lib.checking.running.observe import NO_SOURCE, Ended, Raised
from course_lib.checking.values.kinds import how_come


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
        """The line that stopped, as a sentence goes on with it; nothing where it is not known."""
        line = self.raised.line
        return f", on the line `{line}`" if line and line != NO_SOURCE else ""

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


def named_stop(answer: Answer, place: int) -> Finding | None:
    """The mistake behind the exception on a case; ``None`` where it may have other causes."""
    raised = answer.judged[place].observation.raised
    if raised is None:
        return None
    worked = frozenset(name for case in answer.cases if case.worked for name in _keys(case))
    stop = Stop(answer.exercise, answer.cases[place], worked, raised)
    for reading in READINGS:
        named = reading(stop)
        if named is not None:
            return Finding(named.did, named.think, named.mistake, Ground.MISTAKE, place)
    return None


def _keys(case: Case) -> Iterator[str]:
    """The names in the dicts of a case."""
    for value in [*case.args, *case.kwargs.values()]:
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict):
                yield from (key for key in one if isinstance(key, str))


def _misspelt(stop: Stop) -> Named | None:
    said = stop.says(r"^name '(\w+)' is not defined")
    if said is None or not stop.in_their_code:
        return None
    read = said[1]
    arguments, earlier = stop.arguments, list(stop.exercise.uses)
    near = _near(read, [*arguments, *earlier])
    if near is None or near == read:
        return None
    what = "an argument" if near in arguments else "an earlier function"
    return Named(
        f"misspelt: {near}",
        f"{stop.name} reads a name `{read}` that does not exist{stop.where}; {what} is called "
        f"`{near}`.",
        "Where do the two names differ, letter by letter, and which of them is in the `def` line?"
        if near in arguments
        else "Where do the two names differ, letter by letter?",
    )


def _near(read: str, known: list[str]) -> str | None:
    """The known name that another one is meant to be."""
    for name in known:
        if _squashed(name) == _squashed(read):
            return name
    close = difflib.get_close_matches(read, known, n=1, cutoff=0.85) if len(read) > 3 else []
    return close[0] if close else None


def _squashed(name: str) -> str:
    return name.replace("_", "").lower()


def _power(stop: Stop) -> Named | None:
    if not stop.says(r"for \^=?:|'bitwise_xor'"):
        return None
    return Named(
        "^ for a power",
        f"{stop.name} stops at `^`{stop.where}: in Python it takes no power but compares bits, "
        "which decimals do not have.",
        "How does Python write a square?",
    )


def _nothing_back(stop: Stop) -> Named | None:
    """``None`` in the place of an answer, where a probe or a fact stumbles over it."""
    raised = stop.raised
    is_none = raised.kind == Ended.MALFORMED and raised.kinds[-1] == "NoneType"
    gone_through = not stop.in_their_code and stop.says(r"^'NoneType' object is not iterable")
    if not is_none and not gone_through:
        return None
    return Named("nothing returned", f"{stop.name} hands back nothing: `None`.", NOTHING_BACK)


NOTHING_BACK = how_come("NoneType")


def _one_yes_or_no(stop: Stop) -> Named | None:
    if not stop.says("truth value of an array"):
        return None
    return Named(
        "one yes or no of an array",
        f"{stop.name} asks one yes or no of a whole array{stop.where}; Python refuses to choose "
        "(`ValueError`).",
        "Which name holds an array there, perhaps a whole row, and what decides element by "
        "element?",
    )


def _own_method(stop: Stop) -> Named | None:
    said = stop.says(r"^(\w+)\.(\w+)\(\) takes (\d+) positional arguments? but (\d+) ")
    if said is None or said[1] != stop.exercise.name or stop.in_their_code:
        return None
    _, method, takes, given = said.groups()
    return Named(
        "without self",
        f"`{method}` is a method, so it is handed its own object first and then the arguments, "
        f"{given} things in all; your `def {method}` takes {takes}.",
        "Which name stands first in the `def` line of each method?",
    )


def _defaults_missing(stop: Stop) -> Named | None:
    said = stop.says(r"^(?:(\w+)\.__init__|(\w+))\(\) missing \d+ required [\w-]+ arguments?: (.*)")
    if said is None or stop.in_their_code or stop.exercise.name not in said.groups():
        return None
    parameters = asked_signature(stop.exercise.signature).parameters
    missing = re.findall(r"'(\w+)'", said[3])
    empty = next(iter(parameters.values())).empty if parameters else None
    if not all(name in parameters and parameters[name].default is not empty for name in missing):
        return None
    return Named(
        "no defaults",
        f"{stop.name} cannot be called without {_and(missing)}: by the statement there are values "
        "that stand in for them.",
        "How does a `def` line say what an argument is where nobody names it?",
    )


def _earlier_call(stop: Stop) -> Named | None:
    """A call of an earlier function that does not fit its arguments."""
    if not stop.in_their_code:
        return None
    return _too_many(stop) or _left_out(stop) or _not_known(stop)


def _too_many(stop: Stop) -> Named | None:
    said = stop.says(
        r"^(\w+)\(\) takes (?:from \d+ to )?(\d+) positional arguments? but (\d+) "
        r"(?:positional arguments? \(and .*\) )?w(?:as|ere) given"
    )
    if said is None or said[1] not in stop.exercise.uses:
        return None
    called, takes, given = said.groups()
    by_name = [
        parameter.name
        for parameter in asked_signature(REGISTRY[called].signature).parameters.values()
        if parameter.kind is parameter.KEYWORD_ONLY
    ]
    have = "has" if len(by_name) == 1 else "have"
    others = f": {_and(by_name)} {have} to be named" if by_name else ""
    return Named(
        f"call of {called}",
        f"{stop.name} hands `{called}` {given} things by their place{stop.where}; it takes "
        f"only {takes} that way{others}.",
        f"How does the lesson call `{called}`?",
    )


def _left_out(stop: Stop) -> Named | None:
    said = stop.says(r"^(\w+)\(\) missing \d+ required [\w-]+ arguments?: (.*)")
    if said is None or said[1] not in stop.exercise.uses:
        return None
    missing = re.findall(r"'(\w+)'", said[2])
    return Named(
        f"call of {said[1]}",
        f"{stop.name} calls `{said[1]}` without {_and(missing)}{stop.where}.",
        f"What does `{said[1]}` need to be handed, and where does your function have it?",
    )


def _not_known(stop: Stop) -> Named | None:
    said = stop.says(r"^(\w+)\(\) got an unexpected keyword argument '(\w+)'")
    if said is None or said[1] not in stop.exercise.uses:
        return None
    return Named(
        f"call of {said[1]}",
        f"{stop.name} hands `{said[1]}` an argument `{said[2]}`{stop.where}, and it has none of "
        "that name.",
        f"What are the arguments of `{said[1]}` called?",
    )


def _other_order(stop: Stop) -> Named | None:
    """A line that hands an earlier function one argument in the place of another."""
    for call in _calls(stop.raised.line):
        called = call.func.id if isinstance(call.func, ast.Name) else ""
        if called not in stop.exercise.uses:
            continue
        parameters = list(asked_signature(REGISTRY[called].signature).parameters)
        for place, argument in enumerate(call.args[: len(parameters)]):
            handed = argument.id if isinstance(argument, ast.Name) else ""
            taken = parameters[place]
            if handed in parameters and handed != taken:
                return Named(
                    f"order of {called}",
                    f"{stop.name} hands `{called}` its `{handed}` where it takes `{taken}`"
                    f"{stop.where}.",
                    f"In which order does `{called}` take its arguments?",
                )
    return None


def _calls(line: str) -> Iterator[ast.Call]:
    """The calls on a line; none where it is only a part of a statement."""
    for text in (line, f"{line} pass"):
        try:
            tree = ast.parse(text)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
        yield from (node for node in ast.walk(tree) if isinstance(node, ast.Call))
        return


def _layer(stop: Stop) -> Named | None:
    """A name with the number of a layer that is not there."""
    said = stop.says(r"^'([A-Za-z]+)(\d+)'$") if stop.raised.kind == "KeyError" else None
    layers = [int(match[1]) for key in _keys(stop.case) if (match := _NUMBERED.match(key))]
    if said is None or not layers:
        return None
    asked, number, last = f"{said[1]}{said[2]}", int(said[2]), max(layers)
    if number == 0 and 0 not in layers:
        return Named(
            "layer 0",
            f"{stop.name} looks for `{asked}`{stop.where}, and the layers are numbered from 1.",
            "What goes into the first layer, and under which name is it there?"
            if said[1] in "hz"
            else "Which number has the first layer, and which the last?",
        )
    if number > last:
        layers_here = "one layer" if last == 1 else f"{last} layers"
        return Named(
            "beyond the last layer",
            f"{stop.name} looks for `{asked}`{stop.where}, where the network has {layers_here}.",
            "How many layers do so many entries of `params` make, and where does your loop end?",
        )
    return None


_NUMBERED = re.compile(r"^[A-Za-z]+(\d+)$")


def _name_of_the_example(stop: Stop) -> Named | None:
    said = stop.says(r"^'(\w+)'$") if stop.raised.kind == "KeyError" else None
    keys = set(_keys(stop.case))
    if said is None or not keys or said[1] not in stop.worked - keys:
        return None
    return Named(
        "names of the example",
        f"{stop.name} looks for `{said[1]}`{stop.where}, a name from the lesson's example; the "
        "dicts of this case have other names.",
        "Where can your code learn which names there are?",
    )


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


def _operands(stop: Stop) -> Named | None:
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


def _nobody_to_draw_from(stop: Stop) -> Named | None:
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


def _not_callable(stop: Stop) -> Named | None:
    said = stop.says(r"^'([\w.]+)' object is not callable")
    words = {"list": "a list", "dict": "a dict", "tuple": "a tuple", "str": "a text"}
    words |= {"numpy.ndarray": "an array", "float": "a number", "int": "a number"}
    what = words.get(said[1].replace("numpy.float64", "float"), "") if said else ""
    if not what or not stop.in_their_code:
        return None
    return Named(
        f"calls {what}",
        f"{stop.name} calls {what} as if it were a function{stop.where}: round brackets stand "
        "behind it.",
        "Which brackets look something up, and was a function's name given to something else?",
    )


def _left_out_setting(stop: Stop) -> Named | None:
    """A call of a setting that is `None` unless somebody hands one in."""
    if not stop.says(r"^'NoneType' object is not callable") or not stop.in_their_code:
        return None
    parameters = asked_signature(stop.exercise.signature).parameters.values()
    may_be_none = {parameter.name for parameter in parameters if parameter.default is None}
    called = [ast.unparse(call.func) for call in _calls(stop.raised.line)]
    settings = [name for name in called if name.removeprefix("self.") in may_be_none]
    if len(settings) != 1:
        return None
    (setting,) = settings
    return Named(
        "calls None",
        f"{stop.name} calls `{setting}` where it is `None`{stop.where}: so it is unless somebody "
        "hands one in.",
        f"What should happen where nobody has handed in a `{setting.removeprefix('self.')}`?",
    )


def _whole_for_one(stop: Stop) -> Named | None:
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


def _joined(stop: Stop) -> Named | None:
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


def _object_called(stop: Stop) -> Named | None:
    """Round brackets behind an argument that is no function."""
    if not stop.says(r"^'\w+' object is not callable") or not stop.in_their_code:
        return None
    called = [ast.unparse(call.func) for call in _calls(stop.raised.line)]
    arguments = [name for name in called if name in stop.arguments]
    if len(arguments) != 1:
        return None
    (argument,) = arguments
    return Named(
        "calls an argument",
        f"{stop.name} calls `{argument}` itself{stop.where}, and it is no function.",
        f"What is `{argument}`, and which of its methods or entries is meant?",
    )


def _taken_apart(stop: Stop) -> Named | None:
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


def _no_places(stop: Stop) -> Named | None:
    said = stop.says(r"^'(int|float|numpy\.\w+\d+)' object does not support item assignment")
    if said is None:
        return None
    return Named(
        "a number for an array",
        f"{stop.name} writes into a place of something that is a single number by then"
        f"{stop.where}.",
        "Which line gave that name to a number, where it should keep the array?",
    )


def _in_place(stop: Stop) -> Named | None:
    if not stop.says("Cannot cast ufunc '.*' output from dtype.'float"):
        return None
    return Named(
        "decimals in place",
        f"{stop.name} changes an array of whole numbers in place{stop.where}, and what comes out "
        "has decimals.",
        "Whose array is it that the line changes, and could it make a new one?",
    )


def _endless_calls(stop: Stop) -> Named | None:
    if stop.raised.kind != "RecursionError":
        return None
    return Named(
        "calls itself",
        f"{stop.name} leads to a function that calls itself again and again{stop.where}, with "
        "nothing to stop it.",
        "Which function should stand there, or which condition ends the calls?",
    )


_MISSING_KEY = re.compile(r"^(?:'|np\.\w+\()?([^'()]+)(?:'|\))?$")
"""What a `KeyError` says: the key, as Python or NumPy write it."""


def _rows_against_columns(stop: Stop) -> Named | None:
    """One number a row, lined up with the columns."""
    said = stop.says(r"could not be broadcast together with shapes \((\d+),\s?(\d+)\) \((\d+),\)")
    if said is None or said[1] != said[3]:
        return None
    rows, columns, _ = said.groups()
    return Named(
        "rows against columns",
        f"An array of shape ({rows}, {columns}) meets one of shape ({rows},){stop.where}: NumPy "
        f"lines up the last axes, so {rows} numbers meet {columns} columns.",
        PRODUCT
        if _ELEMENT_BY_ELEMENT.search(stop.raised.line)
        else "Should there be a number for each row or for each column, and which axis keeps its "
        "place?",
    )


PRODUCT = "Which shape does that line need to make, and what does `*` do with two arrays?"
_ELEMENT_BY_ELEMENT = re.compile(r"[\w\])] ?\* ?[A-Za-z(]")


def _one_number_asked(stop: Stop) -> Named | None:
    words = "converted to Python scalars|only length-1 arrays|must be real number, not ndarray"
    if not stop.says(words) or not stop.in_their_code:
        return None
    return Named(
        "function for one number",
        f"{stop.name} hands a whole array to a function that takes one number{stop.where}.",
        "Which function of NumPy does the same with each element?",
    )


def _looked_up(stop: Stop) -> Named | None:
    """Square brackets behind something that has nothing inside."""
    said = stop.says(r"^'([\w.]+)' object is not subscriptable")
    kind = "numpy.float64" if stop.says("invalid index to scalar") else said[1] if said else ""
    what = "a single number" if re.fullmatch(r"int|float|numpy\.\w+\d+", kind) else ""
    what = "a function" if kind in ("function", "builtin_function_or_method", "method") else what
    if not what or not stop.in_their_code:
        return None
    called = [ast.unparse(call.func) for call in _calls(stop.raised.line)]
    helpers = [name for name in dict.fromkeys(called) if name in stop.exercise.uses]
    if helpers:  # it may be inside of them that something is looked up
        return Named(
            f"looks up in {what}",
            f"Something is looked up in {what}{stop.where}: by square brackets there, or inside of "
            f"{_and(helpers)}.",
            f"What does `{helpers[0]}` need to be handed, and which name holds it?",
        )
    return Named(
        f"looks up in {what}",
        f"{stop.name} looks something up in {what}{stop.where}: square brackets stand behind it.",
        "Which name holds an array there, and which only one of its elements?"
        if what == "a single number"
        else "Which brackets call a function?",
    )


def _decimal_places(stop: Stop) -> Named | None:
    if not stop.says("arrays used as indices must be of integer") or not stop.in_their_code:
        return None
    return Named(
        "decimals for positions",
        f"{stop.name} uses an array of decimals as positions{stop.where}.",
        "Which array has the positions in it, and what made decimals of them?",
    )


def _uneven(stop: Stop) -> Named | None:
    if not stop.says("inhomogeneous shape") or not stop.in_their_code:
        return None
    called = [ast.unparse(call.func) for call in _calls(stop.raised.line)]
    if any(name in stop.exercise.uses for name in called):
        return Named(
            "hands on several things",
            f"{stop.name} hands on several things that do not make one array{stop.where}.",
            "Which call hands back several things at once, and which of them is meant?",
        )
    return Named(
        "one array of uneven things",
        f"{stop.name} makes one array of things that differ in shape{stop.where}.",
        "Which shape has each of them before they come together, and which should it have?",
    )


def _read_before_set(stop: Stop) -> Named | None:
    said = stop.says(r"local variable '(\w+)' (?:where it is not associated|referenced before)")
    if said is None:
        return None
    return Named(
        "read before set",
        f"{stop.name} reads `{said[1]}` before it has set it{stop.where}.",
        f"Which line should give `{said[1]}` its first value, and is it always run before?",
    )


def _divided_by_zero(stop: Stop) -> Named | None:
    if stop.raised.kind != "ZeroDivisionError" or not stop.in_their_code:
        return None
    return Named(
        "divides by 0",
        f"{stop.name} divides by something that is 0 on this case{stop.where}.",
        "What is the divisor there, and what should come back where it is 0?",
    )


def _not_in_argument(stop: Stop) -> Named | None:
    """A name looked up in a dict that was handed in, and that does not have it."""
    said = stop.says(_MISSING_KEY) if stop.raised.kind == "KeyError" else None
    given = dict(zip(stop.arguments, stop.case.args, strict=False)) | stop.case.kwargs
    for argument, value in given.items():
        looked_up = re.search(rf"\b{argument}\[", stop.raised.line)
        if said and looked_up and isinstance(value, dict) and said[1] not in value:
            think = f"What should happen with what `{argument}` does not have?"
            if _NUMBERED.match(said[1]):
                think = f"Which names does `{argument}` have, and which of them is meant?"
            if said[1].isdigit() and all(isinstance(key, str) for key in value):
                think = (
                    f"By which of the two does `{argument}` look things up, the text or the number?"
                )
            return Named(
                f"not in {argument}",
                f"{stop.name} looks for `{said[1]}` in `{argument}`, which does not have it"
                f"{stop.where}.",
                think,
            )
    return None


def _and(names: list[str]) -> str:
    quoted = [f"`{name}`" for name in names]
    return " and ".join(filter(None, [", ".join(quoted[:-1]), quoted[-1]]))


def _is_are(names: list[Any]) -> str:
    return "is" if len(names) == 1 else "are"


READINGS: tuple[Callable[[Stop], Named | None], ...] = (
    _misspelt,
    _power,
    _nothing_back,
    _own_method,
    _defaults_missing,
    _earlier_call,
    _other_order,
    _one_yes_or_no,
    _layer,
    _name_of_the_example,
    _not_in_argument,
    _rows_against_columns,
    _one_number_asked,
    _looked_up,
    _decimal_places,
    _uneven,
    _read_before_set,
    _divided_by_zero,
    _operands,
    _nobody_to_draw_from,
    _left_out_setting,
    _whole_for_one,
    _joined,
    _not_callable,
    _object_called,
    _taken_apart,
    _no_places,
    _in_place,
    _endless_calls,
)
