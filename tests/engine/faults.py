"""Faults while grading: what breaks, when, and what is left to do. `python -m tests.engine.faults` prints the table."""

import errno
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

import matplotlib as mpl
import nbformat
import pytest
from nbgrader.api import Gradebook
from sqlalchemy import event
from sqlalchemy.engine import Engine

from grader.autograde import Graded, Grading, Options
from grader.course import CONFIG, CourseError
from grader.engine import filing, record, removing, worker
from grader.engine.pool import WorkerPool
from grader.nbgrader_api import generate_assignment, load_config
from tests.engine.dying import POINTS
from tests.engine.ordinary import (
    SETTINGS,
    Grades,
    Inline,
    book,
    code,
    grade,
    grades,
    hand_in,
    make_course,
    text,
)

HERE = Path(__file__).parents[2]
PATIENCE = 120.0
"""Seconds after which a process that should have ended counts as left behind; it takes one or two."""
CELLS = [
    code("def double(x):\n    ### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION", "double", solution=True),
    code("assert double(3) == 6\n### BEGIN HIDDEN TESTS\nassert double(5) == 10\n### END HIDDEN TESTS", "test", 2),
    code("assert double(0) == 0", "zero", 1),
    text("Your reason", "why", 4, solution=True),
]
ANSWERS = {"ada": "2 * x", "bob": "x * x", "cy": "x + 1"}
SCORES = {"ada": 3.0 + 3.5, "bob": 1.0, "cy": 0.0}
"""Ada's reason has been read, and a person gave it 3.5."""


@dataclass
class Place:
    """A course in which something breaks.

    Attributes:
        root: the course.
        want: the gradebook as it must be in the end.
        files: the files that must be there in the end.
    """

    root: Path
    want: Grades
    files: set[str]

    def submitted(self, student: str) -> Path:
        return self.root / "submitted" / student / "ps"

    def autograded(self, student: str) -> Path:
        return self.root / "autograded" / student / "ps"

    @property
    def home(self) -> Path:
        return self.root.parent / "home"


