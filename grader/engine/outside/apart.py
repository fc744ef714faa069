"""Runs a test cell by value: its calls of the submission's functions in the submission's process,
all else in one that holds none of the submission's code. What the calls are compared with never
comes near the submission.
"""

from collections.abc import Iterable
from typing import Any

from grader.engine.outside import test_code
from grader.engine.outside.attempt import Attempt, Clock
from grader.engine.protocol.job import Apart, CellStep, Step

Message = dict[str, Any]
_LARGE = ("pytest",)
"""What few test cells use, and what takes longer to load than a submission to run."""


def libraries(steps: Iterable[Step]) -> frozenset[str]:
    """What test cells that run apart may want besides what is always there."""
    sources = [step.source for step in steps if isinstance(step, CellStep) and step.apart]
    return frozenset(name for name in _LARGE if any(name in source for source in sources))


def run(
    own: Attempt, clean: Attempt, step: CellStep, number: int, room: int
) -> tuple[Message, str]:
    """Run one test cell.

    Args:
        own: The submission's process.
        clean: The process without its code.
        step: The cell.
        number: Its place among the steps.
        room: Bytes of output to keep.

    Returns:
        The clean process's answer, with what the submission displayed last; and why a call was
        interrupted, "" if none was.

    Raises:
        Stopped: One of the two processes had to be ended, or ended itself.
    """
    plan = step.apart or Apart(frozenset())
    side = _Side(own, number, room)
    known = side.begin(plan.asked) if plan.asked else {}
    code, bound = test_code.message(step, plan.asked), list(plan.bound)
    given: Message = {"before": plan.before, "fetched": list(plan.fetched), "bound": bound}
    given |= {"changing": plan.is_changing, "known": known}
    head = {"do": "apart", "step": number, "room": room}
    answer, reason = clean.step({**head, **code, **given}, side.answer)
    shown = side.end(list(plan.imports), answer.get("bound", []))
    answer["outputs"] = [*answer.get("outputs", []), *shown]
    return answer, next(filter(None, [*side.reasons, reason]), "")


class _Side:
    """The submission's side of one test cell.

    Attributes:
        reasons: why its steps were interrupted, "" for each that was not.
    """

    def __init__(self, own: Attempt, number: int, room: int) -> None:
        self._own, self._number, self._room = own, number, room
        self._clock: Clock | None = None
        self._is_drawn = False
        self.reasons: list[str] = []

    def begin(self, names: Iterable[str]) -> object:
        """Begin, which nothing has to where nothing is asked of the submission.

        Returns:
            What stands under these names, as it would be answered.
        """
        self._clock = self._own.clock()
        begun = self._do("begin", {"room": self._room, "names": sorted(names)}, self._clock)
        return begun.get("known", {})

    def answer(self, asked: Message) -> Message:
        """Have the submission answer what the cell asks."""
        if self._clock is None:
            self.begin(())
        answer = self._do("answer", asked, self._clock)
        self._is_drawn = self._is_drawn or bool(answer.get("drawn"))
        return answer

    def end(self, imports: list[str], bound: list[Any]) -> list[Any]:
        """End, where there is anything to hand over or to show.

        Returns:
            The figures that were left open.
        """
        if imports or bound or self._is_drawn:
            outputs = self._do("end", {"imports": imports, "bound": bound}).get("outputs")
            return outputs if isinstance(outputs, list) else []
        if self._clock is not None:
            self._own.look()
        return []

    def _do(self, what: str, message: Message, clock: Clock | None = None) -> Message:
        told = {**message, "do": what, "step": self._number}
        answer, reason = self._own.step(told, clock=clock)
        self.reasons.append(reason)
        return answer
