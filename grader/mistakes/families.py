"""Families of mistakes: edits that are made by rule from every reference solution.

They stand below the mistakes that a person wrote. Each sentence is filled with names that the
statement of the exercise knows too, never with a line of the solution, and says no more than what
was compared: that the answer is what comes out of that edit.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from course_lib.checking.asked.exercise import Exercise, asked_signature
from grader.mistakes import Mistake

COMES_OUT = "Your answer is exactly what comes out when "
NAMELESS = "the line that adds up"
NOTHING_ADDED = "nothing is ever added up: the line that should do it is missing"
MOST = 60
"""Variations of one exercise, in the order of the rules."""

Change = Callable[[Any], None]
"""Changes a node of a copy of the solution in place."""


@dataclass(frozen=True)
class Bend:
    """One edit: the node that it changes, how, and what to tell its author."""

    node: ast.AST
    change: Change
    when: str
    think: str


class Speaker:
    """Calls loops, lines and calls by what a learner knows of them."""

    def __init__(self, known: frozenset[str]) -> None:
        self.known = known

    def loop(self, loop: ast.For | ast.While) -> str:
        """What a loop goes over: "the loop over `epochs`"."""
        if isinstance(loop, ast.While):
            return "the `while` loop"
        if isinstance(loop.iter, ast.Call) and _called(loop.iter) in self.known:
            return f"the loop over `{_called(loop.iter)}`"
        names = self.names(loop.iter)
        return f"the loop over `{names[0]}`" if names else "the loop"

    def names(self, node: ast.AST) -> list[str]:
        """The names in a piece of code that a learner knows, each once."""
        inside = [
            ast.unparse(inner)
            for inner in ast.walk(node)
            if isinstance(inner, (ast.Name, ast.Attribute))
        ]
        return [name for name in dict.fromkeys(inside) if name in self.known]

    def line(self, statement: ast.stmt) -> str:
        """What a line does: "the line that sets `w`"; nothing where it cannot be said."""
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
            return self._call(statement.value)
        if isinstance(statement, ast.AugAssign):
            names = self.names(statement.target)
            return f"the line that changes `{names[0]}`" if names else NAMELESS
        if isinstance(statement, ast.Assign):
            names = [name for target in statement.targets for name in self.names(target)]
            text = " and ".join(f"`{name}`" for name in names)
            return f"the line that sets {text}" if text else ""
        return ""

    def _call(self, call: ast.Call) -> str:
        if isinstance(call.func, ast.Attribute) and call.func.attr == "append":
            names = self.names(call.func.value)
            return f"the line that appends to `{names[0]}`" if names else "a line that appends"
        return f"the call of `{_called(call)}`" if _called(call) in self.known else ""


def _called(call: ast.Call) -> str:
    """The name of the function or method that is called."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


Rule = Callable[[ast.AST, Speaker], Iterator[Bend]]


def family(exercise: Exercise, source: str) -> list[Mistake]:
    """The mistakes that the rules make from a solution, each source once.

    Args:
        exercise: what is asked.
        source: the solution cell.
    """
    tree = ast.parse(source)
    places = {id(node): place for place, node in enumerate(ast.walk(tree))}
    bent: dict[str, Mistake] = {ast.unparse(tree): Mistake(exercise.name, "", (), "", "")}
    for bend in _bends(tree, exercise):
        text = _bent(tree, places[id(bend.node)], bend.change)
        if text is None or text in bent:
            continue
        did = f"{COMES_OUT}{bend.when}."
        bent[text] = Mistake(exercise.name, f"rule: {bend.when}", (), did, bend.think, instead=text)
    return list(bent.values())[1 : MOST + 1]


def _bends(tree: ast.AST, exercise: Exercise) -> Iterator[Bend]:
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    asked = [*asked_signature(exercise.signature).parameters, *exercise.parts, *exercise.uses]
    arguments = [argument.arg for node in functions for argument in node.args.args]
    speaker = Speaker(frozenset([*asked, *arguments]) - {"self"})
    for rule in RULES:
        for function in functions:
            for node in ast.walk(function):
                yield from rule(node, speaker)
    for function in functions:
        yield from _constants(function, exercise)


