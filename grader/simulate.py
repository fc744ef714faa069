"""A simulated class, made from the catalogue: right answers, variants, named mistakes, empty cells,
odd notebooks.
"""

from __future__ import annotations

import grader.quick_imports  # noqa: F401  before nbformat and nbgrader

# isort: split

import ast
import copy
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

from course_lib.checking.asked.exercise import REGISTRY
from grader.course import Course
from grader.engine.documents.marks import name_of
from grader.files import write_whole
from grader.mistakes import MISTAKES, Mistake, load
from grader.reference import Reference, read_notebook, read_reference
from grader.variants import read_variants

SHARES = {"right": 0.42, "variant": 0.22, "mistake": 0.30, "empty": 0.06}
"""How often an exercise is solved as the reference does, in another style, with a named mistake, or
not at all.
"""

HABITS = {"": 0.7, "warning": 0.12, "extra cells": 0.12, "broken": 0.06}
"""What else a student hands in: nothing odd, warnings, cells of their own, or a notebook that
cannot be read.
"""


@dataclass(frozen=True)
class Planted:
    """What was put into one exercise of one submission."""

    student: str
    lesson: str
    exercise: str
    kind: str
    label: str = ""
    did: str = ""


@dataclass(frozen=True)
class Simulated:
    """A class that has handed in: what was planted where, and which submissions are broken on
    purpose.
    """

    planted: list[Planted]
    broken: list[tuple[str, str]]


def simulate(
    course: Course, catalogue: Course, lessons: list[str], students: int, seed: int
) -> Simulated:
    """Write ``students`` submissions to each lesson into ``course``'s ``submitted`` folder.

    Args:
        course: where the class hands in; its lessons are released.
        catalogue: the course that holds the variants.
        lessons: folder names.
        students: how many.
        seed: the same seed, the same class.
    """
    catalogue.ask()
    draw = random.Random(seed)
    planted: list[Planted] = []
    broken: list[tuple[str, str]] = []
    for lesson in lessons:
        load(catalogue, lesson)
        reference = read_reference(course, lesson)
        released = read_notebook(course.notebooks / lesson / f"{lesson}.ipynb")
        for i in range(students):
            student = f"student{i + 1:03d}"
            answers = [
                _answer(draw, catalogue, reference, name, student) for name in reference.solutions
            ]
            habit = draw.choices(list(HABITS), list(HABITS.values()))[0]
            _hand_in(course, released, answers, habit)
            if habit == "broken":
                broken.append((student, lesson))
            else:
                planted += [about for about, _ in answers]
    return Simulated(planted, broken)


Answer = tuple[Planted, str | None]
"""What was planted, and the source of the solution cell; ``None`` where the stub stays."""


def _answer(
    draw: random.Random, catalogue: Course, reference: Reference, name: str, student: str
) -> Answer:
    kind = draw.choices(list(SHARES), list(SHARES.values()))[0]
    about = Planted(student, reference.lesson, name, kind)
    text, variants = read_variants(catalogue, reference.lesson, name)
    listed = [mistake for mistake in MISTAKES.get(name, []) if not mistake.endless]
    if kind == "variant" and variants:
        label = draw.choice(variants)
        return replace(about, label=label), _variant_cell(text, label, name)
    if kind == "mistake" and listed:
        mistake: Mistake = draw.choice(listed)
        bent = mistake.applied_to(reference.solutions[name])
        return replace(about, label=mistake.name, did=mistake.did), without_marks(bent)
    if kind == "empty":
        return about, None
    source = reference.solutions[name]
    if REGISTRY[name].choices:
        source = f'{name} = "{draw.choice(REGISTRY[name].choices)}"'
    return replace(about, kind="right"), without_marks(source)


def without_marks(source: str) -> str:
    """A solution as a student would have typed it."""
    return "\n".join(
        line
        for line in source.splitlines()
        if line.strip() not in ("### BEGIN SOLUTION", "### END SOLUTION")
    )


def variant_cells(course: Course, lesson: str, name: str) -> dict[str, str]:
    """The variants of an exercise as cells, under its name, each with the imports and helpers that
    it leans on.
    """
    text, variants = read_variants(course, lesson, name)
    return {variant: _variant_cell(text, variant, name) for variant in variants}


@lru_cache(maxsize=1024)
def _variant_cell(text: str, variant: str, name: str) -> str:
    return "\n\n\n".join(_needed(text, variant)).replace(variant, name)


@dataclass(frozen=True)
class _Statement:
    """A statement of a module, with the names that it gives a meaning and those that it reads."""

    node: ast.stmt
    binds: frozenset[str]
    reads: frozenset[str]


@lru_cache(maxsize=32)
def _statements(text: str) -> list[_Statement]:
    """The statements of a module, read once however many of its variants are wanted."""
    return [
        _Statement(node, frozenset(_binds(node)), frozenset(_reads(node)))
        for node in ast.parse(text).body
    ]


def _reads(node: ast.stmt) -> Iterator[str]:
    for inner in ast.walk(node):
        if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Load):
            yield inner.id


def _needed(text: str, variant: str) -> Iterator[str]:
    """The statements of a module that a variant needs: imports, and what it names, and what that
    names.
    """
    statements = _statements(text)
    named: set[str] = {variant}
    wanted: set[str] = set()
    while named - wanted:
        wanted |= named
        for statement in statements:
            if statement.binds & wanted:
                named |= statement.reads
    lesson = REGISTRY[variant.partition("__")[0]].lesson
    for statement in statements:
        node = statement.node
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            names = [alias for alias in node.names if _is_imported(alias, wanted, lesson)]
            if names:
                kept = copy.copy(node)
                kept.names = names
                yield ast.unparse(kept)
        elif statement.binds & wanted:
            yield ast.unparse(node)  # decorators included, which a source segment lacks


def _is_imported(alias: ast.alias, wanted: set[str], lesson: str) -> bool:
    """Whether a student would import a name: it is used, and no exercise that their own notebook
    solves.
    """
    own = alias.name in REGISTRY and REGISTRY[alias.name].lesson == lesson
    return (alias.asname or alias.name).partition(".")[0] in wanted and not own


def _binds(node: ast.stmt) -> set[str]:
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        return {node.name}
    targets = node.targets if isinstance(node, ast.Assign) else []
    return {
        name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name)
    }


def _hand_in(course: Course, released: NotebookNode, answers: list[Answer], habit: str) -> None:
    student, lesson = answers[0][0].student, answers[0][0].lesson
    sources = {about.exercise: source for about, source in answers if source is not None}
    cells = [{**cell, "source": sources.get(name_of(cell), cell.source)} for cell in released.cells]
    if habit == "warning":
        cells.insert(
            2, new_code_cell("import warnings\nwarnings.warn('an old habit')", id="own-warning")
        )
    if habit == "extra cells":
        cells.insert(1, new_markdown_cell("My notes on this lesson.", id="own-notes"))
        cells.append(new_code_cell("print(sum(range(10)))", id="own-cell"))
    text = json.dumps({**released, "cells": cells}, ensure_ascii=False)
    folder: Path = course.root / "submitted" / student / lesson
    write_whole(folder / f"{lesson}.ipynb", text[: len(text) // 2] if habit == "broken" else text)
