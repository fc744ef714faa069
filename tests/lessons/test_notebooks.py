"""What every lesson's notebook has, as the course specifies it: cells, points, figures, outputs,
beginning and end.
"""

import ast
import re
import tokenize
from collections.abc import Iterator
from io import StringIO
from itertools import pairwise
from statistics import median
from typing import Any

import pytest

import course_lib.exercises  # noqa: F401  fills the registry
from course_lib.checking.asked.exercise import REGISTRY, asked_signature
from tests.lessons.reading import (
    CHECK,
    COURSE,
    LESSONS,
    MARKS,
    Cell,
    calls_of_figures,
    cells,
    code_cells,
    interactive_figures,
    number,
    solutions,
)

MINUTES_AND_POINTS: dict[str, tuple[int, dict[str, float], float]] = {
    "00_start_here": (45, {"double": 2, "column_means": 2, "center": 3, "weighted_sums": 2}, 1),
    "01_training_loop": (
        70,
        {"order_steps": 2, "predict": 1, "squared_error": 1, "gradient": 2, "train": 3},
        1,
    ),
    "02_epochs": (
        70,
        {"two_gradients": 2, "run_epoch": 3, "train_epochs": 2, "epochs_to_reach": 2},
        1,
    ),
    "03_batches": (
        110,
        {
            "num_batches": 2,
            "shuffle_together": 3,
            "minibatches": 5,
            "batch_gradient": 4,
            "train_minibatch": 4,
        },
        2,
    ),
    "04_forward_pass": (
        140,
        {"linear": 2, "relu": 1, "sigmoid": 3, "softmax": 4, "init_params": 3, "mlp_forward": 5},
        2,
    ),
    "05_loss": (
        95,
        {"mse_loss": 3, "binary_cross_entropy": 5, "one_hot": 2, "cross_entropy": 5, "accuracy": 3},
        2,
    ),
    "06_backprop": (
        150,
        {
            "numerical_gradient": 3,
            "mse_grad": 2,
            "linear_backward": 4,
            "relu_backward": 2,
            "cross_entropy_grad": 3,
            "mlp_backward": 4,
        },
        2,
    ),
    "07_updates": (
        110,
        {"sgd_step": 3, "momentum_step": 5, "Adam": 7, "clip_by_global_norm": 3},
        2,
    ),
    "08_repeat": (90, {"train_step": 5, "evaluate": 4, "fit": 9}, 2),
    "09_learning_rate": (
        85,
        {"has_diverged": 1, "sweep": 3, "step_decay": 2, "warmup_cosine": 3},
        1,
    ),
    "10_validation": (
        130,
        {"train_val_split": 3, "Standardizer": 4, "EarlyStopping": 5, "fit_with_validation": 5},
        1,
    ),
    "11_clinic": (
        125,
        {"diagnose": 6, "fixed_1": 2, "fixed_2": 3, "fixed_3": 2, "fixed_4": 3, "fixed_5": 3},
        1,
    ),
    "12_images": (
        90,
        {"flatten_images": 2, "confusion_matrix": 4, "most_confused": 3, "train_classifier": 9},
        2,
    ),
    "13_text": (
        95,
        {
            "tokenize": 4,
            "build_vocabulary": 4,
            "bag_of_words": 4,
            "train_sentiment": 5,
            "top_words": 2,
        },
        1,
    ),
    "14_finance": (
        100,
        {"chronological_split": 5, "lag_features": 5, "mean_profit": 4, "best_threshold": 3},
        1,
    ),
    "15_capstone": (220, {"Trainer": 18}, 0),
}
"""The specification: minutes, points by exercise in the order of the lesson, points for its guesses
together.
"""

BY_A_PERSON: dict[str, dict[str, float]] = {
    "10_validation": {"read_the_curves": 2},
    "14_finance": {"one_year_later": 2},
    "15_capstone": {"report": 2},
}
"""Points of the answers in words, which a person marks by the rubric above them."""

SOLUTION = {"grade": False, "locked": False, "schema_version": 3, "solution": True, "task": False}
CHECKED = {"grade": True, "locked": True, "schema_version": 3, "solution": False, "task": False}
IN_WORDS = {"grade": True, "locked": False, "schema_version": 3, "solution": True, "task": False}
FREE_LENGTH = {0, 15}

