"""Opens the pages of a submission in a browser and says what a student's text did to them."""

import mimetypes
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from nbconvert.exporters import HTMLExporter
from nbgrader.server_extensions.formgrader import handlers
from traitlets.config import Config

from tests.attacks.pages import ATTACKS, ORDINARY, OnPage, classroom
from tests.browser.chromium import chromium

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

COURSE = "http://course.test"
STATIC = f"{COURSE}/formgrader/static/"
MATHJAX = "https://cdnjs.cloudflare.com/ajax/libs/mathjax/"
"""What formgrader's own template asks for."""
FEEDBACK_WORDS = (
    "header p, h1:not(.cell *), h2:not(.cell *), h3:not(.cell *), article p:not(.cell *), footer p,"
    " .notebook > details > summary"
)
FORMGRADER_WORDS = ".navbar .breadcrumb a:not(.name-shown), .panel-title span, .nbgrader-label, .scoring-buttons, input.score"
LESSONS_WORDS = "The lesson's last words."

LOOK = r"""
([words, last]) => {
  document.querySelectorAll('details.prose, .notebook > details').forEach(d => { d.open = true })
  const chain = e => { const names = []
    for (; e; e = e.parentElement) names.push(e.tagName + '.' + [...e.classList].sort().join('.'))
    return names.join(' < ') }
  const ends = [...document.querySelectorAll('p')].filter(p => p.textContent == last)
  const own = [...document.querySelectorAll(words), ...ends]
  const covered = []
  for (const e of own) {
    e.scrollIntoView({block: 'center'})
    const r = e.getBoundingClientRect()
    const x = r.left + Math.min(r.width, innerWidth) / 2, y = r.top + r.height / 2
    const top = document.elementFromPoint(x, y)
    if (!r.width || !r.height || !top || !(e.contains(top) || top.contains(e)))
      covered.push(chain(e) + ' by ' + (top ? chain(top) : 'nothing'))
  }
  scrollTo(0, 0)
  const seen = []
  const skips = 'script, noscript, style, textarea, pre, code, annotation, math'
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let n; n = walk.nextNode();) {
    const e = n.parentElement, near = e.closest('.tex2jax_ignore, .tex2jax_process')
    if (!e.closest(skips) && !(near && near.classList.contains('tex2jax_ignore'))) seen.push(n.data)
  }
  const all = [...document.querySelectorAll('*')]
  const ids = all.map(e => e.id).filter(Boolean)
  return {
    ran: window.ran || [],
    chains: own.map(chain),
    covered,
    ids,
    twice: ids.filter((id, i) => ids.indexOf(id) != i),
    names: all.map(e => e.getAttribute('name')).filter(Boolean),
    classes: all.flatMap(e => [...e.classList]),
    tags: all.map(e => e.tagName.toLowerCase()),
    schemes: all.flatMap(e => ['href', 'src', 'action', 'formAction', 'data'].map(a =>
      e.hasAttribute(a.toLowerCase()) && typeof e[a] == 'string' ? e[a].split(/[:,;]/)[0] + ':' : '')),
    links: [...document.querySelectorAll('a')].map(a => a.href),
    text: seen.join('\n'),
    whole: document.body.textContent,
    focus: document.activeElement.tagName,
    title: document.title,
    draws: !!document.querySelector('script[type="text/x-mathjax-config"]'),
    url: location.href,
    width: document.documentElement.scrollWidth,
    height: document.documentElement.scrollHeight,
  }
}
"""
CLICK = r"""
() => {
  document.addEventListener('click', event => {
    const link = event.target.closest('a')
    if (link && !link.href.startsWith('javascript:')) event.preventDefault()
  })
  document.addEventListener('submit', event => event.preventDefault())
  for (const e of document.querySelectorAll('a, button, summary, label, b, p, img, area')) {
    if (e.closest('.navbar')) continue
    for (const kind of ['mouseover', 'focus', 'click'])
      e.dispatchEvent(new MouseEvent(kind, {bubbles: true, cancelable: true}))
  }
}
"""
OBEYED = re.compile(
    r"\\(Rule|rule|href|style|class|cssId|def|let|newcommand|csname|require|enclose|bbox|unicode"
    r"|mmlToken|raise|lower|hspace|kern|mkern|llap|rlap|smash|mathchoice|Huge|LARGE|color\w*"
    r"|fcolorbox|label|tag|ref|eqref|hr|sty)\b"
)
PILES = re.compile("[\u0300-\u036f\u0483-\u0489\u0e47-\u0e4e\u20d0-\u20ff]{5}")
TALLEST = 60_000
INERT = {
    "math", "semantics", "mrow", "mi", "mo", "mn", "msup", "msub", "mfrac", "msqrt", "mtext", "mtable", "mtr",
    "mtd", "mover", "munder", "munderover", "msubsup", "mspace", "mroot", "mstyle", "mpadded", "a",
    "em", "s", "b", "big", "u", "table", "tbody", "tr", "td", "th", "thead", "ul", "ol", "li", "img", "input", "center",
    "pre", "code", "div", "span", "p", "br", "hr", "h1", "h2", "h3", "details", "summary", "i", "strong", "dl", "dt", "dd",
    "col", "colgroup", "section", "article", "del", "blockquote",
}  # fmt: skip


