"""The numbers of system calls, held against the system's own headers where there are any."""

import re
from pathlib import Path

import pytest

from grader.engine.sandbox import linux, syscalls

GROUPS = ("ALWAYS", "CHECKED", "PROCESS", "MODES", "MARKS", "REFUSED")
PLACES = [Path("/usr/include/asm"), *Path("/usr/include").glob("*-linux-gnu/asm")]
NAMES = ("unistd_64.h", "unistd.h")
HEADERS = [place / name for place in PLACES for name in NAMES if (place / name).is_file()]


def _defined() -> dict[str, int]:
    texts = [header.read_text(encoding="utf-8") for header in HEADERS]
    generic = Path("/usr/include/asm-generic/unistd.h")
    if linux.ARM and generic.is_file():
        texts.append(generic.read_text(encoding="utf-8"))
    pattern = re.compile(r"^#define __NR(?:3264)?_(\w+)\s+(\d+)\b", re.MULTILINE)
    return {name: int(number) for text in texts for name, number in pattern.findall(text)}


def test_each_number_is_the_one_in_the_headers() -> None:
    defined = _defined()
    if "read" not in defined:
        pytest.skip("the system's headers are not installed: nothing to hold the numbers against")
    ours = {name: number for group in GROUPS for name, number in getattr(syscalls, group).items()}
    known = {name: number for name, number in ours.items() if name in defined}
    assert len(known) > 200
    assert known == {name: defined[name] for name in known}


def test_no_call_is_in_two_groups() -> None:
    names = [name for group in GROUPS for name in getattr(syscalls, group)]
    assert len(names) == len(set(names))
