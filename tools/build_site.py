"""Build the course's web site: lessons, reference, guides and handbook, readable without a network.

    python tools/build_site.py [--solutions] [FOLDER]

The lessons are the students' notebooks with the stored outputs of their given cells. With
``--solutions`` they hold the solutions and the verdicts too, for instructors.
"""

import argparse
import base64
import html
import importlib
import inspect
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat

from grader.course import Course, find_course
from grader.engine.documents.marks import visible

LEARNERS = ("reference_card", "glossary", "field_guide")
"""Pages of `docs/` that a learner wants at hand; every other page is about what lies behind it."""

OF_THE_LIBRARY = ("check", "progress", "ready", "review")
NOT_FOR_LEARNERS = ("__init__", "__main__", "broken", "doctor")
SECTION = re.compile(r"(Args|Arguments|Attributes|Returns|Yields|Raises|Source): ?(.*)")
MARK = re.compile(r"^ *### (BEGIN|END) SOLUTION\n?", re.MULTILINE)


def main() -> int:
    """Gather the sources and run Sphinx on them, with every warning an error."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=Path("build/site"))
    parser.add_argument("--solutions", action="store_true", help="with the solutions")
    asked = parser.parse_args()
    source, target = asked.folder / "source", asked.folder / "html"
    for folder in (source, target):
        shutil.rmtree(folder, ignore_errors=True)
    gather(find_course(), source, solutions=asked.solutions)
    options = ["--fail-on-warning", "--keep-going", "--quiet", "--jobs", "auto"]
    built = subprocess.run(
        [sys.executable, "-m", "sphinx", *options, "-b", "html", str(source), str(target)],
        check=False,
    )
    if built.returncode == 0:
        print(f"Open {target / 'index.html'}")
    return built.returncode


def gather(course: Course, source: Path, *, solutions: bool = False) -> None:
    """Write all that Sphinx reads into one folder."""
    docs = course.root / "docs"
    shutil.copytree(docs / "_site", source, ignore=shutil.ignore_patterns("__pycache__"))
    (source / "_static").mkdir()
    for name in ("site.css", "site.js"):
        (source / name).rename(source / "_static" / name)
    for page in sorted(docs.glob("*.md")):
        folder = source if page.stem in LEARNERS else source / "behind"
        folder.mkdir(exist_ok=True)
        shutil.copy(page, folder)
    for folder in (source, source / "behind"):
        shutil.copytree(docs / "images", folder / "images")
    (source / "lessons").mkdir()
    for lesson in course.lessons():
        figures = source / "_extra/lessons/figures" / lesson
        notebook = lesson_page(course, lesson, figures, solutions=solutions)
        nbformat.write(notebook, source / "lessons" / f"{lesson}.ipynb")
    (source / "api.md").write_text("\n".join(api()), encoding="utf-8")
    (source / "film.html").write_text(moving_picture(course), encoding="utf-8")


def moving_picture(course: Course) -> str:
    """The film of lesson 00, as it is stored there."""
    cells = nbformat.read(course.notebook("00_start_here"), as_version=4).cells
    (output,) = next(cell for cell in cells if cell.id == "network-trains").outputs
    return str(output.data["text/html"])


def lesson_page(course: Course, lesson: str, figures: Path, *, solutions: bool) -> Any:
    """A lesson's notebook to be read: its given cells with their outputs, figures as files.

    Args:
        course: the course.
        lesson: its folder's name.
        figures: the folder that gets the figures.
        solutions: whether solution cells hold the solutions and check cells their verdicts.
    """
    notebook = nbformat.read(course.notebooks / lesson / f"{lesson}.ipynb", as_version=4)
    solved = {cell.id: cell for cell in nbformat.read(course.notebook(lesson), as_version=4).cells}
    for cell in notebook.cells:
        is_exercise = "nbgrader" in cell.metadata
        if cell.cell_type == "code" and (solutions or not _is_personal(cell)):
            cell.outputs = [
                _with_file(output, figures / f"{cell.id}-{place}.png")
                for place, output in enumerate(solved[cell.id].outputs)
            ]
        if solutions and is_exercise:
            cell.source = MARK.sub("", visible(solved[cell.id].source)).strip()
        cell.metadata = {}
    return notebook


def _is_personal(cell: Any) -> bool:
    """Whether what a cell shows is about the reader's own answers."""
    return "nbgrader" in cell.metadata or cell.source.strip() == "progress()"


