"""What the text of an answer shows: facts, told where it is wrong and no mistake is named."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from course_lib.checking.asked.exercise import Exercise
from course_lib.checking.diagnosing.finding import Finding, Ground

LONGEST = 20_000
"""Characters of an answer that are read."""
MOST = 2
"""So many facts are told."""


def source_of(subject: Any) -> str:
    """The text of a function or class as its author wrote it; nothing where it is not at hand."""
    try:
        return textwrap.dedent(inspect.getsource(subject))
    except (OSError, TypeError, IndentationError, SyntaxError):
        return ""


def source_findings(exercise: Exercise, source: str, data: Collection[str] = ()) -> list[Finding]:
    """What stands in an answer that its author may not have meant.

    Args:
        exercise: what was asked.
        source: the cell or the function as it was written; other definitions in it are left alone.
        data: names of the notebook that hold numbers or arrays.
    """
    definition = _definition(exercise.name, source)
    if definition is None:
        return []
    certain = dict.fromkeys(_errors(definition))
    once = dict.fromkeys(_facts(exercise, definition, frozenset(data)))
    named = [Finding(did, think, did, Ground.MISTAKE) for did, think in certain]
    hints = [Finding(did, think, ground=Ground.SOURCE) for did, think in once]
    return [*named, *hints][:MOST]


def _definition(name: str, source: str) -> ast.FunctionDef | ast.ClassDef | None:
    """The last definition of that name."""
    if len(source) > LONGEST:
        return None
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    definitions = [
        node
        for node in body
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.name == name
    ]
    return definitions[-1] if definitions else None


Fact = tuple[str, str]


def _errors(definition: ast.FunctionDef | ast.ClassDef) -> Iterator[Fact]:
    """What cannot be meant."""
    functions = [node for node in ast.walk(definition) if isinstance(node, ast.FunctionDef)]
    for function in functions:
        yield from _stuck(function)
        yield from _keeps_nothing(function)
    if isinstance(definition, ast.ClassDef):
        yield from _without_self(definition)


def _facts(
    exercise: Exercise, definition: ast.FunctionDef | ast.ClassDef, data: frozenset[str]
) -> Iterator[Fact]:
    functions = [node for node in ast.walk(definition) if isinstance(node, ast.FunctionDef)]
    for function in functions:
        yield from _returns_at_once(function)
        yield from _dropped_results(exercise, function)
        yield from _powers(function)
        yield from _written_over(function)
    if isinstance(definition, ast.FunctionDef):
        yield from _never_read(definition)
        yield from _of_the_notebook(definition, data)


def _names(node: ast.AST, context: type[ast.expr_context]) -> set[str]:
    return {
        inner.id
        for inner in ast.walk(node)
        if isinstance(inner, ast.Name) and isinstance(inner.ctx, context)
    }


def _parameters(function: ast.FunctionDef) -> list[str]:
    arguments = function.args
    listed = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    return [argument.arg for argument in listed if argument.arg != "self"]


def _never_read(function: ast.FunctionDef) -> Iterator[Fact]:
    read = set().union(*(_names(statement, ast.Load) for statement in function.body))
    for name in _parameters(function):
        if name not in read:
            yield (
                f"In your code the argument `{name}` is never read.",
                f"What should change where `{name}` is another one?",
            )


def _of_the_notebook(function: ast.FunctionDef, data: frozenset[str]) -> Iterator[Fact]:
    read = set().union(*(_names(statement, ast.Load) for statement in function.body))
    own = set().union(*(_names(statement, ast.Store) for statement in function.body))
    for name in sorted((read & data) - own - set(_parameters(function))):
        yield (
            f"Your code reads `{name}`, a variable of the notebook and no argument.",
            "Which argument holds what is meant there?",
        )


def _returns_at_once(function: ast.FunctionDef) -> Iterator[Fact]:
    for loop in ast.walk(function):
        if not isinstance(loop, (ast.For, ast.While)):
            continue
        if any(isinstance(statement, ast.Return) for statement in loop.body):
            yield (
                "In your code a `return` stands inside of a loop, so that the loop ends in its "
                "first round.",
                "How far must `return` be indented, so that every round is run?",
            )


def _stuck(function: ast.FunctionDef) -> Iterator[Fact]:
    """A `while` whose condition nothing in it can change, and that nothing else leaves."""
    for loop in ast.walk(function):
        if not isinstance(loop, ast.While):
            continue
        called = {ast.unparse(n.func) for n in ast.walk(loop.test) if isinstance(n, ast.Call)}
        decide = _names(loop.test, ast.Load) - {"len"}
        inside = [inner for statement in loop.body for inner in ast.walk(statement)]
        leaves = any(isinstance(node, (ast.Break, ast.Return, ast.Raise)) for node in inside)
        if leaves or not decide or called - {"len"} or decide & set(_may_change(inside)):
            continue
        names = " and ".join(f"`{name}`" for name in sorted(decide))
        yield (
            f"In your code nothing inside of the `while` loop changes {names}, and its condition "
            "depends on nothing else.",
            "After which round should the loop end, and what must have changed by then?",
        )


def _may_change(nodes: Sequence[ast.AST]) -> Iterator[str]:
    """Names that are set, or whose object a method or a function may change."""
    for node in nodes:
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.Call):
            owner = [node.func.value] if isinstance(node.func, ast.Attribute) else []
            handed = [*node.args, *(keyword.value for keyword in node.keywords)]
            owner = [] if owner and node.func.attr == "copy" else owner  # type: ignore[attr-defined]
            yield from (one.id for one in [*owner, *handed] if isinstance(one, ast.Name))


def _keeps_nothing(function: ast.FunctionDef) -> Iterator[Fact]:
    """A name for what a call in place hands back, which is nothing."""
    read = _names(function, ast.Load)
    for statement in ast.walk(function):
        if not isinstance(statement, ast.Assign) or not isinstance(statement.value, ast.Call):
            continue
        called = statement.value.func
        targets = [target.id for target in statement.targets if isinstance(target, ast.Name)]
        if _works_in_place(called) and targets and targets[0] in read:
            yield (
                f"In your code `{targets[0]}` is what `{ast.unparse(called)}(…)` hands back: it "
                "works in place, and hands back nothing.",
                "What did that call change, and which name has the changed thing?",
            )


def _works_in_place(called: ast.expr) -> bool:
    """Whether a call changes what it is handed, and gives back nothing.

    NumPy's own `append` and `sort` are not the methods of that name: they make a new array.
    """
    if not isinstance(called, ast.Attribute):
        return False
    return called.attr in (IN_PLACE_OF_NUMPY if _is_numpy(called.value) else IN_PLACE)


IN_PLACE = {"shuffle", "append", "extend", "sort", "reverse"}
"""Methods that change their object or what they are handed, and give back nothing."""
IN_PLACE_OF_NUMPY = {"fill_diagonal", "copyto", "place", "put", "putmask", "put_along_axis"}
"""The same among NumPy's functions."""


