"""How nbconvert shows Markdown, without the rest of nbconvert: its exporters, and the client that
runs notebooks, would be half of what a worker imports. What reads HTML is imported when it is
asked for: cells are shown without it.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import TYPE_CHECKING

from grader.late_imports import called_late, without

if TYPE_CHECKING:
    from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

__all__ = ["IPythonRenderer", "MarkdownWithMath"]

_BARE = ("nbconvert", "nbconvert.filters", "nbconvert.preprocessors")
"""Packages of which each imports all that it holds, and of which single modules are needed."""
_WANTED = "nbconvert.filters.markdown_mistune"
_WHEN_CALLED = ("bs4", "bleach", "nbconvert.preprocessors.sanitize")


def _load() -> ModuleType:
    """The module that shows Markdown. Whoever imports nbconvert later gets the whole of it."""
    if "nbconvert" in sys.modules:
        return import_module(_WANTED)
    spec = find_spec("nbconvert")
    folder = spec.submodule_search_locations[0] if spec and spec.submodule_search_locations else ""
    for name in _BARE:
        package = ModuleType(name)
        package.__path__ = ["/".join([folder, *name.split(".")[1:]])]
        sys.modules[name] = package
    try:
        with without(_WHEN_CALLED, called_late):
            return import_module(_WANTED)
    finally:
        for name in [name for name in sys.modules if name.partition(".")[0] == "nbconvert"]:
            del sys.modules[name]


if not TYPE_CHECKING:
    _loaded = _load()
    IPythonRenderer, MarkdownWithMath = _loaded.IPythonRenderer, _loaded.MarkdownWithMath
