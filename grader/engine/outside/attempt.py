"""One process that a submission runs in: step by step, and within the limits of all its steps
together.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Any

from grader.engine.outside import usage
from grader.engine.outside.submission_process import Gone
from grader.engine.outside.warm_process import GraderFault, WarmProcess
from grader.engine.protocol.job import Job
from grader.engine.protocol.limits import Limits

_LOOK = 0.05  # seconds between two looks at what a submission uses
_BOOT = 30.0


class Stopped(Exception):
    """A step went over a limit or ended the process."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass
class Budget:
    """What is used up, over all attempts."""

    limits: Limits
    began: float = field(default_factory=time.monotonic)
    earlier_cpu: float = 0.0
    child_cpu: float = 0.0

    def cpu(self) -> float:
        """Processor seconds so far."""
        return self.earlier_cpu + self.child_cpu

    def check(self, use: usage.Usage, folder: str, pid: int) -> None:
        """Raise Stopped if the submission as a whole is over a limit."""
        limits = self.limits
        self.child_cpu = max(self.child_cpu, use.cpu)
        if self.cpu() > limits.total_cpu:
            raise Stopped("total_cpu")
        if time.monotonic() - self.began > limits.total_wall:
            raise Stopped("total_wall")
        if use.processes > 1 + limits.processes:
            raise Stopped("processes")
        if use.processes > 1 and use.memory > limits.memory:
            raise Stopped("memory")
        if folder:  # on rung 1 the kernel itself keeps to the limits that follow
            if use.threads > limits.threads + limits.processes + 1:
                raise Stopped("threads")
            size, count = usage.disk(folder, limits.files + 2)
            nameless, more = usage.without_name(pid)
            if size + nameless > limits.disk or count > limits.files + 2 or more:
                raise Stopped("disk")


@dataclass
class Clock:
    """When a cell began, and the processor seconds that its process had used before."""

    began: float
    cpu: float


def _stays_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and "\0" not in name


class Attempt:
    """One attempt: a child, and the steps that it is sent."""

    def __init__(self, warm_process: WarmProcess, budget: Budget) -> None:
        self._budget = budget
        self._limits = budget.limits
        self._warm_process = warm_process
        self.child, self._folder = warm_process.start(self._limits)
        self._warm_up = (
            self.child.usage().cpu
        )  # on rung 3 the process has warmed itself up; that is not the student's
        self._cpu = 0.0

    def boot(self, job: Job) -> None:
        """Wait until the child is shut in, and hand it the job's files and the name of their
        folder.

        Raises:
            GraderFault: If it could not be shut in.
            Stopped: If the whole submission's time is over before it begins again.
        """
        self.wait()
        inside = {name: content for name, content in job.files.items() if _stays_inside(name)}
        message = {"do": "files", "step": -1, "files": inside, "folder": job.folder}
        message["forget"] = list(job.forget)
        try:
            answer, _ = self.step(message)
        except Stopped as stopped:
            if stopped.reason.startswith("total"):
                raise
            raise GraderFault(f"the files beside the notebook: {stopped.reason}") from stopped
        if "error" in answer:
            raise GraderFault(f"the files beside the notebook: {answer['error']}")

    def wait(self) -> None:
        """Wait until the child is shut in.

        Raises:
            GraderFault: If it could not be.
        """
        try:
            message = self.child.receive(_BOOT, self._limits.answer)
        except Gone as gone:
            raise GraderFault(f"a child did not start: {gone}") from gone
        if message is None or message["kind"] != "ready":
            raise GraderFault(
                f"a child was not shut in: {(message or {}).get('error', 'no answer')}"
            )

    def clock(self) -> "Clock":
        """A clock for a cell that is done in several steps, from now."""
        return Clock(time.monotonic(), self._cpu)

    def look(self) -> None:
        """Look at what the process uses, as at the end of a cell.

        Raises:
            Stopped: The submission as a whole is over a limit.
        """
        use = self._usage()
        self._cpu = use.cpu
        self._budget.check(use, self._folder, self.child.pid)

    def step(
        self,
        message: dict[str, Any],
        answering: Callable[[dict[str, Any]], dict[str, Any]] | None = None,
        clock: "Clock | None" = None,
    ) -> tuple[dict[str, Any], str]:
        """Have one step done.

        Args:
            message: What is to be done.
            answering: Answers what the process asks meanwhile.
            clock: Of the cell that this is one of many steps of; what was too quick to be looked
                at is looked at after a last step without one, or by `look`.

        Returns:
            The answer, and why it was interrupted ("" if it was not).

        Raises:
            Stopped: If the process had to be ended, or ended itself.
        """
        self.child.send(message)
        is_whole, clock = clock is None, clock or self.clock()
        interrupted, patience = "", 0.0
        while True:
            try:
                answer = self.child.receive(_LOOK, self._limits.answer)
            except Gone as gone:
                raise Stopped(str(gone)) from gone
            if answer is not None and answering is not None and answer.get("kind") == "ask":
                asked = time.monotonic()
                self.child.send(answering(answer["ask"]))
                clock.began += time.monotonic() - asked
                continue
            if answer is not None:
                if answer.get("kind") != message["do"] or answer.get("step") != message["step"]:
                    raise Stopped("forged")
                if is_whole:
                    self.look()
                return answer, interrupted
            use = self._usage()
            self._budget.check(use, self._folder, self.child.pid)
            wall = time.monotonic() - clock.began
            if interrupted and wall > patience:
                raise Stopped(interrupted)
            if not interrupted and (reason := self._over(use.cpu - clock.cpu, wall)):
                interrupted, patience = reason, wall + self._limits.grace
                self.child.interrupt()

    def _usage(self) -> usage.Usage:
        use = self.child.usage()
        return replace(use, cpu=use.cpu - self._warm_up)

    def _over(self, cpu: float, wall: float) -> str:
        if cpu > self._limits.cell_cpu:
            return "cell_cpu"
        return "cell_wall" if wall > self._limits.cell_wall else ""

    def end(self, *, well: bool) -> int:
        """End the child; returns its exit code, which is 0 where all went well and another
        submission is likely.
        """
        self._budget.child_cpu = max(self._budget.child_cpu, self._usage().cpu)
        self._budget.earlier_cpu += self._budget.child_cpu
        self._budget.child_cpu = 0.0
        return self._warm_process.finish(self.child, self._folder, self._limits if well else None)
