"""Runs the test cells of ordinary nbgrader courses that need the submission's own process, out of
reach of what it did to IPython and Python.

Such tests run beside the submission's code, as nbgrader's do. They arrive as code: their text is
never here. What is put back stops the tricks that work by replacing something; an object that
equals everything, and a submission that rewrites memory, it cannot stop.
"""

import builtins
import contextlib
import gc
import inspect
import linecache
import marshal
import operator
import signal
import sys
import threading
import time
import traceback
import types
from collections.abc import Iterable, Iterator
from typing import Any

from grader.engine.inside.capture import Capture, Stream
from grader.engine.inside.ending import message_of, number_of, own_lines
from grader.engine.inside.event_loop import CELLS
from grader.engine.protocol.job import PLAYED

_GUARDED = frozenset(
    "builtins numpy unittest math cmath operator random sys os posix inspect ast traceback "
    "functools itertools collections statistics fractions decimal io contextlib gc linecache "
    "marshal signal threading".split()
)
_ENGINE = "grader"
_ALIASES = {"np": "numpy", "numpy": "numpy", "math": "math", "unittest": "unittest"}
# An exercise, or a test cell itself, may well replace these: they decide nothing.
_FREE = frozenset(
    "input print display help open get_ipython exit quit stdout stderr stdin "
    "displayhook excepthook breakpointhook unraisablehook".split()
)

_FROM_PYTHON, _IMMUTABLE = 1 << 9, 1 << 8  # Py_TPFLAGS_HEAPTYPE, Py_TPFLAGS_IMMUTABLETYPE
_METHODS = (types.FunctionType, classmethod, staticmethod, property)
_TIMERS = (signal.ITIMER_REAL, signal.ITIMER_VIRTUAL, signal.ITIMER_PROF)

# Bound here, before any submission runs: its replacements for these names do not reach this module.
_eval, _loads, _sys_modules = eval, marshal.loads, sys.modules
_referents, _set_timer, _frames = gc.get_referents, signal.setitimer, sys._current_frames  # noqa: SLF001
_now, _sleep = time.monotonic, time.sleep
_unhook = (sys.settrace, sys.setprofile, threading.settrace, threading.setprofile)
_class_of_module = vars(object)["__class__"]


class Strangers(Exception):
    """Threads of the submission still run, and could change anything while a test does."""


class _Functions:
    """What functions are made of: their code, their defaults, and what they enclose."""

    def __init__(self, functions: list[types.FunctionType]) -> None:
        self._parts = [
            (function, function.__code__, function.__defaults__, function.__kwdefaults__)
            for function in functions
        ]
        self._named = [(named, dict(named)) for *_, named in self._parts if named]
        cells = {id(cell): cell for function in functions for cell in function.__closure__ or ()}
        self._cells = [(cell, _content(cell)) for cell in cells.values()]
        self._watched = [*(named for named, _ in self._named), *cells.values()]
        self._seen = _referents(*self._watched)
        self._are_exchanged = False

    def watch(self) -> None:
        """From here on, notice when any function is given another part, and let nobody else watch
        what Python does: such a hook can never be taken away.
        """

        def hook(event: str, arguments: tuple[Any, ...]) -> None:
            if event == "object.__setattr__" and arguments[1] in _PARTS:
                self._are_exchanged = True
            elif event == "sys.addaudithook":
                raise RuntimeError  # Python goes on as if the hook had been added

        sys.addaudithook(hook)

    def restore(self) -> None:
        """Put back what has been exchanged, if anything was."""
        now = _referents(*self._watched)
        is_same = len(now) == len(self._seen) and all(map(_is, now, self._seen))
        if is_same and not self._are_exchanged:
            return
        for function, code, defaults, named in self._parts:
            function.__code__ = code
            function.__defaults__, function.__kwdefaults__ = defaults, named
        for values, before in self._named:
            dict.clear(values)
            dict.update(values, before)
        for cell, content in self._cells:
            if content is not _EMPTY:
                cell.cell_contents = content
        self._seen = _referents(*self._watched)
        self._are_exchanged = False


_PARTS = ("__code__", "__defaults__", "__kwdefaults__")
_EMPTY, _is = object(), operator.is_


