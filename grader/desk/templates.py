"""The templates of all pages. Whatever they are given is escaped, unless it is known to be HTML."""

from __future__ import annotations

import re
from functools import cache
from html import escape
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from grader.desk.cells import coloured

SIGNS = {
    "holds": ("✓", "holds"),
    "fails": ("✗", "does not hold"),
    "partly": ("◐", "holds in part"),
    "not_judged": ("–", "not judged yet"),
}
"""The sign of each state of an aspect, and what it is called where signs are not seen."""


def rendered(name: str, **values: object) -> str:
    """A template of `grader/data`, filled in."""
    html: str = _templates().get_template(name).render(**values)
    return html


@cache
def _templates() -> Environment:
    folder = files("grader") / "data"

    def load(name: str) -> str:
        return (folder / name).read_text(encoding="utf-8")

    made = Environment(
        loader=FunctionLoader(load),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    made.filters.update(
        code=as_code, number=as_number, percent=as_percent, anchor=as_anchor, coloured=coloured
    )
    made.globals.update(signs=SIGNS, style=lambda name: Markup(load(name)))  # noqa: S704 - our file
    return made


def as_code(text: str) -> Markup:
    """A sentence of ours with its `code` set apart; all else in it is escaped."""
    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text)))  # noqa: S704


def as_number(value: float) -> str:
    """Points without noughts that say nothing: ``3``, ``1.5``, ``0.67``."""
    return f"{round(value, 2):g}"


def as_percent(share: float) -> str:
    """A part of a whole: ``0.5`` → ``50 %``."""
    return f"{100 * share:.0f} %"


def as_anchor(name: str) -> str:
    """The address of something within its page."""
    return "at-" + re.sub(r"[^\w-]", "-", name)
