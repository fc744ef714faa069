"""Where a course keeps its things, and the errors that an instructor can mend."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

CONFIG = "nbgrader_config.py"
GRADEBOOK = "gradebook.db"
NO_GRADEBOOK = "There is no gradebook yet: run `grader release` first."


class CourseError(Exception):
    """Something that the person at the keyboard can mend: one line that says what to do."""


@dataclass(frozen=True)
class Course:
    """The folders of The Training Loop, under the directory that holds nbgrader's configuration."""

    root: Path

    @property
    def solutions(self) -> Path:
        """The instructor's notebooks."""
        return self.root / "solutions"

    @property
    def notebooks(self) -> Path:
        """The students' notebooks, generated."""
        return self.root / "notebooks"

    @property
    def keys(self) -> Path:
        """The keys of the visible cases, generated."""
        return self.root / "course_lib" / "keys"

    @property
    def hidden(self) -> Path:
        """The hidden seed and the keys of the hidden cases; git ignores it."""
        return self.root / ".hidden"

    @property
    def variants(self) -> Path:
        """Right answers in other styles."""
        return self.root / "tests" / "variants"

    @property
    def trials(self) -> Path:
        """Answers that people gave."""
        return self.root / "tests" / "trials"

    def lessons(self) -> list[str]:
        """The lessons' folder names in order, ``["00_start_here", …]``."""
        return sorted(
            path.parent.name for path in self.solutions.glob("*/*.ipynb") if _is_lesson(path)
        )

    def notebook(self, lesson: str) -> Path:
        """The instructor's notebook of a lesson."""
        return self.solutions / lesson / f"{lesson}.ipynb"

    def chosen(self, names: list[str]) -> list[str]:
        """The lessons meant by ``names``: folder names, or their number or tail alone; all where
        none is named.

        Raises:
            CourseError: a name means no lesson.
        """
        lessons = self.lessons()
        return [self._one(name, lessons) for name in names] if names else lessons

    def _one(self, name: str, lessons: list[str]) -> str:
        name = name.strip("/").rpartition("/")[2].removesuffix(".ipynb")
        found = [lesson for lesson in lessons if name in (lesson, *lesson.split("_", 1))]
        if not found:
            raise CourseError(
                f"There is no lesson '{name}'. The lessons are: {', '.join(lessons)}."
            )
        return found[0]


def _is_lesson(path: Path) -> bool:
    return path.stem == path.parent.name and path.parent.name[:1].isdigit()


def lesson_module(lesson: str) -> str:
    """The name of the modules that belong to a lesson: ``05_loss`` → ``loss``."""
    return lesson.split("_", 1)[1]


def find_root(start: Path | None = None) -> Path:
    """The nbgrader course that a directory lies in: the nearest one above with nbgrader's
    configuration.

    Raises:
        CourseError: there is none.
    """
    return _nearest(start, CONFIG)


def find_course(start: Path | None = None) -> Course:
    """The course of this kind that a directory lies in: the nearest one above with ``solutions``
    too.

    Raises:
        CourseError: there is none.
    """
    return Course(_nearest(start, CONFIG, "solutions"))


def _nearest(start: Path | None, *wanted: str) -> Path:
    """The nearest folder, ``start`` or the working directory first, that holds all that is
    wanted.
    """
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if all((folder / name).exists() for name in wanted):
            return folder
    raise CourseError(
        f"No course here: go to the folder that holds {' and '.join(wanted)}, and run the command"
        " there."
    )