@dataclass
class Looked:
    """What a browser saw of a page."""

    facts: dict[str, Any]
    asked: list[str]
    complaints: list[str] = field(default_factory=list)


def formgrader(root: Path, student: str) -> str:
    """The page on which a person marks, as nbgrader's server makes it."""
    config = Config()
    config.HTMLExporter.template_name = "formgrade"
    config.HTMLExporter.extra_template_basedirs = [handlers.template_path]
    resources = {
        "assignment_id": "ps",
        "notebook_id": "ps",
        "submission_id": "1",
        "index": 0,
        "total": 1,
        "base_url": "",
        "student": student,
        "last_name": None,
        "first_name": None,
        "notebook_path": f"/autograded/{student}/ps/ps.ipynb",
    }
    path = root / "autograded" / student / "ps" / "ps.ipynb"
    body: str = HTMLExporter(config=config).from_filename(str(path), resources=resources)[0]
    return body


def feedback(root: Path, student: str) -> str:
    """The page that goes back to a student."""
    return (root / "feedback" / student / "ps" / "ps.html").read_text(encoding="utf-8")


def look(page: "Page", html: str, words: str) -> Looked:
    """Open a page as a server gives it, follow all that can be followed, and look at it."""
    address = f"{COURSE}/formgrader/submissions/1/"
    asked: list[str] = []

    def answer(route: "Route") -> None:
        url = route.request.url
        if url == address:
            route.fulfill(body=html, content_type="text/html; charset=utf-8")
        elif url.startswith(STATIC):
            path = Path(handlers.static_path, unquote(urlsplit(url).path).split("/static/")[1])
            kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            route.fulfill(body=path.read_bytes(), content_type=kind)
        elif url.startswith(MATHJAX):
            route.fulfill(body="", content_type="text/javascript")
        elif url.startswith(f"{COURSE}/formgrader/api/"):
            route.fulfill(body="[]", content_type="application/json")
        else:
            asked.append(url)
            route.abort()

    page.unroute_all()
    page.route(re.compile("."), answer)
    page.goto(address, wait_until="load")
    page.evaluate(CLICK)
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 30)))")
    return Looked(page.evaluate(LOOK, [words, LESSONS_WORDS]), asked)


KINDS = {"feedback": (feedback, FEEDBACK_WORDS), "formgrader": (formgrader, FORMGRADER_WORDS)}


@dataclass
class Seen:
    """A class in which all but the first are hostile, and a browser to look at their pages with.

    Attributes:
        root: the course's folder.
        page: of the browser.
        honest: what each kind of page is held against.
    """

    root: Path
    page: "Page"
    honest: dict[str, Looked]

    def failures(self, attack: OnPage, kind: str) -> list[str]:
        """What an attack did to a kind of page."""
        html, words = KINDS[kind]
        looked = look(self.page, html(self.root, student_of(attack)), words)
        return harm(looked, self.honest[kind])


@contextmanager
def opened() -> Iterator[Seen]:
    """All attacks handed in and graded, and a browser; without one nothing is looked at."""
    with chromium() as browser, classroom([ORDINARY, *ATTACKS]) as root:
        page = browser.new_page(viewport={"width": 1200, "height": 900})
        honest = {
            kind: look(page, html(root, "s0"), words) for kind, (html, words) in KINDS.items()
        }
        yield Seen(root, page, honest)


