"""The warm process: imports all that notebooks need, once, and becomes a fresh child for each
submission. Before that it leaves behind a second one, with what test cells need alone: its children
run these apart from the submissions, and cost a third of what the others cost.

Started by warm_process.py as `python -m grader.engine.inside.zygote DESCRIPTOR DESCRIPTOR`;
trusted, and never runs a submission's code itself (except on rung 3, where it serves for one
submission only).
"""

import contextlib
import fcntl
import gc
import importlib
import os
import select
import signal
import socket
import sys
from dataclasses import asdict, replace
from typing import Any, NoReturn

from grader.engine.inside import apart, life
from grader.engine.inside.life import Begin
from grader.engine.protocol import wire
from grader.engine.protocol.limits import Limits
from grader.engine.sandbox import linux, namespaces, rungs
from grader.engine.sandbox.rungs import Cage

_MOST = 1 << 24
_SAFE_DESCRIPTOR = 10
"""Away from 3 and 4, which each child gives to its pipes."""
# NumPy loads the first on its first use, which would be in every child; test cells use the others,
# and test_cells.py can only put back what was there before the submission.
_USUAL = ("numpy.random", "numpy.linalg", "numpy.fft", "numpy.testing", "unittest", "unittest.mock")


def _receive(control: socket.socket, descriptors: int = 0) -> tuple[Any, list[int]]:
    """One message and the descriptors that come with it; ends this process when the other side is
    gone.
    """
    head, received, _, _ = socket.recv_fds(control, 4, descriptors)
    if len(head) < 4:
        os._exit(0)
    body = wire.read_frame(_after(head, control), _MOST)
    if body is None:
        os._exit(0)
    return wire.unpack(body), received


def _after(head: bytes, control: socket.socket) -> Any:
    pending = [head]
    return lambda size: pending.pop() if pending else control.recv(size)


def _send(
    control: socket.socket, message: dict[str, Any], descriptors: list[int] | None = None
) -> None:
    socket.send_fds(control, [wire.frame(wire.pack(message))], descriptors or [])


def _own_namespaces(control: socket.socket, second: socket.socket) -> int:
    """Go on as the first process of a new process namespace; returns the descriptor of that
    namespace.
    """
    namespaces.leave()
    _send(control, {"left": True})
    _receive(control)  # the other side has named our users
    if (child := os.fork()) > 0:
        control.close()
        second.close()
        _, status = os.waitpid(child, 0)
        os._exit(os.waitstatus_to_exitcode(status) & 0xFF)
    linux.prctl(linux.PR_SET_PDEATHSIG, signal.SIGKILL, what="end with the parent")
    return os.open("/proc/self/ns/pid", os.O_RDONLY | os.O_CLOEXEC)


def _warm_up(preload: list[str], observe: str, *, figures: bool) -> Begin:
    """Import what notebooks need; gives what begins a submission's life."""
    from grader.engine.inside import plot_settings, shell, submission, test_cells

    for name in (*_USUAL, *(["matplotlib.pyplot"] if figures else preload)):
        importlib.import_module(name)
    if figures:
        plot_settings.keep_aside(preload, importlib.import_module)
    module, _, function = observe.rpartition(".")
    watch = getattr(importlib.import_module(module), function)
    begin = submission.Submission(shell.make_shell(figures=figures), test_cells.Pristine(), watch)
    rungs.note_size()
    submission.note_own_modules()
    return begin


def _fork(cage: Cage, own_processes: int | None) -> int:
    """Fork a child, on rung 1 as the first process of a namespace of its own; returns like
    os.fork.
    """
    if own_processes is None:
        return linux.when_there_is_room(os.fork)
    linux.unshare(linux.CLONE_NEWPID, what="process namespace")
    pid = linux.when_there_is_room(os.fork)
    if pid > 0:  # the next child must not land in this one's namespace
        linux.setns(own_processes, linux.CLONE_NEWPID, what="own process namespace")
    return pid


def _check_doors(cage: Cage, own_processes: int | None, secret: str) -> list[str]:
    """Shut a child in and let it try what must not be possible; returns what was."""
    read, write = os.pipe()
    pid = _fork(cage, own_processes)
    if pid == 0:
        try:
            rungs.shut_in(cage, Limits())
            found = rungs.open_doors(secret, cage.folder)
        except BaseException as error:  # noqa: BLE001 - every failure is an open door
            found = [f"{error}"]
        os.write(write, wire.pack(found))
        os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as answer:
        data = answer.read()
    os.waitpid(pid, 0)
    return list(wire.unpack(data)) if data else ["the first child did not start"]


