"""The trusted side of a warm process: starts it, asks it for children, talks to them and ends them."""

import contextlib
import os
import select
import signal
import socket
import stat
import struct
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from grader.engine import namespaces, view, watch, wire
from grader.engine.isolation import Isolation
from grader.engine.limits import Limits

_BOOT_SECONDS = 60.0
_MOST_LOG = 1 << 16
_ROOT = str(Path(__file__).parents[2])
_THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS")


class GraderFault(RuntimeError):
    """The engine itself failed; never a student's mistake."""


class Gone(Exception):
    """The child has ended, or has sent something that is no answer."""


@dataclass(frozen=True)
class Setup:
    """What a worker is set up for, once for all submissions.

    Attributes:
        rung: The rung of isolation; 0 for the strongest that works here.
        readable: Files and folders that submissions may read besides Python and its packages.
        hidden: Files and folders that they may not read although they are among those.
        python_path: Folders to import from.
        preload: Modules to import before any submission.
        observe: The function that looks at what a submission has defined, as "package.module.function".
    """

    rung: int = 0
    readable: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    python_path: tuple[str, ...] = ()
    preload: tuple[str, ...] = ("numpy", "matplotlib.pyplot")
    observe: str = "grader.engine.look.names"


def _environment(setup: Setup, folder: str) -> dict[str, str]:
    """All that a worker finds in its environment: nothing of the grader's own is passed on."""
    kept = {name: os.environ[name] for name in ("MPLCONFIGDIR", "HOME", "TZ") if name in os.environ}
    path = os.pathsep.join([*setup.python_path, _ROOT])
    return {
        **kept,
        **dict.fromkeys(_THREADS, "1"),
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "PYTHONPATH": path,
        "PYTHONHASHSEED": "0",
        "MALLOC_ARENA_MAX": "2",  # each thread reserves address space otherwise, which the memory limit counts
        "PYTHONSAFEPATH": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        # joblib then works in this process instead of failing to start others.
        "JOBLIB_MULTIPROCESSING": "0",
        "IPYTHONDIR": folder,
    }


class Child:
    """One submission's process, from outside."""

    def __init__(self, ends: tuple[int, int, int], handle: int | None, pid: int, nonce: bytes) -> None:
        self._job, self._result, self._log = ends
        self._handle, self._pid, self._nonce = handle, pid, nonce
        self._outgoing, self._incoming, self._ended = bytearray(), bytearray(), False
        self.log = b""
        for descriptor in ends:
            os.set_blocking(descriptor, False)

    def send(self, message: dict[str, Any]) -> None:
        """Queue a message; `receive` writes it."""
        self._outgoing += wire.frame(wire.pack(message))

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
            with contextlib.suppress(BlockingIOError):
                try:
                    del self._outgoing[: os.write(self._job, self._outgoing[: 1 << 16])]
                except BrokenPipeError:
                    self._outgoing.clear()
        if self._log in readable:
            part = os.read(self._log, 1 << 16)
            self.log = (self.log + part)[:_MOST_LOG]
            if not part and self._result not in readable:
                time.sleep(min(seconds, 0.005))  # the code has closed its log: not a reason to spin
        if self._result in readable:
            part = os.read(self._result, 1 << 20)
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
                os.kill(self._pid, number)
            else:
                signal.pidfd_send_signal(self._handle, number)

    def usage(self) -> watch.Usage:
        """What it and its processes use now."""
        return watch.usage(self._pid)

    def close(self) -> None:
        """Close our ends."""
        for descriptor in (self._job, self._result, self._log, self._handle):
            if descriptor is not None:
                os.close(descriptor)


