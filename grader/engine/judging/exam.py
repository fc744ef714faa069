"""The trusted side of a check cell: what to send into the sandbox, and the verdict on what comes
back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from course_lib.checking.asked.case import Case
from course_lib.checking.asked.course import open_course
from course_lib.checking.asked.exercise import Exercise
from course_lib.checking.catalogue import find
from course_lib.checking.deciding import not_judged, verdict_on
from course_lib.checking.diagnosing.finding import Finding
from course_lib.checking.diagnosing.source import source_findings
from course_lib.checking.exchange.outside import (
    cases_to_data,
    early_verdict,
    observations_from_data,
)
from course_lib.checking.judging.judge import Answer, answer_to
from course_lib.checking.judging.keys import Key, loads
from course_lib.checking.running.observe import Observation
from course_lib.checking.verdict import Verdict
from grader.course import OWN
from grader.engine.protocol.job import ObservationResult, Output

_GRADED = re.compile(r"""^grade\(\s*["'](\w+)["']\s*\)\s*$""", re.MULTILINE)


def graded_exercise(source: str) -> str | None:
    """The exercise that a test cell of this course grades, from the cell's source as it was
    released; else ``None``.
    """
    found = _GRADED.findall(source)
    return found[-1] if found and find(found[-1]) is not None else None


@dataclass(frozen=True)
class Exam:
    """What a judge is made from, as plain data that may be sent to another trusted process.

    Attributes:
        exercise: its name.
        key: the bytes of the hidden key.
        package: the course's.
        library: the folder of that package; where it is not there, as on another machine, the
            package is the one that is installed.
    """

    exercise: str
    key: bytes
    package: str = OWN
    library: str = ""


@dataclass(frozen=True)
class Judge:
    """Judges one exercise on the hidden cases. It stays with the grader; only ``request`` is sent
    away.

    Attributes:
        exercise: what is asked.
        cases: the hidden cases.
        key: right and wrong answers on them.
    """

    exercise: Exercise
    cases: list[Case]
    key: Key

    @classmethod
    def of(cls, exam: Exam) -> Judge:
        """The judge of an exercise.

        Raises:
            KeyError: this installation does not know the exercise.
        """
        open_course(exam.package, exam.library)
        exercise = find(exam.exercise)
        if exercise is None:
            raise KeyError(exam.exercise)
        key = loads(exam.key)
        return cls(exercise, exercise.cases(key.seed), key)

    def request(self) -> dict[str, Any]:
        """What the sandbox is asked to observe: the exercise's name and the inputs, no answer."""
        return {"exercise": self.exercise.name, "cases": cases_to_data(self.cases)}

    def verdict(self, observed: ObservationResult, written: str = "") -> Verdict:
        """The verdict on what came back; a process that was stopped is told so in its sentence.

        Args:
            observed: what came back.
            written: the text of the answer's cell.
        """
        name, points = self.exercise.name, self.key.points
        if observed.sentence or observed.error:
            return not_judged(
                name,
                observed.sentence or f"Your code broke the check itself: {observed.error}",
                points,
            )
        early = early_verdict(name, points, observed.data)
        if early is not None:
            return early
        seen = self._observations(observed)

        def read() -> list[Finding]:
            return source_findings(self.exercise, written)

        return verdict_on(self.exercise, self.cases, seen, self.key, visible=False, read=read)

    def answer(self, observed: ObservationResult) -> Answer | None:
        """What came back, held against the key case by case; ``None`` where nothing was run."""
        name, points = self.exercise.name, self.key.points
        if observed.sentence or observed.error or early_verdict(name, points, observed.data):
            return None
        return answer_to(self.exercise, self.cases, self._observations(observed), self.key)

    def _observations(self, observed: ObservationResult) -> list[Observation]:
        return observations_from_data(observed.data, len(self.cases))


def outputs_of(verdict: Verdict) -> list[Output]:
    """The verdict as a cell's output: the score as text, which nbgrader reads, and the report."""
    data = {"text/plain": repr(verdict), "text/html": verdict._repr_html_()}
    return [
        {"output_type": "execute_result", "data": data, "metadata": {}, "execution_count": None}
    ]
