"""Makes HTML of a student's harmless: nothing of it runs, asks a network, or leaves its own box."""

from __future__ import annotations

import re

import nh3

from grader.engine.documents.accents import calm
from grader.engine.documents.balanced import balanced
from grader.engine.documents.safe_pictures import is_safe_address

_KNOWN_TAGS = (
    "a abbr acronym b blockquote br caption center code col colgroup dd del details div dl dt em"
    " figcaption figure h1 h2 h3 h4 h5 h6 hr i img input ins kbd li mark ol p pre q s samp section"
    " small span strike strong sub summary sup table tbody td tfoot th thead tr tt u ul var"
)
_TAGS = frozenset(_KNOWN_TAGS.split())
_ATTRIBUTES = {
    "*": {"align", "style", "title", "valign"},
    "a": {"href"},
    "abbr": {"title"},
    "details": {"open"},
    "img": {"alt", "height", "src", "width"},
    "input": {"checked"},
    "ol": {"start", "type"},
    "table": {"border"},
    "td": {"abbr", "colspan", "rowspan"},
    "th": {"abbr", "colspan", "rowspan", "scope"},
}
_CLASSES = {"table": {"dataframe"}}
"""What pages give a look of their own to; any other class could be one that covers a page."""
_BOXES = {"input": {"disabled": "", "type": "checkbox"}}
"""The one kind of input that text may hold: the box of a list of tasks."""
_NUMBERS = frozenset(("border", "colspan", "height", "rowspan", "start", "width"))
_NUMBER = re.compile(r"\d{1,4}(?:px|%)?")
_WEB = re.compile(r"(?:https?://|mailto:)[!-~\u00a0-\uffff]+", re.IGNORECASE)
_NEARBY = re.compile(r"(?:[\w.-]+(?:/[\w.-]+)*)?(?:#[\w.-]*)?")
"""Within the page, or a file beside it: neither a scheme nor a folder above."""
_LOOKS = frozenset(
    "border border-bottom border-collapse border-left border-right border-top color cursor"
    " font-family font-style font-weight opacity text-align text-decoration vertical-align"
    " white-space".split()
)
_ROOM = frozenset(("margin", "padding", "max-width"))
_LOOK = re.compile(r"[#\w\s.%,'\"-]{1,80}")
_COLOUR = re.compile(r"#[0-9a-f]+")
_LARGE = re.compile(
    r"\d{3,}(?:\.\d*)?(?:[a-z]|%)|\d{2,}(?:\.\d*)?(?:r?em|v[a-z]+|cm|in|ch|ex|pc)\b"
)
_SMALL = re.compile(r"(?:\d{0,2}(?:\.\d{1,3})?(?:em|px)?\s*){1,4}")
_IGNORED = "tex2jax_ignore"
"""MathJax looks for no formula in what has this class; a box of ours, never a student's."""
DRAWN = "tex2jax_process"
"""And within such a box, it looks for one in what has this class."""
_BOX = (
    f'<div class="{_IGNORED}" style="contain: content; isolation: isolate; overflow: auto;'
    ' position: relative; unicode-bidi: isolate">'
)


def clean_html(html: str) -> str:
    """HTML with nothing in it that runs, fetches or covers; tags that are not known become text."""
    cleaned = nh3.clean(
        balanced(html, _TAGS),
        tags=_TAGS,
        clean_content_tags=set(),
        attributes=_ATTRIBUTES,
        attribute_filter=_attribute,
        allowed_classes=_CLASSES,
        set_tag_attribute_values=_BOXES,
        url_schemes={"http", "https", "mailto", "data"},
    )
    return calm(cleaned)


def boxed(html: str) -> str:
    """Clean HTML in a box that it cannot leave, on any page."""
    return f"{_BOX}{html}</div>"


def is_safe_link(address: str) -> bool:
    """Whether a link leads to the web or to a file beside the page.

    nbconvert takes ``files/`` off the beginning of addresses, so none may begin with it.
    """
    if _WEB.fullmatch(address):
        return True
    return (
        _NEARBY.fullmatch(address) is not None
        and ".." not in address
        and not address.lower().startswith("files/")
    )


def _attribute(tag: str, name: str, value: str) -> str | None:
    """An attribute as it may stay, or nothing."""
    if name == "href":
        return value if is_safe_link(value) else None
    if name == "src":
        return value if is_safe_address(value) else None
    if name == "style":
        return _style(value) or None
    if name in _NUMBERS:
        return value if _NUMBER.fullmatch(value) else None
    return value


def _style(value: str) -> str:
    """The declarations that change how a text looks, and nothing of where it stands."""
    kept = []
    for declaration in value.split(";"):
        name, _, look = declaration.partition(":")
        name, look = name.strip().lower(), look.strip()
        if _is_safe_look(name, look):
            kept.append(f"{name}: {look}")
    return "; ".join(kept)


def _is_safe_look(name: str, look: str) -> bool:
    form = _LOOK if name in _LOOKS else _SMALL if name in _ROOM else None
    if form is None or not look or not form.fullmatch(look):
        return False
    return not _LARGE.search(_COLOUR.sub("", look.lower()))
