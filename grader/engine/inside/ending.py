"""How a cell ended: what is told of its exception, and its last value where that is a number."""

from collections.abc import Iterable

import numpy as np

_NUMBERS = {int, float} | {kind for kind in np.sctypeDict.values() if np.dtype(kind).kind in "iuf"}


def message_of(value: BaseException) -> str:
    """What an exception says, also one whose text raises another."""
    try:
        return str(value)
    except BaseException:  # noqa: BLE001 - its __str__ is the submission's
        return "a message that cannot be shown"


def own_lines(error: BaseException, listed: list[str], inside: Iterable[str] = ()) -> list[str]:
    """A traceback of these frames, in single lines."""
    last = f"{type(error).__name__}: {message_of(error)}"
    return "".join(["Traceback:\n", *listed, *inside, last]).splitlines()


def number_of(value: object) -> float | None:
    """The value as a float if it is a number of Python's or NumPy's own, not of a class that only
    looks like one.
    """
    kind = type(value)
    return float(value) if kind in _NUMBERS else None  # type: ignore[arg-type]
