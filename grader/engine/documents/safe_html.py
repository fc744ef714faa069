"""Makes what a student writes and displays harmless before it reaches a feedback page: no script of
theirs runs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from html import escape, unescape
from typing import Any
from urllib.parse import urlsplit

from bleach.css_sanitizer import CSSSanitizer  # type: ignore[import-untyped]
from bleach.sanitizer import Cleaner  # type: ignore[import-untyped]
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbformat import NotebookNode

from grader.engine.protocol.job import Output

_KNOWN_TAGS = (
    "a abbr acronym b blockquote br caption center code col colgroup dd del details div dl dt em"
    " figcaption figure h1 h2 h3 h4 h5 h6 hr i img input ins kbd li mark ol p pre q s samp section"
    " small span strike strong sub summary sup table tbody td tfoot th thead tr tt u ul var"
)
_KNOWN_ATTRIBUTES = (
    "abbr align alt border checked class colspan disabled height href id name open rowspan scope"
    " src start style title type valign width"
)
_TAGS, _ATTRIBUTES = frozenset(_KNOWN_TAGS.split()), frozenset(_KNOWN_ATTRIBUTES.split())
_SCHEMES = ("", "http", "https", "mailto", "attachment")
_PICTURE = re.compile(r"data:image/(png|jpeg|gif);base64,[A-Za-z0-9+/=\s]*")
_BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*")
_COVERS = re.compile(r"position|url\s*\(|z-index|\\", re.IGNORECASE)
_UNSEEN = re.compile(r"<(style|script)\b|</(style|script)\s*>", re.IGNORECASE)
_COLOUR, _ENDLESS_COLOUR = re.compile("\x1b"), re.compile("\x1b\\[[0-9;]{40,}")
_ACTING = re.compile(r"\\(href|style|class|cssId)\b")
_MARKUP = re.compile(r"[<&\\]|\]\s*[(:\[]|mermaid", re.IGNORECASE)
"""Without any of these a Markdown text holds nothing but words, emphasis and the like."""
_SHORT = 1000
"""Characters of a Markdown text that any page shows at once; a longer one is shown once to see that
it can be.
"""
_MOST_BRACKETS = 5000
"""nbconvert looks from each to the end of the line for a link."""
_OPENERS = ("\\begin", "\\\\", "<", "$", "[", "#", "\n\n")
"""From each of these nbconvert looks to the end of the text, in one call of `re`."""
_MOST_LOOKED = 200_000_000
"""Characters that it may look over so: a second or two."""
_PLAIN = ("text/plain", "application/json")
_IMAGES = ("image/png", "image/jpeg", "image/gif")


def _allows(tag: str, name: str, value: str) -> bool:
    """Whether an attribute may stay."""
    if name not in _ATTRIBUTES or (name == "style" and _COVERS.search(value)):
        return False
    if name not in ("href", "src"):
        return True
    if tag == "img" and _PICTURE.fullmatch(value):
        return True
    address = re.sub(
        r"[\x00-\x20]+", "", unescape(value)
    )  # a browser reads "java\nscript:" as one word
    try:
        return urlsplit(address).scheme.lower() in _SCHEMES
    except ValueError:
        return False


def _cleaner(allows: Callable[[str, str, str], bool]) -> Cleaner:
    protocols = [*filter(None, _SCHEMES), "data"]  # `data` is for pictures alone, see _allows
    return Cleaner(tags=_TAGS, attributes=allows, protocols=protocols, css_sanitizer=CSSSanitizer())


_clean_html = _cleaner(_allows)


def _acts_in_formulas(text: str) -> bool:
    r"""Whether MathJax would make a link, whose address may be a script, or lay a formula over the
    page.
    """
    return bool(_ACTING.search(unescape(text)))


def clean_html(html: str) -> str:
    """HTML with nothing in it that runs, or covers what the grader says; tags that are not known
    become text.
    """
    cleaned: str = _clean_html.clean(_without_unseen(html))
    return f"<pre>{escape(html)}</pre>" if _acts_in_formulas(cleaned) else cleaned


def _without_unseen(html: str) -> str:
    """HTML without its styles and scripts, whose text would be shown; one that is never closed
    stays. In one pass.
    """
    marks = [*_UNSEEN.finditer(html)]
    last = {mark[2].lower(): mark.start() for mark in marks if mark[2]}
    kept, at, inside = [], 0, ""
    for mark in marks:
        opens, closes = (mark[1] or "").lower(), (mark[2] or "").lower()
        if opens and not inside and mark.start() < last.get(opens, -1):
            kept.append(html[at : mark.start()])
            inside = opens
        elif closes and closes == inside:
            at, inside = mark.end(), ""
    return "".join([*kept, html[at:]])


def _is_harmless(html: str) -> bool:
    """Whether there is nothing in it that `clean_html` would take out."""
    refused: list[str] = []

    def allows(tag: str, name: str, value: str) -> bool:
        allowed = _allows(tag, name, value)
        refused.extend([] if allowed else [name])
        return allowed

    cleaned: str = _cleaner(allows).clean(html)
    return (
        not refused and cleaned.count("&lt;") == html.count("&lt;") and not _acts_in_formulas(html)
    )


def safe_outputs(outputs: list[Output], *, bare: bool = False) -> list[Output]:
    """Outputs without scripts: HTML sanitised, Markdown shown if harmless, and no other kind that a
    page would run.

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
    data |= _pictures(sent)
    if bare:
        sent = {}
    if "text/html" in sent:
        data["text/html"] = clean_html(sent["text/html"])
    if "text/markdown" in sent:
        data["text/markdown"] = _safe_markdown(sent["text/markdown"])
    if "text/latex" in sent and not _acts_in_formulas(sent["text/latex"]):
        data["text/latex"] = sent["text/latex"]
    if not data:
        data["text/plain"] = f"[{', '.join(output['data']) or 'nothing'}: left out of the report]"
    return {**output, "data": data, "metadata": _safe_metadata(output.get("metadata"))}


