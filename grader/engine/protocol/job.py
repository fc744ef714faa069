"""What goes into a worker and what comes out, as plain data."""

from dataclasses import dataclass, field
from typing import Any

from grader.engine.protocol.limits import Limits

Output = dict[str, Any]
"""An output of a cell, in the format of a notebook (nbformat 4)."""


@dataclass(frozen=True)
class Apart:
    """How a test cell is run apart from the submission, in a process that holds none of its code.

    Attributes:
        asked: The names in it that are the submission's.
        fetched: Names that it binds too, and that are the submission's until then.
        before: Imports of the lesson that it stands on.
        bound: Names that it binds and that cells beside the submission mention later.
        imports: Its own imports that such cells mention.
        is_changing: Whether it changes values by its own code.
        is_final: Whether what it cannot decide earns nothing without a person; else it is run once
            more, beside the submission.
    """

    asked: frozenset[str]
    fetched: tuple[str, ...] = ()
    before: str = ""
    bound: tuple[str, ...] = ()
    imports: tuple[str, ...] = ()
    is_changing: bool = False
    is_final: bool = True


@dataclass(frozen=True)
class CellStep:
    """A code cell to run.

    Attributes:
        id: Its name in results and tracebacks.
        source: Its code, IPython's syntax included.
        locked: Whether it is a test cell that the engine runs itself, out of reach of the
            submission's hooks.
        rescue: What is run after it where it fails, each part whatever became of the one before; no
            output of it is kept.
        apart: How it is run apart from the submission; a test cell without runs beside it.
    """

    id: str
    source: str
    locked: bool = False
    rescue: tuple[str, ...] = ()
    apart: Apart | None = None


@dataclass(frozen=True)
class ObserveStep:
    """Something to observe between the cells.

    Attributes:
        id: Its name in results.
        data: What the observing function is given; plain data, see wire.pack.
    """

    id: str
    data: Any


Step = CellStep | ObserveStep
"""What a worker does one after the other."""


@dataclass(frozen=True)
class Job:
    """One submission to run.

    Attributes:
        name: Which submission it is, for messages.
        steps: The cells, and what to observe between them, in order.
        files: Files to put beside the notebook, by their path relative to it; others are left out.
        limits: What it may use.
        folder: The name of the folder that it runs in.
        forget: Packages that are loaded already, and that the files have under the same name.
    """

    name: str
    steps: tuple[Step, ...]
    files: dict[str, bytes] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)
    folder: str = "work"
    forget: tuple[str, ...] = ()


PLAYED = "<a number of its own class>"
"""What is shown of a test's last value that looks like a number and is none of Python's or
NumPy's.
"""


@dataclass(frozen=True)
class CellResult:
    """What became of a cell.

    Attributes:
        id: Its name.
        state: "passed"; "failed" (an exception); "stopped" (a limit, or it ended its process); "not
            run".
        outputs: In the format of a notebook.
        value: Of a locked cell, its last expression if that is a real number.
        sentence: Why it was stopped or its output cut, for the student; "" if it was not.
        apart: Whether it was judged by value, in a process that holds nothing of the submission.
        doubt: Why nothing could be decided by value, though the cell has the form for it; "" if
            something was.
        is_final: With a doubt: whether a person has to look, though the cell has passed beside the
            submission.
    """

    id: str
    state: str
    outputs: list[Output]
    value: float | None = None
    sentence: str = ""
    apart: bool = False
    doubt: str = ""
    is_final: bool = False


@dataclass(frozen=True)
class ObservationResult:
    """What was observed.

    Attributes:
        id: The request's name.
        data: What the observing function returned; it is the submission's word, never a score.
        error: Why there is nothing, "" if there is something.
        sentence: Why it was stopped, for the student; "" if it was not.
    """

    id: str
    data: Any = None
    error: str = ""
    sentence: str = ""


@dataclass(frozen=True)
class Outcome:
    """What came of a job.

    Attributes:
        name: The job's name.
        rung: The rung of isolation that it ran on.
        results: One for each step, in order.
        fault: What failed in the grader, "" if nothing did; with a fault there is nothing to grade.
        log: What native libraries and a crash wrote, shortened.
        attempts: How often the cells were run; more than once if one of them ended the process.
        seconds: On the clock.
        cpu: Processor seconds.
    """

    name: str
    rung: int
    results: tuple[CellResult | ObservationResult, ...] = ()
    fault: str = ""
    log: str = ""
    attempts: int = 0
    seconds: float = 0.0
    cpu: float = 0.0

    @property
    def cells(self) -> tuple[CellResult, ...]:
        """The results of the cells."""
        return tuple(result for result in self.results if isinstance(result, CellResult))

    @property
    def observations(self) -> tuple[ObservationResult, ...]:
        """What was observed."""
        return tuple(result for result in self.results if isinstance(result, ObservationResult))
