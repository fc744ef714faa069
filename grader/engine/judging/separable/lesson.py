"""What a lesson's text says of the names in it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from grader.engine.judging.separable.allowed import HARMLESS, PLAIN_MODULES
from grader.engine.judging.separable.syntax import bound_in, classes_in, imports_in, parsed

_SETTINGS = re.compile(
    r"printoptions|seterr|errstate|string_function|[gs]etcontext|simplefilter|filterwarnings"
)
_OPEN = re.compile(r"import\s+\*|%run|%load|%pylab|%%?cython|\bexec\(|globals\(\)", re.MULTILINE)


@dataclass(frozen=True)
class Cell:
    """A code cell: its text, and whether it is a test or an answer; else it is the lesson's own."""

    source: str
    is_test: bool = False
    is_answer: bool = False


@dataclass(frozen=True, eq=False)
class Lesson:
    """What a lesson's text says of the names in it. Equal to itself alone, so that what was found
    out with it can be kept.

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


def lesson_of(cells: Iterable[Cell]) -> Lesson:
    """What a lesson says of its names, from its code cells as they were released."""
    listed = list(cells)
    text = "\n".join(cell.source for cell in listed)
    trees = [(cell, tree) for cell in listed if (tree := parsed(cell.source)) is not None]
    imported = [one for _, tree in trees for one in imports_in(tree)]
    modules = {name: said for name, module, said in imported if module in PLAIN_MODULES}
    classes: set[str] = set()
    bound = {True: set[str](), False: set[str]()}
    for cell, tree in trees:
        if not cell.is_test:
            classes |= classes_in(tree)
            bound[cell.is_answer] |= {*bound_in(tree)} - modules.keys()
    foreign = {name for name, module, _ in imported if module not in PLAIN_MODULES}
    libraries = {module.partition(".")[0] for _, module, _ in imported}
    return Lesson(
        modules,
        frozenset(foreign - modules.keys()),
        frozenset(bound[False] - foreign),
        frozenset(classes),
        frozenset(bound[True]),
        is_plain=not classes and libraries <= HARMLESS and len(trees) == len(listed),
        has_settings=bool(_SETTINGS.search(text)),
        is_open=bool(_OPEN.search(text)),
    )
