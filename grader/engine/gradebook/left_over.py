"""What lies in `submitted/` and is no submission: nobody is skipped without a word."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from grader.engine.gradebook.handed_in import TIMESTAMP, shown

_MOST = 200
"""Entries of one folder that are named."""


def left_over(
    submitted: Path, notebooks: Mapping[str, list[str]], is_meant: Callable[[str], bool]
) -> Iterator[str]:
    """What is not graded, and why, a line for each.

    Args:
        submitted: the folder with a folder for each student.
        notebooks: the notebooks of each released assignment.
        is_meant: whether a student is to be graded, by their id.
    """
    for name in _names(submitted):
        path = submitted / name
        if not is_meant(name):
            continue
        if not path.is_dir():
            yield f"{shown(name)}: a file, and not a student's folder"
            continue
        try:
            yield from _of_student(path, notebooks)
        except OSError as error:
            yield f"{shown(name)}: the folder cannot be read ({error.strerror})"


def _names(folder: Path) -> list[str]:
    if not folder.is_dir():
        return []
    return sorted(name for name in os.listdir(folder) if not name.startswith("."))[:_MOST]


def _of_student(student: Path, notebooks: Mapping[str, list[str]]) -> Iterator[str]:
    names = [name for name in _names(student) if name != TIMESTAMP]
    if not names:
        yield f"{shown(student.name)}: the folder is empty"
    for name in names:
        where = f"{shown(student.name)}/{shown(name)}"
        if name not in notebooks:
            yield f"{where}: {_no_lesson(name, student / name, list(notebooks))}"
        elif not (student / name).is_dir():
            yield f"{where}: a file, and not a folder with a submission"
        else:
            yield from (
                f"{where}/{notebook}.ipynb: belongs to {lesson}, which has a folder of its own"
                for lesson, notebook in _of_others(student, name, notebooks)
            )


def _no_lesson(name: str, path: Path, lessons: list[str]) -> str:
    kind = "folder" if path.is_dir() else "file"
    like = [lesson for lesson in lessons if lesson.lower() in name.lower()]
    hint = f"; is it {like[0]}? Rename it" if like and path.is_dir() else ""
    return f"no released lesson has a {kind} of this name{hint}"


def _of_others(
    student: Path, name: str, notebooks: Mapping[str, list[str]]
) -> Iterator[tuple[str, str]]:
    """Notebooks in an assignment's folder that are another's, for which nothing was handed in."""
    for lesson, own in notebooks.items():
        if lesson != name and not (student / lesson).is_dir():
            for notebook in own:
                is_another = notebook not in notebooks[name]
                if is_another and (student / name / f"{notebook}.ipynb").is_file():
                    yield lesson, notebook
