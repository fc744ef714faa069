"""Which test cells of ordinary courses can be run apart from the submission, by value: decided from
the lesson's text alone, once, and never by what a submission says.

Such a cell calls the submission's functions, reads its plain variables, and compares what comes of
it with plain values. What it uses besides is Python's own, NumPy's, or its own.
"""

from __future__ import annotations

import ast
import builtins
import datetime as dt
import decimal
import fractions
import re
import symtable
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from grader.engine.outside.test_code import ASK, python_of
from grader.engine.protocol.job import Apart

_PLAIN_MODULES = frozenset(
    "numpy numpy.testing numpy.linalg math cmath unittest pytest nose nose.tools itertools "
    "collections fractions decimal numbers operator statistics string copy functools io contextlib "
    "datetime re".split()
)
"""What a test may use without the submission's process."""
_ONLY = {
    "pytest": {"raises", "approx"},
    "unittest": {"TestCase"},
    "io": {"StringIO"},
    "contextlib": {"redirect_stdout", "redirect_stderr", "suppress"},
}
"""Of some of them, all that it may use."""
_HARMLESS = {*sys.stdlib_module_names, "numpy", "matplotlib", "IPython", "pytest", "nose", "tqdm"}
"""Libraries whose own objects no answer is likely to be."""
_ALIASES = {"np": "numpy", "numpy": "numpy", "math": "math", "unittest": "unittest"}
_SHELL = {"get_ipython", "display", "In", "Out", "exit", "quit", ASK}
_NOT_BUILTINS = frozenset(
    "globals locals vars exec eval compile open input setattr getattr hasattr delattr dir help "
    "breakpoint super id exit quit copyright credits license display get_ipython memoryview".split()
)
_BUILTINS = frozenset(name for name in vars(builtins) if name[0] != "_") - _NOT_BUILTINS
_OF_NUMPY = frozenset(
    "random load loads save savez savez_compressed savetxt loadtxt genfromtxt fromfile memmap "
    "seterr errstate seterrcall setbufsize set_printoptions printoptions ctypeslib lib core _core "
    "f2py distutils test show_config info source lookfor DataSource open_memmap".split()
)
"""What of NumPy reads files, draws numbers, or changes settings."""
_PLAIN_KINDS = (
    *(int, float, complex, str, bytes, list, tuple, dict, set, frozenset, range, np.ndarray),
    *(np.float64, fractions.Fraction, decimal.Decimal, dt.datetime, dt.timedelta),
    *(dt.time, BaseException),
)
_ATTRIBUTES = (
    {name for kind in _PLAIN_KINDS for name in dir(kind) if not name.startswith("_")}
    | {"value", "match", "group", "groups", "getvalue", "__name__", "most_common"}
) - {
    "tzinfo",
    "tzname",
    "tofile",
    "dump",
    "dumps",
    "setflags",
    "data",
    "ctypes",
    "base",
    "with_traceback",
}
_CHANGING = frozenset(
    "append extend insert remove pop clear sort reverse update add discard setdefault popitem fill "
    "resize put itemset appendleft popleft difference_update intersection_update".split()
)
_SETTINGS = re.compile(
    r"printoptions|seterr|errstate|string_function|[gs]etcontext|simplefilter|filterwarnings"
)
_STATEMENTS = (
    *(ast.Expr, ast.Assert, ast.Assign, ast.AugAssign, ast.AnnAssign, ast.For, ast.While, ast.If),
    *(ast.Try, ast.With, ast.Pass, ast.Import, ast.ImportFrom, ast.Raise, ast.Break, ast.Continue),
    *(ast.FunctionDef, ast.Return),
)
_EXPRESSIONS_REFUSED = (ast.Await, ast.Yield, ast.YieldFrom, ast.NamedExpr)
_OPEN = re.compile(r"import\s+\*|%run|%load|%pylab|%%?cython|\bexec\(|globals\(\)", re.MULTILINE)
_OF_IPYTHON = re.compile(r"_+|_+i*\d*")
_WORD = re.compile(r"\w+")


class _Refused(Exception):
    """A cell cannot be run apart; says why."""


@dataclass(frozen=True)
class Lesson:
    """What a lesson's text says of the names in it.

    Attributes:
        modules: names that its cells import of what a test may use, and the statements for them.
        foreign: names that they import of anything else.
        given: names that cells of the instructor's own bind, answers and tests aside.
        classes: classes that it defines anywhere.
        defined: names that answers are to bind, as far as it says.
        is_plain: whether its answers are plain values, as far as it says: no other library is
            used, and no class defined.
        has_settings: whether it changes how numbers are shown or what warns.
        is_open: whether its cells may bind names that its text does not show.
    """

    modules: dict[str, str] = field(default_factory=dict)
    foreign: frozenset[str] = frozenset()
    given: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()
    defined: frozenset[str] = frozenset()
    is_plain: bool = True
    has_settings: bool = False
    is_open: bool = False


