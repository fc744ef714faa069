"""The inside of a worker process: does the tasks that come over a socket, one after the other.

Started by processes.py. Trusted: what it works on was written by students, and is never run here.
"""

import os
import pickle
import queue
import signal
import socket
import struct
import sys
import threading
from contextlib import suppress
from typing import Any

from grader.engine.outside import stages, worker
from grader.engine.sandbox import linux

MOST_MEMORY = 3 << 30
"""Bytes of address space of a worker process. Reading the largest notebook takes half of it."""
GO = "go"
"""The task that was sent last is to be done; until then another may take its place."""
_LENGTH = struct.Struct("<Q")


def framed(data: bytes) -> bytes:
    """A message with its length before it."""
    return _LENGTH.pack(len(data)) + data


class Frames:
    """Messages that arrive in pieces, from a process of ours."""

    def __init__(self) -> None:
        self._data = bytearray()

    def add(self, part: bytes) -> None:
        """Add what has arrived."""
        self._data += part

    def next(self) -> Any:
        """The next whole message; ``None`` while there is none."""
        if len(self._data) < _LENGTH.size:
            return None
        end = _LENGTH.size + _LENGTH.unpack_from(self._data)[0]
        if len(self._data) < end:
            return None
        message = pickle.loads(bytes(self._data[_LENGTH.size : end]))  # noqa: S301 - from ourselves
        del self._data[:end]
        return message


class _Served:
    """This process: what it has been sent, and whether it is at work."""

    def __init__(self, control: socket.socket) -> None:
        self.control = control
        self.orders: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self.ahead: Any = None
        self.is_busy = False

    def read(self) -> None:
        """Take what is sent while this process works, so that nobody waits for it."""
        frames = Frames()
        while part := self.control.recv(1 << 20):
            frames.add(part)
            while (order := frames.next()) is not None:
                if order == GO:
                    self.orders.put(self.ahead)
                else:
                    self.ahead = order
        if self.is_busy:  # nobody wants the answer
            os._exit(1)
        self.orders.put(None)

    def send(self, *message: object) -> None:
        self.control.sendall(framed(pickle.dumps(message)))

    def do(self, function: Any, arguments: Any, named: Any) -> bool:
        """Do a task and answer; returns whether this process can go on."""
        try:
            self.send("done", function(*arguments, **named))
        except MemoryError:
            limit = f"it needs more than {MOST_MEMORY >> 20} MB of memory to grade"
            self.send("failed", MemoryError(limit))
            return False
        except Exception as error:  # noqa: BLE001 - it belongs to whoever asks for the result
            self.send("failed", _portable(error))
        return True


def _portable(error: Exception) -> Exception:
    """An exception that arrives as what it is, or at least with its name and what it says."""
    with suppress(Exception):  # those of libraries are not all made to travel
        if type(pickle.loads(pickle.dumps(error))) is type(error):  # noqa: S301 - our own bytes
            return error
    return RuntimeError(f"{type(error).__name__}: {error}")


def main(descriptor: int) -> None:
    """Serve until the other end is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        linux.prctl(linux.PR_SET_PDEATHSIG, signal.SIGKILL, what="end with the grader")
        _limit_memory()
    served = _Served(socket.socket(fileno=descriptor))
    threading.Thread(target=served.read, daemon=True).start()
    begin, arguments = served.orders.get()
    begin(*arguments)
    served.send("started")
    stages.listen(lambda *what: served.send("stage", *what))
    goes_on = True
    while goes_on and (order := served.orders.get()) is not None:
        served.is_busy = True
        goes_on = served.do(*order)
        served.is_busy = False
    worker.end_all()


def _limit_memory() -> None:
    """For this process alone: what it starts has limits of its own, which may be higher."""
    import resource

    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    most = MOST_MEMORY if hard == resource.RLIM_INFINITY else min(MOST_MEMORY, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))
