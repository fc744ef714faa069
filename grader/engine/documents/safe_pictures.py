"""Pictures that a page may show: whole files in the page itself, of a size that a browser bears."""

from __future__ import annotations

import re
import struct
from base64 import b64decode
from collections.abc import Iterator, Mapping
from typing import Any

IMAGES = ("image/png", "image/jpeg", "image/gif")
_MOST_PIXELS = 40_000_000
"""A picture of a few kilobytes can be a hundred times as many pixels, and each takes four bytes."""
_LONGEST_SIDE = 20_000
_BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*")
_ADDRESS = re.compile(r"data:(image/(?:png|jpeg|gif));base64,([A-Za-z0-9+/=\s]*)")
_HEAD = 400_000
"""Characters in which a picture says its size."""


def safe_pictures(bundle: Mapping[str, Any]) -> dict[str, Any]:
    """The pictures among what was displayed or attached."""
    return {mime: data for mime, data in bundle.items() if is_safe_picture(mime, data)}


def is_safe_address(address: str) -> bool:
    """Whether an address is such a picture, and fetches nothing."""
    match = _ADDRESS.fullmatch(address)
    return match is not None and is_safe_picture(match[1], match[2])


def is_safe_picture(mime: str, data: object) -> bool:
    """Whether a picture in base64 is one, and not larger than a browser bears."""
    if mime not in IMAGES or not isinstance(data, str) or not _BASE64.fullmatch(data):
        return False
    packed = "".join(data[:_HEAD].split())
    try:
        head = b64decode(packed[: len(packed) // 4 * 4])
        width, height = _size(head)
    except (ValueError, struct.error):
        return False
    return width * height <= _MOST_PIXELS and max(width, height) <= _LONGEST_SIDE


def _size(head: bytes) -> tuple[int, int]:
    """Width and height, in pixels.

    Raises:
        ValueError: it is none of these pictures.
    """
    if head.startswith(b"\x89PNG\r\n\x1a\n") and head[12:16] == b"IHDR":
        width, height = struct.unpack(">II", head[16:24])
        return width, height
    if head[:6] in (b"GIF87a", b"GIF89a"):
        width, height = struct.unpack("<HH", head[6:10])
        return width, height
    sizes = [*_sizes_in_jpeg(head)]
    if not sizes:
        raise ValueError("no picture")
    return max(sizes, key=lambda size: size[0] * size[1])


def _sizes_in_jpeg(head: bytes) -> Iterator[tuple[int, int]]:
    at = 2
    while head[:2] == b"\xff\xd8" and at + 9 <= len(head) and head[at] == 0xFF:
        kind = head[at + 1]
        (length,) = struct.unpack(">H", head[at + 2 : at + 4])
        if 0xC0 <= kind <= 0xCF and kind not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", head[at + 5 : at + 9])
            yield width, height
        at += 2 + length
