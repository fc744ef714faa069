"""The hidden cases are drawn again where a known wrong answer would be right on them."""

import shutil
from pathlib import Path
from unittest import mock

import pytest

from course_lib.checking.asked.exercise import REGISTRY
from course_lib.checking.judging.keys import Key, load
from grader import hidden
from grader.course import CONFIG, Course, CourseError
from grader.hidden import DRAWS, SEED, hidden_keys
from grader.key_making import Built
from tests.engine.faults.keys import one_builder
from tests.engine.faults.launch import HERE

LESSON, EXERCISE = "02_epochs", "epochs_to_reach"
TELLING = "22"
"""On the cases of this seed a table of the visible answers, by the place of the case, earns points
in that exercise.
"""


@pytest.fixture
def course(tmp_path: Path) -> Course:
    made = Course(tmp_path)
    notebook = made.notebook(LESSON)
    notebook.parent.mkdir(parents=True)
    shutil.copy(Course(HERE).notebook(LESSON), notebook)
    shutil.copy(HERE / CONFIG, tmp_path / CONFIG)
    made.hidden.mkdir()
    (made.hidden / SEED).write_text(TELLING)
    return made


def test_only_the_exercise_that_is_left_undecided_gets_other_cases(course: Course) -> None:
    with one_builder():
        folder = hidden_keys(course, [LESSON])
    keys = [load(path.stem, folder) for path in sorted(folder.glob("*.npz"))]
    assert [key.name for key in keys if key.seed != int(TELLING)] == [EXERCISE]
    for key in keys:
        assert key.fits(REGISTRY[key.name].cases(key.seed)), key.name


def built(undecided: list[str], refused: list[str]) -> dict[str, Built]:
    key = Key(EXERCISE, 1.0, 0, [], [], [])
    return {EXERCISE: Built(key, refused, undecided)}


@pytest.mark.parametrize(
    ("found", "tries"),
    [
        (built(["It earns all points."], []), DRAWS),
        (built([], ["It carries no points."]), 1),
    ],
    ids=["undecided on every draw", "refused whatever is drawn"],
)
def test_what_no_draw_mends_is_an_error_and_leaves_no_key(
    course: Course, found: dict[str, Built], tries: int
) -> None:
    building = mock.Mock(return_value=found)
    refused = pytest.raises(CourseError, match=r"cannot be built\. It ")
    with mock.patch.object(hidden, "build", building), refused:
        hidden_keys(course, [LESSON])
    assert building.call_count == tries
    assert len({call.args[2] for call in building.call_args_list}) == tries, "each draw is new"
    assert not list(course.hidden.rglob("*.npz"))
