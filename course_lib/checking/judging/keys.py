"""Keys: what right and wrong answers return on an exercise's cases. Numbers and sentences, no code.

A key is one compressed file of two parts, what judging needs and what naming needs: of each a JSON
skeleton, and the numbers.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, overload

import numpy as np

from course_lib.checking.asked.case import Case, Rng
from course_lib.checking.judging.packed import brief, pack, unpack
from course_lib.checking.running.observe import Observation, Raised
from course_lib.checking.values.plain import Tree

FOLDER = Path(__file__).resolve().parents[2] / "keys"
"""The keys of the visible cases."""

AGREES = 1e-9
"""Keys agree if their numbers differ by at most this, relative to each array's scale: BLAS
libraries differ.
"""

BRIEF = 1e-6
"""The same for the numbers of wrong answers, which are kept to seven digits."""

MANY = 50
"""So many texts are described by a digest of them all."""

_PARTS = "right", "wrong"


class Damaged(ValueError):
    """The file of a key is cut off, or was changed by something else than ``save``."""


@dataclass(frozen=True)
class Told:
    """What the author of a mistake is told: what they did and how we can tell, then what to think
    about.
    """

    name: str
    did: str
    think: str


@dataclass(frozen=True)
class WrongAnswer:
    """What one mistake, or a pair of them, brings to light on every case.

    ``by_rule`` marks one that no person wrote: it is named where no other fits.
    """

    mistakes: tuple[Told, ...]
    observations: list[Observation]
    by_rule: bool = False


@dataclass(frozen=True)
class Key:
    """Everything that judging and naming need, for the cases of one seed.

    Attributes:
        name: the exercise's.
        points: what it is worth.
        seed: of the cases.
        inputs: a fingerprint of the cases, one tree a case.
        expected: what the reference solution brings to light (after the facts).
        wrong_answers: of the named mistakes, single ones first, then pairs.
    """

    name: str
    points: float
    seed: int
    inputs: list[Tree]
    expected: list[Observation]
    wrong_answers: Sequence[WrongAnswer]

    def fits(self, cases: list[Case]) -> bool:
        """Whether this key was made for these cases."""
        return _agree(self.inputs, fingerprint(cases))

    def on(self, places: Sequence[int]) -> Key:
        """The same key for some of its cases alone."""
        expected = [self.expected[i] for i in places]
        wrong = [
            WrongAnswer(
                answer.mistakes,
                [answer.observations[i] for i in places if i < len(answer.observations)],
                answer.by_rule,
            )
            for answer in self.wrong_answers
        ]
        inputs = [self.inputs[i] for i in places]
        return Key(self.name, self.points, self.seed, inputs, expected, wrong)

    def agrees(self, other: Key) -> bool:
        """Whether two keys have equal names, sentences and structure, and numbers that agree."""
        (right, wrong), (others_right, others_wrong) = _trees(self), _trees(other)
        alike = pack(right)[0] == pack(others_right)[0] and pack(wrong)[0] == pack(others_wrong)[0]
        return alike and _agree(right, others_right) and _agree(wrong, others_wrong, BRIEF)


def key_path(name: str, folder: Path = FOLDER) -> Path:
    """Where the key of an exercise lies."""
    return folder / f"{name}.npz"


def save(key: Key, folder: Path) -> None:
    """Write a key. An unfinished file is never seen under the key's name."""
    folder.mkdir(parents=True, exist_ok=True)
    path = key_path(key.name, folder)
    unfinished = path.with_suffix(f".{np.random.SeedSequence().entropy:x}.npz")
    try:
        unfinished.write_bytes(dumps(key))
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)  # where the disk is full


def dumps(key: Key) -> bytes:
    """The bytes of a key's file."""
    parts: dict[str, Any] = {}
    for part, tree in zip(_PARTS, _trees(key), strict=True):
        skeleton, parts[f"{part}_numbers"] = pack(tree)
        parts[part] = np.frombuffer(skeleton, dtype=np.uint8)
    file = io.BytesIO()
    np.savez_compressed(file, **parts)
    return file.getvalue()


def load(name: str, folder: Path = FOLDER) -> Key:
    """Read a key.

    Raises:
        FileNotFoundError: there is no key of that name.
        Damaged: its file is no whole key.
    """
    return loads(key_path(name, folder).read_bytes())


