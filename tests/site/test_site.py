"""The web site: no solution in it, nothing fetched to read it, every link and picture in place."""

import itertools
import runpy
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import unquote, urldefrag

import nbformat
import pytest
from bs4 import BeautifulSoup

from tests.browser.accessible import violations
from tests.browser.chromium import chromium
from tests.lessons.reading import COURSE, LESSONS
from tests.site.building import pages_built

if TYPE_CHECKING:
    from playwright.sync_api import Browser

BUILD = COURSE.root / "tools/build_site.py"


@pytest.fixture(scope="module")
def gathered(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """What Sphinx reads, for learners and for instructors."""
    gather = runpy.run_path(str(BUILD))["gather"]
    folder = tmp_path_factory.mktemp("gathered")
    for name, solutions in (("learners", False), ("instructors", True)):
        gather(COURSE, folder / name, solutions=solutions)
    return {name: folder / name for name in ("learners", "instructors")}


@pytest.mark.parametrize("lesson", LESSONS)
def test_solutions_and_verdicts_stand_behind_the_switch(
    lesson: str, gathered: dict[str, Path]
) -> None:
    pages = {
        name: nbformat.read(folder / "lessons" / f"{lesson}.ipynb", as_version=4)
        for name, folder in gathered.items()
    }
    stubs = nbformat.read(COURSE.notebooks / lesson / f"{lesson}.ipynb", as_version=4).cells
    exercises = 0
    for stub, read, taught in zip(stubs, *(page.cells for page in pages.values()), strict=True):
        assert read.source == stub.source, "a reader sees what a student gets"
        if "nbgrader" not in stub.metadata or stub.cell_type != "code":
            continue
        exercises += 1
        assert read.outputs == [], stub.id
        assert "###" not in taught.source, "no mark, and no hidden test"
        if stub.metadata.nbgrader.grade:
            assert taught.outputs, "the verdict stands there"
        else:
            assert taught.source != stub.source, "the solution stands there"
    assert exercises >= 2


def test_a_given_cell_keeps_its_outputs_and_its_figures_are_files_with_a_text(
    gathered: dict[str, Path],
) -> None:
    figures = list((gathered["learners"] / "_extra/lessons/figures").rglob("*.png"))
    shown = 0
    for lesson in LESSONS:
        path = gathered["learners"] / "lessons" / f"{lesson}.ipynb"
        outputs = [
            output
            for cell in nbformat.read(path, as_version=4).cells
            for output in cell.get("outputs", [])
        ]
        assert [output for output in outputs if output.output_type == "stream"]
        for output in outputs:
            page = BeautifulSoup(output.get("data", {}).get("text/html", ""), "html.parser")
            for image in page.find_all("img"):
                shown += 1
                assert (path.parents[1] / "_extra/lessons" / str(image["src"])).is_file()
                assert " " in str(image["alt"]), "a sentence, not the name of a class"
                assert not str(image["alt"]).startswith("<Figure"), image["src"]
    assert shown == len(figures) > 5 * len(LESSONS)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built as `make site` builds it."""
    return pages_built(
        BUILD,
        tmp_path_factory.mktemp("site"),
        needs="sphinx_book_theme",
        otherwise="what builds the site is not installed: `make site` installs it",
    )


@pytest.fixture(scope="module")
def pages(built: Path) -> dict[Path, BeautifulSoup]:
    return {
        path: BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        for path in sorted(built.rglob("*.html"))
        if "_static" not in path.parts
    }


FETCHED = {"script": "src", "img": "src", "link": "href", "iframe": "src", "source": "src"}


def test_every_link_leads_somewhere_and_nothing_is_fetched_from_elsewhere(
    pages: dict[Path, BeautifulSoup],
) -> None:
    ids = {path: {tag["id"] for tag in page.find_all(id=True)} for path, page in pages.items()}
    broken: defaultdict[Path, set[str]] = defaultdict(set)
    for path, page in pages.items():
        addresses = {str(tag["href"]) for tag in page.find_all("a", href=True)}
        for name, attribute in FETCHED.items():
            fetched = {
                str(tag[attribute])
                for tag in page.find_all(name, attrs={attribute: True})
                if "canonical" not in (tag.get("rel") or "")
            }
            broken[path] |= {url for url in fetched if url.startswith(("http", "//"))}
            addresses |= fetched
        for address in addresses:
            place, fragment = urldefrag(address)
            if place.startswith(("http:", "https:", "mailto:", "data:", "//")):
                continue
            target = (path.parent / unquote(place.partition("?")[0])).resolve() if place else path
            known = ids.get(target)
            if not target.is_file() or (fragment and known is not None and fragment not in known):
                broken[path].add(address)
    assert {path.name: found for path, found in broken.items() if found} == {}


def test_headings_are_in_order_and_pictures_have_a_text(pages: dict[Path, BeautifulSoup]) -> None:
    lessons = [path for path in pages if path.parent.name == "lessons"]
    assert [path.stem for path in lessons] == LESSONS
    for path, page in pages.items():
        article = page.find("article") or page
        levels = [int(tag.name[1]) for tag in article.find_all(["h1", "h2", "h3", "h4"])]
        assert levels.count(1) <= 1, path.name
        for before, after in itertools.pairwise(levels):
            assert after <= before + 1, path.name
        silent = [image["src"] for image in article.find_all("img") if not image.get("alt")]
        assert silent == [], path.name


def test_the_map_of_the_loop_leads_through_lessons_01_to_08(built: Path) -> None:
    page = BeautifulSoup((built / "index.html").read_text(encoding="utf-8"), "html.parser")
    links = [str(link["href"]) for link in page.select("nav.loop a")]
    assert {Path(link).stem for link in links} == set(LESSONS[1:9])


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    with chromium() as launched:
        yield launched


@pytest.mark.parametrize("place", ["index.html", "lessons/00_start_here.html"])
def test_the_film_runs_stops_and_steps_by_keyboard(
    browser: "Browser", built: Path, place: str
) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.goto((built / place).as_uri())
    told = page.locator(".film output")
    assert told.inner_text().startswith("round 0 of 40")
    page.locator(".film .step").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert told.inner_text().startswith("round 2 of 40")
    before = page.locator(".film .map").evaluate("canvas => canvas.toDataURL()")
    page.locator(".film .rate").select_option(label="0.3")
    assert page.locator(".film .map").evaluate("canvas => canvas.toDataURL()") != before
    page.locator(".film .start").click()
    page.wait_for_function("document.querySelector('.film output').textContent.match(/40 of 40/)")
    assert page.locator(".film .start").inner_text() == "Start"
    page.close()


@pytest.mark.parametrize(("motion", "milliseconds"), [("no-preference", 120), ("reduce", 1000)])
def test_the_film_moves_slowly_for_whoever_asked_for_less_motion(
    browser: "Browser", built: Path, motion: Literal["no-preference", "reduce"], milliseconds: int
) -> None:
    page = browser.new_page(reduced_motion=motion)
    page.clock.install(time=0)
    page.goto((built / "index.html").as_uri())
    page.clock.pause_at(600)  # seconds, later than the loading takes: from here on we move it
    page.locator(".film .start").click()
    page.clock.run_for(3 * milliseconds + 10)
    assert page.locator(".film output").inner_text().startswith("round 3 of 40")
    assert page.locator(".film output").get_attribute("aria-live") == "off"
    page.locator(".film .start").click()
    page.clock.run_for(5000)
    assert page.locator(".film output").inner_text().startswith("round 3 of 40")
    page.close()


def test_without_scripts_a_still_stands_in_the_place_of_the_film(
    browser: "Browser", built: Path
) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto((built / "lessons/00_start_here.html").as_uri())
    still = page.locator("img[alt^='300 points on two spirals']")
    assert still.is_visible()
    assert page.locator(".film").inner_text() == ""
    page.close()


ONE_OF_A_KIND = {"index", "00_start_here", "field_guide", "architecture", "search"}
"""Pages that are looked at in the dark too: their colours are those of all others."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_pass_the_rules_of_accessibility(
    browser: "Browser", pages: dict[Path, BeautifulSoup], scheme: Literal["light", "dark"]
) -> None:
    page = browser.new_page(color_scheme=scheme)
    found = {}
    for path in pages:
        if scheme == "dark" and path.stem not in ONE_OF_A_KIND:
            continue
        page.goto(path.as_uri())
        found[path.name] = violations(page)
    page.close()
    assert {name: told for name, told in found.items() if told} == {}


@pytest.mark.parametrize("width", [1280, 390])
def test_no_page_scrolls_sideways_or_asks_the_network(
    browser: "Browser", built: Path, width: int
) -> None:
    fetched: list[str] = []
    errors: list[str] = []
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme="dark")
    page.on("request", lambda request: fetched.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    wide = []
    for path in sorted(built.rglob("*.html")):
        if "_static" in path.parts:
            continue
        page.goto(path.as_uri())
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(path.name)
    page.close()
    assert wide == []
    assert errors == []
    assert [url for url in fetched if not url.startswith(("file:", "data:"))] == []