@dataclass(frozen=True)
class Cell:
    """A code cell: its text, and whether it is a test or an answer; else it is the lesson's own."""

    source: str
    is_test: bool = False
    is_answer: bool = False


def lesson_of(cells: Iterable[Cell]) -> Lesson:
    """What a lesson says of its names, from its code cells as they were released."""
    listed = list(cells)
    text = "\n".join(cell.source for cell in listed)
    trees = [(cell, tree) for cell in listed if (tree := _parsed(cell.source)) is not None]
    imported = [one for _, tree in trees for one in _imports(tree)]
    modules = {name: said for name, module, said in imported if module in _PLAIN_MODULES}
    classes: set[str] = set()
    bound = {True: set[str](), False: set[str]()}
    for cell, tree in trees:
        if not cell.is_test:
            classes |= _classes(tree)
            bound[cell.is_answer] |= {*_bound(tree)} - modules.keys()
    foreign = {name for name, module, _ in imported if module not in _PLAIN_MODULES}
    libraries = {module.partition(".")[0] for _, module, _ in imported}
    return Lesson(
        modules,
        frozenset(foreign - modules.keys()),
        frozenset(bound[False] - foreign),
        frozenset(classes),
        frozenset(bound[True]),
        is_plain=not classes and libraries <= _HARMLESS and len(trees) == len(listed),
        has_settings=bool(_SETTINGS.search(text)),
        is_open=bool(_OPEN.search(text)),
    )


def _classes(tree: ast.Module) -> set[str]:
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}


def _imports(tree: ast.Module) -> Iterator[tuple[str, str, str]]:
    """All that a cell imports, see _imported."""
    for node in ast.walk(tree):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            yield from _imported(node)


def _imported(node: ast.Import | ast.ImportFrom) -> Iterator[tuple[str, str, str]]:
    """Of each name that is imported: the name, its module, and a statement that imports it."""
    for alias in node.names:
        name = alias.asname or alias.name.partition(".")[0]
        rest = f" as {alias.asname}" if alias.asname else ""
        if isinstance(node, ast.Import):
            yield name, alias.name, f"import {alias.name}{rest}"
        else:
            module = "." * node.level + (node.module or "")
            yield name, module, f"from {module} import {alias.name}{rest}"


