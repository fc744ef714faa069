"""The trusted side of a check cell: what to send into the sandbox, and the verdict on what comes
back.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from course_lib.checking.asked.case import Case
from course_lib.checking.asked.course import open_course
from course_lib.checking.asked.exercise import REGISTRY, Exercise
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
from course_lib.checking.surroundings import with_stand_ins
from course_lib.checking.verdict import Verdict
from grader.engine.judging.exam import Exam
from grader.engine.protocol.job import ObservationResult, Output


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


def naming_stand_ins(verdicts: dict[str, Verdict]) -> dict[str, Verdict]:
    """The verdicts on a submission, each naming the earlier exercises of its own that fall short,
    and that the library's stood in for.
    """
    short = {one.name for one in verdicts.values() if one.aspects and not one.passed}
    return {
        name: with_stand_ins(one, [used for used in REGISTRY[one.name].uses if used in short])
        for name, one in verdicts.items()
    }
