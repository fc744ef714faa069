"""Keys that were built before come out of the store as they were, and out of no damaged file."""

import random
from pathlib import Path

import pytest

from course_lib.checking.asked.exercise import REGISTRY, VISIBLE_SEED
from course_lib.checking.judging.keys import dumps, load
from grader import build as building
from grader import key_store
from grader.build import build
from grader.course import Course
from grader.key_making import Built
from grader.key_store import KeyStore, code_digest, key_digest
from grader.mistakes import MISTAKES
from grader.mistakes import load as load_mistakes
from grader.reference import read_reference

LESSON = "00_start_here"
DIGEST = "d" * 64


@pytest.fixture
def store(tmp_path: Path) -> KeyStore:
    return KeyStore(Course(tmp_path))


@pytest.fixture
def built() -> Built:
    return Built(load("double"), [], ["It earns points."], ["It is not named."])


def only_file(tmp_path: Path) -> Path:
    (path,) = (tmp_path / ".hidden" / "built").iterdir()
    return path


def test_a_key_comes_back_with_what_stands_against_it(store: KeyStore, built: Built) -> None:
    kept = store.put(DIGEST, built)
    again = store.get(DIGEST)
    assert again is not None
    assert dumps(again.key) == dumps(kept.key) == dumps(built.key)
    assert again.problems == kept.problems == built.problems
    assert store.get("e" * 64) is None


def test_a_file_that_was_damaged_anywhere_is_as_good_as_none(
    store: KeyStore, built: Built, tmp_path: Path
) -> None:
    store.put(DIGEST, built)
    path = only_file(tmp_path)
    whole = path.read_bytes()
    for size in random.Random(1).sample(range(len(whole)), 50):
        path.write_bytes(whole[:size])
        assert store.get(DIGEST) is None, "cut off"
        path.write_bytes(whole[:size] + bytes([whole[size] ^ 1]) + whole[size + 1 :])
        assert store.get(DIGEST) is None, "a bit turned over"
    path.write_bytes(whole)
    assert store.get(DIGEST) is not None


def test_what_was_refused_is_not_kept(store: KeyStore) -> None:
    refused = Built(load("double"), ["Two runs of the reference differ."])
    assert store.put(DIGEST, refused).refused == refused.refused
    assert store.get(DIGEST) is None


def test_the_oldest_go_where_there_are_too_many(
    store: KeyStore, built: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(key_store, "MOST", 2)
    for letter in "abc":
        store.put(letter, built)
    store.tidy()
    assert [letter for letter in "abc" if store.get(letter)] == ["b", "c"]


def test_the_second_time_nothing_is_run(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    course.hidden.unlink()  # the repository's, whose store may hold it
    first = build(course, [LESSON], workers=1, only=["double"])
    monkeypatch.setattr(building, "observers", None)
    again = build(course, [LESSON], only=["double"])
    assert dumps(again["double"].key) == dumps(first["double"].key)


def digest_of(course: Course, seed: int = VISIBLE_SEED, code: str = "") -> str:
    return key_digest(read_reference(course, LESSON), REGISTRY["double"], seed, code)


def test_whatever_a_key_is_made_from_changes_its_digest(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_mistakes(course, LESSON)
    digests = [digest_of(course), digest_of(course, 1), digest_of(course, code="other")]
    monkeypatch.setitem(MISTAKES, "double", MISTAKES["double"][1:])
    digests.append(digest_of(course))
    path = course.notebook(LESSON)
    path.write_text(path.read_text("utf-8").replace("2 * x", "x * 2"), "utf-8")
    digests.append(digest_of(course))
    assert len(set(digests)) == len(digests)
    assert digest_of(course) == digests[-1]


def test_code_counts_for_the_lessons_that_lean_on_it(
    tmp_path: Path,
) -> None:
    exercises = tmp_path / "made_lib" / "exercises"
    exercises.mkdir(parents=True)
    (tmp_path / "course.toml").write_text('package = "made_lib"\n')
    leaning = "from made_lib.exercises.repeat import labelled\n"
    for name, source in ("loss", ""), ("repeat", ""), ("validation", leaning), ("../__init__", ""):
        (exercises / f"{name}.py").write_text(source)
    lessons = "00_loss", "01_repeat", "02_validation"
    before = [code_digest(Course(tmp_path), lesson) for lesson in lessons]
    (exercises / "repeat.py").write_text("labelled = None\n")
    after = [code_digest(Course(tmp_path), lesson) for lesson in lessons]
    assert [a != b for a, b in zip(before, after, strict=True)] == [False, True, True]
