"""The command line as a whole, and what its verbs have in common."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, TypeVar

import typer

app = typer.Typer(
    help=(
        "Release, grade and report lessons of The Training Loop, or of a course of your own, and"
        " prove that their checks are right."
    ),
    no_args_is_help=True,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
)

Lessons = Annotated[
    list[str] | None,
    typer.Argument(help="Lessons by name or number (05_loss, loss, 05); all where none is named."),
]
Student = Annotated[str | None, typer.Option("--student", help="Only this student's submissions.")]
F = TypeVar("F", bound=Callable[..., Any])


def verbs(panel: str) -> Callable[[F], F]:
    """Decorator: make a function a command under its name, in a panel of the help."""

    def register(function: F) -> F:
        name = function.__name__.replace("_", "-")
        app.command(name=name, rich_help_panel=panel)(function)
        return function

    return register
