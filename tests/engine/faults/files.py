"""Reports, releases and submissions that are not what they should be."""

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from unittest import mock

from grader.autograde import Grading
from grader.engine.gradebook import filing
from grader.engine.gradebook.handed_in import read_file
from grader.options import Options
from tests.engine.faults.place import Fault, Place, told
from tests.engine.ordinary import Inline, grade, grades


def report(spoil: Callable[[Path], object]) -> Callable[[Place], str]:
    def happen(at: Place) -> str:
        spoil(at.autograded("bob"))
        outcomes = grade(at.root)
        assert [one.submission.student for one in outcomes] == ["bob"], "the others are left alone"
        return told(outcomes)

    return happen


def _as_file(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.write_text("not a folder")


def _half_there(folder: Path) -> None:
    (folder / "ps.ipynb").unlink()
    (folder.parent / ".grading-new-x").mkdir()
    (folder.parent / ".grading-new-x" / "ps.ipynb").write_text("{")


def no_release(*steps: str) -> Callable[[Place], str]:
    def happen(at: Place) -> str:
        kept = [(at.root / step, shutil.move(at.root / step, at.home / step)) for step in steps]
        said = told(grade(at.root))
        for path, saved in kept:
            shutil.move(saved, path)
        return said

    return happen


def unreadable(at: Place) -> str:
    """Bob's notebook may not be read, which permissions alone cannot bring about where tests run as
    root.
    """

    def deny(path: Path, most: int, below: Path | None = None) -> bytes:
        if path == at.submitted("bob") / "ps.ipynb":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return read_file(path, most, below)

    with mock.patch.object(filing, "read_file", deny):
        outcomes = grade(at.root)
    assert [one.submission.student for one in outcomes if one.problem] == ["bob"], "not a zero"
    return told(outcomes)


def vanished(at: Place) -> str:
    """Bob's folder goes away between the list of submissions and its turn; he hands in again
    later.
    """
    folder, kept = at.submitted("bob"), at.home / "kept"
    with Grading(at.root, Options(start=Inline)) as grading:
        to_do = grading.to_do(grading.folders.submissions(["ps"]))
        shutil.move(folder, kept)
        outcomes = list(grading.run(to_do))
    shutil.move(kept, folder)
    bob = next(one for one in outcomes if one.submission.student == "bob")
    assert bob.problem, "not a zero"
    return told(outcomes)


def submission(
    name: str,
    spoil: Callable[[Path], object],
    score: float | None,
    also: Callable[[Place], object] = lambda at: None,
) -> Fault:
    """Bob hands in something odd, and later what he meant.

    Args:
        name: what is odd.
        spoil: makes it so, given his folder.
        score: what it earns; none where it cannot be graded, which is no zero.
        also: checks what else must hold.
    """

    def happen(at: Place) -> str:
        folder = at.submitted("bob")
        kept = shutil.copytree(folder, at.home / "kept")
        spoil(folder)
        outcomes = {one.submission.student: one for one in grade(at.root)}
        bob = outcomes.pop("bob")
        assert bool(bob.problem) == (score is None), bob
        assert score is None or bob.score == score, bob
        assert score is not None or "bob/ps" not in grades(at.root), "a problem is not a zero"
        also(at)
        shutil.rmtree(folder)
        shutil.copytree(kept, folder)
        said = f"problem: {bob.problem}" if score is None else f"{bob.score:g} points"
        return "; ".join([told([*outcomes.values()]), f"bob: {said}", *bob.notes])

    return Fault(name, "reading", happen)


def _as_link(folder: Path) -> None:
    (folder / "ps.ipynb").rename(folder.parent / "elsewhere.ipynb")
    (folder / "ps.ipynb").symlink_to("../elsewhere.ipynb")
    (folder / "secret.txt").symlink_to("/etc/passwd")
    (folder / "up").symlink_to("..")


def _no_secret(at: Place) -> None:
    assert not list((at.root / "autograded").rglob("secret.txt"))
    (at.submitted("bob").parent / "elsewhere.ipynb").unlink()


def _notebook(act: Callable[[Path], object]) -> Callable[[Path], object]:
    return lambda folder: act(folder / "ps.ipynb")


def _time(act: Callable[[Path], object]) -> Callable[[Path], object]:
    return lambda folder: act(folder / "timestamp.txt")


REPORTS = [
    Fault(
        "corrupt report",
        "after grading",
        report(_notebook(lambda path: path.write_text("{"))),
        graded=True,
    ),
    Fault(
        "empty report",
        "after grading",
        report(_notebook(lambda path: path.write_bytes(b""))),
        graded=True,
    ),
    Fault("report is missing", "after grading", report(shutil.rmtree), graded=True),
    Fault("half-written report folder", "after grading", report(_half_there), graded=True),
    Fault("a file where the report folder was", "after grading", report(_as_file), graded=True),
]
RELEASES = [
    Fault("no release folder", "at the start", no_release("release")),
    Fault("no release and no source", "at the start", no_release("release", "source")),
]
SUBMISSIONS = [
    Fault("submission may not be read", "reading", unreadable),
    Fault("submission goes away", "between listing and reading", vanished),
    submission("empty submission folder", _notebook(Path.unlink), None),
    submission("notebook is not JSON", _notebook(lambda path: path.write_text("{")), None),
    submission("notebook is empty", _notebook(lambda path: path.write_bytes(b"")), None),
    submission(
        "notebook has another name",
        _notebook(lambda path: path.rename(path.with_stem("ps (1)"))),
        1.0,
    ),
    submission("links out of the folder", _as_link, None, _no_secret),
    submission(
        "timestamp is not a time", _time(lambda path: path.write_bytes(b"\xff\x00 no")), 1.0
    ),
    submission("timestamp is a folder", _time(Path.mkdir), 1.0),
]
FAULTS = [*REPORTS, *RELEASES, *SUBMISSIONS]
