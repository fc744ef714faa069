"""The life of one submission's process: shut in, then run what it is sent, step by step, and answer
each step.
"""

import faulthandler
import os
import random
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import numpy as np

from grader.engine.inside import shell, test_cells
from grader.engine.inside.answering import Answers
from grader.engine.inside.apart import Examination
from grader.engine.inside.shell import Shell
from grader.engine.inside.test_cells import Pristine
from grader.engine.protocol import wire
from grader.engine.protocol.limits import Limits
from grader.engine.sandbox import rungs
from grader.engine.sandbox.rungs import Cage

Observe = Callable[[dict[str, Any], Any], Any]
Message = dict[str, Any]
JOB, RESULT = 3, 4
_MOST_DESCRIPTORS = 4096
_own_modules: tuple[str, ...] = ()


class _Interrupts:
    """Turns SIGINT into KeyboardInterrupt, but only while a step runs."""

    def __init__(self) -> None:
        self.running = False
        signal.signal(signal.SIGINT, self._arrived)

    def _arrived(self, number: int, frame: FrameType | None) -> None:
        if self.running:
            self.running = False
            raise KeyboardInterrupt


def take_descriptors(job: int, result: int, log: int, close_others: bool = True) -> None:
    """Make the job pipe 3, the result pipe 4 and the log 1 and 2 of this process.

    Args:
        job: The pipe with the steps to run.
        result: The pipe for the answers.
        log: Where native libraries and a crash write to.
        close_others: Whether to close everything else. Matplotlib reads fonts as it draws; in a
            forked process it opens them again, and where nothing was forked (rung 3) they must stay
            open.
    """
    nothing = os.open(os.devnull, os.O_RDONLY)
    for source, target in zip([nothing, log, log, job, result], range(5), strict=True):
        os.dup2(source, target, inheritable=target < JOB)
    if close_others:
        os.closerange(RESULT + 1, _MOST_DESCRIPTORS)


def reserve_descriptors() -> None:
    """Occupy 3 and 4, so that nothing else that is open later stands where `take_descriptors` puts
    the pipes.
    """
    while (descriptor := os.open(os.devnull, os.O_RDONLY)) <= RESULT:
        pass
    os.close(descriptor)


def note_own_modules() -> None:
    """Remember which modules are the engine's: looking through all of them takes more than a
    millisecond in a process that was just forked, since each look writes to a page that is shared.
    """
    global _own_modules  # noqa: PLW0603 - one fact about the warm process, for all its children
    _own_modules = tuple(name for name in sys.modules if name.partition(".")[0] == "grader")


def _send(message: Message, write: Callable[[int, memoryview], int] = os.write) -> None:
    data = memoryview(wire.frame(wire.pack(message)))
    while data:
        data = data[write(RESULT, data) :]


def _settle(folder: str) -> None:
    """Make the submission's folders and go there."""
    work = os.path.join(folder, "work")
    os.makedirs(work, exist_ok=True)
    _name({"TMPDIR": folder, "USER": "student", "LOGNAME": "student"})
    _go_to(work)
    sys.argv = [""]
    random.seed(0)
    np.random.seed(0)


def _go_to(work: str) -> None:
    os.chdir(work)
    _name({"HOME": work, "PWD": work})
    sys.path.insert(0, work)


def _name(values: dict[str, str]) -> None:
    """Set variables of the environment: one by one, since `update` asks what kind of mapping it is
    given, which takes half a millisecond in a process that was just forked.
    """
    for name, value in values.items():
        os.environ[name] = value


def live(cage: Cage, limits: Limits, nonce: bytes, tools: tuple[Shell, Pristine, Observe]) -> None:
    """Run what comes over the job pipe until it ends; never returns.

    Args:
        cage: How to be shut in.
        limits: What the submission may use.
        nonce: Goes with every answer, so that a submission has to look for it before it can forge
            one.
        tools: The warm shell, the picture of an untouched Python, and the function that observes.
    """
    try:
        faulthandler.enable(file=2)
        if os.getsid(0) != os.getpid():
            os.setsid()
        rungs.shut_in(cage, limits)
        _settle(cage.folder)
        interrupts = _Interrupts()
    except BaseException as error:  # noqa: BLE001 - whatever it is, the other side must hear it
        _send({"kind": "boot", "nonce": nonce, "error": f"{type(error).__name__}: {error}"})
        os._exit(1)
    _serve(limits, nonce, tools, interrupts)
    os._exit(0)


