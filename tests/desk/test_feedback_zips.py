"""Feedback goes back under the names that the systems gave out, and they find whose it is."""

import io
import json
import re
import shutil
import zipfile
from pathlib import Path

import pytest

from grader.course import CourseError
from tests.engine.at_work import run, sit_down_in
from tests.engine.ordinary import code, grade, make_course

CELLS = [code("x = 1", "x", solution=True), code("assert x == 1", "test", 1)]
LESSONS = ("05_loss", "06_data")
ROSTER = "id,name,email,group,canvas\nal1,Ada Lovelace,,red,\ngh1,Grace Hopper,,red,77\n"


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    lessons = {name: {name: CELLS} for name in LESSONS}
    return make_course(tmp_path_factory.mktemp("zips") / "course", lessons)


@pytest.fixture
def course(released: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return sit_down_in(released, tmp_path, monkeypatch)


def collect(*names: str) -> None:
    """Collect a notebook under each name, grade it, and make its page."""
    with zipfile.ZipFile("in.zip", "w") as archive:
        for name in names:
            lesson = next(each for each in LESSONS if each in name)
            archive.write(Path("release") / lesson / f"{lesson}.ipynb", name)
    assert run("collect", "in.zip").exit_code == 0
    grade(Path.cwd())
    run("feedback", "-w", "1")


def names_in(system: str, lesson: str = "05_loss") -> list[str]:
    packed = (Path(f"feedback-{system}") / f"{lesson}.zip").read_bytes()
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert all(b"<html" in archive.read(name) for name in archive.namelist())
        return archive.namelist()


def canvas_reads(name: str) -> tuple[str, str]:
    """User and file, by Canvas's rule: the first two parts between underscores that are numbers."""
    user, file = [part for part in name.split("_") if re.fullmatch(r"\d+", part)][:2]
    return user, file


def moodle_reads(path: str) -> tuple[str, str, str]:
    """Participant, plugin and file, by Moodle's rule: the first part of a path with four fields of
    which the second is a number.
    """
    parts = path.split("/")
    while parts:
        fields = parts.pop(0).split("_", 4)
        if len(fields) >= 4 and fields[1].isdigit():
            rest = [*fields[4:], *parts]
            return fields[1], "_".join(fields[2:4]), "/".join(rest)
    raise AssertionError(path)


def test_canvas_finds_student_and_file(course: Path) -> None:
    collect(
        "lovelaceada_LATE_1234_900_05_loss-2.ipynb",
        "hoppergrace_77_901_05_loss.ipynb",
        "hoppergrace_77_950_06_data.ipynb",
    )
    outcome = run("export", "--to", "canvas", "--feedback")
    assert outcome.exit_code == 0, outcome.output
    found = {canvas_reads(name) for name in names_in("canvas")}
    assert found == {("1234", "900"), ("77", "901")}
    assert {canvas_reads(name) for name in names_in("canvas", "06_data")} == {("77", "950")}


def test_moodle_finds_the_participant(course: Path) -> None:
    collect(
        "Ada Lovelace_55_assignsubmission_file_/05_loss.ipynb",
        "Grace Hopper_56_assignsubmission_file_05_loss.ipynb",
    )
    assert run("export", "--to", "moodle", "--feedback", "05").exit_code == 0
    assert {moodle_reads(name) for name in names_in("moodle")} == {
        ("55", "assignsubmission_file", "05_loss.html"),
        ("56", "assignsubmission_file", "05_loss.html"),
    }


def test_who_cannot_be_found_there_is_named(course: Path) -> None:
    Path("roster.csv").write_text(ROSTER)
    collect("red_9_assignsubmission_file/05_loss.ipynb")
    outcome = run("export", "--to", "moodle", "--feedback")
    assert "al1/05_loss: not collected from moodle under their own name" in outcome.output
    assert outcome.exit_code == 1
    assert not Path("feedback-moodle").exists()


def test_a_missing_page_is_named(course: Path) -> None:
    collect("lovelaceada_1234_900_05_loss.ipynb")
    shutil.rmtree("feedback")
    outcome = run("export", "--to", "canvas", "--feedback")
    assert "it has no page; run `grader feedback` first" in outcome.output


def test_the_same_pages_make_the_same_zip(course: Path) -> None:
    collect("lovelaceada_1234_900_05_loss.ipynb")
    run("export", "--to", "canvas", "--feedback", "-o", "one")
    run("export", "--to", "canvas", "--feedback", "-o", "two")
    assert Path("one/05_loss.zip").read_bytes() == Path("two/05_loss.zip").read_bytes()


def test_a_system_that_takes_no_zip_is_told(course: Path) -> None:
    with pytest.raises(CourseError, match="--feedback goes to canvas or moodle"):
        run("export", "--to", "csv", "--feedback")


def test_canvas_gets_its_own_numbers_back_with_the_grades(course: Path) -> None:
    Path("roster.csv").write_text(ROSTER)
    collect("lovelaceada_1234_900_05_loss.ipynb", "hopg_77_901_05_loss.ipynb")
    run("export", "--to", "canvas", "-o", "grades.csv")
    lines = [line.split(",") for line in Path("grades.csv").read_text().splitlines()[2:]]
    assert {(line[-3], line[2]) for line in lines} == {("al1", "1234"), ("gh1", "77")}
    assert json.loads(Path("collected.json").read_text())["05_loss/gh1"]["number"] == "77"
