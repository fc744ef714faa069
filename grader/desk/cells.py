"""The cells of a graded notebook as HTML: the student's own made harmless, the lesson's as written.

A page runs no script and asks nothing of a network, so formulas are drawn before it is sent.
"""

from __future__ import annotations

import grader.quick_imports  # noqa: F401  before nbformat and nbgrader

# isort: split

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from itertools import groupby
from typing import Any

from markupsafe import Markup
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from grader.desk.formulas import as_mathml
from grader.desk.graded import Cell, GradedNotebook, is_test, mark_of, source_of, without_colours
from grader.desk.hidden_parts import HiddenParts
from grader.engine.documents.formulas import is_known_formula
from grader.engine.documents.nbconvert_markdown import IPythonRenderer, MarkdownWithMath
from grader.engine.documents.safe_cells import safe_outputs
from grader.engine.documents.safe_markdown import as_html, takes_long
from grader.engine.documents.safe_pictures import safe_pictures
from grader.engine.judging.verdict_data import PUT_RIGHT, WAYS

LONGEST_COLOURED = 10_000
"""Characters of a cell with colours. Blank lines and long names cost their square: of so many, a
second.
"""
_PICTURES = ("image/png", "image/jpeg", "image/gif")
_NO_HEADING = re.compile(r"<th\b([^>]*)>\s*</th>")
"""A heading without words, as in a table's corner: it would be read out as one."""
_LEXER = PythonLexer(stripnl=False)
_FORMATTER = HtmlFormatter(nowrap=True)


@dataclass(frozen=True)
class Part:
    """A stretch of the notebook on a page: the lesson's own prose, which is folded, or one cell."""

    kind: str
    html: Markup


def parts_of(graded: GradedNotebook, hidden: HiddenParts) -> list[Part]:
    """The notebook from top to bottom; the lesson's own cells of text in stretches."""

    def is_prose(cell: Cell) -> bool:
        return cell.get("id") in graded.own

    shown = [cell for cell in graded.cells if cell.get("id") not in (PUT_RIGHT, WAYS)]
    parts: list[Part] = []
    for prose, cells in groupby(shown, key=is_prose):
        if prose:
            text = "".join(_own_cell(cell) for cell in cells)
            parts.append(Part("prose", Markup(text)))  # noqa: S704 - the instructor's own
        else:
            parts.extend(_part(cell, hidden) for cell in cells)
    return parts


def _part(cell: Cell, hidden: HiddenParts) -> Part:
    if cell["cell_type"] != "code":
        text = hidden.without(source_of(cell))
        is_text = cell["cell_type"] == "markdown"
        shown = _students_markdown(text, cell.get("attachments")) if is_text else _pre(text)
        kind = "answer" if mark_of(cell).get("solution") else "text"
        return Part(kind, Markup(shown))  # noqa: S704 - cleaned or escaped just now
    if is_test(cell):
        return Part("test", coloured(hidden.without(source_of(cell))))
    outputs = "".join(_outputs(cell.get("outputs", ())))
    kind = "answer" if mark_of(cell).get("solution") else "code"
    code = _framed(coloured(source_of(cell)))
    return Part(kind, Markup(code + outputs))  # noqa: S704 - each output is made harmless


@lru_cache(maxsize=4096)
def coloured(source: str) -> Markup:
    """Python code with colours; what is longer than anybody writes it stays without."""
    if len(source) > LONGEST_COLOURED:
        return Markup(escape(source))  # noqa: S704 - escaped just now
    return Markup(highlight(source, _LEXER, _FORMATTER).rstrip("\n"))  # noqa: S704 - Pygments escapes


class _Renderer(IPythonRenderer):
    """nbconvert's, but that formulas are MathML."""

    def block_math(self, body: str) -> str:
        return as_mathml(body, True)

    def latex_environment(self, name: str, body: str) -> str:
        return as_mathml(f"\\begin{{{name}}}{body}\\end{{{name}}}", True)

    def inline_math(self, body: str) -> str:
        return as_mathml(body, False)

    def block_code(self, code: str, info: str | None = None) -> str:
        is_python = (info or "").split(" ")[0] in ("python", "py", "ipython3")
        return _framed(coloured(code) if is_python else escape(code))


def _framed(code: str) -> str:
    """Code that has been escaped."""
    return f'<pre class="code">{code}</pre>'


def _own_cell(cell: Cell) -> str:
    attachments = cell.get("attachments")
    source = source_of(cell)
    if cell["cell_type"] == "code":
        return _framed(coloured(source))
    return _rendered(source, attachments) if attachments else _own_markdown(source)


@lru_cache(maxsize=4096)
def _own_markdown(source: str) -> str:
    """The lesson's text, the same for everybody: made once a process."""
    return _rendered(source, {})


def _rendered(source: str, attachments: dict[str, Any]) -> str:
    renderer = _Renderer(escape=False, attachments=attachments, exclude_anchor_links=True)
    try:
        html: str = MarkdownWithMath(renderer=renderer).render(source)
    except Exception:  # noqa: BLE001 - a picture that is not attached, nesting without end
        return _pre(source)
    return _NO_HEADING.sub(r"<td\1></td>", html)


def _students_markdown(source: str, attachments: dict[str, Any] | None) -> str:
    pictures = {name: safe_pictures(bundle) for name, bundle in (attachments or {}).items()}
    shown = None if takes_long(source) else as_html(source, pictures, as_mathml)
    return _pre(source) if shown is None else shown


def _outputs(outputs: Any) -> Iterator[str]:
    for output in safe_outputs(list(outputs)):
        kind = output["output_type"]
        if kind == "stream":
            yield _pre(without_colours(_joined(output["text"])))
        elif kind == "error":
            lines = [*map(str, output.get("traceback", ()))]
            said = "\n".join(lines) or f"{output.get('ename')}: {output.get('evalue')}"
            yield _pre(without_colours(said), "error")
        else:
            yield _display(output)


def _display(output: dict[str, Any]) -> str:
    """The richest form of a display that a page may hold."""
    data = output["data"]
    forms: dict[str, Callable[[Any], str]] = {
        "text/html": _joined,
        "text/markdown": lambda text: _students_markdown(_joined(text), None),
        **{mime: _picture(mime, output) for mime in _PICTURES},
        "text/latex": lambda text: _latex(_joined(text)),
        "text/plain": lambda text: _pre(without_colours(_joined(text))),
    }
    for mime, form in forms.items():
        if mime in data:
            return f'<div class="output">{form(data[mime])}</div>'
    return _pre("[this page cannot show what was displayed here]")


def _picture(mime: str, output: dict[str, Any]) -> Callable[[Any], str]:
    told = output.get("metadata", {})
    alt = told.get(mime, {}).get("alt") or told.get("alt") or "a figure"

    def as_html(data: Any) -> str:
        packed = "".join(_joined(data).split())
        return f'<img alt="{escape(str(alt))}" src="data:{mime};base64,{escape(packed)}">'

    return as_html


def _latex(text: str) -> str:
    tex = text.strip().strip("$")
    return as_mathml(tex, True) if is_known_formula(tex) else _pre(text, "tex")


def _pre(text: str, kind: str = "printed") -> str:
    return f'<pre class="{kind}">{escape(text.rstrip())}</pre>'


def _joined(text: Any) -> str:
    return text if isinstance(text, str) else "".join(map(str, text))
