"""``grader bundle``: the zip that a student of a class gets. No solutions, no grader, no
history.
"""

from __future__ import annotations

import json
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import course_lib
from grader.course import OWN, Course, CourseError
from grader.files import write_whole
from grader.generate import generate_notebooks

HANDOUTS = ("reference_card.md", "glossary.md", "field_guide.md")
PICTURES = "images/field_guide"
"""From `docs/`: what a student likes to have at hand, and the pictures in it."""
LEFT_OUT = ("__pycache__", "build", ".ipynb_checkpoints")

README = """# The Training Loop

What really happens when a neural network trains: a series of notebooks, from one weight to your own
trainer.

## Install, once
You need Python 3.11 or newer. Open a terminal in the folder of this file. Installing takes about
three minutes and 630 MB, most of it JupyterLab, NumPy and Matplotlib.

Linux and macOS:

    python3 -m venv .venv
    .venv/bin/python -m pip install ./course_lib

Windows, in PowerShell or the Command Prompt (`python` for `py` if yours is from the Store):

    py -m venv .venv
    .venv\\Scripts\\python -m pip install .\\course_lib

conda or mamba, on each of them:

    conda env create --file environment.yml
    conda activate training-loop

## Work, each time
    .venv/bin/python -m jupyterlab lessons         (Linux and macOS)
    .venv\\Scripts\\python -m jupyterlab lessons     (Windows)
    python -m jupyterlab lessons                   (conda, once it is activated)

If something does not work, the same Python looks at your computer and says how to mend it:
`-m course_lib doctor` in the place of `-m jupyterlab lessons`. All is well if each line begins
with `ok`.

Open `00_start_here/00_start_here.ipynb` and read on from there. Every exercise has a cell with
`check("its name")` below it. The check tells you at once what is right, what is wrong and why;
nothing of it leaves your computer.

`progress()` shows how far you are and where to go on, `review()` brings back three exercises whose
mistakes you have made, with new numbers. For that, checks keep the mistakes that they name in
`my_mistakes.json` beside the lessons; delete it whenever you like.

`reference_card.md` has the conventions and all signatures on one page, `glossary.md` every term in
a sentence, and `field_guide.md` the loss curves of broken loops, with where to look.

Hand in the notebook itself, under its own name, the way your instructor tells you. You may add
cells, and rename or delete nothing that has a check. Warnings and prints cost no points.
"""


def bundle(course: Course, lessons: list[str], target: Path) -> int:
    """Write the students' zip, the same bytes each time; the answer is the number of files in it.

    Raises:
        CourseError: a lesson's student notebook has not been generated yet, or has been worked in,
            or a handout is missing.
    """
    missing = [
        lesson
        for lesson in lessons
        if not (course.notebooks / lesson / f"{lesson}.ipynb").is_file()
    ]
    if missing:
        raise CourseError(f"{missing[0]} has no student notebook yet: run `grader generate` first.")
    if worked := _worked_in(course, lessons):
        raise CourseError(
            f"notebooks/ is not what `grader generate` makes: {', '.join(worked)}. Somebody has"
            " worked in it; keep that elsewhere, and run `grader generate` first."
        )
    if course.is_own:
        wanted = [Path("docs", name) for name in HANDOUTS]
    else:
        wanted = [Path("handout", "README.md")]
    lost = [path for path in wanted if not (course.root / path).is_file()]
    if lost:
        raise CourseError(f"{lost[0]} is missing; it belongs into the students' zip.")
    aside = target.with_name(f".{target.name}.part")
    try:
        with zipfile.ZipFile(aside, "w", zipfile.ZIP_DEFLATED) as file:
            entries = sorted(_entries(course, lessons))
            for name, data in entries:
                file.writestr(
                    zipfile.ZipInfo(f"{course.name}/{name}", (2000, 1, 1, 0, 0, 0)),
                    data,
                    zipfile.ZIP_DEFLATED,
                )
        write_whole(target, aside.read_bytes())
    finally:
        aside.unlink(missing_ok=True)
    return len(entries)


def _worked_in(course: Course, lessons: list[str]) -> list[str]:
    """Cells of the students' notebooks that are not as they were generated, by lesson and id."""
    worked = []
    with tempfile.TemporaryDirectory() as name:
        generate_notebooks(course, lessons, Path(name))
        for lesson in lessons:
            file = f"{lesson}/{lesson}.ipynb"
            made, there = (_cells(folder / file) for folder in (Path(name), course.notebooks))
            if made != there:
                ids = [key for key in made | there if made.get(key) != there.get(key)]
                worked.append(f"{lesson} ({', '.join(ids[:_MOST_NAMED])})")
    return worked


def _cells(path: Path) -> dict[str, object]:
    cells = json.loads(path.read_bytes())["cells"]
    return {cell.get("id", str(number)): cell for number, cell in enumerate(cells)}


_MOST_NAMED = 5


def _entries(course: Course, lessons: list[str]) -> Iterator[tuple[str, bytes]]:
    for lesson in lessons:
        yield from _folder(course.notebooks / lesson, f"lessons/{lesson}")
    if course.is_own:
        yield from _own_handouts(course)
        yield from _folder(course.root / OWN, OWN)
    else:
        yield from _folder(course.root / "handout", "")
        yield from _folder(course.library, course.package)
        yield from _folder(Path(course_lib.__file__).parent, OWN)


def _own_handouts(course: Course) -> Iterator[tuple[str, bytes]]:
    yield "README.md", README.encode()
    yield "environment.yml", ENVIRONMENT.encode()
    for name in HANDOUTS:
        yield name, (course.root / "docs" / name).read_bytes()
    yield from _folder(course.root / "docs" / PICTURES, PICTURES)


def _folder(folder: Path, name: str) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if path.is_file() and not any(
            part in LEFT_OUT or part.startswith(".") or part.endswith(".egg-info")
            for part in inside.parts
        ):
            yield f"{name}/{inside.as_posix()}".lstrip("/"), path.read_bytes()


ENVIRONMENT = """name: training-loop
channels: [conda-forge]
dependencies:
  - python=3.12
  - pip
  - pip: [./course_lib]
"""
