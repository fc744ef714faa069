"""Workers on a Dask cluster, and so on Slurm, Kubernetes or SSH."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor

from grader.course import CourseError

PATIENCE = "20s"


def executor_on(address: str) -> Callable[[], Executor]:
    """What connects to a scheduler and gives an executor on its workers.

    Args:
        address: the scheduler's, ``tcp://host:8786``.

    Raises:
        CourseError: Dask is not installed.
    """
    try:
        from distributed import Client
    except ImportError:
        raise CourseError("--cluster needs Dask: pip install 'training-loop-grader[cluster]'.") from None

    def start() -> Executor:
        try:
            client = Client(address, timeout=PATIENCE, set_as_default=False)
        except (OSError, TimeoutError) as error:
            raise CourseError(f"No Dask scheduler answers at {address}.") from error
        executor: Executor = client.get_executor(pure=False, retries=2)
        return executor

    return start
