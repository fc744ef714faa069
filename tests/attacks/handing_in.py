"""Submissions that are hostile as files: their folder, their notebook, what they display.

Each is graded between two honest ones, by the whole grader: it earns what its answer is worth or has a named problem,
and nobody else notices.
"""

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

import nbformat

from grader.autograde import Graded, Grading
from grader.desk.feedback import make_pages
from grader.engine.judging import marking as marking
from grader.engine.outside import temporary
from grader.engine.protocol.limits import Limits
from grader.options import Options
from tests.engine.ordinary import code, grade, hand_in, make_course

RIGHT = {"double": "def double(x):\n    return 2 * x"}
CELLS = [
    code(
        "def double(x):\n    ### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION",
        "double",
        solution=True,
    ),
    code("assert double(3) == 6\nassert open('data/one.txt').read() == 'one'", "test", 2),
]
LIMITS = Limits(cell_cpu=1, total_cpu=3)
MOST_NOTES = 10


@dataclass(frozen=True)
class HandedIn:
    """A submission with a right answer, and what was done to it.

    Attributes:
        name: what it tries.
        spoil: does it, given the submission's folder.
        score: what it earns all the same; none where it is so broken that it has a named problem, and no zero.
        page: whether the page of feedback is made too.
        alone: whether it is graded in a process that can be ended: where it did not hold, no thread
            could stop it.
    """

    name: str
    spoil: Callable[[Path], object]
    score: float | None = 2.0
    page: bool = False
    alone: bool = False

    def __str__(self) -> str:
        return self.name.replace(" ", "-")


@contextmanager
def course() -> Iterator[Path]:
    """A course in which ada, eve and zoe have handed in right answers."""
    with tempfile.TemporaryDirectory() as name:
        root = make_course(Path(name, "course"), {"ps": {"ps": CELLS}})
        (root / "source" / "ps" / "data").mkdir()
        (root / "source" / "ps" / "data" / "one.txt").write_text("one")
        for student in ("ada", "eve", "zoe"):
            hand_in(root, student, "ps", RIGHT)
        yield root


def failures(made: Path, attack: HandedIn) -> tuple[str, list[str]]:
    """Let eve hand in an attack and grade all; gives what was said of it, and what did not hold."""
    with tempfile.TemporaryDirectory() as name, mock.patch.object(marking, "_PATIENCE", 0.5):
        root = Path(shutil.copytree(made, Path(name, "course")))
        attack.spoil(root / "submitted" / "eve" / "ps")
        graded = {one.submission.student: one for one in _graded(root, attack)}
        found = [
            f"{who} lost points: {graded[who]}"
            for who in ("ada", "zoe")
            if graded[who].score != 2.0
        ]
        found += [*_wrong(graded["eve"], attack)]
        if attack.page:
            found += [why for _, why in make_pages(root, [graded["eve"].submission]) if why]
        graded_again = grade(root, limits=LIMITS)
        if again := [who for one in graded_again if (who := one.submission.student) != "eve"]:
            found.append(f"graded once more: {again}")
        handed_in = root / "submitted" / "eve"
        handed_in.unlink() if handed_in.is_symlink() else temporary.remove(str(handed_in))
    notes = "; ".join(dict.fromkeys([graded["eve"].problem, *graded["eve"].notes])).strip("; ")
    return notes[:200], found


def _graded(root: Path, attack: HandedIn) -> list[Graded]:
    if not attack.alone:
        return grade(root, limits=LIMITS)
    with Grading(root, Options(limits=LIMITS)) as grading:
        return list(grading.run(grading.folders.submissions(grading.assignments())))


def _wrong(eve: Graded, attack: HandedIn) -> Iterator[str]:
    if (eve.score, bool(eve.problem)) != (attack.score or 0.0, attack.score is None):
        yield f"earned {eve.score:g} ({eve.problem})"
    if "the grader failed" in eve.problem:
        yield eve.problem
    if len(set(eve.notes)) > MOST_NOTES or any(
        len(note) > 400 or not note.isprintable() for note in eve.notes
    ):
        yield "floods the screen"


def _sparse(name: str) -> Callable[[Path], object]:
    def spoil(folder: Path) -> None:
        with (folder / name).open("wb") as file:
            file.truncate(200 << 30)  # bytes that take no room on the disk

    return spoil


