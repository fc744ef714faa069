"""Submissions that are hostile on a page: in the feedback that goes back, and in formgrader.

Each is graded in one class with an honest submission, then both pages are opened in a browser and
held against the honest ones: nothing ran, nothing was asked of a network, and whatever is not the
student's stands where it stood, in sight.
"""

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nbformat
from nbformat import NotebookNode

from grader.desk.feedback import make_pages
from grader.engine.protocol.limits import Limits
from tests.engine.ordinary import code, grade, hand_in, make_course, text
from tests.engine.png import png

RUN = "top.ran=(top.ran||[]).concat(1)"
HONEST = "honest"
GIVEN = text("# The lesson's heading\n\nThe lesson's own words. ![given](attachment:given.png)")
GIVEN.attachments = {"given.png": {"image/png": png(1, 1)}}
CELLS = [
    GIVEN,
    code("def one():\n    ### BEGIN SOLUTION\n    return 1\n    ### END SOLUTION", "one", solution=True),
    code("assert one() == 1", "test", 2),
    text("Why?", "why", 3, solution=True),
    text("## The end\n\nThe lesson's last words."),
]  # fmt: skip


@dataclass(frozen=True)
class OnPage:
    """What is tried on a page.

    Attributes:
        name: what it tries.
        answer: the text in the cell that a person marks.
        cells: cells put between that and the lesson's last words.
        files: other files that are handed in.
        metadata: of the notebook and of each cell put there.
        attachments: of the answer.
        swapped: attachments that take the place of those in the lesson's own cell.
    """

    name: str
    answer: str = "Because."
    cells: tuple[NotebookNode, ...] = ()
    files: dict[str, bytes] = field(default_factory=dict)
    metadata: dict[str, Any] = field(default_factory=dict)
    attachments: dict[str, dict[str, str]] = field(default_factory=dict)
    swapped: dict[str, dict[str, str]] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.name.replace(" ", "-")


def hand_in_attack(root: Path, number: int, attack: OnPage) -> str:
    """Hand it in; gives the student's name."""
    student = f"s{number}"
    folder = hand_in(root, student, "ps", {"one": "def one():\n    return 1"})
    notebook = nbformat.read(folder / "ps.ipynb", as_version=4)
    *_, answer, last = notebook.cells
    answer.source = attack.answer
    if attack.attachments:
        answer.attachments = attack.attachments
    if attack.swapped:
        notebook.cells[0].attachments = attack.swapped
    cells = [nbformat.from_dict(json.loads(json.dumps(cell))) for cell in attack.cells]
    for place, cell in enumerate([answer, *cells]):
        cell.metadata.update(attack.metadata)
        cell.id = cell.id if cell is answer else f"n{place}"
    notebook.metadata.update(attack.metadata)
    notebook.cells = [*notebook.cells[:-1], *cells, last]
    nbformat.write(notebook, folder / "ps.ipynb")
    for name, data in attack.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return student


@contextmanager
def classroom(attacks: list[OnPage]) -> Iterator[Path]:
    """A class that has been graded, with its pages; the first hands in s0, and so on."""
    with TemporaryDirectory() as name:
        root = make_course(Path(name, "course"), {"ps": {"ps": CELLS}})
        (root / "source" / "ps" / "given.html").write_text("<p>The lesson's own page</p>")
        for number, attack in enumerate(attacks):
            hand_in_attack(root, number, attack)
        graded = grade(root, limits=Limits(cell_cpu=5, cell_wall=60))
        problems = [f"{one.submission}: {one.problem}" for one in graded if one.problem]
        problems += [why for _, why in make_pages(root, [one.submission for one in graded]) if why]
        assert not problems, problems
        yield root


def _md(*sources: str) -> tuple[NotebookNode, ...]:
    return tuple(nbformat.v4.new_markdown_cell(source) for source in sources)


def _raw(source: str, **metadata: str) -> tuple[NotebookNode, ...]:
    return (nbformat.v4.new_raw_cell(source, metadata=metadata),)