def _bound(tree: ast.Module) -> Iterator[str]:
    """The names that a cell binds in the notebook, and those within its functions."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            yield node.id
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            yield node.name
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            yield from (name for name, _, _ in _imported(node))


@lru_cache(maxsize=1024)
def _parsed(source: str) -> ast.Module | None:
    try:
        return ast.parse(python_of(source))
    except (SyntaxError, ValueError, RecursionError):
        return None


@dataclass(frozen=True)
class Shape:
    """What a test cell is made of.

    Attributes:
        asked: the names that are the submission's.
        own: the names that it binds.
        read: the names that it reads of its own and of test cells before it.
        is_changing: whether it changes values, by methods or by items.
        objects: names that it binds to objects of a library, which cannot cross.
        imports: its own imports, by the name that each binds.
        lesson_imports: of the lesson, for it.
    """

    asked: frozenset[str]
    own: frozenset[str]
    read: frozenset[str]
    is_changing: bool
    objects: frozenset[str]
    imports: tuple[tuple[str, str], ...]
    lesson_imports: tuple[str, ...]


def shape_of(source: str, lesson: Lesson, tests_own: frozenset[str]) -> Shape | str:
    """What a test cell is made of, or why it cannot be run apart.

    Args:
        source: the cell.
        lesson: what it belongs to.
        tests_own: names that test cells before it bind.
    """
    tree = _parsed(source)
    if tree is None:
        return "it is not plain Python"
    if "get_ipython()" in python_of(source):
        return "it uses IPython"
    try:
        return _Look(lesson, tests_own, python_of(source)).shape()
    except _Refused as why:
        return str(why)
    except RecursionError:
        return "it is nested too deeply"


class _Look:
    """A look at one test cell."""

    def __init__(self, lesson: Lesson, tests_own: frozenset[str], source: str) -> None:
        self._lesson, self._tests_own = lesson, tests_own
        self._tree = tree = ast.parse(source)
        self._imports = list(_imports(tree))
        top, within = _scopes(source)
        if within & (top | _used_outside(source)):
            raise _Refused("it has one name for several things")
        self._own = {*top, *within}
        self._modules = {name for name, module, _ in self._imports if module in _PLAIN_MODULES}
        self._modules |= lesson.modules.keys() - self._own
        self._asked: set[str] = set()
        self._lesson_imports: set[str] = set()
        self._inside_call = 0
        self._is_changing = False

    def shape(self) -> Shape:
        for name, module, statement in self._imports:
            if module not in _PLAIN_MODULES or name == "*":
                raise _Refused(f"it imports {module}")
            self._look_at_used(module, statement.split()[3:4] if statement[0] == "f" else [])
        for part in self._tree.body:
            self._visit(part)
        if not self._asked and self._called_builtins:
            raise _Refused("it may test a function of a built-in's name")
        asked = frozenset(self._asked - self._own)
        own = frozenset(self._own - {name for name, _, _ in self._imports})
        imports = tuple((name, statement) for name, _, statement in self._imports)
        read = frozenset(self._read & (own | self._tests_own))
        lessons = tuple(sorted(self._lesson_imports))
        changing = self._is_changing
        return Shape(asked, own, read, changing, frozenset(self._objects()), imports, lessons)

    def _objects(self) -> Iterator[str]:
        for node in ast.walk(self._tree):
            if isinstance(node, ast.With):
                yield from (
                    n.id
                    for item in node.items
                    for n in ast.walk(item)
                    if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
                )
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
                root = _root(node.value.func)
                if root and self._is_module(root) and root not in ("np", "numpy", "math"):
                    yield from (one.id for one in node.targets if isinstance(one, ast.Name))

    _called_builtins = False
    _is_argument = False

    @property
    def _read(self) -> set[str]:
        loads = (n for n in ast.walk(self._tree) if isinstance(n, ast.Name))
        changed = (
            n.target.id
            for n in ast.walk(self._tree)
            if isinstance(n, ast.AugAssign) and isinstance(n.target, ast.Name)
        )
        return {n.id for n in loads if isinstance(n.ctx, ast.Load)} | {*changed}

    def _visit(self, node: ast.AST) -> None:
        """Look at a node and all below it.

        Raises:
            _Refused: it cannot be run apart.
        """
        if isinstance(node, ast.stmt) and not isinstance(node, _STATEMENTS):
            raise _Refused(f"it has a statement of its own kind ({type(node).__name__})")
        if isinstance(node, _EXPRESSIONS_REFUSED):
            raise _Refused(f"it has an expression of its own kind ({type(node).__name__})")
        if not isinstance(node, (ast.Name, ast.Call, ast.keyword)):
            self._is_argument = False
        special = getattr(self, f"_visit_{type(node).__name__}", None)
        if special is not None:
            special(node)
        else:
            self._visit_below(node)

    def _visit_below(self, node: ast.AST) -> None:
        for child in ast.iter_child_nodes(node):
            self._visit(child)

    def _visit_Import(self, node: ast.Import) -> None:
        """Nothing more to look at: its modules are plain."""

    def _visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        """Nor here."""

    def _visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        if node.decorator_list:
            raise _Refused("it decorates a function")
        self._visit_below(node)

    def _visit_Name(self, node: ast.Name) -> None:
        name, lesson = node.id, self._lesson
        if name in self._own or not isinstance(node.ctx, ast.Load):
            return
        if name in _SHELL or _OF_IPYTHON.fullmatch(name):
            raise _Refused(f"it uses {name} of IPython")
        if name in self._modules:
            self._lesson_imports.add(lesson.modules[name])
        elif name in self._tests_own and name not in lesson.defined:
            return
        elif name in vars(builtins) and name not in lesson.defined | lesson.given:
            self._look_at_builtin(name)
        else:
            self._look_at_asked(name)
            self._asked.add(name)

    def _look_at_builtin(self, name: str) -> None:
        if name not in _BUILTINS:
            raise _Refused(f"it uses {name}()")
        if not self._is_argument and not isinstance(getattr(builtins, name), (type, bool)):
            raise _Refused(f"it uses {name} as if the submission had bound it")

    def _look_at_asked(self, name: str) -> None:
        lesson = self._lesson
        if name in lesson.foreign:
            raise _Refused(f"it uses {name}, which the lesson imports")
        if name in lesson.given and not self._inside_call:
            raise _Refused(f"it uses {name} of the lesson's own")
        if name in lesson.classes:
            raise _Refused(f"it uses the class {name}")
        if lesson.is_open and name not in lesson.defined:
            raise _Refused(f"it uses {name}, which the lesson may define out of sight")

    def _visit_Attribute(self, node: ast.Attribute) -> None:
        if not isinstance(node.ctx, ast.Load):
            raise _Refused("it sets an attribute")
        root = _root(node)
        if root is not None and self._is_module(root):
            self._visit(_name_of(node))
            statement = self._statement_of(root)
            self._look_at_used(statement.split()[1], [*_chain(node)][::-1])
            return
        if node.attr not in _ATTRIBUTES and not node.attr.startswith("assert"):
            raise _Refused(f"it uses the attribute {node.attr}")
        self._visit(node.value)

    def _statement_of(self, name: str) -> str:
        """The statement that imports a module."""
        own = {bound: statement for bound, _, statement in self._imports}
        return own.get(name) or self._lesson.modules.get(name) or f"import {_ALIASES[name]}"

    @staticmethod
    def _look_at_used(module: str, names: list[str]) -> None:
        """Look at what is used of a library, the outermost name first."""
        if module == "numpy" and _OF_NUMPY & {*names}:
            raise _Refused("it uses files, random numbers or settings of NumPy")
        if names and names[0] not in _ONLY.get(module, names):
            raise _Refused(f"it uses {names[0]} of {module}")
        if any(name.startswith("_") for name in names):
            raise _Refused("it uses what a library keeps for itself")

    def _is_module(self, root: str) -> bool:
        return root in self._modules or (root in _ALIASES and root not in self._own)

    def _visit_Call(self, node: ast.Call) -> None:
        function = node.func
        if isinstance(function, ast.Name):
            self._look_at_called(function.id)
        if isinstance(function, ast.Attribute) and function.attr in _CHANGING:
            self._look_at_changed(function.value)
        self._is_argument = True
        self._visit(function)
        is_theirs = isinstance(function, ast.Name) and function.id in self._asked - self._own
        self._inside_call += is_theirs
        for part in (*node.args, *node.keywords):
            self._is_argument = True
            self._visit(part)
        self._inside_call -= is_theirs
        self._is_argument = False

    def _look_at_called(self, name: str) -> None:
        if name in self._own | self._modules | self._tests_own:
            return
        if name in self._lesson.given:
            raise _Refused(f"it calls {name} of the lesson's own")
        if name in ("str", "repr", "format") and self._lesson.has_settings:
            raise _Refused("it shows numbers, in a lesson that sets how they are shown")
        if name in vars(builtins):
            is_class = isinstance(getattr(builtins, name), type)
            self._called_builtins = self._called_builtins or not (is_class or name == "print")
        elif name[:1].isupper() or name in self._lesson.classes:
            raise _Refused(f"it makes an object of {name}")

    def _is_own(self, node: ast.expr) -> bool:
        while isinstance(node, (ast.Subscript, ast.Attribute)):
            node = node.value
        return not isinstance(node, ast.Name) or node.id in self._own

    def _visit_Subscript(self, node: ast.Subscript) -> None:
        if not isinstance(node.ctx, ast.Load):
            self._look_at_changed(node)
        self._visit_below(node)

    def _visit_AugAssign(self, node: ast.AugAssign) -> None:
        self._is_changing = True
        self._visit_below(node)

    def _look_at_changed(self, node: ast.expr) -> None:
        self._is_changing = True
        if not self._is_own(node):
            raise _Refused("it changes a value of the submission's")

    def _visit_Compare(self, node: ast.Compare) -> None:
        sides = (node.left, *node.comparators)
        for operation, left, right in zip(node.ops, sides, sides[1:], strict=False):
            is_identity = isinstance(operation, (ast.Is, ast.IsNot))
            if is_identity and not (_is_single(left) or _is_single(right)):
                raise _Refused("it asks whether two values are the same object")
        self._visit_below(node)

    def _visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        if self._lesson.has_settings:
            raise _Refused("it shows numbers, in a lesson that sets how they are shown")
        self._visit_below(node)

    def _visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        if node.type is not None:
            names = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
            for name in names:
                root = _root(name)
                known = isinstance(name, ast.Name) and name.id in vars(builtins)
                if not known and not (root and self._is_module(root)):
                    raise _Refused("it catches an exception that is not Python's own")
        for statement in node.body:
            self._visit(statement)

    def _visit_With(self, node: ast.With) -> None:
        for item in node.items:
            call = item.context_expr
            name = call.func if isinstance(call, ast.Call) else call
            is_assertion = isinstance(name, ast.Attribute) and name.attr.startswith("assert")
            root = _root(name)
            if not is_assertion and not (root and self._is_module(root)):
                raise _Refused("it has a context of its own kind")
            raised = call.args if isinstance(call, ast.Call) else []
            if any(_root(one) in self._lesson.classes for one in raised):
                raise _Refused("it expects an exception that is not Python's own")
        self._visit_below(node)


def _scopes(source: str) -> tuple[set[str], set[str]]:
    """The names that a cell binds in the notebook, and those that it binds within functions."""
    table = symtable.symtable(source, "test", "exec")
    top = {one.get_name() for one in table.get_symbols() if _is_bound(one)}
    return top, {one.get_name() for one in _within(table) if one.is_local()}


def _used_outside(source: str) -> set[str]:
    """The names of the notebook that a cell reads, within functions too."""
    table = symtable.symtable(source, "test", "exec")
    top = {one.get_name() for one in table.get_symbols() if one.is_referenced()}
    return top | {one.get_name() for one in _within(table) if one.is_global()}


def _is_bound(symbol: symtable.Symbol) -> bool:
    return symbol.is_assigned() or symbol.is_imported() or symbol.is_namespace()


def _within(table: symtable.SymbolTable) -> Iterator[symtable.Symbol]:
    for child in table.get_children():
        yield from child.get_symbols()
        yield from _within(child)


def _chain(node: ast.expr) -> Iterator[str]:
    while isinstance(node, ast.Attribute):
        yield node.attr
        node = node.value


def _name_of(node: ast.expr) -> ast.expr:
    while isinstance(node, ast.Attribute):
        node = node.value
    return node


def _root(node: ast.expr) -> str | None:
    name = _name_of(node)
    return name.id if isinstance(name, ast.Name) else None


def _is_single(node: ast.expr) -> bool:
    """Whether there is only one object of this value: None, True, or a class of Python's own."""
    if isinstance(node, ast.Constant):
        return node.value is None or isinstance(node.value, bool)
    return isinstance(node, ast.Name) and isinstance(getattr(builtins, node.id, None), type)


