"""How far a learner is stands in the notebooks themselves; what went wrong comes back in review."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
import pytest

import course_lib
from course_lib import check, plot
from course_lib.checking.check import LATEST
from course_lib.desk import mistakes, review
from course_lib.desk.notebooks import Stage, read_lesson, read_lessons
from course_lib.desk.overview import Overview
from tests.lessons.reading import COURSE, LESSONS


@pytest.fixture
def lessons(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A learner's folder with the first two lessons; the kernel runs in the second."""
    for lesson in LESSONS[:2]:
        shutil.copytree(COURSE.notebooks / lesson, tmp_path / lesson)
    monkeypatch.chdir(tmp_path / LESSONS[1])
    monkeypatch.setattr(plot, "person_at_front_end", lambda: True)
    monkeypatch.setattr("course_lib.checking.progress.person_at_front_end", lambda: True)
    LATEST.clear()
    yield tmp_path
    LATEST.clear()


def edit(folder: Path, lesson: str, **sources: str) -> None:
    """Write into cells, found by their grade_id."""
    path = folder / lesson / f"{lesson}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if name in sources:
            cell.source = sources[name]
    nbformat.write(notebook, path)


def show(folder: Path, lesson: str, **scores: str) -> None:
    """Store a score as the output of each exercise's check, as a saved notebook holds it."""
    path = folder / lesson / f"{lesson}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id", "").removeprefix("check_")
        if name in scores and cell.metadata.nbgrader.grade:
            data = {"text/plain": scores[name], "text/html": "<div>a verdict</div>"}
            cell.outputs = [nbformat.v4.new_output("execute_result", data, execution_count=1)]
    nbformat.write(notebook, path)


def stages(folder: Path, lesson: str) -> dict[str, str]:
    tasks = read_lesson(folder / lesson / f"{lesson}.ipynb").tasks
    return {task.name: task.stage.value for task in tasks}


def test_every_exercise_of_a_fresh_course_is_open_and_of_a_solved_one_done() -> None:
    fresh, solved = read_lessons(COURSE.notebooks), read_lessons(COURSE.solutions)
    assert [lesson.name for lesson in fresh] == LESSONS
    for lesson, done in zip(fresh, solved, strict=True):
        assert lesson.minutes > 0
        assert {task.stage for task in lesson.tasks} == {Stage.OPEN}, lesson.name
        assert (lesson.score, lesson.minutes_left) == (0, lesson.minutes)
        assert done.is_done
        assert (done.score, done.minutes_left) == (lesson.points, 0)


def test_what_was_written_or_earned_a_part_is_tried_and_what_earned_all_is_done(
    lessons: Path,
) -> None:
    edit(lessons, LESSONS[1], predict="def predict(w, x):\n    return w + x")
    show(lessons, LESSONS[1], train="1.5", gradient="2", squared_error="0")
    assert stages(lessons, LESSONS[1]) == {
        "order_steps": "open",
        "predict": "tried",
        "squared_error": "open",
        "gradient": "done",
        "guess_rate": "open",
        "train": "tried",
    }
    lesson = read_lesson(lessons / LESSONS[1] / f"{LESSONS[1]}.ipynb")
    assert (lesson.score, lesson.points, lesson.minutes, lesson.minutes_left) == (3.5, 10, 70, 50)


def test_it_says_what_is_left_and_where_to_go_on(lessons: Path) -> None:
    done = {"double": "2", "column_means": "2", "guess_means": "1", "center": "3"}
    show(lessons, LESSONS[0], **done)
    text = repr(course_lib.progress("all"))
    assert "Go on with weighted_sums in lesson 00" in text
    show(lessons, LESSONS[0], weighted_sums="2")
    text = repr(course_lib.progress("all"))
    assert "Go on with order_steps in lesson 01 · The training loop." in text
    assert "✓ done 5, ~ tried 0, · open 6. About 1 h 10 min left." in text


def test_a_check_counts_before_the_notebook_is_saved(lessons: Path) -> None:
    check("predict", np.multiply)  # another function than the notebook's: no progress
    assert stages_of(course_lib.progress("all"))["predict"] == "open"
    globals()["predict"] = np.multiply
    try:
        check("predict")
    finally:
        del globals()["predict"]
    assert stages_of(course_lib.progress("all"))["predict"] == "done"


def stages_of(overview: Any) -> dict[str, str]:
    return {task.name: task.stage.value for lesson in overview.lessons for task in lesson.tasks}


def test_squares_have_a_text_for_whoever_cannot_see_them(lessons: Path) -> None:
    page = course_lib.progress("all")._repr_html_()
    labels = re.findall(r'role="img" aria-label="([^"]*)"', page)
    assert len(labels) == 2
    assert "double: open, guess_means: open, column_means: open" in labels[0]
    assert 'href="../01_training_loop/01_training_loop.ipynb"' in page
    assert page.count("<tr>") == 3


