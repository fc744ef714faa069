"""Keys survive the way to disk and back, carry no code, and say when they do not fit."""

import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import course_lib.exercises  # noqa: F401  fills the registry
from course_lib.checking.asked.case import Case
from course_lib.checking.asked.exercise import REGISTRY
from course_lib.checking.judging.keys import (
    FOLDER,
    Damaged,
    Key,
    Told,
    WrongAnswer,
    fingerprint,
    key_path,
    load,
    loads,
    save,
)
from course_lib.checking.running.observe import Observation, Raised
from course_lib.checking.values.compare import identical
from course_lib.checking.values.plain import Opaque

KEY = Key(
    "made",
    3.0,
    7,
    [["f(2,)", 1.5]],
    [
        Observation({"W": np.arange(6.0).reshape(2, 3), "labels": np.array([1, 2])}),
        Observation([1, 2.5, None, "x", True]),
    ],
    [
        WrongAnswer(
            (Told("a", "did", "think"),),
            [Observation(raised=Raised(("ValueError",))), Observation(Opaque("set"))],
        )
    ],
)


def test_a_key_comes_back_as_it_was(tmp_path: Path) -> None:
    save(KEY, tmp_path)
    assert load("made", tmp_path).agrees(KEY)
    assert [path.name for path in tmp_path.iterdir()] == ["made.npz"], (
        "nothing half-written is left"
    )


def test_a_key_that_is_cut_off_anywhere_is_called_damaged(tmp_path: Path) -> None:
    save(KEY, tmp_path)
    whole = (tmp_path / "made.npz").read_bytes()
    for size in range(len(whole)):
        with pytest.raises(Damaged):
            loads(whole[:size])


def test_keys_agree_within_rounding_and_not_beyond() -> None:
    near = replace(
        KEY,
        expected=[
            replace(
                KEY.expected[0],
                value={"W": KEY.expected[0].value["W"] * (1 + 1e-12), "labels": np.array([1, 2])},
            ),
            KEY.expected[1],
        ],
    )
    far = replace(KEY, points=4.0)
    assert KEY.agrees(near)
    assert not KEY.agrees(far)
    assert not KEY.agrees(replace(KEY, wrong_answers=[]))


@pytest.mark.parametrize("name", sorted(REGISTRY))
def test_every_stored_key_fits_the_cases_and_is_small(name: str) -> None:
    assert load(name).fits(REGISTRY[name].cases())
    assert key_path(name).stat().st_size < 80_000


def test_wrong_numbers_are_kept_to_seven_digits_in_all_their_range_and_expected_ones_whole(
    tmp_path: Path,
) -> None:
    numbers = np.array([1 / 3, -2e300 / 3, 2e-300 / 3, np.finfo(float).max, 0.0, np.inf, np.nan])
    seen = [Observation(numbers), Observation(2 / 3)]
    save(
        replace(
            KEY, expected=seen, wrong_answers=[WrongAnswer((Told("a", "did", "think"),), seen)]
        ),
        tmp_path,
    )
    back = load("made", tmp_path)
    assert identical(back.expected[0].value, numbers)
    np.testing.assert_allclose(back.wrong_answers[0].observations[0].value, numbers, rtol=1e-7)
    assert back.wrong_answers[0].observations[1].value == pytest.approx(2 / 3, rel=1e-7)


def test_a_key_for_other_cases_does_not_fit() -> None:
    cases = REGISTRY["double"].cases(seed=1)
    assert not load("double").fits(cases)
    assert fingerprint(cases) != fingerprint(REGISTRY["double"].cases(seed=2))


def test_keys_hold_numbers_and_sentences_and_nothing_pickled() -> None:
    for path in FOLDER.glob("*.npz"):
        with zipfile.ZipFile(path) as file:
            names = file.namelist()
            assert sorted(names) == [
                "right.npy",
                "right_numbers.npy",
                "wrong.npy",
                "wrong_numbers.npy",
            ]
            assert not any(b"'|O'" in file.read(name)[:200] for name in names)


def test_many_texts_are_described_by_a_digest_that_changes_with_each_of_them() -> None:
    texts = [f"review {i}" for i in range(500)]
    described, changed = (fingerprint([Case(some)]) for some in (texts, [*texts[:-1], "another"]))
    assert described != changed
    assert len(str(described)) < 200
