"""Names that are not there: of a variable, of an entry in a dict."""

from __future__ import annotations

import difflib
import re

from course_lib.checking.diagnosing.stops.stop import Named, Stop, names_in


def misspelt(stop: Stop) -> Named | None:
    """A name that differs by a few letters from one that is there."""
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


def read_before_set(stop: Stop) -> Named | None:
    """A name read before it has a value."""
    said = stop.says(r"local variable '(\w+)' (?:where it is not associated|referenced before)")
    if said is None:
        return None
    return Named(
        "read before set",
        f"{stop.name} reads `{said[1]}` before it has set it{stop.where}.",
        f"Which line should give `{said[1]}` its first value, and is it always run before?",
    )


def layer(stop: Stop) -> Named | None:
    """A name with the number of a layer that is not there."""
    said = stop.says(r"^'([A-Za-z]+)(\d+)'$") if stop.raised.kind == "KeyError" else None
    layers = [int(match[1]) for key in names_in(stop.case) if (match := _NUMBERED.match(key))]
    if said is None or not layers:
        return None
    asked, number, last = f"{said[1]}{said[2]}", int(said[2]), max(layers)
    if number == 0 and 0 not in layers:
        return Named(
            "layer 0",
            f"{stop.name} looks for `{asked}`{stop.where}, and the layers are numbered from 1.",
            _OF_LAYER_0.get(said[1], "Which number has the first layer, and which the last?"),
        )
    if number > last:
        layers_here = "one layer" if last == 1 else f"{last} layers"
        return Named(
            "beyond the last layer",
            f"{stop.name} looks for `{asked}`{stop.where}, where the network has {layers_here}.",
            "How many layers do so many entries of `params` make, and where does your loop end?",
        )
    return None


_OF_LAYER_0 = {
    "h": "What goes into the first layer, and under which name is it there?",
    "z": "Behind which layers does a ReLU stand, and is there one before the first?",
}
"""What to think about where the output or the sum of a layer 0 is looked for."""


_NUMBERED = re.compile(r"^[A-Za-z]+(\d+)$")


def name_of_the_example(stop: Stop) -> Named | None:
    """A name of the lesson's example, where the case has others."""
    said = stop.says(r"^'(\w+)'$") if stop.raised.kind == "KeyError" else None
    keys = set(names_in(stop.case))
    if said is None or not keys or said[1] not in stop.worked - keys:
        return None
    return Named(
        "names of the example",
        f"{stop.name} looks for `{said[1]}`{stop.where}, a name from the lesson's example; the "
        "dicts of this case have other names.",
        "Where can your code learn which names there are?",
    )


def not_in_argument(stop: Stop) -> Named | None:
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


_MISSING_KEY = re.compile(r"^(?:'|np\.\w+\()?([^'()]+)(?:'|\))?$")
"""What a `KeyError` says: the key, as Python or NumPy write it."""
