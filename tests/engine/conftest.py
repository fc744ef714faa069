"""What tests of faults share."""

from collections.abc import Iterator

import pytest

from tests.engine.faults.place import Place, template


@pytest.fixture(scope="session")
def made() -> Iterator[Place]:
    """A graded course, to be copied."""
    with template() as course:
        yield course