def files_in(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*")}


def template(folder: Path) -> Place:
    """A course with three submissions, graded once, one of them by a person too."""
    settings = SETTINGS + "from nbgrader.plugins import BasePlugin\nclass Late(BasePlugin):\n"
    settings += "    def late_submission_penalty(self, student_id, score, late):\n        return 0.5\n"
    root = make_course(
        folder / "course", {"ps": {"ps": CELLS}}, settings + "c.AssignLatePenalties.plugin_class = Late\n"
    )
    for student, answer in ANSWERS.items():
        hand_in(root, student, "ps", {"double": f"def double(x):\n    return {answer}", "why": "It doubles."})
    grade(root)
    with book(root) as opened:
        why = opened.find_grade("why", "ps", "ps", "ada")
        why.manual_score, why.needs_manual_grade = 3.5, False
        opened.db.commit()
    grade(root, force=True)
    want = grades(root)
    assert {student: want[f"{student}/ps"][0] for student in ANSWERS} == SCORES
    return Place(root, want, files_in(root))


@contextmanager
def place(made: Place, *, graded: bool) -> Iterator[Place]:
    """A copy of the course; if not graded, as it was before the first run but for the person's mark."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(shutil.copytree(made.root, Path(name, "course")))
        for folder in ("home", "tmp"):
            Path(name, folder).mkdir()
        if not graded:
            shutil.rmtree(root / "autograded")
            with book(root) as opened:
                for student in ("bob", "cy"):
                    opened.remove_student(student)
        yield Place(root, made.want, made.files)


def left_behind(at: Place) -> list[str]:
    """Processes that a run has left, by the home that it gave them; none are there once they had time to end."""
    until = time.monotonic() + PATIENCE
    while (found := [*_processes(f"HOME={at.home}".encode())]) and time.monotonic() < until:
        time.sleep(0.05)
    return found


def _processes(mark: bytes) -> Iterator[str]:
    for path in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (path / "environ").read_bytes().split(b"\0"):
                yield path.name
        except OSError:
            continue


def run(at: Place, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a Python module in the course, and wait for it and all that it started."""
    kept = {"HOME": str(at.home), "TMPDIR": str(at.home.parent / "tmp"), "MPLCONFIGDIR": mpl.get_cachedir()}
    variables = {**os.environ, **kept, "PYTHONPATH": str(HERE), **environment}
    said = (at.home / "said").open("w+")
    with said:  # not a pipe, which whoever is left behind would hold open
        done = subprocess.run(
            [sys.executable, "-m", *command], cwd=at.root, env=variables, stdout=said, stderr=said, check=False
        )
        said.seek(0)
        return subprocess.CompletedProcess(command, done.returncode, said.read(), "")


def spoiled(at: Place) -> list[str]:
    """Run again, and list what is not as it must be."""
    found = [f"again: {one.submission}: {one.problem}" for one in grade(at.root) if one.problem]
    now = grades(at.root)
    found += [
        f"{name}: {now.get(name)}, not {at.want.get(name)}"
        for name in at.want | now
        if now.get(name) != at.want.get(name)
    ]
    if files := files_in(at.root) ^ at.files:
        found.append(f"files: {sorted(files)}")
    for student in ANSWERS:
        nbformat.read(at.autograded(student) / "ps.ipynb", as_version=4)
    if more := grade(at.root):
        found.append(f"{len(more)} graded once more")
    found += [f"process {number}" for number in left_behind(at)]
    with mock.patch.object(tempfile, "tempdir", str(at.home.parent / "tmp")):
        removing.sweep()  # as the next run does when it starts
    found += [f"temporary {path.name}" for path in (at.home.parent / "tmp").iterdir()]
    return found


def told(outcomes: list[Graded]) -> str:
    """What a run said, in a line; no fault may have become a grade."""
    problems = [f"{one.submission}: {one.problem}" for one in outcomes if one.problem]
    notes = [f"{one.submission}: {note}" for one in outcomes for note in one.notes]
    for one in outcomes:
        assert one.problem or one.score == SCORES[one.submission.student], one
    right = len(outcomes) - len(problems)
    return "; ".join([f"{right} of {len(outcomes)} graded", *problems, *notes])


@dataclass(frozen=True)
class Fault:
    """Something that breaks.

    Attributes:
        name: what.
        when: at which moment.
        happen: makes it happen in a course, mends it, and says what came of it.
        graded: whether the submissions have been graded before.
    """

    name: str
    when: str
    happen: Callable[[Place], str]
    graded: bool = False


def killed(point: str, *, force: bool) -> Callable[[Place], str]:
    def happen(at: Place) -> str:
        options = ["--force"] if force else []
        done = run(at, "tests.engine.dying", point, "autograde", "--workers", "1", *options)
        assert done.returncode == -signal.SIGKILL, done.stdout
        assert left_behind(at) == []
        assert _integrity(at) == "ok"
        return f"killed; {_recorded(at)} of 3 in the gradebook; going on where it was"

    return happen


def _integrity(at: Place) -> str:
    with sqlite3.connect(at.root / "gradebook.db") as database:
        found: str = database.execute("pragma integrity_check").fetchone()[0]
    database.close()
    return found


def _recorded(at: Place) -> int:
    now = grades(at.root)
    return sum(now.get(f"{student}/ps") is not None for student in ANSWERS)


def interrupted(point: str) -> Callable[[Place], str]:
    def happen(at: Place) -> str:
        done = run(at, "tests.engine.dying", point, "autograde", "--workers", "1", SIGNAL="INT")
        assert done.returncode not in (0, 2), done.stdout
        assert "Traceback" not in done.stdout, done.stdout
        assert "run the command again" in done.stdout, done.stdout
        assert left_behind(at) == []
        return f"ended with exit code {done.returncode}; {_recorded(at)} of 3 in the gradebook"

    return happen


def _local(at: Place) -> str:
    """Grade with a worker process, as the command does."""
    with Grading(at.root, Options(workers=1)) as grading:
        return told(list(grading.run(grading.folders.submissions(["ps"]))))


def worker_killed(times: int) -> Callable[[Place], str]:
    def happen(at: Place) -> str:
        submit, killed = WorkerPool._submit, 0

        def then_kill(pool: WorkerPool[Any, Any], task: Any) -> Any:
            nonlocal killed
            future = submit(pool, task)
            if killed < times:
                killed += 1
                for number in list(pool._executor._processes):  # type: ignore[attr-defined]
                    with suppress(ProcessLookupError):  # one that has not been replaced yet
                        os.kill(number, signal.SIGKILL)
            return future

        with mock.patch.object(WorkerPool, "_submit", then_kill):
            return _local(at)

    return happen


def zygote_killed(times: int) -> Callable[[Place], str]:
    def happen(at: Place) -> str:
        step, killed = worker._Run.step, 0

        def after_kill(attempt: Any, message: Any) -> Any:
            nonlocal killed
            if killed < times:
                killed += 1
                attempt._zygote._process.kill()
                attempt._zygote._process.wait()
            return step(attempt, message)

        with mock.patch.object(worker._Run, "step", after_kill):
            return told(grade(at.root))

    return happen


def failing(owner: Any, name: str, error: BaseException, at_call: int, times: int = 1) -> Any:
    """A patch under which one call of a function fails."""
    original, calls = getattr(owner, name), 0

    def instead(*args: Any, **kwargs: Any) -> Any:
        nonlocal calls
        calls += 1
        if at_call <= calls < at_call + times:
            raise error
        return original(*args, **kwargs)

    return mock.patch.object(owner, name, instead)


def full_disk(owner: Any, name: str, call: int, times: int = 1) -> Callable[[Place], str]:
    def happen(at: Place) -> str:
        with failing(owner, name, OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), call, times):
            return told(grade(at.root, force=True))

    return happen


