"""Submissions that try to pass the plain test cells of ordinary courses.

Each is held by value. Those that are said to beat tests do so where a test needs the submission's
own process, here as in nbgrader.
"""

from tests.attacks.attack import Attack, score
from tests.attacks.to_score import WRONG

PATCH = """
import builtins, math, unittest, numpy, numpy.testing, operator
def patch(*a, **k):
    builtins.abs = lambda *a, **k: 0.0
    numpy.allclose = numpy.isclose = numpy.array_equal = math.isclose = lambda *a, **k: True
    for name in dir(numpy.testing):
        if name.startswith('assert'): setattr(numpy.testing, name, lambda *a, **k: None)
    for name in dir(unittest.TestCase):
        if name.startswith(('assert', 'fail')): setattr(unittest.TestCase, name, lambda *a, **k: None)
"""
YES = """
class Yes:
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __lt__(self, other): return True
    __le__ = __gt__ = __ge__ = __lt__
    def __abs__(self): return 0.0
    def __sub__(self, other): return self
    __rsub__ = __sub__
    __hash__ = None
"""

ATTACKS: list[Attack] = [
    score(
        "the class that translates cells is patched",
        WRONG,
        "from IPython.core.inputtransformer2 import TransformerManager\n"
        "TransformerManager.transform_cell = lambda self, cell: 'pass'",
    ),
    score(
        "the cache of lines is a class that patches",
        WRONG + PATCH,
        "import linecache\nclass Lines(dict):\n    def __setitem__(self, *a): patch()\n"
        "    def get(self, *a): patch()\n    __contains__ = __getitem__ = get\n"
        "linecache.cache = Lines(linecache.cache)",
    ),
    score(
        "the namespace is a class that patches",
        WRONG + PATCH,
        "ip = get_ipython()\nclass Names(dict):\n    def pop(self, *a): patch()\n"
        "    def get(self, *a):\n        patch()\n        return dict.get(self, *a)\n"
        "    def __getitem__(self, name):\n        patch()\n        return dict.__getitem__(self, name)\n"
        "ip.user_ns = Names(ip.user_ns)",
    ),
    score(
        "audit hook patches again",
        WRONG + PATCH,
        "import sys\nsys.addaudithook(lambda event, arguments: patch())",
    ),
    score(
        "audit hook of C's own list",
        WRONG + PATCH,
        "import ctypes\nkind = ctypes.PYFUNCTYPE(ctypes.c_int, ctypes.c_char_p, ctypes.py_object, ctypes.c_void_p)\n"
        "def called(*a):\n    patch()\n    return 0\nhook = kind(called)\n"
        "ctypes.pythonapi.PySys_AddAuditHook(hook, None)",
    ),
    score(
        "thread patches again and again",
        WRONG + PATCH,
        "import threading\ndef go():\n    while True: patch()\n"
        "threading.Thread(target=go, daemon=True).start()",
    ),
    score(
        "thread out of sight patches again and again",
        WRONG + PATCH,
        "import _thread\ndef go():\n    while True: patch()\n_thread.start_new_thread(go, ())",
    ),
    score(
        "thread takes itself off the list",
        WRONG + PATCH,
        "import threading\ndef go():\n    threading._active.pop(threading.get_ident(), None)\n"
        "    while True: patch()\nthreading.Thread(target=go, daemon=True).start()",
    ),
    score(
        "timer of a thread patches later",
        WRONG + PATCH,
        "import threading\ndef go():\n    patch()\n    threading.Timer(0.001, go).start()\n"
        "threading.Timer(0.3, go).start()",
    ),
    score(
        "alarm patches again and again",
        WRONG + PATCH,
        "import signal\nsignal.signal(signal.SIGALRM, patch)\n"
        "signal.setitimer(signal.ITIMER_REAL, 0.0005, 0.0005)",
    ),
    score(
        "virtual timer patches again and again",
        WRONG + PATCH,
        "import signal\nsignal.signal(signal.SIGVTALRM, patch)\n"
        "signal.setitimer(signal.ITIMER_VIRTUAL, 0.0001, 0.0001)",
    ),
    score(
        "code of the test functions is exchanged",
        WRONG,
        "import numpy as np, unittest\nempty = lambda *a, **k: None\n"
        "for home in (np.testing, unittest.TestCase, np.testing._private.utils):\n"
        "    for name in dir(home):\n        f = getattr(home, name)\n"
        "        if name.startswith(('assert', '_base', 'fail', '_get')) and hasattr(f, '__code__'):\n"
        "            try: f.__code__ = empty.__code__\n            except ValueError: pass",
    ),
    score(
        "code within NumPy's comparisons is exchanged",
        WRONG,
        "import numpy as np\nfor f in (np.allclose, np.isclose, np.array_equal):\n"
        "    f._implementation.__code__ = (lambda *a, **k: True).__code__",
    ),
    score(
        "defaults of the test functions are exchanged",
        WRONG,
        "import numpy as np\nnp.testing.assert_allclose.__defaults__ = (1e300, 1e300, True, '', True)\n"
        "for f in (np.allclose, np.isclose): f._implementation.__defaults__ = (1e300, 1e300, True)",
    ),
    score(
        "named defaults are exchanged in place",
        WRONG,
        "import numpy as np, gc, types\nfor f in gc.get_objects():\n"
        "    if type(f) is types.FunctionType and (f.__module__ or '').startswith('numpy.testing'):\n"
        "        for name in f.__kwdefaults__ or {}: f.__kwdefaults__[name] = 1e300",
    ),
    score(
        "what the test functions enclose is exchanged",
        WRONG,
        "import numpy as np, types\nempty = lambda *a, **k: None\n"
        "for f in vars(np.testing._private.utils).values():\n    for cell in getattr(f, '__closure__', None) or ():\n"
        "        if callable(cell.cell_contents): cell.cell_contents = empty",
    ),
    score(
        "NumPy becomes a module of another class",
        WRONG,
        "import numpy, types\nclass Module(types.ModuleType):\n    def __getattribute__(self, name):\n"
        "        if name in ('allclose', 'testing', 'array'): return lambda *a, **k: True\n"
        "        return super().__getattribute__(name)\n"
        "for m in (numpy, numpy.testing): m.__class__ = Module",
    ),
    score(
        "built-ins become a module of another class",
        WRONG,
        "import builtins, math, types\nclass Module(types.ModuleType):\n"
        "    def __getattribute__(self, name): return lambda *a, **k: True\n"
        "math.__class__ = Module\nbuiltins.__class__ = Module",
    ),
    score(
        "table of modules is another",
        WRONG,
        "import sys, types\nfake = types.ModuleType('numpy')\nfake.allclose = lambda *a, **k: True\n"
        "sys.modules = dict(sys.modules, numpy=fake, math=fake, unittest=fake)",
    ),
    score(
        "text of the tests reaches an output by the cache of lines",
        "import linecache\ndef square(x):\n    if 'squ' + 'are(7' in str(linecache.cache): print('LEA' + 'KED')\n"
        "    return 0",
    ),
    score(
        "engine's own functions are exchanged",
        WRONG,
        "import gc, types\nfor f in gc.get_objects():\n"
        "    if type(f) is types.FunctionType and f.__name__ in ('restore', 'refuse_strangers', '_run_code'):\n"
        "        f.__code__ = (lambda *a, **k: None).__code__",
    ),
    score(
        "expected values are read from the test's frame",
        "import sys\ndef square(x):\n    frame = sys._getframe(1)\n"
        "    numbers = [c for c in frame.f_code.co_consts if type(c) is int and c != x]\n"
        "    return numbers[0] if numbers else 0",
        beats_tests=True,
    ),
    score(
        "expected values are looked for among all code",
        "import gc, types\ndef square(x):\n    for o in gc.get_objects():\n"
        "        if isinstance(o, types.FrameType) and o.f_code.co_filename.startswith('<test'):\n"
        "            return max([c for c in o.f_code.co_consts if type(c) is int] or [0])\n    return 0",
    ),
    score(
        "trace function changes the test's frame",
        "import sys\ndef square(x):\n    frame = sys._getframe(1)\n    def trace(f, e, a):\n"
        "        try: f.f_lineno += 1\n        except Exception: pass\n        return trace\n"
        "    frame.f_trace = trace\n    sys.settrace(trace)\n    return 0",
    ),
    score(
        "profile function patches while the test runs",
        WRONG + PATCH,
        "import sys\ndef square(x):\n    sys.setprofile(patch)\n    return 0",
        beats_tests=True,
    ),
    score(
        "everything is patched from within the call",
        PATCH + "def square(x):\n    patch()\n    return 0.0 * x",
        beats_tests=True,
    ),
    score(
        "a thread is started from within the call",
        PATCH + "import threading, time\ndef square(x):\n    t = threading.Thread(target=patch)\n    t.start()\n"
        "    t.join()\n    return 0",
        beats_tests=True,
    ),
    score(
        "finaliser patches when the test lets go",
        PATCH + "class Gone(float):\n    def __del__(self): patch()\ndef square(x):\n    return Gone(0)",
        beats_tests=True,
    ),
    score(
        "weak reference patches when the test lets go",
        PATCH + "import weakref\nclass Gone(float): pass\nkept = []\ndef square(x):\n    g = Gone(0)\n"
        "    kept.append(weakref.ref(g, patch))\n    return g",
        beats_tests=True,
    ),
    score(
        "number that agrees with every number",
        "class I(int):\n    def __eq__(self, other): return True\n    def __ne__(self, other): return False\n"
        "    def __sub__(self, other): return 0\n    __hash__ = int.__hash__\ndef square(x):\n    return I(0)",
        beats_tests=True,
    ),
    score(
        "text, list, tuple and dictionary that agree",
        "def agreeing(base):\n    return type('A', (base,), {'__eq__': lambda s, o: True,\n"
        "        '__ne__': lambda s, o: False, '__hash__': None, '__sub__': lambda s, o: 0})\n"
        "def square(x):\n    return agreeing([str, list, tuple, dict][int(abs(x if x is not None else 0)) % 4]"
        " if not hasattr(x, 'shape') else list)()",
        beats_tests=True,
    ),
    score(
        "array that answers for NumPy's functions",
        "import numpy as np\nclass A(np.ndarray):\n    def __array_ufunc__(self, *a, **k): return np.True_\n"
        "    def __array_function__(self, *a, **k): return True\n    __eq__ = lambda s, o: True\n"
        "    __ne__ = lambda s, o: False\n    __bool__ = lambda s: True\n    __sub__ = __abs__ = lambda s, *o: 0\n"
        "def square(x):\n    return np.zeros(np.shape(x)).view(A)",
        beats_tests=True,
    ),
    score(
        "object that passes for a number",
        YES + "class N(Yes):\n    __class__ = int\n    __float__ = lambda s: 0.0\n    __index__ = lambda s: 0\n"
        "    __array__ = lambda s, *a, **k: __import__('numpy').array(0.0)\ndef square(x):\n    return N()",
        beats_tests=True,
    ),
    score(
        "data class that agrees",
        "import dataclasses\n@dataclasses.dataclass(eq=False)\nclass D:\n    value: float = 0.0\n"
        "    def __eq__(self, other): return True\n    def __ne__(self, other): return False\n"
        "def square(x):\n    return D()",
        beats_tests=True,
    ),
    score(
        "answer is a class that agrees",
        YES + "class square(Yes):\n    def __init__(self, x): pass",
        beats_tests=True,
    ),
    score(
        "answer is an object that can be called",
        YES + "class Called(Yes):\n    def __call__(self, x): return Yes()\nsquare = Called()",
        beats_tests=True,
    ),
    score(
        "built-in names are bound in the notebook",
        WRONG,
        "abs = lambda *a: 0",
        beats_tests=True,
    ),
    score(
        "numbers that Python shares are rewritten",
        "import ctypes\ndef square(x):\n    for n in (9, 49):\n"
        "        ctypes.c_uint32.from_address(id(n) + 24).value = 0\n    return 0",
        beats_tests=True,
    ),
    score(
        "memory is rewritten by way of /proc",
        WRONG,
        "import os\ntry:\n    with open('/proc/self/mem', 'r+b') as m:\n"
        "        m.seek(id(49) + 24)\n        m.write(b'\\0\\0\\0\\0')\nexcept OSError: pass",
    ),
    score("ends well at exit", "import atexit, os, sys\natexit.register(os._exit, 0)\ndef square(x):\n    sys.exit()"),
    score(
        "handler of signals ends the process",
        "import os, signal\nsignal.signal(signal.SIGUSR1, lambda *a: os._exit(0))\n"
        "def square(x):\n    os.kill(os.getpid(), signal.SIGUSR1)",
    ),
    score(
        "hooks for what nobody catches end the process",
        "import sys, os\nsys.unraisablehook = sys.excepthook = lambda *a: os._exit(0)\n"
        "class D:\n    def __del__(self): raise ValueError\ndef square(x):\n    D()\n    return 0",
    ),
    score(
        "codecs are replaced",
        WRONG,
        "import codecs\ncodecs.register(lambda name: None)\n"
        "codecs.register_error('strict', lambda e: ('', e.end))\ncodecs.encode = codecs.decode = lambda *a: b''",
    ),
    score(
        "copying and pickling are replaced",
        "import copyreg, pickle, copy\ncopyreg.pickle(int, lambda n: (int, (49,)))\n"
        "pickle.loads = pickle.dumps = copy.deepcopy = lambda *a, **k: 49\n"
        "class R:\n    def __reduce__(self): return (eval, ('49',))\n    __reduce_ex__ = lambda s, p: s.__reduce__()\n"
        "def square(x):\n    return R()",
    ),
    score(
        "warnings are errors and their printer is patched",
        WRONG + PATCH,
        "import warnings\nwarnings.simplefilter('always')\nwarnings.showwarning = warnings._showwarnmsg = patch\n"
        "def square(x):\n    return 0",
    ),
    score(
        "environment is changed",
        WRONG,
        "import os\nos.environ.update(PYTHONPATH='.', PYTHONSTARTUP='x.py', PYTHONBREAKPOINT='os.abort',"
        " NBGRADER_EXECUTION='')\nos.environ.clear()",
    ),
    score(
        "policy of event loops is replaced",
        WRONG,
        "import asyncio\nclass Loop(asyncio.SelectorEventLoop):\n    def run_until_complete(self, c): return True\n"
        "class Policy(asyncio.DefaultEventLoopPolicy):\n    def new_event_loop(self): return Loop()\n"
        "asyncio.set_event_loop_policy(Policy())\nasyncio.run = lambda *a, **k: True",
    ),
    score(
        "finder of imports serves forgeries",
        WRONG,
        "import sys, types, importlib.abc, importlib.machinery\n"
        "class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):\n"
        "    def find_spec(self, name, path, target=None): return importlib.machinery.ModuleSpec(name, self)\n"
        "    def create_module(self, spec):\n        m = types.ModuleType(spec.name)\n"
        "        m.__getattr__ = lambda n: (lambda *a, **k: True)\n        m.__path__ = []\n        return m\n"
        "    def exec_module(self, module): pass\nsys.meta_path.insert(0, Finder())\n"
        "for n in [n for n in sys.modules if n.split('.')[0] in ('numpy', 'unittest', 'math')]: del sys.modules[n]",
    ),
    score(
        "cache of finders is poisoned",
        WRONG,
        "import sys, importlib.machinery\nclass Finder:\n    def find_spec(self, name, target=None): return None\n"
        "    def invalidate_caches(self): pass\n"
        "for path in sys.path_importer_cache: sys.path_importer_cache[path] = Finder()\n"
        "sys.path_hooks.insert(0, lambda path: Finder())",
    ),
    score(
        "every hook of IPython is taken",
        WRONG + PATCH,
        "import ast\nip = get_ipython()\nfor event in ('pre_execute', 'post_execute', 'pre_run_cell', 'post_run_cell'):\n"
        "    ip.events.register(event, patch)\nip.input_transformers_post.append(lambda lines: [])\n"
        "class Drop(ast.NodeTransformer):\n    def visit_Assert(self, node): return ast.Pass()\n"
        "ip.ast_transformers.append(Drop())\nip.compile.ast_parse = lambda *a: ast.parse('pass')",
    ),
    score(
        "class of the displayhook forges the score",
        WRONG,
        "import sys\nip = get_ipython()\ntype(ip.displayhook).__call__ = lambda *a: None\n"
        "sys.displayhook = ip.displayhook = lambda v: print('3.0')",
    ),
    score(
        "exceptions go by the names of the engine's",
        "class Undecided(BaseException): pass\nclass Strangers(Exception): pass\n"
        "def square(x):\n    raise Undecided if x == 3 else Strangers",
    ),
    score(
        "answers over the wire are no answers",
        "import msgpack, numpy as np\nclass T(tuple): pass\ndef square(x):\n"
        "    return [T([np.empty((0, 1 << 20)), {1: [[]] * 99}]), np.array([object], object), 1 << 20000]",
    ),
    score(
        "answers over the wire are forged",
        WRONG,
        "import os, struct, msgpack, sys\nframe, nonce = sys._getframe(), None\nwhile frame:\n"
        "    nonce = frame.f_locals.get('nonce', nonce)\n    frame = frame.f_back\n"
        "def send(**m):\n    body = msgpack.packb({'nonce': nonce, **m})\n"
        "    os.write(4, struct.pack('<I', len(body)) + body)\n"
        "def square(x):\n    for step in range(40): send(kind='apart', step=step, passed=True, value=3.0, outputs=[])\n"
        "    return 0",
    ),
    score(
        "engine's side of the answers is rewritten",
        WRONG,
        "import gc\nfor o in gc.get_objects():\n    if type(o).__name__ in ('Answers', 'Examination', '_Steps'):\n"
        "        for name in ('answer', 'begin', 'end', 'run', 'do'):\n"
        "            if hasattr(type(o), name) and name != 'do':\n"
        "                setattr(type(o), name, lambda s, m: {'passed': True, 'value': ['h', 0, 'function', 'f'],\n"
        "                    'outputs': [], 'undecided': ''})",
    ),
    score(
        "every answer is a reference to something else",
        "def square(x):\n    return square if x == 3 else iter(int, 1) if x == 7 else (n for n in [square])",
    ),
]  # fmt: skip
