"""What sort of thing an answer is, in words, and what to think about where it is another sort than
asked.
"""

from __future__ import annotations

import numpy as np

from course_lib.checking.values.plain import Opaque, Tree, is_number

NOT_CALLED = frozenset(
    "function method builtin_function_or_method method-wrapper ufunc type partial "
    "_ArrayFunctionDispatcher".split()
)
NOT_RUN = frozenset(
    "generator zip map filter enumerate reversed dict_keys dict_values dict_items".split()
)
_NAMES = {
    "ellipsis": "the placeholder `...`",
    "set": "a set",
    "complex": "a complex number",
    "module": "a module",
}


def with_article(kind: str) -> str:
    """The name of a type or an exception with its article: ``an `int` ``, ``a `ValueError` ``."""
    return f"{'an' if kind[:1].lower() in 'aeiou' else 'a'} `{kind}`"


def show_shape(tree: Tree) -> str:
    """The shape of a tree as text: ``(5, 3)``, ``()`` for a number."""
    shape = np.shape(tree) if isinstance(tree, (int, float, np.ndarray)) else ()
    return str(tuple(int(size) for size in shape))


def kind_of(tree: Tree) -> str:
    """What sort of thing a tree is, with its article: ``a number``, ``an array of numbers of shape
    (5, 3)``.
    """
    if isinstance(tree, Opaque):
        return _kind_of_opaque(tree.kind)
    if isinstance(tree, np.ndarray) and tree.ndim:
        return (
            f"an array of {'bools' if tree.dtype.kind == 'b' else 'numbers'} of shape"
            f" {show_shape(tree)}"
        )
    if is_number(tree):
        return "a number"
    names = {str: "a text", list: "a list or tuple", dict: "a dict", type(None): "`None`"}
    return names.get(type(tree), "a bool")


def _kind_of_opaque(kind: str) -> str:
    if kind in NOT_CALLED:
        return "a function (or a class) that was not called"
    if kind in NOT_RUN:
        return f"{with_article(kind)}, whose values have not been collected"
    if kind.startswith("array of "):
        return f"an {kind}{'s' if kind.endswith('object') else ''}"
    return _NAMES.get(kind, f"an object of type `{kind}`")


def sort_of(tree: Tree) -> str:
    """The name of a tree's type, an opaque one's included."""
    return tree.kind if isinstance(tree, Opaque) else type(tree).__name__


def how_come(kind: str) -> str:
    """A question for the author of an answer whose type has this name, where another one is asked
    for.
    """
    if kind in NOT_CALLED:
        return "Which name stands there without the parentheses that run it?"
    if kind in NOT_RUN:
        return "What collects the values into a list or an array?"
    if kind == "array of object":
        return "Which things of another kind or length went into that array beside the numbers?"
    return {
        "NoneType": (
            "Does every way through it end in a `return`, or for a generator meet a `yield`?"
            " `print` shows a value and hands nothing back."
        ),
        "ellipsis": "Which line still has to be written?",
        "set": "A set has no order and keeps equal values once. Which brackets keep them all?",
        "str": "Which step made a text of it? Quotes, `str` and f-strings do.",
    }.get(kind, "What is handed to `return`?")
