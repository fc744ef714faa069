"""What a submission's processes use, seen from outside."""

import os
import stat
from dataclasses import dataclass


@dataclass(frozen=True)
class Usage:
    """A look at a process and all that it has started.

    Attributes:
        cpu: Processor seconds so far.
        memory: Bytes of memory in use.
        processes: How many there are.
        threads: How many they have, together.
    """

    cpu: float
    memory: int
    processes: int
    threads: int


_TICK = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")
NOTHING = Usage(0.0, 0, 0, 0)


def usage(pid: int) -> Usage:
    """What a process and its descendants use; nothing where that cannot be seen (not Linux, or it
    has ended).
    """
    try:
        fields = _read(f"/proc/{pid}/stat").rpartition(b")")[2].split()
        children = _read(f"/proc/{pid}/task/{pid}/children").split()
        # User and system time of the process and of its children that have ended (fields 14 to 17
        # of proc(5)).
        cpu = sum(int(field) for field in fields[11:15]) / _TICK
    except (OSError, ValueError):
        return NOTHING
    threads, memory, processes = int(fields[17]), int(fields[21]) * _PAGE, 1
    for child in children:
        other = usage(int(child))
        cpu, memory, processes = cpu + other.cpu, memory + other.memory, processes + other.processes
        threads += other.threads
    return Usage(cpu, memory, processes, threads)


def has_ended(pid: int) -> bool:
    """Whether a process is dead and only waits for its parent to ask how it ended."""
    try:
        return _read(f"/proc/{pid}/stat").rpartition(b")")[2].split()[0] in (b"Z", b"X")
    except (OSError, IndexError):
        return False


def _read(path: str) -> bytes:
    """A file of /proc whole; read after every step of a submission, and pathlib takes twice as
    long.
    """
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        data = part = os.read(handle, 1 << 16)
        while part:
            data += (part := os.read(handle, 1 << 16))
        return data
    finally:
        os.close(handle)


def disk(folder: str, most_files: int) -> tuple[int, int]:
    """Bytes and number of files in a folder; stops counting a little above `most_files`."""
    total = count = 0
    pending = [folder]
    while pending and count <= most_files:
        try:
            with os.scandir(pending.pop()) as entries:
                for entry in entries:
                    count += 1
                    total += entry.stat(follow_symlinks=False).st_blocks * 512
                    if entry.is_dir(follow_symlinks=False):
                        pending.append(entry.path)
                    if count > most_files:
                        break
        except OSError:  # removed, or made unreadable, while we look
            continue
    return total, count


def without_name(pid: int) -> tuple[int, bool]:
    """Files of a process that no folder shows any more.

    Returns:
        The bytes of those that it has open, and whether it keeps one in memory that it has closed:
        nobody can say how large that is.
    """
    sizes: dict[int, int] = {}
    kept: set[int] = set()
    try:
        for number in os.listdir(f"/proc/{pid}/fd"):
            try:
                found = os.stat(f"/proc/{pid}/fd/{number}")
            except OSError:  # closed meanwhile
                continue
            if stat.S_ISREG(found.st_mode) and not found.st_nlink:
                sizes[found.st_ino] = found.st_blocks * 512
        for line in _read(f"/proc/{pid}/maps").splitlines():
            fields = line.split(maxsplit=5)
            if line.endswith(b" (deleted)") and fields[5].startswith(b"/"):
                kept.add(int(fields[4]))
    except OSError:  # it has ended
        return 0, False
    return sum(sizes.values()), not kept <= sizes.keys()
