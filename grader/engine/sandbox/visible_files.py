"""Which part of the file system a submission may see: Python, its libraries, and what a course
names.
"""

import os
import site
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

SYSTEM = tuple(
    "/usr /lib /lib32 /lib64 /bin /sbin /nix/store /gnu/store "
    "/etc/ld.so.cache /etc/localtime /etc/fonts /etc/alternatives".split()
)
DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")


def _python() -> list[str]:
    """Where this Python and its packages live; not the folders that only PYTHONPATH names."""
    places = [sys.prefix, sys.exec_prefix, sys.base_prefix, sys.base_exec_prefix]
    user_site = site.getusersitepackages()
    return places + [
        entry for entry in sys.path if entry == user_site or entry.endswith("-packages")
    ]


def _secret() -> list[str]:
    """What lies among the libraries and is not for students: the grader with its mistakes and keys,
    and settings.
    """
    grader = str(Path(__file__).parents[2])
    settings = [
        os.path.join(prefix, "etc") for prefix in (sys.prefix, sys.base_prefix, "/usr/local")
    ]
    return [grader, *settings]


def pieces(path: str, hidden: Iterable[str]) -> Iterator[str]:
    """The largest files and folders that make up `path` without what is hidden.

    Args:
        path: A file or folder.
        hidden: Absolute real paths to leave out, with all that is below them.

    Yields:
        Paths; symbolic links among them stand for themselves, not for what they point to.
    """
    hidden = list(hidden)
    real = os.path.realpath(path)
    if any(real == secret or real.startswith(secret + os.sep) for secret in hidden):
        return
    below = [secret for secret in hidden if secret.startswith(real.rstrip(os.sep) + os.sep)]
    if os.path.islink(path) or not below:
        if os.path.lexists(path):
            yield path
        return
    try:
        names = sorted(os.listdir(path))
    except OSError:  # cannot be read by the grader either
        return
    for name in names:
        yield from pieces(os.path.join(path, name), below)


def readable(extra: Iterable[str] = (), hidden: Iterable[str] = ()) -> list[str]:
    """All that a submission may read.

    Args:
        extra: Further files and folders, for instance the course's library. One that lies inside a
            hidden folder is readable all the same.
        hidden: Further files and folders to leave out.

    Returns:
        Paths as `pieces` gives them, without repeats.
    """
    named = [os.path.abspath(path) for path in extra]
    secret = [os.path.realpath(path) for path in [*_secret(), *hidden]]
    found: dict[str, None] = {}
    for path in [*SYSTEM, *_python(), *named]:
        if not os.path.lexists(path):
            continue
        around = [s for s in secret if not os.path.realpath(path).startswith(s + os.sep)]
        for place in (path, os.path.realpath(path)):
            found.update(dict.fromkeys(pieces(place, around if path in named else secret)))
    return _without_nested(list(found))


def _without_nested(paths: list[str]) -> list[str]:
    """Leave out what lies below another path of the list."""
    chosen: list[str] = []
    for path in sorted(set(paths), key=lambda p: p.count(os.sep)):
        parents = {str(parent) for parent in Path(path).parents}
        if not parents.intersection(chosen):
            chosen.append(path)
    return chosen