def _wait(control: socket.socket, pid: int) -> int:
    """Wait for the child, or end it and this process when the other side is gone."""
    ended = os.pidfd_open(pid) if sys.platform == "linux" else -1
    poll = select.poll()
    poll.register(ended, select.POLLIN)
    poll.register(control, select.POLLIN)
    while not any(descriptor == ended for descriptor, _ in poll.poll()):
        if not control.recv(1, socket.MSG_PEEK):
            os.kill(pid, signal.SIGKILL)
            os._exit(0)
        poll.unregister(control)
    os.close(ended)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def _leave_second(second: socket.socket, cage: Cage, own_processes: int | None) -> None:
    """Leave a process behind that forks children for what is run apart from submissions: they have
    no folder, and nothing that they may write to.
    """
    if linux.when_there_is_room(os.fork) > 0:
        return
    linux.prctl(linux.PR_SET_PDEATHSIG, signal.SIGKILL, what="end with the parent")
    _freeze()
    order, _ = _receive(second)  # by then its parent has hidden all files that are not to be seen
    doors = _check_doors(cage, own_processes, order["secret"])
    _send(second, {"ready": not doors, "doors": doors})
    _serve(second, cage, own_processes, apart.begin)


def _load(names: list[str]) -> None:
    """Import libraries that are not always needed; one that is not there the test cell misses."""
    for name in names:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    _freeze()


def _freeze() -> None:
    """Let children share what is there now."""
    gc.collect()  # closes files that nobody uses any more
    gc.freeze()


def _serve(control: socket.socket, cage: Cage, own_processes: int | None, begin: Begin) -> NoReturn:
    """Fork a child for each job until the other side closes the socket."""
    # What was compiled until here is kept, which halves the next start; children keep nothing.
    sys.dont_write_bytecode = True
    while True:
        job, pipes = _receive(control, 3)
        if "load" in job:
            _load(job["load"])
            continue
        job_end, result_end, log_end = pipes
        mine = Cage(cage.rung, cage.readable, job["folder"])
        arguments = (mine, Limits(**job["limits"]), job["nonce"], begin)
        if cage.rung == 3:
            _send(control, {"started": True})
            control.close()
            life.take_descriptors(job_end, result_end, log_end, close_others=False)
            life.live(*arguments)
        pid = _fork(mine, own_processes)
        if pid == 0:
            life.take_descriptors(job_end, result_end, log_end)
            life.live(*arguments)
        for pipe in pipes:
            os.close(pipe)
        handle = os.pidfd_open(pid)
        _send(control, {"started": True}, [handle])
        os.close(handle)
        _send(control, {"ended": _wait(control, pid)})


def main(control: socket.socket, second: socket.socket) -> None:
    """Warm up, then serve.

    Args:
        control: Where children for submissions are ordered.
        second: Where those are ordered that run what is apart from them.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    life.reserve_descriptors()
    order, _ = _receive(control)
    cage = Cage(order["rung"], tuple(order["readable"]), order["folder"])
    own_processes = _own_namespaces(control, second) if cage.rung == 1 else None
    rungs.prepare_filters(cage)
    if cage.rung < 3:
        for name in apart.USUAL:
            importlib.import_module(name)
        rungs.note_size()
        _leave_second(second, replace(cage, folder=""), own_processes)
    second.close()
    begin = _warm_up(order["preload"], order["observe"], figures=order["figures"])
    _freeze()
    rungs.prepare(cage)
    doors = _check_doors(cage, own_processes, order["secret"]) if cage.rung < 3 else []
    _send(
        control,
        {"ready": not doors, "doors": doors, "isolation": asdict(rungs.describe(cage.rung))},
    )
    _serve(control, cage, own_processes, begin)


def _given(descriptor: str) -> socket.socket:
    return socket.socket(
        fileno=fcntl.fcntl(int(descriptor), fcntl.F_DUPFD_CLOEXEC, _SAFE_DESCRIPTOR)
    )


if __name__ == "__main__":
    main(*map(_given, sys.argv[1:]))
