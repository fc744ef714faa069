"""A gradebook on a PostgreSQL server holds the grades that one in a file holds, after a kill
too.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.course import CONFIG, Course, CourseError
from tests.engine.classroom import Scores, another, grade, make_class, scores

pytest.importorskip("psycopg", reason="psycopg is not installed (pip install 'psycopg[binary]')")
STUDENTS = 6


def _program(name: str) -> str | None:
    """A program of the server, where Debian puts it or on the path."""
    places = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)
    return str(places[0]) if places else shutil.which(name)


class Server:
    """A server of our own, reached through a socket in its own folder; it will not run as root."""

    def __init__(self, user: str | None) -> None:
        self._user = user
        self.folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
        if user is not None:
            shutil.chown(self.folder, user)
        self._run(
            "initdb",
            "--pgdata",
            str(self.folder / "data"),
            "--auth",
            "trust",
            "--username",
            "grader",
            "--no-sync",
        )
        options = f"-c listen_addresses='' -c unix_socket_directories='{self.folder}' -c fsync=off"
        log = ("--log", str(self.folder / "log"))
        self._run(
            "pg_ctl",
            "--pgdata",
            str(self.folder / "data"),
            "--wait",
            *log,
            "--options",
            options,
            "start",
        )

    def _run(self, name: str, *arguments: str) -> None:
        program = _program(name)
        assert program is not None
        subprocess.run(
            [program, *arguments], user=self._user, cwd="/", check=True, stdout=subprocess.DEVNULL
        )

    def database(self, name: str) -> str:
        """A new database; returns its address."""
        import psycopg

        with psycopg.connect(
            host=str(self.folder), user="grader", dbname="postgres", autocommit=True
        ) as connection:
            connection.execute(f'CREATE DATABASE "{name}"'.encode())
        return f"postgresql+psycopg://grader@/{name}?host={self.folder}"

    def close(self) -> None:
        self._run("pg_ctl", "--pgdata", str(self.folder / "data"), "--mode", "immediate", "stop")
        shutil.rmtree(self.folder)


def _account() -> str | None:
    """Whom the server runs as: us, or somebody else where we are root."""
    if os.geteuid() != 0:
        return None
    import pwd

    known = {entry.pw_name for entry in pwd.getpwall()}
    for name in ("postgres", "nobody"):
        if name in known:
            return name
    pytest.skip("a PostgreSQL server does not run as root, and there is no other account")


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    if _program("initdb") is None:
        pytest.skip("PostgreSQL is not installed here (apt-get install postgresql)")
    made = Server(_account())
    yield made
    made.close()


@pytest.fixture(scope="module")
def graded_here(tmp_path_factory: pytest.TempPathFactory) -> tuple[Course, Scores]:
    course = make_class(tmp_path_factory.mktemp("class"), STUDENTS)
    grade(course)
    found = scores(course)
    assert found
    return course, found


def _kept_in(url: str) -> str:
    return f"c.CourseDirectory.db_url = {url!r}"


def test_grades_are_the_same_as_in_a_file(
    graded_here: tuple[Course, Scores], server: Server, tmp_path: Path
) -> None:
    here, expected = graded_here
    course = another(here, tmp_path / "course", _kept_in(server.database("same")))
    grade(course)
    assert scores(course) == expected
    assert not (course.root / "gradebook.db").exists()
    broken = [one for one in grade(course) if not one.problem]
    assert broken == [], "what is graded is not graded again"


def test_a_run_that_is_killed_goes_on_where_it_was(
    graded_here: tuple[Course, Scores], server: Server, tmp_path: Path
) -> None:
    here, expected = graded_here
    course = another(here, tmp_path / "course", _kept_in(server.database("killed")))
    command = [sys.executable, "-u", "-m", "grader", "autograde", "--workers", "1"]
    with subprocess.Popen(command, cwd=course.root, stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        for line in run.stdout:
            if re.search(r"\d of \d", line):  # the first grade
                break
        run.send_signal(signal.SIGKILL)
    before = scores(course)
    assert before
    assert before.items() <= expected.items()
    grade(course)
    assert scores(course) == expected


def test_a_server_that_does_not_answer_is_a_sentence(
    graded_here: tuple[Course, Scores], tmp_path: Path
) -> None:
    course = another(graded_here[0], tmp_path / "course")
    url = f"postgresql+psycopg://grader@/none?host={tmp_path}"
    (course.root / CONFIG).write_text((course.root / CONFIG).read_text() + _kept_in(url))
    with pytest.raises(CourseError, match="gradebook"):
        grade(course)


def test_an_address_without_a_driver_says_what_to_install(
    graded_here: tuple[Course, Scores], tmp_path: Path
) -> None:
    course = another(graded_here[0], tmp_path / "course")
    address = _kept_in("postgresql+pg8000://grader@/none")
    (course.root / CONFIG).write_text((course.root / CONFIG).read_text() + address)
    with pytest.raises(CourseError, match=r"postgresql\+psycopg://"):
        grade(course)
