"""A filter in the kernel that lets this process make only the system calls that computing needs."""

import ctypes
import errno
import os
from collections.abc import Iterable
from functools import lru_cache

from grader.engine.sandbox import linux, syscalls

_ALLOW, _KILL = 0x7FFF0000, 0x80000000
_LOAD, _EQUAL, _ANY_BIT, _AND, _RETURN = 0x20, 0x15, 0x45, 0x54, 0x06
_ARCHITECTURE = 0xC00000B7 if linux.ARM else 0xC000003E
_NUMBER_AT, _ARCHITECTURE_AT, _ARGUMENTS_AT = 0, 4, 16

_CLONE_THREAD, _CLONE_NEW = 0x10000, 0x7E020000
_O_TRUNC, _O_ACCMODE, _O_NAMELESS = 0o1000, 0o3, 0o20000000
# Name a thread or a piece of memory, read own properties. Not PR_SET_PDEATHSIG: it ties this
# process to its parent.
_PRCTL = (3, 15, 16, 21, 23, 27, 30, 39, 0x53564D41)
# How much can be read, whether it is a terminal and how wide, waiting or not, closed by exec.
_IOCTL = (0x541B, 0x5401, 0x802C542A, 0x5413, 0x5421, 0x5450, 0x5451)
# Copies of a descriptor, its flags, the size of a pipe. Not leases, owners and signals of files:
# they reach whoever else opens the file.
_FCNTL = (0, 1, 2, 3, 4, 1030, 1032)
# Locks: nobody else works on a submission's files, so they are always granted and never seen by
# others.
_LOCKS = (6, 7, 37, 38)
# How memory will be used, and whether it is needed. Not merging pages with others' (12), nor taking
# them from others (20, 21).
_MADVISE = (0, 1, 2, 3, 4, 8, 10, 11, 14, 15, 16, 17, 18, 19, 22, 23)
# Not huge pages, which the machine has few of, nor pages that cannot be taken back.
_MMAP = 0x1 | 0x2 | 0x10 | 0x20 | 0x100 | 0x800 | 0x1000 | 0x4000 | 0x8000 | 0x10000 | 0x20000
_MMAP |= 0x100000
_FIRST = 1  # the number of the first process of a namespace
_AF_UNIX, _SOCK_STREAM, _SOCK_FLAGS = 1, 1, 0o2004000


class _Instruction(ctypes.Structure):
    _fields_ = [
        ("code", ctypes.c_uint16),
        ("jt", ctypes.c_uint8),
        ("jf", ctypes.c_uint8),
        ("k", ctypes.c_uint32),
    ]


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_uint16), ("filter", ctypes.POINTER(_Instruction))]


Code = list[tuple[int, int, int, int]]


def _answer(number: int) -> Code:
    """End the call with an error number; 0 pretends success."""
    return [(_RETURN, 0, 0, 0x00050000 | number)]


_REFUSE = _answer(errno.EPERM)
_PASS: Code = [(_RETURN, 0, 0, _ALLOW)]


def _argument(index: int) -> Code:
    # The low half is enough: the kernel reads each argument that is looked at here as a 32-bit
    # number.
    return [(_LOAD, 0, 0, _ARGUMENTS_AT + 8 * index)]


def _when(number: int, body: Code) -> Code:
    return [(_EQUAL, 0, len(body), number), *body]


def _only(index: int, values: Iterable[int]) -> Code:
    return _argument(index) + [step for value in values for step in _when(value, _PASS)] + _REFUSE


def _masked(index: int, mask: int, value: int, then: Code, otherwise: Code) -> Code:
    return [*_argument(index), (_AND, 0, 0, mask), *_when(value, then), *otherwise]


def _no_bit(index: int, bits: int, otherwise: Code) -> Code:
    return [*_argument(index), (_ANY_BIT, 0, len(_REFUSE), bits), *_REFUSE, *otherwise]


def _fcntl() -> Code:
    granted = [step for value in _LOCKS for step in _when(value, _answer(0))]
    return _argument(1) + granted + _only(1, _FCNTL)


def _clone(processes: bool) -> Code:
    refuse_new = [(_ANY_BIT, 0, 1, _CLONE_NEW), *_REFUSE]
    if processes:
        return _argument(0) + refuse_new + _PASS
    return _argument(0) + refuse_new + [(_ANY_BIT, 0, 1, _CLONE_THREAD), *_PASS, *_REFUSE]


