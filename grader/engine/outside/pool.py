"""Runs many tasks on the workers of any `concurrent.futures` executor, and outlives a worker that
dies.
"""

from __future__ import annotations

import gc
import importlib
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from contextlib import suppress
from dataclasses import replace
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

from grader.engine.outside.processes import Processes, PutAside
from grader.engine.outside.warm_process import GraderFault, Setup
from grader.engine.sandbox.rungs import Isolation

T = TypeVar("T")
R = TypeVar("R")


def _begin(setup: Setup, unit: str) -> None:
    """Begin a worker process: its warm process starts while this one imports what the tasks
    need.
    """
    threading.Thread(target=_prefetch, args=(unit,), daemon=True).start()
    with suppress(GraderFault):  # then the task says so
        _ready(setup)


def _ready(setup: Setup) -> Isolation:
    from grader.engine.outside import worker  # nothing of it is needed where workers are started

    return worker.ready(setup)


def _prefetch(unit: str) -> None:
    with suppress(ImportError):  # then the task says so
        _named(unit)
    gc.freeze()  # what is imported stays, and is not looked through for garbage


def _named(unit: str) -> Callable[..., Any]:
    module, _, name = unit.rpartition(".")
    found: Callable[..., Any] = getattr(importlib.import_module(module), name)
    return found


def _do(unit: str, task: T, setup: Setup) -> Any:
    return _named(unit)(task, setup)


_mine = threading.local()


def do_watched(unit: str, task: T, setup: Setup) -> Any:
    """Do a task in a process of this machine that is ended when it overruns its clock: for a worker
    of a cluster, which is not ended itself. Each of its threads keeps one.

    Raises:
        PutAside: It was ended, or died twice.
    """
    kept: dict[tuple[str, Setup], Processes] = _mine.__dict__.setdefault("processes", {})
    if (unit, setup) not in kept:
        kept[unit, setup] = Processes(1, _begin, setup, unit)
    return kept[unit, setup].submit(_do, unit, task, setup).result()


class WorkerPool(Generic[T, R]):
    """Workers for one setup, all doing the same kind of task.

    Attributes:
        size: How many workers there are.
    """

    def __init__(
        self,
        unit: str,
        setup: Setup,
        size: int,
        start: Callable[[], Executor] | None = None,
        *,
        aside: Callable[[str], R] | None = None,
        patience: float = 0.0,
    ) -> None:
        """Start the first worker; others follow as there is work for them.

        Args:
            unit: The function of a task and a setup that does a task, as "package.module.function":
                it is imported in the workers, all of them trusted processes.
            setup: What each worker is set up for.
            size: How many workers there are.
            start: Makes the executor, and another one if that breaks; processes on this machine by
                default, of which each is ended when it overruns its clock.
            aside: The result of a task that was put aside, given why; without one, that is a
                failure in us.
            patience: Seconds that a task waits before a process is started for it beside those on
                this machine that are at work.
        """
        self.size = size
        self._unit = unit
        self._setup = setup
        self._aside = aside
        self._start = start or (
            lambda: Processes(size, _begin, self._setup, unit, patience=patience)
        )
        self._executor = self._start()
        self._first = None if start else self._executor.submit(_ready, setup)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the workers; tasks that have not begun are dropped."""
        self._executor.shutdown(wait=True, cancel_futures=True)

    def isolation(self) -> Isolation:
        """Where the first worker stands; from now on every worker has to stand on that rung.

        Raises:
            GraderFault: If it does not start.
        """
        if self._first is None:
            self._first = self._executor.submit(_ready, self._setup)
        try:
            found = self._first.result()
        except (BrokenExecutor, PutAside) as error:
            raise GraderFault(f"the first worker died: {error}") from error
        self._setup = replace(self._setup, rung=found.rung)
        return found

    def run(self, todo: Iterable[T]) -> Iterator[tuple[T, R | None, str]]:
        """Do tasks, each to its end.

        Args:
            todo: The tasks; taken one by one as workers become free.

        Yields:
            Each task, its result, and "" in the order in which they end; or the task, None, and
            what failed in us.
        """
        waiting = iter(todo)
        running: dict[Future[R], T] = {}
        suspects: deque[T] = deque()
        suspected: set[int] = set()
        while True:
            # After a worker has died, its task is one of those that were running: each is done
            # again alone.
            room = 1 if suspects else 2 * self.size
            while len(running) < room and (task := _next(suspects, waiting)) is not None:
                running[self._submit(task)] = task
            if not running:
                return
            ended, _ = wait(running, return_when=FIRST_COMPLETED)
            broken = []
            for future in ended:
                task = running.pop(future)
                try:
                    yield task, future.result(), ""
                except BrokenExecutor:
                    broken.append(task)
                except (PutAside, MemoryError) as why:
                    yield (
                        (task, self._aside(str(why)), "") if self._aside else (task, None, str(why))
                    )
                except Exception as error:  # noqa: BLE001 - a task that we cannot do must not stop the others
                    yield task, None, f"{type(error).__name__}: {error}"
            if broken:
                broken += running.values()
                running.clear()
                self._restart()
                if len(broken) == 1 and id(broken[0]) in suspected:
                    yield broken[0], None, "its worker died twice"
                else:
                    suspects.extend(broken)
                    suspected.update(id(task) for task in broken)

    def _put_aside(self, task: T, why: str) -> tuple[T, R | None, str]:
        return (task, None, why) if self._aside is None else (task, self._aside(why), "")

    def _submit(self, task: T) -> Future[R]:
        try:
            return self._executor.submit(_do, self._unit, task, self._setup)
        except BrokenExecutor as error:
            failed: Future[R] = Future()
            failed.set_exception(error)
            return failed

    def _restart(self) -> None:
        self._executor.shutdown(wait=False, cancel_futures=True)
        self._executor = self._start()


def _next(suspects: deque[T], waiting: Iterator[T]) -> T | None:
    return suspects.popleft() if suspects else next(waiting, None)
