"""Imports a library without what it imports in turn and is seldom asked for."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any


@contextmanager
def without(names: tuple[str, ...], stand_in: Callable[[str], Any]) -> Iterator[None]:
    """Let something else stand, while a library is imported, for modules that nobody has imported
    yet.

    Args:
        names: of the modules.
        stand_in: makes what stands for one; ``None`` lets its import fail.
    """
    absent = [name for name in names if name not in sys.modules]
    sys.modules.update({name: stand_in(name) for name in absent})
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]


def called_late(name: str) -> ModuleType:
    """A module of functions, each of which imports the real module when it is called."""

    def function(wanted: str) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            return getattr(import_module(name), wanted)(*args, **kwargs)

        return call

    module = ModuleType(name)
    vars(module)["__getattr__"] = function
    return module
