"""My loop: the parts that a learner wrote in lessons 03 to 07, taken from their notebooks for
lesson 08.
"""

import json
from pathlib import Path
from typing import Any

from course_lib.checking.asked.exercise import Exercise
from course_lib.checking.catalogue import find
from course_lib.checking.check import verdict_in
from course_lib.checking.running.library import library_version
from course_lib.checking.running.observe import quiet

PARTS = {
    "03_batches": ("num_batches", "shuffle_together", "minibatches"),
    "04_forward_pass": ("linear", "relu", "softmax", "init_params", "mlp_forward"),
    "05_loss": ("one_hot", "cross_entropy", "accuracy"),
    "06_backprop": ("linear_backward", "relu_backward", "cross_entropy_grad", "mlp_backward"),
    "07_updates": ("Adam",),
}
"""What a training loop for a classifier is made of, by the lesson that asks for it."""

NOT_FOUND, STOPS, NOT_PASSED = (
    "not found",
    "their cell stops with an error",
    "their checks do not pass",
)


def load(lessons: Path | None = None) -> dict[str, Any]:
    """Collect the parts of a training loop, the learner's own where they pass their checks, else
    the library's.

    Of each notebook only the imports cell and the solution cells of these parts are run. Own parts
    that call one another are joined, across lessons too. One printed line says which parts are the
    library's, and why.

    Arguments: `lessons`, the folder that holds the lessons' folders; left out, the folder above
    this notebook's.
    Returns: a function or class for every name in `PARTS`.
    """
    folder = Path.cwd().parent if lessons is None else lessons
    parts: dict[str, Any] = {}
    lent: dict[str, list[str]] = {}
    namespaces = []
    for lesson, names in PARTS.items():
        namespace, reasons = run_cells(folder / lesson / f"{lesson}.ipynb", names)
        namespace.update(
            {name: _library(name) for name in names if reasons[name]}
        )  # their callers can be checked
        namespaces.append(namespace)
        for name in names:
            reason = reasons[name] or shortfall(name, namespace)
            if reason:
                lent.setdefault(reason, []).append(name)
            parts[name] = _library(name) if reason else namespace[name]
    for namespace in namespaces:
        namespace.update({name: parts[name] for name in parts if name in namespace})
    print(report(len(parts), lent))
    return parts


def run_cells(notebook: Path, names: tuple[str, ...]) -> tuple[dict[str, Any], dict[str, str]]:
    """The names that a notebook's cells define, and why some of `names` are not among them."""
    namespace: dict[str, Any] = {"__name__": notebook.stem}
    reasons = dict.fromkeys(names, NOT_FOUND)
    for name, source in solution_cells(notebook, names):
        try:
            with quiet():
                exec(compile(source, notebook.name, "exec"), namespace)  # noqa: S102  the learner's own cell
        # Whatever is wrong with it, the library has the part too.
        except (Exception, SystemExit):  # noqa: BLE001
            reasons[name] = STOPS
        else:
            reasons[name] = "" if name in namespace else NOT_FOUND
    return namespace, reasons


def solution_cells(notebook: Path, names: tuple[str, ...]) -> list[tuple[str, str]]:
    """The imports cell (under the name "imports") and the solution cells of `names`, in order."""
    try:
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
        return [
            (name, _source(cell)) for cell in cells if (name := _part(cell)) in ("imports", *names)
        ]
    except (
        OSError,
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
    ):  # no notebook there, or none that can be read
        return []


def _part(cell: dict[str, Any]) -> str:
    """What a cell defines: "imports", the name of an exercise, or nothing."""
    meta = cell["metadata"]
    if "imports" in meta.get("tags", ()):
        return "imports"
    nbgrader = meta.get("nbgrader", {})
    return str(nbgrader["grade_id"]) if nbgrader.get("solution") else ""


def _source(cell: dict[str, Any]) -> str:
    """A cell's code, without the lines that only a notebook understands, such as `%matplotlib
    inline`.
    """
    lines = "".join(cell["source"]).splitlines()
    return "\n".join(line for line in lines if not line.startswith(("%", "!")))


def shortfall(name: str, namespace: dict[str, Any]) -> str:
    """Why a part that is there cannot be taken; nothing where it passes its check."""
    return "" if verdict_in(_exercise(name), namespace, namespace[name]).passed else NOT_PASSED


def _library(name: str) -> Any:
    return library_version(_exercise(name))


def _exercise(name: str) -> Exercise:
    exercise = find(name)
    if exercise is None:
        raise LookupError(f"no exercise is called {name}")
    return exercise


def report(count: int, lent: dict[str, list[str]]) -> str:
    """The line to print: how many of the parts are the learner's own, and where the library stands
    in.
    """
    if not lent:
        return f"All {count} parts of this loop are your own."
    own = count - sum(map(len, lent.values()))
    groups = "; ".join(f"{', '.join(names)} ({reason})" for reason, names in lent.items())
    return f"{own} of {count} parts of this loop are your own. From the library: {groups}."
