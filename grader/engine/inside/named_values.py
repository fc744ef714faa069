"""The plainest way to look at what a submission has defined: the values of some names."""

from typing import Any


def names(namespace: dict[str, Any], request: Any) -> dict[str, Any]:
    """Hand back the values of the requested names.

    Args:
        namespace: What the submission has defined.
        request: A list of names.

    Returns:
        The values of those that are defined; they must be plain data.
    """
    return {name: namespace[name] for name in request if name in namespace}
