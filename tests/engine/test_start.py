"""What a worker loads when it starts: each second of it is paid once a worker, and again when one
has died.
"""

import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from grader.autograde import Grading
from grader.engine.judging.drawing import may_draw
from grader.engine.outside.warm_process import Setup
from grader.engine.outside.worker import Worker
from grader.engine.protocol.job import CellStep, Job
from grader.options import Options
from tests.engine.ordinary import code, hand_in, make_course


def test_a_worker_compiles_no_grammar_that_it_never_uses() -> None:
    program = (
        "import grader.engine.judging.marking, sys; print('jsonschema' in sys.modules,"
        " bool(sys.modules.get('lark')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["True", "False"]


def test_what_a_warm_process_compiles_is_there_for_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    (tmp_path / "warmed.py").write_text("VALUE = 1\n")
    worker = Worker(
        Setup(readable=(str(tmp_path),), python_path=(str(tmp_path),), preload=("warmed",))
    )
    try:
        worker.warm()
    finally:
        worker.close()
    assert [*tmp_path.glob("__pycache__/warmed.*.pyc")]


def ordinary(root: Path) -> Path:
    """A course with one exercise, that draws nothing."""
    cells = [code("def f(): ...", "f", solution=True), code("assert f() == 1", "t", 1)]
    return make_course(root, {"ps1": {"p1": cells}})


def test_matplotlib_is_there_for_whoever_draws_and_loaded_for_nobody_else(tmp_path: Path) -> None:
    root = ordinary(tmp_path)
    asks = "import sys\nprint(any('matpl' in name for name in sys.modules))\ndef f(): return 1"
    draws = "from matplotlib import pyplot\npyplot.plot([1, 2])\ndef f(): return 1"
    for student, answer in {"ada": asks, "bob": draws}.items():
        hand_in(root, student, "ps1", {"f": answer})
    with Grading(root, Options()) as grading:
        found = list(grading.run(grading.folders.submissions(["ps1"])))
    assert [(one.score, one.problem) for one in found] == [(1.0, ""), (1.0, "")]
    shown = {}
    for student in ("ada", "bob"):
        path = root / "autograded" / student / "ps1" / "p1.ipynb"
        shown[student] = nbformat.read(path, as_version=4).cells[0].outputs
    assert shown["ada"][0].text == "False\n"
    assert "image/png" in shown["bob"][-1].data


def test_who_is_overlooked_draws_as_in_a_kernel() -> None:
    worker = Worker(Setup(figures=False))
    draws = "from matplotlib import pyplot\npyplot.plot([1, 2]);"
    try:
        outcome = worker.run(Job("job", (CellStep("c", draws),)))
    finally:
        worker.close()
    assert [sorted(one["data"]) for one in outcome.cells[0].outputs] == [
        ["image/png", "text/plain"]
    ]


@pytest.mark.parametrize(
    "text",
    [
        "%matplotlib inline",
        "import numpy as np, nbformat as nf",
        "from nbformat.v4 import new_notebook",
        "try:\n    import nbformat\nexcept ImportError: pass",
        "import os; import nbformat",
        "nbformat = __import__('nb' + 'format')",
        '{"source": ["import numpy\\n", "import nbformat"]}',
    ],
)
def test_code_that_may_draw_is_known_by_what_it_imports(text: str) -> None:
    assert may_draw(["1 + 1", text])


@pytest.mark.parametrize(
    "text",
    [
        "import numpy as np\nfrom math import pi, sqrt\nimport os.path, sys",
        "# import from the list those from 1 to n, and, say, import no more",
        "import helper\nfrom . import helper",
        "from IPython.display import display",
    ],
)
def test_words_and_modules_beside_the_notebook_are_no_libraries(text: str) -> None:
    assert not may_draw([text])


HAND_OUT = """
import sys
from pathlib import Path
from grader.autograde import Grading
from grader.options import Options
with Grading(Path(sys.argv[1]), Options()) as grading:
    tasks = grading.tasks(grading.folders.submissions(["ps1"])[0])
print(len(tasks), [name for name in ("numpy", "course_lib.exercises") if name in sys.modules])
"""


def test_an_ordinary_course_is_opened_without_numpy_and_exercises(tmp_path: Path) -> None:
    root = ordinary(tmp_path)
    hand_in(root, "ada", "ps1")
    command = [sys.executable, "-c", HAND_OUT, str(root)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == "1 []\n"
