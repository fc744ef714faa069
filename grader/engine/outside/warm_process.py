"""The trusted side of a warm process: starts it, asks it for children, and ends them."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from grader.engine.outside import temporary
from grader.engine.outside.submission_process import SubmissionProcess
from grader.engine.protocol import wire
from grader.engine.protocol.limits import Limits
from grader.engine.sandbox import linux, namespaces, visible_files
from grader.engine.sandbox.rungs import Isolation

_BOOT_SECONDS = 60.0
_ROOT = str(Path(__file__).parents[3])
_THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS")
_KEPT = ("MPLCONFIGDIR", "HOME", "TZ", "PYTHONDONTWRITEBYTECODE")


class GraderFault(RuntimeError):
    """The engine itself failed; never a student's mistake."""


@dataclass(frozen=True)
class Setup:
    """What a worker is set up for, once for all submissions.

    Attributes:
        rung: The rung of isolation; 0 for the strongest that works here.
        readable: Files and folders that submissions may read besides Python and its packages.
        hidden: Files and folders that they may not read although they are among those.
        python_path: Folders to import from.
        preload: Modules to import before any submission, besides NumPy.
        figures: Whether submissions may draw; where none does, a warm process is ready in half the
            time without Matplotlib.
        observe: The function that looks at what a submission has defined, as
            "package.module.function".
        weakest: The weakest rung that will do, where the rung is found by trying.
    """

    rung: int = 0
    readable: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    python_path: tuple[str, ...] = ()
    preload: tuple[str, ...] = ()
    figures: bool = True
    observe: str = "grader.engine.inside.named_values.names"
    weakest: int = 3


