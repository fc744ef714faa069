"""Feedback and report in a real browser: they hold their own, fetch nothing and fit a phone."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from grader.autograde import Grading, choose
from grader.desk.class_data import read_class
from grader.desk.feedback import make_pages
from grader.desk.report import report
from grader.desk.summary import summarise
from grader.options import Options
from tests.browser.accessible import violations
from tests.browser.chromium import chromium, without_network
from tests.engine.classroom import LESSON, grade, make_class

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """A report on a class, and the pages of three students."""
    course = make_class(tmp_path_factory.mktemp("desk") / "course", 10)
    grade(course)
    with Grading(course.root, Options()) as grading:
        submissions = choose(grading, [], None)
    assert len([*make_pages(course.root, submissions)]) == 10
    data = read_class(course.root, submissions)
    path = course.root / "report.html"
    path.write_text(report("a class", data, summarise(data)), encoding="utf-8")
    pages = sorted((course.root / "feedback").glob(f"*/{LESSON}/{LESSON}.html"))
    return [path, *pages[:3]]


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    """A headless browser."""
    with chromium() as launched:
        yield launched


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_pages_fit_fetch_nothing_and_their_links_lead_somewhere(
    browser: "Browser", made: list[Path], width: int, scheme: Literal["light", "dark"]
) -> None:
    page: Page = browser.new_page(
        viewport={"width": width, "height": 800},
        color_scheme=scheme,
    )
    fetched: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    for path in made:
        page.goto(path.as_uri())
        page.evaluate("() => document.querySelectorAll('details').forEach(d => { d.open = true })")
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width, path.name
        links = page.locator("a[href^='#']")
        assert links.count() >= 5
        for place in range(links.count()):
            target = links.nth(place).get_attribute("href") or ""
            assert page.locator(f"[id='{target[1:]}']").count() == 1, target
        links.first.click()
        assert page.url.partition("#")[2]
    outside = [url for url in fetched if not url.startswith(("file:", "data:"))]
    assert (outside, complaints) == ([], [])
    page.close()


def test_a_page_that_would_fetch_something_is_told_and_its_policy_holds(
    browser: "Browser", made: list[Path], tmp_path: Path
) -> None:
    """What the test above relies on: a picture that is planted in a page is seen, once without the
    policy and once as a complaint.
    """
    planted = (
        made[1]
        .read_text(encoding="utf-8")
        .replace("<main>", "<main><img src='http://a.test/a.png'>")
    )
    outcomes = []
    for html in (planted, planted.replace("Content-Security-Policy", "x")):
        path = tmp_path / "page.html"
        path.write_text(html, encoding="utf-8")
        page = browser.new_page()
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))  # noqa: B023
        asked = without_network(page)
        page.goto(path.as_uri(), wait_until="load")
        outcomes.append((asked, any("Content Security Policy" in text for text in complaints)))
        page.close()
    assert outcomes == [([], True), (["http://a.test/a.png"], False)]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_pass_the_rules_of_accessibility(
    browser: "Browser", made: list[Path], scheme: Literal["light", "dark"]
) -> None:
    page = browser.new_page(color_scheme=scheme)
    for path in made:
        page.goto(path.as_uri())
        assert violations(page) == "", path.name
    page.close()


def test_a_page_takes_the_colours_that_its_reader_likes(
    browser: "Browser", made: list[Path]
) -> None:
    grounds = set()
    for scheme in ("light", "dark"):
        page = browser.new_page(color_scheme=scheme)
        page.goto(made[1].as_uri())
        grounds.add(page.evaluate("() => getComputedStyle(document.body).backgroundColor"))
        page.close()
    assert grounds == {"rgb(255, 255, 255)", "rgb(22, 25, 30)"}
