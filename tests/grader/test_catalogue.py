"""Every check is itself tested: right answers earn all, each mistake is caught and named, mutants
do not survive.
"""

from functools import lru_cache

import pytest

from course_lib.checking.judging.keys import load
from grader.build import build
from grader.course import Course, find_course
from grader.key_making import Built
from grader.validate import Effort, validate

COURSE = find_course()
SAMPLE = Effort(seeds=6, mutants=8)
"""The whole of it runs under `grader validate --full`."""


@lru_cache(maxsize=32)
def built(lesson: str) -> dict[str, Built]:
    """The keys of a lesson, built once."""
    return build(COURSE, [lesson], workers=2)


@pytest.mark.parametrize("lesson", COURSE.lessons())
class TestLesson:
    def test_the_keys_agree_with_what_generate_makes(self, lesson: str) -> None:
        for name, one in built(lesson).items():
            assert one.problems == []
            assert load(name).agrees(one.key), f"the key of {name} is stale: run `grader generate`"

    def test_its_checks_have_no_shortfall(self, lesson: str) -> None:
        rows = validate(COURSE, [lesson], SAMPLE, workers=2, built=built(lesson))
        assert rows
        assert [shortfall for row in rows for shortfall in row.shortfalls] == []


def test_the_sample_looks_at_something() -> None:
    (row,) = [
        row
        for row in validate(COURSE, ["00_start_here"], SAMPLE, workers=2)
        if row.exercise == "center"
    ]
    assert min(row.mistakes, row.variants, row.trivial, row.seeds, row.mutants) > 0
    assert row.mistakes == row.named


def test_a_course_elsewhere_is_found_from_its_folders(
    tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "solutions" / "deep").mkdir(parents=True)
    (tmp_path / "nbgrader_config.py").touch()
    monkeypatch.chdir(tmp_path / "solutions" / "deep")
    assert find_course() == Course(tmp_path)
