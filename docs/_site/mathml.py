"""Writes formulas as MathML, which browsers draw themselves: no script and no font to fetch."""

from typing import Any

from latex2mathml.converter import convert


def setup(app: Any) -> dict[str, bool]:
    """Register the renderer, as Sphinx asks every extension to."""
    app.add_html_math_renderer("mathml", (_inline, None), (_block, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}


LONG = 40
"""A formula in a line with more characters may be wider than a telephone: it scrolls by itself."""


def _inline(translator: Any, node: Any) -> None:
    formula = convert(node.astext())
    if len(node.astext()) > LONG:
        formula = f'<span class="formula in-line" tabindex="0">{formula}</span>'
    if node.get("hidden"):
        formula = formula.replace("<math", '<math aria-hidden="true"', 1)
    translator.body.append(formula)
    raise _skip()


def _block(translator: Any, node: Any) -> None:
    formula = convert(node.astext(), display="block")
    translator.body.append(f'<div class="formula" tabindex="0">{formula}</div>')
    raise _skip()


def _skip() -> Exception:
    from docutils.nodes import SkipNode

    return SkipNode()
