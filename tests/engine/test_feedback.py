"""What a student writes or displays runs in no feedback page, and a page says what was stopped and
put right.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
import pytest
from nbformat import NotebookNode
from typer.testing import CliRunner

from grader.autograde import Graded
from grader.cli import app
from grader.desk.feedback import make_pages
from grader.desk.formulas import as_mathml
from grader.engine.documents.safe_cells import safe_cell, safe_outputs
from grader.engine.documents.safe_html import boxed, clean_html
from grader.engine.gradebook.filing import Submission
from grader.engine.protocol.limits import Limits
from tests.browser.chromium import chromium, without_network
from tests.engine.ordinary import code, grade, hand_in, make_course, text
from tests.engine.png import png

if TYPE_CHECKING:
    from playwright.sync_api import Page

SEEN: list[str] = []


def payload(name: str) -> str:
    """JavaScript that tells the page that it ran."""
    SEEN.append(name)
    return f"window.ran=(window.ran||[]).concat([`{name}`])"


def html_payloads() -> list[str]:
    """HTML that runs something if a page takes it as it is; each says its number."""
    forms = [
        "<script>{}</script>",
        "<ScRiPt >{}</sCrIpT>",
        "<script/x>{}</script>",
        '<img src=x onerror="{}">',
        "<img/src=x/onerror={}>",
        "<img src=x\nonerror\n=\n'{}'>",
        '<svg onload="{}"></svg>',
        "<svg/onload={}>",
        "<svg><script>{}</script></svg>",
        '<svg><animate onbegin="{}" attributeName=x dur=1s></svg>',
        (
            "<math><mtext><table><mglyph><style><img src=x"
            " onerror='{}'></style></mglyph></table></mtext></math>"
        ),
        '<body onload="{}">',
        '<details open ontoggle="{}"><summary>x</summary>y</details>',
        '<input autofocus onfocus="{}">',
        '<video><source onerror="{}"></video>',
        '<audio src=x onerror="{}"></audio>',
        '<marquee onstart="{}">x</marquee>',
        '<object data="javascript:{}"></object>',
        '<embed src="javascript:{}">',
        '<iframe src="javascript:parent.{}"></iframe>',
        '<iframe srcdoc="<script>parent.{}</script>"></iframe>',
        '<a class="click" href="javascript:{}">click</a>',
        '<a class="click" href="java\nscript:{}">click</a>',
        '<a class="click" href=" &#106;avascript:{}">click</a>',
        '<a class="click" href="JaVaScRiPt&colon;{}">click</a>',
        '<form action="javascript:{}"><button class="click">click</button></form>',
        '<button class="click" formaction="javascript:{}" form=f>click</button><form id=f></form>',
        '<meta http-equiv="refresh" content="0;url=javascript:{}">',
        '<base href="javascript:{}//"><a class="click" href="x">click</a>',
        "<noscript><p title=\"</noscript><img src=x onerror='{}'>\"></noscript>",
        '<!--><img src=x onerror="{}">-->',
        "<title><img src=\"</title><img src=x onerror='{}'>\"></title>",
        '<textarea></textarea><img src=x onerror="{}">',
        '<p style="animation:x" onanimationstart="{}">x</p><style>@keyframes x{{}}</style>',
        "</pre></div><script>{}</script>",
        "<xmp></xmp><script>{}</script>",
        "<template><script>{}</script></template><script>{}</script>",
    ]
    return [
        form.replace("{}", payload(f"html {n}")).replace("{{}}", "{}")
        for n, form in enumerate(forms)
    ]


def markdown_payloads() -> list[str]:
    js = payload
    return [
        f"[click](javascript:{js('link')})",
        f"[click][a]\n\n[a]: javascript:{js('reference')}",
        f"<javascript:{js('autolink')}>",
        f'![x](x "a" onerror="{js("title")}")',
        f"```mermaid\n<script>{js('mermaid')}</script>\n```",
        f"$$\\href{{javascript:{js('formula')}}}{{x}}$$ <b>",
        f"$a<script>{js('math')}</script>$",
        "![x](attachment:not-there.png)",
        f"![x](attachment:x.png) <script>{js('attachment')}</script>",
    ]


SCREEN = """
from IPython.display import HTML, Javascript, Latex, Markdown, SVG, display
HTMLS = {htmls!r}
MARKDOWNS = {markdowns!r}
for one in HTMLS:
    display(HTML(one))
    display(Markdown(one))
    display({{"text/latex": one}}, raw=True)
    svg = "<svg xmlns='http://www.w3.org/2000/svg'>" + one + "</svg>"
    display({{"image/svg+xml": svg}}, raw=True)
    display({{"image/png": '"' + "><" + one + '"'}}, raw=True)
    display({{"image/jpeg": "'/>" + one, "text/plain": one}}, raw=True)
    scripts = {{"text/vnd.mermaid": one, "application/javascript": one}}
    display({{**scripts, "application/json": {{"a": one}}}}, raw=True)
    display({{"application/vnd.jupyter.widget-view+json": {{"model_id": one}}}}, raw=True)
    metadata = {{"text/html": {{"isolated": True}}, "image/png": {{"alt": one}}}}
    display({{"text/html": one}}, raw=True, metadata=metadata)
    print(one, chr(27) + "[31m" + one)
