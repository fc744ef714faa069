"""Make what a student displays harmless before it reaches a feedback page: no script of theirs ever runs there."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from nbconvert.preprocessors.sanitize import SanitizeHTML
from nbformat import NotebookNode

from grader.engine.capture import Output

_RISKY = re.compile(
    r"<\s*/?\s*(script|iframe|object|embed|svg|math|form|input|button|link|meta|base|style|template|img|video|audio)\b"
    r"|\bon\w+\s*=|javascript:|data:text/html|vbscript:|<!--",
    re.IGNORECASE,
)
_PLAIN = ("text/plain", "image/png", "image/jpeg", "text/latex", "application/json")
_RENDERED = ("text/html", "text/markdown")


@lru_cache(maxsize=1)
def _sanitizer() -> SanitizeHTML:
    return SanitizeHTML()


def _clean(text: str) -> str:
    cleaned: str = _sanitizer().sanitize_html_tags(text)
    return cleaned


def safe_outputs(outputs: list[Output]) -> list[Output]:
    """Outputs without scripts: HTML and Markdown sanitised, and no kind of output that a page would run."""
    return [_safe_output(output) for output in outputs]


def _safe_output(output: Output) -> Output:
    if "data" not in output:
        return output
    data: dict[str, Any] = {mime: value for mime, value in output["data"].items() if mime in _PLAIN}
    for mime in _RENDERED:
        if mime in output["data"]:
            data[mime] = _clean(output["data"][mime])
    if not data:
        data["text/plain"] = f"[{', '.join(output['data']) or 'nothing'}: left out of the report]"
    return {**output, "data": data, "metadata": {}}


def safe_cell(cell: NotebookNode) -> None:
    """Sanitise a Markdown or raw cell that could run something; any other stays to the letter."""
    if cell.cell_type != "code":
        if _RISKY.search(cell.source):
            cell.source = _clean(cell.source)
        cell.pop("attachments", None)
