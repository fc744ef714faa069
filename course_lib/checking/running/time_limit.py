"""A time limit for a call that may never return, also where code catches every exception."""

from __future__ import annotations

import ctypes
import sys
import threading
import time
from collections.abc import Callable
from types import FrameType
from typing import Any, TypeVar

T = TypeVar("T")
PATIENCE = 3.0
"""How many times the limit may pass while the code does not compute."""
GRACE = 0.5
"""Seconds that code stuck in a system call gets before its thread is left behind."""
TRIES = 50
"""How often the limit is raised within the grace period: each gets past one more level of bare
``except``.
"""


class TimeLimit(BaseException):
    """The call took too long. Raised once more at the next line, so that one ``except`` cannot hold
    it.
    """

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        frame: FrameType | None = sys._getframe(1)
        while frame is not None and frame.f_code is not _Call.run.__code__:
            frame.f_trace = _raise_again
            frame = frame.f_back
        if frame is not None:  # only in a limited thread: nobody else's tracing is touched
            sys.settrace(_raise_again)


def _raise_again(frame: FrameType, event: str, argument: Any) -> Any:
    if event == "line":
        raise TimeLimit
    return _raise_again


class Clock:
    """Runs since its last restart, so that each step of a longer call gets the whole limit.

    On a busy machine code waits for its turn, and with several threads it computes more than time
    passes; neither is held against it. Code that only waits gets ``PATIENCE`` times the limit.
    """

    def __init__(self) -> None:
        self.restart()

    def restart(self) -> None:
        """Begin the next step."""
        self.began = time.monotonic()
        self.computed_before = time.process_time()

    def left(self, seconds: float) -> float:
        """How much of the limit the step still has."""
        passed = time.monotonic() - self.began
        computed = time.process_time() - self.computed_before
        return seconds - min(passed, max(computed, passed / PATIENCE))


class _Call:
    """One call in a thread of its own, and how it ended."""

    def __init__(self, call: Callable[[], Any]) -> None:
        self.call = call
        self.value: Any = None
        self.error: BaseException | None = None
        self.done = threading.Event()

    def run(self) -> None:
        try:
            self.value = self.call()
        except BaseException as error:  # noqa: BLE001  everything the call raises is handed on
            sys.settrace(None)
            self.error = error
        finally:
            self.done.set()


def limited(call: Callable[[], T], seconds: float, clock: Clock | None = None) -> T:
    """Return what ``call()`` returns, or raise what it raises.

    The call runs in a thread of its own, so that the limit works without signals, on every system
    and in every thread. Code that waits inside the operating system is left behind after a grace
    period. Where no thread can be started, as in a browser, the call is watched line by line.

    Args:
        call: takes no arguments.
        seconds: the limit.
        clock: restarted by the call where a new step begins; ``seconds`` then limit a step.

    Raises:
        TimeLimit: the call, or a step of it, did not end within ``seconds``.
    """
    clock = clock or Clock()
    state = _Call(call)
    thread = threading.Thread(target=state.run, name="a limited call", daemon=True)
    try:
        thread.start()
    except RuntimeError:
        return _watched(call, seconds, clock)
    try:
        while (
            not (finished := state.done.wait(max(clock.left(seconds), 0.0)))
            and clock.left(seconds) > 0
        ):
            pass  # a new step has begun meanwhile
    except KeyboardInterrupt:
        _stop(thread)
        raise
    if not finished:
        for _ in range(TRIES):
            _stop(thread)
            if state.done.wait(GRACE / TRIES):
                break
        raise TimeLimit
    if state.error is not None:
        raise state.error
    value: T = state.value
    return value


def _watched(call: Callable[[], T], seconds: float, clock: Clock) -> T:
    """Return what ``call()`` returns, with a look at the clock before each line that it runs.

    Python ends tracing with the first exception of a tracer, so the limit is raised once: code that
    catches everything escapes it.
    """

    def look(frame: FrameType, event: str, argument: Any) -> Any:
        if clock.left(seconds) <= 0:
            raise TimeLimit
        return look

    traced_before = sys.gettrace()
    sys.settrace(look)
    try:
        return call()
    finally:
        sys.settrace(traced_before)


def _stop(thread: threading.Thread) -> None:
    ident = ctypes.c_ulong(thread.ident or 0)
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ident, ctypes.py_object(TimeLimit))
