"""Makes sure that what a submission sent as a cell's outputs is nothing but outputs of a
notebook.
"""

import math
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from grader.engine.protocol.job import Output

_MOST_OUTPUTS = 2000
_DEEPEST = 50


def outputs(sent: object) -> list[Output]:
    """The outputs in what was sent, in nbformat 4's form and with nothing else.

    Args:
        sent: Anything that wire.unpack gives.

    Returns:
        The well-formed outputs; others are dropped.
    """
    if not isinstance(sent, list):
        return []
    cleaned = (_output(output) for output in sent[:_MOST_OUTPUTS] if isinstance(output, dict))
    return _merged(output for output in cleaned if output is not None)


def _merged(outputs: Iterable[Output]) -> list[Output]:
    """Outputs with neighbouring pieces of one stream joined, as a notebook has them."""
    merged: list[Output] = []
    for name, group in groupby(outputs, lambda output: output.get("name")):
        pieces = list(group)
        if name is None:
            merged += pieces
        else:
            merged.append({**pieces[0], "text": "".join(piece["text"] for piece in pieces)})
    return merged


def _output(output: Mapping[object, Any]) -> Output | None:
    kind = output.get("output_type")
    if kind == "stream" and output.get("name") in ("stdout", "stderr"):
        return {"output_type": kind, "name": output["name"], "text": _text(output.get("text"))}
    if kind == "error":
        lines = output.get("traceback")
        traceback = [_text(line) for line in lines] if isinstance(lines, list) else []
        ename, evalue = _text(output.get("ename")), _text(output.get("evalue"))
        return {"output_type": kind, "ename": ename, "evalue": evalue, "traceback": traceback}
    if kind in ("display_data", "execute_result"):
        rich: Output = {"output_type": kind, "data": _bundle(output.get("data")), "metadata": {}}
        if isinstance(metadata := output.get("metadata"), dict):
            rich["metadata"] = _bundle(metadata)
        if kind == "execute_result":
            count = output.get("execution_count")
            rich["execution_count"] = count if type(count) is int and 0 <= count < 10**6 else None
        return rich
    return None


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _bundle(data: object) -> dict[str, Any]:
    if not isinstance(data, dict):
        return {}
    bundle: dict[str, Any] = {}
    for mime, value in data.items():
        if isinstance(mime, str):
            keeps_structure = (
                mime == "application/json" or mime.endswith("+json") or "/" not in mime
            )
            bundle[mime] = plain(value) if keeps_structure else _text(value)
    return bundle


def text(value: str) -> str:
    """The text without halves of characters, which JSON can hold and no file."""
    return value.encode("utf-8", "replace").decode("utf-8")


def plain(value: object, depth: int = 0) -> Any:
    """The value as JSON has it; what JSON cannot hold becomes None."""
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, str):
        return text(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if depth < _DEEPEST and isinstance(value, list):
        return [plain(item, depth + 1) for item in value]
    if depth < _DEEPEST and isinstance(value, dict):
        return {
            text(key): plain(item, depth + 1) for key, item in value.items() if isinstance(key, str)
        }
    return None


def number(value: object) -> float | None:
    """The value if it is a finite real number."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value) if abs(value) < 1e300 else None
    return None
