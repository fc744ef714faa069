"""Which files that are handed in a browser would run, where the pages of a course are served."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

_SHOWN = frozenset(
    ".txt .csv .tsv .json .log .md .py .ipynb .png .jpg .jpeg .gif .webp .bmp".split()
)
"""Every browser shows these as what they are called, whatever is in them."""
_RUN = frozenset(
    ".html .htm .xhtml .xht .xhtm .shtml .shtm .mhtml .mht .hta .htc .svg .svgz .xml .xsl .xslt"
    " .xbl .rdf .rss .atom .mml .mathml .pdf .js .mjs .cjs .css .swf .wasm .url .webloc .desktop"
    " .lnk .appcache .webmanifest .jnlp .vml .vtt .eml .php .jsp .asp .aspx .cgi".split()
)
_COMPRESSED = frozenset((".gz", ".br", ".bz2", ".xz", ".z", ".zst"))
"""Servers send such a file as what its name says before the last point."""
_MARKUP = re.compile(rb"<[a-z!?/]|%pdf", re.IGNORECASE)
_HEAD = 4096
"""Bytes from which a browser guesses what a file is that says nothing of itself."""


def stored_name(name: str, data: bytes) -> str:
    """The name under which a file that was handed in lies beside its report: its own, or one that
    makes it text.
    """
    return f"{name}.txt" if _is_run(name, data) else name


def _is_run(name: str, data: bytes) -> bool:
    endings = [ending.strip().lower() for ending in PurePosixPath(f"x{name}").suffixes]
    while endings and endings[-1] in _COMPRESSED:
        endings.pop()
        if endings and endings[-1] in _RUN:
            return True
    last = endings[-1] if endings else ""
    if last in _SHOWN:
        return False
    head = data[:_HEAD].replace(b"\0", b"")
    return last in _RUN or _MARKUP.search(head) is not None
