"""After any fault and another run all grades are right, and nothing is lost, counted twice or left
behind.
"""

import sys

import pytest

from tests.engine.faults import disk, files, gradebook, keys
from tests.engine.faults.__main__ import FAULTS
from tests.engine.faults.place import Fault, Place, place, spoiled

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="processes are found and killed as Linux has them"
)
HERE = [*disk.FAULTS, *gradebook.FAULTS, *files.FAULTS, *keys.FAULTS]


@pytest.mark.parametrize("fault", HERE, ids=str)
def test_a_fault_costs_nobody_anything(made: Place, fault: Fault) -> None:
    with place(made, graded=fault.graded) as at:
        assert fault.happen(at)
        assert spoiled(at) == []


def test_the_faults_are_as_many_as_promised() -> None:
    assert len({str(fault) for fault in FAULTS}) == len(FAULTS) >= 25