every_lesson = pytest.mark.parametrize("lesson", LESSONS)


def test_the_specification_names_every_lesson() -> None:
    assert list(MINUTES_AND_POINTS) == LESSONS


# cells


@every_lesson
def test_cell_ids_are_unique_and_readable(lesson: str) -> None:
    ids = [cell.id for cell in cells(lesson)]
    assert sorted(set(ids)) == sorted(ids)
    unreadable = [
        one
        for one in ids
        if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", one) or _looks_random(one)
    ]
    assert unreadable == []


def _looks_random(identity: str) -> bool:
    return bool(re.fullmatch(r"[0-9a-f]{6,}", identity)) and bool(re.search(r"\d", identity))


@every_lesson
def test_the_first_code_cell_is_the_imports(lesson: str) -> None:
    first, *others = [cell for cell in cells(lesson) if cell.is_code]
    assert (first.id, first.tags) == ("imports", ("imports",))
    assert not [cell.id for cell in others if "imports" in cell.tags]


@every_lesson
def test_each_solution_is_followed_by_its_check_with_complete_metadata(lesson: str) -> None:
    seen = []
    for solution, check in solutions(lesson):
        name = solution.nbgrader["grade_id"]
        assert solution.nbgrader == SOLUTION | {"grade_id": name}
        assert check is not None, name
        assert check.nbgrader == CHECKED | {
            "grade_id": f"check_{name}",
            "points": check.nbgrader.get("points"),
        }
        assert check.source == CHECK.format(name=name)
        seen += [solution.id, check.id]
    seen += [answer.id for _, answer in _in_words(lesson)]
    assert [cell.id for cell in cells(lesson) if cell.nbgrader and cell.id not in seen] == []


def _in_words(lesson: str) -> list[tuple[Cell, Cell]]:
    """The text cells that are graded, each with the cell before it."""
    pairs = pairwise(cells(lesson))
    return [(before, cell) for before, cell in pairs if cell.nbgrader and not cell.is_code]


@every_lesson
def test_an_answer_in_words_is_an_empty_cell_below_its_rubric(lesson: str) -> None:
    asked = {}
    for statement, answer in _in_words(lesson):
        name, points = answer.nbgrader["grade_id"], answer.nbgrader["points"]
        asked[name] = points
        assert answer.nbgrader == IN_WORDS | {"grade_id": name, "points": points}
        assert answer.source == "*Write your answer here.*"
        assert f"{points} points, marked by a person" in statement.source
        rubric = re.findall(r"^\| (\d) \|", statement.source, re.MULTILINE)
        assert rubric == [str(mark) for mark in range(points, -1, -1)], name
    assert asked == BY_A_PERSON.get(lesson, {})


@every_lesson
def test_the_points_are_those_of_the_specification(lesson: str) -> None:
    _, exercises, guesses = MINUTES_AND_POINTS[lesson]
    points = {
        check.nbgrader["grade_id"].removeprefix("check_"): check.nbgrader["points"]
        for check in _checks(lesson)
    }
    asked = {name: value for name, value in points.items() if not REGISTRY[name].choices}
    assert list(asked.items()) == list(exercises.items())
    assert sum(points.values()) - sum(asked.values()) == guesses
    assert all(name.startswith("guess_") for name in points if name not in asked)


def _checks(lesson: str) -> list[Cell]:
    return [cell for cell in cells(lesson) if cell.is_check]


@every_lesson
def test_a_stub_has_the_signature_that_is_asked_for_and_a_docstring(lesson: str) -> None:
    for cell, _ in solutions(lesson):
        exercise = REGISTRY[cell.nbgrader["grade_id"]]
        if exercise.choices:
            continue
        (asked,) = [
            one
            for one in ast.parse(_stub(cell.source)).body
            if getattr(one, "name", "") == exercise.name
        ]
        assert isinstance(asked, (ast.FunctionDef, ast.ClassDef))
        assert len((ast.get_docstring(asked) or "").splitlines()) >= 1, exercise.name
        function = asked if isinstance(asked, ast.FunctionDef) else _init(asked)
        arguments = ast.unparse(function.args) if function else ""
        signature = arguments.removeprefix("self, ")
        assert str(asked_signature(signature)) == str(asked_signature(exercise.signature)), (
            exercise.name
        )