def plans(lesson: Lesson, cells: Iterable[Cell]) -> list[Apart | str]:
    """How each cell of a notebook is run: apart, or beside the submission and why.

    Args:
        lesson: what it belongs to.
        cells: the code cells that are run, in order, the submission's own among them.
    """
    listed = list(cells)
    shapes: list[Shape | str] = []
    tests_own: frozenset[str] = frozenset()
    for cell in listed:
        found = shape_of(cell.source, lesson, tests_own) if cell.is_test else ""
        shapes.append(found)
        if isinstance(found, Shape):
            tests_own |= found.own | {name for name, _ in found.imports}
    needed: set[str] = set()
    for place in reversed(range(len(listed))):
        shape = shapes[place]
        if isinstance(shape, Shape) and shape.objects & needed:
            shapes[place] = "a later cell needs an object that it makes"
        if not isinstance(shapes[place], Shape):
            needed.update(_WORD.findall(listed[place].source))
    words = [
        frozenset() if isinstance(shape, Shape) else frozenset(_WORD.findall(cell.source))
        for cell, shape in zip(listed, shapes, strict=True)
    ]
    return [
        _plan(shape, lesson, shapes[:place], words, place) if isinstance(shape, Shape) else shape
        for place, shape in enumerate(shapes)
    ]


def _plan(
    shape: Shape,
    lesson: Lesson,
    before: list[Shape | str],
    words: list[frozenset[str]],
    place: int,
) -> Apart:
    """How a cell is run apart, given what the cells around it bind and mention."""
    later = frozenset().union(*words[place + 1 :])
    return Apart(
        shape.asked,
        tuple(
            sorted(name for name in shape.read - shape.asked if _is_fetched(name, before, words))
        ),
        "\n".join(shape.lesson_imports),
        tuple(sorted(shape.own & later)),
        tuple(statement for name, statement in shape.imports if name in later),
        is_changing=shape.is_changing,
        is_final=lesson.is_plain,
    )


def _is_fetched(name: str, before: list[Shape | str], words: list[frozenset[str]]) -> bool:
    """Whether cells beside the submission may have bound a name anew since a test cell did."""
    bound = [at for at, one in enumerate(before) if isinstance(one, Shape) and name in one.own]
    since = bound[-1] + 1 if bound else 0
    return any(name in said for said in words[since : len(before)])
