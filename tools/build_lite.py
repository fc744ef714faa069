"""Build the course as a JupyterLab that runs in a browser alone, with nothing to install.

    python tools/build_lite.py [FOLDER]

It holds the students' lessons and a wheel of `course_lib`. Python itself, NumPy, Matplotlib and
scikit-learn are fetched from Pyodide's distribution by the browser that opens it.
"""

import argparse
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat

from grader.course import Course, find_course

EXTENSIONS = ("@jupyterlite/pyodide-kernel-extension", "@jupyter-widgets/jupyterlab-manager")
"""Python for browsers, and the sliders. What else is installed here would ask for a server."""

SETUP = """import sys

if sys.platform == "emscripten":  # a browser: fetch what the lesson uses, once for each start
    import piplite

    await piplite.install(["numpy", "matplotlib", "scikit-learn", "ipywidgets"])
    await piplite.install("training-loop", deps=False)"""


def main() -> int:
    """Gather lessons and wheel, and run JupyterLite on them."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=Path("build/lite"))
    folder = parser.parse_args().folder.absolute()
    shutil.rmtree(folder, ignore_errors=True)
    course = find_course()
    gather(course, folder / "source")
    built = subprocess.run(
        [sys.executable, "-m", "jupyterlite_core", "build"],
        cwd=folder / "source",
        capture_output=True,
        text=True,
        check=False,
    )
    if built.returncode:
        print(built.stdout, built.stderr, sep="\n", file=sys.stderr)
    else:
        print(f"To open it: python -m http.server --directory {folder / 'html'}")
    return built.returncode


def gather(course: Course, source: Path) -> None:
    """Write all that JupyterLite reads into one folder."""
    for lesson in course.lessons():
        path = source / "lessons" / lesson / f"{lesson}.ipynb"
        path.parent.mkdir(parents=True)
        nbformat.write(for_a_browser(course.notebooks / lesson / path.name), path)
    wheel = build_wheel(course.root / "course_lib", source)
    extensions = Path(sys.prefix) / "share/jupyter/labextensions"
    settings = {
        "LiteBuildConfig": {
            "contents": ["lessons"],
            "output_dir": str(source.parent / "html"),
            "apps": ["lab"],
            "ignore_sys_prefix": ["federated_extensions"],
            "federated_extensions": [str(extensions / name) for name in EXTENSIONS],
            "no_sourcemaps": True,
        },
        "PipliteAddon": {"piplite_urls": [str(wheel)]},
    }
    text = json.dumps(settings, indent=2)
    (source / "jupyter_lite_config.json").write_text(text, encoding="utf-8")


def for_a_browser(path: Path) -> Any:
    """A lesson with a first cell that installs the course where there is nothing yet."""
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.insert(0, nbformat.v4.new_code_cell(SETUP, id="setup-in-a-browser"))
    return notebook


def build_wheel(package: Path, folder: Path) -> Path:
    """Make the wheel from a copy, so that nothing left of an earlier build gets into it."""
    copy = folder / "course_lib"
    shutil.copytree(
        package, copy, ignore=shutil.ignore_patterns("build", "*.egg-info", "__pycache__")
    )
    options = ["--no-deps", "--no-build-isolation", "--quiet", "--wheel-dir", str(folder)]
    subprocess.run([sys.executable, "-m", "pip", "wheel", *options, str(copy)], check=True)
    shutil.rmtree(copy)
    (wheel,) = folder.glob("*.whl")
    return wheel


if __name__ == "__main__":
    sys.exit(main())
