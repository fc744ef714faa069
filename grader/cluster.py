"""Workers on a Dask cluster, and so on Slurm, Kubernetes or SSH."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import TYPE_CHECKING, Any, TypeVar

from grader.course import CourseError

if TYPE_CHECKING:
    from distributed import Client

T = TypeVar("T")

PATIENCE = "20s"
CLUSTER_WORKERS = 64
"""How many workers a cluster is taken to have: twice as many submissions are handed to it at a
time.
"""


class ClusterExecutor(Executor):
    """A cluster as an executor. Dask itself does a task again whose worker was lost."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._inner = client.get_executor(pure=False, retries=2)

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """Have ``fn(*args, **kwargs)`` done on a worker.

        Raises:
            CourseError: the scheduler is gone.
        """
        if self._client.status != "running":
            raise CourseError(
                "The Dask scheduler is gone. What was graded is recorded; run the command again."
            )
        future: Future[T] = self._inner.submit(fn, *args, **kwargs)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Leave the cluster, which goes on for others; tasks that are not done are dropped if
        ``cancel_futures``.
        """
        self._inner.shutdown(wait=wait and not cancel_futures)
        self._client.close()


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
        raise CourseError(
            "--cluster needs Dask: pip install 'training-loop-grader[cluster]'."
        ) from None

    def start() -> Executor:
        try:
            client = Client(address, timeout=PATIENCE, set_as_default=False)
        except (OSError, TimeoutError, ValueError) as error:
            raise CourseError(f"No Dask scheduler answers at {address}.") from error
        return ClusterExecutor(client)

    return start
