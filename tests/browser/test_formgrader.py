"""Marks that a person gives in formgrader, in a real browser, stay through a regrade."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.chromium import chromium
from tests.browser.lab import PATIENCE, listening
from tests.engine.ordinary import book, code, grade, hand_in, make_course, text

if TYPE_CHECKING:
    from playwright.sync_api import Page

CELLS = [
    code("x = 1", "x", solution=True),
    code("assert x == 1", "x_test", 2),
    text("Why?", "why", 3, solution=True),
]
ANSWERS = {"x": "x = 2", "why": "Because it is **so**."}
EXTENSION = "nbgrader.server_extensions.formgrader"
ELSEWHERE = re.compile(r"^(https?|wss?)://(?!127\.0\.0\.1[:/])", re.IGNORECASE)
"""Addresses that are none of this machine: the page would fetch MathJax."""
FILLED = "() => [formgrader.grades, formgrader.comments].every((each) => each && each.loaded)"
"""Whether the page has asked for the marks and shows them: what is typed before is wiped out."""


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make_course(tmp_path_factory.mktemp("form") / "course", {"ps1": {"ps1": CELLS}})
    hand_in(root, "ada", "ps1", ANSWERS)
    hand_in(root, "ben", "ps1", ANSWERS | {"x": "x = 1"})
    grade(root)
    return root


@pytest.fixture(scope="module")
def server(course: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """The address and the token of a server with formgrader."""
    pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    extensions = f"--ServerApp.jpserver_extensions={{'{EXTENSION}': True}}"
    yield from listening("jupyter_server", tmp_path_factory.mktemp("server"), course, extensions)


@pytest.fixture
def page(server: tuple[str, str]) -> Iterator["Page"]:
    """A page that reaches nothing but this machine, logged in: formgrader's own pages take a token,
    and what they ask for afterwards does not.
    """
    address, token = server
    with chromium() as browser:
        opened = browser.new_page(base_url=address, viewport={"width": 1280, "height": 1000})
        opened.set_default_timeout(PATIENCE)
        opened.route(ELSEWHERE, lambda route: route.abort())
        opened.goto(f"login?token={token}&next=/formgrader/")
        yield opened


def submission_id(course: Path, student: str) -> str:
    with book(course) as opened:
        (notebook,) = opened.find_submission("ps1", student).notebooks
        return str(notebook.id)


def marks(course: Path, student: str) -> tuple[float | None, float | None, str | None]:
    """A person's score for the code and the text, and their comment."""
    with book(course) as opened:
        return (
            opened.find_grade("x_test", "ps1", "ps1", student).manual_score,
            opened.find_grade("why", "ps1", "ps1", student).manual_score,
            opened.find_comment("why", "ps1", "ps1", student).manual_comment,
        )


def test_the_gradebook_page_has_scores_and_says_what_waits(page: "Page") -> None:
    page.goto("formgrader/gradebook/ps1/ps1")
    rows = page.locator("tbody tr")
    rows.nth(1).wait_for()
    shown = rows.all_inner_texts()
    assert len(shown) == 2
    assert any("0 / 5" in row for row in shown)
    assert any("2 / 5" in row for row in shown)


def test_a_score_and_a_comment_are_saved_and_survive_a_regrade(page: "Page", course: Path) -> None:
    page.goto(f"formgrader/submissions/{submission_id(course, 'ada')}")
    page.get_by_text("Because it is so.").wait_for()
    page.wait_for_function(FILLED)
    scores = page.locator("input.score")
    assert scores.count() == 2
    for place, score in enumerate(("1", "2.5")):
        with page.expect_response(lambda answer: answer.request.method == "PUT"):
            scores.nth(place).fill(score)
            scores.nth(place).blur()
    comment = page.locator("textarea.comment").last
    with page.expect_response(lambda answer: answer.request.method == "PUT"):
        comment.fill("Say what you measured.")
        comment.blur()
    assert marks(course, "ada") == (1.0, 2.5, "Say what you measured.")

    (again,) = [
        graded for graded in grade(course, force=True) if graded.submission.student == "ada"
    ]
    assert (again.score, again.needs_person) == (3.5, True), "looked at again, as nbgrader has it"
    assert marks(course, "ada") == (1.0, 2.5, "Say what you measured.")
    page.reload()
    page.wait_for_function(FILLED)
    assert [scores.nth(place).input_value() for place in range(2)] == ["1", "2.5"]
    assert comment.input_value() == "Say what you measured."
    assert page.get_by_role("button", name="Resolve").count() == 2
