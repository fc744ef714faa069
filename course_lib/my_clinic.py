"""Lesson 11's seventh patient: the learner's own `fit` of lesson 08 with a bug planted in it."""

import ast
import copy
import difflib
import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from course_lib import loop, my_loop
from course_lib.checking.running.observe import quiet
from course_lib.optim import SGD

LESSON, PARTS = "08_repeat", ("train_step", "evaluate", "fit")


@dataclass(frozen=True)
class Bug:
    """A bug that can be planted: what it means, what it draws, and how it bends a program."""

    meaning: str
    draws: str
    bend: Callable[[ast.Module], None]


@dataclass(frozen=True)
class Patient:
    """A loop with a bug in it, beside the loop as it was written."""

    fit: Any
    healthy_fit: Any
    bug: str
    changes: str

    def named(self, bug: str) -> None:
        """Say whether this is the bug; if so, show what was changed."""
        if bug not in BUGS:
            print("Write one of:", ", ".join(f'"{name}"' for name in BUGS))
        elif bug == self.bug:
            print(f'Yes, "{bug}".')
            self.reveal()
        else:
            print(f'No. With "{bug}", {FAMILIES[bug].draws}.')

    def reveal(self) -> None:
        """Show the bug: the lines of the loop that were taken out (-) and put in (+)."""
        from IPython.display import display

        print(f"{self.bug}: {BUGS[self.bug]}.")
        data = {"text/markdown": f"```diff\n{self.changes}\n```", "text/plain": self.changes}
        display(data, raw=True)


def open_ward(rng: np.random.Generator, lessons: Path | None = None) -> Callable[[], Patient]:
    """Look for the learner's loop of lesson 08, and return `another()`, which hands out patients.

    What is missing there, or does not pass its check, comes from the library; one printed line says
    so. Every bug that changes this loop's history comes once before any comes again.

    Arguments: `rng` decides their order; `lessons`, the folder that holds the lessons' folders;
    left out, the folder above this notebook's.
    """
    sources, imports = _own_loop(Path.cwd().parent if lessons is None else lessons)
    healthy = _program(sources)
    bent = _bent_programs(healthy, imports)
    if not bent:
        print("No bug can be planted in this loop, so the library's takes its place.")
        healthy = _program([_plain_source(getattr(loop, name)) for name in PARTS])
        bent = _bent_programs(healthy, imports)
    waiting: list[str] = []

    def another() -> Patient:
        if not waiting:
            names = list(bent)
            waiting.extend(names[i] for i in rng.permutation(len(names)))
        bug = waiting.pop()
        fit, healthy_fit = (_made(program, imports)["fit"] for program in (bent[bug], healthy))
        return Patient(fit, healthy_fit, bug, _difference(healthy, bent[bug]))

    return another


def _program(sources: list[str]) -> ast.Module:
    return ast.parse("\n\n\n".join(sources))


def _bent_programs(healthy: ast.Module, imports: str) -> dict[str, ast.Module]:
    """The program with each of the bugs that run in it and change its history."""
    unchanged = (None, _trial(healthy, imports))
    bent = {name: _bent(healthy, bug) for name, bug in FAMILIES.items()}
    return {
        name: program for name, program in bent.items() if _trial(program, imports) not in unchanged
    }


def _own_loop(lessons: Path) -> tuple[list[str], str]:
    """The sources of the loop's functions, and of the imports that the learner's own need."""
    notebook = lessons / LESSON / f"{LESSON}.ipynb"
    namespace, reasons = my_loop.run_cells(notebook, PARTS)
    namespace.update({name: getattr(loop, name) for name in PARTS if reasons[name]})
    own = dict(my_loop.solution_cells(notebook, PARTS))
    sources: list[str] = []
    lent: dict[str, list[str]] = {}
    for name in PARTS:
        reason = reasons[name] or my_loop.shortfall(name, namespace)
        if reason:
            lent.setdefault(reason, []).append(name)
        sources.append(_plain_source(getattr(loop, name)) if reason else own[name])
    print(my_loop.report(len(PARTS), lent))
    return sources, own.get("imports", "")


def _plain_source(function: Any) -> str:
    """The library's code as a learner would write it: without types."""
    tree = ast.parse(inspect.getsource(function))
    for node in ast.walk(tree):
        if isinstance(node, ast.arg):
            node.annotation = None
        elif isinstance(node, ast.FunctionDef):
            node.returns = None
    return ast.unparse(tree)


def _made(program: ast.Module, imports: str) -> dict[str, Any]:
    """The names that a program defines, in a namespace of its own."""
    namespace = {**vars(loop), "__name__": "my_clinic"}
    for code in (imports, ast.unparse(program)):
        exec(compile(code, "my_clinic", "exec"), namespace)  # noqa: S102  the learner's own cells
    return namespace


def _trial(program: ast.Module, imports: str) -> Any:
    """The history of a short training run as text; `None` where the program stops with an error."""
    rng = np.random.default_rng(0)
    X, labels = rng.normal(size=(40, 2)), rng.integers(2, size=40)
    params = {"W1": rng.normal(size=(2, 2)), "b1": np.zeros(2)}
    try:
        with quiet():
            fit = _made(program, imports)["fit"]
            settings = {"optimizer": SGD(0.1), "epochs": 3, "batch_size": 12, "rng": rng}
            history = fit(params, X, labels, **settings)
        return {name: np.asarray(values).round(9).tolist() for name, values in history.items()}
    except Exception:  # noqa: BLE001  this bug does not fit this loop
        return None


