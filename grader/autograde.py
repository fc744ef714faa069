"""``grader autograde``: every submission to a grade or a named problem, in any nbgrader course."""

from __future__ import annotations

import grader.quick_imports  # noqa: F401  before nbformat and nbgrader

# isort: split

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, suppress
from dataclasses import dataclass, field
from datetime import UTC, timedelta
from functools import cached_property, lru_cache
from pathlib import Path
from types import TracebackType

import nbformat
from nbgrader.coursedir import CourseDirectory

from grader.configuration import load_config
from grader.course import Course, CourseError, find_course
from grader.engine.gradebook.filing import Folders, Report, Submission, alone_in, stamp_of
from grader.engine.gradebook.grades import NotebookMarks, SubmissionGrades, Whose
from grader.engine.gradebook.handed_in import TIMESTAMP, Beside, is_text, on_screen, shown
from grader.engine.gradebook.record import Recorder
from grader.engine.judging.assigned import Assigned, assigned
from grader.engine.judging.exam import Exam
from grader.engine.judging.libraries import missing
from grader.engine.judging.task import Marked, Task
from grader.engine.outside.pool import WorkerPool
from grader.engine.outside.warm_process import GraderFault
from grader.engine.protocol.limits import Limits
from grader.engine.sandbox.rungs import Isolation
from grader.first_look import meant, nothing_handed_in
from grader.limits import course_limits, described
from grader.options import Options, start_workers
from grader.term.reading import read_term
from grader.term.settle import settle
from grader.term.term import Term

_MOST_NAMED = 5
"""Files that a sentence names."""


@dataclass(frozen=True)
class Graded:
    """A submission's grade, or the problem that stood in its way.

    Attributes:
        submission: whose and what.
        score: in the gradebook, marks of people and penalties included.
        points: what could be earned.
        needs_person: whether a part of it waits for a person's mark.
        notes: what an instructor should know.
        named: the named mistakes found, ``(exercise, mistake)``.
        problem: why there is no grade, if so.
        rung: the weakest rung of isolation that a notebook of it ran on; 0 where none ran.
    """

    submission: Submission
    score: float = 0.0
    points: float = 0.0
    needs_person: bool = False
    notes: tuple[str, ...] = ()
    named: tuple[tuple[str, str], ...] = ()
    problem: str = ""
    rung: int = 0


@dataclass
class _Open:
    """A submission that is being graded: its notebooks as they come back."""

    submission: Submission
    waiting: dict[str, Task]
    stamps: dict[str, str]
    others: Beside
    notes: list[str]
    marked: dict[str, Marked] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """How many bytes of the student's it holds."""
        held = [*self.others.files.values()]
        for task in self.waiting.values():
            held += [task.data, *(other.data for other in task.others)]
        return sum(map(len, held))


ROOM = 64 * 2**20
"""Bytes of changed submissions that are kept from `to_do` to `run`; others are read again."""


