"""A course that `grader new-course` makes is taught as its instructor and its students would, with
nothing of The Training Loop's lessons in it.
"""

import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from course_lib.checking.asked.course import course_title, open_course
from course_lib.checking.asked.exercise import REGISTRY
from course_lib.checking.check import visible
from grader.course import Course, CourseError
from grader.engine.sandbox import visible_files
from grader.new_course.making import new_course
from grader.options import course_setup
from tests.engine.faults.launch import grader_in

LESSON = "00_first_lesson"
SUMMED = "You added the neighbours up; their mean was asked."
RIGHT = "    return np.array([x[i : i + window].mean() for i in range(len(x) - window + 1)])"
SHADY = """\
import json, os
found = [os.path.join(at, name) for at, _, names in os.walk({root!r}) for name in names]
read = [name for name in found if os.access(name, os.R_OK)]
print("READ", json.dumps([os.path.relpath(name, {root!r}) for name in read]))
"""
ASKED = """\
from course_lib.checking import Case, exercise
@exercise("x, window")
def {}(rng):
    yield {}
"""


@dataclass(frozen=True)
class Taught:
    """A course after its first lesson, and what each command said."""

    course: Course
    said: dict[str, str]

    @property
    def root(self) -> Path:
        return self.course.root


@pytest.fixture(scope="module")
def taught(tmp_path_factory: pytest.TempPathFactory) -> Taught:
    """Made, proved, released, handed in by five, graded and reported."""
    place = tmp_path_factory.mktemp("somewhere")
    said = {"new-course": _grader(place, "new-course", "signals")}
    root = place / "signals"
    (root / "signals_lib" / "keys").mkdir()
    (root / "signals_lib" / "keys" / "asked_no_more.npz").touch()
    for command in ("validate", "generate", "release"):
        said[command] = _grader(root, command)
    define = "def moving_average(x, window):\n"
    _hand_in(root, "ada", define + RIGHT)
    _hand_in(root, "bob", define + "    return np.convolve(x, np.ones(window), mode='valid')")
    _hand_in(root, "cyd", define + "    return x.smooth(window)")
    _hand_in(root, "eve", SHADY.format(root=str(root)) + define + RIGHT)
    for command in (f"autograde {LESSON} -w 1", "feedback -w 1", "report"):
        said[command.split()[0]] = _grader(root, *command.split())
    return Taught(Course(root), said)


def _grader(folder: Path, *command: str) -> str:
    run = grader_in(folder, *command)
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


def _hand_in(root: Path, student: str, answer: str) -> None:
    path = root / "submitted" / student / LESSON / f"{LESSON}.ipynb"
    path.parent.mkdir(parents=True)
    nbformat.write(_answered(root / "notebooks", answer), path)


def _answered(lessons: Path, answer: str) -> nbformat.NotebookNode:
    path = lessons / LESSON / f"{LESSON}.ipynb"
    notebook: nbformat.NotebookNode = nbformat.read(path, as_version=4)
    (cell,) = [one for one in notebook.cells if one.metadata.get("nbgrader", {}).get("solution")]
    cell.source = answer
    return notebook


def test_it_says_what_is_where_and_what_comes_next(taught: Taught) -> None:
    lines = taught.said["new-course"].splitlines()
    assert len(lines[1:-4]) == 5
    for line in lines[1:-4]:
        assert (taught.root / line.split()[0]).exists(), line
    assert [line.strip() for line in lines[-3:]] == [
        "cd signals",
        "grader validate",
        "grader generate",
    ]


def test_its_mistakes_are_named_and_its_variants_accepted(taught: Taught) -> None:
    (row,) = [line for line in taught.said["validate"].splitlines() if "moving_average" in line]
    assert row.split()[2:4] == ["6/6", "3/3"]
    assert "no shortfall in 1 exercise of 1 lesson" in taught.said["validate"]
    assert "tests/trials" not in taught.said["validate"]


def test_keys_are_those_of_its_exercises(taught: Taught) -> None:
    assert [path.name for path in taught.course.keys.iterdir()] == ["moving_average.npz"]
    assert "signals_lib/keys/asked_no_more.npz (removed)" in taught.said["generate"]