def _code(source: str) -> tuple[NotebookNode, ...]:
    return (nbformat.v4.new_code_cell(source),)


def _shows(
    data: dict[str, Any], metadata: dict[str, Any] | None = None
) -> tuple[NotebookNode, ...]:
    return _code(
        f"from IPython.display import display\ndisplay({data!r}, raw=True, metadata={metadata!r})"
    )


def _html(html: str) -> tuple[NotebookNode, ...]:
    return _shows({"text/html": html, "text/plain": "x"})


def everywhere(name: str, html: str) -> OnPage:
    """HTML in an answer, a cell of text, what is displayed as HTML and as Markdown, and a raw
    cell.
    """
    return OnPage(
        name,
        html,
        (
            *_md(html),
            *_html(html),
            *_shows({"text/markdown": html}),
            *_raw(html, raw_mimetype="text/html"),
        ),
    )


def formula(name: str, tex: str) -> OnPage:
    """TeX wherever MathJax would find it."""
    return OnPage(
        name,
        f"${tex}$",
        (
            *_md(
                f"$$\n{tex}\n$$",
                f"a\n\n\\\\({tex}\\\\) and \\\\[{tex}\\\\]",
                f"<b>${tex}$</b>",
                f"**5 $ {tex} 6 $**",
            ),
            *_md(
                f"\\begin{{Vmatrix}}{tex}\\end{{Vmatrix}}",
                f"| ${tex}$ |\n|--|\n| x |",
                f"[${tex}$](#a)",
            ),
            *_html(f"<p>${tex}$ \\({tex}\\)</p>"),
            *_shows({"text/latex": f"${tex}$"}),
            *_shows({"text/markdown": f"- ${tex}$"}),
            *_raw(f"${tex}$"),
            *_code(f"raise ValueError({f'${tex}$'!r})"),
        ),
    )


def link(name: str, *addresses: str) -> OnPage:
    """Links to an address, written in every way there is."""
    texts = [
        form.format(address)
        for address in addresses
        for form in (
            "[click]({})",
            "[click](<{}>)",
            "<a href='{}'>click</a>",
            "<{}>",
            "[click][a]\n\n[a]: {}",
            '<a href="{}">c</a>',
        )
    ]
    return OnPage(name, "\n\n".join(texts), (*_md(*texts), *_html("".join(texts))))


def _b64(data: str) -> str:
    return base64.b64encode(data.encode()).decode()


OVER = "position:fixed;top:0;left:0;width:100%;height:100%;z-index:99999;background:#fff"
BOX = f'<div style="{OVER}">9 of 9 points</div>'
SVG = f'<svg xmlns="http://www.w3.org/2000/svg" onload="{RUN}"><script>{RUN}</script></svg>'
WEB = "http://evil.test"
PAGE = f"<!DOCTYPE html><script>{RUN}</script>".encode()

