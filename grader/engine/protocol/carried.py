"""Values as plain data and back: what a call of a student's function is given, and what it returns.

A value crosses as what it is, by the content that Python's own classes have for it: of a list, a
number or an array of a class that somebody has made crosses the list, the number or the array
within. What is none of these stays where it is, and a reference to it crosses.
"""

import builtins
import datetime as dt
import types
from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np

Data = Any
"""What wire.pack takes: a value that is not one of Python's simplest is a list, first its kind."""
Other = Callable[[object], Data]
Back = Callable[[Data], object]

_SIMPLE = (bool, int, float, str, bytes)
_BASES: tuple[tuple[type, Callable[[Any], Any]], ...] = (
    (int, int.__int__),
    (float, float.__float__),
    (str, str.__str__),
    (bytes, lambda value: bytes.__getitem__(value, slice(None))),
    (list, lambda value: list(list.__iter__(value))),
    (tuple, lambda value: tuple(tuple.__iter__(value))),
    (dict, lambda value: dict(dict.items(value))),
    (set, lambda value: set(set.__iter__(value))),
    (frozenset, lambda value: frozenset(frozenset.__iter__(value))),
)
_ROWS: dict[type, str] = {list: "l", tuple: "t", set: "s", frozenset: "z", deque: "q"}
_MAPS: dict[type, str] = {dict: "d", OrderedDict: "o", Counter: "c"}
_VIEWS: dict[type, str] = {type({}.keys()): "k", type({}.values()): "v", type({}.items()): "i"}
_FACTORIES = {one.__name__: one for one in (int, float, str, list, dict, set, tuple)}
_NUMBERS = frozenset("?bhilqBHILQefdFD")
_TIMES = (dt.datetime, dt.date, dt.time)
_PARTS: dict[type, tuple[str, Callable[[Any], tuple[Any, ...]]]] = {
    complex: ("x", lambda value: (value.real, value.imag)),
    range: ("r", lambda value: (value.start, value.stop, value.step)),
    slice: ("/", lambda value: (value.start, value.stop, value.step)),
    Fraction: ("f", lambda value: (value.numerator, value.denominator)),
    Decimal: ("e", lambda value: (str(value),)),
    dt.timedelta: ("Y", lambda value: (value.days, value.seconds, value.microseconds)),
    **{kind: ("y", lambda value: (type(value).__name__, value.isoformat())) for kind in _TIMES},
}


def to_data(value: Any, other: Other) -> Data:
    """A value as data.

    Args:
        value: anything.
        other: what crosses for a value that is not plain.
    """
    kind = type(value)
    if value is None or kind in _SIMPLE:
        return value
    if kind in _ROWS or kind in _VIEWS:
        return [_ROWS.get(kind) or _VIEWS[kind], [to_data(item, other) for item in value]]
    if kind in _MAPS:
        return [_MAPS[kind], _pairs(value, other)]
    if issubclass(kind, (np.ndarray, np.generic)):
        return _array_to_data(value, kind, other)
    if kind in _PARTS:
        name, parts = _PARTS[kind]
        return [name, *(to_data(part, other) for part in parts(value))]
    if kind is defaultdict:
        factory = getattr(value.default_factory, "__name__", "")
        return ["D", _pairs(value, other), factory if factory in _FACTORIES else ""]
    for base, content in _BASES:
        if issubclass(kind, base):
            return to_data(content(value), other)
    return other(value)


def _pairs(value: Any, other: Other) -> list[Data]:
    return [[to_data(key, other), to_data(item, other)] for key, item in dict.items(value)]


def _array_to_data(value: Any, kind: type, other: Other) -> Data:
    if issubclass(kind, np.generic):
        array = np.asarray(value)
        if array.dtype.char in _NUMBERS:
            return ["g", array]
        return ["G", to_data(array, other)] if array.dtype.kind in "USMm" else other(value)
    if issubclass(kind, (np.ma.MaskedArray, np.recarray)):
        return other(value)
    array = np.ndarray.view(value, np.ndarray)
    head = "m" if issubclass(kind, np.matrix) else "a"
    if array.dtype.char in _NUMBERS:
        return [head, array]
    if array.dtype.kind in "US":
        return ["U", array.dtype.str, list(array.shape), array.ravel().tolist()]
    if array.dtype.kind in "Mm":
        return ["M", array.dtype.str, array.view("i8")]
    if array.dtype.kind == "O":
        return ["O", list(array.shape), [to_data(item, other) for item in array.ravel()]]
    return other(value)


