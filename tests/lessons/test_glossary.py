"""No lesson uses a term of the glossary before the lesson that explains it."""

import ast
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from io import StringIO

import pytest

from tests.lessons.previews import PREVIEWS
from tests.lessons.reading import COURSE, LESSONS, Cell, cells, number, prose

GLOSSARY = COURSE.root / "docs" / "glossary.md"
EVERYWHERE = "*"


@dataclass(frozen=True)
class Term:
    """A row of the glossary. ``sense`` is set where a word has a second meaning, explained later than the first."""

    names: tuple[str, ...]
    sense: str
    meaning: str
    lesson: str

    @property
    def name(self) -> str:
        return self.names[0]


@dataclass(frozen=True)
class Passage:
    """A piece of text that a learner reads: a cell's prose, or a comment or docstring of its code."""

    lesson: str
    cell: str
    text: str


def _terms() -> list[Term]:
    rows = [line.strip("|").split("|") for line in GLOSSARY.read_text(encoding="utf-8").splitlines() if "|" in line]
    terms = []
    for term, _symbol, meaning, lesson in (map(str.strip, row) for row in rows[2:]):
        words, _, sense = term.partition(" (")
        terms.append(Term(tuple(words.split(", ")), sense.rstrip(")"), meaning, _folder(lesson)))
    return terms


def _folder(lesson: str) -> str:
    return next(name for name in LESSONS if number(name) == int(lesson))


TERMS = _terms()
NAMES = sorted({name for term in TERMS for name in term.names}, key=len, reverse=True)
every_term = pytest.mark.parametrize("term", TERMS, ids=lambda term: f"{term.name} {term.sense}".strip())


def forms(name: str) -> str:
    """A pattern for a term as a whole word, singular or plural."""
    last = name.split()[-1]
    if last.endswith("axis"):
        return name.removesuffix("is") + "[ie]s"
    if last.endswith("y"):
        return rf"{re.escape(name[:-1])}(?:y|ies)"
    return re.escape(name) + r"(?:s|es|d|ed)?"


@lru_cache(maxsize=256)
def word(name: str) -> re.Pattern[str]:
    """A pattern that finds a term wherever it is written, but not inside a longer term or a hyphenated word."""
    longer = [other for other in NAMES if other != name and re.search(rf"\b{forms(name)}\b", other)]
    found = "|".join(rf"(?<![\w-]){forms(other)}(?![\w-])" for other in longer)
    return re.compile(rf"(?:{found})|(?P<term>(?<![\w-]){forms(name)}(?![\w-]))" if found else
                      rf"(?P<term>(?<![\w-]){forms(name)}(?![\w-]))", re.IGNORECASE)


def definition(term: Term) -> tuple[int, int] | None:
    """Where the term stands in bold in its lesson: the number of the passage, and the place in it."""
    pattern = re.compile(rf"(?:the |an? )?(?:`?)({forms(term.name)})(?:`?)", re.IGNORECASE)
    for i, passage in enumerate(passages()):
        if passage.lesson != term.lesson or passage.cell.startswith("code "):
            continue
        for bold in re.finditer(r"\*\*(.+?)\*\*", passage.text):
            if pattern.fullmatch(bold.group(1).strip(" .")) and not _label(bold.group(1)):
                return i, bold.start()
    return None


def _label(bold: str) -> bool:
    return bold.endswith(":")


@lru_cache(maxsize=1)
def passages() -> list[Passage]:
    """Everything that a learner reads, in the order of the course."""
    return [passage for lesson in LESSONS for cell in cells(lesson) for passage in _passages(cell)]


def _passages(cell: Cell) -> Iterator[Passage]:
    if not cell.is_code:
        text = re.sub(r"\*\*[\w ]+:\*\*", lambda label: " " * len(label.group()), prose(cell.source))
        yield Passage(cell.lesson, cell.id, text)
    elif not cell.is_check:
        for text in _visible_texts(cell.source):
            yield Passage(cell.lesson, f"code {cell.id}", text)


