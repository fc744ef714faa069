"""What a student of Signals imports: ``check`` and its kin, on the exercises of this course."""

from course_lib.checking.asked.course import open_course

TITLE = "Signals"
open_course(__name__)

from course_lib import check, progress, ready, review  # noqa: E402  once the course is open

__all__ = ["check", "progress", "ready", "review"]
