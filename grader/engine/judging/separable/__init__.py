"""Which test cells of ordinary courses can be run apart from the submission, by value: decided from
the lesson's text alone, once, and never by what a submission says.

Such a cell calls the submission's functions, reads its plain variables, and compares what comes of
it with plain values. What it uses besides is Python's own, NumPy's, or its own.
"""

from grader.engine.judging.separable.lesson import Cell, Lesson, lesson_of
from grader.engine.judging.separable.plans import plans

__all__ = ["Cell", "Lesson", "lesson_of", "plans"]
