"""One hostile (or only unusual) submission, and what must hold when it is graded."""

from dataclasses import dataclass

RIGHT = "def square(x):\n    return x * x"


@dataclass(frozen=True)
class Attack:
    """A submission to the exercise `square(x)`.

    Attributes:
        name: What it tries, in a few words.
        cells: Its code cells, before the test cell. {names} in braces with a leading $ are filled in by the runner.
        kind: "score" (must earn nothing), "reach" (must not get or change what is outside), "harm" (must not disturb
            grading), or "honest" (must earn all).
        after: Code cells after the test cell.
        beats_tests: Whether plain test cells that run in the submission's own process are known to be beaten by it;
            those that are judged by value, and observations, never are.
        keeps: Whether it must still earn all although it does harm elsewhere.
        files: Files beside the notebook.
        stopped: The limit that must be named, as a key of sentences.SENTENCES.
    """

    name: str
    cells: tuple[str, ...]
    kind: str
    after: tuple[str, ...] = ()
    beats_tests: bool = False
    keeps: bool = False
    files: tuple[tuple[str, bytes], ...] = ()
    stopped: str = ""


def score(
    name: str, *cells: str, beats_tests: bool = False, files: tuple[tuple[str, bytes], ...] = ()
) -> Attack:
    return Attack(name, cells, "score", beats_tests=beats_tests, files=files)


def reach(name: str, *cells: str) -> Attack:
    return Attack(name, (RIGHT, *cells), "reach")


def harm(name: str, *cells: str, keeps: bool = False, stopped: str = "") -> Attack:
    return Attack(name, (RIGHT, *cells), "harm", keeps=keeps, stopped=stopped)


def honest(
    name: str, *cells: str, files: tuple[tuple[str, bytes], ...] = (), after: tuple[str, ...] = ()
) -> Attack:
    return Attack(name, cells, "honest", files=files, after=after)
