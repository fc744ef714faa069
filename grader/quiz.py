"""``grader quiz``: questions made from the named mistakes of a course.

Each shows code with one mistake in it, and asks which sentence is true of it, or what it returns.
"""

from __future__ import annotations

import html
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from course_lib.checking.asked.exercise import Exercise
from course_lib.checking.catalogue import find
from course_lib.checking.judging.keys import Damaged, Key, WrongAnswer, load
from course_lib.checking.telling.display import show, show_input
from grader.course import Course, CourseError
from grader.mistakes import MISTAKES, Mistake
from grader.mistakes import load as load_mistakes
from grader.reference import read_reference
from grader.simulate import without_marks

_OPTIONS = 4
_FEWEST = 3
"""Of three options up a question is worth asking."""
_LONGEST_INPUT, _LONGEST_ANSWER = 120, 60
"""Characters of a case that is worked by hand."""
_RIGHT = "That is what was asked for, and not what this code does."


@dataclass(frozen=True)
class Option:
    """One choice, and what whoever takes it is told."""

    text: str
    is_right: bool
    feedback: str


@dataclass(frozen=True)
class Question:
    """A question with one right option.

    Attributes:
        name: unique in a course.
        lesson: the lesson.
        asked: the question.
        code: the code that it is about.
        options: in the order in which they are shown.
    """

    name: str
    lesson: str
    asked: str
    code: str
    options: tuple[Option, ...]


def questions(course: Course, lessons: Sequence[str], count: int, seed: int) -> list[Question]:
    """Draw questions, as many different exercises as there are among them.

    Args:
        course: where the solutions are.
        lessons: folder names.
        count: how many.
        seed: the same seed, the same questions.

    Raises:
        CourseError: a key is missing, or there are no questions.
    """
    course.ask()
    draw = random.Random(seed)
    by_exercise: list[list[Question]] = []
    for lesson in lessons:
        load_mistakes(course, lesson)
        for name, solution in read_reference(course, lesson).solutions.items():
            asked = [*_of_exercise(course, lesson, name, solution, draw)]
            draw.shuffle(asked)
            by_exercise += [asked] if asked else []
    if not by_exercise:
        raise CourseError("No exercise of these lessons has three mistakes to choose from.")
    draw.shuffle(by_exercise)
    chosen: list[Question] = []
    while len(chosen) < count and any(by_exercise):
        chosen += [asked.pop() for asked in by_exercise if asked]
    return sorted(chosen[:count], key=lambda question: (question.lesson, question.name))


def _of_exercise(
    course: Course, lesson: str, name: str, solution: str, draw: random.Random
) -> Iterator[Question]:
    listed = [mistake for mistake in MISTAKES.get(name, ()) if not mistake.endless]
    key = _key(course, name)
    observed = {
        answer.mistakes[0].name: answer
        for answer in key.wrong_answers
        if len(answer.mistakes) == 1 and not answer.by_rule
    }
    for mistake in listed:
        code = without_marks(mistake.applied_to(solution)).strip()
        others = [each for each in listed if each is not mistake]
        yield from _sentence(lesson, mistake, others, code, draw)
        if mistake.name in observed:
            yield from _value(lesson, mistake, key, observed, code, draw=draw)


def _key(course: Course, name: str) -> Key:
    try:
        return load(name, course.keys)
    except (FileNotFoundError, Damaged) as error:
        raise CourseError(f"{name} has no key: run `grader generate` first.") from error


def _sentence(
    lesson: str, mistake: Mistake, others: Sequence[Mistake], code: str, draw: random.Random
) -> Iterator[Question]:
    """Which sentence is true of the code."""
    wrong = draw.sample(others, min(_OPTIONS - 1, len(others)))
    options = [Option(mistake.did, is_right=True, feedback=mistake.think)]
    options += [Option(each.did, is_right=False, feedback=mistake.think) for each in wrong]
    if len({option.text for option in options}) >= _FEWEST:
        draw.shuffle(options)
        asked = "One of these sentences is true of this code. Which?"
        name = f"{mistake.exercise}: {mistake.name}"
        yield Question(name, lesson, asked, code, tuple(options))


