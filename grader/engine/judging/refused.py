"""Says which setting allows what the sandbox refused to a cell."""

import re

from grader.engine.protocol.job import CellResult

_PROCESSES = re.compile(
    r"\b(subprocess|multiprocessing|Process|ProcessPoolExecutor|Pool|joblib|n_jobs|os\.system|popen)\b"
    r"|^\s*%%(bash|sh|script)|^\s*!|=\s*!",
    re.MULTILINE,
)
_NETWORK = re.compile(r"\b(urllib|requests|socket|http|https|httpx|aiohttp|ftplib)\b")
_TMP = re.compile(r"'/(?:var/)?tmp/")
_NO_COMMANDS = "Commands of the operating system are not run while grading"
_REFUSED = ("PermissionError", "BlockingIOError", "OSError", "ProcessLookupError", "URLError")


def refused(source: str, result: CellResult) -> str:
    """One line for the instructor on what was refused to a cell; empty if nothing was.

    Args:
        source: the cell.
        result: what became of it.
    """
    error = next((o for o in result.outputs if o["output_type"] == "error"), {})
    name, why = str(error.get("ename", "")), str(error.get("evalue", ""))
    texts = [str(o.get("text", "")) for o in result.outputs if o["output_type"] == "stream"]
    if any(_NO_COMMANDS in text for text in texts):
        return _allow("A command was not run", "processes")
    if "can't start new thread" in why:
        return _allow("A thread was refused", "threads")
    if name == "MemoryError":
        return _allow("Memory was refused", "memory_mb")
    if name in _REFUSED and _TMP.search(why):
        return (
            "A file in /tmp was refused: it is open on rung 1 alone, and not where Python itself"
            " lies in /tmp. Write beside the notebook, or use tempfile."
        )
    if name in _REFUSED or "Operation not permitted" in why:
        if _PROCESSES.search(source):
            return _allow("A process was refused", "processes")
        if _NETWORK.search(source):
            return "The network was refused: nothing is fetched while grading, hand out the file."
    return ""


def _allow(what: str, limit: str) -> str:
    return (
        f'{what}; where the course needs it, allow it: c.Grader.limits = {{"{limit}": …}} in'
        " nbgrader_config.py."
    )
