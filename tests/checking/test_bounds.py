"""Nothing of a student's is gone through without a bound, whatever it says of its own size."""

import resource
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from course_lib.checking.asked.measure import share_right
from course_lib.checking.exchange.encoding import encode
from course_lib.checking.exchange.outside import observations_from_data
from course_lib.checking.running.observe import Observation
from course_lib.checking.values.compare import differences, same
from course_lib.checking.values.plain import LONGEST, LONGEST_INSIDE, MOST_NUMBERS, TOO_LARGE, plain

ROWS = np.zeros((1 << 40, 0))
NO_ROOM = ["x" * 20_000, *["1"] * 49_000]
"""As an array of NumPy's it takes 3.9 GB."""


@contextmanager
def little_memory() -> Iterator[None]:
    """Half a gigabyte more than there is now, so that what takes more fails here and now."""
    if sys.platform != "linux":
        pytest.skip("memory is limited on Linux")
    before = resource.getrlimit(resource.RLIMIT_AS)
    size = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (size + (512 << 20), before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)


class Endless(list):  # type: ignore[type-arg]
    def __iter__(self) -> Iterator[Any]:
        while True:
            yield "x"


@pytest.mark.parametrize(
    "value",
    [
        ROWS,
        ROWS.astype(bool),
        np.zeros((3, 1 << 30, 0)),
        range(1 << 40),
        Endless([1]),
        ["x"] * 10**6,
    ],
    ids=["rows", "bools", "within", "range", "endless", "long"],
)
@pytest.mark.parametrize("in_parts", [False, True])
def test_what_has_no_end_is_not_gone_through(value: Any, in_parts: bool) -> None:
    with little_memory():
        assert plain(value, in_parts=in_parts) == TOO_LARGE


def test_what_is_large_and_has_an_end_stays_what_it_is() -> None:
    assert plain(np.zeros(MOST_NUMBERS)).shape == (MOST_NUMBERS,)
    assert plain([0.5] * 100_000).shape == (100_000,)
    assert plain(["x" * 30_000]) == ["x" * LONGEST_INSIDE]
    assert plain("x" * 30_000) == "x" * LONGEST


def came_back(value: Any) -> Any:
    (seen,) = observations_from_data({"seen": [[encode(value), None, [], True, [], encode({})]]}, 1)
    return seen.value


def test_what_came_back_is_bounded_whoever_sent_it() -> None:
    with little_memory():
        assert came_back(ROWS) == TOO_LARGE
        assert came_back(["x"] * 10**6) == TOO_LARGE
        assert {len(text) for text in came_back(NO_ROOM)} == {1, LONGEST_INSIDE}
        names = ["X"] * 10**6
        message = [None, [names, "", "", ""], names, True, [], encode({})]
        (seen,) = observations_from_data({"seen": [message]}, 1)
    assert isinstance(seen, Observation)
    assert seen.raised is not None
    assert len(seen.raised.kinds) == len(seen.changed) == 50


@pytest.mark.parametrize("expected", [np.zeros(49_001), [1.0, 2.0], 3.0, "text", {"a": 1}, None])
def test_an_answer_is_held_against_what_is_right_in_little_memory(expected: Any) -> None:
    with little_memory():
        for seen in (NO_ROOM, ROWS, [ROWS, ROWS], ["x"] * 50_000):
            assert next(differences(seen, expected, 0.0), None) is not None


def test_labels_that_are_texts_are_no_predictions() -> None:
    labels = np.zeros(49_001)
    with little_memory(), pytest.raises(ValueError, match="one prediction"):
        share_right(NO_ROOM, labels)
    assert share_right([True, False, True], np.array([1, 0, 0])) == pytest.approx(2 / 3)


def test_a_list_of_equal_rows_is_a_table_as_before() -> None:
    table = np.array([[1.0, 2.0], [3.0, 4.0]])
    assert same([table[0], table[1]], table, 0.0)
    assert same([True, False], np.array([True, False]), 0.0)
    assert not same([table[0], table[1][:1]], table, 0.0)
    assert not same(["1", "2"], np.array([1.0, 2.0]), 0.0)
