"""Linux namespaces: processes, network and a file system of its own for the worker and each
submission.

Source: namespaces(7), user_namespaces(7), pid_namespaces(7), pivot_root(2)
"""

import errno
import os
from collections.abc import Iterable
from pathlib import Path

from grader.engine.sandbox import linux

FOLDER = "/submission"
"""Where a submission's files are, in its own file system."""
STUDENT = 1000
"""The user that a submission runs as, inside its namespaces."""
_NOBODY = 65534
_REASONS = {
    errno.ENOSPC: "; user namespaces are switched off (user.max_user_namespaces)",
    errno.EPERM: "; a container or a setting of this system forbids user namespaces",
}
_ALL = (
    linux.CLONE_NEWNS
    | linux.CLONE_NEWPID
    | linux.CLONE_NEWNET
    | linux.CLONE_NEWIPC
    | linux.CLONE_NEWUTS
)


def leave() -> None:
    """Move this process into namespaces of its own; its next child is the first process there.

    Raises:
        OSError: If the kernel, or a container around this process, does not allow it.
    """
    try:
        linux.unshare(linux.CLONE_NEWUSER, what="user namespace")
    except OSError as error:
        reason = _REASONS.get(error.errno or 0, "")
        raise OSError(error.errno, f"{error.strerror}{reason}") from error
    linux.unshare(_ALL, what="namespaces for files, processes and network")


def name_users(pid: int) -> None:
    """Give a process that has called `leave` its users, from outside.

    An ordinary user becomes the student. Root stays root for setting up and has nobody as the
    student, because limits on the number of processes do not hold for root.

    Args:
        pid: The process.

    Raises:
        OSError: If the kernel does not allow it.
    """
    place = Path(f"/proc/{pid}")
    if os.geteuid() == 0:
        try:
            for table in ("uid_map", "gid_map"):
                (place / table).write_text(f"0 0 1\n{STUDENT} {_NOBODY} 1\n")
            return
        except OSError:  # root of a container without nobody: as an ordinary user, below
            if (place / "uid_map").read_text().strip():
                raise
    (place / "setgroups").write_text("deny")
    (place / "uid_map").write_text(f"{STUDENT} {os.geteuid()} 1")
    (place / "gid_map").write_text(f"{STUDENT} {os.getegid()} 1")


def _make_place(path: str, folder: bool) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    if folder:
        Path(path).mkdir(exist_ok=True)
    else:
        Path(path).touch()


def _bind(source: int, folder: bool, target: str) -> None:
    _make_place(target, folder)
    linux.mount(f"/proc/self/fd/{source}", target, None, linux.MS_BIND | linux.MS_REC)


def _etc(root: str) -> None:
    """Programs ask for the user's name."""
    Path(root, "etc").mkdir(exist_ok=True)
    Path(root, "etc/passwd").write_text(f"student:x:{STUDENT}:{STUDENT}::{FOLDER}/work:/bin/sh\n")
    Path(root, "etc/group").write_text(f"student:x:{STUDENT}:\n")


def show_only(paths: Iterable[str]) -> None:
    """Replace the whole file system of this process by a read-only one with these paths and an
    empty FOLDER.

    Args:
        paths: Files, folders and symbolic links, shown where they are.

    Raises:
        OSError: If the kernel does not allow it.
    """
    linux.mount("none", "/", None, linux.MS_REC | linux.MS_PRIVATE)
    links = {path: os.readlink(path) for path in paths if os.path.islink(path)}
    # Opened first: a source below /tmp is out of sight as soon as the new root stands there.
    sources = {path: os.open(path, os.O_PATH | os.O_CLOEXEC) for path in paths if path not in links}
    folders = {path: os.path.isdir(path) for path in sources}
    root = "/tmp"
    linux.mount("none", root, "tmpfs", linux.MS_NOSUID, "size=4m,mode=755")
    for path, source in sources.items():
        _bind(source, folders[path], root + path)
        os.close(source)
    for path, target in links.items():
        Path(root + path).parent.mkdir(parents=True, exist_ok=True)
        if not os.path.lexists(root + path):
            os.symlink(target, root + path)
    _etc(root)
    Path(root + FOLDER).mkdir(exist_ok=True)
    Path(root, "dev").mkdir(exist_ok=True)
    for link in ("/tmp", "/dev/shm"):  # shared memory counts as disk
        if not os.path.lexists(root + link):
            os.symlink(FOLDER, root + link)
    _move_root(root)


def _move_root(root: str) -> None:
    os.chdir(root)
    linux.syscall(linux.SYS_PIVOT_ROOT, b".", b".", what="pivot_root")
    linux.unmount(".")
    os.chdir("/")
    linux.make_read_only("/")


def private_folder(size: int, files: int) -> None:
    """Give this process an empty FOLDER of its own, in memory, gone with its last process.

    Args:
        size: Bytes that fit.
        files: Files and folders that fit.

    Raises:
        OSError: If the kernel does not allow it.
    """
    linux.unshare(linux.CLONE_NEWNS, what="mount namespace")
    flags = linux.MS_NOSUID | linux.MS_NODEV
    # Two inodes more for the folders that the engine makes.
    options = f"size={size},nr_inodes={files + 3},mode=700,uid={STUDENT},gid={STUDENT}"
    linux.mount("none", FOLDER, "tmpfs", flags, options)


def become_student() -> None:
    """Give up being root of the namespace, where this process is."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setresgid(STUDENT, STUDENT, STUDENT)
        os.setresuid(STUDENT, STUDENT, STUDENT)