def _visible_texts(source: str) -> Iterator[str]:
    """The comments of a cell and its docstrings, without code in backquotes; a solution's comments are hidden."""
    visible = re.sub(r"### BEGIN SOLUTION.*?### END SOLUTION", "", source, flags=re.DOTALL)
    stub = re.sub(r"### BEGIN SOLUTION.*?### END SOLUTION", "pass", source, flags=re.DOTALL)
    for node in ast.walk(ast.parse(stub)):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and (text := ast.get_docstring(node)):
            yield _without_names(text)
    try:
        for token in tokenize.generate_tokens(StringIO(visible).readline):
            if token.type == tokenize.COMMENT:
                yield _without_names(token.string)
    except (tokenize.TokenError, IndentationError):
        return


def _without_names(text: str) -> str:
    """A docstring or comment without code: `names`, and the arguments that its lines begin with."""
    text = re.sub(r"^[\w, ]+:(?= )", "", prose(text), flags=re.MULTILINE)
    return re.sub(r"\b\w+(?:_\w+|\(|=)[\w, ]*", " ", text)


def early_uses(term: Term) -> Iterator[str]:
    """Each use of a term before its definition that is no preview: lesson, cell and sentence."""
    where, place = definition(term) or (len(passages()), 0)
    for i, passage in enumerate(passages()[: where + 1]):
        text = passage.text[:place] if i == where else passage.text
        for name in term.names:
            for found in word(name).finditer(text):
                if found.group("term") and not _is_preview(term, passage, text, found.start()):
                    yield f"{passage.lesson} {passage.cell}: {_sentence(passage.text, found.start())}"


def _is_preview(term: Term, passage: Passage, text: str, place: int) -> bool:
    own = passage.lesson == term.lesson
    line = text[text.rfind("\n", 0, place) + 1 :].partition("\n")[0]
    if own and (passage.cell == "title" or line.startswith("#")):
        return True  # what a lesson will explain is named in its opening, and in the heading above the explanation
    if passage.cell == "recap" and "**Next:**" in line:
        return True
    return any((term.name, passage.lesson, cell) in PREVIEWS for cell in (passage.cell, EVERYWHERE))


def _sentence(text: str, place: int) -> str:
    start = max(text.rfind(mark, 0, place) for mark in (". ", "? ", "\n")) + 1
    ends = [end for end in (text.find(mark, place) for mark in (". ", "? ", ".\n", "\n")) if end >= 0]
    return " ".join(text[start : min(ends, default=len(text)) + 1].split())


@every_term
def test_a_term_stands_in_bold_where_its_lesson_explains_it(term: Term) -> None:
    assert definition(term) is not None, f"'{term.name}' is nowhere in bold in {term.lesson}"


@every_term
def test_no_lesson_uses_a_term_before_it_is_explained(term: Term) -> None:
    if term.sense:
        return  # the word itself is explained by its first row
    uses = [*early_uses(term)]
    assert uses == [], "\n".join(["used before it is explained:", *uses])


def test_the_glossary_is_in_order_and_each_term_has_one_sentence() -> None:
    names = [f"{term.name} {term.sense}".strip().lower() for term in TERMS]
    assert names == sorted(names)
    assert len(set(names)) == len(names)
    for term in TERMS:
        assert term.meaning.endswith("."), term.name
        assert ". " not in term.meaning, term.name


def test_every_preview_on_the_list_is_still_needed() -> None:
    unknown = [preview for preview in PREVIEWS if preview[0] not in {term.name for term in TERMS}]
    assert unknown == []
    unused = []
    for name, lesson, cell in PREVIEWS:
        here = [p for p in passages() if p.lesson == lesson and cell in (p.cell, EVERYWHERE)]
        if not any(found.group("term") for p in here for found in word(name).finditer(p.text)):
            unused.append((name, lesson, cell))
    assert unused == []
