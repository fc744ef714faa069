"""What a student of The Training Loop imports: a small framework, data, plots, widgets, and
``check``.
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from course_lib.checking.check import check, ready
    from course_lib.checking.progress import progress
    from course_lib.desk.review import review

__version__ = "0.1.0"
TITLE = "The Training Loop"
__all__ = ["check", "progress", "ready", "review"]

_HOMES = {
    "check": "checking.check",
    "progress": "checking.progress",
    "ready": "checking.check",
    "review": "desk.review",
}


def __getattr__(name: str) -> Any:
    """Import a name when it is first asked for, so that ``import course_lib`` stays quick."""
    if name not in _HOMES:
        raise AttributeError(f"module 'course_lib' has no attribute {name!r}")
    return getattr(importlib.import_module(f"course_lib.{_HOMES[name]}"), name)
