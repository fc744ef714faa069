"""Test cells of ordinary courses come out the same by value and beside the submission."""

import sys
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest

from grader.autograde import Graded
from grader.engine.judging.separable import Cell, lesson_of, plans
from grader.engine.judging.separable.allowed import PLAIN_MODULES
from grader.engine.judging.verdict_data import BESIDE, BY_VALUE, KEPT, WAYS
from grader.engine.outside.warm_process import Setup
from grader.engine.outside.worker import Worker
from grader.engine.protocol.job import Apart, CellResult, CellStep, Job
from tests.engine.ordinary import code, grade, grades, hand_in, make_course

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the rungs differ elsewhere")
ANSWERS = """
import numpy as np, collections, fractions, datetime, functools
import matplotlib.pyplot as plt
def square(x): return x * x
def halves(x): return [v / 2 for v in x]
def count(text): return collections.Counter(text)
def third(): return fractions.Fraction(1, 3)
def born(): return datetime.date(2020, 1, 2)
def positive(x):
    if x < 0: raise ValueError('negative: %d' % x)
    return x ** 0.5
def own_error():
    class Mine(KeyError): pass
    raise Mine('k')
def sort(rows): rows.sort()
def grow(array): array += 1
def same(rows): return rows
def numbers(n):
    for i in range(n): yield i
def apply(f, x): return f(x)
def adder(n): return lambda x: x + n
def greet(name): print('Hello ' + name)
@functools.lru_cache
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
def pair(a, b): return a is b
Point = collections.namedtuple('Point', 'x y')
def point(): return Point(1, 2)
def table(): return np.array([[1, 2], [3, 4]])
def nothing(): pass
class Box:
    size = 3
    def __len__(self): return 4
    def __iter__(self): return iter([1, 2])
    def __str__(self): return 'box'
def box(): return Box()
def draw(n): plt.plot(range(n))
def become(f):
    global square
    square = f
total = 0
def add(n):
    global total
    total += n
rows, answer, words = [3, 1, 2], 42, {'a': 1}
"""
HOLD = [
    "assert square(3) == 9",
    "assert abs(square(0.1) - 0.01) < 1e-9, 'near'",
    "import numpy as np\nnp.testing.assert_allclose(square(np.arange(3.)), [0, 1, 4])",
    "import numpy as np\nassert np.array_equal(table(), [[1, 2], [3, 4]])",
    "assert table().shape == (2, 2)",
    "import math\nassert math.isclose(positive(2), 2 ** .5)",
    "assert halves([1, 2]) == [.5, 1] and 2 in halves([4])",
    "assert isinstance(square(2), int) and len(halves([1, 2, 3])) == 3",
    "import unittest\nunittest.TestCase().assertEqual(square(2), 4)",
    "import unittest\nt = unittest.TestCase()\nwith t.assertRaises(ValueError):\n    positive(-1)",
    "import unittest\nunittest.TestCase().assertRaises(ValueError, positive, -1)",
    "import pytest\nwith pytest.raises(ValueError, match='negative'):\n    positive(-1)",
    "try:\n    positive(-4)\n    assert False\nexcept ValueError as e:\n    assert '-4' in str(e)",
    "try:\n    own_error()\nexcept KeyError as e:\n    assert e.args == ('k',)",
    "assert count('aab') == {'a': 2, 'b': 1}",
    "assert count('aab').most_common(1) == [('a', 2)]",
    "from fractions import Fraction\nassert third() == Fraction(1, 3) and third() + 1 > 1",
    "import datetime\nassert born() == datetime.date(2020, 1, 2)",
    "a = [3, 1, 2]\nsort(a)\nassert a == [1, 2, 3]",
    "import numpy as np\na = np.zeros(2)\ngrow(a)\nassert a.tolist() == [1, 1]",
    "a = [1]\nassert pair(a, a) and not pair([1], [1])",
    "a = [1]\nb = same(a)\nb.append(2)\nassert a == [1, 2]",
    "assert list(numbers(3)) == [0, 1, 2] and sum(numbers(4)) == 6",
    "k = 5\nassert apply(lambda x: x + k, 2) == 7",
    "def two(x):\n    return one(x) * 2\ndef one(x):\n    return x\nassert apply(two, 4) == 8",
    "import math\nassert apply(math.sqrt, 4) == 2 and apply(abs, -1) == 1",
    "assert apply(square, 3) == 9",
    "def down(n):\n    return n and down(n - 1)\nassert apply(down, 5) == 0",
    "assert adder(3)(4) == 7",
    "import io\nfrom contextlib import redirect_stdout\nb = io.StringIO()\n"
    "with redirect_stdout(b):\n    greet('Ann')\nassert b.getvalue() == 'Hello Ann\\n'",
    "assert fib(20) == 6765 and callable(fib)",
    "assert point() == (1, 2) and nothing() is None",
    "assert len(box()) == 4 and list(box()) == [1, 2] and str(box()) == 'box'",
    "add(2)\nadd(3)\nassert total == 5",
    "assert total == 5\nadd(1)\nassert total == 6",
    "sort(rows)\nassert rows == [1, 2, 3]",
    "draw(3)\ndraw(4)",
    "assert square is not None\nassert add(0) is None and total == 6 and square(3) == 9",
    "import numpy as np\nbecome(np.cbrt)\nassert square(8) == 2\nbecome(lambda x: x * x)",
    "assert answer == 42 and words['a'] == 1 and sorted(words) == ['a']",
    "score = 0\nfor x in (1, 2, 3):\n    score += 0.5 if square(x) == x * x else 0\nscore",
    "assert score == 1.5\nscore += 1\nscore",
    "assert all(square(v) == v ** 2 for v in range(5))",
    "assert sorted([3, -1], key=square) == [-1, 3] and list(map(square, [1, 2])) == [1, 4]",
]
FAIL = [
    "assert square(3) == 8",
    "import numpy as np\nnp.testing.assert_allclose(square(np.arange(3.)), [0, 1, 5])",
    "import unittest\nunittest.TestCase().assertEqual(square(2), 5)",
    "positive(-1)",
    "own_error()",
    "not_there(1)",
    "assert not_there",
    "import pytest\nwith pytest.raises(ValueError):\n    positive(1)",
    "square()",
    "square(3) + None",
]
NEEDS_IT = {
    "assert rows is rows": "same object",
    "Box().size": "object of Box",
    "assert box().size_of == 3": "attribute size_of",
    "import os\nassert os.getcwd()": "imports os",
    "import numpy as np\nnp.random.seed(0)": "random numbers",
    "open('x')": "open()",
    "rows.append(1)": "changes a value",
    "assert helper(2)": "the lesson's own",
    "assert _ == 3": "IPython",
    "%timeit 1": "IPython",
    "class T:\n    pass": "ClassDef",
    "assert max([1, 2]) == 2": "built-in's name",
    "from unittest import mock": "mock of unittest",
    "x = 1\nassert [x for x in (1, 2)]": "one name for several things",
}
LESSON = [Cell("def helper(x):\n    return x"), Cell("# your code", is_answer=True)]