class Zygote:
    """A warm process on one rung."""

    def __init__(self, setup: Setup, rung: int) -> None:
        """Start it and wait until it is shut in and warm.

        Raises:
            GraderFault: If the rung cannot be reached here; says why.
        """
        self.rung = rung
        self._setup = setup
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the process, see close
        self._control, theirs = socket.socketpair()
        self._control.settimeout(_BOOT_SECONDS)
        with tempfile.NamedTemporaryFile() as secret, tempfile.TemporaryDirectory() as folder:
            with theirs:
                self._process = self._spawn(theirs.fileno(), folder)
            try:
                self.isolation = self._boot(secret.name, namespaces.FOLDER if rung == 1 else folder)
            except BaseException:
                self.close()
                raise

    def _spawn(self, control: int, folder: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "grader.engine.zygote", str(control)],
            env=_environment(self._setup, folder),
            pass_fds=[control],
            stdin=subprocess.DEVNULL,
            stdout=self._errors,
            stderr=self._errors,
            cwd="/",
            start_new_session=True,
        )

    def _boot(self, secret: str, folder: str) -> Isolation:
        readable = view.readable(self._setup.readable, self._setup.hidden) if self.rung < 3 else []
        order = {"preload": list(self._setup.preload), "observe": self._setup.observe}
        self._tell({**order, "rung": self.rung, "readable": readable, "folder": folder, "secret": secret})
        if self.rung == 1:
            self._hear()
            try:
                namespaces.name_users(self._process.pid)
            except OSError as error:
                raise GraderFault(f"user namespace: {error}") from error
            self._tell({})
        answer = self._hear()
        if not answer["ready"]:
            raise GraderFault("not shut: " + ", ".join(answer["doors"]))
        said = answer["isolation"]
        return Isolation(self.rung, tuple(said["locks"]), tuple(said["missing"]))

    def _tell(self, message: dict[str, Any], descriptors: tuple[int, ...] = ()) -> None:
        try:
            data = wire.frame(wire.pack(message))
            sent = socket.send_fds(self._control, [data], descriptors)
            if sent < len(data):  # nothing more may be sent to one that serves already and has closed its end
                self._control.sendall(data[sent:])
        except OSError as error:
            raise GraderFault(self._why()) from error

    def _hear(self, descriptors: int = 0) -> dict[str, Any]:
        try:
            head, received, _, _ = socket.recv_fds(self._control, 4, descriptors)
            pending = [head]
            body = wire.read_frame(lambda n: pending.pop() if pending else self._control.recv(n), 1 << 24)
        except (OSError, wire.WireError) as error:
            raise GraderFault(self._why()) from error
        if body is None:
            raise GraderFault(self._why())
        message: dict[str, Any] = wire.unpack(body)
        return {**message, "descriptors": received}

    def _why(self) -> str:
        """What the process said before it ended."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(1.0)
        self._errors.seek(0)
        lines = self._errors.read().decode(errors="replace").strip().splitlines()
        return lines[-1] if lines else f"the warm process ended ({self._process.returncode})"

    def start(self, limits: Limits) -> tuple[Child, str]:
        """Fork a child that is shut in and waits for its first message.

        Returns:
            The child, and the folder on this machine that it writes to ("" on rung 1).

        Raises:
            GraderFault: If the warm process has ended.
        """
        folder = namespaces.FOLDER if self.rung == 1 else tempfile.mkdtemp(prefix="submission-")
        job, result, log = os.pipe(), os.pipe(), os.pipe()
        nonce = os.urandom(16)
        try:
            order = {"limits": asdict(limits), "nonce": nonce, "folder": folder}
            self._tell(order, (job[0], result[1], log[1]))
            handles = self._hear(1)["descriptors"]
        except BaseException:
            for descriptor in (job[1], result[0], log[0]):
                os.close(descriptor)
            remove(folder if self.rung > 1 else "")
            raise
        finally:
            for descriptor in (job[0], result[1], log[1]):
                os.close(descriptor)
        handle = handles[0] if handles else None
        pid = self._process.pid if handle is None else _pid_of(handle)
        return Child((job[1], result[0], log[0]), handle, pid, nonce), folder if self.rung > 1 else ""

    def finish(self, child: Child, folder: str) -> int:
        """End a child, remove its folder, and return its exit code (negative for a signal).

        Raises:
            GraderFault: If the warm process has ended.
        """
        child.kill()
        try:
            if self.rung == 3:
                return self._process.wait(10.0)
            return int(self._hear()["ended"])
        finally:
            child.close()
            remove(folder)

    def close(self) -> None:
        """End the warm process and all its children."""
        self._control.close()
        self._process.kill()
        self._process.wait()
        self._errors.close()


def _pid_of(handle: int) -> int:
    """The process's number here (it has another one in its own namespace)."""
    for line in Path(f"/proc/self/fdinfo/{handle}").read_text().splitlines():
        if line.startswith("Pid:"):
            return int(line.split()[1])
    return -1


def remove(folder: str) -> None:
    """Remove a folder that a submission wrote to, whatever it did to permissions and however deep it nested."""
    if not folder:
        return
    top = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        moved = 0
        while names := os.listdir(top):
            for name in names:
                if not _is_folder(name, top):
                    os.unlink(name, dir_fd=top)
                    continue
                # A path could be longer than the system allows, so each folder is emptied from the top: what it
                # holds is moved up beside it.
                os.chmod(name, 0o700, dir_fd=top)
                inner = os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=top)
                for child in os.listdir(inner):
                    if _is_folder(child, inner):
                        os.chmod(child, 0o700, dir_fd=inner)
                        moved += 1
                        os.rename(child, f"{moved}-{folder[-8:]}", src_dir_fd=inner, dst_dir_fd=top)
                    else:
                        os.unlink(child, dir_fd=inner)
                os.close(inner)
                os.rmdir(name, dir_fd=top)
    finally:
        os.close(top)
    Path(folder).rmdir()


def _is_folder(name: str, inside: int) -> bool:
    return stat.S_ISDIR(os.stat(name, dir_fd=inside, follow_symlinks=False).st_mode)
