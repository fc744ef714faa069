"""What a student meets in a real JupyterLab in a real browser: a verdict to read, a hint to open, a
slider to move, a page that fits and can be read in the dark.
"""

import re
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser.chromium import chromium
from tests.browser.lab import (
    PATIENCE,
    cell_with,
    open_lesson,
    rewrite,
    run,
    serve,
    write,
)
from tests.lessons.reading import COURSE, cells

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

TOOLS, LOOP = "00_start_here", "01_training_loop"
SOLVED = "solved"
WIDE_ONCE = [
    "00_start_here",
    "04_forward_pass",
    "05_loss",
    "06_backprop",
    "07_updates",
    "09_learning_rate",
    "14_finance",
    "15_capstone",
]
"""Lessons that had a table or a formula too wide for a narrow window."""


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    """A headless browser."""
    with chromium() as launched:
        from playwright.sync_api import expect

        expect.set_options(timeout=PATIENCE)
        yield launched


@pytest.fixture(scope="module")
def server(
    browser: "Browser", tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, str]]:
    """One JupyterLab for all tests here, and solved lessons to look at in a folder of their own."""
    home = tmp_path_factory.mktemp("lab")
    for lesson in WIDE_ONCE:
        shutil.copytree(COURSE.solutions / lesson, home / "root" / SOLVED / lesson)
    yield from serve(home, [TOOLS, LOOP])


def lesson_page(browser: "Browser", server: tuple[str, str], lesson: str) -> "Page":
    page = browser.new_page(viewport={"width": 1280, "height": 1000})
    page.set_default_timeout(PATIENCE)
    open_lesson(page, server, lesson)
    return page


@pytest.fixture(scope="module")
def page(browser: "Browser", server: tuple[str, str]) -> Iterator["Page"]:
    """Lesson 00, its kernel ready."""
    opened = lesson_page(browser, server, TOOLS)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def loop(browser: "Browser", server: tuple[str, str]) -> Iterator["Page"]:
    """Lesson 01, all its cells run as it was released."""
    opened = lesson_page(browser, server, LOOP)
    run(cell_with(opened, "import numpy as np"))  # again if need be: the kernel is there then
    choose(opened, "Run", "Run All Cells")
    brackets = cell_with(opened, "progress()").locator(".jp-InputArea-prompt")
    from playwright.sync_api import expect

    expect(brackets).to_have_text(re.compile(r"\[\d+\]"))
    yield opened
    opened.close()


def choose(page: "Page", menu: str, *entries: str) -> None:
    """Choose an entry of a menu, or of the menu that opens beside it."""
    page.locator(".lm-MenuBar-item", has_text=re.compile(rf"^{menu}$")).click()
    for entry in entries:
        label = re.compile(rf"^{re.escape(entry)}$")
        page.locator(".lm-Menu-itemLabel", has_text=label).last.click()


def outputs(cell: "Locator") -> "Locator":
    return cell.locator(".jp-OutputArea-output")


def test_a_wrong_double_gets_a_verdict_whose_hint_unfolds(page: "Page") -> None:
    from playwright.sync_api import expect

    run(cell_with(page, "import numpy as np"))
    stub = cell_with(page, "def double(x):")
    write(stub, "return x ** 2")
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


def test_a_training_is_started_and_stepped_by_keyboard_in_the_page(page: "Page") -> None:
    from playwright.sync_api import expect

    for code in "import numpy as np", "X, kinds = two_spirals(":
        run(cell_with(page, code))
    film = cell_with(page, "X, kinds = two_spirals(").locator(".film")
    told, picture = film.locator("output"), film.locator(".map")
    expect(told).to_contain_text("round 0 of 40: loss 0.7")
    expect(picture).to_have_attribute("aria-label", re.compile("300 points on two spirals"))
    before = picture.evaluate("canvas => canvas.toDataURL()")
    film.locator(".step").focus()
    page.keyboard.press("Enter")
    expect(told).to_contain_text("round 1 of 40")
    assert picture.evaluate("canvas => canvas.toDataURL()") != before
    film.locator(".start").focus()
    page.keyboard.press("Enter")
    expect(told).to_contain_text("round 40 of 40: loss 0.0")
    expect(film.locator("xpath=preceding-sibling::img")).to_be_hidden()  # the still
    assert cell_with(page, "X, kinds = two_spirals(").locator("pre").count() == 0


