"""The submission's side of a test cell that runs apart from it: what the cell asks for is done
here, and only plain values cross.
"""

import builtins
import contextlib
import importlib
import marshal
import traceback
import types
from collections import deque
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from grader.engine.inside import test_cells
from grader.engine.inside.capture import Capture, Stream
from grader.engine.inside.event_loop import CELLS
from grader.engine.inside.life import Message
from grader.engine.inside.test_cells import Pristine
from grader.engine.protocol import carried, wire
from grader.engine.protocol.carried import Data

_CHANGEABLE = (list, dict, set, deque, np.ndarray)


class Answers:
    """What is asked of one submission, and the values that it keeps and that others refer to."""

    def __init__(self, pristine: Pristine, capture: Capture, names: dict[str, Any]) -> None:
        self._pristine, self._capture, self._names = pristine, capture, names
        self._kept: list[object] = []
        self._named: dict[str, int] = {}
        self._shipped: list[types.FunctionType] = []

    def begin(self, message: Message) -> Message:
        """Begin a cell: put back what Python has under its names, and tell what stands under those
        that the cell reads.
        """
        self._capture.start(message["room"])
        self._pristine.restore_builtins(self._names)
        self._names.pop("__warningregistry__", None)  # each cell warns anew, as in IPython
        return {"known": {name: self._named_value(name) for name in message["names"]}}

    def answer(self, message: Message) -> Message:
        """Do one thing that a cell asks for."""
        if message["op"] == "name":
            return self._named_value(message["name"])
        self._shipped = []
        given: list[Any] = []
        for data in message["given"]:
            is_same = isinstance(data, list) and data[0] == "="
            given.append(given[data[1]] if is_same else self._opened(data))
        before = [self._packed(value) for value in given]
        out, err = Stream("stdout", self._capture), Stream("stderr", self._capture)
        try:
            with (
                CELLS.around(""),
                contextlib.redirect_stdout(out),
                contextlib.redirect_stderr(err),
            ):
                value = self._done(message, self._kept[message["of"]], given)
                answer = {"value": self._closed(value)}
                same = [place for place, argument in enumerate(given) if argument is value]
                answer |= {"is": same[0]} if same else {}
        except BaseException as error:  # noqa: BLE001 - whatever a submission raises is its answer
            answer = {"error": carried.error_to_data(error, self._other), "lines": _lines(error)}
        changed = [
            [place, self._closed(value)]
            for place, (value, packed) in enumerate(zip(given, before, strict=True))
            if packed is not None and wire.pack(self._closed(value)) != packed
        ]
        shown = {"outputs": self._shown(), "drawn": test_cells.has_figures()}
        return {**answer, **shown, "changed": changed}

    def _named_value(self, name: str) -> Message:
        """What stands under a name; where it may change, with a reference to itself too."""
        if name not in self._names:
            return {"missing": True}
        value = self._names[name]
        if not issubclass(type(value), _CHANGEABLE):
            return {"value": self._closed(value)}
        place = self._named.setdefault(name, len(self._kept))
        self._kept[place : place + 1] = [value]
        return {"value": self._closed(value), "place": place}

    def _packed(self, value: object) -> bytes | None:
        """An argument that a call may change, as it is before."""
        return wire.pack(self._closed(value)) if issubclass(type(value), _CHANGEABLE) else None

    def end(self, message: Message) -> Message:
        """End a cell: show its figures, and take over the names that it has bound."""
        for source in message["imports"]:
            with contextlib.suppress(ImportError):
                exec(source, self._names)  # noqa: S102 - the test's own import
        self._shipped = []
        for name, data in message["bound"]:
            self._names[name] = self._opened(data)
        test_cells.show_figures()
        return {"outputs": self._shown(), "left_out": self._capture.left_out}

    def _done(self, message: Message, of: Any, given: list[Any]) -> Any:
        named = message["named"]
        if message["op"] == "call":
            plain = len(given) - len(named)
            return of(*given[:plain], **dict(zip(named, given[plain:], strict=True)))
        return _OPERATIONS[message["op"]](of, *given)

    def _shown(self) -> list[Message]:
        """What was printed and displayed since the last answer."""
        outputs = self._capture.finished()
        self._capture.outputs = []
        return outputs

    def _closed(self, value: object) -> Data:
        return carried.to_data(value, self._other)

    def _opened(self, data: Data) -> Any:
        return carried.from_data(data, self._back)

    def _other(self, value: object) -> Data:
        """A reference to a value that stays here."""
        if isinstance(value, types.ModuleType):
            return ["N", value.__name__]
        self._kept.append(value)
        kind = "iterator" if isinstance(value, Iterator) else "function" if callable(value) else ""
        return ["h", len(self._kept) - 1, kind, type(value).__name__]

    def _back(self, data: Data) -> Any:
        kind, *rest = data
        if kind == "h":
            return self._kept[rest[0]]
        if kind == "n":
            module, _, name = rest[0].rpartition(".")
            return getattr(importlib.import_module(module), name)
        if kind == "N":
            return importlib.import_module(rest[0])
        if kind == "?":
            return self._names.__getitem__
        return self._shipped[rest[0]] if kind == "P" else self._function(*rest)

    def _function(self, code: bytes, name: str, *parts: Data) -> types.FunctionType:
        """A function of the test's own."""
        own: dict[str, Any] = {"__builtins__": builtins}
        made = marshal.loads(code)  # noqa: S302 - from the trusted side
        place = len(self._shipped)
        cells = tuple(types.CellType() for _ in made.co_freevars)
        self._shipped.append(types.FunctionType(made, own, name, None, cells))
        function = self._shipped[place]
        defaults, named, closure, used = (self._opened(part) for part in parts)
        function.__defaults__, function.__kwdefaults__ = defaults, named
        for cell, value in zip(cells, closure, strict=True):
            cell.cell_contents = value
        own.update(used)
        return function


_OPERATIONS: dict[str, Callable[..., Any]] = {
    "len": len,
    "bool": bool,
    "float": float,
    "int": int,
    "str": str,
    "repr": repr,
    "iter": iter,
    "next": next,
    "item": lambda value, index: value[index],
}


def _lines(error: BaseException) -> list[str]:
    frames = traceback.extract_tb(error.__traceback__)
    return traceback.format_list([frame for frame in frames if frame.filename != __file__])
