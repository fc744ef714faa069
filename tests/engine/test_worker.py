"""A worker runs cells as a notebook would, keeps to limits, and never takes its own failure for a
student's.
"""

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader.engine.outside import attempt, temporary, warm_process
from grader.engine.outside.pool import WorkerPool
from grader.engine.outside.warm_process import GraderFault, Setup
from grader.engine.outside.worker import Worker, strongest
from grader.engine.protocol.job import (
    CellResult,
    CellStep,
    Job,
    ObserveStep,
    Outcome,
)
from grader.engine.protocol.limits import Limits
from grader.engine.sandbox import rungs
from grader.engine.sandbox.rungs import Isolation

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the rungs differ elsewhere")
QUICK = Limits(cell_cpu=0.5, cell_wall=2, total_cpu=5, total_wall=20, grace=0.2, memory=300 << 20)


@pytest.fixture(scope="module", params=[1, 2, 3])
def some(request: pytest.FixtureRequest) -> Iterator[Worker]:
    made = Worker(Setup(rung=request.param))
    try:
        made.warm()
    except GraderFault as fault:
        pytest.skip(f"rung {request.param} is not possible here: {fault}")
    yield made
    made.close()


@pytest.fixture(scope="module")
def best() -> Iterator[Worker]:
    made = Worker(Setup())
    yield made
    made.close()


@cache
def best_isolation() -> Isolation:
    """The strongest rung here."""
    warm_process = strongest(Setup())
    warm_process.close()
    return warm_process.isolation


def run(
    on: Worker, *sources: str, limits: Limits = QUICK, requests: tuple[ObserveStep, ...] = ()
) -> Outcome:
    cells = tuple(CellStep(f"c{n}", source) for n, source in enumerate(sources))
    outcome = on.run(Job("job", (*cells, *requests), limits=limits))
    assert not outcome.fault, outcome.fault
    return outcome


def kinds(result: CellResult) -> list[str]:
    return [output["output_type"] for output in result.outputs]


def test_outputs_are_a_notebook_s(some: Worker) -> None:
    cells = run(
        some,
        "import sys\nprint('a')\nprint('b')\nprint('c', file=sys.stderr)\n1 + 1",
        "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()\nprint('after')",
        "1 / 0",
        "from IPython.display import display, HTML\n"
        "h = display(HTML('<b>x</b>'), display_id=True)\nh.update(HTML('y'))\n5;",
        "plt.plot([1, 2]);",
    ).cells
    assert cells[0].outputs[:2] == [
        {"output_type": "stream", "name": "stdout", "text": "a\nb\n"},
        {"output_type": "stream", "name": "stderr", "text": "c\n"},
    ]
    assert cells[0].outputs[2]["data"] == {"text/plain": "2"}
    assert kinds(cells[1]) == ["display_data", "stream"]
    assert cells[1].outputs[0]["data"]["image/png"].startswith("iVBOR")
    assert cells[2].state == "failed"
    assert cells[2].outputs[0]["ename"] == "ZeroDivisionError"
    assert kinds(cells[3]) == ["display_data"]
    assert cells[3].outputs[0]["data"]["text/html"] == "y"
    assert kinds(cells[4]) == ["display_data"]


def test_one_submission_leaves_nothing_for_the_next(some: Worker) -> None:
    run(some, "left = 1\nopen('left.txt', 'w').write('x')\nimport numpy as np\nnp.left = 1")
    outcome = run(
        some,
        "import os, numpy\nprint('left' in globals(), os.listdir('.'), hasattr(numpy, 'left'))",
    )
    assert outcome.cells[0].outputs[0]["text"] == "False [] False\n"


def test_observations_are_plain_data_or_an_error(best: Worker) -> None:
    requests = (
        ObserveStep("good", ["a", "n"]),
        ObserveStep("bad", ["f"]),
        ObserveStep("absent", ["z"]),
        ObserveStep("wrong", 3),
    )
    good, bad, absent, wrong = run(
        best, "import numpy as np\na = np.eye(2)\nn = 7\nf = lambda: 1", requests=requests
    ).observations
    np.testing.assert_array_equal(good.data["a"], np.eye(2))
    assert good.data["n"] == 7
    assert bad.data is None
    assert "function cannot be sent" in bad.error
    assert absent.data == {}
    assert "TypeError" in wrong.error