def plan(tests: list[str]) -> list[Apart | str]:
    return plans(lesson_of(LESSON), [Cell(test, is_test=True) for test in tests])


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    made = Worker(Setup())
    yield made
    made.close()


def run(worker: Worker, tests: list[str], ways: list[Apart | None]) -> list[CellResult]:
    cells = [
        CellStep(f"t{number}", test, locked=True, apart=way)
        for number, (test, way) in enumerate(zip(tests, ways, strict=True))
    ]
    outcome = worker.run(Job("job", (CellStep("answers", ANSWERS), *cells)))
    assert not outcome.fault
    assert outcome.cells[0].state == "passed", outcome.cells[0]
    return list(outcome.cells[1:])


def test_cells_come_out_the_same_both_ways(worker: Worker) -> None:
    tests = [*HOLD, *FAIL]
    ways = plan(tests)
    assert [way for way in ways if isinstance(way, str)] == []
    apart = run(worker, tests, [way for way in ways if isinstance(way, Apart)])
    beside = run(worker, tests, [None] * len(tests))
    for test, left, right in zip(tests, apart, beside, strict=True):
        assert (left.apart, left.doubt) == (True, ""), (test, left)
        assert (left.state, left.value) == (right.state, right.value), (test, left, right)
        assert left.outputs == right.outputs, test
    assert [cell.state for cell in apart] == ["passed"] * len(HOLD) + ["failed"] * len(FAIL)


@pytest.mark.parametrize("test", NEEDS_IT)
def test_what_needs_the_submissions_process_is_said(test: str) -> None:
    (why,) = plan([test])
    assert isinstance(why, str)
    assert NEEDS_IT[test] in why


