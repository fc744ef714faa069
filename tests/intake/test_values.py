"""What a test's last value earns, what a lesson brings along, and what is missing here."""

from pathlib import Path

import pytest

from grader.autograde import Graded, Grading
from grader.engine.judging.refused import refused
from grader.engine.protocol.job import CellResult
from grader.options import Options
from tests.engine.ordinary import Grades, code, grade, grades, hand_in, make_course

LAST = {
    "nothing": ("assert f() == 1", 2.0),
    "a part": ("1.5", 1.5),
    "a sum of parts": ("2 + 4e-16 * 2", 2.0),
    "too much": ("5", 2.0),
    "less than nothing": ("-1", 0.0),
    "a number of NumPy's": ("np.float32(0.5)", 0.5),
    "a small one": ("np.int8(1)", 1.0),
    "a truth": ("f() == 1", 2.0),
    "a truth of NumPy's": ("np.bool_(False)", 2.0),
    "a fraction": ("Fraction(1, 2)", 2.0),
    "an array": ("np.ones(2)", 2.0),
    "a span of time": ("np.timedelta64(1, 'D')", 2.0),
    "a function": ("f", 2.0),
    "an object": ("P()", 2.0),
    "a page": ("HTML('<b>a</b>')", 2.0),
    "a number of its own class": ("Two(2)", 0.0),
    "a truth that is a number": ("One(1)", 0.0),
    "what it brings along": ("assert tool() == 7", 2.0),
}
"""The last line of a test that has 2 points, and what it earns."""
IMPORTS = """import numpy as np
from fractions import Fraction
from IPython.display import HTML
from course_lib import tool
import nowhere.at_all, numpy.linalg
try:
    import also_nowhere
except ImportError:
    pass
class P: pass
class Two(float): pass
class One(int): pass"""
ANSWER = "def f(): return 1"
CELLS = [
    code(IMPORTS.replace("nowhere.at_all, ", "")),
    code(ANSWER, "f", solution=True),
    *(code(source, f"t{number}", 2) for number, (source, _) in enumerate(LAST.values())),
]
WANTING = [code(f"{IMPORTS}\nimport own"), code("x = 1", "x", solution=True), code("x", "t", 1)]


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make_course(
        tmp_path_factory.mktemp("values") / "course",
        {"last": {"last": CELLS}, "wanting": {"wanting": WANTING}},
    )
    own = root / "source" / "last" / "course_lib"
    own.with_suffix(".py").write_text("def tool(): return 7")
    hand_in(root, "ada", "last", {"f": ANSWER})
    hand_in(root, "ada", "wanting")
    return root


@pytest.fixture(scope="module")
def graded(course: Path) -> tuple[Graded, Grades]:
    outcome = next(one for one in grade(course) if one.submission.assignment == "last")
    assert outcome.problem == ""
    return outcome, grades(course)


@pytest.mark.parametrize("name", LAST)
def test_a_last_value_earns_what_it_says(name: str, graded: tuple[Graded, Grades]) -> None:
    number = [*LAST].index(name)
    assert graded[1][f"ada/last/last/t{number}"][0] == LAST[name][1]


def test_a_value_that_cannot_be_is_told(graded: tuple[Graded, Grades]) -> None:
    told = [note for note in graded[0].notes if note.startswith("A test cell gave")]
    assert told == [
        "A test cell gave 5, which is not between 0 and 2: 2 points.",
        "A test cell gave -1, which is not between 0 and 2: 0 points.",
    ]


def test_libraries_that_are_missing_are_named_at_the_start(course: Path) -> None:
    with Grading(course, Options()) as grading:
        submissions = grading.folders.submissions(["last", "wanting"])
        assert grading.missing_libraries(submissions) == {"wanting": ["nowhere", "own"]}
        (course / "submitted" / "ada" / "wanting" / "own.py").touch()
        assert grading.missing_libraries(submissions) == {"wanting": ["nowhere"]}


@pytest.mark.parametrize(
    ("source", "name", "why", "words"),
    [
        ("open('/tmp/a.pkl', 'wb')", "PermissionError", "[Errno 13] denied: '/tmp/a.pkl'", "/tmp"),
        ("open('/tmp/a.pkl', 'wb')", "OSError", "[Errno 30] read-only: '/tmp/a.pkl'", "tempfile"),
        ("open('a', 'wb')", "PermissionError", "[Errno 13] denied: 'a'", ""),
        ("import subprocess\nsubprocess.run('a')", "PermissionError", "1", '"processes"'),
        ("import requests", "OSError", "[Errno 1] Operation not permitted", "The network"),
    ],
)
def test_what_the_sandbox_refuses_is_told_with_what_helps(
    source: str, name: str, why: str, words: str
) -> None:
    error = {"output_type": "error", "ename": name, "evalue": why, "traceback": []}
    said = refused(source, CellResult("a", "failed", [error]))
    assert words in said
    assert bool(said) == bool(words)
