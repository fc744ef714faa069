"""No folder, notebook or display that is handed in stops the grader, costs somebody else or earns what it should not."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.autograde import Grading
from grader.course import Course
from grader.desk.feedback import make_pages
from grader.engine.judging.task import Marked, Task
from grader.engine.outside.pool import WorkerPool
from grader.options import Options, _put_aside, course_setup
from tests.attacks.handing_in import ATTACKS, ESCAPES, HandedIn, course, failures
from tests.engine.ordinary import grade

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="files are as hostile as Linux lets them be"
)


@pytest.fixture(scope="module")
def made() -> Iterator[Path]:
    with course() as root:
        yield root


@pytest.mark.parametrize("attack", ATTACKS, ids=str)
def test_a_hostile_file_harms_nobody(made: Path, attack: HandedIn) -> None:
    _, found = failures(made, attack)
    assert not found


@pytest.mark.parametrize(
    "name",
    [
        os.fsdecode(b"\xff\xfe"),
        os.fsdecode(b"caf\x82"),
        ESCAPES,
        "*",
        "[aez]*",
        "a d\na",
        "x" * 200,
    ],
    ids=["no text", "from Windows", "escapes", "star", "brackets", "lines", "long"],
)
def test_a_student_may_have_any_name(made: Path, tmp_path: Path, name: str) -> None:
    root = Path(shutil.copytree(made, tmp_path / "course"))
    shutil.copytree(root / "submitted" / "ada", root / "submitted" / name)
    graded = {one.submission.student: one for one in grade(root)}
    assert {graded[who].score for who in ("ada", "eve", "zoe")} == {2.0}
    odd = graded[name]
    assert (odd.score == 2.0) != bool(odd.problem)
    assert "UTF-8" in odd.problem or not odd.problem
    assert f"{odd.submission}{odd.problem}".isprintable()
    again = {one.submission.student for one in grade(root)}
    assert again == ({name} if odd.problem else set())
    if not odd.problem:
        assert [*make_pages(root, [odd.submission])] == [(odd.submission, "")]
        assert [path.name for path in (root / "feedback").iterdir()] == [name]


@pytest.mark.parametrize(
    "name",
    [
        "<img src=x onerror=alert(1)>",
        'x" onmouseover="alert(1)',
        r"$\Rule{9em}{9em}{9em}$",
        "\u202eada",
    ],
)
def test_a_name_that_a_page_would_obey_is_refused_by_name(
    made: Path, tmp_path: Path, name: str
) -> None:
    root = Path(shutil.copytree(made, tmp_path / "course"))
    (root / "submitted" / "eve").rename(root / "submitted" / name)
    graded = {one.submission.student: one for one in grade(root)}
    assert "pages obey" in graded[name].problem
    assert [graded[who].score for who in ("ada", "zoe")] == [2.0, 2.0]
    assert not (root / "autograded" / name).exists()


def test_what_a_link_leads_to_is_not_copied(made: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(made, tmp_path / "course"))
    shutil.rmtree(root / "submitted" / "eve")
    (root / "submitted" / "eve").symlink_to(root / "source")
    problems = {one.submission.student: one.problem for one in grade(root)}
    assert "link" in problems.pop("eve")
    assert {*problems.values()} == {""}
    assert not (root / "autograded" / "eve").exists()


def test_whatever_hangs_is_put_aside_by_name_and_the_rest_is_graded(
    made: Path, tmp_path: Path
) -> None:
    root = Path(shutil.copytree(made, tmp_path / "course"))
    unit = "tests.engine.tasks.grade_all_but_eve"
    workers = WorkerPool[Task, Marked](unit, course_setup(Course(root)), 1, aside=_put_aside)
    with Grading(root, Options(), workers) as grading:
        graded = {
            one.submission.student: one for one in grading.run(grading.folders.submissions(["ps"]))
        }
    eve = graded.pop("eve")
    assert eve.problem == "ps.ipynb: put aside, because reading it took more than 1 seconds"
    assert {one.score for one in graded.values()} == {2.0}