def _without_end(folder: Path) -> None:
    here = os.open(folder, os.O_RDONLY)
    for _ in range(3000):
        os.mkdir("d", dir_fd=here)
        inner = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = inner
    os.close(here)


def _no_text(folder: Path) -> None:
    Path(os.fsdecode(os.fsencode(folder) + b"/\xff\xfe.txt")).write_text("x")


def _pipes(folder: Path) -> None:
    for name in ("a.txt", "timestamp.txt", "b.ipynb"):
        os.mkfifo(folder / name)


def _many(folder: Path) -> None:
    for number in range(5000):
        (folder / str(number)).touch()


def _folder_as_notebook(folder: Path) -> None:
    (folder / "ps.ipynb").rename(folder / "x.ipynb")
    (folder / "ps.ipynb" / "data").mkdir(parents=True)
    (folder / "ps.ipynb" / "data" / "a.txt").write_text("a")


def _file_as_folder(folder: Path) -> None:
    (folder / "data").write_text("a file where the lesson has a folder")


def _folder_as_file(folder: Path) -> None:
    (folder / "data" / "one.txt").mkdir(parents=True)
    (folder / "data" / "one.txt" / "a").write_text("a folder where the lesson has a file")


def _more_cells(*cells: dict[str, Any]) -> Callable[[Path], object]:
    def spoil(folder: Path) -> None:
        content = json.loads((folder / "ps.ipynb").read_bytes())
        content["cells"] = [*content["cells"], *cells]
        (folder / "ps.ipynb").write_text(json.dumps(content))

    return spoil


def _cell(source: str, kind: str = "code", **metadata: Any) -> dict[str, Any]:
    cell = {"cell_type": kind, "metadata": metadata, "source": source}
    return cell | ({"outputs": [], "execution_count": None} if kind == "code" else {})


def _lost_marks(source: str) -> Callable[[Path], object]:
    """The graded cells lose their marks, and others stand around them."""

    def spoil(folder: Path) -> None:
        content = nbformat.read(folder / "ps.ipynb", as_version=4)
        for cell in content.cells:
            cell.metadata.clear()
            cell.id = f"lost{cell.id}"
        content.cells += [
            nbformat.v4.new_code_cell(source, id=f"n{number}") for number in range(20)
        ]
        nbformat.write(content, folder / "ps.ipynb")

    return spoil


def _bytes(change: Callable[[bytes], bytes]) -> Callable[[Path], object]:
    def spoil(folder: Path) -> None:
        path = folder / "ps.ipynb"
        path.write_bytes(change(path.read_bytes()))

    return spoil


def _displays(html: str) -> Callable[[Path], object]:
    return _more_cells(_cell(f"from IPython.display import HTML\nHTML({html})"))


def _timestamp(text: str | bytes) -> Callable[[Path], object]:
    data = text if isinstance(text, bytes) else text.encode()
    return lambda folder: (folder / "timestamp.txt").write_bytes(data)


def _link_to(where: str) -> Callable[[Path], object]:
    def spoil(folder: Path) -> None:
        shutil.rmtree(folder)
        folder.symlink_to(where)

    return spoil


def _student_link(folder: Path) -> None:
    shutil.rmtree(folder.parent)
    folder.parent.symlink_to("ada")


LETTERS = "import sys\nfor _ in range(950):\n    print('a')\n    print('b', file=sys.stderr)"


def _taken_ids(folder: Path) -> None:
    """The test is put back with its id, which the answer has taken, and decoys all that are like
    it.
    """
    content = json.loads((folder / "ps.ipynb").read_bytes())
    answer, test = content["cells"]
    taken, decoys = test["id"], 60
    ids = []
    for _ in range(decoys):
        taken = f"{taken[:50]}-{decoys + 1}"
        ids.append(taken)
    answer["id"] = test["id"]
    content["cells"] = [*({**_cell("1"), "id": taken} for taken in ids), answer]
    (folder / "ps.ipynb").write_text(json.dumps(content))