def from_data(data: Data, back: Back) -> Any:
    """A value from data.

    Args:
        data: what `to_data` gave, or what somebody who wants to do harm wrote.
        back: a value for what is not plain.

    Raises:
        Exception: of any kind, if it is not such data.
    """
    if not isinstance(data, list):
        if isinstance(data, (dict, np.ndarray)):
            raise TypeError("data without a kind")
        return data
    kind, *rest = data
    if kind in _FROM_ROWS:
        return _FROM_ROWS[kind]([from_data(item, back) for item in rest[0]])
    if kind in _FROM_PAIRS:
        return _FROM_PAIRS[kind](_dict(rest[0], back))
    if kind == "D":
        return defaultdict(_FACTORIES.get(rest[1]), _dict(rest[0], back))
    if kind == "O":
        array = np.empty(len(rest[1]), object)
        array[:] = [from_data(item, back) for item in rest[1]]
        return array.reshape(rest[0])
    if kind == "G":
        return from_data(rest[0], back)[()]
    if kind == "/":
        return slice(*(from_data(part, back) for part in rest))
    if kind in _FROM_PARTS:
        return _FROM_PARTS[kind](*rest)
    return back(data)


def _dict(pairs: list[Data], back: Back) -> dict[Any, Any]:
    return {from_data(key, back): from_data(item, back) for key, item in pairs}


def _view(name: str) -> Callable[[list[Any]], Any]:
    def made(items: list[Any]) -> Any:
        if name == "k":
            return dict.fromkeys(items).keys()
        return dict(items).items() if name == "i" else dict(enumerate(items)).values()

    return made


def _dtype(name: Any, kinds: str) -> np.dtype[Any]:
    """A kind of array that somebody has named; never one of references to objects."""
    dtype = np.dtype(str(name))
    if dtype.kind not in kinds:
        raise TypeError("not such an array")
    return dtype


def _array(array: Any) -> np.ndarray:
    if not isinstance(array, (np.ndarray, np.bool_)):  # one truth value arrives as a scalar
        raise TypeError("not an array")
    return np.asarray(array)


_FROM_ROWS: dict[Any, Callable[[list[Any]], Any]] = {
    **{name: kind for kind, name in _ROWS.items()},
    **{name: _view(name) for name in _VIEWS.values()},
}
_FROM_PAIRS: dict[Any, Callable[[Any], Any]] = {name: kind for kind, name in _MAPS.items()}
_FROM_PARTS: dict[Any, Callable[..., Any]] = {
    "x": complex,
    "r": range,
    "f": Fraction,
    "e": Decimal,
    "y": lambda name, text: getattr(dt, str(name)).fromisoformat(text),
    "Y": dt.timedelta,
    "g": lambda array: _array(array)[()],
    "a": _array,
    "m": lambda array: np.asmatrix(_array(array)),
    "U": lambda dtype, shape, items: np.array(items, _dtype(dtype, "US")).reshape(shape),
    "M": lambda dtype, array: _array(array).astype("i8").view(_dtype(dtype, "Mm")),
}


_arguments: Callable[[BaseException], tuple[Any, ...]] = vars(BaseException)["args"].__get__


def error_to_data(error: BaseException, other: Other) -> Data:
    """An exception as data: the names of its classes, and what it was raised with."""
    names = [cls.__name__ for cls in type(error).__mro__]
    try:
        arguments = to_data(tuple(_arguments(error)), other)
    except Exception:  # noqa: BLE001 - they are the submission's
        arguments = ["t", []]
    return [names, arguments]


def error_from_data(data: Data, back: Back) -> BaseException:
    """An exception of the same name, and of the nearest class that Python or NumPy has for it."""
    names, arguments = data
    kind = next((_EXCEPTIONS[name] for name in names if name in _EXCEPTIONS), Exception)
    values = from_data(arguments, back)
    if kind.__name__ != names[0]:
        kind = type(str(names[0]), (kind,), {})
    try:
        return kind(*values)
    except Exception:  # noqa: BLE001 - a class that wants other arguments
        error = kind.__new__(kind)
        error.args = tuple(values)
        return error


_EXCEPTIONS: dict[str, type[BaseException]] = {
    name: kind
    for module in (builtins, np.linalg, np.exceptions)
    for name, kind in vars(module).items()
    if isinstance(kind, type) and issubclass(kind, BaseException)
}


def by_name(modules: tuple[types.ModuleType, ...]) -> dict[int, str]:
    """The functions and classes of modules, by identity, each with the name that leads to it."""
    return {
        id(value): f"{module.__name__}.{name}"
        for module in modules
        for name, value in vars(module).items()
        if callable(value) and not name.startswith("_")
    }
