"""How much a submission may use before it is stopped."""

from dataclasses import dataclass

MEGABYTE = 1 << 20


@dataclass(frozen=True)
class Limits:
    """What one submission may use.

    A lesson of this course needs a few seconds and 300 MB; the defaults leave ten times that.
    Processor time is the tight limit, because it does not depend on how busy the machine is; wall
    time is only there for code that waits.
    """

    cell_cpu: float = 30.0
    """Processor seconds of one cell or one observation."""
    cell_wall: float = 60.0
    """Seconds on the clock of one cell or one observation."""
    total_cpu: float = 120.0
    """Processor seconds of the whole submission, repeats after a stopped cell included."""
    total_wall: float = 300.0
    """Seconds on the clock of the whole submission, repeats included."""
    memory: int = 2048 * MEGABYTE
    """Bytes of memory on top of what a fresh worker uses, over all processes of the submission
    together.
    """
    processes: int = 0
    """Processes that the code may start besides its own. On rung 2 none can be started, whatever
    stands here.
    """
    threads: int = 64
    """Threads that the code may start: on rung 1 no more start, on rung 2 it is stopped."""
    output: int = 4 * MEGABYTE
    """Bytes of output (text and pictures) of one cell; what comes after is left out."""
    total_output: int = 64 * MEGABYTE
    """Bytes of all outputs together, and of all observations; one that does not fit is left out."""
    outputs: int = 5000
    """Outputs of all cells together; a cell whose do not fit shows none. A page takes a millisecond
    for each.
    """
    answer: int = 64 * MEGABYTE
    """Bytes of one message from the submission: the outputs of a cell, or one observation."""
    disk: int = 256 * MEGABYTE
    """Bytes of files that the code may write."""
    files: int = 2000
    """Files and folders that the code may make."""
    grace: float = 2.0
    """Seconds between asking a cell to stop (KeyboardInterrupt) and ending its process."""
    repeats: int = 3
    """How often a submission is run again, without the cell that ended its process."""
