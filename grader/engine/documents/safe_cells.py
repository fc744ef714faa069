"""Makes what a student writes and displays harmless before it is stored: wherever a report is shown
later, it does nothing there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from types import MappingProxyType
from typing import Any

from nbformat import NotebookNode

from grader.engine.documents.accents import calm
from grader.engine.documents.formulas import is_known_formula
from grader.engine.documents.safe_html import boxed, clean_html
from grader.engine.documents.safe_markdown import Attachments, listing, safe_markdown
from grader.engine.documents.safe_pictures import IMAGES, safe_pictures
from grader.engine.protocol.job import Output

_COLOUR, _ENDLESS_COLOUR = re.compile("\x1b"), re.compile("\x1b\\[[0-9;]{40,}")
_PLAIN = ("text/plain", "application/json")
_LARGEST = 4000
"""Pixels that a display may ask for."""


def safe_outputs(outputs: list[Output], *, bare: bool = False) -> list[Output]:
    """Outputs without scripts: HTML sanitised and in a box, and no kind that a page would run.

    Args:
        outputs: from a submission.
        bare: only texts and pictures are kept, whose way through costs nothing.
    """
    return [_safe_output(output, bare) for output in outputs]


def _safe_output(output: Output, bare: bool) -> Output:
    if "data" not in output:
        return {key: _safe_text(value, bare) for key, value in output.items()}
    sent = output["data"]
    data: dict[str, Any] = {
        mime: _safe_text(value, bare) for mime, value in sent.items() if mime in _PLAIN
    }
    data |= safe_pictures(sent)
    data |= {} if bare else _rich(sent)
    if not data:
        data["text/plain"] = f"[{', '.join(output['data']) or 'nothing'}: left out of the report]"
    return {**output, "data": data, "metadata": _safe_metadata(output.get("metadata"))}


def _rich(sent: dict[str, Any]) -> dict[str, Any]:
    """What a page shows as more than text; Markdown that is more than plain becomes HTML."""
    data: dict[str, Any] = {}
    if "text/html" in sent:
        data["text/html"] = boxed(clean_html(sent["text/html"]))
    if "text/markdown" in sent:
        data["text/markdown"] = safe_markdown(calm(sent["text/markdown"]), {})
    if "text/latex" in sent:
        tex = sent["text/latex"]
        is_known = is_known_formula(tex)
        data |= {"text/latex": tex} if is_known else {"text/plain": sent.get("text/plain") or tex}
    return data


def _safe_text(text: Any, bare: bool) -> Any:
    """Printed text, or lines of it, without colours that take minutes to draw; with none if it is
    to be bare.
    """
    if isinstance(text, list):
        return [_safe_text(line, bare) for line in text]
    if not isinstance(text, str):
        return text
    return calm((_COLOUR if bare else _ENDLESS_COLOUR).sub("", text))


def _safe_metadata(metadata: object) -> dict[str, Any]:
    """What a picture's metadata say of its size and, for whoever cannot see it, of its content."""
    if not isinstance(metadata, dict):
        return {}
    return {
        key: _safe_metadata(value) if key in IMAGES else value
        for key, value in metadata.items()
        if key in IMAGES
        or (key in ("width", "height") and type(value) is int and 0 < value <= _LARGEST)
        or (key == "alt" and isinstance(value, str))
    }


def literal(text: str) -> str:
    """Text to stand in a Markdown cell of ours that may quote a submission: no character of it
    means anything there, nor to MathJax.
    """
    quoted = re.sub(
        r"[^\w\s.,;:'()-]|_", lambda match: f"&#{ord(match[0])};", " ".join(text.split())
    )
    return f'<span class="tex2jax_ignore">{quoted}</span>'


def safe_cell(
    cell: NotebookNode,
    ours: Mapping[str, Attachments] = MappingProxyType({}),
    *,
    bare: bool = False,
) -> str | None:
    """Make a cell of a submission harmless on every page; gives what was written in it, where that
    no longer stands there.

    Args:
        cell: from a submission.
        ours: texts of the instructor's own cells, which are left alone, with their pictures.
        bare: every other Markdown cell is shown as text, whether it could run something or not.
    """
    _safe_cell_metadata(cell)
    written = cell.source
    if cell.cell_type == "code":
        cell.source = written if written in ours else calm(written)
        return None
    if written in ours:
        cell.pop("attachments", None)
        cell.update({"attachments": ours[written]} if ours[written] else {})
        return None
    pictures = {name: safe_pictures(bundle) for name, bundle in cell.get("attachments", {}).items()}
    if pictures:
        cell.attachments = pictures = {name: bundle for name, bundle in pictures.items() if bundle}
    if cell.cell_type == "raw":
        cell.source = f"<pre>{escape(calm(written), quote=False)}</pre>"
    elif bare:
        cell.source = listing(calm(written))
    else:
        cell.source = safe_markdown(calm(written), pictures)
    return None if cell.source == written else written


def _safe_cell_metadata(cell: NotebookNode) -> None:
    """Keep a cell's marks and, if it is locked, its tags, which are the lesson's own: pages make
    classes, titles and lexers of whatever else stands there.
    """
    mark = cell.metadata.get("nbgrader", {})
    kept = ("nbgrader", "tags") if mark.get("locked") else ("nbgrader",)
    cell.metadata = NotebookNode({key: cell.metadata[key] for key in kept if key in cell.metadata})


def safe_verdict(output: Output) -> Output:
    """What the grader says of an answer, in a box: it quotes the student, and MathJax would draw
    formulas in that.
    """
    data = output.get("data", {})
    if "text/html" not in data:
        return output
    return {**output, "data": {**data, "text/html": boxed(data["text/html"])}}
