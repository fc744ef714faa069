"""Draw the picture of a verdict that the README shows: a summed loss, as a learner meets it."""

import sys
from pathlib import Path

import numpy as np
from playwright.sync_api import sync_playwright

from course_lib import check

TARGET = Path(__file__).resolve().parent.parent / "docs" / "images" / "verdict.png"
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


def main() -> None:
    """Write the picture with Chromium: the one named on the command line, or Playwright's own."""
    report = check("mse_loss", mse_loss)._repr_html_().replace("<details>", "<details open>", 1)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=sys.argv[1] if len(sys.argv) > 1 else None)
        page = browser.new_page(device_scale_factor=2)
        page.set_content(PAGE.format(code=CODE, report=report))
        page.locator("#shot").screenshot(path=TARGET)
        browser.close()
    print(f"wrote {TARGET.name}")


if __name__ == "__main__":
    main()
