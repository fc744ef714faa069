"""A process that has imported the grader, and becomes `grader COMMAND…` in a fork for each order
that it reads.

Nobody waits for imports, and each grader is still a process of its own, with workers that are
started as ever. Those import this module once more, so it imports little itself.
"""

import json
import os
import resource
import signal
import sys
import tempfile
from typing import Any

from tests.engine.faults.dying import arm

FILES = "said", "errors"


def orders() -> dict[str, Any]:
    """Fork for each order that comes, and tell how the fork ended; gives the order in the fork,
    never in this process.

    An order says the command's words, the course, the files for what is said on each channel,
    variables of the environment, where to end (see dying.POINTS) by which signal, and the size in
    bytes beyond which no file may grow; 0 for no limit.
    """
    for line in sys.stdin:
        if (pid := os.fork()) == 0:
            order: dict[str, Any] = json.loads(line)
            return order
        print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)
    sys.exit()


def become(order: dict[str, Any]) -> None:
    """Make this process one that was started in the course."""
    os.chdir(order["course"])
    os.environ.update(order["environment"])
    tempfile.tempdir = None  # found anew, from the environment
    said, errors = (os.open(order[file], os.O_CREAT | os.O_WRONLY | os.O_APPEND) for file in FILES)
    for source, target in [(os.open(os.devnull, os.O_RDONLY), 0), (said, 1), (errors, 2)]:
        os.dup2(source, target)
    signal.signal(signal.SIGINT, signal.default_int_handler)  # tests may run in the background
    sys.argv = ["grader", *order["command"]]
    if order["point"]:
        arm(order["point"], order["by"])
    if size := order["largest_file"]:
        # Python may keep what it compiled cut short where the disk is full (mended in 3.13).
        sys.dont_write_bytecode = True
        os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


if __name__ == "__main__":
    from grader import autograde, cli  # noqa: F401 - what it would import later

    become(orders())
    cli.main()
