"""Nothing that a student hands in acts on the page that goes back, or on that on which a person
marks.
"""

import re
from collections.abc import Iterator

import pytest

from tests.attacks import looking
from tests.attacks.looking import KINDS, Seen
from tests.attacks.pages import ATTACKS, FILES, OnPage


@pytest.fixture(scope="module")
def seen() -> Iterator[Seen]:
    with looking.opened() as made:
        yield made


@pytest.mark.parametrize("kind", KINDS)
def test_an_honest_page_is_what_attacks_are_held_against(seen: Seen, kind: str) -> None:
    honest = seen.honest[kind]
    assert looking.harm(honest, honest) == []
    assert len(honest.facts["chains"]) >= 8
    assert "My heading" in honest.facts["whole"]


PLANTED = {
    "ran": "<script>top.ran=[1]</script>",
    "asked": "<img src='http://evil.test/a.png'>",
    "covers": "<div style='position:fixed;inset:0;z-index:9999'>x</div>",
    "moved": "<details><summary>x</summary>",
    "ids": "<b id='why'></b>",
    "elements": "<dialog>x</dialog>",
    "classes": "<b class='modal-open'></b>",
    "schemes": "<a href='vbscript:x'>x</a>",
    "leads": "<a href='/hub/logout'>x</a>",
    "formulas": r"<p>$\\Rule{9em}{9em}{9em}$</p>",
    "piles": "<p>" + "\u0301" * 9,
    "focus": "<input autofocus>",
    "height": "<p style='height:99999px'>x</p>",
}


@pytest.mark.parametrize("harm", PLANTED)
def test_whatever_is_planted_in_a_page_is_seen(seen: Seen, harm: str) -> None:
    """What the attacks rely on: each kind of harm is told, where nothing stands before it."""
    html, words = KINDS["formgrader"]
    page = html(seen.root, "s0")
    notebook = re.compile(r"<div [^>]*id=.notebook.[ >]")
    planted = notebook.sub(lambda found: PLANTED[harm] + found[0], page, count=1)
    assert planted != page
    told = looking.harm(looking.look(seen.page, planted, words), seen.honest["formgrader"])
    assert any(harm in entry.partition(":")[0] for entry in told), told


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("attack", ATTACKS, ids=str)
def test_a_hostile_text_does_nothing_on_a_page(seen: Seen, attack: OnPage, kind: str) -> None:
    assert seen.failures(attack, kind) == []


@pytest.mark.parametrize("attack", FILES, ids=str)
def test_no_file_that_is_handed_in_runs_where_pages_are_served(seen: Seen, attack: OnPage) -> None:
    student = looking.student_of(attack)
    assert looking.acting_files(seen.page, seen.root, student) == []
    folder = seen.root / "autograded" / student / "ps"
    assert "A browser would run " in (folder / "ps.ipynb").read_text(encoding="utf-8")
    assert "A browser would run " in looking.feedback(seen.root, student)
    assert (folder / "given.html").is_file(), "the lesson's own"