def _stub(source: str) -> str:
    """A solution cell as the release leaves it."""
    kept, inside = [], False
    for line in source.splitlines():
        inside = inside and line.strip() != MARKS[1]
        if line.strip() == MARKS[0]:
            inside = True
            kept.append(line.replace(MARKS[0], "pass"))
        elif not inside and line.strip() != MARKS[1]:
            kept.append(line)
    return "\n".join(kept)


def _init(kind: ast.ClassDef) -> ast.FunctionDef | None:
    """What a class does with its arguments; without it, it takes none."""
    functions = (one for one in kind.body if isinstance(one, ast.FunctionDef))
    return next((one for one in functions if one.name == "__init__"), None)


@every_lesson
def test_no_code_cell_is_long(lesson: str) -> None:
    if number(lesson) in FREE_LENGTH:
        return
    assert [f"{cell.id}: {cell.lines}" for cell in code_cells(lesson) if cell.lines > 30] == []
    assert median(cell.lines for cell in code_cells(lesson)) <= 8


@every_lesson
def test_every_matrix_product_has_a_shape_comment_on_its_line(lesson: str) -> None:
    bare = [
        f"{cell.id}: {line}"
        for cell in code_cells(lesson)
        for line in _products_without_shapes(cell.source)
    ]
    assert bare == []


def _products_without_shapes(source: str) -> Iterator[str]:
    lines = source.splitlines()
    comments = {
        token.start[0]: token.string
        for token in tokenize.generate_tokens(StringIO(source).readline)
        if token.type == tokenize.COMMENT
    }
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, (ast.BinOp, ast.AugAssign)) and isinstance(node.op, ast.MatMult):
            where = range(node.lineno, (node.end_lineno or node.lineno) + 1)
            if not any(re.search(r"\(.*\) @ \(.*\)", comments.get(line, "")) for line in where):
                yield lines[node.lineno - 1].strip()


# figures


@every_lesson
def test_there_are_three_plots_and_one_or_two_interactive_figures(lesson: str) -> None:
    assert sum(len(cell.images) for cell in cells(lesson)) >= 3
    sliders = interactive_figures(lesson)
    with_sliders = [cell.id for cell in code_cells(lesson) if calls_of_figures(cell) & sliders]
    assert 1 <= len(with_sliders) <= 2


@every_lesson
def test_every_picture_says_in_words_what_it_shows(lesson: str) -> None:
    for cell in cells(lesson):
        for output in cell.images:
            alt = output.get("metadata", {}).get("image/png", {}).get("alt", "")
            assert len(alt.split()) >= 5, f"{cell.id}: {alt!r}"
            assert output["data"]["text/plain"] == alt, cell.id
        assert all(found.strip() for found in re.findall(r"!\[([^\]]*)\]\(", cell.source)), cell.id


# outputs

NOT_FOR_A_PAGE = {
    "a time of day or a date": r"\b\d\d:\d\d:\d\d\b|\b20\d\d-\d\d-\d\d\b",
    "a duration": r"\b\d+(\.\d+)? ?(ns|µs|ms|s|sec|seconds?)\b",
    "an address in memory": r"\b0x[0-9a-fA-F]{6,}\b|\bobject at\b",
    "an id": r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}\b|\b[0-9a-f]{32}\b",
    "a path of a machine": (
        r"site-packages|(?<![\w.<])/(home|root|tmp|usr|work|Users|opt|var|mnt|private)/|\b[A-Z]:\\"
    ),
    "a warning": r"\b\w*Warning\b",
}


@every_lesson
def test_no_output_depends_on_the_machine_or_the_hour(lesson: str) -> None:
    found = [
        f"{cell.id}: {what}: {match.group()}"
        for cell in cells(lesson)
        for text in _texts(cell)
        for what, pattern in NOT_FOR_A_PAGE.items()
        if (match := re.search(pattern, text))
    ]
    assert found == []


def _texts(cell: Cell) -> Iterator[str]:
    for output in cell.outputs:
        yield str(output.get("text", ""))
        for kind, data in output.get("data", {}).items():
            if kind.startswith("text/"):
                yield re.sub('src="data:image/png;base64,[^"]*"', "", str(data))  # a picture


