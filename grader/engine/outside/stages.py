"""What a task in a worker process is about to do, and how long that may take: whoever watches the
process ends it past that.
"""

from collections.abc import Callable

_tell: list[Callable[[str, float, bool], None]] = []


def begin(name: str, seconds: float, *, last: bool = False) -> None:
    """Say what begins now. Nobody listens where the task runs in no process of its own.

    Args:
        name: As in "reading it took more than 60 seconds".
        seconds: How long it may take.
        last: Whether the task is nearly done, so that the next one may be sent ahead.
    """
    for tell in _tell:
        tell(name, seconds, last)


def listen(tell: Callable[[str, float, bool], None]) -> None:
    """Have somebody told of what begins."""
    _tell.append(tell)
