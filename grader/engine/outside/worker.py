"""Runs one submission: a pure function from a job to its outcome, whatever the submission does."""

import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from grader.engine.documents import wellformed
from grader.engine.outside import apart, test_code, warm_process
from grader.engine.outside.attempt import Attempt, Budget, Stopped
from grader.engine.outside.warm_process import (
    GraderFault,
    SecondWarmProcess,
    Setup,
    WarmProcess,
)
from grader.engine.protocol.job import (
    CellResult,
    CellStep,
    Job,
    ObservationResult,
    ObserveStep,
    Outcome,
    Step,
)
from grader.engine.protocol.limits import Limits
from grader.engine.protocol.sentences import sentence
from grader.engine.sandbox.rungs import Isolation

_MOST_LOG = 4000

Result = CellResult | ObservationResult


def _message(number: int, step: Step) -> dict[str, Any]:
    if isinstance(step, CellStep):
        rescue = list(step.rescue)
        if step.locked:
            return {"do": "test", "step": number, "rescue": rescue, **test_code.message(step)}
        return {"do": "cell", "step": number, "source": step.source, "rescue": rescue}
    return {"do": "observe", "step": number, "request": step.data}


def _result(step: Step, answer: dict[str, Any], reason: str, limits: Limits, **how: Any) -> Result:
    """A step's result from what the child sent, of which nothing is taken on trust."""
    why = sentence(reason, limits) if reason else ""
    if isinstance(step, ObserveStep):
        error = answer.get("error", "")
        return ObservationResult(
            step.id, answer.get("data"), error if isinstance(error, str) else "error", why
        )
    outputs = wellformed.outputs(answer.get("outputs"))
    if step.locked:
        outputs = test_code.with_source(outputs, step)
    if answer.get("refused"):
        why = why or sentence("strangers", limits)
    if answer.get("left_out"):
        why = why or sentence("output", limits)
    state = "stopped" if reason else "passed" if answer.get("passed") is True else "failed"
    value = wellformed.number(answer.get("value")) if state == "passed" and step.locked else None
    return CellResult(step.id, state, outputs, value, why, **how)


def _emptied(result: Result, limits: Limits) -> Result:
    """A result without what the submission shows, for which there is no room; a cell has passed all
    the same.
    """
    why = result.sentence or sentence("total_output", limits)
    if isinstance(result, ObservationResult):
        return replace(result, data=None, sentence=why)
    return replace(result, outputs=[], sentence=why)


def _without(step: Step, state: str, why: str) -> Result:
    if isinstance(step, ObserveStep):
        return ObservationResult(step.id, None, state, why)
    name, lines = "Stopped", [f"Stopped: {why}"]
    error = {"output_type": "error", "ename": name, "evalue": why, "traceback": lines}
    return CellResult(step.id, state, [error], None, why)


class _Attempt:
    """One attempt at all steps but those that have ended the process before."""

    def __init__(self, warm_process: WarmProcess, budgets: tuple[Budget, Budget], job: Job) -> None:
        self._job, self._limits = job, job.limits
        self._second = warm_process.second
        if self._second is not None:
            self._second.load(apart.libraries(job.steps))
        self.own = Attempt(warm_process, budgets[0])
        self._clean: Attempt | None = None
        self._clean_budget = budgets[1]

    def run(self, done: dict[int, Result], ended: Counter[int]) -> tuple[int, str]:
        """Do the steps; returns the step at which a process ended, and why, or -1."""
        try:
            self.own.boot(self._job)
        except Stopped as stopped:
            return self._first_left(done), stopped.reason
        room = dict.fromkeys((CellStep, ObserveStep), self._limits.total_output)
        places = self._limits.outputs
        for number, step in enumerate(self._job.steps):
            rescue = step.rescue if isinstance(step, CellStep) else ()
            if ended[number] > 1 or (ended[number] and not rescue):
                continue
            try:
                if ended[number]:
                    self.own.step({"do": "rescue", "step": number, "rescue": list(rescue)})
                    continue
                result, size = self._done(number, step)
            except Stopped as stopped:
                return number, stopped.reason
            taken = len(getattr(result, "outputs", []))
            if size > room[type(step)] or taken > places:
                done[number] = _emptied(result, self._limits)
            else:
                done[number] = result
                room[type(step)] -= size
                places -= taken
        return -1, ""

    def _first_left(self, done: dict[int, Result]) -> int:
        """The first step without a result; -1 if all have one."""
        left = (number for number in range(len(self._job.steps)) if number not in done)
        return next(left, -1)

    def _done(self, number: int, step: Step) -> tuple[Result, int]:
        """The result of one step, and the bytes that came of it."""
        how: dict[str, Any] = {}
        if isinstance(step, CellStep) and step.apart and self._second:
            clean = self._clean = self._clean or self._fork_clean(self._second)
            answer, reason = apart.run(self.own, clean, step, number, self._limits.output)
            doubt = str(answer.get("undecided", ""))
            how = {"apart": True, "doubt": doubt, "is_final": step.apart.is_final}
            if reason or not doubt:
                return _result(step, answer, reason, self._limits, **how), clean.child.size
            how["apart"] = False
        try:
            message = _message(number, step)
        except (SyntaxError, ValueError) as error:
            return _failed(step, error), 0
        answer, reason = self.own.step(message)
        return _result(step, answer, reason, self._limits, **how), self.own.child.size

    def _fork_clean(self, second: SecondWarmProcess) -> Attempt:
        """The process for what is run apart from the submission, forked for it alone."""
        clean = Attempt(second, self._clean_budget)
        try:
            clean.wait()
        except BaseException:
            clean.end(well=False)
            raise
        return clean

    def end(self, *, well: bool) -> tuple[int, bytes]:
        """End the processes; returns the exit code of the submission's, and what it wrote."""
        try:
            if self._clean is not None:
                self._clean.end(well=well)
        finally:
            code = self.own.end(well=well)
        return code, self.own.child.log


