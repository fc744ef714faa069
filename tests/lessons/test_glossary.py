"""Who takes the lessons in order meets no term before it is explained."""

import pytest

from tests.lessons.glossary import Term, definition, early_uses, terms, uses
from tests.lessons.previews import ANY, PREVIEWS, Preview
from tests.lessons.reading import LESSONS

TERMS = terms()
every_term = pytest.mark.parametrize("term", TERMS, ids=str)


@every_term
def test_a_term_stands_in_bold_where_its_lesson_explains_it(term: Term) -> None:
    assert term.lesson in LESSONS
    assert definition(term) is not None, f"'{term}' is nowhere in bold in {term.lesson}"


@every_term
def test_no_lesson_uses_a_term_before_it_is_explained(term: Term) -> None:
    if term.sense:
        return  # the row of its first meaning speaks for the word
    early = early_uses(term)
    assert early == [], "\n".join(["used before it is explained:", *map(str, early)])


def test_the_glossary_is_in_order_and_has_one_sentence_a_term() -> None:
    names = [str(term).lower() for term in TERMS]
    assert names == sorted(names)
    assert len(set(names)) == len(names)
    for term in TERMS:
        assert term.meaning.endswith("."), term
        assert ". " not in term.meaning, term


def test_a_second_meaning_has_a_first_one() -> None:
    first = {term.name for term in TERMS if not term.sense}
    assert [str(term) for term in TERMS if term.sense and term.name not in first] == []


@pytest.mark.parametrize(
    "preview", PREVIEWS, ids=lambda one: f"{one.lesson} {one.cell} {one.terms}"
)
def test_every_preview_on_the_list_is_needed(preview: Preview) -> None:
    named = (
        TERMS if preview.terms == ANY else [term for term in TERMS if term.name in preview.listed]
    )
    assert preview.terms == ANY or sorted(term.name for term in named) == sorted(preview.listed)
    assert preview.reason
    for term in named:
        where = definition(term)
        early = [use for i, place, use in uses(term) if where is None or (i, place) < where]
        needed = [use for use in early if preview.covers(term.name, use.lesson, use.cell)]
        assert needed or preview.terms == ANY, f"'{term}' does not stand there early"
