"""A worker process that overruns its clock, or dies, costs the task that it was doing alone."""

import os
import signal
import subprocess
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from grader.engine.outside.pool import WorkerPool, do_watched
from grader.engine.outside.processes import Processes, PutAside
from grader.engine.outside.warm_process import GraderFault, Setup
from tests.engine import tasks


@pytest.fixture(scope="module")
def two() -> Iterator[Processes]:
    with Processes(2, tasks.nothing) as made:
        yield made


def values(futures: "list[Future[tuple[int, int]]]") -> list[int]:
    return [future.result()[0] for future in futures]


def test_a_call_that_no_thread_can_stop_is_put_aside_and_the_others_are_done(
    two: Processes,
) -> None:
    hangs = two.submit(tasks.hang_in_c, 0.5)
    others = [two.submit(tasks.number, n) for n in range(6)]
    assert values(others) == [*range(6)]
    with pytest.raises(PutAside, match=r"^reading it took more than 0\.5 seconds$"):
        hangs.result()
    assert values([two.submit(tasks.number, 7)]) == [7]


def test_a_task_whose_process_dies_is_done_once_more_and_then_put_aside(
    two: Processes, tmp_path: Path
) -> None:
    dies, once = two.submit(tasks.die), two.submit(tasks.die_once, str(tmp_path / "mark"))
    others = [two.submit(tasks.number, n) for n in range(6)]
    with pytest.raises(PutAside, match="died twice"):
        dies.result()
    assert once.result() == "done"
    assert values(others) == [*range(6)]


@pytest.mark.skipif("sys.platform != 'linux'", reason="memory is limited on Linux")
def test_a_task_that_needs_too_much_memory_is_told_so(two: Processes) -> None:
    takes = two.submit(tasks.take_memory)
    with pytest.raises(MemoryError, match="it needs more than"):
        takes.result()
    assert values([two.submit(tasks.number, 7)]) == [7]


def test_nobody_waits_behind_a_slow_one_while_another_process_is_free(
    two: Processes, tmp_path: Path
) -> None:
    slow = two.submit(tasks.wait_for, str(tmp_path / "mark"))
    others = [two.submit(tasks.number, n) for n in range(6)]
    assert [future.result(60)[0] for future in others] == [*range(6)]
    assert not slow.done()
    (tmp_path / "mark").touch()
    assert slow.result() == "waited"


def test_an_exception_belongs_to_whoever_asks(two: Processes) -> None:
    with pytest.raises(ValueError, match="as it should"):
        two.submit(tasks.fail).result()


def test_a_system_without_room_for_a_process_is_asked_again_later(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    start = subprocess.Popen
    refused: list[object] = []

    def full(*arguments: Any, **named: Any) -> Any:
        if len(refused) < 2:
            refused.append(arguments)
            raise BlockingIOError(11, "Resource temporarily unavailable")
        return start(*arguments, **named)

    monkeypatch.setattr(subprocess, "Popen", full)
    monkeypatch.setattr("grader.engine.outside.processes._LATER", 0.1)
    with Processes(1, tasks.nothing) as made:
        assert made.submit(tasks.number, 3).result()[0] == 3
    assert len(refused) == 2


def test_where_no_process_can_be_started_each_task_is_told_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(*arguments: Any, **named: Any) -> Any:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(subprocess, "Popen", full)
    monkeypatch.setattr("grader.engine.outside.processes._LATER", 0.01)
    with Processes(1, tasks.nothing) as made:
        told = [made.submit(tasks.number, n) for n in range(2)]
        for future in told:
            with pytest.raises(GraderFault, match="no worker can be started"):
                future.result()


def test_no_process_is_left_when_the_block_ends() -> None:
    with Processes(2, tasks.nothing) as made:
        pids = {made.submit(tasks.number, 1).result()[1]}
        made.submit(tasks.hang_in_c, 600.0)
        pids |= set(made._processes)
    assert pids
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)


def test_a_pool_makes_a_result_of_what_was_put_aside(monkeypatch: pytest.MonkeyPatch) -> None:
    def put_aside(pool: Any, task: Any) -> "Future[Any]":
        future: Future[Any] = Future()
        future.set_exception(PutAside("reading it took more than 1 seconds"))
        return future

    monkeypatch.setattr(WorkerPool, "_submit", put_aside)
    pool: WorkerPool[int, str] = WorkerPool.__new__(WorkerPool)
    pool.size, pool._aside = 1, lambda why: f"problem: {why}"
    assert [*pool.run([1])] == [(1, "problem: reading it took more than 1 seconds", "")]


def test_a_task_of_a_cluster_is_ended_without_ending_its_worker() -> None:
    with pytest.raises(PutAside, match="reading it took more than"):
        do_watched("tests.engine.tasks.hang", 0.5, Setup(rung=3))


def test_another_process_starts_only_for_what_has_waited(tmp_path: Path) -> None:
    with Processes(2, tasks.nothing, patience=600.0) as made:
        first = [made.submit(tasks.number, n) for n in range(8)]
        assert len({pid for _, pid in (future.result() for future in first)}) == 1
    with Processes(2, tasks.nothing, patience=0.01) as made:
        mark = tmp_path / "mark"
        slow = made.submit(tasks.wait_for, str(mark))
        assert made.submit(tasks.number, 1).result()[0] == 1, "done beside the slow one"
        mark.touch()
        assert slow.result() == "waited"