for one in MARKDOWNS:
    display(Markdown(one))
display(Javascript({js!r}))
"""
RAISE = "class Named(Exception):\n    pass\nNamed.__name__ = {html!r}\nraise Named({html!r} * 2)"
STDERR = (
    "import sys\nprint({html!r}, file=sys.stderr)\nopen({html!r}.replace('/', '|')[:99],"
    " 'w').close()"
)
PARTS = [
    code(
        "def answer():\n    ### BEGIN SOLUTION\n    return 42\n    ### END SOLUTION",
        "answer",
        solution=True,
    ),
    code("assert answer() == 42", "test", 2),
    code("assert answer() == 42, answer()", "told", 1),
    text("Why?", "why", 3, solution=True),
    text("<details><summary>A hint</summary>From the <b onclick='1'>instructor</b></details>"),
]


def hostile(root: Path) -> None:
    """Hand in a notebook that tries to run something in every part of the page."""
    folder = hand_in(root, "eve", "ps")
    notebook = nbformat.read(folder / "ps.ipynb", as_version=4)
    htmls, markdowns = html_payloads(), markdown_payloads()
    cells = {
        cell.metadata.nbgrader.grade_id: cell
        for cell in notebook.cells
        if "nbgrader" in cell.metadata
    }
    cells["answer"].source = f"def answer():\n    return {' '.join(htmls)!r}"
    cells["why"].source = "\n\n".join([*markdowns[:-2], *htmls])
    new = [
        nbformat.v4.new_code_cell(
            SCREEN.format(htmls=htmls, markdowns=markdowns, js=payload("Javascript"))
        ),
        *(nbformat.v4.new_code_cell(RAISE.format(html=html)) for html in htmls[:6]),
        *(nbformat.v4.new_code_cell(STDERR.format(html=html)) for html in htmls[:6]),
        *(nbformat.v4.new_markdown_cell(source) for source in [*htmls, *markdowns]),
        *(nbformat.v4.new_raw_cell(source) for source in htmls),
        *(
            nbformat.v4.new_raw_cell(source, metadata={"raw_mimetype": "text/html"})
            for source in htmls
        ),
    ]
    for number, cell in enumerate(new):
        html = htmls[number % len(htmls)]
        cell.metadata.update(
            tags=[html, html.replace(",", " ")], magics_language=html, name=html, title=html
        )
        cell.id = f"new{number}"
    name = '<img src=x onerror="window.ran=[1]">'  # told among what was put right
    marked = nbformat.v4.new_code_cell(
        "1", metadata={"nbgrader": {"grade_id": name, "grade": True, "points": 1}}
    )
    notebook.cells = [marked, *new, *notebook.cells]
    notebook.metadata.update(
        title=htmls[0], widgets={"application/vnd.jupyter.widget-state+json": {"a": htmls[0]}}
    )
    notebook.metadata.kernelspec = {
        "name": htmls[0],
        "display_name": htmls[0],
        "language": htmls[0],
    }
    nbformat.write(notebook, folder / "ps.ipynb")
    (folder / "<img src=x onerror=alert(1)>.txt").write_text("a name")


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make_course(tmp_path_factory.mktemp("feedback") / "course", {"ps": {"ps": PARTS}})
    SEEN.clear()
    hostile(root)
    (one,) = grade(root, limits=Limits(cell_cpu=5, cell_wall=60))
    assert not one.problem
    assert [*make_pages(root, [Submission("ps", "eve")])] == [(Submission("ps", "eve"), "")]
    return root


@pytest.fixture(scope="module")
def page() -> "Iterator[Page]":
    """A page of a headless browser, for which there is no network."""
    with chromium() as browser:
        opened = browser.new_context().new_page()
        without_network(opened)  # no script of the page's own is fetched either
        yield opened


def what_ran(page: "Page", path: Path) -> list[str]:
    page.goto(path.as_uri(), wait_until="load")
    # Follow every link and press every button, but stay on this page: only addresses with scripts
    # are followed.
    page.evaluate("""() => {
        const stay = (event, address) => address.startsWith('javascript:') || event.preventDefault()
        document.addEventListener('click', event => {
            const link = event.target.closest('a')
            if (link) stay(event, link.href)
        })
        document.addEventListener('submit', event =>
            stay(event, (event.submitter && event.submitter.formAction) || event.target.action))
        for (const one of document.querySelectorAll('a, button, summary')) one.click()
    }""")
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
    ran: list[str] = page.evaluate("() => window.ran || []")
    return ran


def test_the_payloads_run_where_nothing_stops_them(
    page: "Page", course: Path, tmp_path: Path
) -> None:
    """What is tested with is dangerous: each in a page of its own, most run."""
    ran = set()
    for number, html in enumerate(html_payloads()):
        path = tmp_path / f"{number}.html"
        path.write_text(f"<!DOCTYPE html><meta charset='utf-8'><body>{html}</body>")
        ran |= set(what_ran(page, path))
    assert len(ran) >= 20


@pytest.mark.parametrize("address", ["http://a.test/a.png", "https://a.test/a.png"])
def test_whatever_a_page_asks_a_network_for_is_seen(
    page: "Page", tmp_path: Path, address: str
) -> None:
    """What the other tests rely on: a request that is planted does not pass unseen."""
    path = tmp_path / "page.html"
    path.write_text(f"<img src='{address}' onerror='this.alt=1'>")
    with page.context.new_page() as other:
        asked = without_network(other)
        other.goto(path.as_uri(), wait_until="load")
        assert asked == [address]
        assert other.locator("img").evaluate("image => image.naturalWidth") == 0


def test_nothing_of_a_students_runs_in_the_feedback(page: "Page", course: Path) -> None:
    made = course / "feedback" / "eve" / "ps" / "ps.html"
    assert len(SEEN) >= 40
    assert made.stat().st_size > 10_000
    assert what_ran(page, made) == []
    assert page.title() == "ps – feedback"
    assert "Your notebook, as it was run" in page.inner_text("body"), "the page is all there"
    assert page.locator("b[onclick='1']").count() == 1, (
        "the instructor's own cell is as it was written"
    )


def test_without_its_policy_a_page_runs_nothing_either(
    page: "Page", course: Path, tmp_path: Path
) -> None:
    """A page allows no script at all; what a student wrote is harmless even where that is not
    heeded.
    """
    made = (course / "feedback" / "eve" / "ps" / "ps.html").read_text(encoding="utf-8")
    open_page = re.sub(r"<meta http-equiv=.Content-Security-Policy.[^>]*>", "", made)
    assert len(open_page) < len(made)
    (tmp_path / "page.html").write_text(open_page, encoding="utf-8")
    assert what_ran(page, tmp_path / "page.html") == []


def test_nothing_of_a_students_runs_in_formgrader(
    page: "Page", course: Path, tmp_path: Path
) -> None:
    """The page on which a person marks shows the same notebook, with the person's rights."""
    from nbconvert.exporters import HTMLExporter

    notebook = nbformat.read(course / "autograded" / "eve" / "ps" / "ps.ipynb", as_version=4)
    body, _ = HTMLExporter(template_name="classic").from_notebook_node(notebook)
    (tmp_path / "page.html").write_text(body, encoding="utf-8")
    assert what_ran(page, tmp_path / "page.html") == []


