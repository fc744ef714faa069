"""No folder, notebook or display that is handed in stops the grader, costs somebody else or earns what it should not."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.attacks.handing_in import ATTACKS, HandedIn, course, failures

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="files are as hostile as Linux lets them be"
)


@pytest.fixture(scope="module")
def made() -> Iterator[Path]:
    with course() as root:
        yield root


@pytest.mark.parametrize("attack", ATTACKS, ids=str)
def test_a_hostile_file_harms_nobody(made: Path, attack: HandedIn) -> None:
    _, found = failures(made, attack)
    assert not found