def student_of(attack: OnPage) -> str:
    """Who hands in an attack."""
    return f"s{ATTACKS.index(attack) + 1}"


def harm(looked: Looked, honest: Looked) -> list[str]:
    """What a student's text did to a page, beside the page of an honest student."""
    facts, usual = looked.facts, honest.facts
    new_ids = {*facts["ids"]} - {*usual["ids"]}
    new_tags = {*facts["tags"]} - {*usual["tags"]} - INERT
    new_classes = (
        {*facts["classes"]}
        - {*usual["classes"]}
        - {"dataframe", "tex2jax_ignore", "tex2jax_process"}
    )
    new_schemes = {*facts["schemes"]} - {
        *usual["schemes"],
        "http:",
        "https:",
        "mailto:",
        "data:",
        "",
    }
    leads = [url for url in facts["links"] if not _leads_well(url)]
    checks: dict[str, Callable[[], Any]] = {
        "ran": lambda: facts["ran"],
        "asked the network": lambda: looked.asked,
        "covers": lambda: facts["covered"],
        "moved what is not theirs": lambda: {*facts["chains"]} ^ {*usual["chains"]},
        "ids": lambda: [i for i in new_ids if not re.match(r"cell-id=|at-|happened$", i)] + sorted({*facts["twice"]} - {*usual["twice"]}),
        "names": lambda: {*facts["names"]} - {*usual["names"]},
        "elements": lambda: new_tags,
        "classes": lambda: {name for name in new_classes if not re.fullmatch(r"[a-z]{1,2}\d?|ansi-[\w-]+|[xk]\w", name)},
        "schemes": lambda: new_schemes,
        "leads": lambda: leads,
        "formulas": lambda: facts["draws"] and OBEYED.findall(facts["text"]) + re.findall(r"(?:\\sqrt){30}|[{]{30}|(?:\\!){9}|(?:\\frac1){30}|\\\\\*?\[ *-?99", facts["text"]),
        "piles accents": lambda: PILES.findall(facts["whole"]),
        "took the focus": lambda: facts["focus"] != usual["focus"],
        "title": lambda: facts["title"] != usual["title"],
        "went away": lambda: facts["url"].partition("#")[0] != usual["url"],
        "height": lambda: facts["height"] > TALLEST,
        "width": lambda: facts["width"] > usual["width"] + 40,
    }  # fmt: skip
    return [f"{name}: {str(found)[:300]}" for name, check in checks.items() if (found := check())]


def _leads_well(url: str) -> bool:
    """Whether a link leads to the web, within the page, beside it, or where formgrader's own lead."""
    own = f"{COURSE}/formgrader/"
    return not url or not url.startswith(COURSE) or url.startswith((own, f"{COURSE}/notebooks/"))


def acting_files(page: "Page", root: Path, student: str) -> list[str]:
    """The files of a student, in all folders from which pages are served, that a browser runs."""
    ran = []
    for folder in ("autograded", "feedback"):
        for path in sorted((root / folder / student).rglob("*")):
            is_ours = path.name in ("given.html", "ps.html") and folder == "feedback"
            if path.is_file() and not is_ours and path.name != "given.html" and _runs(page, path):
                ran.append(path.name)
    return ran


def _runs(page: "Page", path: Path) -> bool:
    """Whether a browser runs a file, as a server gives it or from the folder itself."""
    data = path.read_bytes()
    kind, packed = mimetypes.guess_type(path.name)
    kind = "application/gzip" if packed else kind or "application/octet-stream"
    page.unroute_all()
    page.route(re.compile("^http"), lambda route: route.fulfill(body=data, content_type=kind))
    for url in ("http://course.test/file", path.as_uri()):
        try:
            page.goto(url, wait_until="load")
        except Exception:  # noqa: BLE001 - it is downloaded and not shown
            continue
        shown = page.evaluate("() => [document.contentType, window.ran || []]")
        if shown[1] or shown[0] in (
            "text/html",
            "image/svg+xml",
            "application/xhtml+xml",
            "application/pdf",
            "text/xml",
            "application/xml",
        ):
            return True
    page.goto("about:blank")
    return False
