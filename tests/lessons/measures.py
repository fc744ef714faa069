"""``python -m tests.lessons.measures``: lengths of cells and share of prose, a row a lesson. Printed, never a gate."""

from statistics import median

from tests.lessons.reading import (
    LESSONS,
    calls_of_figures,
    cells,
    code_cells,
    interactive_figures,
    words_of_prose,
)

HEADER = "lesson             cells  code  words a code cell  median lines  longest (cell)            plots  sliders  exercises"


def table() -> list[str]:
    """The table's lines. Checks are no code cells here: each is the same single line."""
    return [HEADER, *map(_row, LESSONS)]


def _row(lesson: str) -> str:
    code = code_cells(lesson)
    longest = max(code, key=lambda cell: cell.lines)
    sliders = sum(bool(calls_of_figures(cell) & interactive_figures(lesson)) for cell in code)
    exercises = sum(cell.is_solution and not cell.nbgrader["grade_id"].startswith("guess_") for cell in code)
    where = f"{longest.lines:3} ({longest.id})"
    return (
        f"{lesson:<18} {len(cells(lesson)):5} {len(code):5} {words_of_prose(lesson) / len(code):18.0f} "
        f"{median(cell.lines for cell in code):13.1f}  {where:<25} {sum(len(c.images) for c in code):5} "
        f"{sliders:8} {exercises:10}"
    )


if __name__ == "__main__":
    print("\n".join(table()))