def test_answers_are_graded_and_mistakes_are_told(taught: Taught) -> None:
    graded = taught.said["autograde"]
    for student, points in {"ada": 4, "bob": 0, "cyd": 0, "eve": 4}.items():
        assert f"{student}/{LESSON}: {points} of 4" in graded
    pages = {path.parts[-3]: path.read_text("utf-8") for path in taught.root.glob("feedback/*/*/*")}
    assert SUMMED in pages["bob"]
    assert SUMMED not in pages["ada"] + pages["cyd"]
    assert "smooth" in pages["cyd"]
    assert SUMMED in (taught.root / "report.html").read_text("utf-8")


def test_nothing_of_the_training_loop_is_in_it(taught: Taught) -> None:
    pages = [*taught.root.glob("feedback/*/*/*.html"), taught.root / "report.html"]
    texts = [path.read_text("utf-8") for path in pages] + [*taught.said.values()]
    texts += [path.read_text("utf-8") for path in taught.root.rglob("*.md")]
    lessons = Course(Path(__file__).parents[2]).lessons()
    for text in texts:
        for name in (*lessons, "Training Loop", "training-loop", "mse_loss", "column_means"):
            assert name not in text


def test_a_submission_can_read_the_package_and_nothing_else_of_the_course(taught: Taught) -> None:
    report = taught.root / "autograded" / "eve" / LESSON / f"{LESSON}.ipynb"
    outputs = [
        "".join(output.get("text", ""))
        for cell in nbformat.read(report, as_version=4).cells
        for output in cell.get("outputs", [])
    ]
    (read,) = [text.removeprefix("READ ") for text in outputs if text.startswith("READ ")]
    names = json.loads(read)
    assert "signals_lib/exercises/first_lesson.py" in names, "or it looked in the wrong place"
    assert not [name for name in names if not name.startswith("signals_lib/")]


def test_what_grades_is_hidden_even_where_all_around_it_may_be_read(taught: Taught) -> None:
    setup = course_setup(taught.course)
    in_sight = visible_files.readable([*setup.readable, str(taught.root.parent)], setup.hidden)
    shown = {str(path) for path in taught.root.rglob("*") if _is_in(path, in_sight)}
    secret = ("solutions", "mistakes", ".hidden", "tests", "submitted", "autograded", "feedback")
    for name in (*secret, "gradebook.db"):
        path = taught.root / name
        assert path.exists()
        assert not [one for one in shown if one.startswith(str(path))], name
    assert str(taught.root / "signals_lib" / "__init__.py") in shown


def _is_in(path: Path, in_sight: list[str]) -> bool:
    return not {str(path), *map(str, path.parents)}.isdisjoint(in_sight)


def test_students_work_with_the_zip_alone(taught: Taught, tmp_path: Path) -> None:
    assert _grader(taught.root, "bundle").startswith("wrote signals.zip")
    with zipfile.ZipFile(taught.root / "signals.zip") as file:
        names = file.namelist()
        file.extractall(tmp_path)
    assert not [name for name in names if "solutions" in name or "mistakes/" in name]
    top, site = tmp_path / "signals", tmp_path / "site"
    install = "install --quiet --no-index --no-deps --no-build-isolation --target"
    packages = [str(top / name) for name in ("course_lib", "signals_lib")]
    command = [sys.executable, "-m", "pip", *install.split(), str(site), *packages]
    subprocess.run(command, check=True)
    assert (site / "course_lib" / "pyproject.toml").is_file(), "it can be handed on from there"
    answer = "def moving_average(x, window):\n    return np.convolve(x, np.ones(window), 'valid')"
    notebook = _answered(top / "lessons", answer)
    only = f"import sys\nsys.path[:] = [p for p in sys.path if p] and [{str(site)!r}, *sys.path]"
    notebook.cells.insert(0, nbformat.v4.new_code_cell(only))
    NotebookClient(notebook, resources={"metadata": {"path": str(tmp_path)}}).execute()
    shown = {cell.id: cell.outputs for cell in notebook.cells if cell.cell_type == "code"}
    assert SUMMED in shown["check_moving_average"][0].data["text/html"]
    assert shown["progress"][0].data["text/plain"].startswith("moving_average: 0 of 4")


@pytest.fixture
def back_home() -> Iterator[None]:
    yield
    open_course("course_lib")


