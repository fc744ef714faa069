"""Draw two pictures for the README: a verdict on a summed loss, as a learner meets it, and the
progress of one who has come to lesson 05.
"""

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
from playwright.sync_api import sync_playwright

from course_lib import check
from course_lib.desk.notebooks import Stage, read_lessons
from course_lib.desk.overview import Overview

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
PAGE = """<html>
<body style="font:15px/1.5 system-ui,'DejaVu Sans',sans-serif;color:#222;background:#fff;margin:0">
<div id="shot" style="padding:16px;width:780px">
<pre style="background:#f5f5f5;padding:10px;margin:0 0 12px;
font:14px/1.45 'DejaVu Sans Mono',monospace">{code}</pre>{report}</div></body></html>"""
CODE = """def mse_loss(y_pred, y):
    return np.sum((y_pred - y) ** 2)

check("mse_loss")"""


def mse_loss(y_pred: np.ndarray, y: np.ndarray) -> np.float64:
    """Add up where the mean is asked, and let shapes broadcast."""
    return np.float64(np.sum((y_pred - y) ** 2))


def half_way() -> Overview:
    """The progress of a learner who has done four lessons and a half."""
    solved, fresh = read_lessons(ROOT / "solutions"), read_lessons(ROOT / "notebooks")
    tried, *later = fresh[4].tasks[3:]
    tasks = (*solved[4].tasks[:3], replace(tried, score=2.0, stage=Stage.TRIED), *later)
    return Overview([*solved[:4], replace(fresh[4], tasks=tasks), *fresh[5:]])


def main() -> None:
    """Write the pictures with Chromium: the one named on the command line, or Playwright's own."""
    report = check("mse_loss", mse_loss)._repr_html_().replace("<details>", "<details open>", 1)
    reports = {
        "verdict.png": (CODE, report),
        "progress.png": ('progress("all")', half_way()._repr_html_()),
    }
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=sys.argv[1] if len(sys.argv) > 1 else None)
        page = browser.new_page(device_scale_factor=2)
        for name, (code, shown) in reports.items():
            page.set_content(PAGE.format(code=code, report=shown))
            page.locator("#shot").screenshot(path=IMAGES / name)
            print(f"wrote {name}")
        browser.close()


if __name__ == "__main__":
    main()
