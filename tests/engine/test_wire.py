"""Only plain, bounded data crosses from a submission to the grader."""

import math

import msgpack
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.engine.documents import wellformed
from grader.engine.protocol import wire


@pytest.mark.parametrize(
    "value",
    [None, True, 3, -(10**40), 1.5, math.inf, "é", b"x", [1, [2]], {"a": 1, 3: None}],
)
def test_plain_data_comes_back(value: object) -> None:
    assert wire.unpack(wire.pack(value)) == value


@pytest.mark.parametrize(
    "array",
    [
        np.zeros((0, 3)),
        np.arange(6).reshape(2, 3),
        np.arange(6.0).reshape(2, 3).T,
        np.float32(3),
        np.bool_(True),
        np.array([1, 2], ">i4"),
        np.array([1 + 2j]),
        np.array(["nan", 1], float),
    ],
)
def test_arrays_come_back(array: np.ndarray) -> None:
    back = wire.unpack(wire.pack(array))
    assert back.shape == np.shape(array)
    assert back.dtype == np.asarray(array).dtype.newbyteorder("<")
    np.testing.assert_array_equal(back, array)


@pytest.mark.parametrize(
    "value",
    [object(), len, {1, 2}, np.array([object()]), np.array(["a"]), 1 << 100_000],
    ids=range(6),
)
def test_other_data_is_refused(value: object) -> None:
    with pytest.raises(wire.WireError):
        wire.pack(value)


def array_claiming(kind: str, shape: list[object], raw: bytes) -> bytes:
    return bytes(msgpack.packb(msgpack.ExtType(1, msgpack.packb([kind, shape]) + raw)))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xc1",
        b"\x91" * 100_000,
        b"\xdd\xff\xff\xff\xff",
        wire.pack([1]) + b"x",
        b"\xc7\x03\x01abc",
        bytes(msgpack.packb(msgpack.ExtType(9, b"x"))),
        bytes(msgpack.packb(msgpack.ExtType(2, b"9" * 100_000))),
        array_claiming("|O", [1], b"12345678"),
        array_claiming("<f8", [2], b"12345678"),
        array_claiming("<f8", [-1], b"12345678"),
        array_claiming("<f8", [1 << 62, 1 << 62, 0], b""),
        array_claiming("<f8", [True], b"12345678"),
        array_claiming("<f8", [1.0], b"12345678"),
        array_claiming("<f8", [1] * 100, b"12345678"),
        array_claiming("<M8[s]", [1], b"12345678"),
        b"\xdd\x00\x1e\x84\x81"
        + b"\x80" * 2_000_001,  # one byte each, and a hundred as an empty dict
        b"\x92" + (b"\xdd\x00\x0f\x42\x40" + b"\x80" * 1_000_000) * 2,
    ],
)
def test_what_is_no_message_raises_one_kind_of_error(data: bytes) -> None:
    with pytest.raises(wire.WireError):
        wire.unpack(data)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=100))
def test_any_bytes_are_a_message_or_that_error(data: bytes) -> None:
    try:
        value = wire.unpack(data)
    except wire.WireError:
        return
    cleaned = wellformed.outputs(value)
    assert isinstance(cleaned, list)


def test_a_forged_output_is_dropped_or_made_well_formed() -> None:
    sent = [
        {"output_type": "stream", "name": "stdout", "text": ["x"], "more": 1},
        {"output_type": "stream", "name": "elsewhere", "text": "x"},
        {
            "output_type": "display_data",
            "data": {"text/html": 3, "application/json": {"a": math.nan}, 7: "x"},
        },
        {
            "output_type": "execute_result",
            "data": {"text/plain": "3"},
            "metadata": 4,
            "execution_count": True,
        },
        {"output_type": "update_display_data"},
        {"output_type": ["error"]},
        "text",
    ]
    assert wellformed.outputs(sent) == [
        {"output_type": "stream", "name": "stdout", "text": ""},
        {
            "output_type": "display_data",
            "data": {"text/html": "", "application/json": {"a": None}},
            "metadata": {},
        },
        {
            "output_type": "execute_result",
            "data": {"text/plain": "3"},
            "metadata": {},
            "execution_count": None,
        },
    ]
    assert wellformed.outputs({"outputs": sent}) == []


@pytest.mark.parametrize(
    "value", [math.nan, math.inf, -math.inf, 1e305, True, "3", None, [3], np.array(3.0)]
)
def test_a_value_that_is_no_finite_number_is_none(value: object) -> None:
    assert wellformed.number(value) is None


@pytest.mark.parametrize("shape", [[1 << 40, 0], [0, 1 << 40], [1 << 20, 1 << 20, 0]])
def test_rows_that_take_no_room_are_bounded_all_the_same(shape: list[int]) -> None:
    with pytest.raises(wire.WireError, match="rows"):
        wire.pack(np.zeros(shape))
    with pytest.raises(wire.WireError, match="rows"):
        wire.unpack(array_claiming("<f8", [*shape], b""))
    few = np.zeros((7, 0, 3))
    assert wire.unpack(wire.pack(few)).shape == few.shape
