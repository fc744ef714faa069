"""Worker processes of which each can be ended at any moment: when it overruns its clock, or when it
has died.

A thread cannot stop code in C, so whatever works on what a student wrote stands in a process that
another one watches. A task says with `stages.begin` what it is about to do and how long that may
take.
"""

from __future__ import annotations

import math
import pickle
import selectors
import socket
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor, Future
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, TypeVar

from grader.engine.outside import temporary
from grader.engine.outside.serving import GO, Frames, framed
from grader.engine.outside.warm_process import GraderFault

T = TypeVar("T")

_STARTING = 240.0
"""Seconds for a process to start, and for a task to say what it begins with."""
_LATER = 1.0
"""Seconds after which a process is started that could not be: the system was full."""
_MOST_STARTS = 60
"""How often in a row a start may fail."""
_GO = framed(pickle.dumps(GO))
_SERVE = "import sys; sys.path[:] = sys.argv[2:]; from grader.engine.outside import serving; "
_SERVE += "serving.main(int(sys.argv[1]))"


class PutAside(Exception):
    """A task was given up so that the others are done; says why."""


@dataclass
class _Work:
    """A task on its way, and whether a process has died of it already."""

    future: Future[Any]
    data: bytes
    has_killed: bool = False
    since: float = field(default_factory=time.monotonic)


class _Process:
    """One process: its tasks, of which the first is being done, and until when; and the one that it
    has been sent ahead, which others may still take.
    """

    def __init__(self, initial: bytes) -> None:
        self.control, theirs = socket.socketpair()
        with theirs:
            try:
                self._process = subprocess.Popen(
                    [sys.executable, "-c", _SERVE, str(theirs.fileno()), *sys.path],
                    pass_fds=[theirs.fileno()],
                    stdin=subprocess.DEVNULL,
                    process_group=0,  # Ctrl-C is for the process that started it
                )
            except BaseException:
                self.control.close()
                raise
        self.control.setblocking(False)
        self.outgoing, self.incoming = bytearray(framed(initial) + _GO), Frames()
        self.tasks: deque[_Work] = deque()
        self.ahead: _Work | None = None
        self.has_started = False
        self._begin_task()

    @property
    def pid(self) -> int:
        return self._process.pid

    def _begin_task(self) -> None:
        self.begin_stage("starting", _STARTING, last=False)

    def begin_stage(self, name: str, seconds: float, last: bool) -> None:
        self.stage, self.seconds = name, seconds
        self.until = time.monotonic() + seconds
        if last and len(self.tasks) == 1:  # it goes on without a pause
            self._go()

    def send_ahead(self, work: _Work) -> None:
        """Send a task; it is begun as soon as there is nothing else to do."""
        self.ahead = work
        self.outgoing += framed(work.data)
        if not self.tasks:
            self._go()

    def take_back(self) -> _Work | None:
        """The task that was sent ahead, which is not done here then: the next takes its place."""
        work, self.ahead = self.ahead, None
        return work

    def _go(self) -> None:
        if self.ahead is not None:
            self.outgoing += _GO
            self.tasks.append(self.ahead)
            self.ahead = None
            if len(self.tasks) == 1:
                self._begin_task()

    def finish(self) -> _Work:
        """The task that has been done; the next one begins."""
        work = self.tasks.popleft()
        self._begin_task()
        if not self.tasks:
            self._go()
        return work

    def exchange(self, readable: bool, writable: bool) -> bool:
        """Move what can be moved; returns whether the process is still there."""
        with suppress(BlockingIOError):
            try:
                if writable and self.outgoing:
                    del self.outgoing[: self.control.send(self.outgoing)]
                if readable:
                    part = self.control.recv(1 << 20)
                    self.incoming.add(part)
                    return bool(part)
            except ConnectionError:
                return False
        return True

    def leave(self) -> None:
        """Let it end by itself, if it has nothing to do."""
        self.control.close()

    def end(self, kill: bool) -> None:
        if kill:
            self._process.kill()
        self.control.close()
        self._process.wait()


