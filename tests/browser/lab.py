"""A JupyterLab of its own in a real browser, and a student's hands: run, write, read."""

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

from grader.course import find_course

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

PATIENCE = 120_000  # milliseconds, for a machine that has much else to do
"""Milliseconds that a browser waits for what should appear; a quick machine needs far less."""

SETTINGS: dict[str, dict[str, Any]] = {
    "notebook-extension/tracker": {
        "windowingMode": "none"
    },  # all cells are there, also those out of sight
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
}


def serve(home: Path, lessons: list[str]) -> Iterator[tuple[str, str]]:
    """The address and the token of a JupyterLab with some lessons: own folder, own settings, own
    port, own token.
    """
    for lesson in lessons:
        shutil.copytree(find_course().notebooks / lesson, home / "root" / lesson)
    for name, value in SETTINGS.items():
        path = home / "settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(value))
    yield from listening("jupyterlab", home, home / "root")


def listening(module: str, home: Path, root: Path, *options: str) -> Iterator[tuple[str, str]]:
    """The address and the token of a Jupyter server: own folders, own port, own token.

    Args:
        module: the server's.
        home: a folder for its settings.
        root: the folder that it serves.
        options: further ones.
    """
    folders = {"JUPYTER": "CONFIG DATA RUNTIME", "JUPYTERLAB": "SETTINGS WORKSPACES"}
    places = {
        f"{program}_{name}_DIR": str(home / name.lower())
        for program, names in folders.items()
        for name in names.split()
    }
    token = secrets.token_hex(16)
    own = ["--no-browser", "--allow-root", "--ServerApp.ip=127.0.0.1", "--ServerApp.port=0"]
    own += [f"--ServerApp.root_dir={root}", f"--IdentityProvider.token={token}"]
    with (home / "log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", module, *own, *options],
            cwd=root,
            env={**os.environ, **places, "IPYTHONDIR": str(home / "ipython")},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            yield _address(server, home / "runtime", home / "log"), token
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
    raise AssertionError(f"the server did not start:\n{log.read_text()[-2000:]}")


def open_lesson(page: "Page", server: tuple[str, str], lesson: str) -> None:
    """Open a lesson in a workspace as it is at first, and wait until its kernel is ready."""
    address, token = server
    page.goto(f"{address}lab/tree/{lesson}/{lesson}.ipynb?reset&token={token}")
    page.locator(".jp-Notebook .jp-CodeCell").first.wait_for()
    page.locator('.jp-Notebook-ExecutionIndicator[data-status="idle"]').wait_for()


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
        if not _clicked(cell):
            continue
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


def _clicked(cell: "Locator") -> bool:
    """Click into a cell; a question that JupyterLab asks meanwhile, about a kernel say, is answered
    as it suggests.
    """
    from playwright.sync_api import TimeoutError as TooLate

    accept = cell.page.locator(".jp-Dialog .jp-mod-accept")
    if accept.count():
        accept.first.click()
    try:
        cell.locator(".jp-InputArea-editor").click(timeout=5000)
    except TooLate:
        return False
    return True


def write(cell: "Locator", code: str) -> None:
    """Replace the line that waits for the student's code."""
    from playwright.sync_api import expect

    cell.locator(".cm-line", has_text="# YOUR CODE HERE").click()
    cell.page.keyboard.press("Home")
    cell.page.keyboard.press("Shift+End")
    cell.page.keyboard.type(code)
    expect(cell).not_to_contain_text("YOUR CODE HERE")


def rewrite(cell: "Locator", old: str, code: str) -> None:
    """Mend a line that was written before."""
    cell.locator(".cm-line", has_text=old).click()
    cell.page.keyboard.press("Home")
    cell.page.keyboard.press("Shift+End")
    cell.page.keyboard.type(code)