def _content(cell: types.CellType) -> object:
    try:
        return cell.cell_contents
    except ValueError:  # of a function that is not complete
        return _EMPTY


class Pristine:
    """What Python, NumPy and this engine looked like before the submission ran."""

    def __init__(self) -> None:
        known = dict(sys.modules)
        self._modules = {name: one for name, one in known.items() if not _is_engine(name)}
        self._classes = [(module, type(module)) for module in known.values()]
        self._names = [
            (vars(module), self._callables(module))
            for name, module in known.items()
            if _guarded(name)
        ]
        every = [value for _, names in self._names for value in names.values()]
        self._methods = {cls: _methods(cls) for cls in _classes(every)}
        self._functions = _Functions(
            [
                one
                for one in gc.get_objects()
                if type(one) is types.FunctionType and _guarded(one.__module__ or "")
            ]
        )
        self._finders = (list(sys.meta_path), list(sys.path_hooks))
        self._lists = (sys.meta_path, sys.path_hooks)
        self._finder_types = {type(finder) for finder in sys.path_importer_cache.values()}
        self._builtins = builtins
        self._builtin_names = vars(builtins)
        self._original_builtins = self._callables(builtins)
        self._libraries = tuple({path for path in (sys.prefix, sys.base_prefix, *sys.path) if path})

    @staticmethod
    def _callables(module: types.ModuleType) -> dict[str, Any]:
        return {
            name: value
            for name, value in vars(module).items()
            if (callable(value) or isinstance(value, types.ModuleType)) and name not in _FREE
        }

    def watch(self) -> None:
        """Begin to notice what a submission exchanges."""
        self._functions.watch()

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
        self.restore_builtins(names)
        self._functions.restore()
        for module, cls in self._classes:
            if type(module) is not cls:
                _class_of_module.__set__(module, cls)
        _stop_monitoring()
        self._restore_modules()
        self._restore_imports()

    def restore_builtins(self, names: dict[str, Any]) -> None:
        """Put back what Python itself has under its names, and let nothing run by itself: enough
        where no test runs in this process, and a tenth of the work.

        Args:
            names: As for `restore`.
        """
        # First of all, and without a call that could have been replaced: everything below uses
        # built-in functions.
        self._builtin_names.update(self._original_builtins)
        _unhook_all()
        names["__builtins__"] = self._builtins
        for alias, name in _ALIASES.items():
            value = names.get(alias)
            if isinstance(value, types.ModuleType) and getattr(value, "__name__", name) != name:
                continue  # another library under this name, not a forgery of this one
            if value is not None and value is not self._modules.get(name):
                names[alias] = self._modules[name]

    def _restore_modules(self) -> None:
        sys.modules = _sys_modules
        _sys_modules.update(self._modules)
        for own, originals in self._names:
            own.update(originals)
        for cls, methods in self._methods.items():
            current = vars(cls)
            for key, value in methods.items():
                if current.get(key) is not value:
                    type.__setattr__(cls, key, value)

    def _restore_imports(self) -> None:
        """Ask the finders that were there first. A lesson may well have added others: they find
        what these do not.
        """
        sys.meta_path, sys.path_hooks = self._lists
        _put_first(self._finders[0], sys.meta_path)
        _put_first(self._finders[1], sys.path_hooks)
        for path, finder in list(sys.path_importer_cache.items()):
            if type(finder) not in self._finder_types:  # they are asked for again
                del sys.path_importer_cache[path]
        if type(linecache.cache) is not dict:
            linecache.cache = dict(dict.items(linecache.cache))

    def refuse_strangers(self) -> None:
        """Refuse to test beside threads that run the submission's code, or will.

        Raises:
            Strangers: There is one, and it has not ended after a moment.
        """
        until = _now() + _MOMENT
        while self._strangers():
            if _now() > until:
                raise Strangers("a thread of the submission still ran")
            _sleep(_LOOK)

    def _strangers(self) -> set[int]:
        """The threads but this one that may run the submission's code, those that nobody lists
        among them.
        """
        listed = {thread.ident: thread for thread in list(threading._active.values())}  # type: ignore[attr-defined]  # noqa: SLF001
        others = {*_frames()} - {threading.get_ident()}
        return {one for one in others if one not in listed or self._is_strange(listed[one])}

    def _is_strange(self, thread: threading.Thread) -> bool:
        """Whether a thread runs anything but libraries, which keep some for their own use."""
        own = [
            type(thread).run,
            getattr(thread, "_target", None),
            getattr(thread, "function", None),
        ]
        if any(one is not None and not self._is_library(one) for one in own):
            return True
        frame = _frames().get(thread.ident or 0)
        while frame is not None:
            if not frame.f_code.co_filename.startswith(self._libraries):
                return True
            frame = frame.f_back
        return False

    def _is_library(self, function: Any) -> bool:
        code = getattr(getattr(function, "__func__", function), "__code__", None)
        return code is not None and code.co_filename.startswith(self._libraries)


