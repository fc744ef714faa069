"""No submission earns what it has not solved, reaches what it must not see, or harms the next one."""

import sys
from collections.abc import Iterator

import pytest

from grader.engine.outside.warm_process import GraderFault, Setup
from grader.engine.outside.worker import Worker
from grader.engine.protocol.job import CellStep, Job
from tests.attacks.attack import Attack
from tests.attacks.running import (
    ATTACKS,
    LIMITS,
    Ground,
    failures,
    ground,
    passed_tests,
    spoiled_by,
)

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="rungs 1 and 2 are Linux's")


@pytest.fixture(scope="module", params=[1, 2], ids=["rung1", "rung2"])
def place(request: pytest.FixtureRequest) -> Iterator[Ground]:
    worker = Worker(Setup(rung=request.param))
    try:
        worker.warm()
    except GraderFault as fault:
        pytest.skip(f"rung {request.param} is not possible here: {fault}")
    finally:
        worker.close()
    with ground(request.param) as made:
        yield made


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name.replace(" ", "-"))
def test_attack_holds(place: Ground, attack: Attack) -> None:
    outcome, found = failures(place, attack)
    assert not found
    if attack.beats_tests:
        assert passed_tests(outcome) > 0, "plain test cells stop it now: take beats_tests away"


def test_threads_are_counted_on_both_rungs(place: Ground) -> None:
    source = "import threading, time\nthreading.stack_size(32768)\nfor _ in range({}):\n"
    source += "    threading.Thread(target=time.sleep, args=(0.5,), daemon=True).start()"
    for count, holds in ((LIMITS.threads - 2, True), (LIMITS.threads + 20, False)):
        cells = (CellStep("threads", source.format(count)),)
        (cell,) = place.worker.run(Job("threads", cells, limits=LIMITS)).cells
        assert (cell.state == "passed") == holds, cell
    if place.rung == 2:
        assert cell.sentence == f"Stopped because it started more than {LIMITS.threads} threads."


def test_there_are_at_least_sixty_hostile_submissions() -> None:
    assert sum(attack.kind != "honest" for attack in ATTACKS) >= 60
    assert len({attack.name for attack in ATTACKS}) == len(ATTACKS)


@pytest.mark.parametrize(
    "name",
    [
        "reads a file of the grader's user",
        "overwrites the secret",
        "connects over TCP",
        "sends over UDP",
        "reads the environment of others",
        "opens a handle to the grader",
    ],
)
def test_the_same_attack_succeeds_where_nothing_stops_it(name: str) -> None:
    """An attack that cannot succeed proves nothing: on rung 3, each of these does (none of them does harm)."""
    attack = next(attack for attack in ATTACKS if attack.name == name)
    with ground(3) as open_place:
        _, found = spoiled_by(open_place, attack)
    assert any(
        "read" in line or "network" in line or "changed" in line or "fault" in line
        for line in found
    )
