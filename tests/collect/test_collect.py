"""What systems give is taken under the right name, newest first; every other file is named."""

import io
import json
import re
import stat
import zipfile
from pathlib import Path

import pytest
from typer.testing import Result

from grader.course import CourseError
from tests.engine import at_work
from tests.engine.ordinary import book, code, grade, make_course

LOSS = [code("x = 1", "x", solution=True), code("assert x == 1", "x_test", 1)]
DATA = [code("y = 1", "y", solution=True), code("assert y == 1", "y_test", 1)]
ROSTER = """id,name,email,group,canvas,moodle
al1,Ada Lovelace,ada@example.com,red,1234,
gh1,Grace Hopper,grace@example.com,red,,
tu1,"Turing, Alan",alan@example.com,blue,,77
"""
Files = dict[str, bytes]


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    lessons = {"05_loss": {"05_loss": LOSS}, "06_data": {"06_data": DATA}}
    return make_course(tmp_path_factory.mktemp("collect") / "course", lessons)


@pytest.fixture
def course(released: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return at_work.sit_down_in(released, tmp_path, monkeypatch)


def notebook(lesson: str, answer: str = "1") -> bytes:
    path = Path("release") / lesson / f"{lesson}.ipynb"
    whole = json.loads(path.read_bytes())
    whole["cells"].append(
        {"cell_type": "markdown", "id": "own", "metadata": {}, "source": [answer]}
    )
    return json.dumps(whole).encode()


def zipped(files: Files) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return packed.getvalue()


def run(files: Files, *options: str, roster: str = "") -> Result:
    """Collect files from a zip."""
    Path("in.zip").write_bytes(zipped(files))
    if roster:
        Path("roster.csv").write_text(roster)
    return collect("in.zip", *options)


def collect(*arguments: str) -> Result:
    return at_work.run("collect", *arguments, width=400)


def taken() -> dict[str, list[str]]:
    folders: dict[str, list[str]] = {}
    for path in sorted(Path("submitted").rglob("*")):
        if path.is_file():
            student, lesson, *inside = path.relative_to("submitted").parts
            folders.setdefault(f"{student}/{lesson}", []).append("/".join(inside))
    return folders


def own_cell(student: str, lesson: str = "05_loss") -> str:
    path = Path("submitted") / student / lesson / f"{lesson}.ipynb"
    return "".join(json.loads(path.read_bytes())["cells"][-1]["source"])


def test_canvas_names_lateness_and_attempts_are_understood(course: Path) -> None:
    files = {
        "lovelaceada_1234_900_05_loss.ipynb": notebook("05_loss", "old"),
        "lovelaceada_1234_901_05_loss-1.ipynb": notebook("05_loss", "new"),
        "hoppergrace_LATE_2_950_05_loss.ipynb": notebook("05_loss", "late"),
        "turingalan_3_text.html": b"<p>hello</p>",
    }
    outcome = run(files, roster=ROSTER)
    assert taken() == {"al1/05_loss": ["05_loss.ipynb"], "gh1/05_loss": ["05_loss.ipynb"]}
    assert own_cell("al1") == "new"
    assert "the newest of 2" in outcome.output
    assert "late, says canvas; it does not say when" in outcome.output
    assert "05_loss: nothing from tu1" in outcome.output
    assert "in.zip/turingalan_3_text.html: text or a link that was typed" in outcome.output
    assert outcome.exit_code == 1
    ledger = json.loads(Path("collected.json").read_text())
    assert ledger["05_loss/al1"]["prefix"] == "lovelaceada_1234_901"
    assert ledger["05_loss/al1"]["number"] == "1234"


def test_canvas_hand_ins_without_names_are_told_apart(course: Path) -> None:
    files = {
        "anon_a1B2c_900_05_loss.ipynb": notebook("05_loss", "first"),
        "LATE_anon_x9Y8z_901_05_loss.ipynb": notebook("05_loss", "second"),
    }
    assert run(files).exit_code == 0
    assert {*taken()} == {"anon_a1B2c/05_loss", "anon_x9Y8z/05_loss"}


@pytest.mark.parametrize(
    "name",
    [
        "Ada Lovelace_55_assignsubmission_file/05_loss.ipynb",
        "Ada Lovelace_55_assignsubmission_file_/05_loss.ipynb",
        "Ada Lovelace_55_assignsubmission_file_05_loss.ipynb",
        "Somebody_77_assignsubmission_file/sub/05_loss (2).ipynb",
        "red_9_assignsubmission_file/05_loss.ipynb",
    ],
)
def test_moodle_folders_files_and_groups_are_understood(course: Path, name: str) -> None:
    outcome = run({name: notebook("05_loss")}, roster=ROSTER)
    students = {"S": ["tu1"], "r": ["al1", "gh1"]}.get(name[0], ["al1"])
    assert [*taken()] == [f"{student}/05_loss" for student in students], outcome.output
    assert outcome.exit_code == 0


METADATA = """submission_1:
  :submitters:
  - :name: Ada Lovelace
    :sid: al1
    :email: ada@example.com
  - :name: Grace
    :sid: ''
    :email: Grace@example.com
  :created_at: 2026-02-01 23:59:48.5 Z
submission_2:
  :submitters:
  - :name: Alan
    :email: alan@example.com
  :created_at: !ruby/object:ActiveSupport::TimeWithZone
    utc: 2026-02-02 08:00:00.000000000 Z
    zone: &1 !ruby/object:ActiveSupport::TimeZone
      name: Europe/Berlin
    time: 2026-02-02 09:00:00.000000000 Z
"""


def test_gradescope_says_who_and_when(course: Path) -> None:
    top = "assignment_9_export"
    files = {
        f"{top}/submission_metadata.yml": METADATA.encode(),
        f"{top}/submission_1/05_loss.ipynb": notebook("05_loss"),
        f"{top}/submission_1/data/points.csv": b"1,2",
        f"{top}/submission_2/work.ipynb": notebook("05_loss"),
    }
    assert run(files, roster=ROSTER).exit_code == 0
    pair = ["05_loss.ipynb", "data/points.csv", "timestamp.txt"]
    assert taken()["al1/05_loss"] == taken()["gh1/05_loss"] == pair
    assert taken()["tu1/05_loss"] == ["05_loss.ipynb", "timestamp.txt"]
    grade(course)
    with book(course) as opened:
        when = opened.find_submission("05_loss", "tu1").timestamp
    assert f"{when}" == "2026-02-02 08:00:00"


def test_classroom_copies_are_understood(course: Path) -> None:
    files = {
        "Loss/Ada Lovelace - 05_loss.ipynb": notebook("05_loss"),
        "Loss/Grace Hopper - 05_loss.ipynb": notebook("05_loss"),
        "Loss/05_loss.ipynb": notebook("05_loss"),
    }
    outcome = run(files, roster=ROSTER)
    assert {*taken()} == {"al1/05_loss", "gh1/05_loss"}
    assert "in.zip/Loss/05_loss.ipynb: nothing in its path says whose it is" in outcome.output


@pytest.mark.parametrize(
    "name",
    [
        "ada/05_loss/05_loss.ipynb",
        "ada/05_loss.ipynb",
        "05_loss/ada/05_loss.ipynb",
        "05_loss/ada.ipynb",
        "ada_05_loss.ipynb",
        "05_loss-ada.ipynb",
        "ada.ipynb",
        "ada_05_loss (1).ipynb",
        "submitted/ada/05_loss/05_loss.ipynb",
    ],
)
def test_a_plain_folder_names_a_student_somewhere(course: Path, name: str) -> None:
    outcome = run({name: notebook("05_loss")})
    assert taken() == {"ada/05_loss": ["05_loss.ipynb"]}, outcome.output


def test_a_class_in_a_folder_of_its_own_keeps_its_times(course: Path) -> None:
    files = {
        "class/ada/05_loss/05_loss.ipynb": notebook("05_loss"),
        "class/ada/05_loss/timestamp.txt": b"2026-01-31 10:00:00 UTC",
        "class/ben/05_loss/05_loss.ipynb": notebook("05_loss"),
    }
    assert run(files).exit_code == 0
    assert taken()["ada/05_loss"] == ["05_loss.ipynb", "timestamp.txt"]
    assert {*taken()} == {"ada/05_loss", "ben/05_loss"}


def test_several_lessons_and_students_in_archives_within_one(course: Path) -> None:
    both = {
        "work/05_loss.ipynb": notebook("05_loss"),
        "work/renamed.ipynb": notebook("06_data"),
        "__MACOSX/work/._05_loss.ipynb": b"rubbish",
    }
    files = {"ada.zip": zipped(both), "ben.zip": zipped({"05_loss.ipynb": notebook("05_loss")})}
    outcome = run(files)
    assert outcome.exit_code == 0, outcome.output
    assert {*taken()} == {"ada/05_loss", "ada/06_data", "ben/05_loss"}
    assert "a program keeps it for itself" in outcome.output


def test_a_pair_in_one_archive_is_told_apart_by_the_roster(course: Path) -> None:
    pair = {
        "al1/05_loss.ipynb": notebook("05_loss", "a"),
        "Grace Hopper/05_loss.ipynb": notebook("05_loss", "g"),
    }
    run({"pair.zip": zipped(pair)}, roster=ROSTER)
    assert (own_cell("al1"), own_cell("gh1")) == ("a", "g")


def test_two_that_differ_and_have_no_age_are_both_left_out(course: Path) -> None:
    files = {
        f"Ada Lovelace_5_assignsubmission_file/{name}/05_loss.ipynb": notebook("05_loss", name)
        for name in "ab"
    }
    outcome = run(files)
    assert taken() == {}
    assert outcome.output.count("one of 2 different 05_loss of the same age: keep one") == 4
    assert outcome.exit_code == 1


def test_the_later_hand_in_stays_however_often_and_in_whatever_order(course: Path) -> None:
    def at(hour: int) -> Files:
        entry = f"s:\n  :submitters:\n  - :email: ada\n  :created_at: 2026-01-01 {hour}:00:00 Z\n"
        return {
            "submission_metadata.yml": entry.encode(),
            "s/05_loss.ipynb": notebook("05_loss", str(hour)),
        }

    run(at(12))
    assert "unchanged" in run(at(12)).output
    outcome = run(at(11))
    assert own_cell("ada") == "12"
    assert "what is there was handed in later, 2026-01-01 12:00 UTC" in outcome.output
    assert "replaces what was there" in run(at(13)).output
    assert own_cell("ada") == "13"


def test_of_two_archives_the_later_one_counts_and_both_are_told(course: Path) -> None:
    for name, answer in (("a.zip", "first"), ("b.zip", "second")):
        Path(name).write_bytes(zipped({"ada/05_loss.ipynb": notebook("05_loss", answer)}))
    outcome = collect("a.zip", "b.zip")
    assert own_cell("ada") == "second"
    assert "b.zip/ada/05_loss.ipynb of the same student comes after it" in outcome.output


def test_one_members_work_is_the_groups(course: Path) -> None:
    files = {"al1/05_loss.ipynb": notebook("05_loss"), "tu1/05_loss.ipynb": notebook("05_loss")}
    outcome = run(files, "--groups", roster=ROSTER)
    assert {*taken()} == {f"{student}/05_loss" for student in ("al1", "gh1", "tu1")}
    assert "nothing from" not in outcome.output


def test_who_is_on_no_roster_is_named_and_not_taken(course: Path) -> None:
    outcome = run({"lovelac_8_9_05_loss.ipynb": notebook("05_loss")}, roster=ROSTER)
    assert taken() == {}
    said = "nobody on the roster is called lovelac: put them there, or their number 8"
    assert said in outcome.output


def test_two_of_one_name_are_settled_by_the_number(course: Path) -> None:
    roster = "id,name,canvas\nwei1,Li Wei,\nwei2,Li Wei,22\n"
    files = {
        "weili_11_1_05_loss.ipynb": notebook("05_loss"),
        "weili_22_2_05_loss.ipynb": notebook("05_loss"),
    }
    outcome = run(files, roster=roster)
    assert [*taken()] == ["wei2/05_loss"]
    assert "weili may be wei1 or wei2: put an id" in outcome.output


def test_names_of_the_roster_are_in_the_gradebook(course: Path) -> None:
    run({"al1/05_loss.ipynb": notebook("05_loss")}, roster=ROSTER)
    with book(course) as opened:
        turing = opened.find_student("tu1")
        assert (turing.first_name, turing.last_name, turing.email) == (
            "Alan",
            "Turing",
            "alan@example.com",
        )


def test_nothing_leaves_the_archive(course: Path) -> None:
    link = zipfile.ZipInfo("ada/secret.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile("in.zip", "w") as archive:
        archive.writestr("../../evil.ipynb", notebook("05_loss"))
        archive.writestr("/tmp/evil.ipynb", notebook("05_loss"))
        archive.writestr("ada\\..\\..\\evil.ipynb", notebook("05_loss"))
        archive.writestr("C:/evil.ipynb", notebook("05_loss"))
        archive.writestr(link, "/etc/passwd")
        archive.writestr("ada/05_loss.ipynb", notebook("05_loss"))
    before = {*course.parent.rglob("*")}
    outcome = collect("in.zip")
    assert taken() == {"ada/05_loss": ["05_loss.ipynb"]}
    assert outcome.output.count("its path leads out of the archive") == 8
    assert "a link: nothing outside of the archive is read" in outcome.output
    new = {path.relative_to(course).parts[0] for path in {*course.parent.rglob("*")} - before}
    assert new == {"submitted", "collected.json"}


def test_a_link_in_a_folder_is_not_followed(course: Path) -> None:
    folder = Path("in") / "ada"
    folder.mkdir(parents=True)
    (folder / "05_loss.ipynb").symlink_to(course / "gradebook.db")
    (Path("in") / "ben").symlink_to(course)
    outcome = collect("in")
    assert taken() == {}
    assert outcome.output.count("a link: nothing outside of the folder is read") == 4


def test_a_bomb_is_named_and_not_unpacked(course: Path) -> None:
    with zipfile.ZipFile("in.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("ada/05_loss.ipynb", bytes(70 << 20))
        archive.writestr("ben/05_loss.ipynb", notebook("05_loss"))
    outcome = collect("in.zip")
    assert "in.zip/ada/05_loss.ipynb: it has 70 MB: more than 64 are not read" in outcome.output
    assert [*taken()] == ["ben/05_loss"]


def test_what_cannot_be_read_is_named(course: Path) -> None:
    deep = zipped({"a.zip": zipped({"b.zip": zipped({"05_loss.ipynb": notebook("05_loss")})})})
    files = {
        "ada/broken.zip": b"PK no zip",
        "ben/deep.zip": deep,
        "cy/05_loss.ipynb": b"",
        "dan/essay.docx": b"words",
        "eve/other.ipynb": b'{"cells": []}',
    }
    outcome = run(files)
    for said in (
        "in.zip/ada/broken.zip: cannot be read as a zip",
        "in.zip/ben/deep.zip/a.zip/b.zip: an archive within archives",
        "in.zip/cy/05_loss.ipynb: the file is empty",
        "in.zip/dan/essay.docx: no notebook is taken beside it",
        "in.zip/eve/other.ipynb: neither its cells nor its name",
    ):
        assert said in outcome.output


def test_half_a_notebook_and_one_without_marks_are_known_by_name(course: Path) -> None:
    files = {
        "ada/05_loss.ipynb": notebook("05_loss")[:60],
        "ben/mine.ipynb": b'{"cells": [], "nbformat": 4, "nbformat_minor": 5, "metadata": {}}',
    }
    run(files, "--lesson", "loss")
    assert {*taken()} == {"ada/05_loss", "ben/05_loss"}


def test_lessons_with_cells_of_the_same_names_are_told_apart_by_file_names(
    released: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    twins = {"05_loss": {"05_loss": LOSS}, "06_data": {"06_data": LOSS}}
    monkeypatch.chdir(make_course(tmp_path / "twins", twins))
    files = {
        "ada/06_data.ipynb": notebook("06_data"),
        "ben/work.ipynb": notebook("05_loss"),
    }
    outcome = run(files)
    assert [*taken()] == ["ada/06_data"]
    assert "in.zip/ben/work.ipynb: neither its cells nor its name" in outcome.output


def test_a_dry_run_writes_nothing(course: Path) -> None:
    before = {*course.rglob("*")}
    outcome = run({"ada/05_loss.ipynb": notebook("05_loss")}, "--dry-run")
    assert "ada/05_loss" in outcome.output
    assert {*course.rglob("*")} - before == {course / "in.zip"}


@pytest.mark.parametrize(
    ("roster", "said"),
    [
        ("name\nAda\n", "roster.csv, line 1: no column 'id'"),
        ("id,nmae\n", "roster.csv, line 1: the column 'nmae' is unknown"),
        ("id\nada\n\nada\n", "roster.csv, line 4: ada is there twice"),
        ("id,name\n,Ada\n", "roster.csv, line 2: the id is missing"),
        ("id\n../x\n", "roster.csv, line 2: '../x' can be no folder's name"),
        ("id,name\na,b,c\n", "roster.csv, line 2: 3 cells for 2 columns"),
    ],
)
def test_a_wrong_roster_is_told_with_its_line(course: Path, roster: str, said: str) -> None:
    with pytest.raises(CourseError, match=re.escape(said)):
        run({"ada/05_loss.ipynb": notebook("05_loss")}, roster=roster)
    assert taken() == {}


@pytest.mark.parametrize(
    ("source", "said"),
    [("nowhere.zip", "There is no file or folder"), ("roster.rar", "neither a folder nor a zip")],
)
def test_a_wrong_source_is_told(course: Path, source: str, said: str) -> None:
    Path("roster.rar").touch()
    with pytest.raises(CourseError, match=re.escape(said)):
        collect(source)