class Processes(Executor):
    """Does tasks in processes of this machine that share nothing with this one.

    A process that overruns what its task has said it needs is ended: the task fails with
    `PutAside`, and another process takes the place. A task whose process dies is done once more.
    """

    def __init__(
        self, size: int, begin: Callable[..., None], *arguments: object, patience: float = 0.0
    ) -> None:
        """Start nothing yet.

        Args:
            size: How many processes there are at most.
            begin: Called in each first; with arguments, must be importable.
            *arguments: For `begin`.
            patience: Seconds that a task waits for a process that is at work before another is
                started for it: for processes that cost more than a short task.
        """
        self._size, self._patience = size, patience
        self._initial = pickle.dumps((begin, arguments))
        self._processes: dict[int, _Process] = {}
        self._pending: deque[_Work] = deque()
        self._lock = threading.Lock()
        self._not_before, self._failed_starts, self._closing = 0.0, 0, False
        self._selector = selectors.DefaultSelector()
        self._bell, self._ring = socket.socketpair()
        for end in (self._bell, self._ring):
            end.setblocking(False)
        self._selector.register(self._bell, selectors.EVENT_READ)
        # Linux ends the processes with the thread that has started them: this one, and no other.
        self._thread = threading.Thread(target=self._manage, name="workers", daemon=True)
        self._thread.start()

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """Have ``fn(*args, **kwargs)`` done."""
        work = _Work(Future(), pickle.dumps((fn, args, kwargs)))
        with self._lock:
            if self._closing:
                raise RuntimeError("the workers have been ended")
            self._pending.append(work)
        self._wake()
        return work.future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes, at once; tasks that are not done are dropped."""
        with self._lock:
            self._closing = True
        self._wake()
        if wait:
            self._thread.join()

    def _wake(self) -> None:
        with suppress(OSError):  # it has been woken often enough, or has ended
            self._ring.send(b"x")

    def _manage(self) -> None:
        while not self._closing:
            self._hand_out()
            now = time.monotonic()
            waits = [process.until - now for process in self._busy()]
            waits.append(self._next_start() - now)
            for key, events in self._selector.select(max(min(60.0, *waits), 0.0)):
                if key.fileobj is self._bell:
                    with suppress(BlockingIOError):
                        self._bell.recv(1 << 10)
                elif key.data.pid in self._processes:
                    self._attend(key.data, events)
            for process in self._busy():
                if process.until < time.monotonic():
                    self._end_overrun(process)
        self._end_all()

    def _busy(self) -> list[_Process]:
        return [process for process in self._processes.values() if process.tasks]

    def _hand_out(self) -> None:
        while (process := self._next_process()) is not None:
            work = self._next_work(process)
            if work is None:
                return
            if work.future.running() or work.future.set_running_or_notify_cancel():
                process.send_ahead(work)
                self._watch(process)

    def _next_process(self) -> _Process | None:
        """One that has nothing to do; else one that could be sent its next task ahead."""
        free = [process for process in self._processes.values() if not process.tasks]
        if not free and time.monotonic() >= self._next_start():
            free += self._start()
        if self._pending:
            free += [process for process in self._processes.values() if process.ahead is None]
        return free[0] if free else None

    def _next_start(self) -> float:
        """When another process is to be started; never where there are enough, or nothing waits."""
        ahead = [process.ahead for process in self._processes.values() if process.ahead]
        waiting = [work.since for work in (*islice(self._pending, 1), *ahead)]
        if not waiting or len(self._processes) >= self._size:
            return math.inf
        patience = self._patience if self._processes else 0.0
        return max(self._not_before, min(waiting) + patience)

    def _next_work(self, process: _Process) -> _Work | None:
        """What nobody has; else, for one that is idle, what waits behind the task of another."""
        with self._lock:
            if self._pending:
                return self._pending.popleft()
        waiting = [] if process.tasks else [other for other in self._busy() if other.ahead]
        return waiting[0].take_back() if waiting else None

    def _start(self) -> list[_Process]:
        try:
            process = _Process(self._initial)
        except OSError as error:  # no room for another process: later there may be
            self._failed_to_start(str(error))
            return []
        self._processes[process.pid] = process
        self._selector.register(process.control, selectors.EVENT_READ, process)
        return [process]

    def _failed_to_start(self, why: str) -> None:
        self._not_before = time.monotonic() + _LATER
        self._failed_starts += 1
        if self._failed_starts >= _MOST_STARTS and not self._processes and self._pending:
            with self._lock:
                work = self._pending.popleft()
            work.future.set_exception(GraderFault(f"no worker can be started: {why}"))

    def _watch(self, process: _Process) -> None:
        writing = selectors.EVENT_WRITE if process.outgoing else 0
        self._selector.modify(process.control, selectors.EVENT_READ | writing, process)

    def _attend(self, process: _Process, events: int) -> None:
        readable, writable = events & selectors.EVENT_READ, events & selectors.EVENT_WRITE
        is_there = process.exchange(bool(readable), bool(writable))
        while (message := process.incoming.next()) is not None:
            self._hear(process, message)
        if is_there:
            self._watch(process)
        else:
            self._bury(process)

    def _hear(self, process: _Process, message: tuple[Any, ...]) -> None:
        kind, *said = message
        if kind == "started":
            process.has_started, self._failed_starts = True, 0
        elif kind == "stage":
            process.begin_stage(*said)
        else:
            future = process.finish().future
            (future.set_result if kind == "done" else future.set_exception)(said[0])

    def _end_overrun(self, process: _Process) -> None:
        work = process.tasks.popleft()
        self._remove(process)
        if process.has_started:
            why = f"{process.stage} it took more than {process.seconds:g} seconds"
            work.future.set_exception(PutAside(why))
        else:
            self._once_more(work)
            self._failed_to_start("it did not start in time")

    def _bury(self, process: _Process) -> None:
        """A process has died: whatever it was doing is done once more."""
        work = process.tasks.popleft() if process.tasks else None
        self._remove(process)
        if not process.has_started:
            self._failed_to_start("it ended as it started")
        if work is None:
            return
        if work.has_killed:
            work.future.set_exception(PutAside("its worker died twice"))
            return
        work.has_killed = process.has_started
        self._once_more(work)

    def _once_more(self, *works: _Work) -> None:
        with self._lock:
            self._pending.extendleft(reversed(works))

    def _remove(self, process: _Process) -> None:
        """End a process; tasks that it has not begun go to others."""
        del self._processes[process.pid]
        self._selector.unregister(process.control)
        process.end(kill=True)
        ahead = process.take_back()
        self._once_more(*process.tasks, *([ahead] if ahead else []))

    def _end_all(self) -> None:
        processes = list(self._processes.values())
        dropped = [*self._pending, *(work for process in processes for work in process.tasks)]
        dropped += [work for process in processes if (work := process.take_back()) is not None]
        for process in processes:
            process.leave()
        for process in processes:
            process.end(kill=bool(process.tasks) or not process.has_started)
        for work in dropped:
            if not work.future.cancel():
                work.future.set_exception(PutAside("the workers were ended"))
        self._selector.close()
        self._bell.close()
        self._ring.close()
        if processes:
            temporary.sweep()
