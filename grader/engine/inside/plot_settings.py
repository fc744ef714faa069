"""Settings of plots that a library makes when it is imported: the warm process has imported it, but
they are made only where a submission names the library.
"""

from collections.abc import Callable, Iterable
from typing import Any

_libraries: set[str] = set()
_settings: dict[str, Any] = {}


def keep_aside(names: Iterable[str], load: Callable[[str], object]) -> None:
    """Import modules, and keep aside what they change of Matplotlib's settings.

    Args:
        names: of the modules.
        load: imports one.
    """
    before = _now()
    for name in names:
        load(name)
    changed = {key: value for key, value in _now().items() if before[key] != value}
    if changed:
        _libraries.update(name.partition(".")[0] for name in names)
        _settings.update(changed)
        _current().update({key: before[key] for key in changed})


def make_if_named(source: str) -> None:
    """Make the settings, once, before a cell that names a library that makes them."""
    if _settings and any(library in source for library in _libraries):
        _current().update(_settings)
        _settings.clear()


def _now() -> dict[str, Any]:
    """All settings but the backend, which would be chosen by looking at it."""
    current = _current()
    return {key: current[key] for key in current if not key.startswith("backend")}


def _current() -> Any:
    from matplotlib import rcParams  # where nobody draws, it is not there

    return rcParams
