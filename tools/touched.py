"""Which tests a change touches: those that were changed, those that import what was changed, and
those that read the whole code.
"""

from __future__ import annotations

import ast
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SPENT = ROOT / ".pytest_cache" / "v" / "training_loop" / "seconds"
"""Processor seconds of each test file, as the last `make test` noted them (tests/conftest.py)."""
READERS = tuple(ROOT / "tests" / f"test_{what}.py" for what in ("decisions", "house"))
"""They import nothing of what they look at."""
UNKNOWN = 5.0
"""Seconds that a file is taken to need before it has been timed."""
BUDGET = 60.0
"""Processor seconds of tests that are run: with two cores, half a minute."""


def changed_files() -> list[Path]:
    """What differs from the main branch, committed or not, and what is new."""
    base = _git("merge-base", "HEAD", "main") or ["HEAD"]
    names = _git("diff", "--name-only", base[0]) + _git(
        "ls-files", "--others", "--exclude-standard"
    )
    return [ROOT / name for name in dict.fromkeys(names) if (ROOT / name).is_file()]


def touched(changed: list[Path]) -> list[Path]:
    """The test files and notebooks that a change touches, those that cost least first."""
    modules = {_module(path) for path in changed if path.suffix == ".py"}
    tests = [path for path in (ROOT / "tests").rglob("test_*.py") if _is_touched(path, modules)]
    tests += READERS if modules else ()
    notebooks = [path for path in changed if path.match("solutions/*/*.ipynb")]
    seconds = _spent()
    return sorted(
        {*notebooks, *tests},
        key=lambda path: seconds.get(path.relative_to(ROOT).as_posix(), UNKNOWN),
    )


def affordable(files: list[Path]) -> tuple[list[Path], list[Path]]:
    """Those of the files that fit into the budget, and the rest."""
    seconds, left = _spent(), BUDGET
    for count, path in enumerate(files):
        left -= seconds.get(path.relative_to(ROOT).as_posix(), UNKNOWN)
        if left < 0:
            return files[:count], files[count:]
    return files, []


def _is_touched(test: Path, modules: set[str]) -> bool:
    return _module(test) in modules or not modules.isdisjoint(_imports(test))


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _module(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _spent() -> dict[str, float]:
    return dict(json.loads(SPENT.read_text())) if SPENT.is_file() else {}


def _git(*arguments: str) -> list[str]:
    run = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    return run.stdout.split("\n")[:-1] if run.returncode == 0 else []