def test_a_locked_cell_s_number_is_its_score_and_nothing_else_is(best: Worker) -> None:
    sources = [
        "0.5",
        "2",
        "'0.5'",
        "True",
        "float('nan')",
        "x = 1",
        "class F(float): pass\nF(3)",
        "0.5;",
        "1 / 0",
    ]
    sources += [
        "import numpy as np\nnp.float64(0.25)",
        "import asyncio\nawait asyncio.sleep(0)\n0.75",
        "%time 1",
    ]
    cells = tuple(CellStep(f"t{n}", source, locked=True) for n, source in enumerate(sources))
    outcome = best.run(Job("job", cells))
    assert [cell.value for cell in outcome.cells] == [
        0.5,
        2,
        None,
        None,
        None,
        None,
        None,
        None,
        None,
        0.25,
        0.75,
        1,
    ]
    assert [cell.state for cell in outcome.cells].count("failed") == 1


def test_an_endless_cell_costs_itself_alone(some: Worker) -> None:
    outcome = run(
        some,
        "x = 1",
        "while True:\n    try:\n        sum(range(99))\n    except BaseException:\n        pass",
        "x + 1",
    )
    assert [cell.state for cell in outcome.cells] == ["passed", "stopped", "passed"]
    assert outcome.cells[1].sentence.startswith("Stopped after 0.5 seconds of computing")
    assert outcome.attempts == 2


def test_what_does_not_fit_with_the_rest_is_left_out_and_nothing_else_is(best: Worker) -> None:
    large, limits = "print('x' * 60_000)", replace(QUICK, total_output=100_000)
    requests = (
        ObserveStep("large", ["x"]),
        ObserveStep("more", ["x"]),
        ObserveStep("small", ["y"]),
    )
    outcome = run(
        best, large, large, "x = 'x' * 60_000; y = 3", "y", limits=limits, requests=requests
    )
    assert [cell.state for cell in outcome.cells] == ["passed"] * 4
    assert [bool(cell.outputs) for cell in outcome.cells] == [True, False, False, True]
    assert outcome.cells[1].sentence.startswith("Left out:")
    large_one, more, small = outcome.observations
    assert (len(large_one.data["x"]), more.data, small.data) == (60_000, None, {"y": 3})
    assert more.sentence.startswith("Left out:")


def test_a_cell_that_ends_the_process_is_left_out_of_the_next_attempt(some: Worker) -> None:
    outcome = run(
        some,
        "x = 1",
        "import os\nos._exit(3)",
        "x + 1",
        "import ctypes\nctypes.string_at(0)",
        "x + 2",
    )
    assert [cell.state for cell in outcome.cells] == [
        "passed",
        "stopped",
        "passed",
        "stopped",
        "passed",
    ]
    assert "exit code 3" in outcome.cells[1].sentence
    assert "SIGSEGV" in outcome.cells[3].sentence
    assert "Segmentation fault" in outcome.log


def test_repeats_and_the_total_end(some: Worker) -> None:
    dying = ["import os\nos._exit(0)"] * 6
    outcome = run(some, *dying, limits=replace(QUICK, repeats=2))
    assert [cell.state for cell in outcome.cells] == ["stopped"] * 3 + ["not run"] * 3
    outcome = run(some, *["while True: pass"] * 6, limits=replace(QUICK, total_cpu=1.2))
    assert outcome.cells[-1].state == "not run"
    assert any("as a whole" in cell.sentence for cell in outcome.cells)


def test_time_that_is_over_before_the_first_cell_is_the_submissions_limit(best: Worker) -> None:
    outcome = run(best, "1", "2", limits=replace(QUICK, total_wall=0.0))
    assert [cell.state for cell in outcome.cells] == ["stopped", "not run"]
    assert "as a whole" in outcome.cells[0].sentence


@pytest.mark.parametrize("rung", [1, 2])
def test_files_are_bounded_and_beside_the_notebook(rung: int) -> None:
    made = Worker(Setup(rung=rung))
    try:
        files = {"data/a.txt": b"hello", "helper.py": b"value = 3"}
        cells = (
            CellStep("a", "import helper\nprint(open('data/a.txt').read(), helper.value)"),
            CellStep("b", "open('x', 'wb').write(b'x' * 9_000_000)"),
        )
        outcome = made.run(Job("job", cells, files=files, limits=replace(QUICK, disk=8 << 20)))
        assert outcome.cells[0].outputs[0]["text"] == "hello 3\n"
        assert outcome.cells[1].state in ("failed", "stopped")
    finally:
        made.close()