def test_feedback_for_what_was_not_graded_is_a_named_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make_course(tmp_path / "course", {"ps": {"ps": PARTS}})
    hand_in(root, "ada", "ps")
    grade(root)
    hand_in(root, "bob", "ps")
    (root / "submitted" / "cy" / "ps").mkdir(parents=True)
    monkeypatch.chdir(root)
    run = CliRunner().invoke(app, ["feedback"])
    assert run.exit_code == 1
    assert "- bob/ps: " in run.output
    assert "- cy/ps: " in run.output
    assert "ada/ps: " not in run.output
    assert "have they been graded?" in run.output
    assert [path.parent.parent.name for path in (root / "feedback").rglob("*.html")] == ["ada"]


def output(**data: object) -> dict[str, object]:
    return {
        "output_type": "display_data",
        "data": {k.replace("_", "/"): v for k, v in data.items()},
        "metadata": {},
    }


def test_what_is_harmless_stays_as_it_was() -> None:
    table = (
        '<table border="1" class="dataframe"><tbody><tr style="text-align:'
        ' right"><td>1</td></tr></tbody></table>'
    )
    picture = f'<img src="data:image/png;base64,{png()}" alt="a dot">'
    (shown,) = safe_outputs([output(text_html=f"<style>td {{color: red}}</style>{table}{picture}")])
    assert shown["data"]["text/html"] == boxed(table + picture)
    figure = output(image_png=png()) | {
        "metadata": {"image/png": {"width": 3, "alt": "a dot", "x": "<"}}
    }
    (shown,) = safe_outputs([figure])
    assert shown["data"] == {"image/png": png()}
    assert shown["metadata"] == {"image/png": {"width": 3, "alt": "a dot"}}


