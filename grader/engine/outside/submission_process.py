"""The trusted side's end of a submission's process: messages, signals, and what it uses."""

import contextlib
import os
import select
import signal
import struct
import time
from typing import Any

from grader.engine.outside import usage
from grader.engine.protocol import wire

_MOST_LOG = 1 << 16
_PIPE = 1 << 16
"""Bytes that a pipe holds: room for more would be taken from the system anew for every read."""


class Gone(Exception):
    """The child has ended, or has sent something that is no answer."""


class SubmissionProcess:
    """One submission's process, from outside.

    Attributes:
        log: What it wrote past the engine.
        size: Bytes of its latest answer.
        pid: Its number on this machine.
    """

    def __init__(
        self, ends: tuple[int, int, int], handle: int | None, pid: int, nonce: bytes
    ) -> None:
        self._job, self._result, self._log = ends
        self._handle, self.pid, self._nonce = handle, pid, nonce
        self._outgoing, self._incoming, self._ended = bytearray(), bytearray(), False
        self.log = b""
        self.size = 0
        for descriptor in ends:
            os.set_blocking(descriptor, False)

    def send(self, message: dict[str, Any]) -> None:
        """Send a message, or as much of it as there is room for; `receive` writes the rest."""
        self._outgoing += wire.frame(wire.pack(message))
        self._write()

    def _write(self) -> None:
        with contextlib.suppress(BlockingIOError):
            try:
                del self._outgoing[: os.write(self._job, self._outgoing[:_PIPE])]
            except BrokenPipeError:
                self._outgoing.clear()

    def receive(self, seconds: float, most: int) -> dict[str, Any] | None:
        """Wait for an answer.

        Args:
            seconds: How long to wait at most.
            most: The longest answer to take, in bytes.

        Returns:
            The answer, or None if the time is over.

        Raises:
            Gone: If the child has ended or sent what is no answer.
        """
        until = time.monotonic() + seconds
        while (message := self._next_message(most)) is None:
            left = until - time.monotonic()
            if left <= 0:
                return None
            if self._ended:
                raise Gone("ended")
            self._exchange(left)
        return message

    def _next_message(self, most: int) -> dict[str, Any] | None:
        if len(self._incoming) < 4:
            return None
        (size,) = struct.unpack_from("<I", self._incoming)
        if size > most:
            raise Gone("answer")
        if len(self._incoming) < 4 + size:
            return None
        self.size = size
        body = bytes(self._incoming[4 : 4 + size])
        del self._incoming[: 4 + size]
        try:
            message = wire.unpack(body)
        except wire.WireError as error:
            raise Gone("forged") from error
        if not isinstance(message, dict) or message.get("nonce") != self._nonce:
            raise Gone("forged")
        return message

    def _exchange(self, seconds: float) -> None:
        """Move bytes between us and the child, for up to `seconds`."""
        writing = [self._job] if self._outgoing else []
        readable, writable, _ = select.select([self._result, self._log], writing, [], seconds)
        if writable:
            self._write()
        if self._log in readable:
            part = os.read(self._log, _PIPE)
            self.log = (self.log + part)[:_MOST_LOG]
            if not part and self._result not in readable:
                time.sleep(min(seconds, 0.005))  # the code has closed its log: not a reason to spin
        if self._result in readable:
            part = os.read(self._result, _PIPE)
            self._incoming += part
            self._ended = not part

    def interrupt(self) -> None:
        """Ask the step that runs to stop."""
        self._signal(signal.SIGINT)

    def kill(self) -> None:
        """End the process; on rung 1, all that it has started end with it."""
        self._signal(signal.SIGKILL)

    def _signal(self, number: int) -> None:
        with contextlib.suppress(ProcessLookupError):
            if self._handle is None:
                os.kill(self.pid, number)
            else:
                signal.pidfd_send_signal(self._handle, number)

    def usage(self) -> usage.Usage:
        """What it and its processes use now."""
        return usage.usage(self.pid)

    def close(self) -> None:
        """Close our ends."""
        for descriptor in (self._job, self._result, self._log, self._handle):
            if descriptor is not None:
                os.close(descriptor)