def _bent(tree: ast.AST, place: int, change: Change) -> str | None:
    """The source with a change made in a copy; ``None`` where that is no Python."""
    twin = copy.deepcopy(tree)
    change(next(node for i, node in enumerate(ast.walk(twin)) if i == place))
    text = ast.unparse(ast.fix_missing_locations(twin))
    try:
        compile(text, "<bent>", "exec")
    except SyntaxError:
        return None
    return text


def _on(edit: Callable[..., None], *arguments: Any) -> Change:
    """The change that an edit makes to a node."""
    return lambda node: edit(node, *arguments)


def _in(field: str, edit: Callable[..., None], *arguments: Any) -> Change:
    """The change that an edit makes to a list of a node."""
    return lambda node: edit(getattr(node, field), *arguments)


def _simple(statement: ast.stmt) -> bool:
    """Whether it is one line of work: no loop, no condition, no `return`, no docstring."""
    if isinstance(statement, ast.Expr):
        return not isinstance(statement.value, ast.Constant)
    return isinstance(statement, (ast.Assign, ast.AugAssign))


def _blocks(node: ast.AST) -> Iterator[tuple[str, list[ast.stmt]]]:
    for field in ("body", "orelse"):
        block = getattr(node, field, None)
        if isinstance(block, list) and block and isinstance(block[0], ast.stmt):
            yield field, block


def _return_inside(node: ast.AST, say: Speaker) -> Iterator[Bend]:
    for field, block in _blocks(node):
        for i, statement in enumerate(block[:-1]):
            if isinstance(statement, ast.For) and isinstance(block[i + 1], ast.Return):
                for depth, loop in enumerate(_nested(statement)):
                    yield Bend(
                        node,
                        _in(field, _move_return, i, depth),
                        f"{say.loop(loop)} ends in its first round, by a `return` or a `break` "
                        "inside of it",
                        "What ends the loop, and after which round should it end?",
                    )


def _nested(loop: ast.For) -> list[ast.For]:
    """A loop, and those inside of it, each the last of its kind in the one around it."""
    loops = [loop]
    while inner := [one for one in loops[-1].body if isinstance(one, ast.For)]:
        loops.append(inner[-1])
    return loops


def _move_return(block: list[ast.stmt], place: int, depth: int) -> None:
    loop = block[place]
    assert isinstance(loop, ast.For)
    _nested(loop)[depth].body.append(block.pop(place + 1))


def _forgets(node: ast.AST, say: Speaker) -> Iterator[Bend]:
    if isinstance(node, (ast.For, ast.While)):
        for place, statement in enumerate(node.body):
            if isinstance(statement, ast.AugAssign):
                names = say.names(statement.target)
                what = f"`{names[0]}`" if names else "the sum"
                yield Bend(
                    node,
                    _in("body", _to_assign, place),
                    f"{what} is set anew in every round of {say.loop(node)} (`=`), where it "
                    "should keep what it had (`+=`)",
                    f"What is left of {what} from the rounds before?",
                )


def _to_assign(block: list[ast.stmt], place: int) -> None:
    statement = block[place]
    assert isinstance(statement, ast.AugAssign)
    block[place] = ast.Assign([statement.target], statement.value)


def _depth(node: ast.AST, say: Speaker) -> Iterator[Bend]:
    for field, block in _blocks(node):
        for i, statement in enumerate(block):
            if isinstance(statement, ast.For):
                yield from _ends_elsewhere(node, field, i, say)
                yield from _begins_elsewhere(node, field, i, say)


def _ends_elsewhere(node: ast.AST, field: str, place: int, say: Speaker) -> Iterator[Bend]:
    """The line behind a loop inside of it, and the reverse."""
    block = getattr(node, field)
    loop = block[place]
    if place + 1 < len(block) and _simple(block[place + 1]) and say.line(block[place + 1]):
        yield Bend(
            node,
            _in(field, _move_in, place),
            f"{say.line(block[place + 1])} stands inside of {say.loop(loop)}, so that it is run "
            "in every round",
            HOW_OFTEN,
        )
    last = loop.body[-1]
    if len(loop.body) > 1 and _simple(last) and say.line(last):
        yield Bend(
            node,
            _in(field, _move_out, place),
            f"{say.line(last)} stands behind {say.loop(loop)}, so that it is run once",
            HOW_OFTEN,
        )


HOW_OFTEN = "How often should that line be run?"


