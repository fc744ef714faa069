"""Lesson 13: from the text of a review to a row of counts, and the reviews themselves."""

import re
from collections import Counter
from collections.abc import Sequence
from importlib.resources import files

import numpy as np

from course_lib.data import Array

WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
"""Letters or digits, and apostrophes only between two of them."""


def tokenize(text: str) -> list[str]:
    """Cut a text into its words, in order and in lower case.

    A word is a run of letters or digits that may have apostrophes inside: "don't", "2nd".
    """
    return WORD.findall(text.lower().replace("’", "'"))


def build_vocabulary(
    texts: Sequence[str], *, min_count: int = 2, max_size: int | None = None
) -> dict[str, int]:
    """Give each word that is frequent enough a column of its own.

    Arguments: the texts; how often a word must occur in all of them together; the most words kept.
    Returns: `{word: column}`, counted from 0, the most frequent word first and ties in the order
    of the alphabet.
    """
    counts = Counter(word for text in texts for word in tokenize(text))
    frequent = [word for word, count in counts.items() if count >= min_count]
    frequent.sort(key=lambda word: (-counts[word], word))
    return {word: column for column, word in enumerate(frequent[:max_size])}


def bag_of_words(texts: Sequence[str], vocabulary: dict[str, int]) -> Array:
    """Count the words of each text.

    Arguments: n texts, and the column of each known word; other words are left out.
    Returns: counts, (n, len(vocabulary)).
    """
    counts = np.zeros((len(texts), len(vocabulary)))
    for row, text in enumerate(texts):
        for word in tokenize(text):
            if word in vocabulary:
                counts[row, vocabulary[word]] += 1
    return counts


def top_words(weights: Array, vocabulary: dict[str, int], k: int) -> tuple[list[str], list[str]]:
    """Find the words that speak most for and most against.

    Arguments: `weights` (V,), one per column of the vocabulary, and how many words of each kind.
    Returns: the words of the k largest weights, largest first; of the k smallest, smallest first.
    """
    rising = sorted(vocabulary, key=lambda word: float(weights[vocabulary[word]]))
    return rising[::-1][:k], rising[:k]


GOOD_WORDS = [
    "good",
    "great",
    "excellent",
    "perfect",
    "love",
    "loved",
    "best",
    "happy",
    "nice",
    "enjoyed",
]
BAD_WORDS = [
    "bad",
    "terrible",
    "awful",
    "poor",
    "worst",
    "hate",
    "hated",
    "boring",
    "waste",
    "disappointing",
]
"""Two lists that somebody wrote down in a minute: what a trained model has to beat."""


def count_listed(text: str) -> int:
    """Count the words of a text from `GOOD_WORDS`, less those from `BAD_WORDS`."""
    words = tokenize(text)
    return sum(word in GOOD_WORDS for word in words) - sum(word in BAD_WORDS for word in words)


def reviews() -> tuple[list[str], Array]:
    """Load the reviews that were written for this course.

    Each text is meant to leave no doubt about its verdict. A second reading, without sight of the
    labels, agreed on all of them (Cohen's kappa 1.00). That shows that the labels hold no slips; it
    does not show how far people would agree.

    Returns: the texts, a list of n, and their labels (n,): 1 where the writer was content, else 0.
    """
    return read_reviews(files("course_lib").joinpath("reviews", "reviews.tsv").read_text("utf-8"))


def read_reviews(table: str) -> tuple[list[str], Array]:
    """Read reviews, one per line: a label, a tab, and the text."""
    rows = [line.split("\t", 1) for line in table.split("\n") if line]
    return [text for _, text in rows], np.array([int(label) for label, _ in rows])
