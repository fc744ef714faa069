"""Temporary folders for submissions: made, emptied whatever is in them, and swept up after a run
that was killed.
"""

import os
import platform
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from grader.engine.outside import usage


def _prefix() -> str:
    return f"grading-{platform.node()}-"


def make() -> str:
    """Make a temporary folder that says which process of which machine it belongs to."""
    return tempfile.mkdtemp(prefix=f"{_prefix()}{os.getpid()}-")


def sweep() -> None:
    """Remove the folders of processes of this machine that have ended without doing so."""
    for path in Path(tempfile.gettempdir()).glob(f"{_prefix()}*"):
        owner = path.name.removeprefix(_prefix()).partition("-")[0]
        if owner.isdigit() and not _runs(int(owner)):
            with suppress(OSError):  # somebody else's
                remove(str(path))


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return not usage.has_ended(process)


def remove(folder: str) -> None:
    """Remove a folder that a submission wrote to, whatever it did to permissions and however deep
    it nested.
    """
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
                # A path could be longer than the system allows, so each folder is emptied from the
                # top: what it holds is moved up beside it.
                os.chmod(name, 0o700, dir_fd=top)
                inner = os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=top)
                for child in os.listdir(inner):
                    if _is_folder(child, inner):
                        os.chmod(child, 0o700, dir_fd=inner)
                        moved += 1
                        os.rename(
                            child,
                            f"{moved}-{Path(folder).name[-8:]}",
                            src_dir_fd=inner,
                            dst_dir_fd=top,
                        )
                    else:
                        os.unlink(child, dir_fd=inner)
                os.close(inner)
                os.rmdir(name, dir_fd=top)
    finally:
        os.close(top)
    Path(folder).rmdir()


def _is_folder(name: str, inside: int) -> bool:
    return stat.S_ISDIR(os.stat(name, dir_fd=inside, follow_symlinks=False).st_mode)
