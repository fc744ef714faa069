"""Imports jsonschema and nbgrader, which nearly everything here needs, without what grading never
asks of them: Jupyter's server, formgrader, setuptools, and grammars of addresses and durations.

That is most of the time that a command or a worker takes to start. Import this before nbformat and
nbgrader. What is left out for as long as the import lasts is there for whoever asks later.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any

LEFT_OUT = ("rfc3987_syntax", "isoduration")
"""jsonschema does without them where they cannot be imported: they are for formats of text that no
notebook has.
"""

WHEN_CALLED = (
    "nbgrader.server_extensions.assignment_list",
    "nbgrader.server_extensions.course_list",
    "nbgrader.server_extensions.validate_assignment",
    "nbgrader.server_extensions.formgrader",
    "requests",
    "setuptools.archive_util",
)
"""Of these nbgrader takes functions, to be called by Jupyter's server, JupyterHub, or an
exchange.
"""


@contextmanager
def _without(names: tuple[str, ...], stand_in: Callable[[str], Any]) -> Iterator[None]:
    """Let something else stand for modules that nobody has imported yet."""
    absent = [name for name in names if name not in sys.modules]
    sys.modules.update({name: stand_in(name) for name in absent})
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]


def _called_late(name: str) -> ModuleType:
    """A module of functions, each of which imports the real module when it is called."""

    def function(wanted: str) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            return getattr(import_module(name), wanted)(*args, **kwargs)

        return call

    module = ModuleType(name)
    vars(module)["__getattr__"] = function
    return module


with _without(LEFT_OUT, lambda name: None):
    import_module("jsonschema")
with _without(WHEN_CALLED, _called_late):
    import_module("nbgrader.utils")
    import_module("nbgrader.auth")
