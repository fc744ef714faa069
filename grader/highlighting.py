"""Colours for the code on a page of feedback, where they do not take minutes."""

from __future__ import annotations

from html import escape
from typing import Any

from nbconvert.filters.highlight import Highlight2HTML

MOST = 10_000
"""Characters of a cell with colours. Blank lines and long names cost their square: of so many, a
second.
"""


class Highlight(Highlight2HTML):
    """nbconvert's, but for cells that are longer than anybody writes them: those stay black."""

    def __call__(
        self, source: str, language: str | None = None, metadata: dict[str, Any] | None = None
    ) -> str:
        """The code as HTML."""
        if len(source) <= MOST:
            coloured: str = super().__call__(source, language, metadata)  # type: ignore[no-untyped-call]
            return coloured
        return f'<div class=" highlight hl-ipython3"><pre>{escape(source)}\n</pre></div>\n'