def no_room(at: Place) -> str:
    program = "import resource\nfrom grader.cli import main\nif __name__ == '__main__':\n"
    program += "    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n    main()\n"
    (at.home / "small.py").write_text(program)
    done = run(at, "small", "autograde", "-w", "1", PYTHONPATH=f"{HERE}{os.pathsep}{at.home}")
    assert done.returncode in (1, 2), done.stdout
    assert "Traceback" not in done.stdout, done.stdout
    assert _recorded(at) == 1, "no zeros"
    return " ".join(done.stdout.split("to grade", 1)[-1].split())


@contextmanager
def pragma(*lines: str) -> Iterator[None]:
    """Every connection to a gradebook begins with these."""

    def say(connection: Any, record: Any) -> None:
        for line in lines:
            connection.execute(f"pragma {line}")

    event.listen(Engine, "connect", say)
    try:
        yield
    finally:
        event.remove(Engine, "connect", say)


def read_only(at: Place) -> str:
    with pragma("query_only = 1"):
        return told(grade(at.root))


def locked(kind: str, until: int | None) -> Callable[[Place], str]:
    """Somebody else holds the gradebook until the grader has waited so many times, or for ever."""

    def happen(at: Place) -> str:
        other = sqlite3.connect(at.root / "gradebook.db", isolation_level=None, check_same_thread=False)
        waits = 0

        def wait(seconds: float) -> None:
            nonlocal waits
            waits += 1
            if waits == until:
                other.execute("rollback")

        with pragma("busy_timeout = 1"), Grading(at.root, Options(start=Inline)) as grading:
            to_do = grading.to_do(grading.folders.submissions(["ps"]))
            other.execute(f"begin {kind}")
            patience = mock.patch.object(record, "PATIENCE", 3600.0 if until else -1.0)
            with patience, mock.patch.object(record.time, "sleep", wait):
                said = told(list(grading.run(to_do)))
            other.close()
        return f"waited {waits} times; {said}"

    return happen


def report(spoil: Callable[[Path], object]) -> Callable[[Place], str]:
    def happen(at: Place) -> str:
        spoil(at.autograded("bob"))
        outcomes = grade(at.root)
        assert [one.submission.student for one in outcomes] == ["bob"], "the others are left alone"
        return told(outcomes)

    return happen


