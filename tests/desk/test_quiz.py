"""Questions made from mistakes: one option is right and true of the code, and none repeats."""

import re
from collections.abc import Sequence
from xml.etree import ElementTree as ET

import pytest

from course_lib.checking.asked.exercise import REGISTRY, VISIBLE_SEED
from course_lib.checking.telling.display import show, show_input
from grader.course import find_course
from grader.quiz import Question, as_moodle, as_sheet, questions
from grader.reference import read_reference
from grader.trial_runs import Run, observe_runs

LESSONS = ["03_batches", "05_loss"]


@pytest.fixture(scope="module")
def drawn() -> list[Question]:
    return questions(find_course(), LESSONS, 40, seed=3)


def by_hand(asked: Sequence[Question]) -> list[Question]:
    return [question for question in asked if question.name.endswith(", by hand")]


def test_each_question_has_one_right_option_and_no_option_twice(drawn: list[Question]) -> None:
    assert len(drawn) == 40
    assert len({question.name for question in drawn}) == 40
    for question in drawn:
        assert sum(option.is_right for option in question.options) == 1
        texts = [option.text for option in question.options]
        assert len({*texts}) == len(texts) >= 3
        assert all(option.feedback for option in question.options)
        assert "BEGIN SOLUTION" not in question.code


def test_what_is_said_to_be_returned_is_what_the_code_returns(drawn: list[Question]) -> None:
    asked = by_hand(drawn)
    assert len(asked) >= 5
    references = {lesson: read_reference(find_course(), lesson) for lesson in LESSONS}
    for question in asked:
        name = question.name.partition(":")[0]
        exercise = REGISTRY[name]
        sources = references[question.lesson].sources(**{name: question.code})
        (observations,) = observe_runs([Run(name, sources, VISIBLE_SEED)])
        places = [
            place
            for place, case in enumerate(exercise.cases())
            if f"for {show_input(exercise, case)}?" in question.asked
        ]
        right = next(option.text for option in question.options if option.is_right)
        assert show(observations[places[0]].value) == right, question.name


def test_the_same_seed_draws_the_same_and_exercises_take_turns(drawn: list[Question]) -> None:
    assert questions(find_course(), LESSONS, 40, seed=3) == drawn
    few = questions(find_course(), LESSONS, 5, seed=3)
    assert len({question.name.partition(":")[0] for question in few}) == 5


def test_the_sheet_has_every_question_and_its_answer(drawn: list[Question]) -> None:
    sheet, _, answers = as_sheet("Quiz", drawn).partition("## Answers")
    assert len(re.findall(r"^## Question \d+$", sheet, re.MULTILINE)) == 40
    letters = re.findall(r"^\d+\. \*\*([a-d])\*\*", answers, re.MULTILINE)
    for letter, question in zip(letters, drawn, strict=True):
        assert question.options["abcd".index(letter)].is_right


def test_moodle_reads_code_options_and_categories(drawn: list[Question]) -> None:
    quiz = ET.fromstring(as_moodle(drawn).encode())
    kinds = [element.get("type") for element in quiz]
    assert kinds.count("category") == len(LESSONS)
    asked = [element for element in quiz if element.get("type") == "multichoice"]
    for element, question in zip(asked, drawn, strict=True):
        text = element.findtext("questiontext/text") or ""
        assert "<pre><code>" in text
        assert "<" not in re.sub(r"</?(p|pre|code)>", "", text)
        fractions = [answer.get("fraction") for answer in element.findall("answer")]
        assert fractions == ["100" if option.is_right else "0" for option in question.options]
        assert element.findtext("name/text") == question.name
