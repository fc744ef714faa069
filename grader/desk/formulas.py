"""Formulas as MathML, which browsers draw themselves: a page with formulas needs no script."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape

import nh3
from latex2mathml.converter import convert

_TAGS = frozenset(
    "math mrow mi mo mn mtext mspace mfrac msqrt mroot msub msup msubsup munder mover munderover"
    " mtable mtr mtd mstyle mpadded mphantom menclose".split()
)
_ATTRIBUTES = {
    "*": {"displaystyle", "mathvariant", "scriptlevel"},
    "math": {"display"},
    "menclose": {"notation"},
    "mfrac": {"linethickness"},
    "mo": {"fence", "form", "largeop", "maxsize", "minsize", "movablelimits", "stretchy"},
    "mover": {"accent"},
    "mspace": {"width"},
    "mtable": {"columnalign", "columnlines", "columnspacing", "rowlines", "rowspacing"},
    "mtd": {"columnalign"},
    "munder": {"accentunder"},
}
_NUMBERED = re.compile(r"\\(begin|end)\{(align|equation|gather)\}")
"""A formula in a notebook has no number that a text refers to."""


@lru_cache(maxsize=4096)
def as_mathml(tex: str, is_block: bool) -> str:
    """A formula as MathML, or as its TeX where it cannot be converted."""
    plain = _NUMBERED.sub(r"\\\1{\2*}", tex.strip())
    try:
        drawn = convert(plain, display="block" if is_block else "inline")
    except Exception:  # noqa: BLE001 - whatever the library stumbles over, the TeX can be read
        kind = "tex block" if is_block else "tex"
        return f'<code class="{kind}">{escape(tex.strip())}</code>'
    # The library writes the text of `\text` as if it were MathML.
    cleaned: str = nh3.clean(
        drawn, tags=_TAGS, attributes=_ATTRIBUTES, clean_content_tags=set(), link_rel=None
    )
    return cleaned