def _safe_text(text: Any, bare: bool) -> Any:
    """Printed text, or lines of it, without colours that take minutes to draw; with none if it is
    to be bare.
    """
    if isinstance(text, list):
        return [_safe_text(line, bare) for line in text]
    return (_COLOUR if bare else _ENDLESS_COLOUR).sub("", text) if isinstance(text, str) else text


def _safe_metadata(metadata: object) -> dict[str, Any]:
    """What a picture's metadata say of its size and, for whoever cannot see it, of its content."""
    if not isinstance(metadata, dict):
        return {}
    return {
        key: _safe_metadata(value) if key in _IMAGES else value
        for key, value in metadata.items()
        if key in _IMAGES
        or (key in ("width", "height") and type(value) is int)
        or (key == "alt" and _is_text(value))
    }


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_shown_safely(text: str, attachments: dict[str, dict[str, str]]) -> bool:
    """Whether nbconvert can show a Markdown text, and what it makes of it runs nothing."""
    try:
        html = MarkdownWithMath(
            renderer=IPythonRenderer(escape=False, attachments=attachments)
        ).render(text)
        return _is_harmless(html)
    except Exception:  # noqa: BLE001 - a picture that is not attached, nesting without end: whatever stops the page
        return False


def _safe_markdown(text: str, attachments: dict[str, dict[str, str]] | None = None) -> str:
    """The text as it is if a page can show it and runs nothing; otherwise the same text as a
    listing.
    """
    is_plain = len(text) < _SHORT and not _MARKUP.search(text)
    if not _takes_long(text) and (is_plain or _is_shown_safely(text, attachments or {})):
        return text
    return _listing(text)


def _takes_long(text: str) -> bool:
    """Whether a page that shows the text as Markdown would be made for minutes."""
    looked = len(text) * sum(map(text.count, _OPENERS))
    return looked > _MOST_LOOKED or text.count("[") > _MOST_BRACKETS


def _listing(text: str) -> str:
    if _takes_long(text):
        text = f"{text[:_MOST_BRACKETS]}\n… (the rest is left out)"
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{text}\n{fence}"


def literal(text: str) -> str:
    """Text to stand in a Markdown cell of ours that may quote a submission: no character of it
    means anything there.
    """
    return re.sub(r"[^\w\s.,;:'()-]|_", lambda found: f"&#{ord(found[0])};", text)


def safe_cell(cell: NotebookNode, trusted: Collection[str] = (), *, bare: bool = False) -> None:
    """Show a Markdown or raw cell as text if a page that shows it could run something; any other
    stays to the letter.

    Args:
        cell: from a submission.
        trusted: texts of the instructor's own cells, which are left alone.
        bare: every other Markdown cell is shown as text, whether it could run something or not.
    """
    if "magics_language" in cell.metadata:
        del cell.metadata["magics_language"]
    if cell.cell_type == "code" or cell.source in trusted:
        return
    pictures = {name: _pictures(bundle) for name, bundle in cell.get("attachments", {}).items()}
    if pictures:
        cell.attachments = pictures = {name: bundle for name, bundle in pictures.items() if bundle}
    if cell.cell_type == "raw":
        cell.source = escape(cell.source, quote=False)
    else:
        cell.source = _listing(cell.source) if bare else _safe_markdown(cell.source, pictures)


def _pictures(bundle: dict[str, Any]) -> dict[str, Any]:
    return {
        mime: data for mime, data in bundle.items() if mime in _IMAGES and _BASE64.fullmatch(data)
    }
