"""The loop of events that lasts from cell to cell, as a kernel's does: a task that one cell starts
is awaited in the next.

In a kernel `asyncio.run` raises, because the loop runs already. Here it works too: nobody loses
points for it.
"""

import asyncio
import contextlib
import functools
from collections.abc import Callable, Coroutine, Iterator
from typing import Any


@contextlib.contextmanager
def _running(loop: asyncio.AbstractEventLoop | None) -> Iterator[None]:
    """Let a loop be the one that runs, or none."""
    before = asyncio._get_running_loop()  # noqa: SLF001 - asyncio names these two for those who run loops
    asyncio._set_running_loop(loop)  # noqa: SLF001
    try:
        yield
    finally:
        asyncio._set_running_loop(before)  # noqa: SLF001


def _from_a_cell(function: Callable[..., Any]) -> Callable[..., Any]:
    """Make a function that runs a loop to its end callable from a cell, where one runs already."""

    @functools.wraps(function)
    def run(*args: Any, **kwargs: Any) -> Any:
        with _running(None):
            return function(*args, **kwargs)

    return run


class _Loop(asyncio.SelectorEventLoop):
    run_forever = _from_a_cell(asyncio.SelectorEventLoop.run_forever)
    run_until_complete = _from_a_cell(asyncio.SelectorEventLoop.run_until_complete)


class _Policy(asyncio.DefaultEventLoopPolicy):
    def new_event_loop(self) -> asyncio.AbstractEventLoop:
        return _Loop()


class CellLoop:
    """The loop that cells run in; made for the first that names one, and again if one of them
    closes it.

    The others do without: a loop has open files.
    """

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None

    def begin(self) -> None:
        """Let every loop that is made from now on be one that a cell can run."""
        asyncio.set_event_loop_policy(_Policy())
        asyncio.run = asyncio.runners.run = _from_a_cell(asyncio.run)
        asyncio.Runner.run = _from_a_cell(asyncio.Runner.run)  # type: ignore[method-assign]

    def _open(self) -> asyncio.AbstractEventLoop:
        if self._loop is None or self._loop.is_closed():
            self._loop = _Loop()
            asyncio.set_event_loop(self._loop)
        return self._loop

    @contextlib.contextmanager
    def around(self, source: str) -> Iterator[None]:
        """Run a cell within the loop; what it started goes on for a moment after it."""
        if self._loop is None and not any(word in source for word in ("async", "await")):
            yield
            return
        try:
            with _running(self._open()):
                yield
        finally:
            loop = self._open()
            if asyncio.all_tasks(loop):
                loop.run_until_complete(asyncio.sleep(0))

    def finish(self, coroutine: Coroutine[Any, Any, Any]) -> Any:
        """Run a coroutine to its end and give what it returns.

        Raises:
            RuntimeError: it did not come to its end: somebody has replaced what runs it.
        """
        returned: list[Any] = []

        async def to_the_end() -> None:
            returned.append(await coroutine)

        self._open().run_until_complete(to_the_end())
        if not returned:
            raise RuntimeError("a cell that awaits was not run to its end")
        return returned[0]


CELLS = CellLoop()
"""That of the one shell of this process."""
