"""Grades one submission in Gradescope's container, where `grader gradescope-zip` has been unpacked.

Run there as ``python -m grader.gradescope``. Source: gradescope-autograders.readthedocs.io,
Autograder Specifications.
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

from grader.autograde import Grading
from grader.desk.class_data import read_class
from grader.desk.export import to_gradescope
from grader.engine.gradebook.filing import Submission
from grader.engine.gradebook.handed_in import TIMESTAMP
from grader.files import write_whole
from grader.options import Options

HOME = Path("/autograder")
STUDENT = "student"
"""Gradescope knows who it is; the gradebook in the container holds nobody else."""


def main() -> None:
    """Grade what lies in the container."""
    grade_in(Path(os.environ.get("AUTOGRADER_HOME", HOME)))


def grade_in(home: Path) -> None:
    """Grade `submission/` and write `results/results.json`.

    Args:
        home: the folder that Gradescope calls `/autograder`.
    """
    root = home / "source"
    lesson = (root / "lesson.txt").read_text(encoding="utf-8").strip()
    submission = Submission(lesson, STUDENT)
    with Grading(root, Options()) as grading:
        _hand_in(home, grading.folders.handed_in(submission))
        (graded,) = grading.run([submission])
    data = read_class(root, [submission])
    if graded.problem or not data.entries:
        why = graded.problem or data.ungraded[0][1]
        text = json.dumps({"score": 0, "output": f"This could not be graded: {why}"})
    else:
        (text,) = to_gradescope(data).values()
    write_whole(home / "results" / "results.json", text)


def _hand_in(home: Path, place: Path) -> None:
    """Copy the submission to where it is graded; links stay links, and are refused there."""
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(home / "submission", place, symlinks=True)
    about = json.loads((home / "submission_metadata.json").read_text(encoding="utf-8"))
    (place / TIMESTAMP).write_text(about["created_at"], encoding="utf-8")


if __name__ == "__main__":
    main()
