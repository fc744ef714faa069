"""``grader release``: register lessons in the gradebook, on a fresh clone too, and put the
notebooks in place.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from grader.configuration import load_config
from grader.course import Course
from grader.generate import copy_changed
from grader.nbgrader_api import generate_assignment


def release(course: Course, lesson: str) -> list[str]:
    """Release a lesson through nbgrader's own converter, database and all.

    nbgrader skips a lesson whose release exists, and its ``--force`` removes the folder first; so
    the release is made aside and copied over.

    Returns:
        The names of the files that changed.

    Raises:
        CourseError: nbgrader refuses, for instance since submissions exist and cells were added or
            removed.
    """
    with tempfile.TemporaryDirectory() as aside:
        config = load_config(course.root)
        config.CourseDirectory.release_directory = aside
        generate_assignment(config, lesson)
        return copy_changed(
            Path(aside) / lesson, course.notebooks / lesson, f"{course.notebooks.name}/{lesson}"
        )
