"""The limits of a course are nbgrader's timeout, its configuration's and the command line's."""

import sys
from pathlib import Path

import pytest
from traitlets.config import Config

from grader.course import CourseError
from grader.engine.protocol.limits import MEGABYTE, Limits
from grader.limits import course_limits, described, parse
from tests.engine.ordinary import SETTINGS, code, grade, hand_in, make_course

USUAL = Limits()


def limits(config: Config, *asked: str) -> Limits:
    return course_limits(config, "ps", parse(asked), USUAL)


def test_without_a_word_the_limits_are_the_usual_ones() -> None:
    assert limits(Config()) == USUAL
    assert described(USUAL, USUAL) == ""


@pytest.mark.parametrize(("timeout", "seconds"), [(300, 300), (10, 60), (None, 3600), (-1, 3600)])
def test_a_cell_has_at_least_nbgraders_time(timeout: int | None, seconds: float) -> None:
    found = limits(Config({"Execute": {"timeout": timeout}}))
    assert found.cell_wall == seconds
    assert found.cell_cpu >= min(seconds, 30)
    assert found.total_wall >= 5 * seconds or found.total_wall == USUAL.total_wall


def test_an_assignment_and_the_command_line_say_more() -> None:
    ours = {
        "limits": {"memory_mb": 4096, "threads": 200},
        "assignment_limits": {"ps": {"processes": 4}, "other": {"processes": 9}},
    }
    found = limits(Config({"Grader": ours}), "threads=300")
    assert (found.memory, found.threads, found.processes) == (4096 * MEGABYTE, 300, 4)
    assert described(found, USUAL) == "memory_mb 4096, processes 4, threads 300"


@pytest.mark.parametrize("asked", ["memory=1", "threads=many", "threads", "processes=-1"])
def test_what_is_no_limit_is_refused(asked: str) -> None:
    with pytest.raises(CourseError, match="limit"):
        limits(Config(), asked)


PROCESS = "import subprocess, sys\n"
PROCESS += (
    "out = subprocess.run([sys.executable, '-c', 'print(6 * 7)'], capture_output=True).stdout"
)


@pytest.mark.skipif(sys.platform != "linux", reason="the rungs differ elsewhere")
def test_a_course_allows_processes(tmp_path: Path) -> None:
    cells = [code("", "out", solution=True), code("assert int(out) == 42", "test", 2)]
    setting = 'c.Grader.assignment_limits = {"allowed": {"processes": 4, "threads": 200}}\n'
    root = make_course(
        tmp_path / "course", {"allowed": {"n": cells}, "plain": {"n": cells}}, SETTINGS + setting
    )
    for assignment in ("allowed", "plain"):
        hand_in(root, "ada", assignment, {"out": PROCESS})
    graded = {one.submission.assignment: one for one in grade(root)}
    assert graded["plain"].score == 0
    rung = graded["allowed"].rung
    assert graded["allowed"].score == (2 if rung in (1, 3) else 0)