def _without_self(definition: ast.ClassDef) -> Iterator[Fact]:
    """A name that one method sets for itself, and another one reads."""
    methods = [node for node in definition.body if isinstance(node, ast.FunctionDef)]
    for reader in methods:
        own = _names(reader, ast.Store) | set(_parameters(reader)) | {"self"}
        for setter in methods:
            lost = (_names(reader, ast.Load) - own) & _names(setter, ast.Store)
            for name in sorted(lost) if setter is not reader else []:
                yield (
                    f"In your code `{setter.name}` sets a name `{name}` of its own, and "
                    f"`{reader.name}` reads one that it does not have.",
                    "Where does an object keep what its methods share?",
                )


HARMLESS = IN_PLACE_OF_NUMPY | {"seterr", "set_printoptions", "save", "savez", "savetxt"}
"""NumPy's functions whose result nobody keeps."""


def _dropped_results(exercise: Exercise, function: ast.FunctionDef) -> Iterator[Fact]:
    for statement in ast.walk(function):
        if not isinstance(statement, ast.Expr) or not isinstance(statement.value, ast.Call):
            continue
        called = statement.value.func
        name = called.id if isinstance(called, ast.Name) else ""
        is_numpy = isinstance(called, ast.Attribute) and _is_numpy(called.value)
        if is_numpy:
            name = called.attr  # type: ignore[attr-defined]
        is_earlier = name in exercise.uses and name != "train_step"
        keeps = any(keyword.arg == "out" for keyword in statement.value.keywords)
        if (is_numpy or is_earlier) and name not in HARMLESS and not keeps:
            yield (
                f"In your code the result of `{ast.unparse(called)}(…)` is not kept: the line "
                "stands by itself.",
                "What does that call hand back, and who takes it?",
            )


def _is_numpy(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and node.id in ("np", "numpy")


def _powers(function: ast.FunctionDef) -> Iterator[Fact]:
    for node in ast.walk(function):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitXor):
            text = ast.unparse(node)
            yield (
                f"In your code `{text}` is no power: `^` compares bits.",
                "How does Python write a square?",
            )


def _written_over(function: ast.FunctionDef) -> Iterator[Fact]:
    for loop in ast.walk(function):
        if isinstance(loop, ast.For):
            for name in sorted(_names(loop.target, ast.Store) & _names(loop.iter, ast.Load)):
                yield (
                    f"Your loop's variable is called `{name}`, like what it goes over: the first "
                    "round writes over it.",
                    f"What is `{name}` after the loop has run once?",
                )
