"""Keys that are lost, stale or damaged: the hidden ones are built again, a visible one is named."""

import resource
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from unittest import mock

import nbformat

from course_lib.checking import check
from course_lib.checking.asked.exercise import REGISTRY
from course_lib.checking.judging.keys import load
from grader import generate as generating
from grader import hidden
from grader.autograde import Graded
from grader.build import build
from grader.configuration import load_config
from grader.course import CONFIG, Course
from grader.files import write_whole
from grader.nbgrader_api import generate_assignment
from tests.engine.faults.launch import HERE
from tests.engine.faults.place import Fault, Place
from tests.engine.ordinary import grade

LESSON, EXERCISE = "00_start_here", "double"
KEPT = ("imports", "solve-double", "check-double")
"""The cells, by id, of a lesson with one exercise."""


def ours(at: Place) -> Course:
    """A copy of a course of this kind, with a right answer that has been graded once."""
    made = at.shared / "ours"
    if not made.exists():
        _make(Course(made))
    return Course(Path(shutil.copytree(made, at.home / "ours")))


def _make(course: Course) -> None:
    notebook = nbformat.read(HERE / "solutions" / LESSON / f"{LESSON}.ipynb", as_version=4)
    notebook.cells = [cell for cell in notebook.cells if cell.id in KEPT]
    folder = course.root / "submitted" / "ada" / LESSON
    for path in (course.notebook(LESSON), folder / f"{LESSON}.ipynb"):
        path.parent.mkdir(parents=True)
        nbformat.write(notebook, path)
    shutil.copy(HERE / CONFIG, course.root / CONFIG)
    generate_assignment(load_config(course.root), LESSON)
    first = graded(course)
    assert first.score == first.points > 0, first


def graded(course: Course) -> Graded:
    """Grade the one submission, again if need be; keys are built by one process, which is enough
    for one exercise.
    """
    with one_builder():
        (one,) = grade(course.root, force=True)
    return one


@contextmanager
def one_builder() -> Iterator[None]:
    alone = partial(build, workers=1)
    with mock.patch.object(hidden, "build", alone), mock.patch.object(generating, "build", alone):
        yield


def hidden_keys(name: str, spoil: Callable[[Course], object], words: str = "") -> Fault:
    """Something happens to the hidden keys between two runs; they are built again, and the grades
    are the same.

    Args:
        name: what happens.
        spoil: makes it happen.
        words: what must be said; nothing where keys are only built again because something else has
            changed.
    """

    def happen(at: Place) -> str:
        course, said = ours(at), []
        spoil(course)
        with mock.patch("builtins.print", lambda line, **kwargs: said.append(line)):
            second = graded(course)
        assert second.score == second.points > 0, second
        assert all(words in line for line in said), said
        assert bool(said) == bool(words), said
        assert load(EXERCISE, course.hidden / hidden.KEYS).name == EXERCISE
        return "; ".join([f"{second.score:g} of {second.points:g} again", *said])

    return Fault(name, "between two runs", happen, graded=True)


def _key(course: Course) -> Path:
    return course.hidden / hidden.KEYS / f"{EXERCISE}.npz"


def _cut(path: Path, size: int) -> None:
    path.write_bytes(path.read_bytes()[:size])


def _another_value(course: Course) -> None:
    """A key that can be read and is another one: that of the visible cases."""
    shutil.copy(HERE / "course_lib" / "keys" / f"{EXERCISE}.npz", _key(course))


def _stale(course: Course) -> None:
    (course.hidden / f"{LESSON}.made-from").write_text("something else\n")


def visible_key_is_cut_off(at: Place) -> str:
    """The student is told whose mistake it is and what to do; doing it mends the key."""
    course = ours(at)
    with one_builder():
        generating.generate(course, [LESSON])
    key = course.keys / f"{EXERCISE}.npz"
    whole = load(EXERCISE, course.keys)
    _cut(key, 99)
    cut_off = mock.patch.object(check, "load", lambda name, folder: load(name, course.keys))
    not_remembered = mock.patch.object(check, "_visible", check._visible.__wrapped__)
    with cut_off, not_remembered:
        verdict = check.verdict_in(REGISTRY[EXERCISE], {}, lambda x: 2 * x)
    said = str(verdict)
    assert "not your mistake" in said
    assert "grader generate" in said
    with one_builder():
        assert f"course_lib/keys/{EXERCISE}.npz" in generating.generate(course, [LESSON]).changed
    assert load(EXERCISE, course.keys).agrees(whole)
    return said


def no_room_for_a_key(at: Place) -> str:
    """The disk is full while a hidden key is built again, and has room later."""
    course = ours(at)
    _key(course).unlink()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)

    def no_room(path: Path, content: str | bytes) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))
        try:
            write_whole(path, content)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    uncompiled = mock.patch.object(sys, "dont_write_bytecode", True)  # else cut short, and kept
    with uncompiled, mock.patch.object(hidden, "write_whole", no_room):
        refused = graded(course)
    assert refused.problem, refused
    assert list(_key(course).parent.iterdir()) == [], "nothing half-written is left"
    again = graded(course)
    assert again.score == again.points > 0
    return f"problem: {refused.problem}"


def seed_is_no_number(at: Place) -> str:
    course = ours(at)
    seed = course.hidden / hidden.SEED
    kept = seed.read_text()
    seed.write_text("seven\n")
    refused = graded(course)
    assert "must hold one number" in refused.problem, refused
    seed.write_text(kept)
    again = graded(course)
    assert again.score == again.points > 0
    return f"problem: {refused.problem}"


LOST = "missing or damaged"
FAULTS = [
    hidden_keys("hidden key is missing", lambda course: _key(course).unlink(), LOST),
    hidden_keys(
        "all hidden keys are missing", lambda course: shutil.rmtree(_key(course).parent), LOST
    ),
    hidden_keys("hidden keys are stale", _stale),
    hidden_keys("hidden key is cut off", lambda course: _cut(_key(course), 99), LOST),
    hidden_keys("hidden key is empty", lambda course: _cut(_key(course), 0), LOST),
    hidden_keys("hidden key is another one", _another_value, LOST),
    Fault("full disk", "a hidden key is built", no_room_for_a_key, graded=True),
    Fault("hidden seed is no number", "between two runs", seed_is_no_number, graded=True),
    Fault("visible key is cut off", "a student checks", visible_key_is_cut_off, graded=True),
]
