"""After any fault and another run all grades are right, and nothing is lost, counted twice or left behind."""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.engine.faults import FAULTS, Fault, Place, place, spoiled, template

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are found and killed as Linux has them")


@pytest.fixture(scope="module")
def made() -> Iterator[Place]:
    with tempfile.TemporaryDirectory() as name:
        yield template(Path(name))


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.name}: {fault.when}")
def test_a_fault_costs_nobody_anything(made: Place, fault: Fault) -> None:
    with place(made, graded=fault.graded) as at:
        assert fault.happen(at)
        assert spoiled(at) == []


def test_the_faults_are_as_many_as_promised() -> None:
    assert len({(fault.name, fault.when) for fault in FAULTS}) == len(FAULTS) >= 25