def _as_file(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.write_text("not a folder")


def _half_there(folder: Path) -> None:
    (folder / "ps.ipynb").unlink()
    (folder.parent / ".grading-new-x").mkdir()
    (folder.parent / ".grading-new-x" / "ps.ipynb").write_text("{")


def unreadable(at: Place) -> str:
    read = Path.read_bytes

    def deny(path: Path) -> bytes:
        if path == at.submitted("bob") / "ps.ipynb":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return read(path)

    with mock.patch.object(Path, "read_bytes", deny):
        return told(grade(at.root))


def spoiled_submission(
    spoil: Callable[[Path], object], *, problem: bool, score: float | None = None
) -> Callable[[Place], str]:
    """Bob hands in something odd, and later what he meant."""

    def happen(at: Place) -> str:
        folder = at.submitted("bob")
        kept = shutil.copytree(folder, at.home / "kept")
        spoil(folder)
        outcomes = {one.submission.student: one for one in grade(at.root)}
        bob = outcomes.pop("bob")
        assert bool(bob.problem) == problem, bob
        assert problem or bob.score == score, bob
        assert not problem or "bob/ps" not in grades(at.root), "a problem is not a zero"
        shutil.rmtree(folder) if folder.is_dir() and not folder.is_symlink() else folder.unlink()
        shutil.copytree(kept, folder)
        said = f"problem: {bob.problem}" if problem else f"{bob.score:g} points"
        return "; ".join([told([*outcomes.values()]), f"bob: {said}", *bob.notes])

    return happen


def _as_link(folder: Path) -> None:
    (folder / "ps.ipynb").rename(folder.parent / "elsewhere.ipynb")
    (folder / "ps.ipynb").symlink_to("../elsewhere.ipynb")
    (folder / "secret.txt").symlink_to("/etc/passwd")
    (folder / "up").symlink_to("..")


def _unlink_elsewhere(happen: Callable[[Place], str]) -> Callable[[Place], str]:
    def then(at: Place) -> str:
        said = happen(at)
        assert not list((at.root / "autograded").rglob("secret.txt"))
        (at.submitted("bob").parent / "elsewhere.ipynb").unlink()
        return said

    return then


def no_release(*steps: str) -> Callable[[Place], str]:
    def happen(at: Place) -> str:
        kept = [(at.root / step, shutil.move(at.root / step, at.home / step)) for step in steps]
        said = told(grade(at.root))
        for path, saved in kept:
            shutil.move(saved, path)
        return said

    return happen


def refused(prepare: Callable[[Place], Callable[[], object]], words: str) -> Callable[[Place], str]:
    """The command refuses to begin; gives what it said."""

    def happen(at: Place) -> str:
        mend = prepare(at)
        with pytest.raises(CourseError, match=words) as refusal:
            grade(at.root, force=True)
        mend()
        return f"refused: {refusal.value}"

    return happen


def _gradebook_is(content: bytes | None) -> Callable[[Place], Callable[[], object]]:
    def prepare(at: Place) -> Callable[[], object]:
        database = at.root / "gradebook.db"
        kept = database.read_bytes()
        database.unlink() if content is None else database.write_bytes(content)
        return lambda: database.write_bytes(kept)

    return prepare


def _busy(at: Place) -> Callable[[], object]:
    held = filing.alone_in(at.root)
    held.__enter__()
    return lambda: held.__exit__(None, None, None)


def not_registered(at: Place) -> str:
    database, kept = at.root / "gradebook.db", at.home / "kept.db"
    shutil.copy(database, kept)
    with book(at.root) as opened:
        opened.remove_assignment("ps")
    with Grading(at.root, Options(start=Inline)) as grading:
        said = list(grading.run([filing.Submission("ps", student) for student in ANSWERS]))
    shutil.move(kept, database)
    assert all(one.problem for one in said)
    return said[0].problem


def registered_anew(at: Place) -> str:
    """The gradebook is lost and made again: all is graded again, and only what people added is gone."""
    (at.root / "gradebook.db").unlink()
    shutil.rmtree(at.root / "release")
    generate_assignment(load_config(at.root), "ps")
    scores = {one.submission.student: one.score for one in grade(at.root)}
    assert scores == {"ada": 3.0, "bob": 1.0, "cy": 0.0}
    with book(at.root) as opened:
        why = opened.find_grade("why", "ps", "ps", "ada")
        why.manual_score = 3.5
        opened.db.commit()
    return "3 of 3 graded anew"


def while_recording(act: Callable[[Place], object], moment: str = "_submission") -> Callable[[Place], str]:
    def happen(at: Place) -> str:
        original, done = getattr(record.Recorder, moment), False

        def instead(recorder: Any, *args: Any) -> Any:
            nonlocal done
            found = original(recorder, *args)
            if not done:
                done = True
                recorder._book.db.rollback() if moment == "assignment" else None
                act(at)
            return found

        with mock.patch.object(record.Recorder, moment, instead):
            return told(grade(at.root, force=True))

    return happen


def _remove_bob(at: Place) -> None:
    with book(at.root) as opened:
        opened.remove_student("bob")


def plugin_fails(at: Place) -> str:
    config = at.root / CONFIG
    kept = config.read_text()
    config.write_text(kept.replace("return 0.5", "return 1 / 0"))
    stamp = at.submitted("bob") / "timestamp.txt"
    with book(at.root) as opened:
        opened.update_or_create_assignment("ps", duedate="2020-01-01 00:00:00 UTC")
    stamp.write_text("2020-01-02 00:00:00 UTC")
    said = told(grade(at.root))
    config.write_text(kept)
    stamp.unlink()
    with book(at.root) as opened:
        opened.update_or_create_assignment("ps", duedate=None)
    return said


def vanished(at: Place) -> str:
    """Bob's folder goes away between the list of submissions and its turn; he hands in again later."""
    folder, kept = at.submitted("bob"), at.home / "kept"
    with Grading(at.root, Options(start=Inline)) as grading:
        to_do = grading.to_do(grading.folders.submissions(["ps"]))
        shutil.move(folder, kept)
        outcomes = list(grading.run(to_do))
    shutil.move(kept, folder)
    bob = next(one for one in outcomes if one.submission.student == "bob")
    assert bob.problem, "not a zero"
    return told(outcomes)


LESSON = "00_start_here"


def keys(spoil: Callable[[Path], object], *, problem: str = "") -> Callable[[Place], str]:
    """In a course of ours the hidden keys are spoilt between two runs."""

    def happen(at: Place) -> str:
        root = at.home / "ours"
        for name in ("solutions", "notebooks"):
            shutil.copytree(HERE / name / LESSON, root / name / LESSON)
        shutil.copytree(HERE / "tests" / "variants", root / "tests" / "variants")
        shutil.copy(HERE / CONFIG, root / CONFIG)
        generate_assignment(load_config(root), LESSON)
        folder = root / "submitted" / "ada" / LESSON
        folder.mkdir(parents=True)
        shutil.copy(root / "solutions" / LESSON / f"{LESSON}.ipynb", folder)
        (first,) = grade(root)
        assert first.score == first.points > 0, first
        spoil(root / ".hidden")
        (second,) = grade(root, force=True)
        if problem:
            assert problem in second.problem, second
            assert _kept(root) == first.score
            return f"problem: {second.problem}"
        assert second.score == first.score, second
        return f"{second.score:g} of {second.points:g} again"

    return happen


def _kept(root: Path) -> float:
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}", "training-loop") as opened:
        score: float = opened.find_submission(LESSON, "ada").score
    return score


