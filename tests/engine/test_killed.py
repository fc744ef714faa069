"""After a process was killed and another run all grades are right, and nothing is lost or left
behind.
"""

import sys

import pytest

from tests.engine.faults import killed
from tests.engine.faults.place import Fault, Place, place, spoiled

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="processes are found and killed as Linux has them"
)


@pytest.mark.parametrize("fault", killed.FAULTS, ids=str)
def test_a_killed_process_costs_nobody_anything(made: Place, fault: Fault) -> None:
    with place(made, graded=fault.graded) as at:
        assert fault.happen(at)
        assert spoiled(at) == []
