"""Ordinary nbgrader courses to grade in, and what their gradebooks say."""

import shutil
from collections.abc import Callable
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any
from unittest import mock

import nbformat
import nbgrader
from nbformat import NotebookNode
from nbgrader.api import Gradebook

from grader import options
from grader.autograde import Graded, Grading
from grader.configuration import load_config
from grader.course import CONFIG
from grader.engine.outside.pool import _do
from grader.nbgrader_api import generate_assignment
from grader.options import Options

GUIDE = Path(nbgrader.__file__).parent / "docs" / "source" / "user_guide"
SETTINGS = 'c = get_config()\nc.CourseDirectory.course_id = "course101"\n'


class Inline(Executor):
    """Does each task at once and in this process, whose warm worker serves all tests."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        done: Future[Any] = Future()
        try:
            with mock.patch.object(options, "do_watched", _do):
                done.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - it belongs to whoever asks for the result
            done.set_exception(error)
        return done


def grade(root: Path, **wanted: Any) -> list[Graded]:
    """Grade what is to be graded in a course, and give the outcomes."""
    with Grading(root, Options(start=Inline, **wanted)) as grading:
        found = grading.folders.submissions(grading.assignments())
        return list(grading.run(grading.to_do(found)))


def book(root: Path) -> Gradebook:
    return Gradebook(f"sqlite:///{root / 'gradebook.db'}", "course101")


def code(
    source: str, name: str = "", points: float | None = None, *, solution: bool = False
) -> NotebookNode:
    return _marked(nbformat.v4.new_code_cell(source), name, points, solution=solution)


def text(
    source: str, name: str = "", points: float | None = None, *, solution: bool = False
) -> NotebookNode:
    return _marked(nbformat.v4.new_markdown_cell(source), name, points, solution=solution)


def _marked(cell: NotebookNode, name: str, points: float | None, *, solution: bool) -> NotebookNode:
    if name:
        mark = {"grade_id": name, "grade": points is not None, "solution": solution, "task": False}
        mark |= {"locked": points is not None and not solution, "schema_version": 3}
        cell.metadata.nbgrader = mark | ({} if points is None else {"points": points})
    return cell


def write(path: Path, cells: list[NotebookNode]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    for number, cell in enumerate(cells):
        cell.id = f"c{number}"
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel}), path)


def make_course(
    root: Path, assignments: dict[str, dict[str, list[NotebookNode]]], settings: str = SETTINGS
) -> Path:
    """A released course: assignments by name, their notebooks by name."""
    root.mkdir(parents=True, exist_ok=True)
    (root / CONFIG).write_text(settings)
    for assignment, notebooks in assignments.items():
        for name, cells in notebooks.items():
            write(root / "source" / assignment / f"{name}.ipynb", cells)
        generate_assignment(load_config(root), assignment)
    return root


def quickstart(root: Path, settings: str = SETTINGS) -> Path:
    """nbgrader's own quickstart course with its two submissions, released."""
    root.mkdir(parents=True)
    (root / CONFIG).write_text(settings)
    for step in ("source/ps1", "submitted"):
        shutil.copytree(GUIDE / step, root / step)
    generate_assignment(load_config(root), "ps1")
    return root


def hand_in(
    root: Path,
    student: str,
    assignment: str,
    answers: dict[str, str] | None = None,
    *,
    when: str = "",
) -> Path:
    """Hand in the release, with some solution cells filled in; gives the submission's folder."""
    folder = root / "submitted" / student / assignment
    shutil.copytree(root / "release" / assignment, folder)
    for path in folder.glob("*.ipynb"):
        notebook = nbformat.read(path, as_version=4)
        for cell in notebook.cells:
            cell.source = (answers or {}).get(
                cell.metadata.get("nbgrader", {}).get("grade_id", ""), cell.source
            )
        nbformat.write(notebook, path)
    if when:
        (folder / "timestamp.txt").write_text(when)
    return folder


Grades = dict[str, Any]


def grades(root: Path) -> Grades:
    """All that autograding may change in a gradebook, by student, assignment, notebook and cell."""
    found: Grades = {}
    with book(root) as opened:
        for assignment in opened.assignments:
            for submission in assignment.submissions:
                who = f"{submission.student.id}/{assignment.name}"
                found[who] = (submission.score, submission.max_score, submission.timestamp)
                for notebook in submission.notebooks:
                    found[f"{who}/{notebook.name}"] = (
                        notebook.score,
                        notebook.late_submission_penalty,
                    )
                    for one in notebook.grades:
                        marks = (
                            one.auto_score,
                            one.manual_score,
                            one.extra_credit,
                            one.score,
                            one.needs_manual_grade,
                        )
                        found[f"{who}/{notebook.name}/{one.name}"] = marks
                    for one in notebook.comments:
                        found[f"{who}/{notebook.name}/{one.name}/comment"] = (
                            one.auto_comment,
                            one.manual_comment,
                        )
    return found
