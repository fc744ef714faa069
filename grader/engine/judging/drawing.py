"""Whether code may draw figures, told from its text: it then needs Matplotlib, which takes as long
to import as all else that a submission's process needs.

What is overlooked, such as a name put together from parts, draws all the same, with a Matplotlib
that it imports itself.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.util import find_spec

CODE = (".ipynb", ".py", ".ipy")
"""How files end that a notebook may run."""
DRAW_NOTHING = {*sys.stdlib_module_names, "numpy", "IPython", "pytest", "nose", "tqdm"}
_DRAWS = re.compile(r"plot|pylab|__import__|import_module")
"""Matplotlib itself, what draws with it, and libraries that are not named as such."""
_IMPORTS = re.compile(r"\b(?:import|from)[ \t]+(\w[\w., \t]*)")
_MOST = 200
"""Libraries to look for in a text."""


def may_draw(texts: Iterable[str]) -> bool:
    """Whether any of these texts (cells, modules, whole notebooks) names what draws, or imports a
    library that may.
    """
    return any(_DRAWS.search(text) or _imports_more(text) for text in texts)


def _imports_more(text: str) -> bool:
    names = set(_imported(text)) - DRAW_NOTHING
    return len(names) > _MOST or any(map(_is_library, names))


def _imported(text: str) -> Iterator[str]:
    """What follows `import` and `from`: libraries, and words of the prose."""
    for match in _IMPORTS.finditer(text):
        for part in match[1].split(","):
            yield from re.findall(r"^\w+", part.strip())


@lru_cache(maxsize=4096)
def _is_library(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except ValueError:  # a module that is there and has no spec
        return True
