"""What a student is told when a limit is reached."""

import signal

from grader.engine.protocol.limits import Limits

SENTENCES = {
    "cell_cpu": (
        "Stopped after {cell_cpu:g} seconds of computing: look for a loop that does not end."
    ),
    "cell_wall": (
        "Stopped after {cell_wall:g} seconds: look for something that waits, or a loop that does"
        " not end."
    ),
    "total_cpu": (
        "Stopped because the notebook as a whole computed for more than {total_cpu:g} seconds."
    ),
    "total_wall": "Stopped because the notebook as a whole took more than {total_wall:g} seconds.",
    "memory": "Stopped because it used more than {memory_mb} MB of memory.",
    "processes": "Stopped because it started more than {processes} processes.",
    "threads": "Stopped because it started more than {threads} threads.",
    "disk": "Stopped because it wrote more than {disk_mb} MB or {files} files.",
    "answer": "Stopped because its result is larger than {answer_mb} MB.",
    "forged": "Stopped because it wrote into the channel over which results are sent.",
    "ended": "It ended the process that runs the notebook ({how}).",
    "strangers": (
        "Not tested, because threads that the notebook had started still ran its code: wait for"
        " them to end."
    ),
    "output": "Its output was cut after {output_mb} MB.",
    "total_output": (
        "Left out: what the notebook as a whole shows is more than {total_output_mb} MB or"
        " {outputs} outputs."
    ),
    "left": "Not run, because an earlier part ended the process too often.",
}


def sentence(reason: str, limits: Limits, code: int = 0) -> str:
    """What to tell a student whose code was stopped for `reason` (a key of SENTENCES)."""
    in_megabytes = ("memory", "disk", "answer", "output", "total_output")
    sizes = {f"{name}_mb": getattr(limits, name) >> 20 for name in in_megabytes}
    how = signal.Signals(-code).name if code < 0 else f"exit code {code}"
    return SENTENCES[reason].format(**vars(limits), **sizes, how=how)
