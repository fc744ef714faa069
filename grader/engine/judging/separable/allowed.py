"""What a test cell may use and still be run apart: names, libraries, attributes, statements."""

import ast
import builtins
import datetime as dt
import decimal
import fractions
import re

import numpy as np

from grader.engine.judging.drawing import DRAW_NOTHING
from grader.engine.outside.test_code import ASK

PLAIN_MODULES = frozenset(
    "numpy numpy.testing numpy.linalg math cmath unittest pytest nose nose.tools itertools "
    "collections fractions decimal numbers operator statistics string copy functools io contextlib "
    "datetime re".split()
)
"""What a test may use without the submission's process."""
ONLY = {
    "pytest": {"raises", "approx"},
    "unittest": {"TestCase"},
    "io": {"StringIO"},
    "contextlib": {"redirect_stdout", "redirect_stderr", "suppress"},
}
"""Of some of them, all that it may use."""
HARMLESS = {*DRAW_NOTHING, "matplotlib"}
"""Libraries whose own objects no answer is likely to be."""
ALIASES = {"np": "numpy", "numpy": "numpy", "math": "math", "unittest": "unittest"}
SHELL = {"get_ipython", "display", "In", "Out", "exit", "quit", ASK}
_NOT_BUILTINS = frozenset(
    "globals locals vars exec eval compile open input setattr getattr hasattr delattr dir help "
    "breakpoint super id exit quit copyright credits license display get_ipython memoryview".split()
)
BUILTINS = frozenset(name for name in vars(builtins) if name[0] != "_") - _NOT_BUILTINS
OF_NUMPY = frozenset(
    "random load loads save savez savez_compressed savetxt loadtxt genfromtxt fromfile memmap "
    "seterr errstate seterrcall setbufsize set_printoptions printoptions ctypeslib lib core _core "
    "f2py distutils test show_config info source lookfor DataSource open_memmap".split()
)
"""What of NumPy reads files, draws numbers, or changes settings."""
_PLAIN_KINDS = (
    *(int, float, complex, str, bytes, list, tuple, dict, set, frozenset, range, np.ndarray),
    *(np.float64, fractions.Fraction, decimal.Decimal, dt.datetime, dt.timedelta),
    *(dt.time, BaseException),
)
ATTRIBUTES = (
    {name for kind in _PLAIN_KINDS for name in dir(kind) if not name.startswith("_")}
    | {"value", "match", "group", "groups", "getvalue", "__name__", "most_common"}
) - {
    "tzinfo",
    "tzname",
    "tofile",
    "dump",
    "dumps",
    "setflags",
    "data",
    "ctypes",
    "base",
    "with_traceback",
}
CHANGING = frozenset(
    "append extend insert remove pop clear sort reverse update add discard setdefault popitem fill "
    "resize put itemset appendleft popleft difference_update intersection_update".split()
)
STATEMENTS = (
    *(ast.Expr, ast.Assert, ast.Assign, ast.AugAssign, ast.AnnAssign, ast.For, ast.While, ast.If),
    *(ast.Try, ast.With, ast.Pass, ast.Import, ast.ImportFrom, ast.Raise, ast.Break, ast.Continue),
    *(ast.FunctionDef, ast.Return),
)
EXPRESSIONS_REFUSED = (ast.Await, ast.Yield, ast.YieldFrom, ast.NamedExpr)
OF_IPYTHON = re.compile(r"_+|_+i*\d*")
