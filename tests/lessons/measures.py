"""``python -m tests.lessons.measures``: lengths of cells and share of prose, a row a lesson.
Printed, never a gate.
"""

from statistics import median

from tests.lessons.reading import (
    LESSONS,
    calls_of_figures,
    cells,
    code_cells,
    interactive_figures,
    words_of_prose,
)

COLUMNS = "{:<18}{:>7}{:>6}{:>19}{:>14}  {:<30}{:>6}{:>9}{:>11}"
HEADER = COLUMNS.format(
    "lesson",
    "cells",
    "code",
    "words a code cell",
    "median lines",
    "longest",
    "plots",
    "sliders",
    "exercises",
)


def table() -> list[str]:
    """The table's lines. Checks are no code cells here: each is the same single line."""
    return [HEADER, *map(_row, LESSONS)]


def _row(lesson: str) -> str:
    code = code_cells(lesson)
    longest = max(code, key=lambda cell: cell.lines)
    sliders = sum(bool(calls_of_figures(cell) & interactive_figures(lesson)) for cell in code)
    exercises = sum(
        cell.is_solution and not cell.nbgrader["grade_id"].startswith("guess_") for cell in code
    )
    return COLUMNS.format(
        lesson,
        len(cells(lesson)),
        len(code),
        round(words_of_prose(lesson) / len(code)),
        f"{median(cell.lines for cell in code):g}",
        f"{longest.lines} ({longest.id})",
        sum(len(cell.images) for cell in code),
        sliders,
        exercises,
    )


if __name__ == "__main__":
    print("\n".join(table()))
