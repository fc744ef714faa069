"""The life of a process that was forked from a warm one: shut in, then do what it is sent, step by
step, and answer each step.
"""

import faulthandler
import os
import signal
from collections.abc import Callable
from types import FrameType
from typing import Any

from grader.engine.inside.ending import message_of
from grader.engine.protocol import wire
from grader.engine.protocol.limits import Limits
from grader.engine.sandbox import rungs
from grader.engine.sandbox.rungs import Cage

Message = dict[str, Any]
Do = Callable[[Message], Message]
"""Does what a message asks for, and gives the answer."""
Exchange = Callable[[Message], Message]
"""Asks the other side something in the midst of a step, and gives its answer."""
Begin = Callable[[Cage, Limits, Exchange], Do]
"""Begins a life, shut in already: gives what does its steps."""
JOB, RESULT = 3, 4
_MOST_DESCRIPTORS = 4096


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


def _send(message: Message, write: Callable[[int, memoryview], int] = os.write) -> None:
    data = memoryview(wire.frame(wire.pack(message)))
    while data:
        data = data[write(RESULT, data) :]


def live(cage: Cage, limits: Limits, nonce: bytes, begin: Begin) -> None:
    """Run what comes over the job pipe until it ends; never returns.

    Args:
        cage: How to be shut in.
        limits: What the process may use.
        nonce: Goes with every answer, so that a submission has to look for it before it can forge
            one.
        begin: Begins what the process is for.
    """
    send, leave, read = _send, os._exit, os.read

    def next_message() -> Message | None:
        data = wire.read_frame(lambda size: read(JOB, size), limits.answer + limits.disk)
        return None if data is None else wire.unpack(data)

    def exchange(question: Message) -> Message:
        send({"kind": "ask", "nonce": nonce, "ask": question})
        answer = next_message()
        if answer is None:
            leave(0)
        return answer or {}

    try:
        faulthandler.enable(file=2)
        if os.getsid(0) != os.getpid():
            os.setsid()
        rungs.shut_in(cage, limits)
        do = begin(cage, limits, exchange)
        interrupts = _Interrupts()
    except BaseException as error:  # noqa: BLE001 - whatever it is, the other side must hear it
        send({"kind": "boot", "nonce": nonce, "error": f"{type(error).__name__}: {error}"})
        leave(1)
    send({"kind": "ready", "nonce": nonce})
    while (message := next_message()) is not None:
        interrupts.running = message["do"] != "files"
        try:
            answer = do(message)
        except BaseException as error:  # noqa: BLE001 - raised between a step's own end and here
            answer = {"error": f"{type(error).__name__}: {message_of(error)}"}
        interrupts.running = False
        head = {"kind": message["do"], "nonce": nonce, "step": message["step"]}
        try:
            send({**answer, **head})
        except wire.WireError as error:
            send({"error": str(error), **head})
    leave(0)
