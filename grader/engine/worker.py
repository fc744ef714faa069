"""Runs one submission: a pure function from a job to its outcome, whatever the submission does."""

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from grader.engine import clean, host
from grader.engine.host import GraderFault, Setup, Zygote
from grader.engine.isolation import Isolation
from grader.engine.job import Cell, CellResult, Job, Observation, Outcome, Request, Step
from grader.engine.limits import Limits
from grader.engine.running import Budget, Run, Stopped
from grader.engine.sentences import sentence

_MOST_LOG = 4000

Result = CellResult | Observation


def _message(number: int, step: Step) -> dict[str, Any]:
    if isinstance(step, Cell):
        return {"do": "cell", "step": number, "id": step.id, "source": step.source, "locked": step.locked}
    return {"do": "observe", "step": number, "request": step.data}


def _result(step: Step, answer: dict[str, Any], reason: str, limits: Limits) -> Result:
    """A step's result from what the child sent, of which nothing is taken on trust."""
    why = sentence(reason, limits) if reason else ""
    if isinstance(step, Request):
        error = answer.get("error", "")
        return Observation(step.id, answer.get("data"), error if isinstance(error, str) else "error", why)
    outputs = clean.outputs(answer.get("outputs"))
    if answer.get("left_out"):
        why = why or sentence("output", limits)
    state = "stopped" if reason else "passed" if answer.get("passed") is True else "failed"
    value = clean.number(answer.get("value")) if state == "passed" and step.locked else None
    return CellResult(step.id, state, outputs, value, why)


def _emptied(result: Result, limits: Limits) -> Result:
    """A result without what the submission shows, for which there is no room; a cell has passed all the same."""
    why = result.sentence or sentence("total_output", limits)
    if isinstance(result, Observation):
        return replace(result, data=None, sentence=why)
    return replace(result, outputs=[], sentence=why)


def _without(step: Step, state: str, why: str) -> Result:
    if isinstance(step, Request):
        return Observation(step.id, None, state, why)
    name, lines = "Stopped", [f"Stopped: {why}"]
    error = {"output_type": "error", "ename": name, "evalue": why, "traceback": lines}
    return CellResult(step.id, state, [error], None, why)


def _attempt(run: Run, job: Job, steps: list[Step], done: dict[int, Result], skip: set[int]) -> tuple[int, str]:
    """Run all steps but those to skip; returns the step at which the process ended, and why, or -1."""
    run.boot(job.files)
    room = dict.fromkeys((Cell, Request), job.limits.total_output)
    for number, step in enumerate(steps):
        if number in skip:
            continue
        try:
            answer, reason = run.step(_message(number, step))
        except Stopped as stopped:
            return number, stopped.reason
        done[number] = _result(step, answer, reason, job.limits)
        if run.child.size > room[type(step)]:
            done[number] = _emptied(done[number], job.limits)
        else:
            room[type(step)] -= run.child.size
    return -1, ""


def _run_on(warm: Callable[[], Zygote], job: Job) -> Outcome:
    steps = list(job.steps)
    budget = Budget(job.limits)
    done: dict[int, Result] = {}
    skip: set[int] = set()
    log = b""
    attempts = 0
    while attempts <= job.limits.repeats:
        attempts += 1
        zygote = warm()
        run = Run(zygote, budget)
        stopped = 0
        try:
            stopped, reason = _attempt(run, job, steps, done, skip)
        finally:
            code = run.end(well=stopped < 0)
            log += run.child.log
        if stopped < 0:
            break
        why = sentence(reason, job.limits, code)
        done[stopped] = _without(steps[stopped], "stopped", why)
        skip.add(stopped)
        if reason.startswith("total"):
            break
    why = sentence("left", job.limits)
    results = [done.get(number) or _without(step, "not run", why) for number, step in enumerate(steps)]
    return Outcome(
        job.name,
        zygote.rung,
        tuple(results),
        log=log[:_MOST_LOG].decode(errors="replace"),
        attempts=attempts,
        seconds=time.monotonic() - budget.began,
        cpu=budget.cpu(),
    )


class Worker:
    """A warm process that is started when it is needed and again when it has died."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        self._zygote: Zygote | None = None
        self._has_served = False

    def warm(self) -> Zygote:
        """The warm process, started if it is not there; where the setup names no rung, on the strongest.

        Raises:
            GraderFault: If it does not start, or not on a rung that will do.
        """
        if self._zygote is None:
            found = Zygote(self._setup, self._setup.rung) if self._setup.rung else strongest(self._setup)
            if found.rung > self._setup.weakest:
                found.close()
                weakest = self._setup.weakest
                raise GraderFault(f"rung {found.rung} is the strongest on this worker, and {weakest} is required")
            self._zygote, self._has_served = found, False
        return self._zygote

    def _serve(self) -> Zygote:
        """The warm process for the next attempt: on rung 3 a fresh one for each."""
        if self._zygote is not None and self._zygote.rung == 3 and self._has_served:
            self.close()
        zygote = self.warm()
        self._has_served = True
        return zygote

    def close(self) -> None:
        """End the warm process."""
        if self._zygote is not None:
            self._zygote.close()
            self._zygote = None

    def run(self, job: Job) -> Outcome:
        """Run a job; if the warm process dies, once more with a new one.

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


def strongest(setup: Setup) -> Zygote:
    """A warm process on the strongest rung that works on this machine, found by trying each.

    Returns:
        The process; the reasons against stronger rungs are in its `isolation`.

    Raises:
        GraderFault: If not even one without isolation starts.
    """
    reasons: list[str] = []
    for rung in (1, 2, 3):
        try:
            zygote = host.Zygote(replace(setup, rung=rung), rung)
        except GraderFault as error:
            if rung == 3:
                raise
            reasons.append(f"rung {rung} is not possible here ({error})")
            continue
        zygote.isolation = replace(zygote.isolation, missing=(*reasons, *zygote.isolation.missing))
        return zygote
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
    """Run a job in this process's (and thread's) worker for that setup.

    Args:
        job: The submission.
        setup: What the worker is set up for.

    Returns:
        The outcome.
    """
    return _workers().setdefault(setup, Worker(setup)).run(job)
