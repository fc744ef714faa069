"""What an instructor runs. ``from grader import grade`` imports neither nbgrader nor the command
line.
"""

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grader.in_kernel import grade

__all__ = ["grade"]

# jsonschema compiles the grammar of international web addresses whenever it is imported: one second
# of the two that a worker took to start. No schema of a notebook asks for it, and jsonschema does
# without what cannot be imported.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]


def __getattr__(name: str) -> Any:
    """Import ``grade`` when a notebook asks for it."""
    if name != "grade":
        raise AttributeError(f"module 'grader' has no attribute {name!r}")
    from grader.in_kernel import grade

    return grade