APART_ALONE = {
    "what test cells use is loaded": f"import sys\n"
    f"assert {PLAIN_MODULES - {'pytest', 'nose', 'nose.tools'} | {'numpy.ma'}} <= {{*sys.modules}}",
    "pytest is, where a cell names it": "import sys\nassert 'pytest' in sys.modules",
    "nothing that submissions use": "import sys\n"
    "assert not {'IPython', 'matplotlib', 'course_lib'} & {*sys.modules}",
    "nothing can be written": "import os\nopened = []\n"
    "for folder in ('.', '/', '/tmp', '/var/tmp', '/dev/shm', '/submission', os.environ['HOME']):\n"
    "    try:\n        opened.append(open(os.path.join(folder, 'x'), 'w'))\n"
    "    except OSError:\n        pass\nassert opened == []",
}


def test_the_process_apart_holds_what_tests_need_alone(worker: Worker) -> None:
    cells = run(worker, [*APART_ALONE.values()], [Apart(frozenset())] * len(APART_ALONE))
    failed = {
        name: cell.outputs
        for name, cell in zip(APART_ALONE, cells, strict=True)
        if (cell.state, cell.apart) != ("passed", True)
    }
    assert failed == {}


def test_names_go_to_and_fro_between_both_ways(worker: Worker) -> None:
    tests = [
        "import numpy as np\nx, y = 1, [1]",
        "import os\nassert x == 1 and y == [1] and np.ones(1) == 1\nx = 2",
        "assert x == 2 and y == [1]\nx = 3",
        "import os\nassert x == 3",
    ]
    ways = plan(tests)
    assert [isinstance(way, Apart) for way in ways] == [True, False, True, False]
    cells = run(worker, tests, [way if isinstance(way, Apart) else None for way in ways])
    assert [(cell.state, cell.apart) for cell in cells] == [
        ("passed", True),
        ("passed", False),
        ("passed", True),
        ("passed", False),
    ]


STUB = "def square(x):\n    ### BEGIN SOLUTION\n    return x * x\n    ### END SOLUTION"
COURSE = [
    code(STUB, "square", solution=True),
    code("assert square(3) == 9", "by_value", 2),
    code("import os\nassert square(4) == 16", "beside", 3),
    code("square(5)\nassert abs(square(0.1) - 0.01) < 1e-9\n1.5", "partial", 4),
]
YES = (
    "class Yes:\n    def __eq__(self, other): return True\n    def __sub__(self, other): return 0\n"
)
HANDED_IN = {
    "right": "def square(x):\n    return x * x",
    "wrong": "def square(x):\n    return x",
    "liar": f"{YES}def square(x):\n    return Yes()",
    "busy": "import threading, time\ndef go():\n    while True: time.sleep(0.01)\n"
    "threading.Thread(target=go, daemon=True).start()\ndef square(x):\n    return x * x",
}


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Graded], Path]:
    root = make_course(tmp_path_factory.mktemp("ways") / "course", {"ps": {"ps": COURSE}})
    for student, answer in HANDED_IN.items():
        hand_in(root, student, "ps", {"square": answer})
    return {one.submission.student: one for one in grade(root)}, root


def test_what_only_the_submission_says_waits_for_a_person(
    graded: tuple[dict[str, Graded], Path],
) -> None:
    outcomes, root = graded
    found = grades(root)
    cells = ("by_value", "beside", "partial")
    points = {
        student: [found[f"{student}/ps/ps/{cell}"][0] for cell in cells] for student in HANDED_IN
    }
    assert points == {
        "right": [2, 3, 1.5],
        "wrong": [0, 0, 0],
        "liar": [None, 3, None],
        "busy": [2, 0, 1.5],
    }
    assert found["liar/ps/ps/by_value"][4], "a person is asked for"
    assert any(
        "A person has to look at the test by_value" in said for said in outcomes["liar"].notes
    )
    assert any("threads" in said for said in outcomes["busy"].notes)


def test_a_report_says_how_each_test_cell_was_judged(
    graded: tuple[dict[str, Graded], Path],
) -> None:
    report = nbformat.read(graded[1] / "autograded" / "right" / "ps" / "ps.ipynb", as_version=4)
    assert report.metadata[KEPT].ways == {
        "by_value": BY_VALUE,
        "beside": f"{BESIDE}: it imports os",
        "partial": BY_VALUE,
    }
    last = report.cells[-1]
    assert (last.id, "by value, apart" in last.source) == (WAYS, True)
    assert "imports os" not in last.source, "a hidden test would be quoted"