def _environment(setup: Setup, folder: str) -> dict[str, str]:
    """All that a worker finds in its environment: nothing of the grader's own is passed on."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    path = os.pathsep.join([*setup.python_path, _ROOT])
    return {
        **kept,
        **dict.fromkeys(_THREADS, "1"),
        "NBGRADER_EXECUTION": "autograde",  # as nbgrader tells test cells
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "PYTHONPATH": path,
        "PYTHONHASHSEED": "0",
        "MALLOC_ARENA_MAX": (
            "2"
        ),  # each thread reserves address space otherwise, which the memory limit counts
        "PYTHONSAFEPATH": "1",
        # joblib then works in this process instead of failing to start others.
        "JOBLIB_MULTIPROCESSING": "0",
        "IPYTHONDIR": folder,
    }


@dataclass(frozen=True)
class _Asked:
    """A child that has been ordered: its limits, our ends of its pipes, its nonce, and its folder
    on this machine.
    """

    limits: Limits
    ends: tuple[int, int, int]
    nonce: bytes
    folder: str

    def drop(self) -> None:
        """Give up on it."""
        for descriptor in self.ends:
            os.close(descriptor)
        temporary.remove(self.folder)


class WarmProcess:
    """A warm process on one rung.

    Attributes:
        second: The one that it leaves behind, for what runs apart from submissions; none on rung 3.
    """

    def __init__(self, setup: Setup, rung: int) -> None:
        """Start it and wait until it is shut in and warm.

        Raises:
            GraderFault: If the rung cannot be reached here; says why.
        """
        self.rung = rung
        self._setup = setup
        self._ahead: _Asked | None = None
        self._ending = False
        self.second: SecondWarmProcess | None = None
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the process, see close
        self._control, theirs = socket.socketpair()
        self._to_second, second = socket.socketpair()
        for ours in (self._control, self._to_second):
            ours.settimeout(_BOOT_SECONDS)
        temporary.sweep()
        place = temporary.make()
        try:
            secret, folder = Path(place, "secret"), Path(place, "folder")
            secret.touch()
            folder.mkdir()
            with theirs, second:
                self._process = self._spawn((theirs.fileno(), second.fileno()), str(folder))
            try:
                self.isolation = self._boot(
                    str(secret), namespaces.FOLDER if rung == 1 else str(folder)
                )
                if rung < 3:
                    self.second = SecondWarmProcess(self, str(secret))
            except BaseException:
                self.close()
                raise
        finally:
            temporary.remove(place)

    def _spawn(self, ends: tuple[int, int], folder: str) -> subprocess.Popen[bytes]:
        def start() -> subprocess.Popen[bytes]:
            return subprocess.Popen(
                [sys.executable, "-m", "grader.engine.inside.zygote", *map(str, ends)],
                env=_environment(self._setup, folder),
                pass_fds=ends,
                stdin=subprocess.DEVNULL,
                stdout=self._errors,
                stderr=self._errors,
                cwd="/",
                start_new_session=True,
            )

        try:
            return linux.when_there_is_room(start)
        except OSError as error:
            raise GraderFault(f"no process can be started: {error}") from error

    def _boot(self, secret: str, folder: str) -> Isolation:
        readable = (
            visible_files.readable(self._setup.readable, self._setup.hidden)
            if self.rung < 3
            else []
        )
        setup = self._setup
        load = {"preload": list(setup.preload), "figures": setup.figures, "observe": setup.observe}
        place = {"rung": self.rung, "readable": readable, "folder": folder, "secret": secret}
        self._tell({**load, **place})
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
            if sent < len(
                data
            ):  # nothing more may be sent to one that serves already and has closed its end
                self._control.sendall(data[sent:])
        except OSError as error:
            raise GraderFault(self._why()) from error

    def _hear(self, descriptors: int = 0) -> dict[str, Any]:
        try:
            head, received, _, _ = socket.recv_fds(self._control, 4, descriptors)
            pending = [head]
            body = wire.read_frame(
                lambda n: pending.pop() if pending else self._control.recv(n), 1 << 24
            )
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

    def start(self, limits: Limits) -> tuple[SubmissionProcess, str]:
        """Fork a child that is shut in and waits for its first message.

        Returns:
            The child, and the folder on this machine that it writes to ("" on rung 1).

        Raises:
            GraderFault: If the warm process has ended.
        """
        if self._ahead is not None and self._ahead.limits != limits:
            self.end_ahead()
        return self._born(self._ahead or self._ask(limits))

    def end_ahead(self) -> None:
        """End the child that was started ahead, if there is one.

        Raises:
            GraderFault: If the warm process has ended.
        """
        if self._ahead is not None:
            self.finish(*self._born(self._ahead))
        if self.second is not None:
            self.second.end_ahead()

    def _ask(self, limits: Limits) -> _Asked:
        """Order a child; it is forked as soon as the one before it has ended."""
        folder = self._make_folder()
        job, result, log = os.pipe(), os.pipe(), os.pipe()
        asked = _Asked(
            limits, (job[1], result[0], log[0]), os.urandom(16), folder if self.rung > 1 else ""
        )
        try:
            order = {"limits": asdict(limits), "nonce": asked.nonce, "folder": folder}
            self._tell(order, (job[0], result[1], log[1]))
        except BaseException:
            asked.drop()
            raise
        finally:
            for descriptor in (job[0], result[1], log[1]):
                os.close(descriptor)
        return asked

    def _make_folder(self) -> str:
        """Where the next child may write."""
        return namespaces.FOLDER if self.rung == 1 else temporary.make()

    def _born(self, asked: _Asked) -> tuple[SubmissionProcess, str]:
        """The child that was ordered, once it is there."""
        self._ahead = None
        try:
            self._hear_end()
            handles = self._hear(1)["descriptors"]
        except BaseException:
            asked.drop()
            raise
        handle = handles[0] if handles else None
        pid = self._process.pid if handle is None else _pid_of(handle)
        return SubmissionProcess(asked.ends, handle, pid, asked.nonce), asked.folder

    def _hear_end(self) -> int:
        """The exit code of the child that was ended last, if it has not been heard yet; waits until
        it has ended.
        """
        if not self._ending:
            return 0
        self._ending = False
        return int(self._hear()["ended"])

    def finish(self, child: SubmissionProcess, folder: str, then: Limits | None = None) -> int:
        """End a child and remove its folder.

        Args:
            child: The child.
            folder: Its folder.
            then: Limits of a child that is likely to be asked for next: it is forked as soon as
                this one has ended, and nobody waits for either.

        Returns:
            The exit code (negative for a signal); 0 where nobody waits.

        Raises:
            GraderFault: If the warm process has ended.
        """
        child.kill()
        try:
            if self.rung == 3:
                return self._process.wait(10.0)
            self._ending = True
            code = (
                self._hear_end() if then is None or folder else 0
            )  # a folder goes once nobody writes to it
            self._ahead = self._ask(then) if then else None
            return code
        finally:
            child.close()
            temporary.remove(folder)

    def close(self) -> None:
        """End the warm process and all its children."""
        if self.second is not None:
            self.second.drop_ahead()
        self.drop_ahead()
        self._control.close()
        self._to_second.close()
        self._process.kill()
        self._process.wait()
        self._errors.close()

    def drop_ahead(self) -> None:
        """Give up on the child that was started ahead."""
        if self._ahead is not None:
            self._ahead.drop()


class SecondWarmProcess(WarmProcess):
    """A warm process that another has left behind, and that ends with it. Its children run beside
    those of the other, can write nowhere, and hold what test cells need alone.
    """

    def __init__(self, first: WarmProcess, secret: str) -> None:
        """Have a first child try the doors.

        Raises:
            GraderFault: One was open.
        """
        self.__dict__.update(vars(first))
        self._control = self._to_second
        self._loaded: frozenset[str] = frozenset()
        self._tell({"secret": secret})
        answer = self._hear()
        if not answer["ready"]:
            raise GraderFault("not shut: " + ", ".join(answer["doors"]))

    def load(self, libraries: frozenset[str]) -> None:
        """Import libraries for all children from now on. No child may run.

        Raises:
            GraderFault: It has ended.
        """
        if new := libraries - self._loaded:
            self.end_ahead()
            self._tell({"load": sorted(new)})
            self._loaded |= new

    def _make_folder(self) -> str:
        return ""


def _pid_of(handle: int) -> int:
    """The process's number here (it has another one in its own namespace)."""
    for line in Path(f"/proc/self/fdinfo/{handle}").read_text().splitlines():
        if line.startswith("Pid:"):
            return int(line.split()[1])
    return -1