def _bent(healthy: ast.Module, bug: Bug) -> ast.Module:
    """The program with the bug; the program as it is where there is no place for the bug."""
    program = copy.deepcopy(healthy)
    try:
        bug.bend(program)
    except (LookupError, StopIteration):
        return healthy
    return ast.fix_missing_locations(program)


def _difference(healthy: ast.Module, bent: ast.Module) -> str:
    """The changed lines of a program, each with its neighbours."""
    before, after = (ast.unparse(program).splitlines() for program in (healthy, bent))
    lines = difflib.unified_diff(before, after, lineterm="", n=2)
    return "\n".join(line for line in lines if not line.startswith(("---", "+++", "@@")))


# How a program is bent


def _function(program: ast.Module, name: str) -> Iterator[ast.FunctionDef]:
    yield from (
        node for node in program.body if isinstance(node, ast.FunctionDef) and node.name == name
    )


def _steps(program: ast.Module) -> Iterator[ast.Call]:
    """The calls of an optimizer's `step(params, grads)`."""
    for node in ast.walk(program):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "step"
            and len(node.args) == 2
        ):
            yield node


def _with(template: str, **parts: ast.expr) -> ast.expr:
    """An expression in which each of the names stands for an expression."""
    tree = ast.parse(template, mode="eval").body

    class Filled(ast.NodeTransformer):
        def visit_Name(self, node: ast.Name) -> ast.expr:
            return copy.deepcopy(parts.get(node.id, node))

    filled: ast.expr = Filled().visit(tree)
    return filled


def _handing_over(template: str, place: int) -> Callable[[ast.Module], None]:
    """Bends what is handed to `step`: `GIVEN` in the template is what stood there."""

    def bend(program: ast.Module) -> None:
        for call in _steps(program):
            call.args[place] = _with(template, GIVEN=call.args[place])

    return bend


def _pile_up(program: ast.Module) -> None:
    class Summed(ast.NodeTransformer):
        def visit_Expr(self, node: ast.Expr) -> Any:
            calls = [call for call in _steps(program) if call is node.value]
            if not calls:
                return node
            given = ast.unparse(calls[0].args[1])
            calls[0].args[1] = ast.Name("total", ast.Load())
            adding = f"for name, g in {given}.items():\n    total[name] = total.get(name, 0.0) + g"
            return [*ast.parse(adding).body, node]

    Summed().visit(program)
    program.body[:0] = ast.parse("total = {}").body


def _labels_reversed(program: ast.Module) -> None:
    for function in _function(program, "train_step"):
        labels = function.args.args[2].arg
        _insert(function.body, f"{labels} = {labels}[::-1]")


def _starts_anew(program: ast.Module) -> None:
    for function in _function(program, "fit"):
        params = function.args.args[0].arg
        epochs = next(node for node in function.body if isinstance(node, (ast.For, ast.While)))
        _insert(epochs.body, f"for name in first:\n    {params}[name][...] = first[name]")
        _insert(function.body, f"first = {{name: p.copy() for name, p in {params}.items()}}")


def _insert(body: list[ast.stmt], code: str) -> None:
    """Put statements at the beginning of a block, after its docstring."""
    first = body[0]
    text = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    body[text:text] = ast.parse(code).body


def _few_rows(program: ast.Module) -> None:
    for function in _function(program, "fit"):
        for node in ast.walk(function):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "evaluate":
                node.args[1:3] = [_with("GIVEN[:10]", GIVEN=rows) for rows in node.args[1:3]]


FAMILIES = {
    "step uphill": Bug(
        "the steps go along the gradient, not against it",
        "the loss would rise from the first epoch on, and go on rising",
        _handing_over("{name: -g for name, g in GIVEN.items()}", 1),
    ),
    "rate too large": Bug(
        "each step is 40 times as long as the optimizer makes it",
        "the loss would jump about, and lie above its start again and again",
        _handing_over("{name: 40 * g for name, g in GIVEN.items()}", 1),
    ),
    "rate too small": Bug(
        "each step is a hundredth of what the optimizer makes it",
        "the loss would fall in every epoch, but so little that the line looks almost straight",
        _handing_over("{name: 0.01 * g for name, g in GIVEN.items()}", 1),
    ),
    "weights never move": Bug(
        "the optimizer changes copies of the parameters",
        "both lines would be perfectly level from the first epoch to the last",
        _handing_over("{name: p.copy() for name, p in GIVEN.items()}", 0),
    ),
    "gradients pile up": Bug(
        "each gradient is added to all the earlier ones",
        "the loss would fall at first, and then swing: it would not settle",
        _pile_up,
    ),
    "labels turned round": Bug(
        "in each batch the labels stand in reverse order, and the rows do not",
        "the loss would stay close to that of guessing, ln 2 = 0.69, and the accuracy close to 0.5",
        _labels_reversed,
    ),
    "every epoch starts anew": Bug(
        "each epoch begins with the first parameters again",
        "the loss would be where the first epoch brings it, with a jitter, in every epoch",
        _starts_anew,
    ),
    "measured on few rows": Bug(
        "the history is measured on the first ten rows, not on all",
        "the accuracy would only take values in tenths, 0.7 or 0.8 and nothing between",
        _few_rows,
    ),
}
BUGS = {name: bug.meaning for name, bug in FAMILIES.items()}
"""What may be planted, and what it means."""
