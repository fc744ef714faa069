"""Ordinary nbgrader courses get nbgrader's own grades, but for the differences that the
documentation names.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest

from grader.configuration import load_config
from grader.engine.gradebook.filing import Folders, Submission
from grader.engine.gradebook.handed_in import Beside
from grader.nbgrader_api import autograde
from tests.engine.ordinary import (
    GUIDE,
    SETTINGS,
    Grades,
    book,
    code,
    grade,
    grades,
    hand_in,
    make_course,
    quickstart,
    text,
)

LATE = (
    SETTINGS
    + """
from nbgrader.plugins import BasePlugin

class HalfAPointADay(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return 0.5 * (total_seconds_late // 86400 + 1)

c.AssignLatePenalties.plugin_class = HalfAPointADay
"""
)
DUE = "2015-02-02 12:00:00.000000 UTC"


def compare(theirs: Path, ours: Path, *assignments: str) -> Grades:
    """Grade one copy with nbgrader and the other with the engine; the gradebooks must say the
    same.
    """
    for assignment in assignments:
        autograde(load_config(theirs), assignment, "*")
    assert [one.problem for one in grade(ours, force=True) if one.problem] == []
    assert grades(ours) == grades(theirs)
    return grades(ours)


def differences(theirs: Path, ours: Path) -> Grades:
    left, right = grades(theirs), grades(ours)
    return {
        name: (left.get(name), right.get(name))
        for name in left | right
        if left.get(name) != right.get(name)
    }


def solved(root: Path, student: str) -> None:
    """Hand in the instructor's own solutions, with one test cell tampered with."""
    folder = hand_in(root, student, "ps1")
    for path in folder.glob("*.ipynb"):
        source = nbformat.read(GUIDE / "source" / "ps1" / path.name, as_version=4)
        solutions = {
            c.metadata.nbgrader.grade_id: c.source for c in source.cells if "nbgrader" in c.metadata
        }
        notebook = nbformat.read(path, as_version=4)
        for cell in notebook.cells:
            mark = cell.metadata.get("nbgrader", {})
            if mark.get("solution"):
                cell.source = solutions[mark.grade_id]
            elif mark.get("grade_id") == "correct_squares":
                cell.source = "pass  # no test, no failure"
        nbformat.write(notebook, path)


def test_the_quickstart_course_gets_nbgraders_grades(tmp_path: Path) -> None:
    theirs = quickstart(tmp_path / "theirs", LATE)
    with book(theirs) as opened:
        opened.update_or_create_assignment("ps1", duedate=DUE)
    solved(theirs, "knuth")
    hand_in(theirs, "untouched", "ps1")
    wrong = {
        "squares": "def squares(n):\n    return [n]",
        "sum_of_squares_equation": "$n^2$",
        "part-a": "It loops.",
    }
    hand_in(theirs, "wrong", "ps1", wrong, when="2015-02-04 13:00:00 UTC")
    crash = {
        "squares": "def squares(n:\n    return",
        "sum_of_squares_application": "raise SystemExit",
    }
    hand_in(theirs, "crash", "ps1", crash)
    (hand_in(theirs, "half", "ps1", when="2015-02-02 11:59:59 UTC") / "problem2.ipynb").unlink()
    shutil.copytree(theirs, tmp_path / "ours")
    found = compare(theirs, tmp_path / "ours", "ps1")

    assert found["hacker/ps1/problem1"][1] is None, "handed in in time"
    assert found["bitdiddle/ps1/problem1"] == (1.5, 0.5)
    assert found["wrong/ps1/problem2"] == (0.0, 0.0), "no penalty below nothing"
    assert found["half/ps1/problem2/part-a"] == (0.0, None, None, 0.0, False), "not handed in"
    assert found["knuth/ps1/problem1/correct_squares"][0] == 1.0
    assert found["hacker/ps1/problem1/sum_of_squares_application"][4], "answered: a person reads it"
    assert found["bitdiddle/ps1/problem1/sum_of_squares_application"][:1] == (0.0,), (
        "not answered: no points"
    )
    assert found["bitdiddle/ps1/problem1/sum_of_squares_application/comment"][0] == "No response."

    for root in (theirs, tmp_path / "ours"):
        mark_by_hand(root)
    again = compare(theirs, tmp_path / "ours", "ps1")
    equation, task = (
        "hacker/ps1/problem1/sum_of_squares_equation",
        "hacker/ps1/problem1/cell-938593c4a215c6cc",
    )
    assert again[equation][1:4] == (0.75, 0.5, 1.25)
    assert again[f"{equation}/comment"] == (None, "See the lower bound.")
    assert again[task][1] == 3.0
    assert again["knuth/ps1/problem1/correct_squares"][1] == 0.25, (
        "a person's mark over the computer's"
    )


def mark_by_hand(root: Path) -> None:
    with book(root) as opened:
        equation = opened.find_grade("sum_of_squares_equation", "problem1", "ps1", "hacker")
        equation.manual_score, equation.extra_credit = 0.75, 0.5
        opened.find_grade("cell-938593c4a215c6cc", "problem1", "ps1", "hacker").manual_score = 3
        opened.find_grade("correct_squares", "problem1", "ps1", "knuth").manual_score = 0.25
        comment = opened.find_comment("sum_of_squares_equation", "problem1", "ps1", "hacker")
        comment.manual_comment = "See the lower bound."
        opened.db.commit()


PARTS = [
    text("# Parts"),
    code(
        "def answer():\n    ### BEGIN SOLUTION\n    return 42\n    ### END SOLUTION",
        "answer",
        solution=True,
    ),
    code(
        "points = 0\nif answer() > 0:\n    points += 1.5\nif answer() == 42:\n    points +="
        " 2.5\npoints",
        "parts",
        4,
    ),
    code("assert answer() == 42\nprint('fine')", "printed", 1),
    code("### BEGIN HIDDEN TESTS\nassert answer() == 42\n### END HIDDEN TESTS", "hidden", 2),
    code("import os\nassert os.environ['NBGRADER_EXECUTION'] == 'autograde'", "environment", 1),
    code("assert open('data.txt').read() == 'of the course'", "data", 1),
    code("assert own.helper() == 1", "own", 1),
    code("assert answer() == 42\n'a text'", "said", 1),
]
USES_OWN = "try:\n    import own\nexcept ImportError:\n    pass\n"
ANSWERS = {
    "right": "def answer():\n    return 42",
    "part": "def answer():\n    return 7",
    "wrong": "def answer():\n    return -1",
    "none": "# nothing here",
    "loud": "import sys\ndef answer():\n    print('careful', file=sys.stderr)\n    return 42",
    "warns": "import warnings\ndef answer():\n    warnings.warn('careful')\n    return 42",
}


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with files of its own, graded by nbgrader; a copy that is not graded yet lies beside
    it.
    """
    root = tmp_path_factory.mktemp("parts") / "theirs"
    settings = SETTINGS + 'c.Autograde.exclude_overwriting = {"parts": ["own.py"]}\n'
    (root / "source" / "parts").mkdir(parents=True)
    (root / "source" / "parts" / "data.txt").write_text("of the course")
    (root / "source" / "parts" / "own.py").write_text("def helper():\n    return 0\n")
    make_course(root, {"parts": {"parts": PARTS}}, settings)
    for student, answer in ANSWERS.items():
        folder = hand_in(root, student, "parts", {"answer": USES_OWN + answer})
        (folder / "data.txt").write_text("of the student")
        (folder / "own.py").write_text("def helper():\n    return 1\n")
    shutil.copytree(root, root.parent / "ours")
    autograde(load_config(root), "parts", "*")
    return root


@pytest.fixture
def ungraded(parts: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(parts.parent / "ours", tmp_path / "ours"))


def test_partial_credit_hidden_tests_and_files_count_as_in_nbgrader(
    parts: Path, ungraded: Path
) -> None:
    assert not [one.problem for one in grade(ungraded, stderr_costs=True) if one.problem]
    assert differences(parts, ungraded) == {}
    found = grades(ungraded)
    assert [
        found[f"{student}/parts/parts/parts"][0] for student in ("right", "part", "wrong", "none")
    ] == [
        4,
        1.5,
        0,
        0,
    ]
    assert [found[f"{student}/parts"][0] for student in ("right", "part", "wrong")] == [11, 4.5, 3]


def test_a_warning_costs_nothing_unless_nbgraders_rule_is_asked_for(
    parts: Path, ungraded: Path
) -> None:
    grade(ungraded)
    changed = differences(parts, ungraded)
    assert {name.partition("/")[0] for name in changed} == {"loud", "warns"}
    found = grades(ungraded)
    assert found["loud/parts"][0] == found["warns/parts"][0] == 11
    assert grades(parts)["loud/parts"][0] < 11


def test_a_changed_submission_is_read_once_when_it_is_graded_again(
    ungraded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    grade(ungraded)
    changed = next(ungraded.glob("submitted/*/parts"))
    (changed / "more.txt").write_text("more")
    read: list[str] = []
    files = Folders.files

    def counted(self: Folders, submission: Submission) -> Beside:
        read.append(submission.student)
        return files(self, submission)

    monkeypatch.setattr(Folders, "files", counted)
    assert [one.submission.student for one in grade(ungraded)] == [changed.parent.name]
    assert read.count(changed.parent.name) == 1


def settings(line: str) -> Callable[[Path], object]:
    return lambda root: (root / "nbgrader_config.py").write_text(SETTINGS + line + "\n")


def test_students_and_files_that_the_configuration_leaves_out_are_left_out(ungraded: Path) -> None:
    settings(
        'c.CourseDirectory.student_id_exclude = "part,wrong"\nc.CourseDirectory.ignore = ["own.py"]'
    )(ungraded)
    grade(ungraded)
    assert {name.partition("/")[0] for name in grades(ungraded)} == set(ANSWERS) - {"part", "wrong"}
    assert not (ungraded / "autograded" / "right" / "parts" / "own.py").exists()