_MOMENT, _LOOK = 0.2, 0.01
"""Seconds that threads are given to end, and between two looks at them."""


def _unhook_all() -> None:
    """Let nothing of the submission's run by itself, threads aside."""
    for unhook in _unhook:
        unhook(None)
    for timer in _TIMERS:
        _set_timer(timer, 0)
    gc.callbacks.clear()


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
    return name.partition(".")[0] in _GUARDED or _is_engine(name)


def _is_engine(name: str) -> bool:
    return name.partition(".")[0] == _ENGINE


def run(
    pristine: Pristine,
    capture: Capture,
    names: dict[str, Any],
    code: bytes,
    *,
    label: str,
    about: str,
    room: int,
) -> tuple[bool, float | None]:
    """Run a test cell.

    Args:
        pristine: What to put back first.
        capture: Takes the outputs.
        names: The submission's namespace.
        code: The cell: its statements and its last expression, as the trusted side compiled them.
        label: Its name in tracebacks.
        about: What tells whether it needs a loop of events, see CellLoop.around.
        room: Bytes of output to keep.

    Returns:
        Whether it ended without an exception, and the value of its last expression if that is a
        real number.

    Raises:
        Strangers: It was not run, since the submission's threads still ran.
    """
    capture.start(room)
    pristine.restore(names)
    pristine.refuse_strangers()
    names.pop("__warningregistry__", None)  # each cell warns anew, as in IPython
    out, err = Stream("stdout", capture), Stream("stderr", capture)
    body, last = _loads(code)
    try:
        with (
            CELLS.around(about),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
        ):
            _run_code(body, names)
            value = None if last is None else _run_code(last, names)
            pristine.restore(names)
            show_figures()
    except BaseException as error:  # noqa: BLE001 - SystemExit and the like are failures too
        capture.error(type(error).__name__, message_of(error), _lines(error, label))
        return False, None
    number = number_of(value)
    if value is not None:
        text = repr(number) if number is not None else _shown(value)
        capture.rich("execute_result", {"text/plain": text}, {}, execution_count=None)
    return True, number


def _run_code(code: types.CodeType, names: dict[str, Any]) -> Any:
    value = _eval(code, names)
    if code.co_flags & inspect.CO_COROUTINE:
        return CELLS.finish(value)
    return value


def show_figures() -> None:
    """Display the figures that are open, as at the end of a cell."""
    backend = sys.modules.get(_BACKEND)
    if backend is not None:
        backend.flush_figures()


def has_figures() -> bool:
    """Whether `show_figures` would display any."""
    backend = sys.modules.get(_BACKEND)
    return backend is not None and bool(backend.show._draw_called)  # noqa: SLF001


_BACKEND = "matplotlib_inline.backend_inline"


def _shown(value: object) -> str:
    """What stands for a last value that is no number, whatever it says of itself."""
    plays_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return PLAYED if plays_number else f"<{type(value).__name__}>"


def _lines(error: BaseException, label: str) -> list[str]:
    try:
        frames = traceback.extract_tb(error.__traceback__)
        wanted = [n for n, frame in enumerate(frames) if frame.filename == label]
        return own_lines(
            error, traceback.format_list(frames[wanted[0] if wanted else len(frames) :])
        )
    except BaseException:  # noqa: BLE001 - its text is the submission's
        return [type(error).__name__]