def _failed(step: Step, error: Exception) -> CellResult:
    """The result of a test cell that is not even Python."""
    name, lines = type(error).__name__, [f"{type(error).__name__}: {error}"]
    shown = {"output_type": "error", "ename": name, "evalue": str(error), "traceback": lines}
    return CellResult(step.id, "failed", [shown])


def _run_on(warm: Callable[[], WarmProcess], job: Job) -> Outcome:
    steps = list(job.steps)
    budget, clean = Budget(job.limits), Budget(job.limits)
    done: dict[int, Result] = {}
    ended: Counter[int] = Counter()
    log = b""
    attempts = 0
    while attempts <= job.limits.repeats:
        attempts += 1
        warm_process = warm()
        attempt = _Attempt(warm_process, (budget, clean), job)
        stopped = 0
        try:
            stopped, reason = attempt.run(done, ended)
        finally:
            code, written = attempt.end(well=stopped < 0)
            log += written
        if stopped < 0:
            break
        why = sentence(reason, job.limits, code)
        if not ended[stopped]:
            done[stopped] = _without(steps[stopped], "stopped", why)
        ended[stopped] += 1
        if reason.startswith("total"):
            break
    why = sentence("left", job.limits)
    results = [
        done.get(number) or _without(step, "not run", why) for number, step in enumerate(steps)
    ]
    return Outcome(
        job.name,
        warm_process.rung,
        tuple(results),
        log=log[:_MOST_LOG].decode(errors="replace"),
        attempts=attempts,
        seconds=time.monotonic() - budget.began,
        cpu=budget.cpu() + clean.cpu(),
    )


class Worker:
    """A warm process that is started when it is needed and again when it has died."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        self._warm_process: WarmProcess | None = None
        self._has_served = False

    def warm(self) -> WarmProcess:
        """The warm process, started if it is not there; where the setup names no rung, on the
        strongest.

        Raises:
            GraderFault: If it does not start, or not on a rung that will do.
        """
        if self._warm_process is None:
            found = (
                WarmProcess(self._setup, self._setup.rung)
                if self._setup.rung
                else strongest(self._setup)
            )
            if found.rung > self._setup.weakest:
                found.close()
                weakest = self._setup.weakest
                raise GraderFault(
                    f"rung {found.rung} is the strongest on this worker, and {weakest} is required"
                )
            self._warm_process, self._has_served = found, False
        return self._warm_process

    def _serve(self) -> WarmProcess:
        """The warm process for the next attempt: on rung 3 a fresh one for each."""
        if self._warm_process is not None and self._warm_process.rung == 3 and self._has_served:
            self.close()
        warm_process = self.warm()
        self._has_served = True
        return warm_process

    def close(self) -> None:
        """End the warm process."""
        if self._warm_process is not None:
            self._warm_process.close()
            self._warm_process = None

    def run(self, job: Job) -> Outcome:
        """Attempt a job; if the warm process dies, once more with a new one.

        Returns:
            The outcome; a failure of the grader is in its `fault`, not raised.
        """
        fault = ""
        for _ in range(2):
            try:
                return _run_on(self._serve, job)
            except GraderFault as error:
                fault = str(error)
                self.close()
            except BaseException:
                self.close()  # the child may still run
                raise
        return Outcome(job.name, self._setup.rung, fault=fault)


def strongest(setup: Setup) -> WarmProcess:
    """A warm process on the strongest rung that works on this machine, found by trying each.

    Returns:
        The process; the reasons against stronger rungs are in its `isolation`.

    Raises:
        GraderFault: If not even one without isolation starts.
    """
    reasons: list[str] = []
    for rung in (1, 2, 3):
        try:
            started = warm_process.WarmProcess(replace(setup, rung=rung), rung)
        except GraderFault as error:
            if rung == 3:
                raise
            reasons.append(f"rung {rung} is not possible here ({error})")
            continue
        missing = (*reasons, *started.isolation.missing)
        started.isolation = replace(started.isolation, missing=missing)
        return started
    raise AssertionError("rung 3 either works or raises")


_mine = threading.local()


def _workers() -> dict[Setup, Worker]:
    """This process's (and thread's) workers, which stay warm for the next job."""
    found: dict[Setup, Worker] = _mine.__dict__.setdefault("workers", {})
    return found


def ready(setup: Setup) -> Isolation:
    """Warm up this process's (and thread's) worker for a setup before there is a job.

    Returns:
        Where it stands; it also serves the same setup with this rung.

    Raises:
        GraderFault: If it does not start.
    """
    made = _workers().setdefault(setup, Worker(setup))
    found = made.warm().isolation
    _workers()[replace(setup, rung=found.rung)] = made
    return found


def run(job: Job, setup: Setup) -> Outcome:
    """Attempt a job in this process's (and thread's) worker for that setup.

    Args:
        job: The submission.
        setup: What the worker is set up for.

    Returns:
        The outcome.
    """
    return _workers().setdefault(setup, Worker(setup)).run(job)


def end_all() -> None:
    """End this process's (and thread's) workers."""
    for made in _workers().values():
        made.close()
