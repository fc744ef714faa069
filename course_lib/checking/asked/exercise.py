"""What is asked of an exercise: its cases, its probe and the facts that must hold."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from typing import Any

import numpy as np

from course_lib.checking.asked.case import MAIN, Case
from course_lib.checking.asked.measure import Advice, Bound, Figure, Measure
from course_lib.checking.values.facts import as_facts
from course_lib.checking.values.plain import Tree

Generator = Callable[..., Iterator[Case]]
"""Takes a ``Draw``, and what ``unseen`` gives where an exercise has it."""
Probe = Callable[[Any, Case], Any]
FactFunction = Callable[[Case, Any], Tree]

VISIBLE_SEED = 20_240_229
"""The published seed of the cases that students see."""

SECONDS = 4.0
"""Time limit for one case, unless the exercise sets its own."""


@dataclass(eq=False)
class Exercise:
    """One exercise. Made by ``@exercise`` on the generator of its cases, whose name is the
    exercise's.

    Attributes:
        name: the exercise's name, also the student's function or class.
        signature: the arguments asked for, as text: ``"x, W, b"``.
        lesson: the module that states it, ``"forward_pass"``.
        package: that of the course, ``"course_lib"``.
        generator: yields the cases, drawing from a ``RandomState``.
        parts: the names of the parts of a tuple or dict answer, each worth the same.
        library: the module of the package that holds the library's version, ``"nn"``.
        uses: names of earlier exercises that it calls.
        may_change: the arguments that it changes on purpose.
        repeats: whether each case runs twice, to see if the answers agree.
        seconds: time limit for one case.
        in_all: whether ``seconds`` limit all cases together.
        heavy: whether one run takes seconds, so that ``grader validate`` tries fewer.
        hides: functions that are out of reach while it is checked, ``"course_lib.data.digits"``;
            what only they give is hidden with them.
        answered_by: other functions of the library that answer it, ``"mlp.softmax_cross_entropy"``;
            they are stopped like its own version.
        unseen: the function that gives data for the hidden cases alone,
            ``"grader.unseen.reviews"``; the generator gets its result as a second argument.
            Students have no such function.
        choices: for a guess, the texts to choose from.
        measure: the figure that earns points, if there is one.
    """

    name: str
    signature: str
    lesson: str
    package: str
    generator: Generator
    parts: tuple[str, ...] = ()
    library: str = ""
    uses: tuple[str, ...] = ()
    may_change: tuple[str, ...] = ()
    repeats: bool = True
    seconds: float = SECONDS
    in_all: bool = False
    heavy: bool = False
    hides: tuple[str, ...] = ()
    answered_by: tuple[str, ...] = ()
    unseen: str = ""
    choices: tuple[str, ...] = ()
    measure: Measure | None = None
    _probe: Probe | None = field(default=None, repr=False)
    _facts: FactFunction | None = field(default=None, repr=False)

    def cases(self, seed: int = VISIBLE_SEED) -> list[Case]:
        """The cases that a seed draws."""
        more: tuple[Any, ...] = ()
        if self.unseen and seed != VISIBLE_SEED:
            module, _, name = self.unseen.rpartition(".")
            more = (getattr(import_module(module), name)(),)
        return list(self.generator(np.random.RandomState(seed), *more))

    def probe(self, function: Probe) -> Probe:
        """Decorator: look at the student's code this way, not by a plain call."""
        self._probe = function
        return function

    def facts(self, function: FactFunction) -> FactFunction:
        """Decorator: judge these facts about what was seen, not the values themselves."""
        self._facts = function
        return function

    def measures(
        self,
        name: str,
        *,
        zero: Bound,
        full: Bound,
        says: str,
        think: Advice,
        share: float = 1.0,
        aspect: str = MAIN,
    ) -> Callable[[Figure], Figure]:
        """Decorator: this figure earns points; see ``Measure`` for the arguments."""

        def register(figure: Figure) -> Figure:
            self.measure = Measure(name, figure, zero, full, says, think, share, aspect)
            return figure

        return register

    @property
    def has_probe(self) -> bool:
        """Whether the answer is looked at in another way than by a plain call."""
        return self._probe is not None

    @property
    def has_facts(self) -> bool:
        """Whether many answers are right and facts decide."""
        return self._facts is not None

    @property
    def open_design(self) -> bool:
        """Whether only a figure earns points, so that any answer that reaches it is right."""
        return self.measure is not None and self.measure.share == 1

    def probe_on(self, subject: Any, case: Case) -> Any:
        """What the student's code does on a case (a fresh one)."""
        return self._probe(subject, case) if self._probe else subject(*case.args, **case.kwargs)

    def facts_of(self, case: Case, seen: Tree) -> Tree:
        """What must hold: the facts of what was seen, or what was seen itself."""
        return as_facts(self._facts(case, seen)) if self._facts else seen

    def argument_names(self, count: int) -> list[str]:
        """The names of the first ``count`` positional arguments."""
        names = list(asked_signature(self.signature).parameters) if self.signature else []
        return [names[i] if i < len(names) else f"argument {i + 1}" for i in range(count)]