@every_lesson
def test_the_notebook_was_run_from_top_to_bottom_without_an_error(lesson: str) -> None:
    code = [cell for cell in cells(lesson) if cell.is_code]
    assert [cell.execution_count for cell in code] == [*range(1, len(code) + 1)]
    wrong = [
        cell.id for cell in code for output in cell.outputs if output["output_type"] == "error"
    ]
    wrong += [cell.id for cell in code for output in cell.outputs if output.get("name") == "stderr"]
    assert wrong == []
    assert not [cell.id for cell in code if "execution" in cell.metadata], "record_timing was on"


@every_lesson
def test_every_check_of_the_reference_is_stored_with_all_its_points(lesson: str) -> None:
    for check in _checks(lesson):
        (output,) = check.outputs
        assert output["data"]["text/plain"] == f"{check.nbgrader['points']:g}", check.id


# beginning and end


@every_lesson
def test_a_lesson_opens_with_what_it_gives_takes_and_needs(lesson: str) -> None:
    minutes, _, _ = MINUTES_AND_POINTS[lesson]
    first = cells(lesson)[0]
    assert first.source.startswith(f"# {number(lesson):02} · ")
    assert re.search(rf"In about {minutes} minutes\b.* you will be able to", first.source)
    assert "**You need**" in first.source


@every_lesson
def test_a_lesson_ends_with_a_recap_and_the_loop_with_todays_line_lit(lesson: str) -> None:
    last = cells(lesson)[-1]
    assert (last.kind, last.id) == ("markdown", "recap")
    assert last.source.startswith("## Recap\n")
    listings = re.findall(r"```python\n(.*?)```", last.source, re.DOTALL)
    (loop,) = [one for one in listings if "<-- here" in one]
    assert "for epoch in range(epochs):" in loop
    lit = [line for line in loop.splitlines() if "<-- here" in line]
    assert len(lit) <= 2
    assert ast.parse(loop), "the listing is Python"


@every_lesson
def test_from_lesson_04_on_the_end_shows_the_line_in_pytorch(lesson: str) -> None:
    text = cells(lesson)[-1].source
    if number(lesson) >= 4:
        assert "PyTorch" in text.partition("<-- here")[2]
        assert re.search(r"\btorch\.|\bnn\.|loss\.backward\(\)", text)


@every_lesson
def test_a_guess_names_its_choices_and_is_confronted_later(lesson: str) -> None:
    code = [cell for cell in cells(lesson) if cell.is_code]
    guesses = [
        cell for cell in code if cell.is_solution and REGISTRY[cell.nbgrader["grade_id"]].choices
    ]
    assert bool(guesses) == bool(MINUTES_AND_POINTS[lesson][2])
    for guess in guesses:
        name = guess.nbgrader["grade_id"]
        question = next(before for before, after in pairwise(cells(lesson)) if after.id == guess.id)
        assert all(f'"{choice}"' in question.source for choice in REGISTRY[name].choices), name
        assert guess.source.startswith(f'{name} = "..."\n')
        later = [
            cell.id
            for cell in code[code.index(guess) + 2 :]
            if re.search(rf"\b{name}\b", cell.source)
        ]
        assert later, f"no cell after {guess.id} shows what was guessed"


# the course as a whole


def test_an_exercise_belongs_to_one_lesson_and_every_exercise_to_some_lesson() -> None:
    asked = [cell.nbgrader["grade_id"] for lesson in LESSONS for cell, _ in solutions(lesson)]
    assert sorted(asked) == sorted(REGISTRY)
    assert {f"{cell.lesson}" for lesson in LESSONS for cell, _ in solutions(lesson)} == set(LESSONS)
    homes = {name: exercise.lesson for name, exercise in REGISTRY.items()}
    for lesson in LESSONS:
        for cell, _ in solutions(lesson):
            assert homes[cell.nbgrader["grade_id"]] == lesson.split("_", 1)[1]


def test_the_kernel_is_the_one_that_every_installation_has() -> None:
    from grader.reference import read_notebook

    kernels: list[dict[str, Any]] = [
        dict(read_notebook(COURSE.notebook(lesson)).metadata.kernelspec) for lesson in LESSONS
    ]
    expected = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    assert kernels == [expected] * len(LESSONS)
