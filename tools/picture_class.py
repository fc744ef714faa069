"""Draw three pictures of the instructor's desk, of a class that `grader demo` has made: a page of
feedback, the class report, and two answers side by side.

    .venv/bin/grader demo 00 05 08 && .venv/bin/python -m tools.picture_class demo
"""

import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
WIDTH = 900
HEIGHTS = {"feedback.png": 1000, "report.png": 1300, "similar.png": 900}


def telling(pages: list[Path]) -> Path:
    """The page that tells most: that with the most exercises to go back to, in a lesson of many."""
    return max(pages, key=lambda path: path.read_text(encoding="utf-8").count('class="think"'))


def main() -> None:
    """Write the pictures with Chromium: the one named last on the command line, or Playwright's."""
    folder = Path(sys.argv[1]).resolve()
    subprocess.run([sys.executable, "-m", "grader", "similar"], cwd=folder, check=False)
    pages = {
        "feedback.png": telling(sorted(folder.glob("feedback/*/*/*.html"))),
        "report.png": folder / "report.html",
        "similar.png": folder / "similar.html",
    }
    with sync_playwright() as play:
        program = sys.argv[2] if len(sys.argv) > 2 else None
        browser = play.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for name, path in pages.items():
            page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHTS[name]})
            page.goto(path.as_uri())
            page.screenshot(path=IMAGES / name)
            print(f"wrote {name}: {path.relative_to(folder)}")
        browser.close()


if __name__ == "__main__":
    main()
