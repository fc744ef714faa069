"""A sample of ordinary assignments earns here what it earns from nbgrader."""

import sys

import pytest

from tests.engine.ordinary import Grades, grade, grades
from tests.intake.corpus import assignments, make, points

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the rungs differ elsewhere")
SAMPLE = {
    "async_task": 2,
    "async_loop": 2,
    "cwd": 2,
    "parent_data": 2,
    "read_own_nb": 2,
    "run_ipynb": 2,
    "importhook": 4,
    "plot_gcf": 2,
    "get_ipython": 2,
    "in_notebook_check": 2,
    "last_value": 2,
    "in_list": 2,
    "helper_py": 2,
    "mpl_title": 2,
}
"""What the right answer earns from nbgrader."""


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Grades:
    root = tmp_path_factory.mktemp("corpus") / "course"
    make(root, list(SAMPLE))
    assert [one.problem for one in grade(root) if one.problem] == []
    return grades(root)


@pytest.mark.parametrize("name", SAMPLE)
def test_the_right_answer_earns_what_nbgrader_gives(name: str, found: Grades) -> None:
    earned = {key: value for key, value in points(found, name).items() if key.startswith("right")}
    assert sum(value or 0 for value in earned.values()) == SAMPLE[name], earned
    assert name in assignments()