def _begins_elsewhere(node: ast.AST, field: str, place: int, say: Speaker) -> Iterator[Bend]:
    """What is set before a loop inside of it, and the reverse."""
    block = getattr(node, field)
    loop = block[place]
    where = say.loop(loop)
    for line in range(place):
        if isinstance(block[line], ast.Assign):
            yield Bend(
                node,
                _in(field, _start_inside, place, line),
                f"what is set once before {where} is set inside of it, so that every round begins "
                "anew",
                "What should outlive one round?",
            )
    for line, inner in enumerate(loop.body[:-1]):
        if isinstance(inner, ast.Assign) and not _reads(inner.value):
            yield Bend(
                node,
                _in(field, _start_before, place, line),
                f"what every round of {where} begins with is set once, before it",
                "What should each round begin with?",
            )


def _reads(value: ast.AST) -> bool:
    return any(isinstance(node, ast.Name) for node in ast.walk(value))


def _move_in(block: list[Any], loop: int) -> None:
    block[loop].body.append(block.pop(loop + 1))


def _move_out(block: list[Any], loop: int) -> None:
    block.insert(loop + 1, block[loop].body.pop())


def _start_inside(block: list[Any], loop: int, line: int) -> None:
    block[loop].body.insert(0, block[line])
    block.pop(line)


def _start_before(block: list[Any], loop: int, line: int) -> None:
    block.insert(loop, block[loop].body.pop(line))


def _neighbours(node: ast.AST, say: Speaker) -> Iterator[Bend]:
    for field, block in _blocks(node):
        for i in range(len(block) - 1):
            first, second = say.line(block[i]), say.line(block[i + 1])
            if first and second and _simple(block[i]) and _simple(block[i + 1]):
                yield Bend(
                    node,
                    _in(field, _swap, i),
                    f"{second} comes before {first}",
                    "Which of the two needs what the other one makes, or makes new?",
                )


def _swap(block: list[ast.stmt], place: int) -> None:
    block[place], block[place + 1] = block[place + 1], block[place]


def _step_turned(node: ast.AST, say: Speaker) -> Iterator[Bend]:
    """What is taken off the old value, with the two in each other's place."""
    if not isinstance(node, ast.Assign) or not isinstance(node.value, ast.BinOp):
        return
    target, old = ast.unparse(node.targets[0]), ast.unparse(node.value.left)
    if isinstance(node.value.op, ast.Sub) and target == old and target in say.known:
        yield Bend(
            node,
            _turn_difference,
            f"the two terms of the step change places: the old `{target}` is taken off the step",
            f"What is `{target}` where the step is 0, and what should it be?",
        )


def _turn_difference(assignment: Any) -> None:
    difference = assignment.value
    difference.left, difference.right = difference.right, difference.left


def _not_done(node: ast.AST, say: Speaker) -> Iterator[Bend]:
    for field, block in _blocks(node):
        for i, statement in enumerate(block):
            is_call = isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Call)
            name = _called(statement.value) if is_call else ""  # type: ignore[attr-defined]
            if name in say.known:
                yield Bend(
                    node,
                    _in(field, _drop_result, i),
                    f"the result of `{name}` is not kept under a name",
                    "What does that call hand back, and who takes it?",
                )
            if isinstance(statement, (ast.AugAssign, ast.Expr)) and say.line(statement):
                line = say.line(statement)
                yield Bend(
                    node,
                    _in(field, _set, i, ast.Pass()),
                    NOTHING_ADDED if line == NAMELESS else f"{line} is missing",
                    "Which step of the statement has no line of its own yet?",
                )


def _set(block: list[Any], place: int, statement: ast.stmt) -> None:
    block[place] = statement


def _drop_result(block: list[Any], place: int) -> None:
    block[place] = ast.Expr(block[place].value)


def _rounds(node: ast.AST, say: Speaker) -> Iterator[Bend]:
    if not isinstance(node, ast.For) or not _is_range(node.iter):
        return
    head = say.loop(node)
    arguments = node.iter.args  # type: ignore[attr-defined]
    last = 0 if len(arguments) == 1 else 1
    ends = ast.unparse(arguments[last])
    for text, when in (
        (f"{ends} - 1", "ends one round too early"),
        (f"{ends} + 1", "goes on for one round too many"),
    ):
        yield Bend(
            node,
            _on(_set_argument, last, text),
            f"{head} {when}",
            "What are the first and the last value that the loop takes?",
        )
    if len(arguments) == 1:
        yield Bend(
            node,
            _on(_from_one, ends),
            f"{head} begins at 1",
            "What is the first value that the loop should take?",
        )
    if len(arguments) == 3:
        yield Bend(
            node,
            _no_step,
            f"{head} goes on by 1 each time",
            "How far should each round go?",
        )


