"""What a submission can do to whoever grades it, found by handing in two that try.

One answers rightly and tries every door on the way. The other answers every call with an object
that claims to equal whatever it is compared with.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import create_server

DOORS = (
    "reads the instructor's files",
    "writes outside of its folder",
    "reads the hidden tests",
    "opens a connection",
    "starts a program",
)
_MARK = "doors found open: "
_PROBE = """
import json, pathlib, socket, subprocess, sys

def opens(act):
    try:
        act()
    except Exception:
        return False
    return True

def find_tests():
    assert any(TESTED in path.read_text() for path in map(pathlib.Path, TESTS) if path.exists())

print(MARK + json.dumps([opens(act) for act in (
    lambda: pathlib.Path(FOLDER, "instructor.txt").read_text(),
    lambda: pathlib.Path(FOLDER, "left_behind.txt").write_text(""),
    find_tests,
    lambda: socket.create_connection(("127.0.0.1", PORT), 5).close(),
    lambda: subprocess.run([sys.executable, "-c", ""], check=True),
)]))
"""
_EQUAL = """
class Equal:
    def __eq__(self, other):
        return True
"""


@contextmanager
def probe(folder: Path, tests: list[str], tested: str) -> Iterator[str]:
    """Code that tries the doors when it is run, while the block lasts.

    Args:
        folder: a folder of the instructor's, which the submission has no business in.
        tests: paths at which a grader may keep the hidden tests.
        tested: a piece of the tests' text.
    """
    (folder / "instructor.txt").write_text("for the instructor alone")
    with create_server(("127.0.0.1", 0)) as listening:
        names = {"MARK": _MARK, "FOLDER": str(folder), "PORT": listening.getsockname()[1]}
        names |= {"TESTS": tests, "TESTED": tested}
        yield "\n".join(f"{name} = {value!r}" for name, value in names.items()) + _PROBE


def open_doors(printed: str) -> list[bool]:
    """Whether each door was open, from what the submission printed."""
    found: list[bool] = json.loads(printed.partition(_MARK)[2].splitlines()[0])
    return found


def equal_to_everything(name: str) -> str:
    """A function that answers every call with an object that claims to equal anything."""
    return f"{_EQUAL}\ndef {name}(*arguments):\n    return Equal()"
