"""The simulated class: everything planted is found and named, and nobody right loses a point."""

import subprocess
import sys
from pathlib import Path

import pytest

import grader.hidden
from course_lib.checking.asked.exercise import REGISTRY, VISIBLE_SEED
from course_lib.checking.check import visible
from course_lib.checking.deciding import verdict_on
from grader.autograde import Grading
from grader.course import Course, CourseError, find_course
from grader.demo import Watching, demo
from grader.engine.judging.marking import LEFT_OUT
from grader.options import Options
from grader.reference import read_reference
from grader.simulate import Simulated, simulate, variant_cells
from grader.trial_runs import Run, observe_runs


def watching(lines: list[str]) -> Watching:
    return Watching(lambda title, total: lambda name: None, lines.append)


def test_every_planted_mistake_is_found_and_named(
    repository: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grader.hidden, "build", None)  # first grades wait for no keys
    lessons, lines = ["00_start_here", "01_training_loop"], list[str]()
    outcome = demo(
        repository, tmp_path / "class", lessons, students=4, seed=3, watching=watching(lines)
    )
    assert [line.partition(":")[0] for line in lines] == lessons
    assert outcome.planted > 0
    assert (outcome.found, outcome.named) == (outcome.planted, outcome.planted)
    assert outcome.missed == outcome.robbed == []
    assert len(outcome.graded) == 8
    assert len([one for one in outcome.graded if one.problem]) == outcome.broken
    assert outcome.lost == []
    root = tmp_path / "class"
    graded = {one.submission.student for one in outcome.graded if not one.problem}
    assert {path.parts[-3] for path in root.glob("feedback/*/*/*.html")} == graded
    assert "Class report" in (root / "report.html").read_text(encoding="utf-8")
    exported = {path.relative_to(root / "exports").parts[0] for path in root.glob("exports/*/*")}
    assert exported == {"canvas", "moodle", "gradescope", "csv", "feedback-canvas"}
    lines = (root / "exports" / "canvas" / "grades.csv").read_text().splitlines()[2:]
    ids = {line.split(",")[-2 - len(lessons)] for line in lines}
    assert ids == graded, "under the roster's ids"

    assert all(LEFT_OUT.strip() in path.read_text("utf-8") for path in reports(root))
    assert not any("Not run while" in path.read_text("utf-8") for path in root.rglob("*.html"))
    first = next(one for one in outcome.graded if not one.problem)
    with Grading(root, Options(all_cells=True)) as grading:
        (again,) = grading.run([first.submission])
    assert (again.score, again.named) == (first.score, first.named)
    whose = first.submission
    (report,) = reports(root / "autograded" / whose.student / whose.assignment)
    assert "Not run while" not in report.read_text("utf-8")


def reports(folder: Path) -> list[Path]:
    found = [path for path in folder.rglob("*.ipynb") if "autograded" in path.parts]
    assert found
    return found


def test_a_folder_with_something_else_in_it_is_left_alone(
    repository: Course, tmp_path: Path
) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(CourseError, match="--folder"):
        demo(repository, tmp_path, ["00_start_here"], students=1, seed=1, watching=watching([]))
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_the_same_seed_makes_the_same_class(repository: Course, course: Course) -> None:
    course = Course(course.root)
    (course.root / "notebooks").symlink_to(repository.notebooks)

    def make(seed: int) -> Simulated:
        return simulate(course, repository, ["00_start_here"], 5, seed)

    assert make(1) == make(1) != make(2)


def test_a_class_can_be_made_before_anything_else(repository: Course, course: Course) -> None:
    (course.root / "notebooks").symlink_to(repository.notebooks)
    code = "from pathlib import Path; from grader.course import Course, find_course; "
    code += "from grader.simulate import simulate; "
    code += f"course = Course(Path({str(course.root)!r})); "
    code += "simulate(course, find_course(), ['00_start_here'], 1, 1)"
    subprocess.run([sys.executable, "-c", code], cwd=repository.root, check=True)
    assert len([*course.root.glob("submitted/*/00_start_here/*.ipynb")]) == 1


@pytest.mark.parametrize("lesson", find_course().lessons())
def test_a_variant_brings_what_it_leans_on(repository: Course, lesson: str) -> None:
    reference = read_reference(repository, lesson)
    for name in reference.solutions:
        for label, source in variant_cells(repository, lesson, name).items():
            sources = reference.sources(**{name: source})
            (seen,) = observe_runs([Run(name, sources, VISIBLE_SEED)])
            cases, key = visible(name)
            assert verdict_on(REGISTRY[name], cases, seen, key).passed, label
