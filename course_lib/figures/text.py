"""The figures of lesson 13: what is computed is computed in the lesson; here it is drawn."""

import textwrap
from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes

from course_lib import plot, widgets

MOST_BARS = 9
LINE, LINES = 22, 3
"""So much of a review stands above its bars: three panels side by side leave no more room."""


def counts(X: Any, words: Sequence[str]) -> None:
    """Show a corner of a table of counts.

    Arguments: the counts (n, V), a text per row, and the word of each column.
    """
    fig, ax = plot.new(7.2, 3.0)
    ax.imshow(X, cmap="Blues", vmin=0, aspect="auto")
    for row in range(len(X)):
        for column in range(len(words)):
            if count := int(X[row][column]):
                colour = "white" if count > 1 else plot.INK
                ax.text(column, row, str(count), ha="center", va="center", color=colour)
    ax.set_xticks(range(len(words)), words, rotation=60, ha="right", rotation_mode="anchor")
    ax.set_yticks(range(len(X)), [str(row) for row in range(len(X))])
    ax.set_ylabel("review")
    ax.grid(visible=False)
    filled = sum(int(count > 0) for row in X for count in row)
    plot.show(
        fig,
        f"A table with {len(X)} reviews as rows and {len(words)} words as columns, from "
        f"“{words[0]}” to “{words[-1]}”. {filled} of {len(X) * len(words)} places hold a count.",
    )


def explore_errors(
    texts: Sequence[str], parts: Sequence[dict[str, float]], p: Any, labels: Any
) -> None:
    """Show reviews that were misjudged, and what each word added to the logit.

    Arguments: n reviews; for each of them {word: what it adds}; the probability that the model
    gave to label 1 (n,); and the labels (n,).
    """

    def draw(ax: Axes, review: int) -> None:
        largest = sorted(parts[review].items(), key=lambda part: -abs(part[1]))[:MOST_BARS]
        largest.sort(key=lambda part: part[1])
        values = [value for _, value in largest]
        colours = [plot.GREEN if value > 0 else plot.RED for value in values]
        ax.barh([word for word, _ in largest], values, color=colours)
        ax.axvline(0, color=plot.GREY, linewidth=0.8)
        ax.set_xlabel("added to the logit")
        opening = textwrap.wrap(texts[review], LINE)
        cut = " …" if len(opening) > LINES else ""
        told = f"label {labels[review]}, p = {p[review]:.2f}"
        ax.set_title("\n".join([told, *opening[:LINES]]) + cut)

    last = len(texts) - 1
    described = [f"label {labels[i]} with p = {p[i]:.2f}" for i in (0, last // 2, last)]
    widgets.explore(
        draw,
        "Misjudged reviews, each with a bar for every word that counts most: green bars to the "
        f"right speak for label 1, red ones to the left against. {'; '.join(described)}.",
        height=4.0,
        review=(0, last // 2, last),
    )
