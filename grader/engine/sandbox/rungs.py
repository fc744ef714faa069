"""The ladder of isolation: what each rung shuts, and shutting a process in."""

import os
import resource
import socket
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from grader.engine.protocol.limits import Limits
from grader.engine.sandbox import landlock, linux, namespaces, seccomp, visible_files

_STACK = 8 << 20
_OPEN_FILES = 256
_base_pages = 0
NAMESPACES = ("own files", "own processes", "no network", "own users")


@dataclass(frozen=True)
class Isolation:
    """What stands between a submission and the machine.

    Attributes:
        rung: 1 (own file system, no network, own processes, and all of rung 2), 2 (Landlock,
            seccomp, resource limits) or 3 (a fresh process with resource limits: unsafe for hostile
            code).
        locks: What is in force, by name.
        missing: What is not, each with its reason, in a sentence.
    """

    rung: int
    locks: tuple[str, ...]
    missing: tuple[str, ...] = ()

    def __str__(self) -> str:
        lines = [f"isolation: rung {self.rung} ({', '.join(self.locks)})"]
        if self.rung == 3:
            lines.append("  unsafe for hostile code: it can read and change what you can")
        return "\n".join(lines + [f"  missing: {reason}" for reason in self.missing])


def describe(rung: int) -> Isolation:
    """What a rung consists of on this machine, once it has been reached."""
    if rung == 3:
        return Isolation(3, ("resource limits",))
    abi = landlock.version()
    locks = (f"Landlock {abi}",) if abi else ()
    missing = (
        ()
        if abi
        else ("Landlock is off in this kernel; files are hidden by the private file system alone",)
    )
    return Isolation(
        rung, (NAMESPACES if rung == 1 else ()) + locks + ("seccomp", "resource limits"), missing
    )


@dataclass(frozen=True)
class Cage:
    """All that `shut_in` needs to know.

    Attributes:
        rung: Which rung to shut in on.
        readable: What may be read (see visible_files.readable).
        folder: Where files may be written; made by the caller on rungs 2 and 3; "" for nowhere.
    """

    rung: int
    readable: tuple[str, ...]
    folder: str


def prepare_filters(cage: Cage) -> None:
    """Write what is the same in all children."""
    if cage.rung == 1:
        for processes in (False, True):
            seccomp.prepare(processes)


def prepare(cage: Cage) -> None:
    """Shut in the warm process: what its children share.

    Raises:
        OSError: If the rung cannot be reached.
    """
    if cage.rung == 1:
        devices = [path for path in visible_files.DEVICES if os.path.exists(path)]
        namespaces.show_only([*cage.readable, *devices])


def _set_limits(limits: Limits, private: bool) -> None:
    def cap(kind: int, value: int) -> None:
        hard = resource.getrlimit(kind)[1]
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (value, value))

    cap(resource.RLIMIT_CORE, 0)
    cap(resource.RLIMIT_CPU, int(time.process_time() + limits.total_cpu) + 1)
    cap(resource.RLIMIT_FSIZE, limits.disk)
    cap(resource.RLIMIT_NOFILE, _OPEN_FILES)
    cap(resource.RLIMIT_STACK, _STACK)
    if sys.platform == "linux":
        cap(resource.RLIMIT_AS, _base_pages * resource.getpagesize() + limits.memory)
        cap(resource.RLIMIT_MEMLOCK, 0)
    if (
        private
    ):  # counted inside the user namespace; outside, the user's other programs would count too
        # Two more: this process, and the worker above it where both run as the same user.
        cap(resource.RLIMIT_NPROC, limits.threads + limits.processes + 2)


def note_size() -> None:
    """Remember the size of this process in pages, while /proc can still be read."""
    global _base_pages  # noqa: PLW0603 - one fact about this process, needed after /proc is gone
    if sys.platform == "linux":
        _base_pages = int(Path("/proc/self/statm").read_text().split()[0])


def shut_in(cage: Cage, limits: Limits) -> None:
    """Shut this process in, for good. Nothing but standard files and its own pipes may be open.

    Raises:
        OSError: If any lock does not hold; the process must then end, never run on with less.
    """
    private = cage.rung == 1
    if cage.rung == 3:
        _set_limits(limits, private=False)
        return
    if private and cage.folder:
        namespaces.private_folder(limits.disk, limits.files)
    _set_limits(limits, private)
    if private:
        namespaces.become_student()
    linux.drop_capabilities()
    linux.prctl(linux.PR_SET_PDEATHSIG, 9, what="end with the parent")
    if landlock.version():
        readable = [path for path in cage.readable if not os.path.islink(path)]
        writable = [cage.folder] if cage.folder else []
        landlock.restrict(["/"] if private else readable, writable, visible_files.DEVICES)
    elif not private:
        raise OSError("Landlock is off in this kernel")
    seccomp.restrict(private, processes=private and limits.processes > 0)


def open_doors(secret: str, folder: str) -> list[str]:
    """Try what a submission must not be able to do; call it after `shut_in`.

    Args:
        secret: A file that the grader has just made and that must be out of sight.
        folder: Where files may be written; "" for nowhere.

    Returns:
        What succeeded although it must not; empty if all is shut.
    """
    found = []
    for path in (
        secret,
        __file__,
        "/proc/1/environ",
        "/proc/self/environ",
        "/etc/shadow",
        "/etc/hostname",
    ):
        try:
            open(path, "rb").close()
            found.append(f"{path} can be read")
        except OSError:
            pass
    try:
        socket.socket(socket.AF_INET, socket.SOCK_STREAM).close()
        found.append("a network socket can be opened")
    except OSError:
        pass
    elsewhere = () if folder else ("/tmp", "/dev/shm", namespaces.FOLDER)
    for place in ("/", "/usr", "/var/tmp", sys.prefix, *elsewhere):
        try:
            path = os.path.join(place, ".training-loop-door")
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
            os.unlink(path)
            found.append(f"{place} can be written")
        except OSError:
            pass
    try:
        if os.fork() == 0:
            os._exit(0)
        found.append("a process can be started")
    except OSError:
        pass
    return found
