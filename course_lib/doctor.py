"""Whether a computer is ready for the lessons, and how to mend what is not.

It runs before anything is installed, from the folder that was unzipped, so it needs nothing but
Python itself; also an old one, which must be able to read this file to say that it is too old.
"""

from __future__ import annotations

import ast
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

OLDEST = (3, 11)
PACKAGES = {
    "numpy": "2.0",
    "matplotlib": "3.9",
    "ipywidgets": "8.1",
    "jupyterlab": "4.2",
    "scikit-learn": "1.5",
}
"""What `pyproject.toml` asks for: it is not there once the package is installed."""

WIDGETS = "@jupyter-widgets/jupyterlab-manager"
KEYS = Path(__file__).resolve().parent / "keys"
KERNEL_SECONDS = 60
ASK_KERNEL = """
import sys
from jupyter_client.manager import start_new_kernel
manager, client = start_new_kernel(startup_timeout=float(sys.argv[1]), kernel_name="python3")
try:
    answer = client.execute_interactive(
        "", user_expressions={"python": "__import__('sys').prefix"}, timeout=float(sys.argv[1]),
        store_history=False,
    )
    print(answer["content"]["user_expressions"]["python"]["data"]["text/plain"])
finally:
    client.stop_channels()
    manager.shutdown_kernel(now=True)
"""
"""Starts the notebooks' kernel and prints the folder of its Python: in a process of its own, so
that a kernel that hangs can be ended with it.
"""


@dataclass(frozen=True)
class Result:
    """What one look at the computer brought: how it is, and how to mend it where it is not well."""

    state: str
    mend: str = ""


def python_version(version: tuple[int, ...] = tuple(sys.version_info[:3])) -> Result:
    """Whether Python is new enough."""
    state = f"Python {'.'.join(map(str, version))}"
    if version >= OLDEST:
        return Result(state)
    return Result(
        f"{state}, and the course needs {OLDEST[0]}.{OLDEST[1]} or newer",
        "Install a newer Python from https://www.python.org/downloads/, and make .venv with it.",
    )


def packages(version_of: Callable[[str], str] = metadata.version) -> Result:
    """Whether every package is there, and new enough."""
    lacking = []
    for name, oldest in PACKAGES.items():
        try:
            version = version_of(name)
        except metadata.PackageNotFoundError:
            lacking.append((name, "is missing"))
            continue
        if _numbers(version) < _numbers(oldest):
            lacking.append((name, f"is {version}, and {oldest} is the oldest that will do"))
    if not lacking:
        return Result(f"{len(PACKAGES)} packages, {', '.join(PACKAGES)}")
    wanted = " ".join(f'"{name}>={PACKAGES[name]}"' for name, _ in lacking)
    return Result(
        "; ".join(f"{name} {problem}" for name, problem in lacking), f"{_pip()} install {wanted}"
    )


def course(version_of: Callable[[str], str] = metadata.version) -> Result:
    """Whether the course is installed, so that a notebook in another folder can import it."""
    try:
        return Result(f"course_lib {version_of('training-loop')}")
    except metadata.PackageNotFoundError:
        folder = Path(__file__).resolve().parent
        return Result("course_lib is not installed", f'{_pip()} install "{folder}"')


def keys(folder: Path = KEYS) -> Result:
    """Whether `check()` can read what it holds answers against."""
    again = "Unzip the course once more and install `course_lib` from it."
    try:
        import course_lib.exercises  # noqa: F401  fills the registry
        from course_lib.checking.asked.exercise import REGISTRY
        from course_lib.checking.judging.keys import Damaged, load
    except ImportError as error:
        return Result(f"the checks cannot be imported: {error}", "Mend the packages first.")
    unreadable = []
    for name in REGISTRY:
        try:
            load(name, folder)
        except (FileNotFoundError, Damaged):
            unreadable.append(name)
    if unreadable:
        return Result(f"no key for {', '.join(unreadable[:3])}", again)
    return Result(f"the checks of {len(REGISTRY)} exercises")