def test_an_unsolved_lesson_runs_through_and_every_check_says_what_is_missing(
    loop: "Page",
) -> None:
    assert loop.locator(".jp-OutputArea-output[data-mime-type$='error']").count() == 0
    assert loop.locator(".jp-OutputArea-output[data-mime-type$='stderr']").count() == 0
    checks = loop.locator(".jp-CodeCell", has=loop.locator(".cm-line", has_text="check("))
    assert checks.count() == 6
    for place in range(6):
        verdict = outputs(checks.nth(place)).inner_text()
        assert re.search(r"0 of \d points?", verdict), verdict
        assert re.search("still empty|Write your guess first", verdict), verdict


def test_a_named_mistake_its_hint_and_the_mended_cell(loop: "Page") -> None:
    from playwright.sync_api import expect

    answer, check = cell_with(loop, "def predict(w, x):"), cell_with(loop, 'check("predict")')
    write(answer, "return w + x")
    run(answer)
    run(check)
    verdict = outputs(check)
    expect(verdict).to_contain_text("predict — 0 of 1 point")
    expect(verdict).to_contain_text("You added")
    summary = verdict.locator("summary").first
    summary.focus()
    loop.keyboard.press("Enter")
    expect(verdict.locator("details").first).to_have_attribute("open", "")
    rewrite(answer, "return w + x", "return w * x")
    run(answer)
    run(check)
    expect(verdict).to_contain_text("predict — 1 of 1 point")
    expect(verdict).not_to_contain_text("You added")


def test_progress_shows_both_lessons_and_the_point_that_is_not_saved_yet(loop: "Page") -> None:
    from playwright.sync_api import expect

    cell = cell_with(loop, "progress()")
    run(cell)
    expect(outputs(cell)).to_contain_text("00 · Start here")
    expect(outputs(cell)).to_contain_text("✓ done 1, ~ tried 0, · open 10")
    expect(outputs(cell)).to_contain_text("Go on with double in lesson 00")
    labels = outputs(cell).locator("[role=img]")
    expect(labels.last).to_have_attribute("aria-label", re.compile("predict: done"))


def test_nbgrader_s_validate_button_names_the_same_exercises(loop: "Page") -> None:
    from playwright.sync_api import expect

    loop.get_by_text("Validate", exact=True).click()  # saves first
    dialog = loop.locator(".jp-Dialog")
    expect(dialog).to_contain_text("Validation Results")
    expect(dialog).to_contain_text("The following cell failed")
    failed = re.findall(r'check\("(\w+)"\)', dialog.inner_text())
    assert failed == ["order_steps", "squared_error", "gradient", "guess_rate", "train"]
    loop.keyboard.press("Escape")