def test_processes_are_started_only_where_the_limits_say_so_and_end_with_the_submission() -> None:
    made = Worker(Setup(rung=1))
    try:
        made.warm()
    except GraderFault as fault:
        pytest.skip(str(fault))
    start = (
        "import subprocess\nprint(subprocess.run(['echo', 'hi'], capture_output=True,"
        " text=True).stdout)"
    )
    stay = "import subprocess\nsubprocess.Popen(['sleep', '1234'])"
    assert run(made, start).cells[0].state == "failed"
    outcome = run(made, start, stay, limits=replace(QUICK, processes=4))
    assert [cell.state for cell in outcome.cells] == ["passed", "passed"]
    made.warm().end_ahead()  # the next one only begins when the last one has ended
    assert not [1 for p in Path("/proc").glob("[0-9]*/cmdline") if b"sleep\x001234" in _read(p)]
    bomb = (
        "import os, time\nfor _ in range(50):\n    if os.fork() == 0:\n       "
        " time.sleep(100)\ntime.sleep(1)"
    )
    assert (
        "more than 4 processes"
        in run(made, bomb, limits=replace(QUICK, processes=4, threads=100, memory=8 << 30))
        .cells[0]
        .sentence
    )
    made.close()


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def test_a_warm_process_that_dies_is_started_again(best: Worker) -> None:
    run(best, "1")
    assert best._warm_process is not None
    best._warm_process._process.kill()
    best._warm_process._process.wait()
    assert run(best, "1").cells[0].state == "passed"


@pytest.mark.parametrize("rung", [1, 2])
def test_a_warm_process_that_is_killed_while_it_works_loses_nothing(rung: int) -> None:
    made = Worker(Setup(rung=rung))
    try:
        made.warm()
    except GraderFault as fault:
        pytest.skip(str(fault))
    assert made._warm_process is not None
    victim = made._warm_process._process.pid
    killer = threading.Timer(0.3, os.kill, (victim, signal.SIGKILL))
    killer.start()
    outcome = run(made, "import time\ntime.sleep(1)\nprint('done')")
    assert outcome.cells[0].outputs[0]["text"] == "done\n"
    assert made._warm_process._process.pid != victim
    made.close()
    assert not alive(victim)


def alive(session: int) -> list[str]:
    """The processes of a session, by what the kernel says of them; not those that are dead and wait
    for init alone.
    """
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        stat = _read(path).decode(errors="replace")
        state, parent, _, of = (stat.rpartition(")")[2].split() or [""] * 4)[:4]
        if of == str(session) and (state, parent) != ("Z", "1"):
            found.append(stat)
    return found


POOL = """
import sys
from grader.engine.outside.warm_process import Setup
from grader.engine.protocol.job import CellStep, Job
from grader.engine.outside.pool import WorkerPool

if __name__ == "__main__":
    jobs = (Job(str(n), (CellStep("a", "import time; time.sleep(0.2)"),)) for n in range(1000))
    with WorkerPool("grader.engine.outside.worker.run", Setup(rung=int(sys.argv[1])), 2) as pool:
        for job, outcome, _ in pool.run(jobs):
            print(job.name, outcome.fault, flush=True)
"""


def _worker_processes(marker: str) -> list[int]:
    return [
        int(path.parent.name)
        for path in Path("/proc").glob("[0-9]*/environ")
        if marker.encode() in _read(path)
    ]


def test_nothing_outlives_a_main_process_that_is_killed(tmp_path: Path) -> None:
    script, marker = tmp_path / "main.py", f"TZ=Etc/UTC-{os.getpid()}"
    script.write_text(POOL)
    environment = {
        **os.environ,
        "TZ": marker.removeprefix("TZ="),
        "PYTHONPATH": str(Path(warm_process.__file__).parents[2]),
    }
    rung = best_isolation().rung
    main = subprocess.Popen(
        [sys.executable, str(script), str(rung)], env=environment, stdout=subprocess.PIPE
    )
    assert main.stdout is not None
    assert main.stdout.readline().strip() in (b"0", b"1", b"2", b"3")
    assert len(_worker_processes(marker)) >= 3  # itself, and the workers with their warm processes
    main.kill()
    main.wait()
    main.stdout.close()
    deadline = time.monotonic() + 20
    while left := _worker_processes(marker):
        assert time.monotonic() < deadline, f"still there: {left}"
        time.sleep(0.05)


