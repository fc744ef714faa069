"""Right work earns its points in whatever state it is handed in; `python -m tests.intake` asks
nbgrader too.
"""

import sys

import pytest

from grader.autograde import Graded
from tests.intake.running import SAMPLE, failures, graded
from tests.intake.situation import Situation

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the rungs differ elsewhere")


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Graded]:
    course = tmp_path_factory.mktemp("intake") / "course"
    return {situation.name: one for situation, one in graded(course, SAMPLE)}


@pytest.mark.parametrize("situation", SAMPLE, ids=str)
def test_right_work_earns_its_points(situation: Situation, outcomes: dict[str, Graded]) -> None:
    assert failures(situation, outcomes[situation.name]) == []
