"""What an instructor runs. ``from grader import grade`` imports neither nbgrader nor the command
line.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grader.in_kernel import grade

__all__ = ["grade"]


def __getattr__(name: str) -> Any:
    """Import ``grade`` when a notebook asks for it."""
    if name != "grade":
        raise AttributeError(f"module 'grader' has no attribute {name!r}")
    from grader.in_kernel import grade

    return grade
