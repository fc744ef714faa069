"""A headless browser for tests, and what it asks the network for."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NETWORK = re.compile("^(https?|wss?|ftp):", re.IGNORECASE)
"""Addresses of a network. Playwright reads `**` in a pattern of its own as it likes; this it does
not.
"""


@contextmanager
def chromium() -> "Iterator[Browser]":
    """Chromium; without one there is nothing to test with."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as p:
        program = shutil.which("chromium") or p.chromium.executable_path
        if not Path(program).is_file():
            pytest.skip(
                "there is no Chromium here: install it, or run `playwright install chromium`"
            )
        launched = p.chromium.launch(executable_path=program, args=FLAGS)
        yield launched
        launched.close()


def without_network(page: "Page") -> list[str]:
    """Let a page reach no network; gives the list that fills with what it asks for."""
    asked: list[str] = []

    def refuse(route: "Route") -> None:
        asked.append(route.request.url)
        route.abort()

    page.route(NETWORK, refuse)
    return asked
