"""Makes a course from the template, which is itself a course and is called Signals."""

from __future__ import annotations

import re
import shutil
import tempfile
from importlib.resources import as_file, files
from pathlib import Path

from grader.course import OWN, CourseError

PACKAGE, TITLE, NAME = "signals_lib", "Signals", '"signals"'
"""How the template calls itself, and nothing else in it."""
RENAMED = {"gitignore": ".gitignore"}
"""What would have a meaning in the template's own place."""


def new_course(folder: Path) -> str:
    """Make a course in a folder that is not there yet, or empty; whole or not at all.

    Returns:
        The name of its package, ``"signals_lib"`` for ``signals``.

    Raises:
        CourseError: the folder holds something, cannot be written, or has a name that no package
            can be made from.
    """
    package = package_for(folder.resolve())
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise CourseError(f"{folder} is there and not empty: name a new folder.")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".new-course-") as aside:
            made = Path(aside, "course")
            with as_file(files("grader.new_course") / "template") as template:
                _write(template, made, folder.resolve().name, package)
            _put(made, folder)
    except OSError as error:
        raise CourseError(f"{folder} cannot be made: {error.strerror}.") from error
    return package


def _put(made: Path, folder: Path) -> None:
    """Move a whole course to its place. A folder that is there may be somebody's current one, so it
    stays and is filled.
    """
    if not folder.exists():
        made.rename(folder)
        return
    try:
        for path in sorted(made.iterdir()):
            path.rename(folder / path.name)
    except OSError:  # it was empty
        for path in folder.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        raise


def package_for(folder: Path) -> str:
    """The name of the package of a course in a folder.

    Raises:
        CourseError: there is none.
    """
    words = re.findall(r"[a-z0-9]+", folder.name.lower())
    package = f"{'_'.join(words)}_lib"
    if not words or not package.isidentifier():
        raise CourseError(
            f"{folder.name}: name the folder with letters and digits, and begin with a letter."
        )
    if package == OWN:
        raise CourseError(f"{OWN} is the library's own name: call the folder something else.")
    return package


def _write(template: Path, target: Path, name: str, package: str) -> None:
    """Copy the template, with the course's own name in the place of the template's."""
    title = " ".join(re.findall(r"[^\W_]+", name))
    title = title[:1].upper() + title[1:]
    for path in sorted(template.rglob("*")):
        if path.is_dir() or "__pycache__" in path.parts:
            continue
        parts = path.relative_to(template).parts
        place = target.joinpath(*(package if part == PACKAGE else part for part in parts))
        place = place.with_name(RENAMED.get(place.name, place.name))
        place.parent.mkdir(parents=True, exist_ok=True)
        text = path.read_text(encoding="utf-8").replace(PACKAGE, package)
        text = text.replace(NAME, f'"{package.removesuffix("_lib")}"').replace(TITLE, title)
        place.write_text(text, encoding="utf-8")
