"""Answers that stand elsewhere than in their cells, and cells of imports that fail only here."""

import copy
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from tests.intake.situation import (
    POINTS,
    RIGHT,
    Change,
    Situation,
    both,
    cell,
    file,
    imports,
    own,
    place,
    to_notebook,
    without,
)

ALL = "\n".join(RIGHT.values())


def _merged(first: str, second: str) -> Change:
    def change(notebook: NotebookNode) -> None:
        cell(notebook, first).source += f"\n{RIGHT[second]}"
        without(second)(notebook)

    return to_notebook(change)


def _copied(source: str, at: int = -1) -> Change:
    """A copy of the first answer, marks and all."""

    def change(notebook: NotebookNode) -> None:
        made = copy.deepcopy(cell(notebook, "double"))
        made.source = source
        notebook.cells.insert(at if at >= 0 else len(notebook.cells), made)

    return to_notebook(change)


def _lost(notebook: NotebookNode) -> None:
    for one in notebook.cells:
        one.metadata.clear()


def _moved(name: str, at: int) -> Change:
    def change(notebook: NotebookNode) -> None:
        notebook.cells.insert(at, notebook.cells.pop(place(notebook, name)))

    return to_notebook(change)


WRONG = "def double(x):\n    return x ** 2"
MODULE = f"import math, statistics\n{ALL}\n"
ELSEWHERE = [
    Situation("in good form", lambda folder: None),
    Situation("two answers in the first cell", _merged("double", "area")),
    Situation("two answers in the second cell", _merged("area", "double")),
    Situation("all answers in one own cell", to_notebook(both(without(*RIGHT), own(ALL, 2)))),
    Situation(
        "all answers in one own cell at the end", to_notebook(both(without(*RIGHT), own(ALL, -1)))
    ),
    Situation(
        "answers from an own module",
        both(
            file("mine.py", MODULE),
            to_notebook(both(without(*RIGHT), own("from mine import double, area, middle", 2))),
        ),
    ),
    Situation(
        "all of an own module",
        both(
            file("mine.py", MODULE),
            to_notebook(both(without(*RIGHT), own("from mine import *", 2))),
        ),
    ),
    Situation(
        "answers from another file that is run",
        both(file("mine.py", MODULE), to_notebook(both(without(*RIGHT), own("%run mine.py", 2)))),
    ),
    Situation(
        "answer within a branch",
        to_notebook(both(without("double"), own("if True:\n    def double(x): return 2 * x", 2))),
    ),
    Situation("answer that is assigned", to_notebook(
        both(without("double"), own("from operator import add\ndouble = lambda x: add(x, x)", 2))
    )),
    Situation("old attempt at the end", to_notebook(own(WRONG, -1))),
    Situation("old copy at the end", _copied(WRONG)),
    Situation("old copy before it", _copied(WRONG, 2)),
    Situation("old copy at the end without marks", both(_copied(WRONG), to_notebook(_lost))),
    Situation("all marks lost", to_notebook(_lost)),
    Situation("test before its answer", _moved("test_double", 1)),
    Situation("answer behind its test", _moved("double", 7)),
    Situation("all tests deleted", to_notebook(without("test_double", "test_area", "test_middle"))),
    Situation("cell of imports deleted", to_notebook(lambda notebook: notebook.cells.pop(1)), 3.0),
]  # fmt: skip


def _other(name: str, line: str, says: str = "") -> Situation:
    return Situation(f"imports with {name}", imports(line), POINTS, says)


FAILS_ONLY_HERE = [
    _other("a backend", "import matplotlib\nmatplotlib.use('TkAgg')"),
    _other("another backend", "import matplotlib.pyplot as plt\nplt.switch_backend('Qt5Agg')"),
    _other("a pool", "from multiprocessing import Pool\nwith Pool(2) as p: p.map(abs, [1])",
           'allow it: c.Grader.limits = {"processes"'),
    _other("a fault handler", "import faulthandler\nfaulthandler.enable()"),
    _other("a package that is not here", "import a_package_that_nobody_has",
           "No module named 'a_package_that_nobody_has'"),
    _other("a cloud drive", "from google.colab import drive\ndrive.mount('/content/drive')",
           "No module named 'google"),
    _other("a command", "!nvidia-smi", "A command was not run"),
    _other("a program", "import subprocess\nsubprocess.run(['nvidia-smi'], check=True)"),
    _other("a magic of an editor", "%load_ext lab_black"),
    _other("another magic", "%a_magic_that_nobody_has"),
    _other("the web", "import urllib.request\nurllib.request.urlopen('http://127.0.0.1:9/x')",
           "The network was refused"),
    _other("a path of home", "import os\nos.chdir('/home/me/course')"),
    _other("an end", "import os\nos._exit(3)", "It ended the process"),
    _other("a question", "name = input('Your name? ')"),
    _other("a mistake", "undefined_name", "NameError"),
]  # fmt: skip


def _last(source: str) -> Change:
    """A line more in the last answer: the test after it fails where the line does."""

    def change(notebook: NotebookNode) -> None:
        cell(notebook, "middle").source = f"{source}\n{RIGHT['middle']}"

    return to_notebook(change)


def _notebook(folder: Path) -> None:
    cells = [nbformat.v4.new_code_cell("own = 7")]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), folder / "own.ipynb")


def _tools(folder: Path) -> None:
    inside = folder / ".venv" / "lib"
    inside.mkdir(parents=True)
    for number in range(600):
        (inside / f"a{number}.py").touch()


def _large(folder: Path) -> None:
    with (folder / "a.bin").open("wb") as opened:
        opened.truncate(72 << 20)


_HOOK = """
import sys, types, importlib.abc, importlib.machinery
class Hook(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, name, path, target=None):
        return importlib.machinery.ModuleSpec(name, self) if name == 'made_up' else None
    def exec_module(self, module):
        module.value = 7
sys.meta_path.append(Hook())
import made_up
"""
AROUND = [
    Situation(
        "its own folder's name", _last("import os\nassert os.path.basename(os.getcwd()) == 'ps'")
    ),
    Situation("its own file", _last("import json\nassert json.load(open('ps.ipynb'))['cells']")),
    Situation("its folder from above", _last("import os\nassert os.path.exists('../ps/ps.ipynb')")),
    Situation("an own library", both(file("lib/mine.py", "x = 1"), _last("from lib import mine"))),
    Situation("an own notebook", both(_notebook, _last("%run own.ipynb\nassert own == 7"))),
    Situation("a folder of tools", both(_tools, both(file("zz.py", "z = 1"), _last("import zz")))),
    Situation(
        "a file that is too large",
        both(_large, both(file("zz.py", "z = 1"), _last("import zz"))),
        says="a.bin was left out",
    ),
    Situation("a home", _last("import os\nassert os.path.expanduser('~') == os.getcwd()")),
    Situation(
        "a title",
        _last(
            "import matplotlib.pyplot as plt\nplt.title('T')\n"
            "assert plt.gca().get_title() == 'T'\nplt.close()"
        ),
    ),
    Situation("a hook of imports", _last(_HOOK)),
]