def loads(data: bytes) -> Key:
    """The key in the bytes of its file.

    Raises:
        Damaged: they are no whole key.
    """
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as file:
            right, wrong = ((file[part].tobytes(), file[f"{part}_numbers"]) for part in _PARTS)
        tree = unpack(*right)
        return Key(
            name=tree["name"],
            points=tree["points"],
            seed=tree["seed"],
            inputs=tree["inputs"],
            expected=[_observation(one) for one in tree["expected"]],
            wrong_answers=_WrongAnswers(*wrong),
        )
    except (
        Exception
    ) as error:  # the zip, the compression, the arrays and the JSON each raise errors of their own
        raise Damaged(f"not a whole key: {error}") from error


class _WrongAnswers(Sequence[WrongAnswer]):
    """The wrong answers of a key, unpacked when they are first asked for: a right answer never
    asks.
    """

    def __init__(self, skeleton: bytes, numbers: np.ndarray) -> None:
        self._packed = skeleton, numbers

    @cached_property
    def _all(self) -> list[WrongAnswer]:
        return [
            WrongAnswer(
                tuple(Told(*told) for told in wrong["told"]),
                [_observation(tree) for tree in wrong["seen"]],
                wrong.get("by_rule", False),
            )
            for wrong in unpack(*self._packed)
        ]

    def __len__(self) -> int:
        return len(self._all)

    @overload
    def __getitem__(self, index: int) -> WrongAnswer: ...
    @overload
    def __getitem__(self, index: slice) -> list[WrongAnswer]: ...
    def __getitem__(self, index: int | slice) -> WrongAnswer | list[WrongAnswer]:
        return self._all[index]


def fingerprint(cases: list[Case]) -> list[Tree]:
    """A short description of the cases: their structure, and one weighted sum an array."""
    return [[_print(_inputs(case)), dict(case.sizes), case.aspect, case.share] for case in cases]


def _inputs(case: Case) -> tuple[Any, ...]:
    return (case.args, case.kwargs, case.withheld) if case.withheld else (case.args, case.kwargs)


def _print(value: Any) -> Tree:
    if isinstance(value, np.ndarray):
        flat = value.ravel().astype(float) if value.dtype.kind in "biuf" else np.zeros(0)
        return [f"{value.dtype.kind}{value.shape}", float(np.cos(np.arange(flat.size)) @ flat)]
    if isinstance(value, Rng):
        return f"rng {value.seed}"
    if isinstance(value, dict):
        return {str(name): _print(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        if len(value) >= MANY and all(isinstance(item, str) for item in value):
            return hashlib.sha256("\n".join(value).encode()).hexdigest()
        return [_print(item) for item in value]
    return (
        value
        if value is None or isinstance(value, (bool, int, float, str))
        else str(type(value).__name__)
    )


def _trees(key: Key) -> tuple[Tree, Tree]:
    """The two parts of a key: what judging needs, and what naming needs."""
    right = {
        "name": key.name,
        "points": float(key.points),
        "seed": key.seed,
        "inputs": key.inputs,
        "expected": [_observation_tree(one) for one in key.expected],
    }
    wrong = [
        {
            "told": [[told.name, told.did, told.think] for told in one.mistakes],
            "by_rule": one.by_rule,
            "seen": [brief(_observation_tree(seen)) for seen in one.observations],
        }
        for one in key.wrong_answers
    ]
    return right, wrong


def _observation_tree(observation: Observation) -> Tree:
    raised = None
    if observation.raised is not None:  # without its message, which differs between versions
        raised = [[str(kind) for kind in observation.raised.kinds]]
    return [observation.value, raised, list(observation.changed), observation.again]


def _observation(tree: Tree) -> Observation:
    value, raised, changed, again = tree
    return Observation(
        value, None if raised is None else Raised(tuple(raised[0])), tuple(changed), again
    )


def _agree(left: Tree, right: Tree, within: float = AGREES) -> bool:
    if isinstance(left, dict) and isinstance(right, dict):
        return list(left) == list(right) and all(
            _agree(left[name], right[name], within) for name in left
        )
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(
            _agree(a, b, within) for a, b in zip(left, right, strict=True)
        )
    if isinstance(left, (float, np.ndarray)) and isinstance(right, (float, np.ndarray)):
        a, b = np.asarray(left, dtype=float), np.asarray(right, dtype=float)
        finite = np.abs(b[np.isfinite(b)])
        scale = float(finite.max()) if finite.size else 0.0
        return a.shape == b.shape and np.allclose(
            a, b, rtol=0, atol=within * scale + 1e-15, equal_nan=True
        )
    return type(left) is type(right) and bool(left == right)
