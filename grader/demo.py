"""``grader demo``: a simulated class from release to export, in a folder of its own."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from grader.autograde import Graded, Grading, choose
from grader.collect.collect import Wanted, canvas_numbers, collect, course_roster, read_ledger
from grader.course import CONFIG, Course, CourseError
from grader.demo_download import download
from grader.desk.class_data import read_class
from grader.desk.export import FORMATS
from grader.desk.feedback import make_pages
from grader.desk.feedback_zips import feedback_zips
from grader.desk.report import report
from grader.desk.summary import summarise
from grader.engine.gradebook.filing import Submission
from grader.engine.gradebook.opening import gradebook
from grader.files import write_whole
from grader.hidden import let_published_stand_in
from grader.options import Options, start_workers
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
        missed: planted mistakes that were not found, or not named, as sentences.
        robbed: right answers that lost points, as sentences.
        lost: what was handed in and has no page or no place in an export, as sentences.
        broken: how many submissions cannot be read, on purpose.
        common: the mistakes named most often, with their counts.
    """

    graded: list[Graded]
    planted: int
    found: int
    named: int
    missed: list[str]
    robbed: list[str]
    lost: list[str]
    broken: int
    common: list[tuple[str, int]]


Steps = Callable[[str, int], Callable[[str], None]]


@dataclass(frozen=True)
class Watching:
    """Who looks on.

    Attributes:
        step: called with a title and a number of things; what it gives is called as each is done.
        tell: called with a sentence on each lesson that is graded.
    """

    step: Steps
    tell: Callable[[str], object]


def demo(
    catalogue: Course,
    folder: Path,
    lessons: list[str],
    *,
    students: int,
    seed: int,
    watching: Watching,
) -> DemoResult:
    """Simulate a class that hands in to Canvas; collect, grade, report and export.

    The first lesson is graded before the others are released, and all are graded on the published
    cases, whose keys need not be built: grades are to be seen at once.

    Args:
        catalogue: the course whose lessons the class takes.
        folder: where the class's own course is made; an earlier simulation there is replaced.
        lessons: folder names.
        students: how many.
        seed: the same seed, the same class.
        watching: who looks on.

    Raises:
        CourseError: the folder holds something else.
    """
    course = _own_course(catalogue, folder)
    let_published_stand_in(course, lessons, catalogue.keys)
    simulation = _Simulation(course, catalogue, students, watching)
    options = Options(workers=os.cpu_count() or 1)
    first, others = lessons[:1], lessons[1:]
    with start_workers(options, course) as workers:
        simulation.release(first)
        with Grading(course.root, options, workers) as grading:
            simulation.hand_in(first, seed)
            simulation.grade(grading, first)
            if others:
                simulation.release(others)
                simulation.hand_in(others, seed + 1)
                simulation.grade(grading, others)
    graded = sorted(simulation.graded, key=lambda one: one.submission)
    readable = [one.submission for one in graded if not one.problem]
    lost = simulation.lost + _publish(course, readable, watching.step)
    outcome = _outcome(course, simulation.planted, graded, simulation.broken)
    return replace(outcome, lost=lost)


@dataclass
class _Simulation:
    """A class on its way from release to grades."""

    course: Course
    catalogue: Course
    students: int
    watching: Watching
    planted: list[Planted] = field(default_factory=list)
    broken: int = 0
    graded: list[Graded] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    def release(self, lessons: list[str]) -> None:
        done = self.watching.step("release", len(lessons))
        for lesson in lessons:
            release(self.course, lesson)
            done(lesson)

    def hand_in(self, lessons: list[str], seed: int) -> None:
        """Make submissions, and collect them from the zips of a learning management system."""
        simulated = simulate(self.course, self.catalogue, lessons, self.students, seed)
        self.planted += simulated.planted
        self.broken += len(simulated.broken)
        zips = download(self.course, lessons)
        done = self.watching.step("collect", len(zips))
        for path in zips:
            roster = course_roster(self.course.root)
            collected = collect(self.course.root, [path], roster, Wanted())
            self.lost += [f"{left.file}: {left.why}" for left in collected.left_out]
            done(path.stem)

    def grade(self, grading: Grading, lessons: list[str]) -> None:
        """Grade what was handed in, and tell of each lesson when it is through."""
        by_lesson: dict[str, list[Graded]] = {lesson: [] for lesson in lessons}
        submissions = choose(grading, lessons, None)
        waiting = Counter(one.assignment for one in submissions)
        done = self.watching.step("grade", len(submissions))
        for one in grading.run(submissions):
            lesson = one.submission.assignment
            by_lesson[lesson].append(one)
            waiting[lesson] -= 1
            done(str(one.submission))
            if not waiting[lesson]:
                self.watching.tell(_told(lesson, by_lesson[lesson]))
        self.graded += [one for graded in by_lesson.values() for one in graded]


def _told(lesson: str, graded: list[Graded]) -> str:
    """A sentence on a lesson that is graded: ``05_loss: 30 graded, 8.4 of 10 points …``."""
    scored = [one for one in graded if not one.problem]
    if not scored:
        return f"{lesson}: none of {len(graded)} could be graded"
    mean = sum(one.score for one in scored) / len(scored)
    named = sum(len(one.named) for one in scored)
    return (
        f"{lesson}: {len(scored)} graded, {mean:.1f} of {scored[0].points:g} points on average,"
        f" {named} mistakes named"
    )


def _publish(course: Course, graded: list[Submission], step: Steps) -> list[str]:
    """Make the pages, the report and every export."""
    root, workers = course.root, os.cpu_count() or 1
    done = step("feedback", len(graded))
    lost: list[str] = []
    for submission, problem in make_pages(root, graded, workers=workers):
        lost += [f"{submission}: {problem}"] if problem else []
        done(str(submission))
    data = read_class(root, graded, workers=workers, done=step("report", len(graded)))
    write_whole(root / "report.html", report(root.name, data, summarise(data)))
    done = step("export", len(FORMATS) + 1)
    data = replace(data, canvas=canvas_numbers(root, course_roster(root)))
    for system, write in FORMATS.items():
        for name, text in write(data).items():
            place = name if name.parts else PurePosixPath("grades.csv")
            write_whole(root / "exports" / system / place, text)
        done(system)
    zips = feedback_zips(root, graded, read_ledger(root), "canvas")
    for name, packed in zips.files.items():
        write_whole(root / "exports" / "feedback-canvas" / name, packed)
    done("feedback-canvas")
    return [*lost, *zips.left_out]


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
    catalogue.take_along(folder)
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
    lost, told_of = set(found), set(named)
    missed = [f"{_called(one)} earned all its points" for one in mistakes if one not in lost]
    missed += [f"{_called(one)} was not named" for one in found if one not in told_of]
    right = [one for one in planted if one.kind in ("right", "variant")]
    robbed = [f"{_called(one)} is right and lost points" for one in right if _lost(scores, one)]
    common = Counter(f"{one.exercise}: {one.did}" for one in named).most_common(8)
    counts = len(mistakes), len(found), len(named)
    return DemoResult(graded, *counts, missed, robbed, [], broken, common)


def _called(one: Planted) -> str:
    return f"{one.student}/{one.lesson}: {one.exercise} ({one.label or one.kind})"


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
