"""Grade notebooks with Otter's local grading, for `peers.py`: run by the Python that has Otter.

A line with notebooks' paths comes in, in JSON, and a line goes out with what each came to. A line
with a text asks for a kernel that runs it, and nothing more. Otter is imported once; the kernel of
each submission it starts itself.
"""

import json
import os
import sys
from typing import Any

import otter
from kernel import run_alone
from otter.api import grade_submission


def told(path: str, zipped: str) -> dict[str, Any]:
    """The points of each test case by its name, and what the submission printed."""
    results = grade_submission(path, zipped, quiet=True)
    points = {
        one.test_case.name: one.test_case.points if one.passed else 0.0
        for file in results.results.values()
        for one in file.test_case_results
    }
    outputs = [out for cell in results.notebook.cells for out in cell.get("outputs", [])]
    return {"points": points, "printed": "".join(out.get("text", "") for out in outputs)}


def main() -> None:
    zipped = sys.argv[1]
    replies = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what else is printed is no reply
    print(json.dumps(otter.__version__), file=replies, flush=True)
    for line in sys.stdin:
        asked = json.loads(line)
        if isinstance(asked, str):
            reply: object = run_alone(asked)
        else:
            reply = [told(path, zipped) for path in asked]
        print(json.dumps(reply), file=replies, flush=True)


if __name__ == "__main__":
    main()
