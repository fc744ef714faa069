"""The IPython shell that a submission's own cells run in: no history, no terminal, outputs
captured.
"""

import builtins
import contextlib
import os
import sys
from collections.abc import Iterator
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.error import StdinNotImplementedError, UsageError
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Type
from traitlets.config import Config

from grader.engine.inside import plot_settings
from grader.engine.inside.capture import Capture, Stream
from grader.engine.inside.ending import message_of
from grader.engine.inside.event_loop import CELLS

CAPTURE = Capture()
"""Where the one shell of this process puts its outputs."""

_NO_COMMANDS = "Commands of the operating system are not run while grading: "


class _Publisher(DisplayPublisher):
    def publish(
        self,
        data: dict[str, Any],
        metadata: dict[str, Any] | None = None,
        source: object = None,
        *,
        transient: dict[str, Any] | None = None,
        update: bool = False,
        **kwargs: Any,
    ) -> None:
        name = (transient or {}).get("display_id")
        if update:
            CAPTURE.replace(str(name), data, metadata or {})
        else:
            CAPTURE.rich("display_data", data, metadata or {}, name=name)

    def clear_output(self, wait: bool = False) -> None:
        CAPTURE.clear()


class _Results(DisplayHook):
    def write_output_prompt(self) -> None:
        pass

    def write_format_data(
        self, format_dict: dict[str, Any], md_dict: dict[str, Any] | None = None
    ) -> None:
        CAPTURE.rich(
            "execute_result", format_dict, md_dict or {}, execution_count=self.prompt_count
        )

    def log_output(self, format_dict: dict[str, Any]) -> None:
        pass

    def finish_displayhook(self) -> None:
        self._is_active = False


class ZMQInteractiveShell(InteractiveShell):
    """IPython's shell with its outputs captured.

    It goes by the name of a kernel's shell: that is how code finds out that it is in a notebook.
    """

    display_pub_class = Type(_Publisher)
    displayhook_class = Type(_Results)

    def _showtraceback(self, etype: type[BaseException], evalue: BaseException, stb: Any) -> None:
        lines = stb if isinstance(stb, list) else str(stb).split("\n")
        CAPTURE.error(etype.__name__, message_of(evalue), [str(line) for line in lines])

    def showtraceback(self, *args: Any, **kwargs: Any) -> None:
        """Show the exception that just occurred, also one that fights back when it is printed."""
        try:
            super().showtraceback(*args, **kwargs)
        except BaseException:  # noqa: BLE001 - the exception's own methods are the submission's
            CAPTURE.error("Exception", "an exception that cannot be shown", [])

    @contextlib.contextmanager
    def _tee(self, channel: str) -> Iterator[None]:
        # IPython's own would keep a second copy of all that is printed.
        yield

    def system(self, cmd: str) -> None:
        """Stand in for `!command`: say that it is not run, and go on."""
        CAPTURE.text("stdout", f"{_NO_COMMANDS}{cmd}\n")
        self.user_ns["_exit_code"] = 1

    system_piped = system_raw = system

    def getoutput(self, cmd: str, split: bool = True, depth: int = 0) -> Any:
        """Stand in for `x = !command`: say that it is not run, and give back nothing."""
        self.system(cmd)
        return [] if split else ""

    def ask_exit(self) -> None:
        """Ignore `exit`: the cells that follow still count."""

    def enable_gui(self, gui: str | None = None) -> None:
        """Ignore requests for windows."""

    def enable_matplotlib(self, gui: str | None = None) -> tuple[str, str]:
        """Keep drawing into the notebook, whatever `%matplotlib` asks for."""
        return "inline", "inline"


Shell = ZMQInteractiveShell


def make_shell(*, figures: bool = True) -> Shell:
    """The one shell of this process, warmed up: figures, tracebacks and their libraries have been
    used once.

    Args:
        figures: whether cells may draw; those that do not are not made to wait for Matplotlib.
    """
    config = Config()
    config.HistoryManager.enabled = False
    config.HistoryManager.hist_file = ":memory:"
    config.InteractiveShell.colors = "nocolor"
    config.InteractiveShell.autoawait = True
    config.InteractiveShell.banner1 = ""
    config.IPKernelApp = Config()
    shell: Shell = Shell.instance(config=config)
    if figures:
        _warm_up_figures(shell)
    else:  # as a kernel says it to a Matplotlib that a cell imports
        os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"
    for source in ("import numpy as np\nnp.ones(2)", "%pwd\ndef f():\n    1 / 0\nf()"):
        run(shell, source, 1 << 20)
    shell.reset(new_session=True, aggressive=False)  # type: ignore[no-untyped-call]
    CAPTURE.start(0)
    return shell


_COMMANDS: dict[str, Any] = {
    "system": InteractiveShell.system_piped,
    "getoutput": InteractiveShell.getoutput,
}


def _warm_up_figures(shell: Shell) -> None:
    from grader.engine.inside import figures

    figures.draw_into(shell)
    for source in (figures.WARM_UP, "%matplotlib inline"):
        run(shell, source, 1 << 20)
    figures.stay()


def begin(shell: Shell, *, processes: bool) -> None:
    """Let a shell that was warmed up begin in the current folder, as a kernel would.

    Args:
        shell: the shell.
        processes: whether it may start any.
    """
    if processes:
        for name, function in _COMMANDS.items():
            setattr(shell, name, function.__get__(shell))
    shell.db = {}
    shell.user_ns["_dh"][:] = [os.getcwd()]
    builtins.input = _nobody_to_ask
    CELLS.begin()


def _nobody_to_ask(prompt: object = "", /) -> str:
    raise StdinNotImplementedError("nobody is there to answer while a notebook is graded")


def run(shell: Shell, source: str, room: int) -> bool:
    """Run a submission's own cell as a notebook would.

    Args:
        shell: The shell.
        source: The cell.
        room: Bytes of output to keep.

    Returns:
        Whether it ended without an exception. The outputs are in CAPTURE.
    """
    CAPTURE.start(room)
    plot_settings.make_if_named(source)
    sys.stdout, sys.stderr = Stream("stdout", CAPTURE), Stream("stderr", CAPTURE)
    try:
        with CELLS.around(source):
            result = shell.run_cell(source, store_history=True)  # type: ignore[no-untyped-call]
        error = result.error_before_exec or result.error_in_exec
    except BaseException as raised:  # noqa: BLE001 - the shell itself was tampered with, or stopped between two of its steps
        error = raised
    is_shown = any(output["output_type"] == "error" for output in CAPTURE.outputs)
    if error is not None and not is_shown and not isinstance(error, UsageError):
        CAPTURE.error(type(error).__name__, message_of(error), [])
    return error is None


def rescue(shell: Shell, parts: list[str]) -> None:
    """Run parts of a cell that has failed, each whatever became of the one before; nothing of it is
    shown.
    """
    for part in parts:
        CAPTURE.start(0)
        shell.run_cell(part, store_history=False, silent=True)  # type: ignore[no-untyped-call]
