"""A verdict: the score of one exercise and what there is to tell about it, as text and as HTML.

Nothing in it depends on the time or the run.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

from course_lib.checking.diagnosing.finding import Finding
from course_lib.checking.judging.aspects import Aspect, State
from course_lib.checking.telling.display import within_sentence

GREEN, ORANGE, GREY = "#0b7a53", "#b34700", "#6b6b6b"
"""For lines, at 3 : 1 or more on white and on black, and for grounds of white text, above 4.5 : 1;
told apart by a colour-blind reader (the marks differ too).
"""


@dataclass(frozen=True)
class Verdict:
    """What a check says. ``repr`` is the score (nbgrader's partial credit); ``print`` gives a
    report to read.

    Attributes:
        name: the exercise.
        score: from 0 to ``points``.
        points: what the exercise is worth.
        aspects: what was judged, each holding or not.
        findings: what there is to tell, most important first.
        example: the case that the first finding is about, as lines of text.
        note: a sentence instead of a judgement: not started, recorded, or a fault that is not the
            student's; beside a judgement, what was measured against what.
    """

    name: str
    score: float
    points: float
    aspects: tuple[Aspect, ...] = ()
    findings: tuple[Finding, ...] = ()
    example: tuple[str, ...] = ()
    note: str = ""

    @property
    def passed(self) -> bool:
        """Whether the exercise earned all its points."""
        return self.points > 0 and self.score == self.points

    def __repr__(self) -> str:
        return f"{self.score:g}" if self.points else self.note

    def __str__(self) -> str:
        return as_text(self)

    def _repr_html_(self) -> str:
        return as_html(self)


def headline(verdict: Verdict) -> str:
    """The exercise and its score: ``mse_loss — 1.5 of 3 points``."""
    return f"{verdict.name} — {_earned(verdict)}" if verdict.points else verdict.name


def _earned(verdict: Verdict) -> str:
    points = "point" if verdict.points == 1 else "points"
    return f"{verdict.score:g} of {verdict.points:g} {points}"


def marks(verdict: Verdict) -> str:
    """The aspects in a line: first what fails, then what could not be judged, then what holds."""
    if not verdict.findings and verdict.passed:
        return " ".join(f"✓ {aspect.name}" for aspect in verdict.aspects)
    failing = [
        f"{aspect.state.value} {aspect.name}"
        for aspect in verdict.aspects
        if aspect.state in (State.FAILS, State.PARTLY)
    ]
    waiting = [aspect.name for aspect in verdict.aspects if aspect.state == State.NOT_JUDGED]
    holding = [f"✓ {aspect.name}" for aspect in verdict.aspects if aspect.holds]
    groups = [" ".join(failing), ", ".join(holding)]
    if waiting:
        groups.append(f"– not judged yet: {', '.join(waiting)}")
    return " · ".join(filter(None, groups))


def as_text(verdict: Verdict) -> str:
    """A report to read in a terminal."""
    lines = [headline(verdict)]
    if verdict.note:
        lines.append(verdict.note)
    if verdict.aspects:
        lines.append(marks(verdict))
    for did, finding in zip(_dids(verdict), verdict.findings, strict=True):
        lines += ["", did]
        lines += [f"To think about: {finding.think}"] if finding.think else []
    lines += ["", "; ".join(verdict.example)] if verdict.example else []
    return "\n".join(lines)


def as_html(verdict: Verdict) -> str:
    """A report to read in a notebook, with a hint to unfold under each finding."""
    colour = GREEN if verdict.passed else ORANGE if verdict.findings or verdict.aspects else GREY
    parts = [_headline_html(verdict, colour)]
    if verdict.note:
        parts.append(code(verdict.note))
    if verdict.aspects:
        parts.append(f'<span style="opacity:.8">{escape(marks(verdict))}</span>')
    for did, finding in zip(_dids(verdict), verdict.findings, strict=True):
        parts.append(f"<strong>{code(did)}</strong>")
        if finding.think:
            parts.append(
                '<details><summary style="cursor:pointer">To think'
                f" about</summary>{code(finding.think)}</details>"
            )
    if verdict.example:
        parts.append(
            "<span"
            f' style="font-family:monospace">{"<br>".join(map(escape, verdict.example))}</span>'
        )
    inside = "".join(f'<div style="margin:.3em 0">{part}</div>' for part in parts)
    return (
        f'<div style="border-left:4px solid {colour};padding:.1em 0 .1em'
        f' .9em;max-width:48em">{inside}</div>'
    )


def _headline_html(verdict: Verdict, colour: str) -> str:
    """The headline with the points in a frame: no colour of text is readable on every page, and a
    ground may be taken away where a page is made harmless.
    """
    name = escape(verdict.name)
    if not verdict.points:
        return f"<strong>{name}</strong>"
    return (
        f'<strong>{name} — <span style="border:2px solid {colour};padding:0 .45em;'
        f'border-radius:.25em">{_earned(verdict)}</span></strong>'
    )


def _dids(verdict: Verdict) -> list[str]:
    """What they did, finding by finding; the second says that it is one."""
    dids = [finding.did for finding in verdict.findings]
    return [*dids[:1], *(f"A second thing: {within_sentence(did)}" for did in dids[1:2]), *dids[2:]]


def code(text: str) -> str:
    """A sentence as HTML, with what stands between backticks as code."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text, quote=False))
