"""Which way each cell of a notebook is run: apart, or beside the submission."""

from collections.abc import Iterable

from grader.engine.judging.separable.lesson import Cell, Lesson
from grader.engine.judging.separable.shape import Shape, shape_of
from grader.engine.judging.separable.syntax import words_in
from grader.engine.protocol.job import Apart


def plans(lesson: Lesson, cells: Iterable[Cell]) -> list[Apart | str]:
    """How each cell of a notebook is run: apart, or beside the submission and why.

    Args:
        lesson: what it belongs to.
        cells: the code cells that are run, in order, the submission's own among them.
    """
    listed = list(cells)
    shapes = _shapes(lesson, listed)
    needed_later = _settle(listed, shapes)
    changed_beside: set[str] = set()
    ways: list[Apart | str] = []
    for cell, shape, needed in zip(listed, shapes, needed_later, strict=True):
        if isinstance(shape, Shape):
            fetched = (shape.read - shape.asked) & changed_beside
            ways.append(_apart(shape, lesson, fetched, needed))
            changed_beside -= shape.own
        else:
            ways.append(shape)
            changed_beside |= words_in(cell.source)
    return ways


def _shapes(lesson: Lesson, cells: list[Cell]) -> list[Shape | str]:
    """What each cell is made of; a text where it is run beside the submission."""
    shapes: list[Shape | str] = []
    tests_own: frozenset[str] = frozenset()
    for cell in cells:
        shape = shape_of(cell.source, lesson, tests_own) if cell.is_test else ""
        shapes.append(shape)
        if isinstance(shape, Shape):
            tests_own |= shape.own | {name for name, _ in shape.imports}
    return shapes


def _settle(cells: list[Cell], shapes: list[Shape | str]) -> list[frozenset[str]]:
    """Run beside the submission what makes an object for a later cell there.

    Args:
        cells: all cells.
        shapes: what they are made of; changed where a cell cannot be run apart after all.

    Returns:
        Of each cell, the names that it binds and that later cells beside the submission mention.
    """
    mentioned: set[str] = set()
    needed_later = []
    for place in reversed(range(len(cells))):
        shape = shapes[place]
        if isinstance(shape, Shape) and shape.objects & mentioned:
            shape = shapes[place] = "a later cell needs an object that it makes"
        if isinstance(shape, Shape):
            bound = shape.own | {name for name, _ in shape.imports}
            needed_later.append(frozenset(bound & mentioned))
        else:
            needed_later.append(frozenset())
            mentioned |= words_in(cells[place].source)
    return needed_later[::-1]


def _apart(shape: Shape, lesson: Lesson, fetched: frozenset[str], needed: frozenset[str]) -> Apart:
    """How a cell is run apart.

    Args:
        shape: what it is made of.
        lesson: what it belongs to.
        fetched: names of test cells that cells beside the submission may have bound anew since.
        needed: names that it binds and that later cells beside the submission mention.
    """
    return Apart(
        shape.asked,
        tuple(sorted(fetched)),
        "\n".join(shape.lesson_imports),
        tuple(sorted(shape.own & needed)),
        tuple(statement for name, statement in shape.imports if name in needed),
        is_changing=shape.is_changing,
        is_final=lesson.is_plain,
    )
