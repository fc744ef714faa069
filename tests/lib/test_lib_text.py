"""Text becomes counts; and the reviews are varied, balanced, and none is like another."""

from collections import Counter
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib.text import (
    bag_of_words,
    build_vocabulary,
    count_listed,
    read_reviews,
    reviews,
    tokenize,
    top_words,
)
from grader import unseen

texts = st.lists(st.text("ab'’ _.Aé", max_size=20), max_size=6)


# from a text to counts


@given(st.text(max_size=40))
def test_words_are_not_cut_any_further(text: str) -> None:
    words = tokenize(text)
    assert tokenize(" ".join(words)) == words


def test_apostrophes_belong_inside_of_words_alone() -> None:
    assert tokenize("It’s the guests' 'rock 'n' roll', don't_you'd!") == [
        *("it's", "the", "guests", "rock", "n", "roll", "don't", "you'd"),
    ]


@given(texts, st.integers(1, 4), st.none() | st.integers(0, 5))
def test_a_vocabulary_holds_the_most_frequent_words(
    texts: list[str], min_count: int, max_size: int | None
) -> None:
    counts = Counter(word for text in texts for word in tokenize(text))
    vocabulary = build_vocabulary(texts, min_count=min_count, max_size=max_size)
    assert list(vocabulary.values()) == list(range(len(vocabulary)))
    assert all(counts[word] >= min_count for word in vocabulary)
    for word, after in pairwise(vocabulary):
        assert (-counts[word], word) < (-counts[after], after)
    enough = [word for word in counts if counts[word] >= min_count]
    assert len(vocabulary) == len(enough if max_size is None else enough[:max_size])


@given(texts)
def test_a_bag_holds_every_known_word_of_its_text(texts: list[str]) -> None:
    vocabulary = build_vocabulary(texts, min_count=2)
    counts = bag_of_words(texts, vocabulary)
    assert counts.shape == (len(texts), len(vocabulary))
    known = [sum(word in vocabulary for word in tokenize(text)) for text in texts]
    np.testing.assert_array_equal(counts.sum(axis=1), known)


def test_top_words_are_looked_up_by_their_columns() -> None:
    weights, columns = np.array([0.5, -2.0, 1.5]), {"dull": 1, "great": 2, "good": 0}
    assert top_words(weights, columns, 2) == (["great", "good"], ["dull", "good"])


def test_listed_words_are_added_and_subtracted() -> None:
    assert count_listed("Good, good and GREAT; bad.") == 2
    assert count_listed("") == 0


# the reviews

VISIBLE, HIDDEN = reviews(), unseen.reviews()
ALL = VISIBLE[0] + HIDDEN[0]
each_set = pytest.mark.parametrize("table", [VISIBLE, HIDDEN], ids=["visible", "hidden"])
Table = tuple[list[str], np.ndarray]


def test_a_review_is_a_label_and_a_text() -> None:
    texts, labels = read_reviews("1\tGood: a\tb\n0\tBad\n")
    assert texts == ["Good: a\tb", "Bad"]
    assert labels.tolist() == [1, 0]


def test_there_are_enough_reviews() -> None:
    assert len(VISIBLE[0]) >= 600
    assert len(HIDDEN[0]) >= 300


@each_set
def test_both_labels_are_balanced_and_neither_length_nor_order_tells_them(table: Table) -> None:
    texts, labels = table
    assert set(labels.tolist()) == {0, 1}
    assert abs(labels.mean() - 0.5) <= 0.02
    lengths = [len(text) for text in texts]
    assert abs(np.corrcoef(lengths, labels)[0, 1]) < 0.15
    assert abs(np.corrcoef(labels[1:], labels[:-1])[0, 1]) < 0.15


@each_set
def test_the_reviews_are_short_and_of_many_lengths(table: Table) -> None:
    lengths = [len(tokenize(text)) for text in table[0]]
    assert min(lengths) >= 3
    assert max(lengths) <= 80
    assert np.std(lengths) >= 5


@each_set
def test_the_reviews_come_from_no_template(table: Table) -> None:
    words = [tokenize(text) for text in table[0]]
    triples = [triple for text in words for triple in _runs(text, 3)]
    assert len(set(triples)) >= 0.9 * len(triples)
    openings = {tuple(text[:3]) for text in words}
    assert len(openings) >= 0.95 * len(words)


def _runs(words: list[str], length: int) -> list[tuple[str, ...]]:
    return [tuple(words[i : i + length]) for i in range(len(words) - length + 1)]


def test_no_two_reviews_visible_or_hidden_share_half_of_their_words_or_six_in_a_row() -> None:
    vocabulary = build_vocabulary(ALL, min_count=1)
    has = np.minimum(bag_of_words(ALL, vocabulary), 1)
    shared = has @ has.T
    either = has.sum(axis=1)[:, None] + has.sum(axis=1) - shared
    overlap = np.triu(shared / either, k=1)
    i, j = np.unravel_index(int(overlap.argmax()), overlap.shape)
    assert overlap.max() < 0.5, f"{ALL[i]}\n{ALL[j]}"
    runs = Counter(run for text in ALL for run in set(_runs(tokenize(text), 6)))
    assert [run for run, count in runs.items() if count > 1] == []


@each_set
def test_a_list_of_words_is_not_enough_to_judge_the_reviews(table: Table) -> None:
    texts, labels = table
    right = np.mean(
        [(count_listed(text) > 0) == label for text, label in zip(texts, labels, strict=True)]
    )
    assert 0.55 < right < 0.75
