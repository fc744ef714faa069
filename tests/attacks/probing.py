"""What is observed of the exercise `square`, inside the sandbox."""

from typing import Any


def observe(namespace: dict[str, Any], request: Any) -> Any:
    return [namespace["square"](x) for x in request]
