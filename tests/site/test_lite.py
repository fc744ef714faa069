"""The course in a browser alone: what is built is whole, and asks for Pyodide and nothing else.

What Pyodide does with it is not tested here: it would have to be fetched.
"""

import functools
import http.server
import re
import runpy
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
import pytest

from tests.browser.chromium import chromium
from tests.browser.lab import PATIENCE
from tests.lessons.reading import COURSE, LESSONS
from tests.site.building import pages_built

if TYPE_CHECKING:
    from playwright.sync_api import Route

BUILD = COURSE.root / "tools/build_lite.py"
PYODIDE = re.compile(r"https://cdn\.jsdelivr\.net/pyodide/")

LEFT_OVER = {"__pycache__", "build", "training_loop.egg-info"}
RUN = """
import sys
from grader.engine.inside import shell
shell.run(shell.make_shell(), sys.stdin.read(), 4 << 20)
print(shell.CAPTURE.finished(), file=sys.__stdout__)
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `make lite` builds."""
    return pages_built(
        BUILD,
        tmp_path_factory.mktemp("lite"),
        needs="jupyterlite_core",
        otherwise="what builds the course for a browser is not installed: `make lite` does it",
    )


def test_the_lessons_are_the_students_with_one_cell_before_them(built: Path) -> None:
    for lesson in LESSONS:
        name = f"{lesson}/{lesson}.ipynb"
        setup, *cells = nbformat.read(built / "files" / name, as_version=4).cells
        assert "piplite" in setup.source
        assert cells == nbformat.read(COURSE.notebooks / name, as_version=4).cells


def test_the_wheel_holds_the_library_and_no_answer(built: Path) -> None:
    (wheel,) = (built / "pypi").glob("*.whl")
    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    there = {
        path.relative_to(COURSE.root).as_posix()
        for path in (COURSE.root / "course_lib").rglob("*")
        if path.is_file() and not LEFT_OVER & set(path.parts)
    }
    assert names == there


def test_the_first_cell_does_nothing_where_a_submission_is_graded() -> None:
    setup = runpy.run_path(str(BUILD))["SETUP"]
    done = subprocess.run(
        [sys.executable, "-c", RUN],
        input=setup,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "[]\n"


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves a folder, and says nothing."""

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture
def address(built: Path) -> Iterator[str]:
    """Where a browser finds it."""
    handler = functools.partial(Quiet, directory=built)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_a_lesson_opens_in_a_browser_which_asks_for_pyodide_alone(address: str) -> None:
    outside: set[str] = set()

    def own_only(route: "Route") -> None:
        if route.request.url.startswith((address, "data:", "blob:")):
            route.continue_()
        else:
            outside.add(route.request.url)
            route.abort()

    with chromium() as browser:
        context = browser.new_context(service_workers="block")
        context.route(re.compile(""), own_only)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(f"{address}lab/index.html?path={LESSONS[0]}/{LESSONS[0]}.ipynb")
        page.get_by_text("eggs = 12").wait_for()
        for _ in range(PATIENCE // 200):  # the kernel starts by itself, and wants its Python
            if outside:
                break
            page.wait_for_timeout(200)
        context.close()
    assert outside
    assert [url for url in outside if not PYODIDE.match(url)] == []
