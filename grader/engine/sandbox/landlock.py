"""Landlock: which files this process may open, kept by the kernel (Linux 5.13 and newer).

Source: https://docs.kernel.org/userspace-api/landlock.html
"""

import ctypes
import os
import stat
from collections.abc import Iterable

from grader.engine.sandbox import linux

_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
_MAKE_CHAR, _MAKE_BLOCK = 1 << 6, 1 << 11
_REFER, _TRUNCATE, _IOCTL = 1 << 13, 1 << 14, 1 << 15
_READ = _EXECUTE | _READ_FILE | _READ_DIR
_ON_FILES = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE | _IOCTL
_NEVER = _MAKE_CHAR | _MAKE_BLOCK | _IOCTL


class _Ruleset(ctypes.Structure):
    _fields_ = [
        ("files", ctypes.c_uint64),
        ("network", ctypes.c_uint64),
        ("scope", ctypes.c_uint64),
    ]


class _Rule(ctypes.Structure):
    _pack_ = 1
    _layout_ = "ms"
    _fields_ = [("access", ctypes.c_uint64), ("parent", ctypes.c_int32)]


def version() -> int:
    """The kernel's Landlock version (its ABI); 0 where it has none or has it switched off."""
    try:
        return linux.syscall(linux.SYS_LANDLOCK_CREATE_RULESET, None, 0, 1, what="landlock version")
    except OSError:
        return 0


def _all_rights(abi: int) -> int:
    rights = (1 << 13) - 1
    return (
        rights
        | (_REFER if abi >= 2 else 0)
        | (_TRUNCATE if abi >= 3 else 0)
        | (_IOCTL if abi >= 5 else 0)
    )


def _allow(ruleset: int, path: str, rights: int) -> None:
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:  # what is not there needs no permission
        return
    try:
        if not stat.S_ISDIR(os.fstat(descriptor).st_mode):
            rights &= _ON_FILES
        rule = _Rule(access=rights, parent=descriptor)
        linux.syscall(
            linux.SYS_LANDLOCK_ADD_RULE, ruleset, 1, rule, 0, what=f"landlock rule for {path}"
        )
    finally:
        os.close(descriptor)


def restrict(readable: Iterable[str], writable: Iterable[str], devices: Iterable[str]) -> None:
    """Let this process, and all that it starts, open nothing but this from now on.

    Args:
        readable: Files and folders to read and to run, with all that is below them.
        writable: Folders to do anything in.
        devices: Device files to read and to write.

    Raises:
        OSError: If the kernel has no Landlock or does not take the rules.
    """
    abi = version()
    rights = _all_rights(abi)
    # Version 4 added TCP, version 6 abstract sockets and signals to processes outside.
    ruleset_rules = _Ruleset(files=rights, network=3, scope=3)
    size = 24 if abi >= 6 else 16 if abi >= 4 else 8
    what = "landlock rules"
    ruleset = linux.syscall(linux.SYS_LANDLOCK_CREATE_RULESET, ruleset_rules, size, 0, what=what)
    try:
        for path in readable:
            _allow(ruleset, path, _READ)
        for path in writable:
            _allow(ruleset, path, rights & ~_NEVER)
        for path in devices:
            _allow(ruleset, path, (_READ_FILE | _WRITE_FILE | _TRUNCATE) & rights)
        linux.prctl(linux.PR_SET_NO_NEW_PRIVS, 1, what="no new privileges")
        linux.syscall(linux.SYS_LANDLOCK_RESTRICT_SELF, ruleset, 0, what=what)
    finally:
        os.close(ruleset)
