"""A Dask cluster gives the grades that one machine gives, also when a worker of it is killed
midway.
"""

import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.autograde import Grading, choose
from grader.cluster import executor_on
from grader.course import Course
from grader.options import Options
from tests.engine.classroom import Scores, another, grade, make_class, scores

pytest.importorskip("distributed", reason="Dask is not installed (pip install distributed)")
STUDENTS = 6


class Cluster:
    """A scheduler and two worker processes on the loopback interface."""

    def __init__(self, folder: Path) -> None:
        said = folder / "scheduler.json"
        self._started: list[subprocess.Popen[bytes]] = []
        self._start(
            "dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(said)
        )
        while not said.exists():
            assert self._started[0].poll() is None, "the scheduler did not start"
            time.sleep(0.05)
        one = (
            "--scheduler-file",
            str(said),
            "--host",
            "127.0.0.1",
            "--nthreads",
            "1",
            "--no-nanny",
        )
        self.workers = [
            self._start("dask_worker", *one, "--local-directory", str(folder)) for _ in range(2)
        ]
        from distributed import Client

        with Client(scheduler_file=str(said), set_as_default=False) as client:
            self.address = client.scheduler.address
            client.wait_for_workers(2)

    def _start(self, program: str, *arguments: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.{program}", *arguments, "--no-dashboard"]
        quiet = subprocess.DEVNULL
        self._started.append(subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet))
        return self._started[-1]

    def close(self) -> None:
        for process in reversed(self._started):
            process.kill()
            process.wait()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    made = Cluster(tmp_path_factory.mktemp("cluster"))
    yield made
    made.close()


@pytest.fixture(scope="module")
def graded_here(tmp_path_factory: pytest.TempPathFactory) -> tuple[Course, Scores]:
    course = make_class(tmp_path_factory.mktemp("class"), STUDENTS)
    problems = [one for one in grade(course) if one.problem]
    found = scores(course)
    assert found
    assert len(problems) < STUDENTS
    return course, found


def test_a_cluster_gives_the_same_grades_and_says_on_which_rung(
    graded_here: tuple[Course, Scores], cluster: Cluster, tmp_path: Path
) -> None:
    here, expected = graded_here
    course = another(here, tmp_path / "course")
    graded = grade(course, Options(workers=2, start=executor_on(cluster.address)))
    assert scores(course) == expected
    with Grading(here.root, Options()) as grading:
        assert {one.rung for one in graded if not one.problem} == {grading.isolation.rung}
    report = next((course.root / "autograded").glob("*/*/*.ipynb")).read_text(encoding="utf-8")
    assert '"isolation_rung": ' in report


def test_a_rung_that_is_required_is_required_on_the_cluster_too(
    graded_here: tuple[Course, Scores], cluster: Cluster, tmp_path: Path
) -> None:
    course = another(graded_here[0], tmp_path / "course")
    for folder in sorted((course.root / "submitted").iterdir())[3:]:  # each is refused anew
        shutil.rmtree(folder)
    graded = grade(
        course, Options(require_isolation=0, start=executor_on(cluster.address))
    )  # stronger than there is
    unread = [one for one in graded if "not a complete notebook" in one.problem]
    refused = [one for one in graded if "is required" in one.problem]
    assert len(unread) + len(refused) == len(graded)
    assert len(refused) > len(unread)
    assert scores(course) == {}


def test_a_wrong_address_is_one_line_and_exit_code_2(
    graded_here: tuple[Course, Scores], tmp_path: Path
) -> None:
    course = another(graded_here[0], tmp_path / "course")
    code = "import grader.cluster, grader.cli; grader.cluster.PATIENCE = '1s'; grader.cli.main()"
    wrong = "tcp://127.0.0.1:9"
    command = [sys.executable, "-c", code, "autograde", "--cluster", wrong]
    run = subprocess.run(command, cwd=course.root, capture_output=True, text=True, check=False)
    assert run.returncode == 2, run.stderr
    assert run.stderr.splitlines()[-1] == f"grader: No Dask scheduler answers at {wrong}."
    assert "Traceback" not in run.stderr


def test_a_worker_that_is_killed_midway_loses_nothing(  # the last one: it takes a worker away
    graded_here: tuple[Course, Scores], cluster: Cluster, tmp_path: Path
) -> None:
    here, expected = graded_here
    course = another(here, tmp_path / "course")
    with Grading(course.root, Options(workers=4, start=executor_on(cluster.address))) as grading:
        run = grading.run(choose(grading, [], None))
        seen = [next(run)]
        cluster.workers[0].send_signal(signal.SIGKILL)
        seen += run
    assert len(seen) == STUDENTS
    assert not [one.problem for one in seen if "grader failed" in one.problem]
    assert scores(course) == expected