@pytest.mark.parametrize(
    "source",
    [
        "Because $a < b$ and **so** `x[0] < y` & more.",
        "See [the docs](https://numpy.org), [below](#part) or <http://numpy.org>.",
        "| a | b |\n|---|---|\n| 1 | 2 |\n\n[a plot](plot.png)",
        "```python\nif a < b:\n    print('<script>')\n```",
        "- [ ] done\n- [x] not *done*",
        r"$\sum_{i=0}^n i^2 \quad \text{href}$",
    ],
)
def test_a_written_answer_stays_to_the_letter(source: str) -> None:
    cell = nbformat.v4.new_markdown_cell(source)
    assert safe_cell(cell) is None
    assert cell.source == source


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("A <b>b</b> & <br> <sup>c</sup>", "<p>A <b>b</b> &amp; <br> <sup>c</sup></p>"),
        ("<i style='color: red'>red</i>", '<p><i style="color: red">red</i></p>'),
        ("## Why\n\nSo.", "<h2>Why</h2>&#10;<p>So.</p>"),
        ("![a](http://a.test/b.png)", "<p><em>[a picture that is not shown: a]</em></p>"),
        ("$x$ <b>", '<p><span class="tex2jax_process">&#36;x&#36;</span> <b></b></p>'),
        (r"$\href{a}{b}$", "<p><code>&#92;href{a}{b}</code></p>"),
    ],
)  # fmt: skip
def test_an_answer_with_markup_is_shown_as_meant_in_a_box_and_kept_as_written(
    source: str, shown: str
) -> None:
    cell = nbformat.v4.new_markdown_cell(source)
    assert safe_cell(cell) == source
    assert cell.source == boxed(f"{shown}&#10;")
    assert "\n" not in cell.source


@pytest.mark.parametrize(
    "formula", [r"\style{position:fixed;top:0}{9/9}", r"\class{a}{x}", r"\cssId{a}{x}"]
)
def test_a_formula_that_could_cover_the_page_is_shown_as_text(formula: str) -> None:
    cell = nbformat.v4.new_markdown_cell(f"${formula}$")
    assert safe_cell(cell) == f"${formula}$"
    as_code = formula.replace("\\", "&#92;")
    assert cell.source == boxed(f"<p><code>{as_code}</code></p>&#10;")
    (shown,) = safe_outputs([output(text_latex=f"${formula}$", text_plain="9/9")])
    assert shown["data"] == {"text/plain": "9/9"}


def test_a_formula_is_drawn_without_a_script_and_its_text_is_no_markup(page: "Page") -> None:
    drawn = as_mathml(r"\frac{1}{2} \text{<img src=x onerror=1></mtext></math><b>}", True)
    page.set_content(f"<p>{drawn}</p>")
    assert page.locator("img, b").count() == 0
    numbers = page.locator("mfrac mn").evaluate_all(
        "all => all.map(n => n.getBoundingClientRect())"
    )
    assert numbers[0]["y"] < numbers[1]["y"], "one stands above the other"


