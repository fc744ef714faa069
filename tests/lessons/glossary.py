"""``python -m tests.lessons.glossary``: each term, where it is explained, and where it is first
used.
"""

import ast
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from io import StringIO

from tests.lessons.previews import IDIOMS, PREVIEWS
from tests.lessons.reading import COURSE, LESSONS, Cell, cells, number, prose

GLOSSARY = COURSE.root / "docs" / "glossary.md"


@dataclass(frozen=True)
class Term:
    """A row of the glossary; ``sense`` is set where it is the second meaning of a word explained in
    another row.
    """

    names: tuple[str, ...]
    sense: str
    meaning: str
    lesson: str

    @property
    def name(self) -> str:
        """The word under which it stands in the glossary."""
        return self.names[0]

    def __str__(self) -> str:
        return f"{self.name} ({self.sense})" if self.sense else self.name


@dataclass(frozen=True)
class Passage:
    """What a learner reads: a cell's prose, or one comment or docstring of its code.

    Attributes:
        lesson: the folder name.
        cell: the cell's id, after ``code`` where the text stands in a code cell.
        text: the words, with code and formulas blanked out.
        shown: the same text as it stands there, to quote from; every word has the same place in
            both.
    """

    lesson: str
    cell: str
    text: str
    shown: str


@dataclass(frozen=True)
class Use:
    """Where a term is used."""

    lesson: str
    cell: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.lesson} {self.cell}: {self.sentence}"


def terms() -> list[Term]:
    """The rows of the glossary, in its order."""
    lines = GLOSSARY.read_text(encoding="utf-8").splitlines()
    rows = [
        [entry.strip() for entry in line.strip("|").split("|")]
        for line in lines
        if line.startswith("|")
    ]
    found = []
    for term, _symbol, meaning, lesson in rows[2:]:
        words, _, sense = term.partition(" (")
        folder = next((name for name in LESSONS if number(name) == int(lesson)), lesson)
        found.append(Term(tuple(words.split(", ")), sense.rstrip(")"), meaning, folder))
    return found


@lru_cache(maxsize=1)
def passages() -> list[Passage]:
    """Everything that a learner reads, in the order of the course."""
    return [passage for lesson in LESSONS for cell in cells(lesson) for passage in _passages(cell)]


def _passages(cell: Cell) -> Iterator[Passage]:
    if not cell.is_code:
        labels = r"\*\*[\w ]+:\*\*"  # **In:**, **Example:** and the like of a statement
        text = re.sub(labels, lambda one: " " * len(one.group()), prose(cell.source))
        yield Passage(cell.lesson, cell.id, text, cell.source)
    elif not cell.is_check:
        for text in _comments_and_docstrings(cell.source):
            yield Passage(cell.lesson, f"code {cell.id}", _without_names(text), text)


def _comments_and_docstrings(source: str) -> Iterator[str]:
    """Those that a student sees: not those of the solution."""
    source = re.sub(r"### BEGIN SOLUTION.*?### END SOLUTION", "pass", source, flags=re.DOTALL)
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and (text := ast.get_docstring(node)):
            yield text
    for token in tokenize.generate_tokens(StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.string


def _without_names(text: str) -> str:
    """A docstring or comment with its code blanked out: names, calls, and the arguments that its
    lines begin with.
    """
    names = re.compile(r"^[\w, ]+:(?= )|\b\w+_\w+\b|\b\w+\([^)]*\)|\b\w+=\S*", re.MULTILINE)
    return names.sub(lambda found: " " * len(found.group()), prose(text))


def forms(name: str) -> str:
    """A pattern for a term in the singular, the plural, and a verb's other forms."""
    if name.endswith("axis"):
        return r"ax[ie]s"
    if name.endswith("y"):
        return rf"{re.escape(name[:-1])}(?:y|ies)"
    return rf"{re.escape(name)}(?:s|es|d)?"


@lru_cache(maxsize=256)
def pattern(name: str) -> re.Pattern[str]:
    """Finds a term as a whole word, as the group ``term``; longer terms that contain it match
    without the group.
    """
    longer = [
        other for term in terms() for other in term.names if other != name and name in other.lower()
    ]
    longer.sort(key=len, reverse=True)
    others = [*IDIOMS.get(name, []), *map(forms, longer)]
    return re.compile(
        "|".join(rf"(?<![\w-]){one}(?![\w-])" for one in [*others, f"(?P<term>{forms(name)})"]),
        re.IGNORECASE,
    )


def definition(term: Term) -> tuple[int, int] | None:
    """Where the term stands in bold in its lesson: the number of the passage, and the place in
    it.
    """
    whole = re.compile(rf"(?:the |an? )?`?{forms(term.name)}`?", re.IGNORECASE)
    for i, passage in enumerate(passages()):
        if passage.lesson == term.lesson and not passage.cell.startswith("code "):
            for bold in re.finditer(r"\*\*(.+?)\*\*", passage.text):
                if whole.fullmatch(bold.group(1).rstrip(".")):
                    return i, bold.start()
    return None


def uses(term: Term) -> Iterator[tuple[int, int, Use]]:
    """Every use of a term: the number of the passage, the place in it, and the use itself."""
    for i, passage in enumerate(passages()):
        for name in term.names:
            for found in pattern(name).finditer(passage.text):
                if found.group("term"):
                    sentence = _sentence(passage.shown, found.start())
                    yield i, found.start(), Use(passage.lesson, passage.cell, sentence)


def early_uses(term: Term) -> list[Use]:
    """The uses before the term is explained, but for listed previews and what announces the
    explanation.
    """
    where = definition(term)
    if where is None:
        return []
    early = [
        use
        for i, place, use in uses(term)
        if (i, place) < where
        and not _announces(term, i, place, where)
        and not _is_listed(term, use)
    ]
    return [*dict.fromkeys(early)]


def _announces(term: Term, i: int, place: int, where: tuple[int, int]) -> bool:
    """Whether a use is in the opening or a heading of the lesson that explains the term, or in the
    line that does.

    So is what a lesson's last words say of the next one.
    """
    passage = passages()[i]
    line = _line(passage.text, place)
    own = passage.lesson == term.lesson and (passage.cell == "title" or line.startswith("#"))
    same_line = i == where[0] and _line(passage.text, where[1]) == line
    return own or same_line or line.startswith("**Next:**")


def _is_listed(term: Term, use: Use) -> bool:
    return any(preview.covers(term.name, use.lesson, use.cell) for preview in PREVIEWS)


def _line(text: str, place: int) -> str:
    return text[text.rfind("\n", 0, place) + 1 :].partition("\n")[0]


def _sentence(text: str, place: int) -> str:
    line = _line(text, place)
    within = place - text.rfind("\n", 0, place) - 1
    ends = [found.end() for found in re.finditer(r"[.?:] ", line)]
    start = max((end for end in ends if end <= within), default=0)
    stop = min((end for end in ends if end > within), default=len(line))
    return " ".join(line[start:stop].split())


def main() -> None:
    """Print where each term is explained, and its first use."""
    for term in terms():
        where = definition(term)
        told = passages()[where[0]] if where else None
        first = next((use for _, _, use in uses(term)), None)
        print(f"{term!s:32} {f'{told.lesson} {told.cell}' if told else 'NOWHERE':44} {first}")


if __name__ == "__main__":
    main()
