"""Settings of plots that a library makes when it is imported: the warm process has imported it, but
they are made only where a submission names the library.
"""

from collections.abc import Callable, Iterable
from typing import Any

import matplotlib as mpl

_libraries: set[str] = set()
_settings: dict[str, Any] = {}


def keep_aside(names: Iterable[str], load: Callable[[str], object]) -> None:
    """Import modules, and keep aside what they change of Matplotlib's settings.

    Args:
        names: of the modules.
        load: imports one.
    """
    before: dict[str, Any] = dict.copy(mpl.rcParams)
    for name in names:
        load(name)
    after: dict[str, Any] = dict.copy(mpl.rcParams)
    changed = {key: value for key, value in after.items() if before[key] != value}
    if changed:
        _libraries.update(name.partition(".")[0] for name in names)
        _settings.update(changed)
        dict.update(mpl.rcParams, before)


def make_if_named(source: str) -> None:
    """Make the settings, once, before a cell that names a library that makes them."""
    if _settings and any(library in source for library in _libraries):
        dict.update(mpl.rcParams, _settings)
        _settings.clear()