def _with_file(output: Any, path: Path) -> Any:
    """An output whose figure is a file of its own, with its text for whoever cannot see it."""
    data = output.get("data", {})
    if "image/png" not in data:
        return output
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(base64.b64decode(data["image/png"]))
    described = output.metadata.get("image/png", {})
    alt = html.escape(described.get("alt") or data["text/plain"])
    width = f' width="{described["width"]}"' if "width" in described else ""
    place = f"figures/{path.parent.name}/{path.name}"
    image = f'<figure class="output"><img src="{place}" alt="{alt}"{width} loading="lazy"></figure>'
    live = data.get("text/html", "").partition(">")[2]  # what follows the still
    return nbformat.v4.new_output("display_data", {"text/html": image + live})


def api() -> Iterator[str]:
    """The reference of the library in Markdown: every public name, with what it says of itself."""
    yield "# The library\n"
    yield "What a notebook imports. Shapes stand in brackets: `(n, d)` is n rows of d numbers.\n"
    yield "## In every lesson\n"
    package = importlib.import_module("course_lib")
    for name in OF_THE_LIBRARY:
        yield from _documented(name, getattr(package, name))
    for path in sorted(Path(package.__file__ or "").parent.glob("*.py")):
        if path.stem not in NOT_FOR_LEARNERS:
            yield from _module(f"course_lib.{path.stem}")


def _module(name: str) -> Iterator[str]:
    module = importlib.import_module(name)
    yield f"## `{name}`\n"
    yield f"{_markdown(inspect.getdoc(module) or '')}\n"
    for member, value in vars(module).items():
        is_own = getattr(value, "__module__", "") == name
        if not member.startswith("_") and is_own and inspect.getdoc(value):
            yield from _documented(f"{name.rpartition('.')[2]}.{member}", value)


def _documented(name: str, value: Any) -> Iterator[str]:
    """One function or class, a class with its public methods."""
    if not (inspect.isfunction(value) or inspect.isclass(value)):
        return
    kind = "class" if inspect.isclass(value) else "function"
    yield f"``````{{py:{kind}}} {name}{_signature(value)}"
    yield _markdown(inspect.getdoc(value) or "")
    for method, function in vars(value).items() if kind == "class" else ():
        if inspect.isfunction(function) and not method.startswith("_") and function.__doc__:
            yield f"\n`````{{py:method}} {method}{_signature(function)}"
            yield _markdown(inspect.getdoc(function) or "")
            yield "`````"
    yield "``````\n"


def _signature(value: Any) -> str:
    """The arguments by name, with what they are when left out; kinds stand in the text."""
    bare = []
    for parameter in inspect.signature(value).parameters.values():
        default = parameter.default
        if default is not parameter.empty and type(default) is object:
            default = ...  # a mark for "left out", whose text would be its place in memory
        if parameter.name != "self":
            bare.append(parameter.replace(annotation=parameter.empty, default=default))
    return str(inspect.Signature(bare)).replace("Ellipsis", "…")


def _markdown(doc: str) -> str:
    """A docstring as Markdown: its sections as paragraphs, and their entries as lists."""
    lines = []
    for line in doc.replace("``", "`").splitlines():
        section = SECTION.fullmatch(line)
        entry = re.fullmatch(r"    (\w+): (.*)", line)
        if section:
            title = section.group(1).replace("Args", "Arguments")
            lines += ["", f"**{title}:** {section.group(2)}"]
        elif entry:
            lines += ["", f"- `{entry.group(1)}`: {entry.group(2)}"]
        else:
            lines.append(line.strip() if line.startswith("     ") else line)
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
