"""Points for a measured figure: how well an answer does on data whose labels it never holds.

The probe returns predictions. What they are worth is worked out here, on the judge's side, from
what the case withholds; no figure comes from the process that runs the answer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from course_lib.checking.asked.case import MAIN, Case
from course_lib.checking.values.compare import stacked
from course_lib.checking.values.plain import Tree

Figure = Callable[[Case, Tree], float]
Bound = float | Callable[[Sequence[Case]], float]
Advice = str | Callable[[Sequence[Case], Sequence[Tree]], str]

ROUNDING = 1e-9
"""A mean that misses a bound by so little stands on it."""


@dataclass(frozen=True)
class Measure:
    """What is measured, and what it earns: nothing up to ``zero``, all from ``full`` on, a straight
    line between.

    Attributes:
        name: the aspect as a verdict shows it, ``"accuracy"``.
        of: the figure of one case, 0 to 1, from the case (with what it withholds) and what the
            probe returned. It raises an exception where there is nothing to measure.
        zero: a figure, or a function of the measured cases that gives it; so is ``full``.
        says: what the figure counts, in words that follow a percentage: ``"of the new images are
            right"``.
        think: what to think about where the figure falls short; a text, or a function that picks
            one from the measured cases and what the probe returned on them.
        share: the part of the points that it carries; the main parts of the answer carry the rest.
        aspect: the cases of this aspect are measured, and the mean over them counts.
    """

    name: str
    of: Figure
    zero: Bound
    full: Bound
    says: str
    think: Advice
    share: float = 1.0
    aspect: str = MAIN


@dataclass(frozen=True)
class Measured:
    """The figures of an answer, a case each; ``None`` where there was nothing to measure, which
    counts as 0.

    ``think`` is what to think about where the figure falls short.
    """

    measure: Measure
    figures: tuple[float | None, ...]
    zero: float
    full: float
    think: str = ""

    @property
    def mean(self) -> float:
        """The figure that counts."""
        return sum(figure or 0.0 for figure in self.figures) / len(self.figures)

    @property
    def earned(self) -> float:
        """The part of its points that the figure earns, 0 to 1."""
        if self.mean >= self.full - ROUNDING:
            return 1.0
        return min(max((self.mean - self.zero) / (self.full - self.zero), 0.0), 1.0)

    def __str__(self) -> str:
        """What was measured against what, in two sentences; nothing where nothing could be
        measured.
        """
        if all(figure is None for figure in self.figures):
            return ""
        each = ", ".join(
            "none" if figure is None else f"{100 * figure:.1f}" for figure in self.figures
        )
        runs = f", the mean of {len(self.figures)} runs ({each})" if len(self.figures) > 1 else ""
        bounds = f"Up to {100 * self.zero:.3g} % earns nothing, {100 * self.full:.3g} % earns all."
        return f"Measured: {100 * self.mean:.1f} % {self.measure.says}{runs}. {bounds}"


def share_right(predictions: Tree, labels: np.ndarray) -> float:
    """The part of the predictions that are right.

    Raises:
        ValueError: there is not one prediction per label.
    """
    if isinstance(predictions, list):
        predictions = stacked(predictions)
    if isinstance(predictions, list) or np.shape(predictions) != labels.shape:
        raise ValueError("not one prediction per label")
    return float(np.mean(np.equal(predictions, labels)))


def measured(
    measure: Measure | None, cases: Sequence[Case], returned: Sequence[Tree]
) -> Measured | None:
    """The figures of what was seen (before the facts), ``None`` where a case was not reached or
    raised.
    """
    if measure is None:
        return None
    places = [i for i, case in enumerate(cases) if case.aspect == measure.aspect]
    if not places:  # another part of the exercise is checked alone
        return None
    mine = [cases[i] for i in places]
    answers = [returned[i] if i < len(returned) else None for i in places]
    figures = tuple(
        _figure(measure, case, answer) for case, answer in zip(mine, answers, strict=True)
    )
    think = "" if None in figures else _advice(measure.think, mine, answers)
    zero, full = _bound(measure.zero, mine), _bound(measure.full, mine)
    return Measured(measure, figures, zero, full, think)


def _figure(measure: Measure, case: Case, returned: Tree) -> float | None:
    try:
        return float(measure.of(case, returned))
    except Exception:  # noqa: BLE001  what came back is of another form, so there is nothing to measure
        return None


def _advice(think: Advice, cases: Sequence[Case], answers: Sequence[Tree]) -> str:
    return think(cases, answers) if callable(think) else think


def _bound(bound: Bound, cases: Sequence[Case]) -> float:
    return bound(cases) if callable(bound) else bound