def test_folders_of_a_run_that_was_killed_are_swept_up_and_others_are_not(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    mine = Path(temporary.make())
    ended = subprocess.Popen(["true"])
    ended.wait()
    dead = Path(str(mine).replace(f"-{os.getpid()}-", f"-{ended.pid}-"))
    (dead / "deep").mkdir(parents=True)
    temporary.sweep()
    assert mine.exists()
    assert not dead.exists()


def test_files_with_names_that_lead_outside_are_left_out(some: Worker, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    files = {"../up": b"x", str(outside): b"x", "a/../../b": b"x", "good": b"x"}
    outcome = some.run(
        Job(
            "job",
            (CellStep("a", "import os\nprint(os.listdir('.'), os.path.exists('../up'))"),),
            files=files,
        )
    )
    assert outcome.cells[0].outputs[0]["text"] == "['good'] False\n"
    assert not outside.exists()


def test_course_files_that_do_not_fit_are_a_fault_and_not_a_zero(best: Worker) -> None:
    job = Job(
        "job",
        (CellStep("a", "1"),),
        files={"big": b"x" * (2 << 20)},
        limits=replace(QUICK, disk=1 << 20),
    )
    assert "files beside the notebook" in best.run(job).fault


def test_a_failure_of_the_grader_is_a_fault_and_not_a_result() -> None:
    broken = Worker(Setup(rung=1, observe="no.such.function"))
    outcome = broken.run(Job("job", (CellStep("a", "1"),)))
    assert outcome.fault == "ModuleNotFoundError: No module named 'no'"
    assert outcome.cells == ()


def test_a_child_that_cannot_be_shut_in_is_a_fault(
    best: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A limit that the kernel refuses, as a full system would.
    monkeypatch.setattr(attempt, "_BOOT", 5.0)
    outcome = best.run(Job("job", (CellStep("a", "1"),), limits=replace(QUICK, disk=-1)))
    assert outcome.fault.startswith("a child was not shut in: OSError")


def test_an_open_door_is_a_refusal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(GraderFault, match="can be read"):
        warm_process.WarmProcess(Setup(readable=(str(tmp_path),)), 2)


def test_a_kernel_without_landlock_is_said_and_rung_2_refused() -> None:
    """On rung 1 the private file system hides files alone, and that is said; rung 2 would hide
    nothing.
    """
    setup = Setup(preload=("tests.engine.no_landlock",))
    with pytest.raises(GraderFault, match="Landlock is off"):
        warm_process.WarmProcess(setup, 2)
    made = Worker(replace(setup, rung=1))
    try:
        isolated = made.warm().isolation
    except GraderFault as fault:
        pytest.skip(str(fault))
    assert isolated.rung == 1
    assert "Landlock is off in this kernel" in str(isolated)
    reading = (
        "for path in ('/etc/shadow', '/proc/1/environ', '/usr/x'):\n    open(path, 'a' if 'x' in"
        " path else 'r')"
    )
    assert run(made, reading).cells[0].state == "failed"
    made.close()


def test_the_rung_is_said_with_what_is_missing() -> None:
    found = best_isolation()
    assert found.rung in (1, 2, 3)
    assert f"rung {found.rung}" in str(found)
    assert "unsafe" in str(rungs.describe(3))


RUN = "grader.engine.outside.worker.run"


def jobs(count: int) -> list[Job]:
    return [
        Job(f"s{n}", (CellStep("a", f"x = {n}\nprint(x)"), ObserveStep("x", ["x"])))
        for n in range(count)
    ]


def test_any_number_of_workers_gives_the_same_results() -> None:
    found = []
    for size in (1, 2):
        with WorkerPool[Job, Outcome](RUN, Setup(rung=best_isolation().rung), size) as pool:
            outcomes = {
                job.name: (outcome.cells, outcome.observations)
                for job, outcome, _ in pool.run(jobs(8))
                if outcome
            }
        found.append(outcomes)
    assert found[0] == found[1]
    assert len(found[0]) == 8


def test_a_killed_worker_loses_nothing() -> None:
    with WorkerPool[Job, Outcome](RUN, Setup(rung=best_isolation().rung), 2) as pool:
        names = []
        for number, (job, outcome, _) in enumerate(pool.run(jobs(12))):
            assert outcome
            assert not outcome.fault
            names.append(job.name)
            if number == 3:
                workers = vars(pool._executor)["_processes"]
                os.kill(next(iter(workers)), signal.SIGKILL)
    assert sorted(names) == sorted(job.name for job in jobs(12))


def test_a_job_that_ends_every_worker_is_named_and_the_others_are_run(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Broken(ThreadPoolExecutor):
        def submit(self, fn: Any, /, *args: Any, **named: Any) -> Future[Any]:
            unit, job, setup = args
            if job.name == "s3":
                from concurrent.futures import BrokenExecutor

                raise BrokenExecutor
            return super().submit(fn, unit, job, setup)

    def start() -> Executor:
        return Broken(2)

    with WorkerPool[Job, Outcome](RUN, Setup(rung=best_isolation().rung), 2, start) as pool:
        outcomes = {job.name: (outcome, fault) for job, outcome, fault in pool.run(jobs(6))}
    assert len(outcomes) == 6
    assert outcomes.pop("s3") == (None, "its worker died twice")
    assert not any(
        fault or outcome is None or outcome.fault for outcome, fault in outcomes.values()
    )


def test_no_warm_process_outlives_its_worker() -> None:
    made = Worker(Setup(rung=best_isolation().rung))
    run(made, "1")
    assert made._warm_process is not None
    session = made._warm_process._process.pid
    assert alive(session)
    made.close()
    deadline = time.monotonic() + 10
    while left := alive(session):
        assert time.monotonic() < deadline, f"still there: {left}"
        time.sleep(0.05)
