"""Does what a submission's process is for: runs its cells, and answers what tests ask of it."""

import os
import random
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from grader.engine.inside import shell, test_cells
from grader.engine.inside.answering import Answers
from grader.engine.inside.ending import message_of
from grader.engine.inside.life import Do, Exchange, Message
from grader.engine.inside.shell import Shell
from grader.engine.inside.test_cells import Pristine
from grader.engine.protocol import wire
from grader.engine.protocol.limits import Limits
from grader.engine.sandbox.rungs import Cage

Observe = Callable[[dict[str, Any], Any], Any]
_own_modules: tuple[str, ...] = ()


def note_own_modules() -> None:
    """Remember which modules are the engine's: looking through all of them takes more than a
    millisecond in a process that was just forked, since each look writes to a page that is shared.
    """
    global _own_modules  # noqa: PLW0603 - one fact about the warm process, for all its children
    _own_modules = tuple(name for name in sys.modules if name.partition(".")[0] == "grader")


def _settle(folder: str) -> None:
    """Make the submission's folders and go there."""
    work = os.path.join(folder, "work")
    os.makedirs(work, exist_ok=True)
    _name({"TMPDIR": folder, "USER": "student", "LOGNAME": "student"})
    _go_to(work)
    sys.argv = [""]
    random.seed(0)
    np.random.seed(0)


def _go_to(work: str) -> None:
    os.chdir(work)
    _name({"HOME": work, "PWD": work})
    sys.path.insert(0, work)


def _name(values: dict[str, str]) -> None:
    """Set variables of the environment: one by one, since `update` asks what kind of mapping it is
    given, which takes half a millisecond in a process that was just forked.
    """
    for name, value in values.items():
        os.environ[name] = value


class Submission:
    """Begins a submission's life, with what the warm process has ready for it."""

    def __init__(self, warm: Shell, pristine: Pristine, observe: Observe) -> None:
        """Keep the tools.

        Args:
            warm: the warm shell.
            pristine: the picture of an untouched Python.
            observe: looks at what the submission has defined.
        """
        self._tools = (warm, pristine, observe)

    def __call__(self, cage: Cage, limits: Limits, exchange: Exchange) -> Do:
        """Settle in the submission's folder."""
        _settle(cage.folder)
        self._tools[1].watch()
        steps = _Steps(limits, self._tools)
        for name in _own_modules:
            del sys.modules[name]
        return steps.do


class _Steps:
    """What can be asked of this process, step by step."""

    def __init__(
        self,
        limits: Limits,
        tools: tuple[Shell, Pristine, Observe],
    ) -> None:
        self._limits = limits
        self._warm, self._pristine, self._observe = tools
        self._answers = Answers(self._pristine, shell.CAPTURE, self._warm.user_ns)

    def do(self, message: Message) -> Message:
        """Do what one message asks for."""
        steps: dict[str, Callable[[Message], Message]] = {
            "files": self._files,
            "cell": self._cell,
            "test": self._test,
            "observe": lambda asked: _observe(self._warm, self._observe, asked),
            "rescue": self._rescue,
            "begin": self._answers.begin,
            "answer": self._answers.answer,
            "end": self._answers.end,
        }
        return steps[message["do"]](message)

    def _files(self, message: Message) -> Message:
        _enter(message["folder"])
        self._pristine.forget(message["forget"])
        shell.begin(self._warm, processes=self._limits.processes > 0)
        return _write_files(message["files"])

    def _rescue(self, message: Message) -> Message:
        shell.rescue(self._warm, message["rescue"])
        return {}

    def _cell(self, message: Message) -> Message:
        passed = shell.run(self._warm, message["source"], self._limits.output)
        capture = shell.CAPTURE
        outputs, left_out = capture.finished(), capture.left_out
        if not passed:
            shell.rescue(self._warm, message["rescue"])
        return {"passed": passed, "outputs": outputs, "left_out": left_out}

    def _test(self, message: Message) -> Message:
        names, capture = self._warm.user_ns, shell.CAPTURE
        if type(names) is not dict:  # its own methods would run within the test
            names = dict(dict.items(names))
        try:
            passed, value = test_cells.run(
                self._pristine,
                capture,
                names,
                message["code"],
                label=message["label"],
                about=message["about"],
                room=self._limits.output,
            )
        except test_cells.Strangers as why:
            return {"passed": False, "refused": str(why), "outputs": []}
        outputs, left_out = capture.finished(), capture.left_out
        if not passed:
            shell.rescue(self._warm, message["rescue"])
        return {"passed": passed, "value": value, "outputs": outputs, "left_out": left_out}


def _observe(warm: Shell, observe: Observe, message: Message) -> Message:
    shell.CAPTURE.start(0)
    try:
        data = observe(warm.user_ns, message["request"])
        wire.pack(data)
    except BaseException as error:  # noqa: BLE001 - the submission chose what to raise
        return {"error": f"{type(error).__name__}: {message_of(error)}"}
    return {"data": data}


def _enter(folder: str) -> None:
    """Go into a folder that is called as in the course."""
    work = os.getcwd()
    named = os.path.join(os.path.dirname(work), folder)
    if not os.path.exists(named):
        os.rename(work, named)
        _go_to(named)
        sys.path.remove(work)


def _write_files(files: dict[str, bytes]) -> Message:
    for name, content in files.items():
        place = Path(name)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    return {}
