"""Makes the heads of tables say what they are: one without text is a plain cell, and one that is a
formula has a text that is heard in its place.
"""

import html
import re
from typing import Any

from docutils import nodes


def setup(app: Any) -> dict[str, bool]:
    """Register with Sphinx, as it asks every extension to."""
    app.add_node(nodes.entry, override=True, html=(_visit, _depart))
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _visit(translator: Any, node: Any) -> None:
    type(translator).visit_entry(translator, node)
    start, end = translator.body[-1], translator.context[-1]
    if not start.startswith("<th"):
        return
    if not node.astext().strip():
        translator.body[-1] = start.replace("<th", "<td", 1)
        translator.context[-1] = end.replace("</th", "</td")
    elif _is_formula(node):
        text = html.escape(re.sub(r"[\\{}]", "", node.astext()))
        translator.body.append(f'<span class="heard">{text}</span>')
        for formula in node.findall(nodes.math):
            formula["hidden"] = True


def _is_formula(node: Any) -> bool:
    words = (text for text in node.findall(nodes.Text) if not isinstance(text.parent, nodes.math))
    return not "".join(words).strip()


def _depart(translator: Any, node: Any) -> None:
    type(translator).depart_entry(translator, node)
