"""A course's configuration, which is nbgrader's, read without importing nbgrader."""

from __future__ import annotations

import sys
from pathlib import Path

from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from grader.course import CONFIG, CourseError
from grader.term.reading import FILE, read_term

_PLUGIN = "grader.term.penalty.TermPenalty"


def load_config(root: Path) -> Config:
    """nbgrader's configuration of a course, with the course's own folder as its root.

    Raises:
        CourseError: there is no configuration, or it cannot be run.
    """
    if not (root / CONFIG).is_file():
        raise CourseError(f"No course here: there is no {CONFIG} in {root.name}/.")
    try:
        config = PyFileConfigLoader(CONFIG, path=str(root)).load_config()
    except Exception as error:  # the file is Python: anything can happen in it
        raise CourseError(f"{CONFIG} cannot be read: {type(error).__name__}: {error}") from error
    config.CourseDirectory.root = str(root)
    _obey_term(config, root)
    if str(root) not in sys.path:
        sys.path.append(str(root))  # plugins lie in the course's folder
    return config


def _obey_term(config: Config, root: Path) -> None:
    """Let a term file decide what being late costs, where the course has one.

    Raises:
        CourseError: the file is wrong, or the course has a plugin of its own for that.
    """
    term = read_term(root)
    if term is None:
        return
    own = config.AssignLatePenalties.get("plugin_class", _PLUGIN)
    if own != _PLUGIN and term.late.per_day:
        raise CourseError(
            f"{FILE} says what being late costs, and {CONFIG} names {own} for that: keep one."
        )
    config.AssignLatePenalties.plugin_class = own
