"""What a student meets in a real JupyterLab in a real browser: a verdict to read, a hint to open, a
slider to move.
"""

import json
import os
import re
import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from grader.course import find_course

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

LESSON = "00_start_here"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 120_000  # milliseconds, for a machine that has much else to do
"""Milliseconds that a browser waits for what should appear; a quick machine needs far less."""

SETTINGS: dict[str, dict[str, Any]] = {
    "notebook-extension/tracker": {
        "windowingMode": "none"
    },  # all cells are there, also those out of sight
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
}


@pytest.fixture(scope="module")
def chromium() -> str:
    """The browser's program; without one there is nothing to test with."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    program = shutil.which("chromium")
    if program is None:
        with playwright.sync_playwright() as p:
            program = p.chromium.executable_path
    if not Path(program).is_file():
        pytest.skip("there is no Chromium here: install it, or run `playwright install chromium`")
    return program


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory, chromium: str) -> Iterator[str]:
    """The address of lesson 00 in a JupyterLab of its own: own folder, own settings, own port, own
    token.
    """
    home = tmp_path_factory.mktemp("lab")
    shutil.copytree(find_course().notebooks / LESSON, home / "root")
    for name, value in SETTINGS.items():
        path = home / "settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(value))
    places = {
        f"JUPYTER_{name}_DIR": str(home / name.lower()) for name in ("CONFIG", "DATA", "RUNTIME")
    }
    places |= {
        f"JUPYTERLAB_{name}_DIR": str(home / name.lower()) for name in ("SETTINGS", "WORKSPACES")
    }
    token = secrets.token_hex(16)
    options = ["--no-browser", "--allow-root", "--ServerApp.ip=127.0.0.1", "--ServerApp.port=0"]
    options += [f"--ServerApp.root_dir={home / 'root'}", f"--IdentityProvider.token={token}"]
    with (home / "log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", *options],
            cwd=home,
            env={**os.environ, **places, "IPYTHONDIR": str(home / "ipython")},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            address = _address(server, home / "runtime", home / "log")
            yield f"{address}lab/tree/{LESSON}.ipynb?token={token}"
        finally:
            server.terminate()
            try:
                server.wait(timeout=10)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def _address(server: subprocess.Popen[bytes], runtime: Path, log: Path) -> str:
    """Where the server listens, as it writes it down once it is up."""
    deadline = time.monotonic() + 120
    while server.poll() is None and time.monotonic() < deadline:
        for path in runtime.glob("jpserver-*.json"):
            found = re.search(r'"url": "([^"]+)"', path.read_text())
            if found:
                return found.group(1)
        time.sleep(0.05)
    raise AssertionError(f"JupyterLab did not start:\n{log.read_text()[-2000:]}")


@pytest.fixture(scope="module")
def page(lab: str, chromium: str) -> Iterator["Page"]:
    """The lesson, open in a headless browser, its kernel ready."""
    from playwright.sync_api import expect, sync_playwright

    with sync_playwright() as p:
        browser = p.chromium.launch(executable_path=chromium, args=FLAGS)
        try:
            page = browser.new_page(viewport={"width": 1280, "height": 1000})
            page.set_default_timeout(PATIENCE)
            expect.set_options(timeout=PATIENCE)
            page.goto(lab)
            page.locator(".jp-Notebook .jp-CodeCell").first.wait_for()
            page.locator('.jp-Notebook-ExecutionIndicator[data-status="idle"]').wait_for()
            yield page
        finally:
            browser.close()


def cell_with(page: "Page", code: str) -> "Locator":
    """The code cell that has a line with this text, once its editor is there."""
    from playwright.sync_api import expect

    line = page.locator(
        ".jp-InputArea-editor .cm-line", has_text=re.compile(rf"^\s*{re.escape(code)}")
    )
    cell = page.locator(".jp-CodeCell", has=line)
    expect(cell).to_have_count(1)
    return cell


def run(cell: "Locator") -> None:
    """Run a cell as a student does, and wait until the number appears in its brackets.

    JupyterLab calls a kernel idle before it is connected to it, and on a busy machine it then
    forgets a cell that was run in between: its brackets stay empty. A student presses again, and so
    does this.
    """
    brackets = cell.locator(".jp-InputArea-prompt")
    deadline = time.monotonic() + PATIENCE / 1000
    while time.monotonic() < deadline:
        cell.locator(".jp-InputArea-editor").click()
        cell.page.keyboard.press("Shift+Enter")
        again = min(time.monotonic() + 5, deadline)
        while time.monotonic() < again or (
            "*" in brackets.inner_text() and time.monotonic() < deadline
        ):
            cell.page.wait_for_timeout(100)
            if re.search(r"\[\d+\]", brackets.inner_text()):
                return
    raise AssertionError(
        f"the cell was run and run again, and its brackets still read {brackets.inner_text()!r}"
    )


def test_a_wrong_double_gets_a_verdict_whose_hint_unfolds(page: "Page") -> None:
    from playwright.sync_api import expect

    run(cell_with(page, "import numpy as np"))
    stub = cell_with(page, "def double(x):")
    stub.locator(".cm-line", has_text="# YOUR CODE HERE").click()
    page.keyboard.press("Home")
    page.keyboard.press("Shift+End")
    page.keyboard.type("return x ** 2")
    expect(stub).not_to_contain_text("YOUR CODE HERE")
    run(stub)
    check = cell_with(page, 'check("double")')
    run(check)
    verdict = check.locator(".jp-OutputArea-output")
    expect(verdict).to_contain_text("double — 0 of 2 points")
    expect(verdict).to_contain_text("You squared it")
    hint = verdict.locator("details").first
    expect(hint).to_have_text("To think about", use_inner_text=True)  # what can be seen of it
    hint.locator("summary").click()
    expect(hint).to_contain_text(re.compile(r"To think about\s+\w+.*\?"), use_inner_text=True)


def test_moving_the_slider_changes_the_picture(page: "Page") -> None:
    from playwright.sync_api import expect

    for code in "import numpy as np", "orders = np.array(", "figures.explore_axis(orders)":
        run(cell_with(page, code))
    figure = cell_with(page, "figures.explore_axis(orders)").locator(".jp-OutputArea-output")
    picture = figure.locator("img")
    expect(picture).to_have_attribute("alt", re.compile(r"\w+ \w+"))
    before = picture.get_attribute("src") or ""
    assert before.startswith("data:image/png")
    handle = figure.locator(".noUi-handle")
    handle.focus()
    page.keyboard.press("ArrowRight")
    expect(figure.locator(".widget-readout")).to_have_text("0")
    expect(picture).not_to_have_attribute("src", before)
    axis_0 = picture.get_attribute("src") or ""
    page.keyboard.press("ArrowRight")
    expect(figure.locator(".widget-readout")).to_have_text("1")
    expect(picture).not_to_have_attribute("src", axis_0)
    assert picture.get_attribute("src") != before
