"""A small simulated class to grade, for tests of where the work is done and where the grades are
kept.
"""

import shutil
from pathlib import Path

from grader.autograde import Graded, Grading, choose
from grader.course import CONFIG, Course, find_course
from grader.engine.gradebook.opening import gradebook
from grader.options import Options
from grader.release import release
from grader.simulate import simulate

LESSON = "00_start_here"
Scores = dict[tuple[str, str], float]


def with_one_lesson(folder: Path, repository: Course) -> Course:
    """A course with one lesson and the repository's hidden cases, in an empty folder."""
    shutil.copy(repository.root / CONFIG, folder / CONFIG)
    shutil.copytree(repository.solutions / LESSON, folder / "solutions" / LESSON)
    shutil.copytree(repository.variants, folder / "tests" / "variants")
    share_hidden(repository, Course(folder))
    return Course(folder)


def make_class(folder: Path, students: int, settings: str = "") -> Course:
    """A course in an empty folder, its lesson released and handed in; `settings` are added to its
    configuration.
    """
    repository = find_course()
    folder.mkdir(parents=True, exist_ok=True)
    course = with_one_lesson(folder, repository)
    with (folder / CONFIG).open("a") as file:
        file.write(f"\n{settings}\n")
    release(course, LESSON)
    simulate(course, repository, [LESSON], students, seed=4)
    return course


def share_hidden(repository: Course, course: Course) -> None:
    """Let a course of tests ask the repository's hidden cases: their keys are built once."""
    repository.hidden.mkdir(exist_ok=True)
    course.hidden.symlink_to(repository.hidden.resolve(), target_is_directory=True)


def another(course: Course, folder: Path, settings: str = "") -> Course:
    """The same class and the same hidden cases once more, with an empty gradebook of its own."""
    left_out = shutil.ignore_patterns("gradebook.db", "autograded", CONFIG)
    shutil.copytree(course.root, folder, ignore=left_out, symlinks=True)
    (folder / CONFIG).write_text((course.root / CONFIG).read_text() + f"\n{settings}\n")
    release(Course(folder), LESSON)
    return Course(folder)


def grade(course: Course, options: Options | None = None) -> list[Graded]:
    """Grade what is left to grade."""
    with Grading(course.root, options or Options()) as grading:
        return list(grading.run(grading.to_do(choose(grading, [], None))))


def scores(course: Course) -> Scores:
    """Every grade in the gradebook, each of which is there once."""
    with gradebook(course) as book:
        found = [
            ((submission.student.id, grade.name), grade.score)
            for submission in book.assignment_submissions(LESSON)
            for notebook in submission.notebooks
            for grade in notebook.grades
        ]
    assert len(dict(found)) == len(found)
    return dict(found)
