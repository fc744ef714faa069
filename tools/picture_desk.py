"""Picture the student's desk for the docs: a verdict on a summed loss, the progress of one who has
come to lesson 05, a lesson and its widget in JupyterLab, and the web site.

    python -m tools.picture_desk [CHROMIUM]

The site must have been built (`make site`).
"""

import io
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image
from playwright.sync_api import sync_playwright

from course_lib import check
from course_lib.desk.notebooks import Stage, read_lessons
from course_lib.desk.overview import Overview
from tests.browser.lab import PATIENCE, cell_with, open_lesson, run, serve, write

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Locator, Page

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
TOOLS, LOOP = "00_start_here", "01_training_loop"
COLOURS = 128  # few enough for a small file, and a gradient still looks smooth
PAGE = """<html>
<body style="font:15px/1.5 system-ui,'DejaVu Sans',sans-serif;color:#222;background:#fff;margin:0">
<div id="shot" style="padding:16px;width:780px">
<pre style="background:#f5f5f5;padding:10px;margin:0 0 12px;
font:14px/1.45 'DejaVu Sans Mono',monospace">{code}</pre>{report}</div></body></html>"""
CODE = """def mse_loss(y_pred, y):
    return np.sum((y_pred - y) ** 2)

check("mse_loss")"""


def main() -> None:
    """Write the pictures with Chromium: the one named on the command line, or Playwright's own."""
    with sync_playwright() as play:
        program = sys.argv[1] if len(sys.argv) > 1 else None
        browser = play.chromium.launch(executable_path=program, args=["--no-sandbox"])
        picture_reports(browser)
        picture_site(browser)
        with lab() as server:
            picture_lesson(browser, server)
            picture_widget(browser, server)
        browser.close()


@contextmanager
def lab() -> "Iterator[tuple[str, str]]":
    """A JupyterLab with two lessons."""
    with tempfile.TemporaryDirectory() as home:
        yield from serve(Path(home), [TOOLS, LOOP])


def mse_loss(y_pred: np.ndarray, y: np.ndarray) -> np.float64:
    """Add up where the mean is asked, and let shapes broadcast."""
    return np.float64(np.sum((y_pred - y) ** 2))


def half_way() -> Overview:
    """The progress of a learner who has done four lessons and a half."""
    solved, fresh = read_lessons(ROOT / "solutions"), read_lessons(ROOT / "notebooks")
    tried, *later = fresh[4].tasks[3:]
    tasks = (*solved[4].tasks[:3], replace(tried, score=2.0, stage=Stage.TRIED), *later)
    return Overview([*solved[:4], replace(fresh[4], tasks=tasks), *fresh[5:]])


def picture_reports(browser: "Browser") -> None:
    report = check("mse_loss", mse_loss)._repr_html_().replace("<details>", "<details open>", 1)
    reports = {
        "verdict.png": (CODE, report),
        "progress.png": ('progress("all")', half_way()._repr_html_()),
    }
    page = browser.new_page(device_scale_factor=2)
    for name, (code, shown) in reports.items():
        page.set_content(PAGE.format(code=code, report=shown))
        save(name, page.locator("#shot"))
    page.close()


def picture_site(browser: "Browser") -> None:
    page = browser.new_page(viewport={"width": 1100, "height": 820})
    page.goto((ROOT / "build/site/html/index.html").as_uri())
    for _ in range(14):
        page.locator(".film .step").click()
    page.locator("body").click(position={"x": 1090, "y": 810})
    page.evaluate("scrollTo(0, 0)")
    save("site.png", page)
    page.close()


def picture_lesson(browser: "Browser", server: tuple[str, str]) -> None:
    page = opened(browser, server, LOOP)
    run(cell_with(page, "import numpy as np"))
    answer, cell = cell_with(page, "def predict(w, x):"), cell_with(page, 'check("predict")')
    write(answer, "return w + x")
    run(answer)
    run(cell)
    cell.get_by_text("You added").wait_for()
    answer.scroll_into_view_if_needed()
    answer.evaluate("cell => cell.scrollIntoView()")
    save("lesson.png", page)
    page.close()


def picture_widget(browser: "Browser", server: tuple[str, str]) -> None:
    page = opened(browser, server, TOOLS)
    for code in "import numpy as np", "X, kinds = two_spirals(":
        run(cell_with(page, code))
    film = cell_with(page, "X, kinds = two_spirals(").locator(".film")
    for _ in range(10):
        film.locator(".step").click()
    save("widget.png", film)
    page.close()


def opened(browser: "Browser", server: tuple[str, str], lesson: str) -> "Page":
    page = browser.new_page(viewport={"width": 1100, "height": 820})
    page.set_default_timeout(PATIENCE)
    open_lesson(page, server, lesson)
    return page


def save(name: str, what: "Page | Locator") -> None:
    """Write a screenshot with few colours, which makes it small."""
    shot = Image.open(io.BytesIO(what.screenshot())).convert("RGB")
    shot.quantize(COLOURS).save(IMAGES / name, optimize=True)
    print(f"wrote {name}, {(IMAGES / name).stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
