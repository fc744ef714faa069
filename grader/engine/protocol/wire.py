"""Plain data over a pipe: msgpack with arrays and large integers, bounded and checked, never
code. NumPy is imported by the first array: whoever only starts workers does without.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import msgpack

if TYPE_CHECKING:
    import numpy as np

_ARRAY, _INTEGER = 1, 2
_DTYPES = frozenset(
    order + kind
    for order, kinds in {
        "|": ("b1", "i1", "u1"),
        "<": ("i2", "i4", "i8", "u2", "u4", "u8", "f2", "f4", "f8", "c8", "c16"),
    }.items()
    for kind in kinds
)
_MOST_AXES = 16
_MOST_DIGITS = 4000
_MOST_PARTS = 2_000_000
"""Items of all lists and maps of a message together: one byte of a message can become a hundred in
memory.
"""
_LENGTH = struct.Struct("<I")


class WireError(ValueError):
    """Bytes that are not a message, or data that may not cross."""


def _has_too_many_rows(shape: Sequence[int]) -> bool:
    """Whether there is no end to the rows of an array that takes no room: those without entries."""
    return 0 in shape and math.prod(size or 1 for size in shape) > _MOST_PARTS


def _pack_other(value: object) -> msgpack.ExtType:
    import numpy as np

    if isinstance(value, (np.ndarray, np.generic, complex)):
        array = np.asarray(value)
        array = array.astype(array.dtype.newbyteorder("<"), copy=False)
        if array.dtype.str not in _DTYPES:
            raise WireError(f"an array of {array.dtype} cannot be sent")
        if _has_too_many_rows(array.shape):
            raise WireError("an array of that many rows cannot be sent")
        header = msgpack.packb([array.dtype.str, list(array.shape)])
        return msgpack.ExtType(_ARRAY, header + array.tobytes())
    if isinstance(value, int):  # more than 64 bits
        digits = hex(value)
        if len(digits) > _MOST_DIGITS:
            raise WireError("an integer of that size cannot be sent")
        return msgpack.ExtType(_INTEGER, digits.encode())
    raise WireError(f"a {type(value).__name__} cannot be sent")


def _unpack_array(data: bytes) -> np.ndarray:
    import numpy as np

    unpacker = msgpack.Unpacker(max_buffer_size=0, max_array_len=_MOST_AXES, max_str_len=8)
    unpacker.feed(data)
    kind, shape = unpacker.unpack()
    if kind not in _DTYPES or not all(type(n) is int and n >= 0 for n in shape):
        raise WireError("not an array")
    raw = data[unpacker.tell() :]
    dtype = np.dtype(kind)
    if _has_too_many_rows(shape):
        raise WireError("an array of too many rows")
    if math.prod(shape) * dtype.itemsize != len(raw):
        raise WireError("an array of another size than it says")
    if kind == "|b1":  # any byte but 0 and 1 is no truth value
        truths: np.ndarray = np.frombuffer(raw, np.uint8).reshape(shape) != 0
        return truths
    array: np.ndarray = np.frombuffer(raw, dtype).reshape(shape).copy()
    return array


def _unpack_other(code: int, data: bytes) -> Any:
    if code == _ARRAY:
        return _unpack_array(data)
    if code == _INTEGER and len(data) <= _MOST_DIGITS:
        return int(data, 16)
    raise WireError("an unknown kind of value")


def pack(data: object) -> bytes:
    """Turn plain data into bytes.

    Args:
        data: None, truth values, numbers, strings, bytes, numeric arrays, and lists and dicts of
            these. Tuples become lists; NumPy numbers and complex numbers become arrays without
            axes.

    Returns:
        The bytes.

    Raises:
        WireError: If something else is in it, or the nesting is deeper than 511.
    """
    try:
        return bytes(msgpack.packb(data, default=_pack_other, unicode_errors="backslashreplace"))
    except WireError:
        raise
    except (TypeError, ValueError, OverflowError, RecursionError) as error:
        raise WireError(str(error)) from error


def unpack(data: bytes) -> Any:
    """Turn bytes from anyone back into plain data.

    Args:
        data: What `pack` gave, or what somebody who wants to do harm wrote.

    Returns:
        The data.

    Raises:
        WireError: If it is not a message; nothing else is ever raised.
    """
    left = _MOST_PARTS

    def count(part: Any) -> Any:
        nonlocal left
        left -= 1 + len(part)
        if left < 0:
            raise WireError("a message of too many parts")
        return part

    try:
        return msgpack.unpackb(
            data,
            ext_hook=_unpack_other,
            object_hook=count,
            list_hook=count,
            max_array_len=_MOST_PARTS,
            max_map_len=_MOST_PARTS,
            strict_map_key=False,
            raw=False,
        )
    except WireError:
        raise
    except Exception as error:  # the library raises a dozen kinds, and all mean the same here
        raise WireError(f"not a message: {type(error).__name__}") from error


def frame(data: bytes) -> bytes:
    """Put the length before a message."""
    return _LENGTH.pack(len(data)) + data


def read_frame(read: Callable[[int], bytes], most: int) -> bytes | None:
    """Read one message.

    Args:
        read: Reads up to a number of bytes and returns nothing at the end (os.read with its
            descriptor).
        most: The longest message to take, in bytes.

    Returns:
        The message, or None at the end.

    Raises:
        WireError: If it is longer than `most` or cut off.
    """
    head = _read_exactly(read, _LENGTH.size)
    if not head:
        return None
    size = _LENGTH.unpack(head)[0] if len(head) == _LENGTH.size else most + 1
    if size > most:
        raise WireError("a message that is too long or cut off")
    body = _read_exactly(read, size)
    if len(body) < size:
        raise WireError("a message that is cut off")
    return body


def _read_exactly(read: Callable[[int], bytes], size: int) -> bytes:
    parts: list[bytes] = []
    missing = size
    while missing and (part := read(min(missing, 1 << 20))):
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)
