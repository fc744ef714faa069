"""The machinery behind ``check``: observe, judge, diagnose, report.

An exercise module needs these names and no others.
"""

from course_lib.checking.asked.case import Case, Draw, Rng
from course_lib.checking.asked.exercise import exercise, guess
from course_lib.checking.asked.measure import share_right

__all__ = ["Case", "Draw", "Rng", "exercise", "guess", "share_right"]
