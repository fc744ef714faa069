"""Every check works on a system that has no more than Python must have: Windows, a browser."""

import json
import subprocess
import sys

import course_lib.exercises  # noqa: F401  fills the registry
from course_lib.checking.asked.exercise import REGISTRY
from grader.reference import read_reference
from tests.lessons.reading import COURSE, LESSONS

BARE = """
import json, os, signal, sys, threading

for name in ("fcntl", "grp", "pwd", "resource", "termios"):
    sys.modules[name] = None  # importing it now fails
for name in ("SIGALRM", "SIGKILL", "alarm", "pthread_kill", "setitimer"):
    delattr(signal, name)
for name in ("fork", "getuid", "kill", "killpg", "sched_getaffinity", "setsid"):
    delattr(os, name)


def refuse(self):
    raise RuntimeError("can't start new thread")


threading.Thread.start = refuse

from course_lib import check
from course_lib.checking.running.time_limit import TimeLimit, limited

for cells, names in json.load(sys.stdin):
    exec("\\n\\n".join(cells), globals())
    for name in names:
        verdict = check(name)
        print(name, repr(verdict), verdict.points)


def endless():
    while True:
        len("x")


try:
    limited(endless, 0.1)
except TimeLimit:
    print("endless stopped, traced", sys.gettrace())
"""
"""Takes each of them away before the library is imported, then runs all checks by lesson."""


def test_no_check_needs_posix_signals_or_threads() -> None:
    references = [read_reference(COURSE, lesson) for lesson in LESSONS]
    lessons = [(reference.sources(), list(reference.solutions)) for reference in references]
    run = subprocess.run(
        [sys.executable, "-c", BARE],
        input=json.dumps(lessons),
        capture_output=True,
        text=True,
        check=False,
        cwd=COURSE.root,
    )
    assert run.returncode == 0, run.stderr
    *verdicts, endless = run.stdout.splitlines()
    assert endless == "endless stopped, traced None"
    told = [line.split() for line in verdicts]
    short = [name for name, score, points in told if float(score) != float(points)]
    assert short == []
    assert {name for name, *_ in told} == set(REGISTRY)