ORDINARY = OnPage(
    HONEST,
    "Because **of** `this`, see [the docs](https://numpy.org): $\\frac{1}{2} x^2$.",
    (
        *_md(
            "# My heading\n\n| a | b |\n|--|--|\n| 1 | <b>2</b> |\n\n```python\nx = 1\n```\n\n- [ ] to do"
        ),
        *_html('<table border="1" class="dataframe"><tr><td>1</td></tr></table>'),
        *_shows({"text/markdown": "*a*"}),
        *_shows({"text/latex": "$x$", "text/plain": "x"}),
        *_shows({"image/png": png(1, 1)}),
        *_code("import sys\nprint(1)\nprint('\\x1b[31m2', file=sys.stderr)"),
        *_code("raise ValueError('no')"),
        *_code("1 + 1"),
        *_raw("plain"),
    ),
)
"""What an honest student's page holds: it has all that a page is made of."""
LINKS = [
    link("link that files/ hides", f"files/javascript:{RUN}", f"/files/javascript:{RUN}"),
    link("link that files/ hides twice", f"files/files/javascript:{RUN}", f"/files//files/javascript:{RUN}"),
    link("link with a scheme in capitals and entities", f"JaVaScRiPt:{RUN}", f"&#106;avascript:{RUN}", f"java&Tab;script:{RUN}", f"javascript&colon;{RUN}"),
    link("link with control characters", f"\x01javascript:{RUN}", f"java\x0bscript:{RUN}", f"\u00a0javascript:{RUN}"),
    link("link to a page in its own address", f"data:text/html,<script>{RUN}</script>", f"data:text/html;base64,{_b64('<script>1</script>')}"),
    link("link with percent signs", "java%73cript:1", f"%6aavascript:{RUN}", "files/%2e%2e/x"),
    link("link to other schemes", f"vbscript:{RUN}", "blob:x", "filesystem:x", "view-source:x", "file:///etc/passwd", "intent:x"),
    link("link to the server's own commands", "/hub/logout", "../../../api/x", "//evil.test/", "\\\\evil.test\\x", "..", "./../x"),
    everywhere("link in an image map", f'<map name=m><area href="javascript:{RUN}" shape=default></map><img usemap=#m src=x>'),
    everywhere("link in SVG and MathML", f'<svg><a xlink:href="javascript:{RUN}"><text y=9>c</text></a></svg><math href="javascript:{RUN}"><mi>c</mi></math>'),
    everywhere("link that pings", f'<a href="#a" ping="{WEB}/ping" target=_top download>c</a>'),
    everywhere("form, button and label", f'<form action="javascript:{RUN}"><button formaction="javascript:{RUN}">c</button><label><input type=image src=x>x</label></form>'),
]  # fmt: skip
COVERS = [
    everywhere("box over the page", BOX),
    everywhere("box over the page by escapes", '<div style="pos\\69tion:fixed;top:0;width:100%;height:100%;background:#fff">x</div><div style="position/**/:fixed;inset:0;background:red">x</div>'),
    everywhere("margins that move a text up", '<div style="margin-top:-900px;background:#fff;height:900px">9 of 9</div><p style="margin:-50em 0 0 0">x</p>'),
    everywhere("transform, float and outline", '<div style="transform:translateY(-500px) scale(40);float:left;outline:900px solid #fff;box-shadow:0 0 0 999px #fff">x</div>'),
    everywhere("borders as large as a page", '<span style="border:900px solid #fff;font-size:900px;letter-spacing:-9em;line-height:0">x</span>'),
    everywhere("classes of the page", '<div class="modal in">a</div><div class="navbar-fixed-top navbar">b</div><div class="panel panel-primary nbgrader_cell"><div class="panel-heading">Student\'s answer</div></div><div class="total">9</div><p class="score">9 of 9</p>'),
    everywhere("class that is shown to nobody", '<div class="hidden"></div></div></div><div class="hide sr-only collapse">x</div>'),
    everywhere("ids of the page", '<a id="why"></a><input id="test"><div id="notebook-container"></div><b id="statusmessage">9</b><i name="why" id="at-why">x</i>'),
    OnPage("heading that takes an id", "# why\n\n## test\n\n### statusmessage\n\nnext\n=====\n\n#MathJax", _md("# why-comment\n\n# at-test")),
    everywhere("closing tags that nobody opened", "x</div></div></div></div></section></main></body></html>9 of 9 points"),
    everywhere("elements that are never closed", "<details><summary>s</summary><s><b><big><a href='#x'><u><table><tr><td><ul><li>x"),
    OnPage("tags over several cells", "<details><summary>s</summary>", _md("</div></div><details>", "<s>", "<!--", "x", "-->", "</details></div>")),
    everywhere("comments, CDATA and plain text without end", "<!-- x\n\n<![CDATA[ x\n\n<plaintext>\n\n<textarea>\n\n<title>\n\n<xmp>\n\n<noscript>\n\n<template>"),
    everywhere("dialog, popover and inert", "<dialog open>9 of 9</dialog><div popover=manual id=p>x</div><button popovertarget=p>c</button><div inert hidden aria-hidden=true contenteditable autofocus tabindex=1 accesskey=s>x"),
    everywhere("things that take the focus", "<input autofocus><textarea autofocus></textarea><a href=#x autofocus tabindex=1>x</a><select autofocus>"),
    everywhere("shadow root", f"<div><template shadowrootmode=open><style>:host{{{OVER}}}</style><script>{RUN}</script>9 of 9</template></div>"),
    everywhere("custom elements and slots", "<x-panel is=div slot=a part=b>x</x-panel><slot name=a>x</slot>"),
    everywhere("styles for the whole page", "<style>*{display:none!important}</style><style>@import url(http://evil.test/a.css);</style><link rel=stylesheet href='data:text/css,*{display:none}'>"),
    everywhere("style in SVG and MathML", "<svg><style>*{display:none}</style></svg><math><style>*{display:none}</style><mpadded voffset=90em height=0>x</mpadded><mspace width=-99em></math>"),
    everywhere("animation and marquee", "<marquee scrollamount=99>x</marquee><p style='animation:x 1s infinite'>x</p><blink>x</blink>"),
    everywhere("frames", f'<iframe srcdoc="<script>{RUN}</script>"></iframe><object data="data:text/html,<script>{RUN}</script>"></object><embed src="javascript:{RUN}"><frameset><frame src=x><portal src=x>'),
    everywhere("base, meta and refresh", f'<base href="{WEB}/"><meta http-equiv=refresh content="0;url={WEB}/"><meta http-equiv="Content-Security-Policy" content="script-src \'none\'">'),
    everywhere("event handlers", f'<b onclick="{RUN}" onmouseover="{RUN}" onfocus="{RUN}" tabindex=0>x</b><img src=x onerror="{RUN}"><details open ontoggle="{RUN}">x</details><p oncontentvisibilityautostatechange="{RUN}" style="content-visibility:auto">x'),
    everywhere("mutations of the parser", f'<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror={RUN}&gt;">x<svg></p><style><a id="</style><img src=1 onerror={RUN}>">'),
    everywhere("attributes of Bootstrap and formgrader", '<a data-toggle="modal" data-target="#notebook" data-link="x" data-html=true title="<img src=x onerror=top.ran=1>">c</a><div data-spy=affix data-offset-top=0>x</div>'),
    everywhere("text from right to left over the rest", "\u202e9 fo 9\u2066\u202b <bdo dir=rtl>x</bdo><p dir=rtl>x</p>"),
    OnPage("accents piled over the lines above", "a" + "\u0336\u0300\u20e3" * 200, (*_md("e" + "\u0e47" * 300), *_code("print('o' + '\\u0489' * 300)\n# u" + "\u0301" * 300), *_html("i" + "&#x301;" * 300 + "i" + "\u0301" * 300))),
    everywhere("numbers as large as a page", "<table border=99999 width=99999999 height=99999999><td colspan=999999 rowspan=999999>x</table><ol start=-2147483648><li>x</ol><hr width=99999999 size=99999999><col span=9999999 width=9999999>"),
    everywhere("elements nested without end", "<div>" * 3000 + "<b>" * 3000 + "<table><td>" * 500),
    everywhere("text of one word without end", "W" * 4000),
]  # fmt: skip
FORMULAS = [
    formula("formula that lays a box", r"\Rule{99em}{99em}{9em}\rule{99em}{99em}"),
    formula("formula with a comment in a command", "\\hr%\nef{javascript:" + RUN + "}{x}\\sty%x\nle{position:fixed}{x}"),
    formula("formula that makes links and styles", r"\href{javascript:" + RUN + r"}{x}\style{position:fixed;top:0}{9}\class{modal}{x}\cssId{why}{x}"),
    formula("formula that makes commands", r"\def\a{\href}\let\b\Rule\newcommand{\c}{\style}\a{x}{y}\csname Rule\endcsname{9em}{9em}{0em}"),
    formula("formula that asks for extensions", r"\require{enclose}\enclose{x}{y}\bbox[position:fixed]{x}\unicode{x41}\mmlToken{mi}[href=x]{x}"),
    formula("formula that moves", r"\raise99em{x}\lower{99em}{x}\hspace{-99em}\kern-99em\mkern-999mu\llap{x}\smash{x}\mathchoice{a}{b}{c}{d}"),
    formula("formula that moves by line ends", r"\begin{array}{l}x\\[-99em]9\\ [99em]x\\*[ 99 em ]y\end{array}"),
    formula("formula that moves left in small steps", r"\!" * 900 + "x"),
    formula("formula of 900 roots", r"\sqrt" * 900 + "x"),
    formula("formula of 900 braces", "{" * 900 + "x" + "}" * 900),
    formula("formula of scripts on scripts", "x^{a" * 300 + "}" * 300),
    formula("formula of fractions by names", r"\frac1" * 900 + "2"),
    formula("formula in large letters", r"\Huge\color{white}\colorbox{white}{x}\fcolorbox{white}{white}{x}\LARGE x"),
    formula("formula with labels and tags", r"\label{why}\tag{9 of 9}\ref{why}\eqref{why}x"),
    formula("formula with HTML", "\\text{<img src=x onerror=" + RUN + ">}</span><script>" + RUN + "</script>"),
    OnPage("formula over several cells", "$x", _md(r"\Rule{9em}{9em}{9em}$", r"a \begin{align}", r"\Rule{9em}{9em}{9em}\end{align}")),
    OnPage("formula in the name of an error", cells=_code("type('$\\\\Rule{9em}{9em}{9em}$', (Exception,), {})\nclass A(Exception): pass\nA.__name__ = '$\\\\Rule{9em}{9em}{9em}$'\nraise A('\\\\(\\\\Rule{9em}{9em}{9em}\\\\)')")),
    OnPage("formula in the first line of code", cells=_code("x = '$\\\\Rule{9em}{9em}{9em}$' + 1")),
    everywhere("formula that a class switches on", r'<div class="tex2jax_process">$\Rule{9em}{9em}{9em}$</div><script type="math/tex">\Rule{9em}{9em}{9em}</script>'),
]  # fmt: skip
PICTURES = [
    everywhere("pictures from the network", f'<img src="{WEB}/a.png"><img srcset="{WEB}/b.png 1x"><picture><source srcset="{WEB}/c.png"><img src=x></picture><video poster="{WEB}/d.png" src="{WEB}/v"></video><audio src="{WEB}/e"></audio><input type=image src="{WEB}/f">'),
    OnPage("pictures from the network in Markdown", f"![a]({WEB}/a.png) ![b][c]\n\n[c]: {WEB}/c.png\n\n![d](//evil.test/d.png) ![e](https:/\\evil.test/e.png) ![f](files/http://evil.test/f.png)", _md(f"![a](<{WEB}/a.png> 'x')\n\n[![x]({WEB}/y.png)]({WEB})")),
    everywhere("pictures by styles", f"<p style=\"background:url({WEB}/a.png)\">x</p><ul style='list-style-image:url({WEB}/b.png)'><li>x</ul><b style='content:image-set(\"{WEB}/c.png\" 1x);cursor:url({WEB}/d.cur),auto;mask:url({WEB}/e);border-image:url({WEB}/f) 9'>x</b>"),
    everywhere("old attributes that fetch", f'<table background="{WEB}/a.png"><td background="{WEB}/b.png">x</table><img lowsrc="{WEB}/c" dynsrc="{WEB}/d"><link rel=prefetch href="{WEB}/e"><link rel=dns-prefetch href=//evil.test><track src={WEB}/f><svg><image href="{WEB}/g"/><use href="{WEB}/h#x"/><feImage href="{WEB}/i"/></svg>'),
    OnPage("attachments of odd kinds", "![a](attachment:a.svg) ![b](attachment:b.png) ![c](attachment:c.png) ![d](attachment:d) ![e](attachment:gone.png)", attachments={"a.svg": {"image/svg+xml": _b64(SVG)}, "b.png": {"text/html": _b64("<script>1</script>")}, "c.png": {"image/png": f'x" onerror="{RUN}'}, "d": {'image/png;base64,x" onerror="' + RUN + '" x="': "AAAA"}}),
    OnPage("attachments of the lesson's own cell", swapped={"given.png": {"image/svg+xml": _b64(SVG), 'image/png;base64,x" onerror="' + RUN + '" x="': "AAAA"}}),
    OnPage("picture of more pixels than memory", f"![x](attachment:x.png) ![y](data:image/png;base64,{png(60_000, 60_000)})", (*_shows({"image/png": png(60_000, 60_000)}), *_html(f'<img src="data:image/png;base64,{png(9, 3_000_000)}">')), attachments={"x.png": {"image/png": png(50_000, 50_000)}}),
    OnPage("picture that asks for a large place", cells=_shows({"image/png": png(1, 1)}, {"image/png": {"width": 10**9, "height": 10**9, "unconfined": True, "alt": f'"><script>{RUN}</script>'}, "filenames": {"image/png": f"{WEB}/x.png"}, "width": "1 onerror=x"})),
    OnPage("pictures that are SVG", cells=(*_shows({"image/svg+xml": SVG}), *_shows({"image/png": _b64(SVG), "text/plain": "x"}), *_html(f'<img src="data:image/svg+xml;base64,{_b64(SVG)}">'))),
]  # fmt: skip
PARTS = [
    OnPage("display of every kind", cells=tuple(cell for mime in (
        "application/javascript", "text/javascript", "application/vnd.jupyter.widget-view+json", "application/vnd.vega.v5+json", "application/vnd.plotly.v1+json", "text/vnd.mermaid", "application/pdf", "application/xhtml+xml", "text/xml", "image/svg+xml", "text/x-html", "TEXT/HTML", "text/html; charset=utf-8", "text/html;x", "model/gltf+json", "application/geo+json", "video/mp4", "audio/wav", "application/x-nbgrader",
    ) for cell in _shows({mime: f"<script>{RUN}</script><img src={WEB}/a onerror='{RUN}'>"}))),
    OnPage("display in a frame of its own", cells=_shows({"text/html": f"<script>{RUN}</script>"}, {"text/html": {"isolated": True}, "isolated": True})),
    OnPage("state of widgets", metadata={"widgets": {"application/vnd.jupyter.widget-state+json": {"version_major": 2, "version_minor": 0, "state": {"a": {"model_name": "HTMLModel", "model_module": WEB, "state": {"value": f"</script><script>{RUN}</script>"}}}}}}, cells=_shows({"application/vnd.jupyter.widget-view+json": {"model_id": "a", "version_major": 2}})),
    OnPage("tags that become classes", metadata={"tags": ["x modal in", "navbar-fixed-top", "remove_cell", "hide-input", '"><script>' + RUN + "</script>"], "slideshow": {"slide_type": "skip"}, "collapsed": True, "jupyter": {"source_hidden": True, "outputs_hidden": True}, "hide_input": True}, cells=_code("1")),
    OnPage("languages, titles and names", metadata={"language_info": {"name": f"<script>{RUN}</script>", "pygments_lexer": "html+php", "file_extension": ".html", "mimetype": "text/html"}, "kernelspec": {"name": "x", "display_name": f"<img src=x onerror={RUN}>", "language": "javascript"}, "title": f"</title><script>{RUN}</script>", "authors": [{"name": f"<b onclick={RUN}>"}], "magics_language": "html", "name": "why", "alt": f'"><script>{RUN}</script>', "raw_mimetype": "text/html"}, cells=(*_code("1"), *_raw(f"<script>{RUN}</script>{BOX}"))),
    OnPage("marks of a person's own", metadata={"nbgrader": {"grade_id": f'why"><script>{RUN}</script>', "grade": True, "solution": True, "points": 9, "schema_version": 3, "locked": False, "task": False}}, cells=_md("x")),
    OnPage("errors in colours and markup", cells=(*_code(f"raise ValueError('\\x1b[8m\\x1b[47;37m<script>{RUN}</script>\\x1b]8;;javascript:{RUN}\\x07link\\x1b]8;;\\x07')"), *_code(f"class A(Exception): pass\nA.__name__ = '<img src=x onerror={RUN}>'\nraise A"), *_code("print('\\x1b[2J\\x1b[1;1H\\x1b[38;2;255;255;255m9 of 9\\x9b31m')"))),
    OnPage("code that ends its own element", cells=(*_code(f"# </pre></div><script>{RUN}</script>{BOX}\n'''</textarea></code>'''"), *_md(f"```html\n</code></pre><script>{RUN}</script>\n```", f'```"><script>{RUN}</script>\nx\n```', f"`</code><script>{RUN}</script>`", f"    </pre><script>{RUN}</script>"))),
    OnPage("diagrams and languages of code", cells=_md(f'```mermaid\ngraph TD\nclick A href "javascript:{RUN}"\n```', f"```mermaid\n<img src=x onerror={RUN}>\n```", "```brainfuck\n[[[[\n```", "```{=html}\n<script>" + RUN + "</script>\n```")),
    OnPage("titles and captions of Markdown", f"![x](x \"a' onerror='{RUN}\") [x](#a \"' onclick='{RUN}\")", _md(f'!["><script>{RUN}</script>](attachment:gone)', f"[x](#a '\"><script>{RUN}</script>')", f"x\n: <script>{RUN}</script>\n\n[^1]: <b onclick={RUN}>", f"| <script>{RUN}</script> |\n|--|\n| x |")),
    OnPage("words of the grader's", "**Put right before grading** (this cost nothing)\n\n## Points\n\n9 of 9 points", _html('<article class="full"><h3>why <span class="score">3 of 3 points</span></h3></article><details open><summary>To think about</summary>x</details>')),
]  # fmt: skip
FILES = [
    OnPage("page beside the notebook", files={"b.html": PAGE, "ps.html": PAGE, "index.html": PAGE, "INDEX.HTM": PAGE, "data/a.xhtml": b'<html xmlns="http://www.w3.org/1999/xhtml"><script>top.ran=[1]</script></html>'}),
    OnPage("picture beside the notebook that runs", files={"a.svg": SVG.encode(), "a.svgz": SVG.encode(), "b.xml": SVG.encode(), "c.xsl": SVG.encode(), "d.mml": SVG.encode(), "e.rdf": SVG.encode()}),
    OnPage("documents that run", files={"a.pdf": b"%PDF-1.7 <script>", "b.mhtml": PAGE, "c.shtml": PAGE, "d.js": RUN.encode(), "e.hta": PAGE, "f.xht": PAGE, "g.htc": PAGE, "h.swf": b"FWS", "i.wasm": b"\0asm"}),
    OnPage("pages without a page's name", files={"page": PAGE, "b.xyz": PAGE, "c.html.": PAGE, "d.html ": PAGE, ".html": PAGE, "e.npy": PAGE, "f": b"\xef\xbb\xbf \n" + PAGE, "g": b"\xff\xfe" + "<script>top.ran=[1]</script>".encode("utf-16-le")}),
    OnPage("names that end in more than one way", files={"a.html.gz": PAGE, "b.txt.html": PAGE, "c.html.txt": PAGE, "b.html/x.txt": b"x", "d.png.svg": SVG.encode(), "<img src=x onerror=top.ran=[1]>.html": PAGE, "$\\Rule{9em}{9em}{9em}$.html": PAGE}),
]  # fmt: skip
ATTACKS = [*LINKS, *COVERS, *FORMULAS, *PICTURES, *PARTS, *FILES]
