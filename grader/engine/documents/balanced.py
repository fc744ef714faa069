"""Brings HTML of anybody's into a form that every program reads alike: each tag closed, few within
each other.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from html import escape

_TAG = re.compile(
    r"""<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]{0,15}+)
    (?P<attributes>(?:\s++[a-zA-Z][a-zA-Z-]{0,30}+
        (?:\s*+=\s*+(?:"[^"<>]*+"|'[^'<>]*+'|[^\s"'<>=`]++))?+){0,40}+)
    \s*+/?+>""",
    re.VERBOSE,
)
_EMPTY = frozenset(("br", "col", "hr", "img", "input"))
_MOST_NESTED = 60
"""Elements within each other; a parser's work grows with the square of them."""
_UNSEEN = re.compile(r"<(style|script)\b|</(style|script)\s*>|(<!--)|(-->)", re.IGNORECASE)


def balanced(html: str, known: Collection[str]) -> str:
    """The same HTML with every tag closed and none closed twice; other tags, and what is no plain
    tag, become text.

    A parser repairs what is not balanced: it can take time that grows with the product of what
    stands there, and it lets a stray closing tag end what is around it.

    Args:
        html: anything.
        known: the names of elements that stay.
    """
    return "".join(_pieces(without_unseen(html), known))


def _pieces(html: str, known: Collection[str]) -> Iterator[str]:
    inside: list[str] = []
    at = 0
    for tag in _TAG.finditer(html):
        name = tag["name"].lower()
        yield html[at : tag.start()].replace("<", "&lt;")
        at = tag.end()
        if name not in known:
            yield escape(tag[0])
        elif tag["end"]:
            yield from _closed(name, inside)
        elif name in _EMPTY:
            yield f"<{name}{tag['attributes']}>"
        elif len(inside) < _MOST_NESTED:
            inside.append(name)
            yield f"<{name}{tag['attributes']}>"
    yield html[at:].replace("<", "&lt;")
    yield from (f"</{name}>" for name in reversed(inside))


def _closed(name: str, inside: list[str]) -> Iterator[str]:
    """What closes an element and those within it that were left open; nothing if it is not open."""
    while name in inside:
        last = inside.pop()
        yield f"</{last}>"
        if last == name:
            return


def without_unseen(html: str) -> str:
    """HTML without its styles, scripts and comments, whose text would be shown; one that is never
    closed stays. In one pass.
    """
    marks = [*_UNSEEN.finditer(html)]
    last = {_kinds(mark)[1]: mark.start() for mark in marks}
    kept, at, inside = [], 0, ""
    for mark in marks:
        opens, closes = _kinds(mark)
        if opens and not inside and mark.start() < last.get(opens, -1):
            kept.append(html[at : mark.start()])
            inside = opens
        elif closes and closes == inside:
            at, inside = mark.end(), ""
    return "".join([*kept, html[at:]])


def _kinds(mark: re.Match[str]) -> tuple[str, str]:
    """What a mark opens, and what it closes."""
    if mark[3] or mark[4]:
        return ("comment", "") if mark[3] else ("", "comment")
    return (mark[1] or "").lower(), (mark[2] or "").lower()
