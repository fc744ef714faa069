"""Values cross as what they are, lying ones as what they hold, and nonsense raises."""

import datetime as dt
from collections import Counter, OrderedDict, defaultdict, deque
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np
import pytest

from grader.engine.protocol import carried, wire


class Point(NamedTuple):
    x: int
    y: int


class Agree(float):
    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = float.__hash__


class AgreeingArray(np.ndarray):
    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = None


def refuse(value: object) -> Any:
    raise TypeError(f"{value!r} is not plain")


def across(value: object) -> Any:
    data = wire.unpack(wire.pack(carried.to_data(value, refuse)))
    return carried.from_data(data, refuse)


PLAIN = [
    *(None, True, 7, 2.5, "text", b"bytes", 2**70, 1j, [1, (2, [3])], {"a": {1, 2}, 3: None}),
    *(frozenset({1}), range(2, 9, 3), slice(1, None), Fraction(1, 3), Decimal("0.10"), deque([1])),
    *(Counter("aab"), OrderedDict(a=1), defaultdict(list, {1: [2]}), {1: 2}.keys(), {1: 2}.items()),
    *(
        dt.date(2020, 1, 2),
        dt.datetime.fromisoformat("2020-01-02 03:00"),
        dt.time(4, 5),
        dt.timedelta(1, 2, 3),
    ),
    *(np.float64(2), np.bool_(True), np.int8(3), np.str_("x"), np.datetime64("2020-01-01")),
    dt.datetime(2020, 1, 2, tzinfo=dt.UTC),
]
ARRAYS = [
    *(np.arange(6.0).reshape(2, 3), np.array(3), np.array(True), np.zeros((0, 2)), np.array(1j)),
    *(np.array(["a", "bc"]), np.array([1, [2]], object), np.array(["2020"], "M8[Y]")),
]


@pytest.mark.parametrize("value", PLAIN, ids=repr)
def test_a_plain_value_crosses_as_itself(value: object) -> None:
    back = across(value)
    assert type(back) is type(value)
    assert back == value


@pytest.mark.parametrize("value", ARRAYS, ids=repr)
def test_an_array_crosses_as_itself(value: np.ndarray) -> None:
    back = across(value)
    assert (type(back), back.dtype, back.shape) == (type(value), value.dtype, value.shape)
    assert back.tolist() == value.tolist()


@pytest.mark.filterwarnings("ignore:the matrix")
def test_a_matrix_stays_one() -> None:
    assert isinstance(across(np.asmatrix([[1, 2]])), np.matrix)


def test_a_lying_value_crosses_as_what_it_holds() -> None:
    assert type(across(Agree(0))) is float
    assert across(Agree(0)) == 0
    assert across(Point(1, 2)) == (1, 2)
    assert type(across(np.zeros(2).view(AgreeingArray))) is np.ndarray


@pytest.mark.parametrize(
    "data",
    [
        *(
            [],
            ["?"],
            ["l"],
            ["l", 3],
            ["d", [[[], 1]]],
            {"a": 1},
            np.zeros(2),
            ["a", 3],
            ["g", "x"],
        ),
        *(["U", "O", [1], [1]], ["M", "O", np.zeros(1, "i8")], ["U", "V8", [1], ["a"]]),
        *(["y", "MINYEAR", "2020"], ["O", [5], [1]], ["D", [], []], ["h", 0, "function", "f"]),
    ],
    ids=repr,
)
def test_nonsense_raises(data: object) -> None:
    with pytest.raises((TypeError, ValueError, AttributeError, IndexError)):
        carried.from_data(data, refuse)


def test_an_exception_keeps_its_name_and_its_nearest_class() -> None:
    class Mine(KeyError):
        pass

    back = carried.error_from_data(carried.error_to_data(Mine("k"), refuse), refuse)
    assert (type(back).__name__, isinstance(back, KeyError), back.args) == ("Mine", True, ("k",))
    odd = carried.error_from_data([["Nobody"], ["t", [1]]], refuse)
    assert (type(odd).__name__, odd.args) == ("Nobody", (1,))