def _set_argument(loop: Any, place: int, text: str) -> None:
    loop.iter.args[place] = _expression(text)


def _from_one(loop: Any, end: str) -> None:
    loop.iter = _expression(f"range(1, {end})")


def _no_step(loop: Any) -> None:
    loop.iter.args.pop()


def _call_method(call: Any, name: str) -> None:
    call.func.attr = name


def _first_letter(text: Any, letter: str) -> None:
    text.slice.values[0].value = letter


def _is_range(node: ast.AST) -> bool:
    is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    return is_call and node.func.id == "range"  # type: ignore[attr-defined]


def _expression(text: str) -> Any:
    return ast.parse(text, mode="eval").body


def _swapped_arguments(node: ast.AST, say: Speaker) -> Iterator[Bend]:
    if not isinstance(node, ast.Call) or _called(node) not in say.known:
        return
    for i in range(len(node.args) - 1):
        yield Bend(
            node,
            _in("args", _swap, i),
            f"two arguments of `{_called(node)}` change places",
            f"In which order does `{_called(node)}` take its arguments?",
        )


def _whole_for_part(node: ast.AST, say: Speaker) -> Iterator[Bend]:
    """The data in the place of the piece of it that a loop hands out, or called like it."""
    if not isinstance(node, ast.For):
        return
    pairs = _pieces(node)
    for piece, whole in pairs:
        yield Bend(
            node,
            _in("body", _rename, piece, whole),
            f"the whole `{whole}` is used inside of {say.loop(node)}, where a piece of it is meant",
            f"How many rows does `{whole}` have in there?",
        )
    if len(pairs) > 1:
        names = " and ".join(f"`{whole}`" for _, whole in pairs)
        yield Bend(
            node,
            _on(_overwrite, pairs),
            f"the variables of {say.loop(node)} are called {names}: they take the place of the "
            "data",
            f"What are {names} after the first pass through the loop?",
        )


def _pieces(loop: ast.For) -> list[tuple[str, str]]:
    """The loop's variables with the data that they are pieces of: `X_batch` of `X`."""
    if not isinstance(loop.iter, ast.Call):
        return []
    targets = loop.target.elts if isinstance(loop.target, ast.Tuple) else [loop.target]
    data = [one.id for one in loop.iter.args if isinstance(one, ast.Name)]
    pieces = [one.id for one in targets if isinstance(one, ast.Name)]
    return [
        (piece, whole)
        for piece, whole in zip(pieces, data, strict=False)
        if piece != whole and not _is_range(loop.iter)
    ]


def _rename(nodes: list[ast.stmt], old: str, new: str) -> None:
    for node in [inner for statement in nodes for inner in ast.walk(statement)]:
        if isinstance(node, ast.Name) and node.id == old:
            node.id = new


def _overwrite(loop: ast.For, pairs: list[tuple[str, str]]) -> None:
    for piece, whole in pairs:
        _rename(loop.body, piece, whole)
        for node in ast.walk(loop.target):
            if isinstance(node, ast.Name) and node.id == piece:
                node.id = whole


def _no_index(node: ast.AST, say: Speaker) -> Iterator[Bend]:
    for field, value in ast.iter_fields(node):
        for i, item in enumerate(value if isinstance(value, list) else [value]):
            if isinstance(item, ast.Subscript) and _is_element(item):
                whole = ast.unparse(item.value)
                if whole not in say.known:
                    continue
                yield Bend(
                    node,
                    _on(_unindex, field, i),
                    f"the whole `{whole}` stands where one element of it is meant",
                    "Is that line about one element, or about all of them?",
                )


def _is_element(item: ast.Subscript) -> bool:
    names = isinstance(item.value, ast.Name) and isinstance(item.slice, ast.Name)
    return names and isinstance(item.ctx, ast.Load)


def _unindex(node: ast.AST, field: str, place: int) -> None:
    value = getattr(node, field)
    if isinstance(value, list):
        value[place] = value[place].value
    else:
        setattr(node, field, value.value)