class Registry(dict[str, Exercise]):
    """The exercises of one course by name, in the order of their lessons.

    Attributes:
        package: the course's.
    """

    def __init__(self) -> None:
        super().__init__()
        self.package = "course_lib"
        self._made: dict[str, dict[str, Exercise]] = {}

    def add(self, new: Exercise) -> None:
        """Take in an exercise; one of another course waits until that is asked."""
        self._made.setdefault(new.package, {})[new.name] = new
        if new.package == self.package:
            self[new.name] = new

    def ask(self, package: str) -> None:
        """Hold the exercises of this course, and no others."""
        self.package = package
        self.clear()
        self.update(self._made.get(package, {}))


REGISTRY = Registry()
"""The exercises that this process asks."""


def exercise(
    signature: str,
    *,
    parts: str = "",
    library: str = "",
    uses: str = "",
    may_change: str = "",
    repeats: bool = True,
    seconds: float = SECONDS,
    in_all: bool = False,
    heavy: bool = False,
    hides: str = "",
    answered_by: str = "",
    unseen: str = "",
) -> Callable[[Generator], Exercise]:
    """Register the exercise whose cases the decorated generator yields. Lists of names are
    separated by blanks.
    """

    def register(generator: Generator) -> Exercise:
        new = Exercise(
            generator.__name__,
            signature,
            *_home(generator.__module__),
            generator,
            parts=tuple(parts.split()),
            library=library,
            uses=tuple(uses.split()),
            may_change=tuple(may_change.split()),
            repeats=repeats,
            seconds=seconds,
            in_all=in_all,
            heavy=heavy,
            hides=tuple(hides.split()),
            answered_by=tuple(answered_by.split()),
            unseen=unseen,
        )
        REGISTRY.add(new)
        return new

    return register


def _home(module: str) -> tuple[str, str]:
    """The lesson and the package of a module of exercises."""
    return module.rpartition(".")[2], module.partition(".")[0]


def guess(name: str, lesson: str, choices: Iterable[str]) -> Exercise:
    """Register a guess: a text out of ``choices``, written into a variable called ``name``. Any
    choice is right.
    """
    new = Exercise(name, "", *_home(lesson), lambda rng: iter([Case()]), choices=tuple(choices))
    new.probe(lambda subject, case: subject)
    new.facts(
        lambda case, seen: {"one of the choices": isinstance(seen, str) and seen in new.choices}
    )
    REGISTRY.add(new)
    return new


@cache
def asked_signature(text: str) -> inspect.Signature:
    """The signature that ``text`` writes out: ``"x, y, *, rate=0.1"``."""
    return inspect.signature(eval(f"lambda {text}: None"))  # noqa: S307  our own text
