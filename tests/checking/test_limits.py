"""The time limit of a check holds against code that will not stop."""

import sys
import threading

import pytest

from course_lib.checking.running.time_limit import Clock, TimeLimit, limited


def busy() -> None:
    while True:
        pass


def catches_everything() -> None:
    while True:
        try:
            len("x")
        except:  # noqa: E722
            len("y")


def yields_for_ever() -> None:
    def numbers():
        while True:
            yield 1

    for _ in numbers():
        pass


@pytest.mark.parametrize("call", [busy, catches_everything, yields_for_ever])
def test_what_never_returns_is_stopped_and_leaves_no_thread(call) -> None:
    before = threading.active_count()
    with pytest.raises(TimeLimit):
        limited(call, 0.1)
    assert threading.active_count() == before
    assert sys.gettrace() is None or "coverage" in str(sys.gettrace())


def test_what_returns_is_handed_back_and_what_raises_is_raised() -> None:
    assert limited(lambda: 7, 60) == 7
    with pytest.raises(KeyError):
        limited(lambda: dict[str, int]()["x"], 60)


class Scripted(Clock):
    """Tells what it is told to, whatever the time."""

    def __init__(self, left: list[float], when_over: threading.Event) -> None:
        super().__init__()
        self.script, self.when_over = left, when_over

    def left(self, seconds: float) -> float:
        if len(self.script) == 1:
            self.when_over.set()
        return self.script[0] if len(self.script) == 1 else self.script.pop(0)


def test_each_step_of_a_call_gets_the_whole_limit() -> None:
    over = threading.Event()
    assert limited(over.wait, 0.0, Scripted([0.0, 1.0, 0.0, 1.0, 60.0], over)), (
        "two steps in, each time one anew"
    )


def test_a_step_that_has_no_time_left_ends_the_call() -> None:
    with pytest.raises(TimeLimit):
        limited(busy, 60.0, Scripted([0.01, 0.0], threading.Event()))


def test_it_works_outside_the_main_thread() -> None:
    seen = []

    def run() -> None:
        try:
            limited(busy, 0.1)
        except TimeLimit:
            seen.append("stopped")

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert seen == ["stopped"]


def test_waiting_for_a_busy_machine_is_not_held_against_the_code(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    passed, computed = iter([0.0, 10.0, 10.0, 15.0]), iter([0.0, 4.0, 30.0, 0.0])
    monkeypatch.setattr("time.monotonic", lambda: next(passed))
    monkeypatch.setattr("time.process_time", lambda: next(computed))
    clock = Clock()
    assert clock.left(5.0) == pytest.approx(1.0), "it has computed for 4 of 10 seconds"
    assert clock.left(12.0) == pytest.approx(2.0), "several threads computed within 10 seconds"
    assert clock.left(5.0) == pytest.approx(0.0), "it has only waited, three times the limit"
