"""Runs the test cells of ordinary nbgrader courses, out of reach of what a submission did to
IPython and Python.

The tests run in the same process as the submission, as nbgrader's do. What is put back here stops
every trick that works by replacing something; an object that equals everything, and a submission
that rewrites memory, it cannot stop.
"""

import ast
import builtins
import contextlib
import gc
import inspect
import linecache
import sys
import threading
import traceback
import types
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from IPython.core.inputtransformer2 import TransformerManager

from grader.engine.inside.capture import Capture, Stream
from grader.engine.inside.event_loop import CELLS
from grader.engine.protocol.job import PLAYED

_GUARDED = frozenset(
    "builtins numpy unittest math cmath operator random sys os posix inspect ast traceback "
    "functools itertools collections statistics fractions decimal io".split()
)
_ALIASES = {"np": "numpy", "numpy": "numpy", "math": "math", "unittest": "unittest"}
# An exercise, or a test cell itself, may well replace these: they decide nothing.
_FREE = frozenset(
    "input print display help open get_ipython exit quit stdout stderr stdin "
    "displayhook excepthook breakpointhook unraisablehook".split()
)

_FROM_PYTHON, _IMMUTABLE = 1 << 9, 1 << 8  # Py_TPFLAGS_HEAPTYPE, Py_TPFLAGS_IMMUTABLETYPE
_METHODS = (types.FunctionType, classmethod, staticmethod, property)
_NUMBERS = {int, float} | {kind for kind in np.sctypeDict.values() if np.dtype(kind).kind in "iuf"}

# Bound here, before any submission runs: its replacements for these names do not reach this module.
_compile, _eval = compile, eval
_unhook = (sys.settrace, sys.setprofile, threading.settrace, threading.setprofile)


class Pristine:
    """What Python and NumPy looked like before the submission ran."""

    def __init__(self) -> None:
        self._modules = dict(sys.modules)
        self._names = {
            name: self._callables(module)
            for name, module in self._modules.items()
            if _guarded(name)
        }
        self._methods = {
            cls: _methods(cls) for names in self._names.values() for cls in _classes(names.values())
        }
        self._finders = (list(sys.meta_path), list(sys.path_hooks))
        self._transformer = TransformerManager()
        self._builtins = builtins
        self._builtin_names = vars(builtins)

    @staticmethod
    def _callables(module: types.ModuleType) -> dict[str, Any]:
        return {
            name: value
            for name, value in vars(module).items()
            if (callable(value) or isinstance(value, types.ModuleType)) and name not in _FREE
        }

    def forget(self, packages: list[str]) -> None:
        """Let a submission import packages of its own under these names."""
        for package in packages:
            for name in [name for name in self._modules if name.partition(".")[0] == package]:
                del self._modules[name], sys.modules[name]

    def restore(self, names: dict[str, Any]) -> None:
        """Put back what a submission may have replaced.

        Args:
            names: The submission's namespace; `np` and the like are made to mean NumPy again.
        """
        # First of all, and without a call that could have been replaced: everything below uses
        # built-in functions.
        self._builtin_names.update(self._names["builtins"])
        for unhook in _unhook:
            unhook(None)
        _stop_monitoring()
        gc.callbacks.clear()
        # A lesson may well have added finders of its own: they find what these do not.
        _put_first(self._finders[0], sys.meta_path)
        _put_first(self._finders[1], sys.path_hooks)
        sys.modules.update(self._modules)
        for name, originals in self._names.items():
            vars(self._modules[name]).update(originals)
        for cls, methods in self._methods.items():
            own = vars(cls)
            for key, value in methods.items():
                if own.get(key) is not value:
                    type.__setattr__(cls, key, value)
        names["__builtins__"] = self._builtins
        for alias, name in _ALIASES.items():
            value = names.get(alias)
            if isinstance(value, types.ModuleType) and getattr(value, "__name__", name) != name:
                continue  # another library under this name, not a forgery of this one
            if value is not None and value is not self._modules.get(name):
                names[alias] = self._modules[name]

    def translate(self, source: str) -> str:
        """Turn IPython's own syntax into Python, with no transformer that a submission has
        added.
        """
        return str(self._transformer.transform_cell(source))


def _put_first(before: list[Any], now: list[Any]) -> None:
    now[:] = [*before, *(one for one in now if not any(one is old for old in before))]