class Grading(AbstractContextManager["Grading"]):
    """A course that is open for grading: one writer, many workers."""

    def __init__(
        self, root: Path, options: Options, workers: WorkerPool[Task, Marked] | None = None
    ) -> None:
        """Open the course's gradebook.

        Args:
            root: the course's folder.
            options: how to grade.
            workers: those that have been started for these options; they end with this object.
                Started when they are needed if none are given.

        Raises:
            CourseError: there is no configuration, or no gradebook yet.
        """
        self.options = options
        self.course = Course(root)
        if not self.course.is_own:  # an error in its package is told before anything is graded
            self.course.ask()
        config = load_config(root)
        self._coursedir = CourseDirectory(config=config)
        self.folders = Folders(self._coursedir)
        self._workers = workers
        self._recorder = Recorder(self._coursedir)
        self._assigned: dict[str, list[Assigned]] = {}
        self._kept: dict[str, _Open] = {}
        self._room = ROOM
        self.term = read_term(root)
        self._extensions: dict[str, dict[str, timedelta]] = {}
        self.settled: set[str] = set()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        try:
            if self._workers is not None:
                self._workers.close()
        finally:
            self._recorder.__exit__(kind, value, at)

    @property
    def workers(self) -> WorkerPool[Task, Marked]:
        """Those who do the work."""
        if self._workers is None:
            self._workers = start_workers(self.options, self.course)
        return self._workers

    @cached_property
    def isolation(self) -> Isolation:
        """The rung of isolation on this machine, found by trying; every worker stands on it.

        Raises:
            CourseError: it is weaker than required, or no worker starts.
        """
        try:
            found = self.workers.isolation()
        except GraderFault as fault:
            raise CourseError(f"No worker can start here: {fault}") from fault
        if found.rung > self.options.require_isolation:
            raise CourseError(
                f"Isolation rung {self.options.require_isolation} is required, and rung"
                f" {found.rung} is the strongest here: {'; '.join(found.missing)}"
            )
        return found

    def assignments(self) -> list[str]:
        """The names of the released assignments."""
        return self._recorder.assignments()

    def limits(self, assignment: str) -> Limits:
        """What a submission to an assignment may use.

        Raises:
            CourseError: the configuration names a limit that there is not.
        """
        config, options = self._coursedir.config, self.options
        return course_limits(config, assignment, options.asked, options.limits)

    def other_limits(self, submissions: list[Submission]) -> dict[str, str]:
        """What differs from the usual limits, for each assignment where something does."""
        names = sorted({one.assignment for one in submissions})
        told = {name: described(self.limits(name), Limits()) for name in names}
        return {name: text for name, text in told.items() if text}

    def missing_libraries(self, submissions: list[Submission]) -> dict[str, list[str]]:
        """What the lessons that are to be graded import and this Python does not have, by
        assignment.
        """
        folders: dict[str, list[Path]] = {}
        for one in submissions:
            folders.setdefault(one.assignment, []).append(self.folders.handed_in(one))
        found = {}
        for name, handed_in in folders.items():
            beside = [*(path.parent for path in self.folders.released(name, "")), *handed_in]
            with suppress(Exception):  # told of each submission, when it is graded
                sources = [nbformat.v4.reads(one.source) for one in self._notebooks(name)]
                found[name] = sorted({one for source in sources for one in missing(source, beside)})
        return {name: libraries for name, libraries in found.items() if libraries}

    def left_over(self, student: str | None = None) -> list[str]:
        """What was handed in and is not graded, because it is no submission to a released
        assignment, and why.
        """
        notebooks = {
            name: [notebook.name for notebook in self._recorder.assignment(name).notebooks]
            for name in self.assignments()
        }
        return self.folders.left_over(notebooks, student)

    def marks(self, lessons: list[str]) -> dict[Whose, NotebookMarks]:
        """What the gradebook holds of some lessons."""
        return self._recorder.marks(lessons)

    def to_do(self, submissions: list[Submission]) -> list[Submission]:
        """Those that are not graded yet, or have changed since."""
        return [one for one in submissions if self.options.force or not self._is_done(one)]

    def tasks(self, submission: Submission) -> list[Task]:
        """What is to be graded of a submission: a task for each notebook that was handed in.

        Raises:
            CourseError: it cannot be read.
        """
        return [*self._open(submission).waiting.values()]

    def run(self, submissions: list[Submission]) -> Iterator[Graded]:
        """Grade submissions and record the grades; yields each as soon as it is recorded."""
        opened: dict[str, _Open] = {}
        ready: list[Graded] = []

        def tasks() -> Iterator[Task]:
            for submission in submissions:
                try:
                    one = self._kept.pop(_key(submission), None) or self._open(submission)
                except Exception as error:  # noqa: BLE001 - no submission ends a run
                    ready.append(Graded(submission, problem=_said(error)))
                    continue
                opened[_key(submission)] = one
                yield from one.waiting.values()

        with ExitStack() as stack:
            stack.enter_context(alone_in(Path(self._coursedir.root)))
            self.folders.clear_up()
            self._extensions.clear()  # something may have come in since the last run
            self._settle()
            stack.callback(self._settle)  # free days used up here may be missing elsewhere
            if self.options.start is None:
                _ = self.isolation  # refused before anything is graded, where it is too weak
            for task, marked, fault in self.workers.run(tasks()):
                one = opened[task.name]
                one.marked[task.assigned.name] = marked or Marked(fault=fault)
                if len(one.marked) == len(one.waiting):
                    yield self._finish(opened.pop(task.name))
                while ready:
                    yield ready.pop(0)
            yield from ready

    def _settle(self) -> None:
        """Bring the gradebook into line with the term file, if there is one."""
        term = self.term
        if term is None:
            return
        changed = self._recorder.change(lambda book, penalties: settle(book, penalties, term))
        self.settled.update(changed)

    def _extension(self, submission: Submission) -> timedelta | None:
        """How much later the term lets a submission come in."""
        if self.term is None or submission.assignment not in self.term.lessons:
            return None
        student = submission.student
        if student not in self._extensions:
            self._extensions[student] = self._extensions_of(student, self.term)
        return self._extensions[student].get(submission.assignment, timedelta())

    def _extensions_of(self, student: str, term: Term) -> dict[str, timedelta]:
        """How much later each lesson is due for a student, given all that they handed in."""
        times = {
            lesson: self.folders.timestamp(Submission(lesson, student))[0]
            for lesson in term.lessons
        }
        handed_in = {
            lesson: when.replace(tzinfo=UTC) for lesson, when in times.items() if when is not None
        }
        return term.extension(student, handed_in)

    def _notebooks(self, assignment: str) -> list[Assigned]:
        if assignment not in self._assigned:
            entry = self._recorder.assignment(assignment)
            exam_on = _examiner(self._coursedir.root, assignment)
            notebooks = [
                assigned(notebook, self.folders.released(assignment, notebook.name), exam_on)
                for notebook in sorted(entry.notebooks, key=lambda notebook: notebook.name)
            ]
            for notebook in notebooks:
                if notebook.language != "python":
                    raise CourseError(
                        f"{notebook.name}.ipynb is in {notebook.language}: only Python is run here"
                    )
            self._assigned[assignment] = notebooks
        return self._assigned[assignment]

    def _open(self, submission: Submission) -> _Open:
        notebooks = self._notebooks(submission.assignment)
        beside = self.folders.files(submission)
        limits, options = self.limits(submission.assignment), self.options
        files = self.folders.digest(submission, beside.files)
        depends = f"{files} {options.stderr_costs} {options.all_cells} {limits}"
        told = _renamed(beside)
        one = _Open(submission, {}, {}, beside, [*beside.notes])
        for notebook in notebooks:
            data, others = self.folders.notebook(
                submission, notebook.name, [other.name for other in notebooks]
            )
            if not others and not self.folders.is_there(submission, notebook.name):
                one.notes.append(f"{notebook.name}.ipynb was not handed in.")
                continue
            stamp = one.stamps[notebook.name] = stamp_of(data, others, notebook.digest, depends)
            one.waiting[notebook.name] = Task(
                _key(submission),
                notebook,
                data,
                stamp,
                beside.files,
                limits,
                stderr_costs=options.stderr_costs,
                all_cells=options.all_cells,
                others=others,
                told=told,
            )
        if not one.waiting:
            names = " and ".join(f"{notebook.name}.ipynb" for notebook in notebooks)
            what = f"{names} was not handed in, nor a notebook with another name"
            raise CourseError(what + self._what_is_there(submission))
        return one

    def _what_is_there(self, submission: Submission) -> str:
        """What lies in the folder instead of a notebook, as the rest of a sentence."""
        names = sorted(
            path.name
            for path in self.folders.handed_in(submission).iterdir()
            if path.name != TIMESTAMP and not path.name.startswith(".")
        )
        more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
        return f": {', '.join(map(shown, names[:_MOST_NAMED]))}{more}" if names else ""

    def _is_done(self, submission: Submission) -> bool:
        whose, what = submission.student, submission.assignment
        if not is_text(whose) or not self._recorder.has(whose, what):
            return False
        try:
            one = self._open(submission)
            done = self.folders.done(submission, one.stamps)
        except Exception:  # noqa: BLE001 - it will be named when it is graded
            return False
        if not done and one.size <= self._room:
            self._room -= one.size
            self._kept[_key(submission)] = one
        return done

    def _finish(self, one: _Open) -> Graded:
        """Record a submission whose notebooks have all come back: the gradebook first, then the
        report.
        """
        submission = one.submission
        for name, marked in one.marked.items():
            if marked.fault or marked.problem:
                why = (
                    f"the grader failed ({marked.fault})"
                    if marked.fault
                    else f"{name}.ipynb: {marked.problem}"
                )
                return Graded(submission, problem=why, notes=tuple(one.notes))
        notes = [*one.notes, *(text for m in one.marked.values() for text in m.notes)]
        grades = {name: marked.grades for name, marked in one.marked.items()}
        try:
            timestamp, note = self.folders.timestamp(submission)
            notes += [note] if note else []
            student, lesson = submission.student, submission.assignment
            extension = self._extension(submission)
            totals = self._recorder.record(
                SubmissionGrades(student, lesson, timestamp, extension, grades)
            )
            reports = [Report(name, marked.text) for name, marked in one.marked.items()]
            self.folders.write(submission, reports, one.others)
        except Exception as error:  # noqa: BLE001 - no submission ends a run
            why = f"the grade could not be stored: {_said(error)}"
            return Graded(submission, problem=why, notes=tuple(notes))
        named = tuple(pair for marked in one.marked.values() for pair in marked.named)
        rung = max((marked.rung for marked in one.marked.values()), default=0)
        waits = totals.needs_manual_grade
        return Graded(
            submission, totals.score, totals.points, waits, tuple(notes), named, rung=rung
        )


