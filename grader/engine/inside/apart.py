"""Runs test cells in a process that holds nothing of the submission: what a cell asks of it is
answered from outside, in plain values, and what they are compared with never leaves this process.
"""

import builtins
import cmath
import contextlib
import dis
import marshal
import math
import operator
import sys
import traceback
import types
import unittest
from collections import deque
from collections.abc import Iterator
from typing import Any

import numpy as np

from grader.engine.inside.capture import Capture, Stream
from grader.engine.inside.ending import message_of, number_of, own_lines
from grader.engine.inside.life import Do, Exchange, Message
from grader.engine.protocol import carried
from grader.engine.protocol.carried import Data
from grader.engine.protocol.limits import Limits
from grader.engine.sandbox.rungs import Cage


class Undecided(BaseException):
    """A test needs more of a value than what crosses of it."""


class Remote:
    """A value of the submission's that is not plain: it may go back into a call, no more."""

    def __init__(self, session: "Examination", number: int, kind: str) -> None:
        self.__dict__.update(session_=session, number_=number, kind_=kind)

    def refuse_(self, *_: object) -> Any:
        """Say that nothing can be decided: all of these names end as no test may write them."""
        raise self.session_.undecided(f"a value of type {self.kind_} is no plain value")

    @property  # type: ignore[misc]
    def __class__(self) -> Any:
        """Nothing may be taken for granted of what it is."""
        return self.refuse_()

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # asked by libraries, which go on without
            raise AttributeError(name)
        return self.refuse_()

    def _observe(self, what: str) -> Any:
        """Something about the value, which is no more than an observation."""
        return self.session_.ask(what, self)

    def __len__(self) -> int:
        return int(self._observe("len"))

    def __bool__(self) -> bool:
        return bool(self._observe("bool"))

    def __float__(self) -> float:
        return float(self._observe("float"))

    def __int__(self) -> int:
        return int(self._observe("int"))

    def __str__(self) -> str:
        return str(self._observe("str"))

    def __repr__(self) -> str:
        return str(self._observe("repr"))

    def __getitem__(self, index: object) -> Any:
        return self.session_.ask("item", self, (index,))

    def __iter__(self) -> Iterator[Any]:
        return iter(self._observe("iter"))


for _name in (
    "eq ne lt le gt ge hash format index complex contains setitem delitem"
    " setattr delattr add radd sub rsub mul rmul truediv rtruediv floordiv rfloordiv mod rmod pow"
    " rpow matmul rmatmul and rand or ror xor rxor lshift rlshift rshift rrshift neg pos abs invert"
    " round divmod rdivmod array enter exit reversed"
).split():
    setattr(Remote, f"__{_name}__", Remote.refuse_)


class Function(Remote):
    """A function of the submission's, or anything else of it that can be called."""

    def __call__(self, *args: object, **named: object) -> Any:
        """Have it called where it is."""
        return self.session_.ask("call", self, args, named)

    def __bool__(self) -> bool:
        return True

    @property
    def __name__(self) -> str:
        return "a function"


class Rows(Remote):
    """An iterator of the submission's, such as what a generator returns."""

    def __iter__(self) -> Iterator[Any]:
        return self

    def __next__(self) -> Any:
        return self._observe("next")


USUAL = (
    *("numpy.testing", "numpy.linalg", "numpy.fft", "numpy.ma", "unittest", "statistics"),
    *("fractions", "decimal", "numbers", "string", "copy", "functools", "itertools", "re"),
)
"""What test cells use that run here: loaded once, not in every process."""
_KINDS: dict[object, type[Remote]] = {"function": Function, "iterator": Rows}
_LIBRARY = carried.by_name((builtins, math, cmath, operator, np, np.linalg))
_MODULES = {one.__name__: one for one in (np, math, unittest)}
_CHANGEABLE = (list, dict, set, deque, np.ndarray)