def _stop_monitoring() -> None:
    """Take away the callbacks that sys.monitoring calls while code runs (Python 3.12)."""
    monitoring = getattr(sys, "monitoring", None)
    if monitoring is None:
        return
    events = [value for value in vars(monitoring.events).values() if type(value) is int and value]
    for tool in range(6):
        if monitoring.get_tool(tool) is not None:
            monitoring.set_events(tool, 0)
            for event in events:
                if event & (event - 1) == 0:  # a single event, not a union of several
                    monitoring.register_callback(tool, event, None)
            monitoring.free_tool_id(tool)


def _classes(values: Iterable[object]) -> Iterator[type]:
    """Those whose methods can be replaced; classes made in C cannot be changed."""
    for value in values:
        if (
            isinstance(value, type)
            and value.__flags__ & _FROM_PYTHON
            and not value.__flags__ & _IMMUTABLE
        ):
            yield value


def _methods(cls: type) -> dict[str, Any]:
    return {name: value for name, value in vars(cls).items() if isinstance(value, _METHODS)}


def _guarded(name: str) -> bool:
    return name.partition(".")[0] in _GUARDED


def run(
    pristine: Pristine,
    capture: Capture,
    names: dict[str, Any],
    source: str,
    *,
    label: str,
    room: int,
) -> tuple[bool, float | None]:
    """Run a test cell.

    Args:
        pristine: What to put back first.
        capture: Takes the outputs.
        names: The submission's namespace.
        source: The cell.
        label: Its name, for tracebacks.
        room: Bytes of output to keep.

    Returns:
        Whether it ended without an exception, and the value of its last expression if that is a
        real number.
    """
    capture.start(room)
    pristine.restore(names)
    names.pop("__warningregistry__", None)  # each cell warns anew, as in IPython
    out, err = Stream("stdout", capture), Stream("stderr", capture)
    try:
        body, last = _compiled(pristine.translate(source), label)
        with (
            CELLS.around(source),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
        ):
            _run_code(body, names)
            value = None if last is None else _run_code(last, names)
            pristine.restore(names)
            _show_figures()
    except BaseException as error:  # noqa: BLE001 - SystemExit and the like are failures too
        capture.error(type(error).__name__, _message(error), _lines(error, label))
        return False, None
    number = _number(value)
    if value is not None:
        text = repr(number) if number is not None else _shown(value)
        capture.rich("execute_result", {"text/plain": text}, {}, execution_count=None)
    return True, number


def _compiled(source: str, label: str) -> tuple[types.CodeType, types.CodeType | None]:
    """The statements of a cell and, apart, its last expression; both may await."""
    filename = f"<test {label}>"
    linecache.cache[filename] = (len(source), None, source.splitlines(True), filename)
    tree = ast.parse(source, filename)
    flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
    last = None
    quiet = source.rstrip().endswith(";")
    if tree.body and isinstance(tree.body[-1], ast.Expr) and not quiet:
        expression = ast.Expression(tree.body.pop().value)  # type: ignore[attr-defined]
        last = _compile(expression, filename, "eval", flags, dont_inherit=True)
    return _compile(tree, filename, "exec", flags, dont_inherit=True), last


def _run_code(code: types.CodeType, names: dict[str, Any]) -> Any:
    value = _eval(code, names)
    if code.co_flags & inspect.CO_COROUTINE:
        return CELLS.finish(value)
    return value


def _show_figures() -> None:
    backend = sys.modules.get("matplotlib_inline.backend_inline")
    if backend is not None:
        backend.flush_figures()


def _shown(value: object) -> str:
    """What stands for a last value that is no number, whatever it says of itself."""
    plays_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return PLAYED if plays_number else f"<{type(value).__name__}>"


def _number(value: object) -> float | None:
    """The value as a float if it is a number of Python's or NumPy's own, not of a class that only
    looks like one.
    """
    kind = type(value)
    return float(value) if kind in _NUMBERS else None  # type: ignore[arg-type]


def _message(error: BaseException) -> str:
    try:
        return str(error)
    except BaseException:  # noqa: BLE001 - its __str__ is the submission's
        return "a message that cannot be shown"


def _lines(error: BaseException, label: str) -> list[str]:
    try:
        frames = traceback.extract_tb(error.__traceback__)
        wanted = [n for n, frame in enumerate(frames) if frame.filename == f"<test {label}>"]
        listed = traceback.format_list(frames[wanted[0] if wanted else len(frames) :])
        return "".join(
            ["Traceback:\n", *listed, f"{type(error).__name__}: {_message(error)}"]
        ).splitlines()
    except BaseException:  # noqa: BLE001 - as above
        return [type(error).__name__]