def test_a_process_asks_one_course_and_can_change_it(taught: Taught, back_home: None) -> None:
    own = dict(REGISTRY)
    open_course("signals_lib", str(taught.course.library))
    assert list(REGISTRY) == ["moving_average"]
    assert visible("moving_average")[1].points == 4
    assert course_title() == "Signals"
    open_course("course_lib")
    assert own == REGISTRY
    assert course_title() == "The Training Loop"


@pytest.mark.parametrize("folder", ["there", "there/file", "101", "course"])
def test_what_cannot_be_made_is_one_line_and_nothing_is_written(
    folder: str, tmp_path: Path
) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "file").touch()
    before = sorted(tmp_path.rglob("*"))
    run = grader_in(tmp_path, "new-course", folder)
    assert run.returncode == 2
    assert run.stderr.startswith("grader: ")
    assert run.stderr.count("\n") == 1
    assert sorted(tmp_path.rglob("*")) == before


def test_an_empty_folder_is_filled_and_names_are_taken_from_it(tmp_path: Path) -> None:
    folder = tmp_path / "time-series"
    folder.mkdir()
    inode = folder.stat().st_ino
    assert new_course(folder) == "time_series_lib"
    assert folder.stat().st_ino == inode, "it may be somebody's current one"
    assert list(tmp_path.iterdir()) == [folder]
    assert Course(folder).library == folder / "time_series_lib"
    for path in folder.rglob("*"):
        if path.is_file():
            text = path.read_text("utf-8")
            assert "signals_lib" not in text
            assert "Signals" not in text
    assert 'TITLE = "Time series"' in (folder / "time_series_lib/__init__.py").read_text("utf-8")
    assert (folder / ".gitignore").is_file()


MODULE = "signals_lib/exercises/first_lesson.py"
LISTED = "from grader.mistakes import mistakes\nmistakes('energy')('no', 'x → y', 'a', 'b')"
WRONG = {
    "course.toml": ("package = 7", "course.toml must name the students' package"),
    "course.toml missing": (
        "package = 'course_lib'",
        f"{LESSON}.ipynb has checks, and course_lib/",
    ),
    f"{MODULE} syntax": ("\nx = (", f"{MODULE}, line 2: SyntaxError: "),
    f"{MODULE} cases": (ASKED.format("moving_average", "1 / 0"), f"{MODULE}, line 4: ZeroDivision"),
    f"{MODULE} alone": (ASKED.format("energy", "Case(1)"), f"{MODULE} asks `energy`, and {LESSON}"),
    "mistakes/first_lesson.py": ("import nothing_such", "mistakes/first_lesson.py, line 1: Module"),
    "mistakes/first_lesson.py name": (
        LISTED,
        "mistakes/first_lesson.py lists mistakes in `energy`",
    ),
}
"""What is written into which file, and the first words of what is said of it."""


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_in_the_course_s_own_files_is_told_with_its_place(
    name: str, tmp_path: Path
) -> None:
    new_course(tmp_path / "signals")
    text, expected = WRONG[name]
    (tmp_path / "signals" / name.split(maxsplit=1)[0]).write_text(text, encoding="utf-8")
    run = grader_in(tmp_path / "signals", "validate")
    assert run.returncode == 2
    assert run.stderr.startswith(f"grader: {expected}")
    assert "Traceback" not in run.stderr


def test_a_solution_that_fails_is_one_line(tmp_path: Path) -> None:
    new_course(tmp_path / "signals")
    path = Course(tmp_path / "signals").notebook(LESSON)
    path.write_text(path.read_text("utf-8").replace("np.convolve", "np.konvolve"), "utf-8")
    run = grader_in(tmp_path / "signals", "validate")
    assert run.returncode == 1
    told, count = run.stderr.splitlines()
    assert told.startswith("- moving_average: the reference raises on every case: AttributeError")
    assert count == "1 shortfall(s)"


def test_a_copy_takes_along_what_makes_it_a_course(tmp_path: Path) -> None:
    new_course(tmp_path / "signals")
    copy = tmp_path / "demo"
    copy.mkdir()
    Course(tmp_path / "signals").take_along(copy)
    assert Course(copy).package == "signals_lib"
    assert Course(copy).mistakes == copy / "mistakes"
    names = sorted(path.name for path in copy.iterdir())
    assert names == ["course.toml", "mistakes", "signals_lib"]
    (copy / "course.toml").write_text('package = "other_lib"')
    with pytest.raises(CourseError, match="there is no other_lib"):
        _ = Course(copy).package
