"""What every command prints with: progress, problems, files written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sized
from contextlib import contextmanager
from pathlib import Path

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from grader.course import CourseError
from grader.files import write_whole

console = Console(highlight=False)
errors = Console(stderr=True, highlight=False)


class RateColumn(ProgressColumn):
    """How many are done a minute."""

    def render(self, task: Task) -> Text:
        """The rate as text; nothing while it is not known."""
        rate = task.finished_speed or task.speed
        return Text("" if rate is None else f"{60 * rate:.0f}/min", style="progress.data.speed")


@contextmanager
def steps() -> Iterator[Callable[[str, int], Callable[[str], None]]]:
    """Progress bars: call what it gives with a title and a total, and the answer with each thing
    that is done.
    """
    left = TimeRemainingColumn(compact=True, elapsed_when_finished=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        RateColumn(),
        left,
    )
    hidden = not errors.is_terminal
    with Progress(
        *columns, console=errors, transient=True, disable=hidden, speed_estimate_period=60.0
    ) as progress:

        def step(title: str, total: int) -> Callable[[str], None]:
            task = progress.add_task(title, total=total)
            return lambda name: progress.update(task, advance=1, description=f"{title}: {name}")

        yield step


@contextmanager
def bar(title: str, total: int) -> Iterator[Callable[[str], None]]:
    """One progress bar; call what it gives with the name of each thing that is done."""
    with steps() as step:
        yield step(title, total)


def counted(things: Sized, noun: str) -> str:
    """How many things there are, as text: ``no files``, ``1 file``, ``2 files``."""
    count = len(things)
    return f"{count or 'no'} {noun}{'' if count == 1 else 's'}"


def stop_if(problems: list[str], what: str) -> None:
    """Print problems and end with exit code 1, if there are any."""
    if problems:
        for problem in problems:
            errors.print(f"- {problem}", markup=False, soft_wrap=True)
        errors.print(f"{len(problems)} {what}", markup=False)
        raise typer.Exit(1)


def write_files(texts: Mapping[Path, str | bytes], *, quiet: bool = False) -> None:
    """Write files whole, and say so: of each, or `quiet`, of how many."""
    for path, text in texts.items():
        try:
            write_whole(path, text)
        except OSError as error:
            raise CourseError(f"{path} cannot be written: {error.strerror}") from error
        if not quiet:
            console.print(f"wrote {path}", markup=False, soft_wrap=True)
    if quiet:
        console.print(f"wrote {len(texts)} files", markup=False)
