"""Runs a test cell by value: its calls of the submission's functions in the submission's process,
all else in one that holds none of the submission's code. What the calls are compared with never
comes near the submission.
"""

from typing import Any

from grader.engine.outside import test_code
from grader.engine.outside.attempt import Attempt
from grader.engine.protocol.job import Apart, CellStep

Message = dict[str, Any]


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
    clock = own.clock()
    head = {"step": number, "room": room}
    reasons = [own.step({**head, "do": "begin"}, clock=clock)[1]]

    def answering(asked: Message) -> Message:
        answer, reason = own.step({**asked, "do": "answer", "step": number}, clock=clock)
        reasons.append(reason)
        return answer

    code, bound = test_code.message(step, plan.asked), list(plan.bound)
    given: Message = {"before": plan.before, "fetched": list(plan.fetched), "bound": bound}
    given["changing"] = plan.is_changing
    answer, reason = clean.step({**head, "do": "apart", **code, **given}, answering)
    reasons.append(reason)
    last = {"imports": list(plan.imports), "bound": answer.get("bound", [])}
    shown, reason = own.step({"do": "end", "step": number, **last})
    reasons.append(reason)
    answer["outputs"] = [*answer.get("outputs", []), *_listed(shown.get("outputs"))]
    return answer, next(filter(None, reasons), "")


def _listed(sent: object) -> list[Any]:
    return sent if isinstance(sent, list) else []
