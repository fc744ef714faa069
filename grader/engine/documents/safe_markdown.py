r"""Makes Markdown of a student's harmless, judged by what a page finally shows.

A text of plain words, lists, links and known formulas stays to the letter. Of any other a page gets
the finished HTML, cleaned and in a box, so that nothing which shows the page later can read it in
another way: nbconvert takes ``files/`` off addresses, gives headings an id, and lets MathJax obey
what stands between two ``$``.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from grader.engine.documents.formulas import is_known_formula
from grader.engine.documents.nbconvert_markdown import IPythonRenderer, MarkdownWithMath
from grader.engine.documents.safe_html import DRAWN, boxed, clean_html, is_safe_link

Attachments = Mapping[str, Mapping[str, str]]
_PLAIN_CODE = ("", "text", "python", "py", "python3", "ipython3")
_LONGEST_COLOURED = 10_000
"""Characters of a listing that a page may colour: it can take time that grows with their square."""
_MOST_BRACKETS = 5000
"""nbconvert looks from each to the end of the line for a link."""
_OPENERS = ("\\begin", "\\\\", "<", "$", "[", "#", "\n\n")
"""From each of these nbconvert looks to the end of the text, in one call of `re`."""
_MOST_LOOKED = 200_000_000
"""Characters that it may look over so: a second or two."""
_LONG_WORD = re.compile(r"\S{200}")
"""It would make a page as wide as itself."""
_MOST_FORMULAS = 1000


def safe_markdown(text: str, attachments: Attachments) -> str:
    """A text that every page shows as Markdown, and that does nothing there."""
    if takes_long(text):
        return listing(text)
    if is_plain(text, attachments):
        return text
    html = as_html(text, attachments, _for_mathjax)
    return listing(text) if html is None else on_one_line(boxed(html))


def on_one_line(html: str) -> str:
    """HTML in which Markdown finds nothing: no line, no formula, no backslash."""
    for mark, as_number in (("\n", "&#10;"), ("$", "&#36;"), ("\\", "&#92;")):
        html = html.replace(mark, as_number)
    return html


def is_plain(text: str, attachments: Attachments) -> bool:
    """Whether what any page makes of a text is harmless, however it is shown."""
    if ("$" in text or "\\" in text) and not is_known_formula(text):
        return False
    if "&#" in text or _LONG_WORD.search(text):
        return False
    try:
        html = MarkdownWithMath(renderer=_Judge(attachments)).render(text)
    except Exception:  # noqa: BLE001 - the judge's own, and whatever stops a page that shows it
        return False
    return bool(html.strip()) or not text.strip()


def as_html(text: str, attachments: Attachments, formula: Callable[[str, bool], str]) -> str | None:
    """A text as clean HTML, or nothing where it cannot be shown.

    Args:
        text: Markdown of a student's.
        attachments: the pictures that belong to it.
        formula: HTML for TeX that is known; whether it stands on a line of its own is told too.
    """
    renderer = _Renderer(attachments)
    try:
        html = MarkdownWithMath(renderer=renderer).render(text)
    except Exception:  # noqa: BLE001 - nesting without end: whatever stops the page
        return None
    return renderer.with_formulas(clean_html(html), formula)


def takes_long(text: str) -> bool:
    """Whether a page that shows the text as Markdown would be made for minutes."""
    looked = len(text) * sum(map(text.count, _OPENERS))
    return looked > _MOST_LOOKED or text.count("[") > _MOST_BRACKETS


def listing(text: str) -> str:
    """A text as Markdown that shows it letter by letter."""
    if takes_long(text):
        text = f"{text[:_MOST_BRACKETS]}\n… (the rest is left out)"
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{text}\n{fence}"


def _for_mathjax(tex: str, is_block: bool) -> str:
    shown = f"$${escape(tex)}$$" if is_block else f"${escape(tex)}$"
    return f'<span class="{DRAWN}">{shown}</span>'


class _NotPlain(Exception):
    """The text holds what pages show in ways of their own."""


class _Judge(IPythonRenderer):
    """Stops at whatever is not the same, and harmless, on every page."""

    def __init__(self, attachments: Attachments) -> None:
        super().__init__(escape=True, exclude_anchor_links=True)
        self._names = attachments

    def link(self, text: str, url: str, title: str | None = None) -> str:
        if not is_safe_link(url):
            raise _NotPlain
        return str(super().link(text, url, title))

    def image(self, text: str, url: str, title: str | None = None) -> str:
        if url.removeprefix("attachment:") not in self._names or url in self._names:
            raise _NotPlain
        return ""

    def heading(self, text: str, level: int, **attrs: Any) -> str:
        raise _NotPlain

    def block_html(self, html: str) -> str:
        raise _NotPlain

    def inline_html(self, html: str) -> str:
        raise _NotPlain

    def block_code(self, code: str, info: str | None = None) -> str:
        if (info or "").strip() not in _PLAIN_CODE or len(code) > _LONGEST_COLOURED:
            raise _NotPlain
        return code


class _Renderer(IPythonRenderer):
    """nbconvert's, but that formulas wait until all around them is clean."""

    def __init__(self, attachments: Attachments) -> None:
        super().__init__(escape=False, exclude_anchor_links=True)
        self._pictures = attachments
        self._formulas: list[tuple[str, bool]] = []
        self._mark = f"formula-{secrets.token_hex(8)}"  # which no text can hold beforehand

    def with_formulas(self, html: str, formula: Callable[[str, bool], str]) -> str:
        """Clean HTML with each formula in its place; what is not known is shown as it was
        written.
        """

        def shown(match: re.Match[str]) -> str:
            tex, is_block = self._formulas[int(match[1])]
            if int(match[1]) < _MOST_FORMULAS and is_known_formula(tex):
                return formula(tex, is_block)
            return f"<code>{escape(tex)}</code>"

        return re.sub(rf"{self._mark}-(\d+);", shown, html)

    def _later(self, tex: str, *, is_block: bool) -> str:
        self._formulas.append((tex, is_block))
        return f"{self._mark}-{len(self._formulas) - 1};"

    def block_math(self, body: str) -> str:
        return self._later(body, is_block=True)

    def inline_math(self, body: str) -> str:
        return self._later(body, is_block=False)

    def latex_environment(self, name: str, body: str) -> str:
        return self._later(f"\\begin{{{name}}}{body}\\end{{{name}}}", is_block=True)

    def block_code(self, code: str, info: str | None = None) -> str:
        return f"<pre><code>{escape(code)}</code></pre>\n"

    def image(self, text: str, url: str, title: str | None = None) -> str:
        alt = re.sub(rf"{self._mark}-\d+;|<[^>]*>", "…", text).replace('"', "&quot;")
        picture = self._pictures.get(url.removeprefix("attachment:"), {})
        if not url.startswith("attachment:") or not picture:
            return f"<em>[a picture that is not shown: {alt or escape(url)}]</em>"
        mime, data = next(iter(picture.items()))
        packed = "".join(data.split())
        return f'<img alt="{alt}" src="data:{mime};base64,{packed}">'