ESCAPES = "\x1b]0;owned\x07\x1b[2J"
ATTACKS = [
    HandedIn("file with a name that is no text", _no_text),
    HandedIn("link with a name that a terminal obeys", lambda folder: (folder / ESCAPES).symlink_to("/etc/passwd")),
    HandedIn("pipes in the place of files", _pipes),
    HandedIn("timestamp that no calendar has", _timestamp("9999999999999999999999999999991.5m")),
    HandedIn("timestamp of nothing but digits", _timestamp("9" * 900)),
    HandedIn("timestamp beyond the end of time", _timestamp("9999-12-31 23:59:59 -2359")),
    HandedIn("timestamp that is no text", _timestamp("\x00\ud800".encode("utf-8", "surrogatepass"))),
    HandedIn("folder that is a link to a friend's", _link_to("../ada/ps"), score=None),
    HandedIn("folder that is a link to the lesson", _link_to("../../source/ps"), score=None),
    HandedIn("folder of a student that is a link", _student_link, score=None),
    HandedIn("code of blank lines", _more_cells(_cell("x = 1" + "\n" * 100_000 + "y = 2")), page=True, alone=True),
    HandedIn("code of one long name", _more_cells(_cell("a" + ".a" * 50_000)), page=True, alone=True),
    HandedIn("outputs by the hundred thousand", _more_cells(*[_cell(LETTERS)] * 100), page=True, alone=True),
    HandedIn("folders within folders without end", _without_end),
    HandedIn("thousands of files", _many),
    HandedIn("notebook of 200 GB", _sparse("ps.ipynb"), score=None),
    HandedIn("timestamp of 200 GB", _sparse("timestamp.txt")),
    HandedIn("timestamp that is a link", lambda folder: (folder / "timestamp.txt").symlink_to("/etc/passwd")),
    HandedIn("folder with the notebook's name", _folder_as_notebook),
    HandedIn("file where the lesson has a folder", _file_as_folder),
    HandedIn("folder where the lesson has a file", _folder_as_file),
    HandedIn("100,000 cells", _more_cells(*[_cell("1")] * 100_000), score=None),
    HandedIn("six million empty lists", _bytes(lambda data: data[:-2] + b',"a":[' + b"[]," * 6_000_000 + b"0]}"), None),
    HandedIn("bytes that are no UTF-8", _bytes(lambda data: data.replace(b"2 * x", b"2 * x # \xff\xfe"))),
    HandedIn("thousands of marks that mean nothing",
             _more_cells(*(_cell("", nbgrader={"grade_id": ESCAPES * 99 + str(n)}) for n in range(4000)))),
    HandedIn("marks lost among long cells", _lost_marks("x = 1\n" * 50_000)),
    HandedIn("marks lost among cells of nothing but magics", _lost_marks("%a\n!b\n?c\n" * 3000)),
    HandedIn("a cell of 20 MB", _more_cells(_cell("#" * 20_000_000))),
    HandedIn("text of 20 MB that is nested without end", _more_cells(_cell("<div>" * 4_000_000, "markdown"))),
    HandedIn("300 cells that print 4 MB each", _more_cells(*[_cell("print('x' * 4_000_000)")] * 300)),
    HandedIn("prints half a million colours", _more_cells(_cell("print('\\x1b[31mx' * 500_000)")), page=True),
    HandedIn("text of nothing but brackets", _more_cells(_cell("[" * 300_000, "markdown")), page=True),
    HandedIn("every id is taken that a cell could be given", _taken_ids, alone=True),
    HandedIn("marks lost among lines that IPython quotes", _lost_marks(",f a\n" * 20_000), alone=True),
    HandedIn("text of formulas that never end", _more_cells(_cell("\\begin{a}\n" * 20_000, "markdown")), alone=True),
    HandedIn("text of brackets of formulas", _more_cells(_cell("\\\\( b\n" * 40_000, "markdown")), alone=True),
    HandedIn("displays styles that never end", _displays("'<style ' * 500_000")),
    HandedIn("displays elements nested without end", _displays("'<div>' * 700_000")),
    HandedIn("displays one element with too many attributes",
             _displays("'<b ' + ' '.join(f'a{i}' for i in range(400_000)) + '>'")),
    HandedIn("displays formats that multiply",
             _displays("''.join(f'<b id={i}>' for i in range(20_000)) + '<p>x' * 200_000")),
]  # fmt: skip
