"""A look at all that a test cell does, which refuses what cannot be run apart."""

import ast
import builtins

from grader.engine.judging.separable.allowed import (
    ALIASES,
    ATTRIBUTES,
    BUILTINS,
    CHANGING,
    EXPRESSIONS_REFUSED,
    OF_IPYTHON,
    OF_NUMPY,
    ONLY,
    PLAIN_MODULES,
    SHELL,
    STATEMENTS,
)
from grader.engine.judging.separable.lesson import Lesson
from grader.engine.judging.separable.syntax import (
    attributes_of,
    imports_in,
    innermost,
    is_single,
    root_of,
    scopes_of,
    used_outside,
)


class Refused(Exception):
    """A cell cannot be run apart; says why."""


class Look:
    """A look at one test cell.

    Attributes:
        tree: its syntax.
        imports: of each name that it imports: the name, its module, and the statement.
        own: the names that it binds.
        asked: the names that are the submission's, once the look is over.
        lesson_imports: the lesson's imports that it stands on, likewise.
        is_changing: whether it changes values, by methods or by items, likewise.
    """

    def __init__(self, lesson: Lesson, tests_own: frozenset[str], source: str) -> None:
        self._lesson, self._tests_own = lesson, tests_own
        self.tree = ast.parse(source)
        self.imports = list(imports_in(self.tree))
        top, within = scopes_of(source)
        if within & (top | used_outside(source)):
            raise Refused("it has one name for several things")
        self.own = {*top, *within}
        self._modules = {name for name, module, _ in self.imports if module in PLAIN_MODULES}
        self._modules |= lesson.modules.keys() - self.own
        self.asked: set[str] = set()
        self.lesson_imports: set[str] = set()
        self.is_changing = False
        self._inside_call = 0
        self._called_builtins = False
        self._is_argument = False

    def go(self) -> None:
        """Look at the whole cell.

        Raises:
            Refused: it cannot be run apart.
        """
        for name, module, statement in self.imports:
            if module not in PLAIN_MODULES or name == "*":
                raise Refused(f"it imports {module}")
            self._look_at_used(module, statement.split()[3:4] if statement[0] == "f" else [])
        for part in self.tree.body:
            self._visit(part)
        if not self.asked and self._called_builtins:
            raise Refused("it may test a function of a built-in's name")

    def is_module(self, name: str) -> bool:
        """Whether a name stands for a library that a test may use."""
        return name in self._modules or (name in ALIASES and name not in self.own)

    def _visit(self, node: ast.AST) -> None:
        """Look at a node and all below it.

        Raises:
            Refused: it cannot be run apart.
        """
        if isinstance(node, ast.stmt) and not isinstance(node, STATEMENTS):
            raise Refused(f"it has a statement of its own kind ({type(node).__name__})")
        if isinstance(node, EXPRESSIONS_REFUSED):
            raise Refused(f"it has an expression of its own kind ({type(node).__name__})")
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
            raise Refused("it decorates a function")
        self._visit_below(node)

    def _visit_Name(self, node: ast.Name) -> None:
        name, lesson = node.id, self._lesson
        if name in self.own or not isinstance(node.ctx, ast.Load):
            return
        if name in SHELL or OF_IPYTHON.fullmatch(name):
            raise Refused(f"it uses {name} of IPython")
        if name in self._modules:
            self.lesson_imports.add(lesson.modules[name])
        elif name in self._tests_own and name not in lesson.defined:
            return
        elif name in vars(builtins) and name not in lesson.defined | lesson.given:
            self._look_at_builtin(name)
        else:
            self._look_at_asked(name)
            self.asked.add(name)

    def _look_at_builtin(self, name: str) -> None:
        if name not in BUILTINS:
            raise Refused(f"it uses {name}()")
        if not self._is_argument and not isinstance(getattr(builtins, name), (type, bool)):
            raise Refused(f"it uses {name} as if the submission had bound it")

    def _look_at_asked(self, name: str) -> None:
        lesson = self._lesson
        if name in lesson.foreign:
            raise Refused(f"it uses {name}, which the lesson imports")
        if name in lesson.given and not self._inside_call:
            raise Refused(f"it uses {name} of the lesson's own")
        if name in lesson.classes:
            raise Refused(f"it uses the class {name}")
        if lesson.is_open and name not in lesson.defined:
            raise Refused(f"it uses {name}, which the lesson may define out of sight")

    def _visit_Attribute(self, node: ast.Attribute) -> None:
        if not isinstance(node.ctx, ast.Load):
            raise Refused("it sets an attribute")
        root = root_of(node)
        if root is not None and self.is_module(root):
            self._visit(innermost(node))
            statement = self._statement_of(root)
            self._look_at_used(statement.split()[1], [*attributes_of(node)][::-1])
            return
        if node.attr not in ATTRIBUTES and not node.attr.startswith("assert"):
            raise Refused(f"it uses the attribute {node.attr}")
        self._visit(node.value)

    def _statement_of(self, name: str) -> str:
        """The statement that imports a module."""
        own = {bound: statement for bound, _, statement in self.imports}
        return own.get(name) or self._lesson.modules.get(name) or f"import {ALIASES[name]}"

    @staticmethod
    def _look_at_used(module: str, names: list[str]) -> None:
        """Look at what is used of a library, the outermost name first."""
        if module == "numpy" and OF_NUMPY & {*names}:
            raise Refused("it uses files, random numbers or settings of NumPy")
        if names and names[0] not in ONLY.get(module, names):
            raise Refused(f"it uses {names[0]} of {module}")
        if any(name.startswith("_") for name in names):
            raise Refused("it uses what a library keeps for itself")

    def _visit_Call(self, node: ast.Call) -> None:
        function = node.func
        if isinstance(function, ast.Name):
            self._look_at_called(function.id)
        if isinstance(function, ast.Attribute) and function.attr in CHANGING:
            self._look_at_changed(function.value)
        self._is_argument = True
        self._visit(function)
        is_theirs = isinstance(function, ast.Name) and function.id in self.asked
        self._inside_call += is_theirs
        for part in (*node.args, *node.keywords):
            self._is_argument = True
            self._visit(part)
        self._inside_call -= is_theirs
        self._is_argument = False

    def _look_at_called(self, name: str) -> None:
        if name in self.own | self._modules | self._tests_own:
            return
        if name in self._lesson.given:
            raise Refused(f"it calls {name} of the lesson's own")
        if name in ("str", "repr", "format") and self._lesson.has_settings:
            raise Refused("it shows numbers, in a lesson that sets how they are shown")
        if name in vars(builtins):
            is_class = isinstance(getattr(builtins, name), type)
            self._called_builtins = self._called_builtins or not (is_class or name == "print")
        elif name[:1].isupper() or name in self._lesson.classes:
            raise Refused(f"it makes an object of {name}")

    def _is_own(self, node: ast.expr) -> bool:
        while isinstance(node, (ast.Subscript, ast.Attribute)):
            node = node.value
        return not isinstance(node, ast.Name) or node.id in self.own

    def _visit_Subscript(self, node: ast.Subscript) -> None:
        if not isinstance(node.ctx, ast.Load):
            self._look_at_changed(node)
        self._visit_below(node)

    def _visit_AugAssign(self, node: ast.AugAssign) -> None:
        self.is_changing = True
        self._visit_below(node)

    def _look_at_changed(self, node: ast.expr) -> None:
        self.is_changing = True
        if not self._is_own(node):
            raise Refused("it changes a value of the submission's")

    def _visit_Compare(self, node: ast.Compare) -> None:
        sides = (node.left, *node.comparators)
        for operation, left, right in zip(node.ops, sides, sides[1:], strict=False):
            is_identity = isinstance(operation, (ast.Is, ast.IsNot))
            if is_identity and not (is_single(left) or is_single(right)):
                raise Refused("it asks whether two values are the same object")
        self._visit_below(node)

    def _visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        if self._lesson.has_settings:
            raise Refused("it shows numbers, in a lesson that sets how they are shown")
        self._visit_below(node)

    def _visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        if node.type is not None:
            names = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
            for name in names:
                root = root_of(name)
                known = isinstance(name, ast.Name) and name.id in vars(builtins)
                if not known and not (root and self.is_module(root)):
                    raise Refused("it catches an exception that is not Python's own")
        for statement in node.body:
            self._visit(statement)

    def _visit_With(self, node: ast.With) -> None:
        for item in node.items:
            call = item.context_expr
            name = call.func if isinstance(call, ast.Call) else call
            is_assertion = isinstance(name, ast.Attribute) and name.attr.startswith("assert")
            root = root_of(name)
            if not is_assertion and not (root and self.is_module(root)):
                raise Refused("it has a context of its own kind")
            raised = call.args if isinstance(call, ast.Call) else []
            if any(root_of(one) in self._lesson.classes for one in raised):
                raise Refused("it expects an exception that is not Python's own")
        self._visit_below(node)
