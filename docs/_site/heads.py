"""Makes the heads of tables say what they are: one without text is a plain cell, and a formula has
a name beside its drawing.
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
    elif next(iter(node.findall(nodes.math)), None):
        name = html.escape(re.sub(r"[\\{}]", "", node.astext()))
        translator.body[-1] = start.replace("<th", f'<th aria-label="{name}"', 1)


def _depart(translator: Any, node: Any) -> None:
    type(translator).depart_entry(translator, node)
