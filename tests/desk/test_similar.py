"""Copies are found however they are dressed up, and independent right answers are not."""

import ast
import random
import shutil
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from pygments.lexers import PythonLexer

from grader.course import Course, find_course
from grader.reference import read_reference
from grader.similar.fingerprints import fingerprints
from grader.similar.pairs import pairs
from grader.simulate import variant_cells, without_marks
from tests.engine.at_work import run
from tests.engine.ordinary import code, grade, hand_in, make_course

Answers = dict[str, str]


class Rename(ast.NodeTransformer):
    """Gives every name that a function binds another one."""

    def __init__(self, tree: ast.AST) -> None:
        bound = {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
        bound |= {
            node.id
            for node in ast.walk(tree)
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
        }
        self.names = {name: f"my_{place}" for place, name in enumerate(sorted(bound))}

    def visit_Name(self, node: ast.Name) -> ast.Name:
        return ast.Name(self.names.get(node.id, node.id), node.ctx)

    def visit_arg(self, node: ast.arg) -> ast.arg:
        return ast.arg(self.names[node.arg], node.annotation)


def renamed(source: str) -> str:
    tree = ast.parse(source)
    return ast.unparse(Rename(tree).visit(tree))


def reformatted(source: str) -> str:
    lines = ast.unparse(ast.parse(source)).replace("    ", "  ").splitlines()
    return "\n\n".join(f"{line}  # step {place}" for place, line in enumerate(lines))


def reordered(source: str) -> str:
    """The functions the other way round, and in each the first two statements that do not depend
    on each other.
    """
    tree = ast.parse(source)
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            for place, (one, two) in enumerate(pairwise(body)):
                if isinstance(one, ast.Assign) and isinstance(two, ast.Assign):
                    body[place], body[place + 1] = two, one
                    break
    tree.body.reverse()
    return ast.unparse(tree)


DISGUISES: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "renamed": renamed,
    "reformatted": reformatted,
    "reordered": reordered,
    "all of it": lambda source: reformatted(reordered(renamed(source))),
}


def independent(course: Course, lesson: str) -> dict[str, Answers]:
    """Students who solved a lesson each in a style of their own, as far as there are styles."""
    reference = read_reference(course, lesson)
    styles = {
        name: [without_marks(source), *variant_cells(course, lesson, name).values()]
        for name, source in reference.solutions.items()
    }
    count = min(max(map(len, styles.values())), 6)
    students: dict[str, Answers] = {f"s{number}": {} for number in range(count)}
    for name, sources in styles.items():
        for number, source in enumerate(sources[:count]):
            students[f"s{number}"][name] = source
    return students


def measured(lessons: list[str], disguise: str) -> tuple[int, int, int]:
    """Copies planted, copies found, and pairs named that are none."""
    course = find_course()
    planted = found = wrong = 0
    for lesson in lessons:
        students = independent(course, lesson)
        author = random.Random(lesson).choice(sorted(students))
        students["copy"] = {
            name: DISGUISES[disguise](source) for name, source in students[author].items()
        }
        named = {frozenset((pair.first, pair.second)) for pair in pairs(students, {})}
        planted += 1
        found += frozenset((author, "copy")) in named
        wrong += len(named - {frozenset((author, "copy"))})
    return planted, found, wrong


@pytest.mark.parametrize("disguise", DISGUISES)
def test_planted_copies_are_found_and_nobody_else_is_named(disguise: str) -> None:
    planted, found, wrong = measured(find_course().lessons(), disguise)
    assert (found, wrong) == (planted, 0)


def test_what_many_have_and_what_is_given_names_nobody() -> None:
    answer = (
        "def mse(p, y):\n    d = p - y\n    e = d * d\n    return e.sum() / e.size + 0 * len(d)\n"
    )
    same = {f"s{number}": {"mse": answer} for number in range(12)}
    assert pairs(same, {}) == []
    two = {"a": {"mse": answer}, "b": {"mse": answer}, "c": {"mse": "def mse(p, y):\n    pass\n"}}
    assert [(pair.first, pair.second) for pair in pairs(two, {})] == [("a", "b")]
    assert pairs(two, {"mse": answer}) == []


def test_code_that_is_no_python_has_fingerprints_too() -> None:
    broken = "def f(x:\n    return (x + 1 * [3 for y in x if y > 2\n"
    assert fingerprints(broken)
    assert fingerprints("") == {}


CELLS = [code("x = 1", "x", solution=True), code("assert x == 1", "test", 1)]
WORK = """total = 0
for row in range(7):
    for column in range(row, 12):
        if (row * column) % 5 == 3:
            total += row ** 2 - column * 3
x = total * 0 + 1"""


def test_the_command_shows_a_pair_side_by_side(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make_course(tmp_path / "course", {"ps1": {"ps1": CELLS}})
    monkeypatch.chdir(root)
    answers = {"ada": WORK, "ben": renamed(WORK).replace("my_3", "x"), "cy": "x = 1 # <b>"}
    for student, answer in answers.items():
        hand_in(root, student, "ps1", {"x": answer})
    grade(root)
    outcome = run("similar")
    assert "1 pairs" in outcome.output
    page = Path("similar.html").read_text(encoding="utf-8")
    assert "ada and ben" in page
    assert page.count("<mark>") >= 8
    assert "<script" not in page
    shutil.rmtree("autograded")
    assert run("similar").exit_code == 1


def test_lines_of_blanks_never_reach_the_lexer(monkeypatch: pytest.MonkeyPatch) -> None:
    """It goes back over a run of them from each blank: 20,000 characters took three seconds."""
    lexed: list[str] = []

    def get_tokens(_: PythonLexer, text: str) -> list[tuple[object, str]]:
        lexed.append(text)
        return []

    monkeypatch.setattr(PythonLexer, "get_tokens", get_tokens)
    fingerprints("\t\n \n" * 3 + "x = 1  \n")
    assert lexed == ["\n" * 6 + "x = 1\n"]
