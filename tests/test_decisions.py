"""No function decides more than a reader can hold: ruff counts branches and loops, and this counts
what it passes over, comprehensions, conditional expressions and each `and` and `or`.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
MOST = 18
BRANCHES = (
    ast.If,
    ast.IfExp,
    ast.For,
    ast.While,
    ast.ExceptHandler,
    ast.match_case,
    ast.comprehension,
)


def decisions(function: ast.AST) -> int:
    """How often a function takes one of two ways, plus one."""
    count = 1
    for node in ast.walk(function):
        count += isinstance(node, BRANCHES)
        if isinstance(node, ast.comprehension):
            count += len(node.ifs)
        elif isinstance(node, ast.BoolOp):
            count += len(node.values) - 1
    return count


def functions(folder: str) -> Iterator[tuple[str, ast.AST]]:
    for path in sorted((ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef):
                yield f"{path.relative_to(ROOT)}: {node.name}", node


def test_the_count_knows_what_ruff_passes_over() -> None:
    text = "def f(x):\n    return [y if y else 0 for y in x if y or x] and x"
    (function,) = ast.parse(text).body
    assert decisions(function) == 6  # itself, the loop, its if, the or, the choice, the and


def test_no_function_decides_too_much() -> None:
    counted = {
        name: decisions(function)
        for folder in ("course_lib", "grader", "tools", "benchmarks")
        for name, function in functions(folder)
    }
    assert len(counted) > 1000
    assert {name: count for name, count in counted.items() if count > MOST} == {}
