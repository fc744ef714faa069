"""Runs many jobs on the workers of any `concurrent.futures` executor, and outlives a worker that dies."""

import multiprocessing
import multiprocessing.connection
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from types import TracebackType
from typing import Self

from grader.engine import job as jobs
from grader.engine import worker
from grader.engine.host import Setup
from grader.engine.job import Job, Outcome


def run_bytes(data: bytes, setup: Setup) -> bytes:
    """`worker.run` with plain data on both sides, so that any executor can carry it to another machine.

    Args:
        data: A job, from job_to_bytes.
        setup: What the worker is set up for.

    Returns:
        The outcome, for outcome_from_bytes.
    """
    return jobs.outcome_to_bytes(worker.run(jobs.job_from_bytes(data), setup))


def local(workers: int) -> Executor:
    """Worker processes on this machine, started afresh so that they share nothing with this one."""
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_belong_to_parent)


def _belong_to_parent() -> None:
    """End with the process that started this one, however that ends, and leave Ctrl-C to it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if (parent := multiprocessing.parent_process()) is not None:

        def follow(sentinel: int) -> None:
            multiprocessing.connection.wait([sentinel])
            os._exit(1)

        threading.Thread(target=follow, args=(parent.sentinel,), daemon=True).start()


class WorkerPool:
    """Workers for one setup.

    Attributes:
        size: How many jobs are handed to the executor at a time.
    """

    def __init__(self, setup: Setup, size: int, start: Callable[[], Executor] | None = None) -> None:
        """Prepare workers.

        Args:
            setup: What each worker is set up for.
            size: How many workers there are.
            start: Makes the executor, and another one if that breaks; processes on this machine by default.
        """
        self.size = size
        self._setup = setup
        self._start = start or (lambda: local(size))
        self._executor = self._start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End the workers; jobs that have not begun are dropped."""
        self._executor.shutdown(wait=True, cancel_futures=True)

    def run(self, todo: Iterable[Job]) -> Iterator[tuple[Job, Outcome]]:
        """Run jobs, each to its end.

        Args:
            todo: The jobs; taken one by one as workers become free.

        Yields:
            Each job and its outcome, in the order in which they end.
        """
        waiting = iter(todo)
        running: dict[Future[bytes], Job] = {}
        suspects: deque[Job] = deque()
        suspected: set[int] = set()
        while True:
            # After a worker has died, its job is one of those that were running: each is run again alone.
            room = 1 if suspects else 2 * self.size
            while len(running) < room and (job := _next(suspects, waiting)) is not None:
                running[self._submit(job)] = job
            if not running:
                return
            ended, _ = wait(running, return_when=FIRST_COMPLETED)
            broken = []
            for future in ended:
                job = running.pop(future)
                try:
                    yield job, jobs.outcome_from_bytes(future.result())
                except BrokenExecutor:
                    broken.append(job)
            if broken:
                broken += running.values()
                running.clear()
                self._restart()
                if len(broken) == 1 and id(broken[0]) in suspected:
                    yield broken[0], Outcome(broken[0].name, self._setup.rung, fault="its worker died twice")
                else:
                    suspects.extend(broken)
                    suspected.update(id(job) for job in broken)

    def _submit(self, job: Job) -> "Future[bytes]":
        try:
            return self._executor.submit(run_bytes, jobs.job_to_bytes(job), self._setup)
        except BrokenExecutor as error:
            failed: Future[bytes] = Future()
            failed.set_exception(error)
            return failed

    def _restart(self) -> None:
        self._executor.shutdown(wait=False, cancel_futures=True)
        self._executor = self._start()


def _next(suspects: deque[Job], waiting: Iterator[Job]) -> Job | None:
    return suspects.popleft() if suspects else next(waiting, None)