def test_a_lesson_shows_the_others_to_a_person_and_to_no_program(
    lessons: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "minutes left" in course_lib.progress("start_here")._repr_html_()
    monkeypatch.setattr("course_lib.checking.progress.person_at_front_end", lambda: False)
    assert "minutes left" not in repr(course_lib.progress("start_here"))


def test_a_notebook_that_cannot_be_read_is_said_to_be_and_stops_nothing(lessons: Path) -> None:
    for text in ("", "[]", '{"cells": []}', '{"cells": [1]}', '{"cells": [{"source": "# 01"}]}'):
        (lessons / LESSONS[0] / f"{LESSONS[0]}.ipynb").write_text(text, encoding="utf-8")
        overview = course_lib.progress("all")
        assert "cannot be read" in repr(overview)
        assert "cannot be read" in overview._repr_html_()
        assert "Go on with order_steps" in repr(overview)


def test_without_lessons_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    overview = course_lib.progress("all")
    assert "No lessons" in repr(overview)
    assert "No lessons" in overview._repr_html_()


def test_the_certificate_wants_every_exercise_of_every_lesson() -> None:
    done = read_lessons(COURSE.solutions)
    whole = Overview(done, "Ada <Lovelace>")
    assert f"{len(LESSONS)} lessons, " in repr(whole)
    assert "Ada &lt;Lovelace&gt; wrote every part of it" in whole._repr_html_()
    almost = read_lessons(COURSE.notebooks)[:1]
    for some in (done[1:], [*almost, *done[1:]]):
        assert "wrote every part" not in repr(Overview(some))


def meet(name: str, subject: object) -> None:
    globals()[name] = subject
    try:
        check(name)
    finally:
        del globals()[name]


def test_a_named_mistake_is_kept_once_and_a_right_answer_or_a_clue_never(lessons: Path) -> None:
    meet("double", lambda x: x**2)
    meet("double", lambda x: x**2)
    meet("double", lambda x: 2 * x)
    meet("double", lambda x: 2 * x + 0.123)
    kept = mistakes.read(lessons / mistakes.FILE)
    assert [(met.exercise, met.mistake) for met in kept] == [("double", "squared")]
    assert kept[0].did.startswith("You squared it")


def test_nothing_is_kept_without_a_person_or_outside_a_lesson(
    lessons: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(lessons)
    meet("double", lambda x: x**2)
    monkeypatch.chdir(lessons / LESSONS[0])
    monkeypatch.setattr(plot, "person_at_front_end", lambda: False)
    meet("double", lambda x: x**2)
    assert [path.name for path in sorted(lessons.rglob("*.json"))] == []


def test_three_mistakes_come_back_then_the_next_three(lessons: Path) -> None:
    names = ["mse_loss", "fit", "relu", "linear", "one_hot"]
    entries = [{"exercise": name, "mistake": "a", "did": f"You bent {name}."} for name in names]
    entries.insert(0, {"exercise": "no such exercise", "mistake": "a", "did": ""})
    (lessons / mistakes.FILE).write_text(json.dumps(entries), encoding="utf-8")
    first, second = course_lib.review(seed=1), course_lib.review(seed=1)
    assert [question.met.exercise for question in first.questions] == names[:3]
    assert [question.met.exercise for question in second.questions] == [*names[3:], names[0]]
    assert 'check("fit", your_name)' in repr(first)
    assert repr(first).index("Answers") > repr(first).index("You bent relu.")
    assert "<summary" in first._repr_html_()
    assert "You bent" not in repr(course_lib.review.__doc__)


def test_numbers_are_new_small_and_come_out_as_the_library_says() -> None:
    met = mistakes.Met("mse_loss", "summed", "You added them up.")
    questions = {review._question(met, seed) for seed in range(5)}
    assert len({question.asks for question in questions}) == 5
    for question in questions:
        given = question.asks.replace("−", "-")
        y_pred, y = (
            np.array(json.loads(text)) for text in re.findall(r"= (\[.*?\]+)(?:, y|\?)", given)
        )
        (answer,) = re.findall(r"It returns (.*)\.$", question.answer.replace("−", "-"))
        assert float(answer) == pytest.approx(np.mean((y_pred - y) ** 2), rel=0.01)


def test_without_a_mistake_it_says_where_they_will_be_kept(lessons: Path) -> None:
    assert mistakes.FILE in repr(course_lib.review())
    (lessons / mistakes.FILE).write_text("not JSON", encoding="utf-8")
    assert mistakes.FILE in course_lib.review()._repr_html_()
