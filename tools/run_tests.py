"""Run ruff, mypy and pytest one after the other, and say where the time went.

Every step runs, even after one has failed, so that one run shows all that is wrong. With `--lint`
pytest is left out; with `--quick` it runs what a change touches, as far as half a minute goes.
"""

import json
import os
import sys
import tempfile
import time
from pathlib import Path

from tools.spent import run
from tools.touched import affordable, changed_files, touched

ROOT = Path(__file__).resolve().parent.parent
SPENT = ROOT / "build" / "tests.json"
"""Processor seconds of each step of the last whole run, for `make bench-waiting`."""
MOST_WORKERS = (
    8  # each holds NumPy, Matplotlib and a kernel, and the tests are too few to keep more busy
)

LINT = {
    "ruff check": ["-m", "ruff", "check", "--quiet", "--output-format", "concise"],
    "ruff format": ["-m", "ruff", "format", "--check", "--quiet", "--output-format", "concise"],
    "mypy": ["-m", "mypy", "--no-error-summary"],
}


HIDDEN_KEYS = [
    "-c",
    (
        "from grader.course import find_course; from grader.hidden import hidden_keys; c ="
        " find_course(); hidden_keys(c, c.lessons())"
    ),
]
"""Built once before the tests, which would otherwise each build them, all at the same time."""


def main() -> int:
    """Run the steps; return 1 if any failed, else 0."""
    seconds: dict[str, float] = {}
    processor: dict[str, float] = {}
    failed = []
    with tempfile.TemporaryDirectory() as ipython:
        # Kernels that run side by side would share one history file, and a user's startup files
        # change outputs.
        environment = os.environ | {"IPYTHONDIR": ipython}
        # The workers take all cores already: a BLAS with threads of its own only makes them wait.
        environment |= dict.fromkeys(
            ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1"
        )
        # Containers often set it: each of the many processes would compile every library again.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        for name, command in steps(sys.argv[1:]).items():
            print(f"{name} ...", flush=True)
            start = time.perf_counter()
            environment["STEP_SECONDS"] = json.dumps(
                seconds
            )  # shown by the table in tests/conftest.py
            code, processor[name] = run([sys.executable, *command], cwd=ROOT, env=environment)
            seconds[name] = time.perf_counter() - start
            if code:
                failed.append(name)
    print(f"{sum(processor.values()):.0f} processor seconds, children of every process included")
    if "--lint" not in sys.argv and "--quick" not in sys.argv:
        SPENT.parent.mkdir(exist_ok=True)
        SPENT.write_text(json.dumps(processor))
    if failed:
        print(f"Failed: {', '.join(failed)}")
    return 1 if failed else 0


def steps(options: list[str]) -> dict[str, list[str]]:
    """The steps by name, each with Python's arguments."""
    if "--lint" in options:
        return LINT
    if "--quick" not in options:
        return LINT | {"hidden keys": HIDDEN_KEYS, "pytest": pytest_command()}
    chosen, others = affordable(touched(changed_files()))
    names = [path.relative_to(ROOT).as_posix() for path in chosen]
    if others:
        left_out = " ".join(path.relative_to(ROOT).as_posix() for path in others)
        print(f"Touched too, and left to `make test`: {left_out}")
    return LINT | ({"pytest": [*pytest_command(), *names]} if names else {})


def pytest_command() -> list[str]:
    """Return pytest's arguments: a worker a core, and each file on one worker.

    A notebook's cells need the kernel of the cells before them, so a file is never shared out.
    """
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    return ["-m", "pytest", "-q", "-n", str(min(cores, MOST_WORKERS)), "--dist", "loadfile"]


if __name__ == "__main__":
    sys.exit(main())
