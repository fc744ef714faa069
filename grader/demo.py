"""``grader demo``: a simulated class, released, collected, graded and reported in a folder of its
own.
"""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from grader.autograde import Graded, Grading, choose
from grader.course import CONFIG, Course, CourseError
from grader.engine.gradebook.opening import gradebook
from grader.options import Options
from grader.release import release
from grader.simulate import Planted, simulate

MARK = ".simulated-class"


@dataclass(frozen=True)
class DemoResult:
    """What a demonstration showed.

    Attributes:
        graded: every submission's grade or problem.
        planted: how many mistakes were planted in submissions that can be read.
        found: how many of them earned less than all points.
        named: how many of them were named in the report.
        robbed: right answers that lost points, as sentences.
        broken: how many submissions cannot be read, on purpose.
        common: the mistakes named most often, with their counts.
    """

    graded: list[Graded]
    planted: int
    found: int
    named: int
    robbed: list[str]
    broken: int
    common: list[tuple[str, int]]


Steps = Callable[[str, int], Callable[[str], None]]


def demo(
    catalogue: Course, folder: Path, lessons: list[str], *, students: int, seed: int, step: Steps
) -> DemoResult:
    """Simulate a class and grade it.

    Args:
        catalogue: the course whose lessons the class takes.
        folder: where the class's own course is made; an earlier simulation there is replaced.
        lessons: folder names.
        students: how many.
        seed: the same seed, the same class.
        step: called with a title and a number of things; what it gives is called as each is done.

    Raises:
        CourseError: the folder holds something else.
    """
    course = _own_course(catalogue, folder)
    done = step("release", len(lessons))
    for lesson in lessons:
        release(course, lesson)
        done(lesson)
    simulated = simulate(course, catalogue, lessons, students, seed)
    graded = _grade(course, step)
    return _outcome(course, simulated.planted, graded, len(simulated.broken))


def _grade(course: Course, step: Steps) -> list[Graded]:
    graded = []
    with Grading(course.root, Options(workers=os.cpu_count() or 1)) as grading:
        submissions = choose(grading, [], None)
        done = step("grade", len(submissions))
        for one in grading.run(submissions):
            graded.append(one)
            done(str(one.submission))
    return sorted(graded, key=lambda one: one.submission)


def _own_course(catalogue: Course, folder: Path) -> Course:
    if folder.exists() and any(folder.iterdir()) and not (folder / MARK).is_file():
        raise CourseError(
            f"{folder} is not empty and holds no simulated class: name another folder with"
            " --folder."
        )
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / MARK).touch()
    shutil.copy(catalogue.root / CONFIG, folder / CONFIG)
    shutil.copytree(
        catalogue.solutions,
        folder / "solutions",
        ignore=shutil.ignore_patterns(".ipynb_checkpoints"),
    )
    return Course(folder.resolve())


def _outcome(
    course: Course, planted: list[Planted], graded: list[Graded], broken: int
) -> DemoResult:
    scores = _scores(course)
    told = {
        (one.submission.student, one.submission.assignment, exercise, mistake)
        for one in graded
        for exercise, mistake in one.named
    }
    mistakes = [one for one in planted if one.kind == "mistake"]
    found = [one for one in mistakes if _lost(scores, one)]
    named = [one for one in mistakes if (one.student, one.lesson, one.exercise, one.label) in told]
    robbed = [
        f"{one.student}/{one.lesson}: {one.exercise} ({one.label or one.kind}) is right and lost"
        " points"
        for one in planted
        if one.kind in ("right", "variant") and _lost(scores, one)
    ]
    common = Counter(f"{one.exercise}: {one.did}" for one in named).most_common(8)
    return DemoResult(graded, len(mistakes), len(found), len(named), robbed, broken, common)


Scores = dict[tuple[str, str, str], tuple[float, float]]


def _scores(course: Course) -> Scores:
    """Points and most points by student, lesson and exercise, from the gradebook."""
    with gradebook(course) as book:
        return {
            (
                submission.student.id,
                submission.assignment.name,
                grade.name.removeprefix("check_"),
            ): (
                grade.score,
                grade.max_score,
            )
            for assignment in book.assignments
            for submission in assignment.submissions
            for notebook in submission.notebooks
            for grade in notebook.grades
        }


def _lost(scores: Scores, one: Planted) -> bool:
    score, most = scores.get((one.student, one.lesson, one.exercise), (0.0, 1.0))
    return score < most
