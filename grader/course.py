"""Where a course keeps its things, and the errors that an instructor can mend.

A course is a folder with nbgrader's configuration and `solutions/`. Its `course.toml` names the
package that its students import; without one it is The Training Loop, whose package is
`course_lib`.
"""

from __future__ import annotations

import shutil
import tomllib
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

CONFIG = "nbgrader_config.py"
GRADEBOOK = "gradebook.db"
NO_GRADEBOOK = "There is no gradebook yet: run `grader release` first."
FILE = "course.toml"
OWN = "course_lib"


class CourseError(Exception):
    """Something that the person at the keyboard can mend: one line that says what to do."""


@dataclass(frozen=True)
class Course:
    """The folders of a course, under the directory that holds nbgrader's configuration."""

    root: Path

    @cached_property
    def package(self) -> str:
        """What its students import, ``"course_lib"``.

        Raises:
            CourseError: ``course.toml`` does not say it.
        """
        return _package_named(self.root / FILE)

    @property
    def is_own(self) -> bool:
        """Whether it is The Training Loop, whose package and mistakes are installed."""
        return self.package == OWN

    @property
    def name(self) -> str:
        """What the zip that students get is called."""
        return "training-loop" if self.is_own else self.root.name

    @property
    def library(self) -> Path:
        """The folder of that package."""
        if not self.is_own:
            return self.root / self.package
        import course_lib

        return Path(course_lib.__file__).resolve().parent

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
        return self.root / self.package / "keys"

    @property
    def mistakes(self) -> Path:
        """What goes wrong, a module for each lesson."""
        return Path(__file__).parent / "mistakes" if self.is_own else self.root / "mistakes"

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

    @property
    def secrets(self) -> tuple[Path, ...]:
        """What no submission may read, wherever the course lies."""
        names = "submitted", "autograded", "feedback", "gradebook.db", "demo"
        taught = self.solutions, self.mistakes, self.hidden, self.root / "tests"
        return *taught, *(self.root / name for name in names)

    def take_along(self, folder: Path) -> None:
        """Copy to another folder what makes it a course of its own kind: ``course.toml``, package
        and mistakes, where it has them.
        """
        if self.is_own:
            return
        shutil.copy(self.root / FILE, folder / FILE)
        for source in (self.library, self.mistakes):
            if source.is_dir():
                place = folder / source.name
                shutil.copytree(source, place, ignore=shutil.ignore_patterns("__pycache__"))

    def ask(self) -> None:
        """Let this process ask the exercises of this course, and no others.

        Raises:
            CourseError: its package cannot be imported.
        """
        from course_lib.checking.asked.course import open_course

        with self.told_where():
            open_course(self.package, str(self.library))

    @contextmanager
    def told_where(self) -> Iterator[None]:
        """Tell of an error in a file of the course as what it is: something to mend there.

        Raises:
            CourseError: in its place.
        """
        try:
            yield
        except Exception as error:
            if self.is_own or isinstance(error, CourseError):
                raise
            raise CourseError(f"{_place(error, self.root)}: {type(error).__name__}: {error}") from (
                error
            )

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


def _package_named(path: Path) -> str:
    """The package that a ``course.toml`` names; the library's own where there is no such file."""
    if not path.is_file():
        return OWN
    try:
        package = tomllib.loads(path.read_text(encoding="utf-8")).get("package")
    except (OSError, ValueError) as error:
        raise CourseError(f"{FILE} cannot be read: {error}") from error
    if not isinstance(package, str) or not package.isidentifier():
        raise CourseError(f'{FILE} must name the students\' package: package = "signals_lib".')
    if package != OWN and not (path.parent / package / "__init__.py").is_file():
        raise CourseError(
            f"{FILE} names {package}, and there is no {package}/__init__.py beside it."
        )
    return package


def _place(error: Exception, root: Path) -> str:
    """The file and the line of a course in which an error stands, seen from its folder."""
    frames = [(frame.filename, frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]
    if isinstance(error, SyntaxError):
        frames.append((error.filename or "", error.lineno))
    for file, line in reversed(frames):
        if Path(file).is_relative_to(root):
            return f"{Path(file).relative_to(root)}, line {line}"
    return root.name


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
