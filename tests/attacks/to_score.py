"""Submissions that try to score without solving."""

from tests.attacks.attack import Attack, score

WRONG = "def square(x):\n    return 0 * x"
ALWAYS = """
class Yes:
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __lt__(self, other): return True
    __le__ = __gt__ = __ge__ = __lt__
    def __abs__(self): return self
    def __bool__(self): return True
    def __sub__(self, other): return self
    __rsub__ = __add__ = __radd__ = __sub__
    def __float__(self): return 0.0
    __hash__ = object.__hash__
"""
ATTACKS: list[Attack] = [
    score("nothing solved", WRONG),
    score("nothing defined", "pass"),
    score(
        "input transformer drops asserts",
        WRONG,
        "ip = get_ipython()\nip.input_transformers_cleanup.append("
        "lambda lines: [l for l in lines if 'assert' not in l])",
    ),
    score(
        "input transformer replaces the cell",
        WRONG,
        "ip = get_ipython()\nip.input_transformer_manager.transform_cell = lambda cell: 'pass'",
    ),
    score(
        "AST transformer drops asserts",
        WRONG,
        "import ast\nclass Drop(ast.NodeTransformer):\n    def visit_Assert(self, node): return ast.Pass()\n"
        "get_ipython().ast_transformers.append(Drop())",
    ),
    score(
        "compile is replaced",
        WRONG,
        "import builtins\nbuiltins.compile = lambda *a, **k: (lambda: None).__code__",
    ),
    score(
        "exec and eval are replaced",
        WRONG,
        "import builtins\nbuiltins.exec = builtins.eval = lambda *a, **k: None",
    ),
    score("run_cell is replaced", WRONG, "get_ipython().run_cell = lambda *a, **k: None"),
    score("run_code is replaced", WRONG, "type(get_ipython()).run_code = lambda *a, **k: False"),
    score(
        "showtraceback is silenced",
        WRONG,
        "type(get_ipython()).showtraceback = lambda *a, **k: None",
    ),
    score(
        "custom exception handler swallows failures",
        WRONG,
        "get_ipython().set_custom_exc((BaseException,), lambda *a, **k: [])",
    ),
    score("sys.excepthook is silenced", WRONG, "import sys\nsys.excepthook = lambda *a: None"),
    score(
        "pre-run hook solves nothing",
        WRONG,
        "get_ipython().events.register('pre_run_cell', lambda *a: None)",
    ),
    score(
        "post-run hook fakes the result",
        WRONG,
        "def fake(result):\n    result.error_in_exec = result.error_before_exec = None\n"
        "get_ipython().events.register('post_run_cell', fake)",
    ),
    score(
        "object that always agrees",
        ALWAYS + "def square(x):\n    return Yes()",
        beats_tests=True,
    ),
    score(
        "array subclass that always agrees",
        "import numpy as np\nclass Agree(np.ndarray):\n    def __eq__(self, other): return True\n"
        "    def __array_function__(self, *a, **k): return True\n    def __array_ufunc__(self, *a, **k): return True\n"
        "    def __bool__(self): return True\n"
        "def square(x):\n    return np.zeros(np.shape(x)).view(Agree)",
        beats_tests=True,
    ),
    score(
        "float subclass that always agrees",
        "class F(float):\n    def __eq__(self, other): return True\n    __hash__ = float.__hash__\n"
        "    def __array__(self, *a, **k):\n        import numpy as np\n        return np.array([1.0, 4.0])\n"
        "def square(x):\n    return F(0)",
        beats_tests=True,
    ),
    score(
        "numpy.testing is patched",
        WRONG,
        "import numpy.testing\nnumpy.testing.assert_allclose = lambda *a, **k: None",
    ),
    score(
        "numpy.allclose is patched", WRONG, "import numpy as np\nnp.allclose = lambda *a, **k: True"
    ),
    score(
        "unittest is patched",
        WRONG,
        "import unittest\nunittest.TestCase.assertEqual = lambda *a: None\nunittest.TestCase.fail = lambda *a: None",
    ),
    score(
        "np means a forgery",
        WRONG,
        "class np:\n    def __getattr__(self, n): return lambda *a, **k: True\nnp = np()",
    ),
    score(
        "numpy in sys.modules is a forgery",
        WRONG,
        "import sys, types\nfake = types.ModuleType('numpy')\nfake.__getattr__ = lambda n: (lambda *a, **k: True)\n"
        "sys.modules['numpy'] = sys.modules['numpy.testing'] = fake",
    ),
    score(
        "import hook serves a forgery",
        WRONG,
        "import sys, builtins\nreal = builtins.__import__\n"
        "def fake(name, *a, **k):\n    m = real(name, *a, **k)\n"
        "    return type('M', (), {'__getattr__': lambda s, n: (lambda *a, **k: True)})() if 'numpy' in name else m\n"
        "builtins.__import__ = fake",
    ),
    score(
        "built-in names are shadowed",
        WRONG,
        "import builtins\nbuiltins.abs = builtins.max = lambda *a, **k: 0",
    ),
    score(
        "the namespace's built-ins are replaced",
        WRONG,
        "import builtins\n__builtins__ = dict(vars(builtins), __import__=lambda *a, **k: None, abs=lambda x: 0)\n"
        "get_ipython().user_ns['__builtins__'] = __builtins__",
    ),
    score(
        "AssertionError is harmless",
        WRONG,
        "import builtins\nbuiltins.AssertionError = type('A', (), {})",
    ),
    score(
        "trace function jumps over asserts",
        WRONG,
        "import sys\ndef tracer(frame, event, arg):\n    if event == 'line' and 'test' in frame.f_code.co_filename:\n"
        "        try: frame.f_lineno = frame.f_lineno + 1\n        except Exception: pass\n    return tracer\n"
        "sys.settrace(tracer)",
    ),
    score(
        "monitoring patches NumPy while the test runs",
        WRONG,
        "import sys, numpy\nm = getattr(sys, 'monitoring', None)\n"
        "def patch(*a):\n    numpy.allclose = lambda *a, **k: True\n"
        "if m:\n    m.use_tool_id(3, 'x')\n    m.register_callback(3, m.events.LINE, patch)\n"
        "    m.set_events(3, m.events.LINE)\nelse:\n    patch()",
    ),
    score(
        "profile function ends the process",
        WRONG,
        "import sys, os\nsys.setprofile(lambda f, e, a: os._exit(0) if 'test' in f.f_code.co_filename else None)",
    ),
    score(
        "display formatter forges the score",
        WRONG,
        "get_ipython().display_formatter.format = lambda obj, *a, **k: ({'text/plain': '3.0'}, {})",
    ),
    score(
        "plain formatter forges the score",
        WRONG,
        "f = get_ipython().display_formatter.formatters['text/plain']\n"
        "for t in (int, float, type(None)): f.for_type(t, lambda o, p, c: p.text('3.0'))",
    ),
    score(
        "displayhook forges the score",
        WRONG,
        "import sys\nsys.displayhook = lambda v: print('3.0')",
    ),
    score(
        "prints the passing line",
        WRONG + "\nprint('square: 3 of 3 points. All tests passed.')\n3.0",
    ),
    score("test fails inside, score nan", "def square(x):\n    return float('nan')"),
    score("sys.exit(0) in the function", "import sys\ndef square(x):\n    sys.exit(0)"),
    score("os._exit(0) in the function", "import os\ndef square(x):\n    os._exit(0)"),
    score(
        "SystemExit subclass",
        "class Done(SystemExit):\n    pass\ndef square(x):\n    raise Done(0)",
    ),
    score("GeneratorExit in the function", "def square(x):\n    raise GeneratorExit"),
    score("KeyboardInterrupt in the function", "def square(x):\n    raise KeyboardInterrupt"),
    score("sys.exit(0) before the tests", "import sys\nsys.exit(0)"),
    score("exit() and quit()", "exit()", "quit()"),
    score("os._exit(0) before the tests", "import os\nos._exit(0)"),
    score(
        "exits by signal",
        "import os, signal\ndef square(x):\n    os.kill(os.getpid(), signal.SIGTERM)",
    ),
    score(
        "exception that cannot be printed",
        "class E(Exception):\n    def __str__(self): raise SystemExit\n    __repr__ = __str__\n"
        "def square(x):\n    raise E",
    ),
    score(
        "exception whose traceback is forged",
        "class E(Exception):\n    def _render_traceback_(self): return ['3.0']\ndef square(x):\n    raise E",
    ),
    score(
        "exception of a class that claims to be none",
        "class M(type):\n    def __instancecheck__(c, i): return False\n"
        "class E(BaseException, metaclass=M): pass\ndef square(x):\n    raise E",
    ),
    score(
        "reads the tests from In and history",
        "ip = get_ipython()\nfound = repr(In) + repr(ip.user_ns.get('_ih')) + repr(ip.history_manager.input_hist_raw)\n"
        "print('LEA' + 'KED' if 'squ' + 'are(7' in found else '')\ndef square(x):\n    return found",
    ),
    score(
        "reads the tests from frames and gc",
        "import gc, sys\nneedle = lambda: ''.join(['squ', 'are(7'])\n"
        "tests = [o for o in gc.get_objects() if type(o) in (list, dict, tuple) and len(o) < 99 and needle() in repr(o)]\n"
        "frame, text = sys._getframe(), ''\n"
        "while frame: text += repr(frame.f_locals); frame = frame.f_back\n"
        "print('LEAKED' if tests or needle() in text else '')\ndef square(x):\n    return 0",
    ),
    score(
        "reads the tests from the pipe",
        "import os\nos.set_blocking(3, False)\ntry: loot = os.read(3, 100000)\nexcept BlockingIOError: loot = b''\n"
        "os.set_blocking(3, True)\nprint(loot)\ndef square(x):\n    return 0",
    ),
    score(
        "reads the answers from files",
        "import glob, os\nloot = []\n"
        "for root in ('/', os.getcwd(), '$repository'):\n"
        "    for folder, _, names in os.walk(root):\n"
        "        loot += [n for n in names if n.endswith(('.ipynb', '.db'))]\n"
        "        if folder.count('/') > 3 or len(loot) > 50: break\n"
        "print(loot)\ndef square(x):\n    return 0",
    ),
    score(
        "imports the grader's knowledge",
        "from grader.mistakes import loss",
        "def square(x):\n    return 0",
    ),
    score(
        "imports the engine and switches it off",
        WRONG,
        "import sys\nfor n, m in list(sys.modules.items()):\n    if n.startswith('grader'):\n"
        "        for k in list(vars(m)):\n            if callable(vars(m)[k]): setattr(m, k, lambda *a, **k: True)",
    ),
    score(
        "hard-codes the visible cases",
        "def square(x):\n    return 9 if np.ndim(x) == 0 and x == 3 else 0",
        beats_tests=False,
    ),
    score(
        "gc callback and thread hooks",
        WRONG,
        "import gc, threading, os\ngc.callbacks.append(lambda *a: None)\nthreading.excepthook = lambda *a: None",
    ),
    score(
        "observing function is replaced",
        WRONG,
        "import sys\nm = sys.modules['tests.attacks.probing']\nm.observe = lambda *a: 'full marks'",
    ),
    score("a lone locked test is redefined", WRONG, "def assert_allclose(*a, **k): pass"),
    score(
        "numpy.py beside the notebook",
        WRONG,
        "import numpy",
        files=(
            ("numpy.py", b"allclose = lambda *a, **k: True"),
            ("sitecustomize.py", b"raise SystemExit"),
        ),
    ),
    score(
        "unittest.py and math.py beside the notebook",
        WRONG,
        "import unittest, math, importlib\ntry: importlib.reload(unittest)\nexcept Exception: pass",
        files=(("unittest.py", b"TestCase = object"), ("math.py", b"isclose = lambda *a: True")),
    ),
]
