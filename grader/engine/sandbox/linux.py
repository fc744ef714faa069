"""The few Linux system calls that Python has no function for, through ctypes."""

import ctypes
import os
import platform
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
_PATIENCE = 30.0
"""Seconds to wait for room for another process: somebody else's may take it all for a moment."""

_libc = ctypes.CDLL(None, use_errno=True)

ARM = platform.machine() in ("aarch64", "arm64")
# Calls added since 2019 have the same number on every architecture.
SYS_LANDLOCK_CREATE_RULESET = 444
SYS_LANDLOCK_ADD_RULE = 445
SYS_LANDLOCK_RESTRICT_SELF = 446
SYS_MOUNT_SETATTR = 442
SYS_PIVOT_ROOT = 41 if ARM else 155
SYS_CAPSET = 91 if ARM else 126

CLONE_NEWNS = 0x00020000
CLONE_NEWUTS = 0x04000000
CLONE_NEWIPC = 0x08000000
CLONE_NEWUSER = 0x10000000
CLONE_NEWPID = 0x20000000
CLONE_NEWNET = 0x40000000

MS_NOSUID, MS_NODEV, MS_BIND, MS_REC, MS_PRIVATE = 2, 4, 4096, 16384, 1 << 18
MNT_DETACH = 2
AT_FDCWD, AT_RECURSIVE = -100, 0x8000
MOUNT_ATTR_RDONLY, MOUNT_ATTR_NOSUID = 1, 2

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_SECCOMP, PR_CAPBSET_DROP = 1, 4, 22, 24
PR_SET_NO_NEW_PRIVS, PR_CAP_AMBIENT = 38, 47
PR_CAP_AMBIENT_CLEAR_ALL = 4


def _raise(what: str) -> None:
    number = ctypes.get_errno()
    raise OSError(number, f"{what}: {os.strerror(number)}")


def when_there_is_room(start: Callable[[], T]) -> T:
    """Start a process, later if the system has no room for it now.

    Raises:
        BlockingIOError: There is none for half a minute.
    """
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            return start()
        except BlockingIOError:
            if time.monotonic() > until:
                raise
        time.sleep(0.2)


def syscall(
    number: int,
    *args: int | bytes | ctypes.Structure | ctypes.Array[ctypes.c_char] | None,
    what: str,
) -> int:
    """Make one system call.

    Args:
        number: The call's number on this architecture.
        *args: Integers, byte strings, structures (passed by reference) or None for a null pointer.
        what: What was attempted, for the error.

    Returns:
        What the kernel returned.

    Raises:
        OSError: With the kernel's error and `what`.
    """
    converted: list[object] = []
    for arg in args:
        if isinstance(arg, int):
            converted.append(ctypes.c_long(arg))
        elif isinstance(arg, (ctypes.Structure, ctypes.Array)):
            converted.append(ctypes.byref(arg))
        else:
            converted.append(arg)
    result = int(_libc.syscall(ctypes.c_long(number), *converted))
    if result < 0:
        _raise(what)
    return result


def prctl(option: int, *args: int | ctypes.Structure, what: str) -> None:
    """Set a property of this process; see prctl(2).

    Raises:
        OSError: With the kernel's error and `what`.
    """
    full = [*args, 0, 0, 0, 0][:4]
    converted = [
        ctypes.byref(a) if isinstance(a, ctypes.Structure) else ctypes.c_ulong(a) for a in full
    ]
    if _libc.prctl(ctypes.c_int(option), *converted) < 0:
        _raise(what)


def unshare(flags: int, what: str) -> None:
    """Leave namespaces; see unshare(2) (os.unshare needs Python 3.12).

    Raises:
        OSError: With the kernel's error and `what`.
    """
    if _libc.unshare(ctypes.c_int(flags)) < 0:
        _raise(what)


def setns(descriptor: int, kind: int, what: str) -> None:
    """Join a namespace by its descriptor; see setns(2) (os.setns needs Python 3.12).

    Raises:
        OSError: With the kernel's error and `what`.
    """
    if _libc.setns(ctypes.c_int(descriptor), ctypes.c_int(kind)) < 0:
        _raise(what)


def mount(
    source: str, target: str, kind: str | None, flags: int, options: str | None = None
) -> None:
    """Mount a file system; see mount(2).

    Raises:
        OSError: With the kernel's error and the target.
    """
    encoded = [
        None if text is None else os.fsencode(text) for text in (source, target, kind, options)
    ]
    if _libc.mount(encoded[0], encoded[1], encoded[2], ctypes.c_ulong(flags), encoded[3]) < 0:
        _raise(f"mount {kind or 'bind'} on {target}")


def unmount(target: str) -> None:
    """Detach a mount and everything below it, now or when its last user is gone.

    Raises:
        OSError: With the kernel's error and the target.
    """
    if _libc.umount2(os.fsencode(target), ctypes.c_int(MNT_DETACH)) < 0:
        _raise(f"unmount {target}")


class _MountAttributes(ctypes.Structure):
    _fields_ = [
        (name, ctypes.c_uint64) for name in ("attr_set", "attr_clr", "propagation", "userns_fd")
    ]


def make_read_only(target: str) -> None:
    """Make a mount and all mounts below it read-only and without set-user-id programs (Linux 5.12).

    Raises:
        OSError: With the kernel's error and the target.
    """
    attributes = _MountAttributes(attr_set=MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID)
    size = ctypes.sizeof(attributes)
    syscall(
        SYS_MOUNT_SETATTR,
        AT_FDCWD,
        os.fsencode(target),
        AT_RECURSIVE,
        attributes,
        size,
        what=f"protect {target}",
    )


class _CapHeader(ctypes.Structure):
    _fields_ = [("version", ctypes.c_uint32), ("pid", ctypes.c_int)]


class _CapData(ctypes.Structure):
    _fields_ = [(name, ctypes.c_uint32) for name in ("e0", "p0", "i0", "e1", "p1", "i1")]


def drop_capabilities() -> None:
    """Give up every capability of this process, for good.

    Raises:
        OSError: With the kernel's error.
    """
    for capability in range(64):
        try:
            prctl(PR_CAPBSET_DROP, capability, what="bounding set")
        except OSError:  # not a capability of this kernel, or none to drop
            break  # the sets below are emptied in any case
    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, what="ambient capabilities")
    header = _CapHeader(version=0x20080522, pid=0)
    syscall(SYS_CAPSET, header, _CapData(), what="capabilities")