@pytest.mark.parametrize(
    "style",
    [
        "position: fixed",
        "margin: -9em",
        "background: url(a)",
        "color: red; top: 0",
        "border: 900px solid",
        "vertical-align: 99em",
        "pos\\69tion: fixed",
        "width: 1px",
        "color: var(--a)",
    ],
)
def test_a_style_says_nothing_of_where_a_text_stands(style: str) -> None:
    kept = clean_html(f'<i style="{style}">x</i>')
    assert kept in ("<i>x</i>", '<i style="color: red">x</i>')
    look = "color: #0123ab; border-left: 4px solid #b34700; padding: .1em 0 .1em .9em"
    assert clean_html(f'<i style="{look}">x</i>') == f'<i style="{look}">x</i>'


def test_styles_and_scripts_are_taken_out_and_what_is_never_closed_stays() -> None:
    html = "a<style>x</style>b<SCRIPT c>d</SCRIPT >e<script><style></script>f<style>g"
    (shown,) = safe_outputs([output(text_html=html)])
    assert shown["data"]["text/html"] == boxed("abef&lt;style&gt;g")


def test_a_pasted_picture_stays_with_the_answer(page: "Page", tmp_path: Path) -> None:
    root = make_course(tmp_path / "course", {"ps": {"ps": PARTS}})
    folder = hand_in(root, "ada", "ps", {"why": "![my drawing](attachment:image.png)"})
    notebook = nbformat.read(folder / "ps.ipynb", as_version=4)
    why = next(
        cell
        for cell in notebook.cells
        if cell.metadata.get("nbgrader", {}).get("grade_id") == "why"
    )
    why.attachments = {"image.png": {"image/png": png()}, "bad.png": {"text/html": "<script>"}}
    nbformat.write(notebook, folder / "ps.ipynb")
    grade(root)
    assert [*make_pages(root, [Submission("ps", "ada")])] == [(Submission("ps", "ada"), "")]
    page.goto((root / "feedback" / "ada" / "ps" / "ps.html").as_uri())
    assert page.locator("img[alt='my drawing']").evaluate("image => image.naturalWidth") == 1


LIMITS = Limits(
    cell_cpu=0.5, cell_wall=20, grace=5, output=10_000, memory=300 << 20, disk=1 << 20, repeats=5
)
STOPPED = {
    "while True: pass": "Stopped after 0.5 seconds of computing",
    "print('x' * 20_000)": "Its output was cut",
    "import os; os._exit(3)": "It ended the process that runs the notebook (exit code 3).",
    "x = bytearray(1 << 30)": "Memory",
}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Graded, NotebookNode, str]:
    """A submission that reaches limits and is not in good form: the outcome, the report and the
    feedback.
    """
    root = make_course(tmp_path_factory.mktemp("told") / "course", {"ps": {"ps": PARTS}})
    folder = hand_in(root, "ada", "ps")
    notebook = nbformat.read(folder / "ps.ipynb", as_version=4)
    notebook.cells = [
        cell
        for cell in notebook.cells
        if cell.metadata.get("nbgrader", {}).get("grade_id") != "test"
    ]
    notebook.cells += [nbformat.v4.new_code_cell(source) for source in STOPPED]
    nbformat.write(notebook, folder / "ps.ipynb")
    (outcome,) = grade(root, limits=LIMITS)
    assert [*make_pages(root, [Submission("ps", "ada")])] == [(Submission("ps", "ada"), "")]
    report = nbformat.read(root / "autograded" / "ada" / "ps" / "ps.ipynb", as_version=4)
    return (
        outcome,
        report,
        (root / "feedback" / "ada" / "ps" / "ps.html").read_text(encoding="utf-8"),
    )


@pytest.mark.parametrize("source", STOPPED)
def test_a_limit_is_told_in_the_report_and_the_feedback(
    source: str, told: tuple[Graded, NotebookNode, str]
) -> None:
    outcome, report, page = told
    cell = next(cell for cell in report.cells if cell.source == source)
    assert STOPPED[source] in str(cell.outputs)
    assert STOPPED[source] in page
    assert source.startswith("x =") or any(STOPPED[source] in note for note in outcome.notes)


def test_what_was_put_right_is_told_in_the_report_and_the_feedback(
    told: tuple[Graded, NotebookNode, str],
) -> None:
    outcome, report, page = told
    assert "The test cell test was missing; it was put back." in outcome.notes
    assert "Put right before grading" in report.cells[0].source
    assert "The test cell test was missing; it was put back." in report.cells[0].source
    assert "The test cell test was missing; it was put back." in page
