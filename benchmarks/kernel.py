"""A kernel that is started, runs one cell and is stopped: what of a figure is start-up."""

from nbclient import NotebookClient
from nbformat import v4


def run_alone(source: str) -> None:
    """Run a cell in a new kernel of this Python."""
    NotebookClient(v4.new_notebook(cells=[v4.new_code_cell(source)])).execute()