def _key(hidden: Path) -> Path:
    return hidden / "keys" / "double.npz"


_WRITES = (Path, "write_text")
FAULTS = [
    *(Fault("kill -9 of the grader", point, killed(point, force=False)) for point in POINTS if "earlier" not in point),
    Fault("kill -9 of the grader", "regrading: the earlier report has been moved away",
          killed("the earlier report has been moved away", force=True), graded=True),
    Fault("kill -9 of the grader", "regrading: its report is half written",
          killed("its report is half written", force=True), graded=True),
    Fault("Ctrl-C", "work has been given to a worker", interrupted("work has been given to a worker")),
    Fault("Ctrl-C", "its report is half written", interrupted("its report is half written")),
    Fault("kill -9 of a worker", "once, with work in its hands", worker_killed(1)),
    Fault("kill -9 of every worker", "always, until they are left alone", worker_killed(4)),
    Fault("kill -9 of the warm process", "once, while a submission runs", zygote_killed(1)),
    Fault("kill -9 of the warm process", "always, whatever it runs", zygote_killed(99)),
    Fault("full disk", "a report is written", full_disk(*_WRITES, 2), graded=True),
    Fault("full disk", "every report is written", full_disk(*_WRITES, 1, 99)),
    Fault("full disk", "a report takes its place", full_disk(filing, "_swap", 2), graded=True),
    Fault("full disk", "from the start: no file may grow", no_room),
    Fault("read-only gradebook", "always", read_only),
    Fault("gradebook locked by a writer", "for a while", locked("immediate", 3)),
    Fault("gradebook locked by a writer", "for ever", locked("immediate", None)),
    Fault("gradebook locked against readers", "for a while", locked("exclusive", 3)),
    Fault("gradebook locked against readers", "for ever", locked("exclusive", None)),
    Fault("gradebook is not a database", "at the start", refused(_gradebook_is(b"x" * 5000), "cannot be"), graded=True),
    Fault("gradebook is missing", "at the start", refused(_gradebook_is(None), "no gradebook"), graded=True),
    Fault("gradebook lost and made anew", "after grading", registered_anew, graded=True),
    Fault("assignment is not in the gradebook", "between two runs", not_registered, graded=True),
    Fault("a second run in the same course", "at the same time", refused(_busy, "Another"), graded=True),
    Fault("student removed from the gradebook", "while being recorded", while_recording(_remove_bob), graded=True),
    Fault("late penalty plugin fails", "recording", plugin_fails),
    Fault("corrupt report", "after grading", report(lambda folder: (folder / "ps.ipynb").write_text("{")), graded=True),
    Fault("empty report", "after grading", report(lambda folder: (folder / "ps.ipynb").write_bytes(b"")), graded=True),
    Fault("report is missing", "after grading", report(shutil.rmtree), graded=True),
    Fault("half-written report folder", "after grading", report(_half_there), graded=True),
    Fault("a file where the report folder was", "after grading", report(_as_file), graded=True),
    Fault("no release folder", "at the start", no_release("release")),
    Fault("no release and no source", "at the start", no_release("release", "source")),
    Fault("submission may not be read", "reading", unreadable),
    Fault("submission goes away", "between listing and reading", vanished),
    Fault("empty submission folder", "reading",
          spoiled_submission(lambda folder: (folder / "ps.ipynb").unlink(), problem=False, score=0.0)),
    Fault("notebook is not JSON", "reading",
          spoiled_submission(lambda folder: (folder / "ps.ipynb").write_text("{"), problem=True)),
    Fault("notebook is empty", "reading",
          spoiled_submission(lambda folder: (folder / "ps.ipynb").write_bytes(b""), problem=True)),
    Fault("notebook has another name", "reading",
          spoiled_submission(lambda folder: (folder / "ps.ipynb").rename(folder / "ps (1).ipynb"),
                             problem=False, score=1.0)),
    Fault("links out of the folder", "reading",
          _unlink_elsewhere(spoiled_submission(_as_link, problem=False, score=0.0))),
    Fault("timestamp is not a time", "reading",
          spoiled_submission(lambda folder: (folder / "timestamp.txt").write_bytes(b"\xff\x00 no"),
                             problem=False, score=1.0)),
    Fault("timestamp is a folder", "reading",
          spoiled_submission(lambda folder: (folder / "timestamp.txt").mkdir(), problem=False, score=1.0)),
    Fault("hidden key is missing", "between two runs", keys(lambda hidden: _key(hidden).unlink()), graded=True),
    Fault("all hidden keys are missing", "between two runs", keys(lambda hidden: shutil.rmtree(hidden / "keys")),
          graded=True),
    Fault("hidden keys are stale", "between two runs",
          keys(lambda hidden: (hidden / f"{LESSON}.made-from").write_text("something else")), graded=True),
    Fault("hidden key is cut off", "between two runs",
          keys(lambda hidden: _key(hidden).write_bytes(_key(hidden).read_bytes()[:99]), problem="grader"), graded=True),
]  # fmt: skip


def main() -> int:
    """Let every fault happen and print what came of it; returns how many did not end well."""
    from rich.console import Console
    from rich.table import Table

    table = Table("fault", "when", "outcome")
    bad = 0
    with tempfile.TemporaryDirectory() as name:
        made = template(Path(name))
        for fault in FAULTS:
            with place(made, graded=fault.graded) as at:
                try:
                    said = fault.happen(at)
                    found = spoiled(at)
                except (AssertionError, Exception) as error:  # noqa: BLE001 - goes into the table
                    said, found = "", [f"{type(error).__name__}: {error}"]
            bad += bool(found)
            table.add_row(fault.name, fault.when, f"FAILED: {'; '.join(found)}" if found else said)
    Console(width=160).print(table)
    print(f"{len(FAULTS)} faults, {bad} did not end well")
    return bad


if __name__ == "__main__":
    sys.exit(min(main(), 1))
