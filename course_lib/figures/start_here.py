"""The drawings of lesson 00: tables of numbers, cell by cell."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch, Rectangle

from course_lib import plot, widgets

GROUPS = plot.SKY, plot.ORANGE, plot.PURPLE
"""One colour for each group of cells that are added together."""
PLAIN = "#F2F2F2"
ALPHA = 0.55  # dark digits stay legible on every colour

Grid = Sequence[Sequence[Any]]


def table_with_axes(table: Any) -> None:
    """Show a table with an arrow along each of its axes.

    Arguments: the table, an array (n, d).
    """
    rows, columns = table.shape
    fig, ax = plot.new(7.2, 2.8)
    _cells(ax, table)
    _arrow(ax, (-0.45, 0.1), (-0.45, rows - 0.1))
    _arrow(ax, (0.1, -0.4), (columns - 0.1, -0.4))
    ax.text(-0.7, rows / 2, "axis 0\nrow to row", ha="right", va="center", color=plot.GREEN)
    ax.text(
        columns / 2, -0.6, "axis 1, column to column", ha="center", va="bottom", color=plot.GREEN
    )
    ax.text(columns + 0.6, rows / 2, f"shape ({rows}, {columns})", ha="left", va="center")
    _bare(ax, (-3.6, columns + 3.6), (rows + 0.1, -1.1))
    plot.show(
        fig,
        f"A table of {rows} rows and {columns} columns. An arrow at its left, axis 0, points down"
        " from row to row; an arrow above it, axis 1, points right from column to column. Its"
        f" shape is ({rows}, {columns}).",
    )


def explore_axis(table: Any) -> None:
    """Show which cells a sum adds together, for a sum over everything, along axis 0, and along axis
    1.

    Arguments: the table, an array (n, d).
    """

    def draw(ax: Axes, axis: str) -> None:
        _sum_along(ax, np.asarray(table), None if axis == "none" else int(axis))

    widgets.explore(
        draw,
        "A table whose cells are coloured by the sum that they belong to. With no axis all cells"
        " have one colour and there is one sum. With axis 0 each column has its colour and its sum"
        " stands below it. With axis 1 each row has its colour and its sum stands at its right.",
        height=3.0,
        axis=("none", "0", "1"),
    )


def _sum_along(ax: Axes, table: Any, axis: int | None) -> None:
    rows, columns = table.shape
    place = np.indices(table.shape)
    group = np.zeros(table.shape, dtype=int) if axis is None else place[1 - axis]
    _cells(ax, table, colours=[[GROUPS[number] for number in row] for row in group])
    total = np.asarray(table.sum(axis=axis))
    if axis is None:
        _cells(ax, [[total]], left=columns + 0.5, top=rows + 0.5, colours=[[GROUPS[0]]], bold=True)
    elif axis == 0:
        _cells(ax, [list(total)], top=rows + 0.5, colours=[GROUPS[:columns]], bold=True)
    else:
        column = [[number] for number in total]
        colours = [[colour] for colour in GROUPS[:rows]]
        _cells(ax, column, left=columns + 0.5, colours=colours, bold=True)
    ax.set_title(f"shape of the sum: {total.shape}")
    _bare(ax, (-0.1, columns + 1.7), (rows + 1.7, -0.2))


def centring(table: Any, means: Any, centred: Any) -> None:
    """Show a table, its row of means repeated by broadcasting, and the difference.

    Arguments: the table (n, d), its column means (d,), and the table less them (n, d).
    """
    rows, columns = table.shape
    fig, ax = plot.new(7.2, 2.6)
    second, third = columns + 1.2, 2 * (columns + 1.2)
    _cells(ax, table)
    _cells(ax, [means], left=second, colours=[[plot.ORANGE] * columns])
    _cells(
        ax,
        [means] * (rows - 1),
        left=second,
        top=1,
        colours=[[plot.ORANGE] * columns] * rows,
        ghost=True,
    )
    _cells(ax, centred, left=third, colours=[[plot.SKY] * columns] * rows)
    for sign, x in (("\N{MINUS SIGN}", second - 0.6), ("=", third - 0.6)):
        ax.text(x, rows / 2, sign, ha="center", va="center", fontsize=16)
    for label, left in (("X", 0.0), ("column means", second), ("center(X)", third)):
        ax.text(left + columns / 2, -0.25, label, ha="center", va="bottom")
    _bare(ax, (-0.2, third + columns + 0.2), (rows + 0.1, -0.8))
    plot.show(
        fig,
        f"The table of {rows} rows, less the row of its column means, which is drawn once in full"
        " colour and then pale, once for each further row, gives the centred table, in which every"
        " column has the mean 0.",
    )


def weighted(table: Any, weights: Any, sums: Any) -> None:
    """Show a table, the weights above its columns, and the weighted sum of each row.

    Arguments: the table (n, d), the weights (d,), and the sums (n,).
    """
    rows, columns = table.shape
    fig, ax = plot.new(7.2, 2.9)
    second, third = columns + 1.2, columns + 3.4
    top = (rows - columns) / 2
    _cells(ax, table)
    _cells(
        ax,
        [[weight] for weight in weights],
        left=second,
        top=top,
        colours=[[plot.ORANGE]] * columns,
    )
    _cells(ax, [[number] for number in sums], left=third, colours=[[plot.SKY]] * rows, bold=True)
    for sign, x in (("@", second - 0.6), ("=", third - 0.6)):
        ax.text(x, rows / 2, sign, ha="center", va="center", fontsize=14)
    for label, x in ((f"X\n({rows}, {columns})", columns / 2), (f"w\n({columns},)", second + 0.5)):
        ax.text(x, -0.2, label, ha="center", va="bottom")
    ax.text(third + 0.5, -0.2, f"sums\n({rows},)", ha="center", va="bottom")
    for row in range(rows):
        terms = " + ".join(f"{x:g} · {w:g}" for x, w in zip(table[row], weights, strict=True))
        ax.text(third + 1.3, row + 0.5, f"= {terms}", va="center", color=plot.GREY)
    _bare(ax, (-0.2, third + 4.6), (rows + 0.1, -1.2))
    plot.show(
        fig,
        f"A table of shape ({rows}, {columns}) times a column of {columns} weights gives {rows}"
        " sums, each written out beside it as the sum of its row's numbers times the weights.",
    )


def _cells(
    ax: Axes,
    table: Grid,
    *,
    left: float = 0.0,
    top: float = 0.0,
    colours: Sequence[Sequence[str]] | None = None,
    bold: bool = False,
    ghost: bool = False,
) -> None:
    """Draw a table of numbers, one unit square a cell, its upper left corner at (left, top)."""
    for i, row in enumerate(table):
        for j, value in enumerate(row):
            face = colours[i][j] if colours else PLAIN
            alpha = 0.2 if ghost else ALPHA if colours else 1.0
            ax.add_patch(
                Rectangle((left + j, top + i), 1, 1, facecolor=face, alpha=alpha, edgecolor="none")
            )
            ax.add_patch(
                Rectangle((left + j, top + i), 1, 1, fill=False, edgecolor="white", linewidth=1.5)
            )
            weight = "bold" if bold else "normal"
            colour = plot.GREY if ghost else plot.INK
            text = f"{value:g}".replace("-", "\N{MINUS SIGN}")
            ax.text(
                left + j + 0.5,
                top + i + 0.5,
                text,
                ha="center",
                va="center",
                weight=weight,
                color=colour,
            )


def _arrow(ax: Axes, start: tuple[float, float], end: tuple[float, float]) -> None:
    ax.add_patch(
        FancyArrowPatch(
            start, end, arrowstyle="-|>", mutation_scale=14, color=plot.GREEN, linewidth=1.8
        )
    )


def _bare(ax: Axes, x: tuple[float, float], y: tuple[float, float]) -> None:
    """Square cells, no frame; `y` runs down, as the rows of a table do."""
    ax.set_xlim(*x)
    ax.set_ylim(*y)
    ax.set_aspect("equal")
    ax.axis("off")
