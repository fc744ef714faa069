"""A case: one input of an exercise, with its sizes named."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

Draw = np.random.RandomState
"""What a case generator draws from. Its stream is frozen across NumPy versions."""

MAIN = "value"
"""The aspect that a case belongs to unless it says otherwise."""


@dataclass(frozen=True)
class Rng:
    """Stands for ``np.random.default_rng(seed)`` in a case; every run gets a generator of its
    own.
    """

    seed: int

    @classmethod
    def drawn(cls, rng: Draw) -> Rng:
        """A seed drawn from the case generator's stream."""
        return cls(int(rng.randint(2**31 - 1)))

    def made(self) -> np.random.Generator:
        """A new generator at its first draw."""
        return np.random.default_rng(self.seed)


@dataclass(frozen=True, init=False)
class Case:
    """One input: positional and keyword arguments, made of plain data and ``Rng``.

    Attributes:
        args: the positional arguments.
        kwargs: the keyword arguments, or the settings that a probe reads.
        sizes: the sizes by name, ``{"n": 5, "d": 3}``; factors in wrong answers are held against
            them.
        aspect: the name of the aspect that this case decides.
        share: the part of the points that hangs on that aspect, for every aspect but the main one.
        main: whether that aspect earns its share by itself; any other loses it where it fails.
        floor: the absolute tolerance; ``None`` takes 1e-12 times the largest input.
        withheld: what only the judge holds, such as the labels of new data; no code that is run
            gets it.
        worked: whether the lesson works this case by hand: the best one to show.
    """

    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    sizes: dict[str, int] = field(default_factory=dict)
    aspect: str = MAIN
    share: float = 0.0
    main: bool = False
    floor: float | None = None
    withheld: dict[str, Any] = field(default_factory=dict)
    worked: bool = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        for name, value in {
            "args": args,
            "kwargs": kwargs,
            "sizes": {},
            "aspect": MAIN,
            "share": 0.0,
            "main": False,
            "floor": None,
            "withheld": {},
            "worked": False,
        }.items():
            object.__setattr__(self, name, value)

    def _with(self, **changes: Any) -> Case:
        new = copy.copy(self)
        for name, value in changes.items():
            object.__setattr__(new, name, value)
        return new

    def sized(self, **sizes: int) -> Case:
        """The same case with its sizes named."""
        return self._with(sizes=sizes)

    def decides(self, aspect: str, share: float = 0.25) -> Case:
        """The same case as (part of) an edge: ``share`` of the points is lost where it fails."""
        return self._with(aspect=aspect, share=share)

    def earns(self, aspect: str, share: float) -> Case:
        """The same case as (part of) a piece of work that earns ``share`` of the points by
        itself.
        """
        return self._with(aspect=aspect, share=share, main=True)

    def as_worked(self) -> Case:
        """The same case as the one that the lesson works by hand."""
        return self._with(worked=True)

    def within(self, floor: float) -> Case:
        """The same case with an absolute tolerance of its own."""
        return self._with(floor=floor)

    def withholding(self, **answers: Any) -> Case:
        """The same case with answers that facts and figures may read, and a probe may not."""
        return self._with(withheld=answers)

    def fresh(self) -> Case:
        """A copy that may be handed to a student's code: own arrays, generators at their first
        draw, no answers.
        """
        return self._with(args=_fresh(self.args), kwargs=_fresh(self.kwargs), withheld={})

    def __contains__(self, name: str) -> bool:
        return name in self.kwargs

    def __getitem__(self, name: str) -> Any:
        return self.kwargs[name]

    @cached_property
    def scale(self) -> float:
        """The largest finite absolute number among the inputs, at least 1."""
        largest = 1.0
        for value in _numbers((self.args, self.kwargs)):
            finite = np.abs(value[np.isfinite(value)])
            largest = max(largest, float(finite.max())) if finite.size else largest
        return largest

    def size(self) -> int:
        """How many numbers go in."""
        return sum(value.size for value in _numbers((self.args, self.kwargs)))

    @property
    def tolerance(self) -> float:
        """The absolute tolerance of a comparison on this case."""
        return 1e-12 * self.scale if self.floor is None else self.floor


def _fresh(value: Any) -> Any:
    if isinstance(value, Rng):
        return value.made()
    if isinstance(value, np.ndarray):
        return value.copy()
    if isinstance(value, (list, tuple)):
        return type(value)(_fresh(item) for item in value)
    if isinstance(value, dict):
        return {key: _fresh(item) for key, item in value.items()}
    return value


def _numbers(value: Any) -> Iterator[np.ndarray]:
    if isinstance(value, (list, tuple)):
        for item in value:
            yield from _numbers(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _numbers(item)
    elif (
        isinstance(value, (np.ndarray, int, float, np.number))
        and np.asarray(value).dtype.kind in "biuf"
    ):
        yield np.atleast_1d(np.asarray(value, dtype=float))