def _key(submission: Submission) -> str:
    return f"{submission.student}/{submission.assignment}"


def _renamed(beside: Beside) -> tuple[str, ...]:
    """What a report says of files that lie beside it under another name."""
    names = [shown(name) for name in beside.stored]
    if not names:
        return ()
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return (
        f"A browser would run {', '.join(names[:_MOST_NAMED])}{more}: beside the report such a file"
        " ends in .txt.",
    )


def _said(error: Exception) -> str:
    """What an error says, with its name where it is none that we or the system have words for."""
    known = isinstance(error, (CourseError, OSError))
    return on_screen(str(error) if known else f"{type(error).__name__}: {error}")


def _examiner(root: str, assignment: str) -> Callable[[str], Exam | None]:
    """Gives the exam on an exercise, if the course has it; builds the assignment's hidden keys when
    the first is asked for. Ordinary courses ask for none, and do without what that takes.
    """

    @lru_cache(maxsize=1)
    def keys() -> Path:
        from grader.hidden import hidden_keys

        course = find_course(Path(root))
        return hidden_keys(course, [assignment], lambda line: print(line, file=sys.stderr))

    def exam_on(exercise: str) -> Exam | None:
        from course_lib.checking.catalogue import find
        from course_lib.checking.judging.keys import key_path

        course = Course(Path(root))
        course.ask()
        if find(exercise) is None:
            return None
        key = key_path(exercise, keys()).read_bytes()
        return Exam(exercise, key, course.package, str(course.library))

    return exam_on


def choose(grading: Grading, names: list[str], student: str | None) -> list[Submission]:
    """The submissions meant on the command line.

    Raises:
        CourseError: an assignment has not been released, or nothing at all was handed in.
    """
    released = grading.assignments()
    wanted = [meant(name, released) for name in names] or released
    found = grading.folders.submissions(wanted, student)
    if not found and not grading.left_over(student):
        raise nothing_handed_in(wanted, student)
    return found


def released_lesson(root: Path, name: str) -> str:
    """A released lesson by its name, or by its number or tail alone.

    Raises:
        CourseError: there is none.
    """
    with Grading(root, Options()) as grading:
        return meant(name, grading.assignments())