_CONFUSED = {"maximum": "max", "minimum": "min"}


def _numpy(node: ast.AST, say: Speaker) -> Iterator[Bend]:
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return
    name = node.func.attr
    call = f"`np.{name}`" if _is_numpy(node.func.value) else f"the `{name}` of an array"
    if name in _CONFUSED:
        other = _CONFUSED[name]
        yield Bend(
            node,
            _on(_call_method, other),
            f"`np.{other}` stands where `np.{name}` is meant",
            f"Which of the two compares two things, element by element, and which looks for the "
            f"{'largest' if other == 'max' else 'smallest'} in one array?",
        )
    if name == "sum" and _is_numpy(node.func.value):
        yield Bend(
            node,
            _builtin_sum,
            f"Python's own `sum` stands in the place of {call}",
            "Over which axis does Python's `sum` add up?",
        )
    for keyword in node.keywords:
        if keyword.arg in ("axis", "keepdims"):
            yield Bend(
                node,
                _on(_drop_keyword, keyword.arg),
                f"{call} has no `{keyword.arg}`",
                "What is the shape of what that call hands back, with it and without?",
            )


def _is_numpy(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and node.id == "np"


def _builtin_sum(call: ast.Call) -> None:
    call.func, call.args, call.keywords = ast.Name("sum"), call.args[:1], []


def _drop_keyword(call: ast.Call, name: str) -> None:
    call.keywords = [keyword for keyword in call.keywords if keyword.arg != name]


_LETTERS = {"z": "h", "h": "z"}


def _letters(node: ast.AST, say: Speaker) -> Iterator[Bend]:
    """The names of a cache, taken for each other."""
    is_read = isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load)
    if not is_read or not isinstance(node.slice, ast.JoinedStr):  # type: ignore[attr-defined]
        return
    first = node.slice.values[0]  # type: ignore[attr-defined]
    letter = first.value if isinstance(first, ast.Constant) else None
    if letter in _LETTERS:
        other = _LETTERS[str(letter)]
        yield Bend(
            node,
            _on(_first_letter, other),
            f"the `{other}` of a layer is taken where its `{letter}` is meant",
            "Which of the two comes before the ReLU, and which after it?",
        )


def _constants(function: ast.FunctionDef, exercise: Exercise) -> Iterator[Bend]:
    """A parameter's default, or its value in the lesson's example, in its place."""
    for name, value in _defaults(function):
        yield _fixed(function, name, value, f"its default {value!r} stands in its place")
    cases = exercise.cases()
    worked = next((case for case in cases if case.worked), cases[0])
    names = exercise.argument_names(len(worked.args))
    given = dict(zip(names, worked.args, strict=True)) | worked.kwargs
    for name, value in given.items():
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            yield _fixed(function, name, value, f"{value!r} stands in its place")


def _defaults(function: ast.FunctionDef) -> Iterator[tuple[str, Any]]:
    arguments = function.args
    late = arguments.args[len(arguments.args) - len(arguments.defaults) :]
    pairs = [*zip(late, arguments.defaults, strict=True)]
    pairs += [
        (argument, default)
        for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
        if default is not None
    ]
    for argument, default in pairs:
        if isinstance(default, ast.Constant) and default.value is not None:
            yield argument.arg, default.value


def _fixed(function: ast.FunctionDef, name: str, value: Any, how: str) -> Bend:
    return Bend(
        function,
        _on(_fix, name, value),
        f"the argument `{name}` is not used: {how}",
        f"Which line should read `{name}`?",
    )


def _fix(function: ast.FunctionDef, name: str, value: Any) -> None:
    """Read a constant wherever an argument is read."""

    class Fix(ast.NodeTransformer):
        def visit_Name(self, node: ast.Name) -> ast.AST:
            is_read = node.id == name and isinstance(node.ctx, ast.Load)
            return ast.Constant(value) if is_read else node

    function.body = [Fix().visit(statement) for statement in function.body]


RULES: tuple[Rule, ...] = (
    _return_inside,
    _forgets,
    _depth,
    _no_index,
    _whole_for_part,
    _letters,
    _numpy,
    _rounds,
    _step_turned,
    _neighbours,
    _not_done,
    _swapped_arguments,
)
