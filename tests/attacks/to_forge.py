"""Submissions that speak in the engine's name, or give what is no answer."""

from tests.attacks.attack import Attack, score
from tests.attacks.to_score import WRONG

AROUND = """
import sys
def around():
    frame = sys._getframe()
    while frame:
        yield frame
        frame = frame.f_back
"""
FIND_NONCE = """
import sys, os, struct, msgpack
frame = sys._getframe()
nonce = None
while frame is not None:
    nonce = frame.f_locals.get("nonce", nonce)
    frame = frame.f_back
"""

ATTACKS: list[Attack] = [
    score(
        "forged message on the result pipe", WRONG, "import os\nos.write(4, b'\\x05\\0\\0\\0hello')"
    ),
    score(
        "forged message with a known nonce",
        WRONG + FIND_NONCE,
        "body = msgpack.packb({'kind': 'observe', 'nonce': nonce, 'step': 3, 'data': [9, 49]})\n"
        "os.write(4, struct.pack('<I', len(body)) + body)",
    ),
    score(
        "huge length on the result pipe",
        WRONG,
        "import os\nos.write(4, b'\\xff\\xff\\xff\\xff' + b'x' * 1000)",
    ),
    score(
        "garbage on every descriptor",
        WRONG,
        "import os\nfor fd in range(3, 64):\n    try: os.write(fd, b'\\0' * 64)\n    except OSError: pass",
    ),
    score("result pipe is closed", WRONG, "import os\nos.close(4)"),
    score(
        "array that is another each time it is looked at",
        "import numpy as np\nclass Other:\n    looks = 0\n    def __array__(self, *a, **k):\n"
        "        Other.looks += 1\n        return np.array([1.0, 4.0] if Other.looks % 2 else [9.0])\n"
        "    def __float__(self): return 49.0\n    __eq__ = lambda self, other: Other.looks % 2 == 0\n"
        "    __hash__ = None\ndef square(x):\n    return Other()",
        beats_tests=True,
    ),
    score(
        "array without end",
        "import numpy as np\ndef square(x):\n    return np.lib.stride_tricks.as_strided(np.zeros(1), (1 << 40,), (0,))",
    ),
    score(
        "array with an endless axis and no numbers",
        "def square(x):\n    return np.zeros((0, 1 << 40))",
    ),
    score(
        "array on a device",
        "import numpy as np\ndef square(x):\n    return np.memmap('/dev/zero', 'u1', 'r', shape=(1 << 30,))",
    ),
    score(
        "engine is rewritten by way of its frames",
        WRONG,
        AROUND + "for frame in around():\n    if 'test_cells' in frame.f_globals:\n"
        "        frame.f_globals['test_cells'].run = lambda *a, **k: (True, None)",
        beats_tests=True,
    ),
    score(
        "results of later cells are forged",
        WRONG,
        AROUND + "import os, struct, msgpack\n"
        "nonce = next(f.f_locals['nonce'] for f in around() if isinstance(f.f_locals.get('nonce'), bytes))\n"
        "for step in range(1, 11):\n"
        "    kind = 'cell' if step == 1 else 'test'\n"
        "    body = msgpack.packb({'kind': kind, 'nonce': nonce, 'step': step, 'passed': True, 'outputs': []})\n"
        "    os.write(4, struct.pack('<I', len(body)) + body)",
        beats_tests=True,
    ),
    score(
        "other tests come through the pipe",
        WRONG,
        "import marshal, os, struct, msgpack\nread, write = os.pipe()\nfor step in range(2, 11):\n"
        "    body = msgpack.packb({'do': 'test', 'step': step, 'label': 'x', 'about': '', 'rescue': [],"
        " 'code': marshal.dumps((compile('0', '', 'exec'), None))})\n"
        "    os.write(write, struct.pack('<I', len(body)) + body)\nos.dup2(read, 3)",
        beats_tests=True,
    ),
]
