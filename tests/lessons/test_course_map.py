"""The map of the course, in lesson 00 and in the README, says what the lessons themselves say."""

import re

import pytest

from tests.lessons.reading import COURSE, LESSONS, Cell, cells, number, solutions

README = (COURSE.root / "README.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| (\d\d) \| (.*?) \| (.*?) \| (.*?) \| (\d+) \|$", re.MULTILINE)
Row = tuple[str, str, str, int]
"""Title, place in the loop, what is written, minutes."""


def rows(text: str) -> dict[int, Row]:
    """The rows of a map by number of the lesson."""
    return {
        int(lesson): (title, place, written, int(minutes))
        for lesson, title, place, written, minutes in ROW.findall(text)
    }


def in_lesson_00() -> dict[int, Row]:
    """The map that a learner sees at the end of lesson 00."""
    (cell,) = [cell for cell in cells(LESSONS[0]) if cell.id == "map"]
    return rows(cell.source)


def test_both_maps_list_all_sixteen_lessons_and_agree() -> None:
    mine, readme = in_lesson_00(), rows(README)
    assert list(mine) == list(readme) == [*range(16)]
    for lesson, (title, place, _, minutes) in mine.items():
        assert (title, place, minutes) == (readme[lesson][0], readme[lesson][1], readme[lesson][3])


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_row_says_what_its_lesson_says(lesson: str) -> None:
    title, _, written, minutes = in_lesson_00()[number(lesson)]
    first = cells(lesson)[0].source
    assert first.splitlines()[0].partition(" · ")[2].partition(":")[0] == title
    assert f"In about {minutes} minutes" in first
    assert re.findall(r"`(\w+)`", written) == [
        name for cell, _ in solutions(lesson) if not (name := _name(cell)).startswith("guess_")
    ]


def _name(cell: Cell) -> str:
    return str(cell.nbgrader["grade_id"])
