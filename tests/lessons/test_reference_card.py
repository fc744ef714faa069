"""The reference card lists every exercise under its lesson, with the arguments that are asked
for.
"""

import re
import zipfile
from pathlib import Path

import course_lib.exercises  # noqa: F401  fills the registry
from course_lib.checking.asked.exercise import REGISTRY
from grader.bundle import bundle
from tests.lessons.reading import COURSE, LESSONS, cells, number, solutions

CARD = (COURSE.root / "docs" / "reference_card.md").read_text(encoding="utf-8")
LINE_LENGTH = 120
A_PAGE = 200
"""Lines, in small print."""


def listed() -> dict[int, list[str]]:
    """The signatures on the card, by number of the lesson."""
    sections = re.findall(
        r"^\*\*(\d\d) [^\n]*\*\*\n\n```python\n(.*?)```", CARD, re.MULTILINE | re.DOTALL
    )
    return {
        int(lesson): [line.partition("#")[0].strip() for line in _joined(code).splitlines()]
        for lesson, code in sections
    }


def _joined(code: str) -> str:
    """The code with a signature that goes on in a second line in one."""
    return re.sub(r"\n +", " ", code)


def test_the_card_has_every_signature_in_the_order_of_the_lessons() -> None:
    asked = {
        number(lesson): [
            f"{cell.nbgrader['grade_id']}({REGISTRY[cell.nbgrader['grade_id']].signature})"
            for cell, _ in solutions(lesson)
            if not REGISTRY[cell.nbgrader["grade_id"]].choices
        ]
        for lesson in LESSONS
    }
    assert listed() == asked


def test_a_section_is_named_as_its_lesson() -> None:
    for lesson in LESSONS:
        title = (
            cells(lesson)[0]
            .source.splitlines()[0]
            .removeprefix("# ")
            .replace(" · ", " ")
            .partition(":")[0]
        )
        assert f"**{title}**" in CARD


def test_the_card_fits_on_a_page() -> None:
    assert len(CARD.splitlines()) <= A_PAGE
    code = [
        line
        for block in re.findall(r"```python\n(.*?)```", CARD, re.DOTALL)
        for line in block.splitlines()
    ]
    assert max(map(len, code)) <= LINE_LENGTH


def test_a_student_gets_the_card_and_the_glossary(tmp_path: Path) -> None:
    bundle(COURSE, LESSONS[:1], tmp_path / "bundle.zip")
    with zipfile.ZipFile(tmp_path / "bundle.zip") as file:
        assert file.read("training-loop/reference_card.md").decode() == CARD
        assert "training-loop/glossary.md" in file.namelist()
