"""Runs one submission: a pure function from a job to its outcome, whatever the submission does."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any

from grader.engine import clean, host, watch
from grader.engine.host import GraderFault, Setup, Zygote
from grader.engine.isolation import Isolation
from grader.engine.job import Cell, CellResult, Job, Observation, Outcome, Request, Step
from grader.engine.limits import Limits
from grader.engine.sentences import sentence
from grader.engine.talk import Gone

_LOOK = 0.05  # seconds between two looks at what a submission uses
_BOOT = 30.0
_MOST_LOG = 4000


class _Stopped(Exception):
    """A step went over a limit or ended the process."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass
class _Budget:
    """What is used up, over all attempts."""

    limits: Limits
    began: float = field(default_factory=time.monotonic)
    earlier_cpu: float = 0.0
    child_cpu: float = 0.0

    def cpu(self) -> float:
        return self.earlier_cpu + self.child_cpu

    def check(self, use: watch.Usage, folder: str) -> None:
        """Raise _Stopped if the submission as a whole is over a limit."""
        limits = self.limits
        self.child_cpu = max(self.child_cpu, use.cpu)
        if self.cpu() > limits.total_cpu:
            raise _Stopped("total_cpu")
        if time.monotonic() - self.began > limits.total_wall:
            raise _Stopped("total_wall")
        if use.processes > 1 + limits.processes:
            raise _Stopped("processes")
        if use.processes > 1 and use.memory > limits.memory:
            raise _Stopped("memory")
        if folder:  # on rung 1 the file system itself keeps to the limit
            size, count = watch.disk(folder, limits.files + 2)
            if size > limits.disk or count > limits.files + 2:
                raise _Stopped("disk")


def _stays_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and "\0" not in name


class _Run:
    """One attempt: a child, and the steps that it is sent."""

    def __init__(self, zygote: Zygote, budget: _Budget) -> None:
        self._budget = budget
        self._limits = budget.limits
        self._zygote = zygote
        self.child, self._folder = zygote.start(self._limits)
        self._warm_up = self.child.usage().cpu  # on rung 3 the process has warmed itself up; that is not the student's

    def boot(self, files: dict[str, bytes]) -> None:
        """Wait until the child is shut in, and hand it the files.

        Raises:
            GraderFault: If it could not be shut in.
        """
        try:
            message = self.child.receive(_BOOT, self._limits.answer)
        except Gone as gone:
            raise GraderFault(f"a child did not start: {gone}") from gone
        if message is None or message["kind"] != "ready":
            raise GraderFault(f"a child was not shut in: {(message or {}).get('error', 'no answer')}")
        if inside := {name: content for name, content in files.items() if _stays_inside(name)}:
            try:
                answer, _ = self.step({"do": "files", "step": -1, "files": inside})
            except _Stopped as stopped:
                raise GraderFault(f"the files beside the notebook: {stopped.reason}") from stopped
            if "error" in answer:
                raise GraderFault(f"the files beside the notebook: {answer['error']}")

    def step(self, message: dict[str, Any]) -> tuple[dict[str, Any], str]:
        """Have one step done.

        Returns:
            The answer, and why it was interrupted ("" if it was not).

        Raises:
            _Stopped: If the process had to be ended, or ended itself.
        """
        self.child.send(message)
        began, cpu_before = time.monotonic(), self._usage().cpu
        interrupted, patience = "", 0.0
        while True:
            try:
                answer = self.child.receive(_LOOK, self._limits.answer)
            except Gone as gone:
                raise _Stopped(str(gone)) from gone
            if answer is not None:
                if answer.get("kind") != message["do"] or answer.get("step") != message["step"]:
                    raise _Stopped("forged")
                self._budget.check(self._usage(), self._folder)  # also what was too quick to be looked at
                return answer, interrupted
            use = self._usage()
            self._budget.check(use, self._folder)
            wall = time.monotonic() - began
            if interrupted and wall > patience:
                raise _Stopped(interrupted)
            if not interrupted and (reason := self._over(use.cpu - cpu_before, wall)):
                interrupted, patience = reason, wall + self._limits.grace
                self.child.interrupt()

    def _usage(self) -> watch.Usage:
        use = self.child.usage()
        return replace(use, cpu=use.cpu - self._warm_up)

    def _over(self, cpu: float, wall: float) -> str:
        if cpu > self._limits.cell_cpu:
            return "cell_cpu"
        return "cell_wall" if wall > self._limits.cell_wall else ""

    def end(self, *, well: bool) -> int:
        """End the child; returns its exit code, which is 0 where all went well and another submission is likely."""
        self._budget.child_cpu = max(self._budget.child_cpu, self._usage().cpu)
        self._budget.earlier_cpu += self._budget.child_cpu
        self._budget.child_cpu = 0.0
        return self._zygote.finish(self.child, self._folder, self._limits if well else None)


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


def _attempt(run: _Run, job: Job, steps: list[Step], done: dict[int, Result], skip: set[int]) -> tuple[int, str]:
    """Run all steps but those to skip; returns the step at which the process ended, and why, or -1."""
    run.boot(job.files)
    room = dict.fromkeys((Cell, Request), job.limits.total_output)
    for number, step in enumerate(steps):
        if number in skip:
            continue
        try:
            answer, reason = run.step(_message(number, step))
        except _Stopped as stopped:
            return number, stopped.reason
        done[number] = _result(step, answer, reason, job.limits)
        if run.child.size > room[type(step)]:
            done[number] = _emptied(done[number], job.limits)
        else:
            room[type(step)] -= run.child.size
    return -1, ""


def _run_on(warm: Callable[[], Zygote], job: Job) -> Outcome:
    steps = list(job.steps)
    budget = _Budget(job.limits)
    done: dict[int, Result] = {}
    skip: set[int] = set()
    log = b""
    attempts = 0
    while attempts <= job.limits.repeats:
        attempts += 1
        zygote = warm()
        run = _Run(zygote, budget)
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


@lru_cache(maxsize=8)
def probe(setup: Setup) -> Isolation:
    """What `strongest` finds.

    Raises:
        GraderFault: As `strongest`.
    """
    zygote = strongest(setup)
    zygote.close()
    return zygote.isolation


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