def _serve(
    limits: Limits, nonce: bytes, tools: tuple[Shell, Pristine, Observe], interrupts: _Interrupts
) -> None:
    send, leave, read = _send, os._exit, os.read
    tools[1].watch()
    _send({"kind": "ready", "nonce": nonce})

    def next_message() -> Message | None:
        data = wire.read_frame(lambda size: read(JOB, size), limits.answer + limits.disk)
        return None if data is None else wire.unpack(data)

    def exchange(question: Message) -> Message:
        send({"kind": "ask", "nonce": nonce, "ask": question})
        answer = next_message()
        if answer is None:
            leave(0)
        return answer or {}

    steps = _Steps(limits, tools, exchange)
    for name in _own_modules:
        del sys.modules[name]
    while (message := next_message()) is not None:
        interrupts.running = message["do"] != "files"
        try:
            answer = steps.do(message)
        except BaseException as error:  # noqa: BLE001 - raised between a step's own end and here
            answer = {"error": f"{type(error).__name__}: {shell.message_of(error)}"}
        interrupts.running = False
        head = {"kind": message["do"], "nonce": nonce, "step": message["step"]}
        try:
            send({**answer, **head})
        except wire.WireError as error:
            send({"error": str(error), **head})
    leave(0)


class _Steps:
    """What can be asked of this process, step by step."""

    def __init__(
        self,
        limits: Limits,
        tools: tuple[Shell, Pristine, Observe],
        exchange: Callable[[Message], Message],
    ) -> None:
        self._limits = limits
        self._warm, self._pristine, self._observe = tools
        self._answers = Answers(self._pristine, shell.CAPTURE, self._warm.user_ns)
        self._examination = Examination(shell.CAPTURE, exchange)

    def do(self, message: Message) -> Message:
        """Do what one message asks for."""
        steps: dict[str, Callable[[Message], Message]] = {
            "files": self._files,
            "cell": self._cell,
            "test": self._test,
            "observe": lambda asked: _observe(self._warm, self._observe, asked),
            "rescue": self._rescue,
            "begin": self._answers.begin,
            "answer": self._answers.answer,
            "end": self._answers.end,
            "apart": self._examination.run,
        }
        return steps[message["do"]](message)

    def _files(self, message: Message) -> Message:
        _enter(message["folder"])
        self._pristine.forget(message["forget"])
        shell.begin(self._warm, processes=self._limits.processes > 0)
        return _write_files(message["files"])

    def _rescue(self, message: Message) -> Message:
        shell.rescue(self._warm, message["rescue"])
        return {}

    def _cell(self, message: Message) -> Message:
        passed = shell.run(self._warm, message["source"], self._limits.output)
        capture = shell.CAPTURE
        outputs, left_out = capture.finished(), capture.left_out
        if not passed:
            shell.rescue(self._warm, message["rescue"])
        return {"passed": passed, "outputs": outputs, "left_out": left_out}

    def _test(self, message: Message) -> Message:
        names, capture = self._warm.user_ns, shell.CAPTURE
        if type(names) is not dict:  # its own methods would run within the test
            names = dict(dict.items(names))
        try:
            passed, value = test_cells.run(
                self._pristine,
                capture,
                names,
                message["code"],
                label=message["label"],
                about=message["about"],
                room=self._limits.output,
            )
        except test_cells.Strangers as why:
            return {"passed": False, "refused": str(why), "outputs": []}
        outputs, left_out = capture.finished(), capture.left_out
        if not passed:
            shell.rescue(self._warm, message["rescue"])
        return {"passed": passed, "value": value, "outputs": outputs, "left_out": left_out}


def _observe(warm: Shell, observe: Observe, message: Message) -> Message:
    shell.CAPTURE.start(0)
    try:
        data = observe(warm.user_ns, message["request"])
        wire.pack(data)
    except BaseException as error:  # noqa: BLE001 - the submission chose what to raise
        return {"error": f"{type(error).__name__}: {shell.message_of(error)}"}
    return {"data": data}


def _enter(folder: str) -> None:
    """Go into a folder that is called as in the course."""
    work = os.getcwd()
    named = os.path.join(os.path.dirname(work), folder)
    if not os.path.exists(named):
        os.rename(work, named)
        _go_to(named)
        sys.path.remove(work)


def _write_files(files: dict[str, bytes]) -> Message:
    for name, content in files.items():
        place = Path(name)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    return {}
