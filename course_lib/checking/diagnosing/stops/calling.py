"""Calls that do not fit what is called."""

from __future__ import annotations

import ast
import re

from course_lib.checking.asked.exercise import REGISTRY, asked_signature
from course_lib.checking.diagnosing.stops.stop import Named, Stop, calls_on, listed


def own_method(stop: Stop) -> Named | None:
    """A method without its `self`."""
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


def defaults_missing(stop: Stop) -> Named | None:
    """A required argument that by the statement has a default."""
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
        f"{stop.name} cannot be called without {listed(missing)}: by the statement there are "
        "values that stand in for them.",
        "How does a `def` line say what an argument is where nobody names it?",
    )


def earlier_call(stop: Stop) -> Named | None:
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
    others = f": {listed(by_name)} {have} to be named" if by_name else ""
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
        f"{stop.name} calls `{said[1]}` without {listed(missing)}{stop.where}.",
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


def other_order(stop: Stop) -> Named | None:
    """A line that hands an earlier function one argument in the place of another."""
    for call in calls_on(stop.raised.line):
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


def left_out_setting(stop: Stop) -> Named | None:
    """A call of a setting that is `None` unless somebody hands one in."""
    if not stop.says(r"^'NoneType' object is not callable") or not stop.in_their_code:
        return None
    parameters = asked_signature(stop.exercise.signature).parameters.values()
    may_be_none = {parameter.name for parameter in parameters if parameter.default is None}
    called = [ast.unparse(call.func) for call in calls_on(stop.raised.line)]
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


def not_callable(stop: Stop) -> Named | None:
    """Round brackets behind a value."""
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


def object_called(stop: Stop) -> Named | None:
    """Round brackets behind an argument that is no function."""
    if not stop.says(r"^'\w+' object is not callable") or not stop.in_their_code:
        return None
    called = [ast.unparse(call.func) for call in calls_on(stop.raised.line)]
    arguments = [name for name in called if name in stop.arguments]
    if len(arguments) != 1:
        return None
    (argument,) = arguments
    return Named(
        "calls an argument",
        f"{stop.name} calls `{argument}` itself{stop.where}, and it is no function.",
        f"What is `{argument}`, and which of its methods or entries is meant?",
    )


def endless_calls(stop: Stop) -> Named | None:
    """A function that calls itself without an end."""
    if stop.raised.kind != "RecursionError":
        return None
    return Named(
        "calls itself",
        f"{stop.name} leads to a function that calls itself again and again{stop.where}, with "
        "nothing to stop it.",
        "Which function should stand there, or which condition ends the calls?",
    )