CONTRASTS = """root => {
    const numbers = text => (text.match(/[\\d.]+/g) || []).map(Number);
    const over = (top, below) => top.slice(0, 3).map(
        (value, i) => value * (top[3] ?? 1) + below[i] * (1 - (top[3] ?? 1)));
    const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
        .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
        .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
    const ground = element => {
        if (!element) return [255, 255, 255];
        const own = numbers(getComputedStyle(element).backgroundColor);
        return (own[3] ?? 1) === 1 ? own : over(own, ground(element.parentElement));
    };
    const opacity = element => element
        ? Number(getComputedStyle(element).opacity) * opacity(element.parentElement) : 1;
    const seen = {};
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
        const element = node.parentElement;
        if (!node.textContent.trim() || !element.checkVisibility()) continue;
        const below = ground(element);
        const ink = numbers(getComputedStyle(element).color);
        const shown = light(over([...ink.slice(0, 3), (ink[3] ?? 1) * opacity(element)], below));
        const [high, low] = [shown, light(below)].sort((a, b) => b - a);
        seen[node.textContent.trim().slice(0, 40)] = (high + 0.05) / (low + 0.05);
    }
    return seen;
}"""
"""For each text in an element, its contrast with what lies behind it, as WCAG 2 defines it."""


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_verdicts_and_progress_can_be_read_on_light_and_on_dark(loop: "Page", theme: str) -> None:
    choose(loop, "Settings", "Theme", theme)
    light = str("Light" in theme).lower()
    loop.locator(f"body[data-jp-theme-light='{light}']").wait_for(state="attached")
    for code in 'check("predict")', 'check("gradient")', "progress()":
        shown = outputs(cell_with(loop, code)).last
        contrasts = shown.evaluate(CONTRASTS)
        assert len(contrasts) > 2
        assert min(contrasts.values()) >= 4.5, contrasts


WIDE = """() => [document.documentElement, ...document.querySelectorAll(
    '.jp-WindowedPanel-outer, .jp-RenderedHTMLCommon, .jp-OutputArea-output')]
    .filter(element => element.scrollWidth > element.clientWidth + 1)
    .map(element => element.className + ': ' + element.textContent.slice(0, 60))"""
"""What is wider than its place."""


def test_nothing_scrolls_sideways_beside_the_file_browser_at_900_pixels(loop: "Page") -> None:
    loop.set_viewport_size({"width": 900, "height": 800})
    loop.locator("#filebrowser, .jp-FileBrowser").first.wait_for()
    assert loop.evaluate(WIDE) == []


@pytest.fixture(scope="module")
def narrow(browser: "Browser") -> Iterator["Page"]:
    opened = browser.new_page(viewport={"width": 900, "height": 800})
    opened.set_default_timeout(PATIENCE)
    yield opened
    opened.close()


@pytest.mark.parametrize("lesson", WIDE_ONCE)
def test_a_solved_lesson_fits_beside_the_file_browser_at_900_pixels(
    narrow: "Page", server: tuple[str, str], lesson: str
) -> None:
    address, token = server  # to look at it, no kernel need be ready
    narrow.goto(f"{address}lab/tree/{SOLVED}/{lesson}/{lesson}.ipynb?reset&token={token}")
    narrow.locator("#filebrowser, .jp-FileBrowser").first.wait_for()
    texts = [cell.source for cell in cells(lesson) if not cell.is_code]
    narrow.wait_for_function(ALL_SET, arg=[len(texts), sum(map(formulas, texts))])
    assert narrow.evaluate(WIDE) == []


ALL_SET = """([texts, formulas]) =>
    document.querySelectorAll('.jp-MarkdownCell .jp-RenderedMarkdown').length >= texts
    && document.querySelectorAll('mjx-container').length >= formulas"""


def formulas(text: str) -> int:
    """How many formulas stand in a text, none of them in code."""
    bare = re.sub("```.*?```|`[^`\n]*`", "", text, flags=re.DOTALL)
    return len(re.findall(r"\$\$.*?\$\$|\$[^$\n]+\$", bare, re.DOTALL))


def test_the_classic_notebook_opens_a_lesson_too(
    browser: "Browser", server: tuple[str, str]
) -> None:
    address, token = server
    page = browser.new_page(viewport={"width": 1280, "height": 1000})
    page.set_default_timeout(PATIENCE)
    page.goto(f"{address}notebooks/{TOOLS}/{TOOLS}.ipynb?token={token}")
    run(cell_with(page, "eggs = 12"))
    assert outputs(cell_with(page, "eggs = 12")).inner_text() == "3.0"
    page.close()
