"""What a worker loads when it starts: each second of it is paid once a worker, and again when one
has died.
"""

import subprocess
import sys


def test_a_worker_compiles_no_grammar_that_it_never_uses() -> None:
    program = (
        "import grader.engine.judging.marking, sys; print('jsonschema' in sys.modules,"
        " bool(sys.modules.get('lark')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["True", "False"]