def kernel(ask: Iterable[str] = (sys.executable, "-c", ASK_KERNEL, str(KERNEL_SECONDS))) -> Result:
    """Whether a notebook's kernel starts, and runs in this Python."""
    install = f"{_quoted(sys.executable)} -m ipykernel install --sys-prefix --name python3"
    try:
        done = subprocess.run(
            list(ask), capture_output=True, text=True, check=True, timeout=2 * KERNEL_SECONDS
        )
        prefix = Path(ast.literal_eval(done.stdout.splitlines()[-1]))
    except (subprocess.SubprocessError, OSError, ValueError, SyntaxError, IndexError) as error:
        said = (getattr(error, "stderr", None) or str(error)).strip().splitlines()
        last_line = said[-1] if said else type(error).__name__
        return Result(
            f"a notebook's kernel does not start: {last_line}", f"{_pip()} install ipykernel"
        )
    if prefix != Path(sys.prefix):
        return Result(f"notebooks run in another Python, {prefix}", install)
    return Result("a notebook's kernel starts in this Python")


def widgets(folders: Iterable[str] | None = None) -> Result:
    """Whether JupyterLab finds what draws the sliders."""
    if folders is None:
        try:
            from jupyter_core.paths import jupyter_path
        except ImportError:
            return Result("no Jupyter, so no sliders", "Mend the packages first.")
        folders = jupyter_path("labextensions")
    for folder in folders:
        if (Path(folder) / WIDGETS / "package.json").is_file():
            return Result("sliders in JupyterLab")
    return Result(
        "JupyterLab does not find its sliders",
        f"{_pip()} install --force-reinstall jupyterlab_widgets",
    )


def write_access(folders: Iterable[Path] | None = None) -> Result:
    """Whether notebooks can be saved in this folder, and Jupyter can keep its own files."""
    if folders is None:
        folders = [Path.cwd(), *_jupyter_runtime()]
    for folder in folders:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=str(folder)):
                pass
        except OSError as error:
            return Result(
                f"nothing can be written in {folder}: {error.strerror}",
                "Move the course into a folder of your own, such as Documents; on Windows, not"
                " inside the zip.",
            )
    return Result("your work can be saved here")


LOOKS: dict[str, Callable[[], Result]] = {
    "python": python_version,
    "packages": packages,
    "course": course,
    "checks": keys,
    "kernel": kernel,
    "widgets": widgets,
    "folder": write_access,
}


def _own_python(folder: Path) -> str:
    """The Python of the environment that lies in a folder, where another one runs; else nothing."""
    if Path(sys.prefix).resolve() == (folder / ".venv").resolve():
        return ""
    places = ".venv/bin/python", ".venv\\Scripts\\python.exe"
    return next((place for place in places if (folder / place.replace("\\", "/")).exists()), "")


def main(looks: dict[str, Callable[[], Result]] | None = None) -> int:
    """Look at everything and print it, one line each; return 1 if anything is to be mended."""
    if own := _own_python(Path.cwd()):
        print(
            f"The Python that was set up here is another one: {own} -m course_lib doctor asks it.\n"
        )
    ill = 0
    for name, look in (looks or LOOKS).items():
        result = look()
        # Plain letters: the console of Windows may not have a tick.
        print(f"{'MEND' if result.mend else 'ok':6}{name:10}{result.state}")
        if result.mend:
            ill += 1
            print(f"{'':16}-> {result.mend}")
    if ill:
        print(f"\n{ill} to mend, from the top: one may mend the next. Then run this again.")
        return 1
    in_a_clone = Path("Makefile").is_file()
    print(f"\nAll is well. Open the lessons with: {'make lab' if in_a_clone else 'jupyter lab'}")
    return 0


def _numbers(version: str) -> tuple[int, ...]:
    """The first two numbers of a version: "2.1.0rc1" gives (2, 1)."""
    return tuple(int(number) for number in version.split(".")[:2])


def _jupyter_runtime() -> list[Path]:
    try:
        from jupyter_core.paths import jupyter_runtime_dir
    except ImportError:
        return []
    return [Path(jupyter_runtime_dir())]


def _quoted(program: str) -> str:
    """A program as a shell takes it: PowerShell runs a quoted path only after `&`."""
    if " " not in program:
        return program
    return f'& "{program}"' if sys.platform == "win32" else f'"{program}"'


def _pip() -> str:
    return f"{_quoted(sys.executable)} -m pip"
