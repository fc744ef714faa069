"""A gradebook that is locked, broken, lost, or changed by somebody else meanwhile."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from grader.autograde import Grading
from grader.configuration import load_config
from grader.course import CONFIG, CourseError
from grader.engine.gradebook import filing, opening, rows
from grader.nbgrader_api import generate_assignment
from grader.options import Options
from tests.engine.faults.place import ANSWERS, Fault, Place, told
from tests.engine.ordinary import Inline, book, grade


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
        said = told(grade(at.root))
    assert "readonly" in said, said
    return said


def locked(kind: str, until: int | None) -> Callable[[Place], str]:
    """Somebody else holds the gradebook until the grader has waited so many times, or for ever."""

    def happen(at: Place) -> str:
        other = sqlite3.connect(
            at.root / "gradebook.db", isolation_level=None, check_same_thread=False
        )
        waits = 0

        def wait(seconds: float) -> None:
            nonlocal waits
            waits += 1
            if waits == until:
                other.execute("rollback")

        with pragma("busy_timeout = 1"), Grading(at.root, Options(start=Inline)) as grading:
            to_do = grading.to_do(grading.folders.submissions(["ps"]))
            other.execute(f"begin {kind}")
            patience = mock.patch.object(opening, "PATIENCE", 3600.0 if until else -1.0)
            with patience, mock.patch("time.sleep", wait):
                said = told(list(grading.run(to_do)))
            other.close()
        assert waits >= until if until else "is locked" in said, said
        return f"waited {waits} times; {said}"

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
    """The gradebook is lost and made again: all is graded again, and only what people added is
    gone.
    """
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


def while_recording(act: Callable[[Place], object]) -> Callable[[Place], str]:
    def happen(at: Place) -> str:
        original, done = rows.entry, False

        def instead(*args: Any) -> Any:
            nonlocal done
            found = original(*args)
            if not done:
                done = True
                act(at)
            return found

        with mock.patch.object(rows, "entry", instead):
            said = told(grade(at.root, force=True))
        assert done
        return said

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
    assert "ZeroDivisionError" in said, said
    return said


FAULTS = [
    Fault("read-only gradebook", "always", read_only),
    Fault("gradebook locked by a writer", "for a while", locked("immediate", 3)),
    Fault("gradebook locked by a writer", "for ever", locked("immediate", None)),
    Fault("gradebook locked against readers", "for a while", locked("exclusive", 3)),
    Fault("gradebook locked against readers", "for ever", locked("exclusive", None)),
    Fault(
        "gradebook is not a database",
        "at the start",
        refused(_gradebook_is(b"x" * 5000), "cannot be"),
        graded=True,
    ),
    Fault(
        "gradebook is missing",
        "at the start",
        refused(_gradebook_is(None), "no gradebook"),
        graded=True,
    ),
    Fault("gradebook lost and made anew", "after grading", registered_anew, graded=True),
    Fault("assignment is not in the gradebook", "between two runs", not_registered, graded=True),
    Fault(
        "a second run in the same course",
        "at the same time",
        refused(_busy, "Another"),
        graded=True,
    ),
    Fault(
        "student removed from the gradebook",
        "while being recorded",
        while_recording(_remove_bob),
        graded=True,
    ),
    Fault("late penalty plugin fails", "recording", plugin_fails),
]