class Examination:
    """The test cells of one submission, one after the other, in names that they share."""

    def __init__(self, capture: Capture, exchange: Exchange) -> None:
        """Begin.

        Args:
            capture: takes the outputs.
            exchange: asks the submission's side and gives its answer.
        """
        self._capture, self._exchange = capture, exchange
        self._names: dict[str, Any] = {"__builtins__": builtins, "__name__": "__main__"}
        self._asker = self._names["__ask__"] = self._value_of
        self._known: dict[str, Message] = {}
        self._cached: dict[str, Any] = {}
        self._values: dict[str, Any] = {}
        self._places: dict[int, int] = {}
        self._is_changing = False
        self._shipped: dict[int, int] = {}
        self._why = ""

    def undecided(self, why: str) -> Undecided:
        """Note that the cell cannot be judged here, whatever its own code catches."""
        self._why = self._why or why
        return Undecided(why)

    def run(self, message: Message) -> Message:
        """Run one cell; gives whether it ended without an exception, and its last value."""
        self._capture.start(message["room"])
        self._why = ""
        self._cached.clear()
        self._forget_values()
        self._known = message["known"]
        self._is_changing = message["changing"]
        passed, value = self._ended(message)
        if self._why:
            return {"undecided": self._why}
        if value is not None:
            number = number_of(value)
            kind = value.kind_ if issubclass(type(value), Remote) else type(value).__name__
            text = repr(number) if number is not None else f"<{kind}>"
            self._capture.rich("execute_result", {"text/plain": text}, {}, execution_count=None)
        bound = self._bound(message["bound"]) if message["bound"] else []
        outputs, left_out = self._capture.finished(), self._capture.left_out
        answer = {"passed": passed, "value": number_of(value), "bound": bound}
        return {**answer, "outputs": outputs, "left_out": left_out}

    def _ended(self, message: Message) -> tuple[bool, Any]:
        out, err = Stream("stdout", self._capture), Stream("stderr", self._capture)
        try:
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                exec(message["before"], self._names)  # noqa: S102 - the instructor's imports
                for name in message["fetched"]:
                    self._fetch(name)
                body, last = marshal.loads(message["code"])  # noqa: S302 - from the trusted side
                eval(body, self._names)  # noqa: S307 - the instructor's test
                return True, None if last is None else eval(last, self._names)  # noqa: S307
        except Undecided as why:
            self.undecided(str(why))
        except BaseException as error:  # noqa: BLE001 - SystemExit and the like are failures too
            self._capture.error(type(error).__name__, message_of(error), _lines(error))
        return False, None

    def _fetch(self, name: str) -> None:
        self._names.pop(name, None)
        with contextlib.suppress(NameError):
            self._names[name] = self._value_of(name)

    def _value_of(self, name: str) -> Any:
        """What the submission has under a name, now: functions are asked for once a cell, values
        again after each call, which may have changed them.
        """
        for known in (self._cached, self._values):
            if name in known:
                return known[name]
        answer = self._known.get(name) or self._exchange({"op": "name", "name": name})
        if answer.get("missing"):
            raise NameError(f"name {name!r} is not defined")
        value = self._opened(answer["value"])
        (self._cached if type(value) is Function else self._values)[name] = value
        if "place" in answer and not self._is_changing:
            self._places[id(value)] = answer["place"]
        return value

    def _forget_values(self) -> None:
        self._known = {}
        self._values.clear()
        self._places.clear()

    def ask(
        self,
        op: str,
        of: Remote,
        args: tuple[object, ...] = (),
        named: dict[str, Any] | None = None,
    ) -> Any:
        """Have something done with a value of the submission's, and give what comes of it."""
        given: list[Any] = [*args, *(named or {}).values()]
        self._shipped = {}
        first = {id(value): place for place, value in reversed(list(enumerate(given)))}
        packed = [
            ["=", first[id(value)]]
            if first[id(value)] < place and issubclass(type(value), _CHANGEABLE)
            else self._packed(value)
            for place, value in enumerate(given)
        ]
        asked = {"op": op, "of": of.number_, "given": packed, "named": list(named or {})}
        self._forget_values()
        answer = self._exchange(asked)
        if isinstance(answer.get("error"), str):
            raise RuntimeError(answer["error"])
        self._show(answer.get("outputs", []))
        for place, data in answer.get("changed", []):
            self._change(given[place], self._opened(data))
        if "error" in answer:
            error = carried.error_from_data(answer["error"], self._back)
            error.__dict__["_lines_inside"] = answer.get("lines", [])
            raise error
        if answer.get("is") is not None:
            return given[answer["is"]]
        return self._opened(answer["value"])

    def _packed(self, value: object) -> Data:
        """An argument; a value that the submission has under a name goes back as that."""
        if id(value) in self._places:
            return ["h", self._places[id(value)]]
        return carried.to_data(value, self._other)

    def _show(self, outputs: list[Message]) -> None:
        """Let what the submission printed go where this cell prints."""
        for output in outputs:
            if output["output_type"] == "stream":
                stream = sys.stderr if output["name"] == "stderr" else sys.stdout
                stream.write(output["text"])
            else:
                self._capture.add(output)

    def _change(self, value: Any, now: Any) -> None:
        """Do to an argument what the submission has done to its copy."""
        if type(value) is not type(now):
            raise self.undecided("an argument became another")
        if isinstance(value, list):
            value[:] = now
        elif isinstance(value, np.ndarray) and value.shape == now.shape:
            value[...] = now
        elif isinstance(value, deque):
            value.clear()
            value.extend(now)
        elif isinstance(value, (dict, set)):
            value.clear()
            value.update(now)
        else:
            raise self.undecided("an argument was changed")

    def _opened(self, data: Data) -> Any:
        return carried.from_data(data, self._back)

    def _back(self, data: Data) -> Any:
        if data[0] == "N" and data[1] in _MODULES:
            return _MODULES[data[1]]
        _, number, kind, name = data
        return _KINDS.get(kind, Remote)(self, int(number), str(name)[:80])

    def _bound(self, names: list[str]) -> list[tuple[str, Data]]:
        """What cells that run beside the submission may need of the names that this one bound."""
        found = []
        self._shipped = {}
        for name in names:
            if name in self._names and not isinstance(self._names[name], types.ModuleType):
                with contextlib.suppress(Undecided):
                    found.append((name, carried.to_data(self._names[name], self._other)))
        self._why = ""
        return found

    def _other(self, value: Any) -> Data:
        """What crosses of a value that is not plain: what it is called, or what it is made of."""
        if issubclass(type(value), Remote):
            return ["h", value.number_]
        if id(value) in _LIBRARY:
            return ["n", _LIBRARY[id(value)]]
        if isinstance(value, types.ModuleType):
            return ["N", value.__name__]
        if isinstance(value, types.FunctionType):
            return self._function(value)
        if value is self._asker:
            return ["?"]
        raise self.undecided(f"a value of type {type(value).__name__} cannot be given to a call")

    def _function(self, function: types.FunctionType) -> Data:
        """A function of the test's own, which the submission is given to call."""
        if id(function) in self._shipped:
            return ["P", self._shipped[id(function)]]
        self._shipped[id(function)] = len(self._shipped)
        closure = [cell.cell_contents for cell in function.__closure__ or ()]
        used = {name: self._names[name] for name in _globals(function.__code__) & {*self._names}}
        parts = (function.__defaults__, function.__kwdefaults__, closure, used)
        crossing = [carried.to_data(part, self._other) for part in parts]
        return ["p", marshal.dumps(function.__code__), function.__name__, *crossing]


def begin(cage: Cage, limits: Limits, exchange: Exchange) -> Do:
    """Begin a life that examines one submission."""
    return Examination(Capture(), exchange).run


def _globals(code: types.CodeType) -> set[str]:
    """The global names that a function reads, those within it too."""
    loads = ("LOAD_GLOBAL", "LOAD_NAME")
    found = {step.argval for step in dis.get_instructions(code) if step.opname in loads}
    return found.union(
        *(_globals(one) for one in code.co_consts if isinstance(one, types.CodeType))
    )


def _lines(error: BaseException) -> list[str]:
    """The traceback: the test's own lines, and then those within the submission."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if not _ours(frame)]
    inside = error.__dict__.get("_lines_inside", [])
    return own_lines(error, traceback.format_list(frames), [str(line) for line in inside])


def _ours(frame: traceback.FrameSummary) -> bool:
    return frame.filename in (__file__, carried.__file__)