def _value(
    lesson: str,
    mistake: Mistake,
    key: Key,
    observed: dict[str, WrongAnswer],
    code: str,
    *,
    draw: random.Random,
) -> Iterator[Question]:
    """What the code returns, on the first case that can be worked by hand."""
    exercise = find(mistake.exercise)
    place = _by_hand(exercise, key, observed[mistake.name]) if exercise else None
    if exercise is None or place is None:
        return
    right = _shown(observed[mistake.name], place)
    feedback = {show(key.expected[place].value): _RIGHT}
    for name, answer in sorted(observed.items()):
        text = _shown(answer, place)
        if name != mistake.name and text:
            feedback.setdefault(text, mistake.think)
    feedback.pop(right, None)
    wrong = [*feedback][:1] + draw.sample([*feedback][1:], min(_OPTIONS - 2, len(feedback) - 1))
    options = [Option(right, is_right=True, feedback=mistake.did)]
    options += [Option(text, is_right=False, feedback=feedback[text]) for text in wrong]
    if len(options) >= _FEWEST:
        draw.shuffle(options)
        case = show_input(exercise, exercise.cases()[place])
        asked = f"What does this code return for {case}?"
        name = f"{mistake.exercise}: {mistake.name}, by hand"
        yield Question(name, lesson, asked, code, tuple(options))


def _by_hand(exercise: Exercise, key: Key, answer: WrongAnswer) -> int | None:
    """The first case with short numbers on which the answer differs from what was expected."""
    if exercise.has_probe or exercise.has_facts or exercise.measure is not None:
        return None
    for place, case in enumerate(exercise.cases()):
        asked, expected = show_input(exercise, case), show(key.expected[place].value)
        shown = _shown(answer, place)
        is_small = len(asked) <= _LONGEST_INPUT and "(" not in asked
        if is_small and shown and shown != expected and _is_short(expected):
            return place
    return None


def _shown(answer: WrongAnswer, place: int) -> str:
    """What an answer returns on a case; nothing where it raises, or what it returns is long."""
    if place >= len(answer.observations) or answer.observations[place].raised is not None:
        return ""
    text = show(answer.observations[place].value)
    return text if _is_short(text) else ""


def _is_short(text: str) -> bool:
    return len(text) <= _LONGEST_ANSWER and "array of shape" not in text


def as_sheet(title: str, asked: Sequence[Question]) -> str:
    """The questions as Markdown, the answers at the end."""
    lines = [f"# {title}", ""]
    answers = ["## Answers", ""]
    for number, question in enumerate(asked, 1):
        lines += [f"## Question {number}", "", question.asked, ""]
        lines += ["```python", question.code, "```", ""]
        for letter, option in zip("abcd", question.options, strict=False):
            lines.append(f"{letter}) {option.text}  ")
            if option.is_right:
                answers.append(f"{number}. **{letter}** ({question.name}). {option.feedback}")
        lines.append("")
    return "\n".join([*lines, *answers, ""])


def as_moodle(asked: Sequence[Question]) -> str:
    """The questions for Moodle's question bank, a category for each lesson.

    Source: docs.moodle.org, Moodle XML format.
    """
    quiz = ET.Element("quiz")
    lesson = ""
    for question in asked:
        if question.lesson != lesson:
            lesson = question.lesson
            category = ET.SubElement(quiz, "question", type="category")
            _text(ET.SubElement(category, "category"), f"$course$/top/{lesson}")
        _add(quiz, question)
    ET.indent(quiz)
    return ET.tostring(quiz, encoding="unicode", xml_declaration=True) + "\n"


def _add(quiz: ET.Element, question: Question) -> None:
    element = ET.SubElement(quiz, "question", type="multichoice")
    _text(ET.SubElement(element, "name"), question.name)
    code = f"<pre><code>{html.escape(question.code)}</code></pre>"
    asked = ET.SubElement(element, "questiontext", format="html")
    _text(asked, f"<p>{_html(question.asked)}</p>{code}")
    settings = {"defaultgrade": "1", "single": "true", "shuffleanswers": "true"}
    for name, value in settings.items():
        ET.SubElement(element, name).text = value
    for option in question.options:
        fraction = "100" if option.is_right else "0"
        answer = ET.SubElement(element, "answer", fraction=fraction, format="html")
        _text(answer, _html(option.text))
        _text(ET.SubElement(answer, "feedback", format="html"), _html(option.feedback))


def _text(parent: ET.Element, text: str) -> None:
    ET.SubElement(parent, "text").text = text


def _html(text: str) -> str:
    """A sentence as HTML, with what stands between backticks as code."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", html.escape(text, quote=False))
