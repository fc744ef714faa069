"""A notebook meets in the engine's shell what it meets in a kernel: the same cells in both."""

import re
import sys
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from grader.engine.outside.warm_process import Setup
from grader.engine.outside.worker import Worker
from grader.engine.protocol.job import CellResult, CellStep, Job
from tests.engine.cells_of_notebooks import CELLS

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the rungs differ elsewhere")


@pytest.fixture(scope="module")
def kernel(tmp_path_factory: pytest.TempPathFactory) -> list[list[dict[str, Any]]]:
    """What each cell shows in a kernel."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(one) for one in CELLS])
    folder = tmp_path_factory.mktemp("kernel") / "work"
    folder.mkdir()
    client = NotebookClient(
        notebook,
        timeout=60,
        allow_errors=True,
        resources={"metadata": {"path": str(folder)}},
        extra_arguments=["--HistoryManager.hist_file=:memory:"],
    )
    client.execute()
    return [_plain(cell.outputs) for cell in notebook.cells]


@pytest.fixture(scope="module")
def here() -> list[CellResult]:
    """What each cell shows in the engine."""
    worker = Worker(Setup())
    steps = tuple(CellStep(f"c{number}", source) for number, source in enumerate(CELLS))
    outcome = worker.run(Job("job", steps))
    worker.close()
    assert not outcome.fault
    return list(outcome.cells)


def _plain(outputs: list[Any]) -> list[dict[str, Any]]:
    """Outputs without what differs from run to run: a kernel sends a stream in any number of
    pieces, and two streams in any order.
    """
    streams = {"stderr": "", "stdout": ""}
    shown: list[dict[str, Any]] = []
    for output in outputs:
        kind = output["output_type"]
        if kind == "stream":
            streams[output["name"]] += output["text"]
            continue
        if kind == "error":
            said = {"error": output["ename"], "value": _steady(output["evalue"])}
        else:
            kinds = sorted(output["data"])
            count = output.get("execution_count")
            text = _steady(output["data"].get("text/plain", ""))
            said = {kind: text, "kinds": kinds, "count": count}
        shown.append(said)
    written = [{name: _steady(text)} for name, text in streams.items() if text]
    return [*shown, *written]


def _steady(text: str) -> str:
    return re.sub(r"0x[0-9a-f]+|/\S+?/work|\(\S+, line", "…", text)


@pytest.mark.parametrize("number", range(len(CELLS)), ids=lambda n: f"{n}")
def test_a_cell_shows_what_it_shows_in_a_kernel(
    number: int, kernel: list[list[dict[str, Any]]], here: list[CellResult]
) -> None:
    assert _plain(here[number].outputs) == kernel[number], CELLS[number]