def _checked(private: bool, processes: bool, me: int) -> dict[str, Code]:
    """What the calls of the group CHECKED may be asked to do."""
    # Emptying a file that is opened for reading: old Landlock versions do not see it, and nothing
    # honest does it.
    no_emptying = (_O_TRUNC | _O_ACCMODE, _O_TRUNC, _REFUSE, _PASS)
    own = _PASS if private else _only(0, [me])
    # A file without a name is counted on rung 1 alone, by its file system; so is one that is on its
    # way in a message.
    named = 0 if private else _O_NAMELESS
    message = _PASS if private else _REFUSE
    pair = _masked(1, ~_SOCK_FLAGS & 0xFFFFFFFF, _SOCK_STREAM, _PASS, _REFUSE)
    return {
        "open": _no_bit(1, named, _masked(1, *no_emptying)),
        "openat": _no_bit(2, named, _masked(2, *no_emptying)),
        "clone": _clone(processes),
        "kill": own,
        "tgkill": own,
        "prlimit64": _only(0, [0, me]),
        "sched_setaffinity": _only(0, [0, me]),
        "prctl": _only(0, _PRCTL),
        "ioctl": _only(1, _IOCTL),
        "fcntl": _fcntl(),
        "flock": _answer(0),
        "madvise": _only(2, _MADVISE),
        "mmap": _no_bit(3, ~_MMAP & 0xFFFFFFFF, _PASS),
        "sendmsg": message,
        "sendmmsg": message,
        # Datagram pairs could be pointed at any named socket of the machine, stream pairs cannot.
        "socketpair": _PASS if processes else pair,
        "truncate": _PASS if private else _REFUSE,
    }


@lru_cache
def _filter(private: bool, processes: bool, me: int) -> ctypes.Array[_Instruction]:
    """The filter.

    Args:
        private: Whether this process has its own processes and its own files (rung 1).
        processes: Whether it may start others.
        me: Its number.
    """
    code: Code = [
        (_LOAD, 0, 0, _ARCHITECTURE_AT),
        (_EQUAL, 1, 0, _ARCHITECTURE),
        (_RETURN, 0, 0, _KILL),
    ]
    code += [(_LOAD, 0, 0, _NUMBER_AT)]
    process_rules = dict.fromkeys(syscalls.PROCESS, _PASS if processes else _REFUSE)
    if processes:
        process_rules["socket"] = _only(0, [_AF_UNIX])
    rules: list[tuple[dict[str, int], dict[str, Code]]] = [
        (syscalls.ALWAYS, dict.fromkeys(syscalls.ALWAYS, _PASS)),
        (syscalls.CHECKED, _checked(private, processes, me)),
        (syscalls.PROCESS, process_rules),
        (syscalls.MODES, dict.fromkeys(syscalls.MODES, _PASS if private else _answer(0))),
        (syscalls.MARKS, dict.fromkeys(syscalls.MARKS, _REFUSE)),
        (syscalls.REFUSED, dict.fromkeys(syscalls.REFUSED, _REFUSE)),
    ]
    for numbers, bodies in rules:
        for name, number in numbers.items():
            code += _when(number, bodies[name])
    code += _answer(errno.ENOSYS)
    return (_Instruction * len(code))(*(_Instruction(*step) for step in code))


def prepare(processes: bool) -> None:
    """Write the filter of a private process before there is one: in each, it would take as long as
    the fork.
    """
    _filter(True, processes, _FIRST)


def restrict(private: bool, processes: bool) -> None:
    """Let this process, and all that it starts, make only the calls of syscalls.py from now on.

    Args:
        private: Whether it has its own processes and its own files (rung 1); if not, calls that
            could change those of others are refused as well.
        processes: Whether it may start others.

    Raises:
        OSError: If the kernel does not take the filter.
    """
    instructions = _filter(private, processes, os.getpid())
    linux.prctl(linux.PR_SET_NO_NEW_PRIVS, 1, what="no new privileges")
    linux.prctl(
        linux.PR_SET_SECCOMP, 2, _Program(len(instructions), instructions), what="seccomp filter"
    )
